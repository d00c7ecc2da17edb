package workday_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/workday"
)

// An invented notice for 2027, with a day of the December before.
const notice2027 = "# invented for this test\n" +
	"2026-12-31\t元旦\twork\t2027\n" +
	"2027-01-01\t元旦\toff\t2027\n" +
	"2027-02-06\t春节\toff\t2027\r\n" +
	"2027-02-08\t春节\toff\t2027\n" +
	"2027-02-20\t春节\twork\t2027\n" +
	"\n" +
	"2027-05-01\t劳动节\toff\t2027\n" +
	"2027-10-01\t国庆节\toff\t2027\n"

func TestLoadingTheNextNoticeSettlesItsDays(t *testing.T) {
	before := workday.Default()
	after, err := before.With([]byte(notice2027))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		day           string
		work, settled bool
	}{
		{"2026-12-30", true, true},
		{"2026-12-31", true, true},
		{"2027-01-01", false, true},
		{"2027-02-08", false, true}, // a Monday
		{"2027-02-20", true, true},  // a Saturday
		{"2027-12-28", true, true},
		{"2027-12-30", true, false},
		{"2026-02-14", true, true},
	} {
		if work, settled := after.IsWorkday(date(t, c.day)); work != c.work || settled != c.settled {
			t.Errorf("%s: worked %v, settled %v; want %v, %v", c.day, work, settled, c.work, c.settled)
		}
	}
	if _, settled := before.IsWorkday(date(t, "2027-02-08")); settled || before.Official(2027) {
		t.Error("loading a notice changed the calendar it was added to")
	}
}

// The rows of a notice may stand in any order, and those of the first and the
// last year that there can be are read.
func TestTheOrderOfTheRowsDoesNotMatter(t *testing.T) {
	for _, year := range []int{1949, 9999} {
		rows := strings.Split(strings.TrimSuffix(strings.NewReplacer("2027", strconv.Itoa(year), "2026", strconv.Itoa(year-1), "\r", "").Replace(notice2027), "\n"), "\n")
		slices.Reverse(rows)
		cal, err := workday.Load([]byte(strings.Join(rows, "\n")))
		if err != nil {
			t.Fatal(err)
		}
		for day, holiday := range map[string]string{"01-01": "元旦", "02-06": "春节", "05-01": "劳动节", "10-01": "国庆节", "03-03": ""} {
			if got := cal.Day(date(t, fmt.Sprintf("%04d-%s", year, day))); got.Holiday != holiday || !got.Official {
				t.Errorf("%d: %+v, want the holiday %q", year, got, holiday)
			}
		}
	}
}

func TestACorrectedNoticeTakesThePlaceOfTheFirst(t *testing.T) {
	first, err := workday.Load([]byte(notice2027))
	if err != nil {
		t.Fatal(err)
	}
	second, err := first.With([]byte(strings.ReplaceAll(notice2027, "2027-02-20\t春节\twork", "2027-02-21\t春节\twork")))
	if err != nil {
		t.Fatal(err)
	}
	if work, _ := second.IsWorkday(date(t, "2027-02-20")); work {
		t.Error("the make-up day that was withdrawn is still worked")
	}
	if work, _ := second.IsWorkday(date(t, "2027-02-21")); !work {
		t.Error("the new make-up day is not worked")
	}
}

func TestANoticeMayBeTheJSONOfHolidayCN(t *testing.T) {
	day := func(date, name string, off bool) string {
		return fmt.Sprintf(`{"name":%q,"date":%q,"isOffDay":%v}`, name, date, off)
	}
	days := []string{
		day("2026-12-31", "元旦", false), day("2027-01-01", "元旦", true), day("2027-02-06", "春节", true), day("2027-02-08", "春节", true),
		day("2027-02-20", "春节", false), day("2027-05-01", "劳动节", true), day("2027-10-01", "国庆节", true),
	}
	write := func(days ...string) []byte {
		return []byte("\ufeff{\n \"$schema\": \"x\", \"year\": 2027, \"papers\": [], \"days\": [" + strings.Join(days, ",") + "]}")
	}
	asTable, err := workday.Load([]byte(notice2027))
	if err != nil {
		t.Fatal(err)
	}
	asJSON, err := workday.Load(write(days...))
	if err != nil {
		t.Fatal(err)
	}
	for d := date(t, "2026-12-29"); d.Year < 2028; d = d.AddDays(1) {
		if a, b := asTable.Day(d), asJSON.Day(d); a != b {
			t.Errorf("%+v as a table, %+v as JSON", a, b)
		}
	}
	for name, c := range map[string]struct {
		text []byte
		want string
	}{
		"no days":      {write(), "lists no day"},
		"half a year":  {write(days[1:3]...), "does not list 2027-05-01"},
		"a day twice":  {write(append(days, days[1])...), "day 8: 2027-01-01 was already set"},
		"neither":      {write(`{"name":"元旦","date":"2027-01-01"}`), "day 1: \"\" is neither off nor work"},
		"cut short":    {write(days...)[:60], "no JSON as holiday-cn writes it"},
		"another year": {write(day("2025-01-01", "元旦", true)), "cannot set 2025-01-01"},
	} {
		if _, err := workday.Load(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

func TestNoticesAreRefusedWithTheLine(t *testing.T) {
	for _, c := range []struct{ name, table, want string }{
		{"an empty table", "# 2027\n\n", "lists no day"},
		{"three columns", "2027-01-01\t元旦\toff\n", "line 1: 3 columns"},
		{"spaces for tabs", "# a\n2027-01-01 元旦 off 2027\n", "line 2: 1 columns"},
		{"a day that does not exist", "2027-02-29\t春节\toff\t2027\n", "line 1: there is no day 2027-02-29"},
		{"another word", "2027-01-01\t元旦\trest\t2027\n", `"rest" is neither off nor work`},
		{"no name", "2027-01-01\t \toff\t2027\n", "no name"},
		{"no year", "2027-01-01\t元旦\toff\tnext\n", `"next" is not the year`},
		{"a year before there were notices", "1948-01-01\t元旦\toff\t1948\n", `"1948" is not the year`},
		{"a year of five digits", "9999-12-31\t元旦\toff\t10000\n", `"10000" is not the year`},
		{"a day of the year after", "2028-12-31\t元旦\toff\t2027\n", "the notice of 2027 cannot set 2028-12-31"},
		{"a day of a year before", "2026-12-20\t元旦\toff\t2027\n", "line 1: the notice of 2027 cannot set 2026-12-20"},
		{"a day twice", notice2027 + "2027-01-01\t元旦\twork\t2027\n", "line 10: 2027-01-01 was already set in line 3"},
		{"half a year", "2027-01-01\t元旦\toff\t2027\n2027-05-01\t劳动节\toff\t2027\n", "does not list 2027-10-01 (国庆节)"},
	} {
		if _, err := workday.Load([]byte(c.table)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
	neighbour := strings.ReplaceAll(notice2027, "2026-12-31\t元旦\twork", "2026-12-31\t元旦\toff")
	first, err := workday.Load([]byte("2026-01-01\t元旦\toff\t2026\n2026-05-01\t劳动节\toff\t2026\n2026-10-01\t国庆节\toff\t2026\n2026-12-31\t元旦\twork\t2026\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := first.With([]byte(neighbour)); err == nil || !strings.Contains(err.Error(), "contradict") {
		t.Errorf("two notices that contradict each other: error %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(notice2027))
	f.Add([]byte(`{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}`))
	f.Add([]byte("\ufeff2027-01-01\t元旦\toff\t2027"))
	f.Fuzz(func(t *testing.T, table []byte) {
		cal, err := workday.Load(table)
		if err == nil && len(cal.Years()) == 0 {
			t.Error("a table was read and no year has a notice")
		}
	})
}
