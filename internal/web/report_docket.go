package web

import (
	"slices"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/workday"
)

// A docketPreview is what docketing would do, with the form to do it.
type docketPreview struct {
	*review.View
	Plan    review.Plan
	How     review.Docketing
	Told    *Told
	Leaders []access.Seat
	Regimes []*deadline.Regime
}

func docketing(q *Request) review.Docketing {
	how := review.Docketing{Regime: q.Text("regime"), InCharge: q.Text("in_charge"), Assign: q.Text("assign") != ""}
	if q.Text("chosen") == "" {
		how.Assign = true // before anything was chosen
	}
	return how
}

func previewDocket(q *Request) (Answer, error) { return docketPage(q, docketing(q), nil) }

func docketPage(q *Request, how review.Docketing, told *Told) (Answer, error) {
	v, plan, err := q.Site.review.Preview(q.Context(), q.Person, q.Paper.ID, how)
	if err != nil {
		return nil, err
	}
	data := docketPreview{View: &v, Plan: plan, How: how, Told: told, Regimes: latest(v.Rules.Regimes)}
	for _, s := range v.Rules.Org.Chart().Seats {
		if s.Role == access.Leader && s.Holder != "" && v.Rules.Org.Within(v.Assigning, s.Unit) {
			data.Leaders = append(data.Leaders, s)
		}
	}
	p := Page{Name: "report_docket", Title: q.T("report.docket_title"), Data: data}
	if told != nil {
		p.Status = told.Status
	}
	return p, nil
}

// latest lists the regimes, each in its last version.
func latest(l *deadline.Library) []*deadline.Regime {
	var list []*deadline.Regime
	for _, r := range l.All() {
		i := slices.IndexFunc(list, func(have *deadline.Regime) bool { return have.ID == r.ID })
		switch {
		case i < 0:
			list = append(list, r)
		case r.Version > list[i].Version:
			list[i] = r
		}
	}
	return list
}

func docketReport(q *Request) (Answer, error) {
	how := docketing(q)
	v, plan, err := q.Site.review.Docket(q.Context(), q.Person, q.Paper.ID, how)
	if err == nil {
		return See{To: "/reports/" + v.ID, Say: "report.docketed", Args: []any{len(plan.Matters) - plan.Linked, plan.Assigned}}, nil
	}
	told, ok := q.Tell(err)
	if !ok {
		return nil, err
	}
	return docketPage(q, how, &told)
}

// Gone counts the matters whose deadline was over before they are docketed.
func (d docketPreview) Gone(today workday.Date) int {
	n := 0
	for i := range d.Plan.Matters {
		if m := &d.Plan.Matters[i]; m.Linked == "" && !m.Matter.Deadline.IsZero() && m.Matter.Deadline.Before(today) {
			n++
		}
	}
	return n
}

// Titled are the names of the regimes that the plan uses.
func (d docketPreview) Titled() []*deadline.Regime {
	var list []*deadline.Regime
	for _, ref := range d.Plan.Regimes {
		if r, err := d.Rules.Regimes.Find(ref); err == nil && !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	return list
}
