package store

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"io"

	"github.com/luoshi-project/luoshi/internal/audit"
)

// Chain reads a ledger's chain at one moment: what it notes of the chain's end,
// its signed heads, and next, which returns the entries as they stand and io.EOF
// after the last.
func (s *Store) Chain(ctx context.Context, f func(next func() (audit.Entry, error), claims audit.Claims) error) error {
	return s.run(ctx, false, func(t *tx) error {
		heads, err := t.heads()
		if err != nil {
			return err
		}
		claims := audit.Claims{End: &audit.End{Seq: t.head.seq, Hash: t.head.hash}, Heads: heads}
		var page []audit.Entry
		at := int64(-1 << 62)
		return f(func() (audit.Entry, error) {
			if len(page) == 0 {
				err := t.each("SELECT "+eventColumns+" FROM events WHERE seq > $1 ORDER BY seq LIMIT $2", []any{at, chunk}, func(rows *sql.Rows) error {
					e, err := scanEntry(rows)
					page = append(page, e)
					return err
				})
				if err != nil {
					return audit.Entry{}, err
				}
				if len(page) == 0 {
					return audit.Entry{}, io.EOF
				}
			}
			e := page[0]
			page, at = page[1:], e.Seq
			return e, nil
		}, claims)
	})
}

func (t *tx) heads() ([]audit.Head, error) {
	var list []audit.Head
	err := t.each("SELECT seq, at, hash, key, signature FROM heads ORDER BY seq, key", nil, func(rows *sql.Rows) error {
		var h audit.Head
		err := rows.Scan(&h.Seq, &h.At, (*[]byte)(&h.Hash), &h.Key, (*[]byte)(&h.Signature))
		list = append(list, h)
		return err
	})
	return list, err
}

// Sign signs the end of the chain and keeps the head.
func (s *Store) Sign(ctx context.Context, key ed25519.PrivateKey) (audit.Head, error) {
	var h audit.Head
	if s.engine.sqlite {
		s.writer.turn <- struct{}{}
		defer func() { <-s.writer.turn }()
	}
	err := s.run(ctx, true, func(t *tx) error {
		h = audit.Sign(key, t.head.seq, t.head.hash, micro(t.now))
		return t.exec("INSERT INTO heads (seq, at, hash, key, signature) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (seq, key) DO NOTHING",
			h.Seq, h.At, []byte(h.Hash), h.Key, []byte(h.Signature))
	})
	return h, err
}
