package zhtext

import (
	"bytes"
	"iter"
	"strings"
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
	misreadFewest = 12      // characters of Windows-1252 in a garbled part
)

// misread returns the text that stood in the file before bytes of it were taken
// for another charset, where that happened: for Windows-1252 in some of its lines
// or all, for GBK in all of it.
func misread(d Decoded) (Decoded, bool) {
	var out []byte
	how, done := "", 0
	for start, end := range westernLines(d.Text) {
		part := d.Text[start:end]
		if b, ok := windowsBytes(part); ok {
			charset, _ := guess(b)
			if readsBetter(telling(part), asString(turnedBack(b[:min(len(b), misreadSample)], charset))) {
				out = append(append(out, d.Text[done:start]...), turnedBack(b, charset)...)
				how, done = charset+" taken for Windows-1252", end
			}
		}
	}
	if how != "" {
		out = append(out, d.Text[done:]...)
	} else if sample := telling(d.Text); Fit(sample) < foreignLeast {
		if b, ok := gb18030Bytes(sample); ok && readsBetter(sample, asString(turnedBack(b, UTF8))) {
			b, _ = gb18030Bytes(d.Text)
			out, how = turnedBack(b, UTF8), "UTF-8 taken for "+GB18030
		}
	}
	if how == "" {
		return Decoded{}, false
	}
	was := Decoded{Text: asString(out), Charset: d.Charset, Misread: how, Foreign: d.Foreign, NULs: d.NULs}
	was.Undecodable = was.warn("undecodable")
	return was, true
}

// readsBetter reports whether a text turned back reads as Chinese, and much
// better than it stood.
func readsBetter(stood, back string) bool {
	return Fit(back) >= max(misreadLeast, Fit(stood)+misreadGain)
}

// telling returns a sample of text, from the first character on that is not ASCII.
func telling(text string) string {
	at := 0
	for at < len(text) && text[at] < utf8.RuneSelf {
		at++
	}
	end := min(len(text), at+misreadSample)
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[at:end]
}

// westernLines walks over the longest stretches of lines that hold characters of
// Windows-1252 only, and enough of them. Chinese text has hardly a character that
// begins with C2 or C3, as nearly all of these do.
func westernLines(text string) iter.Seq2[int, int] {
	western := func(s string) int { return strings.Count(s, "\xC2") + strings.Count(s, "\xC3") }
	return func(yield func(start, end int) bool) {
		if western(text) < misreadFewest {
			return
		}
		at, start := 0, 0
		for line := range strings.Lines(text) {
			next := at + len(line)
			if _, ok := windowsBytes(line); !ok {
				if western(text[start:at]) >= misreadFewest && !yield(start, at) {
					return
				}
				start = next
			}
			at = next
		}
		if western(text[start:]) >= misreadFewest {
			yield(start, len(text))
		}
	}
}

// gone stands among bytes for those of which nothing is left.
const gone = 0xFF

// turnedBack decodes b. What is lost beside each other is lost once: it is not
// known how many characters that were.
func turnedBack(b []byte, charset string) []byte {
	const lost = "\uFFFD"
	text := decodeBytes(b, charset)
	for bytes.Contains(text, []byte(lost+lost)) {
		text = bytes.ReplaceAll(text, []byte(lost+lost), []byte(lost))
	}
	return text
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
