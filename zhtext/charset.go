package zhtext

import (
	"bytes"
	_ "embed"
	"strings"
	"unicode/utf8"
)

// Names of the charsets that Decode knows, as Decoded.Charset gives them.
const (
	UTF8    = "UTF-8"
	UTF16LE = "UTF-16LE"
	UTF16BE = "UTF-16BE"
	GB18030 = "GB18030" // also GB2312 and GBK, which are parts of it
	Big5    = "Big5"
)

// sampleSize is how many bytes the guess of a charset looks at.
const sampleSize = 32 << 10

//go:embed common-han.txt
var commonHanText string

// commonHan has a bit for each character of common-han.txt, from U+4E00 on.
var commonHan = func() (set [(0xA000 - 0x4E00) / 64]uint64) {
	remark := false
	for _, r := range commonHanText {
		switch {
		case r == '#':
			remark = true
		case r == '\n':
			remark = false
		case !remark && r >= 0x4E00 && r < 0xA000:
			set[(r-0x4E00)/64] |= 1 << ((r - 0x4E00) % 64)
		}
	}
	return set
}()

// charsetLabels maps the names that files give themselves, in lower case, to ours.
var charsetLabels = map[string]string{
	"utf-8": UTF8, "utf8": UTF8, "unicode-1-1-utf-8": UTF8, "us-ascii": UTF8, "ascii": UTF8,
	"utf-16": UTF16LE, "utf-16le": UTF16LE, "utf-16be": UTF16BE, "unicode": UTF16LE,
	"gb2312": GB18030, "gb_2312": GB18030, "gb_2312-80": GB18030, "gbk": GB18030, "x-gbk": GB18030, "cp936": GB18030,
	"gb18030": GB18030, "gb18030-2005": GB18030, "gb18030-2022": GB18030, "chinese": GB18030, "euc-cn": GB18030,
	"big5": Big5, "big-5": Big5, "big5-hkscs": Big5, "x-x-big5": Big5, "cp950": Big5,
}

// guess names the charset of b, which has no byte-order mark, and how well the
// text reads in it: 1 means that nothing speaks against it.
func guess(b []byte) (charset string, fit float64) {
	charset, fit = UTF8, -2
	order := []string{UTF8, GB18030, Big5, UTF16LE, UTF16BE}
	if bytes.IndexByte(b, 0) >= 0 {
		order = []string{UTF16LE, UTF16BE, UTF8, GB18030, Big5}
	}
	for _, c := range order {
		if f := fitOf(c, sample(b, c)); f > fit {
			charset, fit = c, f
		}
	}
	return charset, fit
}

// sample returns the part of b that tells most about charset: from the first
// byte on that is not ASCII, but whole units of UTF-16 from the head.
func sample(b []byte, charset string) []byte {
	if charset == UTF16LE || charset == UTF16BE {
		return b[:min(len(b), sampleSize)]
	}
	at := 0
	for at < len(b) && b[at] < utf8.RuneSelf && b[at] >= ' ' || at < len(b) && isSpaceByte(b[at]) {
		at++
	}
	return b[at:min(len(b), at+sampleSize)]
}

// fitOf returns how well b reads in charset.
func fitOf(charset string, b []byte) float64 {
	if charset != UTF16LE && charset != UTF16BE {
		b = new(Decoded).dropNULs(b)
	}
	text := asString(decodeBytes(b, charset))
	if len(b) > 0 && b[len(b)-1] >= utf8.RuneSelf { // the sample may end inside a character
		text = strings.TrimSuffix(text, "\uFFFD")
	}
	return Fit(text)
}

// Fit tells how well text reads as Chinese: the share of its telling characters,
// those beyond ASCII and control characters, that Chinese text is full of, less
// twice those it never has. Real text reaches 0.3 even in a list of names; a text
// in a wrong charset or from a font without names stays below 0.05. Without
// telling characters the fit is 1.
func Fit(text string) float64 {
	telling, good, bad := 0, 0, 0
	for _, r := range text {
		switch {
		case r >= ' ' && r < 0x7F || r < ' ' && isSpaceByte(byte(r)):
			continue
		case isCommon(r):
			good++
		case r < 0xA0 || r == utf8.RuneError:
			bad++
		}
		telling++
	}
	if telling == 0 {
		return 1
	}
	return float64(good-2*bad) / float64(telling)
}

// isCommon tells the characters and marks that Chinese text is full of.
func isCommon(r rune) bool {
	switch {
	case r >= 0x4E00 && r < 0xA000:
		return commonHan[(r-0x4E00)/64]&(1<<((r-0x4E00)%64)) != 0
	case r >= 0x3000 && r <= 0x301F, r >= 0xFF01 && r <= 0xFF5E: // full-width marks, digits, letters
		return true
	case r >= 0x2010 && r <= 0x203B, r >= 0x2460 && r <= 0x2473: // dashes, quotes, ①…⑳
		return true
	case r >= 0x2500 && r <= 0x257F: // frames of tables
		return true
	}
	return false
}

// isSpaceByte tells the control characters that plain text may hold.
func isSpaceByte(c byte) bool {
	return c >= '\t' && c <= '\r' || c == 0x1A || c == 0x1B
}
