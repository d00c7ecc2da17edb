package export

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// columns is how many columns of a terminal a character takes. Characters whose
// width depends on the font (“ ” — ·) count as one, as terminals draw them.
func columns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// displayWidth is how many columns s takes.
func displayWidth(s string) int {
	n := 0
	for _, r := range s {
		n += columns(r)
	}
	return n
}

// fit cuts s to at most n columns, with … where something was cut.
func fit(s string, n int) string {
	if displayWidth(s) <= n {
		return s
	}
	used := 0
	for i, r := range s {
		if used+columns(r) > n-1 {
			return s[:i] + "…"
		}
		used += columns(r)
	}
	return s
}

// tail cuts s to its last n columns, with … where something was cut.
func tail(s string, n int) string {
	excess := displayWidth(s) - n
	if excess <= 0 {
		return s
	}
	for i, r := range s {
		if excess < 0 {
			return "…" + s[i:]
		}
		excess -= columns(r)
	}
	return "…"
}

// pad fills s with spaces to n columns.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-displayWidth(s)))
}

// clean makes a stretch of a document fit to be shown on one line: line ends
// and runs of spaces become one space, or none beside a Han character, where the
// line was merely wrapped; characters that steer a terminal are dropped.
func clean(s string) string {
	var b strings.Builder
	var last rune
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			gap = true
			continue
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			continue
		}
		if gap && last != 0 && columns(last) < 2 && columns(r) < 2 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
