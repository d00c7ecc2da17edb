package reader

import "github.com/luoshi-project/luoshi/zhtext"

// A page is a text as it should read. Of clean text it is the text itself.
type page struct {
	text     string
	view     *zhtext.View     // the view that was laid out, as one of the page's text
	tidy     *zhtext.View     // the document without what programs left in it; nil where they left nothing
	repaired *zhtext.Repaired // what the page is the reading of, of tidy or the document; nil where nothing needs repair
}

// open lays the document out, by what it should read where programs left marks in
// it, where it is damaged or in Traditional characters. The reading's own view
// still leads back to the document as it stands.
func (r *reading) open() {
	p := page{text: r.text}
	if tidy, ok := zhtext.Tidy(p.text); ok {
		p.text, p.tidy = tidy.Text, tidy
	}
	if zhtext.NeedsRepair(p.text) {
		rep := zhtext.Repair(p.text)
		p.text, p.repaired = rep.View.Text, &rep
	}
	p.view, r.blocks = layOut(p.text)
	r.page, r.view = p, p.view
	if p.repaired != nil {
		r.view = r.view.Over(p.repaired.View)
	}
	if p.tidy != nil {
		r.view = r.view.Over(p.tidy)
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
			if p.tidy != nil {
				s.Start, s.End = p.tidy.Source(s.Start, s.End)
			}
			list = append(list, Repair{
				Span:    Span{Start: ru.codePoints(s.Start), End: ru.codePoints(s.End), Quote: text[s.Start:s.End]},
				Reading: s.Reading, Certain: s.Certain,
			})
		}
	}
	return list
}
