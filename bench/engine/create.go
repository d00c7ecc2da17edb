package main

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/luoshi-project/luoshi/internal/jobs"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store"
)

const title = "推进老旧小区改造，新建口袋公园12处"

// create makes matters with their events (docketed, assigned, dated) and with what
// the people concerned are told, one transaction each, without and with the jobs
// of the mail that reminds them, in turns with bare inserts of single rows. All
// wait for the disk (synchronous=FULL).
func create(ctx context.Context, o options) (err error) {
	dir, err := os.MkdirTemp(o.cache, "create-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	insert, end, err := bare(filepath.Join(dir, "bare.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	plain, endPlain, err := office(ctx, filepath.Join(dir, "plain.db"), nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, endPlain()) }()
	mailing, endMailing, err := office(ctx, filepath.Join(dir, "mail.db"), jobs.Post{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, endMailing()) }()

	const rounds, each = 30, 50
	ways := []func() error{insert, plain, mailing}
	took := make([]time.Duration, len(ways))
	for round := range rounds {
		for i, one := range ways {
			began := time.Now()
			for range each {
				if err := one(); err != nil {
					return err
				}
			}
			if round > 0 { // the first round prepares statements
				took[i] += time.Since(began)
			}
		}
	}
	const n = (rounds - 1) * each
	report("a bare insert of a row", float64(took[0].Microseconds())/n/1000, "ms", "")
	report("a matter with its events and notices", float64(took[1].Microseconds())/n/1000, "ms", "")
	report("the same with its jobs of mail", float64(took[2].Microseconds())/n/1000, "ms", "")
	report("matters beside bare inserts", float64(took[0])/float64(took[1]), "×", "at least 0.25")
	report("matters with jobs beside bare inserts", float64(took[0])/float64(took[2]), "×", "at least 0.12")
	return nil
}

// bare returns what inserts one row.
func bare(file string) (insert, end func() error, err error) {
	db, err := sql.Open("sqlite", "file:"+file+
		"?_txlock=immediate&_pragma=busy_timeout(30000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("CREATE TABLE bare (n INTEGER PRIMARY KEY, title TEXT NOT NULL, at BIGINT NOT NULL)"); err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	s, err := db.Prepare("INSERT INTO bare (title, at) VALUES (?1, ?2)")
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return func() error {
		_, err := s.Exec(title, now.UnixMicro())
		return err
	}, func() error { return errors.Join(s.Close(), db.Close()) }, nil
}

// office returns what creates one matter in a ledger.
func office(ctx context.Context, file string, post store.Post) (create, end func() error, err error) {
	s, err := store.Open(ctx, file, store.Options{Clock: time.Now, Post: post})
	if err != nil {
		return nil, nil, err
	}
	service := ledger.New(s, ledger.Options{})
	if err := service.Init(ctx, chart()); err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return func() error {
		return service.Batch(ctx, func(b *ledger.Batch) error {
			m := ledger.Matter{Title: title, Text: title, Regime: "13710", Assigning: "city"}
			s, err := b.Docket("office", m, false)
			if err == nil {
				_, err = b.Do("office", s.ID, ledger.Any, ledger.Assign{Lead: "east-07"})
			}
			return err
		})
	}, s.Close, nil
}
