package cli

import (
	"context"
	"runtime"
)

// inOrder works on items in parallel and hands the results over in the order
// of the items. At most a few results wait at any time, so memory stays bounded
// however many items there are. It stops at the first error of emit and when
// ctx ends.
func inOrder[T, R any](ctx context.Context, items []T, work func(T) R, emit func(T, R) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type job struct {
		item T
		done chan R
	}
	queue := make(chan job, max(1, runtime.GOMAXPROCS(0)-1))
	go func() {
		defer close(queue)
		for _, it := range items {
			j := job{it, make(chan R, 1)}
			select {
			case queue <- j:
				go func() { j.done <- work(j.item) }()
			case <-ctx.Done():
				return
			}
		}
	}()
	for j := range queue {
		select {
		case r := <-j.done:
			if err := emit(j.item, r); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}
