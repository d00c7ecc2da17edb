package access

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// Words is a text in Chinese and English.
type Words = deadline.Words

// A Unit is a node of the tree: a government, a department, a section of one,
// an enterprise.
type Unit struct {
	ID     string `json:"id" yaml:"id"`
	Name   string `json:"name" yaml:"name"`
	Parent string `json:"parent,omitempty" yaml:"parent,omitempty"` // "" for a root
	Kind   Kind   `json:"kind,omitempty" yaml:"kind,omitempty"`
	Level  string `json:"level,omitempty" yaml:"level,omitempty"` // province, city, county, township; "" takes the parent's
	Closed bool   `json:"closed,omitempty" yaml:"closed,omitempty"`
}

// A Kind of unit, stored as a word.
type Kind string

// The kinds of units.
const (
	Government Kind = "government" // 政府
	Department Kind = "department" // 部门
	Section    Kind = "section"    // 科室
	Enterprise Kind = "enterprise" // 企业
)

// Levels lists the levels of government, the highest first.
func Levels() []string { return []string{"province", "city", "county", "township"} }

// A Person can hold seats and sign in.
type Person struct {
	ID    string `json:"id" yaml:"id"`
	Name  string `json:"name" yaml:"name"`
	Email string `json:"email,omitempty" yaml:"email,omitempty"`
	Left  bool   `json:"left,omitempty" yaml:"left,omitempty"` // may no longer do anything
}

// A Seat is a role in a unit, with its holder of the day. It outlives its
// holders.
type Seat struct {
	ID     string `json:"id" yaml:"id"`
	Unit   string `json:"unit" yaml:"unit"`
	Role   Role   `json:"role" yaml:"role"`
	Title  string `json:"title,omitempty" yaml:"title,omitempty"`
	Holder string `json:"holder,omitempty" yaml:"holder,omitempty"` // a person; "" while vacant
}

// A Leave says that a deputy acts for a person from one day to another, both
// included.
type Leave struct {
	Person string       `json:"person" yaml:"person"`
	Deputy string       `json:"deputy" yaml:"deputy"`
	From   workday.Date `json:"from" yaml:"from"`
	To     workday.Date `json:"to" yaml:"to"`
}

// A Chart lists an organisation, or a change to one: what has the id of
// something already there takes its place. A leave replaces the one of the same
// person and first day.
type Chart struct {
	Units  []Unit   `json:"units,omitempty" yaml:"units,omitempty"`
	People []Person `json:"people,omitempty" yaml:"people,omitempty"`
	Seats  []Seat   `json:"seats,omitempty" yaml:"seats,omitempty"`
	Leaves []Leave  `json:"leaves,omitempty" yaml:"leaves,omitempty"`
}

// With is the chart after a change. c stays as it is.
func (c Chart) With(change Chart) Chart {
	return Chart{
		Units:  merge(c.Units, change.Units, func(u Unit) string { return u.ID }),
		People: merge(c.People, change.People, func(p Person) string { return p.ID }),
		Seats:  merge(c.Seats, change.Seats, func(s Seat) string { return s.ID }),
		Leaves: merge(c.Leaves, change.Leaves, func(l Leave) string { return l.Person + " " + l.From.String() }),
	}
}

func merge[T any](have, change []T, key func(T) string) []T {
	at := make(map[string]int, len(have)+len(change))
	next := make([]T, 0, len(have)+len(change))
	for _, list := range [2][]T{have, change} {
		for _, t := range list {
			k := key(t)
			if i, ok := at[k]; ok {
				next[i] = t
				continue
			}
			at[k] = len(next)
			next = append(next, t)
		}
	}
	return next
}

// An Org is a chart made ready for questions. It does not change.
type Org struct {
	chart    Chart
	units    map[string]*Unit
	people   map[string]*Person
	seats    map[string]*Seat
	children map[string][]string // unit → units, in the order of the chart
	held     map[string][]*Seat  // person → seats
	inUnit   map[string][]*Seat  // unit → seats
	covers   map[string][]*Leave // deputy → leaves
}

// New checks a chart and makes it ready. The error names what is wrong: an id
// that is missing or used twice, a parent, unit, role or person that does not
// exist, units that contain each other, a leave that ends before it begins.
func New(c Chart) (*Org, error) {
	o := &Org{
		chart: c, units: map[string]*Unit{}, people: map[string]*Person{}, seats: map[string]*Seat{},
		children: map[string][]string{}, held: map[string][]*Seat{}, inUnit: map[string][]*Seat{}, covers: map[string][]*Leave{},
	}
	for _, add := range []func() error{o.addUnits, o.addPeople, o.addSeats, o.addLeaves} {
		if err := add(); err != nil {
			return nil, err
		}
	}
	return o, nil
}

func (o *Org) addUnits() error {
	for i := range o.chart.Units {
		u := &o.chart.Units[i]
		switch {
		case u.ID == "" || u.Name == "":
			return fmt.Errorf("unit %d: id and name are needed", i+1)
		case o.units[u.ID] != nil:
			return fmt.Errorf("unit %s is listed twice", u.ID)
		case u.Level != "" && !slices.Contains(Levels(), u.Level):
			return fmt.Errorf("unit %s: there is no level %q", u.ID, u.Level)
		case u.Kind != "" && !slices.Contains([]Kind{Government, Department, Section, Enterprise}, u.Kind):
			return fmt.Errorf("unit %s: there is no kind %q", u.ID, u.Kind)
		}
		o.units[u.ID] = u
		o.children[u.Parent] = append(o.children[u.Parent], u.ID)
	}
	for i := range o.chart.Units {
		u := &o.chart.Units[i]
		steps := 0
		for p := u.Parent; p != ""; p = o.units[p].Parent {
			if o.units[p] == nil {
				return fmt.Errorf("unit %s: there is no unit %s above it", u.ID, p)
			}
			if steps++; steps > len(o.units) {
				return fmt.Errorf("unit %s lies within itself", u.ID)
			}
		}
	}
	return nil
}

func (o *Org) addPeople() error {
	for i := range o.chart.People {
		p := &o.chart.People[i]
		if p.ID == "" || p.Name == "" {
			return fmt.Errorf("person %d: id and name are needed", i+1)
		}
		if o.people[p.ID] != nil {
			return fmt.Errorf("person %s is listed twice", p.ID)
		}
		o.people[p.ID] = p
	}
	return nil
}

func (o *Org) addSeats() error {
	for i := range o.chart.Seats {
		s := &o.chart.Seats[i]
		switch {
		case s.ID == "":
			return fmt.Errorf("seat %d: an id is needed", i+1)
		case o.seats[s.ID] != nil:
			return fmt.Errorf("seat %s is listed twice", s.ID)
		case o.units[s.Unit] == nil:
			return fmt.Errorf("seat %s: there is no unit %q", s.ID, s.Unit)
		case s.Role.Title().IsZero():
			return fmt.Errorf("seat %s: there is no role %q", s.ID, s.Role)
		case s.Holder != "" && o.people[s.Holder] == nil:
			return fmt.Errorf("seat %s: there is no person %q", s.ID, s.Holder)
		}
		o.seats[s.ID] = s
		o.inUnit[s.Unit] = append(o.inUnit[s.Unit], s)
		if s.Holder != "" {
			o.held[s.Holder] = append(o.held[s.Holder], s)
		}
	}
	return nil
}

func (o *Org) addLeaves() error {
	for i := range o.chart.Leaves {
		l := &o.chart.Leaves[i]
		switch {
		case o.people[l.Person] == nil:
			return fmt.Errorf("leave %d: there is no person %q", i+1, l.Person)
		case o.people[l.Deputy] == nil:
			return fmt.Errorf("leave of %s: there is no deputy %q", l.Person, l.Deputy)
		case l.Person == l.Deputy:
			return fmt.Errorf("leave of %s: nobody is their own deputy", l.Person)
		case l.From.IsZero() || l.To.Before(l.From):
			return fmt.Errorf("leave of %s: it needs a first day and a last day not before it", l.Person)
		}
		o.covers[l.Deputy] = append(o.covers[l.Deputy], l)
	}
	return nil
}

// Chart is what the organisation was made from.
func (o *Org) Chart() Chart { return o.chart }

// Unit finds a unit, or nil.
func (o *Org) Unit(id string) *Unit { return o.units[id] }

// Person finds a person, or nil.
func (o *Org) Person(id string) *Person { return o.people[id] }

// Seat finds a seat, or nil.
func (o *Org) Seat(id string) *Seat { return o.seats[id] }

// Within tells whether a unit is another one or lies below it.
func (o *Org) Within(unit, top string) bool {
	for u := o.units[unit]; u != nil; u = o.units[u.Parent] {
		if u.ID == top {
			return true
		}
	}
	return false
}

// Level is the level of a unit, its own or that of the nearest unit above with
// one.
func (o *Org) Level(unit string) string {
	for u := o.units[unit]; u != nil; u = o.units[u.Parent] {
		if u.Level != "" {
			return u.Level
		}
	}
	return ""
}

// Subtree lists a unit and all units below it, each before those below it.
func (o *Org) Subtree(unit string) []string {
	if o.units[unit] == nil {
		return nil
	}
	list := []string{unit}
	for i := 0; i < len(list); i++ {
		list = append(list, o.children[list[i]]...)
	}
	return list
}

// Parted tells whether a unit has others below it.
func (o *Org) Parted(unit string) bool { return len(o.children[unit]) > 0 }

// Held lists the seats a person holds.
func (o *Org) Held(person string) []*Seat { return o.held[person] }

// Seats lists the seats of a unit in the given roles, in the order of the chart.
func (o *Org) Seats(unit string, roles ...Role) []*Seat {
	var list []*Seat
	for _, s := range o.inUnit[unit] {
		if slices.Contains(roles, s.Role) {
			list = append(list, s)
		}
	}
	return list
}

// Acting lists who acts in a seat on a day: the deputies while its holder is
// on leave, else the holder.
func (o *Org) Acting(seat *Seat, day workday.Date) []string {
	if seat == nil || seat.Holder == "" {
		return nil
	}
	var deputies []string
	for i := range o.chart.Leaves {
		if l := &o.chart.Leaves[i]; l.Person == seat.Holder && l.on(day) {
			deputies = append(deputies, l.Deputy)
		}
	}
	if len(deputies) > 0 {
		slices.SortFunc(deputies, cmp.Compare[string])
		return slices.Compact(deputies)
	}
	if p := o.people[seat.Holder]; p == nil || p.Left {
		return nil
	}
	return []string{seat.Holder}
}

// Covered lists the persons somebody covers for on a day.
func (o *Org) Covered(deputy string, day workday.Date) []string {
	var list []string
	for _, l := range o.covers[deputy] {
		if l.on(day) && !slices.Contains(list, l.Person) {
			list = append(list, l.Person)
		}
	}
	return list
}

func (l *Leave) on(day workday.Date) bool { return !day.Before(l.From) && !day.After(l.To) }

// UnitName is the name of a unit, or its id where it is not known.
func (o *Org) UnitName(id string) string {
	if u := o.units[id]; u != nil {
		return u.Name
	}
	return id
}

// PersonName is the name of a person, or the id where it is not known.
func (o *Org) PersonName(id string) string {
	if p := o.people[id]; p != nil {
		return p.Name
	}
	return id
}
