package reckon

import (
	"strings"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/reader"
)

// A Verdict says whether a promise was kept.
type Verdict string

// The verdicts. Unreported is a finding like the others: nothing is said.
const (
	Exceeded      Verdict = "exceeded"
	Met           Verdict = "met"
	Missed        Verdict = "missed"
	Partial       Verdict = "partial"
	Unreported    Verdict = "unreported"
	NotComparable Verdict = "not_comparable"
)

// The tolerances of 左右: points for rates, a part of the value for the rest.
var (
	aboutPoints = quantity.NewDecimal(5, -1)
	aboutPart   = quantity.NewDecimal(5, -2)
)

// judge sets a result beside what was promised. Lower tells that less is better.
func judge(plan amount, comparator string, got quantity.Decimal, over, lower bool) Verdict {
	low, high := plan.low, plan.high
	better := func(a, b quantity.Decimal) int {
		c := a.Cmp(b)
		if lower {
			c = -c
		}
		return c
	}
	switch comparator {
	case "~":
		slack := aboutPoints
		if plan.dimension != "percent" && plan.dimension != "point" {
			slack = low.Abs().Mul(aboutPart)
		}
		if d := got.Sub(low).Abs().Cmp(slack); d < 0 || d == 0 && !over {
			return Met
		}
	case "range":
		if got.Cmp(low) >= 0 && got.Cmp(high) <= 0 && !(over && got.Equal(high)) {
			return Met
		}
		if got.Cmp(high) >= 0 {
			return pick(lower, Missed, Exceeded)
		}
		return pick(lower, Exceeded, Missed)
	}
	switch c := better(got, low); {
	case c > 0:
		return Exceeded
	case c < 0:
		return Missed
	case comparator == ">" || comparator == "<": // 超过36万人 beside 超过36万人, or beside 36万人
		return pick(over, Met, Missed)
	case over && !lower: // 超过36万人 beside 36万人
		return Exceeded
	}
	return Met
}

func pick(is bool, yes, no Verdict) Verdict {
	if is {
		return yes
	}
	return no
}

// lowerIsBetter tells the direction of an indicator: by the metrics lexicon, by
// what the promise says, by words like 能耗.
func (r *reckoner) lowerIsBetter(f *figure) bool {
	falling := f.ind.Direction == "down"
	if f.key != "" {
		if better, ok := r.better[f.key]; ok && better != "" {
			return better == "down"
		}
	}
	if f.ind.Measure == "duration" && f.clause >= 0 && r.words.has("shorter", r.plan.clauses[f.clause].text) {
		return true
	}
	return falling || f.ind.Comparator == "<=" || f.ind.Comparator == "<" || r.words.has("worse", f.subject)
}

// margin says how far a result is from the promise, in the promise's unit.
func (w *Words) margin(ind *reader.Indicator, plan amount, got quantity.Decimal) string {
	ref := plan.low
	if got.Cmp(plan.high) > 0 {
		ref = plan.high
	} else if got.Cmp(plan.low) >= 0 && !plan.low.Equal(plan.high) {
		return ""
	}
	d := got.Sub(ref)
	sign := ""
	switch d.Sign() {
	case -1:
		sign = "-"
	case 1:
		sign = "+"
	}
	if plan.dimension == "percent" || plan.dimension == "point" {
		return sign + d.Abs().String() + "个百分点"
	}
	out := sign + w.written(d.Abs(), ind.Unit)
	if ref.Sign() > 0 && plan.dimension != "rank" {
		out += "（完成" + got.Mul(hundred).Quo(ref, 1).String() + "%）"
	}
	return out
}

// written writes a number of base units in a unit of the text, by 万 or 亿 where
// that is shorter.
func (w *Words) written(d quantity.Decimal, unit string) string {
	if row, ok := w.units[unit]; ok {
		d = d.Quo(row.factor, 6)
	}
	yi, wan := quantity.NewDecimal(1, 8), quantity.NewDecimal(1, 4)
	switch {
	case d.Abs().Cmp(yi) >= 0:
		return d.Quo(yi, 4).String() + "亿" + unit
	case d.Abs().Cmp(wan) >= 0:
		return d.Quo(wan, 4).String() + "万" + unit
	}
	return d.String() + unit
}

// shown writes an amount as a reason says it.
func shown(ind *reader.Indicator) string {
	text := oneLine(ind.Quote)
	if n := len(text); n > 0 && text[n-1] >= '0' && text[n-1] <= '9' { // 分别提高20.9、54个百分点
		text += strings.Replace(ind.Unit, "百分点", "个百分点", 1)
	}
	switch ind.Comparator {
	case "~":
		text += "左右"
	case ">=":
		text += "以上"
	case "<=":
		text += "以内"
	case ">":
		if !strings.ContainsAny(text, "多余") {
			text = "超过" + text
		}
	case "<":
		text = "低于" + text
	}
	switch {
	case ind.Direction == "down" && ind.Measure == "growth":
		return "下降" + text
	case ind.Direction == "down" && ind.Measure == "change":
		return "减少" + text
	}
	return text
}
