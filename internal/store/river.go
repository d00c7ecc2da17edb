package store

import (
	"context"
	"database/sql"
	"log/slog"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

// jobsMigrations make the tables in which River keeps jobs, in the transactions
// of the ledger's own migrations 6 and 7. There are two because PostgreSQL lets a
// word that River adds to a type be used only in a later transaction.
func (e engine) jobsMigrations() []*goose.Migration {
	var list []*goose.Migration
	for i, target := range [...]int{5, 6} {
		up := func(ctx context.Context, tx *sql.Tx) error {
			m, err := rivermigrate.New(e.river(nil), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
			if err == nil {
				_, err = m.MigrateTx(ctx, tx, rivermigrate.DirectionUp, &rivermigrate.MigrateOpts{TargetVersion: target}) //nolint:staticcheck // what may not share a transaction does not
			}
			return err
		}
		list = append(list, goose.NewGoMigration(int64(6+i), &goose.GoFunc{RunTx: up}, nil))
	}
	return list
}

// river is River's driver for the engine; without a database it works in
// transactions alone.
func (e engine) river(db *sql.DB) riverdriver.Driver[*sql.Tx] {
	if e.sqlite {
		return riversqlite.New(db)
	}
	return riverdatabasesql.New(db)
}
