package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"testing"

	"github.com/luoshi-project/luoshi/internal/testdb"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets scripts run this test binary as the program.
func TestMain(m *testing.M) {
	testscript.Main(withDatabases{m}, map[string]func(){
		"luoshi": func() {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			defer stop()
			os.Exit(Main(ctx, os.Args[1:], Stdio{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
		},
	})
}

// withDatabases stops the PostgreSQL that scripts started.
type withDatabases struct{ m *testing.M }

func (w withDatabases) Run() int { return testdb.Run(w.m) }

// The scripts are the specification of the commands: what a user types, what is
// printed where, and what the process exits with.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"bytes":    writeBytes,
			"appears":  appears,
			"workbook": readWorkbook,
			"sql":      sqlite,
			"postgres": func(ts *testscript.TestScript, _ bool, args []string) { ts.Setenv(args[0], testdb.Postgres(t)) },
		},
		// [postgres] is false where no PostgreSQL is installed; on CI one must be.
		Condition: func(name string) (bool, error) {
			if name != "postgres" {
				return false, fmt.Errorf("there is no condition %q", name)
			}
			if !testdb.Installed() && os.Getenv("CI") == "true" {
				return false, errors.New("PostgreSQL is not installed")
			}
			return testdb.Installed(), nil
		},
	})
}
