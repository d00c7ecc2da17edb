package export

import (
	"fmt"
	"strconv"

	"github.com/luoshi-project/luoshi/reckon"
)

var differenceWords = map[reckon.Kind]string{
	reckon.KindName: "名称", reckon.KindNumber: "数字", reckon.KindWord: "文字", reckon.KindOmission: "句中略去", reckon.KindOrder: "次序",
}

var severityWords = map[reckon.Severity]string{reckon.ChangesMeaning: "改变意思", reckon.Minor: "轻微"}

func proofreadingGrid(p *reckon.Proofreading) grid {
	serious := 0
	g := grid{
		title: "校对",
		columns: []gridColumn{
			{column{name: "轻重", least: 8, most: 8, style: accent}, 10, plain},
			{column{name: "类别", least: 8, most: 8}, 10, plain},
			{column{name: "甲文", least: 20, most: 50}, 40, wrapped},
			{column{name: "乙文", least: 20, most: 50}, 40, wrapped},
			{column{name: "说明", least: 12, most: 60, yields: 2, style: quiet}, 44, wrapped},
			{column{name: "甲文位置", least: 8, most: 8, style: quiet}, 10, figure},
		},
	}
	for _, r := range p.Rows {
		if r.Severity == reckon.ChangesMeaning {
			serious++
		}
		g.rows = append(g.rows, gridRow{string(r.Severity), []string{
			severityWords[r.Severity], differenceWords[r.Type], clean(r.A.Quote), clean(r.B.Quote), clean(r.Note), strconv.Itoa(r.A.Start),
		}})
	}
	g.summary = fmt.Sprintf("共%d处，其中改变意思的%d处", len(p.Rows), serious)
	return g
}
