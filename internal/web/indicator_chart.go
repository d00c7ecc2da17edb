package web

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"
)

// A pathChart shows readings against their path: readings solid, the expected
// path dashed, the target a hairline.
type pathChart struct {
	Readings string // an SVG path
	Expected string
	Target   string // its height
	Dots     []dot
}

// stepsDrawn is how finely an expected path is drawn.
const stepsDrawn = 24

func drawPath(readings []measured, path func(time.Time) *big.Rat, target *big.Rat, from, to time.Time) pathChart {
	float := func(r *big.Rat) float64 { f, _ := r.Float64(); return f }
	low, high := min(0, float(target)), max(0, float(target))
	for _, m := range readings {
		low, high = min(low, float(m.value)), max(high, float(m.value))
	}
	if high == low {
		high++
	}
	whole := float64(to.Sub(from))
	x := func(at time.Time) string {
		share := math.Min(math.Max(float64(at.Sub(from))/whole, 0), 1)
		return fmt.Sprintf("%.1f", curveMargin+share*(curveWidth-2*curveMargin))
	}
	y := func(r *big.Rat) string {
		return fmt.Sprintf("%.1f", curveHeight-curveMargin-(float(r)-low)/(high-low)*(curveHeight-2*curveMargin))
	}
	c := pathChart{Target: y(target)}
	var line, expected strings.Builder
	for i := range stepsDrawn + 1 {
		at := from.Add(time.Duration(whole * float64(i) / stepsDrawn))
		fmt.Fprintf(&expected, "%s%s %s ", move(i), x(at), y(path(at)))
	}
	for i, m := range readings {
		fmt.Fprintf(&line, "%s%s %s ", move(i), x(m.at), y(m.value))
		c.Dots = append(c.Dots, dot{x(m.at), y(m.value), decimal(m.value)})
	}
	c.Readings, c.Expected = line.String(), expected.String()
	return c
}

// move begins a path, or goes on with it.
func move(i int) string {
	if i == 0 {
		return "M"
	}
	return "L"
}
