package ledger

import (
	"context"
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
)

// Swept is what a sweep did.
type Swept struct {
	Matters   int // that had something to do
	Escalated int // rungs reached
	More      bool
}

// Sweep does what the clock brings: it tells people of what is due soon and what
// is late, and escalates. It looks at up to limit matters; with More there are
// further ones. Several processes may sweep one ledger: nobody is told twice.
// After a downtime it catches up.
func (s *Service) Sweep(ctx context.Context, limit int) (Swept, error) {
	var swept Swept
	err := s.Batch(ctx, func(b *Batch) (err error) {
		swept, err = b.Sweep(limit)
		return err
	})
	return swept, err
}

// Sweep is Service.Sweep within the batch. What the batch did before it is taken
// into account.
func (b *Batch) Sweep(limit int) (Swept, error) {
	if err := b.flush(); err != nil {
		return Swept{}, err
	}
	ids, err := b.tx.Waking(b.now, limit)
	if err != nil {
		return Swept{}, err
	}
	swept := Swept{Matters: len(ids), More: len(ids) == limit}
	for _, id := range ids {
		if err := b.Relieve(); err != nil {
			return swept, err
		}
		t, err := b.load(id)
		if err != nil {
			return swept, err
		}
		n, err := b.wake(t)
		if err != nil {
			return swept, err
		}
		swept.Escalated += n
	}
	return swept, nil
}

// wake does what the clock brings to one matter.
func (b *Batch) wake(t *touched) (escalated int, err error) {
	r, err := b.rules.regime(&t.state)
	if err != nil {
		return 0, err
	}
	schedule := ScheduleOf(&t.state, r, b.rules.Calendar)
	var ladder []deadline.Step
	if t.state.Open() && !t.state.Paused() {
		b.remind(&t.state, &schedule)
		ladder = deadline.Ladder(r, b.rules.Calendar, &t.state.Facts, schedule.Lead)
	}
	var events []Event
	for _, step := range ladder {
		body := EscalatedBody{
			Key: step.Due.Key, Due: step.Due.Date, Level: step.Rung.Level,
			Why: Words{ZH: step.Reason(deadline.Chinese), EN: step.Reason(deadline.English)},
		}
		if !b.now.After(step.At) || slices.ContainsFunc(t.state.Escalated, func(have EscalatedBody) bool {
			return have.Key == body.Key && have.Due == body.Due && have.Level == body.Level
		}) {
			continue
		}
		at := b.now.UTC().Truncate(time.Microsecond)
		if at.Before(t.state.Last) {
			at = t.state.Last
		}
		e := Event{Stream: t.state.ID, Number: t.state.Version + len(events) + 1, Kind: KindEscalated, At: at, Body: body}
		events = append(events, e)
		b.notices = append(b.notices, notices(&t.state, step.Rung.To, b.rules.Org, Notice{
			Kind: string(KindEscalated), At: at, Cause: "escalated:" + t.state.ID + ":" + body.Key + ":" + body.Due.String() + ":" + body.Level,
			Words: Words{ZH: t.state.Matter.Title + "：" + body.Why.ZH, EN: t.state.Matter.Title + ": " + body.Why.EN},
		}, "")...)
	}
	if err := b.apply(t, events); err != nil {
		return 0, err
	}
	b.late(t)
	t.looked, t.swept = b.now, true
	return len(events), nil
}

// remind tells of all that is due soon or late: the lead unit and, once it is
// late, the office; each cooperating unit of its own part.
func (b *Batch) remind(s *State, schedule *Schedule) {
	for i := range schedule.Lead {
		b.remindOf(s, &schedule.Lead[i], "")
	}
	for i := range schedule.Parts {
		for j := range schedule.Parts[i].Dues {
			b.remindOf(s, &schedule.Parts[i].Dues[j], schedule.Parts[i].Unit)
		}
	}
}

// remindOf tells of one thing due, from a cooperating unit or, "", the lead unit.
func (b *Batch) remindOf(s *State, due *deadline.Due, unit string) {
	state, why := due.Reminder(b.now)
	kind := "late"
	switch state {
	case "":
		return
	case deadline.DueSoon:
		kind = "due_soon"
	}
	n := Notice{
		Kind: kind, At: b.now, Cause: kind + ":" + s.ID + ":" + due.Key + ":" + due.Date.String(),
		Words: Words{ZH: s.Matter.Title + "：" + why.ZH, EN: s.Matter.Title + ": " + why.EN},
	}
	var seats []*access.Seat
	if unit != "" {
		n.Cause += ":" + unit
		seats = b.rules.Org.Seats(unit, access.Handler, access.Manager)
	} else {
		seats = append(seatsOf(s, "handler", b.rules.Org), seatsOf(s, "manager", b.rules.Org)...)
	}
	if kind == "late" {
		seats = append(seats, seatsOf(s, "supervision_office", b.rules.Org)...)
	}
	b.notices = append(b.notices, addressed(s, seats, b.rules.Org, n, "")...)
}
