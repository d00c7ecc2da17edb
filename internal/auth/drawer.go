package auth

import (
	"context"
	"encoding/json"
)

// Keep puts something by for a person, as JSON: a saved view, the columns of a
// table, the draft of a form. It is theirs alone and no part of the ledger.
func (s *Service) Keep(ctx context.Context, person, name string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return s.store.UpdateAuth(ctx, func(tx Tx) error { return tx.Keep(person, name, data) })
}

// Kept reads what a person put by into value; found is false if there is
// nothing.
func (s *Service) Kept(ctx context.Context, person, name string, value any) (found bool, err error) {
	err = s.store.ViewAuth(ctx, func(tx Reader) error {
		data, err := tx.Kept(person, name)
		if err != nil || data == nil {
			return err
		}
		found = true
		return json.Unmarshal(data, value)
	})
	return found, err
}

// KeptNames lists the names that begin with a prefix under which a person put
// something by.
func (s *Service) KeptNames(ctx context.Context, person, prefix string) (names []string, err error) {
	err = s.store.ViewAuth(ctx, func(tx Reader) (err error) {
		names, err = tx.KeptNames(person, prefix)
		return err
	})
	return names, err
}

// Forget takes away what a person put by. Where there is nothing it does not
// write.
func (s *Service) Forget(ctx context.Context, person, name string) error {
	nothing := false
	err := s.store.ViewAuth(ctx, func(tx Reader) error {
		data, err := tx.Kept(person, name)
		nothing = data == nil
		return err
	})
	if err != nil || nothing {
		return err
	}
	return s.store.UpdateAuth(ctx, func(tx Tx) error { return tx.Keep(person, name, nil) })
}
