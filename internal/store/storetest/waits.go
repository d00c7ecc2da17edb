package storetest

import (
	"context"
	"testing"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

func waits(t *testing.T, open Opener) {
	w := New(t, open)
	ctx := context.Background()
	s, err := w.Service.Docket(ctx, "office", Matter("甲"), false)
	if err != nil {
		t.Fatal(err)
	}
	waiting := func(when string, want ledger.Wait) {
		t.Helper()
		for _, one := range ledger.Waits() {
			_, total := w.List("office", ledger.Query{Waits: []ledger.Wait{one}})
			same(t, when+", "+string(one), total == 1, one == want)
		}
	}
	waiting("docketed", ledger.WaitsAssign)
	w.Do("office", s.ID, ledger.Assign{Lead: "plan"})
	waiting("assigned", "")
	w.Do("plan-handler", s.ID, ledger.Sign{})
	w.Do("plan-handler", s.ID, ledger.SubmitReport{Key: "1", Says: map[string]string{"arrangement": "已部署"}})
	waiting("reported", ledger.WaitsReview)
	w.Do("office", s.ID, ledger.Review{Keys: []string{"1"}, Verdict: ledger.Accept})
	waiting("reviewed", "")
}
