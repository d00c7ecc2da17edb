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

// Plain returns the Chinese character that r looks like, where r is a radical or a
// compatibility form (⼯ for 工, ⻓ for 长), else r.
func Plain(r rune) rune {
	if r >= 0x2E80 && r < 0x2FE0 || r >= 0xF900 && r < 0xFB00 {
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
	p := patch{text: text}
	for i := nextOdd(text, 0); i < len(text); i = nextOdd(text, i) {
		r, n := utf8.DecodeRuneInString(text[i:])
		reading := ""
		if !unseen(r) {
			reading = string(Plain(r))
		}
		if reading != text[i:i+n] && (reading != "" || !aloneAt(text, i, n)) {
			p.put(reading, i, i+n)
		}
		i += n
	}
	return p.view()
}

// nextOdd returns where the next character that plainText may change begins, from
// i on, by its first two bytes.
func nextOdd(text string, i int) int {
	for i+1 < len(text) {
		c := text[i]
		if c > 0xE2 && c != 0xEF {
			i += 3 // nearly every character is Chinese: three bytes
			continue
		}
		switch d := text[i+1]; {
		case c == 0xE2 && (d >= 0xBA && d <= 0xBF || d == 0x80 && i+2 < len(text) && text[i+2] >= 0x8B && text[i+2] <= 0x8D || d == 0x81),
			c == 0xEF && (d >= 0xA4 && d <= 0xAB || d == 0xBB), c == 0xC2 && d == 0xAD:
			return i
		case c < 0xE2:
			i++
		default:
			i += 3
		}
	}
	return len(text)
}

// unseen reports whether r is a mark of no width.
func unseen(r rune) bool {
	switch r {
	case 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD:
		return true
	}
	return false
}

// aloneAt reports whether the n bytes at i are all that stands on their line.
func aloneAt(text string, i, n int) bool {
	return (i == 0 || text[i-1] == '\n') && (i+n == len(text) || text[i+n] == '\n' || text[i+n] == '\r')
}
