package quantity

import (
	"strings"
	"unicode/utf8"
)

// A moment is a point of the calendar as far as the text names it. Parts that
// are not named are 0.
type moment struct {
	end                       int
	year, month, day, quarter int
	other                     bool // a time of day, a decade, a century
}

// momentAt reads the point of the calendar that begins with the number at
// text[i:]: 2024年, 2024年5月16日, 5月份, 一季度, 16日, 90年代.
func momentAt(text string, i int) (m moment, ok bool) {
	n, ok := dateNumber(text, i)
	return momentFrom(text, i, n, ok)
}

// momentFrom is momentAt where the number n, which can stand in a date if
// datable, has been read already.
func momentFrom(text string, i int, n numeral, datable bool) (m moment, ok bool) {
	if !datable {
		return numericDate(text, i)
	}
	v, _ := n.integer()
	at := skipSpace(text, n.end)
	c, w := utf8.DecodeRuneInString(text[at:])
	switch {
	case c == '-' || c == '/':
		return numericDate(text, i)
	case c == '年' && isYear(v, n):
		m.year, m.end = fullYear(v), at+w
		if strings.HasPrefix(text[m.end:], "级") {
			return m, false
		}
		m.end = trail(text, m.end, "度", "份")
		m.within(text)
		return m, true
	case c == '年' && strings.HasPrefix(text[at+w:], "代"):
		m.other, m.end = true, at+w+len("代")
		return m, true
	case c == '月' && v >= 1 && v <= 12:
		m.month, m.end = v, trail(text, at+w, "份")
		m.dayAt(text, m.end)
		return m, true
	case c == '日' && v >= 1 && v <= 31 && !followed(text, at+w, "内均游之以"):
		m.day, m.end = v, at+w
		return m, true
	case c == '季' && v >= 1 && v <= 4 && strings.HasPrefix(text[at+w:], "度"):
		m.quarter, m.end = v, at+w+len("度")
		return m, true
	case c == '世' && strings.HasPrefix(text[at+w:], "纪"):
		m.other, m.end = true, at+w+len("纪")
		return m, true
	case c == '时' && n.arabic && v <= 24 && !followed(text, at+w, "间代期长段速效空"):
		m.other, m.end = true, at+w
		if f, ok := readFigures(text, m.end); ok && strings.HasPrefix(text[f.end:], "分") && !strings.HasPrefix(text[f.end:], "分钟") {
			m.end = f.end + len("分")
		}
		return m, true
	}
	return m, false
}

// writtenYear reads a year digit by digit as old reports write it, with any
// sign for the zeros: 二○○三年, 二OO三年, 二00三年.
func writtenYear(text string, i int) (n numeral, ok bool) {
	year := 0
	for k := range 4 {
		c, w := classAt(text, i)
		d, wide := digitAt(text, i)
		switch {
		case c.isDigit():
			year = year*10 + int(c-zero)
		case k > 0 && wide > 0 && d == 0:
			year, w = year*10, wide
		case k > 0 && i < len(text) && (text[i] == 'O' || text[i] == 'o'):
			year *= 10
		case k > 0 && strings.HasPrefix(text[i:], "Ｏ"):
			year *= 10
		default:
			return n, false
		}
		i += w
	}
	return numeral{end: i, value: NewDecimal(int64(year), 0)}, year >= 1900 && year <= 2100 && strings.HasPrefix(text[i:], "年")
}

// dateNumber reads a whole number that can stand in a date.
func dateNumber(text string, i int) (numeral, bool) {
	if n, ok := writtenYear(text, i); ok {
		return n, true
	}
	n, ok := readNumeral(text, i)
	return n, ok && n.datable()
}

func (n *numeral) datable() bool {
	if n.bare || n.vague || n.big || n.first.point || n.first.comma || !n.spread.IsZero() {
		return false
	}
	_, ok := n.integer()
	return ok
}

func isYear(v int, n numeral) bool {
	if v >= 1900 && v <= 2100 {
		return true
	}
	return n.first.zero && n.first.digits == 2
}

func fullYear(v int) int {
	if v < 100 {
		return 2000 + v
	}
	return v
}

// within reads the month, day or quarter that follows a year.
func (m *moment) within(text string) {
	at := skipSpace(text, m.end)
	n, ok := dateNumber(text, at)
	if !ok {
		if strings.HasPrefix(text[at:], "第") {
			n, ok = dateNumber(text, at+len("第"))
		}
		if !ok {
			return
		}
	}
	v, _ := n.integer()
	end := skipSpace(text, n.end)
	switch {
	case strings.HasPrefix(text[end:], "月") && v >= 1 && v <= 12:
		m.month, m.end = v, trail(text, end+len("月"), "份")
		m.dayAt(text, m.end)
	case strings.HasPrefix(text[end:], "季度") && v >= 1 && v <= 4:
		m.quarter, m.end = v, end+len("季度")
	}
}

// dayAt reads the day that follows a month.
func (m *moment) dayAt(text string, i int) {
	n, ok := dateNumber(text, skipSpace(text, i))
	if !ok {
		return
	}
	v, _ := n.integer()
	end := skipSpace(text, n.end)
	for _, w := range [...]string{"日", "号"} {
		if strings.HasPrefix(text[end:], w) && v >= 1 && v <= 31 {
			m.day, m.end = v, end+len(w)
		}
	}
}

// numericDate reads 2024.5.16, 2024-05-16 and 2024/5/16.
func numericDate(text string, i int) (m moment, ok bool) {
	var parts [3]int
	for k := range parts {
		start := i
		for i < len(text) && i-start < 5 && text[i] >= '0' && text[i] <= '9' {
			parts[k] = parts[k]*10 + int(text[i]-'0')
			i++
		}
		if n := i - start; k == 0 && n != 4 || k > 0 && (n < 1 || n > 2) {
			return m, false
		}
		if k == 2 {
			break
		}
		if i >= len(text) || text[i] != '.' && text[i] != '-' && text[i] != '/' {
			return m, false
		}
		i++
	}
	m = moment{end: i, year: parts[0], month: parts[1], day: parts[2]}
	return m, m.year >= 1900 && m.year <= 2100 && m.month >= 1 && m.month <= 12 && m.day >= 1 && m.day <= 31
}

// dateAt returns the end of the date, or of the range of dates, that begins
// with the number n at text[i:].
func dateAt(text string, i int, n numeral) (end int, ok bool) {
	a, b, ok := datesFrom(text, i, n, n.datable())
	if b.end > 0 {
		return b.end, ok
	}
	return a.end, ok
}

// datesAt reads one moment or the two ends of a range: 2025年—2027年, 2021-2025年,
// 1—11月, 5月1日至7日. b.end is 0 where there is one.
func datesAt(text string, i int) (a, b moment, ok bool) {
	n, ok := dateNumber(text, i)
	return datesFrom(text, i, n, ok)
}

func datesFrom(text string, i int, n numeral, datable bool) (a, b moment, ok bool) {
	if a, ok = momentFrom(text, i, n, datable); ok {
		if a.year > 0 && a.month == 0 && a.quarter == 0 {
			// 2023年1—11月
			if c, d, ok := openSpanAt(text, skipSpace(text, a.end)); ok && c.year == 0 && d.year == 0 && d.month+d.quarter > 0 {
				c.year, d.year = a.year, a.year
				return c, d, true
			}
		}
		next, _, join := joinerAt(text, a.end)
		if !join {
			return a, b, true
		}
		if b, ok = momentAt(text, next); ok && !(b.month == 0 && b.quarter == 0 && b.day == 0 && a.year == 0) {
			if b.month == 0 && b.day > 0 {
				b.month = a.month
			}
			if b.year == 0 {
				b.year = a.year
			}
			return a, b, true
		}
		return a, moment{}, true
	}
	if !datable {
		return a, b, false
	}
	return openSpan(text, n)
}

func openSpanAt(text string, i int) (a, b moment, ok bool) {
	n, ok := dateNumber(text, i)
	if !ok {
		return a, b, false
	}
	return openSpan(text, n)
}

// openSpan reads a range of dates whose first end n lacks its word: 1—11月,
// 2021-2025年, 2024—2025学年.
func openSpan(text string, n numeral) (a, b moment, ok bool) {
	next, _, join := joinerAt(text, n.end)
	if !join {
		return a, b, false
	}
	v, _ := n.integer()
	if b, ok = momentAt(text, next); ok {
		a.end = n.end
		switch {
		case b.year > 0 && b.month == 0 && isYear(v, n):
			a.year = fullYear(v)
		case b.year > 0:
			return a, moment{}, false
		case b.month > 0 && v >= 1 && v <= 12:
			a.month = v
		case b.quarter > 0 && v >= 1 && v <= 4:
			a.quarter = v
		case b.day > 0 && b.month == 0 && v >= 1 && v <= 31:
			a.day = v
		default:
			return a, moment{}, false
		}
		return a, b, true
	}
	// 2024—2025学年 and a bare 2023-2025.
	m, ok := dateNumber(text, next)
	if !ok || !isYear(v, n) || v < 1900 || n.first.digits != 4 || m.first.digits != 4 {
		return a, b, false
	}
	w, _ := m.integer()
	if w < v || w > 2100 {
		return a, b, false
	}
	if _, _, unit := lex.unitAt(text, skipSpace(text, m.end)); unit && !strings.HasPrefix(text[m.end:], "学年") && !strings.HasPrefix(text[m.end:], "年度") {
		return a, b, false
	}
	a.year, a.end, b.year, b.end = v, n.end, w, trail(text, m.end, "学年", "年度")
	return a, b, true
}

// bareDate reads a date written without its words: the year in 2025版 and
// 2024中国…大会, and 12-03 in a list of news.
func (s *scanner) bareDate(i int, n numeral) (int, bool) {
	f := n.first
	if !n.plain || !n.arabic || f.point || f.comma {
		return 0, false
	}
	v, _ := n.integer()
	if f.digits == 4 && v >= 1990 && v <= 2050 && v != 2000 && s.names(n.end) {
		q := Quantity{Start: i, End: n.end}
		cmp, _ := leftComparator(s.text, &q, s.floor())
		return n.end, cmp == ""
	}
	if f.digits == 2 && strings.HasPrefix(s.text[n.end:], "-") && opens(lastRune(s.text[:i])) {
		day, ok := readFigures(s.text, n.end+1)
		d, _ := numeral{value: day.value}.integer()
		return day.end, ok && day.digits == 2 && v >= 1 && v <= 12 && d >= 1 && d <= 31 && !isAlnumAt(s.text, day.end)
	}
	return 0, false
}

func isAlnumAt(text string, i int) bool { return i < len(text) && isAlnum(text[i]) }

func trail(text string, i int, words ...string) int {
	for _, w := range words {
		if strings.HasPrefix(text[i:], w) {
			return i + len(w)
		}
	}
	return i
}

func followed(text string, i int, by string) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return strings.ContainsRune(by, r)
}
