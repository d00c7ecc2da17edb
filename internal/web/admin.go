package web

import (
	"fmt"
	"slices"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/auth"
)

// The three administrators' roles are separate: who keeps units, people and
// rules; who lets people in; who looks at what both did.
var (
	keepers  = []access.Role{access.SystemAdmin}
	porters  = []access.Role{access.SecurityAdmin}
	auditors = []access.Role{access.AuditAdmin}
)

func adminRoutes() []Route {
	keeper, porter, auditor := Rule{Roles: keepers, Scope: Whole}, Rule{Roles: porters, Scope: Whole}, Rule{Roles: auditors, Scope: Whole}
	return []Route{
		{At: "GET /admin", Rule: Rule{Roles: admins, Scope: Whole}, Do: showAdmin},
		{At: "GET /admin/org", Rule: keeper, Do: showOrg},
		{At: "GET /admin/org/export", Rule: keeper, Do: exportOrg, NoPage: true},
		{At: "POST /admin/org", Rule: keeper, Do: importOrg, Limit: 20 << 20},
		{At: "GET /admin/regimes", Rule: keeper, Do: showRegimes},
		{At: "POST /admin/regimes", Rule: keeper, Do: addRegime, Limit: 2 << 20},
		{At: "GET /admin/calendar", Rule: keeper, Do: showCalendar},
		{At: "POST /admin/calendar", Rule: keeper, Do: adoptNotice, Limit: 2 << 20},
		{At: "GET /admin/accounts", Rule: porter, Do: showAccounts},
		{At: "POST /admin/accounts", Rule: porter, Do: changeAccount},
		{At: "GET /admin/log", Rule: Rule{Roles: []access.Role{access.SecurityAdmin, access.AuditAdmin}, Scope: Whole}, Do: showLog},
		{At: "GET /admin/trail", Rule: auditor, Do: showTrail},
		{At: "POST /admin/trail/verify", Rule: auditor, Do: verifyTrail},
		{At: "POST /admin/trail/export", Rule: auditor, Do: exportTrail},
	}
}

// An adminEntry is a page of administration that the person may open.
type adminEntry struct{ To, Key string }

func (q *Request) adminEntries() []adminEntry {
	var list []adminEntry
	for _, name := range []string{"org", "regimes", "calendar", "accounts", "log", "trail"} {
		if to := "/admin/" + name; q.MayOpen(to) {
			list = append(list, adminEntry{to, "admin." + name})
		}
	}
	return list
}

// AdminTabs are the pages of administration for the tabs above each.
func (v *Shown) AdminTabs() []adminEntry { return v.adminEntries() }

func showAdmin(q *Request) (Answer, error) {
	return Page{Name: "admin", Title: q.T("rail.admin"), Data: q.adminEntries()}, nil
}

// A noteShown is a short sentence on an administrator's desk, with where to go.
type noteShown struct {
	Text, To string
	Bad      bool
	First    bool // what is to be done before all else
}

type adminDeskPage struct {
	Notes  []noteShown
	Events []auth.Entry
	Chain  *chainChecked
	Audits bool
}

// adminDesk is the first page of an administrator.
func adminDesk(q *Request) (Answer, error) {
	p := &adminDeskPage{}
	if q.Is(access.SystemAdmin) {
		p.Notes = append(p.Notes, q.orgNotes()...)
	}
	if q.Is(access.SecurityAdmin) {
		notes, err := q.accountNotes()
		if err != nil {
			return nil, err
		}
		p.Notes = append(p.Notes, notes...)
	}
	if q.Is(access.SecurityAdmin, access.AuditAdmin) {
		var err error
		if p.Events, err = q.Auth().Log(q.Context(), auth.LogQuery{Failed: true, Limit: 10}); err != nil {
			return nil, err
		}
	}
	if q.Is(access.AuditAdmin) {
		p.Audits = true
		var err error
		if p.Chain, err = lastCheck(q); err != nil {
			return nil, err
		}
	}
	return Page{Name: "admin_desk", Title: q.T("rail.desk"), Data: p}, nil
}

// beginning tells whether nobody but the administrators was entered yet.
func (q *Request) beginning() bool {
	chart := q.Rules.Org.Chart()
	return !slices.ContainsFunc(chart.Seats, func(s access.Seat) bool { return slices.Contains(business, s.Role) })
}

// orgNotes say what an administrator of units and rules should know.
func (q *Request) orgNotes() []noteShown {
	chart := q.Rules.Org.Chart()
	vacant := 0
	for i := range chart.Seats {
		if p := q.Rules.Org.Person(chart.Seats[i].Holder); p == nil || p.Left {
			vacant++
		}
	}
	if q.beginning() {
		return []noteShown{{Text: q.T("admin.begin"), To: "/admin/org", First: true}}
	}
	list := []noteShown{{Text: q.T("admin.count", len(chart.Units), len(chart.People), len(chart.Seats)), To: "/admin/org"}}
	if vacant > 0 {
		list = append(list, noteShown{Text: q.T("admin.vacant", vacant), To: "/admin/org", Bad: true})
	}
	year := q.Today().Year
	for _, y := range []int{year, year + 1} {
		if !q.Rules.Calendar.Official(y) {
			list = append(list, noteShown{Text: q.T("admin.no_notice", y), To: "/admin/calendar", Bad: y == year})
		}
	}
	return append(list, noteShown{Text: q.T("admin.regime_count", len(q.Rules.Regimes.All())), To: "/admin/regimes"})
}

func (q *Request) accountNotes() ([]noteShown, error) {
	accounts, err := q.Auth().Accounts(q.Context())
	if err != nil {
		return nil, err
	}
	have, locked, factor := 0, 0, 0
	for i := range accounts {
		a := &accounts[i]
		if a.Password != "" {
			have++
		}
		if a.TOTP != "" {
			factor++
		}
		if a.Locked.After(q.Now) {
			locked++
		}
	}
	people := 0
	chart := q.Rules.Org.Chart()
	for i := range chart.People {
		if !chart.People[i].Left {
			people++
		}
	}
	return []noteShown{
		{Text: q.T("admin.can_enter", have, people), To: "/admin/accounts"},
		{Text: q.T("admin.factors", factor), To: "/admin/accounts"},
		{Text: q.T("admin.locked", locked), To: "/admin/accounts", Bad: locked > 0},
	}, nil
}

// upload is the file of a form, or told what is wrong with it.
func (q *Request) upload(field string) (name string, data []byte, told *Told) {
	f, head, err := q.FormFile(field)
	if err != nil {
		return "", nil, q.wrongIn(field, "admin.no_file")
	}
	defer func() { _ = f.Close() }()
	data = make([]byte, head.Size)
	if _, err := readFull(f, data); err != nil {
		return "", nil, q.wrongIn(field, "error.400")
	}
	return head.Filename, data, nil
}

// told turns an error of a use case into what the form shows, with the cause.
func (q *Request) told(err error) (*Told, error) {
	t, ok := q.Tell(err)
	if !ok {
		return nil, err
	}
	if cause := unwrapped(err); cause != nil {
		t.Do = fmt.Sprint(cause)
	}
	return &t, nil
}
