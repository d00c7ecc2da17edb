package storetest

import (
	"slices"
	"testing"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

// Asked makes matters that ask different things of the head of their unit.
func Asked(w *World) {
	w.T.Helper()
	w.Docket("新的", "plan", "road")
	passed := w.Docket("批转了的", "plan")
	w.Do("plan-handler", passed.ID, ledger.Sign{})
	w.Do("plan-manager", passed.ID, ledger.Pass{Unit: "plan-1"})
	w.Docket("下面没有科室", "road", "plan-1")
	ends := w.Docket("只欠结果", "plan")
	w.Do("plan-handler", ends.ID, ledger.Sign{})
	for _, key := range []string{"1", "3"} {
		w.Do("plan-handler", ends.ID, ledger.SubmitReport{Key: key, Says: map[string]string{
			"arrangement": "已部署", "measures": "排工期", "progress": "开工",
		}})
	}
}

// Each matter asks for one thing. It asks to be passed on until somebody inside
// has it: a unit that cooperates does not, and some units have nobody below them.
func asks(t *testing.T, open Opener) {
	w := New(t, open)
	Asked(w)
	check := func(q ledger.Query, want ...string) {
		t.Helper()
		titles, total := w.List("office", q)
		if slices.Sort(titles); !slices.Equal(titles, want) || total != len(want) {
			t.Errorf("%v: %v, %d in all; want %v", q.Asks, titles, total, want)
		}
	}
	check(ledger.Query{Asks: ledger.AsksPass}, "新的")
	check(ledger.Query{Asks: ledger.AsksClose}, "只欠结果")
	check(ledger.Query{Asks: ledger.AsksReport}, "下面没有科室", "批转了的")
	check(ledger.Query{Asks: ledger.AsksReport, Units: []string{"road"}}, "下面没有科室")
	check(ledger.Query{Asks: ledger.AsksPass, Units: []string{"road"}})
}
