package web

import (
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

// mostNumbers is how many numbers are looked for at once; a longer paste is looked
// for as text.
const mostNumbers = 1000

// numbersIn lists the numbers of matters that a text consists of, two or more, as
// they come out of a table or a message: by spaces, lines, commas or 、, in full
// width or half. It is nil for any other text.
func numbersIn(text string) []string {
	fields := strings.FieldsFunc(narrow.Replace(text), func(r rune) bool { return strings.ContainsRune(" \t\r\n\u3000\u00a0、，,;；|", r) })
	if len(fields) < 2 || len(fields) > mostNumbers || slices.ContainsFunc(fields, func(f string) bool { return !matterNumber.MatchString(f) }) {
		return nil
	}
	return slices.Compact(slices.Sorted(slices.Values(fields)))
}

// narrow takes full-width digits and the dashes that word processors put in.
var narrow = strings.NewReplacer(
	"０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"－", "-", "—", "-", "–", "-", "‐", "-", "‑", "-", "−", "-",
)

// missing says which of the numbers asked for the list does not have.
func (p *ledgerPage) missing(q *Request) string {
	asked := numbersIn(q.Asked("text"))
	if p.Total >= len(asked) {
		return ""
	}
	if p.Total > len(p.Rows) {
		return q.T("ledger.missing_some", len(asked), p.Total)
	}
	var gone []string
	for _, number := range asked {
		if !slices.ContainsFunc(p.Rows, func(r ledger.Row) bool { return r.Number == number }) {
			gone = append(gone, number)
		}
	}
	return q.T("ledger.missing", strings.Join(gone, q.T("ledger.comma")))
}
