package export

import (
	"fmt"

	"github.com/luoshi-project/luoshi/reckon"
)

var relationWords = map[reckon.Relation]string{
	reckon.SameTarget: "同一目标", reckon.Higher: "高于上级", reckon.Lower: "低于上级", reckon.Contribution: "分担", reckon.SameTask: "同一任务",
	reckon.Missing: "未承接",
}

func cascadeGrid(c *reckon.Cascade) grid {
	counts := map[reckon.Relation]int{}
	g := grid{
		title: "上下级安排：" + clean(c.Upper),
		columns: []gridColumn{
			{column{name: "关系", least: 8, most: 8, style: accent}, 10, plain},
			{column{name: "上级", least: 20, most: 56}, 40, wrapped},
			{column{name: "下级", least: 20, most: 56}, 40, wrapped},
			{column{name: "下级文件", least: 8, most: 24, style: quiet}, 22, wrapped},
			{column{name: "合计", least: 8, most: 28, optional: true}, 22, wrapped},
		},
	}
	totals := map[int]string{}
	for _, t := range c.Totals {
		totals[t.Upper.Start] = fmt.Sprintf("%d家合计%s%s，占%s%%", t.Count, t.Sum, clean(t.Upper.Unit), t.Share)
	}
	for _, r := range c.Rows {
		counts[r.Relation]++
		lower, file := "", ""
		if r.Lower != nil {
			lower, file = said(r.Lower), clean(r.Lower.Document)
		}
		total := ""
		if r.Relation == reckon.Contribution {
			total = totals[r.Upper.Start]
		}
		g.rows = append(g.rows, gridRow{string(r.Relation), []string{relationWords[r.Relation], said(&r.Upper), lower, file, total}})
	}
	g.summary = fmt.Sprintf("同一目标%d，高于上级%d，低于上级%d，分担%d，同一任务%d，未承接%d",
		counts[reckon.SameTarget], counts[reckon.Higher], counts[reckon.Lower], counts[reckon.Contribution], counts[reckon.SameTask], counts[reckon.Missing])
	return g
}
