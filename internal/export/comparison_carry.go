package export

import (
	"fmt"

	"github.com/luoshi-project/luoshi/reckon"
)

// A CarryOver is what goes on into the next year: promises that were missed,
// done in part or not mentioned. Its table is one that luoshi ledger
// import-table dockets.
type CarryOver struct {
	Of   *reckon.Reconciliation `json:"-"`
	Rows []reckon.Carried       `json:"rows"`
}

func carryGrid(c *CarryOver) grid {
	g := grid{
		title:   fmt.Sprintf("%s年结转事项：%s → %s", year(c.Of.Year), clean(c.Of.Plan), clean(c.Of.Result)),
		summary: fmt.Sprintf("%d项：未完成、部分完成、未报告", len(c.Rows)),
		columns: []gridColumn{
			{column{name: "任务名称", least: 16, most: 40}, 36, wrapped},
			{column{name: "任务内容", least: 20, most: 56}, 44, wrapped},
			{column{name: "类别", least: 10, most: 10, style: quiet}, 12, plain},
			{column{name: "上年结论", least: 8, most: 8, style: accent}, 10, plain},
			{column{name: "尚差", least: 6, most: 14}, 12, plain},
			{column{name: "上年结果", least: 12, most: 40}, 36, wrapped},
			{column{name: "说明", least: 12, most: 48, yields: 2, style: quiet}, 40, wrapped},
		},
	}
	for i := range c.Rows {
		r := &c.Rows[i]
		result := ""
		if r.Row.Result != nil {
			result = said(r.Row.Result)
		}
		g.rows = append(g.rows, gridRow{string(r.Row.Verdict), []string{
			clean(r.Title), clean(r.Text), year(c.Of.Year) + "年结转", verdictWords[r.Row.Verdict], r.Rest, result, r.Why,
		}})
	}
	return g
}
