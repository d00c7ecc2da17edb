package workday_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/workday"
	"pgregory.net/rapid"
)

// Every day of 2011-2026, as the npm package chinese-days answers it.
func TestEveryDayAgreesWithChineseDays(t *testing.T) {
	table, err := os.ReadFile("testdata/chinese-days-1.5.7.txt")
	if err != nil {
		t.Fatal(err)
	}
	cal, days := workday.Default(), 0
	for line := range strings.Lines(string(table)) {
		month, marks, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		first := date(t, month+"-01")
		for i, mark := range marks {
			d := first.AddDays(i)
			if work, _ := cal.IsWorkday(d); work != (mark == 'x') {
				t.Errorf("%v: worked is %v, chinese-days says %c", d, work, mark)
			}
			days++
		}
	}
	if want := date(t, "2027-01-01").Sub(date(t, "2011-01-01")); days != want {
		t.Errorf("compared %d days, want %d", days, want)
	}
}

func TestWorkingDaysOfAYear(t *testing.T) {
	want := map[int]int{2018: 250, 2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}
	for year, n := range want {
		got, settled := workday.Default().CountWorkdays(workday.Date{Year: year - 1, Month: 12, Day: 31}, workday.Date{Year: year, Month: 12, Day: 31})
		if got != n {
			t.Errorf("%d has %d working days, want %d", year, got, n)
		}
		if settled != (year < 2026) {
			t.Errorf("%d: settled is %v; only December 2026 awaits the notice of 2027", year, settled)
		}
	}
}

func TestYearsOfTheDefaultCalendar(t *testing.T) {
	years := workday.Default().Years()
	if len(years) != 20 || years[0] != 2007 || years[19] != 2026 || !slices.IsSorted(years) {
		t.Errorf("years with a notice: %v, want 2007 to 2026", years)
	}
	if workday.Default().Official(2027) || workday.Default().Official(2006) {
		t.Error("a year without a notice is called official")
	}
}

func TestWhatIsKnownOfADay(t *testing.T) {
	for _, c := range []struct {
		day            string
		work, official bool
		holiday        string
	}{
		{"2026-01-30", true, true, ""},    // an ordinary Friday
		{"2026-01-31", false, true, ""},   // an ordinary Saturday
		{"2026-02-14", true, true, "春节"},  // a make-up Saturday
		{"2026-02-17", false, true, "春节"}, // a holiday
		{"2018-12-29", true, true, "元旦"},  // set by the notice of 2019
		{"2018-12-31", false, true, "元旦"}, //
		{"2006-12-30", true, true, "元旦"},  // set by the notice of 2007, though 2006 has none
		{"2006-12-29", true, false, ""},   // and this is not
		{"2015-09-03", false, true, "抗日战争暨世界反法西斯战争胜利70周年纪念日"}, // by a second notice during the year
		{"2020-01-31", false, true, "春节"},   // the lengthened holiday of 2020
		{"2026-12-28", true, true, ""},      //
		{"2026-12-29", true, false, ""},     // the notice of 2027 may still set it
		{"2026-12-31", true, false, ""},     //
		{"2027-01-01", false, false, "元旦"},  // off by law, but the notice is not there
		{"2027-01-04", true, false, ""},     //
		{"2027-02-06", false, false, ""},    // Spring Festival is not guessed; this is a Saturday
		{"2024-05-02", false, true, "劳动节"},  //
		{"2005-05-02", true, false, ""},     // one day of Labour Day by date before 2025
		{"2028-05-01", false, false, "劳动节"}, // two of them since
		{"2028-05-02", false, false, "劳动节"}, //
		{"2028-05-03", true, false, ""},     //
		{"2028-10-03", false, false, "国庆节"}, // three of National Day
		{"2028-10-04", true, false, ""},     //
		{"2006-12-28", true, false, ""},     // the notice of 2007 could not have set it
		{"2025-12-29", true, true, ""},      // the notice of 2026 left it alone
	} {
		want := workday.Day{Date: date(t, c.day), Work: c.work, Official: c.official, Holiday: c.holiday}
		if got := workday.Default().Day(want.Date); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

func TestVectorsOfTheReference(t *testing.T) {
	for _, c := range []struct{ from, natural, rolled, working string }{
		{"2025-01-24", "2025-01-25 2025-01-27 2025-01-31", "2025-02-05", "2025-01-26 2025-02-05 2025-02-10"},
		{"2026-01-30", "2026-01-31 2026-02-02 2026-02-06", "2026-02-06", "2026-02-02 2026-02-04 2026-02-10"},
		{"2026-02-13", "2026-02-14 2026-02-16 2026-02-20", "2026-02-24", "2026-02-14 2026-02-25 2026-03-02"},
		{"2026-03-02", "2026-03-03 2026-03-05 2026-03-09", "2026-03-09", "2026-03-03 2026-03-05 2026-03-11"},
		{"2026-04-30", "2026-05-01 2026-05-03 2026-05-07", "2026-05-07", "2026-05-06 2026-05-08 2026-05-13"},
		{"2026-09-24", "2026-09-25 2026-09-27 2026-10-01", "2026-10-08", "2026-09-28 2026-09-30 2026-10-12"},
		{"2026-09-30", "2026-10-01 2026-10-03 2026-10-07", "2026-10-08", "2026-10-08 2026-10-10 2026-10-15"},
	} {
		cal, from := workday.Default(), date(t, c.from)
		var natural, working []string
		for _, n := range []int{1, 3, 7} {
			natural = append(natural, from.AddDays(n).String())
			d, settled := cal.AddWorkdays(from, n)
			if !settled {
				t.Errorf("%s + %d working days is provisional", c.from, n)
			}
			working = append(working, d.String())
		}
		rolled, _ := cal.RollForward(from.AddDays(7))
		if got := strings.Join(natural, " "); got != c.natural {
			t.Errorf("%s: natural days %s, want %s", c.from, got, c.natural)
		}
		if got := strings.Join(working, " "); got != c.working {
			t.Errorf("%s: working days %s, want %s", c.from, got, c.working)
		}
		if rolled.String() != c.rolled {
			t.Errorf("%s: day 7 rolls to %v, want %s", c.from, rolled, c.rolled)
		}
	}
	for _, c := range []struct{ from, matching, rolled string }{
		{"2026-01-31", "2026-02-28", "2026-02-28"},
		{"2026-04-30", "2026-05-30", "2026-06-01"},
		{"2026-09-24", "2026-10-24", "2026-10-26"},
	} {
		matching := date(t, c.from).AddMonths(1)
		rolled, _ := workday.Default().RollForward(matching)
		if matching.String() != c.matching || rolled.String() != c.rolled {
			t.Errorf("%s + 1 month = %v, rolled %v; want %s, %s", c.from, matching, rolled, c.matching, c.rolled)
		}
	}
}

func TestAnswersPastTheLastNoticeAreProvisional(t *testing.T) {
	cal := workday.Default()
	for _, c := range []struct {
		what    string
		got     func() (workday.Date, bool)
		want    string
		settled bool
	}{
		{"within 2026", func() (workday.Date, bool) { return cal.AddWorkdays(date(t, "2026-12-21"), 5) }, "2026-12-28", true},
		{"into 2027", func() (workday.Date, bool) { return cal.AddWorkdays(date(t, "2026-12-25"), 5) }, "2027-01-04", false},
		{"New Year's Day is off by law", func() (workday.Date, bool) { return cal.RollForward(date(t, "2027-01-01")) }, "2027-01-04", false},
		{"back out of 2027", func() (workday.Date, bool) { return cal.RollBack(date(t, "2027-01-02")) }, "2026-12-31", false},
		{"no day counted, none needed", func() (workday.Date, bool) { return cal.AddWorkdays(date(t, "2031-01-01"), 0) }, "2031-01-01", true},
		{"before the first notice", func() (workday.Date, bool) { return cal.AddWorkdays(date(t, "2007-01-04"), -1) }, "2006-12-31", true},
		{"long before", func() (workday.Date, bool) { return cal.Next(date(t, "2001-05-31")) }, "2001-06-01", false},
	} {
		if got, settled := c.got(); got.String() != c.want || settled != c.settled {
			t.Errorf("%s: %v, settled %v; want %s, %v", c.what, got, settled, c.want, c.settled)
		}
	}
	if work, settled := new(workday.Calendar).IsWorkday(date(t, "2026-02-16")); !work || settled {
		t.Errorf("a calendar without notices: a Monday is worked %v, settled %v", work, settled)
	}
	for day, holiday := range map[string]string{"2024-05-02": "", "2025-05-02": "劳动节"} { // the law as amended for 2025
		if got := new(workday.Calendar).Day(date(t, day)); got.Holiday != holiday || got.Work != (holiday == "") {
			t.Errorf("a calendar without notices: %+v, want the holiday %q", got, holiday)
		}
	}
}

func TestAddingAndCountingAreInverse(t *testing.T) {
	cal := workday.Default()
	rapid.Check(t, func(t *rapid.T) {
		d := workday.FromNumber(rapid.IntRange(13000, 21500).Draw(t, "day")) // 2005 to 2028
		n := rapid.IntRange(-400, 400).Draw(t, "n")
		end, settled := cal.AddWorkdays(d, n)
		counted, settledToo := cal.CountWorkdays(d, end)
		if counted != n || settled != settledToo {
			t.Fatalf("%v + %d working days = %v (settled %v), counted back as %d (settled %v)", d, n, end, settled, counted, settledToo)
		}
		if work, _ := cal.IsWorkday(end); n != 0 && !work {
			t.Fatalf("%v + %d working days = %v, which is not worked", d, n, end)
		}
		if further, _ := cal.AddWorkdays(d, n+1); n != -1 && n != 0 && !end.Before(further) {
			t.Fatalf("one working day more than %v is %v", end, further)
		}
		if later, _ := cal.AddWorkdays(d.AddDays(1), n); later.Before(end) && n > 0 {
			t.Fatalf("%d working days from the day after %v end earlier, on %v", n, d, later)
		}
		rolled, _ := cal.RollForward(d)
		next, _ := cal.Next(d.AddDays(-1))
		if rolled != next {
			t.Fatalf("%v rolls to %v, but the first working day from it is %v", d, rolled, next)
		}
	})
}

func BenchmarkAddWorkdays(b *testing.B) {
	cal, d := workday.Default(), date(b, "2026-01-30")
	for b.Loop() {
		cal.AddWorkdays(d, 7)
	}
}
