package quantity

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Period is a stretch of the calendar that a text names.
type Period struct {
	Start, End int // byte range of the expression, with 到, 底, 前 and the like
	From, To   Day // inclusive; the zero Day where that end is open

	// Deadline says that something is due by To (年底前, 三年内, 到2030年) rather
	// than said of the whole stretch (一季度, 2024年).
	Deadline bool
	// Named says that the text gives the year itself; else it follows from the
	// year of the report.
	Named bool
}

// calendarWord is an entry of periods.tsv.
type calendarWord struct {
	role     string
	years    int    // year: how many later; plan: the first; span: +1 or -1, 0 for the time allowed
	last     int    // years: how many later the last is
	from, to moment // part
	point    bool   // part: a point of time
}

// Periods returns the calendar expressions of text from left to right, read
// relative to year: in a report of 2024, 今年 is 2024 and 去年 2023. A stretch named
// with 前 (6月底前, 2030年前) runs from the beginning of its year to its own end.
// Expressions that the year alone does not settle (3个月内, 本届政府任期内, 春节前) are
// left out.
func Periods(text string, year int) []Period {
	var out []Period
	for i := 0; i < len(text); {
		if b := text[i]; b < utf8.RuneSelf {
			if b < '0' || b > '9' {
				i++
				continue
			}
			i = addPeriod(&out, text, i, year)
			continue
		}
		r, w := utf8.DecodeRuneInString(text[i:])
		c := classOf(r)
		numeral := c.isDigit() || c.isMagnitude() || c == figure || c == nth || c == front
		if !numeral && lex.calendar.bucket(r) == nil {
			i += w
			continue
		}
		i = addPeriod(&out, text, i, year)
	}
	return out
}

// addPeriod adds the period at text[i:], if there is one, and returns where to
// go on.
func addPeriod(out *[]Period, text string, i, year int) int {
	p, ok := periodAt(text, i, year)
	if !ok {
		return skipToken(text, i)
	}
	if p.Start >= 0 && len(*out) > 0 && p.Start < (*out)[len(*out)-1].End {
		p.Start = i
	}
	*out = append(*out, p)
	return p.End
}

// skipToken passes over a number that is no date, or one character.
func skipToken(text string, i int) int {
	if end, ok := lex.stopped(text, i); ok {
		return end
	}
	if n, ok := readNumeral(text, i); ok {
		return n.end
	}
	_, w := utf8.DecodeRuneInString(text[i:])
	return i + w
}

// periodAt reads the expression at text[i:].
func periodAt(text string, i, year int) (Period, bool) {
	p := Period{Start: i}
	if w, end, ok := lex.calendar.after(text, i); ok {
		switch w.role {
		case "plan":
			return planAt(text, i, end, w.years)
		case "span":
			if q, ok := yearsAt(text, i, end, year, w.years); ok && (w.years != 0 || q.allow(text)) {
				return q, true
			}
		case "years":
			p.From, p.To, p.End = Day{year + w.years, 1, 1}, Day{year + w.last, 12, 31}, end
			p.edge(text, false)
			return p.due(text), true
		case "year":
			year += w.years
			p.From, p.To, p.End = Day{year, 1, 1}, Day{year, 12, 31}, end
			p.inner(text, year)
			p.edge(text, false)
			return p.due(text), true
		case "part":
			if insideWord(text, i) {
				return p, false
			}
			p.part(w, year, end)
			p.edge(text, w.point)
			return p.due(text), true
		}
	}
	if q, ok := yearsAt(text, i, i, year, 0); ok && (q.Deadline || q.To.Year < year) {
		return q, true
	}
	if q, ok := openingOf(text, i, year); ok {
		return q.due(text), true
	}
	at := i
	if strings.HasPrefix(text[i:], "第") {
		at += len("第")
	}
	a, b, ok := datesAt(text, at)
	if !ok || a.other || b.other || at > i && a.quarter == 0 {
		return p, false
	}
	if _, stop := lex.stopped(text, i); stop && a.year == 0 {
		return p, false
	}
	if b.end == 0 {
		b = a
	}
	if a.month == 0 && a.day > 0 {
		return p, false // a day without its month
	}
	p.Named = a.year > 0
	p.From, p.To, p.End = a.first(year), b.last(year), b.end
	if a.year > 0 && a.month == 0 && a.quarter == 0 && b.year == a.year {
		p.inner(text, a.year)
	}
	p.edge(text, false)
	return p.due(text), true
}

// part sets the period to a part of a year.
func (p *Period) part(w calendarWord, year, end int) {
	p.From, p.To, p.End = w.from.first(year), w.to.last(year), end
	p.Deadline = w.point
}

// inner narrows a year to the part of it named next: 今年上半年, 明年6月, 2024年底.
func (p *Period) inner(text string, year int) {
	at := skipSpace(text, p.End)
	if w, end, ok := lex.calendar.after(text, at); ok && w.role == "part" {
		p.part(w, year, end)
		return
	}
	// 年底 after 今年 or 2024年 is written with one 年.
	if w, end, ok := lex.calendar.after("年"+text[at:min(len(text), at+6)], 0); ok && w.role == "part" && strings.HasSuffix(text[:p.End], "年") {
		if insideNext(text, at+end-len("年")) {
			return
		}
		p.part(w, year, at+end-len("年"))
		return
	}
	if strings.HasPrefix(text[at:], "前") {
		if q, ok := openingOf(text, at, year); ok {
			p.From, p.To, p.End = q.From, q.To, q.End
		}
		return
	}
	if strings.HasPrefix(text[at:], "第") {
		at += len("第")
	}
	if a, b, ok := datesAt(text, at); ok && a.year == 0 && b.year == 0 && (a.month > 0 || a.quarter > 0) {
		if b.end == 0 {
			b = a
		}
		p.From, p.To, p.End = a.first(year), b.last(year), b.end
	}
}

// insideNext reports whether what looked like 年中 or 年内 before text[i:] opens
// another word: 2024年中国, 2024年内蒙古.
func insideNext(text string, i int) bool {
	return followed(text, i, "国央共华蒙部小考医文科西东欧原秋需外河涝燃容涵生陆贸置")
}

// insideWord reports whether 年底 or 年中 at text[i:] belongs to a word before it:
// 三年中, 近年内.
func insideWord(text string, i int) bool {
	r := lastRune(text[:i])
	return strings.HasPrefix(text[i:], "年") && (isNumeral(r) || classOf(r) == some || strings.ContainsRune("近多每历往青少壮老成同学今去明前后当本0123456789", r)) ||
		strings.HasPrefix(text[i:], "年中") && insideNext(text, i+len("年中")) || strings.HasPrefix(text[i:], "年内") && insideNext(text, i+len("年内"))
}

// edge reads what follows a stretch: 底 and 末 its last day, 前 up to its end, 内
// within it, 以来 and 起 from its beginning on.
func (p *Period) edge(text string, point bool) {
	at := p.End
	for _, last := range [...]string{"底", "末", "下旬", "中旬", "上旬"} {
		if point || !strings.HasPrefix(text[at:], last) {
			continue
		}
		at += len(last)
		switch last {
		case "底", "末":
			p.From, p.Deadline = p.To, true
		case "下旬":
			p.From.Day = 21
		case "中旬":
			p.From.Day, p.To.Day = 11, 20
		case "上旬":
			p.To.Day = 10
		}
		p.End = at
		break
	}
	switch {
	case strings.HasPrefix(text[at:], "之前"), strings.HasPrefix(text[at:], "以前"):
		p.before(at + len("之前"))
	case strings.HasPrefix(text[at:], "前") && !followed(text, at+len("前"), "三两二四五六七八九十往后期来瞻沿置景端十0123456789"):
		p.before(at + len("前"))
	case strings.HasPrefix(text[at:], "之内"), strings.HasPrefix(text[at:], "以内"):
		p.Deadline, p.End = true, at+len("之内")
	case strings.HasPrefix(text[at:], "内") && !insideNext(text, at+len("内")):
		p.Deadline, p.End = true, at+len("内")
	case strings.HasPrefix(text[at:], "期间"):
		p.End = at + len("期间")
	case strings.HasPrefix(text[at:], "以来"):
		p.To, p.End, p.Deadline = Day{}, at+len("以来"), false
	case strings.HasPrefix(text[at:], "起") && !followed(text, at+len("起"), "步草点"):
		p.To, p.End, p.Deadline = Day{}, at+len("起"), false
	}
}

func (p *Period) before(end int) {
	p.From = Day{p.To.Year, 1, 1}
	p.Deadline, p.End = true, end
}

// due takes 到 or 至 before the expression into it: 到2030年, 至年底. 截至 says as of
// when, not by when.
func (p Period) due(text string) Period {
	for _, w := range [...]string{"截至到", "截止到", "截至", "截止", "到", "至"} {
		if !strings.HasSuffix(text[:p.Start], w) {
			continue
		}
		if r := lastRune(text[:p.Start-len(w)]); strings.ContainsRune("达直甚乃以", r) {
			break
		}
		p.Start -= len(w)
		p.Deadline = p.To != (Day{}) && !strings.HasPrefix(w, "截")
		break
	}
	if strings.HasSuffix(text[p.Start:p.End], "年内") {
		p.Deadline = true
	}
	return p
}

// planAt reads a five-year plan as a time: “十四五”末, “十四五”期间. The name alone
// counts only in quotation marks.
func planAt(text string, i, end, first int) (Period, bool) {
	p := Period{Start: i, End: end, From: Day{first, 1, 1}, To: Day{first + 4, 12, 31}, Named: true}
	quoted := strings.HasSuffix(text[:i], "“") && strings.HasPrefix(text[end:], "”")
	if quoted {
		p.Start, p.End = i-len("“"), end+len("”")
	}
	rest := text[p.End:]
	switch {
	case strings.HasPrefix(rest, "期末"), strings.HasPrefix(rest, "时期末"), strings.HasPrefix(rest, "末"), strings.HasPrefix(rest, "规划期末"):
		p.From, p.Deadline = p.To, true
		p.End += strings.Index(rest, "末") + len("末")
	case strings.HasPrefix(rest, "期间"), strings.HasPrefix(rest, "时期"):
		p.End += len("期间")
	case strings.HasPrefix(rest, "规划期间"):
		p.End += len("规划期间")
	case strings.HasPrefix(rest, "以来"):
		p.To = Day{}
		p.End += len("以来")
	case !quoted:
		return p, false
	}
	return p.due(text), true
}

// yearsAt reads a number of years at text[at:] that counts from the year of the
// report: 三年内, 今后五年, 过去一年. side is 0 where no word before it says so.
func yearsAt(text string, i, at, year, side int) (Period, bool) {
	n, ok := dateNumber(text, at)
	if !ok {
		return Period{}, false
	}
	v, _ := n.integer()
	end := skipSpace(text, n.end)
	if !strings.HasPrefix(text[end:], "年") || v < 1 || v > 50 || n.first.zero {
		return Period{}, false
	}
	end += len("年")
	p := Period{Start: i, From: Day{year, 1, 1}, To: Day{year + v - 1, 12, 31}}
	within := trail(text, end, "内", "之内", "以内")
	switch {
	case side < 0, side == 0 && strings.HasPrefix(text[end:], "来") && !strings.HasPrefix(text[end:], "来自"):
		p.From, p.To, p.End = Day{year - v, 1, 1}, Day{year - 1, 12, 31}, trail(text, end, "来")
	case within > end && !insideNext(text, within):
		p.Deadline, p.End = true, within
	default:
		p.End = end
	}
	return p, true
}

// allow makes the period the time allowed for something: 用三年时间.
func (p *Period) allow(text string) bool {
	end := trail(text, p.End, "左右的时间", "左右时间", "的时间", "时间")
	if end == p.End && !p.Deadline {
		return false
	}
	p.Deadline, p.End = true, end
	return true
}

// openingOf reads the opening stretch of a year: 前三季度, 前11个月.
func openingOf(text string, i, year int) (Period, bool) {
	if !strings.HasPrefix(text[i:], "前") {
		return Period{}, false
	}
	n, ok := dateNumber(text, i+len("前"))
	if !ok {
		return Period{}, false
	}
	v, _ := n.integer()
	months, end := v*3, trail(text, n.end, "季度", "个季度")
	if end == n.end {
		months, end = v, trail(text, n.end, "个月")
	}
	if end == n.end || months < 1 || months > 12 {
		return Period{}, false
	}
	return Period{Start: i, End: end, From: Day{year, 1, 1}, To: Day{year, months, lastDay(year, months)}}, true
}

// addCalendar reads one row of periods.tsv.
func (l *lexicon) addCalendar(f []string) {
	if len(f) < 3 {
		return
	}
	w := calendarWord{role: f[1]}
	switch w.role {
	case "year", "plan":
		w.years, _ = strconv.Atoi(f[2])
	case "years":
		if len(f) < 4 {
			return
		}
		w.years, _ = strconv.Atoi(f[2])
		w.last, _ = strconv.Atoi(f[3])
	case "span":
		switch f[2] {
		case "-":
			w.years = -1
		case "+":
			w.years = 1
		}
	case "part":
		if len(f) < 4 {
			return
		}
		w.from, w.to = monthDay(f[2]), monthDay(f[3])
		w.point = len(f) > 4
	}
	l.calendar.add(firstRune(f[0]), f[0], w)
}

func monthDay(s string) moment {
	month, day, _ := strings.Cut(s, "-")
	m := moment{}
	m.month, _ = strconv.Atoi(month)
	m.day, _ = strconv.Atoi(day)
	return m
}
