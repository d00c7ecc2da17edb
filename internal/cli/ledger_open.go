package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store"
)

// openStore opens the ledger db. Its errors are those of a ledger, name what
// was to be opened and say what to do.
func openStore(ctx context.Context, db string, opt store.Options) (*store.Store, error) {
	if !isURL(db) {
		if err := checkLedgerFile(db); err != nil {
			return nil, err
		}
	}
	st, err := store.Open(ctx, db, opt)
	var e *ledger.Error
	if errors.As(err, &e) && e.Key == "store" {
		named := *e
		named.Words = ledger.Words{ZH: named.Words.ZH + "（" + shownName(db) + "）", EN: named.Words.EN + " (" + shownName(db) + ")"}
		named.Hint = ledger.Words{ZH: "请确认这个文件及其文件夹可以读写", EN: "see that this file and its folder may be read and written"}
		if isURL(db) {
			named.Hint = ledger.Words{ZH: "请确认数据库已启动，地址和密码无误", EN: "see that the database runs, and that address and password are right"}
		}
		err = &named
	}
	return st, err
}

// shownName names a ledger without its password.
func shownName(db string) string {
	if u, err := url.Parse(db); err == nil && isURL(db) {
		return u.Redacted()
	}
	return filepath.ToSlash(db)
}

// checkLedgerFile refuses what the engine would only refuse in its own words: a
// file in no folder, a folder, a file that is something else.
func checkLedgerFile(db string) error {
	name, dir := filepath.ToSlash(db), filepath.ToSlash(filepath.Dir(db))
	info, err := os.Stat(db)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if d, err := os.Stat(filepath.Dir(db)); err == nil && d.IsDir() {
			return nil
		}
		return &ledger.Error{
			Code: ledger.NotFound, Key: "no_folder", Field: "db",
			Words: ledger.Words{ZH: name + "：没有文件夹 " + dir, EN: name + ": there is no folder " + dir},
			Hint:  ledger.Words{ZH: "请先建好文件夹，或用 --db 另指一个文件", EN: "make the folder, or name another file with --db"},
		}
	case err != nil:
		return nil // the engine says why
	case info.IsDir():
		return &ledger.Error{
			Code: ledger.Invalid, Key: "folder", Field: "db",
			Words: ledger.Words{ZH: name + " 是文件夹，不是台账", EN: name + " is a folder, not a ledger"},
			Hint:  ledger.Words{ZH: "请指明其中的文件，如 --db " + name + "/office.db", EN: "name a file in it, like --db " + name + "/office.db"},
		}
	case !beginsLikeALedger(db):
		return &ledger.Error{
			Code: ledger.Invalid, Key: "no_ledger", Field: "db",
			Words: ledger.Words{ZH: name + " 不是台账", EN: name + " is no ledger"},
			Hint:  ledger.Words{ZH: "请用 --db 指明台账文件；新台账由 luoshi ledger init 建立", EN: "name the ledger's file with --db; luoshi ledger init begins a new one"},
		}
	}
	return nil
}

// beginsLikeALedger tells a SQLite file, or an empty one that may become one,
// from others. What cannot be read is left to the engine.
func beginsLikeALedger(db string) bool {
	f, err := os.Open(db)
	if err != nil {
		return true
	}
	defer f.Close()
	mark := []byte("SQLite format 3\x00")
	head := make([]byte, len(mark))
	n, err := io.ReadFull(f, head)
	return n == 0 || err == nil && bytes.Equal(head, mark)
}
