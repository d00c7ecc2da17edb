package ledger

import (
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
)

// An Ask is what a matter asks of the head of the unit that handles it, one of
// these, stored as a word.
type Ask string

// The asks.
const (
	AsksPass   Ask = "pass"   // 批转: nobody inside has it yet
	AsksClose  Ask = "close"  // 申请办结: nothing but its result is owed
	AsksReport Ask = "report" // 反馈
)

// Asks lists the asks.
func Asks() []Ask { return []Ask{AsksPass, AsksClose, AsksReport} }

// asks is what a matter asks for where its unit has others below it to pass it on
// to. A query knows which have none: there it asks to be reported on.
func (s *State) asks(r *deadline.Regime, dueKey string) Ask {
	id, _, _ := strings.Cut(dueKey, "/")
	stage := r.Stage(id)
	switch {
	case dueKey == "", stage != nil && stage.Kind == deadline.KindResult:
		return AsksClose
	case len(s.Passed) == 0:
		return AsksPass
	}
	return AsksReport
}

// Asking works out Row.Asks of a matter of an earlier ledger, whose row knows the
// rest. Its events are read only where it may have been passed on.
func Asking(tx Reader) (func(r *Row) (Ask, error), error) {
	rules, err := upTo(tx, nil)
	if err != nil {
		return nil, err
	}
	return func(r *Row) (Ask, error) {
		s := State{ID: r.ID, Matter: Matter{Regime: r.Regime}}
		if len(r.Others) > 0 {
			events, err := tx.Events(r.ID, 0)
			if err != nil {
				return "", err
			}
			s = Fold(r.ID, events)
		}
		regime, err := rules.regime(&s)
		if err != nil {
			return "", err
		}
		return s.asks(regime, r.DueKey), nil
	}, nil
}

// parted lists the units with others below them: those among some units, or of
// all where these are none.
func parted(org *access.Org, units []string) []string {
	if len(units) == 0 {
		for i := range org.Chart().Units {
			units = append(units, org.Chart().Units[i].ID)
		}
	}
	return slices.DeleteFunc(slices.Clone(units), func(unit string) bool { return !org.Parted(unit) })
}
