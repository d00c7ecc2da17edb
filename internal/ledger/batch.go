package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/workday"
)

// A Batch is several steps in one transaction: all are kept or none is.
type Batch struct {
	service *Service
	tx      Tx
	rules   *Rules
	now     time.Time
	states  map[string]*touched
	behind  []*touched // those with a row behind their state
	events  []Event
	notices []Notice
}

// touched is a matter that a batch has looked at.
type touched struct {
	state  State
	behind bool // its row is behind its state
	text   bool // so is its text
	others bool // so are the units beside the lead unit
	moved  bool // it is behind by more than Wake
	known  bool // the matters below it are known: these
	below  []string
	looked time.Time
	swept  bool // up to looked a sweep has told what there was to tell
	// past is how it stood at the ends of months that steps of the batch have left
	// behind before they were written.
	past []Month
}

// late notes that the row of a matter must be written.
func (b *Batch) late(t *touched) {
	if !t.behind {
		t.behind = true
		b.behind = append(b.behind, t)
	}
}

// Batch runs f in one transaction. An error of f undoes all of it; to go on
// after a refused step (an import that reports all bad rows, a simulation), f
// keeps the error and returns nil.
func (s *Service) Batch(ctx context.Context, f func(*Batch) error) error {
	err := s.store.Update(ctx, func(tx Tx) error {
		rules, err := s.read(tx)
		if err != nil {
			return err
		}
		b := &Batch{service: s, tx: tx, rules: rules, now: tx.Now(), states: s.states()}
		if err := f(b); err != nil {
			return err
		}
		return b.flush()
	})
	if err != nil && s.opt.Alone {
		s.kept = nil
	}
	return err
}

// states are the states that a batch begins with: those of the batch before it
// that are still being dealt with where nobody else writes, otherwise none.
func (s *Service) states() map[string]*touched {
	if !s.opt.Alone {
		return map[string]*touched{}
	}
	if s.kept == nil {
		s.kept = map[string]*touched{}
	}
	maps.DeleteFunc(s.kept, func(_ string, t *touched) bool {
		above := s.kept[t.state.Matter.Parent] // it asks for those below it as long as it is open
		return !t.state.Open() && (above == nil || !above.state.Open())
	})
	return s.kept
}

// At sets the time of the steps that follow, for a history that is lived through
// in one transaction. Otherwise it is that of the transaction.
func (b *Batch) At(t time.Time) { b.now = t }

// Rules are those in force in the batch.
func (b *Batch) Rules() *Rules { return b.rules }

// State is a matter as it stands in the batch.
func (b *Batch) State(matter string) (State, error) {
	t, err := b.load(matter)
	if err != nil {
		return State{}, err
	}
	return t.state, nil
}

// Docket is Service.Docket within the batch.
func (b *Batch) Docket(by string, m Matter, draft bool) (State, error) {
	id, err := b.service.opt.NewID()
	if err != nil {
		return State{}, err
	}
	if m.Number == "" {
		year := workday.DateOf(b.now).Year
		n, err := b.tx.Next(fmt.Sprintf("number-%d", year))
		if err != nil {
			return State{}, err
		}
		m.Number = fmt.Sprintf("%d-%05d", year, n)
	}
	if m.Parent != "" {
		if m.Parent, err = b.id(m.Parent); err != nil {
			return State{}, err
		}
	}
	t := &touched{state: State{ID: id}, known: true}
	if err := b.take(t, by, Docket{Matter: m, Draft: draft}); err != nil {
		return State{}, err
	}
	b.states[id] = t
	if m.Parent != "" {
		switch p := b.states[m.Parent]; {
		case p.known:
			p.below = append(p.below, id)
		default: // so that Children finds it
			if err := b.flush(); err != nil {
				return State{}, err
			}
		}
	}
	return t.state, nil
}

// Do is Service.Do within the batch.
func (b *Batch) Do(by, matter string, seen int, c Command) (State, error) {
	t, err := b.load(matter)
	if err != nil {
		return State{}, err
	}
	if seen != Any && seen != t.state.Version {
		since, err := b.tx.Events(t.state.ID, seen)
		if err != nil {
			return State{}, err
		}
		return State{}, changed(since, b.rules.Org)
	}
	if err := b.take(t, by, c); err != nil {
		return State{}, err
	}
	return t.state, nil
}

// Schedule is what is due in a matter as it stands in the batch.
func (b *Batch) Schedule(s *State) (Schedule, error) {
	r, err := b.rules.regime(s)
	if err != nil {
		return Schedule{}, err
	}
	return ScheduleOf(s, r, b.rules.Calendar), nil
}

// Matters lists the ids of all matters in their order.
func (b *Batch) Matters() ([]string, error) {
	var all []string
	err := pages(b.tx, func(ids []string) error {
		all = append(all, ids...)
		return nil
	})
	return all, err
}

// id finds a matter, among those of the batch first.
func (b *Batch) id(matter string) (string, error) {
	if b.states[matter] != nil {
		return matter, nil
	}
	return b.tx.ID(matter)
}

func (b *Batch) load(matter string) (*touched, error) {
	id, err := b.id(matter)
	if err != nil {
		return nil, err
	}
	if t := b.states[id]; t != nil {
		return t, nil
	}
	events, err := b.tx.Events(id, 0)
	if err != nil {
		return nil, err
	}
	t := &touched{state: Fold(id, events)}
	b.states[id] = t
	return t, nil
}

// portion is how many events and notices a batch gathers before it writes them.
// Where many steps are taken in one batch, a careless store writes those before
// while others are decided on.
const portion = 400

// Relieve writes what has gathered, if that is much. It is called between matters
// where there are many: what is written twice takes twice as long.
func (b *Batch) Relieve() error {
	if len(b.events)+len(b.notices) < portion {
		return nil
	}
	return b.flush()
}

// take decides on a command and takes over what happens.
func (b *Batch) take(t *touched, by string, c Command) error {
	env := b.service.env(b.rules, b.now)
	if err := b.surroundings(env, t, c); err != nil {
		return err
	}
	if err := b.filed(c); err != nil {
		return err
	}
	events, err := Decide(&t.state, c, by, env)
	if err != nil {
		return err
	}
	return b.apply(t, events)
}

// apply takes events over into the batch.
func (b *Batch) apply(t *touched, events []Event) error {
	for i := range events {
		e := &events[i]
		if t.moved && monthAt(e.At) != monthAt(t.state.Last) {
			m, err := b.rules.monthEnd(&t.state)
			if err != nil {
				return err
			}
			t.past = append(t.past, m)
		}
		t.state = t.state.Apply(e)
		b.late(t)
		t.moved = true
		switch e.Kind {
		case KindDocketed, KindAmended:
			t.text, t.others = true, true
		case KindAssigned, KindPassed, KindTransferred:
			t.others = true
		}
		b.notices = append(b.notices, tell(&t.state, e, b.rules.Org)...)
	}
	t.looked, t.swept = t.state.Last, false
	b.events = append(b.events, events...)
	return nil
}

// surroundings loads what a decision needs to know of other matters.
func (b *Batch) surroundings(env *Env, t *touched, c Command) error {
	parent := t.state.Matter.Parent
	switch c := c.(type) {
	case Docket:
		parent = c.Matter.Parent
	case Reopen:
	case SubmitReport, ApplyClose, Review, Clear:
		parent = ""
		if !t.known {
			var err error
			if t.below, err = b.tx.Children(t.state.ID); err != nil {
				return err
			}
			t.known = true
		}
		for _, id := range t.below {
			child, err := b.load(id)
			if err != nil {
				return err
			}
			env.Children = append(env.Children, child.state)
		}
	default:
		parent = ""
	}
	if parent != "" {
		p, err := b.load(parent)
		if err != nil {
			return err
		}
		env.Parent = &p.state
	}
	return nil
}

// filed checks that the evidence a command names is kept.
func (b *Batch) filed(c Command) error {
	var files []Evidence
	switch c := c.(type) {
	case SubmitReport:
		files = c.Evidence
	case ApplyClose:
		files = c.Evidence
	case Attach:
		files = c.Evidence
	}
	for _, f := range files {
		have, err := b.tx.File(f.Hash)
		if err != nil {
			return err
		}
		if have.Size != f.Size {
			return invalid("file_size", "evidence", "附件大小不符："+f.Name, "the size of "+f.Name+" is not that of the file kept")
		}
	}
	return nil
}

// flush writes what the batch has gathered.
func (b *Batch) flush() error {
	if len(b.events) > 0 {
		if err := b.tx.Append(b.events); err != nil {
			return err
		}
		if b.service.opt.Heard != nil {
			b.service.opt.Heard(b.events)
		}
		b.events = nil
	}
	if len(b.behind) > 0 {
		changes := make([]Change, len(b.behind))
		for i, t := range b.behind {
			row, month, err := b.row(t)
			if err != nil {
				return err
			}
			changes[i] = Change{Row: row, Text: t.text, Others: t.others, Still: !t.moved, Swept: t.swept}
			if t.moved {
				changes[i].Months = slices.Concat(t.past, []Month{month})
			}
			t.behind, t.text, t.others, t.moved, t.past = false, false, false, false, nil
		}
		b.behind = nil
		if err := b.tx.Put(changes); err != nil {
			return err
		}
	}
	if len(b.notices) > 0 {
		if err := b.tx.Notify(b.notices); err != nil {
			return err
		}
		b.notices = nil
	}
	return nil
}

func (b *Batch) row(t *touched) (Row, Month, error) {
	r, err := b.rules.regime(&t.state)
	if err != nil {
		return Row{}, Month{}, err
	}
	looked := t.state.Last
	if t.looked.After(looked) {
		looked = t.looked
	}
	row, month := rowAt(&t.state, r, b.rules.Calendar, looked)
	return row, month, nil
}

// may checks a right that is not about a matter.
func (b *Batch) may(by string, step access.Step) error {
	v := b.rules.Org.May(by, step, &access.Matter{}, "", workday.DateOf(b.now))
	if !v.Allowed {
		return &Error{Code: Forbidden, Key: "may_not_" + string(step), Words: v.Reason}
	}
	return nil
}
