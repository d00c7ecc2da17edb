package zhtext

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"
)

// foreignFit is how much better a line must read in the other charset, and
// foreignLeast how well, before it is taken for one that was pasted from there.
// Chinese in the wrong one of the two charsets stays below 0.1.
const (
	foreignFit   = 0.3
	foreignLeast = 0.4
)

// decodeMixed decodes b, whose charset is UTF-8 or GB18030, line by line: lines
// pasted from a file in the other of the two are read in that one. It reports
// false where there are none.
func decodeMixed(b []byte, charset string) (Decoded, bool) {
	if charset == GB18030 && mostlyUTF8(b) {
		charset = UTF8
	}
	var text []byte // what was decoded so far; nil until there is a foreign line
	d := Decoded{Charset: charset}
	done := 0 // the bytes of b that stand in text
	at := 0
	for line := range bytes.Lines(b) {
		if read := foreignLine(line, charset); read != nil {
			text = append(text, decodeBytes(b[done:at], charset)...)
			start := len(text)
			text = append(text, read...)
			done = at + len(line)
			d.foreign(start, len(text))
		}
		at += len(line)
	}
	if text == nil {
		return Decoded{}, false
	}
	d.Text = asString(append(text, decodeBytes(b[done:], charset)...))
	d.Undecodable = d.warn("undecodable")
	slices.SortStableFunc(d.Warnings, func(a, b Warning) int { return cmp.Compare(a.Start, b.Start) })
	return d, true
}

// mostlyUTF8 tells whether more than half of the lines that are not ASCII are
// valid UTF-8.
func mostlyUTF8(b []byte) bool {
	valid, other := 0, 0
	for line := range bytes.Lines(b) {
		switch {
		case !utf8.Valid(line):
			other++
		case !isASCII(line):
			valid++
		}
	}
	return valid > other
}

// foreign notes that the lines in text[start:end] are of the other charset.
func (d *Decoded) foreign(start, end int) {
	d.Foreign++
	if n := len(d.Warnings); n > 0 && d.Warnings[n-1].End == start {
		d.Warnings[n-1].End = end
		return
	}
	if len(d.Warnings) < maxWarnings {
		d.Warnings = append(d.Warnings, Warning{Code: "mixed_charset", Start: start, End: end})
	}
}

// foreignLine returns the characters of a line that reads in the other charset
// only, nil for one that reads in charset.
func foreignLine(line []byte, charset string) []byte {
	if utf8.Valid(line) == (charset == UTF8) || isASCII(line) {
		return nil
	}
	other := GB18030
	if charset == GB18030 {
		other = UTF8
	}
	text := decodeBytes(line, other)
	fit := Fit(asString(text))
	if fit < foreignLeast || bytes.ContainsRune(text, utf8.RuneError) {
		return nil
	}
	if own := Fit(asString(decodeBytes(line, charset))); fit < own+foreignFit {
		return nil
	}
	return text
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
