package reckon

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/reader"
)

// A Source is a document with its text.
type Source struct {
	Text   string
	Report *reader.Report
}

// Check looks for what cannot be right within one document: parts that do not
// add up to their total, a growth that does not fit its levels, one indicator
// with two values, and, where other reports are given, likely misprints. Both
// sides of a row are passages of the document itself, but for a growth checked
// against the report of the year before, whose passage is then the second.
func Check(doc Source, against []Source, opts Options) *Proofreading {
	r := opts.reckoner()
	p := r.words.newPaper(doc.Report, r.index)
	r.index.weigh(len(p.clauses))
	r.words.readFigures(p, r.index)
	c := &checker{words: r.words, paper: p}
	c.sums()
	c.growths()
	c.moves()
	c.proportions()
	c.twice()
	for _, before := range against {
		if y := before.Report.Document.ReviewYear; y == 0 || y != doc.Report.Document.ReviewYear-1 || before.Report.Document.Jurisdiction != doc.Report.Document.Jurisdiction {
			continue
		}
		x := newIndex()
		old := r.words.newPaper(before.Report, x)
		x.weigh(len(old.clauses))
		r.words.readFigures(old, x)
		c.yearBefore(old)
	}
	c.rows = append(c.rows, strayLatin(doc.Text)...)
	if len(against) > 0 {
		texts := make([]string, len(against))
		for i, s := range against {
			texts[i] = s.Text
		}
		c.rows = append(c.rows, misprints(doc.Text, texts)...)
	}
	slices.SortStableFunc(c.rows, func(x, y Difference) int { return x.A.Start - y.A.Start })
	return &Proofreading{Schema: ProofreadSchema, Rows: append([]Difference{}, c.rows...)}
}

type checker struct {
	words *Words
	paper *paper
	rows  []Difference
}

// whole are the figures that are about the whole place and one whole year.
func (c *checker) whole(p *paper, f *figure) bool {
	if !f.counted || f.ind.SpanYears > 1 || f.ind.Place != "" || f.partial || f.clause < 0 || f.former || !f.amount.low.Equal(f.amount.high) {
		return false
	}
	return !c.words.has("part of year", p.clauses[f.clause].text)
}

// slackOf is how far a figure may be from what it was rounded from, in base units:
// half of what its last digit stands for.
func slackOf(f *figure) quantity.Decimal {
	digits, decimals, point := "", 0, false
	for _, r := range f.ind.Quote {
		switch {
		case r >= '0' && r <= '9':
			digits += string(r)
			if point {
				decimals++
			}
		case r == '.' && digits != "":
			point = true
			digits += "."
		}
	}
	printed, err := quantity.ParseDecimal(digits)
	if err != nil || printed.IsZero() {
		return quantity.Decimal{}
	}
	return f.amount.low.Abs().Quo(printed, 6).Mul(quantity.NewDecimal(5, -decimals-1))
}

func (p *paper) passage(f *figure) Passage { return spanPassage(f.ind.Span) }

// sums holds totals beside their parts.
func (c *checker) sums() {
	rows, err := embedded("sums.tsv", 2)
	if err != nil {
		return
	}
	for _, row := range rows {
		parts := strings.Split(row.cells[1], "|")
		for i := range c.paper.figures {
			total := &c.paper.figures[i]
			if total.key != row.cells[0] || total.ind.Measure != "level" || !c.whole(c.paper, total) {
				continue
			}
			sum, slack := quantity.Decimal{}, slackOf(total)
			var last *figure
			found := 0
			for _, key := range parts {
				if f := c.levelNear(key, total); f != nil {
					sum, slack, last = sum.Add(f.amount.low), slack.Add(slackOf(f)), f
					found++
				}
			}
			if found == len(parts) && sum.Sub(total.amount.low).Abs().Cmp(slack) > 0 {
				c.rows = append(c.rows, Difference{
					A: c.paper.passage(total), B: c.paper.passage(last), Type: KindNumber, Severity: ChangesMeaning,
					Note: fmt.Sprintf("%s各部分合计%s，与总数%s不符", total.name, c.words.written(sum, total.ind.Unit), oneLine(total.ind.Quote)),
				})
			}
		}
	}
}

// levelNear finds the level of a metric in the same sentence as a figure or in
// the next.
func (c *checker) levelNear(key string, of *figure) *figure {
	at := c.paper.clauses[of.clause].statement
	for i := range c.paper.figures {
		f := &c.paper.figures[i]
		if f.key == key && f.ind.Measure == "level" && f.ind.Year == of.ind.Year && f.ind.Status == of.ind.Status && f.ind.Unit == of.ind.Unit &&
			c.whole(c.paper, f) && c.paper.clauses[f.clause].statement >= at && c.paper.clauses[f.clause].statement <= at+1 {
			return f
		}
	}
	return nil
}

// nominal tells metrics whose growth is that of the amounts as they stand: what
// is counted in prices of another year (GDP) is not.
func (c *checker) nominal(f *figure) bool {
	return !c.words.has("real growth", f.subject) && f.key != "gdp"
}

// growths holds a growth beside the level and the change in the same sentence.
func (c *checker) growths() {
	figs := c.paper.figures
	for i := range figs {
		level := &figs[i]
		if level.ind.Measure != "level" || !c.whole(c.paper, level) || !c.nominal(level) {
			continue
		}
		var change, growth *figure
		for j := i + 1; j < len(figs) && figs[j].ind.Statement == level.ind.Statement; j++ {
			f := &figs[j]
			if f.subject != level.subject || !c.whole(c.paper, f) {
				break
			}
			switch f.ind.Measure {
			case "change":
				change = f
			case "growth":
				growth = f
			}
		}
		if change == nil || growth == nil || change.amount.dimension != level.amount.dimension || growth.amount.dimension != "percent" {
			continue
		}
		before := level.amount.low.Sub(change.amount.low)
		if before.Sign() <= 0 {
			continue
		}
		got := change.amount.low.Mul(hundred).Quo(before, 2)
		slack := slackOf(growth).Add(slackOf(change).Add(slackOf(level)).Mul(hundred).Quo(before, 4))
		if got.Sub(growth.amount.low).Abs().Cmp(slack) > 0 {
			c.rows = append(c.rows, Difference{
				A: c.paper.passage(growth), B: c.paper.passage(change), Type: KindNumber, Severity: ChangesMeaning,
				Note: fmt.Sprintf("%s为%s、增减%s，算得%s%%，文中为%s", level.name, oneLine(level.ind.Quote), oneLine(change.ind.Quote), got, oneLine(growth.ind.Quote)),
			})
		}
	}
}

// yearBefore holds a growth beside the levels of two years. Statistics of the
// year before are often revised: a small misfit is none.
func (c *checker) yearBefore(old *paper) {
	figs := c.paper.figures
	for i := range figs {
		growth := &figs[i]
		if growth.ind.Measure != "growth" || growth.ind.Status != "actual" || growth.key == "" || !c.whole(c.paper, growth) || !c.nominal(growth) ||
			growth.amount.dimension != "percent" || growth.ind.Year != c.paper.rep.Document.ReviewYear {
			continue
		}
		now := find(figs, func(f *figure) bool {
			return f.key == growth.key && f.subject == growth.subject && f.ind.Statement == growth.ind.Statement && f.ind.Measure == "level" && c.whole(c.paper, f)
		})
		then := find(old.figures, func(f *figure) bool {
			return f.key == growth.key && f.subject == growth.subject && f.ind.Measure == "level" && f.ind.Status == "actual" &&
				f.ind.Year == growth.ind.Year-1 && c.whole(old, f)
		})
		if now == nil || then == nil || then.amount.low.Sign() <= 0 || now.ind.Unit != then.ind.Unit {
			continue
		}
		got := now.amount.low.Sub(then.amount.low).Mul(hundred).Quo(then.amount.low, 2)
		off := got.Sub(growth.amount.low).Abs()
		slack := slackOf(growth).Add(slackOf(now).Add(slackOf(then)).Mul(hundred).Quo(then.amount.low, 4)).Add(quantity.NewDecimal(5, -1))
		if off.Cmp(slack) > 0 {
			c.rows = append(c.rows, Difference{
				A: c.paper.passage(growth), B: old.passage(then), Type: KindNumber, Severity: Minor,
				Note: fmt.Sprintf("%s上年为%s，今年为%s，算得%s%%，文中为%s；上年数可能已修订", growth.name, oneLine(then.ind.Quote), oneLine(now.ind.Quote), got, oneLine(growth.ind.Quote)),
			})
		}
	}
}

func find(list []figure, ok func(*figure) bool) *figure {
	for i := range list {
		if ok(&list[i]) {
			return &list[i]
		}
	}
	return nil
}

// twice finds one indicator with two values for the same year.
func (c *checker) twice() {
	figs := c.paper.figures
	for i := range figs {
		a := &figs[i]
		if !c.oncePerYear(a) {
			continue
		}
		for j := i + 1; j < len(figs); j++ {
			b := &figs[j]
			if b.key != a.key || b.subject != a.subject || b.ind.Measure != a.ind.Measure || b.ind.Year != a.ind.Year || b.ind.Status != a.ind.Status ||
				b.ind.Statement == a.ind.Statement || b.amount.dimension != a.amount.dimension || !c.oncePerYear(b) || b.ind.Comparator != a.ind.Comparator {
				continue
			}
			slack := slackOf(a)
			if s := slackOf(b); s.Cmp(slack) > 0 {
				slack = s
			}
			if a.amount.low.Sub(b.amount.low).Abs().Cmp(slack) >= 0 {
				c.rows = append(c.rows, Difference{
					A: c.paper.passage(a), B: c.paper.passage(b), Type: KindNumber, Severity: ChangesMeaning,
					Note: fmt.Sprintf("%s在同一文中有两个数：%s、%s", a.name, oneLine(a.ind.Quote), oneLine(b.ind.Quote)),
				})
			}
			break
		}
	}
}

// oncePerYear tells figures of which a year has one: levels, shares and growths
// of known indicators.
func (c *checker) oncePerYear(f *figure) bool {
	switch f.ind.Measure {
	case "level", "share", "growth":
	default:
		return false
	}
	return f.key != "" && f.ind.Year != 0 && c.whole(c.paper, f) && utf8.RuneCountInString(f.subject) >= 4 && f.scope == ""
}
