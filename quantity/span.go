package quantity

import (
	"strings"
	"unicode/utf8"

	wordlist "github.com/luoshi-project/luoshi/zhtext/words"
)

// joiners are the signs that join the ends of a range.
var joiners = wordlist.NewList("——", "--", "—", "–", "-", "~", "～", "至", "到", "〜", "－", "―", "‐", "−")

// joinerAt returns the end of the sign at text[i:] that may join a range.
func joinerAt(text string, i int) (end int, word, ok bool) {
	if i = skipSpace(text, i); i >= len(text) || strings.IndexByte("-~\xE2\xE3\xE5\xE8\xEF", text[i]) < 0 {
		return i, false, false
	}
	_, n := joiners.Longest(text[i:])
	if n == 0 {
		return i, false, false
	}
	sign := text[i : i+n]
	return skipSpace(text, i+n), sign == "至" || sign == "到", true
}

// rangeFrom reports the range that token a opens at text[i:]: 3—5家, 80%-85%.
func (s *scanner) rangeFrom(i int, a token) (int, bool) {
	next, word, ok := joinerAt(s.text, a.end)
	if !ok || a.vague {
		return 0, false
	}
	n, ok := readNumeral(s.text, next)
	if !ok || n.bare {
		return 0, false
	}
	b := tokenOf(s.text, next, n)
	if a.hasUnit && (!b.hasUnit || a.unit.name != b.unit.name) || !a.arabic && !b.hasUnit {
		return 0, false
	}
	if b.hasUnit && (b.unit.kind == Ordinal || b.unit.kind == Fold) && !b.arabic {
		return 0, false
	}
	if word && a.hasUnit && s.moves(i) {
		return 0, false
	}
	if end, ok := s.codeAt(next, n); ok && end > b.end {
		return 0, false
	}
	low, high := a.value, b.value
	if a.mag == 0 && b.mag > 0 && !b.figure.IsZero() && a.value.Cmp(b.figure) < 0 {
		low = low.Shift(b.mag)
	}
	if low.Cmp(high) >= 0 {
		return 0, false
	}
	q := Quantity{Start: i, End: b.end, Value: low, Max: high, Ranged: true, Chinese: !a.arabic}
	if b.hasUnit {
		q.Kind, q.Unit = b.unit.kind, b.unit.name
	}
	if q.Kind == Percent {
		s.tenths(&q)
	}
	return s.report(q, b.vague), true
}

// moves reports whether 至 after the number at text[i:] says where it went
// (由5%到6%, 提高30元至610元) rather than how far it ranges.
func (s *scanner) moves(i int) bool {
	return lex.movings.endBefore(s.text, i)
}

// proportion reads 2.27:1, 9∶47∶44, 1/3 and clock times.
func (s *scanner) proportion(i int, n numeral) (int, bool) {
	if !n.plain || !n.arabic {
		return 0, false
	}
	if strings.HasPrefix(s.text[n.end:], "/") {
		return s.fraction(i, n)
	}
	w := colonAt(s.text, n.end)
	if w == 0 {
		return 0, false
	}
	type share struct {
		start int
		n     numeral
	}
	parts := []share{{i, n}}
	for end := n.end; w > 0; w = colonAt(s.text, end) {
		f, ok := readFigures(s.text, end+w)
		if !ok {
			break
		}
		parts = append(parts, share{end + w, numeral{end: f.end, value: f.value, first: f}})
		end = f.end
	}
	last := parts[len(parts)-1].n
	if len(parts) == 1 {
		return 0, false
	}
	sum := Decimal{}
	for _, p := range parts {
		sum = sum.Add(p.n.value)
	}
	if d := sum.Sub(NewDecimal(100, 0)).Abs(); d.Cmp(NewDecimal(1, 0)) <= 0 {
		for _, p := range parts {
			s.report(Quantity{Start: p.start, End: p.n.end, Value: p.n.value, Unit: "%", Kind: Percent}, false)
		}
		return last.end, true
	}
	if names := lastRune(s.text[:i]); len(parts) == 2 && (names == '图' || names == '表') {
		return s.note(i, last.end, Code, Decimal{}), true // 图1：2011—2015年…
	}
	if clock(n, parts[1].n) && len(parts) <= 3 && !strings.Contains(s.text[max(s.floor(), i-len("师生比达到")):i], "比") {
		return s.note(i, last.end, Date, Decimal{}), true
	}
	if len(parts) > 2 {
		return s.note(i, last.end, Code, Decimal{}), true
	}
	q := Quantity{Start: i, End: last.end, Kind: Ratio, Value: n.value}
	if one := NewDecimal(1, 0); n.value.Equal(one) {
		q.Value = last.value
	} else if !last.value.Equal(one) {
		q.Value = n.value.Quo(last.value, 4)
	}
	return s.report(q, false), true
}

func colonAt(text string, i int) int {
	for _, c := range [...]string{":", "：", "∶", "︰"} {
		if strings.HasPrefix(text[i:], c) {
			if _, w := digitAt(text, i+len(c)); w > 0 {
				return len(c)
			}
		}
	}
	return 0
}

// clock reports whether a:b is a time of day.
func clock(a, b numeral) bool {
	h, ok := a.integer()
	m, ok2 := b.integer()
	return ok && ok2 && !a.first.point && !b.first.point && h <= 24 && a.first.digits <= 2 && m < 60 && b.first.digits == 2
}

// fraction reads 1/3 as 33.33 %.
func (s *scanner) fraction(i int, n numeral) (int, bool) {
	per, ok := readNumeral(s.text, n.end+1)
	if ok && (per.mag == 4 || per.bare) && per.end > n.end+1 {
		// 8.2/10万
		unit := s.text[n.end:per.end]
		if _, end, counted := lex.unitAt(s.text, per.end); !counted {
			return s.report(Quantity{Start: i, End: per.end, Value: n.value, Unit: unit, Kind: Ratio}, false), true
		} else if per.bare || per.figure.Equal(NewDecimal(10, 0)) {
			return s.report(Quantity{Start: i, End: end, Value: n.value, Unit: s.text[n.end:end], Kind: Ratio}, false), true
		}
	}
	f, ok := readFigures(s.text, n.end+1)
	if !ok || f.point || n.first.point {
		return 0, false
	}
	a, ok := n.integer()
	b, ok2 := numeral{value: f.value}.integer()
	next, _ := utf8.DecodeRuneInString(s.text[f.end:])
	if !ok || !ok2 || a == 0 || a >= b || b > 10 || next == '/' || next < utf8.RuneSelf && isAlnum(byte(next)) {
		return s.note(i, f.end, Code, Decimal{}), true
	}
	v := n.value.Shift(2).Quo(f.value, 2)
	return s.report(Quantity{Start: i, End: f.end, Value: v, Unit: "%", Kind: Percent}, false), true
}
