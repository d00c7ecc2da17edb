package workday_test

import (
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/workday"
	"pgregory.net/rapid"
)

func date(t testing.TB, s string) workday.Date {
	t.Helper()
	d, err := workday.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func anyDate() *rapid.Generator[workday.Date] {
	return rapid.Custom(func(t *rapid.T) workday.Date {
		return workday.FromNumber(rapid.IntRange(-700000, 700000).Draw(t, "day"))
	})
}

func TestParseDateRefusesWhatIsNoDay(t *testing.T) {
	for _, s := range []string{"", "2026-02-29", "2026-13-01", "2026-00-01", "2026-1-1", "2026/01/01", "0000-01-01", "2026-01-00", "２０２６-01-01", "2026-01-30T10:00", "2026-01/30", "2026/01-30", "2026-01-0:", "2026-01-1/"} {
		if d, err := workday.ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", s, d)
		}
	}
}

func TestDateTextRoundTrip(t *testing.T) {
	for _, s := range []string{"", "2026-01-30", "2024-02-29", "0001-01-01"} {
		d := date(t, "1999-09-09")
		if err := d.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
		if got, _ := d.MarshalText(); string(got) != s {
			t.Errorf("%q came back as %q", s, got)
		}
	}
	if err := new(workday.Date).UnmarshalText([]byte("2026-02-30")); err == nil {
		t.Error("2026-02-30 was read")
	}
}

// The standard library is the second opinion on dates.
func TestDatesAgreeWithPackageTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		std := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
		if got := int(std.Unix() / 86400); std.Unix()%86400 != 0 || got != d.Number() {
			t.Fatalf("%v is day %d, package time says %d", d, d.Number(), got)
		}
		if got := std.Weekday(); got != d.Weekday() {
			t.Fatalf("%v is a %v, package time says %v", d, d.Weekday(), got)
		}
		n := rapid.IntRange(-5000, 5000).Draw(t, "n")
		y, m, day := std.AddDate(0, 0, n).Date()
		if want := (workday.Date{Year: y, Month: m, Day: day}); d.AddDays(n) != want {
			t.Fatalf("%v + %d = %v, package time says %v", d, n, d.AddDays(n), want)
		}
		if d.AddDays(n).Sub(d) != n {
			t.Fatalf("%v + %d - %v = %d", d, n, d, d.AddDays(n).Sub(d))
		}
	})
}

// The days at which the counting of leap years turns, which random days miss.
func TestDatesAgreeWithPackageTimeWhereLeapYearsTurn(t *testing.T) {
	for _, year := range []int{-401, -1, 1, 4, 1600, 1699, 1700, 1899, 1900, 1999, 2000, 2023, 2024, 2100, 2400} {
		for day := time.Date(year, time.February, 27, 0, 0, 0, 0, time.UTC); day.Month() < time.April; day = day.AddDate(0, 0, 1) {
			want := workday.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()}
			if got := workday.FromNumber(want.Number()); got != want || want.Number() != int(day.Unix()/86400) {
				t.Errorf("%v is day %d and comes back as %v, package time says %d", want, want.Number(), got, day.Unix()/86400)
			}
		}
		for month := time.January; month <= time.December; month++ {
			last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
			if got := (workday.Date{Year: year, Month: month, Day: 1}).EndOfMonth(); got != (workday.Date{Year: year, Month: month, Day: last}) {
				t.Errorf("%v %d ends on %v, package time says %d", month, year, got, last)
			}
		}
	}
}

func TestADayIsNeitherBeforeNorAfterItself(t *testing.T) {
	d := date(t, "2026-01-30")
	if d.Compare(d) != 0 || d.Before(d) || d.After(d) || d.Compare(d.AddDays(1)) != -1 || !d.AddDays(1).After(d) || !d.Before(d.AddDays(1)) {
		t.Errorf("%v, itself and the next day compare as %d, %d", d, d.Compare(d), d.Compare(d.AddDays(1)))
	}
}

func TestMonthsEndOnTheMatchingDateOrTheLastDay(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2024-01-31", 1, "2024-02-29"},
		{"2026-04-30", 1, "2026-05-30"},
		{"2026-09-24", 1, "2026-10-24"},
		{"2026-11-30", 3, "2027-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-01-15", -1, "2025-12-15"},
		{"2026-08-31", 6, "2027-02-28"},
		{"2026-05-05", 0, "2026-05-05"},
		{"2024-02-29", 12, "2025-02-28"},
	} {
		if got := date(t, c.from).AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.months, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate().Draw(t, "date"), rapid.IntRange(-600, 600).Draw(t, "months")
		got := d.AddMonths(n)
		months := func(d workday.Date) int { return d.Year*12 + int(d.Month) }
		if months(got)-months(d) != n {
			t.Fatalf("%v + %d months = %v: another month", d, n, got)
		}
		if got.Day != d.Day && (got.Day > d.Day || got != got.EndOfMonth()) {
			t.Fatalf("%v + %d months = %v: neither the matching date nor a last day", d, n, got)
		}
	})
}

func TestInstantsFallOnTheDayInChina(t *testing.T) {
	for _, c := range []struct{ instant, want string }{
		{"2026-01-30T15:59:59Z", "2026-01-30"},
		{"2026-01-30T16:00:00Z", "2026-01-31"},
		{"2026-01-30T23:30:00-05:00", "2026-01-31"},
		{"2025-12-31T16:00:00Z", "2026-01-01"},
	} {
		at, err := time.Parse(time.RFC3339, c.instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := workday.DateOf(at).String(); got != c.want {
			t.Errorf("%s falls on %s, want %s", c.instant, got, c.want)
		}
	}
	d := date(t, "2026-02-02")
	if got := d.At(18 * time.Hour).Format(time.RFC3339); got != "2026-02-02T18:00:00+08:00" {
		t.Errorf("six in the evening is %s", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		since := time.Duration(rapid.Int64Range(0, int64(24*time.Hour)-1).Draw(t, "time"))
		if got := workday.DateOf(d.At(since)); got != d {
			t.Fatalf("%v past the midnight of %v falls on %v", since, d, got)
		}
	})
}
