package quantity

import "unicode/utf8"

// A class says what a character can do in a number. Han digits are their own
// value plus one, so that 0 means nothing.
type class uint8

const (
	none   class = 0
	zero   class = 1 // 〇 零; the digits 一 to 九 follow
	nine   class = 10
	ten    class = 11 // 十 百 千: powers of ten below 万
	tens3  class = 13
	wan    class = 14 // 万 亿: powers of 10,000
	yi     class = 15
	point  class = 16 // 点
	more   class = 17 // 多 余
	some   class = 18 // 几
	come   class = 19 // 来
	half   class = 20 // 半
	nth    class = 21 // 第
	front  class = 22 // 前
	top    class = 23 // 首
	figure class = 24 // a full-width Arabic digit
)

var classes = func() (t [1 << 16]class) {
	for d, forms := range [...]string{"零〇○", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九"} {
		for _, r := range forms {
			t[r] = zero + class(d)
		}
	}
	for c, forms := range map[class]string{
		ten: "十", ten + 1: "百", tens3: "千", wan: "万萬", yi: "亿億", point: "点點", more: "多余餘", some: "几幾", come: "来來",
		half: "半", nth: "第", front: "前", top: "首", figure: "０１２３４５６７８９",
	} {
		for _, r := range forms {
			t[r] = c
		}
	}
	return t
}()

// magnitude returns the power of ten a class stands for.
func (c class) magnitude() int {
	switch {
	case c >= ten && c <= tens3:
		return int(c-ten) + 1
	case c == wan:
		return 4
	case c == yi:
		return 8
	}
	return 0
}

func (c class) isDigit() bool     { return c >= zero && c <= nine }
func (c class) isMagnitude() bool { return c >= ten && c <= yi }

func classOf(r rune) class {
	if uint32(r) < 1<<16 {
		return classes[r]
	}
	return none
}

// classAt returns the class of the character at text[i:] and its width.
func classAt(text string, i int) (class, int) {
	if i >= len(text) {
		return none, 0
	}
	if text[i] < utf8.RuneSelf {
		return none, 1
	}
	if rest := text[i:]; rest[0]&0xF0 == 0xE0 && len(rest) >= 3 && rest[1]^0x80|rest[2]^0x80 < 0x40 {
		return classes[uint16(rest[0]&0xF)<<12|uint16(rest[1]&0x3F)<<6|uint16(rest[2]&0x3F)], 3
	}
	r, w := utf8.DecodeRuneInString(text[i:])
	return classOf(r), w
}

// isNumeral reports whether a Chinese numeral can begin with r.
func isNumeral(r rune) bool {
	c := classOf(r)
	return c.isDigit() || c.isMagnitude() || c == half
}

// digitAt returns the Arabic digit at text[i:], plain or full-width, and its
// width, which is 0 where there is none.
func digitAt(text string, i int) (digit byte, width int) {
	if i >= len(text) {
		return 0, 0
	}
	if b := text[i]; b < utf8.RuneSelf {
		if b >= '0' && b <= '9' {
			return b - '0', 1
		}
		return 0, 0
	}
	if text[i] == 0xEF && i+2 < len(text) && text[i+1] == 0xBC && text[i+2] >= 0x90 && text[i+2] <= 0x99 {
		return text[i+2] - 0x90, 3
	}
	return 0, 0
}

// skipSpace passes over blanks within a line.
func skipSpace(text string, i int) int {
	for i < len(text) {
		switch b := text[i]; {
		case b == ' ' || b == '\t':
			i++
		case b == 0xC2 && i+1 < len(text) && text[i+1] == 0xA0:
			i += 2
		case b == 0xE3 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2] == 0x80:
			i += 3
		default:
			return i
		}
	}
	return i
}

// trimSpace is skipSpace backwards.
func trimSpace(text string, i, floor int) int {
	for i > floor {
		switch b := text[i-1]; {
		case b == ' ' || b == '\t':
			i--
		case b == 0xA0 && i-2 >= floor && text[i-2] == 0xC2:
			i -= 2
		case b == 0x80 && i-3 >= floor && text[i-3] == 0xE3 && text[i-2] == 0x80:
			i -= 3
		default:
			return i
		}
	}
	return i
}

// isHan reports whether r is a Chinese character of the basic block.
func isHan(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }
