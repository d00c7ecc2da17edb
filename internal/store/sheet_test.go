package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/simulate"
	"github.com/luoshi-project/luoshi/internal/store/storetest"
	"github.com/luoshi-project/luoshi/workday"
)

// TestConformanceHeld runs the suite on stores that hold what lists filter by.
func TestConformanceHeld(t *testing.T) {
	for engine, name := range engines {
		t.Run(engine, func(t *testing.T) {
			storetest.Run(t, func(t testing.TB, clock *storetest.Clock) ledger.Store {
				s := openStore(t, name(t), clock)
				hold(t, s)
				return s
			})
		})
	}
}

func hold(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Hold(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// drawn is a query made up at random of what a simulated province has.
func drawn(r *rand.Rand) ledger.Query {
	pick := func(words ...string) []string { return words[:r.IntN(len(words)+1)] }
	maybe := func(f func()) {
		if r.IntN(4) == 0 {
			f()
		}
	}
	q := ledger.Query{Limit: 1 + r.IntN(30), Page: r.IntN(4), NoTotal: r.IntN(3) == 0, Open: r.IntN(3) == 0}
	maybe(func() { q.Units = pick("province-d1", "city1-d2", "city2", "city3-county1-d4", "nowhere") })
	maybe(func() { q.Lights = []deadline.State{deadline.States()[r.IntN(len(deadline.States()))], deadline.Done} })
	maybe(func() { q.Colours = []deadline.Colour{deadline.Red, deadline.Yellow}[:1+r.IntN(2)] })
	maybe(func() { q.Statuses = []ledger.Status{ledger.Handling, ledger.Closing, ledger.Assigned}[:1+r.IntN(3)] })
	maybe(func() { q.Lists = pick("热线工单", "民生实事") })
	maybe(func() { q.InCharge = "city1/leader" })
	maybe(func() { q.Source = ledger.FromHotline })
	maybe(func() { q.Document = "abc" })
	maybe(func() { q.Numbers = []string{"2026-00001", "2026-00007", "2026-00300", "no such"}[r.IntN(4):] })
	maybe(func() { q.Parent = "m00000001" })
	maybe(func() { q.Waits = []ledger.Wait{ledger.WaitsReview, ledger.WaitsClosing}[:1+r.IntN(2)] })
	maybe(func() { q.Asks, q.Parted = ledger.Asks()[r.IntN(3)], pick("city1-d2", "city2-d1", "province-d1") })
	maybe(func() { q.DueFrom = time.Date(2026, 3, 1+r.IntN(60), 0, 0, 0, 0, time.UTC) })
	maybe(func() { q.DueTo = time.Date(2026, 5, 1+r.IntN(90), 0, 0, 0, 0, time.UTC) })
	maybe(func() { q.SoonTo = time.Date(2026, 5, 1+r.IntN(90), 0, 0, 0, 0, time.UTC) })
	maybe(func() { q.Text = []string{"公园", "老旧小区改造", "3处", "，", "改造 推进"}[r.IntN(5)] })
	maybe(func() {
		q.Seen = &ledger.Seen{Units: pick("city1", "city1-d1", "city1-d2", "city1-d1-a"), Seats: pick("city1/leader", "province/leader")}
	})
	orders := ledger.Orders()
	q.Order = orders[r.IntN(len(orders))]
	return q
}

// TestHeldListsAreThoseOfTheDatabase asks both, while others write.
func TestHeldListsAreThoseOfTheDatabase(t *testing.T) {
	for engine, name := range engines {
		t.Run(engine, func(t *testing.T) {
			ctx := t.Context()
			clock := &simulate.Clock{}
			file := name(t)
			open := func() *Store {
				s, err := Open(ctx, file, Options{Clock: clock.Now})
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = s.Close() })
				return s
			}
			other, held := open(), open()
			year := simulate.Options{Matters: 150, Seed: 3, From: workday.Date{Year: 2026, Month: 1, Day: 1}, To: workday.Date{Year: 2026, Month: 5, Day: 31}}
			hold(t, held) // an empty ledger
			if _, err := simulate.Run(ctx, other, clock, year); err != nil {
				t.Fatal(err)
			}
			service := ledger.New(other, ledger.Options{})
			random := rand.New(rand.NewPCG(1, 2))
			used := 0
			for round := range 60 {
				meanwhile(t, service, round)
				for range 10 {
					q := drawn(random)
					by := []ledger.Group{"", ledger.ByLead, ledger.ByList, ledger.ByInCharge}[random.IntN(4)]
					want, got := answered(t, other, q, by), answered(t, held, q, by)
					if !reflect.DeepEqual(got, want) {
						t.Fatalf("%+v by %q:\ngot  %+v\nwant %+v", q, by, got, want)
					}
				}
				held.sheets.mu.RLock()
				if held.sheets.held != nil {
					used++
				}
				held.sheets.mu.RUnlock()
			}
			if used != 60 {
				t.Errorf("the sheet was held for %d of 60 rounds", used)
			}
		})
	}
}

// TestHeldListsAreReadWhileOthersWrite is for the race detector, and holds a
// reader to what was written before it asked.
func TestHeldListsAreReadWhileOthersWrite(t *testing.T) {
	ctx := t.Context()
	clock := &simulate.Clock{}
	s, err := Open(ctx, engines["sqlite"](t), Options{Clock: clock.Now, Server: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	day := workday.Date{Year: 2026, Month: 1, Day: 5}
	if _, err := simulate.Run(ctx, s, clock, simulate.Options{Matters: 20, Seed: 3, From: day, To: day}); err != nil {
		t.Fatal(err)
	}
	hold(t, s)
	service := ledger.New(s, ledger.Options{})
	var all sync.WaitGroup
	for writer := range 3 {
		all.Go(func() {
			list := fmt.Sprint("list ", writer)
			for n := range 10 {
				m := ledger.Matter{Title: "新建公园", Text: "公园", Regime: "13710", Assigning: "city1", List: list}
				if _, err := service.Docket(ctx, "city1-office", m, false); err != nil {
					t.Error(err)
					return
				}
				page, err := service.List(ctx, "office", ledger.Query{Lists: []string{list}, Text: "公园", Limit: 50})
				if err != nil || page.Total != n+1 || len(page.Rows) != n+1 {
					t.Errorf("%s: total %d, %d rows after %d were docketed: %v", list, page.Total, len(page.Rows), n+1, err)
				}
			}
		})
	}
	all.Wait()
}

// meanwhile changes something: the office comments on, amends and dockets matters.
func meanwhile(t *testing.T, service *ledger.Service, round int) {
	t.Helper()
	ctx := t.Context()
	_, err := service.Do(ctx, "province-leader", fmt.Sprintf("m%08d", 1+round%150), ledger.Any, ledger.Comment{Text: "请抓紧"})
	if err != nil && ledger.CodeOf(err) != ledger.Forbidden && ledger.CodeOf(err) != ledger.Invalid && ledger.CodeOf(err) != ledger.Conflict {
		t.Fatal(err)
	}
	if round%5 > 0 {
		return
	}
	m := ledger.Matter{Title: fmt.Sprintf("新建公园%d处", round), Text: "公园", Regime: "13710", Assigning: "city1", List: "民生实事", InCharge: "city1/leader"}
	s, err := service.Docket(ctx, "city1-office", m, false)
	if err == nil && round%2 == 0 {
		_, err = service.Do(ctx, "city1-office", s.ID, ledger.Any, ledger.Assign{Lead: "city1-d2", Cooperating: []string{"city1-d1"}})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// asked is all that a store answers to a query.
type asked struct {
	page   ledger.Page
	counts []ledger.Tally
}

func answered(t *testing.T, s *Store, q ledger.Query, by ledger.Group) asked {
	t.Helper()
	var a asked
	err := s.View(t.Context(), func(tx ledger.Reader) (err error) {
		if a.page, err = tx.List(q); err != nil {
			return err
		}
		a.counts, err = tx.Tally(q, by)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	// The engines sort words differently.
	slices.SortStableFunc(a.counts, func(x, y ledger.Tally) int {
		if x.Key < y.Key {
			return -1
		}
		if x.Key > y.Key {
			return 1
		}
		return 0
	})
	return a
}
