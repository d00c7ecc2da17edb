// Package intake makes matters of what was read from a report: a draft for each
// action, with the exact characters it came from.
package intake

import (
	"cmp"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/tablefile"
	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/workday"
)

// defaults are the list and regime of each kind of action, where the office
// names none.
var defaults = map[string]struct{ list, regime string }{
	"task":       {"重点工作任务", "work-report"},
	"target":     {"重点工作任务", "work-report"},
	"project":    {"重点工程", "work-report"},
	"livelihood": {"民生实事", "livelihood"},
	"reform":     {"重大改革", "reform"},
}

// titleLength is the longest title taken from a quote, in characters.
const titleLength = 60

// FromReport makes a draft of each action of a report, in the order of the text.
// document is the SHA-256 of the text that its offsets refer to. What all have
// in common, and what replaces the defaults of list and regime, is taken from
// base. The best suggestion of a lead unit that the organisation knows, by its own
// name or by that in units (suggested → own), becomes the suggested unit; the
// others become nothing.
func FromReport(rep *reader.Report, document string, org *access.Org, base ledger.Matter) []ledger.Matter {
	names := tablefile.NewNames(org, base.Assigning)
	indicators := map[string]*reader.Indicator{}
	for i := range rep.Indicators {
		indicators[rep.Indicators[i].ID] = &rep.Indicators[i]
	}
	list := make([]ledger.Matter, 0, len(rep.Actions))
	for i := range rep.Actions {
		a := &rep.Actions[i]
		m, usual := base, defaults[a.Kind]
		m.Title, m.Text = cmp.Or(a.Title, short(a.Quote)), a.Quote
		m.List, m.Regime = cmp.Or(base.List, usual.list), cmp.Or(base.Regime, usual.regime, "work-report")
		m.Source = ledger.Source{
			Kind: ledger.FromDocument, Document: document, Name: cmp.Or(rep.Document.Title, rep.Document.Source.Name),
			From: a.Start, To: a.End, Item: a.ID,
		}
		if d, err := workday.ParseDate(a.Deadline); err == nil {
			m.Deadline = d
		}
		for _, lead := range a.LeadSuggestions {
			if found := names.Units(lead.Unit); len(found) == 1 {
				m.Suggested = found[0]
				break
			}
		}
		m.Indicators = nil
		for _, id := range a.Indicators {
			if in := indicators[id]; in != nil && in.Status == "target" {
				m.Indicators = append(m.Indicators, goal(in))
			}
		}
		list = append(list, m)
	}
	return list
}

func short(quote string) string {
	if r := []rune(quote); len(r) > titleLength {
		return string(r[:titleLength])
	}
	return quote
}

// goal is an indicator as a figure to reach: from below, or from above where it
// is an upper bound or is to fall to a level. Of what is to fall by so much the
// fall is reported, and more of it is better.
func goal(in *reader.Indicator) ledger.Indicator {
	g := ledger.Indicator{ID: in.ID, Name: cmp.Or(in.Metric, in.Action, in.Quote), Unit: in.Unit, Target: in.Value, Compare: ">=", About: in.Comparator == "~"}
	falls := in.Direction == "down"
	by := in.Measure == "growth" || in.Measure == "change"
	switch {
	case in.Comparator == "<=" || in.Comparator == "<" || falls && !by:
		g.Compare = "<="
	case falls && in.Metric != "":
		g.Name = in.Metric + "降幅"
	}
	return g
}
