package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver pgx
	"github.com/luoshi-project/luoshi/internal/ledger"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// engine is what differs between the two.
type engine struct{ sqlite bool }

// sql turns a statement into the engine's form: parameters are written $1.
func (e engine) sql(q string) string {
	switch {
	case !e.sqlite:
		return q
	case inOrder(q):
		return numbered.ReplaceAllLiteralString(q, "?")
	}
	return strings.ReplaceAll(q, "$", "?")
}

var numbered = regexp.MustCompile(`\$[0-9]+`)

// inOrder tells whether the parameters of a statement are $1, $2, … each once.
// Without their numbers SQLite's driver binds many of them much faster.
func inOrder(q string) bool {
	for i, p := range numbered.FindAllString(q, -1) {
		if p[1:] != strconv.Itoa(i+1) {
			return false
		}
	}
	return true
}

// patience is how long a writer waits for its turn.
const patience = 2 * time.Minute

// readers is how many connections to a SQLite file read at a time; on PostgreSQL
// that many are kept open.
const readers = 4

// The memory of each SQLite connection for pages, in KiB. Lists of a million
// matters look at random rows of a table of 65 MiB.
const (
	writerCache   = 8 << 10
	sideCache     = 2 << 10
	readerCache   = 64 << 10
	serverCache   = 2 << 10 // of a server, whose lists are in memory
	carelessCache = 128 << 10
)

// walPages is how many pages the journal of a SQLite file takes before they are
// moved into it. A matter that is created writes thirty, the same ones again and
// again, so that moving them less often moves fewer; up to some four thousand
// whoever reads finds a page in the journal by one look.
const walPages = 4000

func (s *Store) openPostgres(ctx context.Context, url string) error {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(4 * readers)
	db.SetMaxIdleConns(readers)
	s.db = db
	return db.PingContext(ctx)
}

func (s *Store) openSQLite(ctx context.Context, name string, opt *Options) error {
	s.engine.sqlite = true
	synchronous, journal, writerCache := "FULL", "WAL", writerCache
	if opt.Server {
		writerCache = serverCache
	}
	if opt.Careless || opt.Forward {
		synchronous, journal, writerCache = "OFF", "MEMORY", carelessCache
	}
	if opt.Forward {
		journal = "OFF"
	}
	common := url.Values{"_pragma": {
		fmt.Sprintf("busy_timeout(%d)", patience.Milliseconds()), // first: what follows may have to wait
		"journal_mode(" + journal + ")",
		"synchronous(" + synchronous + ")",
		"foreign_keys(1)",
		"temp_store(MEMORY)",
		fmt.Sprintf("wal_autocheckpoint(%d)", walPages),
	}}
	file := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: name}).EscapedPath()}).String()
	dsn := func(cache int, more string) string {
		return file + "?" + common.Encode() + fmt.Sprintf("&_pragma=cache_size(-%d)", cache) + more
	}
	s.beside = dsn(sideCache, "&_txlock=immediate")
	w, err := sql.Open("sqlite", dsn(writerCache, "&_txlock=immediate"))
	if err != nil {
		return err
	}
	w.SetMaxOpenConns(1)
	s.writer = newWriter(w)
	if !opt.Careless && !opt.Forward {
		s.turns = &turns{ledger: name}
	}
	if err := s.begun(ctx, name); err != nil {
		return err
	}
	cache, open, idle := readerCache, readers, 1 // the others give their memory back
	if opt.Server {
		cache, open, idle = serverCache, 2*readers, 2*readers
	}
	if s.db, err = sql.Open("sqlite", dsn(cache, "&_pragma=query_only(1)")); err != nil {
		return err
	}
	s.db.SetMaxOpenConns(open)
	s.db.SetMaxIdleConns(idle)
	return nil
}

// begun opens a SQLite file with the connection that writes. An empty one is made
// in turn: of two who give it its journal at once SQLite refuses one.
func (s *Store) begun(ctx context.Context, name string) error {
	if info, err := os.Stat(name); err != nil || info.Size() == 0 {
		defer s.turns.wait(ctx)()
	}
	return s.writer.db.PingContext(ctx)
}

// unavailable wraps an error of the engine.
func unavailable(err error) error {
	var known *ledger.Error
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) {
		return err
	}
	return &ledger.Error{
		Code: ledger.Unavailable, Key: "store", Words: ledger.Words{ZH: "台账无法读写", EN: "the ledger cannot be read or written"}, Err: err,
	}
}

// taken tells whether an error is a unique key that is there already.
func taken(err error) bool {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || lite.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "23505"
}
