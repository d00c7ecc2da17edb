package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
)

// A changedReport is the part of a workspace that a step changed.
type changedReport struct {
	*reportWorkspace
	Paragraphs []paragraph
	Lines      []outlineLine
	Focus      string // id of the entry to go to
}

// A wish is a button of the workspace: what to do, with which items. It is
// written "accept a12", "lead a12 jtt"; without an id the chosen entries are
// meant.
type wish struct {
	what string
	args []string
}

func wishOf(q *Request) wish {
	words := strings.Fields(q.Text("do"))
	if len(words) == 0 {
		return wish{}
	}
	return wish{words[0], words[1:]}
}

// arg is a word after the verb, "" if there is none.
func (w *wish) arg(i int) string {
	if i < len(w.args) {
		return w.args[i]
	}
	return ""
}

func (w *wish) number(i int) int {
	n, err := strconv.Atoi(w.arg(i))
	if err != nil {
		return -1
	}
	return n
}

// items are the items meant: the one named, or those chosen.
func (w *wish) items(q *Request) []string {
	if len(w.args) > 0 {
		return w.args[:1]
	}
	return q.Texts("item")
}

// commands turns a wish into steps.
func (w *wish) commands(q *Request, v *review.View) ([]review.Command, error) {
	switch w.what {
	case "accept", "drop", "open":
		status := map[string]review.Status{"accept": review.Accepted, "drop": review.Dropped, "open": review.Open}[w.what]
		return []review.Command{review.Decide{Items: w.items(q), Status: status}}, nil
	case "section":
		return []review.Command{review.AcceptSection{Section: w.arg(0)}}, nil
	case "all":
		return []review.Command{review.AcceptSection{}}, nil
	case "lead":
		return []review.Command{review.SetUnits{Items: w.items(q), Lead: w.arg(1), Cooperating: cooperating(v, w.arg(0))}}, nil
	case "units":
		return chosenUnits(v, q.Texts("item"), q.Text("lead"), q.Text("cooperating"))
	case "save":
		return saved(q, v, w.arg(0))
	case "split":
		return []review.Command{review.Split{Item: w.arg(0), At: w.number(1)}}, nil
	case "merge":
		return []review.Command{review.Merge{Item: w.arg(0)}}, nil
	case "add":
		from, to := w.number(1), w.number(2)
		if from < 0 {
			var err error
			if from, to, err = quoted(v.State, q.FormValue("quote")); err != nil {
				return nil, err
			}
		}
		kind := review.Kind(w.arg(0))
		return []review.Command{review.Add{Kind: kind, Start: from, End: to}}, nil
	case "undo":
		return []review.Command{review.Undo{}}, nil
	}
	return nil, problem(http.StatusBadRequest, "")
}

// cooperating are the units that cooperate in an item already.
func cooperating(v *review.View, id string) []string {
	if it := v.Item(id); it != nil {
		return it.Cooperating
	}
	return nil
}

// chosenUnits makes the step that sets units by their names.
func chosenUnits(v *review.View, items []string, lead, with string) ([]review.Command, error) {
	c := review.SetUnits{Items: items}
	unit := func(field, name string) (string, error) {
		if id := v.Units.ID(name); id != "" {
			return id, nil
		}
		return "", &ledger.Error{
			Code: ledger.Invalid, Key: "unknown", Field: field,
			Words: ledger.Words{ZH: "没有这个单位，或者重名：" + name, EN: "there is no unit of this name, or several: " + name},
			Hint:  ledger.Words{ZH: "请从列表中选择", EN: "choose one from the list"},
		}
	}
	var err error
	if lead != "" {
		if c.Lead, err = unit("lead", lead); err != nil {
			return nil, err
		}
	}
	for _, name := range strings.FieldsFunc(with, func(r rune) bool { return strings.ContainsRune("、，,；; \t\n", r) }) {
		id, err := unit("cooperating", name)
		if err != nil {
			return nil, err
		}
		c.Cooperating = append(c.Cooperating, id)
	}
	return []review.Command{c}, nil
}

// saved makes the steps of the form in which an entry is corrected.
func saved(q *Request, v *review.View, id string) ([]review.Command, error) {
	it := v.Item(id)
	if it == nil {
		return []review.Command{review.Correct{Item: id}}, nil // the use case says what became of it
	}
	fields := typed(q, it)
	steps := []review.Command{review.Correct{Item: id, Fields: fields}}
	if it.Kind == review.Indicator {
		return steps, nil
	}
	units, err := chosenUnits(v, []string{id}, q.Text("lead"), q.Text("cooperating"))
	if err != nil {
		return nil, err
	}
	if c, ok := units[0].(review.SetUnits); ok && (c.Lead != it.Lead || !slices.Equal(c.Cooperating, it.Cooperating)) {
		steps = append(steps, c)
	}
	return steps, nil
}

// typed is what a form says of an item.
func typed(q *Request, it *review.Item) review.Fields {
	if it.Kind == review.Action {
		return review.Fields{Title: q.Text("title"), Type: q.Text("type"), Deadline: q.Text("deadline")}
	}
	f := review.Figure{}
	if it.Figure != nil {
		f = *it.Figure
	}
	if metric := q.Text("metric"); metric != f.Metric {
		f.Metric, f.Key = metric, "" // the key was that of another name
	}
	f.Value, f.Unit = unscaled(q.Text("value"), q.Text("unit"))
	f.Max, _ = unscaled(q.Text("max"), q.Text("unit"))
	f.Comparator, f.Status, f.Year = q.Text("comparator"), q.Text("status"), q.Number("year", 0)
	return review.Fields{Figure: &f}
}

// quoted finds words of the text that somebody wrote or pasted.
func quoted(v *review.State, quote string) (from, to int, err error) {
	quote = strings.TrimSpace(quote)
	text := string(v.Text)
	at := strings.Index(text, quote)
	refuse := func(key, zh, en string) error {
		return &ledger.Error{Code: ledger.Invalid, Key: key, Field: "quote", Words: ledger.Words{ZH: zh, EN: en}}
	}
	switch {
	case quote == "":
		return 0, 0, refuse("missing", "请先选中正文里的文字，或者把原句粘贴到补录框里", "select words of the text first, or paste them into the field")
	case at < 0:
		return 0, 0, refuse("not_found", "正文里没有这段文字，请原样粘贴", "these words are not in the text; paste them as they stand there")
	case strings.Contains(text[at+1:], quote):
		return 0, 0, refuse("ambiguous", "这段文字在正文里不止一处，请多粘贴几个字", "these words stand in several places; paste a few more")
	}
	from = len([]rune(text[:at]))
	return from, from + len([]rune(quote)), nil
}

// stepInReport takes a step of the review.
func stepInReport(q *Request) (Answer, error) {
	want := wishOf(q)
	steps, err := want.commands(q, q.Paper)
	var done review.Done
	if err == nil {
		done, err = q.Site.review.Do(q.Context(), q.Person, q.Paper.ID, q.Number("seen", ledger.Any), steps...)
	}
	_, partial := q.Partial()
	if err != nil {
		return refusedStep(q, &want, err)
	}
	if !partial {
		return See{To: workspaceAt(q, &done)}, nil
	}
	return changedPart(q, &done)
}

// workspaceAt is the address of the workspace after a step without scripts.
func workspaceAt(q *Request, done *review.Done) string {
	query := url.Values{}
	for _, name := range []string{"show", "since"} {
		if v := q.Text(name); v != "" {
			query.Set(name, v)
		}
	}
	to := url.URL{Path: "/reports/" + done.ID, RawQuery: query.Encode()}
	for _, id := range done.Touched {
		if done.Item(id) != nil {
			to.Fragment = "e-" + id
			break
		}
	}
	return to.String()
}

// refusedStep shows why a step was not taken: beside the form that was typed
// in, or above the entries.
func refusedStep(q *Request, want *wish, cause error) (Answer, error) {
	told, ok := q.Tell(cause)
	if !ok {
		return nil, cause
	}
	v, err := q.Site.review.Paper(q.Context(), q.Person, q.Paper.ID) // as it stands now
	if err != nil {
		return nil, err
	}
	w := reportWork(q, &v)
	w.Told = &told
	if it := v.Item(want.arg(0)); want.what == "save" && it != nil && it.Matter == "" {
		said := *it
		said.Fields = typed(q, it)
		w.Told = nil
		w.Edit, w.Form = it.ID, w.form(&said)
		w.Form.Lead, w.Form.Cooperating, w.Form.Told = q.Text("lead"), q.Text("cooperating"), &told
	}
	p := w.page()
	p.Status = told.Status
	if _, partial := q.Partial(); !partial {
		return p, nil
	}
	w.OOB = true
	part := &changedReport{reportWorkspace: w, Focus: want.arg(0)}
	if w.Form != nil || ledger.CodeOf(cause) == ledger.Conflict {
		part.touch(&v, []string{want.arg(0)})
	}
	p.Data = part
	return p, nil
}

// changedPart shows what a step changed: the paragraphs that the items stand in
// or stood in, and the sections they belong to.
func changedPart(q *Request, done *review.Done) (Answer, error) {
	w := reportWork(q, &done.View)
	w.OOB = true
	part := &changedReport{reportWorkspace: w}
	var gone []*review.Item
	for _, id := range done.Touched {
		if it := done.Before.Item(id); it != nil && done.Item(id) == nil {
			gone = append(gone, it)
		}
	}
	part.touch(&done.View, done.Touched, gone...)
	for _, id := range done.Touched {
		if done.Item(id) != nil {
			part.Focus = id
			break
		}
	}
	p := w.page()
	p.Data = part
	return p, nil
}

// touch notes the paragraphs and sections of items, and of others that are gone.
func (c *changedReport) touch(v *review.View, ids []string, gone ...*review.Item) {
	touched := gone
	for i := range v.Items {
		if slices.Contains(ids, v.Items[i].ID) {
			touched = append(touched, &v.Items[i])
		}
	}
	sections := map[string]bool{}
	for i := range c.Groups {
		p := &c.Groups[i]
		if slices.ContainsFunc(touched, func(it *review.Item) bool { return it.Start < p.To && p.From < it.End }) {
			c.Paragraphs = append(c.Paragraphs, *p)
		}
	}
	parent := map[string]string{}
	for i := range v.Sections {
		parent[v.Sections[i].ID] = v.Sections[i].Parent
	}
	for _, it := range touched {
		for id := it.Section; id != "" && !sections[id]; id = parent[id] {
			sections[id] = true
		}
	}
	for _, line := range c.Outline {
		if sections[line.ID] {
			line.OOB = true
			c.Lines = append(c.Lines, line)
		}
	}
}
