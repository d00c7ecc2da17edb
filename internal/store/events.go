package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/luoshi-project/luoshi/internal/audit"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// eventColumns are the columns of the events table.
const (
	eventColumns = "seq, stream, number, kind, at, actor, covered, unit, body, hash"
	eventWidth   = 10
)

var putEvents = bulkOf("INSERT INTO events ("+eventColumns+") VALUES ", eventWidth, "")

// Append implements ledger.Tx.
func (t *tx) Append(events []ledger.Event) error {
	values := make([]any, 0, eventWidth*len(events))
	for i := range events {
		e := &events[i]
		body, err := ledger.EncodeBody(e.Body)
		if err != nil {
			return err
		}
		entry := audit.Entry{
			Seq: t.head.seq + 1, Stream: e.Stream, Number: e.Number, Kind: string(e.Kind), At: e.At.UnixMicro(),
			Actor: e.Actor, For: e.For, Unit: e.Unit, Body: body,
		}
		e.Seq, e.Prev, e.Hash = entry.Seq, t.head.hash, entry.Sum(t.head.hash)
		t.head.seq, t.head.hash, t.head.moved = e.Seq, e.Hash, true
		switch e.Stream {
		case ledger.OrgStream:
			t.head.org = e.Number
		case ledger.RulesStream:
			t.head.rules = e.Number
		}
		values = append(values, e.Seq, e.Stream, e.Number, string(e.Kind), e.At.UnixMicro(), e.Actor, e.For, e.Unit, string(body), e.Hash)
	}
	return t.beside(func(t *tx) error {
		err := t.execAll(putEvents, values)
		if taken(err) {
			return &ledger.Error{
				Code: ledger.Conflict, Key: "written_meanwhile", Err: err,
				Words: ledger.Words{ZH: "同时有人改动了同一事项", EN: "somebody else changed the same matter at the same time"},
			}
		}
		return err
	})
}

func scanEntry(rows *sql.Rows) (audit.Entry, error) {
	var e audit.Entry
	err := rows.Scan(&e.Seq, &e.Stream, &e.Number, &e.Kind, &e.At, &e.Actor, &e.For, &e.Unit, (*[]byte)(&e.Body), (*[]byte)(&e.Hash))
	return e, err
}

func scanEvent(rows *sql.Rows) (ledger.Event, error) {
	e, err := scanEntry(rows)
	if err != nil {
		return ledger.Event{}, err
	}
	return decode(&e)
}

func decode(e *audit.Entry) (ledger.Event, error) {
	body, err := ledger.DecodeBody(ledger.Kind(e.Kind), e.Body)
	return ledger.Event{
		Seq: e.Seq, Stream: e.Stream, Number: e.Number, Kind: ledger.Kind(e.Kind), At: time.UnixMicro(e.At).UTC(),
		Actor: e.Actor, For: e.For, Unit: e.Unit, Body: body, Hash: e.Hash,
	}, err
}

// Events implements ledger.Reader. Prev is left out: only whole ledgers are
// verified.
func (t *tx) Events(stream string, after int) ([]ledger.Event, error) {
	var list []ledger.Event
	err := t.each("SELECT "+eventColumns+" FROM events WHERE stream = $1 AND number > $2 ORDER BY number",
		[]any{stream, after}, func(rows *sql.Rows) error {
			e, err := scanEvent(rows)
			list = append(list, e)
			return err
		})
	return list, err
}

// chunk is how many events are read at a time where all are.
const chunk = 500

// EventsFrom implements ledger.Reader.
func (t *tx) EventsFrom(seq int64, f func(ledger.Event) error) error {
	for {
		var list []ledger.Event
		err := t.each("SELECT "+eventColumns+" FROM events WHERE seq >= $1 ORDER BY seq LIMIT $2",
			[]any{seq, chunk}, func(rows *sql.Rows) error {
				e, err := scanEvent(rows)
				list = append(list, e)
				return err
			})
		if err != nil || len(list) == 0 {
			return err
		}
		for i := range list {
			if err := f(list[i]); err != nil {
				return err
			}
		}
		seq = list[len(list)-1].Seq + 1
	}
}

// EventsBack implements ledger.Reader.
func (t *tx) EventsBack(from, before int64, kind ledger.Kind, person string, limit int) ([]ledger.Event, error) {
	q, args := "SELECT "+eventColumns+" FROM events WHERE seq >= $1 AND seq < $2", []any{from, before}
	if kind != "" {
		args = append(args, string(kind))
		q += " AND kind = " + dollar(len(args))
	}
	if person != "" {
		args = append(args, person, person)
		q += " AND (actor = " + dollar(len(args)-1) + " OR covered = " + dollar(len(args)) + ")"
	}
	args = append(args, limit)
	var list []ledger.Event
	err := t.each(q+" ORDER BY seq DESC LIMIT "+dollar(len(args)), args, func(rows *sql.Rows) error {
		e, err := scanEvent(rows)
		list = append(list, e)
		return err
	})
	return list, err
}

// findHistories reads the events of some streams, stream by stream.
var findHistories = bulkIn("SELECT "+eventColumns+" FROM events WHERE stream IN ", " AND kind <> 'dated' ORDER BY stream, number")

// EventsOf implements ledger.Reader. What was read is decoded and handed over
// while more is being read.
func (t *tx) EventsOf(streams []string, until time.Time, f func(ledger.Event) error) error {
	portions := make(chan []audit.Entry, 4)
	enough := make(chan struct{})
	var readError error
	go func() {
		defer close(portions)
		var some []audit.Entry
		hand := func() error {
			select {
			case portions <- some:
				some = nil
				return nil
			case <-enough:
				return context.Canceled // the error of f is told
			}
		}
		readError = t.eachOf(findHistories, anys(streams), func(rows *sql.Rows) error {
			e, err := scanEntry(rows)
			if err != nil || e.At > until.UnixMicro() {
				return err
			}
			if some = append(some, e); len(some) == chunk {
				err = hand()
			}
			return err
		})
		if readError == nil {
			readError = hand()
		}
	}()
	var failed error
	for some := range portions {
		for i := range some {
			if failed != nil {
				break
			}
			e, err := decode(&some[i])
			if err == nil {
				err = f(e)
			}
			if failed = err; failed != nil {
				close(enough)
			}
		}
	}
	if failed != nil {
		return failed
	}
	return readError
}

// ID implements ledger.Reader.
func (t *tx) ID(idOrNumber string) (string, error) {
	var id string
	err := t.row("SELECT id FROM matters WHERE id = $1", []any{idOrNumber}, &id)
	if errors.Is(err, sql.ErrNoRows) {
		err = t.row("SELECT id FROM matters WHERE number = $1", []any{idOrNumber}, &id)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return "", &ledger.Error{
			Code: ledger.NotFound, Key: "no_such_matter",
			Words: ledger.Words{ZH: "没有这一事项：" + idOrNumber, EN: "there is no matter " + idOrNumber},
		}
	}
	return id, err
}

// findIDs finds matters by their numbers.
var findIDs = bulkIn("SELECT id FROM matters WHERE number IN ", "")

// IDs implements ledger.Reader.
func (t *tx) IDs(numbers []string) ([]string, error) {
	ids := make([]string, 0, len(numbers))
	return ids, t.eachOf(findIDs, anys(numbers), func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
}

func anys(list []string) []any {
	all := make([]any, len(list))
	for i := range list {
		all[i] = list[i]
	}
	return all
}

// Children implements ledger.Reader.
func (t *tx) Children(id string) ([]string, error) {
	return t.column("SELECT id FROM matters WHERE parent = $1 AND parent <> '' ORDER BY n", id)
}

// Matters implements ledger.Reader.
func (t *tx) Matters(after string, limit int) ([]string, error) {
	return t.column("SELECT id FROM matters WHERE id > $1 ORDER BY id LIMIT $2", after, limit)
}

// Waking implements ledger.Reader.
func (t *tx) Waking(by time.Time, limit int) ([]string, error) {
	return t.column(`SELECT m.id FROM (
			SELECT n, wake FROM listing WHERE wake <= $1 ORDER BY wake, n LIMIT $2
		) l JOIN matters m ON m.n = l.n ORDER BY l.wake, l.n`, by.UnixMicro(), limit)
}

// Next implements ledger.Tx.
func (t *tx) Next(counter string) (int64, error) {
	var n int64
	if t.forward != nil && t.forward.counted[counter] > 0 {
		t.forward.counted[counter]++
		n = t.forward.counted[counter]
		return n, t.beside(func(t *tx) error { return t.exec("UPDATE counters SET value = value + 1 WHERE name = $1", counter) })
	}
	err := t.row("INSERT INTO counters (name, value) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value",
		[]any{counter}, &n)
	if err == nil && t.forward != nil {
		t.forward.counted[counter] = n
	}
	return n, err
}
