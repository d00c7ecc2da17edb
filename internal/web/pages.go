package web

// Pages is where a list stands in its pages: part "pages".
type Pages struct{ Here, Last int }

// NewPages counts the pages of a list, from 1.
func NewPages(here, total, each int) Pages {
	last := max(1, (total+each-1)/each)
	return Pages{min(max(1, here), last), last}
}

// Before and After are the pages beside this one.
func (p Pages) Before() int { return p.Here - 1 }

// After is the page after this one.
func (p Pages) After() int { return p.Here + 1 }
