package web

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/reader"
)

// A reportWorkspace is what the workspace of a report shows.
type reportWorkspace struct {
	*review.View
	Show    string // filter of the entries
	Since   int    // version when the filter was chosen: what was done since stays in view
	Edit    string // id of the entry that is being corrected
	Told    *Told
	Groups  []paragraph
	Outline []outlineLine
	Count   review.Counts
	Changes []changeCount
	Form    *entryForm // of the entry that is being corrected

	OOB bool // it is a part that htmx puts in its place

	q     *Request
	texts map[string]string // asked for already
}

// An outlineLine is a section with how far its review has come.
type outlineLine struct {
	reader.Section
	Reviewed, Total int
	OOB             bool
}

// A changeCount counts what a new version of the text did.
type changeCount struct {
	Change review.Change
	Count  int
}

// The filters of the entries.
var entryFilters = []string{"all", "open", "action", "indicator", "unsure", "changed"}

func reportWork(q *Request, v *review.View) *reportWorkspace {
	w := &reportWorkspace{View: v, q: q, texts: map[string]string{}, Show: q.Text("show"), Since: q.Number("since", v.Version), Count: v.Counts()}
	if !slices.Contains(entryFilters, w.Show) {
		w.Show = entryFilters[0]
	}
	w.Groups = paragraphs(v.State)
	w.Outline = outlineOf(v.State)
	tally := map[review.Change]int{review.Gone: len(v.Gone)}
	for i := range v.Items {
		tally[v.Items[i].Change]++
	}
	for _, c := range []review.Change{review.Added, review.Gone, review.Moved, review.Reworded, review.Uncertain} {
		if tally[c] > 0 {
			w.Changes = append(w.Changes, changeCount{c, tally[c]})
		}
	}
	return w
}

func (w *reportWorkspace) page() Page {
	p := Page{Name: "report", Title: w.Reading().Title, Data: w, Script: []string{"js/report.js"}}
	if w.Told != nil {
		p.Status = w.Told.Status
	}
	return p
}

func showReport(q *Request) (Answer, error) {
	w := reportWork(q, q.Paper)
	if it := w.Item(q.Text("edit")); it != nil && w.May && it.Matter == "" {
		w.Edit = it.ID
		w.Form = w.form(it)
	}
	return w.page(), nil
}

// outlineOf counts the entries of each section, those below it included.
func outlineOf(v *review.State) []outlineLine {
	list := make([]outlineLine, len(v.Sections))
	at := make(map[string]int, len(v.Sections))
	for i := range v.Sections {
		list[i].Section = v.Sections[i]
		at[v.Sections[i].ID] = i
	}
	for i := range v.Items {
		it := &v.Items[i]
		for id := it.Section; id != ""; {
			k, ok := at[id]
			if !ok {
				break
			}
			list[k].Total++
			if it.Status != review.Open {
				list[k].Reviewed++
			}
			id = list[k].Parent
		}
	}
	return list
}

// Filters are the filters that show something.
func (w *reportWorkspace) Filters() []string {
	return slices.DeleteFunc(slices.Clone(entryFilters), func(f string) bool { return f == "changed" && len(w.Changes) == 0 })
}

// Cancel is the address at which an entry is shown again as it was.
func (w *reportWorkspace) Cancel(it *review.Item) string { return w.link(it, "") }

// Number is how many entries a filter shows.
func (w *reportWorkspace) Number(filter string) int {
	switch filter {
	case "open":
		return w.Count.Total - w.Count.Reviewed
	case "action":
		return w.Count.Actions
	case "indicator":
		return w.Count.Indicators
	case "unsure":
		return w.Count.Pending
	case "changed":
		n := 0
		for _, c := range w.Changes {
			n += c.Count
		}
		return n
	}
	return w.Count.Total
}

// shows tells whether the filter lets an entry through.
func (w *reportWorkspace) shows(it *review.Item) bool {
	if it.Touched > w.Since || it.ID == w.Edit {
		return true
	}
	switch w.Show {
	case "open":
		return it.Status == review.Open
	case "action":
		return it.Kind == review.Action
	case "indicator":
		return it.Kind == review.Indicator
	case "unsure":
		return it.Status == review.Open && (it.Doubt || it.Change == review.Uncertain)
	case "changed":
		return it.Change != ""
	}
	return true
}

// Shown are the entries of a paragraph that the filter lets through.
func (w *reportWorkspace) Shown(p *paragraph) []*review.Item {
	var list []*review.Item
	for _, it := range p.Entries {
		if w.shows(it) {
			list = append(list, it)
		}
	}
	return list
}

// Marked is the text of a paragraph.
func (w *reportWorkspace) Marked(p *paragraph) template.HTML { return p.marked(w.Text) }

// Heading is the element of a paragraph: a heading is one for screen readers too.
func (w *reportWorkspace) Level(p *paragraph) int { return p.Heading + 1 }

// Title is what an entry is called.
func (w *reportWorkspace) Title(it *review.Item) string {
	if f := it.Figure; f != nil {
		return cmp.Or(f.Metric, f.Did, it.Quote)
	}
	return cmp.Or(it.Title, it.Quote)
}

// Chips are the units of an action: those chosen, or the two best suggestions.
func (w *reportWorkspace) Chips(it *review.Item) []unitChip {
	var list []unitChip
	if it.Lead != "" {
		list = append(list, unitChip{Name: w.Units.Name(it.Lead), Chosen: true})
		for _, u := range it.Cooperating {
			list = append(list, unitChip{Name: w.Units.Name(u), With: true})
		}
		return list
	}
	for i, s := range w.Units.Suggestions(it) {
		if i == 2 {
			break
		}
		c := unitChip{Unit: s.Unit, Name: s.Name, Because: s.Because}
		if s.Unit != "" {
			c.Name, c.Taken = w.Units.Name(s.Unit), i == 0
		}
		list = append(list, c)
	}
	return list
}

// A unitChip is a unit beside an action.
type unitChip struct {
	Unit    string // to choose it by, "" where it cannot be chosen
	Name    string
	Because string // the word that led there
	Taken   bool   // it is taken where nobody chooses
	Chosen  bool
	With    bool // it cooperates
}

// Says tells what kind of figure it is: 2026 · 目标值 · 数量.
func (w *reportWorkspace) Says(it *review.Item) string {
	f := it.Figure
	if f == nil {
		return ""
	}
	var keys []string
	if f.Status != "" {
		keys = append(keys, "report.figure_"+f.Status)
	}
	if f.Measure != "" {
		keys = append(keys, "report.measure_"+f.Measure)
	}
	var parts []string
	if f.Year > 0 {
		parts = append(parts, strconv.Itoa(f.Year))
	}
	for _, key := range keys {
		parts = append(parts, w.text(key))
	}
	return strings.Join(parts, " · ")
}

// Compared lays the old words of an entry beside the new ones.
func (w *reportWorkspace) Compared(it *review.Item) []review.Piece {
	if it.Change == review.Uncertain {
		return []review.Piece{{Text: it.Was, Old: true}}
	}
	return review.Compare(it.Was, it.Quote)
}

// AllUnits are the units that may lead, for the fields that name one.
func (w *reportWorkspace) AllUnits() []string {
	var names []string
	for _, u := range w.Rules.Org.Chart().Units {
		if !u.Closed && w.Units.ID(u.Name) == u.ID {
			names = append(names, u.Name)
		}
	}
	return names
}

// An entryForm is the form in which an entry is corrected.
type entryForm struct {
	Item        *review.Item
	Lead        string // names
	Cooperating string
	Cuts        []cut
	Told        *Told
}

// Figure is the figure as a report writes it: in 万 or 亿 where it is large; nil
// for an action.
func (f *entryForm) Figure() *review.Figure {
	if f.Item.Figure == nil {
		return nil
	}
	written, word := *f.Item.Figure, ""
	written.Value, word = scaled(written.Value)
	for _, s := range scales {
		if s.word == word {
			written.Max = shifted(written.Max, -s.digits)
		}
	}
	written.Unit = word + written.Unit
	return &written
}

// A cut is a place where an action can be split.
type cut struct {
	At          int
	Left, Right string // a few words on either side
}

// form fills the form of an entry.
func (w *reportWorkspace) form(it *review.Item) *entryForm {
	f := &entryForm{Item: it}
	if it.Lead != "" {
		f.Lead = w.Units.Name(it.Lead)
	}
	var with []string
	for _, u := range it.Cooperating {
		with = append(with, w.Units.Name(u))
	}
	f.Cooperating = strings.Join(with, "、")
	if it.Kind == review.Action {
		f.Cuts = cuts(w.State, it)
	}
	return f
}

// cutWords are how many characters are shown on either side of a cut.
const cutWords = 12

// cuts lists the places of an action at which it can be split: after its commas
// and full stops.
func cuts(v *review.State, it *review.Item) []cut {
	var list []cut
	for at := it.Start + 1; at < it.End; at++ {
		if strings.ContainsRune("，、；。：,;", v.Text[at-1]) {
			list = append(list, cut{
				At:   at,
				Left: string(v.Text[max(it.Start, at-cutWords) : at-1]), Right: string(v.Text[at:min(it.End, at+cutWords)]),
			})
		}
	}
	return list
}

// Types are the types of actions.
func (w *reportWorkspace) Types() []string { return review.Types() }

// MatterOf is the address of the matter that an item was docketed as.
func (w *reportWorkspace) MatterOf(it *review.Item) string { return "/matters/" + it.Number }

// editEntry shows the form of one entry.
func editEntry(q *Request) (Answer, error) {
	w := reportWork(q, q.Paper)
	it := w.Item(q.PathValue("item"))
	if it == nil {
		return nil, &ledger.Error{Code: ledger.NotFound, Words: ledger.Words{ZH: "这一条已被合并、拆分或者撤销", EN: "this entry is no longer there: it was merged, split or undone"}}
	}
	if w.May && it.Matter == "" && q.Text("close") == "" {
		w.Edit, w.Form = it.ID, w.form(it)
	}
	return Page{Name: "report_entry", Title: w.Title(it), Data: w.With(it)}, nil
}

// An oneEntry is an entry with the workspace it stands in.
type oneEntry struct {
	*reportWorkspace
	It *review.Item
}

// With is an entry to show.
func (w *reportWorkspace) With(it *review.Item) oneEntry { return oneEntry{w, it} }

// A workParagraph is a paragraph with the workspace it stands in.
type workParagraph struct {
	*reportWorkspace
	P *paragraph
}

// At is a paragraph to show.
func (w *reportWorkspace) At(p paragraph) workParagraph { return workParagraph{w, &p} }

// Again is an empty form for a new version.
func (w *reportWorkspace) Again() uploadForm { return uploadForm{Stage: string(review.Adopted)} }

// Left is how many entries are still to be reviewed.
func (w *reportWorkspace) Left() int { return w.Count.Total - w.Count.Reviewed }

// Comparators are those that a figure may have.
func (w *reportWorkspace) Comparators() []string {
	return []string{"=", "~", ">=", ">", "<=", "<", "range"}
}

// Keys are the keys of the workspace.
func (w *reportWorkspace) Keys() []string {
	return []string{"↑↓", "Enter", "Shift+Enter", "e", "d", "s", "m", "n", "u", "Space", "A", "z", "l"}
}
