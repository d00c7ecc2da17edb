package document

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// joinParagraphs joins the rows of all pages into paragraphs, one a line; the
// notes at the foot of the pages follow at the end.
func joinParagraphs(pages []*pdfPage) string {
	var body, notes []row
	column := 0
	size, gutters := bodySize(pages), commonGutters(pages)
	for i, p := range pages {
		var rows []row
		rows, column = readingOrder(p.pieces, gutters, column)
		for k := range rows {
			rows[k].page = i
		}
		cut := notesFrom(rows, size)
		body, notes = append(body, rows[:cut]...), append(notes, rows[cut:]...)
	}
	widen(body)
	lines := append(paragraphs(body), markNotes(paragraphs(notes))...)
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

// bodySize returns the size in which most characters are set.
func bodySize(pages []*pdfPage) float64 {
	count := map[int]int{}
	for _, p := range pages {
		for _, pc := range p.pieces {
			count[int(pc.size*2+0.5)] += utf8.RuneCountInString(pc.text)
		}
	}
	best := 0
	for s, n := range count {
		if n > count[best] || n == count[best] && s < best {
			best = s
		}
	}
	return float64(best) / 2
}

// notesFrom returns where the notes at the foot of a page begin: rows in a
// smaller size, the first of them with the mark of a note.
func notesFrom(rows []row, size float64) int {
	cut := len(rows)
	for i := len(rows) - 1; i > 0 && rows[i].size < 0.92*size; i-- {
		if hasNoteMark(rows[i].text) {
			cut = i
		}
	}
	return cut
}

func hasNoteMark(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case r >= '①' && r <= '⑳', r == '*', r == '＊', r == '※', r == '注':
		return true
	}
	s = strings.TrimLeft(s, "[［〔【(（")
	rest := strings.TrimLeft(s, "0123456789")
	return len(rest) < len(s) && len(s)-len(rest) <= 3
}

// markNotes sets the numbers with which notes begin, counting on or beginning
// anew on a page, in the brackets that their marks have in the text.
func markNotes(lines []string) []string {
	last := 0
	for i, line := range lines {
		rest := strings.TrimLeft(line, "0123456789")
		n := atoi(line[:len(line)-len(rest)], 0)
		first, _ := utf8.DecodeRuneInString(rest)
		if n > 0 && (n == last+1 || n == 1) && (isWide(first) && first != '、' && first != '．' || first == ' ') {
			lines[i], last = "["+line[:len(line)-len(rest)]+"] "+strings.TrimSpace(rest), n
		}
	}
	return lines
}

// widen gives pages with few rows the edges that the other pages have.
func widen(rows []row) {
	byColumn := map[int]int{}
	for _, r := range rows {
		byColumn[r.column]++
	}
	var left, right []float64
	for _, r := range rows {
		if byColumn[r.column] >= 8 {
			left, right = append(left, r.left), append(right, r.right)
		}
	}
	if len(left) == 0 {
		return
	}
	slices.Sort(left)
	slices.Sort(right)
	l, r := left[len(left)/2], right[len(right)/2]
	for i := range rows {
		if byColumn[rows[i].column] < 8 {
			rows[i].left, rows[i].right = min(rows[i].left, l), max(rows[i].right, r)
		}
	}
}

// paragraphs joins rows that belong to one paragraph.
func paragraphs(rows []row) []string {
	var out []string
	for i, r := range rows {
		if i > 0 && goesOn(rows, i) {
			out[len(out)-1] = joinText(out[len(out)-1], r.text)
		} else {
			out = append(out, r.text)
		}
	}
	return out
}

// goesOn tells whether row i goes on with the paragraph of the row before: that
// row is full, this one is not indented, and both are set alike.
func goesOn(rows []row, i int) bool {
	a, b := rows[i-1], rows[i]
	size := max(a.size, b.size)
	switch {
	case strings.Contains(a.text, "\t") || strings.Contains(b.text, "\t"):
		return false // rows of a table
	case min(a.size, b.size) < 0.85*size:
		return false
	case b.x0-b.left > 1.2*b.size:
		return false
	case a.x1+firstWidth(b)+0.25*size < a.right:
		return false // its first characters would have had room above
	}
	if a.column == b.column && a.page == b.page && pitchBreaks(rows, i) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(a.text)
	return !strings.ContainsRune("。！？；：", last) || !startsItem(b.text)
}

// pitchBreaks tells whether the gap above row i is clearly wider than those
// around it.
func pitchBreaks(rows []row, i int) bool {
	gap := func(k int) float64 {
		if k < 1 || k >= len(rows) || rows[k].column != rows[k-1].column || rows[k].page != rows[k-1].page {
			return 0
		}
		return (rows[k-1].y0 + rows[k-1].y1 - rows[k].y0 - rows[k].y1) / 2
	}
	own, usual := gap(i), 0.0
	for _, g := range []float64{gap(i - 1), gap(i + 1)} {
		if g > 0 && (usual == 0 || g < usual) {
			usual = g
		}
	}
	return usual > 0 && own > 1.5*usual
}

// firstWidth returns the width of what cannot be parted at the head of a row: a
// number, a Latin word, or a character with the marks around it.
func firstWidth(r row) float64 {
	glyphs := r.pieces[0].glyphs
	start, end := -1, 0
	for i, g := range glyphs {
		if unicode.IsSpace(g.r) {
			if start >= 0 && !g.made {
				break
			}
			continue
		}
		if start < 0 {
			start, end = i, i
			continue
		}
		before := glyphs[end].r
		if !isOpening(before) && !isClosing(g.r) && (isWide(before) || isWide(g.r)) {
			break
		}
		end = i
	}
	return max(glyphs[end].x1-glyphs[max(start, 0)].x0, 0.5*r.size)
}

// startsItem tells whether a row begins with the number of a heading or item.
func startsItem(s string) bool {
	s = strings.TrimLeft(s, "（(第")
	rest := strings.TrimLeft(s, "一二三四五六七八九十百")
	if rest == s {
		if rest = strings.TrimLeft(s, "0123456789"); rest == s {
			return false
		}
	}
	for _, mark := range []string{"、", "）", ")", ".", "．", "是", "章", "节", "条"} {
		if strings.HasPrefix(rest, mark) {
			return true
		}
	}
	return false
}

// joinText joins two rows of a paragraph. Between Latin words stands a space,
// but not within a number or after a hyphen.
func joinText(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if isWide(last) || isWide(first) || last == '-' || isFigure(last) && isFigure(first) {
		return a + b
	}
	return a + " " + b
}
