package export

import (
	"fmt"
	"strings"

	"github.com/luoshi-project/luoshi/reckon"
)

var verdictWords = map[reckon.Verdict]string{
	reckon.Exceeded: "超额", reckon.Met: "完成", reckon.Missed: "未完成", reckon.Partial: "部分完成",
	reckon.Unreported: "未报告", reckon.NotComparable: "不可比",
}

var basisWords = map[reckon.Basis]string{
	reckon.ByNumber: "数字", reckon.ByStatement: "表述", reckon.ByUmbrella: "总括", reckon.ByDerived: "推算", reckon.ByNothing: "",
}

func reconciliationGrid(r *reckon.Reconciliation) grid {
	s := r.Summary
	g := grid{
		title: fmt.Sprintf("%s年承诺与结果：%s → %s", year(r.Year), clean(r.Plan), clean(r.Result)),
		summary: fmt.Sprintf("承诺%d项：超额%d，完成%d，未完成%d，部分完成%d，未报告%d，不可比%d；未到期%d项不列",
			s.Promises, s.Exceeded, s.Met, s.Missed, s.Partial, s.Unreported, s.NotComparable, s.NotDue),
		columns: []gridColumn{
			{column{name: "结论", least: 8, most: 8, style: accent}, 10, plain},
			{column{name: "承诺", least: 20, most: 56}, 40, wrapped},
			{column{name: "结果", least: 20, most: 56}, 40, wrapped},
			{column{name: "差距", least: 10, most: 28, yields: 2}, 22, wrapped},
			{column{name: "依据", least: 4, most: 4, style: quiet}, 8, plain},
			{column{name: "把握", least: 4, most: 4, style: quiet}, 8, figure},
			{column{name: "说明", least: 12, most: 60, yields: 2, style: quiet}, 44, wrapped},
		},
	}
	promises := map[string]int{} // by their clause
	for _, row := range r.Rows {
		promises[row.Plan.Clause]++
	}
	for _, row := range r.Rows {
		plan := said(&row.Plan)
		if row.Plan.Kind == "indicator" && promises[row.Plan.Clause] > 1 { // which of its numbers
			plan = clean(row.Plan.Metric) + clean(row.Plan.Quote) + "：" + row.Plan.Clause
		}
		result := ""
		if row.Result != nil {
			result = said(row.Result)
		}
		g.rows = append(g.rows, gridRow{string(row.Verdict), []string{
			verdictWords[row.Verdict], plan, result, row.Margin, basisWords[row.Basis], row.Confidence, row.Reason,
		}})
	}
	return g
}

// said is the clause of a side, with what is measured in front where the clause
// leaves it out.
func said(s *reckon.Side) string {
	if s.Metric != "" && !strings.Contains(s.Clause, clean(s.Metric)) {
		return clean(s.Metric) + "：" + s.Clause
	}
	return s.Clause
}
