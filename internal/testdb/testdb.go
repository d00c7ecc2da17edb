// Package testdb gives tests a PostgreSQL of their own, started from the
// system's binaries (initdb, pg_ctl) in a temporary folder, reached by a socket
// there, and removed at the end. PostgreSQL refuses to run as root; under root it
// runs as the user postgres or nobody.
package testdb

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver pgx
)

// errNone says that there is no PostgreSQL to start.
var errNone = errors.New("PostgreSQL is not installed (no initdb and pg_ctl in PATH or /usr/lib/postgresql); on Debian: apt-get install postgresql")

// A Server is a running PostgreSQL.
type Server struct {
	dir  string
	bin  string
	as   []string // command that runs another as the server's user
	made int
	mu   sync.Mutex
}

var shared struct {
	once   sync.Once
	server *Server
	err    error
}

// Run runs the tests of a package and then stops what Postgres started. A
// TestMain calls it: os.Exit(testdb.Run(m)).
func Run(m *testing.M) int {
	code := m.Run()
	if shared.server != nil {
		if err := shared.server.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, "stopping PostgreSQL:", err)
		}
	}
	return code
}

// Postgres is the URL of a new empty database. Without PostgreSQL the test is
// skipped, or fails where CI is true. The package's TestMain must call Run.
func Postgres(t testing.TB) string {
	t.Helper()
	shared.once.Do(func() { shared.server, shared.err = Start(false) })
	if errors.Is(shared.err, errNone) && os.Getenv("CI") != "true" {
		t.Skip(shared.err)
	}
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	name, err := shared.server.Database()
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// Installed tells whether there is a PostgreSQL to start.
func Installed() bool {
	_, err := binaries()
	return err == nil
}

// Start starts a server. A durable one writes to the disk before it
// acknowledges, as in service; the other is quicker.
func Start(durable bool) (*Server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "luoshi-postgres-")
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir, bin: bin}
	if err := s.start(durable); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, nil
}

func (s *Server) start(durable bool) error {
	if os.Geteuid() == 0 {
		if err := s.unprivileged(); err != nil {
			return err
		}
	}
	data := filepath.Join(s.dir, "data")
	if err := s.command("initdb", "-D", data, "-U", "luoshi", "-A", "trust", "--encoding=UTF8", "--locale=C", "--no-sync"); err != nil {
		return err
	}
	settings := "-c listen_addresses= -c max_connections=200 -c unix_socket_directories=" + s.dir
	if !durable {
		settings += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
	}
	return s.command("pg_ctl", "-D", data, "-l", filepath.Join(s.dir, "log"), "-w", "-o", settings, "start")
}

// unprivileged finds the user the server runs as and gives it the folder.
func (s *Server) unprivileged() error {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.Atoi(u.Uid)
		if err != nil {
			return err
		}
		gid, err := strconv.Atoi(u.Gid)
		if err != nil {
			return err
		}
		s.as = []string{"setpriv", "--reuid=" + u.Uid, "--regid=" + u.Gid, "--clear-groups"}
		return os.Chown(s.dir, uid, gid)
	}
	return errors.New("PostgreSQL does not run as root, and there is no user postgres or nobody")
}

// command runs one of PostgreSQL's programs. Its output goes to a file, because
// the server it starts would keep a pipe open.
func (s *Server) command(name string, args ...string) error {
	line := append(slices.Clone(s.as), filepath.Join(s.bin, name))
	line = append(line, args...)
	out, err := os.CreateTemp("", "luoshi-postgres-log-")
	if err != nil {
		return err
	}
	defer os.Remove(out.Name()) //nolint:errcheck // a temporary file
	defer out.Close()
	cmd := exec.Command(line[0], line[1:]...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.dir, out, out
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	if err := cmd.Run(); err != nil {
		text, _ := os.ReadFile(out.Name())
		return fmt.Errorf("%s: %w\n%s", name, err, text)
	}
	return nil
}

// Database makes an empty database and returns its URL.
func (s *Server) Database() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	db, err := sql.Open("pgx", s.url("postgres"))
	if err != nil {
		return "", err
	}
	defer db.Close()
	s.made++
	name := "test" + strconv.Itoa(s.made)
	_, err = db.Exec("CREATE DATABASE " + name)
	return s.url(name), err
}

func (s *Server) url(database string) string {
	return "postgres://luoshi@/" + database + "?" + url.Values{"host": {s.dir}}.Encode()
}

// Stop stops the server and removes its folder.
func (s *Server) Stop() error {
	err := s.command("pg_ctl", "-D", filepath.Join(s.dir, "data"), "-m", "immediate", "-w", "stop")
	return errors.Join(err, os.RemoveAll(s.dir))
}

// binaries is the folder of initdb and pg_ctl.
func binaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errNone
	}
	slices.SortFunc(found, func(a, b string) int { return version(a) - version(b) })
	return filepath.Dir(found[len(found)-1]), nil
}

func version(path string) int {
	n, _ := strconv.Atoi(strings.Split(path, "/")[4]) // 0 where it is no number
	return n
}
