package quantity

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

func TestDecimalPrintsPlainly(t *testing.T) {
	for in, want := range map[string]string{
		"2570000000000": "2570000000000", "5.50": "5.5", "-0.30": "-0.3", "0.00": "0", "007": "7", ".5": "0.5",
		"202107211321363588510367": "202107211321363588510367", "1000000000000000000000": "1000000000000000000000",
	} {
		d, err := ParseDecimal(in)
		if err != nil || d.String() != want {
			t.Errorf("%s: got %s, %v, want %s", in, d, err, want)
		}
	}
	for _, in := range []string{"", "-", ".", "1.2.3", "1e5", "+-1", "十", "1 "} {
		if d, err := ParseDecimal(in); err == nil {
			t.Errorf("%q: got %s, want an error", in, d)
		}
	}
}

func TestDecimalDividesWithRounding(t *testing.T) {
	for _, c := range []struct {
		a, b, want string
		places     int
	}{
		{"1", "3", "0.33", 2},
		{"2", "3", "0.67", 2},
		{"-2", "3", "-0.67", 2},
		{"1", "8", "0.13", 2},
		{"100", "4", "25", 0},
		{"1234", "1", "1200", -2},
		{"1250", "1", "1300", -2},
		{"5", "0", "0", 3},
	} {
		a, _ := ParseDecimal(c.a)
		b, _ := ParseDecimal(c.b)
		if got := a.Quo(b, c.places).String(); got != c.want {
			t.Errorf("%s ÷ %s to %d places: got %s, want %s", c.a, c.b, c.places, got, c.want)
		}
	}
}

// TestDecimalArithmeticIsExact compares with rational numbers, for coefficients
// small and beyond an int64.
func TestDecimalArithmeticIsExact(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	draw := func() Decimal {
		d := NewDecimal(rnd.Int64()>>rnd.IntN(63), rnd.IntN(25)-12)
		if rnd.IntN(4) == 0 {
			d = d.Mul(NewDecimal(rnd.Int64(), rnd.IntN(5)))
		}
		if rnd.IntN(2) == 0 {
			d = d.Neg()
		}
		return d
	}
	rat := func(d Decimal) *big.Rat {
		r, ok := new(big.Rat).SetString(d.String())
		if !ok {
			t.Fatalf("%s is no number", d)
		}
		return r
	}
	for range 20000 {
		a, b := draw(), draw()
		x, y := rat(a), rat(b)
		for _, law := range []struct {
			name string
			got  Decimal
			want *big.Rat
		}{
			{"+", a.Add(b), new(big.Rat).Add(x, y)},
			{"-", a.Sub(b), new(big.Rat).Sub(x, y)},
			{"×", a.Mul(b), new(big.Rat).Mul(x, y)},
			{"shift", a.Shift(-3), new(big.Rat).Quo(x, big.NewRat(1000, 1))},
		} {
			if rat(law.got).Cmp(law.want) != 0 {
				t.Fatalf("%s %s %s = %s", a, law.name, b, law.got)
			}
		}
		if a.Cmp(b) != x.Cmp(y) || a.Equal(b) != (x.Cmp(y) == 0) || a.Sign() != x.Sign() {
			t.Fatalf("%s and %s compare as %d", a, b, a.Cmp(b))
		}
		var back Decimal
		if text, err := a.MarshalText(); err != nil || back.UnmarshalText(text) != nil || !back.Equal(a) {
			t.Fatalf("%s comes back as %s", a, back)
		}
	}
}
