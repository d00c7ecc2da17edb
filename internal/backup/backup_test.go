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

	"github.com/google/go-cmp/cmp"
	"github.com/luoshi-project/luoshi/internal/audit"
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
		"another form":       {pack(strings.Replace(text, "backup/1", "backup/9", 1)), ""},
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
