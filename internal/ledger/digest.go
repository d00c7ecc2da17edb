package ledger

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// KindDigest is the kind of notice that sums up a day for a person.
const KindDigest = "digest"

// Digest tells everybody who has something late, due soon, or waiting for them
// how they stand: once a person and working day, from an hour of the day on. It
// returns how many were told; several processes may call it.
func (s *Service) Digest(ctx context.Context, from time.Duration) (told int, err error) {
	var list []Notice
	var day workday.Date
	err = s.store.View(ctx, func(tx Reader) error {
		now := tx.Now()
		day = workday.DateOf(now)
		s.mu.Lock()
		done := s.digested == day
		s.mu.Unlock()
		if done || now.Before(day.At(from)) {
			return nil
		}
		rules, err := s.read(tx)
		if err != nil {
			return err
		}
		if worked, _ := rules.Calendar.IsWorkday(day); !worked {
			return nil
		}
		d := digest{tx: tx, org: rules.Org, day: day, lines: map[string]Words{}}
		list, err = d.notices(now)
		return err
	})
	if err != nil || list == nil {
		return 0, err
	}
	err = s.store.Update(ctx, func(tx Tx) error {
		told = 0
		n, err := tx.Next("digest-" + day.String())
		if err != nil || n > 1 { // another process was first
			return err
		}
		told = len(list)
		return tx.Notify(list)
	})
	if err == nil {
		s.mu.Lock()
		s.digested = day
		s.mu.Unlock()
	}
	return told, err
}

// A digest is worked out seat by seat: what is counted for a unit is counted
// once.
type digest struct {
	tx    Reader
	org   *access.Org
	day   workday.Date
	lines map[string]Words
}

func (d *digest) notices(now time.Time) ([]Notice, error) {
	said := map[string][]Words{}
	var people []string
	chart := d.org.Chart()
	for i := range chart.Seats {
		seat := &chart.Seats[i]
		acting := d.org.Acting(seat, d.day)
		if len(acting) == 0 {
			continue
		}
		line, err := d.line(seat)
		if err != nil {
			return nil, err
		}
		if line.IsZero() {
			continue
		}
		for _, person := range acting {
			if _, known := said[person]; !known {
				people = append(people, person)
			}
			if !slices.Contains(said[person], line) {
				said[person] = append(said[person], line)
			}
		}
	}
	list := make([]Notice, 0, len(people))
	for _, person := range people {
		zh, en := make([]string, len(said[person])), make([]string, len(said[person]))
		for i, w := range said[person] {
			zh[i], en[i] = w.ZH, w.EN
		}
		list = append(list, Notice{
			Person: person, Cause: KindDigest + ":" + d.day.String(), Kind: KindDigest, At: now,
			Words: Words{ZH: "今日督办：" + strings.Join(zh, "；"), EN: "today: " + strings.Join(en, "; ")},
		})
	}
	return list, nil
}

// line sums up how things stand for a seat; no words where all is well.
func (d *digest) line(seat *access.Seat) (Words, error) {
	var key, title, titleEN string
	var q Query
	unit := d.org.Unit(seat.Unit)
	waiting := Query{Statuses: []Status{Assigned}}
	waits := Words{ZH: "待签收", EN: "to be signed for"}
	switch seat.Role {
	case access.FirstResponsible, access.Manager, access.Handler:
		key, title, titleEN = seat.Unit, unit.Name, unit.Name
		q = Query{Units: []string{seat.Unit}}
		if unit.Kind == access.Section { // it leads nothing: what was passed to it
			q = Query{Seen: &Seen{Units: []string{seat.Unit}}}
		}
		waiting.Units, waiting.Seen = q.Units, q.Seen
	case access.SupervisionOffice:
		key, title, titleEN = "office:"+seat.Unit, unit.Name+"督办事项", "matters supervised by "+unit.Name
		q = Query{Seen: &Seen{Units: d.org.Subtree(seat.Unit)}}
		waiting, waits = Query{Seen: q.Seen, Statuses: []Status{Closing}}, Words{ZH: "待审核", EN: "to be reviewed"}
	case access.Leader:
		key, title, titleEN = "in_charge:"+seat.ID, "分管事项", "matters in your charge"
		q, waiting = Query{InCharge: seat.ID}, Query{}
	default:
		return Words{}, nil
	}
	if line, known := d.lines[key]; known {
		return line, nil
	}
	q.Open = true
	counts, err := d.tx.Lights(q)
	if err != nil {
		return Words{}, err
	}
	var zh, en []string
	add := func(title Words, n int) {
		if n > 0 {
			zh, en = append(zh, fmt.Sprintf("%s%d件", title.ZH, n)), append(en, fmt.Sprintf("%d %s", n, title.EN))
		}
	}
	for _, state := range [...]deadline.State{deadline.Overdue, deadline.NotReported, deadline.NoProgress, deadline.DueSoon} {
		n := 0
		for _, c := range counts {
			if c.State == state {
				n += c.Count
			}
		}
		add(state.Title(), n)
	}
	if len(waiting.Statuses) > 0 {
		counts, err := d.tx.Lights(waiting)
		if err != nil {
			return Words{}, err
		}
		n := 0
		for _, c := range counts {
			n += c.Count
		}
		add(waits, n)
	}
	var line Words
	if len(zh) > 0 {
		line = Words{ZH: title + strings.Join(zh, "、"), EN: titleEN + " " + strings.Join(en, ", ")}
	}
	d.lines[key] = line
	return line, nil
}
