package reckon

import (
	"strings"
	"unicode"

	"github.com/luoshi-project/luoshi/reader"
)

// A clause is what stands between two commas or stops, with its place in the
// document.
type clause struct {
	reader.Span
	text      string // folded, one name a thing
	statement int
	section   string
	problem   bool // tells what went wrong
	review    bool // tells what was done
	grams     grams
}

// clausesOf cuts the sentence of a statement. Commas inside quotation marks do
// not cut.
func clausesOf(st *reader.Statement, index int) []clause {
	var out []clause
	runes := []rune(st.Quote)
	from, depth := 0, 0
	cut := func(to int) {
		a, b := from, to
		for a < b && unicode.IsSpace(runes[a]) {
			a++
		}
		for b > a && unicode.IsSpace(runes[b-1]) {
			b--
		}
		if a < b {
			out = append(out, clause{
				Span:      reader.Span{Start: st.Start + a, End: st.Start + b, Quote: string(runes[a:b])},
				statement: index, section: st.Section,
			})
		}
	}
	for i, r := range runes {
		switch r {
		case '“', '《', '（':
			depth++
		case '”', '》', '）':
			depth = max(0, depth-1)
		case '，', '；', '：', '。', '！', '？', ';':
			if depth == 0 || r == '。' || r == '；' {
				cut(i)
				from, depth = i+1, 0
			}
		case ',':
			if depth == 0 && !(i > 0 && i+1 < len(runes) && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])) {
				cut(i)
				from = i + 1
			}
		}
	}
	cut(len(runes))
	return out
}

// oneLine writes a quote without the line ends of its document.
func oneLine(s string) string { return strings.Join(strings.Fields(s), "") }
