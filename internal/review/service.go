package review

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/reader/lexicon"
	"github.com/luoshi-project/luoshi/workday"
)

// A Service is the use cases of reviewing reports, each one transaction of the
// ledger. It may be used by any number of goroutines.
type Service struct {
	ledger *ledger.Service
	words  *lexicon.Lexicon

	mu    sync.Mutex
	cache map[string]*State // as last seen; never changed once it is here
}

// New makes the use cases on a ledger.
func New(l *ledger.Service) *Service {
	return &Service{ledger: l, words: lexicon.Default(), cache: map[string]*State{}}
}

// mostCached is how many reports are held in memory.
const mostCached = 64

// state is a report as a transaction sees it.
func (s *Service) state(tx ledger.Reader, id string) (*State, error) {
	s.mu.Lock()
	have := s.cache[id]
	s.mu.Unlock()
	after := 0
	if have != nil {
		after = have.Version
	}
	events, err := tx.Events(id, after)
	if err != nil {
		return nil, err
	}
	if len(events) == 0 && have != nil {
		return have, nil
	}
	if len(events) == 0 || events[0].Kind != ledger.KindPaperRead && have == nil {
		return nil, refuse(ledger.NotFound, "no_such_paper", "paper", "没有这份报告", "there is no such report")
	}
	next := &State{ID: id}
	if have != nil {
		next = have
	}
	next = next.clone()
	for i := range events {
		if _, err := next.apply(&events[i], from(tx)); err != nil {
			return nil, err
		}
	}
	return next, nil
}

// remember keeps a state that is in the ledger for the next use.
func (s *Service) remember(st *State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if have := s.cache[st.ID]; have != nil && have.Version >= st.Version {
		return
	}
	if len(s.cache) >= mostCached {
		clear(s.cache)
	}
	s.cache[st.ID] = st
}

// A View is a report as somebody may see it. The State must not be changed.
type View struct {
	*State
	Rules *ledger.Rules
	Now   time.Time
	May   bool          // review it
	Why   *ledger.Error // why not
	Units *Units        // finds units by name
	Undo  int           // the step that z takes back, 0 for none
}

// Paper shows a report.
func (s *Service) Paper(ctx context.Context, by, id string) (View, error) {
	var v View
	err := s.ledger.Look(ctx, func(tx ledger.Reader, rules *ledger.Rules) error {
		st, err := s.state(tx, id)
		if err != nil {
			return err
		}
		v, err = s.view(st, rules, by, tx.Now())
		return err
	})
	if err == nil {
		s.remember(v.State)
	}
	return v, err
}

func (s *Service) view(st *State, rules *ledger.Rules, by string, now time.Time) (View, error) {
	v := View{State: st, Rules: rules, Now: now, Units: NewUnits(rules.Org, st.Assigning), Undo: st.Undoable(by)}
	if err := may(rules, by, access.View, st.Assigning, now); err != nil {
		return v, err
	}
	var refusal *ledger.Error
	if err := may(rules, by, access.Docket, st.Assigning, now); !errors.As(err, &refusal) {
		v.May = err == nil
		return v, err
	}
	v.Why = refusal
	return v, nil
}

// may checks a right about a report: who may view matters of its unit may see
// it, who may docket them may review it.
func may(rules *ledger.Rules, by string, step access.Step, unit string, now time.Time) error {
	v := rules.Org.May(by, step, &access.Matter{Assigning: unit}, "", workday.DateOf(now))
	if v.Allowed {
		return nil
	}
	return &ledger.Error{Code: ledger.Forbidden, Key: "may_not_" + string(step), Words: v.Reason}
}

// Papers lists the reports that a person may see, the last changed first.
func (s *Service) Papers(ctx context.Context, by string) ([]ledger.Paper, error) {
	var list []ledger.Paper
	err := s.ledger.Look(ctx, func(tx ledger.Reader, rules *ledger.Rules) error {
		tops, _ := rules.Org.Sees(by, workday.DateOf(tx.Now()))
		units := []string{}
		for _, top := range tops {
			units = append(units, rules.Org.Subtree(top)...)
		}
		var err error
		list, err = tx.Papers(units)
		return err
	})
	return list, err
}

// Offices lists the units whose reports a person may upload and review: those
// with a seat of theirs in the supervision office.
func (s *Service) Offices(ctx context.Context, by string) ([]access.Unit, error) {
	rules, err := s.ledger.Rules(ctx)
	if err != nil {
		return nil, err
	}
	var list []access.Unit
	for _, seat := range rules.Org.Held(by) {
		if u := rules.Org.Unit(seat.Unit); u != nil && seat.Role == access.SupervisionOffice {
			list = append(list, *u)
		}
	}
	return list, nil
}

// Read reads a file as a new report, or as a new version of one. The same file
// or text a second time is a Conflict with the key "read_already", whose Field
// is the id of the report.
func (s *Service) Read(ctx context.Context, by string, u Upload) (View, error) {
	if len(u.Data) > MostBytes {
		return View{}, hinted(invalid("too_large", "file", "文件超过20 MB，未上传", "the file is larger than 20 MB and was not taken"),
			"一份报告的文字不到1 MB：请去掉图片，或者另存为纯文本", "a report has less than 1 MB of text: take out the pictures or save it as plain text")
	}
	if u.Unit == "" && u.Paper == "" {
		offices, err := s.Offices(ctx, by)
		if err != nil {
			return View{}, err
		}
		if len(offices) == 0 {
			return View{}, refuse(ledger.Forbidden, "may_not_docket", "", "只有督查室可以上传报告", "only a supervision office may upload reports")
		}
		u.Unit = offices[0].ID
	}
	// Rights and doubles are checked before the file is parsed, which costs most.
	if err := s.ledger.Look(ctx, func(tx ledger.Reader, rules *ledger.Rules) error { return s.welcome(tx, rules, by, &u, hashOf(u.Data)) }); err != nil {
		return View{}, err
	}
	p, err := parse(&u)
	if err != nil {
		return View{}, err
	}
	var v View
	err = s.ledger.Batch(ctx, func(b *ledger.Batch) error {
		if err := s.welcome(b.Tx(), b.Rules(), by, &u, p.reading.Text); err != nil {
			return err
		}
		st, err := s.take(b, by, &u, p)
		if err != nil {
			return err
		}
		v, err = s.view(st, b.Rules(), by, b.Now())
		return err
	})
	if err == nil {
		s.remember(v.State)
	}
	return v, err
}

// welcome refuses an upload that is not allowed or there already.
func (s *Service) welcome(tx ledger.Reader, rules *ledger.Rules, by string, u *Upload, hash string) error {
	unit := u.Unit
	if u.Paper != "" {
		st, err := s.state(tx, u.Paper)
		if err != nil {
			return err
		}
		unit = st.Assigning
	}
	if err := may(rules, by, access.Docket, unit, tx.Now()); err != nil {
		return err
	}
	id, err := tx.PaperOf(hash)
	if err != nil || id == "" {
		return err
	}
	return &ledger.Error{
		Code: ledger.Conflict, Key: "read_already", Field: id,
		Words: ledger.Words{ZH: "这份文件已经读入过，没有重复保存", EN: "this file was read already; it was not kept twice"},
	}
}

// take keeps what was read.
func (s *Service) take(b *ledger.Batch, by string, u *Upload, p *parsed) (*State, error) {
	st := &State{ID: u.Paper}
	c := &Content{Sections: p.sections, Items: p.items, Diagnostics: p.said}
	if u.Paper == "" {
		id, err := uuid.NewV7()
		if err != nil {
			return nil, err
		}
		st.ID = id.String()
		st = st.clone()
	} else {
		have, err := s.state(b.Tx(), u.Paper)
		if err != nil {
			return nil, err
		}
		st = have.clone()
		c.Items, c.Gone = carry(newCarrier(string(st.Text), p.text), st.Items, p.items)
	}
	st.number(c.Items)
	packed, err := c.pack()
	if err != nil {
		return nil, err
	}
	r := p.reading
	r.Content = hashOf(packed)
	for _, f := range []ledger.File{
		{Evidence: ledger.Evidence{Hash: r.File, Name: r.Name, Type: r.MediaType, Size: int64(len(u.Data))}, Data: u.Data},
		{Evidence: ledger.Evidence{Hash: r.Text, Name: r.Name + ".txt", Type: "text/plain", Size: int64(len(p.text))}, Data: []byte(p.text)},
		{Evidence: ledger.Evidence{Hash: r.Content, Name: "items.json.gz", Type: "application/gzip", Size: int64(len(packed))}, Data: packed},
	} {
		if err := b.Tx().PutFile(f); err != nil {
			return nil, err
		}
	}
	_, err = s.write(b, st, by, readBody{First: u.Paper == "", Assigning: u.Unit, Reading: r})
	return st, err
}

// write adds a step to a report: st is brought up to date and its row is put.
func (s *Service) write(b *ledger.Batch, st *State, by string, what body) (touched []string, err error) {
	raw, err := encode(what)
	if err != nil {
		return nil, err
	}
	at := b.Now().UTC().Truncate(time.Microsecond)
	if at.Before(st.Last) {
		at = st.Last // the order of events is that of their numbers
	}
	e := ledger.Event{Stream: st.ID, Number: st.Version + 1, Kind: raw.Of, At: at, Actor: by, Body: raw}
	if touched, err = st.apply(&e, from(b.Tx())); err != nil {
		return nil, err
	}
	b.Note(e)
	return touched, b.Tx().PutPaper(st.row())
}

// row is the report as lists show it.
func (s *State) row() ledger.Paper {
	r, c := s.Reading(), s.Counts()
	p := ledger.Paper{
		ID: s.ID, Title: r.Title, Name: r.Name, Place: r.Place, Level: r.Level, Year: r.Year, Stage: string(r.Stage), Assigning: s.Assigning,
		Readings: len(s.Readings), Total: c.Total, Reviewed: c.Reviewed, Actions: c.Actions, Docketed: c.Docketed,
		Version: s.Version, Opened: s.Readings[0].At, Last: s.Last,
	}
	for i := range s.Readings {
		p.Hashes = append(p.Hashes, s.Readings[i].File, s.Readings[i].Text)
	}
	return p
}

// A Done is what a step did.
type Done struct {
	View
	Before  *State   // the report as it stood; must not be changed
	Touched []string // ids of the items that came, went or changed
}

// Do takes steps in the review of a report, all or none. seen is the
// State.Version that the person decided on, or ledger.Any.
func (s *Service) Do(ctx context.Context, by, id string, seen int, steps ...Command) (Done, error) {
	var done Done
	err := s.ledger.Batch(ctx, func(b *ledger.Batch) error {
		have, err := s.state(b.Tx(), id)
		if err != nil {
			return err
		}
		if err := may(b.Rules(), by, access.Docket, have.Assigning, b.Now()); err != nil {
			return err
		}
		done = Done{Before: have}
		st := have
		for _, c := range steps {
			what, err := c.decide(&decision{state: st, by: by, seen: seen, org: b.Rules().Org, words: s.words})
			if errors.Is(err, errNothing) {
				continue
			}
			if err != nil {
				return err
			}
			if st == have {
				st = have.clone()
			}
			touched, err := s.write(b, st, by, what)
			if err != nil {
				return err
			}
			done.Touched = append(done.Touched, touched...)
		}
		done.View, err = s.view(st, b.Rules(), by, b.Now())
		return err
	})
	if err == nil {
		s.remember(done.State)
	}
	return done, err
}

// Rebuild makes the rows of all reports anew from the events; ledger.Service's
// Rebuild comes before it.
func (s *Service) Rebuild(ctx context.Context) (papers int, err error) {
	err = s.ledger.Batch(ctx, func(b *ledger.Batch) error {
		var ids []string
		err := b.Tx().EventsFrom(1, func(e ledger.Event) error {
			if e.Kind == ledger.KindPaperRead {
				ids = append(ids, e.Stream)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, id := range ids {
			st, err := s.state(b.Tx(), id)
			if err != nil {
				return err
			}
			if err := b.Tx().PutPaper(st.row()); err != nil {
				return err
			}
			papers++
		}
		return nil
	})
	return papers, err
}

// A Place is where a matter's words stand in the text of a report.
type Place struct {
	Paper  string // id of the report, "" where the person may not open it
	Title  string
	Before string // in the same paragraph; …… stands for what is cut off
	Quote  string
	After  string
}

// mostAround is how many characters are shown before and after a quote.
const mostAround = 120

// Place finds the words that the source of a matter points at, with what stands
// around them in the same paragraph: whoever may view the matter may read that.
// It is nil where the source is no report that was read here.
func (s *Service) Place(ctx context.Context, by string, src ledger.Source) (*Place, error) {
	var place *Place
	err := s.ledger.Look(ctx, func(tx ledger.Reader, rules *ledger.Rules) error {
		id, err := tx.PaperOf(src.Document)
		if err != nil || id == "" {
			return err
		}
		st, err := s.state(tx, id)
		if err != nil {
			return err
		}
		link := id
		if may(rules, by, access.View, st.Assigning, tx.Now()) != nil {
			link = ""
		}
		f, err := tx.File(src.Document)
		if err != nil {
			return err
		}
		text := []rune(string(f.Data))
		if src.From < 0 || src.From >= src.To || src.To > len(text) {
			return nil
		}
		from, to := src.From, src.To
		for from > 0 && src.From-from < mostAround && text[from-1] != '\n' {
			from--
		}
		for to < len(text) && to-src.To < mostAround && text[to] != '\n' {
			to++
		}
		place = &Place{Paper: link, Title: st.Reading().Title, Before: string(text[from:src.From]), Quote: string(text[src.From:src.To]), After: string(text[src.To:to])}
		if from > 0 && text[from-1] != '\n' {
			place.Before = "……" + place.Before
		}
		if to < len(text) && text[to] != '\n' {
			place.After += "……"
		}
		return nil
	})
	return place, err
}
