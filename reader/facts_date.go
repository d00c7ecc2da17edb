package reader

import (
	"fmt"
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
	"github.com/luoshi-project/luoshi/zhtext/words"
)

// A calendarDate is a date as the text gives it: a part it does not say is 0.
type calendarDate struct{ year, month, day int }

// String returns the date as YYYY-MM-DD, or "" where a part is missing.
func (d calendarDate) String() string {
	if d.year == 0 || d.month == 0 || d.day == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// date returns the day the report was given. The session's line says it best,
// then a date in brackets, then a line that is a date, then the first paragraph.
func (h head) date() calendarDate {
	if d, _, _ := findDate(h.session); d.day != 0 {
		return d
	}
	var alone calendarDate
	for _, s := range h.front {
		if len(s) > 90 {
			continue
		}
		d, start, end := findDate(s)
		if d.year == 0 || d.day == 0 {
			continue
		}
		if strings.HasPrefix(s[end:], "）") && strings.HasSuffix(s[:start], "（") {
			return d
		}
		if alone.day == 0 {
			alone = d
		}
	}
	if alone.day != 0 {
		return alone
	}
	for _, s := range h.front {
		if !zhtext.Contains(s, "报告") {
			continue
		}
		if d, _, _ := findDate(s[:min(len(s), 240)]); d.day != 0 {
			return d
		}
	}
	return calendarDate{}
}

// dateOnly reports whether s is a date and hardly more.
func dateOnly(s string) bool {
	d, start, end := findDate(s)
	return d.year != 0 && d.month != 0 && len(s)-(end-start) <= 6
}

// findDate returns the first date of s that has a month, with its range.
func findDate(s string) (d calendarDate, start, end int) {
	for at := 0; at < len(s); {
		i := zhtext.Index(s[at:], "月")
		if i < 0 {
			return calendarDate{}, 0, 0
		}
		at += i + 3
		month, m := numberBefore(s[:at-3])
		if m == 0 || month < 1 || month > 12 {
			continue
		}
		start = at - 3 - m
		d = calendarDate{month: month}
		if strings.HasSuffix(s[:start], "年") {
			if year, n := yearBefore(s[:start-3]); n > 0 {
				d.year, start = year, start-3-n
			}
		}
		end = at
		if day, n := numberAt(s[at:]); n > 0 && day >= 1 && day <= 31 && strings.HasPrefix(s[at+n:], "日") {
			d.day, end = day, at+n+3
		}
		return d, start, end
	}
	return calendarDate{}, 0, 0
}

// numberBefore reads the number of at most two places that s ends with.
func numberBefore(s string) (number, n int) {
	for n < 2 && n < len(s) && digit(s[len(s)-1-n]) {
		n++
	}
	if n > 0 {
		return numberAt(s[len(s)-n:])
	}
	for n+3 <= len(s) && n < 9 && hanDigit(s[len(s)-n-3:len(s)-n]) > 0 {
		n += 3
	}
	number, k := hanNumber(s[len(s)-n:])
	if k != n {
		return 0, 0
	}
	return number, n
}

// numberAt reads the number of at most two places that s begins with.
func numberAt(s string) (number, n int) {
	for n < 2 && n < len(s) && digit(s[n]) {
		number = number*10 + int(s[n]-'0')
		n++
	}
	if n > 0 {
		return number, n
	}
	return hanNumber(s)
}

// yearBefore reads the year of four places that s ends with: 2024, 二〇二四.
func yearBefore(s string) (year, n int) {
	if len(s) >= 4 && digit(s[len(s)-4]) && digit(s[len(s)-3]) && digit(s[len(s)-2]) && digit(s[len(s)-1]) {
		return validYear(int(s[len(s)-4]-'0')*1000+int(s[len(s)-3]-'0')*100+int(s[len(s)-2]-'0')*10+int(s[len(s)-1]-'0'), 4)
	}
	at := len(s)
	for place, unit := 0, 1; place < 4; place, unit = place+1, unit*10 {
		d, k := zeroOrDigitBefore(s[:at])
		if k == 0 {
			return 0, 0
		}
		year += d * unit
		at -= k
	}
	return validYear(year, len(s)-at)
}

func validYear(year, n int) (int, int) {
	if year < 1949 || year > 2100 {
		return 0, 0
	}
	return year, n
}

// zeros are what people write for a zero.
var zeros = words.NewEndings("〇", "○", "零", "O", "0", "Ｏ", "о", "◯")

// zeroOrDigitBefore reads the Chinese digit, zero among them, that s ends with.
func zeroOrDigitBefore(s string) (digit, n int) {
	if _, n := zeros.Longest(s); n > 0 {
		return 0, n
	}
	if len(s) >= 3 {
		if d := hanDigit(s[len(s)-3:]); d > 0 && d < 10 {
			return d, 3
		}
	}
	return 0, 0
}

// A reportYears holds the year looked back on and the year planned, 0 where
// nothing says it.
type reportYears struct{ review, plan int }

// readYears finds the years from the headings, the date, the title and, where
// they fail, the first paragraphs.
func readYears(text string, blocks []block, date calendarDate, title, kind string, h head) reportYears {
	var y reportYears
	given := date.year
	if given != 0 && date.month >= 11 {
		given++ // a report of the last weeks of a year promises for the next
	}
	reviewed := false
	for _, b := range blocks {
		if b.kind == noteBlock || b.kind == noiseBlock || b.kind == frontBlock {
			continue
		}
		s := text[b.start:min(b.end, b.start+120)]
		if b.end-b.start > 120 && ordinalAt(s) != hanForm {
			continue
		}
		role := roleOfTitle(s, max(0, given-1), given)
		if role != RoleReview && role != RolePlan {
			continue
		}
		reviewed = reviewed || role == RoleReview
		year := yearIn(s)
		switch {
		case year == 0 || given != 0 && (year < given-1 || year > given+1):
		case role == RoleReview && y.review == 0:
			y.review = year
		case role == RolePlan && y.plan == 0:
			y.plan = year
		}
	}
	if y.plan == 0 {
		y.plan = given
	}
	if y.plan == 0 && y.review != 0 {
		y.plan = y.review + 1
	}
	if y.plan == 0 {
		y.plan = yearIn(title)
	}
	for _, s := range h.front {
		if y.plan == 0 {
			y.plan = plannedYear(s)
		}
	}
	if y.review == 0 && y.plan != 0 && (reviewed || kind == "report") {
		y.review = y.plan - 1
	}
	return y
}

// yearIn returns the first year named in s, or 0.
func yearIn(s string) int {
	for at := 0; at < len(s); {
		i := zhtext.Index(s[at:], "年")
		if i < 0 {
			break
		}
		if year, n := yearBefore(s[:at+i]); n > 0 {
			return year
		}
		at += i + 3
	}
	// 2024，这些关键词…: a headline's year stands without 年.
	if len(s) > 4 && s[4] >= 0x80 {
		if year, n := yearBefore(s[:4]); n > 0 {
			return year
		}
	}
	return 0
}

// plannedYear returns the year s says the work is planned for, or 0.
func plannedYear(s string) int {
	for _, word := range [...]string{"工作安排", "工作部署", "重点工作", "主要任务", "目标任务", "发展目标"} {
		i := strings.Index(s, word)
		if i < 0 {
			continue
		}
		if year := yearIn(s[max(0, i-30):i]); year != 0 {
			return year
		}
	}
	return yearIn(s[:min(len(s), 12)])
}
