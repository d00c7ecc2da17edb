package quantity

import (
	"strings"
	"unicode/utf8"
)

// Scan returns every number token of text from left to right. Tokens do not
// overlap. Dates, ordinals and codes are reported too, under their Kind;
// Chinese numerals only where a unit, a magnitude or a set phrase shows that
// they count something.
func Scan(text string) []Quantity {
	return AppendScan(make([]Quantity, 0, len(text)/96+1), text)
}

// AppendScan appends the tokens of text to out.
func AppendScan(out []Quantity, text string) []Quantity {
	s := scanner{text: text, out: out, before: len(out)}
	for i := 0; i < len(text); {
		i += inertHan(text[i:])
		if i >= len(text) {
			break
		}
		b := text[i]
		if b < utf8.RuneSelf {
			switch {
			case b >= '0' && b <= '9':
				i = s.arabic(i)
			case isLetter(b):
				i = s.latin(i)
			default:
				i++
			}
			continue
		}
		const w = len("一")
		if b&0xF0 != 0xE0 || i+w > len(text) {
			i++
			continue
		}
		second, third := text[i+1]^0x80, text[i+2]^0x80 // without the bit of bytes that go on
		if second|third >= 0x40 {
			i++
			continue
		}
		switch c := classes[uint16(b&0xF)<<12|uint16(second)<<6|uint16(third)]; {
		case c == none:
			i += w
		case c == figure:
			i = s.arabic(i)
		case c.isDigit() || c.isMagnitude() || c == half:
			i = s.chinese(i)
		case c == nth:
			i = s.nth(i, w)
		case c == front:
			i = s.front(i, w)
		case c == top:
			i = s.top(i, w)
		default:
			i += w
		}
	}
	return s.out
}

// inertHan returns the length of the Chinese characters at the beginning of text
// that no token begins with; the last of the text is not among them.
func inertHan(text string) int {
	rest := text
	for len(rest) >= 4 {
		w := uint32(rest[0]) | uint32(rest[1])<<8 | uint32(rest[2])<<16 | uint32(rest[3])<<24
		if w&0xC0C0F0 != 0x8080E0 || classes[uint16(w<<12|w>>2&(0x3F<<6)|w>>16&0x3F)] != none {
			break
		}
		rest = rest[len("一"):]
	}
	return len(text) - len(rest)
}

// A scanner collects the tokens of one text. Each of its methods reads what
// begins at text[i:] and returns where to go on.
type scanner struct {
	text   string
	out    []Quantity
	before int // of out, tokens of other texts
}

// floor is the end of the last token: words before it belong to that.
func (s *scanner) floor() int {
	if len(s.out) == s.before {
		return 0
	}
	return s.out[len(s.out)-1].End
}

// note reports a token that is compared with nothing: a date, ordinal or code.
func (s *scanner) note(start, end int, kind Kind, value Decimal) int {
	s.out = append(s.out, Quantity{Start: start, End: end, From: start, To: end, Value: value, Comparator: Equal, Kind: kind})
	return end
}

func (s *scanner) report(q Quantity, vague bool) int {
	compared(s.text, &q, s.floor(), vague)
	s.out = append(s.out, q)
	return q.End
}

// arabic reads a token that begins with Arabic digits.
func (s *scanner) arabic(i int) int {
	n, ok := readNumeral(s.text, i)
	if !ok {
		return i + 1
	}
	if end, ok := dateAt(s.text, i, n); ok {
		return s.note(i, end, Date, Decimal{})
	}
	if end, ok := s.bareDate(i, n); ok {
		return s.note(i, end, Date, Decimal{})
	}
	if end, ok := s.codeAt(i, n); ok {
		return s.note(i, end, Code, n.value)
	}
	if end, ok := s.heading(i, n); ok {
		return s.note(i, end, Ordinal, n.value)
	}
	if end, ok := s.proportion(i, n); ok {
		return end
	}
	return s.quantity(i, n)
}

// quantity reports the number n that begins at text[i:] with its unit, or the
// range it opens.
func (s *scanner) quantity(i int, n numeral) int {
	t := tokenOf(s.text, i, n)
	if to, ok := s.rangeFrom(i, t); ok {
		return to
	}
	return s.token(i, t)
}

// chinese reads a token that begins with a Chinese numeral.
func (s *scanner) chinese(i int) int {
	text := s.text
	if strings.HasPrefix(text[i:], "半") {
		return s.halfOf(i)
	}
	n, ok := readNumeral(text, i)
	if !ok {
		_, w := classAt(text, i)
		return i + w
	}
	if year, ok := writtenYear(text, i); ok {
		end, _ := dateAt(text, i, year)
		return s.note(i, end, Date, Decimal{})
	}
	if end, ok := s.share(i, n); ok {
		return end
	}
	if end, ok := lex.stopped(text, i); ok {
		return end
	}
	if indefinite(text, i, n) {
		return n.end
	}
	if end, ok := dateAt(text, i, n); ok {
		return s.note(i, end, Date, Decimal{})
	}
	t := tokenOf(text, i, n)
	if to, ok := s.rangeFrom(i, t); ok {
		return to
	}
	switch {
	case t.hasUnit && t.unit.kind == Fold:
		if !strings.Contains(text[max(s.floor(), i-12):i], "翻") {
			return t.end
		}
	case t.hasUnit:
	case n.big && !n.bare:
	case n.bare:
		if q := (Quantity{Start: i, End: n.end, Bare: true}); (n.mag < 5 || n.end == i+len("亿")) && !strings.HasPrefix(text[n.end:], "级") {
			if cmp, _ := leftComparator(text, &q, s.floor()); cmp == "" {
				return n.end
			}
		}
	case strings.HasPrefix(text[n.end:], "大"):
		if n.mag > 0 && n.value.Cmp(NewDecimal(15, 0)) > 0 {
			return s.note(i, n.end, Ordinal, n.value)
		}
		if r, _ := utf8.DecodeRuneInString(text[n.end+len("大"):]); !isHan(r) {
			return n.end
		}
	default:
		return n.end
	}
	return s.token(i, t)
}

// indefinite reports whether the numeral belongs to a vague count or a
// denominator, which state no number: 数百, 几十, 每万.
func indefinite(text string, i int, n numeral) bool {
	switch r := lastRune(text[:i]); r {
	case '数', '几':
		if c, _ := classAt(text, i); r == '几' && c.isMagnitude() {
			return true // 几十万人
		}
		return n.bare || n.value.Cmp(NewDecimal(10, 0)) == 0
	case '每':
		return n.bare
	}
	return false
}
