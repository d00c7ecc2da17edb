package store

import (
	"context"
	"database/sql"
	"errors"
)

// writer is the one connection that writes to a SQLite file, with its prepared
// statements. Goroutines take turns in the order they came.
type writer struct {
	db         *sql.DB
	turn       chan struct{}
	conn       *sql.Conn
	statements map[string]*sql.Stmt
}

func newWriter(db *sql.DB) *writer {
	return &writer{db: db, turn: make(chan struct{}, 1), statements: map[string]*sql.Stmt{}}
}

// begin takes the connection for good.
func (w *writer) begin(ctx context.Context) (err error) {
	w.conn, err = w.db.Conn(ctx)
	return err
}

func (w *writer) close() error {
	w.turn <- struct{}{}
	var errs []error
	for _, s := range w.statements {
		errs = append(errs, s.Close())
	}
	if w.conn != nil {
		errs = append(errs, w.conn.Close())
	}
	return errors.Join(append(errs, w.db.Close())...)
}

// most statements that are kept prepared; queries are made up of parts and
// could be many.
const most = 200

// prepare prepares a statement, with parameters as $1, or finds it. It is nil
// when there are too many.
func (w *writer) prepare(ctx context.Context, q string) (*sql.Stmt, error) {
	if s := w.statements[q]; s != nil || len(w.statements) >= most {
		return s, nil
	}
	s, err := w.conn.PrepareContext(ctx, engine{sqlite: true}.sql(q))
	if err == nil {
		w.statements[q] = s
	}
	return s, err
}
