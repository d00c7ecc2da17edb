package deadline

import (
	"time"

	"github.com/luoshi-project/luoshi/workday"
)

// Chase is a regime's rule for chasing (催办): people are not to be chased again
// before the days have passed.
type Chase struct {
	MinInterval int // days from one chase to the next; 0 for no rule
	Counting    Counting
}

// NextChase is the instant from which a matter may be chased: the assignment, or the
// midnight that begins the day on which the interval since the last chase is
// over. It comes with the reason. A matter that is done or paused is not
// chased: ok is false then.
func NextChase(r *Regime, cal *workday.Calendar, f *Facts) (from time.Time, reason Words, ok bool) {
	switch {
	case !f.Done.IsZero():
		return time.Time{}, Words{"已销号，无需催办", "the matter is cleared: nothing to chase"}, false
	case f.paused() != nil:
		return time.Time{}, Words{"暂停期间不催办", "the matter is paused: it is not chased"}, false
	case len(f.Chases) == 0 || r.Chase.MinInterval == 0:
		return f.Assigned, Words{"可以催办", "it may be chased now"}, true
	}
	last := workday.DateOf(f.Chases[len(f.Chases)-1])
	day := last.AddDays(r.Chase.MinInterval)
	if r.Chase.Counting == Working {
		day, _ = cal.AddWorkdays(last, r.Chase.MinInterval)
	}
	lastDay, nextDay, interval := dayWords(last), dayWords(day), dayCount(r.Chase.MinInterval, r.Chase.Counting)
	return day.At(0).UTC(), Words{
		lastDay.ZH + "已催办，间隔不少于" + interval.ZH + "，" + nextDay.ZH + "起可再次催办",
		"chased " + lastDay.EN + ", at least " + interval.EN + " apart: again from " + nextDay.EN,
	}, true
}
