package web

import (
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// printLimit is how many matters are laid out for one printing; more belong into
// a workbook.
const printLimit = 2000

// A ledgerPrint is a list of matters as it goes onto paper: all rows, what they
// are limited to, and when it was so.
type ledgerPrint struct {
	ledger.Page
	Chips []chip
	Paper string // a3 or a4, across
	Limit int
}

// Row looks at one matter of the list.
func (p *ledgerPrint) Row(v *Shown, r ledger.Row) printRow {
	state, colour := r.Light(p.Now)
	leader := ""
	if seat := v.Rules.Org.Seat(r.InCharge); seat != nil {
		leader = v.PersonName(seat.Holder)
	}
	due := ""
	if d := v.DayOf(r.Due); !d.IsZero() {
		due = d.String()
	}
	return printRow{r, Light{State: state, Colour: colour}, leader, due}
}

type printRow struct {
	ledger.Row
	Light  Light
	Leader string
	Due    string
}

func printLedger(q *Request) (Answer, error) {
	asked, err := ledgerQuery(q)
	if err != nil {
		return nil, err
	}
	asked.Page, asked.Limit = 1, printLimit
	page, err := q.Ledger().List(q.Context(), q.Person, asked)
	if err != nil {
		return nil, err
	}
	p := &ledgerPrint{Page: page, Chips: chips(q), Paper: "a3", Limit: printLimit}
	if q.Asked("paper") == "a4" {
		p.Paper = "a4"
	}
	return Page{Name: "ledger_print", Title: q.T("rail.ledger"), Area: "ledger", Data: p, Script: []string{"js/print.js"}}, nil
}
