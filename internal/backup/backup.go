// Package backup writes a ledger into one file and makes a ledger of it again,
// on either engine: events, signed heads, evidence files, what people were told
// and read, counters; accounts with their passwords as hashes and the secrets of
// second factors, what people put by, the log of sign-ins. Lists are made anew
// from the events. The chain is verified while it is read back; a backup with a
// fault in it is refused. Seal and Unseal keep a backup under a password.
package backup

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/luoshi-project/luoshi/internal/audit"
)

// format names the form of a backup, in its first line. Lines are JSON, packed
// by gzip; the last one says how many rows there are, so that a file cut short is
// noticed. Backups of the form before had no accounts.
const (
	format = "luoshi.backup/2"
	before = "luoshi.backup/1"
)

// A Source is a ledger that is backed up.
type Source interface {
	Copy(ctx context.Context, out func(table string, row []any) error) error
}

// A Target is an empty ledger that is filled.
type Target interface {
	Fill(ctx context.Context, in func(put func(table string, row []any) error) error) error
}

// A Summary says what a backup holds.
type Summary struct {
	Events   int64      `json:"events"`
	Files    int64      `json:"files"`
	Accounts int64      `json:"accounts"`
	Factors  int64      `json:"second_factors"` // accounts that have one: their secrets are in the backup
	Rows     int64      `json:"rows"`
	Hash     audit.Hash `json:"hash"` // of the last event
}

type line struct {
	Format string `json:"format,omitempty"`
	Table  string `json:"table,omitempty"`
	Row    []cell `json:"row,omitempty"`
	Rows   *int64 `json:"rows,omitempty"`
}

// A cell is an int64, a string, a bool or bytes, the last as {"b": base64}.
type cell struct{ v any }

type packed struct {
	B []byte `json:"b"`
}

// MarshalJSON implements json.Marshaler.
func (c cell) MarshalJSON() ([]byte, error) {
	if b, ok := c.v.([]byte); ok {
		return json.Marshal(packed{b})
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(c.v)
	return buf.Bytes(), err
}

// UnmarshalJSON implements json.Unmarshaler.
func (c *cell) UnmarshalJSON(data []byte) error {
	switch data[0] {
	case '{':
		var p packed
		err := json.Unmarshal(data, &p)
		c.v = append([]byte{}, p.B...)
		return err
	case '"':
		var s string
		err := json.Unmarshal(data, &s)
		c.v = s
		return err
	case 't', 'f':
		c.v = data[0] == 't'
		return nil
	}
	var n int64
	err := json.Unmarshal(data, &n)
	c.v = n
	return err
}

// Write backs a ledger up.
func Write(ctx context.Context, w io.Writer, from Source) (Summary, error) {
	var sum Summary
	packer := gzip.NewWriter(w)
	out := bufio.NewWriterSize(packer, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(line{Format: format}); err != nil {
		return sum, err
	}
	err := from.Copy(ctx, func(table string, row []any) error {
		sum.add(table, row)
		l := line{Table: table, Row: make([]cell, len(row))}
		for i := range row {
			l.Row[i] = cell{row[i]}
		}
		return enc.Encode(l)
	})
	if err != nil {
		return sum, err
	}
	if err := enc.Encode(line{Rows: &sum.Rows}); err != nil {
		return sum, err
	}
	return sum, errors.Join(out.Flush(), packer.Close())
}

// accountFactor is the column of an account that holds its second factor.
const accountFactor = 3

func (s *Summary) add(table string, row []any) {
	s.Rows++
	switch table {
	case "events":
		s.Events++
		if hash, ok := row[len(row)-1].([]byte); ok {
			s.Hash = hash
		}
	case "files":
		s.Files++
	case "accounts":
		s.Accounts++
		if totp, ok := row[accountFactor].(string); ok && totp != "" {
			s.Factors++
		}
	}
}

// A FaultError says that the chain of a backup is broken.
type FaultError struct{ Fault *audit.Fault }

// Error says what is wrong, in English.
func (e *FaultError) Error() string { return "the chain of the backup is broken: " + e.Fault.EN }

// Read fills a ledger from a backup, all of it or nothing.
func Read(ctx context.Context, r io.Reader, to Target) (Summary, error) {
	var sum Summary
	unpacker, err := gzip.NewReader(r)
	if err != nil {
		return sum, errors.New("it is not a backup of a ledger")
	}
	in := &lines{r: bufio.NewReaderSize(unpacker, 1<<16)}
	if first, err := in.next(); err != nil || first.Format != format && first.Format != before {
		return sum, errors.New("it is not a backup of a ledger of a form this program knows")
	}
	err = to.Fill(ctx, func(put func(string, []any) error) error {
		return in.fill(&sum, put)
	})
	return sum, err
}

// lines reads a backup line by line.
type lines struct {
	r       *bufio.Reader
	ended   bool
	pending *line // the first event, read while looking for heads
}

func (in *lines) next() (*line, error) {
	if l := in.pending; l != nil {
		in.pending = nil
		return l, nil
	}
	text, err := in.r.ReadBytes('\n')
	if err != nil {
		return nil, errors.New("the backup is cut short or damaged")
	}
	var l line
	if err := json.Unmarshal(text, &l); err != nil {
		return nil, errors.New("the backup is damaged")
	}
	return &l, nil
}

func (in *lines) fill(sum *Summary, put func(string, []any) error) error {
	// take puts the next row; nil after the last.
	take := func(l *line) error {
		if err := whole(l); err != nil {
			return err
		}
		row := make([]any, len(l.Row))
		for i := range row {
			row[i] = l.Row[i].v
		}
		if err := put(l.Table, row); err != nil { // which knows how long a row is
			return err
		}
		sum.add(l.Table, row)
		return nil
	}
	var heads []audit.Head
	for in.pending == nil && !in.ended {
		l, err := in.next()
		if err != nil {
			return err
		}
		switch {
		case l.Rows != nil:
			in.ended = true
			if err := in.close(l, sum); err != nil {
				return err
			}
		case l.Table == "events":
			in.pending = l
		default:
			if l.Table == "heads" {
				h, err := head(l)
				if err != nil {
					return err
				}
				heads = append(heads, h)
			}
			if err := take(l); err != nil {
				return err
			}
		}
	}
	var short error // told only if the chain itself does not say which event is gone
	result, err := audit.Verify(func() (audit.Entry, error) {
		if in.ended {
			return audit.Entry{}, io.EOF
		}
		l, err := in.next()
		if err != nil {
			return audit.Entry{}, err
		}
		if l.Rows != nil {
			in.ended = true
			short = in.close(l, sum)
			return audit.Entry{}, io.EOF
		}
		e, err := entry(l)
		if err != nil {
			return e, err
		}
		return e, take(l)
	}, audit.Claims{Heads: heads}, "")
	if err != nil {
		return err
	}
	if result.Fault != nil {
		return &FaultError{result.Fault}
	}
	return short
}

// whole checks that an evidence file is the one that was handed in.
func whole(l *line) error {
	if l.Table != "files" {
		return nil
	}
	var hash, name string
	var data []byte
	var err error
	into(&hash, l, 0, &err)
	into(&name, l, 1, &err)
	into(&data, l, 4, &err)
	if sum := sha256.Sum256(data); err == nil && hex.EncodeToString(sum[:]) != hash {
		err = fmt.Errorf("the file %s in the backup is not the one that was handed in", name)
	}
	return err
}

// close checks the last line, and that the file is whole.
func (in *lines) close(l *line, sum *Summary) error {
	if *l.Rows != sum.Rows {
		return fmt.Errorf("the backup says it has %d rows and has %d", *l.Rows, sum.Rows)
	}
	if _, err := in.r.ReadByte(); !errors.Is(err, io.EOF) {
		return errors.New("the backup is damaged")
	}
	return nil
}

// field reads one value of a row.
func field[T any](l *line, i int) (T, error) {
	var zero T
	if i >= len(l.Row) {
		return zero, fmt.Errorf("a row of %s is too short", l.Table)
	}
	v, ok := l.Row[i].v.(T)
	if !ok {
		return zero, fmt.Errorf("a row of %s holds a %T where a %T belongs", l.Table, l.Row[i].v, zero)
	}
	return v, nil
}

// into sets a value from a row; the first error stays.
func into[T any](to *T, l *line, i int, err *error) {
	if *err == nil {
		*to, *err = field[T](l, i)
	}
}

func head(l *line) (h audit.Head, err error) {
	into(&h.Seq, l, 0, &err)
	into(&h.At, l, 1, &err)
	into((*[]byte)(&h.Hash), l, 2, &err)
	into(&h.Key, l, 3, &err)
	into((*[]byte)(&h.Signature), l, 4, &err)
	return h, err
}

func entry(l *line) (e audit.Entry, err error) {
	var number int64
	var body string
	into(&e.Seq, l, 0, &err)
	into(&e.Stream, l, 1, &err)
	into(&number, l, 2, &err)
	into(&e.Kind, l, 3, &err)
	into(&e.At, l, 4, &err)
	into(&e.Actor, l, 5, &err)
	into(&e.For, l, 6, &err)
	into(&e.Unit, l, 7, &err)
	into(&body, l, 8, &err)
	into((*[]byte)(&e.Hash), l, 9, &err)
	e.Number, e.Body = int(number), json.RawMessage(body)
	return e, err
}
