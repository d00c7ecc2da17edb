package backup_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/luoshi-project/luoshi/internal/audit"
	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/backup"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/luoshi-project/luoshi/internal/store/storetest"
	"github.com/luoshi-project/luoshi/internal/testdb"
)

func TestMain(m *testing.M) { os.Exit(testdb.Run(m)) }

var engines = map[string]func(t testing.TB) string{
	"sqlite":   func(t testing.TB) string { return filepath.Join(t.TempDir(), "ledger.db") },
	"postgres": testdb.Postgres,
}

func open(t testing.TB, name string, clock *storetest.Clock) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), name, store.Options{Clock: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// lived is a ledger in which something of everything happened, its chain signed.
func lived(t *testing.T, name string) (*store.Store, *storetest.World) {
	t.Helper()
	var s *store.Store
	w := storetest.New(t, func(t testing.TB, clock *storetest.Clock) ledger.Store {
		s = open(t, name, clock)
		return s
	})
	ctx := context.Background()
	for _, title := range []string{"建公园", "修路"} {
		m := w.Docket(title, "plan", "road")
		w.Do("plan-handler", m.ID, ledger.Sign{})
		e, err := w.Service.PutFile(ctx, "照片.txt", "text/plain", []byte("照片"+title))
		if err != nil {
			t.Fatal(err)
		}
		w.Do("plan-handler", m.ID, ledger.SubmitReport{Key: "1", Says: map[string]string{"arrangement": "已部署"}, Evidence: []ledger.Evidence{e}})
	}
	key, _, err := audit.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Sign(ctx, key); err != nil {
		t.Fatal(err)
	}
	return s, w
}

// begun is when the ledgers of these tests begin to have accounts.
var begun = time.Date(2026, 1, 30, 2, 0, 0, 0, time.UTC)

const password = "一个很长的口令 42"

// doors gives the ledger accounts: one with a second factor, one closed, one
// locked; a session, an open link, a saved view, and a log of all that.
func doors(t *testing.T, s *store.Store) (factor string) {
	t.Helper()
	ctx := context.Background()
	a := auth.New(s, auth.Options{Clock: func() time.Time { return begun }})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, person := range []string{"office", "plan-handler", "road-handler"} {
		token, _, err := a.Invite(ctx, "", person)
		must(err)
		_, err = a.Accept(ctx, token, password, auth.Origin{Address: "10.0.0.1"})
		must(err)
	}
	token, err := a.SignIn(ctx, "office", password, "", auth.Origin{})
	must(err)
	session, _, err := a.Session(ctx, token)
	must(err)
	factor, err = auth.NewSecret()
	must(err)
	code, err := auth.CodeAt(factor, begun)
	must(err)
	must(a.SetFactor(ctx, session, factor, code))
	must(a.Close(ctx, "", "plan-handler"))
	for range 5 {
		_, _ = a.SignIn(ctx, "road-handler", "wrong password", "", auth.Origin{Address: "10.0.0.1"})
	}
	must(a.Keep(ctx, "office", "ledger.view.逾期", []string{"light=red"}))
	_, _, err = a.Invite(ctx, "", "road-handler")
	must(err)
	return factor
}

// Accounts come back with the ledger, on either engine: passwords, second
// factors, what is closed, what people put by, the log. Sessions and open links
// do not: nothing that a browser or a letter held before opens what was restored.
func TestAccountsAreRestored(t *testing.T) {
	ctx := context.Background()
	for fromName, from := range engines {
		s, w := lived(t, from(t))
		factor := doors(t, s)
		var file bytes.Buffer
		sum, err := backup.Write(ctx, &file, s)
		if err != nil {
			t.Fatal(err)
		}
		if sum.Accounts != 3 || sum.Factors != 1 {
			t.Errorf("the backup holds %+v", sum)
		}
		for toName, to := range engines {
			t.Run(fromName+" to "+toName, func(t *testing.T) {
				target := open(t, to(t), w.Clock)
				if _, err := backup.Read(ctx, bytes.NewReader(file.Bytes()), target); err != nil {
					t.Fatal(err)
				}
				later := begun.Add(time.Hour)
				a := auth.New(target, auth.Options{Clock: func() time.Time { return later }})
				code, err := auth.CodeAt(factor, later)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := a.SignIn(ctx, "office", password, "", auth.Origin{}); !errors.Is(err, auth.ErrCode) {
					t.Errorf("without the second factor: %v", err)
				}
				if _, err := a.SignIn(ctx, "office", password, code, auth.Origin{}); err != nil {
					t.Errorf("with the second factor: %v", err)
				}
				if _, err := a.SignIn(ctx, "plan-handler", password, "", auth.Origin{}); !errors.Is(err, auth.ErrWrong) {
					t.Errorf("a closed account: %v", err)
				}
				var view []string
				if found, err := a.Kept(ctx, "office", "ledger.view.逾期", &view); !found || err != nil || len(view) != 1 {
					t.Errorf("a saved view: %v %v", view, err)
				}
				log, err := a.Log(ctx, auth.LogQuery{What: auth.LockedOut})
				if err != nil || len(log) != 1 || log[0].From != "10.0.0.1" {
					t.Errorf("the log of sign-ins: %v %v", log, err)
				}
			})
		}
		if text := file.String(); strings.Contains(text, password) {
			t.Error("a password stands in the backup")
		}
	}
}

// A sealed backup opens with its password alone, and not at all once it was
// changed or cut.
func TestSealed(t *testing.T) {
	var file bytes.Buffer
	w, err := backup.Seal(&file, password)
	if err != nil {
		t.Fatal(err)
	}
	plain := strings.Repeat("台账", 50_000)
	_, err = io.WriteString(w, plain)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(file.Bytes(), []byte("台账")) {
		t.Error("it can be read without the password")
	}
	open := func(data []byte, password string) (string, error) {
		r, err := backup.Unseal(bytes.NewReader(data), password)
		if err != nil {
			return "", err
		}
		text, err := io.ReadAll(r)
		return string(text), err
	}
	if got, err := open(file.Bytes(), password); err != nil || got != plain {
		t.Errorf("with its password: %d bytes, %v", len(got), err)
	}
	if _, err := open(file.Bytes(), ""); !errors.Is(err, backup.ErrSealed) {
		t.Errorf("without a password: %v", err)
	}
	if _, err := open(file.Bytes(), "another password"); !errors.Is(err, backup.ErrPassword) {
		t.Errorf("with another: %v", err)
	}
	changed := bytes.Clone(file.Bytes())
	changed[len(changed)/2] ^= 1
	if _, err := open(changed, password); err == nil {
		t.Error("a changed one opens")
	}
	if _, err := open(file.Bytes()[:file.Len()-1<<16], password); err == nil {
		t.Error("a shortened one opens")
	}
	if got, err := open([]byte("no seal"), password); err != nil || got != "no seal" {
		t.Errorf("what is not sealed: %q %v", got, err)
	}
}

// all is everything that is kept of a ledger.
func all(t *testing.T, s *store.Store) string {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	if err := s.Copy(context.Background(), func(table string, row []any) error { return enc.Encode([]any{table, row}) }); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A backup of either engine makes the same ledger on either engine: events,
// heads, files, notices and counters, and the lists that follow from them.
func TestRestoreIsTheSameLedger(t *testing.T) {
	ctx := context.Background()
	for fromName, from := range engines {
		t.Run(fromName, func(t *testing.T) {
			s, w := lived(t, from(t))
			var file bytes.Buffer
			wrote, err := backup.Write(ctx, &file, s)
			if err != nil {
				t.Fatal(err)
			}
			if wrote.Events == 0 || wrote.Files != 2 {
				t.Errorf("the backup holds %+v", wrote)
			}
			for toName, to := range engines {
				target := open(t, to(t), w.Clock)
				read, err := backup.Read(ctx, bytes.NewReader(file.Bytes()), target)
				if err != nil {
					t.Fatalf("into %s: %v", toName, err)
				}
				if diff := cmp.Diff(wrote, read); diff != "" {
					t.Errorf("into %s: %s", toName, diff)
				}
				service := ledger.New(target, ledger.Options{})
				if n, err := service.Rebuild(ctx); err != nil || n != 2 {
					t.Fatalf("into %s: rebuilt %d: %v", toName, n, err)
				}
				if diff := cmp.Diff(all(t, s), all(t, target)); diff != "" {
					t.Errorf("into %s: %s", toName, diff)
				}
				want, err := w.Service.List(ctx, "office", ledger.Query{Text: "修路"})
				if err != nil {
					t.Fatal(err)
				}
				got, err := service.List(ctx, "office", ledger.Query{Text: "修路"})
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got); diff != "" || got.Total != 1 {
					t.Errorf("into %s: %s", toName, diff)
				}
				// Life goes on where it stopped.
				if _, err := service.Docket(ctx, "office", storetest.Matter("种树"), false); err != nil {
					t.Errorf("into %s: %v", toName, err)
				}
				if _, err := backup.Read(ctx, bytes.NewReader(file.Bytes()), target); ledger.CodeOf(err) != ledger.Conflict {
					t.Errorf("into %s, which is not empty: %v", toName, err)
				}
			}
		})
	}
}

// A backup that was tampered with or cut short is refused and leaves nothing.
func TestDamage(t *testing.T) {
	ctx := context.Background()
	s, w := lived(t, engines["sqlite"](t))
	var file bytes.Buffer
	if _, err := backup.Write(ctx, &file, s); err != nil {
		t.Fatal(err)
	}
	unpack, err := gzip.NewReader(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(unpack)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	lines := strings.SplitAfter(text, "\n")
	last := len(lines) - 2 // the one that counts rows; the empty one after it
	pack := func(text string) []byte {
		var b bytes.Buffer
		p := gzip.NewWriter(&b)
		_, _ = p.Write([]byte(text))
		_ = p.Close()
		return b.Bytes()
	}
	without := func(i int) string { return strings.Join(append(append([]string{}, lines[:i]...), lines[i+1:]...), "") }
	flipped := func(data []byte, i int) []byte {
		data = slices.Clone(data)
		data[i] ^= 1
		return data
	}
	for name, c := range map[string]struct {
		data  []byte
		fault audit.Kind
	}{
		"another text":       {pack(strings.Replace(text, "已部署", "未部署", 1)), audit.Altered},
		"two events swapped": {pack(strings.Join(append(append(append([]string{}, lines[:last-3]...), lines[last-2], lines[last-3]), lines[last-1:]...), "")), audit.Reordered},
		"an event removed":   {pack(without(last - 3)), audit.Missing},
		"the last removed":   {pack(without(last - 1)), audit.Missing},
		"a file removed":     {pack(without(slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, `{"table":"files"`) }))), ""},
		"another file":       {pack(strings.Replace(text, base64.StdEncoding.EncodeToString([]byte("照片建公园")), base64.StdEncoding.EncodeToString([]byte("照片修公园")), 1)), ""},
		"a flipped byte":     {flipped(file.Bytes(), file.Len()/2), ""},
		"the end removed":    {pack(without(last)), ""},
		"cut short":          {file.Bytes()[:file.Len()/2], ""},
		"no backup":          {[]byte("no backup"), ""},
		"another form":       {pack(strings.Replace(text, "backup/2", "backup/9", 1)), ""},
		"a wrong type":       {pack(strings.Replace(text, `"row":["number`, `"row":[7,"number`, 1)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			target := open(t, engines["sqlite"](t), w.Clock)
			_, err := backup.Read(ctx, bytes.NewReader(c.data), target)
			if err == nil {
				t.Fatal("it was restored")
			}
			var fault *backup.FaultError
			if c.fault != "" && (!errors.As(err, &fault) || fault.Fault.Kind != c.fault) {
				t.Errorf("got %v, want %s", err, c.fault)
			}
			if left := all(t, target); left != "" {
				t.Errorf("it left %s", left)
			}
		})
	}
}
