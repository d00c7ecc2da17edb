package web

import (
	"math/big"
	"time"
)

// fewest is how many readings on different days a forecast needs: two paces.
const fewest = 3

// A forecast says between what an indicator will be at the end of its time, if it
// goes on as it went. It is no estimate of likelihood: for a figure that moves,
// the slowest and the fastest pace between two readings that followed each
// other, each kept up from the last reading on; for a rate or a limit, the lowest
// and the highest of the last three readings.
type forecast struct {
	from      measured // the last reading
	to        time.Time
	low, high *big.Rat
}

// forecast is nil where there are too few readings or no time is left.
func (g *goal) forecast() *forecast {
	days := daily(g.readings)
	if len(days) < fewest {
		return nil
	}
	last := days[len(days)-1]
	left := g.to.Sub(last.at)
	if left <= 0 {
		return nil
	}
	f := &forecast{from: last, to: g.to}
	take := func(v *big.Rat) {
		if f.low == nil || v.Cmp(f.low) < 0 {
			f.low = v
		}
		if f.high == nil || v.Cmp(f.high) > 0 {
			f.high = v
		}
	}
	if g.steady {
		for _, m := range days[len(days)-fewest:] {
			take(m.value)
		}
		return f
	}
	for i := 1; i < len(days); i++ {
		pace := new(big.Rat).Sub(days[i].value, days[i-1].value)
		pace.Mul(pace, big.NewRat(int64(left), int64(days[i].at.Sub(days[i-1].at))))
		take(pace.Add(pace, last.value))
	}
	return f
}

// daily are readings in order of time, the last one of each day.
func daily(readings []measured) []measured {
	var days []measured
	for _, m := range readings {
		if n := len(days); n > 0 && m.at.Sub(days[n-1].at) < 24*time.Hour {
			days[n-1] = m
			continue
		}
		days = append(days, m)
	}
	return days
}

// reaches says whether the target will be met at the slowest pace (surely), only
// at the fastest (perhaps), or not at that either (hardly).
func (f *forecast) reaches(compare string, target *big.Rat) string {
	low, high := lags(compare, f.low, target), lags(compare, f.high, target)
	switch {
	case compare == "=" && f.low.Cmp(target) < 0 && f.high.Cmp(target) > 0:
		return "perhaps"
	case !low && !high:
		return "surely"
	case low && high:
		return "hardly"
	}
	return "perhaps"
}
