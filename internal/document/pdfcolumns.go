package document

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// readingOrder returns the rows of a page in the order in which they are read:
// over the whole width, or column by column where text stands in columns.
// Gutters are those of other pages. Column numbers go on from the one given;
// the next free one is returned.
func readingOrder(pieces []piece, gutters []float64, column int) ([]row, int) {
	whole := rowsOf(pieces)
	gutter, ok := findGutter(pieces)
	if !ok {
		gutter, ok = knownGutter(pieces, gutters)
	}
	if !ok {
		for i := range whole {
			whole[i].column = column
		}
		setEdges(whole)
		return whole, column + 1
	}
	whole = rowsOf(splitAt(pieces, gutter))
	// What crosses the gutter, a title or a picture's caption, parts the page
	// into bands; within a band the left column comes first.
	var out []row
	var left, right []piece
	flush := func() {
		for _, side := range [][]piece{left, right} {
			var rows []row
			rows, column = readingOrder(side, gutters, column)
			out = append(out, rows...)
		}
		left, right = nil, nil
	}
	for _, r := range whole {
		crosses := false
		for _, p := range r.pieces {
			crosses = crosses || p.x0 < gutter && p.x1 > gutter
		}
		if crosses {
			flush()
			r.column = column
			column++
			band := []row{r}
			setEdges(band)
			out = append(out, band...)
			continue
		}
		for _, p := range r.pieces {
			if p.x1 <= gutter {
				left = append(left, p)
			} else {
				right = append(right, p)
			}
		}
	}
	flush()
	return out, column
}

// splitAt parts the pieces whose gap at x is as wide as a gutter.
func splitAt(pieces []piece, x float64) []piece {
	var out []piece
	for _, p := range pieces {
		cut := -1
		for i := 1; i < len(p.glyphs) && p.x0 < x && p.x1 > x; i++ {
			a, b := p.glyphs[i-1], p.glyphs[i]
			if a.x1 <= x && b.x0 >= x && b.x0-a.x1 > 0.8*p.size {
				cut = i
			}
		}
		if cut < 0 {
			out = append(out, p)
			continue
		}
		for _, part := range [][]glyph{p.glyphs[:cut], p.glyphs[cut:]} {
			if half, ok := newPiece(part); ok {
				out = append(out, half)
			}
		}
	}
	return out
}

// findGutter finds a line from top to bottom with columns of text on both
// sides. Columns are told from a table by the length of their lines.
func findGutter(pieces []piece) (float64, bool) {
	if len(pieces) < 16 {
		return 0, false
	}
	x0, x1, size := pieces[0].x0, pieces[0].x1, 0.0
	for _, p := range pieces {
		x0, x1, size = min(x0, p.x0), max(x1, p.x1), max(size, p.size)
	}
	// Of the places that the fewest pieces cross, the middle of the widest.
	best, crossing, run, width := 0.0, len(pieces), 0, 0
	const steps = 90
	step := (x1 - x0) / steps
	for i := steps / 6; i <= steps*5/6; i++ {
		x := x0 + float64(i)*step
		n := 0
		for _, p := range pieces {
			if p.x0 < x && p.x1 > x {
				n++
			}
		}
		switch {
		case n < crossing:
			crossing, run, width = n, 1, 0
		case n == crossing:
			run++
		default:
			run = 0
		}
		if n == crossing && run > width {
			best, width = x-float64(run-1)*step/2, run
		}
	}
	var left, right []piece
	for _, p := range pieces {
		switch {
		case p.x1 <= best:
			left = append(left, p)
		case p.x0 >= best:
			right = append(right, p)
		}
	}
	if crossing*4 > len(pieces) || !areColumns(left) || !areColumns(right) {
		return 0, false
	}
	return best, true
}

// areColumns tells whether pieces are a column or several.
func areColumns(pieces []piece) bool {
	if isColumn(pieces) {
		return true
	}
	_, ok := findGutter(pieces)
	return ok
}

// knownGutter returns a gutter of other pages that parts these pieces too: few
// of them cross it, and there are some on either side.
func knownGutter(pieces []piece, gutters []float64) (float64, bool) {
	best, least := 0.0, len(pieces)/4+1
	for _, x := range gutters {
		left, right, crossing := 0, 0, 0
		for _, p := range pieces {
			switch {
			case p.x1 <= x:
				left++
			case p.x0 >= x:
				right++
			default:
				crossing++
			}
		}
		if left > 0 && right > 0 && crossing < least {
			best, least = x, crossing
		}
	}
	return best, least <= len(pieces)/4
}

// commonGutters returns the gutters that at least two pages, and a third of
// them, have in common; of two pages one is enough, since the last one is often
// not full.
func commonGutters(pages []*pdfPage) []float64 {
	count := map[int]int{}
	var find func(pieces []piece)
	find = func(pieces []piece) {
		x, ok := findGutter(pieces)
		if !ok {
			return
		}
		count[int(x/4)]++
		var right []piece
		for _, p := range pieces {
			if p.x0 >= x {
				right = append(right, p)
			}
		}
		find(right)
	}
	for _, p := range pages {
		find(p.pieces)
	}
	var out []float64
	need := min(2, max(1, len(pages)-1))
	for place, n := range count {
		if both := n + count[place+1]; both >= need && both*3 >= len(pages) && n >= count[place+1] {
			out = append(out, float64(place*4)+2)
		}
	}
	slices.Sort(out)
	return out
}

// isColumn tells lines of running text from cells of a table: most of them are
// long and end at the same edge.
func isColumn(pieces []piece) bool {
	if len(pieces) < 6 {
		return false
	}
	ends := make([]float64, len(pieces))
	for i, p := range pieces {
		ends[i] = -p.x1
	}
	right, full := -edge(ends, pieces[0].size), 0
	for _, p := range pieces {
		if utf8.RuneCountInString(p.text) >= 8 && p.x1 >= right-2*p.size {
			full++
		}
	}
	return full*2 >= len(pieces)
}

// setEdges sets the edges of the column in which rows stand: the outermost
// places where at least two lines, and a twentieth of them, begin or end.
func setEdges(rows []row) {
	if len(rows) == 0 {
		return
	}
	starts, ends := make([]float64, len(rows)), make([]float64, len(rows))
	size := 0.0
	for i, r := range rows {
		starts[i], ends[i] = r.x0, -r.end
		size = max(size, r.size)
	}
	left, right := edge(starts, size), -edge(ends, size)
	for i := range rows {
		rows[i].left, rows[i].right = left, right
	}
}

// edge returns the least of places that has company within the width of a character.
func edge(places []float64, size float64) float64 {
	slices.SortFunc(places, cmp.Compare)
	need := max(2, len(places)/20)
	for i := 0; i+need <= len(places); i++ {
		if places[i+need-1]-places[i] <= size {
			return places[i]
		}
	}
	return places[0]
}
