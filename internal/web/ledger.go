package web

import (
	"html/template"
	"net/url"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// ledgerRoutes are the lists of matters and what is done there in bulk.
func ledgerRoutes() []Route {
	listed := Rule{Roles: business, Scope: Listed}
	own := Rule{Roles: business, Scope: Own}
	officers := Rule{Roles: office, Scope: Listed}
	return append([]Route{
		{At: "GET /ledger", Rule: listed, Do: showLedger},
		{At: "GET /ledger/export", Rule: listed, Do: exportLedger, NoPage: true},
		{At: "GET /ledger/print", Rule: listed, Do: printLedger},
		{At: "POST /ledger/chosen", Rule: listed, Do: actOnChosen},
		{At: "POST /ledger/views", Rule: own, Do: keepView},
		{At: "POST /ledger/views/remove", Rule: own, Do: removeView},
		{At: "POST /ledger/columns", Rule: own, Do: keepColumns},
		{At: "GET /matters", Rule: officers, Do: showNewMatter},
		{At: "POST /matters", Rule: officers, Do: docketMatter},
	}, matterRoutes()...)
}

// rowsAPage is how many matters a page of the ledger shows.
const rowsAPage = 50

// A ledgerPage is all that the page of the ledger shows.
type ledgerPage struct {
	ledger.Page
	Query    ledger.Query
	Chips    []chip // what limits the list
	Filters  ledgerFilters
	Lights   []litCount
	Views    []savedView
	Columns  []column
	Pages    Pages
	MayAct   bool
	MaySign  bool
	Inside   []option // whom a head may pass the chosen on to
	Wrong    *Told
	Selected []string
	Missing  string     // numbers asked for that the list does not have
	Typed    url.Values // into the bar, where it was refused
	Group    string     // what the list is grouped by, "" for rows
	Groups   []lightBar
}

// A chip is one thing that limits the list, with the address without it.
type chip struct{ Label, Without string }

// ledgerFilters are the choices of the form above the table.
type ledgerFilters struct {
	Units    []option
	Lights   []option
	Statuses []option
	Lists    []option
	Sources  []option
	Leaders  []option
}

func showLedger(q *Request) (Answer, error) {
	return ledgerAnswer(q, nil, 0)
}

// ledgerAnswer shows the list, with what went wrong with the chosen if anything.
func ledgerAnswer(q *Request, wrong *Told, status int) (Answer, error) {
	asked, err := ledgerQuery(q)
	if err != nil {
		told, ok := q.Tell(err)
		if !ok {
			return nil, err
		}
		wrong, status = &told, told.Status
	}
	p := ledgerPage{Query: asked, Wrong: wrong, Selected: q.PostForm["chosen"], Typed: q.PostForm}
	if p.Page, err = q.Ledger().List(q.Context(), q.Person, asked); err != nil {
		return nil, err
	}
	p.Missing = p.missing(q)
	all := asked
	all.Lights, all.Colours, all.Page, all.Order = nil, nil, 0, ""
	counts, err := lights(q, all)
	if err != nil {
		return nil, err
	}
	p.Lights = opening(counts, q.URL.Query())
	if p.Views, err = views(q); err != nil {
		return nil, err
	}
	if p.Columns, err = columns(q); err != nil {
		return nil, err
	}
	if p.Group = q.Asked("group"); p.Group != "" {
		if p.Groups, err = groups(q, asked, ledger.Group(p.Group)); err != nil {
			return nil, err
		}
	}
	p.Chips = chips(q)
	p.Filters = filters(q)
	p.Pages = NewPages(asked.Page, p.Total, asked.Limit)
	p.MayAct, p.MaySign = q.Is(access.SupervisionOffice), q.Is(access.FirstResponsible, access.Manager, access.Handler)
	for _, unit := range q.own(access.FirstResponsible, access.Manager) {
		p.Inside = append(p.Inside, q.insideOf(unit)...)
	}
	return Page{Name: "ledger", Title: q.T("rail.ledger"), Data: &p, Status: status, Script: []string{"js/ledger.js", "js/draft.js", "js/files.js"}}, nil
}

// ledgerQuery reads what the address asks for. Words that mean nothing are
// refused: they would find nothing without a word.
func ledgerQuery(q *Request) (ledger.Query, error) {
	address := q.URL.Query()
	several := func(name string) []string {
		return slices.DeleteFunc(slices.Clone(address[name]), func(s string) bool { return s == "" })
	}
	one := func(name string) string { return strings.TrimSpace(address.Get(name)) }
	asked := ledger.Query{
		Lists: several("list"), InCharge: one("leader"), Source: ledger.SourceKind(one("source")), Document: one("document"),
		Parent: one("parent"), Text: one("text"), Open: one("open") != "", Alone: one("alone") != "", Limit: rowsAPage, Page: max(1, q.Number("page", 1)),
	}
	if order := ledger.Order(one("sort")); slices.Contains(ledger.Orders(), order) {
		asked.Order = order
	}
	for _, s := range several("light") {
		if slices.Contains(deadline.States(), deadline.State(s)) {
			asked.Lights = append(asked.Lights, deadline.State(s))
		} else {
			asked.Colours = append(asked.Colours, deadline.Colour(s))
		}
	}
	for _, s := range several("waits") {
		asked.Waits = append(asked.Waits, ledger.Wait(s))
	}
	for _, s := range several("status") {
		asked.Statuses = append(asked.Statuses, ledger.Status(s))
	}
	if asked.Numbers = numbersIn(asked.Text); asked.Numbers != nil {
		asked.Text = ""
	}
	var refused error
	for _, names := range several("unit") { // several may be pasted into the field
		for _, name := range strings.FieldsFunc(names, func(r rune) bool { return strings.ContainsRune("、，,;；\n\t", r) }) {
			unit, err := q.unitNamed("unit", strings.TrimSpace(name))
			if err != nil {
				refused = err
				continue
			}
			asked.Units = append(asked.Units, unit)
		}
	}
	if from, err := q.date("from"); err != nil {
		refused = err
	} else if !from.IsZero() {
		asked.DueFrom = from.At(0)
	}
	if to, err := q.date("to"); err != nil {
		refused = err
	} else if !to.IsZero() {
		asked.DueTo = to.AddDays(1).At(0)
	}
	if days := q.Number("days", -1); days >= 0 {
		asked.DueTo = q.endOf(days)
	}
	if days := q.Number("soon", -1); days >= 0 {
		asked.SoonTo = q.endOf(days)
	}
	if task := ledger.Ask(one("task")); slices.Contains(ledger.Asks(), task) {
		asked.Asks = task
	}
	return asked, refused
}

// chips lists what limits the list, each with the address without it.
func chips(q *Request) []chip {
	address := q.URL.Query()
	var list []chip
	for _, name := range []string{"view", "unit", "alone", "light", "status", "waits", "list", "leader", "source", "document", "parent", "from", "to", "days", "soon", "task", "text", "open"} {
		for _, value := range address[name] {
			if value == "" || name == "view" {
				continue
			}
			without := url.Values{}
			for k, vs := range address {
				for _, v := range vs {
					if k != "page" && k != "view" && (k != name || v != value) && v != "" {
						without.Add(k, v)
					}
				}
			}
			list = append(list, chip{q.T("ledger.chip", q.T("ledger."+name), chipText(q, name, value)), "/ledger?" + without.Encode()})
		}
	}
	return list
}

func chipText(q *Request, name, value string) string {
	switch name {
	case "unit":
		return q.UnitName(value)
	case "light":
		if slices.Contains(deadline.States(), deadline.State(value)) {
			return q.In(deadline.State(value).Title())
		}
		if slices.Contains([]deadline.Colour{deadline.Red, deadline.Yellow, deadline.Green, deadline.Grey}, deadline.Colour(value)) {
			return q.T("colour." + value)
		}
	case "status":
		return q.In(ledger.Status(value).Title())
	case "leader":
		if seat := q.Rules.Org.Seat(value); seat != nil {
			return q.PersonName(seat.Holder)
		}
	case "source":
		return q.T("source." + value)
	case "waits":
		if slices.Contains(ledger.Waits(), ledger.Wait(value)) {
			return q.T("waits." + value)
		}
	case "task":
		if slices.Contains(ledger.Asks(), ledger.Ask(value)) {
			return q.T("task." + value)
		}
	case "open", "alone":
		return q.T("ledger.yes")
	case "text":
		if numbers := numbersIn(value); numbers != nil {
			return q.T("ledger.numbers", len(numbers))
		}
	case "document":
		return value[:min(8, len(value))]
	}
	return value
}

func filters(q *Request) ledgerFilters {
	var f ledgerFilters
	f.Units = q.UnitOptions()
	for _, s := range deadline.States() {
		f.Lights = append(f.Lights, option{string(s), q.In(s.Title())})
	}
	for _, s := range ledger.Statuses() {
		f.Statuses = append(f.Statuses, option{string(s), q.In(s.Title())})
	}
	for _, l := range listNames {
		f.Lists = append(f.Lists, option{l, l})
	}
	for _, k := range sourceKinds {
		f.Sources = append(f.Sources, option{string(k), q.T("source." + string(k))})
	}
	for _, seat := range q.Rules.Org.Chart().Seats {
		if seat.Role == access.Leader && seat.Holder != "" {
			f.Leaders = append(f.Leaders, option{seat.ID, q.PersonName(seat.Holder)})
		}
	}
	return f
}

// Asked is what the address asks for under a name.
func (q *Request) Asked(name string) string { return q.URL.Query().Get(name) }

// AskedAll is all that the address asks for under a name.
func (q *Request) AskedAll(name string) []string { return q.URL.Query()[name] }

// Asking is the query of the address, to stand behind the ? of another one: as it
// is, for a template would make one name of all of it.
func (q *Request) Asking() template.URL {
	return template.URL(q.URL.Query().Encode()) //nolint:gosec // encoded anew
}
