package store

import (
	"strconv"
	"strings"
	"unicode"
)

// Chinese has no spaces between words, so text is found by overlapping pairs of
// characters: 数字经济 is 数字 字经 经济 济. Every character begins a pair, the last
// one of a run stands alone; anything but letters and digits ends a run. A word
// looked for is found where its pairs follow each other.

// pairs appends the pairs of a text.
func pairs(list []string, text string) []string {
	for _, run := range runs(text) {
		for i := range run {
			list = append(list, string(run[i:min(i+2, len(run))]))
		}
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

// document writes pairs for SQLite.
func document(pairs []string) string { return strings.Join(pairs, " ") }

// lastPosition is the last position that PostgreSQL tells apart.
const lastPosition = 16383

// vector writes pairs for PostgreSQL, each with its position.
func vector(pairs []string) string {
	var b strings.Builder
	for i, p := range pairs {
		b.WriteString("'" + p + "':" + strconv.Itoa(min(i+1, lastPosition)) + " ")
	}
	return b.String()
}

// look writes what is looked for: every run of the text must be there. It is
// "" where the text has no letter or digit.
func (e engine) look(text string) string {
	var all []string
	for _, run := range runs(text) {
		var p []string
		for i := range max(1, len(run)-1) {
			p = append(p, string(run[i:min(i+2, len(run))]))
		}
		switch {
		case e.sqlite && len(run) == 1:
			all = append(all, `"`+p[0]+`" *`)
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
