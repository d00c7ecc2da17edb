package store

import (
	"context"
	"database/sql"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/pressly/goose/v3"
)

var (
	setToPass   = bulkIn("UPDATE listing SET asks = 'pass' WHERE n IN ", "")
	setToReport = bulkIn("UPDATE listing SET asks = 'report' WHERE n IN ", "")
)

// askingMigration tells what the matters of an earlier ledger ask of their units:
// its migration 13.
func (s *Store) askingMigration() *goose.Migration {
	up := func(ctx context.Context, began *sql.Tx) error {
		t := &tx{store: s, ctx: ctx, sql: began}
		if err := t.exec("ALTER TABLE listing ADD COLUMN asks TEXT NOT NULL DEFAULT 'close'"); err != nil {
			return err
		}
		if err := t.readHead(); err != nil {
			return err
		}
		asks, err := ledger.Asking(t)
		if err != nil {
			return err
		}
		var rows []ledger.Row
		var numbers []int64
		err = t.each(`SELECT o.n, m.id, m.regime, o.due_key, coalesce((SELECT min(x.unit) FROM others x WHERE x.n = o.n), '')
			FROM listing o JOIN matters m ON m.n = o.n WHERE o.due_key <> ''`, nil, func(found *sql.Rows) error {
			var r ledger.Row
			var n int64
			var other string
			err := found.Scan(&n, &r.ID, &r.Regime, &r.DueKey, &other)
			if other != "" {
				r.Others = []string{other}
			}
			rows, numbers = append(rows, r), append(numbers, n)
			return err
		})
		if err != nil {
			return err
		}
		var pass, report []any
		for i := range rows {
			ask, err := asks(&rows[i])
			if err != nil {
				return err
			}
			switch ask {
			case ledger.AsksPass:
				pass = append(pass, numbers[i])
			case ledger.AsksReport:
				report = append(report, numbers[i])
			}
		}
		if err := t.execAll(setToPass, pass); err != nil {
			return err
		}
		return t.execAll(setToReport, report)
	}
	return goose.NewGoMigration(13, &goose.GoFunc{RunTx: up}, nil)
}
