//go:build !linux

package store

import (
	"errors"
	"os"
)

// lock has no locks of open files to use: writers meet in SQLite.
func lock(*os.File, int64, bool) error { return errors.ErrUnsupported }

func unlock(*os.File, int64) {}
