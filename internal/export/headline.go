package export

import (
	"strconv"

	"github.com/luoshi-project/luoshi/reader"
)

// A comparison puts what is aimed at beside what was last reached of it.
type comparison struct {
	target *reader.Indicator
	actual *reader.Indicator // nil where the document reports none
}

// headline are the targets of the plan year for the indicators that recur in
// reports, in the order of the text: what an officer looks at first. Targets
// for a part of the territory only are not among them, nor are numbers of things
// to be built or done: those are tasks.
func (l *ledger) headline() []comparison {
	type kind struct{ key, measure string }
	actuals := map[kind]*reader.Indicator{}
	var targets []*reader.Indicator
	seen := map[kind]bool{}
	doc := l.report.Document
	for i := range l.report.Indicators {
		ind := &l.report.Indicators[i]
		k := kind{ind.MetricKey, ind.Measure}
		switch {
		case ind.MetricKey == "" || ind.Place != "" || ind.Measure == "count" && ind.Unit != "人":
		case ind.Status == "target":
			if !seen[k] && (doc.PlanYear == 0 || ind.Year == doc.PlanYear) {
				seen[k] = true
				targets = append(targets, ind)
			}
		case actuals[k] == nil && ind.SpanYears == 0 && (doc.ReviewYear == 0 || ind.Year == doc.ReviewYear):
			actuals[k] = ind
		}
	}
	list := make([]comparison, len(targets))
	for i, t := range targets {
		list[i] = comparison{t, actuals[kind{t.MetricKey, t.Measure}]}
	}
	return list
}

// cells are a comparison as a row: indicator, target, result, identifiers.
func (c comparison) cells() []string {
	row := []string{clean(c.target.Metric), phrase(c.target), "", c.target.ID}
	if c.actual != nil {
		row[2] = phrase(c.actual)
		row[3] += " · " + c.actual.ID
	}
	return row
}

// headlineNames are the names of the columns of comparisons.
func (l *ledger) headlineNames() [4]string {
	named := func(y int, word string) string {
		if y == 0 {
			return word
		}
		return strconv.Itoa(y) + "年" + word
	}
	doc := l.report.Document
	return [4]string{"指标", named(doc.PlanYear, "目标"), named(doc.ReviewYear, "完成"), "编号"}
}
