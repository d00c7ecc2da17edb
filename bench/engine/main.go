// Command engine measures the ledger: how fast matters are created beside bare
// inserts of the same care for the disk, lights and lists of a million matters,
// and a city's simulated year. It prints each figure with its bar.
//
// The ledger of a million matters is made once and kept in -cache (by default
// luoshi-bench in the user's cache folder); a part that is measured alone is named
// by -part.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// parts are measured each in a process of its own, so that the memory of one is
// not counted to another.
var parts = []struct {
	name string
	run  func(context.Context, options) error
}{{"create", create}, {"build", build}, {"lists", lists}, {"simulate", live}}

type options struct {
	matters int    // in the ledger of lists
	lived   int    // in the simulation
	cache   string // folder
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench/engine:", err)
		os.Exit(1) //nolint:gocritic // nothing is left to stop
	}
}

func run(ctx context.Context) error {
	var o options
	flag.IntVar(&o.matters, "matters", 1_000_000, "open matters in the ledger of lists")
	flag.IntVar(&o.lived, "simulate", 100_000, "matters that live through a year")
	flag.StringVar(&o.cache, "cache", "", "folder to keep ledgers in")
	part := flag.String("part", "", "create, build, lists or simulate alone")
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
	for _, p := range parts {
		switch *part {
		case p.name:
			return p.run(ctx, o)
		case "":
			self := exec.CommandContext(ctx, os.Args[0], "-part", p.name, "-cache", o.cache, //nolint:gosec // itself
				"-matters", strconv.Itoa(o.matters), "-simulate", strconv.Itoa(o.lived))
			self.Stdout, self.Stderr = os.Stdout, os.Stderr
			if err := self.Run(); err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
		}
	}
	if *part != "" && !slices.ContainsFunc(parts, func(p struct {
		name string
		run  func(context.Context, options) error
	},
	) bool {
		return p.name == *part
	}) {
		return errors.New("there is no part " + *part)
	}
	return nil
}

// report prints a figure with its bar.
func report(what string, figure float64, unit, bar string) {
	fmt.Printf("engine: %-58s %9.2f %-6s %s\n", what, figure, unit, bar)
}

// milliseconds is the p-th percentile of durations.
func milliseconds(list []time.Duration, p int) float64 {
	list = slices.Sorted(slices.Values(list))
	return float64(list[min(len(list)*p/100, len(list)-1)].Microseconds()) / 1000
}

// memory is the most memory this process has used, in MiB; 0 where the system
// does not tell.
func memory() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	var kib float64
	_, _ = fmt.Sscan(after, &kib)
	return kib / 1024
}
