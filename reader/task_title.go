package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// titleLength is the greatest length of a title in characters.
const titleLength = 25

// titleOf makes a short imperative of an action's own words: the clause that
// does something, without how it is done where that is too long, and with long
// lists cut to their first items.
func titleOf(text string, c *clause) string {
	s := strings.ReplaceAll(text[c.start:c.end], "\n", "")
	if fits(s) {
		return s
	}
	if t := withoutAsides(s); fits(t) {
		return t
	}
	if c.verb != nil && c.opening == openVerb && c.verb.class != verbStrive {
		s = text[c.verbAt:c.end]
	} else if c.verb != nil && c.verbAt == c.start {
		s = text[c.verbEnd:c.end]
	}
	s = withoutAsides(s)
	if fits(s) {
		return s
	}
	if t := besideCount(s, c); t != "" {
		return t
	}
	if i := zhtext.Index(s, "分别"); i > 0 && fits(s[:i]) && codePoints(s[:i]) >= titleLeast {
		return strings.TrimSuffix(s[:i], "力争") // half of the figures would be another promise
	}
	if t := shortenList(s); t != "" {
		return t
	}
	if c.verb != nil && c.opening == openVerb {
		if i := strings.LastIndex(s, "的"); i > 0 {
			if t := c.verb.word + s[i+len("的"):]; fits(t) && codePoints(s[i:]) > 3 {
				return t
			}
		}
	}
	return cutAtWord(s)
}

func fits(s string) bool { return codePoints(s) <= titleLength }

// titleLeast is what a shortened list must still have to say something.
const titleLeast = 8

// withoutAsides leaves out what stands in brackets, and whose promise it is: a report
// speaks of its own place.
func withoutAsides(s string) string {
	for {
		i, j := strings.Index(s, "（"), strings.Index(s, "）")
		if i < 0 || j < i || strings.ContainsAny(s[i:j], "0123456789") && codePoints(s[i:j]) <= 3 {
			break // （1）
		}
		if strings.HasSuffix(s[:i], "中国") {
			break // 中国（北城）博览会
		}
		s = s[:i] + s[j+len("）"):]
	}
	for _, own := range [...]string{"全省", "全市", "全县", "全区", "我省", "我市", "我县", "我区"} {
		s = strings.TrimPrefix(s, own)
	}
	return s
}

// besideCount leaves out of a list before what counts and sums it up all but the first
// (推进种植、养殖、林果三大产业上规模 → 推进种植等三大产业上规模).
func besideCount(s string, c *clause) string {
	first, last := zhtext.Index(s, "、"), strings.LastIndex(s, "、")
	if first < 0 || c.verb == nil || c.opening != openVerb || !strings.HasPrefix(s, c.verb.word) || strings.Contains(s, "等") {
		return ""
	}
	last += len("、")
	for i := range s[last:] {
		if i > 0 && summing.Begins(s[last+i:]) {
			if t := s[:first] + "等" + s[last+i:]; fits(t) && !openQuotes(t) {
				return t
			}
		}
	}
	return ""
}

var summing = phrases.list("summing")

// shortenList leaves out items of a list from its end (A、B、C等产业 → A等产业).
// It gives nothing where too little would be left: 城镇、农村居民… is not 城镇.
func shortenList(s string) string {
	etc := zhtext.Index(s, "等")
	list := s
	rest := ""
	if etc > 0 {
		list, rest = s[:etc], s[etc:]
	}
	quotedEnd := strings.HasSuffix(list, "”") // the list stands in quotation marks
	for {
		i := strings.LastIndex(list, "、")
		if i < 0 {
			return ""
		}
		if rest != "" && startsWith(s, "对", "在", "为") && strings.Contains(list[i:], "的") {
			return "" // what is left out qualifies what stays
		}
		list = list[:i]
		t := list + rest
		if openQuotes(list) {
			if !quotedEnd || strings.LastIndex(list, "“") < strings.LastIndex(list, "”") {
				continue
			}
			t = list + "”" + rest
		}
		if t = withDeed(t, s); fits(t) {
			if codePoints(t) < titleLeast {
				return ""
			}
			return t
		}
	}
}

// withDeed adds to a list of works that was cut what is done to all that stood in it
// (加强甲基地、乙学院和丙园区建设 → 加强甲基地建设).
func withDeed(list, s string) string {
	items, builds := strings.CutSuffix(s, "建设")
	if !builds || !theClauseWords().works.End(list) || ownDeeds.In(items) {
		return list
	}
	return list + "建设"
}

// ownDeeds are deeds that an item of a list may have of its own (甲站改造、乙园建设).
var ownDeeds = phrases.list("ownDeeds")

func openQuotes(s string) bool { return !balanced(s) }

// cutAtWord cuts s to the length of a title, where it can before a joining
// word.
func cutAtWord(s string) string {
	cut, last, n := 0, 0, 0
	for i, r := range s {
		if n == titleLength {
			cut = i
			break
		}
		if (r == '和' || r == '与' || r == '及' || r == '、' || r == '并' || r == '等' && !strings.HasPrefix(s[i:], "等级")) && n >= titleLeast && !openQuotes(s[:i]) {
			last = i
		}
		n++
	}
	if cut == 0 {
		return s
	}
	if last > 0 {
		return s[:last]
	}
	// no half of a word that only makes sense with what follows
	return strings.TrimRight(s[:cut], "以、的和与及在等不为将达超约近，“")
}
