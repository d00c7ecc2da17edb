// Package simulate lives the matters of an invented province, its cities and
// counties through a stretch of time on a virtual clock, under several regimes: docketed, assigned, returned, transferred, paused, extended,
// late, escalated, sent back, cleared, reopened. It takes every step through the
// use cases of the ledger, one transaction a day, and the same seed gives the
// same events.
package simulate

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/luoshi-project/luoshi/internal/audit"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// A Clock is the virtual clock, which the store of a simulation must tell.
type Clock struct{ now time.Time }

// Now is the virtual time.
func (c *Clock) Now() time.Time { return c.now }

// Options of a simulation.
type Options struct {
	Matters  int
	From, To workday.Date // both included
	Seed     uint64
	Day      func(workday.Date) // told of each day begun; nil for nobody
}

// Check says what is wrong with options, if anything.
func (o *Options) Check() error {
	const years = 20
	switch {
	case o.Matters < 1 || o.Matters > 10_000_000:
		return errors.New("it takes 1 to 10000000 matters")
	case !o.From.Valid() || !o.To.Valid() || o.To.Before(o.From):
		return errors.New("it takes a first day and a last day not before it")
	case o.To.After(o.From.AddMonths(12 * years)):
		return fmt.Errorf("it runs for %d years at most", years)
	}
	return nil
}

// A Result tells what was lived through. Counts of matters are of those to which
// it happened at least once.
type Result struct {
	Matters     int        `json:"matters"`
	Open        int        `json:"open"`
	Cleared     int        `json:"cleared"`
	Events      int64      `json:"events"`
	Refused     int        `json:"refused"` // steps that the rules did not allow
	Late        int        `json:"late"`
	Escalated   int        `json:"escalated"` // to orange or red
	Returned    int        `json:"returned"`
	Extended    int        `json:"extended"`
	Transferred int        `json:"transferred"`
	Paused      int        `json:"paused"`
	Chased      int        `json:"chased"`
	SentBack    int        `json:"sent_back"`
	Reopened    int        `json:"reopened"`
	Seq         int64      `json:"seq"`
	Hash        audit.Hash `json:"hash"` // of the last event
}

// Run lives through a simulation in an empty ledger whose store tells clock.
func Run(ctx context.Context, store ledger.Store, clock *Clock, o Options) (Result, error) {
	if err := o.Check(); err != nil {
		return Result{}, err
	}
	governments, chart := region()
	c := newCity(o, governments)
	docketed := 0
	t := &tally{marks: map[string]uint16{}}
	service := ledger.New(store, ledger.Options{Alone: true, Heard: t.hear, NewID: func() (string, error) {
		docketed++
		return fmt.Sprintf("m%08d", docketed), nil
	}})
	clock.now = o.From.At(0)
	if err := service.Init(ctx, chart); err != nil {
		return Result{}, err
	}
	for day := o.From; !day.After(o.To); day = day.AddDays(1) {
		if o.Day != nil {
			o.Day(day)
		}
		clock.now = day.At(time.Hour)
		err := service.Batch(ctx, func(b *ledger.Batch) error { return c.live(ctx, b, day) })
		if err != nil {
			return Result{}, fmt.Errorf("%s: %w", day, err)
		}
	}
	t.Refused = c.refused
	return t.result(), nil
}

// live lives through one day: what is on its agenda, then, when the offices have
// closed, what the clock brings.
func (c *city) live(ctx context.Context, b *ledger.Batch, day workday.Date) error {
	n := day.Sub(c.opt.From)
	for i := 0; i < len(c.agenda[n]); i++ { // a visit may add another one on the same day
		if i%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		at := int(c.agenda[n][i])
		v := visitor{city: c, batch: b, day: day, index: at, life: &c.lives[at]}
		v.random = rand.New(rand.NewPCG(c.opt.Seed, uint64(at)<<16|uint64(v.life.visits))) //nolint:gosec // invented lives need no secrecy
		v.life.visits++
		v.time = day.At(9*time.Hour + time.Duration(v.random.IntN(120))*time.Minute)
		if err := b.Relieve(); err != nil {
			return err
		}
		if err := v.visit(); err != nil {
			return err
		}
	}
	c.agenda[n] = nil
	b.At(day.At(19 * time.Hour))
	for {
		swept, err := b.Sweep(1000)
		if err != nil || !swept.More {
			return err
		}
	}
}

// marks of what happened to a matter.
const (
	late = 1 << iota
	escalated
	returned
	extended
	transferred
	paused
	chased
	sentBack
	reopened
	cleared
)

// A tally is what happened to each matter, as the events tell it.
type tally struct {
	marks map[string]uint16
	Result
}

// hear takes events in.
func (t *tally) hear(events []ledger.Event) {
	for i := range events {
		e := &events[i]
		t.Events, t.Seq, t.Hash = e.Seq, e.Seq, e.Hash
		if e.Stream != ledger.OrgStream && e.Stream != ledger.RulesStream {
			t.marks[e.Stream] = mark(t.marks[e.Stream], e.Body)
		}
	}
}

// mark adds what an event says to the marks of its matter.
func mark(m uint16, body ledger.Body) uint16 {
	switch b := body.(type) {
	case ledger.EscalatedBody:
		if b.Level != "blue" {
			return m | late | escalated
		}
		return m | late
	case ledger.ReturnedBody:
		return m | returned
	case ledger.ExtendedBody:
		return m | extended
	case ledger.TransferredBody:
		return m | transferred
	case ledger.PausedBody:
		return m | paused
	case ledger.ChasedBody:
		return m | chased
	case ledger.ReviewedBody:
		if b.Verdict == ledger.SendBack {
			return m | sentBack
		}
	case ledger.ClearedBody:
		return m | cleared
	case ledger.ReopenedBody:
		return m&^cleared | reopened
	}
	return m
}

// result counts the matters.
func (t *tally) result() Result {
	r := t.Result
	for _, m := range t.marks {
		for _, c := range []struct {
			mark  uint16
			count *int
		}{
			{late, &r.Late},
			{escalated, &r.Escalated},
			{returned, &r.Returned},
			{extended, &r.Extended},
			{transferred, &r.Transferred},
			{paused, &r.Paused},
			{chased, &r.Chased},
			{sentBack, &r.SentBack},
			{reopened, &r.Reopened},
			{cleared, &r.Cleared},
		} {
			if m&c.mark != 0 {
				*c.count++
			}
		}
	}
	r.Matters = len(t.marks)
	r.Open = r.Matters - r.Cleared
	return r
}
