package server

import (
	"context"
	"time"
)

// pause between two looks at what the clock brings, and how many matters one
// transaction looks at, so that pages need not wait for it.
const (
	pause = time.Minute
	few   = 200
)

// watch tells people of what is due soon or late, until the context ends.
func watch(ctx context.Context, opt Options) {
	for {
		swept, err := opt.Ledger.Sweep(ctx, few)
		if err != nil && ctx.Err() == nil {
			opt.Log.Error("looking for what is due failed", "error", err)
		}
		wait := pause
		if swept.More && err == nil {
			wait = 100 * time.Millisecond
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}
