package reader

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
)

// A pageLayout says how the medium broke the text into lines.
type pageLayout struct {
	wrapped  bool // lines end where the page ends
	indented bool // a paragraph begins with an indent
	spaced   bool // a paragraph begins after a blank line
	linked   bool // the words of links stand on lines of their own
}

// measure finds out how the text was broken into lines and marks the lines
// that are as long as the page is wide and those that are the text of a link.
func measure(text string, lines []line) pageLayout {
	var lay pageLayout
	if len(lines) == 0 {
		return lay
	}
	indented, blanks := 0, 0
	for _, l := range lines {
		if l.indent >= 2 {
			indented++
		}
		if l.blank {
			blanks++
		}
	}
	lay.linked = markLinks(text, lines)
	markNumbers(text, lines)
	if len(lines) >= 8 && len(text)/len(lines) <= 400 {
		lay.wrapped = markFull(text, lines)
	}
	markBrokenHeading(text, lines)
	n := len(lines)
	lay.indented = indented*10 >= n && (!lay.wrapped || indented*10 <= n*9)
	lay.spaced = lay.wrapped && blanks*20 >= n && blanks*10 <= n*7
	return lay
}

// markNumbers marks the spaces that part a list number from the words after it
// (1 X, - 2 Y): numbers that go up by one from 1, or that follow a bullet. Other
// spaces after a number mean nothing.
func markNumbers(text string, lines []line) {
	last := -1 // the line that holds the number before
	for i := range lines {
		l := &lines[i]
		at, _ := trimLeft(text, l.start+bulletLen(text[l.start:l.end]), l.end)
		l.item = at > l.start
		n, k := 0, at
		for k < l.end && k < at+2 && digit(text[k]) {
			n = n*10 + int(text[k]-'0')
			k++
		}
		after, width := trimLeft(text, k, l.end)
		if k == at || width == 0 || after >= l.end || text[after] < 0x80 {
			continue
		}
		switch {
		case l.item:
			l.number = k
		case n == 1:
			last = i
		case last >= 0 && n > 1 && numberOf(text[lines[last].start:lines[last].end]) == n-1:
			if lines[last].number == 0 {
				lines[last].number = spaceAfterNumber(text, &lines[last])
			}
			l.number, last = k, i
		}
	}
}

// numberOf returns the number s begins with.
func numberOf(s string) int {
	n, k := 0, 0
	for k < len(s) && k < 2 && digit(s[k]) {
		n = n*10 + int(s[k]-'0')
		k++
	}
	return n
}

func spaceAfterNumber(text string, l *line) int {
	k := l.start
	for k < l.end && digit(text[k]) {
		k++
	}
	return k
}

// markFull marks the lines that reach the right edge of the page and reports
// whether there is such an edge: in a text that is not wrapped hardly two
// lines are equally long. A page measures columns, a program may count characters;
// the lines are full by the measure that finds more of them.
func markFull(text string, lines []line) bool {
	byColumns, byCharacters := make([]int, len(lines)), make([]int, len(lines))
	for i, l := range lines {
		s := text[l.start:l.end]
		byColumns[i] = columns(s) + l.indent
		byCharacters[i] = 2 * (codePoints(s) + l.indent/2)
	}
	full, n := fullLines(lines, byColumns)
	if counted, m := fullLines(lines, byCharacters); m > n {
		full = counted
	}
	for i := range full {
		lines[i].full = full[i]
	}
	return full != nil
}

// fullLines tells which lines are as wide as the widest, and how many; nil where
// the widths have no edge in common.
func fullLines(lines []line, widths []int) (full []bool, n int) {
	sorted := append([]int(nil), widths...)
	sort.Ints(sorted)
	edge := sorted[len(sorted)*9/10]
	if edge > 200 || edge < 20 {
		return nil, 0
	}
	full = make([]bool, len(lines))
	ends := 0
	for i, w := range widths {
		if full[i] = w >= edge-5 && w <= edge+5; full[i] {
			n++
			if lines[i].tail < endsPause {
				ends++
			}
		}
	}
	if n*5 < len(lines)*2 || ends*2 < n {
		return nil, 0
	}
	return full, n
}

// columns returns the width of s where a Han character takes two columns.
func columns(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0x80:
			n++
		case c >= 0xC0:
			n += 2
		}
	}
	return n
}

// markLinks marks short lines of words that occur more than once and stand, at
// least once, between two halves of a sentence: the words a page made a link of.
// It reports whether there are any.
func markLinks(text string, lines []line) bool {
	seen := map[string][]int{}
	for i := range lines {
		l := &lines[i]
		if n := l.end - l.start; n > 24 || n < 6 || l.tail != endsOpen || l.ordinal != noForm || text[l.start] < 0x80 {
			continue
		}
		s := text[l.start:l.end]
		if zhtext.Contains(s, "报告") || zhtext.Contains(s, "各位") {
			continue
		}
		seen[s] = append(seen[s], i)
	}
	found := false
	for _, at := range seen {
		link := false
		for _, i := range at {
			link = link || len(at) > 1 && broken(text, lines, i)
		}
		for _, i := range at {
			lines[i].link = link
		}
		found = found || link
	}
	return found
}

// markBrokenHeading marks the second half of a heading that was too long for
// its line: where the document's other headings of the kind have no line
// without a number under them. A line that fills the page belongs to what follows.
func markBrokenHeading(text string, lines []line) {
	heads, at := 0, -1
	for i := range lines {
		if lines[i].ordinal != hanForm || lines[i].tail != endsOpen || lines[i].end-lines[i].start > 90 {
			continue
		}
		heads++
		if i+2 >= len(lines) {
			continue
		}
		next, third := &lines[i+1], &lines[i+2]
		n := next.end - next.start
		if next.ordinal != noForm || next.tail != endsOpen || next.full || n > 60 || hasStop(text[next.start:next.end]) {
			continue
		}
		if at >= 0 || third.ordinal == noForm && third.tail == endsOpen && third.end-third.start <= plainTitle || n+lines[i].end-lines[i].start > 100 {
			return
		}
		at = i + 1
	}
	if heads >= 3 && at >= 0 {
		lines[at].rest = true
	}
}

// broken reports whether line i stands between two halves of a sentence.
func broken(text string, lines []line, i int) bool {
	if i == 0 || i+1 >= len(lines) {
		return false
	}
	prev, next := text[lines[i-1].start:lines[i-1].end], text[lines[i+1].start:lines[i+1].end]
	if closes(next) {
		return true
	}
	return lines[i-1].tail == endsOpen && lines[i+1].ordinal == noForm && pausesInside(prev) && pausesInside(next)
}

// pausesInside reports whether s has a comma or a full stop: titles and cells
// of tables seldom have.
func pausesInside(s string) bool {
	return zhtext.Contains(s, "，") || zhtext.Contains(s, "。") || strings.Contains(s, ",")
}

// closes reports whether s begins with a mark that nothing begins with.
func closes(s string) bool {
	if len(s) == 0 {
		return false
	}
	switch s[0] {
	case ',', ';', ')', ']', '%', '!', '.':
		return true
	}
	if len(s) >= 3 {
		switch s[:3] {
		case "，", "。", "、", "；", "：", "！", "？", "）", "》", "”", "’", "％", "‰", "】", "」":
			return true
		}
	}
	return false
}

// continues reports whether line l goes on with paragraph p, which stands
// before it.
func (lay pageLayout) continues(text string, p *paragraph, l *line) bool {
	if l.kind != p.kind && (l.kind == noiseBlock || p.kind == noiseBlock || l.kind == noteBlock) {
		return false
	}
	if p.kind == noiseBlock {
		return false
	}
	s := text[l.start:l.end]
	if closes(s) || p.full && p.tail == endsOpen && dashInside(s) {
		return true
	}
	if l.ordinal.strong() || l.item || greeting(s) {
		return false
	}
	if p.tail >= endsPause {
		// The paragraph ended, unless a wrapped page says otherwise.
		if !lay.wrapped || !p.full || l.ordinal != noForm {
			return false
		}
		if lay.indented {
			return l.indent < 2
		}
		return lay.spaced && !l.blank || p.tail == endsPause && l.end-l.start > 30
	}
	if p.tail == endsComma || p.hangs {
		return true
	}
	if l.ordinal != noForm {
		return false
	}
	if p.kind == frontBlock || l.kind == frontBlock {
		return alone(s) || l.link || p.link || p.full && !(lay.indented && l.indent >= 2)
	}
	if lay.indented && l.indent >= 2 && !p.link && !l.link {
		return false
	}
	if strings.HasPrefix(s, "的") || lay.linked && len(s) <= 12 && l.tail == endsOpen && p.size > 24 && (p.ordinal == noForm || p.stops) {
		l.link = lay.linked
		return true
	}
	switch {
	case l.link, p.link, l.anchor, l.rest, l.half && !l.full, p.full, alone(s) && (p.size == 3 || !l.row):
		return true
	case p.ordinal.bare(p.size):
		l.link = lay.linked
		return true
	case lay.wrapped:
		return p.ordinal == noForm && (p.stops || p.size > 96)
	case p.ordinal != noForm && !p.stops:
		return p.size > 180
	case p.stops:
		return true
	}
	return p.size > 96
}

// dashInside reports whether s begins with the dash of a range or of a name: one
// alone, where the dash of an item is two, and no space after it.
func dashInside(s string) bool {
	rest, ok := strings.CutPrefix(s, "—")
	return ok && rest != "" && !strings.HasPrefix(rest, "—") && !strings.HasPrefix(rest, " ") && !strings.HasPrefix(rest, "\u3000")
}

// alone reports whether s is one Han character: nothing but the rest of a word
// is that short.
func alone(s string) bool {
	_, n := utf8.DecodeRuneInString(s)
	return n == 3 && n == len(s)
}

// greeting reports whether s addresses the assembly.
func greeting(s string) bool {
	return strings.HasPrefix(s, "各位代表") || strings.HasPrefix(s, "各位委员") || strings.HasPrefix(s, "同志们")
}
