package store

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

// Chinese has no spaces between words, so text is found by overlapping pieces of
// it, runs of two characters: 数字经济 is 数字 字经 经济 济. A piece begins at every
// character; anything but letters and digits ends a run, and its last piece is
// shorter than the others, so that none follows another beyond the end of a run. A
// word looked for is found where its pieces follow each other.
//
// Common pairs stand in very many matters. SQLite reads all of them where two are
// looked for together, so it also holds pieces of four characters (数字经济 字经济):
// longer words are found by these.
const (
	short = 2
	long  = 4
)

// pieces appends the pieces of a text that have a width.
func pieces(list []string, width int, text string) []string {
	for _, run := range runs(text) {
		for i := 0; i+width-1 <= len(run); i++ {
			list = append(list, string(run[i:min(i+width, len(run))]))
		}
	}
	return list
}

// piecesOf is what a matter is found by.
func piecesOf(r *ledger.Row, width int) []string {
	var list []string
	for _, text := range []string{r.Number, r.Title, r.Text} {
		list = pieces(list, width, text)
	}
	return list
}

// runs lists the stretches of letters and digits of a text, in lower case and
// half width.
func runs(text string) [][]rune {
	var list [][]rune
	var run []rune
	for _, r := range text {
		if r >= 0xFF01 && r <= 0xFF5E {
			r -= 0xFEE0 // full-width ASCII
		}
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			run = append(run, unicode.ToLower(r))
			continue
		}
		if len(run) > 0 {
			list, run = append(list, run), nil
		}
	}
	if len(run) > 0 {
		list = append(list, run)
	}
	return list
}

// document writes pieces for SQLite.
func document(pieces []string) string { return strings.Join(pieces, " ") }

// lastPosition is the last position that PostgreSQL tells apart.
const lastPosition = 16383

// vector writes pieces for PostgreSQL, each with its position.
func vector(pieces []string) string {
	var b strings.Builder
	for i, p := range pieces {
		b.WriteString("'" + p + "':" + strconv.Itoa(min(i+1, lastPosition)) + " ")
	}
	return b.String()
}

// look writes what is looked for: every run of the text must be there. It is
// "" where the text has no letter or digit.
func (e engine) look(text string) string {
	var all []string
	for _, run := range runs(text) {
		width := short
		if e.sqlite && len(run) >= long {
			width = long
		}
		p := pieces(nil, width, string(run))
		if len(run) > 1 {
			p = p[:len(p)-1] // the text may go on there
		}
		switch {
		case e.sqlite && len(run) == 1:
			all = append(all, `short : "`+p[0]+`" *`)
		case e.sqlite:
			all = append(all, `"`+strings.Join(p, " ")+`"`)
		case len(run) == 1:
			all = append(all, "'"+p[0]+"':*")
		default:
			all = append(all, "('"+strings.Join(p, "' <-> '")+"')")
		}
	}
	if e.sqlite {
		return strings.Join(all, " AND ")
	}
	return strings.Join(all, " & ")
}

// putPieces makes a matter found by its text.
func (t *tx) putPieces(n int64, r *ledger.Row) error {
	if t.store.engine.sqlite {
		return t.exec("REPLACE INTO search (rowid, short, long) VALUES ($1, $2, $3)", n, document(piecesOf(r, short)), document(piecesOf(r, long)))
	}
	return t.exec("INSERT INTO search (n, pairs) VALUES ($1, $2::tsvector) ON CONFLICT (n) DO UPDATE SET pairs = excluded.pairs", n, vector(piecesOf(r, short)))
}
