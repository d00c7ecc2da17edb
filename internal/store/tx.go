package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/luoshi-project/luoshi/internal/audit"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// tx is one transaction.
type tx struct {
	store *Store
	ctx   context.Context //nolint:containedctx // a transaction lives as long as its context
	sql   *sql.Tx         // nil in a store that only goes forward
	now   time.Time
	write bool
	told  bool // somebody something
	// cleaned says that rows were taken away.
	cleaned bool
	head    head
	forward *forward // nil where what is written is written at once
}

// head is the end of the chain and the versions of what is cached.
type head struct {
	seq        int64
	hash       audit.Hash
	org, rules int
	moved      bool
}

// Update implements ledger.Store.
func (s *Store) Update(ctx context.Context, f func(ledger.Tx) error) error {
	return s.update(ctx, func(t *tx) error {
		if err := f(t); err != nil {
			return err
		}
		if t.told {
			if err := t.handOver(); err != nil {
				return err
			}
		}
		return t.keepHead()
	})
}

// update runs f in a transaction that writes.
func (s *Store) update(ctx context.Context, f func(*tx) error) error {
	if s.engine.sqlite {
		select {
		case s.writer.turn <- struct{}{}:
			defer func() { <-s.writer.turn }()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return s.run(ctx, true, f)
}

// View implements ledger.Store.
func (s *Store) View(ctx context.Context, f func(ledger.Reader) error) error {
	return s.run(ctx, false, func(t *tx) error { return f(t) })
}

func (s *Store) run(ctx context.Context, write bool, f func(*tx) error) (err error) {
	if write && s.forward != nil {
		return s.runForward(ctx, f)
	}
	if err := s.forward.wait(); err != nil {
		return unavailable(err)
	}
	if write {
		defer s.turns.wait(ctx)()
	}
	var began *sql.Tx
	switch {
	case write && s.engine.sqlite:
		began, err = s.writer.conn.BeginTx(ctx, nil)
	case write:
		began, err = s.db.BeginTx(ctx, nil)
	case s.engine.sqlite:
		began, err = s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	default:
		began, err = s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	}
	if err != nil {
		return unavailable(err)
	}
	t := &tx{store: s, ctx: ctx, sql: began, write: write}
	defer func() {
		// After a commit this does nothing.
		if undo := began.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
			err = errors.Join(err, unavailable(undo))
		}
	}()
	if err := t.readHead(); err != nil {
		return unavailable(err)
	}
	t.now = s.clock().UTC().Truncate(time.Microsecond)
	if err := f(t); err != nil {
		return unavailable(err)
	}
	if t.cleaned {
		defer s.letGo()
	}
	return unavailable(began.Commit())
}

// readHead reads the end of the chain. On PostgreSQL a writer waits here for
// its turn.
func (t *tx) readHead() error {
	q := "SELECT seq, hash, org, rules FROM head WHERE one = 1"
	if t.write && !t.store.engine.sqlite {
		q += " FOR UPDATE"
	}
	return t.row(q, nil, &t.head.seq, (*[]byte)(&t.head.hash), &t.head.org, &t.head.rules)
}

func (t *tx) keepHead() error {
	if !t.head.moved {
		return nil
	}
	h := t.head
	return t.beside(func(t *tx) error {
		return t.exec("UPDATE head SET seq = $1, hash = $2, org = $3, rules = $4 WHERE one = 1", h.seq, []byte(h.hash), h.org, h.rules)
	})
}

// Now implements ledger.Reader.
func (t *tx) Now() time.Time { return t.now }

// Last implements ledger.Reader.
func (t *tx) Last() int64 { return t.head.seq }

// Versions implements ledger.Reader.
func (t *tx) Versions() (org, rules int, err error) { return t.head.org, t.head.rules, nil }

// exec runs a statement that returns nothing. Statements that SQLite writes with
// are short: whether to go on is asked between them, which spares watching for an
// end in each.
func (t *tx) exec(q string, args ...any) error {
	if err := t.forward.wait(); err != nil {
		return err
	}
	if t.write && t.store.engine.sqlite {
		s, err := t.prepare(q)
		if err != nil {
			return err
		}
		if s != nil {
			_, err = s.Exec(args...)
			return err
		}
	}
	if t.sql == nil {
		_, err := t.store.writer.conn.ExecContext(t.ctx, t.store.engine.sql(q), args...)
		return err
	}
	_, err := t.sql.ExecContext(t.ctx, t.store.engine.sql(q), args...)
	return err
}

func (t *tx) query(q string, args []any) (*sql.Rows, error) {
	if err := t.forward.wait(); err != nil {
		return nil, err
	}
	if t.write && t.store.engine.sqlite {
		s, err := t.prepare(q)
		if err != nil {
			return nil, err
		}
		if s != nil {
			return s.Query(args...)
		}
	}
	if t.sql == nil {
		return t.store.writer.conn.QueryContext(t.ctx, t.store.engine.sql(q), args...)
	}
	return t.sql.QueryContext(t.ctx, t.store.engine.sql(q), args...)
}

// prepare finds the writer's prepared statement, unless it is time to stop.
func (t *tx) prepare(q string) (*sql.Stmt, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	return t.store.writer.prepare(t.ctx, q)
}

// each calls scan for every row.
func (t *tx) each(q string, args []any, scan func(*sql.Rows) error) error {
	rows, err := t.query(q, args)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// row reads one row; sql.ErrNoRows if there is none.
func (t *tx) row(q string, args []any, into ...any) error {
	found := false
	err := t.each(q, args, func(rows *sql.Rows) error {
		found = true
		return rows.Scan(into...)
	})
	if err == nil && !found {
		return sql.ErrNoRows
	}
	return err
}

// column reads a column of strings.
func (t *tx) column(q string, args ...any) ([]string, error) {
	var list []string
	err := t.each(q, args, func(rows *sql.Rows) error {
		var s string
		err := rows.Scan(&s)
		list = append(list, s)
		return err
	})
	return list, err
}
