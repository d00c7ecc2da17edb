package zhtext

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A program that may write ASCII only says each other character by its number:
// \u653f in JSON and JavaScript, %E6%94%BF in an address or a form, =E6=94=BF in
// a mail (quoted-printable), \xe6\x94\xbf in what Python prints.

// unescaped returns text with the characters that its escapes stand for. The
// escapes of bytes, which a number with % might look like, are read only in a
// text that has most of its characters so.
func unescaped(text string) (*View, bool) {
	units := strings.Contains(text, `\u`)
	mark, charset := byteMark(text)
	if !units && mark == 0 {
		return nil, false
	}
	e := escapes{patch: patch{text: text}, mark: mark, charset: charset}
	if mark != 0 {
		if charset == "" {
			e.charset = e.sampled()
		}
		e.plus = mark == '%' && strings.IndexByte(text, ' ') < 0 && !strings.Contains(text, "%20")
	}
	for i := 0; i < len(text); {
		n, c := 0, text[i]
		if c == mark {
			n = e.bytes(i)
		}
		if n == 0 && (c == '\\' || c == '%') {
			n = e.unit(i)
		}
		if c == '+' && e.plus {
			e.put(" ", i, i+1)
		}
		i += max(n, 1)
	}
	return e.view()
}

// escapes are those of a text on the way to their view.
type escapes struct {
	patch
	mark    byte   // what begins the escape of a byte: % = or \; 0 for none
	charset string // of these bytes
	plus    bool   // + stands for a space, as in a form
}

// unit reads the code units of UTF-16 at i (\u653f, %u653F) and returns their
// length, 0 where none stand there.
func (e *escapes) unit(i int) int {
	r, n := unitAt(e.text[i:])
	if utf16.IsSurrogate(r) {
		second, more := unitAt(e.text[i+n:])
		if r = utf16.DecodeRune(r, second); r != utf8.RuneError {
			n += more
		}
	}
	if n == 0 || r < ' ' && !isSpaceByte(byte(r)) {
		return 0
	}
	e.put(string(r), i, i+n)
	return n
}

// unitAt returns the unit of UTF-16 that s begins with as an escape, and its length.
func unitAt(s string) (r rune, n int) {
	const length = len(`\u0000`)
	if len(s) < length || s[0] != '\\' && s[0] != '%' || s[1] != 'u' {
		return 0, 0
	}
	for _, c := range []byte(s[2:length]) {
		d := hexDigit(c)
		if d < 0 {
			return 0, 0
		}
		r = r<<4 | rune(d)
	}
	return r, length
}

// bytes reads the character whose bytes are escaped at i and returns the length of
// its escapes, 0 where there are none.
func (e *escapes) bytes(i int) int {
	var room [utf8.UTFMax]byte
	b := room[:0]
	c, n := e.byteAt(i)
	if n == 0 {
		if n = e.softBreak(i); n > 0 {
			e.put("", i, i+n)
		}
		return n
	}
	for b = append(b, c); len(b) < cap(b) && !whole(b, e.charset); b = append(b, c) {
		at, k := i+n, 0
		at += e.softBreak(at)
		if c, k = e.byteAt(at); k == 0 {
			// The second byte of GBK may be a letter, which needs no escape.
			if e.charset == UTF8 || at >= len(e.text) || e.text[at] < '0' || e.text[at] >= utf8.RuneSelf {
				break
			}
			c, k = e.text[at], 1
		}
		n = at + k - i
	}
	if b[0] < ' ' && !isSpaceByte(b[0]) {
		return 0
	}
	if e.charset == latin1 {
		e.put(string(rune(b[0])), i, i+n)
	} else {
		e.put(asString(decodeBytes(b, e.charset)), i, i+n)
	}
	return n
}

// byteAt returns the byte that is escaped at i, and the length of the escape.
func (e *escapes) byteAt(i int) (c byte, n int) {
	s := e.text[i:]
	if n = 3; e.mark == '\\' {
		n = 4
	}
	if len(s) < n || s[0] != e.mark || e.mark == '\\' && s[1] != 'x' {
		return 0, 0
	}
	hi, lo := hexDigit(s[n-2]), hexDigit(s[n-1])
	if hi < 0 || lo < 0 {
		return 0, 0
	}
	return byte(hi<<4 | lo), n
}

// softBreak returns the length of the line break at i that quoted-printable put
// into a line to keep it short; 0 where none stands there.
func (e *escapes) softBreak(i int) int {
	if e.mark != '=' || !strings.HasPrefix(e.text[i:], "=") {
		return 0
	}
	rest := strings.TrimLeft(e.text[i+1:], " \t\r")
	if !strings.HasPrefix(rest, "\n") {
		return 0
	}
	return len(e.text) - i - len(rest) + 1
}

// whole reports whether b is a character of charset, or can become none.
func whole(b []byte, charset string) bool {
	switch {
	case b[0] < utf8.RuneSelf, charset == latin1:
		return true
	case charset == UTF8:
		return utf8.FullRune(b)
	case len(b) > 1 && charset == GB18030 && b[1] >= '0' && b[1] <= '9':
		return len(b) == 4
	}
	return len(b) == 2
}

// sampled returns the charset of the escaped bytes.
func (e *escapes) sampled() string {
	var b []byte
	for i := 0; i < len(e.text) && len(b) < misreadSample; {
		c, n := e.byteAt(i)
		switch {
		case n > 0:
			b = append(b, c)
		case e.text[i] >= utf8.RuneSelf || e.text[i] == '=':
		default:
			b = append(b, e.text[i])
		}
		i += max(n, 1)
	}
	if charset, _ := guess(b); charset == Big5 || charset == GB18030 {
		return charset
	}
	return UTF8
}

// How byteMark looks at a text.
const (
	markStep   = 256 // every so many bytes of it,
	markReach  = 24  // for so many that are ASCII
	markFewest = 4   // and so many escapes of bytes beyond
)

// byteMark returns what begins the escapes of bytes in text where there are at
// least as many bytes beyond ASCII in escapes as without, else 0; and their
// charset, where the form of the escapes says it.
func byteMark(text string) (mark byte, charset string) {
	for i := 0; i == 0 || i+markReach <= len(text); i += markStep {
		if plainASCII(text[i:min(len(text), i+markReach)]) {
			return commonestMark(text)
		}
	}
	return 0, ""
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func commonestMark(text string) (mark byte, charset string) {
	var escaped [utf8.RuneSelf]int
	open, units := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= utf8.RuneSelf:
			open++
		case c == '%' && i+1 < len(text) && text[i+1] == 'u':
			if _, n := unitAt(text[i:]); n > 0 {
				units++
			}
		case (c == '%' || c == '=') && i+2 < len(text) && hexDigit(text[i+1]) >= 8 && hexDigit(text[i+2]) >= 0:
			escaped[c]++
			i += 2
		case c == '\\' && i+3 < len(text) && text[i+1] == 'x' && hexDigit(text[i+2]) >= 8 && hexDigit(text[i+3]) >= 0:
			escaped[c]++
			i += 3
		}
	}
	if units >= max(markFewest, open) {
		return '%', latin1
	}
	for _, c := range []byte{'%', '=', '\\'} {
		if escaped[c] >= max(markFewest, open) {
			return c, ""
		}
	}
	return 0, ""
}

// latin1 is the charset of the bytes beside %u653f: each is a character.
const latin1 = "ISO-8859-1"

// hexDigit returns the value of a digit of base sixteen, -1 of anything else.
func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
