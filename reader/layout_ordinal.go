package reader

import (
	"strings"
)

// An ordinalForm is the way a heading or an item is numbered.
type ordinalForm uint8

const (
	noForm           ordinalForm = iota
	partForm                     // 第一部分, 第一章
	hanForm                      // 一、
	bracketForm                  // （一）
	squareForm                   // 【一】
	thForm                       // 第一，
	digitForm                    // 1. 1、 1．
	bracketDigitForm             // （1） 1）
	circleForm                   // ①
	spaceForm                    // 1 X: a number and a space
	countForm                    // 一是 一要: inside a paragraph
	dashForm                     // ——
	annexForm                    // 附件1
)

// strong reports whether a line that begins so cannot go on with another.
func (f ordinalForm) strong() bool {
	switch f {
	case partForm, hanForm, bracketForm, squareForm, annexForm, dashForm:
		return true
	}
	return false
}

// bare reports whether a paragraph of size bytes that begins so is nothing but
// its ordinal.
func (f ordinalForm) bare(size int) bool {
	switch f {
	case hanForm, bracketDigitForm:
		return size <= 6
	case bracketForm, squareForm:
		return size <= 12
	case digitForm, circleForm:
		return size <= 3
	}
	return false
}

// ordinalAt returns the form of the ordinal s begins with.
func ordinalAt(s string) ordinalForm {
	f, _, _ := readOrdinal(s)
	return f
}

// readOrdinal reads the ordinal s begins with: its form, its length in bytes
// and its number where that is 1 to 99, else 0.
func readOrdinal(s string) (form ordinalForm, n, number int) {
	if s == "" {
		return noForm, 0, 0
	}
	switch c := s[0]; {
	case c >= '0' && c <= '9':
		return digitOrdinalAt(s)
	case c == '(':
		return bracketOrdinalAt(s, 1)
	case c == '-' || c < 0x80:
		if strings.HasPrefix(s, "--") {
			return dashForm, dashLen(s), 0
		}
		return noForm, 0, 0
	case c == 0xE2 && len(s) >= 3:
		if s[1] == 0x91 && s[2] >= 0xA0 && s[2] <= 0xB3 {
			return circleForm, 3, int(s[2]) - 0x9F
		}
		if k := dashLen(s); k > 0 {
			return dashForm, k, 0
		}
	case strings.HasPrefix(s, "（"):
		return bracketOrdinalAt(s, 3)
	case strings.HasPrefix(s, "【"):
		if number, k := hanNumber(s[3:]); k > 0 && strings.HasPrefix(s[3+k:], "】") {
			return squareForm, 6 + k, number
		}
	case strings.HasPrefix(s, "－－"):
		return dashForm, dashLen(s), 0
	case strings.HasPrefix(s, "附件") || strings.HasPrefix(s, "附表") || strings.HasPrefix(s, "附录"):
		return annexAt(s)
	case strings.HasPrefix(s, "第"):
		return thOrdinalAt(s)
	case c >= 0xE4 && c <= 0xE5:
		return hanOrdinalAt(s)
	case c == 0xEF && len(s) >= 3 && s[1] == 0xBC && s[2] >= 0x90 && s[2] <= 0x99:
		return wideOrdinalAt(s)
	}
	return noForm, 0, 0
}

func digitOrdinalAt(s string) (ordinalForm, int, int) {
	number, k := 0, 0
	for k < len(s) && k < 3 && s[k] >= '0' && s[k] <= '9' {
		number = number*10 + int(s[k]-'0')
		k++
	}
	if k > 2 || k == len(s) {
		return noForm, 0, 0
	}
	rest := s[k:]
	digit := func(i int) bool { return i < len(rest) && rest[i] >= '0' && rest[i] <= '9' }
	switch {
	case rest[0] == '.' && !digit(1):
		return digitForm, k + 1, number
	case rest[0] == ')' || strings.HasPrefix(rest, "）"):
		return bracketDigitForm, k + runeLen(rest[0]), number
	case strings.HasPrefix(rest, "、") && !digit(3), strings.HasPrefix(rest, "．"):
		return digitForm, k + 3, number
	case rest[0] == ' ' && len(rest) > 1 && rest[1] >= 0x80:
		return spaceForm, k + 1, number
	}
	return noForm, 0, 0
}

func wideOrdinalAt(s string) (ordinalForm, int, int) {
	number, k := 0, 0
	for k+3 <= len(s) && k < 6 && s[k] == 0xEF && s[k+1] == 0xBC && s[k+2] >= 0x90 && s[k+2] <= 0x99 {
		number = number*10 + int(s[k+2]-0x90)
		k += 3
	}
	if strings.HasPrefix(s[k:], "、") || strings.HasPrefix(s[k:], "．") {
		return digitForm, k + 3, number
	}
	return noForm, 0, 0
}

func bracketOrdinalAt(s string, open int) (ordinalForm, int, int) {
	form := bracketForm
	number, k := hanNumber(s[open:])
	if k == 0 {
		form = bracketDigitForm
		for k < 2 && open+k < len(s) && s[open+k] >= '0' && s[open+k] <= '9' {
			number = number*10 + int(s[open+k]-'0')
			k++
		}
	}
	if k == 0 {
		return noForm, 0, 0
	}
	switch rest := s[open+k:]; {
	case strings.HasPrefix(rest, ")"):
		return form, open + k + 1, number
	case strings.HasPrefix(rest, "）"):
		return form, open + k + 3, number
	}
	return noForm, 0, 0
}

func hanOrdinalAt(s string) (ordinalForm, int, int) {
	number, k := hanNumber(s)
	if k == 0 {
		return noForm, 0, 0
	}
	rest := s[k:]
	switch {
	case strings.HasPrefix(rest, "、"), strings.HasPrefix(rest, "．"), strings.HasPrefix(rest, "."):
		n := k + runeLen(rest[0])
		if _, more := hanNumber(s[n:]); more > 0 && (strings.HasPrefix(s[n+more:], "、") || strings.HasPrefix(s[n+more:], "产") || strings.HasPrefix(s[n+more:], "次")) {
			return noForm, 0, 0 // 一、二、三产业
		}
		return hanForm, n, number
	case strings.HasPrefix(rest, "是"), strings.HasPrefix(rest, "要"):
		return countForm, k + 3, number
	}
	return noForm, 0, 0
}

func thOrdinalAt(s string) (ordinalForm, int, int) {
	number, k := hanNumber(s[3:])
	if k == 0 {
		return noForm, 0, 0
	}
	rest := s[3+k:]
	switch {
	case strings.HasPrefix(rest, "部分"):
		return partForm, 9 + k, number
	case strings.HasPrefix(rest, "章"), strings.HasPrefix(rest, "篇"):
		return partForm, 6 + k, number
	case strings.HasPrefix(rest, "，"), strings.HasPrefix(rest, "、"):
		return thForm, 6 + k, number
	case strings.HasPrefix(rest, ","):
		return thForm, 4 + k, number
	}
	return noForm, 0, 0
}

func annexAt(s string) (ordinalForm, int, int) {
	k := 6
	number, n := hanNumber(s[k:])
	for n == 0 && k < len(s) && k < 8 && s[k] >= '0' && s[k] <= '9' {
		number = number*10 + int(s[k]-'0')
		k++
	}
	k += n
	if k < len(s) && number == 0 && !strings.HasPrefix(s[k:], "：") && s[k] != ':' && s[k] != ' ' {
		return noForm, 0, 0 // 附件 inside a sentence
	}
	return annexForm, k, number
}

// hanNumber reads a Chinese number from 1 to 99 at the start of s and returns
// it with its length in bytes, or 0, 0.
func hanNumber(s string) (number, n int) {
	ones, tens := 0, 0
	for n+3 <= len(s) {
		d := hanDigit(s[n : n+3])
		if d < 0 || d != 10 && ones > 0 || d == 10 && tens > 0 {
			break
		}
		if d == 10 {
			tens, ones = max(ones, 1), 0
		} else {
			ones = d
		}
		n += 3
	}
	return tens*10 + ones, n
}

// hanDigit returns the value of a Chinese digit from 一 to 十, or -1.
func hanDigit(s string) int {
	switch s {
	case "一":
		return 1
	case "二":
		return 2
	case "三":
		return 3
	case "四":
		return 4
	case "五":
		return 5
	case "六":
		return 6
	case "七":
		return 7
	case "八":
		return 8
	case "九":
		return 9
	case "十":
		return 10
	}
	return -1
}

// dashLen returns the length of the dashes s begins with.
func dashLen(s string) int {
	n := 0
	for n < len(s) {
		k := dashAt(s, n)
		if k == 0 {
			break
		}
		n += k
	}
	return n
}

// dashAt returns the length of the dash at s[i], or 0.
func dashAt(s string, i int) int {
	switch s[i] {
	case '-':
		return 1
	case 0xE2:
		if i+2 < len(s) {
			switch {
			case s[i+1] == 0x80 && s[i+2] >= 0x90 && s[i+2] <= 0x95, s[i+1] == 0x88 && s[i+2] == 0x92, s[i+1] == 0x94 && s[i+2] <= 0x81:
				return 3
			}
		}
	case 0xEF:
		if strings.HasPrefix(s[i:], "－") || strings.HasPrefix(s[i:], "﹣") {
			return 3
		}
	}
	return 0
}

// runeLen returns the length of the UTF-8 sequence that c begins, taking a
// stray byte for one.
func runeLen(c byte) int {
	switch {
	case c < 0xC0:
		return 1
	case c < 0xE0:
		return 2
	case c < 0xF0:
		return 3
	}
	return 4
}
