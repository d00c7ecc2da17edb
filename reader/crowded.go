package reader

import (
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
)

// How much a text may hold and still be a report. Over more than a page or two
// no report has a number in less than 125 bytes, a line in less than 110, one of
// 百千万亿 in less than 100; a table or a list of figures has, and reading it would
// cost many times its size.
const (
	readWhole    = 1 << 16 // what is shorter is read whole
	freely       = 6000    // of each kind, in any text
	numberBytes  = 140     // one number more in so many bytes
	lineBytes    = 64
	numeralBytes = 60
	markBytes    = 12 // marks of half width, which become those of full width
)

// readable returns the length of what is read of text: all of it, unless there
// are more numbers or lines in it than any report has, as it reads when what
// programs left in it is gone: a text may have each character as a number.
func readable(text string) int {
	end := uncrowded(text)
	if end == len(text) {
		return end
	}
	tidy, ok := zhtext.Tidy(text)
	if !ok {
		return end
	}
	_, end = tidy.Source(0, uncrowded(tidy.Text))
	return end
}

// uncrowded is readable for a text as it stands.
func uncrowded(text string) int {
	if len(text) <= readWhole {
		return len(text)
	}
	numbers, lines := freely+len(text)/numberBytes, freely+len(text)/lineBytes
	numerals, marks := freely+len(text)/numeralBytes, freely+len(text)/markBytes
	var last class
	for i := 0; i < len(text); i += runeLen(text[i]) {
		c := classAt(text, i)
		if text[i] == '.' {
			c = last // 5.1 is one number
		}
		if c != last || c >= aNumeral {
			switch c {
			case aDigit:
				numbers--
			case aLineEnd:
				lines--
			case aNumeral:
				numerals--
			case aMark:
				marks--
			}
			if numbers < 0 || lines < 0 || numerals < 0 || marks < 0 {
				return cutBefore(text, i)
			}
		}
		last = c
	}
	return len(text)
}

// A class is what characters count as.
type class uint8

const (
	aWord class = iota
	aDigit
	aLineEnd
	aNumeral // every one counts, of digits only the first
	aMark
)

// classAt returns the class of the character at text[i].
func classAt(text string, i int) class {
	switch c := text[i]; {
	case c < utf8.RuneSelf:
		return classes[c]
	case numerals.at(text, i):
		return aNumeral
	case c == 0xEF && wideDigit(text[i:]) >= 0:
		return aDigit
	}
	return aWord
}

// classes are those of the characters of one byte.
var classes = func() (t [utf8.RuneSelf]class) {
	for c := '0'; c <= '9'; c++ {
		t[c] = aDigit
	}
	for _, c := range "(),;:!?" {
		t[c] = aMark
	}
	t['\n'], t['\v'] = aLineEnd, aLineEnd
	return t
}()

var numerals = newCharSet("百千万亿")

// cutBefore returns where text is best cut before i: at the end of a line or a
// sentence, if one is near.
func cutBefore(text string, i int) int {
	from := max(0, i-4096)
	if n := strings.LastIndexByte(text[from:i], '\n'); n >= 0 {
		return from + n + 1
	}
	if n := strings.LastIndex(text[from:i], "。"); n >= 0 {
		return from + n + len("。")
	}
	return i
}
