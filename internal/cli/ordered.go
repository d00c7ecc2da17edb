package cli

import (
	"context"
	"runtime"
)

// ahead is how many light results may wait to be handed over while others are
// worked on: what takes them is slow at times, a disk above all, and a damaged
// document takes as long to read as a dozen others.
const ahead = 16

// inOrder works on items in parallel, as many at a time as there are processors,
// and hands the results over in the order of the items. At most a few results
// wait at any time, so memory stays bounded however many items there are: a
// result that is not light keeps its processor until it was handed over. It stops
// at the first error of emit and when ctx ends.
func inOrder[T, R any](ctx context.Context, items []T, work func(T) R, light func(R) bool, emit func(T, R) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type done struct {
		result R
		held   bool // its processor
	}
	type job struct {
		item T
		done chan done
	}
	queue := make(chan job, ahead)
	// Processors are given in the order of the items: the next to be handed over
	// always has one or is done.
	processors := make(chan struct{}, runtime.GOMAXPROCS(0))
	go func() {
		defer close(queue)
		for _, it := range items {
			j := job{it, make(chan done, 1)}
			select {
			case processors <- struct{}{}:
			case <-ctx.Done():
				return
			}
			go func() {
				r := work(j.item)
				held := !light(r)
				if !held {
					<-processors
				}
				j.done <- done{r, held}
			}()
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	for j := range queue {
		select {
		case d := <-j.done:
			err := emit(j.item, d.result)
			if d.held {
				<-processors
			}
			if err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}
