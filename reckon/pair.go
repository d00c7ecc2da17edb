package reckon

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/quantity"
)

// The likeness from which two figures are about the same thing, by how they
// are set beside each other.
const (
	likeEnough    = 0.58 // same measure
	likeToDerive  = 0.70 // another measure that can be reckoned
	likeToMention = 0.72 // another measure that cannot
)

// about tells how sure it is that two figures measure the same thing, 0 to 1.
func (r *reckoner) about(p, f *figure) float64 {
	same := p.plain == f.plain
	if one, told := r.taught[[2]string{p.subject, f.subject}]; told {
		if one {
			return 1
		}
		return 0
	}
	if p.key != "" && f.key != "" && p.key != f.key && !(same && (p.scope != f.scope || p.ind.Unit == f.ind.Unit)) {
		return 0
	}
	text := 1.0
	if !same {
		text = r.index.likeness(p.grams, f.grams)
		if otherOfTheName(p.plain, f.plain) {
			return 0
		}
		if text == 0 && p.key != f.key || text > 0.2 && r.opposed(p.plain, f.plain) {
			return 0
		}
		if r.generic(p.plain) || r.generic(f.plain) {
			text -= 0.3
		}
		if (p.key == "") != (f.key == "") && p.ind.Measure != "count" && qualified(p, f) {
			text -= 0.3 // 开发区规上工业增加值 is not 规上工业增加值
		}
		if r.otherHead(p, f) {
			text -= 0.25
		}
		if tail(p.plain, 2) == tail(f.plain, 2) {
			text = min(1, text+0.06)
		} else {
			text -= 0.06
		}
	}
	if p.key != "" && p.key == f.key {
		text = 0.6 + 0.4*max(0, text)
	}
	return text
}

// qualified tells that one of two names is the other with a qualifier in front.
func qualified(p, f *figure) bool {
	a, ok := strings.CutSuffix(p.plain, f.plain)
	if !ok {
		a, ok = strings.CutSuffix(f.plain, p.plain)
	}
	return ok && utf8.RuneCountInString(a) >= 2
}

// otherHead tells that one name goes on to another thing (普通高中, 普通高中学位):
// what is added is no deed, and the two are counted in other units.
func (r *reckoner) otherHead(p, f *figure) bool {
	long, short := p.plain, f.plain
	if len(long) < len(short) {
		long, short = short, long
	}
	rest, ok := strings.CutPrefix(long, short)
	return ok && p.ind.Unit != f.ind.Unit && r.words.prefix("verb", rest) == "" && !r.words.has("verb", rest)
}

// generic tells a name of nothing but words that stand in many names (重大项目).
func (r *reckoner) generic(name string) bool {
	for _, g := range r.words.classes["generic"] {
		name = strings.ReplaceAll(name, g, "")
	}
	return utf8.RuneCountInString(name) < 2
}

// narrower tells whether a name is another with a qualifier put in or on
// (过夜游客, 游客), and returns the qualifier.
func narrower(name, of string) (qualifier string, ok bool) {
	if len(name) <= len(of) || len(of) < 6 {
		return "", false
	}
	n := 0
	for n < len(of) && name[n] == of[n] {
		n++
	}
	for n > 0 && (n >= len(name) || name[n]&0xC0 == 0x80) {
		n--
	}
	if rest := of[n:]; strings.HasSuffix(name, rest) && len(name)-len(rest) >= n {
		return name[n : len(name)-len(rest)], true
	}
	return "", false
}

// opposed tells names that differ in one of a pair of opposites: 城镇 and 农村.
func (r *reckoner) opposed(a, b string) bool {
	for _, w := range r.words.classes["opposite"] {
		x, y, _ := strings.Cut(w, "/")
		ax, ay, bx, by := strings.Contains(a, x), strings.Contains(a, y), strings.Contains(b, x), strings.Contains(b, y)
		if ax && !ay && by && !bx || ay && !ax && bx && !by {
			return true
		}
	}
	return false
}

// A candidate is a result that may answer a promise.
type candidate struct {
	promise *promise
	order   int
	figure  *figure
	how     relation
	score   float64 // by which candidates are ranked
	like    float64
}

// candidates are the figures of the result that may answer a promise with a
// number, best first.
func (r *reckoner) candidates(pr *promise, order int) []candidate {
	p := pr.figure
	var out []candidate
	for _, f := range r.actual {
		how := relate(p, f)
		like := r.about(p, f)
		if like < least(how) && r.index.common(p.grams, r.result.clauses[f.clause].grams) > 0 && !r.opposed(p.plain, f.plain) {
			like, how = r.loosely(pr, f, like, how)
		}
		same := f.counted && p.counted && p.amount.low.Equal(f.amount.low) && sameDimension(p.amount.dimension, f.amount.dimension)
		if like >= least(how) {
			like, how = r.weighed(pr, f, like, how, same)
		}
		if r.refused(p, f, like, how) {
			continue
		}
		score := like
		switch {
		case how == direct && same && !p.amount.low.Equal(one):
			score += 0.15
			like = min(1, like+0.08)
		case how == direct && p.ind.Unit == f.ind.Unit:
			score += 0.06
		case how == direct:
		case how == otherWise:
			score -= 0.12
		default:
			score -= 0.03
		}
		if p.ind.Action != "" && f.ind.Action != "" && p.ind.Action == f.ind.Action {
			score += 0.04
			like = min(1, like+0.03)
		}
		if p.ind.Place != f.ind.Place && f.ind.Place != "" {
			score -= 0.15
			like -= 0.1
		}
		if f.ind.SpanYears > 1 && !r.ofTheYear(f) {
			score -= 0.2
		}
		if r.severalYears(f) {
			if f.ind.SpanYears <= 1 {
				score -= 0.2
			}
			if how == direct && f.ind.Measure != "share" && f.ind.Measure != "rank" {
				how = otherWise
			}
		}
		if like >= least(how) {
			out = append(out, candidate{pr, order, f, how, score, like})
		}
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return out
}

// refused tells pairs that are more likely of two things than of one, whatever
// their names: a wrong pair is worse than a missed one.
func (r *reckoner) refused(p, f *figure, like float64, how relation) bool {
	if _, told := r.taught[[2]string{p.subject, f.subject}]; told {
		return false
	}
	same := p.plain == f.plain || p.key != "" && p.key == f.key
	counted := p.ind.Measure == "count"
	switch {
	case how == ofPlanned:
		return false
	case p.ind.Measure != f.ind.Measure && (f.ind.Measure == "rank" || p.ind.Measure == "rank"):
		return !same || counted
	case counted && how == otherWise && !sameDimension(p.amount.dimension, f.amount.dimension):
		return !same // firms, and what they sell
	case how == otherWise:
		return !same && (r.generic(p.plain) || r.generic(f.plain))
	case how != direct || r.severalYears(f):
		return false
	case counted && !same && like < 0.9:
		return beyond(p, f)
	case counted && same && p.key == "" && utf8.RuneCountInString(p.plain) < 4 && p.ind.Action != f.ind.Action:
		return beyond(p, f) // 新增天然气储量, 生产天然气
	}
	return false
}

// least is the likeness that a relation needs.
func least(how relation) float64 {
	switch how {
	case direct, ofPlanned:
		return likeEnough
	case otherWise:
		return likeToMention
	}
	return likeToDerive
}

// loosely looks at two figures whose names are not alike enough: a name may be
// told by the clause, narrowed by a qualifier, or share only its subject.
func (r *reckoner) loosely(pr *promise, f *figure, like float64, how relation) (float64, relation) {
	p := pr.figure
	keysDiffer := p.key != "" && f.key != "" && p.key != f.key
	if p.clause < 0 {
		return like, how
	}
	if how == direct && r.inOneContext(pr, f) {
		return 0.65, how
	}
	wide, narrow := p.plain, f.plain
	if strings.Contains(r.result.clauses[f.clause].text, f.ind.Action+narrow) && strings.HasPrefix(wide, f.ind.Action) {
		narrow = f.ind.Action + narrow
	}
	if how == direct && like >= 0.45 && !keysDiffer && r.words.sameNumber(p, f) {
		return 0.6, how
	}
	if q, ok := narrower(narrow, wide); ok {
		if r.toldBefore(q, pr) {
			return 0.8, how
		}
		if (utf8.RuneCountInString(wide) >= 4 || f.partial) && !keysDiffer {
			return likeToMention, otherWise
		}
	}
	if !keysDiffer && how == direct && utf8.RuneCountInString(p.plain) >= 4 && !r.generic(p.plain) &&
		r.index.covered(p.grams, r.result.clauses[f.clause].grams) > 0.9 {
		return 0.62, how
	}
	if n := sharedPrefix(p.plain, f.plain); n >= 4 && r.sameSubject(p, f, n) {
		return likeToMention, otherWise
	}
	return like, how
}

// sameNumber tells two figures with one large number in one unit, which hardly
// two things have by chance.
func (w *Words) sameNumber(p, f *figure) bool {
	if !p.counted || !f.counted || p.ind.Unit != f.ind.Unit || !p.amount.low.Equal(f.amount.low) {
		return false
	}
	n := p.amount.low
	if row, ok := w.units[p.ind.Unit]; ok {
		n = n.Quo(row.factor, 0)
	}
	return n.Cmp(quantity.NewDecimal(1000, 0)) >= 0
}

// sameSubject tells whether the first n characters of two names are a subject of
// which they measure different things (两化融合发展指数, 两化融合企业).
func (r *reckoner) sameSubject(p, f *figure, n int) bool {
	subject := head(p.plain, n)
	mine, its := p.plain[len(subject):], f.plain[len(subject):]
	switch {
	case r.generic(subject) || !r.rare(subject) || utf8.RuneCountInString(mine) == 1 || r.words.telling(mine) != "":
		return false
	case f.ind.Measure == "count" && !f.stock && p.ind.Measure != "count" && p.amount.dimension != "number":
		return false
	case p.ind.Measure == "count" && f.amount.dimension == "money":
		return false
	case p.ind.Measure == "count" && f.ind.Measure != "count" && f.ind.Measure != "level":
		return r.words.telling(its) == ""
	}
	return true
}

// toldBefore tells whether a qualifier stands in the sentence of the promise.
func (r *reckoner) toldBefore(q string, pr *promise) bool {
	st := r.plan.clauses[pr.clause].statement
	for c := pr.clause; c >= 0 && r.plan.clauses[c].statement == st; c-- {
		if strings.Contains(r.plan.clauses[c].text, q) {
			return true
		}
	}
	return false
}

// weighed looks again at two figures whose names are alike: at what tells them
// apart, and whether the result is about a part of what was promised.
func (r *reckoner) weighed(pr *promise, f *figure, like float64, how relation, same bool) (float64, relation) {
	p := pr.figure
	if p.plain != f.plain && p.ind.Measure == "count" && f.ind.Measure == "count" && like < 0.9 && farApart(p, f) {
		return 0, how
	}
	if r.ofPart(pr, f) {
		like, how = like-0.15, otherWise
	}
	if same && !p.amount.low.Equal(one) && p.ind.Measure != "growth" && p.ind.Measure != "share" {
		return like, how
	}
	if _, told := r.taught[[2]string{p.subject, f.subject}]; told {
		return like, how
	}
	if how == direct && p.ind.Unit == f.ind.Unit && p.ind.Measure == "count" && r.index.covered(p.grams, r.result.clauses[f.clause].grams) > 0.9 {
		return like, how // 小区改造100万户: 小区改造惠及群众106万户
	}
	switch r.differ(pr, f) {
	case otherThing:
		return 0, how
	case widened:
		like -= 0.25
	case narrowed:
		like, how = max(like, likeToMention), otherWise
	}
	return like, how
}

// severalYears tells a figure that is true for several years together.
func (r *reckoner) severalYears(f *figure) bool {
	if r.ofTheYear(f) {
		return false
	}
	return f.ind.SpanYears > 1 && !r.atTheEnd(f) || f.clause >= 0 && strings.Contains(r.result.clauses[f.clause].text, "年均增")
}

// ofTheYear tells a figure of a review of several years that names the year it
// is for (2025年接待游客86万人次).
func (r *reckoner) ofTheYear(f *figure) bool {
	if f.ind.SpanYears <= 1 || f.clause < 0 || r.year == 0 {
		return false
	}
	c := &r.result.clauses[f.clause]
	return strings.Contains(fold(before(c, f.ind.Start)), strconv.Itoa(r.year)+"年") && !r.words.has("part of year", c.text)
}

// sharedPrefix is how many characters two names begin with alike.
func sharedPrefix(a, b string) int {
	n := 0
	for i, x := range a {
		if i >= len(b) {
			break
		}
		if y, _ := utf8.DecodeRuneInString(b[i:]); x != y {
			break
		}
		n++
	}
	return n
}

// rare tells whether one clause of the result at most speaks of a name.
func (r *reckoner) rare(name string) bool {
	n := 0
	for _, i := range r.evidence {
		if strings.Contains(r.result.clauses[i].text, name) {
			n++
		}
	}
	return n <= 1
}

// settle finds what is said about each promise. The best pairs are taken first;
// a number answers a second promise only where it is about the very same thing.
func (r *reckoner) settle(promises []*promise) []Row {
	var all []candidate
	settled := map[*promise]*Decision{}
	taken := map[*figure]*promise{}
	for i, pr := range promises {
		if d := r.decided(pr); d != nil {
			settled[pr] = d
			if c := d.answer(); c != nil && pr.figure != nil {
				if f := r.figureAt(c); f != nil {
					taken[f] = pr
				}
			}
			continue
		}
		if pr.figure != nil {
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
		row.Verdict, row.Reason = NotComparable, differs(p, f)
		return
	}
	lower := r.lowerIsBetter(p)
	if f.ind.SpanYears > 1 && !r.ofTheYear(f) && (f.ind.Comparator == ">" || f.ind.Comparator == ">=") && got.Cmp(p.amount.low) < 0 { // 五年稳定在7100万亩以上
		row.Verdict, row.Reason = NotComparable, fmt.Sprintf("承诺%s，结果只说%d年%s", shown(p.ind), f.ind.SpanYears, shown(f.ind))
		return
	}
	if (f.ind.Comparator == ">" || f.ind.Comparator == ">=") && p.plain != f.plain && c.how == direct && got.Cmp(p.amount.low) < 0 {
		row.Verdict, row.Reason = NotComparable, fmt.Sprintf("承诺%s，结果只说%s，名称也不同", shown(p.ind), shown(f.ind))
		return
	}
	if lower && p.ind.Comparator == "~" && p.ind.Measure == "growth" && p.amount.low.Sign() > 0 && got.Sign() < 0 { // prices that fall
		row.Verdict, row.Reason = NotComparable, fmt.Sprintf("承诺增长%s，结果为下降（%s），是否算做到由人判断", shown(p.ind), shown(f.ind))
		return
	}
	over := c.how == direct && (f.ind.Comparator == ">" || lower && f.ind.Comparator == "<")
	row.Verdict = judge(p.amount, p.ind.Comparator, got, over, lower)
	unit := p.ind.Unit
	if not := r.words.find("not done", r.result.clauses[f.clause].text); not != "" && p.ind.Measure == "count" && row.Verdict != Missed {
		row.Verdict, row.Reason = Missed, "结果报告写明没有做到："+not
		return
	}
	row.Margin = r.words.margin(p.ind, p.amount, got)
	row.Reason = fmt.Sprintf("承诺%s，结果%s", shown(p.ind), shown(f.ind))
	if lower {
		row.Reason += "，以低为好"
	}
	if base != nil {
		row.Basis = ByDerived
		row.Related = []Side{*r.plan.side(base)}
		value := r.words.written(got, unit)
		if c.how == growthOf {
			value = got.String() + "%"
		}
		row.Reason = fmt.Sprintf("承诺%s；上年为%s，结果为%s，据此算得%s", shown(p.ind), shown(base.ind), shown(f.ind), value)
	}
	if c.how == ofPlanned {
		row.Basis = ByDerived
		row.Reason = fmt.Sprintf("承诺%s，结果完成计划的%s", shown(p.ind), shown(f.ind))
	}
	if part := r.onlyPart(p, f); part && row.Verdict == Missed {
		row.Verdict = Partial
		row.Reason += "，只报了其中一部分：" + f.name
	}
	if missing := r.missingItems(pr, f); row.Verdict == Missed && len(missing) > 0 {
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
func differs(p, f *figure) string {
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
		return fmt.Sprintf("口径不同：承诺为当年（%s），结果为%d年合计（%s）", shown(p.ind), f.ind.SpanYears, shown(f.ind))
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
