package reader

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
)

// report turns a reading into the form that leaves the package: source
// positions in code points, identifiers, quotes.
func (r *reading) report() *Report {
	ru := newRuler(r.text)
	out := &Report{
		Schema: Schema, Document: r.doc,
		Sections: make([]Section, 0, len(r.sections)), Statements: make([]Statement, 0, len(r.sentences)),
		Indicators: make([]Indicator, 0, len(r.figures)), Actions: make([]Action, 0, len(r.tasks)),
		Repairs: r.page.repairs(r.text, ru),
	}
	out.Document.Source.CodePoints = ru.codePoints(len(r.text)) + codePoints(r.rest)
	tracer := r.view.Tracer()
	span := func(start, end int) Span {
		a, b := tracer.Source(start, end)
		return Span{Start: ru.codePoints(a), End: ru.codePoints(b), Quote: r.text[a:b]}
	}
	statementIDs := numbered(statementIDs(), "t", len(r.sentences))
	indicatorIDs := numbered(indicatorIDs(), "i", len(r.figures))
	actionIDs := numbered(actionIDs(), "a", len(r.tasks))
	sectionID := func(i int) string {
		if i < 0 {
			return ""
		}
		return out.Sections[i].ID
	}
	for i, s := range r.sections {
		sp := span(s.start, s.end)
		out.Sections = append(out.Sections, Section{
			ID: "s" + strconv.Itoa(i+1), Parent: sectionID(s.parent), Ordinal: s.ordinal, Title: s.title, Depth: s.depth,
			Start: sp.Start, End: sp.End, Role: s.role,
		})
	}
	for i, s := range r.sentences {
		out.Statements = append(out.Statements, Statement{
			ID: statementIDs[i], Section: sectionID(s.section), Span: span(s.start, s.end), Kind: string(s.kind),
		})
	}
	for i := range r.figures {
		f := &r.figures[i]
		out.Indicators = append(out.Indicators, f.ind)
		ind := &out.Indicators[i]
		ind.ID = indicatorIDs[i]
		ind.Statement, ind.Section = out.Statements[f.sentence].ID, sectionID(r.sentences[f.sentence].section)
		ind.Span = span(f.start, f.end)
		if zhtext.Contains(ind.Unit, "（") && strings.Contains(ind.Quote, "(") {
			ind.Unit = strings.NewReplacer("（", "(", "）", ")").Replace(ind.Unit) // as the text writes it
		}
	}
	for i := range r.tasks {
		t := &r.tasks[i]
		out.Actions = append(out.Actions, t.act)
		act := &out.Actions[i]
		act.ID = actionIDs[i]
		act.Statement, act.Section = out.Statements[t.sentence].ID, sectionID(r.sentences[t.sentence].section)
		act.Span = span(t.start, t.end)
		act.Indicators = indicatorIDs[t.figures.from:t.figures.to:t.figures.to]
		if act.Places == nil {
			act.Places = []string{}
		}
		if act.Projects == nil {
			act.Projects = []string{}
		}
		if act.LeadSuggestions == nil {
			act.LeadSuggestions = []LeadSuggestion{}
		}
	}
	out.Diagnostics = r.diagnose(span)
	return out
}

// The identifiers of nearly every report.
var (
	statementIDs = sync.OnceValue(func() []string { return newIDs("t", usualIDs) })
	indicatorIDs = sync.OnceValue(func() []string { return newIDs("i", usualIDs) })
	actionIDs    = sync.OnceValue(func() []string { return newIDs("a", usualIDs) })
)

// usualIDs is more than nearly every report has of a kind.
const usualIDs = 2000

// numbered returns n identifiers: the usual ones, if they suffice.
func numbered(usual []string, letter string, n int) []string {
	if n <= len(usual) {
		return usual[:n:n]
	}
	return newIDs(letter, n)
}

// newIDs returns n identifiers: the letter and a number from 1 on.
func newIDs(letter string, n int) []string {
	var (
		room = make([]byte, 0, n*len("t1234"))
		ends = make([]int, n)
		out  = make([]string, n)
	)
	for i := range ends {
		room = strconv.AppendInt(append(room, letter...), int64(i+1), 10)
		ends[i] = len(room)
	}
	all, from := string(room), 0
	for i, end := range ends {
		out[i], from = all[from:end], end
	}
	return out
}

// A ruler counts the code points before a byte of a text without walking the
// text from its beginning each time.
type ruler struct {
	text  string
	marks []int32 // code points before byte i*rulerStep
}

const rulerStep = 32

func newRuler(text string) *ruler {
	ru := &ruler{text: text, marks: make([]int32, len(text)/rulerStep+1)}
	n := 0
	for i := range ru.marks {
		ru.marks[i] = int32(n)
		n += codePoints(text[i*rulerStep : min(len(text), (i+1)*rulerStep)])
	}
	return ru
}

func (ru *ruler) codePoints(at int) int {
	i := at / rulerStep
	return int(ru.marks[i]) + codePoints(ru.text[i*rulerStep:at])
}

// codePoints counts the code points that begin in s, eight bytes at a time.
func codePoints(s string) int {
	n, i := len(s), 0
	for ; i+8 <= len(s); i += 8 {
		n -= sum(continuing(s[i : i+8]))
	}
	switch {
	case i == len(s):
		return n
	case i > 0: // the last eight bytes, less those that were counted
		return n - sum(continuing(s[len(s)-8:])>>(8*(i+8-len(s))))
	}
	for i := range len(s) {
		if !utf8.RuneStart(s[i]) {
			n--
		}
	}
	return n
}

// continuing returns eight bytes, each 1 where that of b continues a code point:
// it has its highest bit and not the next one.
func continuing(b string) uint64 {
	_ = b[7]
	w := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
	return w >> 7 &^ (w >> 6) & ones
}

// ones has 1 in each of its bytes.
const ones = 0x0101010101010101

// sum adds up eight small bytes.
func sum(bytes uint64) int { return int(bytes * ones >> 56) }
