package store

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store/storetest"
	"github.com/luoshi-project/luoshi/internal/testdb"
)

func TestMain(m *testing.M) {
	if os.Getenv("LUOSHI_TEST_WRITER") != "" {
		os.Exit(writerMain())
	}
	// Each random history has a ledger of its own; -rapid.checks says how many.
	if err := flag.Set("rapid.checks", "20"); err != nil {
		os.Exit(fail(err))
	}
	os.Exit(testdb.Run(m))
}

// engines opens stores of each engine.
var engines = map[string]func(t testing.TB) string{
	"sqlite":   func(t testing.TB) string { return filepath.Join(t.TempDir(), "台账 %?#.db") },
	"postgres": testdb.Postgres,
}

func openStore(t testing.TB, name string, clock *storetest.Clock) *Store {
	t.Helper()
	s, err := Open(context.Background(), name, Options{Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestConformance(t *testing.T) {
	for engine, name := range engines {
		t.Run(engine, func(t *testing.T) {
			storetest.Run(t, func(t testing.TB, clock *storetest.Clock) ledger.Store {
				return openStore(t, name(t), clock)
			})
		})
	}
}
