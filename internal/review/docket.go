package review

import (
	"cmp"
	"context"
	"slices"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/intake"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/reader"
)

// A Docketing says how what was accepted is docketed.
type Docketing struct {
	Regime   string // of all; "" takes the one usual for the type of each action
	List     string // that all go on; "" takes the usual one
	InCharge string // seat of the leader in charge, "" for none
	Assign   bool   // assign those that have a lead unit at once
}

// A Plan tells what docketing would do, or did.
type Plan struct {
	Matters  []Planned
	Assigned int      // to lead units at once
	Leadless int      // stay to be assigned by hand
	Waiting  int      // actions not reviewed yet: nothing happens to them
	Linked   int      // that are matters already, by another way: they are only noted
	Units    []Tally  // how many go to which unit
	Regimes  []string // refs or ids, in the order they first come
}

// A Planned is one matter of a plan.
type Planned struct {
	Item   string
	Matter ledger.Matter
	Linked string // id of the matter that is there already
}

// A Tally counts the matters of one unit.
type Tally struct {
	Unit  string
	Name  string
	Count int
}

// Preview tells what docketing would do.
func (s *Service) Preview(ctx context.Context, by, id string, how Docketing) (View, Plan, error) {
	var v View
	var plan Plan
	err := s.ledger.Look(ctx, func(tx ledger.Reader, rules *ledger.Rules) error {
		st, err := s.state(tx, id)
		if err != nil {
			return err
		}
		if v, err = s.view(st, rules, by, tx.Now()); err != nil {
			return err
		}
		plan, err = s.plan(tx, &v, how)
		return err
	})
	return v, plan, err
}

// Docket makes a matter of each accepted action that is none yet, all or
// nothing.
func (s *Service) Docket(ctx context.Context, by, id string, how Docketing) (View, Plan, error) {
	var v View
	var plan Plan
	err := s.ledger.Batch(ctx, func(b *ledger.Batch) error {
		have, err := s.state(b.Tx(), id)
		if err != nil {
			return err
		}
		if err := may(b.Rules(), by, access.Docket, have.Assigning, b.Now()); err != nil {
			return err
		}
		if v, err = s.view(have, b.Rules(), by, b.Now()); err != nil {
			return err
		}
		if plan, err = s.plan(b.Tx(), &v, how); err != nil {
			return err
		}
		if len(plan.Matters) == 0 {
			return hinted(invalid("nothing_accepted", "", "没有已采纳而未立项的事项", "no accepted action is waiting to be docketed"),
				"请先审阅并采纳事项", "review actions and accept them first")
		}
		what := docketedBody{Regime: how.Regime}
		for i := range plan.Matters {
			done, err := s.docket(b, by, &plan.Matters[i], how.Assign)
			if err != nil {
				return err
			}
			what.Matters = append(what.Matters, done)
		}
		st := have.clone()
		if _, err := s.write(b, st, by, what); err != nil {
			return err
		}
		v.State, v.Undo = st, st.Undoable(by)
		return nil
	})
	if err == nil {
		s.remember(v.State)
	}
	return v, plan, err
}

// docket takes the steps that make one matter.
func (s *Service) docket(b *ledger.Batch, by string, p *Planned, assign bool) (docketedMatter, error) {
	if p.Linked != "" {
		return docketedMatter{Item: p.Item, Matter: p.Linked, Number: p.Matter.Number}, nil
	}
	state, err := b.Docket(by, p.Matter, false)
	if err == nil && assign && p.Matter.Suggested != "" {
		state, err = b.Do(by, state.ID, ledger.Any, ledger.Assign{})
	}
	p.Matter = state.Matter
	return docketedMatter{Item: p.Item, Matter: state.ID, Number: state.Matter.Number}, err
}

// mostMatters bounds how many matters of the same document are looked at.
const mostMatters = 20_000

// plan makes the matters of what was accepted.
func (s *Service) plan(tx ledger.Reader, v *View, how Docketing) (Plan, error) {
	var plan Plan
	var chosen []*Item
	rep := &reader.Report{}
	r := v.Reading()
	rep.Document.Title = r.Title
	rep.Document.Source.Name = r.Name
	for i := range v.Items {
		it := &v.Items[i]
		switch {
		case it.Kind == Indicator:
			if it.Status != Dropped {
				rep.Indicators = append(rep.Indicators, indicator(it))
			}
		case it.Matter != "" || it.Status == Dropped:
		case it.Status == Open:
			plan.Waiting++
		default:
			chosen = append(chosen, it)
			rep.Actions = append(rep.Actions, action(it))
		}
	}
	for i := range rep.Actions {
		a := &rep.Actions[i]
		for k := range rep.Indicators {
			if n := &rep.Indicators[k]; n.Start >= a.Start && n.End <= a.End {
				a.Indicators = append(a.Indicators, n.ID)
			}
		}
	}
	base := ledger.Matter{Assigning: v.Assigning, Regime: how.Regime, List: how.List, InCharge: how.InCharge}
	matters := intake.FromReport(rep, r.Text, v.Rules.Org, base)
	there, err := there(tx, v.Readings)
	if err != nil {
		return plan, err
	}
	for i := range matters {
		m := matters[i]
		it := chosen[i]
		m.Suggested = v.Units.Lead(it)
		m.Supporting = slices.DeleteFunc(slices.Clone(it.Cooperating), func(u string) bool { return u == m.Suggested })
		p := Planned{Item: it.ID, Matter: m}
		if row, ok := there[m.Source.From]; ok && row.Text == m.Text {
			p.Linked, p.Matter.Number = row.ID, row.Number
			plan.Linked++
		} else {
			plan.count(&m, v.Units, how.Assign)
		}
		plan.Matters = append(plan.Matters, p)
	}
	slices.SortStableFunc(plan.Units, func(a, b Tally) int { return cmp.Compare(b.Count, a.Count) })
	return plan, nil
}

// there finds the matters that were docketed from the last reading's text in
// another way, by the place they point at.
func there(tx ledger.Reader, readings []Reading) (map[int]ledger.Row, error) {
	page, err := tx.List(ledger.Query{Document: readings[len(readings)-1].Text, Limit: mostMatters, NoTotal: true})
	if err != nil {
		return nil, err
	}
	found := make(map[int]ledger.Row, len(page.Rows))
	for i := range page.Rows {
		found[page.Rows[i].From] = page.Rows[i]
	}
	return found, nil
}

func (p *Plan) count(m *ledger.Matter, units *Units, assign bool) {
	switch {
	case m.Suggested == "":
		p.Leadless++
	case assign:
		p.Assigned++
	}
	if !slices.Contains(p.Regimes, m.Regime) {
		p.Regimes = append(p.Regimes, m.Regime)
	}
	if m.Suggested == "" {
		return
	}
	i := slices.IndexFunc(p.Units, func(t Tally) bool { return t.Unit == m.Suggested })
	if i < 0 {
		i = len(p.Units)
		p.Units = append(p.Units, Tally{Unit: m.Suggested, Name: units.Name(m.Suggested)})
	}
	p.Units[i].Count++
}

// action is an item as the reader would have written it.
func action(it *Item) reader.Action {
	return reader.Action{
		ID: it.ID, Section: it.Section, Span: reader.Span{Start: it.Start, End: it.End, Quote: it.Quote},
		Title: it.Title, Kind: it.Type, Deadline: it.Deadline, LeadSuggestions: it.Suggestions,
	}
}

func indicator(it *Item) reader.Indicator {
	f := it.Figure
	if f == nil {
		f = &Figure{}
	}
	return reader.Indicator{
		ID: it.ID, Section: it.Section, Span: reader.Span{Start: it.Start, End: it.End, Quote: it.Quote},
		Value: f.Value, ValueMax: f.Max, Unit: f.Unit, Comparator: f.Comparator, Metric: f.Metric, MetricKey: f.Key, Action: f.Did,
		Measure: f.Measure, Direction: f.Direction, Status: f.Status, Year: f.Year, Nature: f.Nature, Place: f.Place,
	}
}
