package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/zhtext"
)

// A cell is a stretch of a sentence in which at most one thing is named before
// its figures: a comma clause, or one item of a list of figures (企业20家、园区3个).
type cell struct {
	start, end int
	qs         []quantity.Quantity
	fresh      bool // begins a clause; false for a further item of a list
	within     bool // 其中: a part of what was counted before
	hard       bool // begins behind ； or a full stop: a subject does not carry over
}

// cutCells appends the cells of a sentence to out. Commas and their like always cut,
// 、 and 和 only behind a figure: before one they join things that share it.
func cutCells(out []cell, text string, qs []quantity.Quantity) []cell {
	cur := cell{fresh: true}
	first := 0 // of the quantities of the cell under way
	quote, paren := 0, 0
	qi := 0
	flush := func(end, next int, fresh bool) {
		cur.end, first = end, qi
		within := strings.HasPrefix(text[cur.start:end], "其中")
		if len(out) > 0 {
			before := text[out[len(out)-1].start:out[len(out)-1].end]
			within = within || strings.Contains(before, "其中") && strings.TrimSpace(before) == "其中"
		}
		cur.within = within
		out = append(out, cur)
		cur = cell{start: next, fresh: fresh, hard: text[end:next] == "；"}
	}
	for i := 0; i < len(text); {
		for qi < len(qs) && qs[qi].Start <= i {
			// The figure is taken whole: separators inside it are its own.
			i = max(i, qs[qi].End)
			qi++
			cur.qs = qs[first:qi:qi]
		}
		if i >= len(text) {
			break
		}
		c := text[i]
		if n := runeLen(c); n != 3 || i+3 > len(text) {
			i += n
			continue
		}
		if c > 0xE3 && c < 0xEF && !(joiners.may(text[i+2]) && joiners.has(text, i)) {
			i += 3
			continue
		}
		switch text[i : i+3] {
		case "“", "《":
			quote++
		case "”", "》":
			quote = max(0, quote-1)
		case "（":
			if holdsFigure(text, i, qs[qi:]) {
				flush(i, i+3, true)
			} else {
				paren++
			}
		case "）":
			if paren > 0 {
				paren--
			} else {
				flush(i, i+3, false)
			}
		case "，", "；", "：", "。", "！", "？":
			if quote == 0 && paren == 0 {
				flush(i, i+3, true)
			}
		case "、":
			if quote == 0 && paren == 0 && len(cur.qs) > 0 {
				flush(i, i+3, false)
			}
		case "和", "及", "与", "或":
			if quote == 0 && paren == 0 && len(cur.qs) > 0 && joinsFigures(text, i, cur, qs[qi:]) {
				flush(i, i+3, false)
			}
		}
		if strings.HasPrefix(text[i:], "以及") && len(cur.qs) > 0 && quote == 0 && paren == 0 {
			flush(i, i+6, false)
			i += 3
		}
		i += 3
	}
	flush(len(text), len(text), false)
	return out
}

// joiners are the characters, beside marks, at which cells may part; 以 in 以及.
var joiners = newCharSet("和及与或以")

// holdsFigure tells whether the bracket that opens at at holds a figure.
func holdsFigure(text string, at int, rest []quantity.Quantity) bool {
	end := zhtext.Index(text[at:], "）")
	return end > 0 && len(rest) > 0 && rest[0].Start < at+end
}

// joinsFigures tells whether 和 at at stands between two figures of a list and
// not inside the name of one counted thing.
func joinsFigures(text string, at int, cur cell, rest []quantity.Quantity) bool {
	if len(rest) == 0 {
		return false
	}
	last := cur.qs[len(cur.qs)-1]
	from, to := max(last.To, last.End), rest[0].From
	if from > at || to < at+3 {
		return false // 和 belongs to the words of a comparator
	}
	behind, ahead := text[from:at], text[at+3:to]
	if strings.ContainsAny(ahead, "，；。、：") {
		return false
	}
	// 5个国家级和30个省级…; 9%和11%; 64项任务和50项任务
	return behind == "" || ahead == "" || !zhtext.Contains(behind, "、") && len(ahead) <= 36
}
