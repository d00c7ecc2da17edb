package deadline_test

import (
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// at reads an instant in China: 2026-01-30 10:00.
func at(t testing.TB, s string) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04", s, workday.Zone())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func regime(t testing.TB, ref string) *deadline.Regime {
	t.Helper()
	l, err := deadline.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	r, err := l.Find(ref)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func schedule(r *deadline.Regime, f *deadline.Facts) map[string]deadline.Due {
	dues := map[string]deadline.Due{}
	for _, d := range deadline.Schedule(r, workday.Default(), f) {
		dues[d.Key] = d
	}
	return dues
}

// The default of 13710: natural days, the day of assignment not counted, a last
// day off rolls to the next working day in every stage.
func Test13710(t *testing.T) {
	r := regime(t, "13710")
	for _, c := range []struct{ assigned, one, three, seven, month string }{
		{"2025-01-24", "2025-01-26", "2025-01-27", "2025-02-05", "2025-02-24"},
		{"2026-01-30", "2026-02-02", "2026-02-02", "2026-02-06", "2026-02-28"},
		{"2026-01-31", "2026-02-02", "2026-02-03", "2026-02-09", "2026-02-28"},
		{"2026-02-13", "2026-02-14", "2026-02-24", "2026-02-24", "2026-03-13"},
		{"2026-03-02", "2026-03-03", "2026-03-05", "2026-03-09", "2026-04-02"},
		{"2026-04-30", "2026-05-06", "2026-05-06", "2026-05-07", "2026-06-01"},
		{"2026-09-24", "2026-09-28", "2026-09-28", "2026-10-08", "2026-10-26"},
		{"2026-09-30", "2026-10-08", "2026-10-08", "2026-10-08", "2026-10-30"},
	} {
		f := &deadline.Facts{Assigned: at(t, c.assigned+" 10:00")}
		ordinary := schedule(r, f)
		f.Complex = true
		complex := schedule(r, f)
		for key, want := range map[string]string{"1": c.one, "3": c.three, "7": c.seven, "1m": c.month} {
			due, ok := ordinary[key]
			if key == "1m" {
				due, ok = complex[key]
			}
			if !ok || due.Date.String() != want || due.Provisional {
				t.Errorf("assigned %s, stage %s: due %v, provisional %v; want %s", c.assigned, key, due.Date, due.Provisional, want)
			}
			if !due.At.Equal(at(t, want+" 18:00")) || due.At.Location() != time.UTC {
				t.Errorf("assigned %s, stage %s: due at %v, want six in the evening in China, as UTC", c.assigned, key, due.At)
			}
		}
		if _, both := ordinary["1m"]; both {
			t.Error("an ordinary matter has the stage of complex ones")
		}
		if _, both := complex["7"]; both {
			t.Error("a complex matter has the stage of ordinary ones")
		}
		if zero := ordinary["0"]; !zero.Date.IsZero() || !zero.At.IsZero() {
			t.Errorf("stage 0 is due %v; it has no date without a plan", zero.Date)
		}
	}
}

// The choices that compare other readings of the rule with the default.
func Test13710UnderOtherReadings(t *testing.T) {
	for _, c := range []struct {
		name     string
		choice   deadline.Choice
		assigned string
		dates    [3]string // stages 1, 3, 7
	}{
		{"working days", deadline.Choice{Counting: deadline.Working}, "2026-02-13", [3]string{"2026-02-14", "2026-02-25", "2026-03-02"}},
		{"working days", deadline.Choice{Counting: deadline.Working}, "2025-01-24", [3]string{"2025-01-26", "2025-02-05", "2025-02-10"}},
		{"working days", deadline.Choice{Counting: deadline.Working}, "2026-09-30", [3]string{"2026-10-08", "2026-10-10", "2026-10-15"}},
		{"no roll", deadline.Choice{Roll: deadline.RollNone}, "2026-01-30", [3]string{"2026-01-31", "2026-02-02", "2026-02-06"}},
		{"roll back", deadline.Choice{Roll: deadline.RollPrevious}, "2026-01-30", [3]string{"2026-01-30", "2026-02-02", "2026-02-06"}},
		{"the same day", deadline.Choice{SameDay: true}, "2026-01-30", [3]string{"2026-01-30", "2026-02-02", "2026-02-06"}},
		{"the same day, a Saturday", deadline.Choice{SameDay: true}, "2026-01-31", [3]string{"2026-02-02", "2026-02-03", "2026-02-09"}},
	} {
		dues := schedule(regime(t, "13710").With(c.choice), &deadline.Facts{Assigned: at(t, c.assigned+" 10:00")})
		for i, key := range []string{"1", "3", "7"} {
			if due := dues[key]; due.Date.String() != c.dates[i] {
				t.Errorf("%s, assigned %s, stage %s: due %v, want %s", c.name, c.assigned, key, due.Date, c.dates[i])
			}
		}
	}
}

// What is to be done the same day is not late before it began.
func TestTheSameDayAfterHoursIsTheNext(t *testing.T) {
	r := regime(t, "13710").With(deadline.Choice{SameDay: true})
	for _, c := range []struct{ assigned, want, why string }{
		{"2026-01-29 18:00", "2026-01-29", "assigned Thu 29 Jan 2026 · due the same day · Thu 29 Jan 2026, a working day"},
		{"2026-01-29 18:01", "2026-01-30", "assigned Thu 29 Jan 2026 · due the same day, but it began after hours: the next day · Fri 30 Jan 2026, a working day"},
		{"2026-01-30 20:00", "2026-02-02", "assigned Fri 30 Jan 2026 · due the same day, but it began after hours: the next day · Sat 31 Jan 2026, a weekend · moved to Mon 2 Feb 2026, a working day"},
	} {
		due := schedule(r, &deadline.Facts{Assigned: at(t, c.assigned)})["1"]
		if due.Date.String() != c.want || due.Derivation(deadline.English) != c.why {
			t.Errorf("assigned %s: due %v, want %s\n%s", c.assigned, due.Date, c.want, due.Derivation(deadline.English))
		}
	}
}

func TestNoReadingMovesADateThatWasSet(t *testing.T) {
	r := regime(t, "monthly").With(deadline.Choice{Counting: deadline.Working, Roll: deadline.RollNext})
	if due := schedule(r, matter(t, "2026-03-02; deadline 2026-05-10"))["finish"]; due.Date.String() != "2026-05-10" {
		t.Errorf("the deadline of Sunday 2026-05-10 became %v", due.Date)
	}
}

func TestAssignmentCountsByTheDayInChina(t *testing.T) {
	// Eight in the evening in London is the next day in China.
	f := &deadline.Facts{Assigned: time.Date(2026, 3, 1, 20, 0, 0, 0, time.UTC)}
	if due := schedule(regime(t, "13710"), f)["7"]; due.Date.String() != "2026-03-09" {
		t.Errorf("due %v, want 2026-03-09, seven days after 2 March", due.Date)
	}
}

func TestDerivationsSayHowADateCameAbout(t *testing.T) {
	r := regime(t, "13710")
	for _, c := range []struct {
		assigned, key, en, zh string
	}{
		{
			"2026-01-30 10:00", "7",
			"assigned Fri 30 Jan 2026, day not counted · 7 natural days · Fri 6 Feb 2026, a working day",
			"2026年1月30日（周五）交办，当日不计 · 7个自然日 · 2026年2月6日（周五），工作日",
		},
		{
			"2026-02-13 10:00", "1",
			"assigned Fri 13 Feb 2026, day not counted · 1 natural day · Sat 14 Feb 2026, a make-up working day",
			"2026年2月13日（周五）交办，当日不计 · 1个自然日 · 2026年2月14日（周六），调休上班日",
		},
		{
			"2026-09-24 10:00", "7",
			"assigned Thu 24 Sep 2026, day not counted · 7 natural days · Thu 1 Oct 2026, a holiday (国庆节) · moved to Thu 8 Oct 2026, a working day",
			"2026年9月24日（周四）交办，当日不计 · 7个自然日 · 2026年10月1日（周四），放假（国庆节） · 顺延至2026年10月8日（周四），工作日",
		},
		{
			"2026-12-25 10:00", "7",
			"assigned Fri 25 Dec 2026, day not counted · 7 natural days · Fri 1 Jan 2027, assumed a holiday (元旦) · moved to Mon 4 Jan 2027, assumed a working day · provisional: there is no official calendar of 2027 yet",
			"2026年12月25日（周五）交办，当日不计 · 7个自然日 · 2027年1月1日（周五），推定为放假（元旦） · 顺延至2027年1月4日（周一），推定为工作日 · 暂定：2027年放假安排尚未公布",
		},
	} {
		due := schedule(r, &deadline.Facts{Assigned: at(t, c.assigned)})[c.key]
		if got := due.Derivation(deadline.English); got != c.en {
			t.Errorf("%s, stage %s:\n got %s\nwant %s", c.assigned, c.key, got, c.en)
		}
		if got := due.Derivation(deadline.Chinese); got != c.zh {
			t.Errorf("%s, stage %s:\n got %s\nwant %s", c.assigned, c.key, got, c.zh)
		}
	}
}
