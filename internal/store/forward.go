package store

import (
	"context"
	"errors"
	"sync"
	"time"
)

// forward is how a store writes that only goes forward (Options.Forward): beside
// what goes on, in the order it was handed over, so that a simulation decides on
// steps on one core and writes on another. Whoever reads waits until all is
// written. A nil forward has nothing to write.
type forward struct {
	work chan func() error
	open sync.WaitGroup // of what was handed over
	err  error          // the first; nothing is written after it
	head *head          // where the chain will end, nil before the first transaction
	// counted is where counters will stand; nobody else writes to the ledger.
	counted map[string]int64
}

func newForward() *forward {
	w := &forward{work: make(chan func() error, 16), counted: map[string]int64{}}
	go func() {
		for f := range w.work {
			if w.err == nil {
				w.err = f()
			}
			w.open.Done()
		}
	}()
	return w
}

// wait waits until all is written, and tells the first error.
func (w *forward) wait() error {
	if w == nil {
		return nil
	}
	w.open.Wait()
	return w.err
}

func (w *forward) add(f func() error) {
	w.open.Add(1)
	w.work <- f
}

// end waits and takes nothing more.
func (w *forward) end() error {
	if w == nil {
		return nil
	}
	err := w.wait()
	close(w.work)
	return err
}

var errGivenUp = errors.New("a transaction failed before, and nothing can be undone")

// runForward runs f in a transaction that is still being written when it returns.
func (s *Store) runForward(ctx context.Context, f func(*tx) error) error {
	t := &tx{store: s, ctx: ctx, write: true, forward: s.forward}
	s.forward.add(func() error {
		_, err := s.writer.conn.ExecContext(ctx, "BEGIN IMMEDIATE")
		return err
	})
	if s.forward.head == nil {
		if err := t.readHead(); err != nil {
			return unavailable(err)
		}
	} else {
		t.head = *s.forward.head
		t.head.moved = false
	}
	t.now = s.clock().UTC().Truncate(time.Microsecond)
	err := f(t)
	s.forward.head = &t.head
	s.forward.add(func() error {
		end := "COMMIT"
		if err != nil {
			end = "ROLLBACK"
		}
		_, failed := s.writer.conn.ExecContext(context.WithoutCancel(ctx), end)
		if failed == nil && err != nil {
			failed = errGivenUp
		}
		return failed
	})
	if t.cleaned {
		s.letGo()
	}
	return unavailable(err)
}

// beside runs f on the transaction, or hands it over to be run. f must not touch
// what the transaction holds besides its connection.
func (t *tx) beside(f func(*tx) error) error {
	if t.forward == nil {
		return f(t)
	}
	apart := *t
	apart.forward = nil
	t.forward.add(func() error { return f(&apart) })
	return nil
}
