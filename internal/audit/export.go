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
	End    *End   `json:"end,omitempty"`
	Head   *Head  `json:"head,omitempty"`
}

// Export writes a chain as JSON lines: a line naming the form and where the chain
// ends, one per signed head, one per event. next returns io.EOF after the last
// entry.
func Export(w io.Writer, next func() (Entry, error), claims Claims) error {
	out := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(line{Format: format, End: claims.End}); err != nil {
		return err
	}
	for i := range claims.Heads {
		if err := enc.Encode(line{Head: &claims.Heads[i]}); err != nil {
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
		if !written(e.Body) {
			// Only an altered one is not as it was written. It is exported for what
			// it is, not mended by the way.
			if e.Body, err = json.Marshal(string(e.Body)); err != nil {
				return err
			}
		}
		if err := enc.Encode(e); err != nil {
			return err
		}
	}
}

// written tells whether a body is JSON without white space, as events hold it.
func written(body []byte) bool {
	var b bytes.Buffer
	return json.Compact(&b, body) == nil && bytes.Equal(b.Bytes(), body)
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
	claims := Claims{End: first.End}
	if claims.End == nil {
		return Result{}, errors.New("the first line of the export does not say where the chain ends")
	}
	var pending []byte
	for in.Scan() {
		if !bytes.HasPrefix(in.Bytes(), []byte(`{"head":`)) {
			pending = in.Bytes()
			break
		}
		var l line
		if err := json.Unmarshal(in.Bytes(), &l); err != nil || l.Head == nil {
			claims.Heads = append(claims.Heads, Head{}) // it will be found to bear no signature
			continue
		}
		claims.Heads = append(claims.Heads, *l.Head)
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
	}, claims, key)
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
