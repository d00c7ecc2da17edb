package reckon_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reckon"
)

// Sentences of other things that a report is full of, before and behind what is
// looked for: no verdict of a case may hang on them.
const (
	otherNews = "科普场馆免费开放2140万人次，科普志愿者队伍增长31.2%。水稻良种覆盖率达到97.3%，建成气象观测站46座。" +
		"排名提升3位，外卖骑手之家、司机驿站共37处。五年来，邮政网点营业额年均增长6.3%，累计种植行道树58万株。" +
		"岁末时节，龙舟赛、灯会吸引各方目光。省属剧团演出1290场。非遗工坊从53家增加到88家，占比提高2.6个百分点。"
	otherProblems = "我们也清醒看到，发展中还存在不少问题：戏曲人才不足，灯会票务系统升级滞后。"
	otherPast     = "非遗工坊达到53家。龙舟赛观众90万人次，增长4%。水稻良种覆盖率97.1%。"
)

// A verdictCase is what testdata/verdicts.txtar says of one promise.
type verdictCase map[string][]string

func (c verdictCase) one(key string) string { return strings.Join(c[key], "\n\n") }

func (c verdictCase) reckon(past, front, behind string) []reckon.Row {
	plan := report("2023", past+c.one("before")+"各项工作有序推进。", c.one("promise")).Report
	result := report("2024", front+c.one("result")+behind, "地区生产总值增长5%左右。").Report
	return reckon.Reconcile(plan, result, reckon.Options{}).Rows
}

func verdictCases(t *testing.T, each func(t *testing.T, c verdictCase)) {
	archive, err := txtar.ParseFile("testdata/verdicts.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		t.Run(f.Name, func(t *testing.T) {
			c := verdictCase{}
			for line := range strings.Lines(string(f.Data)) {
				if key, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
					c[key] = append(c[key], value)
				}
			}
			each(t, c)
		})
	}
}

func verdictsOf(rows []reckon.Row) (list []string) {
	for _, r := range rows {
		list = append(list, string(r.Verdict)+" "+string(r.Basis))
	}
	return list
}

// TestVerdicts: one promise, one sentence of the next report, one verdict; the
// cases and their form stand in testdata/verdicts.txtar.
func TestVerdicts(t *testing.T) {
	verdictCases(t, func(t *testing.T, c verdictCase) {
		rows := c.reckon("", "", "")
		if got := verdictsOf(rows); !slices.Equal(got, c["verdict"]) {
			t.Fatalf("%q, want %q: %+v", got, c["verdict"], rows)
		}
		for key, is := range map[string]func(reckon.Row) string{
			"margin": func(r reckon.Row) string { return r.Margin },
			"reason": func(r reckon.Row) string { return r.Reason },
			"metric": func(r reckon.Row) string { return r.Metric },
			"quote":  func(r reckon.Row) string { return r.Result.Quote },
		} {
			if want := c.one(key); want != "" && is(rows[0]) != strings.TrimPrefix(want, "—") {
				t.Errorf("%s %q, want %q", key, is(rows[0]), want)
			}
		}
	})
}

// TestVerdictsInAFullReport: the same verdicts, reasons and quotes among the
// other things that a report speaks of.
func TestVerdictsInAFullReport(t *testing.T) {
	verdictCases(t, func(t *testing.T, c verdictCase) {
		alone, among := c.reckon("", "", ""), c.reckon(otherPast+"\n\n", otherNews+"\n\n", "\n\n"+otherNews+"\n\n"+otherProblems)
		if a, b := verdictsOf(alone), verdictsOf(among); !slices.Equal(a, b) {
			t.Fatalf("%q, among others %q: %+v", a, b, among)
		}
		for i, row := range alone {
			if row.Reason != among[i].Reason || row.Result != nil && row.Result.Quote != among[i].Result.Quote {
				t.Errorf("%s %+v, among others %s %+v", row.Reason, row.Result, among[i].Reason, among[i].Result)
			}
		}
	})
}

// TestEachOfAListByItself: of a list of figures one that falls short is missed,
// whatever became of the others.
func TestEachOfAListByItself(t *testing.T) {
	plan := report("2023", "各项工作有序推进。", "第一产业、第二产业、第三产业增加值分别增长5.5%左右、6%左右、5%左右。").Report
	result := report("2024", "第一产业、第二产业、第三产业增加值分别增长6%、5.2%、5.2%。", "地区生产总值增长5%左右。").Report
	want := []reckon.Verdict{reckon.Met, reckon.Missed, reckon.Met}
	rows := reckon.Reconcile(plan, result, reckon.Options{}).Rows
	if len(rows) != len(want) {
		t.Fatalf("%d rows", len(rows))
	}
	for i, r := range rows {
		if r.Verdict != want[i] {
			t.Errorf("%s: %s, want %s: %s", r.Metric, r.Verdict, want[i], r.Reason)
		}
	}
}

// TestOneSentenceForAListOfWorks: that all livelihood works were done answers for
// those of the list, not for what else the section promises.
func TestOneSentenceForAListOfWorks(t *testing.T) {
	plan := report("2023", "各项工作有序推进。", "森林覆盖率达到41%。\n\n办好2件民生实事。一是新建社区食堂120个。二是加装电梯300部。\n\n改造农村公路800公里。").Report
	result := report("2024", "2件民生实事全部完成。", "地区生产总值增长5%左右。").Report
	want := map[string]reckon.Basis{"120": reckon.ByUmbrella, "300": reckon.ByUmbrella, "800": reckon.ByNothing}
	for _, r := range reckon.Reconcile(plan, result, reckon.Options{}).Rows {
		if b, ok := want[r.Plan.Value]; ok {
			delete(want, r.Plan.Value)
			if r.Basis != b {
				t.Errorf("%s: %s, want %s", r.Plan.Clause, r.Basis, b)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("not listed: %v", want)
	}
}

func TestAliasesOfAUser(t *testing.T) {
	plan := report("2023", "各项工作有序推进。", "建设邻里会客厅50处。").Report
	result := report("2024", "建成社区共享空间52处。", "地区生产总值增长5%左右。").Report
	if rows := reckon.Reconcile(plan, result, reckon.Options{}).Rows; rows[0].Verdict != reckon.Unreported {
		t.Errorf("without the alias: %s", rows[0].Verdict)
	}
	words, err := reckon.LoadWords("社区共享空间\t邻里会客厅\n")
	if err != nil {
		t.Fatal(err)
	}
	if rows := reckon.Reconcile(plan, result, reckon.Options{Words: words}).Rows; rows[0].Verdict != reckon.Exceeded {
		t.Errorf("with the alias: %s", rows[0].Verdict)
	}
	if _, err := reckon.LoadWords("社区共享空间\n"); err == nil {
		t.Error("a row of one cell is taken")
	}
}

func TestSeriesOfTheSample(t *testing.T) {
	_, first := sampleReport(t, "2024.txt")
	_, second := sampleReport(t, "2025.txt")
	h := reckon.SeriesOf([]*reader.Report{second, first}, reckon.Options{})
	want := map[string]string{
		"forest_coverage share": "2023 actual 41.4, 2024 actual 41.7, ",
		"hightech_firms level":  "2023 actual 1862, 2024 actual 2305, ",
		"urban_new_jobs count":  "2023 actual 386000, 2024 actual 379000, 2024 target 360000, 2025 target 360000, ",
		"pm25 level":            "2023 actual 32, 2024 actual 30, 2024 target 31, 2025 target 29.5, ",
	}
	for _, s := range h.Series {
		got := ""
		for _, p := range s.Points {
			got += itoa(p.Year) + " " + p.Status + " " + p.Value + ", "
		}
		key := s.MetricKey + " " + s.Measure
		if w, ok := want[key]; ok {
			if got != w {
				t.Errorf("%s: %s, want %s", key, got, w)
			}
			delete(want, key)
		}
	}
	for key := range want {
		t.Errorf("no series %s", key)
	}
}

func itoa(n int) string {
	s := ""
	for ; n > 0; n /= 10 {
		s = string(rune('0'+n%10)) + s
	}
	return s
}

// TestHowALowerPlanTakesUpAnUpper: one goal above, one below, one relation.
func TestHowALowerPlanTakesUpAnUpper(t *testing.T) {
	for _, c := range []struct {
		name, upper, lower string
		relation           reckon.Relation
	}{
		{"the same target", "数字经济规模增长15%左右。", "数字经济规模增长15%左右。", reckon.SameTarget},
		{"a higher target", "固定资产投资增长7%左右。", "固定资产投资增长9%左右。", reckon.Higher},
		{"a lower target", "固定资产投资增长7%左右。", "固定资产投资增长5%左右。", reckon.Lower},
		{"a part of a total", "新创建30个国家级绿色工厂。", "新增1家至2家国家级绿色工厂。", reckon.Contribution},
		{"the same task", "完善社会信用体系。", "完善社会信用体系建设。", reckon.SameTask},
		{"another grade", "新创建30个国家级绿色工厂。", "新增5家省级绿色工厂。", reckon.Missing},
		{"nothing below", "完善社会信用体系。", "发展林下经济和乡村旅游。", reckon.Missing},
	} {
		t.Run(c.name, func(t *testing.T) {
			upper := report("2023", "各项工作有序推进。", c.upper).Report
			lower := report("2023", "各项工作有序推进。", c.lower).Report
			rows := reckon.CascadeOf(upper, []*reader.Report{lower}, reckon.Options{}).Rows
			if len(rows) != 1 || rows[0].Relation != c.relation {
				t.Errorf("%+v, want %s", rows, c.relation)
			}
		})
	}
}

func TestContributionsAreSummed(t *testing.T) {
	upper := report("2023", "各项工作有序推进。", "完成营造林300万亩。").Report
	a := report("2023", "各项工作有序推进。", "完成营造林12万亩。").Report
	b := report("2023", "各项工作有序推进。", "完成营造林15万亩。").Report
	got := reckon.CascadeOf(upper, []*reader.Report{a, b}, reckon.Options{})
	if len(got.Totals) != 1 || got.Totals[0].Sum != "270000" || got.Totals[0].Of != "3000000" || got.Totals[0].Share != "9" || got.Totals[0].Count != 2 {
		t.Errorf("%+v", got.Totals)
	}
}
