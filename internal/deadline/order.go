package deadline

import (
	"strings"
	"time"
)

// ReportingOrder is a regime's rule for reports over several levels.
type ReportingOrder struct {
	LowerFirst bool // a report waits for those of the levels below
	Ahead      int  // working days by which each lower level is due earlier, in repeating reports
}

// A Child is what a report from above waits for.
type Child struct {
	Title string // of the child matter, for the refusal
	Due   Due    // of the same stage and period
}

// CheckOrder tells whether a report may go up at an instant: nil if it may.
// Under a regime with lower levels first it waits for the children that have
// not reported; but no longer than their own dates, so that silence below does
// not hold it up.
func CheckOrder(r *Regime, children []Child, now time.Time) *Refusal {
	if !r.Order.LowerFirst {
		return nil
	}
	var waiting []string
	for _, c := range children {
		if c.Due.Met.IsZero() && !c.Due.At.IsZero() && !now.After(c.Due.At) {
			waiting = append(waiting, c.Title)
		}
	}
	if len(waiting) == 0 {
		return nil
	}
	return &Refusal{"lower_first", Words{
		"下级先报：尚待" + strings.Join(waiting, "、"),
		"lower levels report first: waiting for " + strings.Join(waiting, ", "),
	}}
}
