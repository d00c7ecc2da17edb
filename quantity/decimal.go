package quantity

import (
	"errors"
	"math/big"
	"strconv"
	"strings"
)

// A Decimal is an exact decimal number. The zero Decimal is 0. Decimals are
// kept in lowest terms, so equal numbers print equally; compare them with Cmp.
type Decimal struct {
	coef int64
	exp  int32    // the value is coef × 10^exp
	big  *big.Int // stands in for coef where that does not fit an int64
}

// ErrDecimal is returned for text that is no plain decimal number.
var ErrDecimal = errors.New("quantity: not a decimal number")

const (
	maxCoef = 1<<63 - 1
	// maxScale bounds the exponent, so that no input can ask for a number
	// whose digits would not fit in memory.
	maxScale = 4096
)

var pow10 = func() (p [19]int64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return p
}()

// NewDecimal returns coef × 10^exp. Exponents are held within ±4096.
func NewDecimal(coef int64, exp int) Decimal {
	if coef == 0 {
		return Decimal{}
	}
	for coef%10 == 0 {
		coef /= 10
		exp++
	}
	return Decimal{coef: coef, exp: int32(min(max(exp, -maxScale), maxScale))}
}

func newBig(n *big.Int, exp int) Decimal {
	if n.IsInt64() {
		return NewDecimal(n.Int64(), exp)
	}
	n = new(big.Int).Set(n)
	ten, rem := big.NewInt(10), new(big.Int)
	for {
		q, r := new(big.Int).QuoRem(n, ten, rem)
		if r.Sign() != 0 {
			break
		}
		n = q
		exp++
	}
	if n.IsInt64() {
		return NewDecimal(n.Int64(), exp)
	}
	return Decimal{big: n, exp: int32(min(max(exp, -maxScale), maxScale))}
}

// ParseDecimal reads a plain decimal such as "-12.50": an optional sign,
// digits, at most one point. Anything else is ErrDecimal.
func ParseDecimal(s string) (Decimal, error) {
	digits := strings.TrimLeft(s, "+-")
	if len(s)-len(digits) > 1 || len(digits) > maxScale {
		return Decimal{}, ErrDecimal
	}
	whole, frac, _ := strings.Cut(digits, ".")
	all := whole + frac
	if all == "" {
		return Decimal{}, ErrDecimal
	}
	for i := range len(all) {
		if all[i] < '0' || all[i] > '9' {
			return Decimal{}, ErrDecimal
		}
	}
	d := decimalOf(all, -len(frac))
	if s[0] == '-' {
		d = d.Neg()
	}
	return d, nil
}

// decimalOf returns the number written as the given digits × 10^exp.
func decimalOf(digits string, exp int) Decimal {
	if len(digits) <= 18 {
		var n int64
		for i := range len(digits) {
			n = n*10 + int64(digits[i]-'0')
		}
		return NewDecimal(n, exp)
	}
	n, _ := new(big.Int).SetString(digits, 10)
	return newBig(n, exp)
}

func (d Decimal) int() *big.Int {
	if d.big != nil {
		return d.big
	}
	return big.NewInt(d.coef)
}

// String writes d without exponent and without superfluous zeros:
// "2570000000000", "5.5", "-0.3".
func (d Decimal) String() string {
	var digits string
	if d.big != nil {
		digits = d.big.String()
	} else {
		digits = strconv.FormatInt(d.coef, 10)
	}
	if d.exp == 0 {
		return digits
	}
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	if d.exp > 0 {
		return sign + digits + strings.Repeat("0", int(d.exp))
	}
	point := len(digits) + int(d.exp)
	if point <= 0 {
		return sign + "0." + strings.Repeat("0", -point) + digits
	}
	return sign + digits[:point] + "." + digits[point:]
}

// MarshalText writes d as String does.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Decimal) UnmarshalText(text []byte) error {
	v, err := ParseDecimal(string(text))
	if err == nil {
		*d = v
	}
	return err
}

// Sign returns -1, 0 or 1.
func (d Decimal) Sign() int {
	switch {
	case d.big != nil:
		return d.big.Sign()
	case d.coef < 0:
		return -1
	case d.coef > 0:
		return 1
	}
	return 0
}

// IsZero reports whether d is 0.
func (d Decimal) IsZero() bool { return d.Sign() == 0 }

// Neg returns -d.
func (d Decimal) Neg() Decimal {
	if d.big != nil || d.coef == -maxCoef-1 {
		return newBig(new(big.Int).Neg(d.int()), int(d.exp))
	}
	return Decimal{coef: -d.coef, exp: d.exp}
}

// Abs returns d without its sign.
func (d Decimal) Abs() Decimal {
	if d.Sign() < 0 {
		return d.Neg()
	}
	return d
}

// Shift returns d × 10^n.
func (d Decimal) Shift(n int) Decimal {
	if d.IsZero() {
		return d
	}
	d.exp = int32(min(max(int(d.exp)+n, -maxScale), maxScale))
	return d
}

// align brings both numbers to one exponent. The last result is false where
// the coefficients would not fit in an int64.
func align(a, b Decimal) (x, y int64, exp int32, ok bool) {
	if a.big != nil || b.big != nil {
		return 0, 0, 0, false
	}
	x, y, exp = a.coef, b.coef, min(a.exp, b.exp)
	if a.coef == 0 || b.coef == 0 {
		// The exponent of 0 says nothing.
		if a.coef == 0 {
			exp = b.exp
		} else {
			exp = a.exp
		}
		return x, y, exp, true
	}
	if x, ok = scaled(x, int(a.exp-exp)); !ok {
		return 0, 0, 0, false
	}
	y, ok = scaled(y, int(b.exp-exp))
	return x, y, exp, ok
}

func scaled(x int64, by int) (int64, bool) {
	if by == 0 {
		return x, true
	}
	if by >= len(pow10) {
		return 0, false
	}
	if limit := maxCoef / pow10[by]; x > limit || x < -limit {
		return 0, false
	}
	return x * pow10[by], true
}

func alignBig(a, b Decimal) (x, y *big.Int, exp int) {
	e := min(a.exp, b.exp)
	scale := func(d Decimal) *big.Int {
		p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d.exp-e)), nil)
		return p.Mul(p, d.int())
	}
	return scale(a), scale(b), int(e)
}

// Cmp returns -1, 0 or 1 as d is less than, equal to or greater than e.
func (d Decimal) Cmp(e Decimal) int {
	if x, y, _, ok := align(d, e); ok {
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	x, y, _ := alignBig(d, e)
	return x.Cmp(y)
}

// Equal reports whether d and e are the same number.
func (d Decimal) Equal(e Decimal) bool { return d.Cmp(e) == 0 }

// Add returns d + e.
func (d Decimal) Add(e Decimal) Decimal {
	if x, y, exp, ok := align(d, e); ok {
		if s := x + y; (x >= 0) != (y >= 0) || (s >= 0) == (x >= 0) {
			return NewDecimal(s, int(exp))
		}
	}
	x, y, exp := alignBig(d, e)
	return newBig(new(big.Int).Add(x, y), exp)
}

// Sub returns d - e.
func (d Decimal) Sub(e Decimal) Decimal { return d.Add(e.Neg()) }

// Mul returns d × e.
func (d Decimal) Mul(e Decimal) Decimal {
	exp := int(d.exp) + int(e.exp)
	const half = 1 << 31
	if d.big == nil && e.big == nil && d.coef < half && d.coef > -half && e.coef < half && e.coef > -half {
		return NewDecimal(d.coef*e.coef, exp)
	}
	return newBig(new(big.Int).Mul(d.int(), e.int()), exp)
}

// Quo returns d ÷ e rounded to the given number of decimal places, halves
// away from zero. Division by zero gives 0: ask IsZero first.
func (d Decimal) Quo(e Decimal, places int) Decimal {
	if e.IsZero() || d.IsZero() {
		return Decimal{}
	}
	places = min(max(places, -maxScale), maxScale)
	x, y, _ := alignBig(d, e)
	if places >= 0 {
		x.Mul(x, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
	} else {
		y.Mul(y, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-places)), nil))
	}
	return newBig(quoRound(x, y), -places)
}

// Round returns d rounded to the given number of decimal places, halves away
// from zero. A negative number of places rounds before the point.
func (d Decimal) Round(places int) Decimal {
	if int(d.exp) >= -places {
		return d
	}
	return d.Quo(NewDecimal(1, 0), places)
}

func quoRound(x, y *big.Int) *big.Int {
	q, r := new(big.Int).QuoRem(x, y, new(big.Int))
	if r.Abs(r).Lsh(r, 1).CmpAbs(y) >= 0 {
		q.Add(q, big.NewInt(int64(x.Sign()*y.Sign())))
	}
	return q
}
