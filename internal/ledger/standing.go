package ledger

import (
	"context"
	"sync"

	"github.com/luoshi-project/luoshi/internal/deadline"
)

// A Standing is how a matter stands, without what happened before and who may do
// what. Its State must not be changed.
type Standing struct {
	State State
	Light deadline.Light
}

// Standings tells how the matters of rows stand that List gave the same person
// a moment ago. It reads the events only of those that have moved since they
// were asked for last.
func (s *Service) Standings(ctx context.Context, by string, rows []Row) ([]Standing, error) {
	list := make([]Standing, 0, len(rows))
	err := s.store.View(ctx, func(tx Reader) error {
		rules, err := s.read(tx)
		if err != nil {
			return err
		}
		for i := range rows {
			f, err := s.standing.find(tx, &rows[i], rules)
			if err != nil {
				return err
			}
			if err := mayView(rules, by, &f.state, tx.Now()); err != nil {
				return err
			}
			list = append(list, Standing{f.state, deadline.LightOf(f.regime, &f.state.Facts, f.dues, tx.Now())})
		}
		return nil
	})
	return list, err
}

// standings holds matters as they stood of late. What it holds follows from the
// events up to a version and from the rules alone: nobody's rights are in it.
type standings struct {
	mu   sync.Mutex
	held map[string]*stood
}

// stood is a matter at a version, with what was due under some rules.
type stood struct {
	state  State
	rules  *Rules
	regime *deadline.Regime
	dues   []deadline.Due
}

// mostStanding is how many matters are held.
const mostStanding = 5000

func (h *standings) find(tx Reader, row *Row, rules *Rules) (*stood, error) {
	h.mu.Lock()
	have := h.held[row.ID]
	h.mu.Unlock()
	if have != nil && have.state.Version == row.Version && have.rules == rules {
		return have, nil
	}
	events, err := tx.Events(row.ID, 0)
	if err != nil {
		return nil, err
	}
	f := &stood{state: Fold(row.ID, events), rules: rules}
	if f.regime, err = rules.regime(&f.state); err != nil {
		return nil, err
	}
	f.dues = ScheduleOf(&f.state, f.regime, rules.Calendar).Lead
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.held == nil || len(h.held) >= mostStanding {
		h.held = map[string]*stood{}
	}
	h.held[row.ID] = f
	return f, nil
}
