package export

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func openWorkbook(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// cell is the cell of a row in the column of a name.
func cell(t *testing.T, f *excelize.File, sheet, column string, row int) string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], column)
	if at < 0 {
		t.Fatalf("%s has no column %s but %v", sheet, column, rows[0])
	}
	name, err := excelize.CoordinatesToCellName(at+1, row)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func value(t *testing.T, f *excelize.File, sheet, column string, row int) string {
	t.Helper()
	v, err := f.GetCellValue(sheet, cell(t, f, sheet, column, row), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestWorkbook(t *testing.T) {
	f := openWorkbook(t, export(t, "xlsx", Page{}, fixture(t)))
	if got := f.GetSheetList(); !slices.Equal(got, []string{"指标", "事项", "章节", "文件"}) {
		t.Fatalf("sheets %v", got)
	}
	for _, c := range []struct {
		sheet, column string
		row           int
		want          string
	}{
		{"指标", "编号", 2, "i1"},
		{"指标", "数值", 2, "1200000000000"},
		{"指标", "精确值", 2, "1200000000000"},
		{"指标", "表述", 3, "增长5.4%"},
		{"指标", "状态", 6, "目标"},
		{"指标", "力度", 6, "力争"},
		{"指标", "原句", 4, "新改建农村公路3100公里。"},
		{"指标", "原文数字", 5, "+0.3个百分点"},
		{"指标", "章节", 6, "二、（一）稳增长"},
		{"事项", "事项", 2, `=HYPERLINK("x")|<b>启动青川湖引水工程`},
		{"事项", "期限", 2, "46387"}, // 2026-12-31, as a sheet counts days
		{"事项", "建议牵头", 2, "省水利厅"},
		{"事项", "其他建议", 2, "省发展改革委"},
		{"事项", "量化要求", 2, "完成投资 20亿元以上"},
		{"章节", "用途", 2, "回顾"},
		{"章节", "指标数", 2, "4"},
		{"文件", "文件", 2, "青川.txt"},
		{"文件", "目标指标", 2, "2"},
		{"文件", "完成指标", 2, "4"},
		{"文件", "注意", 2, "标题下没有内容\n有无法识别的字符（2 处）"},
	} {
		if got := value(t, f, c.sheet, c.column, c.row); got != c.want {
			t.Errorf("%s %s row %d: %q, want %q", c.sheet, c.column, c.row, got, c.want)
		}
	}
	if shown, _ := f.GetCellValue("事项", cell(t, f, "事项", "期限", 2)); shown != "2026-12-31" {
		t.Errorf("the deadline is shown as %q", shown)
	}
}

// Whoever opens a sheet sees its head stay, can filter every column, and gets
// whole pages on paper.
func TestWorkbookManners(t *testing.T) {
	f := openWorkbook(t, export(t, "xlsx", Page{}, fixture(t)))
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Scope+n.Name] = n.RefersTo
	}
	for _, sheet := range f.GetSheetList() {
		panes, err := f.GetPanes(sheet)
		if err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("%s: the head is not frozen (%v)", sheet, err)
		}
		if ref := names[sheet+"_xlnm._FilterDatabase"]; !strings.HasPrefix(ref, "'"+sheet+"'!$A$1:") {
			t.Errorf("%s: filter on %q", sheet, ref)
		}
		if ref := names[sheet+"_xlnm.Print_Titles"]; ref != "'"+sheet+"'!$1:$1" {
			t.Errorf("%s: printed titles %q", sheet, ref)
		}
	}
}

// A cell that begins like a formula is text, also after somebody edits it.
func TestWorkbookRunsNothing(t *testing.T) {
	f := openWorkbook(t, export(t, "xlsx", Page{}, fixture(t)))
	for sheet, column := range map[string]string{"事项": "事项", "指标": "原文数字"} {
		row := map[string]int{"事项": 2, "指标": 5}[sheet]
		name := cell(t, f, sheet, column, row)
		if formula, _ := f.GetCellFormula(sheet, name); formula != "" {
			t.Errorf("%s!%s holds the formula %q", sheet, name, formula)
		}
		if kind, _ := f.GetCellType(sheet, name); kind != excelize.CellTypeInlineString {
			t.Errorf("%s!%s is no text (%v)", sheet, name, kind)
		}
		style, err := f.GetCellStyle(sheet, name)
		if err != nil {
			t.Fatal(err)
		}
		if quoted := f.Styles.CellXfs.Xf[style].QuotePrefix; quoted == nil || !*quoted {
			t.Errorf("%s!%s is not marked as text", sheet, name)
		}
		style, err = f.GetCellStyle(sheet, cell(t, f, sheet, "编号", 2))
		if err != nil {
			t.Fatal(err)
		}
		if quoted := f.Styles.CellXfs.Xf[style].QuotePrefix; quoted != nil && *quoted {
			t.Errorf("%s: plain cells are marked as text too", sheet)
		}
	}
}

func TestWorkbookOfSeveral(t *testing.T) {
	a, b := fixture(t), fixture(t)
	b.Document.Source.Name = "第二份.txt"
	f := openWorkbook(t, export(t, "xlsx", Page{Several: true}, a, b))
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]int{}
		for _, r := range rows[1:] {
			seen[r[0]]++
		}
		if rows[0][0] != "文件" || seen["青川.txt"] == 0 || seen["青川.txt"] != seen["第二份.txt"] {
			t.Errorf("%s: column %s with %v", sheet, rows[0][0], seen)
		}
	}
}

func TestWorkbookIsTheSameTwice(t *testing.T) {
	if !bytes.Equal(export(t, "xlsx", Page{}, fixture(t)), export(t, "xlsx", Page{}, fixture(t))) {
		t.Error("the same report gave two different workbooks")
	}
}
