package ledger

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// Any stands for the version of a matter, whatever it is: the command does not
// depend on what was seen.
const Any = -1

// Options of a Service. The zero Options are those of an office.
type Options struct {
	Limits Limits // of evidence; zero takes DefaultLimits
	// Inspect looks into a file before it is kept as evidence, for what must not
	// enter the ledger; nil looks at nothing but its type.
	Inspect func(name string, data []byte) error
	NewID   func() (string, error) // ids of matters; nil makes random ones (UUID v7)
	// Heard is called with events as they are appended, before they are committed;
	// nil for nobody.
	Heard func([]Event)
	// Alone says that nobody else writes to the ledger, neither another process nor
	// another goroutine: what is open is kept in memory between transactions.
	Alone bool
}

// A Service is the use cases of a ledger: the only writer. Each method is one
// transaction. It may be used by any number of goroutines, and beside other
// processes on the same ledger.
type Service struct {
	store Store
	opt   Options

	mu       sync.Mutex
	rules    *Rules       // of the versions last seen
	digested workday.Date // the last day of which the digests are known to be told

	kept map[string]*touched // used by the writing transaction alone

	standing standings
}

// New makes the use cases of a store.
func New(store Store, opt Options) *Service {
	if opt.Limits.Size == 0 {
		opt.Limits = DefaultLimits()
	}
	if opt.NewID == nil {
		opt.NewID = func() (string, error) {
			id, err := uuid.NewV7()
			return id.String(), err
		}
	}
	return &Service{store: store, opt: opt}
}

// read brings the rules up to the versions that a transaction sees, and keeps
// them for the next one. It must come before the transaction writes.
func (s *Service) read(tx Reader) (*Rules, error) {
	s.mu.Lock()
	have := s.rules
	s.mu.Unlock()
	rules, err := upTo(tx, have)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.rules = rules
	s.mu.Unlock()
	return rules, nil
}

// upTo brings rules, nil for none, up to the versions that a transaction sees.
func upTo(tx Reader, have *Rules) (*Rules, error) {
	org, rules, err := tx.Versions()
	if err != nil {
		return nil, err
	}
	if have != nil && have.org == org && have.rules == rules {
		return have, nil
	}
	if have == nil || have.org > org || have.rules > rules { // nothing yet, or of a ledger since restored
		if have, err = noRules(); err != nil {
			return nil, err
		}
	}
	for _, stream := range [...]struct {
		name  string
		after int
	}{{OrgStream, have.org}, {RulesStream, have.rules}} {
		events, err := tx.Events(stream.name, stream.after)
		if err != nil {
			return nil, err
		}
		if have, err = have.with(events); err != nil {
			return nil, err
		}
	}
	return have, nil
}

// Rules are the units and people, regimes and calendar as they stand.
func (s *Service) Rules(ctx context.Context) (*Rules, error) {
	var rules *Rules
	err := s.store.View(ctx, func(tx Reader) (err error) {
		rules, err = s.read(tx)
		return err
	})
	return rules, err
}

// Docket dockets a matter, or notes it as a draft. Without a number it gets the
// next one of the year.
func (s *Service) Docket(ctx context.Context, by string, m Matter, draft bool) (State, error) {
	var state State
	err := s.Batch(ctx, func(b *Batch) (err error) {
		state, err = b.Docket(by, m, draft)
		return err
	})
	return state, err
}

// Do takes a step in a matter, found by id or number. seen is the State.Version
// that the person decided on, or Any; if the matter has changed since, the error
// (Conflict) tells what happened.
func (s *Service) Do(ctx context.Context, by, matter string, seen int, c Command) (State, error) {
	var state State
	err := s.Batch(ctx, func(b *Batch) (err error) {
		state, err = b.Do(by, matter, seen, c)
		return err
	})
	return state, err
}

// A View is all there is to show of a matter to one person.
type View struct {
	State      State
	Events     []Event
	Now        time.Time
	Schedule   Schedule
	Light      deadline.Light
	Escalation *deadline.Step // the highest rung reached, or nil
	Next       *deadline.Step // the next one, or nil
	Rights     []Right
	Rules      *Rules
}

// A Right tells whether the person may take a step now, or why not.
type Right struct {
	Step    access.Step
	Refused *Error // nil where it is allowed
}

// viewed reads a matter, found by id or number, for somebody who may see it.
func (s *Service) viewed(tx Reader, by, matter string) (View, error) {
	rules, err := s.read(tx)
	if err != nil {
		return View{}, err
	}
	id, err := tx.ID(matter)
	if err != nil {
		return View{}, err
	}
	events, err := tx.Events(id, 0)
	if err != nil {
		return View{}, err
	}
	v := View{State: Fold(id, events), Events: events, Now: tx.Now(), Rules: rules}
	return v, mayView(rules, by, &v.State, v.Now)
}

// Matter shows a matter, found by id or number.
func (s *Service) Matter(ctx context.Context, by, matter string) (View, error) {
	var v View
	err := s.store.View(ctx, func(tx Reader) (err error) {
		if v, err = s.viewed(tx, by, matter); err != nil {
			return err
		}
		return v.fill(s.env(v.Rules, v.Now), by)
	})
	return v, err
}

func mayView(rules *Rules, by string, s *State, now time.Time) error {
	verdict := rules.Org.May(by, access.View, s.Access(), "", workday.DateOf(now))
	if !verdict.Allowed {
		return &Error{Code: Forbidden, Key: "may_not_view", Words: verdict.Reason}
	}
	return nil
}

func (v *View) fill(env *Env, by string) error {
	r, err := env.Regimes.Find(v.State.Matter.Regime)
	if err != nil {
		return unknown("regime", "制度", "regime", v.State.Matter.Regime)
	}
	v.Schedule = ScheduleOf(&v.State, r, env.Calendar)
	v.Light = deadline.LightOf(r, &v.State.Facts, v.Schedule.Lead, v.Now)
	v.Escalation, v.Next = deadline.EscalationAt(deadline.Ladder(r, env.Calendar, &v.State.Facts, v.Schedule.Lead), v.Now)
	for _, step := range access.Steps() {
		switch step {
		case access.Docket, access.View, access.ChangeOrg, access.ChangeRules, access.ReadAudit:
			continue
		}
		right := Right{Step: step}
		if err := MayTake(&v.State, step, by, env); err != nil {
			var refusal *Error
			if !errors.As(err, &refusal) {
				return err
			}
			right.Refused = refusal
		}
		v.Rights = append(v.Rights, right)
	}
	return nil
}

func (s *Service) env(r *Rules, now time.Time) *Env {
	return &Env{Now: now, Org: r.Org, Regimes: r.Regimes, Calendar: r.Calendar, Limits: s.opt.Limits}
}

// List finds the matters that a person may see. A unit in the query stands for
// itself and all below it.
func (s *Service) List(ctx context.Context, by string, q Query) (Page, error) {
	var page Page
	err := s.query(ctx, by, q, func(tx Reader, q Query) (err error) {
		page, err = tx.List(q)
		return err
	})
	return page, err
}

// AsOf tells how the matters of a query that a person may see stood at a time, all
// in one reading. What is asked of lights and dues is asked of them as they are
// now. brief is called with the ends of months; it tells whether that is enough.
// Where it is not, and of those to which something happened later in that very
// month, the events are folded and whole is called with the state, whose
// State.Dates are left out.
func (s *Service) AsOf(ctx context.Context, by string, q Query, at time.Time, brief func(*Month) (enough bool), whole func(*State, *Rules) error) error {
	return s.query(ctx, by, q, func(tx Reader, q Query) error {
		rules, err := s.read(tx)
		if err != nil {
			return err
		}
		var numbers []string
		err = tx.Months(q, monthAt(at), func(m *Month) error {
			if m.Last.After(at) || !brief(m) {
				numbers = append(numbers, m.Number)
			}
			return nil
		})
		if err != nil {
			return err
		}
		ids, err := tx.IDs(numbers)
		if err != nil {
			return err
		}
		var st *State
		err = tx.EventsOf(ids, at, func(e Event) error {
			if st != nil && st.ID != e.Stream {
				if err := whole(st, rules); err != nil {
					return err
				}
				st = nil
			}
			if st == nil {
				st = &State{ID: e.Stream}
			}
			*st = st.Apply(&e)
			return nil
		})
		if err != nil || st == nil {
			return err
		}
		return whole(st, rules)
	})
}

// Lights counts the matters of a query that a person may see by light.
func (s *Service) Lights(ctx context.Context, by string, q Query) ([]LightCount, error) {
	var counts []LightCount
	err := s.query(ctx, by, q, func(tx Reader, q Query) (err error) {
		counts, err = tx.Lights(q)
		return err
	})
	return counts, err
}

// Tally counts the matters of a query that a person may see by light within each
// group.
func (s *Service) Tally(ctx context.Context, by string, q Query, group Group) ([]Tally, error) {
	var counts []Tally
	err := s.query(ctx, by, q, func(tx Reader, q Query) (err error) {
		counts, err = tx.Tally(q, group)
		return err
	})
	return counts, err
}

func (s *Service) query(ctx context.Context, by string, q Query, f func(Reader, Query) error) error {
	return s.store.View(ctx, func(tx Reader) error {
		rules, err := s.read(tx)
		if err != nil {
			return err
		}
		var units []string
		for _, u := range q.Units {
			below := rules.Org.Subtree(u)
			if below == nil {
				return unknown("units", "单位", "unit", u)
			}
			if q.Alone {
				below = []string{u}
			}
			units = append(units, below...)
		}
		q.Units = units
		if q.Asks != "" {
			q.Parted = parted(rules.Org, units)
		}
		q.Seen = seen(rules.Org, by, workday.DateOf(tx.Now()))
		return f(tx, q)
	})
}

// seen is what a person may see; nil for all there is.
func seen(org *access.Org, person string, day workday.Date) *Seen {
	tops, seats := org.Sees(person, day)
	limits := &Seen{Seats: seats}
	all := map[string]bool{}
	for _, top := range tops {
		for _, u := range org.Subtree(top) {
			if !all[u] {
				all[u] = true
				limits.Units = append(limits.Units, u)
			}
		}
	}
	if len(all) > 0 && len(all) == len(org.Chart().Units) {
		return nil
	}
	return limits
}

// Notices lists what was told to a person, the newest first.
func (s *Service) Notices(ctx context.Context, person string, unread bool, limit int) ([]Notice, error) {
	var list []Notice
	err := s.store.View(ctx, func(tx Reader) (err error) {
		list, err = tx.Notices(person, unread, limit)
		return err
	})
	return list, err
}

// Unread counts the messages to a person that are not read yet, up to a limit:
// notices of one kind and time are one.
func (s *Service) Unread(ctx context.Context, person string, limit int) (int, error) {
	var n int
	err := s.store.View(ctx, func(tx Reader) (err error) {
		n, err = tx.Unread(person, limit)
		return err
	})
	return n, err
}

// MarkRead notes that a person has read notices.
func (s *Service) MarkRead(ctx context.Context, person string, ids []int64) error {
	return s.store.Update(ctx, func(tx Tx) error { return tx.MarkRead(person, ids) })
}
