package web

import (
	"slices"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// Lit is the light of a row.
func (p *ledgerPage) Lit(row ledger.Row) Light {
	state, colour := row.Light(p.Now)
	return Light{State: state, Colour: colour}
}

// Ticked tells whether a matter was ticked when a step was refused.
func (p *ledgerPage) Ticked(id string) bool { return slices.Contains(p.Selected, id) }

// A cell is what stands in one column of a row.
type cell struct {
	Day  workday.Date
	Due  bool // it is a day, shown with how far it is
	Text string
}

// Cell is what stands in a column of a row.
func (p *ledgerPage) Cell(q *Shown, name string, row ledger.Row) cell {
	var c cell
	switch name {
	case "due":
		c.Due = true
		if row.Due != deadline.Never && row.Due != 0 {
			c.Day = q.DayOf(row.Due)
		}
	case "lead":
		c.Text = q.UnitName(row.Lead)
	case "status":
		c.Text = q.In(row.Status.Title())
	case "list":
		c.Text = row.List
	case "regime":
		c.Text = q.RegimeName(row.Regime)
	case "leader":
		if seat := q.Rules.Org.Seat(row.InCharge); seat != nil {
			c.Text = q.PersonName(seat.Holder)
		}
	case "source":
		c.Text = q.T("source." + string(row.Source))
	case "changed":
		c.Text = q.Day(q.DateOf(row.Last))
	}
	return c
}

// A selectField is a choice of the filters.
type selectField struct {
	Name, Label string
	Options     []option
	chosen      []string
}

// Has tells whether an option is what the address asks for.
func (s selectField) Has(value string) bool { return slices.Contains(s.chosen, value) }

// Select makes the data of the part select.
func (v *Shown) Select(name, key string, options []option) selectField {
	return selectField{name, v.T(key), options, v.Request.URL.Query()[name]}
}
