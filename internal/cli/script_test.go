package cli

import (
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// exits STATUS PROGRAM ARG... runs a program that must exit with STATUS; stdout
// and stderr then hold what it printed.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM ARG...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	if err != nil {
		exit := new(exec.ExitError)
		if !errors.As(err, &exit) {
			ts.Fatalf("%s did not run: %v", args[1], err)
		}
		got = exit.ExitCode()
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("%s exited with %d, want %s", strings.Join(args[1:], " "), got, args[0])
	}
}

// bytes FILE TEXT writes TEXT, with the escapes of a Go string, to FILE.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o666))
}

// appears PATTERN waits until a file matches PATTERN.
func appears(ts *testscript.TestScript, _ bool, args []string) {
	for range 200 {
		if found, _ := filepath.Glob(ts.MkAbs(args[0])); len(found) > 0 {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	ts.Fatalf("nothing matches %s", args[0])
}

// sql FILE STATEMENT... does to a ledger's file what the program would not; with
// ! the file must refuse it.
func sqlite(ts *testscript.TestScript, neg bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	for _, statement := range args[1:] {
		if _, err := db.Exec(statement); (err != nil) != neg {
			ts.Fatalf("%s: %v", statement, err)
		}
	}
}

// workbook FILE prints the sheets of a workbook, a row a line, its cells
// between bars.
func readWorkbook(ts *testscript.TestScript, _ bool, args []string) {
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer func() { _ = f.Close() }()
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		ts.Check(err)
		for _, r := range rows {
			_, err := ts.Stdout().Write([]byte(name + ": " + strings.ReplaceAll(strings.Join(r, "|"), "\n", "/") + "\n"))
			ts.Check(err)
		}
	}
}
