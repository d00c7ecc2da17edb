package web

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/reckon"
	"github.com/luoshi-project/luoshi/workday"
)

// A plot is the area of a chart in its own units.
type plot struct {
	Width, Height            float64
	Left, Right, Top, Bottom float64 // margins
}

// small stands in a row of a table, large on the page of an indicator.
var (
	small = plot{curveWidth, curveHeight, curveMargin, curveMargin, curveMargin, curveMargin}
	large = plot{720, 260, 64, 16, 16, 28}
)

// A pathChart shows readings against their path: readings solid, the expected
// path dashed, the target a hairline, the forecast a band.
type pathChart struct {
	plot
	Readings string // an SVG path
	Expected string
	Target   string // its height
	Band     string // corners of the forecast
	Today    string // where today is, "" outside
	Dots     []dot
	Rings    []dot // targets of years, in a history
	Across   []dot // ticks with what stands under them
	Up       []dot
}

// stepsDrawn is how finely an expected path is drawn.
const stepsDrawn = 48

// x and y put a share of the width or height into the plot's units.
func (p *plot) x(share float64) string { return tenth(p.Left + share*(p.Width-p.Left-p.Right)) }

func (p *plot) y(share float64) string {
	return tenth(p.Height - p.Bottom - share*(p.Height-p.Top-p.Bottom))
}

func tenth(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

func float(r *big.Rat) float64 { f, _ := r.Float64(); return f }

// A scale places values between the lowest and the highest shown.
type scale struct{ low, high float64 }

func (s *scale) take(v float64) { s.low, s.high = min(s.low, v), max(s.high, v) }

// widen leaves room where all values are the same.
func (s *scale) widen() {
	if s.low == s.high {
		s.low, s.high = min(s.low, 0), max(s.high, 1)
	}
}

func (s *scale) share(v float64) float64 { return (v - s.low) / (s.high - s.low) }

// drawPath draws an indicator within its time; say tells a reading in words.
func drawPath(g *goal, p plot, now time.Time, say func(measured) string) pathChart {
	c := pathChart{plot: p}
	s := scale{0, 0}
	if target := float(g.target); g.steady || g.Compare == "<=" {
		s = scale{target, target} // a rate's zero tells nothing
	}
	s.take(float(g.target))
	s.take(float(g.path(g.from)))
	for _, m := range g.readings {
		s.take(float(m.value))
	}
	band := g.forecast()
	if band != nil {
		s.take(float(band.low))
		s.take(float(band.high))
	}
	s.widen()
	if g.steady && s.low > 0 {
		s.low = max(0, s.low-(s.high-s.low)/2)
	}
	whole := float64(g.to.Sub(g.from))
	x := func(at time.Time) string {
		return p.x(math.Min(math.Max(float64(at.Sub(g.from))/whole, 0), 1))
	}
	y := func(r *big.Rat) string { return p.y(s.share(float(r))) }
	var line, expected strings.Builder
	for i := range stepsDrawn + 1 {
		at := g.from.Add(time.Duration(whole * float64(i) / stepsDrawn))
		fmt.Fprintf(&expected, "%s%s %s ", move(i), x(at), y(g.path(at)))
	}
	for i, m := range g.readings {
		fmt.Fprintf(&line, "%s%s %s ", move(i), x(m.at), y(m.value))
		c.Dots = append(c.Dots, dot{x(m.at), y(m.value), say(m)})
	}
	if band != nil {
		c.Band = x(band.from.at) + "," + y(band.from.value) + " " + x(band.to) + "," + y(band.high) + " " + x(band.to) + "," + y(band.low)
	}
	c.Readings, c.Expected, c.Target = line.String(), expected.String(), y(g.target)
	if now.After(g.from) && now.Before(g.to) {
		c.Today = x(now)
	}
	c.Across = months(g.from, g.to, x)
	c.Up = c.heights(&s)
	return c
}

// months are ticks at the firsts of months, at most twelve.
func months(from, to time.Time, x func(time.Time) string) []dot {
	first := workday.DateOf(from)
	every := max(1, (int(to.Sub(from).Hours()/24/30)+11)/12)
	var list []dot
	for i := 0; ; i += every {
		month := int(first.Month) - 1 + i
		d := workday.Date{Year: first.Year + month/12, Month: time.Month(month%12 + 1), Day: 1}
		if !d.At(0).Before(to) {
			return list
		}
		if d.At(0).Before(from) {
			continue
		}
		list = append(list, dot{X: x(d.At(0)), Title: strconv.Itoa(int(d.Month))})
	}
}

// heights are ticks of round values.
func (c *pathChart) heights(s *scale) []dot {
	step := math.Pow(10, math.Floor(math.Log10(s.high-s.low)))
	for _, finer := range []float64{1, 2, 5} {
		if (s.high-s.low)/(step/finer) >= 3 {
			step /= finer
			break
		}
	}
	var list []dot
	for v := math.Ceil(s.low/step) * step; v <= s.high+step/1000 && len(list) < 12; v += step {
		list = append(list, dot{Y: c.y(s.share(v)), Title: strconv.FormatFloat(math.Round(v/step)*step, 'f', max(0, -int(math.Floor(math.Log10(step)))), 64)})
	}
	return list
}

// drawHistory draws what reports of several years say: results as a line, with a
// gap where a year says nothing, targets as rings.
func drawHistory(s *reckon.Series, p plot) pathChart {
	c := pathChart{plot: p}
	var bounds *scale
	values := make([]float64, len(s.Points))
	first, last := 0, 0
	for i := range s.Points {
		v, err := strconv.ParseFloat(s.Points[i].Value, 64)
		if err != nil {
			continue
		}
		if bounds == nil {
			bounds, first, last = &scale{v, v}, s.Points[i].Year, s.Points[i].Year
		}
		bounds.take(v)
		values[i], first, last = v, min(first, s.Points[i].Year), max(last, s.Points[i].Year)
	}
	if bounds == nil {
		return c
	}
	bounds.widen()
	x := func(year int) string {
		if first == last {
			return c.x(.5)
		}
		return c.x(.04 + .92*float64(year-first)/float64(last-first))
	}
	before := 0
	for i := range s.Points {
		pt := &s.Points[i]
		d := dot{x(pt.Year), c.y(bounds.share(values[i])), strconv.Itoa(pt.Year) + " " + pt.Value}
		if pt.Status == "target" {
			c.Rings = append(c.Rings, d)
			continue
		}
		how := "L"
		if before == 0 || pt.Year > before+1 {
			how = "M"
		}
		c.Readings += how + d.X + " " + d.Y + " "
		c.Dots, before = append(c.Dots, d), pt.Year
	}
	for year := first; year <= last; year++ {
		c.Across = append(c.Across, dot{X: x(year), Title: strconv.Itoa(year)})
	}
	c.Up = c.heights(bounds)
	return c
}

// move begins a path, or goes on with it.
func move(i int) string {
	if i == 0 {
		return "M"
	}
	return "L"
}
