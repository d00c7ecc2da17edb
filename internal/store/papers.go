package store

import (
	"database/sql"
	"errors"
	"strings"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

const paperColumns = `id, title, name, place, level, year, stage, assigning, readings, total, reviewed, actions, docketed, version, opened_at, last_at`

// putPaper sets all but the id and when it was opened.
var putPaper = func() string {
	columns := strings.Split(paperColumns, ", ")
	var set []string
	for _, c := range columns {
		if c != "id" && c != "opened_at" {
			set = append(set, c+" = excluded."+c)
		}
	}
	return "INSERT INTO papers (" + paperColumns + ") VALUES " + placeholders(1, len(columns)) +
		" ON CONFLICT (id) DO UPDATE SET " + strings.Join(set, ", ")
}()

// PutPaper implements ledger.Tx.
func (t *tx) PutPaper(p ledger.Paper) error {
	err := t.exec(putPaper, p.ID, p.Title, p.Name, p.Place, p.Level, p.Year, p.Stage, p.Assigning, p.Readings, p.Total, p.Reviewed,
		p.Actions, p.Docketed, p.Version, micro(p.Opened), micro(p.Last))
	if err != nil {
		return err
	}
	for _, hash := range p.Hashes {
		if err := t.exec("INSERT INTO paper_hashes (hash, paper) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING", hash, p.ID); err != nil {
			return err
		}
	}
	return nil
}

// Papers implements ledger.Reader.
func (t *tx) Papers(units []string) ([]ledger.Paper, error) {
	w := &where{engine: t.store.engine}
	q := "SELECT " + paperColumns + " FROM papers"
	if units != nil {
		q += " WHERE assigning IN " + in(w, units)
	}
	var list []ledger.Paper
	err := t.each(q+" ORDER BY last_at DESC, id", w.args, func(rows *sql.Rows) error {
		var p ledger.Paper
		var opened, last int64
		err := rows.Scan(&p.ID, &p.Title, &p.Name, &p.Place, &p.Level, &p.Year, &p.Stage, &p.Assigning, &p.Readings, &p.Total, &p.Reviewed,
			&p.Actions, &p.Docketed, &p.Version, &opened, &last)
		p.Opened, p.Last = instant(opened), instant(last)
		list = append(list, p)
		return err
	})
	return list, err
}

// PaperOf implements ledger.Reader.
func (t *tx) PaperOf(hash string) (string, error) {
	var id string
	err := t.row("SELECT paper FROM paper_hashes WHERE hash = $1", []any{hash}, &id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, err
}
