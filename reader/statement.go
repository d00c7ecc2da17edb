package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// A statementKind says what a sentence states.
type statementKind string

const (
	statesAchievement statementKind = "achievement"
	statesTarget      statementKind = "target"
	statesTask        statementKind = "task"
	statesLivelihood  statementKind = "livelihood"
	statesProblem     statementKind = "problem"
	statesOutlook     statementKind = "outlook"
	statesOther       statementKind = "other"
)

// A tense knows, sentence after sentence, which time the report speaks of.
type tense struct {
	doc         Document
	base        Role // of the section
	role        Role
	year, years int
	problem     bool // the paragraph tells what went wrong
	closing     bool // the paragraph greets, thanks or appeals
	aiming      bool // a list of targets was announced and has not ended
}

// enter begins a section. Its own title says the time it speaks of; a section
// below it that says nothing goes on with what the paragraphs before it said.
func (t *tense) enter(s *section, sections []section) {
	t.base = s.role
	if s.parent >= 0 && s.role == t.role {
		above := sections[s.parent]
		silent := s.role == above.role && s.year == above.year && s.years == above.years
		if silent || s.years == 0 && s.year <= t.year {
			return
		}
	}
	t.role, t.year, t.years = s.role, s.year, s.years
}

// state fills in what sentence s is for, the years it speaks of and its kind.
func (t *tense) state(text string, b block, s *sentence, sections []section) {
	words := text[s.start:s.end]
	if (s.opens || s.heading) && (s.section >= 0 || len(sections) == 0) {
		t.open(text[s.start:min(b.end, s.start+360)], s.heading)
	}
	s.role, s.year, s.years = t.role, t.year, t.years
	if !s.heading {
		t.turn(words, s)
	}
	if b.cell {
		s.role, s.year, s.years, s.kind, s.cell = RoleOther, 0, 0, statesOther, true
		return
	}
	var sec section
	if s.section >= 0 {
		sec = sections[s.section]
	}
	s.kind = t.kindOf(words, s, sec.livelihood, sec.problems)
}

// open notes what the beginning of a paragraph says about the time it speaks
// of. head is the beginning of the paragraph.
func (t *tense) open(head string, heading bool) {
	t.problem = tellsProblems(head)
	t.closing = zhtext.Contains(head, "让我们") || zhtext.Contains(head, "我代表") && zhtext.Contains(head, "报告")
	start := strings.TrimPrefix(strings.TrimPrefix(head, "各位代表"), "各位委员")
	start = afterAddress.trimLeft(start)
	start = start[:min(len(start), 75)]
	period := planPeriod(start)
	year := yearIn(start[:min(len(start), 36)])
	switch {
	case t.role == RoleReview && isOfFive(start):
		t.review(t.doc.ReviewYear, 5)
	case heading: // the section said it
	case startsWith(start, fiveYears...), endsFive(head):
		if t.role != RolePlan {
			t.review(t.doc.ReviewYear, 5)
		}
	case startsWith(start, "今后五年", "未来五年", "展望未来五年", "今后一个时期"):
		t.role, t.year, t.years = RoleOutlook, 0, 5
		if t.doc.PlanYear != 0 {
			t.year = t.doc.PlanYear + 4
		}
	case period != 0 && period <= t.doc.ReviewYear && (t.role == RoleReview || t.role == RoleOutlook):
		t.review(period, 5)
	case period > t.doc.ReviewYear && t.base == RoleOutlook:
		t.role, t.year, t.years = RoleOutlook, period, 5
	case t.role != RolePlan && t.role != RoleSelfGovernment && promises(start, head, year, t.doc.PlanYear):
		t.role, t.year, t.years = RolePlan, t.doc.PlanYear, 0
	case t.role == RoleReview && year != 0 && year == t.doc.ReviewYear && startsWith(start, "刚刚过去的", "过去的", "刚过去的"),
		startsWith(start, "一年来", "过去一年", "过去的一年", "刚刚过去的一年", "去年", "这一年") && t.role != RolePlan && t.role != RoleSelfGovernment,
		t.role == RoleReview && year != 0 && year == t.doc.ReviewYear && wholeYear(start):
		t.review(t.doc.ReviewYear, 0)
	}
}

// afterAddress are the marks that follow those who are addressed.
var afterAddress = newCharSet("！，、：—－")

// isOfFive reports whether a paragraph that begins with s opens by saying of five
// years what they were (这是城乡面貌发生变化的五年。).
func isOfFive(s string) bool {
	s, _, _ = zhtext.Cut(s, "。")
	return startsWith(s, "这是") && strings.HasSuffix(s, "的五年")
}

// fiveYears are words that open a look back on five years.
var fiveYears = []string{"五年来", "过去五年", "过去的五年", "回顾五年", "回顾过去五年", "刚刚过去的五年", "本届政府任期", "这五年"}

// endsFive reports whether a paragraph that begins with head turns from the last
// of five years to all of them (2025年…，标志着“十四五”收官。回望过去五年，…).
func endsFive(head string) bool {
	const first = 90                                                                                                   // the first sentence has less bytes
	if i := zhtext.Index(head[:min(len(head), first+2)], "。"); i >= 0 && startsWith(head[i+len("。"):], fiveYears...) { // 2025年是“十四五”收官之年。五年来，…
		return true
	}
	for _, turn := range [...]string{"回望", "回顾", "回首", "标志着"} {
		_, rest, ok := zhtext.Cut(head, turn)
		if !ok {
			continue
		}
		rest = rest[:min(len(rest), 75)]
		if clause, _, cut := zhtext.Cut(rest, "，"); cut {
			rest = clause
		}
		if named, _ := fiveYearPlan(rest); named || zhtext.Contains(rest, "五年") {
			return true
		}
	}
	return false
}

// planPeriod returns the last year of the five-year plan whose time s begins to
// speak of (“十四五”时期), or 0. The plan itself (“十四五”规划) is no time.
func planPeriod(s string) int {
	const near = 36 // bytes
	for _, word := range [...]string{"时期", "期间", "以来"} {
		if i := zhtext.Index(s[:min(len(s), near+len(word))], word); i > 0 && i < near {
			_, ends := fiveYearPlan(s[:i+len(word)])
			return ends
		}
	}
	return 0
}

// wholeYear reports whether s begins with a year it goes on to speak of: 2002年，
// but not 2002年与1998年相比.
func wholeYear(s string) bool {
	rest := s[min(len(s), zhtext.Index(s, "年")+3):]
	return startsWith(rest, "，", "是", "全", "我")
}

func (t *tense) review(year, years int) { t.role, t.year, t.years = RoleReview, year, years }

// promises reports whether a paragraph that begins with start speaks of the
// year to come. year is the year it names, plan the year planned for.
func promises(start, head string, year, plan int) bool {
	if startsWith(start, "做好今年", "今年工作", "今年政府工作", "今年经济社会", "今年发展", "今年全", "今年的主要", "今年主要", "新的一年", "今年要", "今年我们", "今年，我们") {
		return true
	}
	if startsWith(start, "今年是") || year != 0 && year == plan && zhtext.Index(start, "年") < 12 {
		return zhtext.Contains(head, "是") || zhtext.Contains(head, "目标") || zhtext.Contains(head, "要")
	}
	return false
}

func startsWith(s string, words ...string) bool {
	if len(s) < 3 {
		return false
	}
	for _, w := range words { // all of them of three bytes or more; the third tells most apart
		if w[2] == s[2] && strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// tellsProblems reports whether a paragraph that begins with head tells what is
// lacking.
func tellsProblems(head string) bool {
	return admitWords.In(head[:min(len(head), 210)]) && lackWords.In(head)
}

// turn notes what a single sentence says about its time against its paragraph.
func (t *tense) turn(words string, s *sentence) {
	if len(words) < 12 {
		return
	}
	head := words[:min(len(words), 60)]
	switch {
	case strings.HasPrefix(head, "到"):
		if year := yearIn(head[3:min(len(head), 18)]); year > t.doc.PlanYear && t.doc.PlanYear != 0 {
			s.role, s.year, s.years = RoleOutlook, year, 0
		}
	case s.role == RoleReview && s.years == 0 && startsWith(head, "五年来", "过去五年", "五年累计"):
		s.years = 5
	case s.role == RoleReview && s.years != 0 && startsWith(strings.TrimPrefix(head, "特别是"), "过去一年", "过去的一年", "刚刚过去的一年", "去年"):
		s.year, s.years = t.doc.ReviewYear, 0
	case s.role == RoleReview && startsWith(head, "今年计划", "下步计划", "下一步计划", "下一步工作", "下步工作"):
		s.role, s.year, s.years = RolePlan, t.doc.PlanYear, 0
	case s.role == RolePlan && startsWith(head, "过去一年", "一年来", "去年"):
		if zhtext.Contains(words, "取得") || zhtext.Contains(words, "完成") || zhtext.Contains(words, "实现了") {
			s.role, s.year, s.years = RoleReview, t.doc.ReviewYear, 0
		}
	case s.role == RolePlan && startsWith(head, "今后五年", "未来五年"):
		s.role, s.year, s.years = RoleOutlook, t.doc.PlanYear+4, 5
	}
}

// kindOf returns what sentence s states.
func (t *tense) kindOf(words string, s *sentence, livelihood, problems bool) statementKind {
	switch {
	case s.heading, t.closing, len(words) < 18:
		return statesOther
	case t.problem || problems:
		return statesProblem
	}
	switch s.role {
	case RoleReview:
		return statesAchievement
	case RoleOutlook:
		return statesOutlook
	case RolePlan, RoleSelfGovernment:
		switch {
		case s.opens && (startsWith(words, "今年是") || yearIn(words[:min(len(words), 12)]) != 0 && !zhtext.Contains(words, "目标")):
			return statesOther
		case livelihood || zhtext.Contains(words, "民生实事"):
			return statesLivelihood
		}
		listed := t.aiming
		t.aiming = strings.HasSuffix(words, "：") && zhtext.Contains(words, "目标") || listed && strings.HasSuffix(words, "；")
		if listed || aims(words) {
			return statesTarget
		}
		return statesTask
	}
	return statesOther
}

// aims reports whether s sets a figure as its goal.
func aims(s string) bool {
	if !holdsDigit(s) {
		return zhtext.Contains(s, "预期目标")
	}
	return aimWords.In(s)
}

// holdsDigit reports whether a digit stands in s.
func holdsDigit(s string) bool {
	for i := 0; i < len(s); i += runeLen(s[i]) {
		if digit(s[i]) {
			return true
		}
	}
	return false
}
