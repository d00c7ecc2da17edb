package web

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

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

// paragraphs cuts the text into its lines; empty ones are left out, and numbers
// stay the same however the entries change.
func paragraphs(v *review.State) []paragraph {
	var list []paragraph
	from := 0
	for i := 0; i <= len(v.Text); i++ {
		if i < len(v.Text) && v.Text[i] != '\n' {
			continue
		}
		if strings.TrimSpace(string(v.Text[from:i])) != "" {
			list = append(list, paragraph{N: len(list) + 1, From: from, To: i})
		}
		from = i + 1
	}
	at := 0
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

// mark is the class of an item's words: its kind and what was decided.
func mark(it *review.Item) string {
	class := "m " + string(it.Kind) + " " + string(it.Status)
	if it.Status == review.Open && (it.Doubt || it.Change == review.Uncertain) {
		class += " unsure"
	}
	return class
}

// marked writes a paragraph with its marks. It is written here and not in a
// template because a report has a thousand of them: a page is to be ready in a
// few milliseconds. Everything that comes from the text is escaped.
func (p *paragraph) marked(text []rune) template.HTML {
	var b strings.Builder
	for _, id := range p.Sections {
		b.WriteString(`<span class="spot" id="s-` + template.HTMLEscapeString(id) + `"></span>`)
	}
	cuts := []int{p.From, p.To}
	for _, it := range p.Items {
		cuts = append(cuts, max(it.Start, p.From), min(it.End, p.To))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for i := 0; i+1 < len(cuts); i++ {
		from, to := cuts[i], cuts[i+1]
		var over []*review.Item
		for _, it := range p.Items {
			if it.Start <= from && to <= it.End {
				over = append(over, it)
			}
		}
		words := template.HTMLEscapeString(string(text[from:to]))
		if len(over) == 0 {
			b.WriteString(words)
			continue
		}
		// The innermost comes last: it is what a click chooses.
		slices.SortStableFunc(over, func(x, y *review.Item) int { return cmp.Compare(y.End-y.Start, x.End-x.Start) })
		inner := over[len(over)-1]
		b.WriteString(`<a tabindex="-1" class="`)
		for k, it := range over {
			if k > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(mark(it))
		}
		b.WriteString(`" href="#e-` + inner.ID + `" data-i="`)
		for k, it := range over {
			if k > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(it.ID)
		}
		b.WriteByte('"')
		if first(inner, from, p) {
			b.WriteString(` id="t-` + inner.ID + `"`)
		}
		b.WriteByte('>')
		// An outer item that begins with an inner one still has a place to go to.
		for _, it := range over[:len(over)-1] {
			if first(it, from, p) {
				b.WriteString(`<span id="t-` + it.ID + `"></span>`)
			}
		}
		b.WriteString(words + `</a>`)
	}
	return template.HTML(b.String()) //nolint:gosec // ids are letters and digits, words are escaped
}

// first tells whether an item begins at a place of a paragraph.
func first(it *review.Item, at int, p *paragraph) bool {
	return it.Start == at && it.Start >= p.From
}

// ID is the id of the paragraph's element.
func (p *paragraph) ID() string { return "p" + strconv.Itoa(p.N) }

// Group is the id of the element with its entries.
func (p *paragraph) Group() string { return "g" + strconv.Itoa(p.N) }
