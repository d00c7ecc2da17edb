package cli

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/luoshi-project/luoshi/internal/export"
	"github.com/luoshi-project/luoshi/reader"
)

// A long run of extract can be broken off and gone on with: its output grows in
// FILE.part, and FILE.journal says up to which document that is complete. Both
// are gone when FILE is there.

// checkpoint is how many bytes of output are written between two entries of a
// journal: what a run that is killed has to do again.
const checkpoint = 64 << 20

// A mark is how far a run has come.
type mark struct {
	done  int    // documents dealt with
	bytes int64  // of output they gave
	read  int    // how many of them could be read
	worst status // of those that could not
}

// A journal is the file of a run's marks.
type journal struct {
	file *os.File
	last mark
}

// journalForm is what stands before the name of a run in the first line.
const journalForm = "luoshi extract 1 "

// openJournal opens the journal of the run, a new one where there is none.
func openJournal(path, run string) (*journal, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, cannotWrite(path, err)
	}
	j := &journal{file: file}
	data, err := io.ReadAll(file)
	if err != nil {
		return nil, errors.Join(cannotWrite(path, err), file.Close())
	}
	data = data[:bytes.LastIndexByte(data, '\n')+1] // the last line may be torn
	first := true
	for line := range bytes.Lines(data) {
		if first && string(bytes.TrimSpace(line)) != journalForm+run {
			return nil, errors.Join(failf(statusConflict, "%s belongs to a run over other documents, with other flags or of another version; repeat that one, or remove this file to begin anew", path), file.Close())
		}
		if m := (mark{}); !first {
			if n, _ := fmt.Sscan(string(line), &m.done, &m.bytes, &m.read, (*int)(&m.worst)); n == 4 {
				j.last = m
			}
		}
		first = false
	}
	if err := file.Truncate(int64(len(data))); err != nil {
		return nil, errors.Join(cannotWrite(path, err), file.Close())
	}
	if _, err := file.Seek(0, io.SeekEnd); err != nil {
		return nil, errors.Join(cannotWrite(path, err), file.Close())
	}
	if first {
		if _, err := fmt.Fprintln(file, journalForm+run); err != nil {
			return nil, errors.Join(cannotWrite(path, err), file.Close())
		}
	}
	return j, nil
}

// enter writes down how far the run has come. What it says must be on the disk.
func (j *journal) enter(m mark) error {
	if m == j.last {
		return nil
	}
	j.last = m
	_, err := fmt.Fprintln(j.file, m.done, m.bytes, m.read, int(m.worst))
	return errors.Join(err, j.file.Sync())
}

// nameOf names a run by all that decides what it writes: the flags, the version
// of the program, and the documents with their size and time.
func (x *extraction) nameOf(inputs []input) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s %q %d %q\n", version, x.format.value, x.planYear, x.lexicon)
	for _, in := range inputs {
		fmt.Fprintf(h, "%q", in.name)
		if info, err := os.Stat(in.path); err == nil {
			fmt.Fprintf(h, " %d %d", info.Size(), info.ModTime().UnixNano())
		}
		fmt.Fprintln(h)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// resume reads the inputs into lines of JSON, from where an earlier run of the
// same name was broken off.
func (x *extraction) resume(ctx context.Context, inputs []input, opts reader.Options) error {
	part, book := x.output+".part", x.output+".journal"
	j, err := openJournal(book, x.nameOf(inputs))
	if err != nil {
		return err
	}
	defer j.file.Close()
	out, err := openPart(part, j.last.bytes)
	if err != nil {
		return err
	}
	defer out.Close()

	bar := newProgress(x.std.Err, len(inputs))
	bar.skip(j.last.done)
	defer bar.finish()
	m, w := j.last, bufio.NewWriterSize(out, 1<<20)
	kept := m                       // what is entered or about to be
	entering := make(chan error, 1) // what came of entering it
	entering <- nil
	// keep enters how far the run has come, once that is on the disk. Reading goes
	// on meanwhile.
	keep := func() error {
		if err := errors.Join(<-entering, w.Flush()); err != nil {
			entering <- nil
			return cannotWrite(part, err)
		}
		kept = m
		go func() { entering <- errors.Join(out.Sync(), j.enter(kept)) }()
		return nil
	}
	err = x.each(ctx, inputs[m.done:], opts, sink{part, bar}, func(r *result) error {
		m.done++
		if r.err != nil {
			m.worst = max(m.worst, statusOf(r.err))
			return nil
		}
		m.read++
		n, err := int64(len(r.line)), error(nil)
		if r.line != nil {
			_, err = w.Write(r.line)
		} else {
			n, err = export.WriteLine(w, r.report)
		}
		m.bytes += n
		if err != nil {
			return cannotWrite(part, err)
		}
		if m.bytes-kept.bytes >= checkpoint {
			return keep()
		}
		return nil
	})
	err = errors.Join(err, keep())
	if e := <-entering; e != nil {
		err = errors.Join(err, cannotWrite(part, e))
	}
	if err != nil {
		return err
	}
	if err := x.settle(m, part, book); err != nil {
		return err
	}
	if m.worst != statusDone {
		return &toldError{m.worst}
	}
	return nil
}

// settle puts the output of a complete run under its name.
func (x *extraction) settle(m mark, part, book string) error {
	if m.read == 0 {
		return errors.Join(os.Remove(part), os.Remove(book))
	}
	if err := os.Rename(part, x.output); err != nil {
		return cannotWrite(x.output, err)
	}
	if err := os.Remove(book); err != nil {
		return cannotWrite(book, err)
	}
	return nil
}

// openPart opens the output of a run behind its first size bytes; what stands
// there was not written down in the journal and is written again.
func openPart(path string, size int64) (*os.File, error) {
	out, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, cannotWrite(path, err)
	}
	info, err := out.Stat()
	if err == nil && info.Size() < size {
		err = failf(statusConflict, "%s is shorter than its journal says; remove both to begin anew", path)
		return nil, errors.Join(err, out.Close())
	}
	if err == nil {
		err = out.Truncate(size)
	}
	if err == nil {
		_, err = out.Seek(size, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(cannotWrite(path, err), out.Close())
	}
	return out, nil
}

// checkResume refuses what cannot be gone on with.
func (x *extraction) checkResume(inputs []input) error {
	if x.output == "" || x.format.value != "jsonl" {
		return failf(statusUsage, "--resume goes on with lines of JSON in a file; name one with -o FILE.jsonl")
	}
	if info, err := os.Stat(x.output); err == nil && !info.Mode().IsRegular() {
		return failf(statusUsage, "%s is no ordinary file; --resume needs one", x.output)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cannotWrite(x.output, err)
	}
	if isLedger(x.output) {
		return overLedger(x.output)
	}
	for _, in := range inputs {
		if in.path == "" && in.err == nil {
			return failf(statusUsage, "standard input cannot be read again; --resume needs files or folders")
		}
	}
	return nil
}
