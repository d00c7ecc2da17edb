package export

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/luoshi-project/luoshi/reader"
)

var update = flag.Bool("update", false, "write the golden files anew")

// export writes reports in a form.
func export(t *testing.T, format string, page Page, reports ...*reader.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	w := New(format, &b, page)
	defer w.Discard()
	for _, r := range reports {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestTable(t *testing.T) {
	golden(t, "table.txt", export(t, "table", Page{Width: 100}, fixture(t)))
}

func TestMarkdown(t *testing.T) {
	golden(t, "report.md", export(t, "md", Page{}, fixture(t), fixture(t)))
}

// A page is never wider than it is, whatever the text, down to 80 columns.
func TestTableFitsThePage(t *testing.T) {
	rep := fixture(t)
	rep.Actions[0].Title = strings.Repeat("推进青川湖引水工程", 8)
	rep.Actions[0].LeadSuggestions[0].Unit = strings.Repeat("省水利厅", 8)
	for width := 80; width <= 200; width += 7 {
		for line := range strings.Lines(string(export(t, "table", Page{Width: width}, rep))) {
			if n := displayWidth(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("page of %d: %d columns in %q", width, n, line)
			}
		}
	}
}

// Colours are only put around words: without them the page is the same.
func TestTableColours(t *testing.T) {
	plain := string(export(t, "table", Page{Width: 100}, fixture(t)))
	coloured := string(export(t, "table", Page{Width: 100, Colour: true}, fixture(t)))
	if !strings.Contains(coloured, accent) {
		t.Error("a page with colours has none")
	}
	if strings.Contains(plain, "\x1b") {
		t.Error("a page without colours has some")
	}
	for _, code := range []string{strong, accent, quiet, dated, noStyle} {
		coloured = strings.ReplaceAll(coloured, code, "")
	}
	if diff := cmp.Diff(plain, coloured); diff != "" {
		t.Error(diff)
	}
}

// What a document holds cannot steer the terminal of whoever reads it.
func TestTableIsHarmless(t *testing.T) {
	rep := fixture(t)
	rep.Actions[0].Title = "推进\x1b[2J\u202e引水\a工程"
	rep.Document.Speaker = "林\x9b川"
	out := string(export(t, "table", Page{Width: 100}, rep))
	if strings.ContainsAny(out, "\x1b\a\u202e\u009b") {
		t.Errorf("control characters in %q", out)
	}
	if !strings.Contains(out, "推进[2J引水工程") {
		t.Errorf("the title is lost in %q", out)
	}
}

func TestJSON(t *testing.T) {
	rep := fixture(t)
	one := export(t, "json", Page{}, rep)
	if !bytes.Contains(one, []byte(`|<b>启动`)) {
		t.Error("characters are escaped")
	}
	var back reader.Report
	if err := json.Unmarshal(one, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(*rep, back); diff != "" {
		t.Error(diff)
	}
	for n, reports := range [][]*reader.Report{{}, {rep}, {rep, rep}} {
		var list []reader.Report
		if err := json.Unmarshal(export(t, "json", Page{Several: true}, reports...), &list); err != nil || len(list) != n {
			t.Errorf("several: %d of %d reports, %v", len(list), n, err)
		}
	}
	if lines := bytes.Count(export(t, "jsonl", Page{}, rep, rep), []byte("\n")); lines != 2 {
		t.Errorf("%d lines for two reports", lines)
	}
}

func TestFormatOf(t *testing.T) {
	for name, want := range map[string]string{
		"a.json": "json", "a.JSONL": "jsonl", "dir.md/a.xlsx": "xlsx", "a.md": "md", "a.txt": "table", "": "table",
	} {
		if got := FormatOf(name); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

func TestPhrase(t *testing.T) {
	for want, ind := range map[string]reader.Indicator{
		"增长5%左右":    {Span: reader.Span{Quote: "5%"}, Comparator: "~", Measure: "growth", Direction: "up"},
		"下降3%以上":    {Span: reader.Span{Quote: "3%"}, Comparator: ">=", Measure: "growth", Direction: "down"},
		"力争增加30元":   {Span: reader.Span{Quote: "30元"}, Comparator: "=", Measure: "change", Direction: "up", Strength: "strive"},
		"确保5.5%以内":  {Span: reader.Span{Quote: "5.5%"}, Comparator: "<=", Measure: "share", Strength: "ensure"},
		"降低0.3个百分点": {Span: reader.Span{Quote: "0.3个百分点"}, Measure: "change", Direction: "down", Unit: "百分点"},
		"翻一番":       {Span: reader.Span{Quote: "一番"}, Measure: "growth", Direction: "up", Unit: "番"},
		"超过100家":    {Span: reader.Span{Quote: "100家"}, Comparator: ">", Measure: "count"},
		"30余种":      {Span: reader.Span{Quote: "30余种"}, Comparator: ">", Measure: "count"},
		"低于4%":      {Span: reader.Span{Quote: "4%"}, Comparator: "<", Measure: "share"},
		"3—5家":      {Span: reader.Span{Quote: "3—5家"}, Comparator: "range", Measure: "count"},
	} {
		if got := phrase(&ind); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{"abc": 3, "青川省": 6, "５Ｇ": 4, "e\u0301": 1, "（一）": 6, "5%—6%": 5, "": 0} {
		if got := displayWidth(s); got != want {
			t.Errorf("%q takes %d columns, want %d", s, got, want)
		}
	}
	for _, c := range []struct {
		s    string
		n    int
		want string
	}{{"青川省政府", 10, "青川省政府"}, {"青川省政府", 9, "青川省政…"}, {"青川省政府", 8, "青川省…"}, {"abc", 2, "a…"}} {
		if got := fit(c.s, c.n); got != c.want {
			t.Errorf("%q in %d columns: %q, want %q", c.s, c.n, got, c.want)
		}
	}
	for n, want := range map[int]string{10: "青川省政府", 9: "…川省政府", 8: "…省政府", 7: "…省政府", 2: "…"} {
		if got := tail("青川省政府", n); got != want {
			t.Errorf("last %d columns: %q, want %q", n, got, want)
		}
	}
	for s, want := range map[string]string{"农村公路\r\n4300公里": "农村公路4300公里", " a \n b ": "a b", "建\n设": "建设", "第 3 位": "第3位"} {
		if got := clean(s); got != want {
			t.Errorf("%q is shown as %q, want %q", s, got, want)
		}
	}
}

// A title that leaves the place or the year out gets them at the head of a page.
func TestHeadOfAPage(t *testing.T) {
	for want, d := range map[string]reader.Document{
		"青川省政府工作报告（2026年）": {Title: "政府工作报告", Jurisdiction: "青川省", PlanYear: 2026},
		"青川省2026年政府工作报告":   {Title: "青川省2026年政府工作报告", Jurisdiction: "青川省", PlanYear: 2026},
		"2026年国务院政府工作报告":   {Title: "2026年国务院政府工作报告", Jurisdiction: "全国", Level: "national", PlanYear: 2026},
		"政府工作报告":           {Title: "政府工作报告"},
		"青川.txt":           {Jurisdiction: "青川省", PlanYear: 2026, Source: reader.Source{Name: "青川.txt"}},
	} {
		if got := newLedger(&reader.Report{Document: d}).heading(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestSubject(t *testing.T) {
	for _, test := range []struct{ action, metric, want string }{
		{"新建", "农村公路", "新建农村公路"},
		{"惠及", "老旧小区惠及居民", "老旧小区惠及居民"},
		{"", "粮食产量", "粮食产量"},
		{"", "", "（未写明）"},
	} {
		if got := subject(&reader.Indicator{Action: test.action, Metric: test.metric}); got != test.want {
			t.Errorf("%q and %q: %q, want %q", test.action, test.metric, got, test.want)
		}
	}
}
