package quantity

import (
	"strings"
	"unicode/utf8"
)

// A folded text is a reading of a text with full-width signs narrowed, formal
// and traditional numerals written plainly, and blanks inside numbers dropped.
type folded struct {
	text string
	src  []int // the byte of the source each byte of text stands for
	end  []int // and where the source of that character ends
}

// foldings are the characters a numeral is written with, beside the plain ones.
var foldings = func() map[rune]string {
	m := map[rune]string{}
	pairs := []rune("壹一贰二貳二叁三參三肆四伍五陆六陸六柒七捌八玖九拾十佰百仟千萬万億亿兩两點点負负個个對对餘余幾几塊块圓元圆元錢钱噸吨")
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = string(pairs[i+1])
	}
	return m
}()

// fold reads text in the plain spelling.
func fold(text string) folded {
	var f folded
	var b strings.Builder
	put := func(s string, from, to int) {
		b.WriteString(s)
		for range len(s) {
			f.src, f.end = append(f.src, from), append(f.end, to)
		}
	}
	for i := 0; i < len(text); {
		r, w := utf8.DecodeRuneInString(text[i:])
		switch plain := foldings[r]; {
		case r > 0xFF00 && r < 0xFF5F && r != '，':
			put(string(r-0xFEE0), i, i+w)
		case plain != "":
			if _, stop := lex.stopped(text, i); stop {
				plain = text[i : i+w]
			}
			put(plain, i, i+w)
		case r == '，':
			sign := "，"
			if groupAt(text, i, 1, false) > 0 {
				sign = ","
			}
			put(sign, i, i+w)
		case r == '兆' && !strings.HasPrefix(text[i+w:], "赫") && !strings.HasPrefix(text[i+w:], "瓦"):
			put("万亿", i, i+w)
		case r == ' ' && lastRune(b.String()) != ' ' && insideNumber(lastRune(b.String()), firstRune(text[skipSpace(text, i):])):
			w = skipSpace(text, i) - i
		default:
			put(text[i:i+w], i, i+w)
		}
		i += w
	}
	f.text = b.String()
	f.src, f.end = append(f.src, len(text)), append(f.end, len(text))
	return f
}

// insideNumber reports whether a blank between two characters splits a number:
// 一百 五 十 二, 百 分 之 2, but not 667.1 五点八.
func insideNumber(before, after rune) bool {
	word := func(r rune) bool {
		return isNumeral(r) || foldings[r] != "" || strings.ContainsRune("点又分之个", r)
	}
	arabic := func(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }
	digit := func(r rune) bool {
		if s := foldings[r]; s != "" {
			r = firstRune(s)
		}
		return classOf(r).isDigit()
	}
	switch {
	case arabic(before):
		return word(after) && !digit(after) || strings.ContainsRune("折成", after)
	case arabic(after):
		return word(before) && !digit(before)
	}
	return word(before) && (word(after) || strings.ContainsRune("折成", after))
}
