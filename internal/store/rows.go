package store

import (
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// timing and moving are the columns of clocks and listing besides n, in the
// order of their values.
var (
	timing = []string{"lead", "due", "overdue_after", "silent_after", "soon_from", "base", "silent_colour", "still_colour"}
	moving = []string{
		"status", "list", "source", "assigning", "in_charge", "due_key", "wake", "version", "last_at", "cleared_at", "grade",
		"is_complex", "urgent", "provisional", "waits", "asks",
	}
)

// What stands in clocks is short, so that lists of a million matters stay in
// memory: most matters are late after the very date that is due first (0), and
// most regimes give the usual colours (NULL).
const (
	usualSilent = deadline.Red
	usualStill  = deadline.Yellow

	overdueAfter = "CASE l.overdue_after WHEN 0 THEN l.due ELSE l.overdue_after END"
	silentColour = "coalesce(l.silent_colour, '" + string(usualSilent) + "')"
	stillColour  = "coalesce(l.still_colour, '" + string(usualStill) + "')"
)

func timingValues(n int64, r *ledger.Row) []any {
	overdue := ever(r.Clock.OverdueAfter)
	if overdue == r.Due {
		overdue = 0
	}
	return []any{
		n, r.Lead, r.Due, overdue, ever(r.Clock.SilentAfter), ever(r.Clock.SoonFrom),
		string(r.Clock.Base), unusual(r.SilentColour, usualSilent), unusual(r.StillColour, usualStill),
	}
}

// unusual writes a colour, nothing for the usual one.
func unusual(c, usual deadline.Colour) any {
	if c == usual {
		return nil
	}
	return string(c)
}

func movingValues(n int64, r *ledger.Row) []any {
	return []any{
		n, string(r.Status), r.List, string(r.Source), r.Assigning, r.InCharge, r.DueKey, ever(r.Wake),
		r.Version, micro(r.Last), micro(r.Cleared), string(r.Grade), r.Complex, r.Urgent, r.Provisional, string(r.Waits), string(r.Asks),
	}
}

// ever writes an instant that may never come.
func ever(micro int64) any {
	if micro == deadline.Never {
		return nil
	}
	return micro
}

func orNever(n sql.NullInt64) int64 {
	if !n.Valid {
		return deadline.Never
	}
	return n.Int64
}

// micro writes an instant, 0 for none.
func micro(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func instant(micro int64) time.Time {
	if micro == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micro).UTC()
}

// The statements that put a row.
var (
	putMatter = `INSERT INTO matters (id, number, title, text, regime, parent, document, place, proposer)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (id) DO UPDATE SET title = excluded.title, text = excluded.text, regime = excluded.regime, document = excluded.document,
			place = excluded.place, proposer = excluded.proposer
		RETURNING n`
	putClocks   = upsert("clocks", timing)
	putListing  = upsert("listing", moving)
	putAwake    = stillAwake(putListing)
	clearOthers = bulkIn("DELETE FROM others WHERE n IN ", "")
	putOthers   = bulkOf("INSERT INTO others (unit, n) VALUES ", 2, " ON CONFLICT DO NOTHING")
	findKeys    = bulkIn("SELECT id, n FROM matters WHERE id IN ", "")
	findNames   = bulkIn("SELECT id, number, title FROM matters WHERE id IN ", "")
	putNotices  = bulkOf("INSERT INTO notices (person, cause, matter, kind, at, zh, en) VALUES ", 7,
		" ON CONFLICT (cause, person) DO NOTHING")
)

// stillAwake is the bulk of steps: one leaves a wake that has come, for what it
// was for is not told yet.
func stillAwake(put *bulk) *bulk {
	b := *put
	for i, q := range b.portions {
		b.portions[i] = strings.Replace(q, "wake = excluded.wake",
			"wake = CASE WHEN listing.wake <= excluded.last_at THEN listing.wake ELSE excluded.wake END", 1)
	}
	return &b
}

// Put implements ledger.Tx.
func (t *tx) Put(changes []ledger.Change) error {
	return t.beside(func(t *tx) error { return t.put(changes) })
}

func (t *tx) put(changes []ledger.Change) error {
	numbers, err := t.numbers(changes)
	if err != nil {
		return err
	}
	clocks := make([]any, 0, len(changes)*putClocks.width)
	listing := make([]any, 0, len(changes)*putListing.width)
	var swept, cleared, others, months []any
	for i := range changes {
		c := &changes[i]
		n := numbers[i]
		if c.Text {
			if err := t.putPieces(n, &c.Row); err != nil {
				return err
			}
		}
		if !c.Still {
			clocks = append(clocks, timingValues(n, &c.Row)...)
		}
		if c.Swept {
			swept = append(swept, movingValues(n, &c.Row)...)
		} else {
			listing = append(listing, movingValues(n, &c.Row)...)
		}
		if c.Others {
			cleared = append(cleared, n)
			for _, unit := range c.Row.Others {
				others = append(others, unit, n)
			}
		}
		for j := range c.Months {
			months = append(months, monthValues(n, &c.Months[j])...)
		}
	}
	for _, put := range []struct {
		rows   *bulk
		values []any
	}{{putClocks, clocks}, {putAwake, listing}, {putListing, swept}, {clearOthers, cleared}, {putOthers, others}, {putMonths, months}} {
		if err := t.execAll(put.rows, put.values); err != nil {
			return err
		}
	}
	return nil
}

// numbers puts the texts that changed and finds the keys of all rows.
func (t *tx) numbers(changes []ledger.Change) ([]int64, error) {
	numbers := make([]int64, len(changes))
	where := map[string]int{}
	var ids []any
	for i := range changes {
		r := &changes[i].Row
		if !changes[i].Text {
			where[r.ID] = i
			ids = append(ids, r.ID)
			continue
		}
		err := t.row(putMatter, []any{r.ID, r.Number, r.Title, r.Text, r.Regime, r.Parent, r.Document, r.From, r.Proposer}, &numbers[i])
		if taken(err) {
			return nil, &ledger.Error{
				Code: ledger.Conflict, Key: "number_taken", Field: "number", Err: err,
				Words: ledger.Words{ZH: "编号" + r.Number + "已被使用", EN: "the number " + r.Number + " is in use"},
			}
		}
		if err != nil {
			return nil, err
		}
	}
	err := t.eachOf(findKeys, ids, func(rows *sql.Rows) error {
		var id string
		var n int64
		err := rows.Scan(&id, &n)
		numbers[where[id]] = n
		delete(where, id)
		return err
	})
	if err == nil && len(where) > 0 {
		err = sql.ErrNoRows
	}
	return numbers, err
}

// Subjects implements ledger.Reader.
func (t *tx) Subjects(ids []string) (map[string]ledger.Subject, error) {
	found := make(map[string]ledger.Subject, len(ids))
	return found, t.eachOf(findNames, anys(ids), func(rows *sql.Rows) error {
		var id string
		var s ledger.Subject
		err := rows.Scan(&id, &s.Number, &s.Title)
		found[id] = s
		return err
	})
}

// Clean implements ledger.Tx.
func (t *tx) Clean() error {
	t.cleaned = true
	clean := []string{
		"DELETE FROM search", "DELETE FROM others", "DELETE FROM clocks", "DELETE FROM listing", "DELETE FROM months", "DELETE FROM matters",
		"DELETE FROM papers", "DELETE FROM paper_hashes",
	}
	if t.store.engine.sqlite {
		clean[0] = "INSERT INTO search (search) VALUES ('delete-all')"
	}
	for _, q := range clean {
		if err := t.exec(q); err != nil {
			return err
		}
	}
	return nil
}

// rowColumns are the columns that scanRow reads, of matters m, clocks l and
// listing o.
const rowColumns = `m.id, m.number, m.title, m.text, m.regime, m.parent, m.document, m.place, m.proposer,
	l.lead, l.due, ` + overdueAfter + `, l.silent_after, l.soon_from, l.base, ` + silentColour + `, ` + stillColour + `,
	o.status, o.list, o.source, o.assigning, o.in_charge, o.due_key, o.wake, o.version, o.last_at, o.cleared_at, o.grade,
	o.is_complex, o.urgent, o.provisional, o.waits, o.asks`

func scanRow(rows *sql.Rows) (ledger.Row, error) { return scanRowAfter(rows) }

// scanNumbered reads a row that stands after its key.
func scanNumbered(rows *sql.Rows) (n int64, r ledger.Row, err error) {
	r, err = scanRowAfter(rows, &n)
	return n, r, err
}

func scanRowAfter(rows *sql.Rows, before ...any) (ledger.Row, error) {
	var r ledger.Row
	var overdue, silent, soon, wake sql.NullInt64
	var last, cleared int64
	err := rows.Scan(append(before, &r.ID, &r.Number, &r.Title, &r.Text, &r.Regime, &r.Parent, &r.Document, &r.From, &r.Proposer,
		&r.Lead, &r.Due, &overdue, &silent, &soon, (*string)(&r.Clock.Base), (*string)(&r.SilentColour), (*string)(&r.StillColour),
		(*string)(&r.Status), &r.List, (*string)(&r.Source), &r.Assigning, &r.InCharge, &r.DueKey, &wake, &r.Version, &last, &cleared,
		(*string)(&r.Grade), &r.Complex, &r.Urgent, &r.Provisional, (*string)(&r.Waits), (*string)(&r.Asks))...)
	r.Clock.OverdueAfter, r.Clock.SilentAfter, r.Clock.SoonFrom, r.Wake = orNever(overdue), orNever(silent), orNever(soon), orNever(wake)
	r.Last, r.Cleared = instant(last), instant(cleared)
	return r, err
}

// Notify implements ledger.Tx.
func (t *tx) Notify(notices []ledger.Notice) error {
	t.told = t.told || len(notices) > 0
	return t.beside(func(t *tx) error {
		type key struct{ person, cause string }
		seen := make(map[key]bool, len(notices))
		values := make([]any, 0, putNotices.width*len(notices))
		for i := range notices {
			n := &notices[i]
			if k := (key{n.Person, n.Cause}); !seen[k] {
				seen[k] = true
				values = append(values, n.Person, n.Cause, n.Matter, n.Kind, micro(n.At), n.Words.ZH, n.Words.EN)
			}
		}
		return t.execAll(putNotices, values)
	})
}

// Notices implements ledger.Reader.
func (t *tx) Notices(person string, unread bool, limit int) ([]ledger.Notice, error) {
	q := "SELECT " + noticeColumns + " FROM notices WHERE person = $1"
	if unread {
		q += " AND read_at = 0"
	}
	var list []ledger.Notice
	err := t.each(q+" ORDER BY id DESC LIMIT $2", []any{person, limit}, func(rows *sql.Rows) error {
		n, err := scanNotice(rows)
		list = append(list, n)
		return err
	})
	return list, err
}

// unreadLooked bounds how many rows are looked at to say how many messages are
// unread.
const unreadLooked = 500

// Unread implements ledger.Reader.
func (t *tx) Unread(person string, limit int) (int, error) {
	var n int
	err := t.row(
		"SELECT count(*) FROM (SELECT DISTINCT kind, at FROM (SELECT kind, at FROM notices WHERE person = $1 AND read_at = 0 LIMIT $2) AS latest LIMIT $3) AS few",
		[]any{person, unreadLooked, limit}, &n)
	return n, err
}

// noticeColumns are the columns that scanNotice reads.
const noticeColumns = "id, person, cause, matter, kind, at, zh, en, read_at"

func scanNotice(rows *sql.Rows) (ledger.Notice, error) {
	var n ledger.Notice
	var at, read int64
	err := rows.Scan(&n.ID, &n.Person, &n.Cause, &n.Matter, &n.Kind, &at, &n.Words.ZH, &n.Words.EN, &read)
	n.At, n.Read = instant(at), instant(read)
	return n, err
}

// MarkRead implements ledger.Tx.
func (t *tx) MarkRead(person string, ids []int64) error {
	for _, id := range ids {
		if err := t.exec("UPDATE notices SET read_at = $1 WHERE id = $2 AND person = $3 AND read_at = 0", micro(t.now), id, person); err != nil {
			return err
		}
	}
	return nil
}

// PutFile implements ledger.Tx.
func (t *tx) PutFile(f ledger.File) error {
	return t.exec("INSERT INTO files (hash, name, type, size, data) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING",
		f.Hash, f.Name, f.Type, f.Size, f.Data)
}

// File implements ledger.Reader.
func (t *tx) File(hash string) (ledger.File, error) {
	var f ledger.File
	err := t.row("SELECT hash, name, type, size, data FROM files WHERE hash = $1", []any{hash}, &f.Hash, &f.Name, &f.Type, &f.Size, &f.Data)
	if errors.Is(err, sql.ErrNoRows) {
		return f, &ledger.Error{
			Code: ledger.NotFound, Key: "no_such_file", Field: "hash",
			Words: ledger.Words{ZH: "没有这一附件", EN: "there is no such file"},
		}
	}
	return f, err
}
