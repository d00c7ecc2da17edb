package quantity

import "strings"

// numberAt reads any number: whole, decimal, with exponent, fraction, dozen.
func (f *folded) numberAt(i int) (Quantity, int, bool) {
	n, skip, ok := f.signedAt(i)
	if !ok {
		return Quantity{}, skip, false
	}
	if v, end, ok := f.fractionAfter(n); ok {
		if n.bare {
			return Quantity{}, end, false // 百分之五 is a percentage
		}
		return n.quantity(v, end, ""), end, true
	}
	if n.bare {
		return Quantity{}, n.end, false
	}
	v, end := n.value, n.end
	if u, _, ok := lex.unitAt(f.text, end); ok && !n.arabic && end-i == len("一") && (u.kind == Money || u.kind == Percent) {
		return Quantity{}, end, false // 两美元, 二%: left to those kinds
	}
	switch {
	case strings.HasPrefix(f.text[end:], "打"):
		v, end = v.Mul(NewDecimal(12, 0)), end+len("打")
	case n.arabic:
		if e, to, ok := f.exponent(end); ok {
			v, end = v.Shift(e), to
		} else if p, to, ok := f.power(v, end); ok {
			v, end = p, to
		} else if e, to := f.thousands(end); to > end {
			v, end = v.Shift(e), to
		}
	}
	return n.quantity(v, end, ""), end, true
}

// fractionAfter reads the rest of a fraction after n: 分之三, 又三分之一, /5, and the
// 3/5 of 1 3/5.
func (f *folded) fractionAfter(n signedNumeral) (v Decimal, end int, ok bool) {
	rest := f.text[n.end:]
	if strings.HasPrefix(rest, "又") || strings.HasPrefix(rest, " ") {
		at := n.end + len("又")
		if rest[0] == ' ' {
			at = n.end + 1
		}
		m, ok := readNumeral(f.text, at)
		if !ok || rest[0] == ' ' && !strings.HasPrefix(f.text[m.end:], "/") {
			return v, 0, false
		}
		v, end, ok = f.plainFraction(signedNumeral{numeral: m, start: at})
		return n.value.Add(v), end, ok
	}
	return f.plainFraction(n)
}

func (f *folded) plainFraction(n signedNumeral) (v Decimal, end int, ok bool) {
	rest := f.text[n.end:]
	switch {
	case strings.HasPrefix(rest, "分之"):
		return f.over(n, n.end+len("分之"))
	case strings.HasPrefix(rest, "/") && n.arabic:
		if m, ok := readFigures(f.text, n.end+1); ok && !m.value.IsZero() {
			return divide(n.value, m.value), m.end, true
		}
	}
	return v, 0, false
}

// over reads the numerator that follows 分之.
func (f *folded) over(n signedNumeral, at int) (v Decimal, end int, ok bool) {
	if at >= len(f.text) || n.value.IsZero() {
		return v, 0, false
	}
	minus := strings.HasPrefix(f.text[at:], "负")
	if minus {
		at += len("负")
	}
	top, ok := readNumeral(f.text, at)
	if !ok || top.bare {
		return v, 0, false
	}
	v = divide(top.value, n.value)
	if minus {
		v = v.Neg()
	}
	return v, top.end, true
}

// divide keeps twenty significant digits or so.
func divide(a, b Decimal) Decimal {
	size := len(b.Abs().Round(0).String())
	return a.Quo(b, 20+size)
}

// exponent reads e13, e+14 and e-1 at text[i:].
func (f *folded) exponent(i int) (e, end int, ok bool) {
	if i >= len(f.text) || f.text[i]|0x20 != 'e' {
		return 0, i, false
	}
	return f.smallInt(i + 1)
}

// power reads ^5 at text[i:] and raises v to it.
func (f *folded) power(v Decimal, i int) (Decimal, int, bool) {
	if !strings.HasPrefix(f.text[i:], "^") {
		return v, i, false
	}
	e, end, ok := f.smallInt(i + 1)
	if !ok || e < 0 || e > 100 || len(v.String()) > 40 {
		return v, i, false
	}
	p := NewDecimal(1, 0)
	for range e {
		p = p.Mul(v)
	}
	return p, end, true
}

func (f *folded) smallInt(i int) (v, end int, ok bool) {
	sign := 1
	if i < len(f.text) && (f.text[i] == '+' || f.text[i] == '-') {
		if f.text[i] == '-' {
			sign = -1
		}
		i++
	}
	n, ok := readFigures(f.text, i)
	if !ok || n.point || n.comma || n.digits > 3 {
		return 0, i, false
	}
	v, _ = numeral{value: n.value}.integer()
	return sign * v, n.end, true
}

// thousands reads a k or M that multiplies the number before text[i:].
func (f *folded) thousands(i int) (exp, end int) {
	at := skipSpace(f.text, i)
	if at >= len(f.text) || at+1 < len(f.text) && isAlnum(f.text[at+1]) {
		return 0, i
	}
	switch f.text[at] {
	case 'k', 'K':
		return 3, at + 1
	case 'M':
		return 6, at + 1
	}
	return 0, i
}
