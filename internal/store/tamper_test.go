package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"fmt"
	"testing"

	"github.com/luoshi-project/luoshi/internal/audit"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store/storetest"
)

func verify(t *testing.T, s *Store) audit.Result {
	t.Helper()
	var direct, exported audit.Result
	err := s.Chain(context.Background(), func(next func() (audit.Entry, error), heads []audit.Head) (err error) {
		direct, err = audit.Verify(next, heads, "")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var export bytes.Buffer
	err = s.Chain(context.Background(), func(next func() (audit.Entry, error), heads []audit.Head) error {
		return audit.Export(&export, next, heads)
	})
	if err != nil {
		t.Fatal(err)
	}
	if exported, err = audit.VerifyExport(&export, ""); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(direct.Fault) != fmt.Sprint(exported.Fault) {
		t.Errorf("verified in place: %v; as exported: %v", direct.Fault, exported.Fault)
	}
	return direct
}

func TestTamperingIsPinpointed(t *testing.T) {
	for engine, name := range engines {
		for what, c := range map[string]struct {
			statements []string
			kind       audit.Kind
			seq        int64
		}{
			"nothing":                {nil, "", 0},
			"a flipped byte":         {[]string{"UPDATE events SET body = replace(body, '公园', '公圆') WHERE seq = 6"}, audit.Altered, 6},
			"another time":           {[]string{"UPDATE events SET at = at + 1 WHERE seq = 9"}, audit.Altered, 9},
			"a removed row":          {[]string{"DELETE FROM events WHERE seq = 7"}, audit.Missing, 7},
			"the last row removed":   {[]string{"DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)"}, audit.Missing, 14},
			"two rows swapped":       {[]string{"UPDATE events SET seq = -6 WHERE seq = 6", "UPDATE events SET seq = 6 WHERE seq = 8", "UPDATE events SET seq = 8 WHERE seq = -6"}, audit.Reordered, 6},
			"neighbours swapped":     {[]string{"UPDATE events SET seq = -6 WHERE seq = 6", "UPDATE events SET seq = 6 WHERE seq = 7", "UPDATE events SET seq = 7 WHERE seq = -6"}, audit.Reordered, 6},
			"a row added at the end": {[]string{"INSERT INTO events SELECT seq + 1, stream, number + 1, kind, at, actor, covered, unit, body, hash FROM events WHERE seq = (SELECT max(seq) FROM events)"}, audit.Altered, 15},
		} {
			t.Run(engine+"/"+what, func(t *testing.T) {
				var s *Store
				w := storetest.New(t, func(t testing.TB, clock *storetest.Clock) ledger.Store {
					s = openStore(t, name(t), clock)
					return s
				})
				for range 4 {
					w.Docket("新建公园", "plan")
				}
				if _, err := s.Sign(context.Background(), ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, 32))); err != nil {
					t.Fatal(err)
				}
				tamper(t, s, c.statements)
				r := verify(t, s)
				switch {
				case c.kind == "":
					if r.Fault != nil || r.Heads != 1 || r.Events != 14 {
						t.Errorf("%+v", r)
					}
				case r.Fault == nil || r.Fault.Kind != c.kind || r.Fault.Seq != c.seq:
					t.Errorf("found %+v, want %s at %d", r.Fault, c.kind, c.seq)
				}
			})
		}
	}
}

// tamper does to the database what the program does not allow.
func tamper(t *testing.T, s *Store, statements []string) {
	t.Helper()
	db := s.db
	first := []string{"DROP TRIGGER events_stay ON events"}
	if s.engine.sqlite {
		first = []string{"DROP TRIGGER events_stay", "DROP TRIGGER events_last"}
	}
	for _, q := range append(first, statements...) {
		var err error
		if s.engine.sqlite {
			_, err = s.writer.conn.ExecContext(context.Background(), q)
		} else {
			_, err = db.Exec(q)
		}
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
}

func TestEventsCannotBeChangedByTheWay(t *testing.T) {
	for engine, name := range engines {
		t.Run(engine, func(t *testing.T) {
			var s *Store
			storetest.New(t, func(t testing.TB, clock *storetest.Clock) ledger.Store {
				s = openStore(t, name(t), clock)
				return s
			})
			for _, q := range []string{"UPDATE events SET actor = 'x'", "DELETE FROM events"} {
				err := s.run(context.Background(), true, func(t *tx) error { return t.exec(q) })
				if err == nil {
					t.Errorf("%s: allowed", q)
				}
			}
		})
	}
}
