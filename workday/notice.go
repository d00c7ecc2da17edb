package workday

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Load makes a calendar of notices written as a table. A line holds four
// columns divided by tabs: the date (2026-02-14), the name of the holiday, off
// or work, and the year of the notice. Lines beginning with # and empty lines
// are skipped. The JSON that the project holiday-cn publishes for a year is read
// as well: {"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01",
// "isOffDay": true}, …]}.
//
// Weekends need not be listed. A notice may set days of its own year and of
// the December before it. It must list as off the days that law fixes by date
// (1 January, 1 May, 1 October): a table without them is incomplete, and is
// refused before it makes dates look settled. Errors name the line.
func Load(table []byte) (*Calendar, error) { return (&Calendar{}).With(table) }

// With is the calendar with further notices, in the form that Load reads. A
// notice of a year that the calendar already holds takes the place of the
// earlier one: corrections are published during a year. c stays as it is.
func (c *Calendar) With(table []byte) (*Calendar, error) {
	read, err := parseNotices(table)
	if err != nil {
		return nil, err
	}
	replaced := map[int]bool{}
	for _, e := range read {
		replaced[e.notice] = true
	}
	next := &Calendar{entries: read}
	for _, e := range c.entries {
		if replaced[e.notice] {
			continue
		}
		for _, r := range read {
			if r.day == e.day && r.off != e.off {
				return nil, fmt.Errorf("the notices of %d and %d contradict each other on %s", e.notice, r.notice, FromNumber(e.day))
			}
		}
		next.entries = append(next.entries, e)
	}
	slices.SortFunc(next.entries, func(a, b entry) int {
		return cmp.Or(a.day-b.day, a.notice-b.notice)
	})
	next.index()
	return next, nil
}

func parseNotices(table []byte) ([]entry, error) {
	if text := bytes.TrimSpace(bytes.TrimPrefix(table, []byte("\ufeff"))); bytes.HasPrefix(text, []byte("{")) {
		return parseNoticeJSON(text)
	}
	var entries []entry
	lines := map[int]int{} // day → line that set it
	for i, line := range strings.Split(string(bytes.TrimPrefix(table, []byte("\ufeff"))), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		e, err := parseEntry(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		if at, twice := lines[e.day]; twice {
			return nil, fmt.Errorf("line %d: %s was already set in line %d", i+1, FromNumber(e.day), at)
		}
		lines[e.day] = i + 1
		entries = append(entries, e)
	}
	if len(entries) == 0 {
		return nil, errors.New("the table lists no day; a year's notice sets its holidays and make-up working days")
	}
	return entries, complete(entries)
}

func parseNoticeJSON(text []byte) ([]entry, error) {
	var notice struct {
		Year int `json:"year"`
		Days []struct {
			Name  string `json:"name"`
			Date  string `json:"date"`
			IsOff *bool  `json:"isOffDay"`
		} `json:"days"`
	}
	if err := json.Unmarshal(text, &notice); err != nil {
		return nil, fmt.Errorf("the notice is no JSON as holiday-cn writes it: %w", err)
	}
	if len(notice.Days) == 0 {
		return nil, errors.New("the notice lists no day; a year's notice sets its holidays and make-up working days")
	}
	entries := make([]entry, 0, len(notice.Days))
	seen := map[int]bool{}
	for i, d := range notice.Days {
		kind := ""
		if d.IsOff != nil {
			kind = map[bool]string{true: "off", false: "work"}[*d.IsOff]
		}
		e, err := parseEntry(strings.Join([]string{d.Date, d.Name, kind, strconv.Itoa(notice.Year)}, "\t"))
		if err != nil {
			return nil, fmt.Errorf("day %d: %w", i+1, err)
		}
		if seen[e.day] {
			return nil, fmt.Errorf("day %d: %s was already set", i+1, d.Date)
		}
		seen[e.day] = true
		entries = append(entries, e)
	}
	return entries, complete(entries)
}

func parseEntry(line string) (entry, error) {
	fields := strings.Split(line, "\t")
	if len(fields) != 4 {
		return entry{}, fmt.Errorf("%d columns divided by tabs, want 4: date, name, off or work, year of the notice", len(fields))
	}
	d, err := ParseDate(fields[0])
	if err != nil {
		return entry{}, err
	}
	e := entry{day: d.Number(), name: strings.TrimSpace(fields[1])}
	if e.name == "" {
		return entry{}, errors.New("the holiday has no name")
	}
	switch fields[2] {
	case "off":
		e.off = true
	case "work":
	default:
		return entry{}, fmt.Errorf("%q is neither off nor work", fields[2])
	}
	if e.notice, err = strconv.Atoi(fields[3]); err != nil || e.notice < 1949 || e.notice > 9999 {
		return entry{}, fmt.Errorf("%q is not the year of a notice", fields[3])
	}
	if before := d.Year == e.notice-1 && d.Month == time.December && d.Day >= decemberOpen; d.Year != e.notice && !before {
		return entry{}, fmt.Errorf("the notice of %d cannot set %s: it sets days of its own year and, from %d December, of the year before", e.notice, d, decemberOpen)
	}
	return e, nil
}

// complete checks that each notice lists the holidays no notice goes without.
func complete(entries []entry) error {
	off := map[int]bool{}
	years := map[int]bool{}
	for _, e := range entries {
		years[e.notice] = true
		off[e.day] = off[e.day] || e.off
	}
	for _, e := range entries { // in the order of the table, not of a map
		if !years[e.notice] {
			continue
		}
		delete(years, e.notice)
		for _, month := range []time.Month{time.January, time.May, time.October} {
			if d := (Date{e.notice, month, 1}); !off[d.Number()] {
				return fmt.Errorf("the notice of %d does not list %s (%s) as off: the table is incomplete", e.notice, d, fixedHoliday(d))
			}
		}
	}
	return nil
}
