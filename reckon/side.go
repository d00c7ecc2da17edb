package reckon

import "github.com/luoshi-project/luoshi/reader"

// A Side is what one document says: an indicator, an action or a clause of a
// statement, with the clause it stands in. Fields that its kind does not have
// are empty.
type Side struct {
	Document string `json:"document"` // name of the source, or its title
	Kind     string `json:"kind"`     // indicator, action or statement
	ID       string `json:"id"`       // of the indicator, action or statement in its report
	reader.Span
	Clause     string `json:"clause"` // the clause it stands in, of an action the whole, without line ends
	Title      string `json:"title,omitempty"`
	Deadline   string `json:"deadline,omitempty"`
	Value      string `json:"value"`
	ValueMax   string `json:"value_max,omitempty"`
	Unit       string `json:"unit"`
	Comparator string `json:"comparator"`
	Metric     string `json:"metric"`
	MetricKey  string `json:"metric_key"`
	Action     string `json:"action,omitempty"`
	Measure    string `json:"measure"`
	Direction  string `json:"direction,omitempty"`
	Status     string `json:"status,omitempty"`
	Year       int    `json:"year,omitempty"`
	Place      string `json:"place,omitempty"`
	Section    string `json:"section"`
}

func (p *paper) side(f *figure) *Side {
	ind := f.ind
	s := &Side{
		Document: p.name, Kind: "indicator", ID: ind.ID, Span: ind.Span,
		Value: ind.Value, ValueMax: ind.ValueMax, Unit: ind.Unit, Comparator: ind.Comparator,
		Metric: f.name, MetricKey: f.key, Action: ind.Action, Measure: ind.Measure, Direction: ind.Direction,
		Status: ind.Status, Year: ind.Year, Place: ind.Place, Section: ind.Section,
	}
	if f.clause >= 0 {
		s.Clause = oneLine(p.clauses[f.clause].Quote)
	}
	return s
}

func (p *paper) statementSide(c *clause) *Side {
	return &Side{
		Document: p.name, Kind: "statement", ID: p.rep.Statements[c.statement].ID, Span: c.Span,
		Clause: oneLine(c.Quote), Section: c.section,
	}
}

func (p *paper) actionSide(a *reader.Action, at reader.Span) *Side {
	return &Side{
		Document: p.name, Kind: "action", ID: a.ID, Span: at, Clause: oneLine(a.Quote), Title: a.Title,
		Deadline: a.Deadline, Section: a.Section,
	}
}
