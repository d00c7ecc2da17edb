package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// ofOneYear says which way a document looks that is no report but whose title
// names its kind and its year: a statistical communiqué looks back, a yearly plan
// or a list of livelihood works ahead. It is "" for any other title.
func ofOneYear(title string) Role {
	if len(title) > 120 || yearIn(title) == 0 || tailOf(title) >= endsPause {
		return ""
	}
	switch {
	case accountWords.In(title):
		return RoleReview
	case programmeWords.In(title):
		return RolePlan
	}
	return ""
}

// yearsOfOther returns the years of a document that is no report: the one its title
// names, or that of the livelihood works or of the year that is over its first lines tell of.
func (h head) yearsOfOther(title string) (review, plan int) {
	switch ofOneYear(title) {
	case RoleReview:
		return yearIn(title), 0
	case RolePlan:
		return 0, yearIn(title)
	}
	if title != "" {
		return 0, 0
	}
	for _, s := range h.front {
		if i := livelihoodWords.Index(s); i > 0 {
			if year := lastYear(s[max(0, i-60):i]); year != 0 {
				return 0, year
			}
		}
	}
	for _, s := range h.front[:min(len(h.front), 2)] { // 2010年，是我镇…的一年。…圆满完成…
		if year := yearIn(s[:min(len(s), 36)]); year != 0 && wholeYear(s) && doneWords.In(s) {
			return year, 0
		}
	}
	return 0, 0
}

// lastYear returns the last year named in s, or 0.
func lastYear(s string) int {
	for end := len(s); end > 0; {
		i := lastMark(s[:end], "年")
		if i < 0 {
			return 0
		}
		if year, n := yearBefore(s[:i]); n > 0 {
			return year
		}
		end = i
	}
	return 0
}

// looks says which way a document looks that has one year and no parts of a
// report, and "" for a report.
func (d Document) looks() Role {
	switch {
	case d.Kind != "other":
	case d.ReviewYear != 0 && d.PlanYear == 0:
		return RoleReview
	case d.PlanYear != 0 && d.ReviewYear == 0:
		return RolePlan
	}
	return ""
}

// titlePlace returns the place a title begins with, before its year
// (云台县2006年…公报).
func titlePlace(title string) string {
	i := zhtext.Index(title, "年")
	if i < 0 {
		return ""
	}
	if _, n := yearBefore(title[:i]); n > 0 {
		return fullName(strings.TrimPrefix(title[:i-n], "关于"))
	}
	return ""
}
