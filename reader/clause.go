package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext/words"
)

// A clause is what stands between two of ，；： of a sentence, outside quotation
// marks and brackets, together with how it opens. The action grammar reads a
// sentence as a row of clauses and decides which of them belong together.
type clause struct {
	start, end int     // without the mark that closes it and without what counts or joins it (一是, 同时, 要)
	before     byte    // the mark before it: 0 at the beginning of the sentence, ',', ';' or ':'
	after      byte    // the mark after it: ',', ';', ':' or '.', '!' at the end of the sentence
	opening    opening // what kind of words it opens with
	verb       *verb   // the verb that governs it, nil where the lexicon knows none
	verbAt     int     // where that verb begins
	verbEnd    int     // where it ends
	runes      int     // length in characters
	must       bool    // 要 or 必须 stood before it
	counted    bool    // some word that counts or joins clauses stood before it
	signs      sign    // what else was seen in it
	last       ending  // what its last word stands for; see lastWord
	reform     int     // what its words say for a reform
	project    int     // and for a project
}

// opening says what a clause begins with.
type opening uint8

const (
	openNoun      opening = iota // a noun or something the lexicon does not know
	openVerb                     // a verb, perhaps after adverbs
	openLead                     // a phrase that only leads in (围绕…, 依托…, 以…为抓手)
	openPrep                     // such a phrase and then its own verb (为个体工商户提供服务)
	openPrinciple                // a principle (坚持…, 弘扬…精神)
	openComment                  // talk about the task, not a task (我们…, 只要…, …是…)
	openTime                     // a time alone (今年, 下一步)
	openTail                     // a phrase that can only go on (以及…, 其中…, 届时…)
)

// sign is a set of things seen in a clause.
type sign uint32

const (
	signFigure    sign = 1 << iota // a number
	signList                       // 、
	signQuote                      // “…” or 《…》
	signCopula                     // 是
	signSteady                     // it begins with an adverb that says that something goes on (不断, 进一步)
	signMeasured                   // a word of what is measured (产值, 占比)
	signCompares                   // an outcome set against something (高于, 同步)
	signMuses                      // how things stand or will stand
	signAnnounces                  // a list follows
	signTakes                      // what something is taken for, after 把
	signInvokes                    // the guidance a government works under
	signTarget                     // a numeric outcome
)

func (s sign) has(t sign) bool { return s&t != 0 }

// cutClauses appends the clauses of text[start:end], one sentence, to out.
func cutClauses(out []clause, text string, start, end int) []clause {
	depth, from, before := 0, start, byte(0)
	looked, quoted := false, false // whether marks that open were seen, and every one of them closes
	for i := start; i < end; {
		c := text[i]
		if c < 0x80 {
			n := 1
			if depth == 0 && (c == ';' || c == ',' && !digitAround(text, i, end)) {
				out, before = appendClause(out, text, from, i, before, c)
				from = i + n
			}
			i += n
			continue
		}
		if c > 0xE3 && c != 0xEF || c < 0xE2 {
			i += runeLen(c)
			continue
		}
		n := min(3, end-i)
		switch mark := text[i : i+n]; mark {
		case "“", "（", "《", "〈", "‘", "【":
			if !looked {
				looked, quoted = true, balanced(text[start:end])
			}
			if quoted {
				depth++
			}
		case "”", "）", "》", "〉", "’", "】":
			depth = max(0, depth-1)
		case "，", "；", "：", "。", "！", "？":
			if depth > 0 && mark != "。" {
				break
			}
			out, before = appendClause(out, text, from, i, before, clauseMark(mark))
			from = i + n
		}
		i += n
	}
	if from < end {
		out, _ = appendClause(out, text, from, end, before, '.')
	}
	return out
}

func clauseMark(mark string) byte {
	switch mark {
	case "，":
		return ','
	case "；":
		return ';'
	case "：":
		return ':'
	case "！":
		return '!'
	}
	return '.'
}

// balanced tells whether every quotation mark and bracket of s that opens also
// closes. Where one does not, marks say nothing about what belongs together.
func balanced(s string) bool {
	var open [6]int
	for i := 0; i+3 <= len(s); {
		if c := s[i]; c > 0xE3 && c != 0xEF || c < 0xE2 {
			i += runeLen(c)
			continue
		}
		switch s[i : i+3] {
		case "“":
			open[0]++
		case "”":
			open[0]--
		case "（":
			open[1]++
		case "）":
			open[1]--
		case "《":
			open[2]++
		case "》":
			open[2]--
		case "‘":
			open[3]++
		case "’":
			open[3]--
		case "【":
			open[4]++
		case "】":
			open[4]--
		case "〈":
			open[5]++
		case "〉":
			open[5]--
		}
		i += 3
	}
	return open == [6]int{}
}

func digitAround(text string, i, end int) bool {
	return i > 0 && i+1 < end && digitByte(text[i-1]) && digitByte(text[i+1])
}

func digitByte(c byte) bool { return '0' <= c && c <= '9' }

// appendClause reads how text[start:end] opens and appends it. It returns the
// mark before the next clause. A clause that is a marker and nothing else
// (同时，) is left out and parts what stands around it.
func appendClause(out []clause, text string, start, end int, before, after byte) ([]clause, byte) {
	from := start
	start, must := skipMarkers(text, start, end)
	if start == end {
		if after == ',' {
			after = ';'
		} else if len(out) > 0 {
			out[len(out)-1].after = after
		}
		return out, after
	}
	c := clause{start: start, end: end, before: before, after: after, must: must, counted: start > from}
	c.runes = codePoints(text[start:end])
	c.look(text)
	return append(out, c), after
}

// skipMarkers leaves out what counts or joins clauses: 一是, 二要, 第三, （四）,
// ①, 同时, 此外, 要, 必须, 我们要. It tells whether one of them was a must.
func skipMarkers(text string, start, end int) (int, bool) {
	must := false
	for start < end {
		s := text[start:end]
		n := 0
		switch {
		case s[0] == '*', s[0] == '-', s[0] == '.', s[0] == ' ':
			n = 1
		case s[0] < 0x80:
			n = arabicOrdinal(s)
		default:
			n = marker(s, &must)
			if n == 0 {
				n = hanOrdinal(s)
			}
			if n == 0 {
				n = circledOrdinal(s)
			}
		}
		if n == 0 {
			return start, must
		}
		start += n
	}
	return start, must
}

// marker returns the length of the marker of the lexicon that s begins with.
func marker(s string, must *bool) int {
	n, kind := theClauseWords().markers.match(s)
	switch {
	case n == 0, kind == markerNot:
		return 0
	case n == len(s):
		return n
	case kind == markerBeforeVerb && !opensWithVerb(s[n:]):
		return 0
	case kind != markerJoins:
		*must = true
	}
	return n
}

// opensWithVerb tells whether s begins with a verb, perhaps after adverbs.
func opensWithVerb(s string) bool {
	if theClauseWords().verbAt.longest(s) > 0 {
		return true
	}
	_, _, v := verbAfterAdverbs(s)
	return v >= 0
}

// arabicOrdinal returns the length of 1. 2、 3） at the beginning of s, 0 where
// there is none.
func arabicOrdinal(s string) int {
	n := 0
	if s[0] == '(' {
		n = 1
	}
	d := n
	for d < len(s) && digitByte(s[d]) {
		d++
	}
	if d == n || d-n > 2 {
		return 0
	}
	for _, m := range [...]string{"、", "．", "）", ")"} {
		if strings.HasPrefix(s[d:], m) {
			return d + len(m)
		}
	}
	if d+1 < len(s) && s[d] == '.' && !digitByte(s[d+1]) {
		return d + 1
	}
	return 0
}

// hanOrdinal returns the length of 一是 十二要 第三 （四） 五、 at the beginning
// of s, 0 where there is none.
func hanOrdinal(s string) int {
	if !ordinalOpeners.Begins(s) {
		return 0
	}
	n := 0
	for _, m := range [...]string{"第", "（", "("} {
		if strings.HasPrefix(s, m) {
			n = len(m)
		}
	}
	d, digits := n, 0
	for digits < 3 {
		w := ordinalDigit(s[d:])
		if w == 0 {
			break
		}
		d += w
		digits++
	}
	if digits == 0 {
		return 0
	}
	if n == len("第") && strings.HasPrefix(s, "第") {
		if strings.HasPrefix(s[d:], "，") || strings.HasPrefix(s[d:], "、") || strings.HasPrefix(s[d:], "是") {
			return d + 3
		}
		return 0
	}
	if n > 0 {
		for _, m := range [...]string{"）", ")"} {
			if strings.HasPrefix(s[d:], m) {
				return d + len(m)
			}
		}
		return 0
	}
	for _, m := range [...]string{"是要", "是", "要", "、"} {
		if strings.HasPrefix(s[d:], m) {
			if next := s[d+len(m):]; m == "、" && startsWith(next[ordinalDigit(next):], "、", "产") {
				return 0 // 一、二、三产 are a list
			}
			return d + len(m)
		}
	}
	return 0
}

func ordinalDigit(s string) int {
	_, n := ordinalDigits.Longest(s)
	return n
}

var (
	ordinalDigits  = words.NewList("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
	ordinalOpeners = words.NewList("第", "（", "(", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
)

func circledOrdinal(s string) int {
	if len(s) >= 3 && s[:3] >= "①" && s[:3] <= "⒛" {
		return 3
	}
	return 0
}
