package ledger

import (
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// A Progress is how far a matter has come, in the classes of a circular (通报). It
// is stored as a word.
type Progress string

// The classes of progress.
const (
	Untold   Progress = ""          // a draft: circulars do not speak of it
	Early    Progress = "early"     // 提前完成: the result came before its last day
	InTime   Progress = "done"      // 按期完成
	DoneLate Progress = "done_late" // 逾期完成
	Ahead    Progress = "ahead"     // 超进度: its figures run ahead of the time that has passed
	OnCourse Progress = "on_course" // 达进度
	Behind   Progress = "behind"    // 欠进度: late, not reported, reported without progress, or its figures lag
	Other    Progress = "other"     // 其它: paused, to be assigned, returned
)

// A Month is how a matter stood after the last event of a month: what a circular
// tells of it until something happens to it in a later month. It is worked out
// from events and can be made anew.
type Month struct {
	Number    string
	Month     int // as MonthOf numbers it
	Title     string
	Lead      string // "" before assignment
	Last      time.Time
	Progress  Progress
	LateAfter int64 // µs: it is behind from then on, deadline.Never if never
	Happened  Happening
	Dues      []MonthDues // of this month and of later ones, in their order
}

// A Happening is what happened to a matter in a month, a bit each.
type Happening uint8

// The happenings.
const (
	WasAssigned Happening = 1 << iota
	WasCleared
	WasChased
	WasExtended
)

// MonthDues is what is due of a lead unit in one month.
type MonthDues struct {
	Month   int
	Results DuesMet
	Reports DuesMet
}

// DuesMet tells of dues of one kind whether one was met in time, whether one was
// met late, and when the first of those still open ends, 0 for none.
type DuesMet struct {
	InTime, Late bool
	Open         int64 // µs
}

// MonthOf numbers the month of a day in China: 202603 is March 2026.
func MonthOf(d workday.Date) int { return d.Year*100 + int(d.Month) }

func monthAt(t time.Time) int { return MonthOf(workday.DateOf(t)) }

// MonthEnd is how a matter stands after its last event, in the month of it. dues
// are those of the lead unit.
func MonthEnd(s *State, dues []deadline.Due) Month {
	m := Month{
		Number: s.Matter.Number, Month: monthAt(s.Last), Title: s.Matter.Title, Lead: s.Lead,
		Last: s.Last, LateAfter: deadline.Never,
	}
	m.progress(s, dues)
	within := func(t time.Time) bool { return !t.IsZero() && monthAt(t) == m.Month }
	for bit, happened := range [...]bool{
		within(s.Facts.Assigned),
		within(s.Cleared),
		slices.ContainsFunc(s.Facts.Chases, within),
		slices.ContainsFunc(s.Facts.Extensions, func(e deadline.Extended) bool { return within(e.Granted) }),
	} {
		if happened {
			m.Happened |= 1 << bit
		}
	}
	for i := range dues {
		if d := &dues[i]; !d.Date.IsZero() && MonthOf(d.Date) >= m.Month {
			m.due(d)
		}
	}
	slices.SortFunc(m.Dues, func(a, b MonthDues) int { return a.Month - b.Month })
	return m
}

// progress tells how far a matter has come, and from when on it is behind.
func (m *Month) progress(s *State, dues []deadline.Due) {
	switch s.Status {
	case Draft:
		m.Progress = Untold
		return
	case Docketed, Returned:
		m.Progress = Other
		return
	case Accepted, Cleared:
		m.Progress = finished(dues)
		return
	}
	switch clock := deadline.NewClock(&s.Facts, dues); clock.Base {
	case deadline.Paused:
		m.Progress = Other
	case deadline.NoProgress:
		m.Progress = Behind
	default:
		m.LateAfter = min(clock.OverdueAfter, clock.SilentAfter)
		if m.Progress, _ = Pace(s, dues); m.Progress == Untold {
			m.Progress = OnCourse
		}
	}
}

// finished compares the day of the result with the day it was due.
func finished(dues []deadline.Due) Progress {
	var last *deadline.Due
	for i := range dues {
		d := &dues[i]
		if d.Stage.Kind == deadline.KindResult && !d.Met.IsZero() && !d.At.IsZero() && (last == nil || d.At.After(last.At)) {
			last = d
		}
	}
	switch {
	case last == nil:
		return InTime
	case last.Late():
		return DoneLate
	case workday.DateOf(last.Met).Before(last.Date):
		return Early
	}
	return InTime
}

// due takes one due in.
func (m *Month) due(d *deadline.Due) {
	month := MonthOf(d.Date)
	i := slices.IndexFunc(m.Dues, func(have MonthDues) bool { return have.Month == month })
	if i < 0 {
		i, m.Dues = len(m.Dues), append(m.Dues, MonthDues{Month: month})
	}
	met := &m.Dues[i].Reports
	if d.Stage.Kind == deadline.KindResult {
		met = &m.Dues[i].Results
	}
	switch at := d.At.UnixMicro(); {
	case d.Met.IsZero() && (met.Open == 0 || at < met.Open):
		met.Open = at
	case d.Met.IsZero():
	case d.Late():
		met.Late = true
	default:
		met.InTime = true
	}
}

// DuesIn is what is due in a month.
func (m *Month) DuesIn(month int) MonthDues {
	for _, d := range m.Dues {
		if d.Month == month {
			return d
		}
	}
	return MonthDues{Month: month}
}

// Replay makes of a matter's events its row and how it stood at the ends of its
// months.
func Replay(id string, events []Event, rules *Rules) (Row, []Month, error) {
	s := State{ID: id}
	var months []Month
	for i := range events {
		if s.Version > 0 && monthAt(events[i].At) != monthAt(s.Last) {
			m, err := rules.monthEnd(&s)
			if err != nil {
				return Row{}, nil, err
			}
			months = append(months, m)
		}
		s = s.Apply(&events[i])
	}
	r, err := rules.regime(&s)
	if err != nil {
		return Row{}, nil, err
	}
	row, last := rowAt(&s, r, rules.Calendar, s.Last)
	return row, append(months, last), nil
}

func (r *Rules) regime(s *State) (*deadline.Regime, error) {
	regime, err := r.Regimes.Find(s.Matter.Regime)
	if err != nil {
		return nil, unknown("regime", "制度", "regime", s.Matter.Regime)
	}
	return regime, nil
}

func (r *Rules) monthEnd(s *State) (Month, error) {
	regime, err := r.regime(s)
	if err != nil {
		return Month{}, err
	}
	return MonthEnd(s, ScheduleOf(s, regime, r.Calendar).Lead), nil
}

// TellMonths works out anew how every matter stood at the ends of its months,
// under the rules as they stand.
func TellMonths(tx Tx) error {
	rules, err := upTo(tx, nil)
	if err != nil {
		return err
	}
	return pages(tx, func(ids []string) error {
		var all []Month
		for _, id := range ids {
			events, err := tx.Events(id, 0)
			if err != nil {
				return err
			}
			_, months, err := Replay(id, events, rules)
			if err != nil {
				return err
			}
			all = append(all, months...)
		}
		return tx.PutMonths(all)
	})
}
