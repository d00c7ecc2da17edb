package simulate_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/luoshi-project/luoshi/internal/audit"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/simulate"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/luoshi-project/luoshi/workday"
)

var year = simulate.Options{
	Matters: 400, Seed: 7,
	From: workday.Date{Year: 2026, Month: 1, Day: 1}, To: workday.Date{Year: 2026, Month: 12, Day: 31},
}

func run(t *testing.T, o simulate.Options) (simulate.Result, *store.Store) {
	t.Helper()
	ctx := context.Background()
	clock := &simulate.Clock{}
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "sim.db"), store.Options{Clock: clock.Now, Forward: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	r, err := simulate.Run(ctx, s, clock, o)
	if err != nil {
		t.Fatal(err)
	}
	return r, s
}

// A year holds enough of everything, few steps are refused, and each matter ends
// cleared or is listed open.
func TestYear(t *testing.T) {
	ctx := context.Background()
	r, s := run(t, year)
	if r.Matters != year.Matters || r.Open+r.Cleared != r.Matters {
		t.Errorf("%d matters, %d open, %d cleared", r.Matters, r.Open, r.Cleared)
	}
	for what, n := range map[string]int{
		"late": r.Late, "escalated": r.Escalated, "returned": r.Returned, "extended": r.Extended,
		"transferred": r.Transferred, "paused": r.Paused,
	} {
		if 20*n < r.Matters {
			t.Errorf("only %d of %d matters were %s", n, r.Matters, what)
		}
	}
	if r.Events < 10*int64(r.Matters) {
		t.Errorf("only %d events", r.Events)
	}
	if 100*r.Refused > 5*r.Matters {
		t.Errorf("%d steps were refused: the city does not live by the rules", r.Refused)
	}
	regimes, told := map[string]bool{}, map[string]uint16{}
	parts, kept := 0, map[string]bool{}
	err := s.View(ctx, func(tx ledger.Reader) error {
		return tx.EventsFrom(1, func(e ledger.Event) error {
			switch b := e.Body.(type) {
			case ledger.DocketedBody:
				regimes[b.Matter.Regime] = true
				if b.Matter.Parent != "" {
					parts++
					kept[b.Matter.Parent] = true
				}
			case ledger.ReturnedBody, ledger.ExtendedBody, ledger.PausedBody:
				told[e.Stream+string(e.Kind)]++
			}
			return nil
		})
	})
	if err != nil || len(told) != r.Returned+r.Extended+r.Paused {
		t.Errorf("regimes %v, %d marks in the ledger, %d counted: %v", regimes, len(told), r.Returned+r.Extended+r.Paused, err)
	}
	shipped, err := deadline.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range shipped.All() {
		if !regimes[r.Ref()] {
			t.Errorf("no matter lives under %s", r.Ref())
		}
	}
	if len(kept) < 2 || parts <= len(kept) {
		t.Errorf("%d matters are worked out in %d parts", len(kept), parts)
	}
	service := ledger.New(s, ledger.Options{})
	open, err := service.List(ctx, "office", ledger.Query{Open: true})
	if err != nil || open.Total != r.Open {
		t.Errorf("%d are listed open, want %d: %v", open.Total, r.Open, err)
	}
	err = s.Chain(ctx, func(next func() (audit.Entry, error), claims audit.Claims) error {
		verified, err := audit.Verify(next, claims, "")
		if verified.Fault != nil || verified.Seq != r.Seq || verified.Hash.String() != r.Hash.String() {
			t.Errorf("the chain ends in %+v", verified)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The same seed gives the same chain; another seed another.
func TestSeed(t *testing.T) {
	short := year
	short.Matters, short.To = 30, short.From.AddDays(40)
	first, _ := run(t, short)
	again, _ := run(t, short)
	if diff := cmp.Diff(first, again); diff != "" {
		t.Error(diff)
	}
	short.Seed++
	if other, _ := run(t, short); other.Hash.String() == first.Hash.String() {
		t.Error("another seed gave the same chain")
	}
}

func TestOptions(t *testing.T) {
	for name, change := range map[string]func(*simulate.Options){
		"no matters":   func(o *simulate.Options) { o.Matters = 0 },
		"ends early":   func(o *simulate.Options) { o.To = o.From.AddDays(-1) },
		"no first day": func(o *simulate.Options) { o.From = workday.Date{} },
		"too long":     func(o *simulate.Options) { o.To = o.From.AddMonths(12 * 30) },
	} {
		o := year
		change(&o)
		if o.Check() == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
