package deadline_test

import (
	"strings"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// One ordinary matter under 13710, assigned on Monday 2 March 2026: 1 is due on
// the 3rd, 3 on the 5th, 7 on the 9th, each at six in the evening.
func TestLights(t *testing.T) {
	type report struct {
		key, at string
		without bool // progress
		back    bool // returned
	}
	for _, c := range []struct {
		name    string
		reports []report
		now     string
		state   deadline.State
		colour  deadline.Colour
		en, zh  string
	}{
		{
			"just assigned", nil, "2026-03-02 10:00",
			deadline.Normal, deadline.Green,
			"arrange the work: due Tue 3 Mar 2026 18:00, 1 day left",
			"“研究部署”2026年3月3日（周二）18:00到期，还剩1天",
		},
		{
			"on the day itself", nil, "2026-03-03 00:00",
			deadline.DueSoon, deadline.Yellow,
			"arrange the work: due Tue 3 Mar 2026 18:00, today",
			"“研究部署”2026年3月3日（周二）18:00到期，今天到期",
		},
		{
			"at the last moment it is not late", nil, "2026-03-03 18:00",
			deadline.DueSoon, deadline.Yellow,
			"arrange the work: due Tue 3 Mar 2026 18:00, today",
			"“研究部署”2026年3月3日（周二）18:00到期，今天到期",
		},
		{
			"a minute later it is", nil, "2026-03-03 18:01",
			deadline.NotReported, deadline.Red,
			"arrange the work: no report came, was due Tue 3 Mar 2026 18:00, late on the day itself",
			"“研究部署”应于2026年3月3日（周二）18:00前反馈，尚未反馈，当日已过时限",
		},
		{
			"reported in time",
			[]report{{key: "1", at: "2026-03-03 09:00"}},
			"2026-03-03 18:01",
			deadline.Normal, deadline.Green,
			"report on handling: due Thu 5 Mar 2026 18:00, 2 days left",
			"“反馈办理情况”2026年3月5日（周四）18:00到期，还剩2天",
		},
		{
			"reported, nothing moved",
			[]report{{key: "1", at: "2026-03-03 09:00", without: true}},
			"2026-03-03 18:01",
			deadline.NoProgress, deadline.Yellow,
			"arrange the work: reported Tue 3 Mar 2026 09:00, without progress",
			"“研究部署”2026年3月3日（周二）09:00已反馈，但无进展",
		},
		{
			"made up late: yellow, not green",
			[]report{{key: "1", at: "2026-03-04 09:00"}},
			"2026-03-04 09:30",
			deadline.DueSoon, deadline.Yellow, // the next date is near as well, which weighs more
			"report on handling: due Thu 5 Mar 2026 18:00, 1 day left",
			"“反馈办理情况”2026年3月5日（周四）18:00到期，还剩1天",
		},
		{
			"made up late, the next date is far",
			[]report{{key: "1", at: "2026-03-05 09:00"}, {key: "3", at: "2026-03-06 09:00"}},
			"2026-03-06 10:00",
			deadline.MadeUp, deadline.Yellow,
			"report on handling: reported Fri 6 Mar 2026 09:00, 1 day late",
			"“反馈办理情况”2026年3月6日（周五）09:00补报，已逾期1天",
		},
		{
			"the next report in time is green again",
			[]report{{key: "1", at: "2026-03-04 09:00"}, {key: "3", at: "2026-03-05 09:00"}},
			"2026-03-06 10:00",
			deadline.Normal, deadline.Green,
			"resolve an ordinary problem: due Mon 9 Mar 2026 18:00, 3 days left",
			"“一般问题落实解决”2026年3月9日（周一）18:00到期，还剩3天",
		},
		{
			"made up together with a report in time",
			[]report{{key: "1", at: "2026-03-05 09:00"}, {key: "3", at: "2026-03-05 09:00"}},
			"2026-03-05 10:00",
			deadline.Normal, deadline.Green,
			"resolve an ordinary problem: due Mon 9 Mar 2026 18:00, 4 days left",
			"“一般问题落实解决”2026年3月9日（周一）18:00到期，还剩4天",
		},
		{
			"a report that was sent back does not count",
			[]report{{key: "1", at: "2026-03-03 09:00", back: true}},
			"2026-03-04 10:00",
			deadline.NotReported, deadline.Red,
			"arrange the work: no report came, was due Tue 3 Mar 2026 18:00, 1 day late",
			"“研究部署”应于2026年3月3日（周二）18:00前反馈，尚未反馈，已逾期1天",
		},
		{
			"overdue outweighs not reported",
			[]report{{key: "1", at: "2026-03-03 09:00"}},
			"2026-03-11 10:00",
			deadline.Overdue, deadline.Red,
			"resolve an ordinary problem: was due Mon 9 Mar 2026 18:00, 2 days late",
			"“一般问题落实解决”2026年3月9日（周一）18:00到期，已逾期2天",
		},
		{
			"the result handed in early asks for no more reports",
			[]report{{key: "7", at: "2026-03-03 09:00"}},
			"2026-03-20 10:00",
			deadline.Normal, deadline.Green,
			"nothing is due", "目前没有待办的期限",
		},
		{
			"unless it was sent back",
			[]report{{key: "7", at: "2026-03-03 09:00", back: true}},
			"2026-03-20 10:00",
			deadline.Overdue, deadline.Red,
			"resolve an ordinary problem: was due Mon 9 Mar 2026 18:00, 11 days late",
			"“一般问题落实解决”2026年3月9日（周一）18:00到期，已逾期11天",
		},
	} {
		f := &deadline.Facts{Assigned: at(t, "2026-03-02 10:00")}
		for _, r := range c.reports {
			f.Reports = append(f.Reports, deadline.Report{Key: r.key, At: at(t, r.at), NoProgress: r.without, Returned: r.back})
		}
		l := deadline.LightAt(regime(t, "13710"), workday.Default(), f, at(t, c.now))
		if l.State != c.state || l.Colour != c.colour {
			t.Errorf("%s: %s, %s; want %s, %s", c.name, l.State, l.Colour, c.state, c.colour)
		}
		if l.Reason(deadline.English) != c.en || l.Reason(deadline.Chinese) != c.zh {
			t.Errorf("%s: %s / %s\nwant %s / %s", c.name, l.Reason(deadline.English), l.Reason(deadline.Chinese), c.en, c.zh)
		}
	}
}

func TestLightsOfMattersThatRestOrAreDone(t *testing.T) {
	r := regime(t, "13710")
	f := &deadline.Facts{Assigned: at(t, "2026-03-02 10:00")}
	f.Pauses = []deadline.Pause{{From: at(t, "2026-03-20 09:00")}}
	l := deadline.LightAt(r, workday.Default(), f, at(t, "2026-04-01 10:00"))
	if l.State != deadline.Paused || l.Colour != deadline.Grey || l.Reason(deadline.English) != "paused since Fri 20 Mar 2026" {
		t.Errorf("paused: %s, %s, %s", l.State, l.Colour, l.Reason(deadline.English))
	}
	f.Done = at(t, "2026-04-02 15:00")
	l = deadline.LightAt(r, workday.Default(), f, at(t, "2026-04-03 10:00"))
	if l.State != deadline.Done || l.Colour != deadline.Grey || l.Reason(deadline.Chinese) != "2026年4月2日（周四）销号" {
		t.Errorf("done: %s, %s, %s", l.State, l.Colour, l.Reason(deadline.Chinese))
	}
}

// A draft owes nothing to anybody: it is neither in time nor late, whatever the
// calendar says, and no date makes it so.
func TestWhatNobodyWasAskedToDoHasALightOfItsOwn(t *testing.T) {
	r := regime(t, "13710")
	f := &deadline.Facts{Deadline: workday.Date{Year: 2026, Month: time.March, Day: 9}}
	for _, now := range []string{"2026-01-05 10:00", "2026-03-09 10:00", "2026-06-01 10:00"} {
		l := deadline.LightAt(r, workday.Default(), f, at(t, now))
		if l.State != deadline.Unassigned || l.Colour != deadline.Grey || l.Due != nil || l.Reason(deadline.Chinese) != "还没有交办，没有期限" {
			t.Errorf("%s: %s, %s, %s", now, l.State, l.Colour, l.Reason(deadline.Chinese))
		}
	}
	clock := deadline.NewClock(f, deadline.Schedule(r, workday.Default(), f))
	if next := nextChange(clock, 0); next != deadline.Never {
		t.Errorf("its light changes by itself at %d", next)
	}
}

func TestEveryStateHasAShapeAColourAndAWord(t *testing.T) {
	colours := map[deadline.State]deadline.Colour{
		deadline.Done: deadline.Grey, deadline.Paused: deadline.Grey, deadline.Unassigned: deadline.Grey, deadline.Overdue: deadline.Red, deadline.NotReported: deadline.Yellow,
		deadline.NoProgress: deadline.Red, deadline.DueSoon: deadline.Yellow, deadline.MadeUp: deadline.Yellow, deadline.Normal: deadline.Green,
	}
	lights := deadline.Lights{NotReported: deadline.Yellow, NoProgress: deadline.Red}
	var symbols []string
	for _, s := range deadline.States() {
		symbols = append(symbols, s.Symbol())
		if s.Title().ZH == "" || s.Title().EN == "" {
			t.Errorf("%s has no word", s)
		}
		if lights.Colour(s) != colours[s] {
			t.Errorf("%s is %s, want %s", s, lights.Colour(s), colours[s])
		}
	}
	if got := strings.Join(symbols, ""); got != "✓‖○■◌◑▲▲●" {
		t.Errorf("symbols %s", got)
	}
}

// A hotline order is yellow with one working day left, even over a holiday.
func TestDueSoonCountsWorkingDaysWhereTheRegimeSaysSo(t *testing.T) {
	r, f := regime(t, "hotline"), matter(t, "2026-09-10; report sign 2026-09-10")
	due := schedule(r, f)["answer"]
	if due.Date.String() != "2026-10-08" {
		t.Fatalf("due %v, want 2026-10-08", due.Date)
	}
	for now, want := range map[string]deadline.State{
		"2026-09-29 23:59": deadline.Normal,
		"2026-09-30 00:00": deadline.DueSoon, // one working day before
		"2026-10-08 18:00": deadline.DueSoon,
		"2026-10-08 18:01": deadline.Overdue,
	} {
		if l := deadline.LightAt(r, workday.Default(), f, at(t, now)); l.State != want {
			t.Errorf("%s: %s, want %s", now, l.State, want)
		}
	}
}

func BenchmarkClockState(b *testing.B) {
	f := &deadline.Facts{Assigned: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)}
	clock := deadline.NewClock(f, deadline.Schedule(regime(b, "13710"), workday.Default(), f))
	now := f.Assigned.UnixMicro()
	overdue := 0
	b.ReportAllocs()
	for b.Loop() {
		now += 1000
		if clock.State(now) == deadline.Overdue {
			overdue++
		}
	}
}

func BenchmarkSchedule(b *testing.B) {
	for _, id := range []string{"13710", "monthly"} {
		b.Run(id, func(b *testing.B) {
			r := regime(b, id)
			f := &deadline.Facts{Assigned: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)}
			b.ReportAllocs()
			for b.Loop() {
				deadline.NewClock(f, deadline.Schedule(r, workday.Default(), f))
			}
		})
	}
}
