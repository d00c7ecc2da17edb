package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/audit"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
	"pgregory.net/rapid"
)

// Chained is a store whose chain can be read.
type Chained interface {
	Chain(ctx context.Context, f func(next func() (audit.Entry, error), claims audit.Claims) error) error
}

// follows says what a second reader of the issue holds legal: in which statuses
// an event may come, and which ones it may lead to (none keeps it).
var follows = map[ledger.Kind]struct{ from, to []ledger.Status }{
	ledger.KindDocketed:        {[]ledger.Status{""}, []ledger.Status{ledger.Docketed, ledger.Draft}},
	ledger.KindAmended:         {[]ledger.Status{ledger.Draft, ledger.Docketed, ledger.Assigned, ledger.Returned, ledger.Handling, ledger.Closing, ledger.Accepted}, nil},
	ledger.KindAssigned:        {[]ledger.Status{ledger.Draft, ledger.Docketed, ledger.Returned}, []ledger.Status{ledger.Assigned}},
	ledger.KindSigned:          {[]ledger.Status{ledger.Assigned}, []ledger.Status{ledger.Handling}},
	ledger.KindReturned:        {[]ledger.Status{ledger.Assigned}, []ledger.Status{ledger.Returned}},
	ledger.KindPassed:          {[]ledger.Status{ledger.Handling}, nil},
	ledger.KindPlanned:         {[]ledger.Status{ledger.Draft, ledger.Docketed, ledger.Assigned, ledger.Returned, ledger.Handling}, nil},
	ledger.KindReported:        {[]ledger.Status{ledger.Handling}, nil},
	ledger.KindOpined:          {[]ledger.Status{ledger.Assigned, ledger.Handling}, nil},
	ledger.KindChased:          {[]ledger.Status{ledger.Assigned, ledger.Handling}, nil},
	ledger.KindExtensionAsked:  {[]ledger.Status{ledger.Assigned, ledger.Handling}, nil},
	ledger.KindExtended:        {[]ledger.Status{ledger.Assigned, ledger.Handling}, nil},
	ledger.KindExtensionDenied: {[]ledger.Status{ledger.Assigned, ledger.Handling}, nil},
	ledger.KindPaused:          {[]ledger.Status{ledger.Assigned, ledger.Handling}, nil},
	ledger.KindResumed:         {[]ledger.Status{ledger.Assigned, ledger.Handling}, nil},
	ledger.KindCloseApplied:    {[]ledger.Status{ledger.Handling}, []ledger.Status{ledger.Closing}},
	ledger.KindReviewed:        {[]ledger.Status{ledger.Handling, ledger.Closing}, []ledger.Status{ledger.Handling, ledger.Closing, ledger.Accepted}},
	ledger.KindCleared:         {[]ledger.Status{ledger.Accepted}, []ledger.Status{ledger.Cleared}},
	ledger.KindLookedBack:      {[]ledger.Status{ledger.Cleared}, nil},
	ledger.KindReopened:        {[]ledger.Status{ledger.Cleared}, []ledger.Status{ledger.Handling}},
	ledger.KindTransferred:     {[]ledger.Status{ledger.Assigned, ledger.Handling}, []ledger.Status{ledger.Assigned}},
	ledger.KindRecorded:        {[]ledger.Status{ledger.Assigned, ledger.Handling, ledger.Closing, ledger.Accepted}, nil},
	ledger.KindCommented:       {ledger.Statuses(), nil},
	ledger.KindDated:           {ledger.Statuses(), nil},
	ledger.KindEscalated:       {[]ledger.Status{ledger.Assigned, ledger.Handling, ledger.Closing, ledger.Accepted}, nil},
}

// A history is a ledger being lived through at random.
type history struct {
	*rapid.T
	ctx     context.Context
	store   ledger.Store
	service *ledger.Service
	clock   *Clock
	clerk   *clerk
	chart   access.Chart
	matters []*tracked
	lit     map[deadline.State]int
	kinds   map[ledger.Kind]int
	stale   int
}

// tracked is what the test itself knows of a matter, read off its events.
type tracked struct {
	id     string
	events []ledger.Event
	state  ledger.State
	dates  map[string]workday.Date // unit/key → date
	regime string                  // since it was assigned
	doers  []string
	lead   string
	with   []string // cooperating units, and those it was passed to
}

// laws holds random histories to the laws of the ledger.
func laws(t *testing.T, open Opener) {
	ctx := context.Background()
	lit, kinds := map[deadline.State]int{}, map[ledger.Kind]int{}
	var cleared, stale int
	rapid.Check(t, func(rt *rapid.T) {
		w := New(t, open)
		second, err := newClerk()
		if err != nil {
			rt.Fatal(err)
		}
		h := &history{T: rt, ctx: ctx, store: w.Store, service: w.Service, clock: w.Clock, clerk: second, chart: Chart(), lit: lit, kinds: kinds}
		h.changeOrg(access.Chart{
			People: []access.Person{{ID: "office-2", Name: "督查二"}, {ID: "spare", Name: "机动"}},
			Seats:  []access.Seat{{ID: "city/office-2", Unit: "city", Role: access.SupervisionOffice, Holder: "office-2"}},
		})
		w.Clock.Time = At(t, "2025-12-29 10:00").AddDate(0, 0, pick(rt, "first day", 365))
		h.docket()
		for range rapid.IntRange(40, 90).Draw(rt, "steps") {
			h.step()
		}
		h.end()
		for _, m := range h.matters {
			if !m.state.Open() {
				cleared++
			}
		}
		stale += h.stale
	})
	if cleared == 0 || stale == 0 {
		t.Errorf("%d matters ended cleared, %d times somebody was second: the test proves too little", cleared, stale)
	}
	var unseen []any
	for _, s := range deadline.States() {
		if lit[s] == 0 {
			unseen = append(unseen, s)
		}
	}
	for kind := range follows {
		if kinds[kind] == 0 {
			unseen = append(unseen, kind)
		}
	}
	if cleared > 100 && len(unseen) > 0 { // in few histories what is rare may not come
		t.Errorf("none of so many histories saw %v", unseen)
	}
	t.Logf("%d matters cleared; lights %v", cleared, lit)
}

// step has something happen: mostly somebody takes a step.
func (h *history) step() {
	h.clock.Time = h.clock.Time.Add(one(h.T, "later", pauses))
	switch n := pick(h.T, "what", 41); {
	case n < 3 && len(h.matters) < 5:
		h.docket()
	case n == 3:
		h.post()
	case n == 4:
		h.leave()
	case n == 5:
		h.notice()
	case n == 6, n == 7:
		h.sweep()
	case n == 8:
		h.regime()
	case n == 9:
		h.clock.Time = h.clock.Time.AddDate(0, 0, 11)
	case n == 10 || n == 11: // the very instant at which something is due
		if l := h.view(h.any("due")).Light; l.Due != nil && l.Due.At.After(h.clock.Time) {
			h.clock.Time = l.Due.At
		}
	default:
		h.take()
	}
	h.look(h.any("looked at"))
}

// pauses are the times between two steps.
var pauses = []time.Duration{4 * time.Hour, time.Minute, 23 * time.Hour, 0, 45 * time.Minute, 7 * time.Hour, 2 * time.Hour, 3 * 24 * time.Hour}

// any draws a matter.
func (h *history) any(label string) *tracked {
	return h.matters[pick(h.T, label, len(h.matters))]
}

// docket dockets a matter, sometimes below another.
func (h *history) docket() {
	m := Matter("随机事项")
	m.Regime = one(h.T, "regime", []string{"13710", "13710", "13710", "13710", "suggestion", "work-report", "hazard", "enterprise", "hotline", "project"})
	m.Complex = pick(h.T, "complex", 4) == 3
	if len(h.matters) > 0 && pick(h.T, "below", 4) == 3 {
		m.Parent = h.any("parent").id
	}
	s, err := h.service.Docket(h.ctx, "office", m, pick(h.T, "draft", 5) == 4)
	if h.allowed(err) {
		t := &tracked{id: s.ID, state: ledger.State{ID: s.ID}, dates: map[string]workday.Date{}}
		h.matters = append(h.matters, t)
		h.follow(t, &s)
	}
}

// take has somebody take a step, on what they saw: sometimes on what was before
// somebody else's.
func (h *history) take() {
	m := h.any("matter")
	v := h.view(m)
	c := onward(v)
	if pick(h.T, "any command", 8) > 4 {
		c = drawCommand(h.T, v)
	}
	by := h.rightPerson(&v.State, c.Step())
	if pick(h.T, "any person", 10) == 9 {
		by = one(h.T, "by", []string{"office", "mayor", "plan-handler", "road-manager", "east-chief", "spare", "admin", "nobody", "new-1"})
	}
	seen := v.State.Version
	if pick(h.T, "second", 20) == 19 {
		seen = rapid.IntRange(1, seen).Draw(h.T, "seen")
	}
	before := m.state
	s, err := h.service.Do(h.ctx, by, m.id, seen, c)
	if seen != before.Version {
		h.told(m, seen, err)
		h.stale++
		return
	}
	if !h.allowed(err) {
		if now := h.view(m).State; !reflect.DeepEqual(now, before) {
			h.Fatalf("%T by %s was refused (%v) and changed\n%+v to\n%+v", c, by, err, before, now)
		}
		return
	}
	h.follow(m, &s)
	if now := h.view(m).State; !reflect.DeepEqual(now, s) {
		h.Fatalf("%T: read\n%+v\nwritten\n%+v", c, now, s)
	}
}

// told checks that who comes second is told all that happened since.
func (h *history) told(m *tracked, seen int, err error) {
	var e *ledger.Error
	if !errors.As(err, &e) || e.Code != ledger.Conflict || len(e.Since) != len(m.events)-seen {
		h.Fatalf("decided on version %d of %d: %v", seen, len(m.events), err)
	}
	for i := range e.Since {
		if e.Since[i].Number != seen+i+1 || e.Since[i].Kind != m.events[seen+i].Kind {
			h.Fatalf("told of %s as what followed version %d, it was %s", e.Since[i].Kind, seen+i, m.events[seen+i].Kind)
		}
	}
	if len(e.Words.ZH) < len("您看到的内容之后已有变动：2026") || e.Words.EN == "" {
		h.Fatalf("told nothing: %q", e.Words)
	}
}

// allowed tells whether a step was taken. A refusal must say why.
func (h *history) allowed(err error) bool {
	if err == nil {
		return true
	}
	var e *ledger.Error
	if !errors.As(err, &e) || e.Code == ledger.Unavailable || e.Words.ZH == "" || e.Words.EN == "" {
		h.Fatalf("refused without words: %v", err)
	}
	return false
}

func (h *history) view(m *tracked) *ledger.View {
	v, err := h.service.Matter(h.ctx, "office", m.id)
	if err != nil {
		h.Fatal(err)
	}
	return &v
}

// changeOrg has the administrator change units and people.
func (h *history) changeOrg(change access.Chart) {
	if err := h.service.ChangeOrg(h.ctx, "admin", change, "变动"); err != nil {
		h.Fatal(err)
	}
	h.chart = h.chart.With(change)
}

// post gives a seat to another person: a successor, or somebody who changes over
// to the office.
func (h *history) post() {
	n := len(h.chart.People)
	change := access.Chart{People: []access.Person{{ID: fmt.Sprint("new-", n), Name: "新任"}}}
	switch pick(h.T, "post", 4) {
	case 0:
		change.Seats = []access.Seat{{ID: "plan/handler", Unit: "plan", Role: access.Handler, Holder: change.People[0].ID}}
	case 1: // a doer changes over to the office, another comes in their place
		change.Seats = []access.Seat{
			{ID: "plan/manager", Unit: "plan", Role: access.Manager, Holder: change.People[0].ID},
			{ID: "city/office-2", Unit: "city", Role: access.SupervisionOffice, Holder: "plan-manager"},
		}
	case 2: // a new unit
		change.Units = []access.Unit{{ID: "new", Name: "市新设局", Parent: "city", Kind: access.Department}}
		change.Seats = []access.Seat{{ID: "new/manager", Unit: "new", Role: access.Manager, Holder: change.People[0].ID}}
	case 3: // the manager is back
		change.Seats = []access.Seat{
			{ID: "plan/manager", Unit: "plan", Role: access.Manager, Holder: "plan-manager"},
			{ID: "city/office-2", Unit: "city", Role: access.SupervisionOffice, Holder: "office-2"},
		}
	}
	h.changeOrg(change)
}

// leave has somebody name a deputy for the next days.
func (h *history) leave() {
	person := one(h.T, "on leave", []string{"office", "plan-manager", "plan-chief", "mayor"})
	deputy := one(h.T, "deputy", []string{"spare", "office-2", "plan-manager", "road-manager"})
	if person == deputy {
		return
	}
	today := workday.DateOf(h.clock.Time)
	change := access.Chart{Leaves: []access.Leave{{Person: person, Deputy: deputy, From: today, To: today.AddDays(pick(h.T, "days off", 6))}}}
	if err := h.service.ChangeOrg(h.ctx, person, change, "休假"); err != nil {
		h.Fatal(err)
	}
	h.chart = h.chart.With(change)
}

// notice adopts a notice of holidays: dates that rest on it are set anew, each by
// an event.
func (h *history) notice() {
	table, days := notice2027(h.T)
	if _, err := h.service.AdoptNotice(h.ctx, "admin", []byte(table), "通知"); err != nil {
		h.Fatal(err)
	}
	for d := range h.clerk.calendar { // a notice replaces the one before
		if d >= "2026-12-29" {
			delete(h.clerk.calendar, d)
		}
	}
	for d, work := range days {
		h.clerk.calendar[d] = work
	}
	h.clerk.notice = true
	h.catchUp(ledger.KindDated)
}

// regime adds a new version, under which no matter falls that began before.
func (h *history) regime() {
	rules, err := h.service.Rules(h.ctx)
	if err != nil {
		h.Fatal(err)
	}
	first, err := rules.Regimes.Find("13710@1")
	if err != nil {
		h.Fatal(err)
	}
	ref, err := h.service.AddRegime(h.ctx, "admin", "own.yaml", []byte(changedRegime(first.YAML)))
	if err != nil || ref != "13710@2" {
		h.Fatal(ref, err)
	}
}

// sweep does what the clock brings; a second time brings nothing.
func (h *history) sweep() {
	for range 2 {
		if _, err := h.service.Sweep(h.ctx, 1000); err != nil {
			h.Fatal(err)
		}
	}
	again, err := h.service.Sweep(h.ctx, 1000)
	if err != nil || again.Escalated != 0 {
		h.Fatalf("swept twice, %+v the third time: %v", again, err)
	}
	h.catchUp(ledger.KindEscalated)
}

// catchUp follows what happened to all matters by themselves, of one kind only.
func (h *history) catchUp(kind ledger.Kind) {
	for _, m := range h.matters {
		seen := len(m.events)
		v := h.view(m)
		for _, e := range v.Events[seen:] {
			if e.Kind != kind {
				h.Fatalf("%s came by itself", e.Kind)
			}
		}
		h.follow(m, &v.State)
	}
}

// end looks at the whole ledger: replayed from its events it is the same.
func (h *history) end() {
	list := func() []ledger.Row {
		page, err := h.service.List(h.ctx, "office", ledger.Query{Limit: 1000})
		if err != nil {
			h.Fatal(err)
		}
		for i := range page.Rows {
			page.Rows[i].Wake = 0 // when the sweep looks next; it may look once too often
		}
		return page.Rows
	}
	before := list()
	if _, err := h.service.Rebuild(h.ctx); err != nil {
		h.Fatal(err)
	}
	if after := list(); !reflect.DeepEqual(before, after) {
		h.Fatalf("rows\n%+v\nmade anew\n%+v", before, after)
	}
	open, err := h.service.List(h.ctx, "office", ledger.Query{Open: true, Limit: 1000})
	if err != nil {
		h.Fatal(err)
	}
	for _, m := range h.matters {
		listed := slices.ContainsFunc(open.Rows, func(r ledger.Row) bool { return r.ID == m.id })
		if cleared := m.state.Status == ledger.Cleared; cleared == listed {
			h.Fatalf("a matter that is %s: listed open is %v", m.state.Status, listed)
		}
		if !reflect.DeepEqual(ledger.Fold(m.id, m.events), m.state) {
			h.Fatal("the fold of the events is not the state")
		}
		parent := m.state.Matter.Parent
		i := slices.IndexFunc(h.matters, func(o *tracked) bool { return o.id == parent })
		if i >= 0 && !h.matters[i].state.Open() && m.state.Open() {
			h.Fatalf("a parent was cleared before its child, which is %s", m.state.Status)
		}
	}
	fresh, err := ledger.New(h.store, ledger.Options{}).Rules(h.ctx)
	if err != nil {
		h.Fatal(err)
	}
	if !reflect.DeepEqual(fresh.Org.Chart(), h.chart) {
		h.Fatalf("units and people\n%+v, read anew\n%+v", h.chart, fresh.Org.Chart())
	}
	chained, ok := h.store.(Chained)
	if !ok {
		h.Fatal("the store shows no chain")
	}
	err = chained.Chain(h.ctx, func(next func() (audit.Entry, error), claims audit.Claims) error {
		r, err := audit.Verify(next, claims, "")
		if r.Fault != nil {
			h.Fatal(r.Fault)
		}
		return err
	})
	if err != nil && !errors.Is(err, io.EOF) {
		h.Fatal(err)
	}
}
