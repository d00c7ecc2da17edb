package zhtext

import (
	"strings"
	"unicode/utf8"
)

// A line is spread where a space stands behind nearly each of its characters, as in
// 工 作 安 排, mostly one alone. A table may have a row that looks so, but not of many
// characters.
const (
	spreadLeast = 6   // characters of a spread line,
	spreadHan   = 3   // how many of them are Chinese,
	spreadShare = 0.9 // how many of them have a space behind them,
	spreadAlone = 0.6 // and how many one alone
)

// closedUp returns text without the spaces between the characters of spread lines,
// which keep words and numbers from being read: 2 0 2 4 年 is 2024年. Two spaces
// or more are left as they stand. It returns false where no line is spread.
func closedUp(text string) (*View, bool) {
	if strings.Count(text, " ")+strings.Count(text, "\u00a0") < spreadLeast-1 {
		return nil, false
	}
	p := patch{text: text}
	at := 0
	for line := range strings.Lines(text) {
		if spread(line, spreadLeast) {
			p.closeUp(at, at+len(line))
		}
		at += len(line)
	}
	return p.view()
}

// spread reports whether line is spread and has at least so many characters.
func spread(line string, least int) bool {
	if 8*(strings.Count(line, " ")+strings.Count(line, "\u00a0")) < len(line) {
		return false
	}
	characters, chinese, parted, alone := 0, 0, 0, 0
	for rest := strings.TrimSpace(line); rest != ""; {
		r, n := utf8.DecodeRuneInString(rest)
		if rest = rest[n:]; gap(rest, 0) > 0 {
			alone++
		}
		after := strings.TrimLeft(rest, " \u00a0")
		if len(after) < len(rest) || rest == "" {
			parted++
		}
		rest = after
		if characters++; han(r) {
			chinese++
		}
	}
	share := func(n int) float64 { return float64(n) / float64(characters) }
	return characters >= least && chinese >= spreadHan && share(parted) >= spreadShare && share(alone) >= spreadAlone
}

// closeUp leaves out the single spaces between the characters of text[start:end].
func (p *patch) closeUp(start, end int) {
	for i := start; i < end; {
		_, n := utf8.DecodeRuneInString(p.text[i:end])
		if i+n < end && isSpace(p.text[i:end]) == 0 {
			if g := gap(p.text[:end], i+n); g > 0 {
				p.put("", i+n, i+n+g)
				n += g
			}
		}
		i += n
	}
}

// gap returns the length of the one space that stands at i with a character after
// it, 0 where none or more do.
func gap(text string, i int) int {
	n := isSpace(text[i:])
	if n == 0 || i+n >= len(text) || isSpace(text[i+n:]) > 0 || text[i+n] == '\n' || text[i+n] == '\r' {
		return 0
	}
	return n
}

// isSpace returns the length of the space s begins with, 0 where it does not.
func isSpace(s string) int {
	switch {
	case strings.HasPrefix(s, " "):
		return 1
	case strings.HasPrefix(s, "\u00a0"):
		return 2
	}
	return 0
}
