package reader

import (
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
	"github.com/luoshi-project/luoshi/zhtext/words"
)

// projectsOf lists the construction works an action names: the items of a list
// that ends in 等…项目, else the items of the object of its verb that end as names
// of works do.
func projectsOf(text string, c *clause) []string {
	if c.verb == nil {
		return nil
	}
	s := text[c.verbEnd:c.end]
	if c.opening == openNoun {
		s = text[c.start:c.end]
	}
	list, exemplary := examples(s)
	var out []string
	for item := range items(list) {
		if w := workName(item, exemplary); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// examples cuts a list of examples (甲、乙等5个项目) before 等 and tells whether s
// is one.
func examples(s string) (list string, exemplary bool) {
	const reach = 45
	for at := 0; at < len(s); {
		i := zhtext.Index(s[at:], "等")
		if i < 0 {
			return s, false
		}
		i += at
		rest := s[i+len("等"):]
		if !openQuotes(s[:i]) && !startsWith(rest, "级", "教", "待", "额") && (rest == "" || theClauseWords().works.lastEnd(cutBytes(rest, reach)) > 0) {
			return s[:i], true
		}
		at = i + len("等")
	}
	return s, false
}

// cutBytes returns at most n bytes of s, whole characters.
func cutBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// items goes through the items of a list, which 、和与及 part.
func items(list string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		depth, from := 0, 0
		for i, r := range list {
			switch r {
			case '“', '（', '《':
				depth++
			case '”', '）', '》':
				depth--
			case '、', '和', '及', '与':
				if depth <= 0 && (r == '、' || theClauseWords().works.End(list[:i])) {
					if !yield(list[from:i]) {
						return
					}
					from = i + utf8.RuneLen(r)
				}
			}
		}
		yield(list[from:])
	}
}

// workName returns the name of the work in an item: up to the last word that
// names a kind of work, or the whole item where it is an example of works;
// "" where nothing sets the work apart from others of its kind.
func workName(item string, exemplary bool) string {
	item = strings.TrimPrefix(item, "建设")
	if end := theClauseWords().works.lastEnd(item); end > 0 && !(exemplary && len(item)-end > 12) {
		item = item[:end]
	} else if !exemplary {
		return ""
	}
	if item == "" || digitByte(item[0]) || codePoints(item) < 4 || codePoints(item) > 24 {
		return ""
	}
	for _, w := range [...]string{"个", "项", "座", "条", "家", "处"} {
		if i := strings.Index(item, w); i > 0 && digitByte(item[i-1]) {
			return "" // so many of a kind
		}
	}
	if startsWith(item, "一批", "重大", "重点", "一条", "在建", "新建", "若干", "各类", "所有", "全部", "产业项目", "总投资", "民间", "亿元") {
		return ""
	}
	return item
}

// workWords is the set of words that name a kind of construction work.
type workWords struct{ *words.Endings }

func readWorkWords() workWords {
	var list []string
	eachRow("works", func(f []string) { list = append(list, f[0]) })
	return workWords{words.NewEndings(list...)}
}

// lastEnd returns where the last kind of work in s ends, 0 where there is none.
func (w workWords) lastEnd(s string) int {
	for end := len(s); end > 0; {
		if w.End(s[:end]) {
			return end
		}
		_, n := utf8.DecodeLastRuneInString(s[:end])
		end -= n
	}
	return 0
}
