package zhtext

import (
	"strings"
	"unicode/utf8"
)

// NeedsRepair reports whether Repair would change text: whether it is in Traditional
// characters, by a sample of them, or has pinyin in brackets behind its characters. It
// costs next to nothing on clean text.
func NeedsRepair(text string) bool { return oldScript(text) || glossed(text) }

// damaged reports whether bytes were lost in text, which is in Traditional
// characters if old is set: pinyin was put into it, or characters were paired
// wrongly.
func damaged(text string, old bool) (gloss, bytes bool) {
	gloss = glossed(text)
	return gloss, gloss || old && mispaired(text)
}

// mispaired reports whether characters of a text in Traditional script were
// paired wrongly: a small letter or a sign that stands alone between them is what
// is left of one.
func mispaired(text string) bool {
	found := 0
	var before, here rune
	for _, after := range text {
		if han(after) && leftover(here) && (han(before) || leftover(before)) {
			if found++; found >= fewestStrays && found*strayedSpan >= len(text) {
				return true
			}
		}
		before, here = here, after
	}
	return false
}

// leftover reports whether r is what wrong pairs leave of characters, and what no
// prose has between them.
func leftover(r rune) bool {
	return r >= '?' && r < 0x7F && !capital(r) || r == utf8.RuneError || r > 0x80 && isOneOf(r, leftoverSigns())
}

func han(r rune) bool { return r >= 0x4E00 && r < 0xA000 }

// Marks of the converter: so many readings behind characters that have them,
// and so dense, that they are no reading aids to rare characters.
const (
	fewestGlosses = 5
	glossSpan     = 2048 // bytes of text for each gloss at least
	fewestStrays  = 3
	strayedSpan   = 1 << 15 // and for each letter or sign that stands alone
)

// glossed reports whether the converter went over text.
func glossed(text string) bool {
	found := 0
	for at := mayReadAt(text, 0); at < len(text); at = mayReadAt(text, at+1) {
		bracket := openBefore(text[:at])
		if bracket == 0 {
			continue
		}
		i := at - bracket
		before := strings.TrimSuffix(text[max(0, i-utf8.UTFMax):i], " ")
		if before == "" || before[len(before)-1] < 0x80 || !mayRead(text[at]) {
			continue
		}
		p := sounds()
		n, _ := p.closed(text[at:])
		if n == 0 {
			continue
		}
		r, _ := utf8.DecodeLastRuneInString(before)
		if n = p.syllable[n]; !p.reads(r, n) && !p.reads(scripts().simple(r), n) {
			continue
		}
		if found++; found >= fewestGlosses && found*glossSpan >= len(text) {
			return true
		}
	}
	return false
}

// openBefore returns the length of the bracket that opens at the end of s, or 0.
func openBefore(s string) int {
	for _, open := range [...]string{"(", "（", "[", "［", "〔", "【"} {
		if strings.HasSuffix(s, open) {
			return len(open)
		}
	}
	return 0
}

// mayReadAt returns the first place of text, at or behind from, at which a reading
// may begin, or the end of text. It passes Chinese characters eight bytes at a
// time: none of their bytes has its second highest bit set without the first and
// the third.
func mayReadAt(text string, from int) int {
	const second = 0x4040404040404040
	for i := from; ; i++ {
		for i+16 <= len(text) {
			b := text[i:][:16]
			v, w := u64(b), u64(b[8:])
			if (v&^(v>>1&(v<<1))|w&^(w>>1&(w<<1)))&second != 0 {
				break
			}
			i += 16
		}
		for i+8 <= len(text) {
			if w := u64(text[i:]); w&^(w>>1&(w<<1))&second != 0 {
				break
			}
			i += 8
		}
		if i >= len(text) || mayRead(text[i]) {
			return min(i, len(text))
		}
	}
}

// mayRead reports whether a reading can begin with a byte.
func mayRead(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' || b >= 0xC3 && b <= 0xC9 }
