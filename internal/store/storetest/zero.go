package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// toZero brings a matter from where it is to cleared, a day at a time.
func (w *World) toZero(id string) ledger.View {
	w.T.Helper()
	for range 400 {
		v, err := w.Service.Matter(context.Background(), "office", id)
		if err != nil {
			w.T.Fatal(err)
		}
		if v.State.Status == ledger.Cleared {
			return v
		}
		c, by := onward(&v), "office"
		switch c.(type) {
		case ledger.Sign, ledger.SubmitReport, ledger.ApplyClose:
			by = "plan-manager"
		}
		if _, err := w.Service.Do(context.Background(), by, id, v.State.Version, c); err != nil {
			var e *ledger.Error
			if _, review := c.(ledger.Review); !review || !errors.As(err, &e) || e.Code != ledger.Forbidden {
				w.T.Fatalf("%T: %v", c, err)
			}
			w.Do("mayor", id, c) // the regime wants the leader in charge to review
		}
		w.Clock.Time = w.Clock.Time.Add(20 * time.Hour)
	}
	w.T.Fatal("it does not come to an end")
	return ledger.View{}
}

// everyRegime lives a matter from docketing to zero under each shipped regime,
// and once more after it was reopened, due on the day the office set.
func everyRegime(t *testing.T, open Opener) {
	library, err := deadline.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	w := New(t, open)
	for _, r := range library.All() {
		for _, complex := range []bool{false, true} {
			m := Matter(r.Title.ZH)
			m.Regime, m.Complex = r.Ref(), complex
			if r.ID == "milestone" {
				m.Deadline = workday.DateOf(w.Clock.Time).AddDays(90)
			}
			s, err := w.Service.Docket(context.Background(), "office", m, false)
			if err != nil {
				t.Fatal(err)
			}
			w.Do("office", s.ID, ledger.Assign{Lead: "plan", Cooperating: []string{"road"}})
			if len(r.Nodes) > 0 {
				w.Do("office", s.ID, ledger.SetPlan{Nodes: []ledger.Node{{ID: r.Nodes[0].ID, Date: workday.DateOf(w.Clock.Time).AddDays(30)}}})
			}
			v := w.toZero(s.ID)
			same(t, r.Ref()+": graded", v.State.Grade, ledger.Good)
			same(t, r.Ref()+": light", v.Light.State, deadline.Done)
			w.Do("office", s.ID, ledger.LookBack{Finding: "反弹"})
			until := workday.DateOf(w.Clock.Time).AddDays(15)
			w.Do("office", s.ID, ledger.Reopen{Reason: "反弹", Until: until})
			v, err = w.Service.Matter(context.Background(), "office", s.ID)
			if err != nil {
				t.Fatal(err)
			}
			again := false
			for i := range v.Schedule.Lead {
				d := &v.Schedule.Lead[i]
				again = again || d.Met.IsZero() && d.Date == until && d.Stage.Kind == deadline.KindResult
			}
			if !again || v.Light.Due == nil {
				t.Errorf("%s, complex %v: reopened until %v, but nothing is due then: %s", r.Ref(), complex, until, v.Light.Reason(deadline.English))
			}
			w.toZero(s.ID)
		}
	}
}

// atOnce has two people take a step on the same version at the same moment: one
// is first, the other is told what the first did.
func atOnce(t *testing.T, open Opener) {
	w := New(t, open)
	ctx := context.Background()
	other := ledger.New(w.Store, ledger.Options{})
	s := w.Docket("同时改动", "plan")
	for range 10 {
		seen := s.Version
		type outcome struct {
			state ledger.State
			err   error
		}
		done := make(chan outcome)
		for by, service := range map[string]*ledger.Service{"office": w.Service, "plan-chief": other} {
			go func() {
				state, err := service.Do(ctx, by, s.ID, seen, ledger.Comment{Text: by})
				done <- outcome{state, err}
			}()
		}
		var first, second *outcome
		for range 2 {
			o := <-done
			if o.err == nil {
				first = &o
			} else {
				second = &o
			}
		}
		if first == nil || second == nil {
			t.Fatalf("first %+v, second %+v: one of two must come first", first, second)
		}
		e := code(t, second.err, ledger.Conflict)
		if len(e.Since) != 1 || e.Since[0].Number != first.state.Version || e.Since[0].Kind != ledger.KindCommented {
			t.Fatalf("told %+v", e.Since)
		}
		s = first.state
	}
	same(t, "versions", s.Version, 3+10)
}
