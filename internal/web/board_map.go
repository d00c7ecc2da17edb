package web

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/placemap"
)

// A wallMap is the operator's map with the lights of each place on it.
type wallMap struct {
	View   string // of SVG
	Shapes []wallShape
}

// A wallShape is a place: of a unit with all its matters, or of none.
type wallShape struct {
	lightBar
	Outline placemap.Shape
	Known   bool
}

// Down is where the figure stands below the name.
func (s wallShape) Down() string { return fmt.Sprintf("%.0f", s.Outline.Y+82) }

// mapOf puts lights on a map: a shape shows its unit and all units beneath.
func mapOf(m *placemap.Map, org *access.Org, tally []ledger.Tally) *wallMap {
	if m == nil {
		return nil
	}
	w := &wallMap{View: fmt.Sprintf("%.0f %.0f %.0f %.0f", m.Left, m.Top, m.Width, m.Height)}
	at := map[string]int{}
	for i := range m.Shapes {
		s := wallShape{Outline: m.Shapes[i]}
		if u := unitOfShape(org, &m.Shapes[i]); u != nil {
			s.Known, s.To, s.Name = true, ledgerOf(u.ID), place(u.Name)
			at[u.ID] = i
		}
		w.Shapes = append(w.Shapes, s)
	}
	for i := range tally {
		for u := org.Unit(tally[i].Key); u != nil; u = org.Unit(u.Parent) {
			if j, ok := at[u.ID]; ok {
				w.Shapes[j].add(tally[i].LightCount)
			}
		}
	}
	return w
}

// unitOfShape is the unit that a shape means: by its id, else by its name, with
// 人民政府 or without.
func unitOfShape(org *access.Org, s *placemap.Shape) *access.Unit {
	if u := org.Unit(s.ID); s.ID != "" && u != nil {
		return u
	}
	units := org.Chart().Units
	for _, name := range []string{s.Name, s.ID} {
		for i := range units {
			if u := &units[i]; name != "" && !u.Closed && (u.Name == name || place(u.Name) == place(name)) {
				return u
			}
		}
	}
	return nil
}

// place is the name of a place without what governs it.
func place(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(name, "人民政府"), "政府")
}

// Strangers names the shapes of the map that mean no unit of the ledger.
func (s *Site) Strangers(org *access.Org) []string {
	var names []string
	if s.opt.Map == nil {
		return nil
	}
	for i := range s.opt.Map.Shapes {
		if shape := &s.opt.Map.Shapes[i]; unitOfShape(org, shape) == nil {
			names = append(names, strings.TrimSpace(shape.ID+" "+shape.Name))
		}
	}
	return names
}

// placesOf counts by government: a place beside its like, not beside what stands
// above it. One place is no comparison.
func placesOf(q *Request, tally []ledger.Tally) []lightBar {
	org := q.Rules.Org
	above := map[string]bool{}
	for i := range tally {
		if own := placeOf(org, tally[i].Key); own != nil {
			for u := org.Unit(own.Parent); u != nil; u = org.Unit(u.Parent) {
				above[u.ID] = true
			}
		}
	}
	var counted []ledger.Tally
	for i := range tally {
		if own := placeOf(org, tally[i].Key); own != nil && !above[own.ID] {
			counted = append(counted, tally[i])
		}
	}
	list := bars(counted, func(key string) (string, string) {
		own := placeOf(org, key)
		return own.Name, ledgerOf(own.ID)
	})
	if len(list) < 2 {
		return nil
	}
	return list
}

// placeOf is the government that a unit belongs to, nil for none.
func placeOf(org *access.Org, unit string) *access.Unit {
	for u := org.Unit(unit); u != nil; u = org.Unit(u.Parent) {
		if u.Kind == access.Government {
			return u
		}
	}
	return nil
}

// ledgerOf is the address of the open matters of a unit and those beneath it.
func ledgerOf(unit string) string { return "/ledger?open=1&unit=" + url.QueryEscape(unit) }
