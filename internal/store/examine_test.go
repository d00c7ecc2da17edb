package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store/storetest"
)

// Whatever is altered in the lists is found, and mended by making them anew.
func TestAlteredListsAreFoundAndMended(t *testing.T) {
	ctx := context.Background()
	search := map[bool]string{
		true:  "REPLACE INTO search (rowid, short, long) VALUES ({1}, '无关', '')",
		false: "UPDATE search SET pairs = '''无关'':1' WHERE n = {1}",
	}
	for engine, name := range engines {
		t.Run(engine, func(t *testing.T) {
			var s *Store
			w := storetest.New(t, func(t testing.TB, clock *storetest.Clock) ledger.Store {
				s = openStore(t, name(t), clock)
				return s
			})
			for range 3 {
				w.Docket("新建公园", "plan", "road")
			}
			examine := func() string {
				rules, err := w.Service.Rules(ctx)
				if err != nil {
					t.Fatal(err)
				}
				var all []string
				n, err := s.Examine(ctx, func(_ ledger.Reader, id string, events []ledger.Event) (ledger.Row, []ledger.Month, error) {
					return ledger.Replay(id, events, rules)
				}, func(matter, says string) { all = append(all, matter+": "+says) })
				if err != nil || n != 3 {
					t.Fatalf("%d matters: %v", n, err)
				}
				return strings.Join(all, "; ")
			}
			if found := examine(); found != "" {
				t.Fatalf("of lists that nobody altered: %s", found)
			}
			for statement, want := range map[string]string{
				"UPDATE clocks SET overdue_after = overdue_after + 1 WHERE n = {1}":      "2026-00001: the lists have another Clock",
				"UPDATE clocks SET lead = 'east' WHERE n = {2}":                          "2026-00002: the lists have another Lead",
				"UPDATE clocks SET silent_colour = 'yellow' WHERE n = {2}":               "another SilentColour",
				"UPDATE clocks SET due = 0 WHERE n = {2}":                                "another Due",
				"UPDATE listing SET status = 'cleared' WHERE n = {3}":                    "2026-00003: the lists have another Status",
				"UPDATE listing SET in_charge = '' WHERE n = {3}":                        "another InCharge",
				"UPDATE listing SET wake = NULL WHERE n = {1}":                           "another Wake",
				"UPDATE listing SET grade = 'excellent' WHERE n = {1}":                   "another Grade",
				"UPDATE listing SET provisional = NOT provisional WHERE n = {1}":         "another Provisional",
				"UPDATE matters SET title = '修路' WHERE n = {1}":                          "another Title",
				"UPDATE matters SET number = '2026-00009' WHERE n = {1}":                 "another Number",
				"UPDATE matters SET regime = '710@1' WHERE n = {1}":                      "another Regime",
				"DELETE FROM others WHERE n = {1}":                                       "the lists name the units [] with a part in it, its events [road]",
				"INSERT INTO others (unit, n) VALUES ('hill', {1})":                      "the lists name the units [hill road]",
				"DELETE FROM matters WHERE n = {3}":                                      "2026-00003: it is not listed; -: 1 rows of clocks belong to no matter",
				"DELETE FROM listing WHERE n = {2}":                                      "2026-00002: it is not listed",
				"UPDATE matters SET id = 'another' WHERE n = {2}":                        "2026-00002: it is listed, but there is no event of it",
				"UPDATE months SET progress = 'early' WHERE n = {2}":                     "2026-00002: how it stood at the ends of months",
				"UPDATE months SET dues = '' WHERE n = {3}":                              "2026-00003: how it stood at the ends of months",
				"DELETE FROM months WHERE n = {1}":                                       "2026-00001: how it stood at the ends of months",
				search[s.engine.sqlite]:                                                  "2026-00001: its text is not found by all its characters",
				fmt.Sprintf("DELETE FROM search WHERE %s = {2}", rowID(s.engine.sqlite)): "2026-00002: its text is not found by all its characters",
			} {
				if err := s.exec(ctx, s.keyed(t, statement)); err != nil {
					t.Fatalf("%s: %v", statement, err)
				}
				if found := examine(); !strings.Contains(found, want) {
					t.Errorf("%s: found %q, want %q", statement, found, want)
				}
				if _, err := w.Service.Rebuild(ctx); err != nil {
					t.Fatal(err)
				}
				if found := examine(); found != "" {
					t.Errorf("%s: made anew, still %s", statement, found)
				}
			}
		})
	}
}

func rowID(sqlite bool) string {
	if sqlite {
		return "rowid"
	}
	return "n"
}

// keyed puts the keys of the rows in for {1}, {2}, {3}.
func (s *Store) keyed(t *testing.T, statement string) string {
	t.Helper()
	for i := range 3 {
		var n int64
		err := s.run(context.Background(), false, func(t *tx) error {
			return t.row("SELECT n FROM matters WHERE number = $1", []any{fmt.Sprintf("2026-%05d", i+1)}, &n)
		})
		if err != nil {
			t.Fatal(err)
		}
		statement = strings.ReplaceAll(statement, fmt.Sprintf("{%d}", i+1), strconv.FormatInt(n, 10))
	}
	return statement
}

// exec runs a statement that the program would not.
func (s *Store) exec(ctx context.Context, q string) error {
	return s.run(ctx, true, func(t *tx) error { return t.exec(q) })
}
