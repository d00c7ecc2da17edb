package export

import (
	"cmp"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/reader"
)

// A ledger is a report sorted the way a supervision office looks at it: what is
// promised, what is reported, each under its headings.
type ledger struct {
	report     *reader.Report
	sections   map[string]*reader.Section
	statements map[string]*reader.Statement
	indicators map[string]*reader.Indicator
	promised   []group
	reported   []group
}

// A group is what stands under one heading, in the order of the text.
type group struct {
	section string
	entries []entry
}

// An entry is an action with the indicators in it, or an indicator that stands
// for itself.
type entry struct {
	action     *reader.Action
	indicators []*reader.Indicator
}

// target tells whether an entry is a target that stands in no action.
func (e entry) target() bool { return e.action == nil && e.indicators[0].Status == "target" }

func newLedger(rep *reader.Report) *ledger {
	l := &ledger{
		report:     rep,
		sections:   make(map[string]*reader.Section, len(rep.Sections)),
		statements: make(map[string]*reader.Statement, len(rep.Statements)),
		indicators: make(map[string]*reader.Indicator, len(rep.Indicators)),
	}
	for i := range rep.Sections {
		l.sections[rep.Sections[i].ID] = &rep.Sections[i]
	}
	for i := range rep.Statements {
		l.statements[rep.Statements[i].ID] = &rep.Statements[i]
	}
	for i := range rep.Indicators {
		l.indicators[rep.Indicators[i].ID] = &rep.Indicators[i]
	}
	l.sort()
	return l
}

func (l *ledger) sort() {
	var promised, reported []entry
	inAction := map[string]bool{}
	for i := range l.report.Actions {
		a := &l.report.Actions[i]
		e := entry{action: a}
		for _, id := range a.Indicators {
			if ind := l.indicators[id]; ind != nil {
				e.indicators = append(e.indicators, ind)
				inAction[id] = true
			}
		}
		promised = append(promised, e)
	}
	for i := range l.report.Indicators {
		ind := &l.report.Indicators[i]
		switch {
		case ind.Status != "target":
			reported = append(reported, entry{indicators: []*reader.Indicator{ind}})
		case !inAction[ind.ID]:
			promised = append(promised, entry{indicators: []*reader.Indicator{ind}})
		}
	}
	l.promised, l.reported = grouped(promised), grouped(reported)
}

func grouped(entries []entry) []group {
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(a.span().Start, b.span().Start) })
	var groups []group
	for _, e := range entries {
		if n := len(groups); n == 0 || groups[n-1].section != e.section() {
			groups = append(groups, group{section: e.section()})
		}
		g := &groups[len(groups)-1]
		g.entries = append(g.entries, e)
	}
	return groups
}

func (e entry) id() string {
	if e.action != nil {
		return e.action.ID
	}
	return e.indicators[0].ID
}

func (e entry) section() string {
	if e.action != nil {
		return e.action.Section
	}
	return e.indicators[0].Section
}

func (e entry) span() reader.Span {
	if e.action != nil {
		return e.action.Span
	}
	return e.indicators[0].Span
}

func (e entry) title() string {
	if e.action != nil {
		return clean(e.action.Title)
	}
	return subject(e.indicators[0])
}

func (e entry) kind() string {
	if e.action != nil {
		return kindWords[e.action.Kind]
	}
	return "指标"
}

func (e entry) deadline() string {
	if e.action != nil {
		return e.action.Deadline
	}
	if y := year(e.indicators[0].Year); y != "" {
		return y + "年"
	}
	return ""
}

// figures says the numbers of an entry, each with what it measures where names
// is set.
func (e entry) figures(names bool) string {
	said := make([]string, len(e.indicators))
	for i, ind := range e.indicators {
		said[i] = phrase(ind)
		if names && e.action != nil {
			said[i] = subject(ind) + " " + said[i]
		}
	}
	return strings.Join(said, "；")
}

// leads are the suggested lead units, best first.
func (e entry) leads() []string {
	if e.action == nil {
		return nil
	}
	units := make([]string, len(e.action.LeadSuggestions))
	for i, s := range e.action.LeadSuggestions {
		units[i] = s.Unit
	}
	return units
}

// lead is the unit that most probably leads an action.
func (e entry) lead() string {
	if units := e.leads(); len(units) > 0 {
		return units[0]
	}
	return ""
}

// path is the chain of headings down to a section, the topmost first.
func (l *ledger) path(id string) []*reader.Section {
	var path []*reader.Section
	for s := l.sections[id]; s != nil && len(path) < 16; s = l.sections[s.Parent] {
		path = append(path, s)
	}
	slices.Reverse(path)
	return path
}

// shared is how many headings two paths have in common from the top.
func shared(path, above []*reader.Section) int {
	n := 0
	for n < len(path) && n < len(above) && path[n] == above[n] {
		n++
	}
	return n
}

// place says in one line under which heading something stands: the ordinals of
// the headings above, the whole heading beneath.
func (l *ledger) place(id string) string {
	path := l.path(id)
	words := ""
	for i, s := range path {
		switch {
		case i == len(path)-1:
			words += heading(s)
		case s.Ordinal != "":
			words += clean(s.Ordinal)
		default:
			words += heading(s) + " › "
		}
	}
	return words
}

// sentence is the whole sentence something stands in.
func (l *ledger) sentence(id string) string {
	if s := l.statements[id]; s != nil {
		return clean(s.Quote)
	}
	return ""
}

// clause is the part of the sentence around an indicator.
func (l *ledger) clause(ind *reader.Indicator) string {
	s := l.statements[ind.Statement]
	if s == nil || ind.Start < s.Start || ind.End > s.End {
		return clean(ind.Quote)
	}
	text := []rune(s.Quote)
	from, to := min(ind.Start-s.Start, len(text)), min(ind.End-s.Start, len(text))
	stop := func(r rune) bool { return strings.ContainsRune("，；。！？：", r) }
	for from > 0 && !stop(text[from-1]) {
		from--
	}
	for to < len(text) && !stop(text[to]) {
		to++
	}
	at := min(ind.Start-s.Start, len(text))
	return tail(clean(string(text[from:at])), beforeNumber) + clean(string(text[at:to]))
}

// beforeNumber is how many columns of a clause are shown before its number, so
// that the number itself is seen in a narrow column.
const beforeNumber = 40

// A tally counts what a document promises and reports.
type tally struct {
	actions, dated, targets, actuals int
	kinds                            []string // 任务 12, in the order of an office
}

func (l *ledger) tally() tally {
	t := tally{actions: len(l.report.Actions)}
	kinds := map[string]int{}
	for i := range l.report.Actions {
		kinds[l.report.Actions[i].Kind]++
		if l.report.Actions[i].Deadline != "" {
			t.dated++
		}
	}
	for _, k := range []string{"target", "task", "project", "livelihood", "reform"} {
		if kinds[k] > 0 {
			t.kinds = append(t.kinds, kindWords[k]+" "+number(kinds[k]))
		}
	}
	for i := range l.report.Indicators {
		if l.report.Indicators[i].Status == "target" {
			t.targets++
		} else {
			t.actuals++
		}
	}
	return t
}
