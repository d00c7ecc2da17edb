package workday

import (
	_ "embed"
	"slices"
	"sync"
	"time"
)

//go:embed calendar.tsv
var calendarTSV []byte

// A Calendar knows the days off and the make-up working days of the years
// whose official notice it holds. It does not change once made and may be used
// by any number of goroutines. The zero Calendar holds no notice.
type Calendar struct {
	entries []entry // by day
	years   []int   // with a notice, ascending
	// One byte for each day from first on: the answers for all days that a
	// notice can bear on, so that counting days looks nothing up.
	first int
	kinds []kind
}

// An entry is one day that a notice sets apart.
type entry struct {
	day    int // its number
	name   string
	off    bool
	notice int // the year of the notice
}

// kind is what is known of one day.
type kind uint8

const (
	worked kind = 1 << iota
	official
)

// From here on, days of December can be set by the notice of the year after.
// Of the notices of 2007-2026 none reaches further back.
const decemberOpen = 29

var readDefault = sync.OnceValue(func() *Calendar {
	c, err := Load(calendarTSV)
	if err != nil {
		// Impossible while the tests pass; a calendar that calls every
		// answer provisional is the honest one then.
		return &Calendar{}
	}
	return c
})

// Default is the calendar of the notices for 2007 to 2026.
func Default() *Calendar { return readDefault() }

// Years lists the years whose official notice the calendar holds.
func (c *Calendar) Years() []int { return slices.Clone(c.years) }

// Official tells whether the calendar holds the official notice of a year.
func (c *Calendar) Official(year int) bool {
	_, found := slices.BinarySearch(c.years, year)
	return found
}

// IsWorkday tells whether d is worked, and whether that is official: settled
// by the notices there are. The last three days of a December are settled only
// once the notice of the next year is there too, because notices of New Year's
// Day (元旦) have set them.
func (c *Calendar) IsWorkday(d Date) (work, settled bool) {
	k := c.kind(d.Number())
	return k&worked != 0, k&official != 0
}

// A Day is what the calendar says of one day.
type Day struct {
	Date     Date
	Work     bool
	Official bool   // as IsWorkday says
	Holiday  string // the holiday that set the day apart, "" on an ordinary day
}

// Day says what is known of d.
func (c *Calendar) Day(d Date) Day {
	n := d.Number()
	k := c.kind(n)
	day := Day{Date: d, Work: k&worked != 0, Official: k&official != 0}
	if i, found := slices.BinarySearchFunc(c.entries, n, func(e entry, n int) int { return e.day - n }); found {
		day.Holiday = c.entries[i].name
	} else if !day.Official {
		day.Holiday = fixedHoliday(d)
	}
	return day
}

func (c *Calendar) kind(n int) kind {
	if i := n - c.first; i >= 0 && i < len(c.kinds) {
		return c.kinds[i]
	}
	return assumed(n)
}

// assumed is the kind of a day for which there is no notice.
func assumed(n int) kind {
	if w := weekday(n); w == time.Saturday || w == time.Sunday || fixedHoliday(FromNumber(n)) != "" {
		return 0
	}
	return worked
}

// fixedHoliday names the holiday on d that the regulation on public holidays
// (全国年节及纪念日放假办法, as amended for 2025) fixes by a date of the solar
// calendar. The holidays of the lunar calendar and Tomb-Sweeping Day (清明节)
// are left to the notices.
func fixedHoliday(d Date) string {
	switch {
	case d.Month == time.January && d.Day == 1:
		return "元旦"
	case d.Month == time.May && (d.Day == 1 || d.Day == 2 && d.Year >= 2025):
		return "劳动节"
	case d.Month == time.October && d.Day <= 3:
		return "国庆节"
	}
	return ""
}

// index works out the answers for all days that the notices bear on.
func (c *Calendar) index() {
	for _, e := range c.entries {
		if !slices.Contains(c.years, e.notice) {
			c.years = append(c.years, e.notice)
		}
	}
	slices.Sort(c.years)
	if len(c.years) == 0 {
		return
	}
	from := Date{c.years[0] - 1, time.December, decemberOpen}
	to := Date{c.years[len(c.years)-1], time.December, 31}
	c.first = from.Number()
	c.kinds = make([]kind, to.Sub(from)+1)
	for i := range c.kinds {
		d := FromNumber(c.first + i)
		open := d.Month == time.December && d.Day >= decemberOpen
		switch w := d.Weekday(); {
		case !c.Official(d.Year) || open && !c.Official(d.Year+1):
			c.kinds[i] = assumed(c.first + i)
		case w == time.Saturday || w == time.Sunday:
			c.kinds[i] = official
		default:
			c.kinds[i] = official | worked
		}
	}
	for _, e := range c.entries {
		k := official
		if !e.off {
			k |= worked
		}
		c.kinds[e.day-c.first] = k
	}
}
