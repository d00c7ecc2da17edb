package cli

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func numbers(n int) []int {
	items := make([]int, n)
	for i := range items {
		items[i] = i
	}
	return items
}

// Results come in the order of the items although later items are done first,
// and only a few are ever begun and not yet handed over.
func TestInOrder(t *testing.T) {
	for _, test := range []struct {
		name  string
		light func(int) bool
		most  int
	}{
		{"heavy", func(int) bool { return false }, runtime.GOMAXPROCS(0)},
		{"light", func(int) bool { return true }, runtime.GOMAXPROCS(0) + ahead + 2},
		{"both", func(n int) bool { return n%3 == 0 }, runtime.GOMAXPROCS(0) + ahead + 2},
	} {
		t.Run(test.name, func(t *testing.T) { inOrderOf(t, test.light, int64(test.most)) })
	}
}

func inOrderOf(t *testing.T, light func(int) bool, limit int64) {
	synctest.Test(t, func(t *testing.T) {
		var waiting, most atomic.Int64
		var got []int
		items := numbers(200)
		err := inOrder(t.Context(), items, func(i int) int {
			if n := waiting.Add(1); n > most.Load() {
				most.Store(n)
			}
			time.Sleep(time.Duration(7-i%7) * time.Millisecond)
			return i * i
		}, light, func(item, result int) error {
			waiting.Add(-1)
			if result != item*item {
				t.Errorf("%d came with the result %d", item, result)
			}
			got = append(got, item)
			return nil
		})
		if err != nil || !slices.Equal(got, items) {
			t.Errorf("%v, items %v", err, got)
		}
		if most.Load() > limit {
			t.Errorf("%d results waited at a time, want at most %d", most.Load(), limit)
		}
	})
}

func TestInOrderStops(t *testing.T) {
	full := errors.New("full")
	seen := 0
	err := inOrder(t.Context(), numbers(100), func(i int) int { return i }, func(int) bool { return true }, func(int, int) error {
		if seen++; seen == 3 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || seen != 3 {
		t.Errorf("%v after %d items", err, seen)
	}

	ctx, cancel := context.WithCancel(t.Context())
	stuck := make(chan int)
	defer close(stuck)
	err = inOrder(ctx, numbers(100), func(int) int { cancel(); return <-stuck }, func(int) bool { return true }, func(int, int) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want to be stopped although a file cannot be read to its end", err)
	}
}
