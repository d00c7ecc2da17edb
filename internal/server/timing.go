package server

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"time"
)

// timed counts requests, and tells in each answer how long it took to make, as
// browsers show it among the timings of a request (Server-Timing).
func timed(next http.Handler, count *atomic.Int64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		count.Add(1)
		next.ServeHTTP(&timer{ResponseWriter: w, began: time.Now()}, r) //nolint:forbidigo // what it took, not what day it is
	})
}

// timer notes the time when an answer begins to be sent.
type timer struct {
	http.ResponseWriter
	began time.Time
	told  bool
}

func (t *timer) WriteHeader(status int) {
	if !t.told {
		t.told = true
		t.Header().Set("Server-Timing", fmt.Sprintf("made;dur=%.2f", float64(time.Since(t.began).Microseconds())/1000))
	}
	t.ResponseWriter.WriteHeader(status)
}

func (t *timer) Write(b []byte) (int, error) {
	if !t.told {
		t.WriteHeader(http.StatusOK)
	}
	return t.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (t *timer) Unwrap() http.ResponseWriter { return t.ResponseWriter }
