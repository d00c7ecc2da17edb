package web

import (
	"net/url"
	"strconv"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

// listOf is the address of the list that shows the matters of a query: ledgerQuery
// reads it back.
func (q *Request) listOf(query *ledger.Query) string {
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
	set("task", string(query.Asks))
	if !query.DueFrom.IsZero() {
		set("from", q.DateOf(query.DueFrom).String())
	}
	if !query.SoonTo.IsZero() {
		set("soon", strconv.Itoa(q.DateOf(query.SoonTo).Sub(q.Today())-1))
	}
	return "/ledger?" + to.Encode()
}
