package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/luoshi-project/luoshi/internal/simulate"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/luoshi-project/luoshi/workday"
)

// live lives matters through a year.
func live(ctx context.Context, o options) (err error) {
	dir, err := os.MkdirTemp(o.cache, "live-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	clock := &simulate.Clock{}
	s, err := store.Open(ctx, filepath.Join(dir, "year.db"), store.Options{Clock: clock.Now, Forward: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as the command does
	began := time.Now()
	r, err := simulate.Run(ctx, s, clock, simulate.Options{
		Matters: o.lived, Seed: 7,
		From: workday.Date{Year: 2026, Month: 1, Day: 1}, To: workday.Date{Year: 2026, Month: 12, Day: 31},
	})
	if err != nil {
		return err
	}
	report(fmt.Sprintf("a year of %d matters", r.Matters), time.Since(began).Seconds(), "s", "at most 120 for 100000")
	report("events of a matter", float64(r.Events)/float64(r.Matters), "", "at least 10")
	return nil
}
