package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
)

// An Entry is an event as the chain knows it.
type Entry struct {
	Seq    int64           `json:"seq"`
	Stream string          `json:"stream"`
	Number int             `json:"number"` // within its stream
	Kind   string          `json:"kind"`
	At     int64           `json:"at"` // microseconds since 1970, UTC
	Actor  string          `json:"actor"`
	For    string          `json:"for"`
	Unit   string          `json:"unit"`
	Body   json.RawMessage `json:"body"`
	Hash   Hash            `json:"hash"`
}

// A Hash is a SHA-256, written in hexadecimal; empty before the first event.
type Hash []byte

// MarshalText writes a hash in hexadecimal.
func (h Hash) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, h), nil }

// UnmarshalText reads a hash in hexadecimal.
func (h *Hash) UnmarshalText(text []byte) (err error) {
	*h, err = hex.AppendDecode(nil, text)
	return err
}

// String is the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h) }

// Sum is the hash of an entry that follows the one with hash prev. The entry's
// own Hash is not looked at.
func (e *Entry) Sum(prev Hash) Hash { return e.sumAt(e.Seq, prev) }

// sumAt is the hash that the entry would have at a place of the chain.
func (e *Entry) sumAt(seq int64, prev Hash) Hash {
	b := make([]byte, 0, 256+len(e.Body))
	b = netstring(b, "luoshi.event.1")
	b = netstring(b, prev.String())
	b = number(b, seq)
	b = netstring(b, e.Stream)
	b = number(b, int64(e.Number))
	b = netstring(b, e.Kind)
	b = number(b, e.At)
	b = netstring(b, e.Actor)
	b = netstring(b, e.For)
	b = netstring(b, e.Unit)
	b = netstring(b, e.Body)
	sum := sha256.Sum256(b)
	return sum[:]
}

func netstring[T string | []byte | json.RawMessage](b []byte, s T) []byte {
	b = strconv.AppendInt(b, int64(len(s)), 10)
	b = append(b, ':')
	b = append(b, s...)
	return append(b, ',')
}

func number(b []byte, n int64) []byte { return netstring(b, strconv.FormatInt(n, 10)) }
