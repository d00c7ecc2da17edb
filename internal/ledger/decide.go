package ledger

import (
	"slices"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// An Env is what a decision depends on besides the matter.
type Env struct {
	Now      time.Time
	Org      *access.Org
	Regimes  *deadline.Library
	Calendar *workday.Calendar
	Parent   *State  // of the matter, nil for none
	Children []State // of the matter
	Limits   Limits
}

// Limits bound the evidence taken in.
type Limits struct {
	Size  int64    // bytes of one file
	Files int      // with one step
	Types []string // media types
}

// DefaultLimits are the limits of an office that set none.
func DefaultLimits() Limits {
	return Limits{Size: 20 << 20, Files: 20, Types: []string{
		"application/pdf", "application/ofd", "image/jpeg", "image/png", "text/plain", "text/csv",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	}}
}

// allowed is how far a clock may lag behind the one that stamped the last
// event: two machines never agree to the microsecond.
const allowed = time.Minute

// when lists in which statuses a step may be taken; without a line it may be in
// any.
var when = map[access.Step][]Status{
	access.Amend:           {Draft, Docketed, Assigned, Returned, Handling, Closing, Accepted},
	access.Assign:          {Draft, Docketed, Returned},
	access.Sign:            {Assigned},
	access.Return:          {Assigned},
	access.Pass:            {Handling},
	access.Plan:            {Draft, Docketed, Assigned, Returned, Handling},
	access.Report:          {Handling},
	access.Chase:           {Assigned, Handling},
	access.Extend:          {Assigned, Handling},
	access.DecideExtension: {Assigned, Handling},
	access.Pause:           {Assigned, Handling},
	access.Resume:          {Assigned, Handling},
	access.ApplyClose:      {Handling},
	access.Review:          {Handling, Closing},
	access.Clear:           {Accepted},
	access.LookBack:        {Cleared},
	access.Reopen:          {Cleared},
	access.Transfer:        {Assigned, Handling},
	access.Opinion:         {Assigned, Handling},
	access.Record:          {Assigned, Handling, Closing, Accepted},
}

// whilePaused lists the steps that a pause does not stop.
var whilePaused = []access.Step{access.Resume, access.Amend, access.Transfer, access.Comment, access.Attach}

// A decision is a command being decided on.
type decision struct {
	*Env
	state   *State
	by      string
	command Command
	matter  *access.Matter
	regime  *deadline.Regime
	dues    Schedule
	verdict access.Verdict
}

// Decide tells what happens to a matter on a command: events in the order they
// happen, not yet in any ledger. It is refused with an *Error. A command on a
// State of version 0 must be a Docket.
func Decide(s *State, c Command, by string, env *Env) ([]Event, error) {
	d := &decision{Env: env, state: s, by: by, command: c}
	if err := d.prepare(); err != nil {
		return nil, err
	}
	if err := d.mayTake(c.Step()); err != nil {
		return nil, err
	}
	bodies, err := c.decide(d)
	if err != nil {
		return nil, err
	}
	for _, b := range bodies {
		if err := secretIn(b); err != nil {
			return nil, err
		}
	}
	return d.events(bodies)
}

// MayTake tells whether somebody may take a step in a matter as it stands: by
// right, by status, by pause, and by what must come before it. What the command
// says is not looked at.
func MayTake(s *State, step access.Step, by string, env *Env) error {
	d := &decision{Env: env, state: s, by: by}
	if err := d.prepare(); err != nil {
		return err
	}
	if err := d.mayTake(step); err != nil {
		return err
	}
	return d.ready(step)
}

func (d *decision) prepare() error {
	s := d.state
	if docket, ok := d.command.(Docket); ok {
		if s.Version != 0 {
			return refuse(Conflict, "docketed_already", "", "该事项已立项", "the matter is docketed already")
		}
		d.matter = (&State{Matter: docket.Matter}).Access()
		return nil
	}
	if s.Version == 0 {
		return refuse(NotFound, "no_such_matter", "", "没有这一事项", "there is no such matter")
	}
	if d.Now.Before(s.Last.Add(-allowed)) {
		last := deadlineWords(s.Last)
		return invalid("clock", "at", "时间早于上一步（"+last+"）", "the time lies before the last step ("+last+")")
	}
	d.matter = s.Access()
	r, err := d.Regimes.Find(s.Matter.Regime)
	if err != nil {
		return unknown("regime", "制度", "regime", s.Matter.Regime)
	}
	d.regime = r
	d.dues = ScheduleOf(s, r, d.Calendar)
	return nil
}

func deadlineWords(t time.Time) string { return t.In(workday.Zone()).Format("2006-01-02 15:04") }

func (d *decision) mayTake(step access.Step) error {
	for _, role := range d.roles() {
		d.verdict = d.Org.May(d.by, step, d.matter, role, workday.DateOf(d.Now))
		if !d.verdict.Allowed && d.gaveBack(step, role) {
			break // that it was returned says more than that it is theirs no longer
		}
		if !d.verdict.Allowed {
			return &Error{Code: Forbidden, Key: "may_not_" + string(step), Words: d.verdict.Reason}
		}
	}
	s := d.state
	title := step.Title()
	if list, ok := when[step]; ok && !slices.Contains(list, s.Status) {
		is, needs := s.Status.Title(), statusWords(list)
		return invalid("wrong_status", "", "事项"+is.ZH+"，不能"+title.ZH+"；须为"+needs.ZH,
			"one cannot "+title.EN+" now: the matter is "+is.EN+", not "+needs.EN)
	}
	if s.Paused() && step == access.Pause {
		return invalid("paused", "", "事项已在暂停中", "the matter is paused already")
	}
	if s.Paused() && s.Version > 0 && !slices.Contains(whilePaused, step) {
		return invalid("paused", "", "事项已暂停，恢复后才能"+title.ZH, "the matter is paused: resume it to "+title.EN)
	}
	return nil
}

// gaveBack tells whether a step waits only for the matter, which was returned, to
// be assigned to the unit again.
func (d *decision) gaveBack(step access.Step, role string) bool {
	if d.state.Status != Returned || slices.Contains(when[step], Returned) || len(when[step]) == 0 {
		return false
	}
	before := *d.matter
	before.Lead = d.state.Lead
	return d.Org.May(d.by, step, &before, role, workday.DateOf(d.Now)).Allowed
}

func statusWords(list []Status) Words {
	zh, en := make([]string, len(list)), make([]string, len(list))
	for i, s := range list {
		zh[i], en[i] = s.Title().ZH, s.Title().EN
	}
	return Words{ZH: strings.Join(zh, "、"), EN: strings.Join(en, " or ")}
}

// roles lists whom the regime wants to decide; "" stands for the step's own
// rule. All of them must be met.
func (d *decision) roles() []string {
	switch c := d.command.(type) {
	case DecideExtension:
		if d.state.Asked != nil {
			return []string{d.regime.Extension.Approver(d.extensions(d.state.Asked.Key) + 1)}
		}
	case Review:
		return d.reviewers(&c)
	}
	return []string{""}
}

// extensions counts how often a due was extended.
func (d *decision) extensions(key string) int {
	n := 0
	for i := range d.state.Facts.Extensions {
		if d.state.Facts.Extensions[i].Key == key {
			n++
		}
	}
	return n
}

func (d *decision) reviewers(c *Review) []string {
	keys := slices.Clone(c.Keys)
	if c.Closing {
		keys = append(keys, d.state.Closing)
	}
	var roles []string
	for _, key := range keys {
		role := ""
		if due := d.dues.Find(key); due != nil {
			role = due.Stage.Reviewer
		}
		if !slices.Contains(roles, role) {
			roles = append(roles, role)
		}
	}
	if len(roles) == 0 {
		roles = []string{""}
	}
	return roles
}

// events turns bodies into events and adds the dates that came or moved with
// them.
func (d *decision) events(bodies []Body) ([]Event, error) {
	at := d.Now.UTC().Truncate(time.Microsecond)
	if at.Before(d.state.Last) {
		at = d.state.Last // the order of events is that of their numbers
	}
	next := *d.state
	events := make([]Event, 0, len(bodies)+1)
	push := func(b Body) {
		events = append(events, Event{
			Stream: d.state.ID, Number: next.Version + 1, Kind: b.Kind(), At: at,
			Actor: d.by, For: d.verdict.For, Unit: d.verdict.Unit, Body: b,
		})
		next = next.Apply(&events[len(events)-1])
	}
	for _, b := range bodies {
		push(b)
	}
	if d.regime == nil || d.regime.Ref() != next.Matter.Regime {
		r, err := d.Regimes.Find(next.Matter.Regime)
		if err != nil {
			return nil, unknown("regime", "制度", "regime", next.Matter.Regime)
		}
		d.regime = r
	}
	now := ScheduleOf(&next, d.regime, d.Calendar)
	if moved := moves(next.Dates, &now); len(moved) > 0 {
		push(DatedBody{Cause: bodies[len(bodies)-1].Kind(), Moves: moved})
	}
	return events, nil
}

// Redate tells which dates of a matter move under a calendar that has changed,
// as an event by the given person; none if no date does.
func Redate(s *State, by string, env *Env) ([]Event, error) {
	d := &decision{Env: env, state: s, by: by}
	if err := d.prepare(); err != nil {
		return nil, err
	}
	moved := moves(s.Dates, &d.dues)
	if len(moved) == 0 || !s.Open() {
		return nil, nil
	}
	at := env.Now.UTC().Truncate(time.Microsecond)
	if at.Before(s.Last) {
		at = s.Last
	}
	return []Event{{
		Stream: s.ID, Number: s.Version + 1, Kind: KindDated, At: at, Actor: by,
		Body: DatedBody{Cause: KindCalendar, Moves: moved},
	}}, nil
}

// changed is the conflict error for a command that saw an older version.
func changed(since []Event, org *access.Org) *Error {
	if len(since) == 0 {
		return invalid("no_such_version", "version", "没有这一版本，请查看最新情况", "there is no such version yet; look at the matter again")
	}
	zh, en := make([]string, 0, len(since)), make([]string, 0, len(since))
	for i := range since {
		e := &since[i]
		if b, ok := e.Body.(DatedBody); ok && b.Cause != KindCalendar && i > 0 {
			continue // it tells nothing that the event before it does not
		}
		t, at := e.Kind.Title(), deadlineWords(e.At)
		by := Words{ZH: org.PersonName(e.Actor), EN: " by " + org.PersonName(e.Actor)}
		if e.Actor == "" { // what the clock or a newer calendar brought
			by = Words{}
		}
		zh, en = append(zh, at+" "+by.ZH+t.ZH), append(en, t.EN+by.EN+" at "+at)
	}
	err := refuse(Conflict, "changed_since", "version",
		"您看到的内容之后已有变动："+strings.Join(zh, "；"),
		"it changed since you looked: "+strings.Join(en, "; "))
	err.Since = since
	err.Hint = Words{ZH: "请查看最新情况后再操作", EN: "look at it again, then decide"}
	return err
}
