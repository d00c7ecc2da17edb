package zhtext

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed lookalikes.tsv
var lookalikeTable string

var lookalikes = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	for line := range strings.Lines(lookalikeTable) {
		if r := []rune(line); len(r) >= 3 && r[1] == '\t' {
			m[r[0]] = r[2]
		}
	}
	return m
})

// Plain returns the Chinese character or mark that r looks like, where r is a radical
// or a compatibility form (⼯ for 工, ⻓ for 长, ︒ for 。), else r.
func Plain(r rune) rune {
	if r >= 0x2E80 && r < 0x2FE0 || r >= 0xF900 && r < 0xFB00 || r >= 0xFE10 && r < 0xFE70 || r >= 0xFF61 && r <= 0xFF65 {
		if plain, ok := lookalikes()[r]; ok {
			return plain
		}
	}
	return r
}

// plainText returns text with the characters that Plain knows as such, and without
// the marks of no width that web pages put between characters. One alone on a line
// stays: some pages part what was printed so.
func plainText(text string) (*View, bool) {
	p, odd := patch{text: text}, newOddPlaces(text)
	var strewn strewnMark
	for i := odd.next(0); i < len(text); i = odd.next(i) {
		r, n := utf8.DecodeRuneInString(text[i:])
		reading := ""
		if !unseen(r) {
			reading = string(Plain(r))
		}
		if reading != text[i:i+n] && (reading != "" || !aloneAt(text, i, n) || strewn.in(text, text[i:i+n])) {
			p.put(reading, i, i+n)
		}
		i += n
	}
	return p.view()
}

// oddFirst are the first bytes of the characters that plainText may change. Few of
// those that a report has begin with any of them.
const oddFirst = "\xe2\xef\xc2"

// oddPlaces finds in a text, from left to right, the characters that plainText may
// change, by their first bytes.
type oddPlaces struct {
	text string
	at   [len(oddFirst)]int // where the next one is that begins with each
}

func newOddPlaces(text string) *oddPlaces {
	o := &oddPlaces{text: text}
	for k := range o.at {
		o.at[k] = o.from(k, 0)
	}
	return o
}

// next returns where the next of them begins, from i on; the end of the text where
// there is none.
func (o *oddPlaces) next(i int) int {
	for k := range o.at {
		if o.at[k] < i {
			o.at[k] = o.from(k, i)
		}
	}
	return min(o.at[0], o.at[1], o.at[2])
}

// from returns where the next of them begins that has the first byte k, from i on.
func (o *oddPlaces) from(k, i int) int {
	for {
		j := strings.IndexByte(o.text[i:], oddFirst[k])
		if j < 0 {
			return len(o.text)
		}
		if i += j; mayBeOdd(o.text[i:]) {
			return i
		}
		i++
	}
}

// mayBeOdd reports whether plainText may change the character that s begins with, by
// its first bytes.
func mayBeOdd(s string) bool {
	if len(s) < 2 {
		return false
	}
	switch d := s[1]; s[0] {
	case 0xE2:
		return d >= 0xBA && d <= 0xBF || d == 0x81 || d == 0x80 && len(s) > 2 && (s[2] >= 0x8B && s[2] <= 0x8F || s[2] >= 0xAA && s[2] <= 0xAE)
	case 0xEF:
		return d >= 0xA4 && d <= 0xAB || d >= 0xB8 && d <= 0xBB && d != 0xBA || d == 0xBD && len(s) > 2 && s[2] >= 0xA1 && s[2] <= 0xA5
	}
	return s[1] == 0xAD
}

// unseen reports whether r is a mark of no width.
func unseen(r rune) bool {
	switch {
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2069, r >= 0xFE00 && r <= 0xFE0F, r == 0xFEFF, r == 0xAD:
		return true
	}
	return false
}

// aloneAt reports whether the n bytes at i are all that stands on their line.
func aloneAt(text string, i, n int) bool {
	return (i == 0 || text[i-1] == '\n') && (i+n == len(text) || text[i+n] == '\n' || text[i+n] == '\r')
}

// A strewnMark knows whether a mark of no width stands all over a text, so that
// one alone on a line means nothing.
type strewnMark struct {
	mark string
	yes  bool
}

// in reports whether mark stands all over text, which is the same each time.
func (s *strewnMark) in(text, mark string) bool {
	const often = 20 // as often as alone
	if s.mark == "" {
		s.mark, s.yes = mark, strings.Count(text, mark) > often*strings.Count(text, "\n"+mark+"\n")
	}
	return s.yes && s.mark == mark
}
