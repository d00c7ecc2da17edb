package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/riverqueue/river/riverdriver"
)

// A Post takes notices over that are to leave the ledger by mail, as jobs in the
// transaction that tells them.
type Post interface {
	Take(ctx context.Context, tx *sql.Tx, river riverdriver.Driver[*sql.Tx], notices []ledger.Notice) error
}

// batchOfNotices is how many notices are handed over at a time.
const batchOfNotices = 1000

// handOver hands the post every notice it has not had, in the order they were
// told. Writers take turns, so that this is the order of their ids.
func (t *tx) handOver() error {
	if t.store.post == nil {
		return nil
	}
	var handed int64
	if err := t.row("SELECT handed FROM outbox WHERE one = 1", nil, &handed); err != nil || handed < 0 {
		return err
	}
	for {
		var list []ledger.Notice
		err := t.each("SELECT "+noticeColumns+" FROM notices WHERE id > $1 ORDER BY id LIMIT $2", []any{handed, batchOfNotices},
			func(rows *sql.Rows) error {
				n, err := scanNotice(rows)
				list = append(list, n)
				return err
			})
		if err != nil || len(list) == 0 {
			return err
		}
		if err := t.store.post.Take(t.ctx, t.sql, t.store.engine.river(nil), list); err != nil {
			return fmt.Errorf("handing notices over to the mail: %w", err)
		}
		handed = list[len(list)-1].ID
		if err := t.exec("UPDATE outbox SET handed = $1 WHERE one = 1", handed); err != nil {
			return err
		}
	}
}

// BeginMail lets notices go out by mail from now on. What was told before stays
// in the inbox.
func (s *Store) BeginMail(ctx context.Context) error {
	return s.update(ctx, func(t *tx) error {
		return t.exec("UPDATE outbox SET handed = (SELECT coalesce(max(id), 0) FROM notices) WHERE one = 1 AND handed < 0")
	})
}

// EndMail lets notices stay in the inbox from now on.
func (s *Store) EndMail(ctx context.Context) error {
	return s.update(ctx, func(t *tx) error { return t.exec("UPDATE outbox SET handed = -1 WHERE one = 1") })
}

// HandOver hands the post what other processes told that had none.
func (s *Store) HandOver(ctx context.Context) error {
	return s.update(ctx, func(t *tx) error { return t.handOver() })
}

// Told lists notices by id, without those that the person has read.
func (s *Store) Told(ctx context.Context, ids []int64) ([]ledger.Notice, error) {
	var list []ledger.Notice
	err := s.run(ctx, false, func(t *tx) error {
		for _, id := range ids {
			err := t.each("SELECT "+noticeColumns+" FROM notices WHERE id = $1 AND read_at = 0", []any{id}, func(rows *sql.Rows) error {
				n, err := scanNotice(rows)
				list = append(list, n)
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

// A LetterState is what became of a letter, stored as a word.
type LetterState string

// The states.
const (
	Sending   LetterState = "sending"   // a process has begun to send it
	Sent      LetterState = "sent"      // the server took it
	Uncertain LetterState = "uncertain" // the server may have it: it is not sent again
	Unsent    LetterState = "unsent"    // nothing to send, or no address
)

// BeginLetter claims for sending the letter that begins with a notice. Where that
// was begun before, it returns what became of it.
func (s *Store) BeginLetter(ctx context.Context, notice int64, person string) (before LetterState, err error) {
	err = s.update(ctx, func(t *tx) error {
		err := t.row("SELECT state FROM letters WHERE notice = $1", []any{notice}, (*string)(&before))
		if errors.Is(err, sql.ErrNoRows) {
			return t.exec("INSERT INTO letters (notice, person, state, at) VALUES ($1, $2, $3, $4)", notice, person, string(Sending), micro(t.now))
		}
		return err
	})
	return before, err
}

// DropLetter gives the claim up: the server does not have the letter.
func (s *Store) DropLetter(ctx context.Context, notice int64) error {
	return s.update(ctx, func(t *tx) error { return t.exec("DELETE FROM letters WHERE notice = $1", notice) })
}

// EndLetter notes what became of a letter; in the same transaction, also ends its
// job.
func (s *Store) EndLetter(ctx context.Context, notice int64, state LetterState, also func(*sql.Tx) error) error {
	return s.update(ctx, func(t *tx) error {
		if err := t.exec("UPDATE letters SET state = $1, at = $2 WHERE notice = $3", string(state), micro(t.now), notice); err != nil {
			return err
		}
		return also(t.sql)
	})
}

// Letters counts letters by what became of them.
func (s *Store) Letters(ctx context.Context) (map[LetterState]int, error) {
	counts := map[LetterState]int{}
	err := s.run(ctx, false, func(t *tx) error {
		return t.each("SELECT state, count(*) FROM letters GROUP BY state", nil, func(rows *sql.Rows) error {
			var state string
			var n int
			err := rows.Scan(&state, &n)
			counts[LetterState(state)] = n
			return err
		})
	})
	return counts, err
}

// River is River's driver with a database of its own to fetch jobs from: on
// SQLite one connection beside the one that writes, so that looking for jobs
// never stands in a writer's way for longer than a moment.
func (s *Store) River(ctx context.Context) (driver riverdriver.Driver[*sql.Tx], done func() error, err error) {
	if !s.engine.sqlite {
		return s.engine.river(s.db), func() error { return nil }, nil
	}
	db, err := sql.Open("sqlite", s.beside)
	if err != nil {
		return nil, nil, unavailable(err)
	}
	db.SetMaxOpenConns(1)
	if err := db.PingContext(ctx); err != nil {
		return nil, nil, errors.Join(unavailable(err), db.Close())
	}
	return s.engine.river(db), db.Close, nil
}

// Now is what the store's clock says.
func (s *Store) Now() time.Time { return s.clock() }

// SQLite tells whether the ledger is a SQLite file.
func (s *Store) SQLite() bool { return s.engine.sqlite }
