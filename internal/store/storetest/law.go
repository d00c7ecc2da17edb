package storetest

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// changedRegime is a second version of 13710 in which an ordinary problem has
// ten days.
func changedRegime(yaml string) string {
	yaml = strings.Replace(yaml, "version: 1", "version: 2", 1)
	return strings.Replace(yaml, "limit: {days: 7}", "limit: {days: 10}", 1)
}

// follow reads the events that were added to a matter and holds each to the laws.
func (h *history) follow(m *tracked, s *ledger.State) {
	v := h.view(m)
	for i := range v.Events[len(m.events):] {
		e := v.Events[len(m.events)]
		before := m.state
		m.state = m.state.Apply(&e)
		m.events = append(m.events, e)
		h.kinds[e.Kind]++
		h.transition(&before, m, &e, i)
		h.rights(m, &before, &e)
		m.note(&e)
	}
	if !reflect.DeepEqual(m.state, *s) {
		h.Fatalf("the fold of the events is\n%+v\nthe state\n%+v", m.state, *s)
	}
	h.look(m)
}

// transition: nothing happens but what may, and no date moves but by an event.
func (h *history) transition(before *ledger.State, m *tracked, e *ledger.Event, i int) {
	after := &m.state
	law, ok := follows[e.Kind]
	pauseless := []ledger.Kind{ledger.KindResumed, ledger.KindAmended, ledger.KindTransferred, ledger.KindCommented, ledger.KindDated}
	switch {
	case !ok || !slices.Contains(law.from, before.Status):
		h.Fatalf("%s in status %q", e.Kind, before.Status)
	case law.to == nil && after.Status != before.Status && e.Kind != ledger.KindAmended, law.to != nil && !slices.Contains(law.to, after.Status):
		h.Fatalf("%s led from %s to %s", e.Kind, before.Status, after.Status)
	case before.Paused() && !slices.Contains(pauseless, e.Kind):
		h.Fatalf("%s while paused", e.Kind)
	case e.Kind != ledger.KindDated && !reflect.DeepEqual(before.Dates, after.Dates):
		h.Fatalf("%s moved a date", e.Kind)
	case e.Number != before.Version+1 || e.At.Before(before.Last):
		h.Fatalf("event %d at %v after %d at %v", e.Number, e.At, before.Version, before.Last)
	}
	switch b := e.Body.(type) {
	case ledger.DatedBody:
		if i == 0 && b.Cause != ledger.KindCalendar || i > 0 && b.Cause != m.events[len(m.events)-2].Kind {
			h.Fatalf("dates moved because of %q", b.Cause)
		}
		for _, move := range b.Moves {
			if have := m.dates[move.Unit+"/"+move.Key]; have != move.From || move.To.IsZero() == (move.Why.EN != "") {
				h.Fatalf("%s moved from %v, which was %v, because %q", move.Key, move.From, have, move.Why.EN)
			}
		}
	case ledger.ExtensionAskedBody:
		if due := m.dates["/"+b.Key]; e.At.After(due.At(18*time.Hour)) && !strings.HasPrefix(m.regime, "enterprise") {
			h.Fatalf("more time for %s, due %v, was asked for on %v", b.Key, due, e.At)
		}
		if b.Says["reason"] == "" {
			h.Fatal("more time was asked for without a reason")
		}
	case ledger.EscalatedBody:
		if slices.ContainsFunc(before.Escalated, func(o ledger.EscalatedBody) bool { return o.Key == b.Key && o.Due == b.Due && o.Level == b.Level }) {
			h.Fatalf("%s, due %v, was escalated to %s twice", b.Key, b.Due, b.Level)
		}
		if !e.At.After(b.Due.At(18*time.Hour)) || e.Actor != "" {
			h.Fatalf("%s, due %v, was escalated on %v by %q", b.Key, b.Due, e.At, e.Actor)
		}
	case ledger.ReturnedBody:
		if b.Suggested == "" || b.Reason == "" || b.Suggested == before.Lead {
			h.Fatalf("returned as not ours: %+v", b)
		}
	case ledger.AmendedBody:
		if before.Assigned && b.Matter.Regime != before.Matter.Regime {
			h.Fatalf("the regime of a matter under way became %s, it was %s", b.Matter.Regime, before.Matter.Regime)
		}
	}
}

// note takes over what an event says.
func (m *tracked) note(e *ledger.Event) {
	switch b := e.Body.(type) {
	case ledger.AssignedBody:
		m.lead, m.with, m.regime = b.Lead, nil, m.state.Matter.Regime
		for _, c := range b.Cooperating {
			m.with = append(m.with, c.Unit)
		}
	case ledger.TransferredBody:
		m.lead = b.Lead
		m.with = slices.DeleteFunc(m.with, func(u string) bool { return u == "plan-1" })
	case ledger.PassedBody:
		m.with = append(m.with, b.Unit)
	case ledger.DatedBody:
		for _, move := range b.Moves {
			if move.To.IsZero() {
				delete(m.dates, move.Unit+"/"+move.Key)
			} else {
				m.dates[move.Unit+"/"+move.Key] = move.To
			}
		}
	}
	switch e.Kind {
	case ledger.KindSigned, ledger.KindPassed, ledger.KindReported, ledger.KindOpined, ledger.KindExtensionAsked, ledger.KindCloseApplied:
		m.doers = append(m.doers, e.Actor, e.For)
	}
}

// acting lists the seats that somebody may use on a day, their own and those of
// persons they stand in for.
func (h *history) acting(person string, day workday.Date) []access.Seat {
	persons := []string{person}
	for _, l := range h.chart.Leaves {
		if l.Deputy == person && !day.Before(l.From) && !day.After(l.To) {
			persons = append(persons, l.Person)
		}
	}
	return slices.DeleteFunc(slices.Clone(h.chart.Seats), func(s access.Seat) bool { return !slices.Contains(persons, s.Holder) })
}

// rights: the doer never closes, nor judges what they did; work is done by the
// units it was given to, and given by the office.
func (h *history) rights(m *tracked, before *ledger.State, e *ledger.Event) {
	seats := h.acting(e.Actor, workday.DateOf(e.At))
	doing := []access.Role{access.FirstResponsible, access.Manager, access.Handler}
	of := func(units ...string) bool {
		return slices.ContainsFunc(seats, func(s access.Seat) bool { return slices.Contains(doing, s.Role) && slices.Contains(units, s.Unit) })
	}
	office := slices.ContainsFunc(seats, func(s access.Seat) bool { return s.Role == access.SupervisionOffice && s.Unit == "city" })
	switch e.Kind {
	case ledger.KindReviewed, ledger.KindCleared, ledger.KindLookedBack, ledger.KindExtended, ledger.KindExtensionDenied:
		if slices.Contains(m.doers, e.Actor) || of(append(m.with, m.lead)...) {
			h.Fatalf("%s by %s, who has a part in doing it", e.Kind, e.Actor)
		}
	case ledger.KindSigned, ledger.KindReported, ledger.KindPassed, ledger.KindExtensionAsked, ledger.KindCloseApplied:
		if !of(append(m.with, m.lead)...) {
			h.Fatalf("%s by %s, who is not of %s", e.Kind, e.Actor, before.Lead)
		}
	case ledger.KindDocketed, ledger.KindAssigned, ledger.KindPaused, ledger.KindReopened, ledger.KindTransferred, ledger.KindAmended:
		if !office {
			h.Fatalf("%s by %s, who does not sit in the office", e.Kind, e.Actor)
		}
	}
	if e.Kind == ledger.KindCleared && !office {
		h.Fatalf("cleared by %s, who does not sit in the office", e.Actor)
	}
}

// look compares what is shown of a matter with what the test knows: dates with
// the events that set them, the light with the clerk's, the list with both.
func (h *history) look(m *tracked) {
	v := h.view(m)
	h.lit[v.Light.State]++
	if v.Light.Reason(deadline.Chinese) == "" || v.Light.Reason(deadline.English) == "" {
		h.Fatalf("%s without a reason", v.Light.State)
	}
	if v.State.Open() {
		h.dated(m, v)
	}
	page, err := h.service.List(h.ctx, "office", ledger.Query{Limit: 1000, Lights: []deadline.State{v.Light.State}, Colours: []deadline.Colour{v.Light.Colour}})
	if err != nil {
		h.Fatal(err)
	}
	i := slices.IndexFunc(page.Rows, func(r ledger.Row) bool { return r.ID == m.id })
	if i < 0 {
		h.Fatalf("not listed as %s, %s", v.Light.State, v.Light.Colour)
	}
	if state, colour := page.Rows[i].Light(page.Now); state != v.Light.State || colour != v.Light.Colour {
		h.Fatalf("listed as %s, %s; shown as %s, %s", state, colour, v.Light.State, v.Light.Colour)
	}
	counts, err := h.service.Lights(h.ctx, "office", ledger.Query{})
	if err != nil {
		h.Fatal(err)
	}
	sum := 0
	for _, c := range counts {
		sum += c.Count
	}
	if sum != len(h.matters) { // each is under one light
		h.Fatalf("%d matters are counted by light, there are %d: %v", sum, len(h.matters), counts)
	}
	if !strings.HasPrefix(v.State.Matter.Regime, "13710@1") {
		return
	}
	f := read(v.Events)
	if want := h.clerk.light(f, v.Now); v.Light.State != want {
		h.Fatalf("the light is %s (%s), the clerk says %s", v.Light.State, v.Light.Reason(deadline.English), want)
	}
	if !v.State.Open() {
		return
	}
	papers := h.clerk.papers(f)
	for i := range papers {
		p := &papers[i]
		d := v.Schedule.Find(p.key)
		if d == nil || d.Date.String() != p.last.Format(time.DateOnly) || d.Provisional != p.provisional {
			h.Fatalf("%s is due %+v, the clerk says %v, provisional %v", p.key, d, p.last, p.provisional)
		}
	}
	for i := range v.Schedule.Lead {
		d := &v.Schedule.Lead[i]
		if !d.Date.IsZero() && !slices.ContainsFunc(papers, func(p paper) bool { return p.key == d.Key }) {
			h.Fatalf("%s is due %v, the clerk knows nothing of it", d.Key, d.Date)
		}
	}
}

// dated: what is due is due on the date that events set, and says why.
func (h *history) dated(m *tracked, v *ledger.View) {
	shown := map[string]workday.Date{}
	for i := range v.Schedule.Lead {
		d := &v.Schedule.Lead[i]
		if d.Derivation(deadline.Chinese) == "" || d.Derivation(deadline.English) == "" {
			h.Fatalf("%s is due %v without a derivation", d.Key, d.Date)
		}
		if !d.Date.IsZero() {
			shown["/"+d.Key] = d.Date
		}
	}
	for _, p := range v.Schedule.Parts {
		for i := range p.Dues {
			if d := &p.Dues[i]; !d.Date.IsZero() {
				shown[p.Unit+"/"+d.Key] = d.Date
			}
		}
	}
	if !reflect.DeepEqual(shown, m.dates) {
		h.Fatalf("due are %v, events set %v", shown, m.dates)
	}
}
