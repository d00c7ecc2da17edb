package document

import (
	"math"
	"strings"
	"unicode"
)

// edgeRows is how many rows at the top and at the foot of a page may be its
// running head or foot.
const edgeRows = 3

// dropRunning removes what repeats on the pages: running heads and feet, page
// numbers, watermarks. It returns their texts.
func dropRunning(pages []*pdfPage) []string {
	// How many pages have the same words, but for digits, at the same height?
	type place struct {
		words  string
		height int
	}
	count := map[place]int{}
	at := func(r row) place { return place{digitsAlike(r.text), int(math.Round(r.y0 / 8))} }
	seenAt := func(r row) int {
		p := at(r)
		return count[p] + count[place{p.words, p.height - 1}] + count[place{p.words, p.height + 1}]
	}
	for _, p := range pages {
		for _, r := range p.rows {
			count[at(r)]++
		}
	}
	var running []string
	told := map[string]bool{}
	top := pageNumbers(pages, func(p *pdfPage) row { return p.rows[0] })
	bottom := pageNumbers(pages, func(p *pdfPage) row { return p.rows[len(p.rows)-1] })
	for n, p := range pages {
		kept := p.rows[:0]
		last := len(p.rows) - 1
		for i, r := range p.rows {
			edge := i < edgeRows || i > last-edgeRows
			often := len(pages) >= 3 && seenAt(r)*5 >= len(pages)*2 && seenAt(r) >= 3
			repeats := often && inked(r.text) > 1 && (edge || !strings.ContainsAny(r.text, "。，0123456789"))
			number := i == 0 && last > 0 && top.counts(r.text, n) || i == last && bottom.counts(r.text, n)
			// The head of a table that goes on over pages is read once.
			firstHead := strings.Count(r.text, "\t") >= 2 && !told[r.text]
			if !repeats && !number || firstHead {
				kept = append(kept, r)
			}
			if !repeats && !number {
				continue
			}
			if !told[r.text] && len(running) < 1000 {
				running, told[r.text] = append(running, r.text), true
			}
		}
		p.rows = kept
		p.pieces = p.pieces[:0]
		for _, r := range kept {
			p.pieces = append(p.pieces, r.pieces...)
		}
	}
	return running
}

// digitsAlike returns s without spaces and with all its numbers alike.
func digitsAlike(s string) string {
	var b strings.Builder
	inNumber := false
	for _, r := range s {
		digit := unicode.IsDigit(r)
		switch {
		case unicode.IsSpace(r) || digit && inNumber:
		case digit:
			b.WriteByte('0')
		default:
			b.WriteRune(r)
		}
		inNumber = digit || inNumber && unicode.IsSpace(r)
	}
	return b.String()
}

// A pageCount says how the numbers at one edge of the pages count on: the
// number of a page less its place.
type pageCount struct {
	offset int
	ok     bool
}

// pageNumbers tells whether the rows that at picks from the pages are page
// numbers: most of those that could be count on from page to page.
func pageNumbers(pages []*pdfPage, at func(*pdfPage) row) pageCount {
	offsets := map[int]int{}
	candidates, best := 0, 0
	for i, p := range pages {
		if len(p.rows) == 0 {
			continue
		}
		if n, ok := pageNumber(at(p).text); ok {
			candidates++
			offsets[n-i]++
			if k := offsets[n-i]; k > offsets[best] || k == offsets[best] && n-i < best {
				best = n - i
			}
		}
	}
	n := offsets[best]
	return pageCount{offset: best, ok: n*2 > candidates && n*2 >= len(pages) && (n > 1 || best == 1)}
}

// counts tells whether text is the number of the page at place.
func (c pageCount) counts(text string, place int) bool {
	n, ok := pageNumber(text)
	return c.ok && ok && n-place == c.offset
}

// pageNumber returns the number of a row that is nothing but a page number: 3,
// —3—, - 3 -, 第3页, 第3页 共20页, 3/20, Page 3 of 20.
func pageNumber(text string) (int, bool) {
	number, digits, groups, inNumber := 0, 0, 0, false
	rest := strings.Map(func(r rune) rune {
		digit := r >= '0' && r <= '9' || r >= '０' && r <= '９'
		if digit {
			if !inNumber {
				groups++
			}
			if groups == 1 && digits < 6 {
				number = number*10 + int(r&0xF)%10
			}
			digits++
		}
		inNumber = digit
		if digit || unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || strings.ContainsRune("·•.－─━|", r) {
			return -1
		}
		return r
	}, text)
	if r := []rune(text); digits == 0 || digits > 8 || len(r) > 40 {
		return 0, false
	}
	switch rest {
	case "", "第页", "页", "Page", "P":
		return number, groups == 1
	case "/", "／", "第页共页", "第页，共页", "第页,共页", "第页/共页", "Pageof", "of", "页/页", "页共页":
		return number, groups == 2
	}
	return 0, false
}
