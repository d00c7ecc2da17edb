// Command web measures the pages: a ledger of a hundred thousand matters that
// lived a year, served by ./luoshi as a process of its own, while fifty people
// open a page every two seconds and clerks send in twenty reports a second. It
// prints, for each kind of page, how long the server took and how long the
// browser waited, and what the process needs: time until it is ready, size,
// memory. This process shares the machine with the one it measures.
//
// The ledger is made once and kept in -cache (by default luoshi-bench in the
// user's cache folder), until a week is over: pages speak of today, so what is
// in it ends a few days ago. It runs in the root of the repository, after make
// build.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

type options struct {
	matters int           // that live through the year
	readers int           // people who open pages
	every   time.Duration // each of them
	reports int           // a second
	span    time.Duration // of the load
	cache   string        // folder
	program string        // what is measured
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench/web:", err)
		os.Exit(1) //nolint:gocritic // nothing is left to stop
	}
}

func run(ctx context.Context) error {
	var o options
	flag.IntVar(&o.matters, "matters", 100_000, "matters that lived through the year")
	flag.IntVar(&o.readers, "readers", 50, "people who open pages")
	flag.DurationVar(&o.every, "every", 2*time.Second, "how often each of them opens one")
	flag.IntVar(&o.reports, "reports", 20, "reports that are sent in each second")
	flag.DurationVar(&o.span, "for", 90*time.Second, "how long")
	flag.StringVar(&o.cache, "cache", "", "folder to keep the ledger in")
	flag.StringVar(&o.program, "program", "./luoshi", "what is measured")
	flag.Parse()
	if o.cache == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return err
		}
		o.cache = filepath.Join(dir, "luoshi-bench")
	}
	if err := os.MkdirAll(o.cache, 0o700); err != nil {
		return err
	}
	if _, err := os.Stat(o.program); err != nil {
		return fmt.Errorf("%w; make build makes it", err)
	}
	kept, err := build(ctx, o)
	if err != nil {
		return err
	}
	return measure(ctx, o, kept)
}

// measure serves a copy of the ledger and loads it.
func measure(ctx context.Context, o options, kept string) (err error) {
	dir, err := os.MkdirTemp(o.cache, "web-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	file := filepath.Join(dir, "office.db")
	if err := duplicate(kept, file); err != nil {
		return err
	}
	plan, err := newPlan(ctx, o, file)
	if err != nil {
		return err
	}
	p, err := start(ctx, o.program, file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	info, err := os.Stat(o.program)
	if err != nil {
		return err
	}
	report("ready after the command", p.ready.Seconds(), "s", "at most 1")
	report("size of the program", float64(info.Size())/1e6, "MB", "at most 70")
	if err := p.settle(ctx); err != nil {
		return err
	}
	report("memory when idle", p.memory("VmRSS:"), "MiB", "at most 100")
	load, err := newLoad(ctx, o, p, plan)
	if err != nil {
		return err
	}
	before := p.spent()
	if err := load.run(ctx); err != nil {
		return err
	}
	report("cores that the server kept busy", float64(p.spent()-before)/100/(o.span+warming).Seconds(), "", "")
	report("memory under load", p.memory("VmRSS:"), "MiB", "")
	report("most memory ever", p.memory("VmHWM:"), "MiB", "")
	load.print()
	if err := load.documents(ctx); err != nil {
		return err
	}
	report("most memory ever, with the circular", p.memory("VmHWM:"), "MiB", "")
	if err := p.settle(ctx); err != nil {
		return err
	}
	report("memory when idle again", p.memory("VmRSS:"), "MiB", "")
	return load.verdict()
}

// report prints a figure with its bar.
func report(what string, figure float64, unit, bar string) {
	fmt.Printf("web: %-50s %9.2f %-6s %s\n", what, figure, unit, bar)
}
