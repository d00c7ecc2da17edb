package zhtext

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// ErrNotText says that the bytes read as text in no charset that Decode knows.
var ErrNotText = errors.New("not text in UTF-8, UTF-16, GB18030 or Big5")

// ErrCharset says that a charset was named that Decode does not know.
var ErrCharset = errors.New("unknown charset")

// maxWarnings is how many places Decoded.Warnings lists.
const maxWarnings = 100

// Decoded is the text that bytes stand for.
type Decoded struct {
	// Text holds the characters without a leading byte-order mark, line ends as
	// they stand, U+FFFD for what could not be decoded.
	Text string
	// Charset is the charset the bytes were read in: UTF8, UTF16LE, UTF16BE,
	// GB18030 or Big5.
	Charset string
	// Misread says what the text had been taken for before it was saved
	// ("GB18030 taken for Windows-1252"), where Text is what stood there before.
	Misread string
	// Foreign counts the lines that were read in another charset than Charset.
	Foreign int
	// NULs counts the NUL bytes that were left out.
	NULs int
	// Undecodable counts the places where bytes could not be decoded.
	Undecodable int
	// Warnings lists the first hundred places where characters are lost.
	Warnings []Warning
}

// A Warning is a place of a text where something is lost or doubtful.
type Warning struct {
	// Code is "undecodable" where bytes became U+FFFD, "replaced" where U+FFFD stood
	// in the file, "mixed_charset" on lines in another charset than the rest.
	Code       string
	Start, End int // bytes of the text, half-open
}

// Decode turns the bytes of a plain text into its characters. A byte-order mark
// decides the charset, else the bytes that are valid UTF-8 are UTF-8, else the
// charset in which they read best as Chinese. Where pieces of a text are in
// UTF-8, GB18030 or UTF-16 and others are not, each is read in its own. Bytes that
// were taken for another charset before the text was saved are turned back.
//
// The text of valid UTF-8 shares the memory of b: b must not be changed
// afterwards. The error is ErrNotText.
func Decode(b []byte) (Decoded, error) {
	d, err := decodeOnce(b)
	if err != nil {
		return d, err
	}
	if was, ok := misread(d); ok {
		if was, err := checked(was); err == nil {
			return was, nil
		}
	}
	return d, nil
}

// decodeOnce is Decode for text that was saved as it was read.
func decodeOnce(b []byte) (Decoded, error) {
	marked, n := byteOrderMark(b)
	b = b[n:]
	if (n == 0 || marked == UTF8) && bytes.IndexByte(b, 0) < 0 {
		if d, ok := asItStands(b); ok {
			return checked(d)
		}
	}
	charset, fit := marked, 1.0
	if n == 0 {
		charset, fit = guess(b)
	}
	if fit < minFit && len(b) >= 64 { // at best a mixture
		if _, ok := decodeMixed(b[:min(len(b), sampleSize)], UTF8); !ok {
			return Decoded{}, ErrNotText
		}
		d, ok := decodeMixed(b, UTF8)
		if !ok || Fit(d.Text) < foreignLeast {
			return Decoded{}, ErrNotText
		}
		return checked(d)
	}
	if d, ok := decodeMixed(b, charset); ok {
		return checked(d)
	}
	return checked(decode(b, charset))
}

// minFit is the least share of common characters in a guessed charset. Text
// reaches 0.3 even in a list of names; a wrong reading stays below 0.05.
const minFit = 0.06

// DecodeAs decodes b in the charset that label names, as a web page or a mail
// would ("gb2312", "utf-8"). A byte-order mark and UTF-8 that cannot be meant
// otherwise win over the label. The errors are ErrCharset and ErrNotText.
func DecodeAs(b []byte, label string) (Decoded, error) {
	charset, ok := charsetLabels[strings.ToLower(strings.TrimSpace(label))]
	if !ok {
		return Decoded{}, ErrCharset
	}
	if c, n := byteOrderMark(b); n > 0 {
		return checked(decode(b[n:], c))
	}
	if d, ok := asItStands(b); ok {
		return checked(d)
	}
	return checked(decode(b, charset))
}

func byteOrderMark(b []byte) (charset string, length int) {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		return UTF8, 3
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		return UTF16LE, 2
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return UTF16BE, 2
	case bytes.HasPrefix(b, []byte("\x84\x31\x95\x33")):
		return GB18030, 4
	}
	return "", 0
}

// decode decodes b in charset and finds the places that are lost.
func decode(b []byte, charset string) Decoded {
	if charset == UTF8 && bytes.IndexByte(b, 0) < 0 {
		if d, ok := asItStands(b); ok {
			return d
		}
	}
	d := Decoded{Charset: charset}
	if charset != UTF16LE && charset != UTF16BE {
		b = d.dropNULs(b)
	}
	d.Text = asString(decodeBytes(b, charset))
	d.Undecodable = d.warn("undecodable")
	return d
}

// dropNULs leaves out NUL bytes: single ones are what a careless program left of
// UTF-16, but behind a sentence, and several in a row, they stand for the end of
// a line.
func (d *Decoded) dropNULs(b []byte) []byte {
	if bytes.IndexByte(b, 0) < 0 {
		return b
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != 0 {
			out = append(out, b[i])
			continue
		}
		d.NULs++
		one := i > 0 && b[i-1] != 0 && (i+1 == len(b) || b[i+1] != 0)
		if n := len(out); n > 0 && out[n-1] != '\n' && (!one || bytes.HasSuffix(out, []byte("。"))) {
			out = append(out, '\n')
		}
	}
	return out
}

// asItStands takes b over where it is valid UTF-8.
func asItStands(b []byte) (Decoded, bool) {
	if !validUTF8(b) {
		return Decoded{}, false
	}
	d := Decoded{Text: asString(b), Charset: UTF8}
	d.warn("replaced")
	return d, true
}

// validUTF8 is utf8.Valid for text in which nearly every character has three bytes.
func validUTF8(b []byte) bool {
	for i := 0; ; {
		for i+4 <= len(b) {
			w := binary.LittleEndian.Uint32(b[i:])
			if w&0xC0C0F0 != 0x8080E0 || w&0xF == 0 || w&0xF == 0xD { // E0 and ED forbid some second bytes
				break
			}
			i += 3
		}
		if i == len(b) {
			return true
		}
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n < len("\uFFFD") {
			return false
		}
		i += n
	}
}

// warn lists the runs of U+FFFD in the text and returns their number.
func (d *Decoded) warn(code string) int {
	const lost = "\uFFFD"
	n := 0
	for at := Index(d.Text, lost); at >= 0; n++ {
		end := at
		for strings.HasPrefix(d.Text[end:], lost) {
			end += len(lost)
		}
		if n < maxWarnings {
			d.Warnings = append(d.Warnings, Warning{Code: code, Start: at, End: end})
		}
		next := Index(d.Text[end:], lost)
		if next < 0 {
			return n + 1
		}
		at = end + next
	}
	return n
}

// checked refuses what is no text although it could be decoded: every tenth
// character of the head a control character, more NUL bytes than others, or every
// fourth character lost.
func checked(d Decoded) (Decoded, error) {
	head := d.Text[:min(len(d.Text), sampleSize)]
	control := 0
	for i := 0; i < len(head); i++ {
		switch c := head[i]; {
		case c >= 0xE0:
			i += 2 // nearly every character is Chinese: three bytes
		case c < ' ' && !isSpaceByte(c):
			control++
		}
	}
	if control*10 > len(head) || d.NULs > len(d.Text) || d.Undecodable*4*len("\uFFFD") > len(d.Text) && d.Undecodable > 2 {
		return Decoded{}, ErrNotText
	}
	return d, nil
}

func decodeBytes(b []byte, charset string) []byte {
	switch charset {
	case GB18030:
		return decodeTable(b, simplifiedchinese.GB18030)
	case Big5:
		return decodeTable(b, traditionalchinese.Big5)
	case UTF16LE, UTF16BE:
		return decodeUTF16(b, charset == UTF16BE)
	}
	return repairUTF8(b)
}

// decodeTable decodes a charset of one to four bytes a character.
func decodeTable(b []byte, enc encoding.Encoding) []byte {
	dst := make([]byte, len(b)*3/2+64)
	n, dec := 0, enc.NewDecoder()
	for {
		written, read, err := dec.Transform(dst[n:], b, true)
		n, b = n+written, b[read:]
		if err == nil {
			return dst[:n]
		}
		dst = append(dst, make([]byte, len(dst)/2)...)
	}
}

func decodeUTF16(b []byte, bigEndian bool) []byte {
	dst := make([]byte, 0, len(b)*3/2+utf8.UTFMax)
	lo, hi := 0, 1
	if bigEndian {
		lo, hi = 1, 0
	}
	for i := 0; i < len(b); i += 2 {
		if i+1 == len(b) {
			dst = utf8.AppendRune(dst, utf8.RuneError)
			break
		}
		r := rune(b[i+lo]) | rune(b[i+hi])<<8
		if utf16.IsSurrogate(r) {
			var second rune
			if i+3 < len(b) {
				second = rune(b[i+2+lo]) | rune(b[i+2+hi])<<8
			}
			if r = utf16.DecodeRune(r, second); r != utf8.RuneError {
				i += 2
			}
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// repairUTF8 replaces each run of bytes that begins a character but does not
// complete it, and each byte that begins none, by one U+FFFD.
func repairUTF8(b []byte) []byte {
	dst := make([]byte, 0, len(b)+len(b)/8)
	for len(b) > 0 {
		n := validPrefix(b)
		dst = append(dst, b[:n]...)
		if b = b[n:]; len(b) > 0 {
			dst = utf8.AppendRune(dst, utf8.RuneError)
			b = b[brokenPrefix(b):]
		}
	}
	return dst
}

// validPrefix returns the length of the valid UTF-8 at the head of b.
func validPrefix(b []byte) int {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(b)
}

// brokenPrefix returns how many bytes at the head of b are the beginning of one
// character that is not completed; at least 1.
func brokenPrefix(b []byte) int {
	n := 1
	for n < len(b) && !utf8.FullRune(b[:n+1]) {
		n++
	}
	return n
}

// asString returns b as a string without copying.
func asString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
