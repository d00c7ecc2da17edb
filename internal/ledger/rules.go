package ledger

import (
	"slices"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// Rules are what decisions rest on besides matters: units and people, regimes,
// calendar. They are folded from the events of OrgStream and RulesStream.
type Rules struct {
	Org      *access.Org
	Regimes  *deadline.Library
	Calendar *workday.Calendar

	org, rules int   // versions of the two streams
	years      []int // notices of the program's own calendar that were adopted
}

// noRules are the rules of an empty ledger.
func noRules() (*Rules, error) {
	org, err := access.New(access.Chart{})
	if err != nil {
		return nil, err
	}
	regimes, err := deadline.Shipped()
	if err != nil {
		return nil, err
	}
	return &Rules{Org: org, Regimes: regimes, Calendar: workday.Default()}, nil
}

// with is the rules after more events.
func (r *Rules) with(events []Event) (*Rules, error) {
	next := *r
	chart, changed := r.Org.Chart(), false
	for i := range events {
		var err error
		switch b := events[i].Body.(type) {
		case OrgChangedBody:
			chart, changed, next.org = chart.With(b.Change), true, events[i].Number
		case CalendarBody:
			next.rules = events[i].Number
			if b.Table == "" {
				next.years = b.Years
				break
			}
			next.Calendar, err = next.Calendar.With([]byte(b.Table))
		case RegimeBody:
			next.rules = events[i].Number
			next.Regimes, err = next.Regimes.With("regime", []byte(b.YAML))
		}
		if err != nil {
			return nil, err
		}
	}
	if changed {
		var err error
		if next.Org, err = access.New(chart); err != nil {
			return nil, err
		}
	}
	return &next, nil
}

// adopted tells whether every notice that comes with the program was adopted.
func (r *Rules) adopted() bool { return slices.Equal(r.years, workday.Default().Years()) }
