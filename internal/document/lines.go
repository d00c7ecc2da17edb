package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A lineWriter lays inline text out as one line: runs of white space become
// one space, and the end of a source line between Chinese characters, which
// the writer of the file did not mean, becomes none.
type lineWriter struct {
	buf     []byte
	last    rune // the last character written, 0 at the head of the line
	pending rune // white space seen since: 0, ' ' or '\n'
}

// write adds text with collapsed white space.
func (w *lineWriter) write(text string) {
	for i := 0; i < len(text); {
		c := text[i]
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' {
			if c == '\n' || c == '\r' {
				w.pending = '\n'
			} else if w.pending == 0 {
				w.pending = ' '
			}
			i++
			continue
		}
		j := i + 1
		for j < len(text) && text[j] > ' ' {
			j++
		}
		w.word(text[i:j])
		i = j
	}
}

// word adds text that has no white space of the kind that collapses.
func (w *lineWriter) word(text string) {
	if w.pending != 0 && w.last != 0 {
		first, _ := utf8.DecodeRuneInString(text)
		if w.pending == ' ' || !isWide(w.last) && !isWide(first) {
			w.buf = append(w.buf, ' ')
		}
	}
	w.pending = 0
	w.last, _ = utf8.DecodeLastRuneInString(text)
	w.buf = append(w.buf, text...)
}

// take returns the line and begins a new one.
func (w *lineWriter) take() string {
	line := trimLine(strings.ReplaceAll(string(w.buf), "\u00A0", " "))
	w.buf, w.last, w.pending = w.buf[:0], 0, 0
	return line
}

// indented tells whether the line begins with the white space that opens a
// paragraph.
func (w *lineWriter) indented() bool {
	n := 0
	for _, r := range string(w.buf) {
		switch r {
		case 0x3000, 0xA0, 0x2002, 0x2003:
			if n++; n == 2 {
				return true
			}
			continue
		}
		break
	}
	return false
}

// trimLine removes white space at both ends but keeps tabs, which separate the
// cells of a table.
func trimLine(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return r != '\t' && unicode.IsSpace(r) })
	if isBlank(s) {
		return ""
	}
	return s
}

// isWide tells the characters that take two columns and are set without spaces.
func isWide(r rune) bool {
	return r >= 0x2E80 && r < 0xFB00 || r >= 0xFE30 && r <= 0xFFE6 || r >= 0x2010 && r <= 0x2027 || r >= 0x2460 && r <= 0x24FF || r >= 0x20000 && r < 0x40000
}

// inked counts the characters of s that are not white space.
func inked(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// isBlank tells whether s has nothing but white space.
func isBlank(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) && r != '\uFEFF' }) < 0
}

// squeeze removes all white space from s.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// noteMark writes what stands raised after the character prev. The number of a
// note is set in brackets, so that it does not read as part of a figure; that
// of a unit, as in m2, follows a Latin letter and stays.
func noteMark(prev rune, raised string) string {
	isLetter := prev < unicode.MaxASCII && unicode.IsLetter(prev)
	if raised == "" || len(raised) > 3 || strings.Trim(raised, "0123456789") != "" || isLetter {
		return raised
	}
	return "[" + raised + "]"
}
