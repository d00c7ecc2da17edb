package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/pressly/goose/v3"
)

// monthColumns are the columns of months besides n.
const monthColumns = "month, number, title, lead, last_at, progress, late_after, happened, dues"

const monthWidth = 10

var (
	putMonths = bulkOf("INSERT INTO months (n, "+monthColumns+") VALUES ", monthWidth,
		" ON CONFLICT (n, month) DO UPDATE SET title = excluded.title, lead = excluded.lead, last_at = excluded.last_at,"+
			" progress = excluded.progress, late_after = excluded.late_after, happened = excluded.happened, dues = excluded.dues")
	findNumbered = bulkIn("SELECT number, n FROM matters WHERE number IN ", "")
)

func monthValues(n int64, m *ledger.Month) []any {
	return []any{
		n, m.Month, m.Number, m.Title, m.Lead, micro(m.Last), string(m.Progress), ever(m.LateAfter), int64(m.Happened), writeDues(m.Dues),
	}
}

func scanMonth(rows *sql.Rows) (ledger.Month, error) {
	var m ledger.Month
	var last int64
	var late sql.NullInt64
	var dues string
	err := rows.Scan(&m.Month, &m.Number, &m.Title, &m.Lead, &last, (*string)(&m.Progress), &late, &m.Happened, &dues)
	m.Last, m.LateAfter = instant(last), orNever(late)
	if err == nil {
		m.Dues, err = readDues(dues)
	}
	return m, err
}

// Dues are written short, since there are as many as matters have months: for
// each month 202603:FLAGS:RESULT:REPORT, by spaces. RESULT and REPORT are when the
// first one that is open ends, in microseconds.
const (
	resultInTime = 1 << iota
	resultLate
	reportInTime
	reportLate
)

func writeDues(dues []ledger.MonthDues) string {
	var b []byte
	for i, d := range dues {
		flags := int64(0)
		for bit, set := range [...]bool{d.Results.InTime, d.Results.Late, d.Reports.InTime, d.Reports.Late} {
			if set {
				flags |= 1 << bit
			}
		}
		if i > 0 {
			b = append(b, ' ')
		}
		for j, n := range [...]int64{int64(d.Month), flags, d.Results.Open, d.Reports.Open} {
			if j > 0 {
				b = append(b, ':')
			}
			b = strconv.AppendInt(b, n, 10)
		}
	}
	return string(b)
}

func readDues(s string) ([]ledger.MonthDues, error) {
	if s == "" {
		return nil, nil
	}
	dues := make([]ledger.MonthDues, 0, strings.Count(s, " ")+1)
	for month := range strings.SplitSeq(s, " ") {
		var n [4]int64
		rest := month
		for i := range n {
			digits, after, more := strings.Cut(rest, ":")
			rest = after
			var err error
			if n[i], err = strconv.ParseInt(digits, 10, 64); err != nil || more != (i < len(n)-1) {
				return nil, fmt.Errorf("dues of a month: %q", month)
			}
		}
		dues = append(dues, ledger.MonthDues{
			Month:   int(n[0]),
			Results: ledger.DuesMet{InTime: n[1]&resultInTime != 0, Late: n[1]&resultLate != 0, Open: n[2]},
			Reports: ledger.DuesMet{InTime: n[1]&reportInTime != 0, Late: n[1]&reportLate != 0, Open: n[3]},
		})
	}
	return dues, nil
}

// PutMonths implements ledger.Tx.
func (t *tx) PutMonths(months []ledger.Month) error {
	numbers := make([]string, 0, len(months))
	for i := range months {
		if i == 0 || months[i].Number != months[i-1].Number {
			numbers = append(numbers, months[i].Number)
		}
	}
	at := make(map[string]int64, len(numbers))
	err := t.eachOf(findNumbered, anys(numbers), func(rows *sql.Rows) error {
		var number string
		var n int64
		err := rows.Scan(&number, &n)
		at[number] = n
		return err
	})
	if err != nil {
		return err
	}
	values := make([]any, 0, monthWidth*len(months))
	for i := range months {
		n, ok := at[months[i].Number]
		if !ok {
			return sql.ErrNoRows
		}
		values = append(values, monthValues(n, &months[i])...)
	}
	return t.execAll(putMonths, values)
}

// Months implements ledger.Reader.
func (t *tx) Months(q ledger.Query, month int, f func(*ledger.Month) error) error {
	w := t.conditions(&q)
	var among string
	if !w.everything() {
		among = " AND n IN (SELECT l.n FROM " + w.from + " WHERE " + strings.Join(w.all, " AND ") + ")"
	}
	// The last month of each: SQLite takes the other columns from the row of the
	// maximum, PostgreSQL has words for it.
	last := "SELECT DISTINCT ON (n) " + monthColumns + " FROM months WHERE month <= " + w.arg(month) + among + " ORDER BY n, month DESC"
	if t.store.engine.sqlite {
		last = "SELECT max(month), " + strings.TrimPrefix(monthColumns, "month, ") + " FROM months WHERE month <= " + w.arg(month) + among + " GROUP BY n"
	}
	return t.each(last, w.args, func(rows *sql.Rows) error {
		m, err := scanMonth(rows)
		if err != nil {
			return err
		}
		return f(&m)
	})
}

// monthsOf lists how one matter stood at the ends of its months.
func (t *tx) monthsOf(n int64) ([]ledger.Month, error) {
	var list []ledger.Month
	return list, t.each("SELECT "+monthColumns+" FROM months WHERE n = $1 ORDER BY month", []any{n}, func(rows *sql.Rows) error {
		m, err := scanMonth(rows)
		list = append(list, m)
		return err
	})
}

// monthsMigration tells the ends of months of an earlier ledger: its migration 11.
func (s *Store) monthsMigration() *goose.Migration {
	up := func(ctx context.Context, began *sql.Tx) error {
		t := &tx{store: s, ctx: ctx, sql: began}
		table := `CREATE TABLE months (
			n          BIGINT  NOT NULL,
			month      INTEGER NOT NULL,
			number     TEXT    NOT NULL,
			title      TEXT    NOT NULL,
			lead       TEXT    NOT NULL,
			last_at    BIGINT  NOT NULL,
			progress   TEXT    NOT NULL,
			late_after BIGINT,
			happened   INTEGER NOT NULL,
			dues       TEXT    NOT NULL,
			PRIMARY KEY (n, month)
		)`
		if s.engine.sqlite {
			table += " WITHOUT ROWID"
		}
		if err := t.exec(table); err != nil {
			return err
		}
		if err := t.readHead(); err != nil {
			return err
		}
		return ledger.TellMonths(t)
	}
	return goose.NewGoMigration(11, &goose.GoFunc{RunTx: up}, nil)
}
