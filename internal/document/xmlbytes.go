package document

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
)

// inUTF8 returns XML in UTF-8: the format allows UTF-16, and some programs write
// the charset of their machine.
func inUTF8(b []byte) []byte {
	label := "utf-16" // its own mark tells which
	if !bytes.HasPrefix(b, []byte("\xFF\xFE")) && !bytes.HasPrefix(b, []byte("\xFE\xFF")) {
		declared := xmlCharset.FindSubmatch(b[:min(len(b), 200)])
		if len(declared) < 2 || strings.EqualFold(string(declared[1]), "utf-8") {
			return b
		}
		label = string(declared[1])
	}
	dec, err := zhtext.DecodeAs(b, label)
	if err != nil {
		return b
	}
	if head, rest, ok := strings.Cut(dec.Text, "?>"); ok && strings.HasPrefix(head, "<?xml") {
		return []byte(rest)
	}
	return []byte(dec.Text)
}

var xmlCharset = regexp.MustCompile(`^<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)`)

// xmlFlaws counts what stood in the parts of a document although XML allows no
// such thing. Some programs copy it in from elsewhere and read it without complaint.
type xmlFlaws struct {
	control int // characters left out
	broken  int // stretches of bytes that are no UTF-8, now U+FFFD
}

// mend returns the bytes of a part as XML allows them.
func (f *xmlFlaws) mend(b []byte) []byte {
	if !utf8.Valid(b) {
		clean := bytes.ToValidUTF8(b, []byte("\uFFFD"))
		f.broken += bytes.Count(clean, []byte("\uFFFD")) - bytes.Count(b, []byte("\uFFFD"))
		b = clean
	}
	if bytes.IndexFunc(b, outsideXML) >= 0 {
		b = bytes.Map(func(r rune) rune {
			if outsideXML(r) {
				f.control++
				return -1
			}
			return r
		}, b)
	}
	if !bytes.Contains(b, []byte("&#")) {
		return b
	}
	return xmlReference.ReplaceAllFunc(b, func(ref []byte) []byte {
		digits, base := string(ref[2:len(ref)-1]), 10
		if digits[0] == 'x' {
			digits, base = digits[1:], 16
		}
		n, err := strconv.ParseUint(digits, base, 32)
		if r := rune(n); err == nil && n <= utf8.MaxRune && utf8.ValidRune(r) && !outsideXML(r) {
			return ref
		}
		f.control++
		return nil
	})
}

var xmlReference = regexp.MustCompile(`&#(x[0-9A-Fa-f]+|[0-9]+);`)

// outsideXML tells the characters that XML 1.0 does not allow.
func outsideXML(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

func (f *xmlFlaws) warnings() []Warning {
	var out []Warning
	if f.control > 0 {
		out = append(out, Warning{Code: "control_characters", Message: fmt.Sprintf("%d control characters in the file were left out", f.control)})
	}
	if f.broken > 0 {
		out = append(out, Warning{Code: "undecodable", Message: fmt.Sprintf("bytes that could not be decoded in %d places", f.broken)})
	}
	return out
}
