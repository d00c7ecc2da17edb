package deadline

import (
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/workday"
)

// A Due is one thing that is due: a stage, or one of its repetitions or nodes.
type Due struct {
	Stage *Stage
	// Key names the due within its matter: the stage's id, followed by / and
	// the period or node where a stage has several.
	Key   string
	Title Words
	// Date is the last day, zero where there is no date (yet). At is the
	// instant in UTC at which that day ends for the office.
	Date workday.Date
	At   time.Time
	// Provisional: the date needs an official calendar that is not there yet.
	Provisional bool
	// Met is when the report came that answers this due; zero while none has.
	Met        time.Time
	NoProgress bool // that report says that nothing has moved

	soon time.Time // from when on it is due soon
	how  derivation
}

// Late tells whether the report came after the date.
func (d *Due) Late() bool { return !d.Met.IsZero() && !d.At.IsZero() && d.Met.After(d.At) }

// Words writes At as day and time in China; no words where there is no date.
func (d *Due) Words() Words {
	if d.Date.IsZero() {
		return Words{}
	}
	return instantWords(d.At)
}

// Schedule lists what is due in a matter, in the order of the regime's stages
// and, where a stage repeats, of its periods. Stages that wait for something
// are listed without a date.
func Schedule(r *Regime, cal *workday.Calendar, f *Facts) []Due {
	s := scheduler{r, cal, f, make([]Due, 0, len(r.Stages))}
	for i := range r.Stages {
		stage := &r.Stages[i]
		if !applies(stage, f) {
			continue
		}
		switch {
		case stage.Repeat != Once:
			s.repeat(stage)
		case stage.Limit.Measure == AtNodes:
			s.nodes(stage)
		default:
			s.once(stage)
		}
	}
	return slices.DeleteFunc(s.dues, s.waived)
}

func applies(s *Stage, f *Facts) bool {
	part := f.Part
	if part == "" {
		part = Lead
	}
	return s.By == part && (s.Applies == ToAll || (s.Applies == ToComplex) == f.Complex)
}

type scheduler struct {
	regime *Regime
	cal    *workday.Calendar
	facts  *Facts
	dues   []Due
}

// once adds a stage that comes once.
func (s *scheduler) once(stage *Stage) {
	due := Due{Stage: stage, Key: stage.ID, Title: stage.Title, how: derivation{origin: originOf(stage)}}
	var from time.Time // reports before it belong to an earlier round
	switch stage.Limit.Measure {
	case Open:
		due.how.origin = fromNowhere
	case AtLastNode:
		if len(s.facts.Nodes) == 0 {
			due.how.origin = fromNowhere
			break
		}
		last := slices.MaxFunc(s.facts.Nodes, func(a, b Node) int { return a.Date.Compare(b.Date) })
		due.how.origin, due.how.name = fromNode, s.nodeTitle(last)
		due.how.end = last.Date
	case ByDeadline:
		s.deadline(stage, &due)
	default:
		from = s.anchor(stage, &due)
	}
	s.add(due, from)
}

// deadline begins a due at the matter's own date.
func (s *scheduler) deadline(stage *Stage, due *Due) {
	switch l := stage.Limit; {
	case !s.facts.Deadline.IsZero():
		due.how.origin = fromDeadline
		due.how.end = s.facts.Deadline
	case l.Month != 0:
		first, _ := s.period()
		end := workday.Date{Year: first.Year, Month: l.Month, Day: l.Day}
		if end.Before(first) {
			end.Year++
		}
		due.how.origin = fromYear
		due.how.end = end.AddMonths(0) // 02-29 is 02-28 in most years
	default:
		due.how.origin = fromNowhere
	}
}

// anchor finds where a limit begins and counts it from there.
func (s *scheduler) anchor(stage *Stage, due *Due) (from time.Time) {
	switch stage.From.Anchor {
	case FromAssignment:
		from = s.facts.Assigned
		s.countFrom(stage, due, from)
	case FromStage:
		before := s.find(stage.From.Name)
		if before == nil || before.Date.IsZero() && before.Met.IsZero() {
			break
		}
		due.how.name, due.how.reported = before.Title, !before.Met.IsZero()
		if !due.how.reported {
			due.Provisional, due.how.wanting = before.Provisional, before.how.wanting
		}
		if due.how.reported {
			from = before.Met
			s.countFrom(stage, due, from)
			break
		}
		s.count(stage, due, before.Date)
	case FromEvent:
		due.how.name = stage.From.Title
		if e := s.facts.event(stage.From.Name); e != nil {
			from = e.At
			s.countFrom(stage, due, from)
		}
	}
	return from
}

func originOf(stage *Stage) origin {
	switch stage.From.Anchor {
	case FromStage:
		return fromStage
	case FromEvent:
		return fromEvent
	default:
		return fromAssignment
	}
}

func (s *scheduler) find(key string) *Due {
	for i := range s.dues {
		if s.dues[i].Key == key {
			return &s.dues[i]
		}
	}
	return nil
}

// countFrom counts a limit that begins at an instant. What is to be done the
// same day but begins after hours is due the next day, not before it began.
func (s *scheduler) countFrom(stage *Stage, due *Due, from time.Time) {
	start := workday.DateOf(from)
	s.count(stage, due, start)
	if due.how.end == start && from.After(start.At(s.regime.OfficeCloses)) {
		due.how.end, due.how.afterHours = start.AddDays(1), true
	}
}

// count sets the last day of a limit that begins on start.
func (s *scheduler) count(stage *Stage, due *Due, start workday.Date) {
	how := &due.how
	how.start = start
	first := start // the day before the first one counted
	if stage.FirstDayCounted {
		first = start.AddDays(-1)
	}
	switch l := stage.Limit; {
	case stage.SameDay:
		how.end = start
	case l.Measure == InMonths:
		how.end = start.AddMonths(l.N)
		if stage.FirstDayCounted {
			how.end = how.end.AddDays(-1)
		}
	case stage.Counting == Working:
		end, settled := s.cal.AddWorkdays(first, l.N)
		how.end = end
		s.rely(due, settled, first, end)
	default:
		how.end = first.AddDays(l.N)
	}
}

// rely marks a due as provisional when an answer of the calendar was, and notes
// the year whose notice is wanting.
func (s *scheduler) rely(due *Due, settled bool, from, to workday.Date) {
	if settled {
		return
	}
	due.Provisional = true
	if due.how.wanting != 0 {
		return
	}
	if to.Before(from) {
		from, to = to, from
	}
	for d := from; !d.After(to); d = d.AddDays(1) {
		if _, settled := s.cal.IsWorkday(d); !settled {
			due.how.wanting = d.Year
			if s.cal.Official(d.Year) {
				due.how.wanting++ // the end of a December waits for the next notice
			}
			return
		}
	}
}

// add finishes a due: its report, what moved it, the roll of its last day.
func (s *scheduler) add(due Due, from time.Time) {
	s.answer(&due, from)
	if !due.how.end.IsZero() {
		s.move(&due)
		s.close(&due)
	}
	s.dues = append(s.dues, due)
}

// answer finds the report that answers a due: the first that still counts and
// did not come before the due began.
func (s *scheduler) answer(due *Due, from time.Time) {
	for i := range s.facts.Reports {
		if r := &s.facts.Reports[i]; r.Key == due.Key && !r.Returned && !r.At.Before(from) {
			due.Met, due.NoProgress = r.At, r.NoProgress
			return
		}
	}
}

// move applies what moved the last day before the report came: extensions,
// which set it, and pauses, which put it off by as long as they lasted.
func (s *scheduler) move(due *Due) {
	pauses, extensions := s.facts.Pauses, s.facts.Extensions
	for len(pauses) > 0 || len(extensions) > 0 {
		if len(extensions) > 0 && (len(pauses) == 0 || !pauses[0].From.Before(extensions[0].Granted)) {
			if e := extensions[0]; e.Key == due.Key && !metBefore(due, e.Granted) {
				due.how.extended = append(due.how.extended, e)
				due.how.end, due.how.byHand = e.Until, true
			}
			extensions = extensions[1:]
			continue
		}
		if p := pauses[0]; !p.To.IsZero() && !metBefore(due, p.From) {
			s.pause(due, p)
		}
		pauses = pauses[1:]
	}
}

func metBefore(due *Due, t time.Time) bool { return !due.Met.IsZero() && !due.Met.After(t) }

// pause puts a last day off by the days of a pause that lie between the
// beginning and the last day of the due.
func (s *scheduler) pause(due *Due, p Pause) {
	how := &due.how
	from, to := workday.DateOf(p.From), workday.DateOf(p.To)
	if from.Before(how.start) {
		from = how.start
	}
	last, _ := s.rolled(due.Stage, how)
	if !from.Before(to) || p.From.After(last.At(s.regime.OfficeCloses)) {
		return
	}
	if due.Stage.Counting == Working && how.counted() {
		n, settled := s.cal.CountWorkdays(from, to)
		s.rely(due, settled, from, to)
		end, settled := s.cal.AddWorkdays(how.end, n)
		s.rely(due, settled, how.end, end)
		how.end, how.pausedWorkdays = end, how.pausedWorkdays+n
	} else {
		n := to.Sub(from)
		how.end, how.pausedDays = how.end.AddDays(n), how.pausedDays+n
	}
	how.byHand = false
}

// rolled is the last day after the roll of the stage.
func (s *scheduler) rolled(stage *Stage, how *derivation) (day workday.Date, settled bool) {
	switch {
	case how.byHand || stage.Roll == RollNone:
		return how.end, true
	case stage.Roll == RollPrevious:
		return s.cal.RollBack(how.end)
	default:
		return s.cal.RollForward(how.end)
	}
}

// close rolls the last day and turns it into instants.
func (s *scheduler) close(due *Due) {
	date, settled := s.rolled(due.Stage, &due.how)
	s.rely(due, settled, due.how.end, date)
	due.how.endDay, due.how.lastDay = s.cal.Day(due.how.end), s.cal.Day(date)
	due.Date = date
	due.At = date.At(s.regime.OfficeCloses).UTC()
	var soon workday.Date
	if n := due.Stage.YellowBefore; s.regime.Lights.Counting == Working {
		soon, _ = s.cal.AddWorkdays(date, -n)
	} else {
		soon = date.AddDays(-n)
	}
	due.soon = soon.At(0).UTC()
}
