package reckon

import (
	"github.com/luoshi-project/luoshi/quantity"
)

// findUmbrella finds the clause that reports the livelihood items of the year
// as a whole.
func (r *reckoner) findUmbrella() *clause {
	for _, i := range r.evidence {
		c := &r.result.clauses[i]
		if c.problem || !r.words.has("livelihood", c.text) || r.words.has("fail", c.text) {
			continue
		}
		if r.words.has("umbrella", c.text) {
			return c
		}
	}
	return nil
}

// relation tells how a number of the result can be set beside a promised one.
type relation int

const (
	unrelated  relation = iota
	direct              // the same measure
	difference          // the result is a stock, the promise its rise
	growthOf            // the result is a level, the promise its growth
	levelBy             // the result is a growth, the promise a level
	ofPlanned           // the result is a share of what was planned
	otherWise           // the same thing measured in another way
)

// relate compares the measures of two figures, not what they are about.
func relate(p, f *figure) relation {
	pm, fm := p.ind.Measure, f.ind.Measure
	pd, fd := p.amount.dimension, f.amount.dimension
	percent := func(d string) bool { return d == "percent" }
	switch {
	case f.ofPlan:
		return pickRelation(pm == "level" || pm == "count" || pm == "change" && pd != "point", ofPlanned, otherWise)
	case pm == "growth" && fm == "growth":
		return direct
	case pm == "growth" && percent(pd) && !percent(fd) && fd != "point" && (fm == "level" || fm == "count"):
		return growthOf
	case fm == "growth" && percent(fd) && !percent(pd) && (pm == "level" || pm == "count"):
		return levelBy
	case pm == "growth" || fm == "growth":
		return otherWise
	case pm == "share" && fm == "share":
		return direct
	case pm == "change" && pd == "point" && fm == "share":
		return difference
	case !sameDimension(pd, fd) || pm == "change" && fm == "share":
		return otherWise
	case pm == "change" && fm == "change":
		return direct
	case pm == "change" && (fm == "level" || fm == "count"):
		return pickRelation(f.stock || fm == "level", difference, direct)
	case pm == "rank" || fm == "rank" || pm == "duration" || fm == "duration":
		return pickRelation(pm == fm, direct, otherWise)
	case p.partial != f.partial:
		return otherWise
	case p.added && !f.added && fm == "level":
		return difference
	case pm == "level" && f.fresh && p.amount.dimension != "money":
		return otherWise
	case pm == "level" && fm == "level":
		return direct
	case pm == "count" && f.stock && !p.stock:
		return difference
	case fm == "change" || p.stock && !f.stock && pm == "level" && (p.amount.dimension == "things" || p.amount.dimension == "people"):
		return otherWise
	case p.stock && !f.stock && pm == "count":
		return otherWise
	}
	return direct
}

func pickRelation(is bool, yes, no relation) relation {
	if is {
		return yes
	}
	return no
}

// baseOf finds the value of the year before of what two figures are about.
func (r *reckoner) baseOf(p, f *figure) *figure {
	var best *figure
	top := 0.0
	dimension := f.amount.dimension
	if f.ind.Measure == "growth" {
		dimension = p.amount.dimension
	}
	for _, b := range r.base {
		if b.ind.Measure == "growth" || b.ind.Measure == "change" || b.ind.Measure == "rank" || !sameDimension(b.amount.dimension, dimension) {
			continue
		}
		if b.stock != f.stock && (f.ind.Measure == "count" || b.ind.Measure == "count") || (b.ind.Measure == "share") != (f.ind.Measure == "share") {
			continue
		}
		if b.scope != f.scope || b.ind.Comparator == ">" || b.ind.Comparator == ">=" {
			continue
		}
		s := max(r.about(f, b), r.about(p, b))
		if s > top && s >= 0.75 {
			best, top = b, s
		}
	}
	return best
}

// reckoned says what a result means in the promise's measure; ok is false where
// that needs a number neither report has.
func (r *reckoner) reckoned(p, f *figure, how relation) (got quantity.Decimal, base *figure, ok bool) {
	switch how {
	case direct:
		return f.amount.low, nil, true
	case ofPlanned:
		return p.amount.low.Mul(f.amount.low).Quo(hundred, 6), nil, true
	}
	if how == otherWise {
		return got, nil, false
	}
	if f.ind.Comparator != "=" && f.ind.Comparator != "" { // 突破500亿元: nothing can be reckoned from it
		return got, nil, false
	}
	if how == levelBy && (f.key == "" || p.key != f.key || f.ind.SpanYears > 1 || r.words.has("part of year", r.result.clauses[f.clause].text)) {
		return got, nil, false
	}
	if (how == levelBy || how == growthOf) && (r.words.has("real growth", f.subject) || f.key == "gdp") { // a growth in other prices than the level
		return got, nil, false
	}
	if base = r.baseOf(p, f); base == nil {
		return got, nil, false
	}
	b := base.amount.low
	switch how {
	case difference:
		return f.amount.low.Sub(b), base, true
	case growthOf:
		if b.Sign() <= 0 {
			return got, nil, false
		}
		return f.amount.low.Sub(b).Mul(hundred).Quo(b, 1), base, true
	case levelBy:
		got = b.Mul(hundred.Add(f.amount.low)).Quo(hundred, 6)
		near := got.Sub(p.amount.low).Abs().Mul(hundred).Cmp(p.amount.low.Abs()) < 0 // within a hundredth: revised statistics decide
		return got, base, !near
	}
	return got, nil, false
}
