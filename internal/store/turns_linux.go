package store

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// Locks of an open file, not of a process (fcntl(2), open file description locks):
// closing another descriptor of the file does not drop them.
const (
	setLock     = 37 // F_OFD_SETLK
	setLockWait = 38 // F_OFD_SETLKW
)

func lock(f *os.File, at int64, patiently bool) error {
	how := setLock
	if patiently {
		how = setLockWait
	}
	return control(f, how, syscall.F_WRLCK, at)
}

func unlock(f *os.File, at int64) { _ = control(f, setLock, syscall.F_UNLCK, at) }

func control(f *os.File, how int, kind int16, at int64) error {
	for {
		err := syscall.FcntlFlock(f.Fd(), how, &syscall.Flock_t{Type: kind, Whence: io.SeekStart, Start: at, Len: 1})
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}
