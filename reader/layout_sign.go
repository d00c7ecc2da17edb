package reader

import "strings"

// oneByte holds the ASCII signs as strings, so that a reading costs nothing.
const oneByte = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"

// ideographic writes the sign at i that begins with E3 80.
func (w *writer) ideographic(i, end int) int {
	switch w.text[i+2] {
	case 0x80:
		return w.space(i, end)
	case 0x94: // 〔
		return w.footnote(i, 3, "〕", end)
	case 0x9C: // 〜
		return w.dash(i, end)
	}
	return 3
}

// latin1 writes the sign at i that begins with C2.
func (w *writer) latin1(i, end int) int {
	switch w.at(i+1, end) {
	case 0xA0, 0xAD:
		return w.space(i, end)
	case 0xB2, 0xB3, 0xB9: // superscript digits: a footnote unless after a unit
		if w.before(i) >= 0x80 {
			return w.skip(i, 2)
		}
	case 0xB7:
		if w.decimal(i, i+2, end) {
			return w.put(".", i, 2)
		}
	}
	return 0
}

// decimal reports whether the raised point from i to after stands for a decimal
// point, as old prints have it (5·8%): a figure with its unit, no date (11·16).
func (w *writer) decimal(i, after, end int) bool {
	j := after
	for j < end && digit(w.text[j]) {
		j++
	}
	if !digit(w.before(i)) || j == after {
		return false
	}
	rest := w.text[j:end]
	for _, unit := range [...]string{"%", "％", "‰", "个百分点", "万", "亿", "倍", "元", "吨", "公里", "千米", "平方", "亩", "公顷", "千瓦"} {
		if strings.HasPrefix(rest, unit) {
			return true
		}
	}
	return false
}

// punctuation writes the sign at i that begins with E2.
func (w *writer) punctuation(i, end int) int {
	if i+2 >= end {
		return 0
	}
	a, b := w.text[i+1], w.text[i+2]
	switch {
	case a == 0x80:
		if n, _ := spaceAt(w.text, i); n > 0 {
			return w.space(i, end)
		}
		if b >= 0x90 && b <= 0x95 {
			return w.dash(i, end)
		}
		if (b == 0xA2 || b == 0xA7) && w.decimal(i, i+3, end) {
			return w.put(".", i, 3)
		}
	case a == 0x81:
		if n, _ := spaceAt(w.text, i); n > 0 {
			return w.space(i, end)
		}
		if (b == 0xB0 || b >= 0xB4 && b <= 0xB9) && w.before(i) >= 0x80 {
			return w.skip(i, 3)
		}
	case a == 0x88 && b == 0xB6: // ∶
		if digit(w.before(i)) && digit(w.at(i+3, end)) {
			return w.put(":", i, 3)
		}
	case a == 0x88 && b == 0x92, a == 0x94 && b <= 0x81:
		return w.dash(i, end)
	case a == 0x91 && b >= 0xA0 && b <= 0xB3: // ①: a footnote after a word, a number before one
		if w.before(i) >= 0x80 && (w.quotes(i) || closes(w.text[i+3:end])) {
			return w.skip(i, 3)
		}
	}
	return 3
}

// quotes reports whether a quotation or a bracket is closed before i.
func (w *writer) quotes(i int) bool {
	if i < 3 || i == w.from {
		return false
	}
	switch w.text[i-3 : i] {
	case "”", "’", "》", "）":
		return true
	}
	return false
}

// wide writes the sign at i that begins with EF: full-width forms.
func (w *writer) wide(i, end int) int {
	if i+2 >= end {
		return 0
	}
	a, b := w.text[i+1], w.text[i+2]
	p := w.before(i)
	switch {
	case a == 0xBC && b >= 0x81 && b <= 0xBF:
		c := b - 0x60
		switch {
		case digit(c) || letter(c) || c == '%' || c == '+' || c == '/' || c == '&':
			return w.put(oneByte[c-'!':c-'!'+1], i, 3)
		case c == '.':
			if digit(p) && (digit(w.at(i+3, end)) || wideDigit(w.text[i+3:end]) >= 0) && !w.ordinalBefore(i) {
				return w.put(".", i, 3)
			}
		case c == ':':
			if digit(p) && (digit(w.at(i+3, end)) || wideDigit(w.text[i+3:end]) >= 0) {
				return w.put(":", i, 3)
			}
		case c == '-':
			return w.dash(i, end)
		}
	case a == 0xBD && b >= 0x80 && b <= 0x9E:
		c := b - 0x20
		switch {
		case c == 0x7E: // ～
			return w.dash(i, end)
		case letter(c):
			return w.put(oneByte[c-'!':c-'!'+1], i, 3)
		}
	case a == 0xBB && b == 0xBF:
		return w.skip(i, 3)
	}
	if a == 0xBC && b == 0xBB {
		return w.footnote(i, 3, "］", end)
	}
	return 3
}

// ordinalBefore reports whether nothing but one or two digits stand before i
// in the paragraph: 3．X is a number and a title, not a decimal.
func (w *writer) ordinalBefore(i int) bool {
	return w.last == 0 && i-w.from <= 2
}

// dash writes the dashes at i: two or more are the dash of a sentence, one
// between numbers is a range.
func (w *writer) dash(i, end int) int {
	n, marks := 0, 0
	for i+n < end {
		k := dashAt(w.text, i+n)
		if k == 0 && (w.text[i+n] == '~' || strings.HasPrefix(w.text[i+n:end], "～") || strings.HasPrefix(w.text[i+n:end], "〜")) {
			k = runeLen(w.text[i+n])
		}
		if k == 0 {
			break
		}
		n, marks = n+k, marks+1
	}
	s := w.text[i : i+n]
	p, q := w.before(i), w.at(i+n, end)
	if marks > 1 {
		if s == "——" {
			return n
		}
		if s == "--" && (letter(p) || letter(q)) {
			return n
		}
		return w.put("——", i, n)
	}
	right := digit(q) || wideDigit(w.text[i+n:end]) >= 0
	switch {
	case s == "—":
		return n
	case right && (digit(p) || p == '%'):
		if s == "-" && w.date(i, end) {
			return n
		}
		return w.put("—", i, n)
	case right && p >= 0x80 && w.unitBefore(i):
		return w.put("—", i, n)
	case s == "－":
		return w.put("-", i, n)
	case s == "–", s == "―", s == "─", s == "━", s == "～", s == "〜":
		return w.put("—", i, n)
	}
	return n
}

// date reports whether the hyphen at i stands in a date or a telephone number:
// 2023-03-30, 010-12345.
func (w *writer) date(i, end int) bool {
	j := i + 1
	for j < end && digit(w.text[j]) {
		j++
	}
	if w.at(j, end) == '-' {
		return true
	}
	j = i - 1
	for j >= w.from && digit(w.text[j]) {
		j--
	}
	return j >= w.from && w.text[j] == '-' || w.text[j+1] == '0' && i-j > 3
}

// unitBefore reports whether a unit that belongs to a number stands before i:
// 2025年-2027年, 3万~5万.
func (w *writer) unitBefore(i int) bool {
	if i < 4 || i == w.from {
		return false
	}
	switch w.text[i-3 : i] {
	case "年", "月", "日", "万", "亿", "元", "个", "家", "吨", "亩", "人", "户", "倍", "度", "点", "届", "％", "‰", "分", "成":
		return digit(w.text[i-4]) || w.text[i-4] >= 0x80 && strings.HasSuffix(w.text[:i], "万元") || strings.HasSuffix(w.text[:i], "亿元")
	}
	return false
}
