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
	if c.verb != nil && c.opening == openVerb && c.verb.class != verbStrive {
		s = text[c.verbAt:c.end]
	} else if c.verb != nil && c.verbAt == c.start {
		s = text[c.verbEnd:c.end]
	}
	if fits(s) {
		return s
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

// shortenList leaves out items of a list from its end (A、B、C等产业 → A等产业).
// It gives nothing where too little would be left: 城镇、农村居民… is not 城镇.
func shortenList(s string) string {
	etc := zhtext.Index(s, "等")
	list := s
	rest := ""
	if etc > 0 {
		list, rest = s[:etc], s[etc:]
	}
	for {
		i := strings.LastIndex(list, "、")
		if i < 0 {
			return ""
		}
		list = list[:i]
		if openQuotes(list) {
			continue
		}
		if t := list + rest; fits(t) {
			if codePoints(t) < titleLeast {
				return ""
			}
			return t
		}
	}
}

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
