package web

import (
	"encoding/base64"
	"errors"
	"net/http"
	"slices"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/workday"
	"rsc.io/qr"
)

func meRoutes() []Route {
	mine := Rule{Roles: everybody, Scope: Own}
	return []Route{
		{At: "GET /me", Rule: mine, Do: showMe},
		{At: "POST /me/password", Rule: mine, Do: changePassword},
		{At: "POST /me/factor", Rule: mine, Do: setFactor},
		{At: "POST /me/factor/remove", Rule: mine, Do: removeFactor},
		{At: "POST /me/leave", Rule: mine, Do: takeLeave},
	}
}

// A mePage is somebody's own account.
type mePage struct {
	Seats   []seatShown
	Covers  []string // names of those the person covers today
	Factor  bool
	Secret  string // of a second factor that is being set up
	Picture string // of it, as a PNG
	Leaves  []access.Leave
	People  []access.Person // who can be named as deputy: of the person's own units and their neighbours
	Told    *Told           // what was wrong with the form
}

type seatShown struct{ Unit, Role string }

func showMe(q *Request) (Answer, error) { return mePageOf(q, nil, "") }

func mePageOf(q *Request, told *Told, secret string) (Answer, error) {
	a, err := q.Auth().Account(q.Context(), q.Person)
	if err != nil {
		return nil, err
	}
	p := mePage{Factor: a.TOTP != "", Told: told, Secret: secret}
	for _, s := range q.Rules.Org.Held(q.Person) {
		p.Seats = append(p.Seats, seatShown{q.UnitName(s.Unit), q.In(s.Role.Title())})
	}
	for _, c := range q.Rules.Org.Covered(q.Person, q.Today()) {
		p.Covers = append(p.Covers, q.PersonName(c))
	}
	if !p.Factor {
		if p.Secret == "" {
			if p.Secret, err = auth.NewSecret(); err != nil {
				return nil, err
			}
		}
		picture, err := qr.Encode(auth.SecretURL(p.Secret, q.Person), qr.M)
		if err != nil {
			return nil, err
		}
		p.Picture = base64.StdEncoding.EncodeToString(picture.PNG())
	}
	chart := q.Rules.Org.Chart()
	for _, l := range chart.Leaves {
		if l.Person == q.Person && !l.To.Before(q.Today()) {
			p.Leaves = append(p.Leaves, l)
		}
	}
	p.People = deputies(q)
	page := Page{Name: "me", Title: q.T("me.title"), Data: p}
	if told != nil {
		page.Status = told.Status
	}
	return page, nil
}

// deputies lists who may cover for a person: those who sit in the same unit, or
// in one directly above or below it.
func deputies(q *Request) []access.Person {
	var near []string
	for _, s := range q.Rules.Org.Held(q.Person) {
		near = append(near, s.Unit)
		if u := q.Rules.Org.Unit(s.Unit); u != nil && u.Parent != "" {
			near = append(near, u.Parent)
		}
	}
	chart := q.Rules.Org.Chart()
	var list []access.Person
	for i := range chart.People {
		p := &chart.People[i]
		if p.ID == q.Person || p.Left {
			continue
		}
		if slices.ContainsFunc(q.Rules.Org.Held(p.ID), func(s *access.Seat) bool {
			return slices.Contains(near, s.Unit) || slices.Contains(near, q.Rules.Org.Unit(s.Unit).Parent)
		}) {
			list = append(list, *p)
		}
	}
	return list
}

// wrongIn is what is wrong with a field of a form of these pages.
func (q *Request) wrongIn(field, key string) *Told {
	return &Told{Status: http.StatusUnprocessableEntity, Field: field, What: q.T(key)}
}

func changePassword(q *Request) (Answer, error) {
	password := q.FormValue("password")
	if password != q.FormValue("again") {
		return mePageOf(q, q.wrongIn("again", "begin.differ"), "")
	}
	err := q.Auth().ChangePassword(q.Context(), q.Session, q.FormValue("old"), password)
	switch {
	case errors.Is(err, auth.ErrWrong):
		return mePageOf(q, q.wrongIn("old", "me.old_wrong"), "")
	case errors.Is(err, auth.ErrWeak):
		return mePageOf(q, q.wrongIn("password", "begin.weak"), "")
	case errors.Is(err, auth.ErrBusy):
		return mePageOf(q, q.wrongIn("password", "sign.busy"), "")
	}
	return See{To: "/me", Say: "me.password_set"}, err
}

func setFactor(q *Request) (Answer, error) {
	err := q.Auth().SetFactor(q.Context(), q.Session, q.Text("secret"), q.Text("code"))
	if errors.Is(err, auth.ErrNoFactor) {
		return mePageOf(q, q.wrongIn("code", "me.code_wrong"), q.Text("secret"))
	}
	return See{To: "/me", Say: "me.factor_set"}, err
}

func removeFactor(q *Request) (Answer, error) {
	return See{To: "/me", Say: "me.factor_gone"}, q.Auth().DropFactor(q.Context(), q.Person, q.Person)
}

func takeLeave(q *Request) (Answer, error) {
	from, err1 := workday.ParseDate(q.Text("from"))
	to, err2 := workday.ParseDate(q.Text("to"))
	if err1 != nil || err2 != nil || to.Before(from) || q.Text("deputy") == "" {
		return mePageOf(q, q.wrongIn("from", "me.leave_wrong"), "")
	}
	if !slices.ContainsFunc(deputies(q), func(p access.Person) bool { return p.ID == q.Text("deputy") }) {
		return mePageOf(q, q.wrongIn("deputy", "me.deputy_wrong"), "")
	}
	err := q.Ledger().ChangeOrg(q.Context(), q.Person, access.Chart{
		Leaves: []access.Leave{{Person: q.Person, Deputy: q.Text("deputy"), From: from, To: to}},
	}, "")
	if told, ok := q.Tell(err); err != nil && ok {
		return mePageOf(q, &told, "")
	}
	return See{To: "/me", Say: "me.leave_set"}, err
}
