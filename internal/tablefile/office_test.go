package tablefile_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/luoshi-project/luoshi/internal/tablefile"
	"github.com/xuri/excelize/v2"
)

// A table as it comes from an office: a sheet of remarks before it, two lines of
// titles, headers broken over lines, categories merged downwards, several units in
// a cell with four signs between them, seven forms of dates, a signature and a sum
// below.
func TestATableAsItComesFromAnOffice(t *testing.T) {
	f := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "填报说明"))
	must(f.SetCellValue("填报说明", "A1", "本表由各牵头单位填报，每月28日前报督查室"))
	_, err := f.NewSheet("任务分工")
	must(err)
	rows := [][]any{
		{"附件"},
		{"2026年政府工作报告重点任务分工表"},
		{"序号", "类 别", "重点\n任务", "牵头单位", "配合单位", "完成时限\n（年月日）", "备注"},
		{1, "民生实事", "新建口袋公园12处", "发展局", "市财政局、路桥局", "2026-12-31"},
		{2, nil, "改造老旧小区\n30个", "市发展局（牵头）", "财政局；路桥局", "2026年12月"},
		{3, nil, "新增学位5000个", "市发展局", "市财政局\n路桥局", "12月底前", "分两年"},
		{4, "产业", "培育企业20家", "路桥局", "", "二季度"},
		{5, nil, "举办招商大会", "市财政局", "市发展局，东县", "2026/6/30"},
		{6, nil, "技改项目开工", "市财政局 路桥局", "", 46295},
		{7, nil, "争取专项资金", "市财政局", "", "2026.9.30"},
		{8, nil, "落实减税政策", "市税务局", "", "长期坚持"},
		{9, nil, "盘活存量", "市财政局", "", "尽快"},
		{"合计", nil, nil, nil, nil, nil, "8项"},
		{"制表：甲市政府督查室"},
	}
	for i, r := range rows {
		must(f.SetSheetRow("任务分工", fmt.Sprintf("A%d", i+1), &r))
	}
	style, err := f.NewStyle(&excelize.Style{NumFmt: 31}) // yyyy年m月d日
	must(err)
	must(f.SetCellStyle("任务分工", "F9", "F9", style))
	for _, m := range [][2]string{{"A2", "G2"}, {"B4", "B6"}, {"B7", "B12"}} {
		must(f.MergeCell("任务分工", m[0], m[1]))
	}
	var buf bytes.Buffer
	must(f.Write(&buf))
	sheets, err := tablefile.Read(buf.Bytes())
	must(err)
	if _, err := tablefile.Parse(&sheets[0], tablefile.Options{}); err == nil {
		t.Error("the remarks were taken for the table")
	}
	got := show(&sheets[1], tablefile.Options{Year: 2026}, org(t))
	want := `4: |新建口袋公园12处||民生实事|fgw|czj,jtj||2026-12-31
5: |改造老旧小区30个||民生实事|fgw|czj,jtj||2026-12-31
6: |新增学位5000个||民生实事|fgw|czj,jtj||2026-12-31
7: |培育企业20家||产业|jtj|||2026-06-30
8: |举办招商大会||产业|czj|fgw,east||2026-06-30
9: |技改项目开工||产业|czj|jtj||2026-09-30
10: |争取专项资金||产业|czj|||2026-09-30
11: |落实减税政策||产业||||
12: |盘活存量||产业|czj|||
row 12, 完成时限（年月日）: no date can be read from “尽快” / 看不出日期：尽快
row 11, 牵头单位: the organisation knows no 市税务局 / 没有这个单位或者领导：市税务局
skipped: [13 14]
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
