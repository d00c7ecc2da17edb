package intake_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/intake"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/workday"
)

// An action becomes a draft that points at its characters; the best suggested
// unit that the office has is taken, and only what is still to be reached is a
// goal.
func TestFromReport(t *testing.T) {
	org, err := access.New(access.Chart{Units: []access.Unit{{ID: "city", Name: "甲市政府"}, {ID: "zjj", Name: "市住建局", Parent: "city"}}})
	if err != nil {
		t.Fatal(err)
	}
	rep := &reader.Report{
		Indicators: []reader.Indicator{
			{ID: "i1", Status: "target", Value: "12", Unit: "处", Metric: "口袋公园", Comparator: ">="},
			{ID: "i2", Status: "actual", Value: "9", Unit: "处", Metric: "口袋公园"},
			{ID: "i3", Status: "target", Value: "35", Unit: "微克/立方米", Metric: "浓度", Comparator: "=", Direction: "down"},
			{ID: "i4", Status: "target", Value: "3", Unit: "%", Metric: "能耗", Comparator: "~", Direction: "down", Measure: "growth"},
		},
		Actions: []reader.Action{
			{
				ID: "a1", Span: reader.Span{Start: 5, End: 15, Quote: "年底前建成口袋公园12处"}, Kind: "livelihood", Title: "建成口袋公园12处",
				Deadline: "2026-12-31", Indicators: []string{"i1", "i2", "i3", "i4"},
				LeadSuggestions: []reader.LeadSuggestion{{Unit: "市园林局"}, {Unit: "市住建局"}},
			},
			{ID: "a2", Span: reader.Span{Start: 20, End: 24, Quote: "深化改革"}, Kind: "reform"},
		},
	}
	rep.Document.Title = "甲市政府工作报告"
	base := ledger.Matter{Assigning: "city", InCharge: "city/leader"}
	source := func(from, to int, item string) ledger.Source {
		return ledger.Source{Kind: ledger.FromDocument, Document: "h", Name: "甲市政府工作报告", From: from, To: to, Item: item}
	}
	want := []ledger.Matter{
		{
			Title: "建成口袋公园12处", Text: "年底前建成口袋公园12处", Source: source(5, 15, "a1"), List: "民生实事", Regime: "livelihood",
			Assigning: "city", InCharge: "city/leader", Suggested: "zjj", Deadline: workday.Date{Year: 2026, Month: 12, Day: 31},
			Indicators: []ledger.Indicator{
				{ID: "i1", Name: "口袋公园", Unit: "处", Target: "12", Compare: ">="},
				{ID: "i3", Name: "浓度", Unit: "微克/立方米", Target: "35", Compare: "<="},
				{ID: "i4", Name: "能耗降幅", Unit: "%", Target: "3", Compare: ">=", About: true}, // 左右
			},
		},
		{
			Title: "深化改革", Text: "深化改革", Source: source(20, 24, "a2"), List: "重大改革", Regime: "reform",
			Assigning: "city", InCharge: "city/leader",
		},
	}
	if diff := cmp.Diff(want, intake.FromReport(rep, "h", org, base)); diff != "" {
		t.Error(diff)
	}
	base.Regime, base.List = "13710", "督办"
	for _, m := range intake.FromReport(rep, "h", org, base) {
		if m.Regime != "13710" || m.List != "督办" {
			t.Errorf("%s runs under %s on %s", m.Title, m.Regime, m.List)
		}
	}
}
