package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store"
)

// lists makes the ledger of many matters, unless it is there, and measures what a page asks of the ledger of many matters, by the calls
// that pages use.
func lists(ctx context.Context, o options) (err error) {
	if err := build(ctx, o); err != nil {
		return err
	}
	s, err := store.Open(ctx, o.file(), store.Options{Clock: func() time.Time { return now }})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	service := ledger.New(s, ledger.Options{})

	began := time.Now()
	lights, err := service.Lights(ctx, "office", ledger.Query{Open: true})
	if err != nil {
		return err
	}
	sum := 0
	for _, l := range lights {
		sum += l.Count
	}
	report(fmt.Sprintf("lights of %d open matters", sum), time.Since(began).Seconds(), "s", "at most 2")

	const size = 20
	q := ledger.Query{Units: []string{"east"}, Colours: []deadline.Colour{deadline.Red}, Text: sought, Limit: size, NoTotal: true}
	counting := q
	counting.NoTotal, counting.Page = false, 1<<30 // no row stands there
	page, err := service.List(ctx, "office", counting)
	if err != nil {
		return err
	}
	report("matters that have unit, light and text of four characters", float64(page.Total), "", "at least 10000")
	for _, m := range []struct {
		what, bar string
		q         ledger.Query
		page      int
	}{
		{"their first page by due date, p95", "at most 75", q, 1},
		{"their page 500, p95", "at most 75", q, min(500, max(1, page.Total/size))},
		{"their total, p95", "at most 60", counting, counting.Page},
		{"for comparison, without text: first page and total, p95", "", ledger.Query{Units: q.Units, Colours: q.Colours, Limit: size}, 1},
		{"for comparison, all that is not late yet: first page, p95", "", ledger.Query{Colours: []deadline.Colour{deadline.Green}, Limit: size, NoTotal: true}, 1},
	} {
		var took []time.Duration
		m.q.Page = m.page
		for range 40 {
			began := time.Now()
			got, err := service.List(ctx, "office", m.q)
			if err != nil {
				return err
			}
			took = append(took, time.Since(began))
			if m.page < counting.Page && len(got.Rows) != size && page.Total >= size {
				return fmt.Errorf("%s: %d rows", m.what, len(got.Rows))
			}
		}
		report(m.what, milliseconds(took, 95), "ms", m.bar)
	}
	report("most memory of the process meanwhile", memory(), "MiB", "at most 250")
	return nil
}
