package reader

import (
	"strconv"
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// roleOfTitle returns what a title says its section is for, or "". review and
// plan are the document's years, 0 where they are not known.
func roleOfTitle(s string, review, plan int) Role {
	past := reviewWords.In(s)
	period, ends := fiveYearPlan(s)
	ahead := outlookWords.In(s) || period && !past && zhtext.Contains(s, "计划") || period && aheadWords.In(s)
	switch {
	case past && ahead && (!period || ends > review):
		return RoleOutlook
	case past:
		return RoleReview
	case ahead, periodAhead(s, plan):
		return RoleOutlook
	case selfWords.In(s):
		return RoleSelfGovernment
	case zhtext.Contains(s, "政府") && (strings.HasSuffix(s, "建设") || zhtext.Contains(s, "建设") && zhtext.Contains(s, "满意")):
		return RoleSelfGovernment
	}
	if year := yearIn(s); year != 0 {
		switch year {
		case review:
			return RoleReview
		case plan:
			return RolePlan
		}
	}
	switch {
	case planWords.In(s):
		return RolePlan
	case zhtext.Contains(s, "形势") && !zhtext.Contains(s, "工作"):
		return RoleOther
	}
	return ""
}

// periodAhead reports whether a title sets out with a five-year plan that ends after
// the year planned for and says nothing of beginning it (“十五五”时期的主要考虑).
func periodAhead(s string, plan int) bool {
	s = strings.TrimPrefix(s, "关于")
	i := zhtext.Index(s, "时期")
	if i < 0 {
		i = zhtext.Index(s, "五”发展")
	}
	if i < 0 {
		i = zhtext.Index(s, "五年规划")
	}
	if i < 0 || i > 60 || plan == 0 || zhtext.Contains(s, "开局") || zhtext.Contains(s, "，") {
		return false
	}
	_, ends := fiveYearPlan(s)
	return ends > plan
}

// namesPart reports whether a line without a number names a part of the report
// and not a task: it speaks of a year, of years, or of the government itself.
func namesPart(s string) bool {
	if zhtext.Contains(s, "，") && !zhtext.Contains(s, "做了") {
		return false
	}
	return zhtext.Contains(s, "年") && !zhtext.Contains(s, "年来") || selfWords.In(s) || livelihoodWords.In(s) || partWords.In(s)
}

// namesTime reports whether the title s of a part says which years it speaks of.
func namesTime(s string) bool {
	named, _ := fiveYearPlan(s)
	return named || yearIn(s) != 0 || timeWords.In(s)
}

// fiveYearPlan reports whether s names a five-year plan (“十四五”) and the last
// year of the last one it names.
func fiveYearPlan(s string) (named bool, ends int) {
	for at := 0; at < len(s); {
		i := zhtext.Index(s[at:], "五")
		if i < 0 {
			break
		}
		at += i + 3
		before := s[:at-3]
		rest := s[at:]
		quoted := strings.HasPrefix(rest, "”") || strings.HasPrefix(rest, "时期") || strings.HasPrefix(rest, "期") || strings.HasPrefix(rest, "规划") || strings.HasPrefix(rest, "计划") || strings.HasPrefix(rest, "收官")
		if !quoted {
			continue
		}
		year := 0
		switch {
		case strings.HasSuffix(before, "十一"):
			year = 2010
		case strings.HasSuffix(before, "十二"):
			year = 2015
		case strings.HasSuffix(before, "十三"):
			year = 2020
		case strings.HasSuffix(before, "十四"):
			year = 2025
		case strings.HasSuffix(before, "十五"):
			year = 2030
		case strings.HasSuffix(before, "十六"):
			year = 2035
		case strings.HasSuffix(before, "十"):
			year = 2005
		case strings.HasSuffix(before, "九"):
			year = 2000
		case strings.HasSuffix(before, "八"):
			year = 1995
		}
		if year != 0 {
			named, ends = true, max(ends, year)
		}
	}
	if _, rest, ok := zhtext.Cut(s, "第十"); ok {
		if n, k := hanNumber(rest); k > 0 && n < 10 && startsWith(rest[k:], "个五年计划", "个五年规划") {
			named, ends = true, max(ends, 2005+5*n) // 第十五个五年规划
		} else if strings.HasPrefix(rest, "个五年计划") {
			named, ends = true, max(ends, 2005)
		}
	}
	return named, ends
}

// assignRoles says of every section what it is for and which years it speaks of.
func assignRoles(text string, sections []section, heads []heading, doc Document) {
	reviewed := false
	told := -1 // the last section of a list that was announced as what was done
	for i := range sections {
		s := &sections[i]
		own := roleOfTitle(s.title, doc.ReviewYear, doc.PlanYear)
		if s.parent < 0 {
			if own == "" && reviewed && selfTitle(s.title) {
				own = RoleSelfGovernment
			}
			if own == "" {
				own = doc.looks()
			}
			if own == "" && (announcesDeeds(text[:s.start]) || told >= 0 && predecessor(heads, i) == told) {
				own, told = RoleReview, i
			}
			if own == "" {
				own = roleOfBody(text[s.bodyStart:min(s.end, s.bodyStart+1500)], reviewed, doc)
			}
			s.role = own
		} else {
			s.role = inherit(sections[s.parent].role, own, s.title, doc)
			if above := &sections[s.parent]; own == "" && s.role == RoleOutlook && above.parent < 0 && planWords.In(above.title) && turnsToYear(text[above.bodyStart:s.start], doc.PlanYear) {
				s.role = RolePlan
			}
		}
		if prev := predecessor(heads, i); own != s.role && prev >= 0 && sections[prev].parent != s.parent {
			s.role = sections[prev].role
		}
		reviewed = reviewed || s.role == RoleReview
		s.livelihood = listsLivelihood(s.title) || s.parent >= 0 && sections[s.parent].livelihood
		s.problems = zhtext.Contains(s.title, "存在的") && lackWords.In(s.title)
		s.year, s.years = yearsOf(s, sections, doc)
	}
}

// announcesDeeds reports whether text ends by announcing what was done
// (一年来，我们主要做了以下六个方面工作：).
func announcesDeeds(text string) bool {
	last, ok := strings.CutSuffix(strings.TrimSpace(text), "：")
	if !ok || len(last) < 12 {
		return false
	}
	last = last[max(0, len(last)-150):]
	if i := lastMark(last, "。"); i >= 0 {
		last = last[i+3:]
	}
	return zhtext.Contains(last, "做了") && (zhtext.Contains(last, "年来") || zhtext.Contains(last, "过去") || zhtext.Contains(last, "去年") || zhtext.Contains(last, "工作"))
}

// selfTitle reports whether the title of a part without other words for it
// speaks of how the government works.
func selfTitle(s string) bool {
	return zhtext.Contains(s, "政府") && conductWords.In(s)
}

// listsLivelihood reports whether a section of title s lists livelihood works
// (民生实事) and does not only praise them.
func listsLivelihood(s string) bool {
	if !livelihoodWords.In(s) || zhtext.Contains(s, "，") || strings.Contains(s, ",") {
		return false
	}
	return zhtext.Contains(s, "件") || zhtext.Contains(s, "项") || zhtext.Contains(s, "年") || len(s) <= 36
}

// inherit returns the role of a section whose parent has a role and whose own
// title says own.
func inherit(parent, own Role, title string, doc Document) Role {
	switch parent {
	case RoleReview:
		if _, ends := fiveYearPlan(title); own == RoleOutlook && doc.ReviewYear != 0 && ends > doc.ReviewYear {
			return own
		}
	case RolePlan:
		if own == RoleOutlook || own == RoleSelfGovernment && (zhtext.Contains(title, "自身") || zhtext.Contains(title, "满意")) {
			return own
		}
	case RoleOutlook:
		if own == RoleReview && achievedWords.In(title) || own == RoleSelfGovernment {
			return own
		}
		if own == RolePlan && doc.PlanYear != 0 && (yearIn(title) == doc.PlanYear || zhtext.Contains(title, "今年")) {
			return own
		}
	case RoleOther:
		if own != "" {
			return own
		}
	}
	return parent
}

// turnsToYear reports whether one of the paragraphs of body turns from the years
// ahead to the one planned for (今年是“十五五”开局之年): what is numbered after it is
// the work of that year.
func turnsToYear(body string, plan int) bool {
	for s := range strings.Lines(body) {
		if promises(s[:min(len(s), 75)], s, yearIn(s[:min(len(s), 36)]), plan) {
			return true
		}
	}
	return false
}

// predecessor returns the section numbered just before section i in the same
// way, or -1.
func predecessor(heads []heading, i int) int {
	h := heads[i]
	if h.number < 2 {
		return -1
	}
	for j := i - 1; j >= 0; j-- {
		if heads[j].form != h.form {
			continue
		}
		if heads[j].number == h.number-1 {
			return j
		}
		if heads[j].number >= h.number {
			return -1
		}
	}
	return -1
}

// roleOfBody tells what a section at the top is for whose title does not say:
// by what its beginning speaks of, else by its place.
func roleOfBody(s string, reviewed bool, doc Document) Role {
	past := count(s, "一年来") + count(s, "过去") + count(s, "去年") + count(s, "五年来")
	ahead := count(s, "今年") + count(s, "要坚持") + count(s, "预期目标") + count(s, "总体要求") + count(s, "力争")
	switch {
	case reviewed:
		return RolePlan
	case past > ahead:
		return RoleReview
	case ahead > past:
		return RolePlan
	case doc.Kind == "digest" && doc.ReviewYear == 0 && doc.PlanYear != 0:
		return RolePlan
	}
	return RoleOther
}

func count(s, word string) int { return strings.Count(s, word) }

// yearsOf returns the year the figures of section s are true for and the number
// of years it covers where more than one.
func yearsOf(s *section, sections []section, doc Document) (year, years int) {
	_, ends := fiveYearPlan(s.title)
	switch s.role {
	case RoleReview:
		switch {
		case doc.ReviewYear != 0 && namesYearFirst(s.title, doc.ReviewYear):
			return doc.ReviewYear, 0
		case ends != 0 && ends <= doc.ReviewYear:
			return ends, 5
		case zhtext.Contains(s.title, "五年") && !zhtext.Contains(s.title, "一年"):
			return doc.ReviewYear, 5
		}
		if s.parent >= 0 && sections[s.parent].role == RoleReview {
			return sections[s.parent].year, sections[s.parent].years
		}
		return doc.ReviewYear, 0
	case RolePlan, RoleSelfGovernment:
		return doc.PlanYear, 0
	case RoleOutlook:
		if ends > doc.ReviewYear {
			return ends, 5
		}
		if n := yearsAhead(s.title); n != 0 && doc.PlanYear != 0 {
			return doc.PlanYear + n - 1, n
		}
		if s.parent >= 0 && sections[s.parent].role == RoleOutlook {
			return sections[s.parent].year, sections[s.parent].years
		}
		if y := yearIn(s.title); y > doc.PlanYear {
			return y, 0
		}
	}
	return 0, 0
}

// namesYearFirst reports whether a title names year before any five-year plan
// (2025年和“十四五”时期工作回顾): its paragraphs speak of that year until one says
// that it looks back on five.
func namesYearFirst(title string, year int) bool {
	at := strings.Index(title, strconv.Itoa(year)+"年")
	if at < 0 {
		return false
	}
	five, _ := fiveYearPlan(title[:at])
	return !five
}

// yearsAhead returns how many years 今后五年 and its like reach, or 0.
func yearsAhead(s string) int {
	for _, word := range [...]string{"今后", "未来", "展望"} {
		i := strings.Index(s, word)
		if i < 0 {
			continue
		}
		if n, k := hanNumber(s[i+6:]); k > 0 && strings.HasPrefix(s[i+6+k:], "年") {
			return n
		}
	}
	return 0
}
