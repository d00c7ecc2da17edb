package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/audit"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// copied lists what cannot be made anew from events, and the events themselves,
// which come last. A column's kind is i, an int64, t, a text, b, bytes, or y,
// yes or no. Sessions and one-time links are left out: what a browser or a letter
// opened before must not open a ledger that was restored.
var copied = []struct{ table, columns, kinds, order string }{
	{"heads", "seq, at, hash, key, signature", "iibtb", "seq, key"},
	{"counters", "name, value", "ti", "name"},
	{"files", "hash, name, type, size, data", "tttib", "hash"},
	{"notices", "person, cause, matter, kind, at, zh, en, read_at", "ttttitti", "id"},
	{"accounts", accountColumns, "ttitiiiyi", "person"},
	{"drawers", "person, name, data", "ttt", "person, name"},
	{"auth_log", "at, person, actor, what, ok, address, detail", "itttytt", "n"},
	{"events", eventColumns, "ititittttb", "seq"},
}

// Copy hands over all there is to keep of a ledger as it stands at one moment:
// rows of int64, string, []byte and bool, table by table, the events last and in order.
func (s *Store) Copy(ctx context.Context, out func(table string, row []any) error) error {
	return s.run(ctx, false, func(t *tx) error {
		for _, c := range copied {
			err := t.each("SELECT "+c.columns+" FROM "+c.table+" ORDER BY "+c.order, nil, func(rows *sql.Rows) error {
				row, into := make([]any, len(c.kinds)), make([]any, len(c.kinds))
				for i := range row {
					into[i] = &row[i]
				}
				if err := rows.Scan(into...); err != nil {
					return err
				}
				for i, kind := range c.kinds {
					if err := typed(&row[i], kind); err != nil {
						return fmt.Errorf("%s: column %d: %w", c.table, i+1, err)
					}
				}
				return out(c.table, row)
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// typed gives a value the type of its kind: engines differ in what they return.
func typed(v *any, kind rune) error {
	switch x := (*v).(type) {
	case int64:
		switch kind {
		case 'i':
			return nil
		case 'y':
			*v = x != 0
			return nil
		}
	case string:
		switch kind {
		case 't':
			return nil
		case 'b':
			*v = []byte(x)
			return nil
		}
	case []byte:
		switch kind {
		case 'b':
			*v = slices.Clone(x)
			return nil
		case 't':
			*v = string(x)
			return nil
		}
	case bool:
		if kind == 'y' {
			return nil
		}
	case nil:
		if kind == 'b' {
			*v = []byte{}
			return nil
		}
	}
	return fmt.Errorf("a value is a %T", *v)
}

// Fill puts what Copy handed over into an empty ledger, all of it or nothing. The
// rows of lists are not part of it: Service.Rebuild makes them. A ledger with
// events is refused with Conflict.
func (s *Store) Fill(ctx context.Context, in func(put func(table string, row []any) error) error) error {
	if s.engine.sqlite {
		s.writer.turn <- struct{}{}
		defer func() { <-s.writer.turn }()
	}
	return s.run(ctx, true, func(t *tx) error {
		if t.head.seq > 0 {
			return &ledger.Error{
				Code: ledger.Conflict, Key: "not_empty",
				Words: ledger.Words{ZH: "台账不是空的", EN: "the ledger is not empty"},
				Hint:  ledger.Words{ZH: "请恢复到新的台账", EN: "restore into a new one"},
			}
		}
		err := in(t.fill)
		if err != nil {
			return err
		}
		t.head.moved = true
		return t.keepHead()
	})
}

// fill puts one row.
func (t *tx) fill(table string, row []any) error {
	for _, c := range copied {
		if c.table != table {
			continue
		}
		if len(row) != len(c.kinds) {
			return fmt.Errorf("%s: %d columns, want %d", table, len(row), len(c.kinds))
		}
		for i, kind := range c.kinds {
			if err := typed(&row[i], kind); err != nil {
				return fmt.Errorf("%s: column %d: %w", table, i+1, err)
			}
		}
		if table == "events" {
			t.count(row)
		}
		return t.exec("INSERT INTO "+table+" ("+c.columns+") VALUES "+strings.TrimSpace(placeholders(1, len(c.kinds))), row...)
	}
	return fmt.Errorf("there is no table %q", table)
}

// count takes a restored event into the end of the chain.
func (t *tx) count(row []any) {
	seq, _ := row[0].(int64)
	number, _ := row[2].(int64)
	hash, _ := row[9].([]byte)
	t.head.seq, t.head.hash = seq, audit.Hash(hash)
	switch row[1] {
	case ledger.OrgStream:
		t.head.org = int(number)
	case ledger.RulesStream:
		t.head.rules = int(number)
	}
}
