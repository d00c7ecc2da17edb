package reckon_test

import (
	"encoding/json"
	"testing"

	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reckon"
)

func pairOfReports(promise, result string) (plan, next *reader.Report) {
	plan = report("2023", "各项工作有序推进。", promise).Report
	next = report("2024", result, "地区生产总值增长5%左右。").Report
	plan.Document.Source.Name, next.Document.Source.Name = "plan.txt", "result.txt"
	return plan, next
}

// kept writes decisions and reads them back, as a caller does between two runs.
func kept(t *testing.T, list ...reckon.Decision) *reckon.Decisions {
	t.Helper()
	var ds reckon.Decisions
	for _, d := range list {
		ds.Put(d)
	}
	data, err := json.Marshal(&ds)
	if err != nil {
		t.Fatal(err)
	}
	back, err := reckon.ParseDecisions(data)
	if err != nil {
		t.Fatal(err)
	}
	return back
}

func TestAnOverruledPairStaysApart(t *testing.T) {
	plan, result := pairOfReports("改造农村户厕8万户。", "改造农村户厕9万户。")
	row := reckon.Reconcile(plan, result, reckon.Options{}).Rows[0]
	if row.Verdict != reckon.Exceeded {
		t.Fatalf("before: %s", row.Verdict)
	}
	ds := kept(t, reckon.Decide(row, reckon.Overruled, nil))
	row = reckon.Reconcile(plan, result, reckon.Options{Decisions: ds}).Rows[0]
	if row.Verdict != reckon.Unreported || row.Result != nil || row.Decided != reckon.Overruled {
		t.Errorf("after: %s %v %s", row.Verdict, row.Result, row.Decided)
	}
}

func TestAPairNamedInsteadIsJudged(t *testing.T) {
	plan, result := pairOfReports("建设邻里会客厅50处。", "建成社区共享空间52处。")
	row := reckon.Reconcile(plan, result, reckon.Options{}).Rows[0]
	if row.Verdict != reckon.Unreported {
		t.Fatalf("before: %s", row.Verdict)
	}
	in := &result.Indicators[0]
	ds := kept(t, reckon.Decide(row, reckon.Overruled, &reckon.Side{Document: "result.txt", Span: in.Span, Metric: in.Metric}))
	row = reckon.Reconcile(plan, result, reckon.Options{Decisions: ds}).Rows[0]
	if row.Verdict != reckon.Exceeded || row.Basis != reckon.ByNumber || row.Margin == "" {
		t.Errorf("after: %s %s %q", row.Verdict, row.Basis, row.Margin)
	}

	// The names are remembered for other years.
	plan, result = pairOfReports("新建一批公园，建设邻里会客厅60处。", "各项工作有序推进，建成社区共享空间58处。")
	if row = reckon.Reconcile(plan, result, reckon.Options{Decisions: ds}).Rows[0]; row.Verdict != reckon.Missed || row.Decided != "" {
		t.Errorf("another year: %s %s", row.Verdict, row.Decided)
	}
}

// A number that a person gave to one promise answers no other, and promises of
// which nobody decided are reckoned as before.
func TestANumberGivenToOnePromiseIsTaken(t *testing.T) {
	plan, result := pairOfReports("新建社区食堂120个。建设邻里会客厅50处。改造农村户厕8万户。", "新建社区食堂130个。改造农村户厕9万户。")
	rows := reckon.Reconcile(plan, result, reckon.Options{}).Rows
	canteens := rows[0].Result
	ds := kept(t, reckon.Decide(rows[1], reckon.Overruled, canteens), reckon.Decide(rows[2], reckon.Confirmed, nil))
	rows = reckon.Reconcile(plan, result, reckon.Options{Decisions: ds}).Rows
	if rows[0].Result != nil || rows[0].Verdict != reckon.Unreported {
		t.Errorf("the canteens are still answered: %s %+v", rows[0].Verdict, rows[0].Result)
	}
	if rows[1].Result == nil || rows[1].Result.Quote != "130个" || rows[1].Decided == "" {
		t.Errorf("the parlours: %s %+v", rows[1].Decided, rows[1].Result)
	}
	if rows[2].Verdict != reckon.Exceeded || rows[2].Decided != reckon.Confirmed {
		t.Errorf("the third: %s %s", rows[2].Verdict, rows[2].Decided)
	}
}

func TestAPersonsVerdictStands(t *testing.T) {
	plan, result := pairOfReports("建成青砧大桥。", "青砧大桥开工建设。")
	row := reckon.Reconcile(plan, result, reckon.Options{}).Rows[0]
	d := reckon.Decide(row, reckon.Confirmed, nil)
	d.Verdict, d.Note = reckon.Missed, "年底未建成"
	row = reckon.Reconcile(plan, result, reckon.Options{Decisions: kept(t, d)}).Rows[0]
	if row.Verdict != reckon.Missed || row.Reason != "年底未建成" || row.Decided != reckon.Confirmed || row.Confidence != "1" {
		t.Errorf("%s %s %s %s", row.Verdict, row.Reason, row.Decided, row.Confidence)
	}
}

func TestADecisionIsReplacedAndDropped(t *testing.T) {
	plan, result := pairOfReports("改造农村户厕8万户。", "改造农村户厕9万户。")
	row := reckon.Reconcile(plan, result, reckon.Options{}).Rows[0]
	var ds reckon.Decisions
	ds.Put(reckon.Decide(row, reckon.Overruled, nil))
	ds.Put(reckon.Decide(row, reckon.Confirmed, nil))
	if len(ds.Decisions) != 1 || ds.Decisions[0].Ruling != reckon.Confirmed {
		t.Errorf("%+v", ds.Decisions)
	}
	ds.Drop(ds.Decisions[0].Plan)
	if len(ds.Decisions) != 0 {
		t.Errorf("%+v", ds.Decisions)
	}
}

func TestFilesThatAreNoDecisions(t *testing.T) {
	for name, text := range map[string]string{
		"no JSON":       `decisions`,
		"another form":  `{"schema":"luoshi.reconcile/1"}`,
		"no such word":  `{"schema":"luoshi.decisions/1","decisions":[{"plan":{"quote":"8万户"},"ruling":"maybe"}]}`,
		"of no promise": `{"schema":"luoshi.decisions/1","decisions":[{"plan":{},"ruling":"confirmed"}]}`,
	} {
		if _, err := reckon.ParseDecisions([]byte(text)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestCarryOver(t *testing.T) {
	plan, result := pairOfReports("改造农村户厕8万户。新建公园5个。新建学校12所。", "改造农村户厕7万户。新建公园6个。")
	list := reckon.CarryOver(reckon.Reconcile(plan, result, reckon.Options{}))
	if len(list) != 2 {
		t.Fatalf("%d carried over, want the missed and the unreported", len(list))
	}
	if list[0].Row.Verdict != reckon.Missed || list[0].Rest != "1万户" {
		t.Errorf("first: %s, %q to do", list[0].Row.Verdict, list[0].Rest)
	}
	if list[1].Row.Verdict != reckon.Unreported || list[1].Title != "新建学校12所" || list[1].Rest != "" {
		t.Errorf("second: %s %q %q", list[1].Row.Verdict, list[1].Title, list[1].Rest)
	}
	for _, none := range []struct{ promise, result string }{
		{"固定资产投资增长7%。", "固定资产投资增长5%。"},
		{"改造农村户厕8万户。", "改造农村户厕完成年计划的96%。"},
	} {
		p, r := pairOfReports(none.promise, none.result)
		for _, c := range reckon.CarryOver(reckon.Reconcile(p, r, reckon.Options{}), reckon.Missed) {
			if c.Rest != "" {
				t.Errorf("%s: %q to do, which cannot be said", none.promise, c.Rest)
			}
		}
	}
	p, r := pairOfReports("改造农村户厕80000户。", "改造农村户厕79999户。")
	if c := reckon.CarryOver(reckon.Reconcile(p, r, reckon.Options{})); len(c) != 1 || c[0].Rest != "1户" {
		t.Errorf("%+v, want 1户 to do", c)
	}
	p, r = pairOfReports("改造农村户厕8万户。", "改造农村户厕9万户。")
	if c := reckon.CarryOver(reckon.Reconcile(p, r, reckon.Options{}), reckon.Exceeded); len(c) != 1 || c[0].Rest != "" {
		t.Errorf("%+v, want nothing to do", c)
	}
	if all := reckon.CarryOver(reckon.Reconcile(plan, result, reckon.Options{}), reckon.Exceeded); len(all) != 1 {
		t.Errorf("%d exceeded", len(all))
	}
}
