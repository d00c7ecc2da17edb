package web

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

// freshFor is how long counts over a whole ledger are shown again to those who
// see the same of it, before they are counted anew. Who changes something sees
// it counted at once.
const freshFor = 10 * time.Second

// mostRecent is how many counts are held.
const mostRecent = 512

// recents holds counts over the ledger for a short while. Of several who ask for
// the same at once one counts and the others wait.
type recents struct {
	mu    sync.Mutex
	held  map[string]*recent
	wrote map[string]time.Time // when a person last changed something
}

type recent struct {
	mu    sync.Mutex
	at    time.Time
	value any
}

func newRecents() *recents {
	return &recents{held: map[string]*recent{}, wrote: map[string]time.Time{}}
}

// written notes that a person changed something.
func (r *recents) written(person string, at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.wrote) > mostRecent {
		clear(r.wrote)
	}
	r.wrote[person] = at
}

func (r *recents) entry(key, person string) (e *recent, wrote time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e = r.held[key]
	if e == nil {
		if len(r.held) >= mostRecent {
			clear(r.held)
		}
		e = &recent{}
		r.held[key] = e
	}
	return e, r.wrote[person]
}

// counted is what f counts for a query, or counted a moment ago for somebody who
// sees the same matters.
func counted[T any](q *Request, what string, query any, f func() (T, error)) (T, error) {
	units, seats := q.Rules.Org.Sees(q.Person, q.Today())
	key := fmt.Sprintf("%s %s %s %+v", what, strings.Join(units, ","), strings.Join(seats, ","), query)
	e, wrote := q.Site.recent.entry(key, q.Person)
	e.mu.Lock()
	defer e.mu.Unlock()
	if have, ok := e.value.(T); ok && q.Now.Sub(e.at) < freshFor && !q.Now.Before(e.at) && e.at.After(wrote) {
		return have, nil
	}
	value, err := f()
	if err != nil {
		return value, err
	}
	e.at, e.value = q.Now, value
	return value, nil
}

// lights counts the matters of a query by light.
func lights(q *Request, query ledger.Query) ([]ledger.LightCount, error) {
	return counted(q, "lights", query, func() ([]ledger.LightCount, error) { return q.Ledger().Lights(q.Context(), q.Person, query) })
}

// tally counts the matters of a query by light within each group.
func tally(q *Request, query ledger.Query, by ledger.Group) ([]ledger.Tally, error) {
	return counted(q, "tally "+string(by), query, func() ([]ledger.Tally, error) { return q.Ledger().Tally(q.Context(), q.Person, query, by) })
}
