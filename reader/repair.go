package reader

import "github.com/luoshi-project/luoshi/zhtext"

// A page is a text as it should read. Of clean text it is the text itself.
type page struct {
	text     string
	view     *zhtext.View     // the view that was laid out, as one of the page's text
	repaired *zhtext.Repaired // what the page is the reading of; nil where it is the document
}

// open lays the document out, by what it should read where it is damaged or in
// Traditional characters. The reading's own view still leads back to the
// document as it stands.
func (r *reading) open() {
	if !zhtext.Needed(r.text) {
		r.view, r.blocks = layOut(r.text)
		r.page = page{text: r.text, view: r.view}
		return
	}
	rep := zhtext.Repair(r.text)
	r.page = page{text: rep.View.Text, repaired: &rep}
	r.page.view, r.blocks = layOut(r.page.text)
	r.view = r.page.view.Over(rep.View)
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
			list = append(list, Repair{
				Span:    Span{Start: ru.codePoints(s.Start), End: ru.codePoints(s.End), Quote: text[s.Start:s.End]},
				Reading: s.Reading, Certain: s.Certain,
			})
		}
	}
	return list
}
