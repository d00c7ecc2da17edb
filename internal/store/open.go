package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// Options of a store.
type Options struct {
	// Clock tells the time; each transaction asks it once.
	Clock func() time.Time
	// Say is told in words what opening did besides opening; nil to say nothing.
	Say func(ledger.Words)
	// Careless keeps nothing safe from a power cut (SQLite only: synchronous=OFF),
	// for simulations.
	Careless bool
	// Forward is Careless, and nothing can be undone: an error leaves a file that must
	// be thrown away. A transaction is still being written when Update returns; Close
	// tells what went wrong. It takes one goroutine at a time.
	Forward bool
	// Server says that many small questions will be asked at a time, lists being held
	// in memory (Hold): connections stay open and have little memory for pages.
	Server bool
	// Post takes notices over for the mail; nil leaves that to a process that has one.
	Post Post
}

// A Store is a ledger.Store on SQLite or PostgreSQL.
type Store struct {
	engine  engine
	db      *sql.DB // SQLite: for reading
	writer  *writer // SQLite: the one connection that writes
	beside  string  // SQLite: how jobs reach the file
	clock   func() time.Time
	post    Post
	sheets  sheets
	forward *forward
	turns   *turns // SQLite: of processes that write; nil where they do not queue
}

// Open opens a ledger, or makes an empty one: a PostgreSQL URL (postgres://…) or
// the name of a SQLite file. A ledger of an earlier version of the program is
// backed up and brought up to date; one of a later version is refused.
func Open(ctx context.Context, name string, opt Options) (*Store, error) {
	return open(ctx, name, opt, migrations)
}

func open(ctx context.Context, name string, opt Options, all fs.FS) (*Store, error) {
	if opt.Clock == nil {
		return nil, errors.New("a store needs a clock")
	}
	if opt.Say == nil {
		opt.Say = func(ledger.Words) {}
	}
	s := &Store{clock: opt.Clock, post: opt.Post}
	var err error
	if strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://") {
		err = s.openPostgres(ctx, name)
	} else {
		err = s.openSQLite(ctx, name, &opt)
	}
	if err != nil {
		return nil, errors.Join(unavailable(err), s.Close())
	}
	if err := s.migrate(ctx, name, opt.Say, all); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if s.engine.sqlite {
		if err := s.writer.begin(ctx); err != nil {
			return nil, errors.Join(unavailable(err), s.Close())
		}
		if opt.Forward {
			s.forward = newForward()
		}
	}
	return s, nil
}

// Close closes the store.
func (s *Store) Close() error {
	errs := []error{unavailable(s.forward.end())}
	if s.writer != nil {
		errs = append(errs, s.writer.close())
	}
	if s.db != nil {
		errs = append(errs, s.db.Close())
	}
	errs = append(errs, s.turns.close())
	return errors.Join(errs...)
}

// migrate brings the schema up to date.
func (s *Store) migrate(ctx context.Context, name string, say func(ledger.Words), all fs.FS) error {
	dir, dialect, db := "migrations/postgres", goose.DialectPostgres, s.db
	if s.engine.sqlite {
		dir, dialect, db = "migrations/sqlite", goose.DialectSQLite3, s.writer.db
	}
	files, err := fs.Sub(all, dir)
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(dialect, db, files, goose.WithGoMigrations(slices.Concat(s.engine.jobsMigrations(), s.searchMigrations(), []*goose.Migration{s.monthsMigration(), s.askingMigration()})...))
	if err != nil {
		return err
	}
	sources := p.ListSources()
	if s.version(ctx, db) == sources[len(sources)-1].Version {
		return nil
	}
	leave, err := s.alone(ctx)
	if err != nil {
		return unavailable(err)
	}
	defer leave()
	has, latest, err := p.GetVersions(ctx)
	if err != nil {
		return unavailable(err)
	}
	switch {
	case has == latest:
		return nil
	case has > latest:
		return &ledger.Error{
			Code: ledger.Unavailable, Key: "newer_ledger",
			Words: ledger.Words{
				ZH: fmt.Sprintf("台账版本%d高于本程序的版本%d", has, latest),
				EN: fmt.Sprintf("the ledger is of version %d, later than this program's %d", has, latest),
			},
			Hint: ledger.Words{ZH: "请使用新版程序", EN: "use the newer program"},
		}
	}
	kept := ""
	if has > 0 {
		if kept, err = s.keep(ctx, name, has); err != nil {
			return fmt.Errorf("backing up before bringing the ledger up to date: %w", err)
		}
	}
	_, err = p.Up(ctx)
	switch {
	case err != nil && kept != "":
		return fmt.Errorf("bringing the ledger up to date: %w; as it was before: %s", err, kept)
	case err != nil:
		return fmt.Errorf("bringing the ledger up to date: %w", err)
	case kept != "":
		say(ledger.Words{
			ZH: fmt.Sprintf("台账由版本%d升级到%d，升级前的备份：%s", has, latest, kept),
			EN: fmt.Sprintf("brought the ledger from version %d to %d; as it was before: %s", has, latest, kept),
		})
	}
	return nil
}

// version is that of the schema, 0 where there is none yet.
func (s *Store) version(ctx context.Context, db *sql.DB) int64 {
	var n int64
	if db.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version").Scan(&n) != nil {
		return 0
	}
	return n
}

// bringing is the number of the lock, on PostgreSQL, of who brings a ledger up to
// date.
const bringing = 13710

// alone waits until no other process brings the ledger up to date.
func (s *Store) alone(ctx context.Context) (leave func(), err error) {
	if s.engine.sqlite {
		return s.turns.wait(ctx), nil
	}
	t, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	if _, err := t.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", bringing); err != nil {
		return nil, errors.Join(err, t.Rollback())
	}
	return func() { _ = t.Rollback() }, nil
}

// withAccounts is the version from which a ledger has accounts.
const withAccounts = 2

// keep backs a ledger up before its schema changes: a SQLite file as a copy
// beside it, on PostgreSQL the tables that cannot be made anew, in a schema of
// their own.
func (s *Store) keep(ctx context.Context, name string, version int64) (string, error) {
	stamp := s.clock().UTC().Format("20060102T150405")
	if s.engine.sqlite {
		file := fmt.Sprintf("%s.v%d-%s", name, version, stamp)
		_, err := s.writer.db.ExecContext(ctx, "VACUUM INTO ?1", file)
		return file, err
	}
	schema := fmt.Sprintf("luoshi_v%d_%s", version, strings.ToLower(stamp))
	statements := []string{"CREATE SCHEMA " + schema}
	tables := []string{"events", "head", "heads", "files", "notices", "counters"}
	if version >= withAccounts {
		tables = append(tables, "accounts", "drawers", "auth_log")
	}
	for _, table := range tables {
		statements = append(statements, "CREATE TABLE "+schema+"."+table+" AS TABLE "+table)
	}
	_, err := s.db.ExecContext(ctx, strings.Join(statements, ";"))
	return "schema " + schema, err
}
