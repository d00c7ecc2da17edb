package intake_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/luoshi-project/luoshi/internal/intake"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reckon"
	"github.com/luoshi-project/luoshi/workday"
)

func TestFromCarryOver(t *testing.T) {
	side := func(kind, id, deadline string) reckon.Side {
		return reckon.Side{Kind: kind, ID: id, Span: reader.Span{Start: 5, End: 9, Quote: "12处"}, Deadline: deadline}
	}
	count := side("indicator", "i1", "2025-12-31")
	count.Metric, count.Value, count.Unit, count.Comparator = "口袋公园", "12", "处", ">="
	carried := []reckon.Carried{
		{Row: reckon.Row{Plan: count}, Title: "建成口袋公园12处", Text: "年底前建成口袋公园12处"},
		{Row: reckon.Row{Plan: side("action", "a2", "2027-06-30")}, Title: "建成大桥", Text: "建成大桥"},
	}
	source := func(item string) ledger.Source {
		return ledger.Source{Kind: ledger.FromDocument, Document: "h", Name: "2025.txt", From: 5, To: 9, Item: item}
	}
	want := []ledger.Matter{
		{
			Title: "建成口袋公园12处", Text: "年底前建成口袋公园12处", List: "2025年结转", Regime: "work-report", Source: source("i1"), Assigning: "city",
			Indicators: []ledger.Indicator{{ID: "i1", Name: "口袋公园", Unit: "处", Target: "12", Compare: ">="}},
		},
		{
			Title: "建成大桥", Text: "建成大桥", List: "2025年结转", Regime: "work-report", Source: source("a2"), Assigning: "city",
			Deadline: workday.Date{Year: 2027, Month: 6, Day: 30},
		},
	}
	rec := &reckon.Reconciliation{Year: 2025, Plan: "2025.txt"}
	if diff := cmp.Diff(want, intake.FromCarryOver(rec, carried, "h", ledger.Matter{Assigning: "city"})); diff != "" {
		t.Error(diff)
	}
}
