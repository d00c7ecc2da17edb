package zhtext

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// A program that takes the bytes of a text for another charset, and saves the
// characters it sees, leaves what is valid and reads as nothing: 工作 in UTF-8,
// taken for GBK, becomes 宸ヤ綔, in GBK, taken for Windows-1252, ¹¤×÷. Where such
// characters turned back into bytes read as Chinese, that is what stood there.

const (
	misreadSample = 4 << 10 // bytes looked at, from the first on that is not ASCII
	misreadLeast  = 0.2     // how well they must read when they are turned back,
	misreadGain   = 0.3     // and how much better than they do; lost characters count against it
)

// misread returns the text that stood in the file before its bytes were taken for
// another charset, where that happened.
func misread(d Decoded) (Decoded, bool) {
	at := 0
	for at < len(d.Text) && d.Text[at] < utf8.RuneSelf {
		at++
	}
	end := min(len(d.Text), at+misreadSample)
	for end < len(d.Text) && !utf8.RuneStart(d.Text[end]) {
		end--
	}
	sample := d.Text[at:end]
	fit := Fit(sample)
	if fit >= foreignLeast {
		return Decoded{}, false
	}
	for _, back := range []struct {
		charset string
		bytes   func(string) ([]byte, bool)
	}{{"Windows-1252", windowsBytes}, {GB18030, gb18030Bytes}} {
		b, ok := back.bytes(sample)
		if !ok || len(b) == 0 {
			continue
		}
		charset := UTF8
		if back.charset != GB18030 {
			charset, _ = guess(b)
		}
		better := Fit(asString(turnedBack(b, charset)))
		if better < max(misreadLeast, fit+misreadGain) {
			continue
		}
		if b, ok = back.bytes(d.Text); ok {
			was := Decoded{Text: asString(turnedBack(b, charset)), Charset: d.Charset, Misread: charset + " taken for " + back.charset}
			was.Undecodable = was.warn("undecodable")
			return was, true
		}
	}
	return Decoded{}, false
}

// gone stands among bytes for those of which nothing is left.
const gone = 0xFF

// turnedBack decodes b. What is lost beside each other is lost once: it is not
// known how many characters that were.
func turnedBack(b []byte, charset string) []byte {
	lost := []byte("\uFFFD")
	text := decodeBytes(b, charset)
	out := text[:0]
	for len(text) > 0 {
		n := 1
		if bytes.HasPrefix(text, lost) {
			if n = len(lost); bytes.HasSuffix(out, lost) {
				text = text[n:]
				continue
			}
		}
		out = append(out, text[:n]...)
		text = text[n:]
	}
	return out
}

// windowsBytes returns the bytes that Windows-1252 reads as text. It reports
// false where text has characters that it does not have.
func windowsBytes(text string) ([]byte, bool) {
	b := make([]byte, 0, len(text))
	for _, r := range text {
		c, ok := charmap.Windows1252.EncodeRune(r)
		switch {
		case ok:
		case r >= 0x80 && r < 0xA0: // as Latin-1 has them
			c = byte(r)
		case r == utf8.RuneError:
			c = gone
		default:
			return nil, false
		}
		b = append(b, c)
	}
	return b, true
}

// gb18030Bytes returns the bytes that GB18030 reads as text; of one that found no
// partner a "?" is left, or U+FFFD. It reports false where text has no characters
// of more than one byte.
func gb18030Bytes(text string) ([]byte, bool) {
	enc := simplifiedchinese.GB18030.NewEncoder()
	var in, out [8]byte
	b := make([]byte, 0, len(text))
	wide := false
	for _, r := range text {
		switch {
		case r == utf8.RuneError, r == '?' && incomplete(b):
			b = append(b, gone)
			continue
		case r < utf8.RuneSelf:
			b = append(b, byte(r))
			continue
		}
		n, _, err := enc.Transform(out[:], in[:utf8.EncodeRune(in[:], r)], true)
		if err != nil {
			b = append(b, gone)
			continue
		}
		wide = true
		b = append(b, out[:n]...)
	}
	return b, wide
}

// incomplete reports whether b ends inside a character of UTF-8.
func incomplete(b []byte) bool {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		if c := b[len(b)-n]; utf8.RuneStart(c) {
			return c >= 0xC0 && !utf8.FullRune(b[len(b)-n:])
		}
	}
	return false
}
