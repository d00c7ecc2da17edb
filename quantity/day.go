package quantity

import "fmt"

// A Day is a day of the calendar. The zero Day means unknown or open.
type Day struct{ Year, Month, Day int }

// String writes the day as 2024-12-31, the zero Day as "".
func (d Day) String() string {
	if d == (Day{}) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes the day as String does.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Before reports whether d is an earlier day than e.
func (d Day) Before(e Day) bool {
	if d.Year != e.Year {
		return d.Year < e.Year
	}
	if d.Month != e.Month {
		return d.Month < e.Month
	}
	return d.Day < e.Day
}

// lastDay returns the number of days of a month.
func lastDay(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// first and last return the days a moment begins and ends on; where it names no
// year, it lies in the one given.
func (m moment) first(year int) Day {
	if m.year > 0 {
		year = m.year
	}
	switch {
	case m.quarter > 0:
		return Day{year, m.quarter*3 - 2, 1}
	case m.month > 0:
		return Day{year, m.month, max(m.day, 1)}
	}
	return Day{year, 1, 1}
}

func (m moment) last(year int) Day {
	if m.year > 0 {
		year = m.year
	}
	switch {
	case m.quarter > 0:
		return Day{year, m.quarter * 3, lastDay(year, m.quarter*3)}
	case m.month > 0 && m.day > 0:
		return Day{year, m.month, min(m.day, lastDay(year, m.month))}
	case m.month > 0:
		return Day{year, m.month, lastDay(year, m.month)}
	}
	return Day{year, 12, 31}
}
