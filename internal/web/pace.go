package web

import (
	"sync"
	"time"
)

// burst and refill are how many requests one person or address may make at a
// time, and how many more each second. Signing in is slower.
const (
	burst      = 300
	refill     = 50
	signBurst  = 60
	signRefill = 1
)

// pace keeps one browser from taking the others' turn.
type pace struct {
	clock   func() time.Time
	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	left float64
	at   time.Time
}

func newPace(clock func() time.Time) *pace {
	return &pace{clock: clock, buckets: map[string]*bucket{}}
}

func (p *pace) allow(q *Request) bool {
	who, most, each := q.Person, float64(burst), float64(refill)
	if who == "" {
		who = "@" + q.origin().Address
	}
	if q.route.writes() && q.Person == "" {
		who, most, each = "sign "+who, signBurst, signRefill
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.clock()
	if len(p.buckets) > 10_000 {
		p.forget(now)
	}
	b := p.buckets[who]
	if b == nil {
		b = &bucket{left: most, at: now}
		p.buckets[who] = b
	}
	b.left = min(most, b.left+now.Sub(b.at).Seconds()*each)
	b.at = now
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}

// forget drops those who have not asked for a while.
func (p *pace) forget(now time.Time) {
	for who, b := range p.buckets {
		if now.Sub(b.at) > 10*time.Minute {
			delete(p.buckets, who)
		}
	}
}
