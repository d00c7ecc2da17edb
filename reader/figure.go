package reader

import (
	"sort"
	"strings"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/reader/lexicon"
	"github.com/luoshi-project/luoshi/zhtext"
	"github.com/luoshi-project/luoshi/zhtext/words"
)

// A figure is an indicator on its way: a number token with what it measures.
type figure struct {
	start, end int
	sentence   int
	ind        Indicator
}

// findFigures finds the indicators, in the order of the text.
func findFigures(r *reading) {
	r.scan()
	fr := &r.figure
	out := r.figures[:0]
	carried := "" // what the paragraph measured last
	for i := range r.sentences {
		s := &r.sentences[i]
		if s.opens {
			carried = ""
		}
		if s.numbers.from == s.numbers.to {
			continue
		}
		fr.begin(r.view.Text[s.start:s.end])
		fr.carried = carried
		found := fr.read(r.numbers[s.numbers.from:s.numbers.to])
		carried = fr.metric
		for k := range found {
			f := &found[k]
			out = append(out, figure{start: s.start + f.q.Start, end: s.start + f.q.End, sentence: i})
			fr.describe(&out[len(out)-1].ind, f, s, r)
		}
	}
	r.figures = out
	r.keyMetrics()
}

// scan finds the numbers of all sentences, before anything is asked of them.
func (r *reading) scan() {
	out := r.numbers[:0]
	for i := range r.sentences {
		s := &r.sentences[i]
		s.numbers.from = len(out)
		if !s.cell { // a table that lost its columns: nothing says what its numbers measure
			out = quantity.AppendScan(out, r.view.Text[s.start:s.end])
		}
		s.numbers.to = len(out)
	}
	r.numbers = out
}

// keyMetrics says which of the indicators recur in reports.
func (r *reading) keyMetrics() {
	for i := range r.figures {
		ind := &r.figures[i].ind
		m, ok := r.lex.Metrics.Key(ind.Metric)
		if !ok && ind.Action == "新增" {
			m, ok = r.lex.Metrics.Key(ind.Action + ind.Metric) // 新增城镇就业
		}
		if !ok {
			continue
		}
		ind.MetricKey = m.Key
		if ind.Nature == "" { // else the report says it
			ind.Nature = m.Nature
		}
	}
}

// A figureReader reads the figures of one sentence. It walks the sentence cell
// by cell and remembers what was measured last, because the clauses that follow
// leave it out (增长5%, 居全国第3位, 总投资20亿元).
type figureReader struct {
	g     *figureGrammar
	text  string
	cells []cell

	metric      string   // what was measured last
	carried     string   // what the sentence before, of the same paragraph, measured last
	topic       string   // what a clause without figures named since
	held        bool     // the topic is the subject of its sentence; verb clauses do not take its place
	deed        string   // the verb of doing that governs the list being read
	share       []string // the things of an open 分别 list that wait for their figures
	pair        []string // the things of the last 分别 list
	preds       predicates
	listFrom    int // where the list of bare figures being read begins in out
	clauseStart int // of the clause being read
	out         []found
	quoted      []stretch // what the sentence has in quotation marks
}

// begin turns to another sentence.
func (fr *figureReader) begin(text string) {
	*fr = figureReader{g: theFigureGrammar(), text: text, cells: fr.cells[:0], out: fr.out[:0], quoted: fr.quoted[:0]}
}

// forget drops what belongs to a document but keeps the room it took.
func (fr *figureReader) forget() {
	fr.begin("")
	clear(fr.cells[:cap(fr.cells)])
	clear(fr.out[:cap(fr.out)])
}

// A found is a quantity of the sentence with what was found out about it.
type found struct {
	q         quantity.Quantity
	metric    string
	deed      string
	measure   string
	direction string
	clause    int    // where its clause begins, in the sentence
	thing     string // what stood behind the number
	list      int    // where the list of bare figures it belongs to begins, among the figures of the sentence
}

// read returns the indicators of the sentence, which has the numbers qs.
func (fr *figureReader) read(qs []quantity.Quantity) []found {
	adoptUnits(fr.text, qs)
	fr.quoted = quotedIn(fr.quoted[:0], fr.text)
	kept := qs[:0]
	for i, q := range qs {
		if !fr.onlyNamed(q) && isFigure(fr.g, fr.text, qs, i, q) {
			kept = append(kept, q)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	fr.cells = cutCells(fr.cells, fr.text, kept)
	for i := range fr.cells {
		fr.readCell(i)
	}
	return fr.out
}

// adoptUnits gives a number that stands before 和 or 、 the unit of the number
// behind it (高于全省22.7和28.8个百分点).
func adoptUnits(text string, qs []quantity.Quantity) {
	for i := 0; i+1 < len(qs); i++ {
		a, b := &qs[i], &qs[i+1]
		if a.Kind == quantity.Count && a.Unit == "个" && b.Kind == quantity.Points && a.End < b.Start && text[a.End:b.Start] == "、" {
			a.Unit, a.Kind = b.Unit, b.Kind // 高于全国、全省1个、0.2个百分点
			continue
		}
		if a.Kind != quantity.Plain || a.Bare || a.Chinese || b.Unit == "" || a.End > b.Start {
			continue
		}
		switch text[a.End:b.Start] {
		case "和", "、", "与", "及":
		default:
			continue
		}
		switch b.Kind {
		case quantity.Percent, quantity.Points, quantity.Count, quantity.Measure:
			if !hasMagnitude(strings.TrimSuffix(text[b.Start:b.End], b.Unit)) {
				a.Unit, a.Kind = b.Unit, b.Kind
			}
		}
	}
}

func hasMagnitude(token string) bool {
	return magnitudes.In(token)
}

var magnitudes = words.NewList("万", "亿", "千", "百")

func (fr *figureReader) readCell(i int) {
	c := &fr.cells[i]
	if c.fresh {
		fr.deed, fr.clauseStart = "", c.start
	}
	if len(c.qs) == 0 {
		fr.readTopic(c)
		return
	}
	for k, q := range c.qs {
		from := c.start
		if k > 0 {
			from = max(c.qs[k-1].To, c.qs[k-1].End)
		}
		to := c.end
		if k+1 < len(c.qs) {
			to = c.qs[k+1].From
		} else {
			// 2个县获评甲、乙: the list behind the last figure belongs to it.
			for j := i + 1; j < len(fr.cells) && !fr.cells[j].fresh && len(fr.cells[j].qs) == 0 && to > max(q.To, q.End); j++ {
				to = fr.cells[j].end
			}
		}
		left := fr.text[from:max(from, q.From)]
		right := fr.text[min(max(q.To, q.End), to):to]
		if k+1 < len(c.qs) {
			right = fr.trimPredicates(right)
		}
		fr.resolve(i, k, q, left, right)
	}
}

// readTopic remembers what a clause without figures is about, for the clause
// behind it that leaves it out (推动天然气增产，年产量达到…).
func (fr *figureReader) readTopic(c *cell) {
	text := fr.text[c.start:c.end]
	if len(text) < 9 || len(text) > 90 || !c.fresh {
		return
	}
	if startsWith(text, "克服", "顶住", "应对", "面对", "针对", "按照", "坚持", "围绕", "聚焦", "随着", "由于", "受") {
		return // under what circumstances, not what
	}
	if i := zhtext.Index(text, "通过"); i >= 6 {
		fr.topic, fr.held = fr.stripOpeners(text[:i]), true // 园区通过…，完成产值…
		return
	}
	deed, object := fr.takeDeed(fr.stripOpeners(text))
	object = subjectOf(object)
	if len(object) >= 6 && !(fr.held && deed != "" && !c.hard) {
		fr.topic, fr.held = object, false
		if c.hard {
			fr.metric = "" // ；另一事…，从8亿元增至20亿元: what was measured before ； is not meant
		}
	}
}

// subjectOf cuts off how the subject of a clause fared (粮食总产量｜再上新台阶).
func subjectOf(clause string) string {
	if !fares.In(clause) {
		return clause
	}
	for _, w := range fared {
		if i := strings.Index(clause, w); i >= 6 {
			clause = clause[:i]
		}
	}
	return clause
}

// fared are the words that say so.
var (
	fared = []string{"再上", "迈上", "跃上", "再创", "创历史", "创新高", "稳步", "持续", "不断", "进一步", "明显", "显著", "大幅", "连跨", "先后跨越", "连续跨越", "先后突破", "连续突破", "实现翻番", "实现翻倍", "实现倍增", "稳中向好", "稳中有进", "稳中提质", "稳中有升", "企稳回升", "回暖", "活力迸发", "势头", "火爆"}
	fares = words.NewList(fared...)
)

// describe gives an indicator what was found of it and what its sentence as a
// whole says.
func (fr *figureReader) describe(ind *Indicator, f *found, s *sentence, r *reading) {
	ind.Value, ind.Unit, ind.Comparator = f.q.Value.String(), f.q.Unit, string(f.q.Comparator)
	ind.Metric, ind.Action, ind.Measure, ind.Direction = f.metric, f.deed, f.measure, f.direction
	if f.q.Ranged {
		ind.ValueMax = f.q.Max.String()
	}
	ind.Status, ind.Year, ind.SpanYears = when(fr.text, f.q.From, s, &r.doc)
	if year := fr.yearInList(f); year != 0 && ind.Status == "target" {
		ind.Year = year
	}
	ind.Nature = statedNature(fr.text[:f.q.From])
	ind.Place = placeOf(r, s.start+f.clause, s.start+f.q.From)
	if ind.Status == "target" {
		ind.Strength = strength(fr.text[f.clause:f.q.From]) // what was reached was 争取 in another sense
	}
}

// statedNature returns the nature of a target where its sentence says so.
func statedNature(left string) string {
	switch {
	case !zhtext.Contains(left, "性指标"):
		return ""
	case zhtext.Contains(left, "约束性指标"):
		return "binding"
	case zhtext.Contains(left, "预期性指标"):
		return "expected"
	}
	return ""
}

// placeOf returns the place narrower than the document's own that is named
// between two positions of the view, where there is only one.
func placeOf(r *reading, from, to int) string {
	i := sort.Search(len(r.places), func(i int) bool { return r.places[i].Start >= from })
	place := ""
	for ; i < len(r.places) && r.places[i].End <= to; i++ {
		p := r.places[i].Place
		if p.Name == "" || p.Name == r.doc.Jurisdiction || !narrower(p.Level, r.doc.Level) || namesThing(r.view.Text[r.places[i].End:]) {
			continue
		}
		if place != "" && place != p.Name {
			return "" // one place out of a list is not what the number is about
		}
		place = p.Name
	}
	return place
}

// namesThing tells whether a place is part of another name (昌平线, 长安大学).
func namesThing(next string) bool {
	return startsWith(next, "线", "大学", "学院", "都市圈", "城市群", "路", "站", "村", "街道")
}

// narrower tells whether a division of level a lies below one of level b.
func narrower(a, b string) bool { return levelRank(a) > levelRank(b) }

func levelRank(level string) int {
	switch level {
	case lexicon.LevelNational:
		return 1
	case lexicon.LevelProvince:
		return 3
	case lexicon.LevelRegion:
		return 2
	case lexicon.LevelCity:
		return 4
	case lexicon.LevelCounty:
		return 5
	}
	return 0
}

var (
	ensures = phrases.list("ensures")
	strives = phrases.list("strives")
)

// strength tells how firmly a target is promised.
func strength(left string) string {
	switch {
	case ensures.In(left):
		return "ensure"
	case strives.In(left):
		return "strive"
	}
	return ""
}
