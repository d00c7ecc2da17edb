package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// A heading is a section on its way.
type heading struct {
	block, last     int // the blocks it stands in
	start, end      int // with its ordinal, and up to where the body begins
	title, titleEnd int
	form            ordinalForm
	number          int
	runIn           bool // stands at the beginning of a paragraph
	rank            int
}

// Forms of headings without a number.
const (
	majorForm   = annexForm + 1 + iota // a line that names a part of the report: 2024年工作安排
	plainForm                          // any other line
	phraseForm                         // the first words of a paragraph: 扩大有效益的投资。
	coupletForm                        // two phrases before a paragraph: 加大投入，壮大龙头。
	boldForm                           // bold words inside a paragraph
)

// Lengths in bytes up to which words are taken for a title.
const (
	lineTitle    = 200 // with a number, on a line of its own
	runInTitle   = 165 // with a number, before the body
	dashTitle    = 132 // after ——
	plainTitle   = 108 // on a line of its own, without a number
	phraseTitle  = 84  // a phrase before the body
	coupletTitle = 126 // two phrases before the body
)

// findHeadings finds what may be a heading, in the order of the text.
func findHeadings(text string, blocks []block) []heading {
	var out []heading
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		if b.kind != bodyBlock || b.cell {
			continue
		}
		h, ok := headingAt(text, blocks, i)
		if ok {
			out = append(out, h)
			i = h.last
		}
		out = append(out, boldHeadings(text, b, i, h.end)...)
	}
	return out
}

// headingAt returns the heading block i is or begins with.
func headingAt(text string, blocks []block, i int) (heading, bool) {
	b := blocks[i]
	s := text[b.start:b.end]
	form, n, number := readOrdinal(s)
	h := heading{block: i, last: i, start: b.start, title: b.start + n, form: form, number: number}
	switch form {
	case noForm:
		return plainAt(text, blocks, i)
	case countForm:
		// 一是… belongs to its paragraph, unless it has a line to itself.
		if tailOf(s) == endsOpen && len(s) > n+9 && len(s) <= runInTitle && !hasStop(s) && !counts(s) && !b.item {
			h.end, h.titleEnd = b.end, b.end
			return h, true
		}
		return h, false
	case annexForm:
		if len(s) > lineTitle {
			return h, false
		}
		h.end, h.titleEnd = b.end, b.end
		if trimTitle(s[n:]) == "" {
			h.title = b.start // nothing but its number
		}
		if h.title == b.start && i+1 < len(blocks) && blocks[i+1].kind == bodyBlock && blocks[i+1].end-blocks[i+1].start < plainTitle {
			h.last = i + 1
			h.title, h.titleEnd, h.end = blocks[i+1].start, blocks[i+1].end, blocks[i+1].end
		}
		return h, true
	case dashForm:
		h.start = h.title
	}
	title := s[n:]
	if trimTitle(title) == "" {
		return h, false
	}
	if form != dashForm && lineHeading(text, blocks, i, title, form) {
		h.end, h.titleEnd = b.end, b.end
		return h, true
	}
	limit := runInTitle
	if form == dashForm {
		limit = dashTitle
	} else if form == digitForm || form == bracketDigitForm || form == circleForm {
		limit = phraseTitle
	}
	k := sentenceEnd(title[:min(len(title), limit+6)])
	if k < 9 || k > limit || k >= len(title) || b.item || tailOf(title[:k]) != endsStop || form == spaceForm {
		return h, false
	}
	if counts(title[:k]) {
		return h, false
	}
	h.titleEnd, h.end, h.runIn = h.title+k, h.title+k, true
	return h, true
}

// lineHeading reports whether block i, whose words after the ordinal are title,
// is a heading on a line of its own and no item of a list.
func lineHeading(text string, blocks []block, i int, title string, form ordinalForm) bool {
	if len(title) > lineTitle || blocks[i].item {
		return false
	}
	switch tailOf(title) {
	case endsComma:
		return false
	case endsOpen:
		return !hasStop(title) && !zhtext.Contains(title, "：")
	}
	// With a full stop it is a heading where something else follows it.
	if form != hanForm && form != bracketForm && form != squareForm && form != partForm || counts(title) {
		return false
	}
	if k := sentenceEnd(title); k != len(title) || strings.HasSuffix(title, "；") || i+1 >= len(blocks) || blocks[i+1].kind != bodyBlock {
		return false
	}
	next := text[blocks[i+1].start:blocks[i+1].end]
	f, _, m := readOrdinal(next)
	return f != form && (f == noForm || m == 1 || f == dashForm || f == countForm) && len(next) > 60
}

// counts reports whether s states figures, as a heading does not.
func counts(s string) bool {
	return strings.Contains(s, "%") || zhtext.Contains(s, "亿") || zhtext.Contains(s, "万元") || zhtext.Contains(s, "万人") || zhtext.Contains(s, "公里")
}

// plainAt returns the heading without a number that block i is or begins with.
func plainAt(text string, blocks []block, i int) (heading, bool) {
	b := blocks[i]
	s := text[b.start:b.end]
	h := heading{block: i, last: i, start: b.start, title: b.start, end: b.end, titleEnd: b.end}
	if len(s) <= plainTitle {
		if !titleWords(s) || b.item || i+1 >= len(blocks) {
			return h, false
		}
		h.form = plainForm
		switch roleOfTitle(s, 0, 0) {
		case RoleReview, RolePlan, RoleOutlook, RoleSelfGovernment:
			if namesPart(s) {
				h.form = majorForm
				return h, true
			}
		}
		next := blocks[i+1]
		if next.kind != bodyBlock || crowded(text, blocks, i) {
			return h, false
		}
		if newsLead(text[next.start:next.end]) {
			h.form = majorForm // another article of the page
			return h, true
		}
		body := text[next.start:next.end]
		f := ordinalAt(body)
		return h, len(body) > plainTitle || len(body) > 60 && tailOf(body) >= endsPause || f != noForm && f != dashForm
	}
	k, form := phraseAt(s)
	if k == 0 || b.item {
		return h, false
	}
	h.form, h.runIn, h.titleEnd, h.end = form, true, b.start+k, b.start+k
	return h, true
}

// titleWords reports whether s, a line, can be a title: words that no mark ends.
func titleWords(s string) bool {
	if len(s) < 12 || tailOf(s) != endsOpen || hasStop(s) || zhtext.Contains(s, "：") || sessionAt(s) >= 0 || personLine(s) || dateOnly(s) {
		return false
	}
	if digit(s[0]) {
		return yearIn(s[:min(len(s), 8)]) != 0
	}
	return s[0] >= 0x80 && !greeting(s)
}

// crowded reports whether block i stands among three or more short lines in a
// row, as the cells of a table do.
func crowded(text string, blocks []block, i int) bool {
	short := func(j int) bool {
		return j >= 0 && j < len(blocks) && blocks[j].kind == bodyBlock && blocks[j].end-blocks[j].start <= plainTitle &&
			ordinalAt(text[blocks[j].start:blocks[j].end]) == noForm && tailOf(text[blocks[j].start:blocks[j].end]) == endsOpen
	}
	n := 1
	for j := i - 1; short(j) && n < 3; j-- {
		n++
	}
	for j := i + 1; short(j) && n < 3; j++ {
		n++
	}
	return n >= 3
}
