package document

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// A piece is a stretch of text on one line without a wide gap.
type piece struct {
	glyphs         []glyph
	text           string
	x0, x1, y0, y1 float64
	size           float64
}

// A row is all pieces at one height of a page, or of one column of it.
type row struct {
	pieces         []piece
	text           string
	x0, x1, y0, y1 float64
	size           float64
	end            float64 // where its last character ends, without a closing mark
	left, right    float64 // the edges of the column it stands in
	column         int     // the place of its column in reading order, over all pages
	page           int
}

// A pdfPage is a page on its way to text.
type pdfPage struct {
	pieces []piece
	rows   []row // over the whole width of the page, top down
}

// newPDFPage finds the pieces and rows of a page.
func newPDFPage(glyphs []glyph) *pdfPage {
	p := &pdfPage{}
	start := 0
	for i := 1; i <= len(glyphs); i++ {
		if i == len(glyphs) || endsPiece(glyphs, start, i) {
			if pc, ok := newPiece(glyphs[start:i]); ok {
				p.pieces = append(p.pieces, pc)
			}
			start = i
		}
	}
	p.pieces = undouble(p.pieces)
	p.rows = rowsOf(p.pieces)
	return p
}

// endsPiece tells whether a new piece begins at glyphs[i].
func endsPiece(glyphs []glyph, start, i int) bool {
	next := glyphs[i]
	if next.r == '\n' || next.r == '\r' {
		return true
	}
	last := -1
	for k := i - 1; k >= start && last < 0; k-- {
		if !unicode.IsSpace(glyphs[k].r) {
			last = k
		}
	}
	if last < 0 || unicode.IsSpace(next.r) {
		return false
	}
	prev := glyphs[last]
	size := max(prev.size, next.size)
	gap := next.x0 - prev.x1
	apart := next.y1 < prev.y0-0.5*size || next.y0 > prev.y1+0.5*size
	back := prev.x0 - next.x0 // a ligature gives all its characters one place
	return gap > 1.2*size || back > 0.5*size || apart
}

// newPiece measures a piece; one of white space is none.
func newPiece(glyphs []glyph) (piece, bool) {
	p := piece{glyphs: glyphs, size: usualSize(glyphs)}
	var b strings.Builder
	last, raised, ordinal := -1, false, true
	for i, g := range glyphs {
		if unicode.IsSpace(g.r) || g.r == 0 {
			continue
		}
		if last < 0 {
			p.x0, p.x1, p.y0, p.y1 = g.x0, g.x1, g.y0, g.y1
		}
		// The small raised number of a note must not read as part of a figure.
		mark := isNoteNumber(glyphs, i, last, p.size) || raised && g.r >= '0' && g.r <= '9' && g.size < 0.8*p.size
		if raised && !mark {
			b.WriteByte(']')
		}
		if last >= 0 && !raised {
			b.WriteString(between(glyphs[last:i+1], ordinal))
		}
		if mark && !raised {
			b.WriteByte('[')
		}
		b.WriteRune(g.r)
		p.x0, p.x1, p.y0, p.y1 = min(p.x0, g.x0), max(p.x1, g.x1), min(p.y0, g.y0), max(p.y1, g.y1)
		last, raised, ordinal = i, mark, ordinal && (g.r >= '0' && g.r <= '9' || g.r == '-')
	}
	if raised {
		b.WriteByte(']')
	}
	p.text = b.String()
	return p, last >= 0
}

// usualSize returns the size of most of the characters.
func usualSize(glyphs []glyph) float64 {
	sizes := make([]float64, 0, len(glyphs))
	for _, g := range glyphs {
		if !unicode.IsSpace(g.r) {
			sizes = append(sizes, g.size)
		}
	}
	if len(sizes) == 0 {
		return 0
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}

// isNoteNumber tells whether the digit at i begins a small raised number that
// follows anything but a Latin letter, as in m2.
func isNoteNumber(glyphs []glyph, i, last int, size float64) bool {
	g := glyphs[i]
	if g.r < '0' || g.r > '9' || g.size >= 0.8*size {
		return false
	}
	if last < 0 {
		return true
	}
	prev := glyphs[last]
	return prev.size >= 0.8*size && (prev.r >= unicode.MaxASCII || !unicode.IsLetter(prev.r)) && g.y0 > prev.y0+0.15*size
}

// between returns the space that stands between the first and the last of
// glyphs. A space in the file counts; one that was made up from a gap counts
// between Latin words, between Chinese characters that are spread out, and behind
// a Latin mark or an ordinal that opens the line, as in 1 总体要求 and - 2 实施.
func between(glyphs []glyph, ordinal bool) string {
	first, last := glyphs[0], glyphs[len(glyphs)-1]
	gap := last.x0 - first.x1
	for _, g := range glyphs[1 : len(glyphs)-1] {
		if !g.made && g.r != 0 {
			return " "
		}
	}
	switch {
	case isWide(first.r) && isWide(last.r):
		if gap > 0.4*last.size {
			return " "
		}
	case !isWide(first.r) && !isWide(last.r) && len(glyphs) > 2:
		if gap > 0.3*last.size || !isFigure(first.r) || !isFigure(last.r) {
			return " "
		}
	case isWide(last.r) && len(glyphs) > 2 && (ordinal || strings.ContainsRune(",;:?!", first.r)):
		if gap > 0.2*last.size {
			return " "
		}
	}
	return ""
}

func isFigure(r rune) bool { return r >= '0' && r <= '9' || r == '.' || r == ',' || r == '%' }

// undouble drops pieces that are drawn twice at nearly the same place to look bold.
func undouble(pieces []piece) []piece {
	type key struct {
		text string
		x, y int
	}
	seen := map[key]bool{}
	out := pieces[:0]
	for _, p := range pieces {
		k := key{p.text, int(p.x0 / 3), int(p.y0 / 3)}
		doubled := false
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				doubled = doubled || seen[key{k.text, k.x + dx, k.y + dy}]
			}
		}
		if !doubled {
			out = append(out, p)
			seen[k] = true
		}
	}
	return out
}

// rowsOf puts the pieces at one height together, top down, each from left to right.
func rowsOf(pieces []piece) []row {
	order := slices.Clone(pieces)
	slices.SortStableFunc(order, func(a, b piece) int { return cmp.Compare(b.y0+b.y1, a.y0+a.y1) })
	var rows []row
	for _, p := range order {
		if n := len(rows); n > 0 && overlaps(rows[n-1], p) {
			r := &rows[n-1]
			r.pieces = append(r.pieces, p)
			if p.size > r.size {
				r.y0, r.y1, r.size = p.y0, p.y1, p.size
			}
			continue
		}
		rows = append(rows, row{pieces: []piece{p}, y0: p.y0, y1: p.y1, size: p.size})
	}
	for i := range rows {
		rows[i].lay()
	}
	return rows
}

// overlaps tells whether p stands at the height of r.
func overlaps(r row, p piece) bool {
	shared := min(r.y1, p.y1) - max(r.y0, p.y0)
	return shared > 0.5*min(r.y1-r.y0, p.y1-p.y0)
}

// lay writes the text of the row from its pieces: a wide gap between them
// is a tab, as between the cells of a table.
func (r *row) lay() {
	slices.SortStableFunc(r.pieces, func(a, b piece) int { return cmp.Compare(a.x0, b.x0) })
	var b strings.Builder
	for i, p := range r.pieces {
		if i == 0 {
			r.x0, r.x1 = p.x0, p.x1
		} else {
			gap := p.x0 - r.x1
			prev := r.pieces[i-1]
			switch size := max(p.size, prev.size); {
			case gap > 3*size:
				b.WriteByte('\t')
			case gap > 0.4*size:
				b.WriteByte(' ')
			}
		}
		b.WriteString(p.text)
		r.x1 = max(r.x1, p.x1)
	}
	r.text = b.String()
	r.end = r.x1
	last := r.pieces[len(r.pieces)-1].glyphs
	for i := len(last) - 1; i >= 0; i-- {
		if !unicode.IsSpace(last[i].r) {
			if isClosing(last[i].r) {
				r.end = last[i].x0
			}
			break
		}
	}
}

// isClosing tells the marks that cannot begin a line and may hang over its edge.
func isClosing(r rune) bool {
	return strings.ContainsRune("，。、；：！？）》〉”’」』】〕％", r)
}

// isOpening tells the marks that cannot end a line.
func isOpening(r rune) bool { return strings.ContainsRune("（《〈“‘「『【〔", r) }
