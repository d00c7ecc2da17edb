package tablefile

import (
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// A Draft is a matter made of an item, with the row it came from.
type Draft struct {
	Row    int
	Matter ledger.Matter
}

// Drafts makes a matter of each item. What all have in common is taken from
// base: assigning unit, regime, source, list where the table gives none. Names
// that the organisation does not know, and those that several units bear, are
// problems of their rows.
func (t *Table) Drafts(org *access.Org, base ledger.Matter) ([]Draft, []Problem) {
	var problems []Problem
	unknown := func(row int, field Field, name string, found int) {
		code, zh, en := "unknown", "没有这个单位或者领导：", "the organisation knows no "
		if found > 1 {
			code, zh, en = "ambiguous", "重名，请写编号：", "several bear this name, write the id: "
		}
		column := t.Columns[field]
		if column == "" {
			column = t.Columns[Units]
		}
		problems = append(problems, Problem{row, column, code, Words{ZH: zh + name, EN: en + name}})
	}
	names := NewNames(org, base.Assigning)
	drafts := make([]Draft, 0, len(t.Items))
	for i := range t.Items {
		it := &t.Items[i]
		m := base
		m.Number, m.Title, m.Text, m.Deadline = it.Number, it.Title, it.Text, it.Deadline
		if it.List != "" {
			m.List = it.List
		}
		m.Source.Item = it.Number
		unit := func(field Field, name string) string {
			found := names.Units(name)
			if len(found) != 1 {
				unknown(it.Row, field, name, len(found))
				return ""
			}
			return found[0]
		}
		if it.Lead != "" {
			m.Suggested = unit(Lead, it.Lead)
		}
		for _, name := range it.Cooperating {
			if u := unit(Cooperating, name); u != "" && u != m.Suggested && !slices.Contains(m.Supporting, u) {
				m.Supporting = append(slices.Clip(m.Supporting), u)
			}
		}
		if it.InCharge != "" {
			seats := names.leaders(it.InCharge)
			if len(seats) != 1 {
				unknown(it.Row, InCharge, it.InCharge, len(seats))
			} else {
				m.InCharge = seats[0]
			}
		}
		drafts = append(drafts, Draft{it.Row, m})
	}
	return drafts, problems
}

// Names finds units and leaders by what people call them.
type Names struct {
	org  *access.Org
	home []string // ids of the assigning unit and all below it
	full map[string][]string
}

// NewNames knows the names of a unit and of all below it.
func NewNames(org *access.Org, assigning string) *Names {
	n := &Names{org: org, home: org.Subtree(assigning), full: map[string][]string{}}
	for _, id := range n.home {
		if u := org.Unit(id); !u.Closed {
			n.full[u.Name] = append(n.full[u.Name], id)
		}
	}
	return n
}

// ofPlace are the words for the own place that a table puts before a unit, or
// leaves out.
var ofPlace = [...]string{"省", "市", "县", "区"}

// Units are the units below the assigning one that a name means: by id, by full
// name, with or without the word for the own place, or by a full name that ends
// with it.
func (n *Names) Units(name string) []string {
	if n.org.Unit(name) != nil {
		return []string{name}
	}
	if found := n.full[name]; found != nil {
		return found
	}
	for _, word := range ofPlace {
		if found := n.full[word+name]; found != nil {
			return found
		}
		if short, ok := strings.CutPrefix(name, word); ok && n.full[short] != nil {
			return n.full[short]
		}
	}
	var found []string
	for _, id := range n.home {
		if u := n.org.Unit(id); !u.Closed && strings.HasSuffix(u.Name, name) && len([]rune(name)) > 2 {
			found = append(found, id)
		}
	}
	return found
}

// leaders are the seats of leaders that a name means: of a person, or of a seat
// by id or title.
func (n *Names) leaders(name string) []string {
	if n.org.Seat(name) != nil {
		return []string{name}
	}
	var found []string
	chart := n.org.Chart()
	for i := range chart.Seats {
		s := &chart.Seats[i]
		if s.Role == access.Leader && (s.Title == name || s.Holder != "" && n.org.PersonName(s.Holder) == name) {
			found = append(found, s.ID)
		}
	}
	return found
}
