package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

// Examine compares all that lists hold with the events, as the ledger stands at
// one moment. replay makes of a matter's events what follows from them;
// found is told, in English, of each matter what lists say that its events do
// not. It returns how many matters there are.
func (s *Store) Examine(ctx context.Context, replay func(tx ledger.Reader, id string, events []ledger.Event) (ledger.Row, []ledger.Month, error), found func(matter, says string)) (matters int, err error) {
	err = s.run(ctx, false, func(t *tx) error {
		for after := ""; ; {
			ids, err := t.column("SELECT stream FROM events WHERE number = 1 AND kind = 'docketed' AND stream > $1 ORDER BY stream LIMIT $2", after, chunk)
			if err != nil {
				return err
			}
			if len(ids) == 0 {
				break
			}
			for _, id := range ids {
				matters++
				events, err := t.Events(id, 0)
				if err != nil {
					return err
				}
				want, months, err := replay(t, id, events)
				if err != nil {
					return err
				}
				if err := t.compare(&want, months, found); err != nil {
					return err
				}
			}
			after = ids[len(ids)-1]
		}
		return t.strays(found)
	})
	return matters, err
}

// compare compares the row of a matter, the units it names, how it stood at the
// ends of months and the pairs it is found by with those that follow from its events.
func (t *tx) compare(want *ledger.Row, months []ledger.Month, found func(matter, says string)) error {
	var n int64
	var have ledger.Row
	err := t.row("SELECT n FROM matters WHERE id = $1", []any{want.ID}, &n)
	if err == nil {
		err = t.each("SELECT "+rowColumns+" FROM matters m JOIN clocks l ON l.n = m.n JOIN listing o ON o.n = m.n WHERE m.n = $1", []any{n}, func(rows *sql.Rows) (err error) {
			have, err = scanRow(rows)
			return err
		})
	}
	switch {
	case errors.Is(err, sql.ErrNoRows), err == nil && have.ID == "":
		found(want.Number, "it is not listed")
		return nil
	case err != nil:
		return err
	}
	others, err := t.column("SELECT unit FROM others WHERE n = $1 ORDER BY unit", n)
	if err != nil {
		return err
	}
	units := slices.Compact(slices.Sorted(slices.Values(want.Others)))
	for _, field := range differing(want, &have, t.now.UnixMicro()) {
		found(want.Number, "the lists have another "+field+" than its events")
	}
	if !slices.Equal(others, units) {
		found(want.Number, fmt.Sprintf("the lists name the units %v with a part in it, its events %v", others, units))
	}
	stood, err := t.monthsOf(n)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(stood, months) {
		found(want.Number, "how it stood at the ends of months is not what its events say")
	}
	held, err := t.holds(n, want)
	if err == nil && !held {
		found(want.Number, "its text is not found by all its characters")
	}
	return err
}

// differing lists the fields in which two rows differ. When the sweep looks next
// may be later than the last event says, once it has looked.
func differing(want, have *ledger.Row, now int64) []string {
	a, b := *want, *have
	a.Others, b.Others = nil, nil
	if b.Wake <= a.Wake || a.Wake <= now {
		a.Wake = b.Wake
	}
	var fields []string
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range x.NumField() {
		if !reflect.DeepEqual(x.Field(i).Interface(), y.Field(i).Interface()) {
			fields = append(fields, x.Type().Field(i).Name)
		}
	}
	return fields
}

// holds tells whether the search holds the pieces of a row.
func (t *tx) holds(n int64, r *ledger.Row) (bool, error) {
	var count int
	if !t.store.engine.sqlite {
		err := t.row("SELECT count(*) FROM search WHERE n = $1 AND pairs = $2::tsvector", []any{n, vector(piecesOf(r, short))}, &count)
		return count == 1, err
	}
	all := append(piecesOf(r, short), piecesOf(r, long)...)
	slices.Sort(all)
	look := ""
	for _, p := range slices.Compact(all) {
		look += ` "` + p + `"` // all of them: a space is AND
	}
	err := t.row("SELECT count(*) FROM search WHERE rowid = $1 AND search MATCH $2", []any{n, look}, &count)
	return count == 1, err
}

// strays finds rows that no matter has.
func (t *tx) strays(found func(matter, says string)) error {
	numbers, err := t.column("SELECT number FROM matters WHERE NOT EXISTS (SELECT 1 FROM events WHERE stream = matters.id AND events.number = 1 AND kind = 'docketed')")
	if err != nil {
		return err
	}
	for _, number := range numbers {
		found(number, "it is listed, but there is no event of it")
	}
	tables := []string{"clocks", "listing", "others", "months"}
	if !t.store.engine.sqlite {
		tables = append(tables, "search")
	}
	for _, table := range tables {
		var count int
		if err := t.row("SELECT count(*) FROM "+table+" WHERE n NOT IN (SELECT n FROM matters)", nil, &count); err != nil {
			return err
		}
		if count > 0 {
			found("-", fmt.Sprintf("%d rows of %s belong to no matter", count, table))
		}
	}
	return nil
}
