package reckon

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/reader"
)

// CascadeSchema names the JSON form of a Cascade.
const CascadeSchema = "luoshi.cascade/1"

// A Relation tells how a lower plan takes up what an upper one says.
type Relation string

// The relations.
const (
	SameTarget   Relation = "same_target"
	Higher       Relation = "higher" // the lower plan aims higher than the upper
	Lower        Relation = "lower"
	Contribution Relation = "contribution" // a part of the upper plan's total
	SameTask     Relation = "same_task"
	Missing      Relation = "missing"
)

// A Cascade is the plan of an upper place beside those of lower ones.
type Cascade struct {
	Schema string       `json:"schema"`
	Upper  string       `json:"upper"` // names of the documents
	Lowers []string     `json:"lowers"`
	Rows   []CascadeRow `json:"rows"` // in the order of the upper plan, then of the lower ones
	Totals []Total      `json:"totals"`
}

// A CascadeRow is one target or task of the upper plan with what one lower plan
// makes of it, or with nothing where none takes it up.
type CascadeRow struct {
	Upper      Side     `json:"upper"`
	Lower      *Side    `json:"lower"`
	Relation   Relation `json:"relation"`
	Confidence string   `json:"confidence"`
}

// A Total sums what the lower plans contribute to a total of the upper one.
type Total struct {
	Upper Side   `json:"upper"`
	Sum   string `json:"sum"`   // in the base unit of the value; ranges with their lower end
	Of    string `json:"of"`    // the upper plan's value
	Share string `json:"share"` // in percent, with one decimal
	Count int    `json:"count"` // lower plans that contribute
}

// CascadeOf sets the plan of an upper place beside those of lower places for the
// same year.
func CascadeOf(upper *reader.Report, lowers []*reader.Report, opts Options) *Cascade {
	r := opts.reckoner()
	r.plan = r.words.newPaper(upper, r.index)
	papers := make([]*paper, len(lowers))
	n := len(r.plan.clauses)
	for i, l := range lowers {
		papers[i] = r.words.newPaper(l, r.index)
		n += len(papers[i].clauses)
	}
	r.index.weigh(n)
	r.words.readFigures(r.plan, r.index)
	out := &Cascade{Schema: CascadeSchema, Upper: r.plan.name, Lowers: []string{}, Rows: []CascadeRow{}, Totals: []Total{}}
	goals := r.goals(r.plan)
	found := make([][]CascadeRow, len(goals))
	for _, p := range papers {
		r.words.readFigures(p, r.index)
		out.Lowers = append(out.Lowers, p.name)
		r.takenUp(goals, p, found)
	}
	for i := range goals {
		g := &goals[i]
		if len(found[i]) == 0 {
			found[i] = []CascadeRow{{Upper: *g.side(r.plan), Relation: Missing, Confidence: "0.9"}}
		}
		out.Rows = append(out.Rows, found[i]...)
		if t, ok := g.total(r, found[i]); ok {
			out.Totals = append(out.Totals, t)
		}
	}
	return out
}

// A goal is a target with a number or a task without one.
type goal struct {
	figure *figure
	action *reader.Action
	core   string
	grams  grams
	parts  []grams // of an action of several clauses
	clause grams   // of a number: all that its clause says
}

func (g *goal) side(p *paper) *Side {
	if g.figure != nil {
		return p.side(g.figure)
	}
	return p.actionSide(g.action, g.action.Span)
}

func (g *goal) start() int {
	if g.figure != nil {
		return g.figure.ind.Start
	}
	return g.action.Start
}

// goals are the targets of a plan and its tasks without numbers.
func (r *reckoner) goals(p *paper) []goal {
	var out []goal
	for i := range p.figures {
		f := &p.figures[i]
		if f.ind.Status == "target" && f.counted && !f.partial && !f.former {
			g := goal{figure: f, core: f.plain, grams: f.grams}
			if f.clause >= 0 {
				g.clause = r.index.grams(r.coreOf(p, p.clauses[f.clause].text))
			}
			out = append(out, g)
		}
	}
	for i := range p.rep.Actions {
		a := &p.rep.Actions[i]
		if len(a.Indicators) > 0 {
			continue
		}
		core := r.coreOf(p, r.words.same(p.mended(a.Span)))
		if utf8.RuneCountInString(core) < 4 {
			continue
		}
		g := goal{action: a, core: core, grams: r.index.grams(core)}
		for c := p.clauseAt(a.Start); c >= 0 && c < len(p.clauses) && p.clauses[c].Start < a.End; c++ {
			if part := r.coreOf(p, p.clauses[c].text); utf8.RuneCountInString(part) >= 5 && part != core {
				g.parts = append(g.parts, r.index.grams(part))
			}
		}
		out = append(out, g)
	}
	slices.SortStableFunc(out, func(a, b goal) int { return a.start() - b.start() })
	return out
}

// takenUp finds what a lower plan makes of each goal. A goal of the lower plan
// answers one of the upper plan's, the one it is most like.
func (r *reckoner) takenUp(goals []goal, p *paper, found [][]CascadeRow) {
	type pair struct {
		upper, lower int
		like         float64
		relation     Relation
	}
	below := r.goals(p)
	var pairs []pair
	for i := range goals {
		for j := range below {
			if rel, like := r.taken(&goals[i], &below[j]); rel != "" {
				pairs = append(pairs, pair{i, j, like, rel})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.like, a.like) })
	up, down := map[int]bool{}, map[int]bool{}
	for _, pr := range pairs {
		if up[pr.upper] || down[pr.lower] {
			continue
		}
		up[pr.upper], down[pr.lower] = true, true
		found[pr.upper] = append(found[pr.upper], CascadeRow{
			Upper: *goals[pr.upper].side(r.plan), Lower: below[pr.lower].side(p), Relation: pr.relation, Confidence: confidence(pr.like),
		})
	}
}

// The likeness from which a lower plan takes up a target, a task.
const (
	likeTarget = 0.60
	likeTask   = 0.70
)

// taken compares a goal of the upper plan with one of a lower; "" where they are
// not about the same.
func (r *reckoner) taken(u, l *goal) (Relation, float64) {
	switch {
	case u.figure != nil && l.figure != nil:
		return r.takenNumber(u, l)
	case u.figure == nil && l.figure == nil:
		like := r.alike(u.grams, l.grams)
		if u.core == l.core {
			like = 1
		}
		for _, a := range u.parts {
			like = max(like, r.alike(a, l.grams)-0.05)
			for _, b := range l.parts {
				like = max(like, r.alike(a, b)-0.05)
			}
		}
		for _, b := range l.parts {
			like = max(like, r.alike(u.grams, b)-0.05)
		}
		if like >= likeTask && r.specific(u, l) {
			return SameTask, like
		}
	case utf8.RuneCountInString(u.core) >= 5 && utf8.RuneCountInString(l.core) >= 5: // one of them gives no number
		like := r.alike(u.grams, l.grams)
		for _, b := range append(slices.Clip(u.parts), l.parts...) {
			if u.figure != nil {
				like = max(like, r.alike(u.grams, b))
			} else {
				like = max(like, r.alike(b, l.grams))
			}
		}
		counted, task := u, l
		if u.figure == nil {
			counted, task = l, u
		}
		if counted.grams.weight >= 4*r.index.rarest && r.index.covered(counted.grams, task.grams) >= 0.95 {
			like = max(like, likeTask+0.05) // 3个国家考古遗址公园: 国家考古遗址公园等重点项目
		}
		if like >= likeTask+0.05 && r.specific(u, l) {
			return SameTask, like
		}
	}
	return "", 0
}

// alike is the likeness of two tasks, 0 where they share too little to tell.
func (r *reckoner) alike(a, b grams) float64 {
	enough := 1.8 * r.index.rarest // nearly two pairs that stand nowhere else
	if min(a.weight, b.weight) < enough {
		return 0
	}
	c := r.index.common(a, b)
	if c < enough {
		return 0
	}
	return 0.6*2*c/(a.weight+b.weight) + 0.4*c/min(a.weight, b.weight)
}

// specific tells two tasks that name something and nothing opposite.
func (r *reckoner) specific(u, l *goal) bool {
	return !r.opposed(u.core, l.core) && !r.generic(u.core) && !r.generic(l.core)
}

func (r *reckoner) takenNumber(ug, lg *goal) (Relation, float64) {
	u, l := ug.figure, lg.figure
	if !sameDimension(u.amount.dimension, l.amount.dimension) || u.ind.Year != l.ind.Year || u.scope != l.scope && u.scope != "" && l.scope != "" {
		return "", 0
	}
	like := r.about(u, l)
	same := l.amount.low.Equal(u.amount.low) && l.amount.high.Equal(u.amount.high)
	if same && !r.opposed(u.plain, l.plain) { // the very same words are the same target
		like = max(like, r.index.likeness(ug.clause, lg.clause)-0.02)
		if u.ind.Unit == l.ind.Unit && !u.amount.low.Equal(u.amount.high) {
			like += 0.1 // the same range
		}
	}
	if u.scope != "" && u.scope == l.scope {
		like += 0.06
	}
	mine, its, front, _ := r.words.apart(u.plain, l.plain)
	if !same && mine != "" && its != "" && front < 4 && !strings.ContainsAny(mine, its) {
		return "", 0 // 高端创新平台, 市级创新平台
	}
	if u.stock != l.stock && (u.ind.Measure == "count" || l.ind.Measure == "count") && !same {
		return "", 0
	}
	if like < likeTarget {
		return "", 0
	}
	if (u.ind.Measure == "growth") != (l.ind.Measure == "growth") || (u.ind.Measure == "share") != (l.ind.Measure == "share") {
		return "", 0
	}
	switch u.amount.dimension {
	case "percent", "point", "permille", "density", "number", "time", "days", "years", "months", "times":
		switch c := l.amount.low.Cmp(u.amount.low); {
		case c > 0:
			return Higher, like
		case c < 0:
			return Lower, like
		}
		return SameTarget, like
	}
	if same {
		return SameTarget, like
	}
	if l.amount.low.Cmp(u.amount.high) > 0 {
		return Higher, like
	}
	return Contribution, like
}

// total sums the contributions to a goal.
func (g *goal) total(r *reckoner, rows []CascadeRow) (Total, bool) {
	sum, n := quantity.Decimal{}, 0
	for _, row := range rows {
		if row.Relation != Contribution {
			continue
		}
		f := figure{ind: &reader.Indicator{Value: row.Lower.Value, Unit: row.Lower.Unit, Measure: row.Lower.Measure}}
		if a, ok := r.words.amountOf(f.ind); ok {
			sum = sum.Add(a.low)
			n++
		}
	}
	if n == 0 || g.figure.amount.low.Sign() <= 0 {
		return Total{}, false
	}
	of := g.figure.amount.low
	share := sum.Mul(hundred).Quo(of, 1)
	if row, ok := r.words.units[g.figure.ind.Unit]; ok {
		sum, of = sum.Quo(row.factor, 6), of.Quo(row.factor, 6)
	}
	return Total{Upper: *g.side(r.plan), Sum: sum.String(), Of: of.String(), Share: share.String(), Count: n}, true
}
