package web

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/locale"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/reckon"
)

// VerdictMark is the shape and colour of a verdict: never colour alone.
func (v *Shown) VerdictMark(verdict reckon.Verdict) (mark string) {
	switch verdict {
	case reckon.Exceeded:
		return "▲"
	case reckon.Met:
		return "●"
	case reckon.Missed:
		return "■"
	case reckon.Partial:
		return "◑"
	case reckon.Unreported:
		return "◌"
	}
	return "–"
}

// VerdictColour is the class of a verdict.
func (v *Shown) VerdictColour(verdict reckon.Verdict) string {
	switch verdict {
	case reckon.Exceeded, reckon.Met:
		return "green"
	case reckon.Missed:
		return "red"
	case reckon.Partial, reckon.Unreported:
		return "yellow"
	}
	return "grey"
}

// Amount writes a value with its comparator and unit.
func (v *Shown) Amount(s reckon.Side) string {
	if s.Value == "" {
		return ""
	}
	amount := v.Sized(s.Value, s.Unit)
	if s.ValueMax != "" {
		amount = v.Between(s.Value, s.ValueMax, s.Unit)
	}
	if s.Comparator == "~" {
		return v.T("indicator.about", amount)
	}
	return sign(s.Comparator) + amount
}

// Between writes a range with its unit, one value where its ends are the same.
func (v *Shown) Between(low, high, unit string) string {
	if low == high {
		return v.Sized(low, unit)
	}
	return v.Large(low) + "–" + v.Sized(high, unit)
}

// InSeries writes a value in a table that names the unit once: in Chinese the
// unit belongs to the number.
func (v *Shown) InSeries(low, high, unit string) string {
	if v.Lang != locale.Chinese {
		unit = ""
	}
	return v.Between(low, high, unit)
}

// Sized writes a decimal with its unit (2850亿元, 285,000,000,000 元).
func (v *Shown) Sized(value, unit string) string {
	if v.Lang == locale.Chinese || unit == "" || unit == "%" {
		return v.Large(value) + unit
	}
	return v.Large(value) + " " + unit
}

// Large writes a decimal as people read it: in 万 and 亿 in Chinese, with commas
// and in billions in English. No digit is lost.
func (v *Shown) Large(value string) string {
	if v.Lang != locale.Chinese {
		return inBillions(value)
	}
	short, word := scaled(value)
	return short + word
}

func sign(comparator string) string {
	switch comparator {
	case ">=":
		return "≥ "
	case "<=":
		return "≤ "
	case ">", "<":
		return comparator + " "
	}
	return ""
}

// A curve is a small chart of one series: what was reported as a line, what was
// aimed at as rings.
type curve struct {
	Line  string // points of the line
	Dots  []dot
	Rings []dot
	Title string
}

type dot struct{ X, Y, Title string }

// The chart's size and margin in its own units.
const (
	curveWidth  = 180.0
	curveHeight = 40.0
	curveMargin = 6.0
)

// Curve draws a series.
func (v *Shown) Curve(s reckon.Series, years []int) curve {
	low, high := math.Inf(1), math.Inf(-1)
	values := make([]float64, len(s.Points))
	for i := range s.Points {
		f, err := strconv.ParseFloat(s.Points[i].Value, 64)
		if err != nil {
			continue
		}
		values[i], low, high = f, min(low, f), max(high, f)
	}
	if len(years) == 0 || math.IsInf(low, 0) {
		return curve{}
	}
	if high == low {
		high, low = high+1, low-1
	}
	first, span := years[0], max(1, years[len(years)-1]-years[0])
	c := curve{Title: v.T("reckon.curve", s.Metric, len(s.Points))}
	before := 0
	for i := range s.Points {
		p := &s.Points[i]
		x := curveMargin + float64(p.Year-first)/float64(span)*(curveWidth-2*curveMargin)
		y := curveHeight - curveMargin - (values[i]-low)/(high-low)*(curveHeight-2*curveMargin)
		d := dot{fmt.Sprintf("%.1f", x), fmt.Sprintf("%.1f", y), fmt.Sprintf("%d: %s%s", p.Year, p.Value, s.Unit)}
		if p.Status == "target" {
			c.Rings = append(c.Rings, d)
			continue
		}
		// A year without a value is a gap in the line, never bridged.
		how := "L"
		if before == 0 || p.Year > before+1 {
			how = "M"
		}
		c.Line += how + d.X + " " + d.Y + " "
		c.Dots, before = append(c.Dots, d), p.Year
	}
	return c
}

// PointsOf lists the points of a series in one year.
func (v *Shown) PointsOf(s reckon.Series, year int) []reckon.Point {
	var list []reckon.Point
	for _, p := range s.Points {
		if p.Year == year {
			list = append(list, p)
		}
	}
	return list
}

// A choosing is a form that asks for two reports.
type choosing struct {
	Kind, First, Second string
	Papers              []ledger.Paper
}

// Choose makes the data of the part choose.
func (v *Shown) Choose(kind, first, second string, papers []ledger.Paper) choosing {
	return choosing{kind, first, second, papers}
}

// around is how many characters stand before and after a quote.
const around = 24

// A passage is a quote in its context.
type passage struct{ Before, Quote, After string }

// Quoted is a passage of a report in its context, in one line.
func (v *Shown) Quoted(paper review.View, p reckon.Passage) passage {
	text := paper.Text
	if p.Start < 0 || p.End > len(text) || p.Start > p.End {
		return passage{Quote: p.Quote}
	}
	line := strings.NewReplacer("\n", " ", "\r", "").Replace
	return passage{
		line(string(text[max(0, p.Start-around):p.Start])), line(string(text[p.Start:p.End])), line(string(text[p.End:min(len(text), p.End+around)])),
	}
}

// PaperName names a report by place and year, as people do.
func (v *Shown) PaperName(place string, year int, title string) string {
	if year == 0 {
		return strings.TrimSpace(place + " " + title)
	}
	return strings.TrimSpace(v.T("reckon.paper_name", place, year, title))
}
