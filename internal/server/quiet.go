package server

import (
	"context"
	"runtime/debug"
	"sync/atomic"
	"time"
)

// calm is how long nobody must have come before memory is given back.
const calm = 10 * time.Second

// giveBack gives memory back to the machine when it has become quiet: what a
// start or a busy morning left behind is not needed over night.
func giveBack(ctx context.Context, count *atomic.Int64) {
	ticker := time.NewTicker(calm)
	defer ticker.Stop()
	for last, given := int64(0), false; ; {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now := count.Load()
		switch {
		case now != last:
			last, given = now, false
		case !given:
			debug.FreeOSMemory()
			given = true
		}
	}
}
