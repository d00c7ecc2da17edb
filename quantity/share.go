package quantity

import (
	"strings"
)

// halfOf reads 半年 and 半数.
func (s *scanner) halfOf(i int) int {
	end := i + len("半")
	if stop, ok := lex.stopped(s.text, i); ok {
		return stop
	}
	if strings.HasPrefix(s.text[end:], "数") {
		return s.report(Quantity{Start: i, End: end + len("数"), Value: NewDecimal(50, 0), Unit: "%", Kind: Percent, Chinese: true}, false)
	}
	u, e, ok := lex.unitAt(s.text, end)
	if !ok || u.kind != Duration {
		return end
	}
	if r := lastRune(s.text[:i]); r == '上' || r == '下' {
		return s.note(i-len("上"), e, Date, Decimal{})
	}
	return s.report(Quantity{Start: i, End: e, Value: NewDecimal(5, -1), Unit: u.name, Kind: Duration, Chinese: true}, u.vague)
}

// share reads parts of a whole in words: 一半, 百分百, 三分之一, 百分之五, 千分之三,
// and 两位数.
func (s *scanner) share(i int, n numeral) (int, bool) {
	rest := s.text[i:]
	q := Quantity{Start: i, Unit: "%", Kind: Percent, Chinese: true}
	switch {
	case strings.HasPrefix(rest, "一半"):
		q.End, q.Value = i+len("一半"), NewDecimal(50, 0)
		return s.report(q, false), true
	case strings.HasPrefix(rest, "百分百"):
		q.End, q.Value = i+len("百分百"), NewDecimal(100, 0)
		return s.report(q, false), true
	case strings.HasPrefix(s.text[n.end:], "位数"):
		if v, ok := n.integer(); ok && v > 1 && v < 7 {
			q.End = n.end + len("位数")
			q.Value = NewDecimal(1, v-1)
			end := s.report(q, false)
			s.out[len(s.out)-1].Comparator = AtLeast
			return end, true
		}
		return 0, false
	}
	f, ok := fractionAt(s.text, n)
	if !ok {
		return 0, false
	}
	q.End, q.Value, q.Unit, q.Chinese = f.end, f.value, f.unit, !f.arabic
	return s.report(q, f.vague), true
}

// A part is a fraction in words: 三分之一 as 33.33 %.
type part struct {
	end    int
	value  Decimal
	unit   string
	arabic bool
	vague  bool
}

func fractionAt(text string, n numeral) (part, bool) {
	const of = "分之"
	at := skipSpace(text, n.end)
	if !strings.HasPrefix(text[at:], of) || n.value.Sign() <= 0 {
		return part{}, false
	}
	top, ok := readNumeral(text, skipSpace(text, at+len(of)))
	if !ok {
		return part{}, false
	}
	p := part{end: top.end, unit: "%", arabic: top.arabic, vague: top.vague}
	hundred := NewDecimal(100, 0)
	switch {
	case n.value.Equal(hundred):
		p.value = top.value
	case n.value.Equal(NewDecimal(1000, 0)):
		p.value, p.unit = top.value, "‰"
	default:
		p.value = top.value.Mul(hundred).Quo(n.value, 2)
		if n.value.Cmp(NewDecimal(1000, 0)) > 0 {
			p.value = top.value.Mul(hundred).Quo(n.value, 12)
		}
	}
	return p, true
}
