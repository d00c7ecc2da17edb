package main

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// bar is what the server may take for a page in 95 of 100 cases.
const bar = 50 * time.Millisecond

// figures are those of one kind of page.
type figures struct {
	server, waited []time.Duration
	bytes          int64
}

func (f *figures) add(server, waited time.Duration, size int64) {
	f.server, f.waited, f.bytes = append(f.server, server), append(f.waited, waited), f.bytes+size
}

// serverTime is how long the server says that it took.
func serverTime(h http.Header) time.Duration {
	_, after, _ := strings.Cut(h.Get("Server-Timing"), "dur=")
	ms, err := strconv.ParseFloat(after, 64)
	if err != nil {
		return 0
	}
	return time.Duration(ms * float64(time.Millisecond))
}

// percentile is the p-th of durations, in milliseconds.
func percentile(list []time.Duration, p int) float64 {
	list = slices.Sorted(slices.Values(list))
	return float64(list[min(len(list)*p/100, len(list)-1)].Microseconds()) / 1000
}

// print prints the figures of each kind of page.
func (l *load) print() {
	fmt.Printf("web: %-40s %6s %8s %8s %8s %10s %8s\n", "milliseconds of the server", "pages", "p50", "p95", "most", "waited p95", "KiB")
	l.line("first half minute, all", &l.first)
	var all figures
	for _, kind := range slices.Sorted(maps.Keys(l.took)) {
		f := l.took[kind]
		l.line(kind, f)
		all.server, all.waited, all.bytes = append(all.server, f.server...), append(all.waited, f.waited...), all.bytes+f.bytes
	}
	l.line("all", &all)
	report("reports taken in a second", float64(l.sent)/l.span.Seconds(), "", fmt.Sprintf("%d sent", l.reports))
	report("errors", float64(len(l.failed)), "", "0")
	for _, f := range l.failed[:min(10, len(l.failed))] {
		fmt.Println("web:   " + f)
	}
}

func (l *load) line(kind string, f *figures) {
	if len(f.server) == 0 {
		return
	}
	over := ""
	if percentile(f.server, 95) > float64(bar.Milliseconds()) {
		over = "  over the bar"
	}
	fmt.Printf("web: %-40s %6d %8.1f %8.1f %8.1f %10.1f %8.1f%s\n", kind, len(f.server),
		percentile(f.server, 50), percentile(f.server, 95), percentile(f.server, 100), percentile(f.waited, 95), float64(f.bytes)/1024/float64(len(f.server)), over)
}

// verdict is an error where the bar was missed.
func (l *load) verdict() error {
	var slow []string
	for _, kind := range slices.Sorted(maps.Keys(l.took)) {
		if percentile(l.took[kind].server, 95) > float64(bar.Milliseconds()) {
			slow = append(slow, kind)
		}
	}
	switch {
	case len(l.failed) > 0:
		return fmt.Errorf("%d requests failed", len(l.failed))
	case len(slow) > 0:
		return errors.New("over the bar: " + strings.Join(slow, ", "))
	}
	return nil
}
