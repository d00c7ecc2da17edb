package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
)

// A status is what the process exits with. The numbers are part of the
// contract: scripts tell cases apart by them.
type status int

const (
	statusDone        status = 0
	statusFailed      status = 1 // the input was there and could not be read
	statusUsage       status = 2
	statusRefused     status = 3 // a secrecy mark, no right
	statusNotFound    status = 4
	statusConflict    status = 5
	statusUnavailable status = 6   // the system around us failed: disk, network, database
	statusInterrupted status = 130 // as shells count a process stopped by Ctrl-C
)

const statusHelp = `Exit codes:
  0  done
  1  failed on the input
  2  wrong usage
  3  refused (secrecy mark, no right)
  4  not found
  5  conflict
  6  unavailable
  130  interrupted
Of several files, the highest code that occurred.`

// A statusError is an error that knows what the process should exit with.
type statusError struct {
	status status
	err    error
}

func (e *statusError) Error() string { return e.err.Error() }
func (e *statusError) Unwrap() error { return e.err }

func failf(s status, format string, args ...any) error {
	return &statusError{s, fmt.Errorf(format, args...)}
}

// statusOf finds the exit status of an error. What nobody gave a status is a
// failure on the input.
func statusOf(err error) status {
	var (
		se   *statusError
		told *toldError
	)
	switch {
	case err == nil:
		return statusDone
	case errors.Is(err, context.Canceled):
		return statusInterrupted
	case errors.As(err, &told):
		return told.status
	case errors.As(err, &se):
		return se.status
	case errors.Is(err, fs.ErrNotExist):
		return statusNotFound
	default:
		return statusFailed
	}
}
