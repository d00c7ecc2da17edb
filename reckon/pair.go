package reckon

import (
	"cmp"
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
		c := r.ranked(candidate{pr, order, f, how, like, like}, same)
		if c.like >= least(c.how) {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return out
}

// ranked settles by what a candidate goes before others that are as much alike:
// the same number, unit, deed and place, and a figure of one year.
func (r *reckoner) ranked(c candidate, same bool) candidate {
	p, f := c.promise.figure, c.figure
	switch {
	case c.how == direct && same && !p.amount.low.Equal(one):
		c.score += 0.15
		c.like = min(1, c.like+0.08)
	case c.how == direct && p.ind.Unit == f.ind.Unit:
		c.score += 0.06
	case c.how == direct:
	case c.how == otherWise:
		c.score -= 0.12
	default:
		c.score -= 0.03
	}
	if p.ind.Action != "" && f.ind.Action != "" && p.ind.Action == f.ind.Action {
		c.score += 0.04
		c.like = min(1, c.like+0.03)
	}
	if p.ind.Place != f.ind.Place && f.ind.Place != "" {
		c.score -= 0.15
		c.like -= 0.1
	}
	if f.ind.SpanYears > 1 && !r.ofTheYear(f) {
		c.score -= 0.2
	}
	if r.severalYears(f) {
		if f.ind.SpanYears <= 1 {
			c.score -= 0.2
		}
		if c.how == direct && f.ind.Measure != "share" && f.ind.Measure != "rank" {
			c.how = otherWise
		}
	}
	return c
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
