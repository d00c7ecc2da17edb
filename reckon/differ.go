package reckon

import (
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/quantity"
)

// A gap says how two names for what is measured differ.
type gap int

const (
	sameThing  gap = iota
	otherThing     // each names something the other does not (护士数, 托位数)
	widened        // the result leaves out what the promise narrows to (顶尖人才, 人才)
	narrowed       // the result speaks of a part (规上工业增加值, 规上装备工业增加值)
)

// differ tells how the names of a promise and a figure of the result differ, by
// what is left of both once the words they share at either end, and those that
// narrow nothing, are taken away.
func (r *reckoner) differ(pr *promise, f *figure) gap {
	p := pr.figure
	if p.plain == f.plain || p.key != "" && p.key == f.key {
		return sameThing
	}
	mine, its, front, back := r.words.apart(p.plain, f.plain)
	switch {
	case mine == "" && its == "":
		return sameThing
	case mine == "":
		if r.toldBefore(its, pr) || back == 0 && p.ind.Unit == f.ind.Unit && p.ind.Measure == "count" { // 排污口, 排污口溯源
			return sameThing
		}
		return narrowed
	case its == "":
		if r.toldBeside(mine, f) || front >= 4 && p.ind.Measure == f.ind.Measure && !beyond(p, f) {
			return sameThing
		}
		return widened
	case strings.ContainsAny(mine, its) || front >= 4 && back == 0:
		return sameThing
	}
	return otherThing
}

// apart gives what is left of two names without the front and back characters
// that they share and without the words that narrow nothing.
func (w *Words) apart(one, other string) (mine, its string, front, back int) {
	a, b := []rune(w.thing(one)), []rune(w.thing(other))
	for front < len(a) && front < len(b) && a[front] == b[front] {
		front++
	}
	for back < len(a)-front && back < len(b)-front && a[len(a)-1-back] == b[len(b)-1-back] {
		back++
	}
	return w.telling(string(a[front : len(a)-back])), w.telling(string(b[front : len(b)-back])), front, back
}

// thing takes words of doing off the front of a name.
func (w *Words) thing(name string) string {
	if at := strings.LastIndex(name, "的"); at > 0 && utf8.RuneCountInString(name[at+len("的"):]) >= 3 { // 开展入企服务的特派员
		name = name[at+len("的"):]
	}
	for {
		v := w.prefix("verb", name)
		if v == "" || utf8.RuneCountInString(name[len(v):]) < 3 {
			return name
		}
		name = name[len(v):]
	}
}

// telling is what is left of a part of a name without the words that narrow
// nothing; "" where that is less than two characters.
func (w *Words) telling(part string) string {
	for _, class := range []string{"neutral", "generic", "verb"} {
		for _, word := range w.classes[class] {
			if utf8.RuneCountInString(word) > 1 {
				part = strings.ReplaceAll(part, word, "")
			}
		}
	}
	if utf8.RuneCountInString(part) < 2 {
		return ""
	}
	return part
}

// toldBeside tells whether what narrows a promise stands in the sentence of a
// figure, most of it at least.
func (r *reckoner) toldBeside(part string, f *figure) bool {
	st := r.result.clauses[f.clause].statement
	g := r.index.grams(part)
	for c := f.clause; c >= 0 && r.result.clauses[c].statement == st; c-- {
		if strings.Contains(r.result.clauses[c].text, part) || g.weight > 0 && r.index.covered(g, r.result.clauses[c].grams) >= 0.6 {
			return true
		}
	}
	return false
}

// ofPart tells whether a figure of the result is about a part of the whole that
// the promise does not speak of: 省属企业研发投入, 带动进出口.
func (r *reckoner) ofPart(pr *promise, f *figure) bool {
	part := r.words.find("part of whole", before(&r.result.clauses[f.clause], f.ind.Start))
	return part != "" && !strings.Contains(f.subject, part) == !strings.Contains(pr.figure.subject, part) && !r.toldBefore(part, pr)
}

// beyond tells numbers of which one is more than two and a half times the other.
func beyond(p, f *figure) bool {
	a, b := p.amount.low.Abs(), f.amount.low.Abs()
	most := quantity.NewDecimal(25, -1)
	return a.Mul(most).Cmp(b) < 0 || b.Mul(most).Cmp(a) < 0
}

// putTogether tells a result that counts other things with what was promised
// (老旧小区、城中村、危旧房改造2.2万套).
func (r *reckoner) putTogether(p, f *figure) bool {
	parts := r.words.partsOf(f.name)
	if p.plain == f.plain || len(parts) < 2 || len(r.words.partsOf(p.name)) > 1 || f.clause >= 0 && strings.Contains(r.result.clauses[f.clause].text, "均") {
		return false
	}
	of := 0
	for _, part := range parts {
		if r.index.covered(r.index.grams(r.words.same(part)), p.grams) >= 0.7 {
			of++
		}
	}
	return of < len(parts) && of > 0
}

// onlyPart tells a result that counts one of the things which were promised
// together (助老餐厅和助餐点1000个).
func (r *reckoner) onlyPart(p, f *figure) bool {
	parts := r.words.partsOf(p.name)
	return len(parts) > 1 && len(r.words.partsOf(f.name)) == 1 && r.index.covered(p.grams, f.grams) < 0.9
}

// partsOf are the names that a name puts together with 、 or 和.
func (w *Words) partsOf(name string) []string {
	name = fold(name)
	for _, whole := range w.classes["one word"] { // 和美乡村
		if strings.Contains(name, whole) {
			return []string{name}
		}
	}
	var parts []string
	for _, part := range strings.FieldsFunc(name, func(c rune) bool { return strings.ContainsRune("、和及与", c) }) {
		if utf8.RuneCountInString(part) < 2 {
			return []string{name}
		}
		parts = append(parts, part)
	}
	return parts
}

// inOneContext tells two figures whose names say little (项目, 改造计划) that
// stand in sentences about one thing, in one unit and not far from each other.
func (r *reckoner) inOneContext(pr *promise, f *figure) bool {
	p := pr.figure
	if !r.generic(p.plain) && !r.generic(f.plain) || p.ind.Unit != f.ind.Unit || p.ind.Measure != f.ind.Measure || p.stock != f.stock || beyond(p, f) || r.severalYears(f) {
		return false
	}
	if !r.generic(p.plain) { // 城中村改造加快推进，启动26个改造项目
		return p.grams.weight > 2*r.index.rarest && r.index.covered(p.grams, r.index.grams(r.result.told(f.clause))) >= 0.9
	}
	told := r.index.grams(r.plan.told(pr.clause))
	if !r.generic(f.plain) {
		return r.index.covered(f.grams, told) >= 0.75 && f.grams.weight > 2*r.index.rarest
	}
	c := &r.result.clauses[f.clause]
	for i := f.clause - 1; i >= 0 && r.result.clauses[i].statement == c.statement; i-- {
		if g := r.result.clauses[i].grams; g.weight > 4*r.index.rarest && r.index.covered(g, told) >= 0.6 {
			return true
		}
	}
	return false
}

// told is what a sentence and the one before it have said up to a clause.
func (p *paper) told(clause int) string {
	var b strings.Builder
	first := p.clauses[clause].statement - 1
	from := clause
	for from > 0 && p.clauses[from-1].statement >= first && p.clauses[from-1].section == p.clauses[clause].section {
		from--
	}
	for i := from; i <= clause; i++ {
		b.WriteString(p.clauses[i].text)
		b.WriteString("，")
	}
	return b.String()
}

// farApart tells counts of which one is many times the other.
func farApart(p, f *figure) bool {
	a, b := p.amount.low.Abs(), f.amount.low.Abs()
	ten := quantity.NewDecimal(8, 0)
	return a.Mul(ten).Cmp(b) < 0 || b.Mul(ten).Cmp(a) < 0
}

// atTheEnd tells a figure of a review of several years that says how things
// stand at their end (突破1万亿元, 增至38家), not what was done in all of them.
func (r *reckoner) atTheEnd(f *figure) bool {
	if f.clause < 0 || f.ind.Action != "" || f.visits() || f.ind.Measure != "level" && !(f.stock && f.ind.Measure == "count") {
		return false
	}
	front := before(&r.result.clauses[f.clause], f.ind.Start)
	if r.words.has("over years", front) {
		return false
	}
	front = strings.TrimRight(front, "约近")
	for _, word := range r.words.classes["reaches"] {
		if strings.HasSuffix(front, word) {
			return true
		}
	}
	return false
}
