package intake

import (
	"cmp"
	"strconv"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reckon"
	"github.com/luoshi-project/luoshi/workday"
)

// FromCarryOver makes a draft of each promise that goes on into the next year,
// with the characters of the plan it came from. document is the SHA-256 of the
// plan's text. What all have in common, and what replaces the list, is taken
// from base. A deadline that has passed is left out: the new one is for the
// office to set.
func FromCarryOver(rec *reckon.Reconciliation, carried []reckon.Carried, document string, base ledger.Matter) []ledger.Matter {
	list := make([]ledger.Matter, 0, len(carried))
	for i := range carried {
		c := &carried[i]
		p := &c.Row.Plan
		m := base
		m.Title, m.Text = c.Title, c.Text
		m.List = cmp.Or(base.List, strconv.Itoa(rec.Year)+"年结转")
		m.Regime = cmp.Or(base.Regime, "work-report")
		m.Source = ledger.Source{Kind: ledger.FromDocument, Document: document, Name: rec.Plan, From: p.Start, To: p.End, Item: p.ID}
		if d, err := workday.ParseDate(p.Deadline); err == nil && d.Year > rec.Year {
			m.Deadline = d
		}
		m.Indicators = nil
		if p.Kind == "indicator" {
			g := goal(&reader.Indicator{
				ID: p.ID, Span: p.Span, Metric: p.Metric, Action: p.Action, Unit: p.Unit, Value: p.Value, Comparator: p.Comparator, Direction: p.Direction,
			})
			m.Indicators = []ledger.Indicator{g}
		}
		list = append(list, m)
	}
	return list
}
