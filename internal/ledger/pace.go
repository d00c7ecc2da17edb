package ledger

import (
	"fmt"
	"math/big"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// margin is by how many points of a hundred a figure must differ from the share
// of time that had passed when it was reported (序时进度) to count as ahead or
// behind. Our own line: no public source draws one.
const margin = 10

// Pace compares what was reported last of each indicator with the share of the
// time from assignment to the last result that had passed by then: Ahead, Behind
// with the reason, or Untold where there is nothing to tell. All must be ahead to
// be ahead; one that lags is enough to be behind. dues are those of the lead unit.
func Pace(s *State, dues []deadline.Due) (Progress, Words) {
	var last *deadline.Due
	for i := range dues {
		if d := &dues[i]; d.Stage.Kind == deadline.KindResult && !d.At.IsZero() && (last == nil || d.At.After(last.At)) {
			last = d
		}
	}
	if last == nil || s.Facts.Assigned.IsZero() {
		return Untold, Words{}
	}
	begun := workday.DateOf(s.Facts.Assigned)
	whole := last.Date.Sub(begun)
	if whole <= 0 {
		return Untold, Words{}
	}
	ahead := 0
	for i := range s.Matter.Indicators {
		in := &s.Matter.Indicators[i]
		r := lastWith(s, in.ID)
		if r == nil {
			continue
		}
		done, ok := share(in, r.Values[in.ID])
		if !ok {
			continue
		}
		day := workday.DateOf(r.At)
		passed := min(100, max(0, 100*day.Sub(begun)/whole))
		switch {
		case done+margin < passed:
			return Behind, Words{
				ZH: fmt.Sprintf("“%s”%d月%d日报%s%s，完成%d%%，序时进度%d%%", in.Name, int(day.Month), day.Day, r.Values[in.ID], in.Unit, done, passed),
				EN: fmt.Sprintf("%s: %s%s reported on %s is %d %%, with %d %% of the time passed", in.Name, r.Values[in.ID], in.Unit, day, done, passed),
			}
		case done >= passed+margin || done >= 100:
			ahead++
		}
	}
	if ahead > 0 && ahead == len(s.Matter.Indicators) {
		return Ahead, Words{}
	}
	return Untold, Words{}
}

// lastWith is the last report of the lead unit that gives an indicator's value.
func lastWith(s *State, id string) *Report {
	for i := len(s.Reports) - 1; i >= 0; i-- {
		if r := &s.Reports[i]; r.Unit == "" && r.Values[id] != "" {
			return r
		}
	}
	return nil
}

// share is how many hundredths of the way from the baseline to the target a value
// has come. A figure that is to stay below something has no share without a
// baseline.
func share(in *Indicator, value string) (int, bool) {
	v, ok := new(big.Rat).SetString(value)
	target, known := new(big.Rat).SetString(in.Target)
	if !ok || !known || in.Baseline == "" && in.Compare == "<=" {
		return 0, false
	}
	base := new(big.Rat)
	if in.Baseline != "" {
		if _, ok := base.SetString(in.Baseline); !ok {
			return 0, false
		}
	}
	way := new(big.Rat).Sub(target, base)
	if way.Sign() == 0 {
		return 0, false
	}
	done := new(big.Rat).Quo(new(big.Rat).Sub(v, base), way)
	hundredths, _ := done.Mul(done, big.NewRat(100, 1)).Float64()
	return int(min(9999, max(-9999, hundredths))), true
}
