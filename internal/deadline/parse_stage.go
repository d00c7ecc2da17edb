package deadline

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

func (p *parser) stages(r *Regime, n *yaml.Node) {
	list := p.list(n, "stages")
	if n != nil && len(list) == 0 {
		p.failf(n, "a regime needs at least one stage")
	}
	for _, e := range list {
		s := p.stage(r, e)
		if s.ID != "" && r.Stage(s.ID) != nil {
			p.failf(e, "there are two stages %q", s.ID)
		}
		r.Stages = append(r.Stages, s)
	}
}

func (p *parser) stage(r *Regime, n *yaml.Node) Stage {
	f := p.mapping(n, "a stage", "id", "title", "kind", "applies_to", "by", "from", "repeat", "limit", "counting",
		"first_day_counted", "same_day", "roll", "yellow_before", "content", "reviewer")
	s := Stage{
		ID:              f.needText("id"),
		Title:           p.words(f.get("title", true), "title"),
		Kind:            Kind(f.oneOf("kind", string(KindReport), string(KindReport), string(KindResult))),
		Applies:         Applies(f.oneOf("applies_to", string(ToAll), string(ToAll), string(ToOrdinary), string(ToComplex))),
		By:              Part(f.oneOf("by", string(Lead), string(Lead), string(Cooperating))),
		Repeat:          Cycle(f.oneOf("repeat", "", string(Monthly), string(Quarter), string(HalfYear), string(Yearly))),
		Counting:        Counting(f.oneOf("counting", string(p.defaults.counting), string(Natural), string(Working))),
		FirstDayCounted: f.flag("first_day_counted", p.defaults.firstDayCounted),
		SameDay:         f.flag("same_day", false),
		YellowBefore:    f.number("yellow_before", p.defaults.yellowBefore, 0, maxDays),
		Content:         p.fieldList(f.get("content", false), "content"),
	}
	if s.ID != "" && !idForm.MatchString(s.ID) {
		p.failf(f.values["id"], "id is %q; it must be letters, digits, - and _, at most 40", s.ID)
	}
	if n := f.get("reviewer", false); n != nil {
		s.Reviewer = p.role(n, "reviewer")
	}
	if n := f.get("limit", true); n != nil {
		s.Limit = p.limit(n, s.Repeat)
	}
	roll := p.defaults.roll
	if byHand(s.Limit.Measure) {
		roll = RollNone // whoever set the date saw the calendar
	}
	s.Roll = Roll(f.oneOf("roll", string(roll), string(RollNext), string(RollPrevious), string(RollNone)))
	p.from(r, &s, f)
	if counts(s.Limit.Measure) || s.Limit.Measure == "" {
		return s
	}
	for _, key := range []string{"first_day_counted", "same_day"} {
		if n := f.values[key]; n != nil {
			p.failf(n, "%s has no meaning with this limit: nothing is counted from a first day", key)
		}
	}
	if n := f.values["counting"]; n != nil && s.Limit.Measure != AfterEnd {
		p.failf(n, "counting has no meaning with this limit: no days are counted")
	}
	return s
}

// counts tells whether a measure is counted from a beginning.
func counts(m Measure) bool { return m == InDays || m == InMonths }

// byHand tells whether a measure takes a date that someone set.
func byHand(m Measure) bool { return m == ByDeadline || m == AtNodes || m == AtLastNode }

// from reads what a stage runs from: "assignment", "stage ID", or
// {event: name, title: …}.
func (p *parser) from(r *Regime, s *Stage, f fields) {
	s.From = From{Anchor: FromAssignment}
	n := f.values["from"]
	if n == nil {
		return
	}
	if !counts(s.Limit.Measure) && s.Limit.Measure != "" {
		p.failf(n, "from has no meaning with this limit: leave it out")
		return
	}
	if n.Kind == yaml.MappingNode {
		e := p.mapping(n, "from", "event", "title")
		s.From = From{FromEvent, e.needText("event"), p.words(e.get("title", true), "title")}
		return
	}
	v, ok := p.scalar(n, "from")
	if !ok || v == string(FromAssignment) {
		return
	}
	id, isStage := strings.CutPrefix(v, "stage ")
	if !isStage {
		p.failf(n, "from is %q; it must be assignment, stage ID, or {event: …, title: …}", v)
		return
	}
	before := r.Stage(id)
	switch {
	case before == nil:
		p.failf(n, "from names stage %q, which is not among the stages above this one", id)
		return
	case before.Repeat != Once || before.Limit.Measure == AtNodes:
		p.failf(n, "from names stage %q, which comes more than once", id)
	case before.By != s.By || before.Applies != ToAll && before.Applies != s.Applies:
		p.failf(n, "from names stage %q, which not every matter with this stage has", id)
	}
	s.From = From{Anchor: FromStage, Name: id, Title: before.Title}
}

// limit reads a limit: none, nodes, last_node, or one key with a value.
func (p *parser) limit(n *yaml.Node, repeat Cycle) Limit {
	if n.Kind == yaml.ScalarNode {
		words := []string{string(Open), string(AtNodes), string(AtLastNode), string(AtEnd)}
		l := Limit{Measure: Measure(n.Value)}
		switch {
		case l.Measure == AtEnd && repeat != Once:
			return l
		case l.Measure == Open || l.Measure == AtNodes || l.Measure == AtLastNode:
			if repeat != Once {
				p.failf(n, "a stage that repeats cannot have the limit %s", n.Value)
			}
			return l
		case l.Measure == AtEnd:
			p.failf(n, "the limit period_end needs repeat: it is the last day of each month, quarter …")
			return l
		}
		p.failf(n, "limit is %q%s; it must be one of none, nodes, last_node, period_end, or a measure such as {days: 7}", n.Value, didYouMean(nearest(n.Value, words)))
		return Limit{}
	}
	keys := []string{string(InDays), string(InMonths), string(ByDeadline)}
	if repeat != Once {
		keys = []string{string(OnDay), string(OnDayNext), string(AfterEnd)}
	}
	f := p.mapping(n, "the limit of a stage that "+map[bool]string{true: "repeats", false: "comes once"}[repeat != Once], keys...)
	if len(n.Content) != 2 {
		p.failf(n, "a limit has one measure: %s", strings.Join(keys, ", "))
		return Limit{}
	}
	for _, key := range keys {
		v := f.values[key]
		if v == nil {
			continue
		}
		l := Limit{Measure: Measure(key)}
		switch l.Measure {
		case InMonths:
			l.N = p.number(v, key, 1, 120)
		case ByDeadline:
			if text, ok := p.scalar(v, key); ok && text != "none" {
				l.Month, l.Day = p.monthDay(v, text)
			}
		case OnDay, OnDayNext:
			l.N = p.number(v, key, 1, 31)
		default:
			l.N = p.number(v, key, 1, maxDays)
		}
		return l
	}
	return Limit{}
}
