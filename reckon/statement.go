package reckon

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/quantity"
)

// The shares of a promise's words that a clause has to have.
const (
	coverEnough = 0.62
	coverWords  = 0.80 // where a promise in numbers is answered in words
)

// inWords looks for a clause that says in words what became of a promise in
// numbers.
func (r *reckoner) inWords(pr *promise, row *Row) {
	p := pr.figure
	name, g := r.nameInWords(p)
	if utf8.RuneCountInString(name) < 4 || g.weight == 0 {
		return
	}
	var best *clause
	top := 0.0
	for _, i := range r.evidence {
		c := &r.result.clauses[i]
		s := r.index.covered(g, c.grams)
		if s < coverWords || s <= top || len(r.result.figuresIn(i)) > 0 || !r.answers(p, c) {
			continue
		}
		if strings.Contains(c.text, head(name, 2)) && !r.opposed(name, c.text) {
			best, top = c, s
		}
	}
	if best == nil {
		return
	}
	row.Result = r.result.statementSide(best)
	row.Basis, row.Confidence = ByStatement, confidence(top*0.7)
	row.Verdict, row.Reason = r.toldInWords(pr, best)
}

// nameInWords is the name by which words speak of what a figure measures: of a
// share the thing, of a rate of all (覆盖率100%) what is covered.
func (r *reckoner) nameInWords(p *figure) (string, grams) {
	name := p.subject
	if cut := strings.Index(name, "占"); cut > 0 && !strings.HasPrefix(name[cut:], "占比") {
		name = name[:cut]
	}
	if rate := r.words.endsIn("rate of all", name); rate != "" && p.amount.low.Equal(hundred) { // X覆盖率100%: X全覆盖
		name = strings.TrimSuffix(name, rate)
	}
	if name == p.subject {
		return name, p.grams
	}
	return name, r.index.grams(name)
}

// toldInWords is the verdict of a clause that speaks in words of a promise in
// numbers.
func (r *reckoner) toldInWords(pr *promise, c *clause) (Verdict, string) {
	p := pr.figure
	covered := r.words.has("all covered", c.text)
	inFull := r.words.has("in full", c.text)
	switch {
	case r.words.has("fail", c.text):
		return Missed, "结果报告写明没有做到"
	case strings.Contains(c.text, "持平") && p.ind.Measure == "growth":
		return judge(p.amount, p.ind.Comparator, quantity.Decimal{}, false, r.lowerIsBetter(p)), "承诺" + shown(p.ind) + "，结果持平"
	case r.asPlanned(c.text):
		return pick(strings.Contains(c.text, "超额"), Exceeded, Met), "未报数量，只说完成计划"
	case p.ind.Measure == "share" && p.amount.low.Equal(hundred) && (inFull || covered):
		return Met, "未报比例，只说全部做到"
	case p.ind.Measure == "count" && (inFull || covered && r.words.has("all covered", r.plan.clauses[pr.clause].text)):
		return Met, "未报数量，只说全部做到"
	}
	return NotComparable, "承诺" + shown(p.ind) + "，结果只有文字，没有报数"
}

// answers tells whether a clause can say in words what became of a number: a
// rate is not answered by a work that was built, nor anything in passing.
func (r *reckoner) answers(p *figure, c *clause) bool {
	if r.words.has("fail", c.text) {
		return true
	}
	if strings.Count(c.text, "、") > 2 && !strings.Contains(c.text, "指标") {
		return false
	}
	if p.ind.Measure == "count" && (r.words.has("assert", c.text) || r.words.has("all", c.text)) {
		return true
	}
	return r.words.has("assert rate", c.text) || p.amount.low.Equal(hundred) && (r.words.has("in full", c.text) || r.words.has("all covered", c.text))
}

// asPlanned tells a clause that says a plan of the government's own was done:
// 超额完成全年任务, not 完成国家下达任务.
func (r *reckoner) asPlanned(text string) bool {
	_, rest, ok := strings.Cut(text, "完成")
	return ok && !strings.Contains(text, "国家") && r.words.has("whole year", rest) && r.words.has("aim", rest)
}

// listRow answers a promise that names as many things as it counts (建成甲、乙2个中心)
// by a clause that names some of them.
func (r *reckoner) listRow(pr *promise, row *Row) bool {
	if len(pr.items) < 2 || pr.clause < 0 || !pr.figure.amount.low.Equal(quantity.NewDecimal(int64(len(pr.items)), 0)) {
		return false
	}
	text := r.plan.clauses[pr.clause].text
	as := &promise{clause: pr.clause, text: text, core: r.core(text), items: pr.items}
	as.grams = r.index.grams(as.core)
	c, cover := r.bestClause(as)
	if c == nil {
		return false
	}
	row.Result = r.result.statementSide(c)
	row.Basis, row.Confidence = ByStatement, confidence(cover)
	if missing := r.missingIn(as, c); len(missing) > 0 {
		row.Verdict, row.Reason = Partial, "只报了一部分，未见"+strings.Join(missing, "、")
	} else {
		row.Verdict, row.Reason = r.reached(as, c)
	}
	return true
}

// milestoneRow finds what became of a promise without a number.
func (r *reckoner) milestoneRow(pr *promise) Row {
	row := r.unreportedMilestone(pr)
	if r.bothFall(pr, &row) || r.inStep(pr, &row) || r.nothingHappened(pr, &row) {
		return row
	}
	c, cover := r.bestClause(pr)
	if c == nil {
		return row
	}
	row.Result = r.result.statementSide(c)
	row.Basis, row.Confidence = ByStatement, confidence(cover)
	if missing := r.missingIn(pr, c); len(missing) > 0 && !r.words.has("fail", c.text) {
		row.Verdict, row.Reason = Partial, "只报了一部分，未见"+strings.Join(missing, "、")
		return row
	}
	row.Verdict, row.Reason = r.reached(pr, c)
	return row
}

// unreportedMilestone is the row of a milestone of which nothing is said.
func (r *reckoner) unreportedMilestone(pr *promise) Row {
	return Row{
		Metric: pr.core, Plan: *r.plan.actionSide(pr.action, pr.at), Verdict: Unreported, Basis: ByNothing, Confidence: "0.9",
		Reason: "结果报告的回顾部分没有提到",
	}
}

// reached compares how far a work was to come with how far it has come.
func (r *reckoner) reached(pr *promise, c *clause) (Verdict, string) {
	want, wantWord := r.words.promised(pr.text)
	got, gotWord := r.stageIn(pr, c)
	switch {
	case r.words.has("fail", c.text):
		return Missed, "结果报告写明没有做到：" + r.words.find("fail", c.text)
	case strings.Contains(pr.text, "遏制") && strings.Contains(c.text, "未发生"):
		return Met, "结果报告说没有发生"
	case c.text == pr.text && !c.problem:
		return Met, "结果报告用同样的话说已经做到"
	case got == stageUnknown && c.problem:
		return NotComparable, "只在问题部分提到，没有说进展"
	case (want == stageUnknown || want == stageGoing) && got >= stageApproved:
		return Met, "承诺推进，结果报告" + gotWord
	case want == stageUnknown || want == stageGoing:
		return NotComparable, "结果提到此事，没有说进展"
	case got == stageUnknown:
		return NotComparable, fmt.Sprintf("承诺%s，结果提到此事，没有说是否做到", wantWord)
	case got >= want || want == stageOpened && got == stageDone && strings.Contains(c.text, "贯通"):
		return Met, fmt.Sprintf("承诺%s，结果%s", wantWord, gotWord)
	}
	return Partial, fmt.Sprintf("承诺%s，结果只到%s", wantWord, gotWord)
}

// stageIn is how far the work of a promise has come by a clause. Of a list only
// the name of the work counts and what is said of all: 甲航道通航设施、乙灌区等项目
// 顺利开工 speaks of a start.
func (r *reckoner) stageIn(pr *promise, c *clause) (stage, string) {
	parts := strings.Split(c.text, "、")
	last := len(parts) - 1
	if last == 0 || len(pr.items) > 1 {
		return r.words.stageOf(c.text)
	}
	mine, top := -1, 0.0
	for i, part := range parts {
		if s := r.index.covered(pr.grams, r.index.grams(part)); s > top {
			mine, top = i, s
		}
	}
	if mine <= 0 || top < coverEnough {
		return r.words.stageOf(c.text)
	}
	for _, part := range []string{parts[mine], parts[last]} {
		if st, by := r.words.stageOf(part); st != stageUnknown {
			return st, by
		}
	}
	return r.words.stageOf(c.text)
}

// bestClause finds the clause of the result that speaks of what a milestone is
// about, and how much of its words it has.
func (r *reckoner) bestClause(pr *promise) (*clause, float64) {
	var best *clause
	top := 0.0
	common := r.commonCore(pr)
	paper := r.words.endsIn("paper", pr.text)
	type item struct {
		whole, name string
		grams       grams
	}
	var items []item
	if len(pr.items) > 1 {
		for _, whole := range pr.items {
			name := r.core(whole)
			if g := r.index.grams(name); g.weight > 0 {
				items = append(items, item{whole, name, g})
			}
		}
	}
	for _, i := range r.evidence {
		c := &r.result.clauses[i]
		cover := r.index.covered(pr.grams, c.grams)
		told := 0
		for _, it := range items {
			if strings.Contains(c.text, it.name) {
				told++
			}
		}
		for _, it := range items { // one name of the list and what all have in common
			if otherOfTheName(it.whole, c.text) || utf8.RuneCountInString(it.name) < 3 && !strings.Contains(c.text, it.whole) || told < 2 && !r.namesOne(it.name) {
				continue
			}
			if s := r.index.covered(it.grams, c.grams); s >= 0.8 && (common.weight == 0 || r.index.covered(common, c.grams) >= 0.5) {
				cover = max(cover, 0.8*s)
			}
		}
		if cover < coverEnough || r.opposed(pr.core, c.text) || len(items) == 0 && otherOfTheName(pr.core, c.text) || paper != "" && !strings.Contains(c.text, paper) {
			continue
		}
		st, _ := r.words.stageOf(c.text)
		if st == stageUnknown && !r.words.has("fail", c.text) {
			cover -= 0.1
		}
		if cover >= coverEnough && cover > top {
			best, top = c, cover
		}
	}
	return best, min(1, top)
}

// namesOne tells a name that is one thing's by itself (丽水机场), not a kind's
// (博物馆, 产业园区).
func (r *reckoner) namesOne(name string) bool {
	if utf8.RuneCountInString(name) >= 5 {
		return true
	}
	kind := r.words.endsIn("named", name)
	own := strings.TrimSuffix(name, kind)
	return utf8.RuneCountInString(kind) >= 2 && utf8.RuneCountInString(own) >= 2 && !r.generic(own)
}

// commonCore are the words of a list that all its names share: in 建成甲、乙2个中心
// those behind the number.
func (r *reckoner) commonCore(pr *promise) grams {
	if len(pr.items) < 2 {
		return grams{}
	}
	last := pr.items[len(pr.items)-1]
	_, rest, ok := strings.Cut(pr.text, last)
	if !ok || strings.HasPrefix(rest, "、") { // the list goes on
		return grams{}
	}
	rest = r.core(strings.TrimLeft(rest, "0123456789个座条项家所市县区处等"))
	if r.generic(rest) { // 等重点项目: says nothing of them
		return grams{}
	}
	return r.index.grams(rest)
}

// saidAgain tells whether the result says, in nearly the same words, that it was
// done what the plan says: it is a promise then, whatever its verb. What the
// result speaks of in many places is no promise but a motto (新质生产力).
func (r *reckoner) saidAgain(text string, aim bool) bool {
	if aim && utf8.RuneCountInString(text) >= 6 && r.saidAlike(text) {
		return true
	}
	core := r.core(text)
	short := r.words.withoutTail(core)
	return r.coreSaidAgain(text, core, false) || short != core && r.coreSaidAgain(text, short, true)
}

// coreSaidAgain looks for what a promise is about among the clauses of the
// result; what lost its tail has to stand alone in them.
func (r *reckoner) coreSaidAgain(text, core string, cut bool) bool {
	want, _ := r.words.promised(text)
	going := want <= stageGoing && core != text
	least := 6
	switch {
	case (want >= stageDone || going) && r.namesOne(core):
		least = 4
	case want >= stageDone || going:
		least = 5
	}
	if utf8.RuneCountInString(core) < least || strings.HasSuffix(core, "发展") {
		return false
	}
	g := r.index.grams(core)
	said, done := map[int]bool{}, false
	for _, i := range r.clausesWith(g) {
		c := &r.result.clauses[i]
		if said[i] || r.index.covered(g, c.grams) < saidEnough {
			continue
		}
		said[i] = true
		if c.problem || r.opposed(core, c.text) || otherOfTheName(core, c.text) || !r.saidShortly(core, g, c) ||
			(cut || utf8.RuneCountInString(core) < 6) && !r.standsAlone(core, c.text) {
			continue
		}
		st, _ := r.words.stageOf(c.text)
		done = done || st >= stageApproved && (st != stageGoing || going)
	}
	return done && len(said) <= 2
}

// withoutTail takes what a work is called besides its name off the end of a core.
func (w *Words) withoutTail(core string) string {
	if t := strings.TrimSuffix(core, w.endsIn("tail", core)); utf8.RuneCountInString(t) >= 4 {
		return t
	}
	return core
}

// saidEnough is the share of a promise's words from which a clause says it again.
const saidEnough = 0.85

// saidShortly tells whether a clause, or a name of its list, speaks of little
// besides what is looked for.
func (r *reckoner) saidShortly(core string, g grams, c *clause) bool {
	most := 3 * utf8.RuneCountInString(core)
	if utf8.RuneCountInString(c.text) <= most {
		return true
	}
	for part := range strings.SplitSeq(c.text, "、") {
		if utf8.RuneCountInString(part) <= most && r.index.covered(g, r.index.grams(part)) >= saidEnough {
			return true
		}
	}
	return false
}

// standsAlone tells whether a short name is a thing by itself where it stands in
// a clause, and not the front of another's name (新质生产力, 新质生产力投资平台).
func (r *reckoner) standsAlone(name, text string) bool {
	_, rest, ok := strings.Cut(text, name)
	if !ok || rest == "" || strings.ContainsAny(rest[:1], "0123456789") || r.words.prefix("unit", rest) != "" {
		return true
	}
	if c, _ := utf8.DecodeRuneInString(rest); boundary(c) || c == '等' {
		return true
	}
	for _, class := range []string{"verb", "lead", "stage word", "of a work"} {
		if r.words.prefix(class, rest) != "" {
			return true
		}
	}
	return false
}

// saidAlike tells whether a clause of the result reads the same.
func (r *reckoner) saidAlike(text string) bool {
	for _, i := range r.clausesWith(r.index.grams(text)) {
		if c := &r.result.clauses[i]; c.text == text && !c.problem {
			return true
		}
	}
	return false
}

// clausesWith are the clauses of the result that have one of the two rarest
// pairs of a phrase.
func (r *reckoner) clausesWith(g grams) []int {
	if r.having == nil {
		r.having = make([][]int, len(r.index.count))
		for _, i := range r.evidence {
			for _, id := range r.result.clauses[i].grams.ids {
				r.having[id] = append(r.having[id], i)
			}
		}
	}
	var first, second []int
	for _, id := range g.ids {
		if int(id) >= len(r.having) || len(r.having[id]) == 0 {
			continue
		}
		switch at := r.having[id]; {
		case first == nil || len(at) < len(first):
			first, second = at, first
		case second == nil || len(at) < len(second):
			second = at
		}
	}
	return append(slices.Clone(first), second...)
}

// missingIn are the names of a milestone's list that the clause lacks.
func (r *reckoner) missingIn(pr *promise, c *clause) []string {
	if len(pr.items) < 2 {
		return nil
	}
	var missing []string
	for _, item := range pr.items {
		name := r.core(item)
		if g := r.index.grams(name); g.weight > 0 && r.index.covered(g, c.grams) < 0.6 && !strings.Contains(c.text, name) {
			missing = append(missing, name)
		}
	}
	if len(missing) == len(pr.items) || strings.Contains(pr.text, "等") && strings.Contains(c.text, "等") && 3*len(missing) <= len(pr.items) {
		return nil
	}
	return missing
}

// bothFall answers a promise that several numbers fall (双下降) by the numbers.
func (r *reckoner) bothFall(pr *promise, row *Row) bool {
	if !strings.Contains(pr.text, "双下降") && !strings.Contains(pr.text, "下降") {
		return false
	}
	var falls []*figure
	for _, f := range r.actual {
		if (f.ind.Measure == "growth" || f.ind.Measure == "change") && r.index.covered(f.grams, pr.grams) >= 0.7 && f.grams.weight > 0 {
			falls = append(falls, f)
		}
	}
	if len(falls) == 0 {
		return false
	}
	row.Result = r.result.side(falls[0])
	row.Basis, row.Confidence, row.Verdict, row.Reason = ByNumber, "0.8", Met, "结果报告下降"
	for _, f := range falls {
		if f.amount.high.Cmp(quantity.Decimal{}) >= 0 {
			row.Verdict, row.Reason = Missed, f.name+"没有下降"
		}
		if f != falls[0] {
			row.Related = append(row.Related, *r.result.side(f))
		}
	}
	return true
}

// nothingHappened answers a promise to keep grave accidents off (遏制重特大事故)
// by a clause that says there were none.
func (r *reckoner) nothingHappened(pr *promise, row *Row) bool {
	if !strings.Contains(pr.text, "遏制") || !strings.HasSuffix(r.words.stripped(pr.text), "事故") && !strings.Contains(pr.text, "事故发生") {
		return false
	}
	for _, i := range r.evidence {
		c := &r.result.clauses[i]
		if r.words.has("none happened", c.text) && strings.Contains(c.text, "事故") && !r.words.has("other accidents", c.text) {
			row.Result = r.result.statementSide(c)
			row.Basis, row.Confidence, row.Verdict, row.Reason = ByStatement, "0.8", Met, "结果报告说没有发生"
			return true
		}
	}
	return false
}

// inStep answers a promise that one thing grows with or faster than the economy
// (居民收入增长与经济增长同步) by the two growths that the result reports.
func (r *reckoner) inStep(pr *promise, row *Row) bool {
	name, how := r.words.stepOf(pr.text)
	if name == "" {
		return false
	}
	mine, whole, like := r.growthsOf(name)
	if len(mine) == 0 {
		return r.inStepSaid(name, row)
	}
	row.Metric, row.Result = name, r.result.side(mine[0])
	row.Basis, row.Confidence = ByNumber, confidence(like)
	for _, f := range mine[1:] {
		row.Related = append(row.Related, *r.result.side(f))
	}
	if whole == nil {
		row.Verdict, row.Reason = NotComparable, "承诺与经济增长相比，结果没有报地区生产总值增速"
		return true
	}
	row.Related = append(row.Related, *r.result.side(whole))
	row.Reason = ""
	kept := 0
	for _, f := range mine {
		row.Reason += fmt.Sprintf("%s增长%s，", f.name, shown(f.ind))
		if judge(whole.amount, how, f.amount.low, false, false) != Missed {
			kept++
		}
	}
	row.Reason += "地区生产总值增长" + shown(whole.ind)
	switch kept {
	case len(mine):
		row.Verdict = Met
	case 0:
		row.Verdict = Missed
	default:
		row.Verdict = Partial
	}
	if len(mine) == 1 {
		row.Margin = r.words.margin(mine[0].ind, whole.amount, mine[0].amount.low)
	}
	return true
}

// inStepSaid answers such a promise by a clause that says so in words
// (居民收入增速高于经济增速).
func (r *reckoner) inStepSaid(name string, row *Row) bool {
	g := r.index.grams(r.words.subject(r.plan, name))
	for _, i := range r.evidence {
		c := &r.result.clauses[i]
		said, _ := r.words.stepOf(c.text)
		if said == "" || c.problem || r.index.covered(g, c.grams) < coverWords || r.words.find("part of people", c.text) != "" {
			continue
		}
		row.Metric, row.Result = name, r.result.statementSide(c)
		row.Basis, row.Confidence, row.Verdict, row.Reason = ByStatement, "0.8", Met, "结果报告说已经做到"
		return true
	}
	return false
}

// growthsOf finds the growths that the result reports of what name stands for,
// of the whole or, where that is not said, of its parts (城镇, 农村居民收入), and
// the economy's.
func (r *reckoner) growthsOf(name string) (mine []*figure, whole *figure, like float64) {
	subject := r.words.subject(r.plan, name)
	g := r.index.grams(subject)
	like = 0.6
	for _, f := range r.actual {
		if f.ind.Measure != "growth" || r.severalYears(f) {
			continue
		}
		if f.key == "gdp" {
			if whole == nil {
				whole = f
			}
			continue
		}
		s := r.index.likeness(g, f.grams)
		q, longer := narrower(f.plain, subject)
		switch {
		case r.opposed(name, f.plain):
		case f.plain == subject:
			mine, like = []*figure{f}, 1
		case like < 1 && longer && r.words.isClass("whole by parts", q):
			mine, like = append(mine, f), 0.9
		case len(mine) == 0 && s > like && !longer:
			mine, like = []*figure{f}, s
		}
	}
	return mine, whole, like
}

// stepOf reads a promise that compares a growth with the economy's: what grows,
// and whether with it (~) or faster (>).
func (w *Words) stepOf(text string) (name, how string) {
	at := -1
	for _, economy := range w.classes["economy grows"] {
		if at = strings.Index(text, economy); at >= 0 {
			break
		}
	}
	if at <= 0 {
		return "", ""
	}
	front := text[:at]
	switch {
	case w.has("faster", front):
		how = ">"
	case strings.Contains(text, "同步"):
		how = "~"
	default:
		return "", ""
	}
	for _, cut := range w.classes["step"] {
		if i := strings.Index(front, cut); i > 0 {
			front = front[:i]
		}
	}
	return front, how
}

// umbrellaFor lets the sentence that reports the livelihood items as a whole
// answer for those of them of which nothing else is said.
func (r *reckoner) umbrellaFor(pr *promise, row *Row) {
	if row.Verdict != Unreported || !pr.livelihood || r.umbrella == nil {
		return
	}
	row.Result = r.result.statementSide(r.umbrella)
	row.Verdict, row.Basis, row.Confidence = Met, ByUmbrella, "0.6"
	row.Reason = "没有单独报告，总括句说民生实事全部做到"
}

// merged finds numbers that report two promises together (甲和乙共140家).
func (r *reckoner) merged(promises []*promise, answer map[*promise]candidate, taken map[*figure]*promise) map[*promise]*Row {
	out := map[*promise]*Row{}
	for _, f := range r.actual {
		c := &r.result.clauses[f.clause]
		if f.ind.Measure != "count" && f.ind.Measure != "level" || !strings.Contains(c.text, "共") || !strings.ContainsAny(f.subject, "和、及与") {
			continue
		}
		var parts []*promise
		sum := quantity.Decimal{}
		for _, pr := range promises {
			p := pr.figure
			if p == nil || p.ind.Measure != "count" || !sameDimension(p.amount.dimension, f.amount.dimension) || p.grams.weight == 0 {
				continue
			}
			if r.index.covered(p.grams, f.grams) >= 0.9 {
				parts = append(parts, pr)
				sum = sum.Add(p.amount.low)
			}
		}
		if len(parts) < 2 {
			continue
		}
		for _, pr := range parts {
			p := pr.figure
			row := &Row{Metric: p.name, Plan: *r.plan.side(p), Result: r.result.side(f), Basis: ByDerived, Confidence: "0.7"}
			whole := amount{sum, sum, p.amount.dimension}
			row.Verdict = judge(whole, p.ind.Comparator, f.amount.low, f.ind.Comparator == ">", r.lowerIsBetter(p))
			row.Reason = fmt.Sprintf("结果把%d项承诺合成一个数：承诺合计%s，结果%s", len(parts), r.words.written(sum, p.ind.Unit), shown(f.ind))
			out[pr] = row
			delete(answer, pr)
		}
		taken[f] = parts[0]
	}
	return out
}
