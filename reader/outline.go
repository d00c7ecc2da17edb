package reader

import "strings"

// outline finds the headings and the tree of sections. Blocks that are nothing
// but a heading become blocks of kind headingBlock.
func outline(r *reading) []section {
	text, blocks := r.view.Text, r.blocks
	heads := findHeadings(text, blocks)
	rankHeadings(text, heads)
	heads = keepPhrases(text, heads)
	var out []section
	var open []int // the sections around the next heading
	for i, h := range heads {
		for len(open) > 0 && heads[open[len(open)-1]].rank >= h.rank {
			out[open[len(open)-1]].end = h.start
			open = open[:len(open)-1]
		}
		parent := -1
		if len(open) > 0 {
			parent = open[len(open)-1]
		}
		out = append(out, section{
			start: h.start, end: len(text), titleStart: h.title, bodyStart: h.end, runIn: h.runIn,
			title: text[h.title:h.titleEnd], depth: len(open) + 1, parent: parent,
		})
		open = append(open, i)
		if !h.runIn {
			for b := h.block; b <= h.last; b++ {
				blocks[b].kind = headingBlock
			}
		}
	}
	end := bodyEnd(blocks)
	for i := range out {
		if out[i].end > end {
			out[i].end = max(end, out[i].bodyStart)
		}
	}
	assignRoles(text, out, heads, r.doc)
	for i, h := range heads {
		out[i].ordinal, out[i].title = r.printed(h.start, h.title), trimTitle(r.printed(h.title, h.titleEnd))
	}
	return out
}

// printed returns what the page has where the view has start to end, without
// spaces and bold marks: a title keeps the marks it was printed with.
func (r *reading) printed(start, end int) string {
	if start >= end {
		return ""
	}
	a, b := r.page.view.Source(start, end)
	s := r.page.text[a:b]
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if c := s[i]; c > 0xE3 && c < 0xEF && i+3 <= len(s) {
			out = append(out, c, s[i+1], s[i+2]) // nearly every character is Chinese
			i += 3
			continue
		}
		n, _ := spaceAt(s, i)
		switch {
		case n > 0 && i+n < len(s) && len(out) > 0 && letter(out[len(out)-1]) && letter(s[i+n]):
			out = append(out, ' ')
		case n == 0 && s[i] == '\n', n == 0 && s[i] == '*':
			n = 1
		case n == 0:
			out = append(out, s[i])
			n = 1
		}
		i += n
	}
	return string(out)
}

// bodyEnd returns where the last block of the report ends: the glossary and the
// page's own words belong to no section.
func bodyEnd(blocks []block) int {
	for i := len(blocks) - 1; i >= 0; i-- {
		if k := blocks[i].kind; k == bodyBlock || k == headingBlock {
			return blocks[i].end
		}
	}
	return 0
}

// trimTitle takes off the marks that end a title.
func trimTitle(s string) string {
	s = strings.TrimLeft(strings.Trim(s, " \n"), "：:、")
	for _, mark := range [...]string{"。", "：", "；", "！"} {
		s = strings.TrimSuffix(s, mark)
	}
	return s
}

// rankHeadings gives each heading its rank in the tree: a heading stands under
// the last one before it of a smaller rank.
func rankHeadings(text string, heads []heading) {
	top := hanOnTop(text, heads)
	for i := range heads {
		h := &heads[i]
		switch h.form {
		case annexForm:
			h.rank = 0
		case partForm:
			h.rank = 5
		case hanForm:
			h.rank = 20
			if top {
				h.rank = 10
			}
		case squareForm:
			h.rank = 25
		case bracketForm:
			h.rank = 30
		case thForm, countForm:
			h.rank = 35
		case digitForm, spaceForm:
			h.rank = 40
		case bracketDigitForm, circleForm:
			h.rank = 50
		case dashForm:
			h.rank = 60
		case majorForm:
			h.rank = 10
		case plainForm:
			h.rank = 55
		case phraseForm, coupletForm:
			h.rank = 70
		case boldForm:
			h.rank = 80
		}
	}
	// A line without a number stands above the numbers that begin under it.
	for i := range heads {
		if heads[i].form != plainForm || i+1 == len(heads) {
			continue
		}
		if next := heads[i+1]; next.number == 1 && next.rank < heads[i].rank && next.rank > 10 && next.block == heads[i].last+1 {
			heads[i].rank = next.rank - 1
		}
	}
}

// hanOnTop reports whether 一、 numbers the parts of the document itself and
// not the tasks under headings without a number.
func hanOnTop(text string, heads []heading) bool {
	major, begins, named := false, 0, false
	for _, h := range heads {
		switch h.form {
		case annexForm:
			return !major || named && begins < 2
		case majorForm:
			major = true
		case hanForm:
			if h.number == 1 {
				begins++
			}
			named = named || namesTime(text[h.title:h.titleEnd])
		}
	}
	return !major || named && begins < 2
}
