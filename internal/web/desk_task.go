package web

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// What the head of a unit has to do in a matter that is being handled. Each
// matter asks for one of these.
const (
	taskPass   = "pass"   // pass it on to somebody inside
	taskClose  = "close"  // apply to close it
	taskReport = "report" // report on it
)

// tasks tell which matters ask for what.
func (q *Request) tasks() map[string]func(*ledger.Row) bool {
	passable := func(r *ledger.Row) bool { return len(r.Others) == 0 && q.sections(r.Lead) && !q.closable(r) }
	return map[string]func(*ledger.Row) bool{
		taskPass:   passable,
		taskClose:  q.closable,
		taskReport: func(r *ledger.Row) bool { return !passable(r) && !q.closable(r) },
	}
}

// closable tells whether nothing but the result of a matter is owed, so that its
// unit may apply to close it.
func (q *Request) closable(r *ledger.Row) bool {
	if r.DueKey == "" {
		return true
	}
	regime, err := q.Rules.Regimes.Find(r.Regime)
	if err != nil {
		return false
	}
	id, _, _ := cutKey(r.DueKey)
	stage := regime.Stage(id)
	return stage != nil && stage.Kind == deadline.KindResult
}

// taskRows is how many rows are read at once where each is looked at.
const taskRows = 1000

// asking lists the matters of a query that ask for a task, all of them.
func (q *Request) asking(query ledger.Query, task string) (ledger.Page, error) {
	every, err := q.every(query)
	return q.among(every, task, ledger.Query{}), err
}

// unlit is a query without its lights.
func unlit(query ledger.Query) ledger.Query {
	query.Lights, query.Colours = nil, nil
	return query
}

// every lists all matters of a query.
func (q *Request) every(query ledger.Query) (ledger.Page, error) {
	var all ledger.Page
	query.Limit, query.NoTotal = taskRows, true
	for query.Page = 1; ; query.Page++ {
		page, err := q.Ledger().List(q.Context(), q.Person, query)
		if err != nil {
			return all, err
		}
		all.Now, all.Rows = page.Now, append(all.Rows, page.Rows...)
		if len(page.Rows) < taskRows {
			return all, nil
		}
	}
}

// among are those of a list that ask for a task and show one of the lights of a
// query, any where it names none.
func (q *Request) among(every ledger.Page, task string, lit ledger.Query) ledger.Page {
	asks := q.tasks()[task]
	page := ledger.Page{Now: every.Now}
	for i := range every.Rows {
		r := &every.Rows[i]
		light, colour := r.Light(every.Now)
		if (lit.Lights == nil || slices.Contains(lit.Lights, light)) && (lit.Colours == nil || slices.Contains(lit.Colours, colour)) && asks(r) {
			page.Rows = append(page.Rows, *r)
		}
	}
	page.Total = len(page.Rows)
	return page
}

// limitTo limits a query to the matters that ask for a task. Lights are left to
// the query: counts by light are counted over all of them.
func (q *Request) limitTo(task string, query *ledger.Query) error {
	every := unlit(*query)
	every.Order = ""
	page, err := q.asking(every, task)
	if err != nil {
		return err
	}
	query.Numbers = []string{""} // no matter has it
	for i := range page.Rows {
		query.Numbers = append(query.Numbers, page.Rows[i].Number)
	}
	return nil
}

// listOf is the address of the list that shows the matters of a query, those that
// ask for a task unless that is empty: ledgerQuery reads it back.
func (q *Request) listOf(query *ledger.Query, task string) string {
	to := url.Values{}
	set := func(name, value string) {
		if value != "" {
			to.Add(name, value)
		}
	}
	for _, s := range query.Colours {
		set("light", string(s))
	}
	for _, s := range query.Lights {
		set("light", string(s))
	}
	for _, s := range query.Statuses {
		set("status", string(s))
	}
	for _, s := range query.Waits {
		set("waits", string(s))
	}
	for _, unit := range query.Units {
		set("unit", unit)
	}
	set("leader", query.InCharge)
	set("sort", string(query.Order))
	set("task", task)
	if !query.DueFrom.IsZero() {
		set("from", q.DateOf(query.DueFrom).String())
	}
	if !query.SoonTo.IsZero() {
		set("soon", strconv.Itoa(q.DateOf(query.SoonTo).Sub(q.Today())-1))
	}
	return "/ledger?" + to.Encode()
}
