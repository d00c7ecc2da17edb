package storetest

import (
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// histories lives matters through at random and compares, at the end, what the
// store gives back with what each step returned.
func histories(t *testing.T, open Opener) {
	w := New(t, open)
	ctx := context.Background()
	random := rand.New(rand.NewPCG(13, 710))
	last := map[string]ledger.State{}
	var ids []string
	content := says("arrangement", "a", "measures", "b", "progress", "c", "result", "d", "reason", "e")
	people := []string{"office", "mayor", "plan-manager", "plan-handler", "road-manager", "east-manager"}
	for range 12 {
		s := w.Docket("随机事项", []string{"plan", "road", "east"}[random.IntN(3)], "hill")
		ids, last[s.ID] = append(ids, s.ID), s
	}
	steps := 0
	for range 1500 {
		w.Clock.Time = w.Clock.Time.Add(time.Duration(random.IntN(40)) * time.Minute)
		id := ids[random.IntN(len(ids))]
		s := last[id]
		until := workday.DateOf(w.Clock.Time).AddDays(random.IntN(20))
		commands := []ledger.Command{
			ledger.Sign{},
			ledger.Return{Reason: "r", Suggested: "road"},
			ledger.Assign{Lead: "plan"},
			ledger.Chase{},
			ledger.SubmitReport{Key: "1", Says: content},
			ledger.SubmitReport{Key: "3", Says: content},
			ledger.AskExtension{Key: "7", Until: until, Says: content},
			ledger.DecideExtension{Grant: true},
			ledger.DecideExtension{Note: "n"},
			ledger.Pause{Reason: "p"},
			ledger.Resume{},
			ledger.ApplyClose{Says: content},
			ledger.Clear{},
			ledger.LookBack{Holds: true, Finding: "f"},
			ledger.Review{Keys: []string{"1", "3"}, Closing: s.Closing != "", Verdict: ledger.Accept},
			ledger.Comment{Text: "c"},
			ledger.Review{Keys: []string{"1", "3"}, Closing: true, Verdict: ledger.Accept, Grade: ledger.Good},
			ledger.Reopen{Reason: "r", Until: until},
			ledger.Transfer{Lead: "east", Reason: "r"},
		}
		by := people[random.IntN(len(people))]
		if random.IntN(2) == 0 {
			by = s.Lead + "-manager"
		}
		next, err := w.Service.Do(ctx, by, id, s.Version, commands[random.IntN(len(commands))])
		var refusal *ledger.Error
		switch {
		case err == nil:
			last[id] = next
			steps++
		case !errors.As(err, &refusal) || refusal.Code == ledger.Unavailable || refusal.Code == ledger.Conflict:
			t.Fatal(err)
		}
	}
	if steps < 60 {
		t.Errorf("only %d steps were allowed: the test proves too little", steps)
	}
	stillOpen := 0
	for _, id := range ids {
		view, err := w.Service.Matter(ctx, "office", id)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(view.State, last[id]) {
			t.Errorf("read\n%+v\nwritten\n%+v", view.State, last[id])
		}
		if view.State.Open() {
			stillOpen++
		}
	}
	_, total := w.List("office", ledger.Query{Open: true})
	same(t, "every matter is cleared or listed open", total, stillOpen)
}
