package quantity

import (
	"strings"
	"unicode/utf8"
)

// latin reads a word in Latin letters. A number grown together with it is part
// of a name (PM2.5, C919, COVID-19), unless it is a rate or an amount (GDP5%).
func (s *scanner) latin(i int) int {
	text := s.text
	end := i
	for end < len(text) && isLetter(text[end]) {
		end++
	}
	if url := addressEnd(text, i, end); url > 0 {
		return s.note(i, url, Code, Decimal{})
	}
	at := end
	if _, from, ok := lex.codesBefore.before(text, at); ok && from == i {
		at = skipCode(text, at)
	} else if at < len(text) && (text[at] == '-' || text[at] == '_') {
		at++
	}
	f, ok := readFigures(text, at)
	if !ok {
		return end
	}
	if n, ok := readNumeral(text, at); ok && at == end {
		if t := tokenOf(text, at, n); t.mag > 0 || t.hasUnit && (t.unit.kind == Percent || t.unit.kind == Money || t.unit.kind == Points || t.unit.kind == Times) {
			return end
		}
	}
	return s.note(i, codeEnd(text, f.end), Code, f.value)
}

// skipCode passes over what may stand between a code word and its number:
// PM_{2.5}, PM 2.5, GB/T 2260, DB14/T 1-2020.
func skipCode(text string, i int) int {
	if strings.HasPrefix(text[i:], "/T") || strings.HasPrefix(text[i:], "/Z") {
		i += 2
	}
	for i < len(text) && (text[i] == '_' || text[i] == '{' || text[i] == '-' || text[i] == '.') {
		i++
	}
	return skipSpace(text, i)
}

// codeEnd returns where the code that has reached text[i:] ends.
func codeEnd(text string, i int) int {
	if strings.HasPrefix(text[i:], "}") {
		return i + 1
	}
	for i < len(text) {
		switch b := text[i]; {
		case isAlnum(b):
		case (b == '-' || b == '.' || b == '/' || b == '+') && i+1 < len(text) && isAlnum(text[i+1]):
		default:
			return i
		}
		i++
	}
	return i
}

// addressEnd returns the end of a web or mail address at text[i:], or 0.
func addressEnd(text string, i, word int) int {
	rest := text[word:]
	switch {
	case strings.HasPrefix(rest, "://"):
	case text[i:word] == "www" && strings.HasPrefix(rest, "."):
	default:
		return 0
	}
	for word < len(text) && text[word] > ' ' && text[word] < utf8.RuneSelf {
		word++
	}
	return word
}

// codeAt reports whether the number n at text[i:] belongs to a code, and where
// that ends: 5G, 9+13, 2×660, “13710”, 0351-3046789, 12345热线.
func (s *scanner) codeAt(i int, n numeral) (int, bool) {
	text := s.text
	if n.first.digits > maxDigits/2 {
		return codeEnd(text, n.end), true
	}
	if !n.plain || !n.arabic {
		return 0, false
	}
	at := n.end
	if at < len(text) && isLetter(text[at]) {
		if _, _, ok := lex.unitAt(text, at); ok {
			return 0, false
		}
		return codeEnd(text, at), true
	}
	if end := sumEnd(text, at); end > at {
		return end, true
	}
	if at+1 < len(text) && text[at] == '.' {
		if _, w := digitAt(text, at+1); w > 0 {
			return codeEnd(text, at), true
		}
	}
	if f := n.first; !f.point && !f.comma {
		if f.zero || f.digits >= 9 {
			if _, _, ok := lex.unitAt(text, skipSpace(text, at)); !ok || f.zero {
				return codeEnd(text, at), true
			}
		}
		if end := phoneEnd(text, at); end > at {
			return end, true
		}
	}
	if strings.HasPrefix(text[at:], "·") || strings.HasPrefix(text[at:], "•") || strings.HasPrefix(text[at:], "・") {
		// 6·16特大暴雨
		if f, ok := readFigures(text, at+utf8.RuneLen(firstRune(text[at:]))); ok {
			return f.end, true
		}
	}
	if strings.HasPrefix(text[at:], "版") && n.first.digits == 1 || n.first.point && n.value.exp >= 0 && s.names(at) {
		return at, true // 2.0版, 工业4.0
	}
	if lex.codesBefore.endBefore(text, trimSpace(text, i, s.floor())) {
		if _, _, counted := lex.unitAt(text, skipSpace(text, at)); !counted {
			return at, true
		}
	}
	if s.enclosed(i, at) {
		return at, true
	}
	if n.first.digits >= 3 && lex.codesAfter.beginAt(text, at) {
		return at, true
	}
	if strings.HasPrefix(text[at:], "强") {
		return at + len("强"), true
	}
	return 0, false
}

// sumEnd returns the end of a chain such as +13, +N or ×66万千瓦 at text[i:].
func sumEnd(text string, i int) int {
	for {
		w := 0
		for _, op := range [...]string{"+", "＋", "×", "*"} {
			if strings.HasPrefix(text[i:], op) {
				w = len(op)
			}
		}
		if w == 0 {
			return i
		}
		if n, ok := readNumeral(text, i+w); ok {
			i = tokenOf(text, i+w, n).end
			continue
		}
		if i+w >= len(text) || !isLetter(text[i+w]) {
			return i
		}
		i = codeEnd(text, i+w)
	}
}

// phoneEnd returns the end of the second part of a telephone number.
func phoneEnd(text string, i int) int {
	if i >= len(text) || text[i] != '-' {
		return i
	}
	f, ok := readFigures(text, i+1)
	if !ok || f.point || f.digits < 7 {
		return i
	}
	return f.end
}

// names reports whether the word at text[at:] is named by the number before it:
// 3.0方案, but not 3.0以上.
func (s *scanner) names(at int) bool {
	r, _ := utf8.DecodeRuneInString(s.text[at:])
	if !isHan(r) || lex.goingOn.beginAt(s.text, at) {
		return false
	}
	if _, _, ok := lex.unitAt(s.text, at); ok {
		return false
	}
	_, _, compared := lex.right.after(s.text, at)
	return !compared
}

// enclosed reports whether text[start:end] fills a pair of quotation marks or
// brackets by itself: “13710”, [12].
func (s *scanner) enclosed(start, end int) bool {
	if start == 0 || end >= len(s.text) {
		return false
	}
	after, _ := utf8.DecodeRuneInString(s.text[end:])
	switch lastRune(s.text[:start]) {
	case '“':
		return after == '”'
	case '‘':
		return after == '’'
	case '「':
		return after == '」'
	case '《':
		return after == '》'
	case '[', '［':
		return after == ']' || after == '］'
	case '〔', '【':
		return after == '〕' || after == '】'
	case '"':
		return after == '"'
	}
	return false
}

// heading reports whether the number n at text[i:] numbers a heading or an item
// (1.扎实…, 2、加快…, （3）), and where it ends.
func (s *scanner) heading(i int, n numeral) (int, bool) {
	if !n.plain || n.first.point || n.first.digits > 2 {
		return 0, false
	}
	before := lastRune(s.text[:trimSpace(s.text, i, 0)])
	if at := skipSpace(s.text, n.end); at > n.end {
		// a number by itself before its item, with or without a dash
		if opens(before) && s.names(at) || strings.HasSuffix(strings.TrimRight(s.text[:i], " "), "\n-") {
			return n.end, true
		}
	}
	after, w := utf8.DecodeRuneInString(s.text[n.end:])
	switch after {
	case '）', ')':
		return n.end, before == '（' || before == '(' || opens(before)
	case '.', '．':
		next, _ := utf8.DecodeRuneInString(s.text[skipSpace(s.text, n.end+w):])
		return n.end, (isHan(next) || strings.ContainsRune("“《（", next)) && (opens(before) || !isHan(before))
	case '、':
		next, _ := utf8.DecodeRuneInString(s.text[n.end+w:])
		if m, ok := readNumeral(s.text, n.end+w); ok && m.plain && strings.HasPrefix(s.text[m.end:], "号") {
			return n.end, true // 3、4号机组
		}
		return n.end, (isHan(next) || next == '“') && opens(before)
	}
	return 0, false
}

// opens reports whether a sentence begins after r.
func opens(r rune) bool {
	return r == utf8.RuneError || strings.ContainsRune("\n\r。；：;:！？*#", r)
}
