package reckon

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// DecisionsSchema names the JSON form of Decisions.
const DecisionsSchema = "luoshi.decisions/1"

// A Ruling says what a person made of a row of a Reconciliation.
type Ruling string

// The rulings.
const (
	Confirmed Ruling = "confirmed"
	Overruled Ruling = "overruled"
)

// A Claim is one side of a pairing as a decision remembers it. Start, End and
// Quote tell the passage; Metric tells two promises of one passage apart and
// lets a decision speak for other years.
type Claim struct {
	Document string `json:"document"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Quote    string `json:"quote"`
	Metric   string `json:"metric"`
}

// A Decision is what a person decided about one row: that promise and result
// belong together, or that they do not and what answers the promise instead.
type Decision struct {
	Plan    Claim   `json:"plan"`
	Result  *Claim  `json:"result"` // what was shown; nil where nothing was
	Ruling  Ruling  `json:"ruling"`
	Instead *Claim  `json:"instead,omitempty"` // of an overruled row: what answers the promise; nil where nothing does
	Verdict Verdict `json:"verdict,omitempty"` // where the person judged for themselves
	Note    string  `json:"note,omitempty"`
	By      string  `json:"by,omitempty"`
	At      string  `json:"at,omitempty"` // as the caller writes instants
}

// Decisions are kept from one run to the next and given to Reconcile by
// Options. For the two documents they were made about they settle the row. For
// other documents they teach names: what was confirmed under two names is one
// thing, what was overruled is not.
type Decisions struct {
	Schema    string     `json:"schema"`
	Decisions []Decision `json:"decisions"`
}

// Decide makes a decision of a row as it was shown. Instead is looked at where
// the row is overruled; nil says that nothing answers the promise.
func Decide(row Row, ruling Ruling, instead *Side) Decision {
	d := Decision{Plan: claimOf(&row.Plan), Ruling: ruling}
	d.Plan.Metric = row.Metric
	if row.Result != nil {
		c := claimOf(row.Result)
		d.Result = &c
	}
	if ruling == Overruled && instead != nil {
		c := claimOf(instead)
		d.Instead = &c
	}
	return d
}

func claimOf(s *Side) Claim {
	return Claim{Document: s.Document, Start: s.Start, End: s.End, Quote: s.Quote, Metric: s.Metric}
}

// Put keeps a decision; one made before about the same promise gives way.
func (ds *Decisions) Put(d Decision) {
	ds.Schema = DecisionsSchema
	if i := slices.IndexFunc(ds.Decisions, func(o Decision) bool { return o.Plan == d.Plan }); i >= 0 {
		ds.Decisions[i] = d
		return
	}
	ds.Decisions = append(ds.Decisions, d)
}

// Drop forgets what was decided about a promise.
func (ds *Decisions) Drop(plan Claim) {
	ds.Decisions = slices.DeleteFunc(ds.Decisions, func(d Decision) bool { return d.Plan == plan })
}

// ParseDecisions reads the JSON form of Decisions.
func ParseDecisions(data []byte) (*Decisions, error) {
	var ds Decisions
	if err := json.Unmarshal(data, &ds); err != nil {
		return nil, fmt.Errorf("no file of decisions: %w", err)
	}
	if ds.Schema != DecisionsSchema {
		return nil, fmt.Errorf("schema %q instead of %q", ds.Schema, DecisionsSchema)
	}
	for i, d := range ds.Decisions {
		if d.Ruling != Confirmed && d.Ruling != Overruled {
			return nil, fmt.Errorf("decision %d: ruling %q is neither %q nor %q", i+1, d.Ruling, Confirmed, Overruled)
		}
		if d.Plan.Quote == "" {
			return nil, fmt.Errorf("decision %d: it names no promise", i+1)
		}
	}
	return &ds, nil
}

// answer is the passage that a decision lets stand, nil where it lets none.
func (d *Decision) answer() *Claim {
	if d.Ruling == Confirmed {
		return d.Result
	}
	return d.Instead
}

// decided finds what was decided about a promise.
func (r *reckoner) decided(pr *promise) *Decision {
	if r.decisions == nil {
		return nil
	}
	at, metric := pr.at, pr.core
	if pr.figure != nil {
		at, metric = pr.figure.ind.Span, pr.figure.name
	}
	for i := range r.decisions.Decisions {
		d := &r.decisions.Decisions[i]
		c := d.Plan
		if c.Start == at.Start && c.End == at.End && c.Quote == at.Quote && c.Metric == metric && sameFile(c.Document, r.plan.name) && d.about(r.result.name) {
			return d
		}
	}
	return nil
}

// about tells whether a decision was made beside a result of this name.
func (d *Decision) about(result string) bool {
	for _, c := range []*Claim{d.Result, d.Instead} {
		if c != nil && !sameFile(c.Document, result) {
			return false
		}
	}
	return true
}

// sameFile compares names of documents without the folders they lie in.
func sameFile(a, b string) bool {
	return a[strings.LastIndexAny(a, `/\`)+1:] == b[strings.LastIndexAny(b, `/\`)+1:]
}

// teach takes the names of decided pairs, each of a promise and a result, as
// names of one thing or of two.
func (r *reckoner) teach() {
	if r.decisions == nil {
		return
	}
	r.taught = map[[2]string]bool{}
	name := func(c *Claim) string { return r.words.subject(r.plan, c.Metric) }
	learn := func(promise, result *Claim, one bool) {
		if a, b := name(promise), name(result); a != b && result.Metric != "" {
			r.taught[[2]string{a, b}] = one
		}
	}
	for i := range r.decisions.Decisions {
		d := &r.decisions.Decisions[i]
		if d.Plan.Metric == "" {
			continue
		}
		if d.Ruling == Overruled && d.Result != nil {
			learn(&d.Plan, d.Result, false)
		}
		if c := d.answer(); c != nil {
			learn(&d.Plan, c, true)
		}
	}
}

// settledBy makes the row that a decision asks for.
func (r *reckoner) settledBy(d *Decision, pr *promise) Row {
	var row Row
	claim := d.answer()
	switch {
	case claim == nil && pr.figure != nil:
		row = r.unreportedNumber(pr)
	case claim == nil:
		row = r.unreportedMilestone(pr)
	case pr.figure != nil:
		row = r.unreportedNumber(pr)
		if f := r.figureAt(claim); f != nil {
			r.compare(pr, &row, candidate{promise: pr, figure: f, how: relate(pr.figure, f), like: 1})
		} else {
			r.answeredBy(claim, &row)
		}
	default:
		row = r.unreportedMilestone(pr)
		r.answeredBy(claim, &row)
		if c := r.result.clauseAt(claim.Start); c >= 0 {
			row.Verdict, row.Reason = r.reached(pr, &r.result.clauses[c])
		}
	}
	row.Decided, row.Confidence = d.Ruling, "1"
	if d.Verdict != "" {
		row.Verdict, row.Reason = d.Verdict, "人工认定"
	}
	if d.Note != "" {
		row.Reason = d.Note
	}
	return row
}

// figureAt finds the figure of the result that a claim names.
func (r *reckoner) figureAt(c *Claim) *figure {
	for i := range r.result.figures {
		f := &r.result.figures[i]
		if f.ind.Start == c.Start && f.ind.End == c.End && f.clause >= 0 && f.counted {
			return f
		}
	}
	return nil
}

// answeredBy sets the clause that a claim names beside a promise.
func (r *reckoner) answeredBy(claim *Claim, row *Row) {
	c := r.result.clauseAt(claim.Start)
	if c < 0 {
		return
	}
	row.Result = r.result.statementSide(&r.result.clauses[c])
	row.Basis, row.Verdict, row.Reason = ByStatement, NotComparable, "结果只有文字，没有报数"
}
