package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// when tells whether the figure at at states a result or a target, of which
// year, and how many years it covers: by the words before it in its sentence, else
// by what the sentence as a whole is about.
func when(text string, at int, s *sentence, doc *Document) (status string, year, years int) {
	status, year, years = "actual", s.year, s.years
	if s.role == RolePlan || s.role == RoleOutlook || s.role == RoleSelfGovernment && s.year == doc.PlanYear && doc.PlanYear != doc.ReviewYear {
		status = "target"
	}
	if year == 0 {
		year = doc.ReviewYear
		if status == "target" {
			year = doc.PlanYear
		}
	}
	if base := baseYear(text[:at]); base != 0 {
		return "actual", base, years // 由1998年的A增加到B: A
	}
	y, relative := statedYear(text[:at], doc)
	if y == 0 {
		if n := effort(text[:at]); n > 1 && status == "target" && doc.PlanYear != 0 && year == doc.PlanYear {
			year += n - 1 // 通过三年努力, this one among them
		}
		return status, year, years
	}
	if y != year && years > 0 && status == "actual" {
		years = 0
	}
	switch {
	case status == "target" && doc.PlanYear != 0 && y < doc.PlanYear:
		status = "actual"
	case status == "actual" && doc.ReviewYear != 0 && y > doc.ReviewYear && !relative:
		status = "target"
	}
	return status, y, years
}

// yearInList returns the year of a figure out of a list where as many years were
// listed before it (到2027年、2030年，企业分别达到300家、400家), else 0.
func (fr *figureReader) yearInList(f *found) int {
	if !zhtext.Contains(fr.text, "年、") {
		return 0
	}
	nth, n := -1, 0
	for i := range fr.out {
		if fr.out[i].list == f.list {
			if fr.out[i].q.Start == f.q.Start {
				nth = n
			}
			n++
		}
	}
	if n < 2 || nth < 0 {
		return 0
	}
	left := fr.text[:fr.out[f.list].q.From]
	i := strings.LastIndex(left, "年、")
	if i < 4 {
		return 0
	}
	last, k := leadingYear(left[i+len("年、"):])
	years := []int{last}
	for k > 0 && i >= 4 && fourDigits(left[i-4:i]) {
		year, _ := leadingYear(left[i-4 : i+3])
		years = append([]int{year}, years...)
		if i -= 4 + len("年、"); i < 0 || !strings.HasPrefix(left[i:], "年、") {
			break
		}
	}
	if k == 0 || len(years) != n {
		return 0
	}
	return years[nth]
}

// leadingYear reads the year that s begins with: 2027年.
func leadingYear(s string) (year, n int) {
	if len(s) < 7 || !fourDigits(s[:4]) || s[4:7] != "年" {
		return 0, 0
	}
	return yearBefore(s[:4])
}

// effort returns how many years the words before a figure allow for it (通过三年努力,
// 用3—5年时间, 五年内), 0 where they do not say.
func effort(text string) int {
	at := zhtext.Index(text, "年")
	for at >= 0 && !efforts.Begins(text[at:]) {
		next := zhtext.Index(text[at+len("年"):], "年")
		if next < 0 {
			return 0
		}
		at += len("年") + next
	}
	if at < 3 {
		return 0
	}
	if c := text[at-1]; isDigit(c) {
		if c < '2' || at > 1 && (isDigit(text[at-2]) || text[at-2] == '.') {
			return 0
		}
		return int(c - '0')
	}
	for n, w := range [...]string{"两", "三", "四", "五", "六", "七", "八", "九"} {
		if strings.HasSuffix(text[:at], w) && !hasSuffix(text[:at], "近"+w, "前"+w, "第"+w, "十"+w) {
			return n + 2
		}
	}
	return 0
}

var efforts = phrases.list("efforts")

// baseYear returns the year of the figure that text ends before where it is the
// one something moved from (由2015年的…, 与2015年相比，…由…).
func baseYear(text string) int {
	left := strings.TrimSuffix(text, "的")
	from := strings.HasSuffix(left, "由") || strings.HasSuffix(left, "从")
	if !from {
		if !strings.HasSuffix(left, "年") {
			return 0
		}
		clause := left[strings.LastIndexAny(left, "，；。")+1:]
		if i := max(strings.LastIndex(clause, "由"), strings.LastIndex(clause, "从")); i < 0 || len(clause)-i > 12 {
			return 0
		}
	}
	for end := len(left); end > 0; {
		i := lastMark(left[:end], "年")
		if i < 4 {
			return 0
		}
		end = i
		if fourDigits(left[i-4:i]) && compares(left[:i-4]) {
			return int(left[i-4]-'0')*1000 + int(left[i-3]-'0')*100 + int(left[i-2]-'0')*10 + int(left[i-1]-'0')
		}
	}
	return 0
}

// statedYear returns the last year named in text that says when something is
// true, not against what it is compared (比2020年增长) or since when (2013年以来);
// 0 where there is none. relative is set for 去年 and 今年.
func statedYear(text string, doc *Document) (year int, relative bool) {
	for end := len(text); end > 0; {
		i := lastMark(text[:end], "年")
		if i < 0 {
			return 0, false
		}
		end = i
		switch {
		case strings.HasSuffix(text[:i], "去"), strings.HasSuffix(text[:i], "上"):
			if w := text[:i-3]; !compares(w) && doc.ReviewYear != 0 && !strings.HasSuffix(w, "较") {
				return doc.ReviewYear, true
			}
			continue
		case strings.HasSuffix(text[:i], "今"):
			if doc.PlanYear != 0 && !strings.HasPrefix(text[i+3:], "以来") {
				return doc.PlanYear, true
			}
			continue
		}
		if i < 4 || !fourDigits(text[i-4:i]) || i > 4 && isDigit(text[i-5]) {
			continue
		}
		if startsWith(text[i+3:], "远景", "愿景") {
			continue // 2035年远景目标: a goal's name
		}
		if compares(text[:i-4]) || strings.HasPrefix(text[i+3:], "、") || strings.HasSuffix(text[:i-4], "年、") || strings.HasPrefix(text[i+3:], "以来") || strings.HasPrefix(text[i+3:], "的") && strings.HasPrefix(text[i+6:], "基础上") {
			continue
		}
		n := 0
		for _, c := range []byte(text[i-4 : i]) {
			n = n*10 + int(c-'0')
		}
		if n < 1949 || n > 2100 {
			continue
		}
		return n, false
	}
	return 0, false
}

// compares tells whether the words before a year set it as the base of a
// comparison or the beginning of a time.
func compares(before string) bool {
	return bases.End(before)
}

var bases = phrases.endings("bases")

func fourDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return len(s) == 4
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
