package placemap

import (
	"fmt"
	"math"
	"strings"
)

// affine is a transform of SVG: x' = ax+cy+e, y' = bx+dy+f.
type affine struct{ a, b, c, d, e, f float64 }

var identity = affine{a: 1, d: 1}

func (t affine) apply(p point) point {
	return point{t.a*p.x + t.c*p.y + t.e, t.b*p.x + t.d*p.y + t.f}
}

// times is what applies o first and then t.
func (t affine) times(o affine) affine {
	return affine{
		t.a*o.a + t.c*o.b, t.b*o.a + t.d*o.b, t.a*o.c + t.c*o.d, t.b*o.c + t.d*o.d,
		t.a*o.e + t.c*o.f + t.e, t.b*o.e + t.d*o.f + t.f,
	}
}

// parseTransform reads the transforms that maps are drawn with.
func parseTransform(text string) (affine, error) {
	whole := identity
	for rest := skip(text); rest != ""; rest = skip(rest) {
		name, after, ok := strings.Cut(rest, "(")
		inner, tail, closed := strings.Cut(after, ")")
		n, err := numbers(inner)
		if !ok || !closed || err != nil {
			return whole, fmt.Errorf("transform=%q cannot be read", text)
		}
		rest = tail
		for len(n) < 3 {
			n = append(n, math.NaN())
		}
		given := func(i int, usual float64) float64 {
			if math.IsNaN(n[i]) {
				return usual
			}
			return n[i]
		}
		switch strings.TrimSpace(name) {
		case "translate":
			whole = whole.times(affine{1, 0, 0, 1, given(0, 0), given(1, 0)})
		case "scale":
			x := given(0, 1)
			whole = whole.times(affine{x, 0, 0, given(1, x), 0, 0})
		case "rotate":
			sin, cos := math.Sincos(given(0, 0) * math.Pi / 180)
			x, y := given(1, 0), given(2, 0)
			whole = whole.times(affine{cos, sin, -sin, cos, x - cos*x + sin*y, y - sin*x - cos*y})
		case "matrix":
			if len(n) != 6 {
				return whole, fmt.Errorf("transform=%q: a matrix has six numbers", text)
			}
			whole = whole.times(affine{n[0], n[1], n[2], n[3], n[4], n[5]})
		default:
			return whole, fmt.Errorf("transform=%q: %s is not known here; let your program write plain paths", text, name)
		}
	}
	return whole, nil
}
