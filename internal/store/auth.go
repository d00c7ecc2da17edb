package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"time"

	"github.com/luoshi-project/luoshi/internal/auth"
)

// authTx is a transaction on accounts and what belongs to them.
type authTx struct{ *tx }

// UpdateAuth implements auth.Store.
func (s *Store) UpdateAuth(ctx context.Context, f func(auth.Tx) error) error {
	if s.engine.sqlite {
		select {
		case s.writer.turn <- struct{}{}:
			defer func() { <-s.writer.turn }()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return s.run(ctx, true, func(t *tx) error { return f(authTx{t}) })
}

// ViewAuth implements auth.Store.
func (s *Store) ViewAuth(ctx context.Context, f func(auth.Reader) error) error {
	return s.run(ctx, false, func(t *tx) error { return f(authTx{t}) })
}

// dollar names a parameter.
func dollar(n int) string { return "$" + strconv.Itoa(n) }

// found turns a row that is not there into none.
func found(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

const accountColumns = "person, password, since, totp, used, failed, locked, closed, seen"

func scanAccount(scan func(...any) error) (a auth.Account, err error) {
	var since, locked, seen int64
	err = scan(&a.Person, &a.Password, &since, &a.TOTP, &a.Used, &a.Failed, &locked, &a.Closed, &seen)
	a.Since, a.Locked, a.Seen = instant(since), instant(locked), instant(seen)
	return a, err
}

// Account implements auth.Reader.
func (t authTx) Account(person string) (a auth.Account, err error) {
	err = t.each("SELECT "+accountColumns+" FROM accounts WHERE person = $1", []any{person}, func(rows *sql.Rows) (err error) {
		a, err = scanAccount(rows.Scan)
		return err
	})
	return a, err
}

// Accounts implements auth.Reader.
func (t authTx) Accounts() (all []auth.Account, err error) {
	err = t.each("SELECT "+accountColumns+" FROM accounts ORDER BY person", nil, func(rows *sql.Rows) error {
		a, err := scanAccount(rows.Scan)
		all = append(all, a)
		return err
	})
	return all, err
}

// PutAccount implements auth.Tx.
func (t authTx) PutAccount(a auth.Account) error {
	return t.exec("INSERT INTO accounts ("+accountColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"+
		" ON CONFLICT (person) DO UPDATE SET password = excluded.password, since = excluded.since, totp = excluded.totp,"+
		" used = excluded.used, failed = excluded.failed, locked = excluded.locked, closed = excluded.closed, seen = excluded.seen",
		a.Person, a.Password, micro(a.Since), a.TOTP, a.Used, a.Failed, micro(a.Locked), a.Closed, micro(a.Seen))
}

// Session implements auth.Reader.
func (t authTx) Session(hash string) (s auth.Session, err error) {
	var begun, seen int64
	err = t.row("SELECT hash, person, begun, seen, address, agent FROM sessions WHERE hash = $1", []any{hash},
		&s.Hash, &s.Person, &begun, &seen, &s.From, &s.Agent)
	s.Begun, s.Seen = instant(begun), instant(seen)
	return s, found(err)
}

// PutSession implements auth.Tx.
func (t authTx) PutSession(s auth.Session) error {
	return t.exec("INSERT INTO sessions (hash, person, begun, seen, address, agent) VALUES ($1, $2, $3, $4, $5, $6)"+
		" ON CONFLICT (hash) DO UPDATE SET seen = excluded.seen",
		s.Hash, s.Person, micro(s.Begun), micro(s.Seen), s.From, s.Agent)
}

// DropSession implements auth.Tx.
func (t authTx) DropSession(hash string) error {
	return t.exec("DELETE FROM sessions WHERE hash = $1", hash)
}

// DropSessions implements auth.Tx.
func (t authTx) DropSessions(person, but string) error {
	return t.exec("DELETE FROM sessions WHERE person = $1 AND hash <> $2", person, but)
}

// DropExpired implements auth.Tx.
func (t authTx) DropExpired(before time.Time) error {
	return errors.Join(
		t.exec("DELETE FROM sessions WHERE begun < $1", micro(before)),
		t.exec("DELETE FROM links WHERE until < $1", micro(before)),
	)
}

// Link implements auth.Reader.
func (t authTx) Link(hash string) (l auth.Link, err error) {
	var until int64
	err = t.row("SELECT hash, person, until FROM links WHERE hash = $1", []any{hash}, &l.Hash, &l.Person, &until)
	l.Until = instant(until)
	return l, found(err)
}

// PutLink implements auth.Tx.
func (t authTx) PutLink(l auth.Link) error {
	return t.exec("INSERT INTO links (hash, person, until) VALUES ($1, $2, $3)"+
		" ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, until = excluded.until", l.Hash, l.Person, micro(l.Until))
}

// DropLink implements auth.Tx.
func (t authTx) DropLink(hash string) error { return t.exec("DELETE FROM links WHERE hash = $1", hash) }

// Kept implements auth.Reader.
func (t authTx) Kept(person, name string) ([]byte, error) {
	list, err := t.column("SELECT data FROM drawers WHERE person = $1 AND name = $2", person, name)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return []byte(list[0]), nil
}

// KeptNames implements auth.Reader. Names are compared by their characters, so
// that none of them stands for others.
func (t authTx) KeptNames(person, prefix string) ([]string, error) {
	return t.column("SELECT name FROM drawers WHERE person = $1 AND substr(name, 1, length($2)) = $3 ORDER BY name", person, prefix, prefix)
}

// Keep implements auth.Tx.
func (t authTx) Keep(person, name string, data []byte) error {
	if data == nil {
		return t.exec("DELETE FROM drawers WHERE person = $1 AND name = $2", person, name)
	}
	return t.exec("INSERT INTO drawers (person, name, data) VALUES ($1, $2, $3)"+
		" ON CONFLICT (person, name) DO UPDATE SET data = excluded.data", person, name, string(data))
}

// Note implements auth.Tx.
func (t authTx) Note(e auth.Entry) error {
	return t.exec("INSERT INTO auth_log (at, person, actor, what, ok, address, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		micro(e.At), e.Person, e.By, string(e.What), e.OK, e.From, e.Detail)
}

// Log implements auth.Reader.
func (t authTx) Log(q auth.LogQuery) (list []auth.Entry, err error) {
	where, args := "1 = 1", []any{}
	add := func(condition string, values ...any) {
		where += " AND " + condition
		args = append(args, values...)
	}
	if q.Person != "" {
		add("(person = $1 OR actor = $2)", q.Person, q.Person)
	}
	if q.What != "" {
		add("what = "+dollar(len(args)+1), string(q.What))
	}
	if q.Failed {
		add("ok = "+dollar(len(args)+1), false)
	}
	limit := q.Limit
	if limit <= 0 {
		limit = 100
	}
	n := len(args)
	args = append(args, limit, q.Skip)
	err = t.each("SELECT at, person, actor, what, ok, address, detail FROM auth_log WHERE "+where+
		" ORDER BY n DESC LIMIT "+dollar(n+1)+" OFFSET "+dollar(n+2), args, func(rows *sql.Rows) error {
		var e auth.Entry
		var at int64
		err := rows.Scan(&at, &e.Person, &e.By, &e.What, &e.OK, &e.From, &e.Detail)
		e.At = instant(at)
		list = append(list, e)
		return err
	})
	return list, err
}
