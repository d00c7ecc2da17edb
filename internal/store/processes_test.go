package store

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store/storetest"
	"github.com/luoshi-project/luoshi/internal/testdb"
)

// How much the tests with several processes do. In full: -processes 8 -steps
// 2000 -kills 200.
var (
	processes = flag.Int("processes", 4, "processes that write at once")
	steps     = flag.Int("steps", 40, "use cases of each process")
	kills     = flag.Int("kills", 6, "how often a writer is killed")
)

// writerMain is a process that writes to a ledger: it dockets, assigns, signs
// for and comments on matters and prints a line for each use case once it is
// acknowledged: the version of the matter, its id, the time it took.
func writerMain() int {
	ctx := context.Background()
	n, err := strconv.Atoi(os.Getenv("LUOSHI_TEST_STEPS"))
	if err != nil {
		return fail(err)
	}
	now := time.Date(2026, 1, 30, 2, 0, 0, 0, time.UTC)
	s, err := Open(ctx, os.Getenv("LUOSHI_TEST_WRITER"), Options{Clock: func() time.Time { return now }})
	if err != nil {
		return fail(err)
	}
	service := ledger.New(s, ledger.Options{})
	var state ledger.State
	for i := range n {
		began := time.Now()
		switch i % 4 {
		case 0:
			state, err = service.Docket(ctx, "office", storetest.Matter("并发写入"), false)
		case 1:
			state, err = service.Do(ctx, "office", state.ID, state.Version, ledger.Assign{Lead: "plan"})
		case 2:
			state, err = service.Do(ctx, "plan-handler", state.ID, state.Version, ledger.Sign{})
		default:
			state, err = service.Do(ctx, "plan-handler", state.ID, state.Version, ledger.Comment{Text: "正在办理"})
		}
		if err != nil {
			return fail(err)
		}
		fmt.Println(state.Version, state.ID, time.Since(began).Microseconds())
	}
	if err := s.Close(); err != nil {
		return fail(err)
	}
	return 0
}

func fail(err error) int {
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// begin begins a ledger that other processes write to, and names it.
func begin(t *testing.T, engine string) (name string, s *Store, w *storetest.World) {
	t.Helper()
	if engine == "sqlite" {
		name = engines[engine](t)
	} else {
		name = durable(t)
	}
	w = storetest.New(t, func(t testing.TB, clock *storetest.Clock) ledger.Store {
		s = openStore(t, name, clock)
		return s
	})
	return name, s, w
}

// durable is a database on a server that writes to the disk before it
// acknowledges.
func durable(t *testing.T) string {
	t.Helper()
	testdb.Postgres(t) // skips where there is none
	server, err := testdb.Start(true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	name, err := server.Database()
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func startWriter(t *testing.T, name string, n int) (*exec.Cmd, io.Reader, *strings.Builder) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "LUOSHI_TEST_WRITER="+name, "LUOSHI_TEST_STEPS="+strconv.Itoa(n))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var complaint strings.Builder
	cmd.Stderr = &complaint
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, out, &complaint
}

// acknowledged reads what a writer printed: the last version of each matter and
// the longest time a use case took.
func acknowledged(r io.Reader, versions map[string]int) (count int, longest time.Duration) {
	in := bufio.NewScanner(r)
	for in.Scan() {
		var version, micro int
		var id string
		if n, _ := fmt.Sscan(in.Text(), &version, &id, &micro); n != 3 {
			continue // cut off by the kill
		}
		versions[id] = max(versions[id], version)
		longest = max(longest, time.Duration(micro)*time.Microsecond)
		count++
	}
	return count, longest
}

func checkKept(t *testing.T, s *Store, w *storetest.World, versions map[string]int) {
	t.Helper()
	for id, version := range versions {
		view, err := w.Service.Matter(context.Background(), "office", id)
		if err != nil {
			t.Fatal(err)
		}
		if view.State.Version < version {
			t.Errorf("%s: version %d was acknowledged, %d is kept", id, version, view.State.Version)
		}
	}
	if r := verify(t, s); r.Fault != nil {
		t.Error(r.Fault)
	}
	// The rows agree with the events: made anew they are the same.
	before, err := w.Service.List(context.Background(), "office", ledger.Query{Limit: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Service.Rebuild(context.Background()); err != nil {
		t.Fatal(err)
	}
	after, err := w.Service.List(context.Background(), "office", ledger.Query{Limit: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]ledger.Row{}
	for _, r := range after.Rows {
		rows[r.ID] = r
	}
	if len(before.Rows) != len(after.Rows) {
		t.Errorf("%d rows, made anew %d", len(before.Rows), len(after.Rows))
	}
	for _, r := range before.Rows {
		if fmt.Sprint(r) != fmt.Sprint(rows[r.ID]) {
			t.Errorf("row %+v, made anew %+v", r, rows[r.ID])
		}
	}
}

func TestProcessesWriteAtOnce(t *testing.T) {
	for engine := range engines {
		t.Run(engine, func(t *testing.T) {
			name, s, w := begin(t, engine)
			type result struct {
				count    int
				longest  time.Duration
				versions map[string]int
				err      error
			}
			results := make(chan result)
			began := time.Now()
			for range *processes {
				cmd, out, complaint := startWriter(t, name, *steps)
				go func() {
					r := result{versions: map[string]int{}}
					r.count, r.longest = acknowledged(out, r.versions)
					if err := cmd.Wait(); err != nil {
						r.err = fmt.Errorf("%w: %s", err, complaint)
					}
					results <- r
				}()
			}
			versions := map[string]int{}
			var count int
			var longest time.Duration
			for range *processes {
				r := <-results
				if r.err != nil {
					t.Error(r.err)
				}
				count, longest = count+r.count, max(longest, r.longest)
				for id, v := range r.versions {
					versions[id] = v
				}
			}
			t.Logf("%d processes, %d use cases in %v, the longest wait %v", *processes, count, time.Since(began).Round(time.Millisecond), longest)
			if want := *processes * *steps; count != want {
				t.Errorf("%d use cases acknowledged, want %d", count, want)
			}
			checkKept(t, s, w, versions)
		})
	}
}

// A writer that gives up waiting for its turn leaves the queue, and those after it write.
func TestWhoGivesUpWaitingLeavesTheQueue(t *testing.T) {
	ledger := filepath.Join(t.TempDir(), "a.db")
	var all [3]*turns
	for i := range all {
		all[i] = &turns{ledger: ledger}
		if err := all[i].open(); err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := all[i].close(); err != nil {
				t.Error(err)
			}
		}()
	}
	writing := all[0].wait(t.Context())
	if runtime.GOOS == "linux" && all[1].enter(false) == nil {
		t.Fatal("two write at once")
	}
	gone, giveUp := context.WithCancel(t.Context())
	giveUp()
	all[1].wait(gone)()
	writing()
	for range 3 {
		for i := range all {
			all[i].wait(t.Context())()
		}
	}
	if runtime.GOOS == "linux" && all[2].enter(false) != nil {
		t.Error("somebody still writes")
	}
}

func TestAKilledWriterLosesNothing(t *testing.T) {
	for engine := range engines {
		t.Run(engine, func(t *testing.T) {
			name, s, w := begin(t, engine)
			versions := map[string]int{}
			total := 0
			for i := range *kills {
				cmd, out, _ := startWriter(t, name, 1<<20)
				lines := bufio.NewReader(out)
				for range 3 + i%5 { // it is writing now
					line, err := lines.ReadString('\n')
					if err != nil {
						t.Fatal(err)
					}
					n, _ := acknowledged(strings.NewReader(line), versions)
					total += n
				}
				time.Sleep(time.Duration(i*i%7) * time.Millisecond)
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
				n, _ := acknowledged(lines, versions)
				total += n
				_ = cmd.Wait() // it was killed
			}
			t.Logf("%d kills, %d use cases acknowledged", *kills, total)
			checkKept(t, s, w, versions)
		})
	}
}
