package reckon

import (
	"slices"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/quantity"
)

// A Carried is a promise that goes on into the next year's ledger.
type Carried struct {
	Row   Row    `json:"row"`
	Title string `json:"title"` // short, in the promise's own words
	Text  string `json:"text"`  // the clause of the promise
	Why   string `json:"why"`   // what became of it
	Rest  string `json:"rest"`  // of a count: what is still to be done, "" where that cannot be said
}

// Unfinished are the verdicts of promises that are carried over where a caller
// names no others.
var Unfinished = []Verdict{Missed, Partial, Unreported}

// CarryOver lists the promises of a reconciliation with one of the verdicts, in
// the order of the plan, ready to be docketed: what was missed, what was done in
// part and what the next report does not mention.
func CarryOver(rec *Reconciliation, verdicts ...Verdict) []Carried {
	if len(verdicts) == 0 {
		verdicts = Unfinished
	}
	list := []Carried{}
	seen := map[string]bool{}
	for _, row := range rec.Rows {
		if !slices.Contains(verdicts, row.Verdict) {
			continue
		}
		c := Carried{Row: row, Title: titleOf(&row), Text: row.Plan.Clause, Why: row.Reason, Rest: rest(&row)}
		if seen[c.Title] { // two figures of one deed
			continue
		}
		seen[c.Title] = true
		list = append(list, c)
	}
	return list
}

// titleLength is the longest title, in characters.
const titleLength = 40

func titleOf(row *Row) string {
	for _, t := range []string{row.Plan.Title, row.Plan.Clause} {
		if n := utf8.RuneCountInString(t); n > 0 && n <= titleLength {
			return t
		}
	}
	if row.Plan.Kind == "indicator" {
		return row.Plan.Action + row.Metric + oneLine(row.Plan.Quote)
	}
	return head(row.Plan.Clause, titleLength)
}

// rest is what a count lacks of its promise.
func rest(row *Row) string {
	p, q := &row.Plan, row.Result
	if q == nil || p.Measure != "count" || q.Measure != "count" || p.Unit != q.Unit || row.Verdict != Missed && row.Verdict != Partial {
		return ""
	}
	want, err := quantity.ParseDecimal(p.Value)
	if err != nil {
		return ""
	}
	got, err := quantity.ParseDecimal(q.Value)
	if err != nil || want.Cmp(got) <= 0 {
		return ""
	}
	yi, wan := quantity.NewDecimal(1, 8), quantity.NewDecimal(1, 4)
	switch d := want.Sub(got); {
	case d.Cmp(yi) >= 0:
		return d.Quo(yi, 4).String() + "亿" + p.Unit
	case d.Cmp(wan) >= 0:
		return d.Quo(wan, 4).String() + "万" + p.Unit
	default:
		return d.String() + p.Unit
	}
}
