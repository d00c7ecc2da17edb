package zhtext

// A patch is a view of a text that has something else in some places: they are told
// from left to right. Where none is told there is no view, and nothing is copied.
type patch struct {
	text string
	b    *Builder
	done int // where the last place ends
}

// put reads text[start:end] as reading; as nothing where that is empty.
func (p *patch) put(reading string, start, end int) {
	if p.b == nil {
		p.b = NewBuilder(p.text)
	}
	p.b.Keep(p.done, start)
	p.b.Put(reading, start, end)
	p.done = end
}

// view returns the view, and whether any place was told.
func (p *patch) view() (*View, bool) {
	if p.b == nil {
		return nil, false
	}
	p.b.Keep(p.done, len(p.text))
	return p.b.View(), true
}
