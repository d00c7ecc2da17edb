package reckon

import (
	"strings"
	"unicode"
)

// misprints finds characters that stand between two others where the other
// reports always have another one there, and whose neighbours no report knows.
func misprints(text string, against []string) []Difference {
	const enough = 5 // times that the others have to agree
	type seen struct {
		middle rune
		n      int
		other  bool // the others differ among themselves
	}
	type around [4]rune
	contexts := map[around]*seen{}
	pairs := map[[2]rune]int{}
	own := newProofText(text)
	count := map[[2]rune]int{}
	for i := 0; i+1 < len(own.chars); i++ {
		count[[2]rune{own.chars[i], own.chars[i+1]}]++
	}
	wanted := map[around]bool{}
	for i := 2; i+2 < len(own.chars); i++ {
		if own.in[i-2] == own.in[i+2] {
			wanted[around{own.chars[i-2], own.chars[i-1], own.chars[i+1], own.chars[i+2]}] = true
		}
	}
	for _, t := range against {
		o := newProofText(t)
		c := o.chars
		for i := range c {
			if i+1 < len(c) {
				pairs[[2]rune{c[i], c[i+1]}]++
			}
			if i < 2 || i+2 >= len(c) || o.in[i-2] != o.in[i+2] {
				continue
			}
			k := around{c[i-2], c[i-1], c[i+1], c[i+2]}
			if !wanted[k] {
				continue
			}
			s := contexts[k]
			if s == nil {
				s = &seen{middle: c[i]}
				contexts[k] = s
			}
			s.other = s.other || s.middle != c[i]
			s.n++
		}
	}
	var rows []Difference
	for i := 2; i+2 < len(own.chars); i++ {
		c := own.chars
		s := contexts[around{c[i-2], c[i-1], c[i+1], c[i+2]}]
		if s == nil || own.in[i-2] != own.in[i+2] || s.other || s.n < enough || s.middle == c[i] || !plainHan(c[i]) || !plainHan(s.middle) {
			continue
		}
		left, right := [2]rune{c[i-1], c[i]}, [2]rune{c[i], c[i+1]}
		if pairs[left] > 0 || pairs[right] > 0 || count[left] > 1 || count[right] > 1 {
			continue
		}
		at := own.passage(i-2, i+3)
		rows = append(rows, Difference{
			A: at, B: at, Type: KindWord, Severity: Minor,
			Note: "可能误写：“" + oneLine(at.Quote) + "”，其他报告作“" + string(c[i-2:i]) + string(s.middle) + string(c[i+1:i+3]) + "”",
		})
	}
	return rows
}

// strayLatin finds small Latin words set in the middle of Chinese (使用and付费): no
// report writes so, but for names of sites, which have a dot.
func strayLatin(text string) []Difference {
	t := newProofText(text)
	var rows []Difference
	for i := 0; i < len(t.chars); {
		j, letters := i, 0
		for j < len(t.chars) && (t.chars[j] >= 'a' && t.chars[j] <= 'z' || t.chars[j] == '-') {
			if t.chars[j] != '-' {
				letters++
			}
			j++
		}
		if letters >= 3 && i > 0 && j < len(t.chars) && unicode.Is(unicode.Han, t.chars[i-1]) && unicode.Is(unicode.Han, t.chars[j]) {
			at := t.passage(i-1, j+1)
			if strings.ContainsAny(at.Quote, "“”‘’《》（）。：") { // a name that is quoted
				i = j
				continue
			}
			rows = append(rows, Difference{A: at, B: at, Type: KindWord, Severity: Minor, Note: "汉字中间有小写字母：“" + oneLine(at.Quote) + "”"})
		}
		i = max(j, i+1)
	}
	return rows
}

// plainHan tells Han characters that are no numerals.
func plainHan(r rune) bool {
	return unicode.Is(unicode.Han, r) && !strings.ContainsRune("一二三四五六七八九十百千万亿", r)
}
