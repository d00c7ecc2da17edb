package access

import (
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/workday"
)

// A Matter is what the rules need to know of one. Units and seats are ids.
type Matter struct {
	Assigning   string   // the unit that assigns
	Lead        string   // the unit that leads, "" before assignment
	Cooperating []string // units
	Passed      []string // units the lead unit passed it on to
	Accepting   string   // the unit that accepts the work, "" for the assigning one
	InCharge    string   // seat of the leader in charge
	Proposer    string   // seat of who raised it
	Enterprise  string   // the enterprise whose request it is
	Doers       []string // persons who took a doing step in it
}

// A Verdict tells whether somebody may take a step and in which capacity, or
// why not.
type Verdict struct {
	Allowed bool
	Seat    string // by which it is allowed
	Unit    string // of that seat
	For     string // the person covered, where it is a deputy who acts
	Reason  Words
}

// May tells whether a person may take a step in a matter on a day. A regime may
// name who decides instead of the step's own rule: assigning_unit,
// supervision_office, higher_office, leader_in_charge, acceptance_unit or
// proposer; "" keeps the rule.
func (o *Org) May(person string, step Step, m *Matter, regimeRole string, day workday.Date) Verdict {
	r := step.rule()
	p := o.people[person]
	switch {
	case r == nil:
		return Verdict{Reason: Words{ZH: "没有这一环节", EN: "there is no such step"}}
	case p == nil:
		return Verdict{Reason: Words{ZH: "没有这个人：" + person, EN: "there is no such person: " + person}}
	case p.Left:
		return Verdict{Reason: Words{ZH: p.Name + "已离岗", EN: p.Name + " has left"}}
	}
	sides := o.sides(r, m, regimeRole)
	if v, ok := o.find(person, sides, m, r, day, ""); ok {
		return v
	}
	var refusal Verdict
	for _, covered := range o.Covered(person, day) {
		if v, ok := o.find(covered, sides, m, r, day, covered); ok {
			if r.judging && o.isDoer(person, m, day) {
				return o.doerRefused(r, person)
			}
			return v
		}
	}
	if r.judging && o.isDoer(person, m, day) {
		return o.doerRefused(r, person)
	}
	refusal.Reason = o.nobody(r, sides, p.Name)
	return refusal
}

// find looks for a seat of a person that a rule allows.
func (o *Org) find(person string, sides []side, m *Matter, r *rule, day workday.Date, covered string) (Verdict, bool) {
	for _, s := range sides {
		for _, seat := range o.held[person] {
			if !o.stands(seat, s, m) {
				continue
			}
			if r.judging && o.isDoer(person, m, day) {
				return o.doerRefused(r, person), true
			}
			title := seat.Role.Title()
			unit := o.UnitName(seat.Unit)
			v := Verdict{Allowed: true, Seat: seat.ID, Unit: seat.Unit, For: covered}
			v.Reason = Words{ZH: "以" + unit + title.ZH + "身份", EN: "as " + title.EN + " of " + unit}
			if covered != "" {
				name := o.PersonName(covered)
				v.Reason.ZH += "，代" + name
				v.Reason.EN += ", covering for " + name
			}
			return v, true
		}
	}
	return Verdict{}, false
}

// sides lists who may take a step, by the rule or by the regime.
func (o *Org) sides(r *rule, m *Matter, regimeRole string) []side {
	switch regimeRole {
	case "assigning_unit", "supervision_office":
		return []side{office}
	case "higher_office":
		if u := o.units[m.Assigning]; u != nil && u.Parent == "" {
			return []side{inCharge} // nobody is above the top: its leader decides
		}
		return []side{higher}
	case "leader_in_charge":
		return []side{inCharge}
	case "acceptance_unit":
		if m.Accepting != "" {
			return []side{accepting}
		}
		return []side{office}
	case "proposer":
		return []side{proposer, office} // the office records it for who has no seat
	}
	return r.sides
}

// stands tells whether a seat stands on that side of a matter.
func (o *Org) stands(seat *Seat, s side, m *Matter) bool {
	switch s {
	case office:
		return seat.Role == SupervisionOffice && o.Within(m.Assigning, seat.Unit)
	case higher:
		return seat.Role == SupervisionOffice && seat.Unit != m.Assigning && o.Within(m.Assigning, seat.Unit)
	case accepting:
		return seat.Role == SupervisionOffice && seat.Unit == m.Accepting
	case inCharge:
		return m.InCharge != "" && seat.ID == m.InCharge
	case head:
		return seat.Unit == m.Lead && m.Lead != "" && (seat.Role == FirstResponsible || seat.Role == Manager)
	case hands:
		return slices.Contains(doing(), seat.Role) && m.Lead != "" && (seat.Unit == m.Lead || slices.Contains(m.Passed, seat.Unit))
	case cooperator:
		return slices.Contains(doing(), seat.Role) && slices.Contains(m.Cooperating, seat.Unit)
	case proposer:
		return m.Proposer != "" && seat.ID == m.Proposer
	case petitioner:
		return m.Enterprise != "" && seat.Unit == m.Enterprise && slices.Contains(doing(), seat.Role)
	case onlooker:
		return o.sees(seat, m)
	case system:
		return seat.Role == SystemAdmin
	case audit:
		return seat.Role == AuditAdmin
	case assignerTop:
		return (seat.Role == Leader || seat.Role == FirstResponsible) && o.Within(m.Assigning, seat.Unit)
	}
	return false
}

// sees tells whether a unit of the matter lies within the unit of a seat.
// Administrators run the system and see no matters.
func (o *Org) sees(seat *Seat, m *Matter) bool {
	switch seat.Role {
	case SystemAdmin, SecurityAdmin, AuditAdmin:
		return false
	}
	if o.Within(m.Assigning, seat.Unit) || o.Within(m.Lead, seat.Unit) || m.Enterprise != "" && seat.Unit == m.Enterprise {
		return true
	}
	for _, list := range [2][]string{m.Cooperating, m.Passed} {
		for _, u := range list {
			if o.Within(u, seat.Unit) {
				return true
			}
		}
	}
	return false
}

// isDoer tells whether a person did something in a matter, or holds or covers a
// doing seat of a unit that does it.
func (o *Org) isDoer(person string, m *Matter, day workday.Date) bool {
	if slices.Contains(m.Doers, person) || o.holdsDoing(person, m) {
		return true
	}
	return slices.ContainsFunc(o.Covered(person, day), func(p string) bool { return o.holdsDoing(p, m) })
}

func (o *Org) holdsDoing(person string, m *Matter) bool {
	return slices.ContainsFunc(o.held[person], func(s *Seat) bool {
		return o.stands(s, hands, m) || o.stands(s, cooperator, m)
	})
}

func (o *Org) doerRefused(r *rule, person string) Verdict {
	name := o.PersonName(person)
	return Verdict{Reason: Words{
		ZH: "承办者不得" + r.title.ZH + "自己承办的事项：" + name + "承办或者参与承办本事项",
		EN: "the doer may not take this step (" + r.title.EN + ") in their own matter: " + name + " has a part in doing it",
	}}
}

func (o *Org) nobody(r *rule, sides []side, name string) Words {
	zh, en := make([]string, len(sides)), make([]string, len(sides))
	for i, s := range sides {
		zh[i], en[i] = sideTitles[s].ZH, sideTitles[s].EN
	}
	return Words{
		ZH: name + "不能" + r.title.ZH + "：只有" + strings.Join(zh, "、") + "可以",
		EN: name + " may not " + r.title.EN + ": only " + strings.Join(en, ", or ") + " may",
	}
}

// Sees lists the units whose matters a person may view on a day: the subtrees of
// the units they hold seats in, own or covered. The seats themselves are listed
// too, because a matter may name one.
func (o *Org) Sees(person string, day workday.Date) (units, seats []string) {
	p := o.people[person]
	if p == nil || p.Left {
		return nil, nil
	}
	for _, who := range append([]string{person}, o.Covered(person, day)...) {
		for _, s := range o.held[who] {
			switch s.Role {
			case SystemAdmin, SecurityAdmin, AuditAdmin:
				continue
			}
			if !slices.Contains(units, s.Unit) {
				units = append(units, s.Unit)
			}
			seats = append(seats, s.ID)
		}
	}
	return units, seats
}
