package lexicon

import (
	"strings"
	"unicode"

	"github.com/luoshi-project/luoshi/zhtext/words"
)

// metricWords are the words of metric_words.tsv.
type metricWords struct {
	before *words.List
	behind *words.Endings
	same   *words.List
	as     []string // what stands for a word of same, by its number
}

func loadMetricWords(src source) (*metricWords, error) {
	rows, err := src.table(fileMetricWords, "word", "class", "as")
	if err != nil {
		return nil, err
	}
	lists := map[string][]string{}
	seen := make(map[string]int, len(rows))
	w := &metricWords{}
	for _, r := range rows {
		word, class, as := r.cells[0], r.cells[1], r.cells[2]
		switch {
		case class != "before" && class != "behind" && class != "same":
			return nil, r.errorf("class %q is none of: before behind same", class)
		case class != "same" && as != "":
			return nil, r.errorf("only a word of the class same is written otherwise, not one of %s", class)
		}
		if err := unique(seen, r, class+" "+word); err != nil {
			return nil, err
		}
		lists[class] = append(lists[class], word)
		if class == "same" {
			w.as = append(w.as, as)
		}
	}
	w.before, w.behind, w.same = words.NewList(lists["before"]...), words.NewEndings(lists["behind"]...), words.NewList(lists["same"]...)
	return w, nil
}

// trimOne takes one word off either end of a name, but never all of it.
func (w *metricWords) trimOne(s string) string {
	if s == "" {
		return s
	}
	if _, n := w.before.Longest(s[:len(s)-1]); n > 0 {
		return s[n:]
	}
	_, n := w.behind.Longest(s[1:])
	return s[:len(s)-n]
}

// plain writes a name the way the index has it: without spaces, quotation marks
// and remarks in brackets, Latin letters large, subscripts as digits.
func (w *metricWords) plain(name string) string {
	if !isPlain(name) {
		name = plainSigns(name)
	}
	at, v, n := w.same.Next(name, 0)
	if n == 0 {
		return name
	}
	var b strings.Builder
	from := 0
	for ; n > 0; at, v, n = w.same.Next(name, from) {
		b.WriteString(name[from:at])
		b.WriteString(w.as[v])
		from = at + n
	}
	b.WriteString(name[from:])
	return b.String()
}

// plainSigns writes the signs of a name as the index has them.
func plainSigns(name string) string {
	var b strings.Builder
	depth := 0
	for _, r := range name {
		switch {
		case r == '（' || r == '(':
			depth++
		case r == '）' || r == ')':
			depth = max(0, depth-1)
		case depth > 0 || unicode.IsSpace(r) || strings.ContainsRune("“”‘’\"'《》", r):
		case r >= '₀' && r <= '₉':
			b.WriteRune('0' + r - '₀')
		default:
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	return b.String()
}

// isPlain tells of most names that their signs are those of the index: Han, digits
// and capitals.
func isPlain(name string) bool {
	for _, c := range []byte(name) {
		if c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 0x80 || c > 0xBF && (c < 0xE4 || c > 0xE9) {
			return false
		}
	}
	return true
}
