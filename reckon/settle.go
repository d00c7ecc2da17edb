package reckon

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/quantity"
)

// settle finds what is said about each promise. The best pairs are taken first;
// a number answers a second promise only where it is about the very same thing.
func (r *reckoner) settle(promises []*promise) []Row {
	settled, taken := r.settledBefore(promises)
	answer := r.bestAnswers(promises, settled, taken)
	shared := r.merged(promises, answer, taken)
	var rows []Row
	for _, pr := range promises {
		row := Row{}
		switch {
		case settled[pr] != nil:
			rows = append(rows, r.settledBy(settled[pr], pr))
			continue
		case pr.figure == nil:
			row = r.milestoneRow(pr)
		case shared[pr] != nil:
			row = *shared[pr]
		default:
			row = r.numberRow(pr, answer)
		}
		r.umbrellaFor(pr, &row)
		rows = append(rows, row)
	}
	return rows
}

// settledBefore are the promises about which a person decided, and the figures
// that answer them.
func (r *reckoner) settledBefore(promises []*promise) (settled map[*promise]*Decision, taken map[*figure]*promise) {
	settled, taken = map[*promise]*Decision{}, map[*figure]*promise{}
	for _, pr := range promises {
		d := r.decided(pr)
		if d == nil {
			continue
		}
		settled[pr] = d
		if c := d.answer(); c != nil && pr.figure != nil {
			if f := r.figureAt(c); f != nil {
				taken[f] = pr
			}
		}
	}
	return settled, taken
}

// bestAnswers pairs promises in numbers with figures of the result, the best
// pairs first, and enters in taken which figures they use up.
func (r *reckoner) bestAnswers(promises []*promise, settled map[*promise]*Decision, taken map[*figure]*promise) map[*promise]candidate {
	var all []candidate
	for i, pr := range promises {
		if pr.figure != nil && settled[pr] == nil {
			all = append(all, r.candidates(pr, i)...)
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), a.order-b.order, a.figure.ind.Start-b.figure.ind.Start)
	})
	answer := map[*promise]candidate{}
	for _, c := range all {
		if _, done := answer[c.promise]; done {
			continue
		}
		if c.how == growthOf || c.how == difference {
			if _, _, ok := r.reckoned(c.promise.figure, c.figure, c.how); !ok && c.like < likeToMention {
				continue
			}
		}
		if by, is := taken[c.figure]; is && by.figure.subject != c.promise.figure.subject && (by.figure.key == "" || by.figure.key != c.promise.figure.key) {
			continue
		}
		answer[c.promise] = c
		if taken[c.figure] == nil {
			taken[c.figure] = c.promise
		}
	}
	return answer
}

func (r *reckoner) numberRow(pr *promise, answer map[*promise]candidate) Row {
	row := r.unreportedNumber(pr)
	if c, ok := answer[pr]; ok {
		r.compare(pr, &row, c)
	} else if !r.listRow(pr, &row) {
		r.inWords(pr, &row)
	}
	if c, ok := answer[pr]; ok && c.how == otherWise && r.severalYears(c.figure) { // what is said of the year goes before
		said := r.unreportedNumber(pr)
		if r.inWords(pr, &said); said.Verdict != Unreported && said.Verdict != NotComparable {
			return said
		}
	}
	return row
}

// unreportedNumber is the row of a promise of which nothing is said.
func (r *reckoner) unreportedNumber(pr *promise) Row {
	p := pr.figure
	row := Row{Metric: p.name, Plan: *r.plan.side(p), Verdict: Unreported, Basis: ByNothing, Confidence: "0.9", Reason: "结果报告的回顾部分没有提到"}
	if pr.action != nil {
		row.Plan.Deadline = pr.action.Deadline
	}
	return row
}

// compare sets a figure of the result beside a promise.
func (r *reckoner) compare(pr *promise, row *Row, c candidate) {
	p, f := pr.figure, c.figure
	row.Result = r.result.side(f)
	row.Basis, row.Confidence = ByNumber, confidence(c.like)
	if why := r.scopeDiffers(p, f); why != "" {
		row.Verdict, row.Reason = NotComparable, why
		return
	}
	if r.putTogether(p, f) && c.how == direct {
		row.Verdict, row.Reason = NotComparable, fmt.Sprintf("结果把几项合成一个数：%s%s", f.name, shown(f.ind))
		return
	}
	got, base, ok := r.reckoned(p, f, c.how)
	if !ok {
		row.Verdict, row.Reason = NotComparable, r.differs(p, f)
		return
	}
	lower := r.lowerIsBetter(p)
	if why := r.leftOpen(c, p, got, lower); why != "" {
		row.Verdict, row.Reason = NotComparable, why
		return
	}
	over := c.how == direct && (f.ind.Comparator == ">" || lower && f.ind.Comparator == "<")
	row.Verdict = judge(p.amount, p.ind.Comparator, got, over, lower)
	if not := r.words.find("not done", r.result.clauses[f.clause].text); not != "" && p.ind.Measure == "count" && row.Verdict != Missed {
		row.Verdict, row.Basis, row.Reason = Missed, ByStatement, "结果报告写明没有做到："+not
		return
	}
	row.Margin = r.words.margin(p.ind, p.amount, got)
	r.explain(row, c, got, base, lower)
	r.partly(pr, f, row)
}

// leftOpen says what a result leaves open though it is in the promise's measure,
// or "": a bound below the promise, and prices that fall.
func (r *reckoner) leftOpen(c candidate, p *figure, got quantity.Decimal, lower bool) string {
	f := c.figure
	atLeast := (f.ind.Comparator == ">" || f.ind.Comparator == ">=") && got.Cmp(p.amount.low) < 0
	switch {
	case atLeast && f.ind.SpanYears > 1 && !r.ofTheYear(f): // 五年稳定在7100万亩以上
		return fmt.Sprintf("承诺%s，结果只说%d年%s", shown(p.ind), f.ind.SpanYears, shown(f.ind))
	case atLeast && p.plain != f.plain && c.how == direct:
		return fmt.Sprintf("承诺%s，结果只说%s，名称也不同", shown(p.ind), shown(f.ind))
	case lower && p.ind.Comparator == "~" && p.ind.Measure == "growth" && p.amount.low.Sign() > 0 && got.Sign() < 0:
		return fmt.Sprintf("承诺增长%s，结果为下降（%s），是否算做到由人判断", shown(p.ind), shown(f.ind))
	}
	return ""
}

// explain says how a result was set beside a promise.
func (r *reckoner) explain(row *Row, c candidate, got quantity.Decimal, base *figure, lower bool) {
	p, f := c.promise.figure, c.figure
	switch {
	case c.how == ofPlanned:
		row.Basis = ByDerived
		row.Reason = fmt.Sprintf("承诺%s，结果完成计划的%s", shown(p.ind), shown(f.ind))
	case base != nil:
		row.Basis = ByDerived
		row.Related = []Side{*r.plan.side(base)}
		value := r.words.written(got, p.ind.Unit)
		if c.how == growthOf {
			value = got.String() + "%"
		}
		row.Reason = fmt.Sprintf("承诺%s；上年为%s，结果为%s，据此算得%s", shown(p.ind), shown(base.ind), shown(f.ind), value)
	default:
		row.Reason = fmt.Sprintf("承诺%s，结果%s", shown(p.ind), shown(f.ind))
		if lower {
			row.Reason += "，以低为好"
		}
	}
}

// partly turns a promise that was missed into one kept in part, where the result
// speaks of a part of its things alone.
func (r *reckoner) partly(pr *promise, f *figure, row *Row) {
	p := pr.figure
	if row.Verdict == Missed && r.onlyPart(p, f) {
		row.Verdict = Partial
		row.Reason += "，只报了其中一部分：" + f.name
	}
	if row.Verdict != Missed {
		return
	}
	if missing := r.missingItems(pr, f); len(missing) > 0 {
		row.Verdict = Partial
		if p.amount.low.Equal(quantity.NewDecimal(int64(len(pr.items)), 0)) {
			row.Basis = ByStatement // the list names every one
		}
		row.Reason += "，未见" + strings.Join(missing, "、")
	}
}

// scopeDiffers says why two figures are not about the same grade, or "".
func (r *reckoner) scopeDiffers(p, f *figure) string {
	if p.scope != f.scope && p.scope != "" && f.scope != "" {
		return fmt.Sprintf("级别不同：承诺为%s，结果为%s", p.scope, f.scope)
	}
	return ""
}

// differs says why two figures cannot be set beside each other.
func (r *reckoner) differs(p, f *figure) string {
	name := func(f *figure) string {
		switch {
		case f.ind.Measure == "level" && f.stock:
			return "总数"
		case f.stock && f.ind.Measure == "count":
			return "累计数"
		}
		return measureNames[f.ind.Measure]
	}
	a, b := name(p), name(f)
	if f.ind.SpanYears > 1 {
		of := "累计"
		if strings.Contains(before(&r.result.clauses[f.clause], f.ind.Start), "年均") {
			of = "年均"
		}
		return fmt.Sprintf("口径不同：承诺为当年（%s），结果为%d年%s（%s）", shown(p.ind), f.ind.SpanYears, of, shown(f.ind))
	}
	if a == b {
		return fmt.Sprintf("口径不同：承诺%s，结果%s", shown(p.ind), shown(f.ind))
	}
	return fmt.Sprintf("口径不同：承诺为%s（%s），结果为%s（%s）", a, shown(p.ind), b, shown(f.ind))
}

var measureNames = map[string]string{
	"level": "总量", "growth": "增速", "change": "增减量", "share": "比重", "rank": "位次", "count": "当年数量", "duration": "时长",
}

// missingItems are the names of the promise that no clause of the result near
// the figure has.
func (r *reckoner) missingItems(pr *promise, f *figure) []string {
	if len(pr.items) < 2 || pr.clause >= 0 && len(r.plan.figuresIn(pr.clause)) > 1 { // each thing has its own figure
		return nil
	}
	in := r.result.clauses[f.clause].grams
	var missing []string
	found := 0
	for _, item := range pr.items {
		g := r.index.grams(r.core(item))
		if r.index.covered(g, in) >= 0.6 {
			found++
		} else {
			missing = append(missing, r.core(item))
		}
	}
	if found == 0 {
		return nil
	}
	return missing
}
