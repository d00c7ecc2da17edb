package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// Lit is the light of a row.
func (p *ledgerPage) Lit(q *Shown, row ledger.Row) Light { return q.lightOf(&row, p.Now) }

// A litCount counts matters with one light and opens them.
type litCount struct {
	ledger.LightCount
	To string
}

// opening gives counts by light the address of the list that a query in an address
// narrows to them. A state that shows in two colours is told apart by colour.
func opening(counts []ledger.LightCount, asked url.Values) []litCount {
	states := map[deadline.State]int{}
	for _, c := range counts {
		states[c.State]++
	}
	list := make([]litCount, len(counts))
	for i, c := range counts {
		to := url.Values{"light": {string(c.State)}}
		if states[c.State] > 1 {
			to.Add("light", string(c.Colour))
		}
		for name, values := range asked {
			if name != "light" && name != "page" {
				to[name] = values
			}
		}
		list[i] = litCount{c, "/ledger?" + to.Encode()}
	}
	return list
}

// Kept are the parts of the address that the form above the table does not show
// and must not lose: those it has no field for, and several values of one choice.
func (p *ledgerPage) Kept(q *Shown) []option {
	var list []option
	for _, name := range []string{"unit", "alone", "waits", "document", "parent", "days", "soon", "task", "sort", "group"} {
		for _, value := range q.AskedAll(name) {
			if value != "" {
				list = append(list, option{name, value})
			}
		}
	}
	f := &p.Filters
	for name, options := range map[string][]option{"light": f.Lights, "status": f.Statuses, "list": f.Lists, "source": f.Sources, "leader": f.Leaders} {
		if s := (selectField{Options: options, chosen: q.AskedAll(name)}); s.one() == "" {
			for _, value := range s.chosen {
				if value != "" {
					list = append(list, option{name, value})
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b option) int { return strings.Compare(a.Value, b.Value) })
	return list
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

// Has tells whether an option is what the address asks for, and all it asks for.
func (s selectField) Has(value string) bool { return s.one() == value }

// one is what the address asks for where that is one of the options, else "".
func (s selectField) one() string {
	chosen := slices.DeleteFunc(slices.Clone(s.chosen), func(v string) bool { return v == "" })
	if len(chosen) == 1 && slices.ContainsFunc(s.Options, func(o option) bool { return o.Value == chosen[0] }) {
		return chosen[0]
	}
	return ""
}

// Select makes the data of the part select.
func (v *Shown) Select(name, key string, options []option) selectField {
	return selectField{name, v.T(key), options, v.Request.URL.Query()[name]}
}

// groups counts the matters of a query by light within each unit, list or
// leader. Each number opens the matters behind it, with the same filters.
func groups(q *Request, asked ledger.Query, by ledger.Group) ([]lightBar, error) {
	param := map[ledger.Group]string{ledger.ByLead: "unit", ledger.ByList: "list", ledger.ByInCharge: "leader"}[by]
	if param == "" {
		return nil, problem(http.StatusNotFound, "")
	}
	counts, err := tally(q, asked, by)
	if err != nil {
		return nil, err
	}
	return bars(counts, func(key string) (string, string) {
		to := q.URL.Query()
		for _, gone := range []string{"group", "page", "sort"} {
			to.Del(gone)
		}
		to.Set(param, key)
		if to.Del("alone"); param == "unit" && q.Rules.Org.Parted(key) {
			to.Set("alone", "1")
		}
		return chipText(q, param, key), "/ledger?" + to.Encode()
	}), nil
}

// A sorted is the head of a column that sorts the list.
type sorted struct {
	Text, To string
	Way      string // ascending, descending or none, as aria-sort says it
	Mark     string
}

// Sorted makes the head of a column. The first click sorts one way, the next
// the other.
func (v *Shown) Sorted(column string) sorted {
	first, last := ledger.Order(column), ledger.Order("-"+column)
	if column == "due" {
		first = ledger.DueFirst
	}
	h := sorted{Text: v.T("ledger." + column), To: v.Set("sort", string(first)), Way: "none"}
	switch now := ledger.Order(v.Asked("sort")); now {
	case first:
		h.To, h.Way, h.Mark = v.Set("sort", string(last)), "ascending", "↑"
	case last:
		h.Way, h.Mark = "descending", "↓"
	}
	return h
}

// Sorts tells whether a list can be sorted by a column.
func (v *Shown) Sorts(column string) bool {
	return column == "due" || column == "number" || column == "changed"
}
