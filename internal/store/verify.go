package store

import (
	"context"
	"io"

	"github.com/luoshi-project/luoshi/internal/audit"
)

// Verify checks the chain of all events, and that heads are signed by the key,
// or by their own where key is "".
func (s *Store) Verify(ctx context.Context, key string) (result audit.Result, err error) {
	err = s.Chain(ctx, func(next func() (audit.Entry, error), claims audit.Claims) (err error) {
		result, err = audit.Verify(next, claims, key)
		return err
	})
	return result, err
}

// Export writes the chain as JSON lines, to be verified elsewhere.
func (s *Store) Export(ctx context.Context, out io.Writer) error {
	return s.Chain(ctx, func(next func() (audit.Entry, error), claims audit.Claims) error {
		return audit.Export(out, next, claims)
	})
}
