package storetest

import (
	"context"
	"testing"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

func sweep(t *testing.T, open Opener) {
	w := New(t, open)
	ctx := context.Background()
	s := w.Docket("甲", "plan")
	told := func(person string) map[string]int {
		list, err := w.Service.Notices(ctx, person, true, 100)
		if err != nil {
			t.Fatal(err)
		}
		kinds := map[string]int{}
		for _, n := range list {
			kinds[n.Kind]++
		}
		return kinds
	}
	same(t, "told of the assignment", told("plan-handler"), map[string]int{"assigned": 1})
	for _, now := range []string{"2026-02-02 09:00", "2026-02-02 09:01", "2026-02-02 18:01", "2026-02-02 18:02", "2026-02-04 18:30", "2026-02-09 18:30"} {
		w.Clock.Time = At(t, now)
		for range 2 {
			if _, err := w.Service.Sweep(ctx, 100); err != nil {
				t.Fatal(err)
			}
		}
	}
	got := told("plan-handler")
	same(t, "each of three things due: soon once, late once", []int{got["due_soon"], got["late"]}, []int{3, 3})
	if got["escalated"] == 0 {
		t.Errorf("told %v", got)
	}
	view, err := w.Service.Matter(ctx, "office", s.ID)
	if err != nil {
		t.Fatal(err)
	}
	var levels []string
	for _, e := range view.State.Escalated {
		levels = append(levels, e.Level)
	}
	same(t, "escalated", levels, []string{"blue", "orange", "red"})
	same(t, "the leader is told", told("mayor")["escalated"], 1)
	list, err := w.Service.Notices(ctx, "mayor", true, 1)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if err := w.Service.MarkRead(ctx, "mayor", []int64{list[0].ID}); err != nil {
		t.Fatal(err)
	}
	same(t, "read", told("mayor")["escalated"], 0)
}

// Nobody sweeps for days, and a step is taken meanwhile: what has become late by
// then is told all the same. A cooperating unit is reminded of its own part alone.
func caughtUp(t *testing.T, open Opener) {
	w := New(t, open)
	ctx := context.Background()
	m := Matter("建议")
	m.Regime = "suggestion"
	s, err := w.Service.Docket(ctx, "office", m, false)
	if err != nil {
		t.Fatal(err)
	}
	w.Do("office", s.ID, ledger.Assign{Lead: "plan", Cooperating: []string{"road"}})
	w.Do("plan-handler", s.ID, ledger.Sign{})
	w.Clock.Time = At(t, "2026-06-15 10:00")
	w.Do("plan-handler", s.ID, ledger.Comment{Text: "仍在办理"})
	for range 2 {
		if _, err := w.Service.Sweep(ctx, 100); err != nil {
			t.Fatal(err)
		}
	}
	for person, want := range map[string]int{"plan-handler": 1, "road-handler": 1, "office": 2} {
		list, err := w.Service.Notices(ctx, person, true, 100)
		if err != nil {
			t.Fatal(err)
		}
		late := 0
		for _, n := range list {
			if n.Kind == "late" {
				late++
			}
		}
		same(t, person+" is told of what is late", late, want)
	}
}
