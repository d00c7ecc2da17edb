package web

import (
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// A newMatter is the short form for a matter that comes by hand: from an
// instruction, a meeting, the hotline.
type newMatter struct {
	Regimes []*deadline.Regime
	Sources []ledger.SourceKind
	Lists   []string
	Leaders []option
	Wrong   *Told
	Field   string
}

func newMatterForm(q *Request) *newMatter {
	p := &newMatter{Sources: sourceKinds, Lists: listNames, Leaders: filters(q).Leaders}
	seen := map[string]bool{}
	for _, r := range q.Rules.Regimes.All() {
		if newest, err := q.Rules.Regimes.Find(r.ID); err == nil && !seen[r.ID] {
			seen[r.ID] = true
			p.Regimes = append(p.Regimes, newest)
		}
	}
	return p
}

func showNewMatter(q *Request) (Answer, error) {
	return Page{Name: "matter_new", Title: q.T("new.title"), Area: "ledger", Data: newMatterForm(q), Script: []string{"js/draft.js"}}, nil
}

// docketMatter dockets a matter and, where a unit is named, assigns it in the
// same transaction.
func docketMatter(q *Request) (Answer, error) {
	var state ledger.State
	m, assign, err := typedMatter(q)
	if err == nil {
		err = q.Ledger().Batch(q.Context(), func(b *ledger.Batch) (err error) {
			if state, err = b.Docket(q.Person, m, false); err != nil || assign == nil {
				return err
			}
			state, err = b.Do(q.Person, state.ID, ledger.Any, *assign)
			return err
		})
	}
	if err != nil {
		told, ok := q.Tell(err)
		if !ok {
			return nil, err
		}
		p := newMatterForm(q)
		p.Wrong, p.Field = &told, told.Field
		return Page{Name: "matter_new", Title: q.T("new.title"), Area: "ledger", Data: p, Status: told.Status, Script: []string{"js/draft.js"}}, nil
	}
	if q.Text("more") != "" {
		return See{To: "/matters", Say: "new.docketed", Args: []any{state.Matter.Number}}, nil
	}
	return See{To: "/matters/" + state.ID, Say: "new.docketed", Args: []any{state.Matter.Number}}, nil
}

func typedMatter(q *Request) (ledger.Matter, *ledger.Assign, error) {
	m := ledger.Matter{
		Title: q.Text("title"), Text: q.Text("text"), List: q.Text("list"), Regime: q.Text("regime"), InCharge: q.Text("leader"),
		Complex: q.Text("complex") != "", Urgent: q.Text("urgent") != "",
		Source: ledger.Source{Kind: ledger.SourceKind(q.Text("source")), Name: q.Text("source_name")},
	}
	for _, seat := range q.Rules.Org.Held(q.Person) {
		if seat.Role == access.SupervisionOffice {
			m.Assigning = seat.Unit
		}
	}
	for _, person := range q.Rules.Org.Covered(q.Person, q.Today()) {
		for _, seat := range q.Rules.Org.Held(person) {
			if seat.Role == access.SupervisionOffice && m.Assigning == "" {
				m.Assigning = seat.Unit
			}
		}
	}
	var err error
	if m.Deadline, err = q.date("deadline"); err != nil {
		return m, nil, err
	}
	lead, err := q.unit("lead")
	if err != nil {
		return m, nil, err
	}
	with, err := q.units("cooperating")
	if err != nil || lead == "" {
		return m, nil, err
	}
	m.Suggested = lead
	return m, &ledger.Assign{Lead: lead, Cooperating: with}, nil
}
