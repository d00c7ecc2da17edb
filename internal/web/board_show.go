package web

import (
	"slices"
	"strconv"

	"github.com/luoshi-project/luoshi/internal/deadline"
)

// A barTable is bars with the question they answer as its title.
type barTable struct {
	Title, Says  string
	Rows         []lightBar
	Paused, Idle bool // there are such
	Loose        int  // matters that belong to none of the rows
}

// Bars makes the data of the part bars of so many matters. What stands out is said
// as a sentence.
func (v *Shown) Bars(key string, rows []lightBar, all int) barTable {
	t := barTable{Title: v.T(key), Rows: rows, Loose: all}
	for i := range rows {
		t.Loose -= rows[i].All()
		t.Paused, t.Idle = t.Paused || rows[i].Paused > 0, t.Idle || rows[i].Idle > 0
	}
	switch {
	case len(rows) == 0:
	case rows[0].Red > 0 && len(rows) > 1 && rows[1].Red == rows[0].Red:
		alike := slices.IndexFunc(rows, func(b lightBar) bool { return b.Red < rows[0].Red })
		if alike < 0 {
			alike = len(rows)
		}
		t.Says = v.T("board.most_red_each", rows[0].Name, alike, rows[0].Red)
	case rows[0].Red > 0:
		t.Says = v.T("board.most_red", rows[0].Name, rows[0].Red, rows[0].Open())
	default:
		t.Says = v.T("board.none_red")
	}
	return t
}

// A slice is a piece of a bar, in hundredths of its length.
type slice struct{ Class, X, Width string }

// Stack divides a bar of 100 by colour: cleared first, then red, and what nobody
// was asked to do yet at the end.
func (v *Shown) Stack(b lightBar) []slice {
	all := b.All()
	if all == 0 {
		return nil
	}
	var list []slice
	x := 0.0
	for _, part := range []struct {
		class string
		n     int
	}{{"done", b.Done}, {"green", b.Green}, {"grey", b.Paused}, {"yellow", b.Yellow}, {"red", b.Red}, {"idle", b.Idle}} {
		width := float64(part.n) * 100 / float64(all)
		if part.n > 0 {
			list = append(list, slice{part.class, strconv.FormatFloat(x, 'f', 2, 64), strconv.FormatFloat(width, 'f', 2, 64)})
		}
		x += width
	}
	return list
}

// Worst is the gravest colour among a bar's matters.
func (b lightBar) Worst() string {
	switch {
	case b.Red > 0:
		return "red"
	case b.Yellow > 0:
		return "yellow"
	case b.Green > 0:
		return "green"
	}
	return "grey"
}

// Shape is the mark of that colour, for eyes that do not tell colours apart.
func (b lightBar) Shape() string {
	switch b.Worst() {
	case "red":
		return "■"
	case "yellow":
		return "▲"
	case "green":
		return "●"
	}
	switch {
	case b.Idle > 0:
		return deadline.Unassigned.Symbol()
	case b.Paused > 0:
		return deadline.Paused.Symbol()
	}
	return deadline.Done.Symbol()
}

// WallTitle names the wall chart by its place and year.
func (v *Shown) WallTitle() string {
	place := ""
	if units := v.Rules.Org.Chart().Units; len(units) > 0 {
		place = units[0].Name
	}
	return v.T("board.wall_title", place, v.Today().Year)
}
