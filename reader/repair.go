package reader

import "github.com/luoshi-project/luoshi/zhtext"

// A page is a text as it should read. Of clean text it is the text itself.
type page struct {
	text     string
	view     *zhtext.View     // the view that was laid out, as one of the page's text
	closed   *zhtext.View     // the document with spread lines closed up; nil where it has none
	repaired *zhtext.Repaired // what the page is the reading of, of closed or the document; nil where nothing needs repair
}

// open lays the document out, by what it should read where its lines are spread,
// where it is damaged or in Traditional characters. The reading's own view still
// leads back to the document as it stands.
func (r *reading) open() {
	p := page{text: r.text}
	if closed, ok := zhtext.CloseUp(p.text); ok {
		p.text, p.closed = closed.Text, closed
	}
	if zhtext.Needed(p.text) {
		rep := zhtext.Repair(p.text)
		p.text, p.repaired = rep.View.Text, &rep
	}
	p.view, r.blocks = layOut(p.text)
	r.page, r.view = p, p.view
	if p.repaired != nil {
		r.view = r.view.Over(p.repaired.View)
	}
	if p.closed != nil {
		r.view = r.view.Over(p.closed)
	}
}

// repairs lists the stretches of the text that read otherwise than they stand.
func (p *page) repairs(text string, ru *ruler) []Repair {
	if p.repaired == nil {
		return []Repair{}
	}
	n := 0
	for s := range p.repaired.Segments() {
		if s.Changed {
			n++
		}
	}
	list := make([]Repair, 0, n)
	for s := range p.repaired.Segments() {
		if s.Changed {
			if p.closed != nil {
				s.Start, s.End = p.closed.Source(s.Start, s.End)
			}
			list = append(list, Repair{
				Span:    Span{Start: ru.codePoints(s.Start), End: ru.codePoints(s.End), Quote: text[s.Start:s.End]},
				Reading: s.Reading, Certain: s.Certain,
			})
		}
	}
	return list
}
