package export

import (
	"testing"

	"github.com/luoshi-project/luoshi/reckon"
)

// A promise whose clause holds the numbers of others says which is its own.
func TestEachPromiseOfAClauseShowsItsNumber(t *testing.T) {
	side := func(metric, quote, clause string) reckon.Row {
		s := reckon.Side{Kind: "indicator", Metric: metric, Clause: clause}
		s.Quote = quote
		return reckon.Row{Plan: s, Verdict: reckon.Unreported}
	}
	both := "新建社区食堂120个、社区书屋200个"
	g := reconciliationGrid(&reckon.Reconciliation{Rows: []reckon.Row{
		side("社区食堂", "120个", both), side("社区书屋", "200个", both), side("养老驿站", "300处", "新建养老驿站300处"),
	}})
	for i, want := range []string{"社区食堂120个：" + both, "社区书屋200个：" + both, "新建养老驿站300处"} {
		if got := g.rows[i].cells[1]; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
