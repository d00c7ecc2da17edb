package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/locale"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/workday"
)

// A Request is a request that its route's rule allows, with all a handler needs.
type Request struct {
	*http.Request
	Site    *Site
	ID      string // shown on error pages and written to the log
	Lang    locale.Lang
	Now     time.Time
	Person  string // who signed in, "" for nobody
	Session auth.Session
	Rules   *ledger.Rules // units, people, regimes and calendar as they stand
	View    *ledger.View  // of the matter in the address, where the route names one
	Paper   *review.View  // of the report in the address, where the route names one

	w     http.ResponseWriter
	token string // of the session
	route *Route
	roles []access.Role // held or covered
}

type requestKey struct{}

func withRequest(ctx context.Context, q *Request) context.Context {
	return context.WithValue(ctx, requestKey{}, q)
}

func (s *Site) request(w http.ResponseWriter, r *http.Request) *Request {
	q := &Request{Request: r, Site: s, w: w, Now: s.opt.Clock(), Lang: locale.Chinese}
	if id, err := uuid.NewRandom(); err == nil {
		q.ID = strings.ToUpper(id.String()[:8])
	}
	w.Header().Set("X-Request-Id", q.ID)
	if c, err := r.Cookie("lang"); err == nil && c.Value == string(locale.English) {
		q.Lang = locale.English
	}
	return q
}

// T is the text of a key in the language of the request.
func (q *Request) T(key string, args ...any) string { return q.Site.words.Text(q.Lang, key, args...) }

// In is a text in the language of the request.
func (q *Request) In(w locale.Words) string { return w.In(q.Lang) }

// Head is a text that stands at the beginning of a line or on a button.
func (q *Request) Head(w locale.Words) string {
	text := q.In(w)
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// Ledger is the use cases.
func (q *Request) Ledger() *ledger.Service { return q.Site.opt.Ledger }

// Auth is accounts, and what people put by (Keep, Kept).
func (q *Request) Auth() *auth.Service { return q.Site.opt.Auth }

// Today is the day of the request in China.
func (q *Request) Today() workday.Date { return workday.DateOf(q.Now) }

// Is tells whether the person holds or covers a seat with one of the roles.
func (q *Request) Is(roles ...access.Role) bool {
	for _, have := range q.roles {
		for _, want := range roles {
			if have == want {
				return true
			}
		}
	}
	return false
}

// Partial tells whether htmx asks for a part of a page, and which: the id of the
// element that the answer goes into.
func (q *Request) Partial() (target string, ok bool) {
	return q.Header.Get("HX-Target"), q.Header.Get("HX-Request") == "true"
}

// Text is a field of the form or of the address, without spaces around it.
func (q *Request) Text(field string) string { return strings.TrimSpace(q.FormValue(field)) }

// Texts are all values of a field that are not empty.
func (q *Request) Texts(field string) []string {
	q.FormValue(field) // reads the form
	var list []string
	for _, v := range q.Form[field] {
		if v = strings.TrimSpace(v); v != "" {
			list = append(list, v)
		}
	}
	return list
}

// Number is a field as a number, or usual where there is none.
func (q *Request) Number(field string, usual int) int {
	if n, err := strconv.Atoi(q.Text(field)); err == nil {
		return n
	}
	return usual
}
