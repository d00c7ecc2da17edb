package main

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store"
)

const title = "推进老旧小区改造，新建口袋公园12处"

// create makes matters with their events (docketed, assigned, dated) and with what
// the people concerned are told, one transaction each, in turns with bare inserts
// of single rows. Both wait for the disk (synchronous=FULL).
func create(ctx context.Context, o options) (err error) {
	dir, err := os.MkdirTemp(o.cache, "create-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s, err := store.Open(ctx, filepath.Join(dir, "ledger.db"), store.Options{Clock: time.Now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	service := ledger.New(s, ledger.Options{})
	if err := service.Init(ctx, chart()); err != nil {
		return err
	}
	bare, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "bare.db")+
		"?_txlock=immediate&_pragma=busy_timeout(30000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bare.Close()) }()
	bare.SetMaxOpenConns(1)
	if _, err := bare.Exec("CREATE TABLE bare (n INTEGER PRIMARY KEY, title TEXT NOT NULL, at BIGINT NOT NULL)"); err != nil {
		return err
	}
	insert, err := bare.Prepare("INSERT INTO bare (title, at) VALUES (?1, ?2)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, insert.Close()) }()

	const rounds, each = 30, 50
	var plain, created time.Duration
	for round := range rounds {
		began := time.Now()
		for range each {
			if _, err := insert.Exec(title, began.UnixMicro()); err != nil {
				return err
			}
		}
		inserted := time.Since(began)
		began = time.Now()
		for range each {
			if err := createOne(ctx, service); err != nil {
				return err
			}
		}
		if round > 0 { // the first round prepares statements
			plain += inserted
			created += time.Since(began)
		}
	}
	const n = (rounds - 1) * each
	report("a bare insert of a row", float64(plain.Microseconds())/n/1000, "ms", "")
	report("a matter with its events and notices", float64(created.Microseconds())/n/1000, "ms", "")
	report("its rate beside that of bare inserts", float64(plain)/float64(created), "×", "at least 0.25")
	return nil
}

func createOne(ctx context.Context, service *ledger.Service) error {
	return service.Batch(ctx, func(b *ledger.Batch) error {
		m := ledger.Matter{Title: title, Text: title, Regime: "13710", Assigning: "city"}
		s, err := b.Docket("office", m, false)
		if err == nil {
			_, err = b.Do("office", s.ID, ledger.Any, ledger.Assign{Lead: "east-07"})
		}
		return err
	})
}
