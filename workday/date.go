package workday

import (
	"errors"
	"fmt"
	"time"
)

// A Date is a day of the calendar, without a time of day or a time zone. The
// zero Date is no day. Dates are comparable with ==; a Date written with a day
// beyond its month's end means the same as with time.Date, but is not == to it.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

var errDate = errors.New("not a date of the form 2026-01-30")

// ParseDate reads a date of the form 2026-01-30. Days that do not exist are
// refused.
func ParseDate(s string) (Date, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, fmt.Errorf("%q is %w", s, errDate)
	}
	var parts [3]int
	for i, r := range [3][2]int{{0, 4}, {5, 7}, {8, 10}} {
		for _, c := range []byte(s[r[0]:r[1]]) {
			if c < '0' || c > '9' {
				return Date{}, fmt.Errorf("%q is %w", s, errDate)
			}
			parts[i] = parts[i]*10 + int(c-'0')
		}
	}
	d := Date{parts[0], time.Month(parts[1]), parts[2]}
	if !d.Valid() {
		return Date{}, fmt.Errorf("there is no day %s", s)
	}
	return d, nil
}

// Valid tells whether d is a day that exists, from year 1 on.
func (d Date) Valid() bool {
	return d.Year >= 1 && d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= monthLength(d.Year, d.Month)
}

// IsZero tells whether d is the zero Date.
func (d Date) IsZero() bool { return d == Date{} }

// String writes d as 2026-01-30, and the zero Date as "".
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes d as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	read, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = read
	return nil
}

// Number counts the days from 1970-01-01, which is day 0, to d.
func (d Date) Number() int {
	// Years are counted from March, so that the leap day ends a year, and in
	// eras of 400 years, which all have the same length.
	months := int(d.Month) - 3
	year := d.Year + floorDiv(months, 12)
	months -= 12 * floorDiv(months, 12)
	era := floorDiv(year, 400)
	ofEra := year - era*400
	ofYear := (153*months+2)/5 + d.Day - 1
	return era*146097 + ofEra*365 + ofEra/4 - ofEra/100 + ofYear - 719468
}

// FromNumber is the day that Number calls n.
func FromNumber(n int) Date {
	n += 719468
	era := floorDiv(n, 146097)
	ofEra := n - era*146097
	yearOfEra := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	months := (5*ofYear + 2) / 153
	d := Date{Year: yearOfEra + era*400, Month: time.Month(months + 3), Day: ofYear - (153*months+2)/5 + 1}
	if months >= 10 {
		d.Month -= 12
		d.Year++
	}
	return d
}

// Weekday is the day of the week of d.
func (d Date) Weekday() time.Weekday { return weekday(d.Number()) }

// weekday is the day of the week of a day number; day 0 was a Thursday.
func weekday(n int) time.Weekday { return time.Weekday(((n+4)%7 + 7) % 7) }

// AddDays is the day n days after d, or before it when n is negative.
func (d Date) AddDays(n int) Date { return FromNumber(d.Number() + n) }

// AddMonths is the matching date n months after d: the same day of the month,
// or the month's last day where it has no such day (Civil Code, article 202).
func (d Date) AddMonths(n int) Date {
	months := int(d.Month) - 1 + n
	year := d.Year + floorDiv(months, 12)
	month := time.Month(months - 12*floorDiv(months, 12) + 1)
	return Date{year, month, min(d.Day, monthLength(year, month))}
}

// EndOfMonth is the last day of the month of d.
func (d Date) EndOfMonth() Date {
	return Date{d.Year, d.Month, monthLength(d.Year, d.Month)}
}

// Sub counts the days from e to d: 0 for the same day, negative when d is the
// earlier one.
func (d Date) Sub(e Date) int { return d.Number() - e.Number() }

// Compare is -1, 0 or 1 as d is before, on or after e.
func (d Date) Compare(e Date) int {
	switch n := d.Sub(e); {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// Before tells whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After tells whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

func monthLength(year int, month time.Month) int {
	switch month {
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case time.April, time.June, time.September, time.November:
		return 30
	default:
		return 31
	}
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
