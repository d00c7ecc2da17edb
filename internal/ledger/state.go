package ledger

import (
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// A State is what is known of a matter: the fold of its events.
type State struct {
	ID      string
	Version int       // number of its last event, 0 before the first
	Last    time.Time // of its last event
	Matter  Matter
	Status  Status
	Depth   int

	Facts   deadline.Facts // of the lead unit's part
	Parts   []Part         // of the cooperating units
	Dates   []Date         // of everything due, in the order they first came
	Plan    []Node
	Reports []Report

	Lead      string // unit
	Assigned  bool   // that it is owed: false before assignment and when returned
	Passed    []PassedBody
	Asked     *Asked // the extension that waits for a decision
	Closing   string // key of the due that the application to close answers
	Grade     Grade
	Cleared   time.Time
	LookBacks []LookedBackBody
	Evidence  []Evidence
	Escalated []EscalatedBody
	Doers     []string // persons who took a doing step
	Reported  bool     // it has been reported on since it was assigned
	Counts    Counts
}

// A Part is a cooperating unit's part in a matter.
type Part struct {
	Unit  string
	Facts deadline.Facts
}

// A Date is the date of one due as the events set it.
type Date struct {
	Unit        string // cooperating unit, "" for the lead unit
	Key         string
	Date        workday.Date
	Provisional bool
}

// Asked is an extension asked for.
type Asked struct {
	Key   string
	Until workday.Date
	Says  map[string]string
	At    time.Time
	By    string
}

// Counts says how often things happened to a matter.
type Counts struct {
	Returned, Chased, Extended, Denied, Paused, Transferred, SentBack, Reopened int
}

// Fold is the state after a matter's events, in their order.
func Fold(id string, events []Event) State {
	s := State{ID: id}
	for i := range events {
		s = s.Apply(&events[i])
	}
	return s
}

// Apply is the state after one more event. s stays as it is.
func (s State) Apply(e *Event) State {
	s.Version, s.Last = e.Number, e.At
	switch b := e.Body.(type) {
	case DocketedBody:
		s.Matter, s.Depth, s.Status = b.Matter, b.Depth, Docketed
		s.Matter.Indicators = b.Matter.asMeant()
		if b.Draft {
			s.Status = Draft
		}
		s.concern()
	case AmendedBody:
		s.Matter = b.Matter
		s.Matter.Indicators = b.Matter.asMeant()
		if s.Status == Draft && !b.Draft {
			s.Status = Docketed
		}
		s.concern()
	case AssignedBody:
		s.assign(&b, e.At)
	case SignedBody:
		s.Status = Handling
		s.answer(b.Answers, e.At, false)
	case ReturnedBody:
		s.Status, s.Assigned, s.Facts.Assigned = Returned, false, time.Time{}
		s.Counts.Returned++
	case PassedBody:
		s.Passed = add(s.Passed, b)
	case PlannedBody:
		s.Plan = b.Nodes
		s.Facts.Nodes = make([]deadline.Node, len(b.Nodes))
		for i, n := range b.Nodes {
			s.Facts.Nodes[i] = n.facts()
		}
	case ReportedBody:
		s.Reported = true
		s.Reports = add(s.Reports, Report{
			Key: b.Key, At: e.At, By: e.Actor, Says: b.Says, Values: b.Values, NoProgress: b.NoProgress, Evidence: b.Evidence,
		})
		s.Evidence = add(s.Evidence, b.Evidence...)
		s.answer(b.Key, e.At, b.NoProgress)
	case OpinedBody:
		s.opine(&b, e)
	case ChasedBody:
		s.Facts.Chases = add(s.Facts.Chases, e.At)
		s.Counts.Chased++
	case ExtensionAskedBody:
		s.Asked = &Asked{b.Key, b.Until, b.Says, e.At, e.Actor}
	case ExtendedBody:
		s.Asked = nil
		s.Facts.Extensions = add(s.Facts.Extensions, deadline.Extended{Key: b.Key, Granted: e.At, Until: b.Until})
		s.Counts.Extended++
	case ExtensionDeniedBody:
		s.Asked = nil
		s.Counts.Denied++
	case PausedBody:
		s.Facts.Pauses = add(s.Facts.Pauses, deadline.Pause{From: e.At})
		s.Counts.Paused++
	case ResumedBody:
		s.Facts.Pauses = slices.Clone(s.Facts.Pauses)
		s.Facts.Pauses[len(s.Facts.Pauses)-1].To = e.At
	case CloseAppliedBody:
		s.Status, s.Closing, s.Reported = Closing, b.Key, true
		s.Reports = add(s.Reports, Report{Key: b.Key, At: e.At, By: e.Actor, Says: b.Says, Values: b.Values, Evidence: b.Evidence})
		s.Evidence = add(s.Evidence, b.Evidence...)
		s.answer(b.Key, e.At, false)
	case ReviewedBody:
		s.review(&b)
	case ClearedBody:
		s.Status, s.Cleared, s.Facts.Done = Cleared, e.At, e.At
		s.answer(b.Answers, e.At, false)
	case LookedBackBody:
		s.LookBacks = add(s.LookBacks, b)
	case ReopenedBody:
		s.reopen(&b, e.At)
	case TransferredBody:
		s.Status, s.Lead, s.Facts.Level, s.Passed, s.Asked = Assigned, b.Lead, b.Level, nil, nil
		s.Counts.Transferred++
	case RecordedBody:
		s.Facts.Events = add(s.Facts.Events, deadline.Event{Name: b.Name, At: e.At})
	case AttachedBody:
		s.Evidence = add(s.Evidence, b.Evidence...)
	case DatedBody:
		s.date(&b)
	case EscalatedBody:
		s.Escalated = add(s.Escalated, b)
	}
	if does(e.Kind) {
		s.did(e.Actor)
		s.did(e.For) // what a deputy does is done in the name of who is covered
	}
	return s
}

// did notes a doer of the matter.
func (s *State) did(person string) {
	if person != "" && !slices.Contains(s.Doers, person) {
		s.Doers = add(s.Doers, person)
	}
}

// add appends to a copy: states share what did not change.
func add[T any](list []T, more ...T) []T { return append(slices.Clip(list), more...) }

// does tells whether an event makes its actor a doer of the matter.
func does(k Kind) bool {
	switch k {
	case KindSigned, KindPassed, KindReported, KindOpined, KindExtensionAsked, KindCloseApplied:
		return true
	}
	return false
}

// concern takes over what the clock needs of the matter itself.
func (s *State) concern() {
	f := &s.Facts
	f.Complex, f.Urgent, f.Depth = s.Matter.Complex, s.Matter.Urgent, s.Depth
	f.Deadline, f.PeriodFrom, f.PeriodTo = s.Matter.Deadline, s.Matter.PeriodFrom, s.Matter.PeriodTo
}

func (s *State) assign(b *AssignedBody, at time.Time) {
	s.Status, s.Lead, s.Assigned, s.Passed, s.Reported = Assigned, b.Lead, true, nil, false
	nodes := s.Facts.Nodes
	s.Facts = deadline.Facts{Part: deadline.Lead, Assigned: at, Level: b.Level, Nodes: nodes}
	s.concern()
	s.Parts = make([]Part, len(b.Cooperating))
	for i, c := range b.Cooperating {
		f := s.Facts
		f.Part, f.Level = deadline.Cooperating, c.Level
		s.Parts[i] = Part{c.Unit, f}
	}
}

// answer notes a report on a due of the lead unit.
func (s *State) answer(key string, at time.Time, noProgress bool) {
	if key != "" {
		s.Facts.Reports = add(s.Facts.Reports, deadline.Report{Key: key, At: at, NoProgress: noProgress})
	}
}

func (s *State) opine(b *OpinedBody, e *Event) {
	s.Reports = add(s.Reports, Report{Key: b.Key, Unit: b.Unit, At: e.At, By: e.Actor, Says: b.Says})
	if b.Key == "" {
		return
	}
	s.Parts = slices.Clone(s.Parts)
	for i := range s.Parts {
		if p := &s.Parts[i]; p.Unit == b.Unit {
			p.Facts.Reports = add(p.Facts.Reports, deadline.Report{Key: b.Key, At: e.At})
		}
	}
}

func (s *State) review(b *ReviewedBody) {
	for _, key := range b.Keys {
		s.judge(key, b)
	}
	if b.Verdict == SendBack {
		s.Counts.SentBack++
	}
	if !b.Closing {
		return
	}
	s.Grade = b.Grade
	s.judge(s.Closing, b)
	if b.Verdict == Accept {
		s.Status = Accepted
		return
	}
	s.Status, s.Closing = Handling, ""
}

// judge notes a verdict on the last report on a due. One that is sent back no
// longer counts.
func (s *State) judge(key string, b *ReviewedBody) {
	for i := len(s.Reports) - 1; i >= 0; i-- {
		if r := &s.Reports[i]; r.Key == key && r.Unit == "" {
			s.Reports = slices.Clone(s.Reports)
			s.Reports[i].Review, s.Reports[i].Reason = b.Verdict, b.Reason
			break
		}
	}
	if b.Verdict == SendBack {
		s.withdraw(key)
	}
}

// withdraw makes the reports on a due count no longer.
func (s *State) withdraw(key string) {
	s.Facts.Reports = slices.Clone(s.Facts.Reports)
	for i := range s.Facts.Reports {
		if r := &s.Facts.Reports[i]; r.Key == key {
			r.Returned = true
		}
	}
}

func (s *State) reopen(b *ReopenedBody, at time.Time) {
	s.Status, s.Closing, s.Grade, s.Cleared, s.Facts.Done = Handling, "", "", time.Time{}, time.Time{}
	for _, key := range b.Keys {
		s.withdraw(key)
		s.Facts.Extensions = add(s.Facts.Extensions, deadline.Extended{Key: key, Granted: at, Until: b.Until})
	}
	if len(b.Keys) == 0 {
		s.Matter.Deadline = b.Until
		s.concern()
	}
	s.Counts.Reopened++
}

func (s *State) date(b *DatedBody) {
	s.Dates = slices.Clone(s.Dates)
	for _, m := range b.Moves {
		i := slices.IndexFunc(s.Dates, func(d Date) bool { return d.Unit == m.Unit && d.Key == m.Key })
		switch {
		case m.To.IsZero() && i >= 0:
			s.Dates = slices.Delete(s.Dates, i, i+1)
		case m.To.IsZero():
		case i >= 0:
			s.Dates[i].Date, s.Dates[i].Provisional = m.To, m.Provisional
		default:
			s.Dates = append(s.Dates, Date{m.Unit, m.Key, m.To, m.Provisional})
		}
	}
}

// Paused tells whether the matter's clock stands still.
func (s *State) Paused() bool {
	n := len(s.Facts.Pauses)
	return n > 0 && s.Facts.Pauses[n-1].To.IsZero()
}

// Open tells whether the matter still has to be dealt with.
func (s *State) Open() bool { return s.Status != Cleared }

// Access is what the rules of access need to know of the matter.
func (s *State) Access() *access.Matter {
	m := &access.Matter{
		Assigning: s.Matter.Assigning, Lead: s.Lead, Accepting: s.Matter.Accepting,
		InCharge: s.Matter.InCharge, Proposer: s.Matter.Proposer, Doers: s.Doers,
	}
	if s.Matter.Source.Kind == FromEnterprise {
		m.Enterprise = s.Matter.Source.Unit
	}
	if s.Status == Returned {
		m.Lead = ""
	}
	for _, p := range s.Parts {
		m.Cooperating = append(m.Cooperating, p.Unit)
	}
	for _, p := range s.Passed {
		m.Passed = append(m.Passed, p.Unit)
	}
	return m
}

// Provisional tells whether a date of the matter rests on a calendar that is
// not official yet.
func (s *State) Provisional() bool {
	return slices.ContainsFunc(s.Dates, func(d Date) bool { return d.Provisional })
}
