package review

import (
	"slices"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/tablefile"
)

// Units maps the units that the reader suggests to those of the organisation.
type Units struct {
	org   *access.Org
	names *tablefile.Names
	known map[string]string
}

// NewUnits knows the units below an assigning one.
func NewUnits(org *access.Org, assigning string) *Units {
	return &Units{org: org, names: tablefile.NewNames(org, home(org, assigning)), known: map[string]string{}}
}

// home is the unit whose subtree an assigning unit may assign to: itself, or the
// government on whose behalf an office assigns.
func home(org *access.Org, assigning string) string {
	if u := org.Unit(assigning); u != nil && u.Kind != access.Government && u.Parent != "" {
		return u.Parent
	}
	return assigning
}

// ID is the unit that a suggested name means, "" if there is none or several.
func (u *Units) ID(name string) string {
	id, ok := u.known[name]
	if !ok {
		if found := u.names.Units(name); len(found) == 1 {
			id = found[0]
		}
		u.known[name] = id
	}
	return id
}

// Name is what the organisation calls a unit.
func (u *Units) Name(id string) string { return u.org.UnitName(id) }

// A Suggestion is a unit that probably leads an action.
type Suggestion struct {
	Unit    string // id, "" where the organisation has none of that name
	Name    string // what the reader calls it
	Because string // the word that led there
	Chosen  bool
}

// Suggestions lists the units suggested for an item, those that the organisation
// has first, the best first. Where a person has chosen it tells which.
func (u *Units) Suggestions(it *Item) []Suggestion {
	var list []Suggestion
	for _, s := range it.Suggestions {
		id := u.ID(s.Unit)
		if id != "" && slices.ContainsFunc(list, func(have Suggestion) bool { return have.Unit == id }) {
			continue
		}
		list = append(list, Suggestion{Unit: id, Name: s.Unit, Because: s.Because, Chosen: id != "" && id == it.Lead})
	}
	slices.SortStableFunc(list, func(a, b Suggestion) int {
		switch {
		case a.Unit != "" && b.Unit == "":
			return -1
		case a.Unit == "" && b.Unit != "":
			return 1
		}
		return 0
	})
	return list
}

// Lead is the unit that is to lead an action: the chosen one, or else the best
// suggestion that the organisation has; "" if there is none.
func (u *Units) Lead(it *Item) string {
	if it.Lead != "" {
		return it.Lead
	}
	for _, s := range u.Suggestions(it) {
		return s.Unit
	}
	return ""
}
