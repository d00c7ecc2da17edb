package web

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"sync"

	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reckon"
)

// mostReckoned is how many results of the reckoning are held in memory. Each is
// named by the texts it was made of, so it never grows stale.
const mostReckoned = 64

// results holds what was reckoned.
type results struct {
	mu   sync.Mutex
	held map[string]any
}

func newResults() *results { return &results{held: map[string]any{}} }

// remembered is what was made under a key before, else it is made now.
func remembered[T any](q *Request, key string, make func() T) T {
	r := q.Site.reckoned
	r.mu.Lock()
	have, ok := r.held[key].(T)
	r.mu.Unlock()
	if ok {
		return have
	}
	made := make()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.held) >= mostReckoned {
		clear(r.held)
	}
	r.held[key] = made
	return made
}

// readPaper finds a report that the person may see, and how to read it.
func readPaper(q *Request, id string) (review.View, func() *reader.Report, error) {
	if id == "" {
		return review.View{}, nil, problem(http.StatusNotFound, "choose_reports")
	}
	v, err := q.Site.review.Paper(q.Context(), q.Person, id)
	if err != nil {
		return v, nil, err
	}
	return v, func() *reader.Report {
		return remembered(q, "report "+v.Reading().Text, func() *reader.Report {
			r := reader.Read(string(v.Text), reader.Options{})
			r.Document.Source.Name = cmp.Or(v.Reading().Title, v.Reading().Name)
			r.Document.Source.SHA256 = v.Reading().Text
			return r
		})
	}, nil
}

// readPapers finds the reports of some ids, and puts their texts into the key of
// the result.
func readPapers(q *Request, ids []string, key string, into *[]review.View) (func() []*reader.Report, string, error) {
	var all []func() *reader.Report
	for _, id := range ids {
		if id == "" || slices.ContainsFunc(*into, func(v review.View) bool { return v.ID == id }) {
			continue
		}
		v, read, err := readPaper(q, id)
		if err != nil {
			return nil, "", err
		}
		*into, all, key = append(*into, v), append(all, read), key+" "+v.Reading().Text
	}
	if len(all) == 0 {
		return nil, "", problem(http.StatusNotFound, "choose_reports")
	}
	return func() []*reader.Report {
		list := make([]*reader.Report, len(all))
		for i, read := range all {
			list[i] = read()
		}
		return list
	}, key, nil
}

// decided is what people decided about pairings, with a mark that changes with
// it.
type decided struct {
	list *reckon.Decisions
	mark string
}

// decisionsFor gathers the decisions about a report, and those about others that
// the person may see: they teach names.
func decisionsFor(q *Request, plan *review.View) (decided, error) {
	papers, err := q.Site.review.Papers(q.Context(), q.Person)
	if err != nil {
		return decided{}, err
	}
	all := &reckon.Decisions{Schema: reckon.DecisionsSchema}
	for _, p := range papers {
		if p.ID == plan.ID {
			continue
		}
		v, err := q.Site.review.Paper(q.Context(), q.Person, p.ID)
		if err != nil {
			return decided{}, err
		}
		all.Decisions = append(all.Decisions, v.Decisions.Decisions...)
	}
	for _, d := range plan.Decisions.Decisions {
		all.Put(d)
	}
	data, err := json.Marshal(all)
	sum := sha256.Sum256(data)
	return decided{all, hex.EncodeToString(sum[:])}, err
}
