package reader

import (
	"strings"
	"unicode/utf8"
)

// projectsOf lists the construction works an action names: the items of the
// object of its verb that end as names of works do.
func projectsOf(text string, c *clause) []string {
	if c.verb == nil {
		return nil
	}
	s := text[c.verbEnd:c.end]
	if c.opening == openNoun {
		s = text[c.start:c.end]
	}
	var out []string
	for len(s) > 0 {
		depth, cut, skip := 0, len(s), 0
		for i, r := range s {
			switch r {
			case '“', '（', '《':
				depth++
			case '”', '）', '》':
				depth--
			case '、', '和', '及', '与':
				if depth <= 0 && (r == '、' || theClauseWords().works.endsIn(s[:i])) {
					cut, skip = i, utf8.RuneLen(r)
				}
			case '等':
				if depth <= 0 && theClauseWords().works.endsIn(s[:i]) {
					cut, skip = i, len(s)-i
				}
			}
			if cut < len(s) {
				break
			}
		}
		if w := workName(s[:cut]); w != "" {
			out = append(out, w)
		}
		if cut == len(s) {
			break
		}
		s = s[cut+skip:]
	}
	return out
}

// workName returns the name of the work in an item: up to the last word that
// names a kind of work, provided something before it sets the work apart.
func workName(item string) string {
	item = strings.TrimPrefix(item, "建设")
	if end := theClauseWords().works.lastEnd(item); end > 0 {
		item = item[:end]
	} else {
		return ""
	}
	if item == "" || digitByte(item[0]) || utf8.RuneCountInString(item) < 4 {
		return ""
	}
	for _, w := range [...]string{"一批", "重大", "重点", "一条", "在建", "新建", "若干", "各类", "所有", "全部"} {
		if strings.HasPrefix(item, w) {
			return ""
		}
	}
	return item
}

// workWords is the set of words that name a kind of construction work.
type workWords map[string]bool

const longestWork = 5 // characters

// endsIn tells whether s ends with a kind of work.
func (w workWords) endsIn(s string) bool {
	i := len(s)
	for range longestWork {
		if i == 0 {
			return false
		}
		_, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
		if w[s[i:]] {
			return true
		}
	}
	return false
}

// lastEnd returns where the last kind of work in s ends, 0 where there is none.
func (w workWords) lastEnd(s string) int {
	for end := len(s); end > 0; {
		if w.endsIn(s[:end]) {
			return end
		}
		_, n := utf8.DecodeLastRuneInString(s[:end])
		end -= n
	}
	return 0
}
