package store

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/luoshi-project/luoshi/internal/circular"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/simulate"
	"github.com/luoshi-project/luoshi/workday"
)

// folded is a circular made the long way: every matter folded from its events.
func folded(t *testing.T, s *Store, rules *ledger.Rules, first workday.Date, at time.Time) *circular.Circular {
	t.Helper()
	made := circular.Begin(first, at)
	err := s.View(t.Context(), func(tx ledger.Reader) error {
		ids, err := tx.Matters("", 1_000_000)
		if err != nil {
			return err
		}
		for _, id := range ids {
			events, err := tx.Events(id, 0)
			if err != nil {
				return err
			}
			events = slices.DeleteFunc(events, func(e ledger.Event) bool { return e.At.After(at) })
			if len(events) == 0 {
				continue
			}
			state := ledger.Fold(id, events)
			it, ok, err := circular.NewItem(&state, rules, at)
			if err != nil {
				return err
			}
			if ok {
				made.Add(&it)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return made.Circular()
}

// A circular that reads the ends of months says what one says that folds every
// matter, of every month and of days within them, also after a notice of holidays
// has moved dates of finished matters, and made anew from the events.
func TestACircularOfMonthEndsIsThatOfTheEvents(t *testing.T) {
	for engine, name := range engines {
		t.Run(engine, func(t *testing.T) {
			ctx := t.Context()
			file, clock := name(t), &simulate.Clock{}
			open := func(now func() time.Time) *Store {
				s, err := Open(ctx, file, Options{Clock: now})
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = s.Close() })
				return s
			}
			s := open(clock.Now)
			year := simulate.Options{Matters: 250, Seed: 5, From: workday.Date{Year: 2026, Month: 8, Day: 1}, To: workday.Date{Year: 2027, Month: 1, Day: 31}}
			if _, err := simulate.Run(ctx, s, clock, year); err != nil {
				t.Fatal(err)
			}
			later := year.To.AddDays(3).At(9 * time.Hour)
			service := ledger.New(open(func() time.Time { return later }), ledger.Options{})
			compare := func(when string) {
				t.Helper()
				rules, err := service.Rules(ctx)
				if err != nil {
					t.Fatal(err)
				}
				for n := range 8 {
					first := year.From.AddMonths(n - 1)
					for _, at := range []time.Time{first.AddDays(11).At(15 * time.Hour), first.EndOfMonth().At(24*time.Hour - time.Second)} {
						m, err := circular.Of(ctx, service, "office", ledger.Query{}, first, at)
						if err != nil {
							t.Fatal(err)
						}
						if diff := cmp.Diff(folded(t, s, rules, first, at), m.Circular()); diff != "" {
							t.Fatalf("%s, %s as of %s: the events say -, the ends of months +\n%s", when, first, at, diff)
						}
					}
				}
			}
			compare("as it was lived")
			table := "2027-01-01\t元旦\toff\t2027\n2027-01-04\t元旦\toff\t2027\n2027-01-05\t元旦\toff\t2027\n2027-05-01\t劳动节\toff\t2027\n2027-10-01\t国庆节\toff\t2027\n"
			if moved, err := service.AdoptNotice(ctx, "admin", []byte(table), ""); err != nil || moved == 0 {
				t.Fatal(moved, err)
			}
			compare("after a notice")
			if _, err := service.Rebuild(ctx); err != nil {
				t.Fatal(err)
			}
			compare("made anew")
		})
	}
}

// Migration 11 tells the ends of months from the events.
func TestTheMonthEndsOfAnEarlierLedgerAreTold(t *testing.T) {
	for engine, name := range engines {
		t.Run(engine, func(t *testing.T) {
			ctx := t.Context()
			where, clock := name(t), &simulate.Clock{}
			open := func() *Store {
				s, err := Open(ctx, where, Options{Clock: clock.Now})
				if err != nil {
					t.Fatal(err)
				}
				return s
			}
			s := open()
			year := simulate.Options{Matters: 60, Seed: 6, From: workday.Date{Year: 2026, Month: 1, Day: 1}, To: workday.Date{Year: 2026, Month: 4, Day: 30}}
			if _, err := simulate.Run(ctx, s, clock, year); err != nil {
				t.Fatal(err)
			}
			read := func(s *Store) []string {
				var all []string
				err := s.View(ctx, func(tx ledger.Reader) error {
					for month := 202601; month <= 202604; month++ {
						err := tx.Months(ledger.Query{}, month, func(m *ledger.Month) error {
							all = append(all, fmt.Sprintf("%d %+v", month, *m))
							return nil
						})
						if err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
				slices.Sort(all)
				return all
			}
			want := read(s)
			if len(want) < 60 {
				t.Fatalf("%d ends of months", len(want))
			}
			for _, q := range []string{"DELETE FROM goose_db_version WHERE version_id >= 11", "DROP TABLE months", "ALTER TABLE listing DROP COLUMN asks"} {
				if err := s.exec(context.Background(), q); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			later := open()
			defer func() { _ = later.Close() }()
			if diff := cmp.Diff(want, read(later)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
