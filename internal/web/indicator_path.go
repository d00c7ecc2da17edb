package web

import (
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// A point in time of an indicator.
type measured struct {
	at    time.Time
	value *big.Rat
}

// A goal is an indicator with what is expected of it over time.
type goal struct {
	ledger.Indicator
	from, to time.Time
	target   *big.Rat
	path     func(time.Time) *big.Rat
	steady   bool // the target holds all the time
	readings []measured
}

// goalOf is an indicator of a matter; ok is false for one without a target.
func goalOf(s *ledger.State, in *ledger.Indicator, year int, how string) (g goal, ok bool) {
	g.Indicator = *in
	if g.target, ok = new(big.Rat).SetString(in.Target); !ok {
		return g, false
	}
	g.from, g.to = span(s, year)
	baseline, known := new(big.Rat).SetString(in.Baseline)
	if !known {
		baseline = new(big.Rat)
	}
	g.steady = steady(in, baseline, g.target, known)
	g.path = pathOf(g.steady, baseline, g.target, g.from, g.to, how)
	for i := range s.Reports {
		if text, told := s.Reports[i].Values[in.ID]; told {
			if value, ok := new(big.Rat).SetString(text); ok {
				g.readings = append(g.readings, measured{s.Reports[i].At, value})
			}
		}
	}
	return g, true
}

// last is the last reading; ok is false where there is none.
func (g *goal) last() (m measured, ok bool) {
	if n := len(g.readings); n > 0 {
		return g.readings[n-1], true
	}
	return m, false
}

// standing is ahead, behind or silent: how the last reading was against what was
// expected on its day.
func (g *goal) standing() string {
	last, ok := g.last()
	switch {
	case !ok:
		return "silent"
	case lags(g.Compare, last.value, g.path(last.at)):
		return "behind"
	}
	return "ahead"
}

// span is when an indicator is to be reached: from the matter's first day of
// reckoning, else the year's, to its own date, else the end of the year.
func span(s *ledger.State, year int) (from, to time.Time) {
	first, last := s.Matter.PeriodFrom, s.Matter.PeriodTo
	if first.IsZero() {
		first = workday.Date{Year: year, Month: time.January, Day: 1}
	}
	if last.IsZero() {
		last = s.Matter.Deadline
	}
	if last.IsZero() || !first.Before(last) {
		last = workday.Date{Year: first.Year, Month: time.December, Day: 31}
	}
	return first.At(0), last.AddDays(1).At(0)
}

// steady tells what is expected all the time: a rate, an upper limit, an exact
// value. Where it is known what the figure was before, and it is to move from
// there (PM2.5 from 38 down to 35, a share from 50% up to 60%), it moves.
func steady(in *ledger.Indicator, baseline, target *big.Rat, known bool) bool {
	rises, falls := known && baseline.Cmp(target) < 0, known && baseline.Cmp(target) > 0
	switch {
	case in.Compare == "<=":
		return !falls
	case in.Compare == "=":
		return !known || !rises && !falls
	case rate(in.Unit):
		return !rises
	}
	return false
}

// rate tells units that are no quantities to be added up. Percentage points are:
// a share that is to rise by 0.8 of them rises in the course of the year.
func rate(unit string) bool { return unit == "" || strings.ContainsAny(unit, "%‰") }

// pathOf is what is expected at an instant: the target where it is steady; else
// it moves there evenly, or by quarters, each quarter's share at its end.
func pathOf(steady bool, baseline, target *big.Rat, from, to time.Time, how string) func(time.Time) *big.Rat {
	if steady {
		return func(time.Time) *big.Rat { return target }
	}
	whole := to.Sub(from)
	return func(at time.Time) *big.Rat {
		done := min(max(at.Sub(from), 0), whole)
		share := big.NewRat(int64(done), int64(whole))
		if how == "quarter" {
			quarters := new(big.Int).Quo(new(big.Int).Mul(share.Num(), big.NewInt(4)), share.Denom())
			share = new(big.Rat).SetFrac(quarters, big.NewInt(4))
		}
		rise := new(big.Rat).Mul(new(big.Rat).Sub(target, baseline), share)
		return rise.Add(rise, baseline)
	}
}

// lags tells whether a value is on the wrong side of what is expected.
func lags(compare string, value, expected *big.Rat) bool {
	switch compare {
	case "<=":
		return value.Cmp(expected) > 0
	case "=":
		return value.Cmp(expected) != 0
	}
	return value.Cmp(expected) < 0
}

// decimal writes a number with at most two digits after the point, a large one
// with none.
func decimal(r *big.Rat) string {
	if new(big.Rat).Abs(r).Cmp(big.NewRat(10_000, 1)) >= 0 {
		return r.FloatString(0)
	}
	text := r.FloatString(2)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// near writes what was worked out and not reported: four digits say enough, and
// one behind the point of what is aimed at in whole numbers.
func (g *goal) near(r *big.Rat) string {
	if g.target.IsInt() && new(big.Rat).Abs(r).Cmp(big.NewRat(1000, 1)) < 0 {
		if tenths, ok := new(big.Rat).SetString(r.FloatString(1)); ok {
			return decimal(tenths)
		}
	}
	f, _ := r.Float64()
	rounded, ok := new(big.Rat).SetString(strconv.FormatFloat(f, 'g', 4, 64))
	if !ok {
		return decimal(r)
	}
	return decimal(rounded)
}
