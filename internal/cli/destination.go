package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A destination is where results go. A file appears under its name only when
// it is complete; until then it is a hidden file beside it.
type destination struct {
	*bufio.Writer
	name string   // as errors call it
	file *os.File // nil for standard output
	path string   // where the file goes when complete; "" where it is written in place
}

// openDestination opens path for writing; "" and - are standard output.
func openDestination(path string, stdout io.Writer) (*destination, error) {
	return openWith(path, stdout, 0o666)
}

// openPrivate opens path for what nobody but its owner may read.
func openPrivate(path string, stdout io.Writer) (*destination, error) {
	return openWith(path, stdout, 0o600)
}

func openWith(path string, stdout io.Writer, perm fs.FileMode) (*destination, error) {
	if path == "" || path == "-" {
		return &destination{Writer: bufio.NewWriterSize(stdout, 1<<16), name: "standard output"}, nil
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return nil, failf(statusUsage, "%s is a folder; name a file for -o", path)
	case err == nil && !info.Mode().IsRegular(): // a device or a pipe
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, cannotWrite(path, err)
		}
		return &destination{Writer: bufio.NewWriter(f), name: path, file: f}, nil
	case isLedger(path):
		return nil, overLedger(path)
	case err == nil:
		perm = info.Mode().Perm() & (perm | 0o111)
	}
	f, err := createBeside(path, perm)
	if err != nil {
		return nil, cannotWrite(path, err)
	}
	return &destination{Writer: bufio.NewWriterSize(f, 1<<16), name: path, file: f, path: path}, nil
}

// isLedger tells whether a path names the database of a ledger or one of the files
// that SQLite keeps beside it, also where that is not there yet.
func isLedger(path string) bool {
	for _, beside := range []string{"", "-wal", "-shm", "-journal", "-turns"} {
		name, ok := strings.CutSuffix(path, beside)
		if !ok {
			continue
		}
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		head := make([]byte, len(sqliteHead))
		_, err = io.ReadFull(f, head)
		f.Close()
		if err == nil && string(head) == sqliteHead {
			return true
		}
	}
	return false
}

func overLedger(path string) error {
	return failf(statusConflict, "%s is or belongs to a ledger and would be overwritten; name another file", path)
}

// sqliteHead begins every SQLite file (https://www.sqlite.org/fileformat.html, 1.3.1).
const sqliteHead = "SQLite format 3\x00"

// createBeside makes a new hidden file in the folder of path. Unlike
// os.CreateTemp it leaves the permissions of a new file to the umask.
func createBeside(path string, perm fs.FileMode) (*os.File, error) {
	dir, base := filepath.Split(path)
	for i := 0; ; i++ {
		name := fmt.Sprintf("%s.%s.%d-%d", dir, base, os.Getpid(), i)
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, perm)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// commit writes out what is left and puts a file under its name.
func (d *destination) commit() error {
	err := d.Flush()
	if d.file != nil {
		err = errors.Join(err, d.file.Close())
	}
	if err == nil && d.path != "" {
		err = os.Rename(d.file.Name(), d.path)
	}
	if err != nil {
		d.discard()
		return cannotWrite(d.name, err)
	}
	d.file = nil
	return nil
}

// discard leaves no trace of a file that was not committed.
func (d *destination) discard() {
	if d.file == nil {
		return
	}
	d.file.Close()
	if d.path != "" {
		_ = os.Remove(d.file.Name())
	}
	d.file = nil
}

func cannotWrite(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return failf(statusNotFound, "%s: cannot be written, its folder does not exist", name)
	}
	reason := err
	if pe := new(fs.PathError); errors.As(err, &pe) {
		reason = pe.Err
	}
	return failf(statusUnavailable, "%s: cannot be written: %s", name, strings.TrimSpace(reason.Error()))
}
