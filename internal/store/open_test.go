package store

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store/storetest"
)

// later is the migrations with one more.
func later(t *testing.T) fstest.MapFS {
	t.Helper()
	all := fstest.MapFS{}
	for _, engine := range []string{"sqlite", "postgres"} {
		dir := "migrations/" + engine
		entries, err := migrations.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			data, err := migrations.ReadFile(dir + "/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			all[dir+"/"+e.Name()] = &fstest.MapFile{Data: data}
		}
		all[dir+"/9999_later.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\nALTER TABLE counters ADD COLUMN later TEXT;\n")}
	}
	return all
}

func TestAnEarlierLedgerIsKeptAndBroughtUpToDate(t *testing.T) {
	ctx := context.Background()
	for engine, name := range engines {
		t.Run(engine, func(t *testing.T) {
			where := name(t)
			clock := &storetest.Clock{Time: storetest.At(t, "2026-01-30 10:00")}
			w := storetest.New(t, func(t testing.TB, c *storetest.Clock) ledger.Store { return openStore(t, where, c) })
			s := w.Docket("甲", "plan")

			var said []ledger.Words
			opt := Options{Clock: clock.Now, Say: func(w ledger.Words) { said = append(said, w) }}
			newer, err := open(ctx, where, opt, later(t))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = newer.Close() }()
			if len(said) != 1 || said[0].ZH == "" {
				t.Fatalf("said %v", said)
			}
			_, kept, _ := strings.Cut(said[0].EN, "as it was before: ")
			if engine == "sqlite" {
				if _, err := os.Stat(kept); err != nil {
					t.Error(err)
				}
				before := openStore(t, kept, clock)
				if _, err := ledger.New(before, ledger.Options{}).Matter(ctx, "office", s.ID); err != nil {
					t.Error("the copy cannot be read:", err)
				}
			} else {
				var n int
				schema := strings.TrimPrefix(kept, "schema ")
				if err := newer.db.QueryRow("SELECT count(*) FROM " + schema + ".events").Scan(&n); err != nil || n != 5 {
					t.Error(n, err)
				}
			}
			if _, err := ledger.New(newer, ledger.Options{}).Matter(ctx, "office", s.ID); err != nil {
				t.Error(err)
			}
			// The program of before does not touch it any more.
			_, err = Open(ctx, where, opt)
			if ledger.CodeOf(err) != ledger.Unavailable {
				t.Errorf("an earlier program opens it: %v", err)
			}
		})
	}
}

// Of several processes that start at once one makes the ledger, or brings it up to
// date; the others wait for it.
func TestALedgerIsBroughtUpToDateByOneOfSeveral(t *testing.T) {
	for engine, name := range engines {
		t.Run(engine, func(t *testing.T) {
			where := name(t)
			clock := &storetest.Clock{Time: storetest.At(t, "2026-01-30 10:00")}
			for _, files := range []fs.FS{migrations, later(t)} {
				var all sync.WaitGroup
				var told atomic.Int32
				for range 4 {
					all.Go(func() {
						opt := Options{Clock: clock.Now, Say: func(ledger.Words) { told.Add(1) }}
						s, err := open(context.Background(), where, opt, files)
						if err != nil {
							t.Error(err)
							return
						}
						if err := s.Close(); err != nil {
							t.Error(err)
						}
					})
				}
				all.Wait()
				if _, made := files.(fstest.MapFS); made != (told.Load() == 1) {
					t.Errorf("%d backed an earlier ledger up", told.Load())
				}
			}
		})
	}
}

// Migration 10 makes the search of SQLite anew.
func TestTheSearchOfAnEarlierLedgerIsMadeAnew(t *testing.T) {
	where := engines["sqlite"](t)
	w := storetest.New(t, func(t testing.TB, c *storetest.Clock) ledger.Store {
		s := openStore(t, where, c)
		return s
	})
	w.Docket("推进数字经济", "plan")
	clock := &storetest.Clock{Time: storetest.At(t, "2026-01-30 10:00")}
	s := openStore(t, where, clock)
	for _, q := range []string{
		"DELETE FROM goose_db_version WHERE version_id >= 10",
		"ALTER TABLE listing DROP COLUMN asks",
		"DROP TABLE months",
		"DROP TABLE search",
		"CREATE VIRTUAL TABLE search USING fts5 (pairs, content = '', contentless_delete = 1, tokenize = 'ascii')",
		"INSERT INTO search (rowid, pairs) VALUES (1, '推进 进数 数字 字经 经济 济')",
	} {
		if err := s.exec(context.Background(), q); err != nil {
			t.Fatal(q, err)
		}
	}
	later := ledger.New(openStore(t, where, clock), ledger.Options{})
	for _, text := range []string{"数字", "推进数字经济"} {
		if page, err := later.List(context.Background(), "office", ledger.Query{Text: text}); err != nil || page.Total != 1 {
			t.Errorf("%s is found %d times: %v", text, page.Total, err)
		}
	}
}

// Migration 12 tells what nobody was asked to do from what is on course.
func TestWhatIsNotAssignedInAnEarlierLedgerIsTold(t *testing.T) {
	for name, engine := range engines {
		t.Run(name, func(t *testing.T) {
			where := engine(t)
			var s *Store
			w := storetest.New(t, func(t testing.TB, c *storetest.Clock) ledger.Store {
				s = openStore(t, where, c)
				return s
			})
			w.Docket("交办了的事项", "plan")
			if _, err := w.Service.Docket(context.Background(), "office", storetest.Matter("草稿"), true); err != nil {
				t.Fatal(err)
			}
			for _, q := range []string{
				"UPDATE clocks SET base = 'normal'", "DELETE FROM goose_db_version WHERE version_id >= 12", "ALTER TABLE listing DROP COLUMN asks",
			} {
				if err := s.exec(context.Background(), q); err != nil {
					t.Fatal(q, err)
				}
			}
			later := openStore(t, where, w.Clock)
			counts, err := ledger.New(later, ledger.Options{}).Lights(context.Background(), "office", ledger.Query{})
			want := []ledger.LightCount{{State: deadline.Normal, Colour: deadline.Green, Count: 1}, {State: deadline.Unassigned, Colour: deadline.Grey, Count: 1}}
			if err != nil || !slices.Equal(counts, want) {
				t.Errorf("%v, want %v: %v", counts, want, err)
			}
		})
	}
}

// Migration 13 tells what matters ask of their units.
func TestWhatMattersOfAnEarlierLedgerAskIsTold(t *testing.T) {
	for name, engine := range engines {
		t.Run(name, func(t *testing.T) {
			where := engine(t)
			var s *Store
			w := storetest.New(t, func(t testing.TB, c *storetest.Clock) ledger.Store {
				s = openStore(t, where, c)
				return s
			})
			storetest.Asked(w)
			for _, q := range []string{"DELETE FROM goose_db_version WHERE version_id >= 13", "ALTER TABLE listing DROP COLUMN asks"} {
				if err := s.exec(context.Background(), q); err != nil {
					t.Fatal(q, err)
				}
			}
			later := openStore(t, where, w.Clock)
			for ask, want := range map[ledger.Ask]string{ledger.AsksPass: "新的", ledger.AsksReport: "批转了的 下面没有科室", ledger.AsksClose: "只欠结果"} {
				page, err := ledger.New(later, ledger.Options{}).List(context.Background(), "office", ledger.Query{Asks: ask, Order: ledger.NumberFirst})
				var titles []string
				for i := range page.Rows {
					titles = append(titles, page.Rows[i].Title)
				}
				if got := strings.Join(titles, " "); err != nil || got != want {
					t.Errorf("%s: %s, want %s: %v", ask, got, want, err)
				}
			}
		})
	}
}

func TestALedgerThatCannotBeOpened(t *testing.T) {
	clock := &storetest.Clock{}
	dir := t.TempDir()
	garbage := filepath.Join(dir, "garbage.db")
	if err := os.WriteFile(garbage, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{garbage, filepath.Join(dir, "no", "folder.db"), "postgres://nobody@127.0.0.1:1/x?connect_timeout=1"} {
		s, err := Open(context.Background(), name, Options{Clock: clock.Now})
		if err == nil {
			t.Errorf("%s opened", name)
			_ = s.Close()
		} else if ledger.CodeOf(err) != ledger.Unavailable {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// modernc.org/sqlite is generated for one version of modernc.org/libc and
// misbehaves with any other.
func TestLibcIsTheOneSQLiteWasMadeFor(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"modernc.org/sqlite v1.61.1\n", "modernc.org/libc v1.79.0 //"} {
		if !strings.Contains(string(mod), "\t"+want) {
			t.Errorf("go.mod does not require %s", want)
		}
	}
}
