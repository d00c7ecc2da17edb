package cli

import (
	"runtime/debug"
	"sync"
)

// A room is the memory of a run that keeps nothing from one document to the
// next. Above it garbage is collected more often. The zero value has no limit.
type room struct {
	mu      sync.Mutex
	limited bool
	largest int // text read so far, in bytes
}

const (
	lean    = 39 << 20 // what a long run of ordinary documents needs
	ample   = 1 << 20  // a text that needs no more than that
	perByte = 10       // what a larger one needs besides

	// rarely is how much garbage, in percent of what is in use, is let lie below
	// that: little is in use in such a run, and to look for garbage stops its work.
	rarely = 400
)

// limit limits the room; what it returns takes the limit away.
func (r *room) limit() (free func()) {
	limit, percent := debug.SetMemoryLimit(lean), debug.SetGCPercent(rarely)
	r.limited = true
	return func() {
		debug.SetMemoryLimit(limit)
		debug.SetGCPercent(percent)
	}
}

// give makes room for a text of so many bytes.
func (r *room) give(text int) {
	if !r.limited || text <= ample {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if text > r.largest {
		r.largest = text
		debug.SetMemoryLimit(lean + perByte*int64(text))
	}
}
