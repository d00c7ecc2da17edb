package reckon

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/reader"
)

// moves holds a growth beside the two levels between which a figure moved
// (由58亿元增加到87亿元，增长50%).
func (c *checker) moves() {
	figs := c.paper.figures
	for i := range figs {
		from := &figs[i]
		if !from.counted || from.clause < 0 || !from.former || from.amount.low.Sign() <= 0 {
			continue
		}
		var to, growth *figure
		for j := i + 1; j < len(figs) && figs[j].ind.Statement == from.ind.Statement && growth == nil; j++ {
			f := &figs[j]
			if !f.counted || f.subject != from.subject {
				break
			}
			switch {
			case to == nil && f.ind.Measure == from.ind.Measure && f.clause == from.clause && f.ind.Unit == from.ind.Unit:
				to = f
			case to != nil && f.ind.Measure == "growth" && f.amount.dimension == "percent" && f.clause <= to.clause+1 && c.nominal(f) &&
				!c.words.has("part of year", c.paper.clauses[f.clause].text):
				growth = f
			default:
				j = len(figs)
			}
		}
		if to == nil || growth == nil || to.ind.Comparator != "=" || from.ind.Comparator != "=" || growth.ind.Comparator != "=" {
			continue
		}
		base := from.amount.low
		got := to.amount.low.Sub(base).Mul(hundred).Quo(base, 2)
		slack := slackOf(growth).Add(slackOf(to).Add(slackOf(from)).Mul(hundred).Quo(base, 4))
		if got.Sub(growth.amount.low).Abs().Cmp(slack) > 0 {
			c.rows = append(c.rows, Difference{
				A: c.paper.passage(growth), B: c.paper.passage(to), Type: KindNumber, Severity: ChangesMeaning,
				Note: fmt.Sprintf("%s由%s到%s，算得%s%%，文中为%s", from.name, oneLine(from.ind.Quote), oneLine(to.ind.Quote), got, oneLine(growth.ind.Quote)),
			})
		}
	}
}

var threeParts = regexp.MustCompile(`([0-9]+(?:\.[0-9]+)?)[:：∶]([0-9]+(?:\.[0-9]+)?)[:：∶]([0-9]+(?:\.[0-9]+)?)`)

// proportions holds the three shares of a whole (三次产业结构9:45:46) against 100.
func (c *checker) proportions() {
	for i := range c.paper.clauses {
		cl := &c.paper.clauses[i]
		if !strings.Contains(cl.Quote, "产业") {
			continue
		}
		for _, m := range threeParts.FindAllStringSubmatchIndex(cl.Quote, -1) {
			sum, slack := quantity.Decimal{}, quantity.NewDecimal(2, 0)
			for k := 2; k < len(m); k += 2 {
				part := cl.Quote[m[k]:m[k+1]]
				d, err := quantity.ParseDecimal(part)
				if err != nil {
					continue
				}
				if strings.Contains(part, ".") {
					slack = quantity.NewDecimal(2, -1)
				}
				sum = sum.Add(d)
			}
			off := sum.Sub(hundred).Abs()
			if off.Cmp(slack) <= 0 || off.Cmp(quantity.NewDecimal(20, 0)) > 0 { // 4:3:3 is no share of a hundred
				continue
			}
			start := cl.Start + utf8.RuneCountInString(cl.Quote[:m[0]])
			quote := cl.Quote[m[0]:m[1]]
			at := spanPassage(reader.Span{Start: start, End: start + utf8.RuneCountInString(quote), Quote: quote})
			c.rows = append(c.rows, Difference{
				A: at, B: at, Type: KindNumber, Severity: ChangesMeaning, Note: fmt.Sprintf("三次产业比例%s合计%s，不是100", quote, sum),
			})
		}
	}
}

func spanPassage(s reader.Span) Passage { return Passage{Start: s.Start, End: s.End, Quote: s.Quote} }
