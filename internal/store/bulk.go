package store

import (
	"database/sql"
	"strconv"
	"strings"
)

// placeholders writes $1, $2, … for rows of columns.
func placeholders(rows, columns int) string {
	var b strings.Builder
	for i := range rows * columns {
		switch {
		case i == 0:
			b.WriteString("($")
		case i%columns == 0:
			b.WriteString("), ($")
		default:
			b.WriteString(", $")
		}
		b.WriteString(strconv.Itoa(i + 1))
	}
	b.WriteByte(')')
	return b.String()
}

// A bulk is a statement over any number of rows of values. It is run in portions
// of 32, 16, … 1 rows, so that few prepared statements do.
type bulk struct {
	width    int // values of a row
	portions [6]string
}

// bulkOf makes a bulk of what stands before and after rows of values.
func bulkOf(before string, width int, after string) *bulk {
	b := &bulk{width: width}
	for i := range b.portions {
		b.portions[i] = before + placeholders(1<<i, width) + after
	}
	return b
}

// bulkIn makes a bulk of what stands before and after a list of values.
func bulkIn(before, after string) *bulk {
	b := &bulk{width: 1}
	for i := range b.portions {
		b.portions[i] = before + placeholders(1, 1<<i) + after
	}
	return b
}

// upsert puts rows of a table with key n.
func upsert(table string, columns []string) *bulk {
	set := make([]string, len(columns))
	for i, c := range columns {
		set[i] = c + " = excluded." + c
	}
	return bulkOf("INSERT INTO "+table+" (n, "+strings.Join(columns, ", ")+") VALUES ", len(columns)+1,
		" ON CONFLICT (n) DO UPDATE SET "+strings.Join(set, ", "))
}

// each runs a portion for as many rows as it takes, until none is left.
func (b *bulk) each(values []any, f func(q string, values []any) error) error {
	for i := len(b.portions) - 1; len(values) > 0; {
		n := b.width << i
		if len(values) < n {
			i--
			continue
		}
		if err := f(b.portions[i], values[:n]); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

// execAll runs a bulk that returns nothing.
func (t *tx) execAll(b *bulk, values []any) error {
	return b.each(values, func(q string, values []any) error { return t.exec(q, values...) })
}

// eachOf calls scan for every row that a bulk returns.
func (t *tx) eachOf(b *bulk, values []any, scan func(*sql.Rows) error) error {
	return b.each(values, func(q string, values []any) error { return t.each(q, values, scan) })
}
