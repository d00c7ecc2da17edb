package deadline

import (
	"fmt"
	"time"

	"github.com/luoshi-project/luoshi/workday"
)

// maxRepeats bounds what one stage can list: forty years of months.
const maxRepeats = 480

// period is the span over which repeating stages repeat.
func (s *scheduler) period() (from, to workday.Date) {
	from, to = s.facts.PeriodFrom, s.facts.PeriodTo
	if from.IsZero() {
		from = workday.DateOf(s.facts.Assigned)
	}
	if !to.IsZero() {
		return from, to
	}
	to = s.facts.Deadline
	if to.IsZero() {
		for _, n := range s.facts.Nodes {
			if n.Date.After(to) {
				to = n.Date
			}
		}
	}
	if to.IsZero() {
		to = workday.Date{Year: from.Year, Month: time.December, Day: 31}
	}
	for _, e := range s.facts.Extensions {
		if stage := s.regime.Stage(e.Key); stage != nil && stage.Limit.Measure == ByDeadline && e.Until.After(to) {
			to = e.Until
		}
	}
	return from, to
}

// repeat adds each repetition of a stage whose date lies in the period or, for
// limits that run past a cycle's end, whose cycle does.
func (s *scheduler) repeat(stage *Stage) {
	from, to := s.period()
	months := stage.Repeat.months()
	month := (int(from.Month)-1)/months*months + 1
	begin := workday.Date{Year: from.Year, Month: time.Month(month), Day: 1}
	for range maxRepeats {
		if begin.After(to) {
			return
		}
		next := begin.AddMonths(months)
		due := s.occurrence(stage, begin, next.AddDays(-1))
		if !due.how.end.Before(from) {
			s.ahead(&due)
			s.addPeriod(due)
		}
		begin = next
	}
}

func (s *scheduler) occurrence(stage *Stage, begin, end workday.Date) Due {
	label := cycleLabel(stage.Repeat, begin)
	due := Due{Stage: stage, Key: stage.ID + "/" + label}
	due.how = derivation{origin: fromPeriod, start: begin, name: cycleWords(stage.Repeat, begin)}
	due.Title = Words{stage.Title.ZH + " " + due.how.name.ZH, stage.Title.EN + ", " + due.how.name.EN}
	onDay := func(first workday.Date) workday.Date {
		first.Day = min(stage.Limit.N, first.EndOfMonth().Day)
		return first
	}
	switch stage.Limit.Measure {
	case OnDay:
		due.how.end = onDay(workday.Date{Year: end.Year, Month: end.Month, Day: 1})
	case OnDayNext:
		due.how.end = onDay(end.AddDays(1))
	case AfterEnd:
		if stage.Counting == Working {
			last, settled := s.cal.AddWorkdays(end, stage.Limit.N)
			due.how.end = last
			s.rely(&due, settled, end, last)
		} else {
			due.how.end = end.AddDays(stage.Limit.N)
		}
	default:
		due.how.end = end
	}
	return due
}

// ahead moves a report of a lower level forward, so that the level above can
// build on it.
func (s *scheduler) ahead(due *Due) {
	n := s.regime.Order.Ahead * s.facts.Depth
	if n <= 0 || due.Stage.Kind != KindReport {
		return
	}
	// The level above is asked for the rolled day; count back from there.
	top, settled := s.rolled(due.Stage, &due.how)
	s.rely(due, settled, due.how.end, top)
	end, settled := s.cal.AddWorkdays(top, -n)
	s.rely(due, settled, end, top)
	due.how.end, due.how.ahead = end, n
}

// addPeriod adds a repetition. A pause does not put a calendar date off; one
// that falls inside a pause is not asked for at all.
func (s *scheduler) addPeriod(due Due) {
	s.answer(&due, time.Time{})
	for _, e := range s.facts.Extensions {
		if e.Key == due.Key && !metBefore(&due, e.Granted) {
			due.how.extended = append(due.how.extended, e)
			due.how.end, due.how.byHand = e.Until, true
		}
	}
	s.close(&due)
	if due.Met.IsZero() {
		for _, p := range s.facts.Pauses {
			if !p.To.IsZero() && !due.At.Before(p.From) && due.At.Before(p.To) {
				return
			}
		}
	}
	s.dues = append(s.dues, due)
}

// nodes adds a due for each node of the matter's plan.
func (s *scheduler) nodes(stage *Stage) {
	for _, n := range s.facts.Nodes {
		due := Due{Stage: stage, Key: stage.ID + "/" + n.ID, how: derivation{origin: fromNode, name: s.nodeTitle(n)}}
		due.Title = Words{stage.Title.ZH + " " + due.how.name.ZH, stage.Title.EN + ", " + due.how.name.EN}
		due.how.start = workday.DateOf(s.facts.Assigned)
		due.how.end = n.Date
		s.add(due, time.Time{})
	}
}

func (s *scheduler) nodeTitle(n Node) Words {
	if n.Title != "" {
		return same(n.Title)
	}
	for _, k := range s.regime.Nodes {
		if k.ID == n.ID {
			return k.Title
		}
	}
	return same(n.ID)
}

// waived tells whether a report is no longer asked for because the result was
// handed in before it was due. A result that was sent back still excuses the
// reports that come once; those that repeat are asked for again.
func (s *scheduler) waived(due Due) bool {
	if due.Stage.Kind != KindReport || !due.Met.IsZero() || due.At.IsZero() {
		return false
	}
	for i := range s.facts.Reports {
		r := &s.facts.Reports[i]
		stage := s.regime.Stage(r.Key)
		if stage == nil || !settles(stage) || r.At.After(due.At) {
			continue
		}
		if !r.Returned || due.Stage.Repeat == Once {
			return true
		}
	}
	return false
}

// settles tells whether reporting a stage hands in the result of the matter.
func settles(s *Stage) bool {
	counted := s.Limit.Measure == InDays || s.Limit.Measure == InMonths || s.Limit.Measure == ByDeadline
	return s.Kind == KindResult && s.Repeat == Once && counted && s.From.Anchor == FromAssignment
}

func cycleLabel(c Cycle, begin workday.Date) string {
	switch c {
	case Monthly:
		return fmt.Sprintf("%04d-%02d", begin.Year, int(begin.Month))
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", begin.Year, (int(begin.Month)+2)/3)
	case HalfYear:
		return fmt.Sprintf("%04d-H%d", begin.Year, (int(begin.Month)+5)/6)
	default:
		return fmt.Sprintf("%04d", begin.Year)
	}
}

func cycleWords(c Cycle, begin workday.Date) Words {
	switch year := begin.Year; c {
	case Monthly:
		return Words{fmt.Sprintf("%d年%d月", year, int(begin.Month)), fmt.Sprintf("%s %d", begin.Month, year)}
	case Quarter:
		q := (int(begin.Month) + 2) / 3
		return Words{fmt.Sprintf("%d年第%s季度", year, [...]string{"一", "二", "三", "四"}[q-1]), fmt.Sprintf("Q%d %d", q, year)}
	case HalfYear:
		if begin.Month == time.January {
			return Words{fmt.Sprintf("%d年上半年", year), fmt.Sprintf("first half of %d", year)}
		}
		return Words{fmt.Sprintf("%d年下半年", year), fmt.Sprintf("second half of %d", year)}
	default:
		return Words{fmt.Sprintf("%d年度", year), fmt.Sprintf("year %d", year)}
	}
}
