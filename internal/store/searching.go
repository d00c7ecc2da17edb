package store

import (
	"context"
	"database/sql"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/pressly/goose/v3"
)

// searchMigrations make the search of SQLite anew, with pieces of four characters
// beside those of two: the ledger's migration 10.
func (s *Store) searchMigrations() []*goose.Migration {
	if !s.engine.sqlite {
		return nil
	}
	up := func(ctx context.Context, began *sql.Tx) error {
		t := &tx{store: s, ctx: ctx, sql: began}
		for _, q := range []string{
			"DROP TABLE search",
			"CREATE VIRTUAL TABLE search USING fts5 (short, long, content = '', contentless_delete = 1, tokenize = 'ascii')",
		} {
			if err := t.exec(q); err != nil {
				return err
			}
		}
		return t.each("SELECT n, number, title, text FROM matters ORDER BY n", nil, func(rows *sql.Rows) error {
			var n int64
			var r ledger.Row
			if err := rows.Scan(&n, &r.Number, &r.Title, &r.Text); err != nil {
				return err
			}
			return t.putPieces(n, &r)
		})
	}
	return []*goose.Migration{goose.NewGoMigration(10, &goose.GoFunc{RunTx: up}, nil)}
}
