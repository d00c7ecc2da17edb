package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/luoshi-project/luoshi/internal/document"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// statuses are the HTTP statuses of the codes of an error.
var statuses = map[ledger.Code]int{
	ledger.Invalid:     http.StatusUnprocessableEntity,
	ledger.NotFound:    http.StatusNotFound,
	ledger.Forbidden:   http.StatusForbidden,
	ledger.Conflict:    http.StatusConflict,
	ledger.Late:        http.StatusUnprocessableEntity,
	ledger.Secret:      http.StatusUnprocessableEntity,
	ledger.Unavailable: http.StatusServiceUnavailable,
}

// A failure is an error that a page of this package words itself.
type failure struct {
	status int
	key    string // "error." and the key says what happened; "" leaves it to the status
	args   []any
}

func problem(status int, key string, args ...any) *failure { return &failure{status, key, args} }

func (f *failure) Error() string { return http.StatusText(f.status) + " " + f.key }

// Told is an error in words for a page: what happened and what to do.
type Told struct {
	Status int
	Field  string // of the form, "" for none
	What   string
	Do     string
	List   []string // of what there are several
}

// Tell puts an error into words, for a handler that shows its form again. ok is
// false for one that only the log should know; return that as it is.
func (q *Request) Tell(err error) (t Told, ok bool) {
	var f *failure
	var l *ledger.Error
	var d *document.Error
	switch {
	case errors.As(err, &f):
		t = Told{Status: f.status, What: q.T("error."+strconv.Itoa(f.status), f.args...)}
		if f.key != "" {
			t.What = q.T("error."+f.key, f.args...)
		}
	case errors.As(err, &l):
		t = Told{Status: statuses[l.Code], Field: l.Field, What: q.In(l.Words), Do: q.In(l.Hint)}
		if l.Code == ledger.Unavailable {
			return t, false
		}
	case errors.As(err, &d):
		t = Told{Status: statuses[ledger.Code(d.Code)], Field: "file", What: q.T("error.document." + d.Reason)}
		if _, known := q.Site.words.Find("error.document." + d.Reason); !known {
			t.What = q.T("error.document", d.Message)
		}
	default:
		return t, false
	}
	return t, true
}

// fail answers with an error page, or with its words alone where htmx asked.
func (s *Site) fail(q *Request, err error) {
	told, ok := q.Tell(err)
	if !ok {
		told = Told{Status: http.StatusInternalServerError, What: q.T("error.500")}
		if ledger.CodeOf(err) == ledger.Unavailable {
			told = Told{Status: http.StatusServiceUnavailable, What: q.T("error.503")}
		}
		if errors.Is(err, context.Canceled) {
			return // nobody waits for the answer
		}
		s.opt.Log.Error("request failed", "id", q.ID, "method", q.Method, "path", q.URL.Path, "from", q.origin().Address, "error", err)
	}
	page := Page{Name: "error", Title: q.T("error.title"), Status: told.Status, Bare: q.Person == "", Data: struct {
		Told
		Unknown bool
	}{told, !ok}}
	if _, partial := q.Partial(); partial {
		q.w.Header().Set("HX-Retarget", "#said")
		q.w.Header().Set("HX-Reswap", "innerHTML")
	}
	if err := page.write(q); err != nil {
		s.opt.Log.Error("error page failed", "id", q.ID, "error", err)
		http.Error(q.w, told.What+" "+q.ID, told.Status)
	}
}
