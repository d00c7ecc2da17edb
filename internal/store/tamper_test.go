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
	err := s.Chain(context.Background(), func(next func() (audit.Entry, error), claims audit.Claims) (err error) {
		direct, err = audit.Verify(next, claims, "")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var export bytes.Buffer
	err = s.Chain(context.Background(), func(next func() (audit.Entry, error), claims audit.Claims) error {
		return audit.Export(&export, next, claims)
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

// tampering is what somebody with the database in hand could do, and what
// verification must say of it.
var tampering = map[string]struct {
	statements []string
	kind       audit.Kind
	seq, to    int64 // to is looked at where nothing is signed
	onlySigned bool  // found by the signature, and by nothing else
}{
	"nothing":               {nil, "", 0, 0, false},
	"a flipped byte":        {[]string{"UPDATE events SET body = replace(body, '公园', '公圆') WHERE seq = 6"}, audit.Altered, 6, 0, false},
	"a body that is none":   {[]string{"UPDATE events SET body = '{' WHERE seq = 1"}, audit.Altered, 1, 0, false},
	"white space in a body": {[]string{"UPDATE events SET body = replace(body, ',', ', ') WHERE seq = 6"}, audit.Altered, 6, 0, false},
	"another time":          {[]string{"UPDATE events SET at = at + 1 WHERE seq = 9"}, audit.Altered, 9, 0, false},
	"another actor":         {[]string{"UPDATE events SET actor = 'mayor' WHERE seq = 3"}, audit.Altered, 3, 0, false},
	"a removed row":         {[]string{"DELETE FROM events WHERE seq = 7"}, audit.Missing, 7, 0, false},
	"the first removed":     {[]string{"DELETE FROM events WHERE seq = 1"}, audit.Missing, 1, 0, false},
	"the last row removed":  {[]string{"DELETE FROM events WHERE seq = 14"}, audit.Missing, 14, 0, false},
	"the last three rows":   {[]string{"DELETE FROM events WHERE seq > 11"}, audit.Missing, 12, 14, false},
	"all rows removed":      {[]string{"DELETE FROM events"}, audit.Missing, 1, 14, false},
	"two rows swapped":      {[]string{"UPDATE events SET seq = -6 WHERE seq = 6", "UPDATE events SET seq = 6 WHERE seq = 8", "UPDATE events SET seq = 8 WHERE seq = -6"}, audit.Reordered, 6, 0, false},
	"neighbours swapped":    {[]string{"UPDATE events SET seq = -6 WHERE seq = 6", "UPDATE events SET seq = 6 WHERE seq = 7", "UPDATE events SET seq = 7 WHERE seq = -6"}, audit.Reordered, 6, 0, false},
	"a row added at the end": {
		[]string{"INSERT INTO events SELECT seq + 1, stream, number + 1, kind, at, actor, covered, unit, body, hash FROM events WHERE seq = 14"}, audit.Altered, 15, 0, false,
	},
	"the noted end set back":          {[]string{"UPDATE head SET seq = 13, hash = (SELECT hash FROM events WHERE seq = 13)"}, audit.Altered, 14, 14, false},
	"another hash at the end":         {[]string{"UPDATE head SET hash = (SELECT hash FROM events WHERE seq = 13)"}, audit.Altered, 1, 14, false},
	"another hash at the end, signed": {[]string{"UPDATE head SET hash = (SELECT hash FROM events WHERE seq = 13)"}, audit.Altered, 14, 0, true},
	"cut off, and the noted end set back": {
		[]string{"DELETE FROM events WHERE seq > 11", "UPDATE head SET seq = 11, hash = (SELECT hash FROM events WHERE seq = 11)"}, audit.Missing, 12, 14, true,
	},
	"an altered signed head":      {[]string{"UPDATE heads SET at = at + 1"}, audit.Unsigned, 14, 0, true},
	"a signed head of another":    {[]string{"UPDATE heads SET hash = (SELECT hash FROM events WHERE seq = 13)"}, audit.Unsigned, 14, 0, true},
	"a signed head put elsewhere": {[]string{"UPDATE heads SET seq = 13, hash = (SELECT hash FROM events WHERE seq = 13)"}, audit.Unsigned, 13, 0, true},
}

func TestTamperingIsPinpointed(t *testing.T) {
	for engine, name := range engines {
		for what, c := range tampering {
			for _, signed := range []bool{false, true} {
				if engine == "postgres" && signed != c.onlySigned {
					continue // what is verified is the same; making databases takes long
				}
				t.Run(fmt.Sprintf("%s/%s/signed %v", engine, what, signed), func(t *testing.T) {
					var s *Store
					w := storetest.New(t, func(t testing.TB, clock *storetest.Clock) ledger.Store {
						s = openStore(t, name(t), clock)
						return s
					})
					for range 4 {
						w.Docket("新建公园", "plan")
					}
					if signed {
						if _, err := s.Sign(context.Background(), ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, 32))); err != nil {
							t.Fatal(err)
						}
					}
					tamper(t, s, c.statements)
					r := verify(t, s)
					switch {
					case c.kind == "":
						if r.Fault != nil || r.Events != 14 || (r.Heads == 1) != signed {
							t.Errorf("%+v", r)
						}
					case c.onlySigned && !signed, signed && what == "another hash at the end":
					case r.Fault == nil || r.Fault.Kind != c.kind || r.Fault.Seq != c.seq || c.to != 0 && !signed && r.Fault.To != c.to:
						t.Errorf("found %+v, want %s at %d to %d", r.Fault, c.kind, c.seq, c.to)
					}
				})
			}
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
