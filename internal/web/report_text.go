package web

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/luoshi-project/luoshi/internal/review"
)

// A paragraph is a line of a report's text with its marks, and the entries that
// begin in it.
type paragraph struct {
	N        int
	From, To int // code points of the text
	Heading  int // depth, 0 for none
	Sections []string
	Items    []*review.Item // that reach into it
	Entries  []*review.Item // that begin in it
}

// paragraphs cuts the text into paragraphs; empty lines are left out, and numbers
// stay the same however the entries change.
func paragraphs(v *review.State) []paragraph {
	begins := map[int]bool{} // lines at which a section begins
	lines := linesOf(v.Text)
	at := 0
	for i := range v.Sections {
		for at < len(lines) && lines[at].To <= v.Sections[i].Start {
			at++
		}
		begins[at] = true
	}
	var list []paragraph
	under := false // a heading: what stands before the first is not wrapped prose
	for i, line := range lines {
		if n := len(list); n > 0 && under && !begins[i] && !begins[i-1] && broken(v.Text, &list[n-1]) {
			list[n-1].To = line.To
			continue
		}
		under = under || begins[i]
		line.N = len(list) + 1
		list = append(list, line)
	}
	at = 0
	for i := range v.Sections {
		s := &v.Sections[i]
		for at < len(list) && list[at].To <= s.Start {
			at++
		}
		if at == len(list) {
			break
		}
		p := &list[at]
		p.Sections = append(p.Sections, s.ID)
		if heading := len([]rune(s.Ordinal + s.Title)); p.To-s.Start <= heading+6 {
			p.Heading = min(max(s.Depth, 1), 3)
		}
	}
	first := 0
	for i := range v.Items {
		it := &v.Items[i]
		for first < len(list) && list[first].To <= it.Start {
			first++
		}
		for k := first; k < len(list) && list[k].From < it.End; k++ {
			list[k].Items = append(list[k].Items, it)
			if k == first {
				list[k].Entries = append(list[k].Entries, it)
			}
		}
	}
	return list
}

// linesOf lists the lines of a text that say something.
func linesOf(text []rune) []paragraph {
	var list []paragraph
	from := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] != '\n' {
			continue
		}
		// Spaces before a paragraph are the medium's indent; the page has its own.
		for from < i && unicode.IsSpace(text[from]) {
			from++
		}
		if from < i {
			list = append(list, paragraph{From: from, To: i})
		}
		from = i + 1
	}
	return list
}

// leastLine is how long a line is at least that was wrapped, in characters.
const leastLine = 20

// broken tells whether a line ends in the middle of a sentence: the medium, not
// the author, ended it.
func broken(text []rune, p *paragraph) bool {
	words := []rune(strings.TrimSpace(string(text[p.From:p.To])))
	return len(words) >= leastLine && !strings.ContainsRune("。！？；：…”）)!?;:*|", words[len(words)-1])
}

// mark is the class of an item's words: its kind and what was decided.
func mark(it *review.Item) string {
	class := "m " + string(it.Kind) + " " + string(it.Status)
	if it.Status == review.Open && (it.Doubt || it.Change == review.Uncertain) {
		class += " unsure"
	}
	return class
}

// marked writes a paragraph with its marks.
func (p *paragraph) marked(text []rune) template.HTML {
	m := &markup{}
	for _, id := range p.Sections {
		m.tag(`<span class="spot" id="s-`)
		m.words(id)
		m.tag(`"></span>`)
	}
	cuts := []int{p.From, p.To}
	for _, it := range p.Items {
		cuts = append(cuts, max(it.Start, p.From), min(it.End, p.To))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for i := 0; i+1 < len(cuts); i++ {
		p.segment(m, text, cuts[i], cuts[i+1])
	}
	return m.html()
}

// segment writes words that the same items cover.
func (p *paragraph) segment(m *markup, text []rune, from, to int) {
	var over []*review.Item
	for _, it := range p.Items {
		if it.Start <= from && to <= it.End {
			over = append(over, it)
		}
	}
	if len(over) == 0 {
		m.words(string(text[from:to]))
		return
	}
	// The innermost comes last: it is what a click chooses.
	slices.SortStableFunc(over, func(x, y *review.Item) int { return cmp.Compare(y.End-y.Start, x.End-x.Start) })
	var classes, ids []string
	for _, it := range over {
		classes, ids = append(classes, mark(it)), append(ids, it.ID)
	}
	inner := over[len(over)-1]
	m.tag(`<a tabindex="-1" class="`, strings.Join(classes, " "), `" href="#e-`, inner.ID, `" data-i="`, strings.Join(ids, " "), `"`)
	if inner.Start == from {
		m.tag(` id="t-`, inner.ID, `"`)
	}
	m.tag(`>`)
	for _, it := range over[:len(over)-1] {
		if it.Start == from { // it begins with an inner one and has a place to go to, too
			m.tag(`<span id="t-`, it.ID, `"></span>`)
		}
	}
	m.words(string(text[from:to]))
	m.tag(`</a>`)
}

// ID is the id of the paragraph's element.
func (p *paragraph) ID() string { return "p" + strconv.Itoa(p.N) }

// Group is the id of the element with its entries.
func (p *paragraph) Group() string { return "g" + strconv.Itoa(p.N) }
