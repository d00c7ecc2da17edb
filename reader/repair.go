package reader

import "github.com/luoshi-project/luoshi/zhtext"

// A page is a text as it should read. Of clean text it is the text itself.
type page struct {
	text     string
	view     *zhtext.View     // the view that was laid out, as one of the page's text
	segments []zhtext.Segment // where the page reads otherwise than the document; none where it does not
	lost     int              // places where bytes of the document were lost
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
	r.page = page{text: rep.View.Text, segments: rep.Segments, lost: rep.Lost}
	r.page.view, r.blocks = layOut(r.page.text)
	r.view = r.page.view.Over(rep.View)
}

// repairs lists the segments that read otherwise than they stand.
func repairs(segments []zhtext.Segment, text string, ru *ruler) []Repair {
	list := []Repair{}
	for _, s := range segments {
		if s.Changed {
			list = append(list, Repair{
				Span:    Span{Start: ru.codePoints(s.Start), End: ru.codePoints(s.End), Quote: text[s.Start:s.End]},
				Reading: s.Reading, Certain: s.Certain,
			})
		}
	}
	return list
}
