package ledger

import (
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// RowOf works out the row of a matter from its state.
func RowOf(s *State, r *deadline.Regime, cal *workday.Calendar) Row {
	row, _ := rowAt(s, r, cal, s.Last)
	return row
}

// rowAt is the row of a matter that was looked at last at a time, and how it
// stands after its last event.
func rowAt(s *State, r *deadline.Regime, cal *workday.Calendar, looked time.Time) (Row, Month) {
	m := &s.Matter
	row := Row{
		ID: s.ID, Number: m.Number, Title: m.Title, Text: m.Text, Regime: m.Regime,
		Source: m.Source.Kind, Document: m.Source.Document, From: m.Source.From, Parent: m.Parent,
		List: m.List, Status: s.Status, Assigning: m.Assigning, Lead: s.Lead, InCharge: m.InCharge, Proposer: m.Proposer,
		Complex: m.Complex, Urgent: m.Urgent, Grade: s.Grade, Provisional: s.Provisional(),
		Version: s.Version, Last: s.Last, Cleared: s.Cleared,
		SilentColour: r.Lights.NotReported, StillColour: r.Lights.NoProgress, Waits: s.waits(r), Due: deadline.Never,
	}
	if row.Lead == "" {
		row.Lead = m.Suggested
	}
	if m.Source.Kind == FromEnterprise && m.Source.Unit != "" {
		row.Others = append(row.Others, m.Source.Unit)
	}
	for i := range s.Parts {
		row.Others = append(row.Others, s.Parts[i].Unit)
	}
	for i := range s.Passed {
		row.Others = append(row.Others, s.Passed[i].Unit)
	}
	schedule := ScheduleOf(s, r, cal)
	row.Clock = deadline.NewClock(&s.Facts, schedule.Lead)
	switch row.Clock.Base {
	case deadline.Done, deadline.Paused, deadline.Unassigned: // the clock stands still: no instant changes its light
		row.Clock.SoonFrom, row.Clock.SilentAfter, row.Clock.OverdueAfter = deadline.Never, deadline.Never, deadline.Never
	}
	if s.Open() {
		for i := range schedule.Lead {
			d := &schedule.Lead[i]
			if at := d.At.UnixMicro(); d.Met.IsZero() && !d.At.IsZero() && at < row.Due {
				row.Due, row.DueKey = at, d.Key
			}
		}
	}
	row.Asks = s.asks(r, row.DueKey)
	row.Wake = nextWake(s, r, cal, &schedule, looked)
	return row, MonthEnd(s, schedule.Lead)
}

// nextWake is the next instant after now at which there is something to tell of
// a matter as it stands, or deadline.Never.
func nextWake(s *State, r *deadline.Regime, cal *workday.Calendar, schedule *Schedule, now time.Time) int64 {
	next := deadline.Never
	if !s.Open() || s.Paused() {
		return next
	}
	for i := range schedule.Lead {
		next = min(next, schedule.Lead[i].NextReminder(now))
	}
	for i := range schedule.Parts {
		for j := range schedule.Parts[i].Dues {
			next = min(next, schedule.Parts[i].Dues[j].NextReminder(now))
		}
	}
	if _, step := deadline.EscalationAt(deadline.Ladder(r, cal, &s.Facts, schedule.Lead), now); step != nil {
		next = min(next, step.At.UnixMicro()+1)
	}
	return next
}
