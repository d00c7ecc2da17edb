package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/notify"
	"github.com/luoshi-project/luoshi/internal/notify/notifytest"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/luoshi-project/luoshi/internal/store/storetest"
	"github.com/luoshi-project/luoshi/internal/testdb"
)

func TestMain(m *testing.M) {
	if os.Getenv("LUOSHI_TEST_WORKER") != "" {
		os.Exit(workerMain())
	}
	os.Exit(testdb.Run(m))
}

// engines name new ledgers of each engine.
var engines = map[string]func(t testing.TB) string{
	"sqlite":   func(t testing.TB) string { return filepath.Join(t.TempDir(), "台账.db") },
	"postgres": testdb.Postgres,
}

func onBoth(t *testing.T, f func(t *testing.T, name string)) {
	for engine, name := range engines {
		t.Run(engine, func(t *testing.T) { f(t, name(t)) })
	}
}

// begin begins a ledger whose handlers, managers and office have mail addresses.
func begin(t *testing.T, name string) (*store.Store, *storetest.World) {
	t.Helper()
	var st *store.Store
	w := storetest.New(t, func(t testing.TB, clock *storetest.Clock) ledger.Store {
		var err error
		if st, err = store.Open(context.Background(), name, store.Options{Clock: clock.Now, Post: Post{}}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = st.Close() })
		return st
	})
	var change access.Chart
	for _, p := range []string{"office", "plan-handler", "plan-manager", "road-handler", "road-manager"} {
		change.People = append(change.People, access.Person{ID: p, Name: p, Email: p + "@example.cn"})
	}
	if err := w.Service.ChangeOrg(context.Background(), "admin", change, ""); err != nil {
		t.Fatal(err)
	}
	return st, w
}

// runner runs a ledger's jobs without waiting.
func runner(t testing.TB, st *store.Store, w *ledger.Service, s notify.Settings) *Runner {
	m, err := notify.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return &Runner{
		Store: st, Service: w, Mailer: m, Every: 20 * time.Millisecond, Digest: 8 * time.Hour,
		poll: 20 * time.Millisecond, retry: func(int) time.Time { return time.Now().Add(50 * time.Millisecond) },
	}
}

// during runs a runner while f runs.
func during(t *testing.T, r *Runner, f func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	f()
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// until waits for something that other goroutines or processes bring about.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited a minute for: %s", what)
		}
	}
}

// ended counts the letters that are done with.
func ended(t *testing.T, st *store.Store) int {
	t.Helper()
	counts, err := st.Letters(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for state, c := range counts {
		if state != store.Sending {
			n += c
		}
	}
	return n
}

var item = regexp.MustCompile(`(?m)^\d+\. (.*)$`)

// arrivals counts what each person was told by mail: "person text" → times.
func arrivals(letters []notifytest.Letter) map[string]int {
	got := map[string]int{}
	for _, l := range letters {
		for _, m := range item.FindAllStringSubmatch(l.Text, -1) {
			got[strings.TrimSuffix(l.To, "@example.cn")+" "+m[1]]++
		}
	}
	return got
}

// told lists what is in the inboxes: "person text".
func told(t *testing.T, w *storetest.World, people ...string) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, p := range people {
		list, err := w.Service.Notices(context.Background(), p, false, 10000)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range list {
			all[p+" "+n.Words.ZH] = true
		}
	}
	return all
}

// A step tells people at once; what the clock brings after is found by the sweep;
// all of it goes out by mail once, and stands in the inbox.
func TestWhatIsToldIsMailedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		st, w := begin(t, name)
		before := w.Docket("邮件设置前", "plan")
		server := notifytest.Start(t)
		r := runner(t, st, w.Service, server.Settings())
		during(t, r, func() {
			tries := 0
			until(t, "mail is set up", func() bool {
				tries++
				w.Docket(fmt.Sprintf("第%d次试", tries), "road")
				return len(server.Letters()) > 0
			})
			w.Docket("新建公园", "plan")
			until(t, "the assignment", func() bool { return arrivals(server.Letters())["plan-handler 交办：新建公园"] == 1 })
		})
		w.Clock.Time = storetest.At(t, "2026-02-10 09:00")
		during(t, r, func() {
			until(t, "the digest", func() bool {
				for text := range arrivals(server.Letters()) {
					if strings.HasPrefix(text, "plan-handler 今日督办：市发展局逾期2件") {
						return true
					}
				}
				return false
			})
		})
		got := arrivals(server.Letters())
		for text, times := range got {
			if times != 1 {
				t.Errorf("mailed %d times: %s", times, text)
			}
		}
		for text := range told(t, w, "plan-handler", "plan-manager", "office") {
			if strings.HasPrefix(text, "office") && strings.Contains(text, "次试：") {
				continue // how many of those were docketed before mail was set up is chance
			}
			old := strings.HasSuffix(text, "交办："+before.Matter.Title)
			if got[text] != 1 && !old || got[text] != 0 && old {
				t.Errorf("mailed %d times: %s", got[text], text)
			}
		}
	})
}

// What the server refuses is tried again. What it may have is not, nor what a
// process died with. Who has read the inbox needs no letter.
func TestAtMostOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		st, w := begin(t, name)
		ctx := context.Background()
		if err := st.BeginMail(ctx); err != nil {
			t.Fatal(err)
		}
		server := notifytest.Start(t)
		r := runner(t, st, w.Service, server.Settings())
		r.Digest = -1
		// Each time three people are told, of whom one has no address.
		docket := func(title string) []int64 {
			w.Docket(title, "plan")
			var first []int64
			for _, p := range []string{"plan-handler", "plan-manager"} {
				list, err := w.Service.Notices(ctx, p, true, 1)
				if err != nil || len(list) != 1 {
					t.Fatal(list, err)
				}
				first = append(first, list[0].ID)
			}
			return first
		}
		docket("甲")
		server.Fail(notifytest.RefuseData, notifytest.RefuseRecipient, notifytest.RefuseData)
		during(t, r, func() { until(t, "both letters", func() bool { return len(server.Letters()) == 2 }) })

		docket("乙")
		server.Fail(notifytest.DieAfterData)
		during(t, r, func() { until(t, "one letter and one that is uncertain", func() bool { return ended(t, st) == 6 }) })

		died := docket("丙")
		if _, err := st.BeginLetter(ctx, died[0], "plan-handler"); err != nil {
			t.Fatal(err)
		}
		during(t, r, func() { until(t, "the manager's letter", func() bool { return ended(t, st) == 9 }) })

		read := docket("丁")
		if err := w.Service.MarkRead(ctx, "plan-manager", read[1:]); err != nil {
			t.Fatal(err)
		}
		during(t, r, func() { until(t, "the handler's letter", func() bool { return ended(t, st) == 12 }) })

		got := arrivals(server.Letters())
		for text, want := range map[string]int{
			"plan-handler 交办：甲": 1, "plan-manager 交办：甲": 1, "plan-handler 交办：丙": 0, "plan-manager 交办：丙": 1,
			"plan-handler 交办：丁": 1, "plan-manager 交办：丁": 0,
		} {
			if got[text] != want {
				t.Errorf("%s: %d times, want %d", text, got[text], want)
			}
		}
		if n := got["plan-handler 交办：乙"] + got["plan-manager 交办：乙"]; n != 1 {
			t.Errorf("乙: %d letters, want the one whose server answered", n)
		}
		counts, err := st.Letters(ctx)
		if err != nil || counts[store.Uncertain] != 2 || counts[store.Sending] != 0 {
			t.Errorf("letters %v, %v", counts, err)
		}
	})
}

// What a process held when it was killed is mailed by another within minutes.
func TestLettersOfAKilledProcess(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		st, w := begin(t, name)
		if err := st.BeginMail(t.Context()); err != nil {
			t.Fatal(err)
		}
		server := notifytest.Start(t)
		r := runner(t, st, w.Service, server.Settings())
		r.Digest = -1
		w.Docket("甲", "plan")
		driver, held := "sqlite", "UPDATE river_job SET state = 'running', attempt = 1, attempted_at = datetime('now', '-6 minutes')"
		if strings.HasPrefix(name, "postgres") {
			driver, held = "pgx", "UPDATE river_job SET state = 'running', attempt = 1, attempted_at = now() - interval '6 minutes'"
		}
		db, err := sql.Open(driver, name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.ExecContext(t.Context(), held); err != nil || db.Close() != nil {
			t.Fatal(err)
		}
		during(t, r, func() { until(t, "both letters", func() bool { return len(server.Letters()) == 2 }) })
	})
}

// Several processes sweep and deliver for one ledger, after a downtime and while
// the mail server falters: nobody is told anything twice, in the inbox or by
// mail, and nothing is left out.
func TestSeveralProcesses(t *testing.T) {
	const processes, matters = 3, 12
	onBoth(t, func(t *testing.T, name string) {
		st, w := begin(t, name)
		if err := st.BeginMail(context.Background()); err != nil {
			t.Fatal(err)
		}
		for i := range matters {
			w.Docket(fmt.Sprintf("第%d件", i), []string{"plan", "road"}[i%2])
		}
		server := notifytest.Start(t)
		for range 10 {
			server.Fail(notifytest.RefuseData, notifytest.Nothing, notifytest.RefuseRecipient, notifytest.Nothing)
		}
		now := storetest.At(t, "2026-02-10 09:00")
		w.Clock.Time = now
		settings, err := json.Marshal(server.Settings())
		if err != nil {
			t.Fatal(err)
		}
		var stops []func() error
		for range processes {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), "LUOSHI_TEST_WORKER="+name, "LUOSHI_TEST_MAIL="+string(settings), "LUOSHI_TEST_NOW="+now.Format(time.RFC3339))
			in, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			cmd.Stderr = os.Stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			stops = append(stops, func() error { return errors.Join(in.Close(), cmd.Wait()) })
		}
		people := []string{"office", "plan-handler", "plan-manager", "road-handler", "road-manager"}
		until(t, "every letter", func() bool {
			have := told(t, w, people...)
			digests := 0
			for text := range have {
				if strings.Contains(text, "今日督办") {
					digests++
				}
			}
			return digests == len(people) && len(arrivals(server.Letters())) >= len(have)
		})
		for _, stop := range stops {
			if err := stop(); err != nil {
				t.Error(err)
			}
		}
		got, have := arrivals(server.Letters()), told(t, w, people...)
		for text, times := range got {
			if times != 1 || !have[text] {
				t.Errorf("mailed %d times: %s", times, text)
			}
		}
		// two people of each unit: the assignment, three dates missed, two rungs; the office: three dates
		if want := 2*matters*(1+3+2) + matters*3; len(have) < want {
			t.Errorf("told %d things, want at least %d", len(have), want)
		}
		all, err := w.Service.Notices(context.Background(), "plan-handler", false, 10000)
		if err != nil {
			t.Fatal(err)
		}
		causes := map[string]bool{}
		for _, n := range all {
			if causes[n.Cause] {
				t.Errorf("told twice: %s", n.Cause)
			}
			causes[n.Cause] = true
		}
	})
}

// workerMain is a process that runs a ledger's jobs until its input ends.
func workerMain() int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var s notify.Settings
	now, err := time.Parse(time.RFC3339, os.Getenv("LUOSHI_TEST_NOW"))
	if err == nil {
		err = json.Unmarshal([]byte(os.Getenv("LUOSHI_TEST_MAIL")), &s)
	}
	var st *store.Store
	if err == nil {
		st, err = store.Open(ctx, os.Getenv("LUOSHI_TEST_WORKER"), store.Options{Clock: func() time.Time { return now }, Post: Post{}})
	}
	if err == nil {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			cancel()
		}()
		err = runner(nil, st, ledger.New(st, ledger.Options{}), s).Run(ctx)
		err = errors.Join(err, st.Close())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// A day of rest has no digest, and before the hour there is none.
func TestDigest(t *testing.T) {
	st, w := begin(t, engines["sqlite"](t))
	w.Docket("甲", "plan")
	r := &Runner{Store: st, Service: w.Service, Digest: 8*time.Hour + 30*time.Minute}
	for _, c := range []struct {
		now  string
		want int
	}{
		{"2026-02-07 10:00", 0}, // a Saturday
		{"2026-02-09 08:29", 0},
		{"2026-02-09 08:30", 5}, // three of the unit, the office, the leader
		{"2026-02-09 17:00", 0},
		{"2026-02-10 09:00", 5},
	} {
		w.Clock.Time = storetest.At(t, c.now)
		did, err := r.Tick(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if did.Digests != c.want {
			t.Errorf("%s: %d digests, want %d", c.now, did.Digests, c.want)
		}
	}
	list, err := w.Service.Notices(context.Background(), "plan-handler", false, 1)
	if err != nil {
		t.Fatal(err)
	}
	if want := "今日督办：市发展局逾期1件、待签收1件"; list[0].Words.ZH != want {
		t.Errorf("digest %q, want %q", list[0].Words.ZH, want)
	}
}
