package reckon

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/reader"
)

// A paper is a report prepared for comparison.
type paper struct {
	rep     *reader.Report
	name    string
	own     []string // names of its place, which say nothing inside it
	clauses []clause
	figures []figure
}

// A figure is an indicator with what it takes to compare it.
type figure struct {
	ind     *reader.Indicator
	clause  int    // in the paper's clauses, -1 where it stands outside of all
	name    string // what is measured, as the reader has it
	key     string
	subject string // name folded, one name a thing, without what says nothing
	scope   string // 国家级, 省级 …
	amount  amount
	counted bool   // it has an amount
	stock   bool   // what there is, not what was done in the year
	added   bool   // what comes on top of what there is
	fresh   bool   // it says that it is new in the year
	former  bool   // it is what was before: the first number of 从A提高到B
	ofPlan  bool   // it says what part of the plan was done (完成年计划的118%)
	partial bool   // it only says of how many things the next figure speaks
	plain   string // subject without its grade
	grams   grams
}

// newPaper prepares a report; its clauses are taken up into the index, whose
// weights have to be settled before figures are read.
func (w *Words) newPaper(rep *reader.Report, x *index) *paper {
	p := &paper{rep: rep, name: rep.Document.Source.Name}
	if p.name == "" {
		p.name = rep.Document.Title
	}
	if j := rep.Document.Jurisdiction; j != "" && j != "全国" {
		p.own = append(p.own, fold(j))
		for _, end := range w.classes["jurisdiction"] {
			if short := strings.TrimSuffix(j, end); short != j && len([]rune(short)) > 1 {
				p.own = append(p.own, fold(short))
				break
			}
		}
	}
	for i := range rep.Statements {
		st := &rep.Statements[i]
		for _, c := range clausesOf(st, i) {
			c.text = w.same(p.mended(c.Span))
			c.problem = st.Kind == "problem"
			c.review = st.Kind == "achievement" || c.problem
			x.learn(c.text)
			p.clauses = append(p.clauses, c)
		}
	}
	return p
}

// mended is a stretch of the document as it should read: with the readings of
// the report's repairs in the place of what they repair.
func (p *paper) mended(s reader.Span) string {
	repairs := p.rep.Repairs
	i := sort.Search(len(repairs), func(i int) bool { return repairs[i].Start >= s.Start })
	if i == len(repairs) || repairs[i].End > s.End {
		return s.Quote
	}
	runes := []rune(s.Quote)
	var b strings.Builder
	at := s.Start
	for ; i < len(repairs) && repairs[i].End <= s.End; i++ {
		r := repairs[i]
		if r.Start < at {
			continue
		}
		b.WriteString(string(runes[at-s.Start : r.Start-s.Start]))
		b.WriteString(r.Reading)
		at = r.End
	}
	b.WriteString(string(runes[at-s.Start:]))
	return b.String()
}

// read settles what the clauses and the indicators are about.
func (w *Words) readFigures(p *paper, x *index) {
	for i := range p.clauses {
		p.clauses[i].grams = x.grams(p.clauses[i].text)
	}
	for i := range p.rep.Indicators {
		ind := &p.rep.Indicators[i]
		names := []string{ind.Metric}
		c := p.clauseAt(ind.Start)
		if c >= 0 && strings.Contains(ind.Metric, "、") && strings.Contains(before(&p.clauses[c], ind.Start), "均") {
			names = strings.Split(ind.Metric, "、") // 甲占比、乙占比均达到60%: two promises
		}
		for _, name := range names {
			f := figure{ind: ind, clause: c, name: name, key: ind.MetricKey}
			if len(names) > 1 {
				f.key = ""
			}
			w.prepare(p, &f, x)
			p.figures = append(p.figures, f)
		}
	}
}

func (w *Words) prepare(p *paper, f *figure, x *index) {
	f.subject = w.subject(p, f.name)
	f.scope, f.plain = w.graded(w.same(f.name), f.subject)
	f.grams = x.grams(f.plain)
	f.amount, f.counted = w.amountOf(f.ind)
	f.stock = w.isStock(p, f)
	f.added = w.adds(p, f)
	f.fresh = w.isFresh(p, f)
	f.former = w.isFormer(p, f)
	f.ofPlan = w.isOfPlan(p, f)
	f.partial = p.restricts(f)
}

// subject writes the name of what is measured the way names are compared.
func (w *Words) subject(p *paper, name string) string {
	s := w.same(name)
	for _, own := range p.own {
		if t := strings.ReplaceAll(s, own, ""); t != "" {
			s = t
		}
	}
	for _, planned := range w.classes["planned"] {
		if t, ok := strings.CutPrefix(s, planned); ok && utf8.RuneCountInString(t) > 1 {
			s = t
		}
	}
	if t := w.fillers.Replace(s); t != "" && t != s {
		s = w.aliases.Replace(t) // names that a filler kept apart
	}
	return strings.TrimLeft(strings.TrimSuffix(s, "的"), "的")
}

// graded takes the grade that a thing has (国家级, 省级) out of its name. Words
// for one grade are one grade: 国家绿色工厂, 国家级绿色工厂.
func (w *Words) graded(name, subject string) (scope, plain string) {
	word := w.find("scope", name)
	if word == "" {
		return "", subject
	}
	plain = strings.Replace(subject, word, "", 1)
	if utf8.RuneCountInString(plain) < 3 { // 国家公园
		plain = subject
	}
	switch {
	case w.isClass("of the state", word):
		word = "国家级"
	case w.isClass("of the province", word):
		word = "省级"
	}
	return word, plain
}

// isStock tells what there is at the end of a year from what was done in it.
func (w *Words) isStock(p *paper, f *figure) bool {
	switch f.ind.Measure {
	case "share":
		return true
	case "level", "count":
	default:
		return false
	}
	if f.ind.Measure == "level" && w.endsIn("capacity", f.subject) != "" {
		return true
	}
	switch f.amount.dimension {
	case "money", "dollar", "euro", "mass", "energy", "density", "coal", "time": // of the year, or of any day
		return false
	}
	text := ""
	if f.clause >= 0 {
		c := &p.clauses[f.clause]
		if strings.Contains(before(c, f.ind.Start), "累计") {
			return true
		}
		from := c.Start
		for i := range p.rep.Indicators {
			if o := &p.rep.Indicators[i]; o.End <= f.ind.Start && o.End > from {
				from = o.End
			}
		}
		text = fold(before(c, f.ind.Start)[len(before(c, from)):])
	}
	if f.visits() {
		return false
	}
	if w.has("stock", text) {
		return !w.has("on top", text)
	}
	switch f.amount.dimension {
	case "things", "people", "power", "length":
		return f.ind.Measure == "level" && !w.has("new", text)
	}
	return false
}

// visits tells a number of times or of visits: it is counted over a while and
// never stands.
func (f *figure) visits() bool { return strings.HasSuffix(f.ind.Unit, "次") }

// adds tells a level that a list says to be on top of what there is (新增煤炭产能
// 800万吨、火电装机130万千瓦).
func (w *Words) adds(p *paper, f *figure) bool {
	if f.clause < 0 || f.ind.Measure != "level" {
		return false
	}
	front := before(&p.clauses[f.clause], f.ind.Start)
	return w.has("on top", front)
}

// restricts tells a number that only says of how many things the next figure
// of its clause speaks (10条产业链营业收入达到1万亿元).
func (p *paper) restricts(f *figure) bool {
	if f.ind.Measure != "count" || f.clause < 0 {
		return false
	}
	c := &p.clauses[f.clause]
	for i := range p.rep.Indicators {
		o := &p.rep.Indicators[i]
		if o.Start >= f.ind.End && o.Start < c.End && o.Measure != "count" && o.Metric == f.ind.Metric {
			return true
		}
	}
	return false
}

// isFresh tells a figure that its own words call new (新增规上企业46家).
func (w *Words) isFresh(p *paper, f *figure) bool {
	if f.clause < 0 || f.ind.Measure != "count" && f.ind.Measure != "change" {
		return false
	}
	if f.ind.Action != "" {
		return w.has("fresh", f.ind.Action)
	}
	front := before(&p.clauses[f.clause], f.ind.Start)
	return w.has("fresh", front)
}

// qualifies tells a sum that only says how large the works are which the
// promise is about (总投资1.8万亿元的289个项目).
func (w *Words) qualifies(p *paper, f *figure) bool {
	if f.clause < 0 || f.amount.dimension != "money" {
		return false
	}
	c := &p.clauses[f.clause]
	front, rest := before(c, f.ind.Start), c.Quote[len(before(c, f.ind.End)):]
	for _, word := range w.classes["bound"] {
		rest = strings.TrimPrefix(rest, word)
	}
	return strings.HasSuffix(strings.TrimRight(front, "约超近过"), "总投资") && rest != "" && !strings.HasPrefix(rest, "、")
}

// isFormer tells the first number of 从A提高到B, which is what was before.
func (w *Words) isFormer(p *paper, f *figure) bool {
	if f.clause < 0 {
		return false
	}
	c := &p.clauses[f.clause]
	front := before(c, f.ind.Start)
	if !strings.Contains(tail(front, 8), "从") && !strings.Contains(tail(front, 4), "由") {
		return false
	}
	return w.prefix("rises to", c.Quote[len(before(c, f.ind.End)):]) != ""
}

// isOfPlan tells a share of what was planned (完成年计划的118%).
func (w *Words) isOfPlan(p *paper, f *figure) bool {
	if f.clause < 0 || f.amount.dimension != "percent" || f.ind.Measure == "growth" {
		return false
	}
	front := fold(before(&p.clauses[f.clause], f.ind.Start))
	at := strings.LastIndex(front, "完成")
	return at >= 0 && w.find("the plan", front[at:]) != ""
}

// before is the part of a clause in front of a position of the document.
func before(c *clause, at int) string {
	n := at - c.Start
	for i := range c.Quote {
		if n <= 0 {
			return c.Quote[:i]
		}
		n--
	}
	return c.Quote
}

// clauseAt finds the clause that a position of the document stands in.
func (p *paper) clauseAt(at int) int {
	i := sort.Search(len(p.clauses), func(i int) bool { return p.clauses[i].End > at })
	if i < len(p.clauses) && p.clauses[i].Start <= at {
		return i
	}
	return -1
}

// figuresIn returns the figures of a clause.
func (p *paper) figuresIn(c int) []*figure {
	var out []*figure
	for i := range p.figures {
		if p.figures[i].clause == c {
			out = append(out, &p.figures[i])
		}
	}
	return out
}
