package store

import (
	"context"
	"os"
)

// Turns let processes write to one SQLite file in turn. SQLite alone lets whoever
// asks at the right moment go first, and makes the others sleep longer and longer,
// so that one may wait for seconds. Here who wants to write first takes the only
// place at the door and waits there until whoever writes is done; who has written
// must queue for the door like the others. The locks are on two bytes of a file
// beside the ledger and fall when a process ends, however it ends. They are a
// courtesy: what keeps writers apart is SQLite, and who cannot lock goes without.
type turns struct {
	ledger string
	file   *os.File // opened by the first who writes
	// left is closed when somebody who gave up waiting has left the queue; nil if
	// nobody is in it.
	left chan struct{}
}

// The bytes that are locked.
const (
	door int64 = iota
	desk
)

// open opens the file of the turns, as readable as the ledger.
func (t *turns) open() error {
	if t.file != nil {
		return nil
	}
	mode := os.FileMode(0o600)
	if info, err := os.Stat(t.ledger); err == nil {
		mode = info.Mode().Perm()
	}
	f, err := os.OpenFile(t.ledger+"-turns", os.O_RDWR|os.O_CREATE, mode)
	if err == nil {
		t.file = f
	}
	return err
}

func (t *turns) close() error {
	if t == nil || t.file == nil {
		return nil
	}
	return t.file.Close()
}

// wait waits for a turn, until it is told to stop or patience ends; leave ends it.
// It is called by one goroutine at a time.
func (t *turns) wait(ctx context.Context) (leave func()) {
	nothing := func() {}
	if t == nil || t.open() != nil {
		return nothing
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if t.left != nil {
		select {
		case <-t.left:
			t.left = nil
		case <-ctx.Done():
			return nothing
		}
	}
	if t.enter(false) == nil {
		return t.leave
	}
	entered := make(chan error, 1)
	go func() { entered <- t.enter(true) }()
	select {
	case err := <-entered:
		if err != nil {
			return nothing
		}
		return t.leave
	case <-ctx.Done():
	}
	left := make(chan struct{})
	t.left = left
	go func() {
		if <-entered == nil {
			t.leave()
		}
		close(left)
	}()
	return nothing
}

// enter goes through the door to the desk; without patience it fails where either
// is taken.
func (t *turns) enter(patiently bool) error {
	if err := lock(t.file, door, patiently); err != nil {
		return err
	}
	err := lock(t.file, desk, patiently)
	unlock(t.file, door)
	return err
}

func (t *turns) leave() { unlock(t.file, desk) }
