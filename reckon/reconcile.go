package reckon

import (
	"slices"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reader/lexicon"
)

// ReconcileSchema names the JSON form of a Reconciliation.
const ReconcileSchema = "luoshi.reconcile/1"

// A Basis says what a verdict rests on.
type Basis string

// The bases.
const (
	ByNumber    Basis = "number"    // a number beside a number
	ByStatement Basis = "statement" // the report says so in words
	ByUmbrella  Basis = "umbrella"  // one sentence for a whole list (15件民生实事全部兑现)
	ByDerived   Basis = "derived"   // reckoned from other numbers of the two reports
	ByNothing   Basis = "none"
)

// A Reconciliation is what one report promised beside what a later one reports.
type Reconciliation struct {
	Schema  string  `json:"schema"`
	Year    int     `json:"year"` // the year the promises were for
	Plan    string  `json:"plan"` // names of the documents
	Result  string  `json:"result"`
	Rows    []Row   `json:"rows"` // in the order of the plan
	Summary Summary `json:"summary"`
}

// A Row is one promise. Result is nil where nothing is said of it.
type Row struct {
	Metric     string  `json:"metric"`
	Plan       Side    `json:"plan"`
	Result     *Side   `json:"result"`
	Verdict    Verdict `json:"verdict"`
	Margin     string  `json:"margin"` // result minus promise, in words; "" where there is none
	Basis      Basis   `json:"basis"`
	Confidence string  `json:"confidence"` // 0 to 1, of the pairing
	Reason     string  `json:"reason"`
	Related    []Side  `json:"related,omitempty"` // other passages the verdict rests on
	Decided    Ruling  `json:"decided,omitempty"` // where a person confirmed or overruled the pairing
}

// A Summary counts the rows.
type Summary struct {
	Promises      int `json:"promises"`
	Exceeded      int `json:"exceeded"`
	Met           int `json:"met"`
	Missed        int `json:"missed"`
	Partial       int `json:"partial"`
	Unreported    int `json:"unreported"`
	NotComparable int `json:"not_comparable"`
	NotDue        int `json:"not_due"` // promises for later years, which have no row
}

// Options of the comparisons.
type Options struct {
	// Year is the year whose promises are looked at; 0 is the plan year of the
	// plan.
	Year int
	// Words are the words to compare by; nil stands for DefaultWords.
	Words *Words
	// Lexicon tells which way an indicator is better; nil stands for
	// lexicon.Default.
	Lexicon *lexicon.Lexicon
	// Decisions are what people decided about pairings before; nil where nothing
	// was. Only Reconcile looks at them.
	Decisions *Decisions
}

// A reckoner compares two reports.
type reckoner struct {
	words    *Words
	index    *index
	better   map[string]string // metric key → up, down
	year     int
	plan     *paper
	result   *paper
	evidence []int     // clauses of the result that report
	having   [][]int   // pair of characters → those of them that have it; made when first asked for
	actual   []*figure // what the result reports
	base     []*figure // what the plan's own review reports: the year before
	umbrella *clause   // the sentence that reports a list as a whole

	decisions *Decisions
	taught    map[[2]string]bool // names of a promise and a result → one thing
}

func (o Options) reckoner() *reckoner {
	r := &reckoner{words: o.Words, index: newIndex(), better: map[string]string{}, year: o.Year, decisions: o.Decisions}
	if r.words == nil {
		r.words = DefaultWords()
	}
	lex := o.Lexicon
	if lex == nil {
		lex = lexicon.Default()
	}
	for _, m := range lex.Metrics.All() {
		r.better[m.Key] = m.Better
	}
	return r
}

// Reconcile sets what plan promises beside what result, the report of the
// following year, says about it.
func Reconcile(plan, result *reader.Report, opts Options) *Reconciliation {
	r := opts.reckoner()
	if r.year == 0 {
		r.year = plan.Document.PlanYear
	}
	r.plan, r.result = r.words.newPaper(plan, r.index), r.words.newPaper(result, r.index)
	r.index.weigh(len(r.plan.clauses) + len(r.result.clauses))
	r.words.readFigures(r.plan, r.index)
	r.words.readFigures(r.result, r.index)
	r.gather()
	r.teach()
	out := &Reconciliation{Schema: ReconcileSchema, Year: r.year, Plan: r.plan.name, Result: r.result.name, Rows: []Row{}}
	promises, later := r.promises()
	out.Summary.NotDue = later
	rows := r.settle(promises)
	slices.SortStableFunc(rows, func(a, b Row) int { return a.Plan.Start - b.Plan.Start })
	for _, row := range rows {
		out.Summary.add(row.Verdict)
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (s *Summary) add(v Verdict) {
	s.Promises++
	switch v {
	case Exceeded:
		s.Exceeded++
	case Met:
		s.Met++
	case Missed:
		s.Missed++
	case Partial:
		s.Partial++
	case Unreported:
		s.Unreported++
	case NotComparable:
		s.NotComparable++
	}
}

// gather finds what the result reports about the year, and what the plan's own
// review says about the year before.
func (r *reckoner) gather() {
	for i := range r.result.clauses {
		if r.result.clauses[i].review {
			r.evidence = append(r.evidence, i)
		}
	}
	for i := range r.result.figures {
		f := &r.result.figures[i]
		if f.ind.Status != "actual" || !f.counted || f.clause < 0 || !r.result.clauses[f.clause].review || f.former {
			continue
		}
		if f.ind.Year != 0 && r.year != 0 && f.ind.Year != r.year {
			continue
		}
		r.actual = append(r.actual, f)
	}
	for i := range r.plan.figures {
		f := &r.plan.figures[i]
		if f.ind.Status == "actual" && f.counted && (f.ind.Year == 0 || r.year == 0 || f.ind.Year == r.year-1) {
			r.base = append(r.base, f)
		}
	}
	r.umbrella = r.findUmbrella()
}

// confidence writes a likeness as a decimal.
func confidence(x float64) string {
	n := int64(x*10 + 0.5)
	return quantity.NewDecimal(max(1, min(10, n)), -1).String()
}
