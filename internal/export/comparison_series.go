package export

import (
	"fmt"
	"strings"

	"github.com/luoshi-project/luoshi/reckon"
)

func historyGrid(h *reckon.History) grid {
	g := grid{
		title:   "指标历年",
		summary: fmt.Sprintf("%d个指标；“目标”为当年报告的目标，空格为没有报数", len(h.Series)),
		columns: []gridColumn{
			{column{name: "指标", least: 16, most: 40}, 30, wrapped},
			{column{name: "口径", least: 4, most: 6, style: quiet}, 8, plain},
		},
	}
	for _, y := range h.Years {
		g.columns = append(g.columns, gridColumn{column{name: year(y), least: 8, most: 24, optional: true}, 18, wrapped})
	}
	for _, s := range h.Series {
		cells := []string{clean(s.Metric), measureWords[s.Measure]}
		for _, y := range h.Years {
			cells = append(cells, pointsOf(s, y))
		}
		g.rows = append(g.rows, gridRow{"", cells})
	}
	return g
}

// pointsOf are the values of a year: the result, then the target.
func pointsOf(s reckon.Series, y int) string {
	var out []string
	for _, p := range s.Points {
		if p.Year != y {
			continue
		}
		text := clean(p.Quote)
		if strings.HasPrefix(p.Value, "-") {
			text = "下降" + text
		}
		switch p.Comparator {
		case "~":
			text += "左右"
		case ">=":
			text += "以上"
		case "<=":
			text += "以内"
		}
		if p.Status == "target" {
			text = "目标" + text
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}
