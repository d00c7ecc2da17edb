package reader

import (
	"slices"
	"sort"

	"github.com/luoshi-project/luoshi/reader/lexicon"
	"github.com/luoshi-project/luoshi/zhtext"
)

// A task is an action (任务) on its way.
type task struct {
	start, end int
	sentence   int
	act        Action
	named      []LeadSuggestion // the units that its sentence names
	figures    between          // the indicators inside its span
}

// A between is a run of indexes.
type between struct{ from, to int }

// findTasks finds the actions, in the order of the text.
func findTasks(r *reading) {
	var (
		row, spans = r.row, r.spans
		out        = r.tasks[:0]
		items      livelihoodList
		sc         = scoper{r: r}
		named      []namedUnits
	)
	for i := range r.sentences {
		s := &r.sentences[i]
		if units := namedIn(r.view.Text[s.start:s.end]); units != nil {
			named = append(named, namedUnits{s.section, i, units})
			continue
		}
		if !sc.planned(s) {
			continue
		}
		row = cutClauses(row[:0], r.view.Text, s.start, s.end)
		reach := sc.of(i, row)
		if reach == scopeNone || len(row) == 0 {
			continue
		}
		item := items.next(r, s, row)
		if item {
			spans = append(spans[:0], actionSpan{0, 0, len(row)})
		} else {
			spans = groupClauses(spans[:0], r.view.Text, row)
		}
		behind := namedBehind(r.view.Text[s.start:s.end])
		for _, a := range spans {
			out = append(out, task{sentence: i})
			t := &out[len(out)-1]
			r.describe(t, row, a)
			if reach == scopeTargets && t.act.Kind != kindTarget && !(countedDoing(&row[a.head]) && len(row[a.head].verb.word) >= 6) {
				*t = task{}
				out = out[:len(out)-1]
				continue
			}
			t.named = behind
			if item {
				t.act.Kind = kindLivelihood
			}
		}
	}
	r.suggest(out)
	nameUnits(out, r.sentences, named)
	r.tieFigures(out)
	r.tasks, r.row, r.spans = out, row, spans
}

// leads is the number of units suggested for an action.
const leads = 3

// describe reads the fields of one action.
func (r *reading) describe(t *task, row []clause, a actionSpan) {
	text := r.view.Text
	t.start, t.end = row[a.from].start, row[a.to-1].end
	core := a.head
	if k := core + 1; k < a.to && leadsOnly(&row[core]) && row[k].verb != nil {
		core = k
	}
	act := &t.act
	act.Places = r.placesIn(t.start, t.end)
	telling := core
	for k := core + 1; k < a.to && empty(&row[telling]) && row[k].opening == openVerb && row[k].verb != nil; k++ {
		telling = k
	}
	act.Title = titleOf(text, &row[telling])
	act.Kind = kindOf(text, row[a.from:a.to], core-a.from, len(act.Places) > 0)
	act.Deadline = deadlineOf(text[t.start:t.end], r.doc.PlanYear)
	if act.Kind == kindProject {
		act.Projects = projectsOf(text, &row[core])
	}
}

// suggest says which units probably lead the actions: of all of them together, for
// the words that lead to units are many, and what was looked at lies near.
func (r *reading) suggest(tasks []task) {
	advice := r.lex.Leads.For(r.doc.Level, r.doc.Jurisdiction)
	for i := range tasks {
		t := &tasks[i]
		if found := advice.Suggest(r.view.Text[t.start:t.end], leads); len(found) > 0 {
			t.act.LeadSuggestions = r.suggestions(found)
		}
		if t.named != nil {
			t.lead(t.named)
		}
	}
}

// suggestions keeps what was found for an action. Those of many actions share
// their room.
func (r *reading) suggestions(found []lexicon.Lead) []LeadSuggestion {
	if cap(r.suggested)-len(r.suggested) < len(found) {
		r.suggested = make([]LeadSuggestion, 0, max(128, len(found)))
	}
	from := len(r.suggested)
	for _, l := range found {
		r.suggested = append(r.suggested, LeadSuggestion{Unit: l.Unit, Score: l.Score, Because: l.Because})
	}
	return r.suggested[from:len(r.suggested):len(r.suggested)]
}

// placesIn lists the places narrower than the document's own that are named
// between two positions of the view.
func (r *reading) placesIn(from, to int) []string {
	var out []string
	i := sort.Search(len(r.places), func(i int) bool { return r.places[i].Start >= from })
	for ; i < len(r.places) && r.places[i].End <= to; i++ {
		p := r.places[i].Place
		if p.Name != "" && p.Name != r.doc.Jurisdiction && narrower(p.Level, r.doc.Level) && !slices.Contains(out, p.Name) {
			out = append(out, p.Name)
		}
	}
	return out
}

// leadsOnly tells whether a clause of an action only says what it draws on, so
// that the next one says what is done.
func leadsOnly(c *clause) bool { return c.verb != nil && c.verb.class == verbSoft }

// empty tells whether a clause says nothing alone (创新举措, 加强协调), so that the next one
// says what is done.
func empty(c *clause) bool {
	const word = 4
	return c.opening == openVerb && c.runes <= word && !c.signs.has(signFigure|signQuote|signList)
}

// tieFigures gives every action the indicators that stand inside it.
func (r *reading) tieFigures(tasks []task) {
	f := 0
	for i := range tasks {
		t := &tasks[i]
		for f < len(r.figures) && r.figures[f].start < t.start {
			f++
		}
		t.figures.from = f
		for f < len(r.figures) && r.figures[f].end <= t.end {
			f++
		}
		t.figures.to = f
	}
}

// A livelihoodList knows whether the sentences that come are the numbered
// items of a list of livelihood works (民生实事).
type livelihoodList struct {
	block int // end of the block the list was announced in, 0 where none was
}

// next tells whether sentence s is an item of such a list.
func (l *livelihoodList) next(r *reading, s *sentence, row []clause) bool {
	text := r.view.Text[s.start:s.end]
	if announces(row) && zhtext.Contains(text, "实事") {
		l.block = r.blockEnd(s.start)
		return false
	}
	if s.livelihood || r.sections[s.section].livelihood {
		return row[0].verb != nil || row[0].signs.has(signFigure)
	}
	return s.end <= l.block && hanOrdinal(text) > 0
}

// announces tells whether a clause of a sentence says that a list follows.
func announces(row []clause) bool {
	for i := range row {
		if row[i].signs.has(signAnnounces) {
			return true
		}
	}
	return false
}

// blockEnd returns the end of the block that holds position at.
func (r *reading) blockEnd(at int) int {
	for _, b := range r.blocks {
		if at < b.end {
			return b.end
		}
	}
	return len(r.view.Text)
}
