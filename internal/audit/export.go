package audit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// format names the form of an export, in its first line.
const format = "luoshi.audit.1"

// maxLine is the longest line of an export that is read.
const maxLine = 64 << 20

type line struct {
	Format string `json:"format,omitempty"`
	Head   *Head  `json:"head,omitempty"`
}

// Export writes entries and heads as JSON lines: a line naming the form, one per
// head, one per event. next returns io.EOF after the last entry.
func Export(w io.Writer, next func() (Entry, error), heads []Head) error {
	out := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(line{Format: format}); err != nil {
		return err
	}
	for i := range heads {
		if err := enc.Encode(line{Head: &heads[i]}); err != nil {
			return err
		}
	}
	for {
		e, err := next()
		if errors.Is(err, io.EOF) {
			return out.Flush()
		}
		if err != nil {
			return err
		}
		if err := enc.Encode(e); err != nil {
			return err
		}
	}
}

// VerifyExport verifies an export; key is as in Verify. A line that cannot be
// read counts as an event that was altered.
func VerifyExport(r io.Reader, key string) (Result, error) {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 0, 1<<16), maxLine)
	var first line
	if !in.Scan() || json.Unmarshal(in.Bytes(), &first) != nil || first.Format != format {
		if err := in.Err(); err != nil {
			return Result{}, err
		}
		return Result{}, fmt.Errorf("not an export of a ledger: the first line does not name %s", format)
	}
	var heads []Head
	var pending []byte
	for in.Scan() {
		if !bytes.HasPrefix(in.Bytes(), []byte(`{"head":`)) {
			pending = in.Bytes()
			break
		}
		var l line
		if err := json.Unmarshal(in.Bytes(), &l); err != nil || l.Head == nil {
			heads = append(heads, Head{}) // it will be found to bear no signature
			continue
		}
		heads = append(heads, *l.Head)
	}
	return Verify(func() (Entry, error) {
		text := pending
		if pending = nil; text == nil {
			if !in.Scan() {
				if err := in.Err(); err != nil {
					return Entry{}, err
				}
				return Entry{}, io.EOF
			}
			text = in.Bytes()
		}
		return readEntry(text), nil
	}, heads, key)
}

// readEntry reads a line that Export wrote. One that is not to the byte what
// Export would write was altered: its place tells which event it was, and
// nothing it says can be believed.
func readEntry(text []byte) Entry {
	var e Entry
	if json.Unmarshal(text, &e) != nil {
		return Entry{}
	}
	var again bytes.Buffer
	enc := json.NewEncoder(&again)
	enc.SetEscapeHTML(false)
	if enc.Encode(e) != nil || !bytes.Equal(bytes.TrimSuffix(again.Bytes(), []byte("\n")), text) {
		return Entry{}
	}
	return e
}
