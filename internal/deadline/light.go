package deadline

import (
	"math"
	"time"

	"github.com/luoshi-project/luoshi/workday"
)

// A State is what the light of a matter says. It is stored as a word.
type State string

// The states, the gravest first among those of open matters.
const (
	Overdue     State = "overdue"      // 逾期: a result is past its date
	NotReported State = "not_reported" // 未反馈: a report is past its date
	NoProgress  State = "no_progress"  // 反馈无进展: the last report says that nothing moved
	DueSoon     State = "due_soon"     // 临期
	MadeUp      State = "made_up"      // 补报: the last report came late
	Normal      State = "normal"       // 正常
	Unassigned  State = "unassigned"   // 未交办: nobody owes anything yet, so it is neither in time nor late
	Paused      State = "paused"       // 暂停
	Done        State = "done"         // 销号
)

// states holds what is known of each state; each outweighs those after it.
var states = [...]struct {
	state  State
	symbol string
	title  Words
}{
	{Done, "✓", Words{"已销号", "done"}},
	{Paused, "‖", Words{"暂停", "paused"}},
	{Unassigned, "○", Words{"未交办", "not assigned"}},
	{Overdue, "■", Words{"逾期", "overdue"}},
	{NotReported, "◌", Words{"未反馈", "not reported"}},
	{NoProgress, "◑", Words{"反馈无进展", "reported, no progress"}},
	{DueSoon, "▲", Words{"临期", "due soon"}},
	{MadeUp, "▲", Words{"补报", "reported late"}},
	{Normal, "●", Words{"正常", "on course"}},
}

// States lists all states, each one outweighing those after it.
func States() []State {
	list := make([]State, len(states))
	for i := range states {
		list[i] = states[i].state
	}
	return list
}

// Symbol is the shape of the light.
func (s State) Symbol() string {
	for i := range states {
		if states[i].state == s {
			return states[i].symbol
		}
	}
	return ""
}

// Title names the state.
func (s State) Title() Words {
	for i := range states {
		if states[i].state == s {
			return states[i].title
		}
	}
	return same(string(s))
}

// A Colour is the colour of a light.
type Colour string

// The colours.
const (
	Green  Colour = "green"
	Yellow Colour = "yellow"
	Red    Colour = "red"
	Grey   Colour = "grey" // nothing runs: not assigned, paused or done
)

// Lights are a regime's rules for lights. What a regime cannot change: a result
// past its date is red, and a late report made up is yellow until the next one
// comes in time.
type Lights struct {
	Counting    Counting // of the days before a due day from which it is due soon
	NotReported Colour   // yellow or red
	NoProgress  Colour   // yellow or red
}

// Colour is the colour of a state.
func (l Lights) Colour(s State) Colour {
	switch s {
	case Overdue:
		return Red
	case NotReported:
		return l.NotReported
	case NoProgress:
		return l.NoProgress
	case DueSoon, MadeUp:
		return Yellow
	case Normal:
		return Green
	default:
		return Grey
	}
}

// Never is the instant of what does not come.
const Never int64 = math.MaxInt64

// A Clock holds what the light of a matter depends on as long as nothing
// happens to the matter: the state by its reports, and three instants. It is
// worked out when something happens and can be kept in columns; telling the
// light is then a few comparisons, here or in a query:
//
//	CASE WHEN base IN ('done', 'paused', 'unassigned') THEN base
//	     WHEN now > overdue_after THEN 'overdue'
//	     WHEN now > silent_after THEN 'not_reported'
//	     WHEN base = 'no_progress' THEN base
//	     WHEN now >= soon_from THEN 'due_soon'
//	     ELSE base END
//
// Instants are microseconds since 1970 in UTC, or Never.
type Clock struct {
	Base         State // done, paused, unassigned, no_progress, made_up or normal
	SoonFrom     int64
	SilentAfter  int64
	OverdueAfter int64
}

// State is the state at an instant.
func (c Clock) State(now int64) State {
	switch {
	case c.still():
		return c.Base
	case now > c.OverdueAfter:
		return Overdue
	case now > c.SilentAfter:
		return NotReported
	case c.Base == NoProgress:
		return NoProgress
	case now >= c.SoonFrom:
		return DueSoon
	}
	return c.Base
}

// still tells whether the clock stands: no instant changes the light.
func (c Clock) still() bool { return c.Base == Done || c.Base == Paused || c.Base == Unassigned }

// NewClock works out the clock of a matter from its schedule and facts.
func NewClock(f *Facts, dues []Due) Clock {
	c := Clock{Base: base(f, dues), SoonFrom: Never, SilentAfter: Never, OverdueAfter: Never}
	for i := range dues {
		d := &dues[i]
		if !d.Met.IsZero() || d.At.IsZero() {
			continue
		}
		at := d.At.UnixMicro()
		if d.Stage.Kind == KindReport {
			c.SilentAfter = min(c.SilentAfter, at)
		} else {
			c.OverdueAfter = min(c.OverdueAfter, at)
		}
		c.SoonFrom = min(c.SoonFrom, d.soon.UnixMicro())
	}
	return c
}

// base is the state by what has happened, whatever the time.
func base(f *Facts, dues []Due) State {
	switch last := lastReported(dues); {
	case !f.Done.IsZero():
		return Done
	case f.paused() != nil:
		return Paused
	case f.Assigned.IsZero():
		return Unassigned
	case last == nil:
		return Normal
	case last.NoProgress:
		return NoProgress
	case last.Late():
		return MadeUp
	}
	return Normal
}

// lastReported is the due whose report came last; of two reports at one
// instant, the one for the later due.
func lastReported(dues []Due) *Due {
	var last *Due
	for i := range dues {
		if d := &dues[i]; !d.Met.IsZero() && (last == nil || !d.Met.Before(last.Met)) {
			last = d
		}
	}
	return last
}

// A Light is the light of a matter at an instant, with the due behind it.
type Light struct {
	State  State
	Colour Colour
	Since  time.Time // when the state began, zero where nothing began it
	Due    *Due      // what it is about, nil for done, paused, not assigned, and with no date ahead

	now time.Time
}

// LightAt tells the light of a matter. The facts must be those known at now.
func LightAt(r *Regime, cal *workday.Calendar, f *Facts, now time.Time) Light {
	return LightOf(r, f, Schedule(r, cal, f), now)
}

// LightOf tells the light of a matter whose schedule is at hand.
func LightOf(r *Regime, f *Facts, dues []Due, now time.Time) Light {
	l := Light{State: NewClock(f, dues).State(now.UnixMicro()), now: now}
	l.Colour = r.Lights.Colour(l.State)
	switch l.State {
	case Done:
		l.Since = f.Done
	case Paused:
		l.Since = f.paused().From
	case Unassigned:
	case NoProgress, MadeUp:
		l.Due = lastReported(dues)
		l.Since = l.Due.Met
	case Overdue:
		l.Due = firstOpen(dues, KindResult)
		l.Since = l.Due.At
	case NotReported:
		l.Due = firstOpen(dues, KindReport)
		l.Since = l.Due.At
	case DueSoon:
		l.Due = firstSoon(dues)
		l.Since = l.Due.soon
	default:
		l.Due = firstOpen(dues, "")
	}
	return l
}

// Reminder tells whether what is due is due soon or late at an instant, and says
// so; no state where there is nothing to say.
func (d *Due) Reminder(now time.Time) (State, Words) {
	l := Light{Due: d, now: now}
	switch {
	case !d.Met.IsZero() || d.At.IsZero() || now.Before(d.soon) && !now.After(d.At):
		return "", Words{}
	case !now.After(d.At):
		l.State = DueSoon
	case d.Stage.Kind == KindReport:
		l.State = NotReported
	default:
		l.State = Overdue
	}
	return l.State, l.reason()
}

// NextReminder is the first instant after now at which there is something else to
// say about what is due, or Never.
func (d *Due) NextReminder(now time.Time) int64 {
	if d.Met.IsZero() && !d.At.IsZero() {
		for _, at := range [...]int64{d.soon.UnixMicro(), d.At.UnixMicro() + 1} {
			if at > now.UnixMicro() {
				return at
			}
		}
	}
	return Never
}

// firstOpen is the open due of a kind ("" for any) that is due first.
func firstOpen(dues []Due, kind Kind) *Due {
	return first(dues, func(d *Due) (time.Time, bool) { return d.At, kind == "" || d.Stage.Kind == kind })
}

func firstSoon(dues []Due) *Due {
	return first(dues, func(d *Due) (time.Time, bool) { return d.soon, true })
}

func first(dues []Due, when func(*Due) (time.Time, bool)) *Due {
	var found *Due
	var at time.Time
	for i := range dues {
		d := &dues[i]
		if !d.Met.IsZero() || d.At.IsZero() {
			continue
		}
		if t, ok := when(d); ok && (found == nil || t.Before(at)) {
			found, at = d, t
		}
	}
	return found
}

// Reason says in one sentence why the light is what it is.
func (l Light) Reason(lang Lang) string { return l.reason().In(lang) }

func (l Light) reason() Words {
	switch l.State {
	case Done:
		on := dayWords(workday.DateOf(l.Since))
		return Words{on.ZH + "销号", "cleared on " + on.EN}
	case Paused:
		on := dayWords(workday.DateOf(l.Since))
		return Words{on.ZH + "起暂停", "paused since " + on.EN}
	case Unassigned:
		return Words{"还没有交办，没有期限", "not assigned yet, so nothing is due"}
	}
	if l.Due == nil {
		return Words{"目前没有待办的期限", "nothing is due"}
	}
	title := l.Due.Title
	at := l.Due.Words()
	today := workday.DateOf(l.now)
	switch n := today.Sub(l.Due.Date); l.State {
	case Overdue:
		late := lateness(n)
		return Words{"“" + title.ZH + "”" + at.ZH + "到期，" + late.ZH, title.EN + ": was due " + at.EN + ", " + late.EN}
	case NotReported:
		late := lateness(n)
		return Words{"“" + title.ZH + "”应于" + at.ZH + "前反馈，尚未反馈，" + late.ZH, title.EN + ": no report came, was due " + at.EN + ", " + late.EN}
	case NoProgress:
		met := instantWords(l.Due.Met)
		return Words{"“" + title.ZH + "”" + met.ZH + "已反馈，但无进展", title.EN + ": reported " + met.EN + ", without progress"}
	case MadeUp:
		met := instantWords(l.Due.Met)
		late := lateness(workday.DateOf(l.Due.Met).Sub(l.Due.Date))
		return Words{"“" + title.ZH + "”" + met.ZH + "补报，" + late.ZH, title.EN + ": reported " + met.EN + ", " + late.EN}
	default:
		left := Words{"今天到期", "today"}
		if n < 0 {
			left = both("还剩%[1]d天", "%[2]s left", -n, plural(-n, "day"))
		}
		return Words{"“" + title.ZH + "”" + at.ZH + "到期，" + left.ZH, title.EN + ": due " + at.EN + ", " + left.EN}
	}
}

func lateness(days int) Words {
	if days <= 0 {
		return Words{"当日已过时限", "late on the day itself"}
	}
	return both("已逾期%[1]d天", "%[2]s late", days, plural(days, "day"))
}
