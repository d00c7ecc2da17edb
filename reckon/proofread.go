package reckon

import (
	"slices"
	"strings"
)

// ProofreadSchema names the JSON form of a Proofreading.
const ProofreadSchema = "luoshi.proofread/1"

// A Passage is a stretch of a document in code points.
type Passage struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Quote string `json:"quote"`
}

// A Kind says what differs.
type Kind string

// The kinds of differences.
const (
	KindName     Kind = "name"
	KindNumber   Kind = "number" // a number or its unit
	KindWord     Kind = "word"
	KindOmission Kind = "omission_inside_sentence"
	KindOrder    Kind = "order"
)

// A Severity tells whether the meaning changes.
type Severity string

// The severities.
const (
	ChangesMeaning Severity = "meaning"
	Minor          Severity = "minor"
)

// A Difference is a place where two documents that should say the same do not,
// or, for one document alone, a place that cannot be right.
type Difference struct {
	A        Passage  `json:"a"`
	B        Passage  `json:"b"`
	Type     Kind     `json:"type"`
	Severity Severity `json:"severity"`
	Note     string   `json:"note"`
}

// A Proofreading lists the differences in the order of the first document.
type Proofreading struct {
	Schema string       `json:"schema"`
	Rows   []Difference `json:"rows"`
}

// Proofread compares a digest, a, with the full text it was made from, b. A whole
// sentence that is left out is no difference, nor is punctuation.
func Proofread(a, b string) *Proofreading {
	pr := &proofreader{a: newProofText(a), b: newProofText(b), words: DefaultWords()}
	pr.seek = newSeeker(pr.a, pr.b)
	pr.place()
	pr.differences()
	pr.omissions()
	slices.SortStableFunc(pr.rows, func(x, y Difference) int { return x.A.Start - y.A.Start })
	return &Proofreading{Schema: ProofreadSchema, Rows: append([]Difference{}, pr.rows...)}
}

type proofreader struct {
	a, b    *proofText
	words   *Words
	seek    *seeker
	matches []match // a piece of a each
	rows    []Difference
}

// place finds every piece of a in b: first those that stand there as they are,
// once only, then those that recur, beside the others of their sentence, then,
// between them, those that are changed.
func (p *proofreader) place() {
	p.matches = make([]match, len(p.a.pieces))
	for i, pc := range p.a.pieces {
		if m, only := p.seek.exact(pc, 0); only {
			p.matches[i] = m
		}
	}
	expected := 0
	for i, pc := range p.a.pieces {
		if !p.matches[i].found {
			p.matches[i], _ = p.seek.exact(pc, p.beside(i, expected))
		}
		if m := p.matches[i]; m.found {
			expected = m.end
		}
	}
	p.dropStrays()
	for i, pc := range p.a.pieces {
		if p.matches[i].found {
			continue
		}
		expected, limit := p.around(i)
		if m := p.seek.beside(pc, expected, limit); m.found {
			p.matches[i] = m
			continue
		}
		if m := p.seek.shuffled(pc); m.found {
			p.matches[i] = m
			continue
		}
		if limit > expected && limit-expected < 400 { // between two pieces that were found
			n := pc.end - pc.start
			if n >= 2 {
				p.matches[i] = p.seek.within(pc.start, pc.end, expected, min(limit, expected+2*n+200))
			}
		}
		if !p.matches[i].found {
			p.matches[i] = p.seek.near(pc, expected)
		}
	}
}

// beside is where in b a piece is expected by the pieces of its sentence that are
// placed; last where there is none.
func (p *proofreader) beside(i, last int) int {
	pieces := p.a.pieces
	if i > 0 && pieces[i-1].sentence == pieces[i].sentence && p.matches[i-1].found {
		return last
	}
	for j := i + 1; j < len(pieces) && pieces[j].sentence == pieces[i].sentence; j++ {
		if m := p.matches[j]; m.found {
			return max(0, m.start-(pieces[j].start-pieces[i].start))
		}
	}
	return last
}

// dropStrays gives up pieces that were found far away from both their
// neighbours though these stand together: a short phrase that recurs.
func (p *proofreader) dropStrays() {
	for i := 1; i+1 < len(p.matches); i++ {
		l, m, r := p.matches[i-1], p.matches[i], p.matches[i+1]
		if !l.found || !m.found || !r.found || r.start < l.end || r.start-l.end > 400 {
			continue
		}
		if m.start < l.end || m.end > r.start {
			p.matches[i] = match{}
		}
	}
}

// around gives the place in b where piece i is expected, and where it should
// end, 0 where that is not known. The neighbours of its own sentence know best.
func (p *proofreader) around(i int) (from, to int) {
	same := func(j int) bool {
		return j >= 0 && j < len(p.matches) && p.matches[j].found && p.a.pieces[j].sentence == p.a.pieces[i].sentence
	}
	n := p.a.pieces[i].end - p.a.pieces[i].start
	switch {
	case same(i-1) && same(i+1):
		return p.matches[i-1].end, p.matches[i+1].start
	case same(i + 1):
		to = p.matches[i+1].start
		return max(0, to-2*n-20), to
	case same(i - 1):
		from = p.matches[i-1].end
		return from, min(len(p.b.chars), from+2*n+20)
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if p.matches[j].found {
			from = p.matches[j].end
			break
		}
	}
	for j := i + 1; j < len(p.matches) && j <= i+3; j++ {
		if p.matches[j].found {
			to = p.matches[j].start
			break
		}
	}
	return from, to
}

// differences are the edits inside pieces that were found changed.
func (p *proofreader) differences() {
	for i, m := range p.matches {
		if m.found {
			m.edits = p.withoutFrame(m.edits, p.a.pieces[i])
		}
		if !m.found || len(m.edits) == 0 {
			continue
		}
		if d, ok := p.swapped(m, p.a.pieces[i]); ok {
			p.rows = append(p.rows, d)
			continue
		}
		for _, e := range m.edits {
			if p.leavesOut(e) {
				continue
			}
			p.rows = append(p.rows, p.difference(e, p.a.pieces[i], p.b.pieceAt(e, m)))
		}
	}
}

// withoutFrame leaves out what the digest puts around the words of the report:
// 报告提出, 今年我省还将, a number before an item, a word behind a heading.
func (p *proofreader) withoutFrame(edits []edit, pc piece) []edit {
	added := func(e edit) bool {
		return e.b0 == e.b1 && !p.words.has("negation", string(p.a.chars[e.a0:e.a1]))
	}
	if n := len(edits); n > 0 && edits[0].a0 == pc.start && added(edits[0]) {
		edits = edits[1:]
	}
	if n := len(edits); n > 0 && pc.line && !pc.stop && edits[n-1].a1 == pc.end && added(edits[n-1]) {
		edits = edits[:n-1]
	}
	return edits
}

// leavesOut tells that an edit leaves out whole sentences of b, between what the
// digest puts side by side: a heading and what stands below it.
func (p *proofreader) leavesOut(e edit) bool {
	if e.a0 != e.a1 {
		return false
	}
	whole := func(b0, b1 int) bool {
		first, last := p.b.pieces[p.b.in[b0]], p.b.pieces[p.b.in[b1-1]]
		opens := p.b.in[b0] == 0 || p.b.pieces[p.b.in[b0]-1].sentence != first.sentence
		return opens && first.start == b0 && last.end == b1 && (last.stop || last.line)
	}
	for b0, b1 := e.b0, e.b1; ; b0, b1 = b0-1, b1-1 { // 力｜大力繁荣文化。 or 力大｜力繁荣文化。大
		if whole(b0, b1) {
			return true
		}
		if b0 == 0 || p.b.chars[b0-1] != p.b.chars[b1-1] {
			break
		}
	}
	for b0, b1 := e.b0, e.b1; b1 < len(p.b.chars) && p.b.chars[b0] == p.b.chars[b1]; {
		b0, b1 = b0+1, b1+1
		if whole(b0, b1) {
			return true
		}
	}
	return false
}

// swapped finds two stretches that changed places.
func (p *proofreader) swapped(m match, pc piece) (Difference, bool) {
	if len(m.edits) < 2 {
		return Difference{}, false
	}
	first, last := m.edits[0], m.edits[len(m.edits)-1]
	a, b := string(p.a.chars[first.a0:last.a1]), string(p.b.chars[first.b0:last.b1])
	if sortedRunes(a) != sortedRunes(b) || a == b {
		return Difference{}, false
	}
	if allNumeral(a) && allNumeral(b) {
		return Difference{}, false // 37.9, 39.7: a number
	}
	ea := p.a.widen(pc, first.a0, last.a1)
	eb := p.b.widen(p.b.pieceAt(first, m), first.b0, last.b1)
	return Difference{A: ea, B: eb, Type: KindOrder, Severity: ChangesMeaning, Note: "次序不同"}, true
}

func sortedRunes(s string) string {
	r := []rune(s)
	slices.Sort(r)
	return strings.Trim(string(r), "、和")
}

// difference describes one edit.
func (p *proofreader) difference(e edit, in, inB piece) Difference {
	a, b := string(p.a.chars[e.a0:e.a1]), string(p.b.chars[e.b0:e.b1])
	pa, pb := p.a.widen(in, e.a0, e.a1), p.b.widen(inB, e.b0, e.b1)
	d := Difference{A: pa, B: pb, Type: KindWord, Severity: Minor}
	switch {
	case a == "":
		d.Note = "少“" + b + "”"
	case b == "":
		d.Note = "多“" + a + "”"
	default:
		d.Note = "“" + a + "”与“" + b + "”不同"
	}
	switch {
	case sortedRunes(a) == sortedRunes(b) && !allNumeral(a):
		d.Type, d.Severity, d.Note = KindOrder, ChangesMeaning, "次序不同"
	case p.touchesNumber(p.a, e.a0, e.a1) || p.touchesNumber(p.b, e.b0, e.b1):
		d.Type, d.Severity = KindNumber, ChangesMeaning
	case p.synonyms(a, b):
	case p.inName(e, a, b):
		d.Type, d.Severity = KindName, ChangesMeaning
	case p.changesMeaning(a, b):
		d.Severity = ChangesMeaning
	}
	return d
}

// pieceAt is the piece of b that an edit stands in.
func (t *proofText) pieceAt(e edit, m match) piece {
	if len(t.in) == 0 || m.end == 0 {
		return piece{}
	}
	return t.pieces[t.in[min(e.b0, m.end-1, len(t.in)-1)]]
}

// widen gives a difference enough of what stands around it to be read.
func (t *proofText) widen(pc piece, start, end int) Passage {
	lo, hi := max(0, start-3), min(len(t.chars), end+3)
	if pc.start <= start && end <= pc.end {
		lo, hi = max(lo, pc.start), min(hi, pc.end)
	}
	for lo > 0 && lo < start && numeral(t.chars[lo]) && numeral(t.chars[lo-1]) {
		lo--
	}
	for hi < len(t.chars) && hi > end && numeral(t.chars[hi]) && numeral(t.chars[hi-1]) {
		hi++
	}
	return t.passage(lo, hi)
}

func allNumeral(s string) bool {
	for _, r := range s {
		if !numeral(r) {
			return false
		}
	}
	return s != ""
}

func numeral(r rune) bool {
	return r >= '0' && r <= '9' || r == '.' || r == '%' || strings.ContainsRune("万亿", r)
}

// touchesNumber tells an edit in a number or its unit.
func (p *proofreader) touchesNumber(t *proofText, start, end int) bool {
	for i := start; i < end; i++ {
		if r := t.chars[i]; r >= '0' && r <= '9' || r == '%' || strings.ContainsRune("一二三四五六七八九十百千万亿两半零", r) {
			return true
		}
	}
	// A unit stands right behind a number: 3460万千瓦(时).
	i := start - 1
	for n := 0; i >= 0 && n < 4; n++ {
		r := t.chars[i]
		if r >= '0' && r <= '9' {
			return p.words.isUnitTail(string(t.chars[i+1 : min(len(t.chars), max(end, i+2))]))
		}
		i--
	}
	return false
}

// isUnitTail tells whether what stands behind a number is all unit.
func (w *Words) isUnitTail(s string) bool {
	for s != "" {
		u := w.prefix("unit", s)
		if u == "" {
			return s == "时"
		}
		s = s[len(u):]
	}
	return true
}

// inName tells an edit in a name of a place, a work or an institution.
func (p *proofreader) inName(e edit, a, b string) bool {
	if len([]rune(a)) > 3 || len([]rune(b)) > 3 {
		return false
	}
	behind := string(p.b.chars[e.b1:min(len(p.b.chars), e.b1+5)])
	front := string(p.b.chars[max(0, e.b0-2):e.b0])
	if p.words.has("place", a+b) {
		return true
	}
	for _, n := range p.words.classes["named"] {
		if at := strings.Index(behind, n); at >= 0 && at <= 6 && !strings.ContainsAny(behind[:at], "、和等") && p.words.find("verb", front) == "" {
			return true
		}
	}
	return false
}

// changesMeaning tells words whose change changes what is said.
func (p *proofreader) changesMeaning(a, b string) bool {
	if a != "" && b != "" {
		return true
	}
	return p.words.has("weighty", a+b)
}

// synonyms tells words that mean the same.
func (p *proofreader) synonyms(a, b string) bool {
	for _, pair := range p.words.classes["synonym"] {
		if x, y, _ := strings.Cut(pair, "/"); a == x && b == y || a == y && b == x {
			return true
		}
	}
	return false
}

// omissions are pieces of b that a leaves out of a sentence it gives in part.
func (p *proofreader) omissions() {
	covered := make([]bool, len(p.b.chars))
	owner := make([]int, len(p.b.chars)) // a's piece + 1
	for i, m := range p.matches {
		if !m.found {
			continue
		}
		for j := m.start; j < m.end; j++ {
			covered[j] = true
			owner[j] = i + 1
		}
	}
	pieces := p.b.pieces
	for s := 0; s < len(pieces); {
		e := s
		for e < len(pieces) && pieces[e].sentence == pieces[s].sentence {
			e++
		}
		p.sentenceOmissions(pieces[s:e], covered, owner)
		s = e
	}
}

// sentenceOmissions looks at one sentence of b.
func (p *proofreader) sentenceOmissions(pieces []piece, covered []bool, owner []int) {
	if len(pieces) == 0 || !pieces[len(pieces)-1].stop {
		return // a heading, or a line without a stop
	}
	in := make([]bool, len(pieces))
	any, shared := 0, 0
	for i, pc := range pieces {
		n := 0
		for j := pc.start; j < pc.end; j++ {
			if covered[j] {
				n++
			}
		}
		in[i] = 2*n >= pc.end-pc.start
		if in[i] {
			any++
			shared += n
		}
	}
	if shared < 8 || any == len(pieces) {
		return
	}
	for i := 0; i < len(pieces); {
		if in[i] {
			i++
			continue
		}
		j := i
		for j < len(pieces) && !in[j] {
			j++
		}
		left, right := -1, -1
		if i > 0 {
			left = owner[pieces[i-1].end-1] - 1
		}
		if j < len(pieces) {
			right = owner[pieces[j].start] - 1
		}
		opener := i == 0 && (pieces[j-1].end-pieces[i].start <= 5 || p.words.has("address", p.b.passage(pieces[j-1].start, pieces[j-1].end).Quote)) // 一年来, 各位代表
		if !opener && (left >= 0 || right >= 0) && p.realSentence(left, right) {
			b0, b1 := pieces[i].start, pieces[j-1].end
			if i > 0 {
				b0 = pieces[i-1].start
			}
			if j < len(pieces) {
				b1 = pieces[j].end
			}
			p.rows = append(p.rows, Difference{
				A: p.neighbours(left, right), B: p.b.passage(b0, b1), Type: KindOmission, Severity: Minor,
				Note: "句中略去“" + p.b.passage(pieces[i].start, pieces[j-1].end).oneLine() + "”",
			})
		}
		i = j
	}
}

func (p Passage) oneLine() string { return oneLine(p.Quote) }

// realSentence tells that the pieces of a are the sentence: no headings, which
// take a phrase of it, and no words of the newspaper's own that resemble it.
func (p *proofreader) realSentence(left, right int) bool {
	for _, i := range []int{left, right} {
		if i >= 0 && len(p.matches[i].edits) > 0 && p.matches[i].same > 0 && 5*p.matches[i].same < 4*(p.a.pieces[i].end-p.a.pieces[i].start) {
			return false
		}
		if i >= 0 && p.a.pieces[i].line && !p.a.pieces[i].stop && (i == 0 || p.a.pieces[i-1].sentence != p.a.pieces[i].sentence) {
			return false
		}
	}
	return true
}

// neighbours is the passage of a that has what stands left and right of an
// omission.
func (p *proofreader) neighbours(left, right int) Passage {
	switch {
	case left >= 0 && right >= 0 && right >= left && right-left <= 2:
		return p.a.passage(p.a.pieces[left].start, p.a.pieces[right].end)
	case left >= 0:
		return p.a.passage(p.a.pieces[left].start, p.a.pieces[left].end)
	}
	return p.a.passage(p.a.pieces[right].start, p.a.pieces[right].end)
}
