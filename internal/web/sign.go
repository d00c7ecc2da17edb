package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/locale"
)

func signRoutes() []Route {
	open := Rule{Open: true, Scope: Own}
	return []Route{
		{At: "GET /sign-in", Rule: open, Do: showSignIn},
		{At: "POST /sign-in", Rule: open, Do: signIn},
		{At: "POST /sign-out", Rule: Rule{Roles: everybody, Scope: Own}, Do: signOut},
		{At: "GET /begin/{token}", Rule: open, Do: showBegin},
		{At: "POST /begin/{token}", Rule: open, Do: begin},
		{At: "POST /language", Rule: open, Do: setLanguage},
		{At: "GET /sign-in/provider", Rule: open, Do: askProvider, NoPage: true},
		{At: "GET " + BackFromProvider, Rule: open, Do: backFromProvider, NoPage: true},
	}
}

// A signPage is the page where people sign in. What a form held when its
// session was lost is carried along, so that nothing typed is lost.
type signPage struct {
	Account string
	Back    string
	Error   string
	Code    bool // the second factor is asked for
	Secret  string
	Lost    bool // a form was lost with its session
	Kept    url.Values
	Demo    []DemoUser
	OIDC    bool
}

func (p signPage) page(q *Request, status int) Page {
	p.Demo, p.OIDC = q.Site.opt.Demo, q.Site.opt.OIDC != nil
	return Page{Name: "sign_in", Title: q.T("sign.in"), Data: p, Status: status, Bare: true}
}

func showSignIn(q *Request) (Answer, error) {
	back := backTo(q)
	if q.Person != "" {
		return See{To: back}, nil
	}
	return signPage{Back: back}.page(q, 0), nil
}

// backTo is where to go after signing in.
func backTo(q *Request) string {
	if back := q.Text("back"); local(back) && !strings.HasPrefix(back, "/sign-in") {
		return back
	}
	return "/"
}

func signIn(q *Request) (Answer, error) {
	p := signPage{Account: q.Text("account"), Back: backTo(q), Lost: q.Text("lost") != "", Kept: kept(q)}
	person := personOf(q, p.Account)
	token, err := q.Auth().SignIn(q.Context(), person, q.FormValue("password"), q.Text("code"), q.origin())
	switch {
	case errors.Is(err, auth.ErrCode):
		p.Code, p.Secret = true, q.FormValue("password")
		return p.page(q, 0), nil
	case errors.Is(err, auth.ErrWrong):
		p.Error = q.T("sign.wrong")
		p.Code = q.Text("code") != ""
	case errors.Is(err, auth.ErrBusy):
		p.Error = q.T("sign.busy")
	case err != nil:
		return nil, err
	}
	if p.Error != "" {
		return p.page(q, http.StatusUnauthorized), nil
	}
	return enter(q, token, person, p)
}

// enter gives the browser its session and shows what it came for.
func enter(q *Request, token, person string, p signPage) (Answer, error) {
	q.Site.setCookie(q, q.Site.cookieName(), token, 0)
	if !p.Lost {
		return See{To: p.Back}, nil
	}
	q.token = token // so that the form that is shown again can be sent
	return again(q, person, p)
}

// personOf finds the person of an account name: an id, or an e-mail address.
func personOf(q *Request, account string) string {
	people := q.Rules.Org.Chart().People
	for i := range people {
		if p := &people[i]; p.ID == account || p.Email != "" && strings.EqualFold(p.Email, account) {
			return p.ID
		}
	}
	return account
}

func signOut(q *Request) (Answer, error) {
	if err := q.Auth().SignOut(q.Context(), q.Session); err != nil {
		return nil, err
	}
	q.Site.setCookie(q, q.Site.cookieName(), "", -1)
	return See{To: "/sign-in"}, nil
}

type beginPage struct {
	Account string
	Error   string
}

func showBegin(q *Request) (Answer, error) {
	person, err := q.Auth().Invited(q.Context(), q.PathValue("token"))
	if errors.Is(err, auth.ErrExpired) {
		return nil, problem(http.StatusGone, "")
	}
	return Page{Name: "begin", Title: q.T("begin.title"), Bare: true, Data: beginPage{Account: person}}, err
}

func begin(q *Request) (Answer, error) {
	password := q.FormValue("password")
	p := Page{Name: "begin", Title: q.T("begin.title"), Bare: true, Status: http.StatusUnprocessableEntity}
	if password != q.FormValue("again") {
		person, err := q.Auth().Invited(q.Context(), q.PathValue("token"))
		if err == nil {
			p.Data = beginPage{person, q.T("begin.differ")}
			return p, nil
		}
	}
	person, err := q.Auth().Accept(q.Context(), q.PathValue("token"), password, q.origin())
	switch {
	case errors.Is(err, auth.ErrExpired):
		return nil, problem(http.StatusGone, "")
	case errors.Is(err, auth.ErrWeak):
		p.Data = beginPage{person, q.T("begin.weak")}
		return p, nil
	case err != nil:
		return nil, err
	}
	token, err := q.Auth().SignIn(q.Context(), person, password, "", q.origin())
	if errors.Is(err, auth.ErrCode) || errors.Is(err, auth.ErrWrong) {
		return See{To: "/sign-in"}, nil
	}
	if err != nil {
		return nil, err
	}
	return enter(q, token, person, signPage{Back: "/"})
}

func setLanguage(q *Request) (Answer, error) {
	for _, l := range locale.Langs() {
		if q.Text("to") == string(l) {
			q.Site.setCookie(q, "lang", string(l), 365*24*3600)
		}
	}
	return See{To: backTo(q)}, nil
}
