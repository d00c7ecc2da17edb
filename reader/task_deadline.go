package reader

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// deadlineOf reads the date by which an action is to be done, where the action
// itself states one (年底, 年内, 6月底前, 到2030年), as YYYY-MM-DD; else "". A year in
// a name or in quotation marks is no deadline.
func deadlineOf(s string, planYear int) string {
	depth := 0
	for i := 0; i+3 <= len(s); {
		c := s[i]
		switch {
		case c > 0xE3 && c < 0xF0:
			if datePlaces.may(s[i+2]) && datePlaces.has(s, i) && (depth == 0 || strings.HasPrefix(s[i:], "末")) {
				if d := dateAt(s, i, planYear); d != "" {
					return d
				}
			}
			i += 3
			continue
		case c == 0xE2 || c == 0xE3:
			switch s[i : i+3] {
			case "“", "《":
				depth++
			case "”", "》":
				depth = max(0, depth-1)
			}
		}
		i += runeLen(c)
	}
	return ""
}

// datePlaces are the characters that a date is told by.
var datePlaces = newCharSet("年月半季末全")

// dateAt reads the deadline whose telling character stands at s[i].
func dateAt(s string, i, planYear int) string {
	rest, before := s[i:], s[:i]
	year, digits := trailingYear(before)
	switch {
	case strings.HasPrefix(rest, "年"):
		if digits > 0 {
			if year < planYear || hasSuffix(s, "方案", "规划", "计划", "纲要", "目标") {
				return "" // what was built before, what a plan is called after
			}
			return yearAt(before[:len(before)-digits], rest[len("年"):], year)
		}
		if planYear == 0 {
			return ""
		}
		for _, w := range [...]string{"年底", "年末", "年内", "年度"} {
			if !strings.HasPrefix(rest, w) {
				continue
			}
			if k := spanYears(before); k > 0 {
				if w == "年内" {
					return endOfYear(planYear + k - 1)
				}
				return ""
			}
			if strings.HasSuffix(before, "明") {
				return endOfYear(planYear + 1)
			}
			if w == "年度" && !strings.HasSuffix(before, "完成") || strings.HasSuffix(before, "去") || strings.HasSuffix(before, "上") {
				return ""
			}
			return endOfYear(planYear)
		}
	case strings.HasPrefix(rest, "全年"):
		if planYear == 0 || strings.HasPrefix(rest, "全年龄") || strings.HasPrefix(rest, "全年无休") || strings.HasPrefix(rest, "全年候") {
			return ""
		}
		return endOfYear(planYear)
	case strings.HasPrefix(rest, "月底前"), strings.HasPrefix(rest, "月底之前"), strings.HasPrefix(rest, "月底"), strings.HasPrefix(rest, "月前"), strings.HasPrefix(rest, "月份前"), strings.HasPrefix(rest, "月末"):
		m := trailingMonth(before)
		if m == 0 || planYear == 0 {
			return ""
		}
		if strings.HasPrefix(rest, "月前") || strings.HasPrefix(rest, "月份前") {
			m--
			if m == 0 {
				return endOfYear(planYear - 1)
			}
		}
		return endOfMonth(planYear, m)
	case strings.HasPrefix(rest, "半年") && strings.HasSuffix(before, "上") && planYear > 0 && !strings.HasSuffix(before, "去年上"):
		return endOfMonth(planYear, 6)
	case strings.HasPrefix(rest, "季度") && planYear > 0:
		for q, w := range [...]string{"一", "二", "三", "四"} {
			if strings.HasSuffix(before, w) || strings.HasSuffix(before, strconv.Itoa(q+1)) {
				return endOfMonth(planYear, 3*(q+1))
			}
		}
	case strings.HasPrefix(rest, "末"):
		for five, w := range map[int]string{2005: "“十五”", 2010: "“十一五”", 2015: "“十二五”", 2020: "“十三五”", 2025: "“十四五”", 2030: "“十五五”"} {
			if strings.HasSuffix(before, w) || strings.HasSuffix(before, w+"期") {
				return endOfYear(five)
			}
		}
	}
	return ""
}

// yearAt tells whether a year of four digits between before and after is a
// deadline: something reaches to it, or it ends a span of time.
func yearAt(before, after string, year int) string {
	if dueBefore.End(before) && !strings.HasPrefix(after, "—") {
		if m := leadingMonth(after); m > 0 {
			return endOfMonth(year, m)
		}
		return endOfYear(year)
	}
	if dueBehindYear.Begins(after) {
		return endOfYear(year)
	}
	if m := leadingMonth(after); m > 0 {
		rest := after[zhtext.Index(after, "月")+len("月"):]
		if dueBehindMonth.Begins(rest) {
			return endOfMonth(year, m)
		}
	}
	return ""
}

var (
	dueBefore      = phrases.endings("dueBefore")
	dueBehindYear  = phrases.list("dueBehindYear")
	dueBehindMonth = phrases.list("dueBehindMonth")
)

// trailingYear reads a year of four digits at the end of s.
func trailingYear(s string) (year, length int) {
	if len(s) < 4 || !fourDigits(s[len(s)-4:]) || len(s) > 4 && digitByte(s[len(s)-5]) {
		return 0, 0
	}
	y, err := strconv.Atoi(s[len(s)-4:])
	if err != nil || y < 1950 || y > 2100 {
		return 0, 0
	}
	return y, 4
}

func trailingMonth(s string) int {
	d := len(s)
	for d > 0 && digitByte(s[d-1]) {
		d--
	}
	m, err := strconv.Atoi(s[d:])
	if err != nil || m < 1 || m > 12 {
		return 0
	}
	return m
}

func leadingMonth(s string) int {
	d := 0
	for d < len(s) && digitByte(s[d]) {
		d++
	}
	m, err := strconv.Atoi(s[:d])
	if err != nil || m < 1 || m > 12 || !strings.HasPrefix(s[d:], "月") {
		return 0
	}
	return m
}

// spanYears reads the number of years before 年内 (三年内, 3年内).
func spanYears(before string) int {
	for k, w := range [...]string{"一", "两", "三", "四", "五"} {
		if strings.HasSuffix(before, w) || strings.HasSuffix(before, strconv.Itoa(k+1)) {
			return k + 1
		}
	}
	return 0
}

func endOfYear(year int) string { return fmt.Sprintf("%04d-12-31", year) }

func endOfMonth(year, month int) string {
	days := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		days = 29
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, days)
}
