package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// evidenceLimit is how many bytes a form with files may have.
const evidenceLimit = 210 << 20

// matterForms are the forms of all steps. Their order is that of the buttons:
// what a matter waits for comes before what may be done at any time.
var matterForms = []stepForm{
	{step: access.Assign, fields: askAssign, command: toAssign, awaited: is(ledger.Draft, ledger.Docketed, ledger.Returned)},
	{step: access.Sign, fields: askNothing, command: toSign, awaited: is(ledger.Assigned)},
	{step: access.Return, fields: askReturn, command: toReturn},
	{step: access.Review, fields: askReview, command: toReview, when: reviewable, awaited: reviewable},
	{step: access.DecideExtension, fields: askDecision, command: toDecide, when: extensionAsked, awaited: extensionAsked},
	{step: access.Clear, fields: askNote, command: toClear, awaited: is(ledger.Accepted)},
	{step: access.Resume, fields: askNote, command: toResume, when: isPaused},
	{step: access.Report, limit: evidenceLimit, fields: askReport, command: toReport, awaited: owes},
	{step: access.ApplyClose, limit: evidenceLimit, fields: askClosing, command: toApply, awaited: owes},
	{step: access.Opinion, fields: askOpinion, command: toOpine},
	{step: access.Extend, fields: askExtension, command: toExtend, when: extendable},
	{step: access.Pass, fields: askPass, command: toPass},
	{step: access.Chase, fields: askNote, command: toChase},
	{step: access.Plan, fields: askPlan, command: toPlan, when: plans},
	{step: access.Record, fields: askRecord, command: toRecord, when: waitsForEvent},
	{step: access.Attach, limit: evidenceLimit, fields: askFiles, command: toAttach},
	{step: access.Comment, fields: askComment, command: toComment},
	{step: access.Pause, fields: askReason, command: toPause, when: func(v *ledger.View) bool { return !isPaused(v) }},
	{step: access.Transfer, fields: askTransfer, command: toTransfer},
	{step: access.Amend, fields: askAmend, command: toAmend},
	{step: access.LookBack, fields: askLookBack, command: toLookBack},
	{step: access.Reopen, fields: askReopen, command: toReopen},
}

func is(statuses ...ledger.Status) func(*ledger.View) bool {
	return func(v *ledger.View) bool { return slices.Contains(statuses, v.State.Status) }
}

func isPaused(v *ledger.View) bool { return v.State.Paused() }

func extensionAsked(v *ledger.View) bool { return v.State.Asked != nil }

// extendable tells whether there is a date that more time may be asked for.
func extendable(v *ledger.View) bool { return len(mayBeExtended(v)) > 0 }

func mayBeExtended(v *ledger.View) []string {
	r, err := v.Rules.Regimes.Find(v.State.Matter.Regime)
	if err != nil {
		return nil
	}
	keys, _ := deadline.MayBeExtended(r, v.Rules.Calendar, &v.State.Facts, v.Schedule.Lead, v.Now)
	return keys
}

// plans tells whether a plan of nodes says anything of when something is due.
func plans(v *ledger.View) bool {
	r, err := v.Rules.Regimes.Find(v.State.Matter.Regime)
	return len(v.State.Plan) > 0 || err == nil && slices.ContainsFunc(r.Stages, func(s deadline.Stage) bool {
		return s.Limit.Measure == deadline.AtNodes || s.Limit.Measure == deadline.AtLastNode
	})
}

// owes tells whether a report is wanted within a week, and not only some day.
func owes(v *ledger.View) bool {
	dues := openDues(v)
	return len(dues) > 0 && !dues[0].At.IsZero() && dues[0].At.Sub(v.Now) < 7*24*time.Hour
}

func reviewable(v *ledger.View) bool {
	return v.State.Status == ledger.Closing || len(unreviewed(v)) > 0
}

// waitsForEvent tells whether a stage of the regime begins with an event.
func waitsForEvent(v *ledger.View) bool { return len(eventsOf(v)) > 0 }

func eventsOf(v *ledger.View) []deadline.From {
	r, err := v.Rules.Regimes.Find(v.State.Matter.Regime)
	if err != nil {
		return nil
	}
	var list []deadline.From
	for i := range r.Stages {
		f := r.Stages[i].From
		if f.Anchor == deadline.FromEvent && !slices.ContainsFunc(list, func(have deadline.From) bool { return have.Name == f.Name }) &&
			!slices.ContainsFunc(v.State.Facts.Events, func(e deadline.Event) bool { return e.Name == f.Name }) {
			list = append(list, f)
		}
	}
	return list
}

// openDues are what the lead unit still owes a report on, the earliest first.
func openDues(v *ledger.View) []*deadline.Due {
	var list []*deadline.Due
	for i := range v.Schedule.Lead {
		d := &v.Schedule.Lead[i]
		if !d.Met.IsZero() || d.Stage.Kind == deadline.KindResult && len(d.Stage.Content) == 0 ||
			d.Date.IsZero() && d.Stage.From.Anchor == deadline.FromEvent {
			continue
		}
		list = append(list, d)
	}
	slices.SortStableFunc(list, func(a, b *deadline.Due) int {
		switch {
		case a.At.IsZero() && b.At.IsZero():
			return 0
		case a.At.IsZero():
			return 1
		case b.At.IsZero():
			return -1
		}
		return a.At.Compare(b.At)
	})
	return list
}

// unreviewed are the lead unit's reports that wait for review.
func unreviewed(v *ledger.View) []ledger.Report {
	var list []ledger.Report
	for i := range v.State.Reports {
		r := v.State.Reports[i]
		if r.Unit != "" || r.Key == "" {
			continue
		}
		list = slices.DeleteFunc(list, func(have ledger.Report) bool { return have.Key == r.Key })
		if due := v.Schedule.Find(r.Key); r.Review == "" && (r.Key != v.State.Closing || v.State.Status != ledger.Closing) &&
			due != nil && due.Stage.Reviewer != "" {
			list = append(list, r)
		}
	}
	return list
}

func dueChoices(q *Request, p *matterPage, key string) []dueChoice {
	var list []dueChoice
	for i, d := range openDues(p.View) {
		list = append(list, dueChoice{d.Key, q.Head(d.Title), d, d.Key == key || key == "" && i == 0})
	}
	return list
}

func askNothing(*Request, *matterPage, string) []formField { return nil }

func (q *Request) field(name, kind string) formField {
	return formField{Name: name, Label: q.T("field." + name), Kind: kind}
}

func (q *Request) needed(name, kind string) formField {
	f := q.field(name, kind)
	f.Needed = true
	return f
}

func askNote(q *Request, _ *matterPage, _ string) []formField {
	return []formField{q.field("note", "text")}
}

func askReason(q *Request, _ *matterPage, _ string) []formField {
	return []formField{q.needed("reason", "text")}
}

func askAssign(q *Request, p *matterPage, _ string) []formField {
	lead, with := q.needed("lead", "unit"), q.field("cooperating", "units")
	m := &p.State.Matter
	if m.Suggested != "" {
		lead.Value = q.UnitName(m.Suggested)
	}
	for i := len(p.Events) - 1; i >= 0 && p.State.Status == ledger.Returned; i-- {
		if b, ok := p.Events[i].Body.(ledger.ReturnedBody); ok {
			if b.Suggested != "" {
				lead.Value, lead.Hint = q.UnitName(b.Suggested), q.T("matter.suggested_by", q.UnitName(p.Events[i].Unit))
			}
			break
		}
	}
	names := make([]string, len(m.Supporting))
	for i, u := range m.Supporting {
		names[i] = q.UnitName(u)
	}
	with.Value, with.Hint = strings.Join(names, "、"), q.T("field.units_hint")
	return []formField{lead, with, q.field("note", "line")}
}

func toAssign(q *Request) (ledger.Command, error) {
	lead, err := q.unit("lead")
	if err != nil {
		return nil, err
	}
	with, err := q.units("cooperating")
	return ledger.Assign{Lead: lead, Cooperating: with, Note: q.Text("note")}, err
}

func toSign(*Request) (ledger.Command, error)    { return ledger.Sign{}, nil }
func toClear(q *Request) (ledger.Command, error) { return ledger.Clear{Note: q.Text("note")}, nil }
func toChase(q *Request) (ledger.Command, error) { return ledger.Chase{Note: q.Text("note")}, nil }
func toPause(q *Request) (ledger.Command, error) { return ledger.Pause{Reason: q.Text("reason")}, nil }

func toResume(q *Request) (ledger.Command, error) {
	return ledger.Resume{Note: q.Text("note")}, nil
}

func toComment(q *Request) (ledger.Command, error) {
	return ledger.Comment{Text: q.Text("comment")}, nil
}

func askComment(q *Request, _ *matterPage, _ string) []formField {
	return []formField{q.needed("comment", "text")}
}

func askReturn(q *Request, _ *matterPage, _ string) []formField {
	return []formField{q.needed("reason", "text"), q.needed("suggested", "unit")}
}

func toReturn(q *Request) (ledger.Command, error) {
	unit, err := q.unit("suggested")
	return ledger.Return{Reason: q.Text("reason"), Suggested: unit}, err
}

// askPass offers the seats of the lead unit and the units below it.
func askPass(q *Request, p *matterPage, _ string) []formField {
	to := q.needed("to", "choice")
	to.Options = q.insideOf(p.State.Lead)
	for _, seat := range q.Rules.Org.Seats(p.State.Lead, access.Handler) { // mostly it is for them
		if seat.Holder != "" && seat.Holder != q.Person && to.Value == "" {
			to.Value = "seat:" + seat.ID
		}
	}
	return []formField{to, q.field("note", "line")}
}

// insideOf are those whom a unit may pass a matter on to: the units below it and
// the seats in all of them.
func (q *Request) insideOf(lead string) []option {
	var list []option
	org := q.Rules.Org
	for _, unit := range org.Subtree(lead) {
		if unit != lead {
			list = append(list, option{"unit:" + unit, q.UnitName(unit)})
		}
		for _, seat := range org.Seats(unit, access.Manager, access.Handler) {
			if seat.Holder != "" {
				list = append(list, option{"seat:" + seat.ID, q.UnitName(unit) + " · " + q.PersonName(seat.Holder) + " · " + q.Head(seat.Role.Title())})
			}
		}
	}
	return list
}

func toPass(q *Request) (ledger.Command, error) {
	c := ledger.Pass{Note: q.Text("note")}
	switch kind, id, _ := strings.Cut(q.Text("to"), ":"); kind {
	case "unit":
		c.Unit = id
	case "seat":
		c.Seat = id
	}
	return c, nil
}

func askTransfer(q *Request, _ *matterPage, _ string) []formField {
	lead := q.needed("lead", "unit")
	lead.Label = q.T("field.lead_next")
	return []formField{lead, q.needed("reason", "text")}
}

func toTransfer(q *Request) (ledger.Command, error) {
	unit, err := q.unit("lead")
	return ledger.Transfer{Lead: unit, Reason: q.Text("reason")}, err
}

// content are the fields that a stage asks for, and the figures of the matter.
// What the unit wrote last stands in the fields that seldom change, to be
// corrected rather than written anew; in all of them where the report was sent
// back. Those stand behind what is to be written.
func content(q *Request, p *matterPage, due *deadline.Due, free string) []formField {
	var list, kept []formField
	if due != nil {
		list = append(list, formField{Name: "key", Kind: "hidden", Value: due.Key})
		last := lastSaid(&p.State)
		for i, c := range due.Stage.Content {
			f := formField{Name: "say." + c.ID, Label: q.Head(c.Title), Kind: "text", Needed: true}
			if last != nil && (i > 0 || last.Key == due.Key) && last.Says[c.ID] != "" {
				f.Value, f.Hint = last.Says[c.ID], q.T("matter.as_last")
				kept = append(kept, f)
			} else {
				list = append(list, f)
			}
		}
	}
	if due == nil || len(due.Stage.Content) == 0 {
		f := q.needed("say."+free, "text")
		f.Label = q.T("field." + free)
		if said := resultSaid(p); free == "result" && said != "" {
			f.Value, f.Hint = said, q.T("matter.as_last")
		}
		list = append(list, f)
	}
	return slices.Concat(list, figures(q, p), kept)
}

// resultSaid is the result as the lead unit reported it last, "" where it did not:
// who applies to close is not asked for it again.
func resultSaid(p *matterPage) string {
	last := lastSaid(&p.State)
	if last == nil {
		return ""
	}
	due := p.Schedule.Find(last.Key)
	if due == nil || due.Stage.Kind != deadline.KindResult || len(due.Stage.Content) == 0 {
		return ""
	}
	return last.Says[due.Stage.Content[0].ID]
}

// lastSaid is the lead unit's last report, nil for none.
func lastSaid(s *ledger.State) *ledger.Report {
	for i := len(s.Reports) - 1; i >= 0; i-- {
		if s.Reports[i].Unit == "" {
			return &s.Reports[i]
		}
	}
	return nil
}

// figures are the fields for the indicators of a matter.
func figures(q *Request, p *matterPage) []formField {
	var list []formField
	for _, r := range p.Readings {
		f := formField{Name: "value." + r.ID, Label: r.Name, Kind: "number", Suffix: r.Unit}
		switch {
		case r.Last != "" && r.Target != "":
			f.Hint = q.T("matter.last_and_target", grouped(r.Last), r.At, grouped(r.Target))
		case r.Last != "":
			f.Hint = q.T("matter.last", grouped(r.Last), r.At)
		case r.Target != "":
			f.Hint = q.T("matter.target", grouped(r.Target))
		}
		list = append(list, f)
	}
	return list
}

func askReport(q *Request, p *matterPage, key string) []formField {
	var due *deadline.Due
	for _, d := range openDues(p.View) {
		if due == nil && key == "" || d.Key == key {
			due = d
		}
	}
	list := content(q, p, due, "progress")
	if due != nil && due.Stage.Kind == deadline.KindReport {
		none := q.field("no_progress", "check")
		none.Options = []option{{"1", q.T("matter.nothing_moved")}}
		list = append(list, none)
	}
	return append(list, q.filesField())
}

func (q *Request) filesField() formField {
	f := q.field("files", "files")
	f.Hint = q.T("field.files_hint")
	return f
}

// sayings reads what a report says and its figures.
func sayings(q *Request) (says, values map[string]string) {
	says, values = map[string]string{}, map[string]string{}
	for name := range q.PostForm {
		text := q.Text(name)
		if text == "" {
			continue
		}
		if id, ok := strings.CutPrefix(name, "say."); ok {
			says[id] = text
		}
		if id, ok := strings.CutPrefix(name, "value."); ok {
			values[id] = strings.ReplaceAll(strings.ReplaceAll(text, ",", ""), "，", "")
		}
	}
	return says, values
}

func toReport(q *Request) (ledger.Command, error) {
	says, values := sayings(q)
	files, err := q.evidence()
	return ledger.SubmitReport{
		Key: q.Text("key"), Says: says, Values: values, NoProgress: q.Text("no_progress") != "", Evidence: files,
	}, err
}

func askClosing(q *Request, p *matterPage, _ string) []formField {
	var due *deadline.Due
	for _, d := range openDues(p.View) {
		if due == nil && d.Stage.Kind == deadline.KindResult && !d.At.IsZero() {
			due = d
		}
	}
	return append(content(q, p, due, "result"), q.filesField())
}

func toApply(q *Request) (ledger.Command, error) {
	says, values := sayings(q)
	files, err := q.evidence()
	return ledger.ApplyClose{Key: q.Text("key"), Says: says, Values: values, Evidence: files}, err
}

func askOpinion(q *Request, _ *matterPage, _ string) []formField {
	dissent := q.field("dissent", "check")
	dissent.Options = []option{{"1", q.T("matter.dissents")}}
	opinion := q.needed("say.opinion", "text")
	opinion.Label = q.T("field.opinion")
	return []formField{opinion, dissent}
}

func toOpine(q *Request) (ledger.Command, error) {
	says, _ := sayings(q)
	return ledger.GiveOpinion{Says: says, Dissent: q.Text("dissent") != ""}, nil
}

func askExtension(q *Request, p *matterPage, _ string) []formField {
	key := q.needed("key", "choice")
	may := mayBeExtended(p.View)
	for _, d := range openDues(p.View) {
		if slices.Contains(may, d.Key) {
			key.Options = append(key.Options, option{d.Key, q.Head(d.Title) + " · " + q.Day(d.Date)})
		}
	}
	until := q.needed("until", "date")
	until.Label = q.T("field.until_asked")
	until.Hint = q.T("matter.extension_nth", len(p.State.Facts.Extensions)+1)
	list := []formField{key, until}
	for _, n := range p.Regime.Extension.Needs {
		list = append(list, formField{Name: "say." + n.ID, Label: q.Head(n.Title), Kind: "text", Needed: true})
	}
	return list
}

func toExtend(q *Request) (ledger.Command, error) {
	until, err := q.date("until")
	says, _ := sayings(q)
	return ledger.AskExtension{Key: q.Text("key"), Until: until, Says: says}, err
}

// date reads a day.
func (q *Request) date(field string) (workday.Date, error) {
	text := q.Text(field)
	if text == "" {
		return workday.Date{}, nil
	}
	d, err := workday.ParseDate(text)
	if err != nil {
		return d, ledgerRefusal(field, "日期请写成2026-02-06", "Please write the date as 2026-02-06")
	}
	return d, nil
}

func askDecision(q *Request, p *matterPage, _ string) []formField {
	until, note := q.field("until_granted", "date"), q.field("note", "text")
	until.Value = p.State.Asked.Until.String()
	note.Hint = q.T("matter.reason_to_deny")
	if due := p.Schedule.Find(p.State.Asked.Key); due != nil && !due.Date.IsZero() {
		until.Hint = q.T("matter.due_before", q.Day(due.Date), len(p.State.Facts.Extensions)+1)
	}
	return []formField{until, note}
}

func toDecide(q *Request) (ledger.Command, error) {
	until, err := q.date("until_granted")
	if verdict := q.Text("verdict"); verdict != "grant" && verdict != "deny" {
		return nil, ledgerRefusal("verdict", "请选择同意或者不同意", "Please choose to grant or to deny")
	}
	return ledger.DecideExtension{Grant: q.Text("verdict") == "grant", Until: until, Note: q.Text("note")}, err
}

func askReview(q *Request, p *matterPage, _ string) []formField {
	keys := q.field("keys", "check")
	for _, r := range unreviewed(p.View) {
		keys.Options = append(keys.Options, option{r.Key, dueTitle(q, "", r.Key)})
		keys.Values = append(keys.Values, r.Key)
	}
	if p.State.Status == ledger.Closing {
		keys.Options = append(keys.Options, option{"@closing", q.T("matter.closing")})
		keys.Values = append(keys.Values, "@closing")
	}
	if len(keys.Options) == 1 { // it is named above, with what was reported
		keys = formField{Name: "keys", Kind: "hidden", Value: keys.Options[0].Value}
	}
	list := []formField{keys}
	if p.State.Status == ledger.Closing {
		grade := q.field("grade", "one")
		for _, g := range []ledger.Grade{ledger.Excellent, ledger.Good, ledger.Passable} {
			grade.Options = append(grade.Options, option{string(g), q.Head(g.Title())})
		}
		grade.Hint = q.T("matter.grade_to_accept")
		list = append(list, grade)
	}
	reason := q.field("reason", "text")
	reason.Hint = q.T("matter.reason_to_return")
	return append(list, reason)
}

func toReview(q *Request) (ledger.Command, error) {
	c := ledger.Review{Verdict: ledger.Verdict(q.Text("verdict")), Reason: q.Text("reason")}
	for _, key := range q.Texts("keys") {
		if key == "@closing" {
			c.Closing = true
		} else {
			c.Keys = append(c.Keys, key)
		}
	}
	if c.Closing && c.Verdict == ledger.Accept {
		c.Grade = ledger.Grade(q.Text("grade"))
	}
	return c, nil
}

// spareNodes is how many empty rows a plan's form has.
const spareNodes = 3

func askPlan(q *Request, p *matterPage, _ string) []formField {
	var list []formField
	row := func(n int, node ledger.Node) {
		at := "node." + strconv.Itoa(n) + "."
		date := formField{Name: at + "date", Label: q.T("field.until"), Kind: "date"}
		if !node.Date.IsZero() {
			date.Value = node.Date.String()
		}
		list = append(list,
			formField{Name: at + "id", Kind: "hidden", Value: node.ID},
			formField{Name: at + "title", Label: q.T("field.name"), Kind: "line", Value: node.Title, Row: q.T("field.node", n+1)},
			date,
			formField{Name: at + "goal", Label: q.T("field.node_goal"), Kind: "line", Value: node.Goal, RowEnds: true})
	}
	for i, node := range p.State.Plan {
		if node.Title == "" {
			node.Title = nodeTitle(q, node)
		}
		row(i, node)
	}
	n := len(p.State.Plan)
	if n == 0 {
		for _, k := range p.Regime.Nodes {
			row(n, ledger.Node{ID: k.ID, Title: q.In(k.Title)})
			n++
		}
	}
	for range spareNodes {
		row(n, ledger.Node{})
		n++
	}
	if len(p.State.Plan) == 0 {
		return list
	}
	reason := q.field("reason", "line")
	reason.Label = q.T("field.plan_reason")
	return append(list, reason)
}

func toPlan(q *Request) (ledger.Command, error) {
	c := ledger.SetPlan{Reason: q.Text("reason")}
	for n := range 200 {
		at := "node." + strconv.Itoa(n) + "."
		date, err := q.date(at + "date")
		if err != nil {
			return nil, err
		}
		node := ledger.Node{ID: q.Text(at + "id"), Title: q.Text(at + "title"), Date: date, Goal: q.Text(at + "goal")}
		if date.IsZero() {
			continue
		}
		if node.ID == "" {
			node.ID = "n" + strconv.Itoa(n+1)
		}
		c.Nodes = append(c.Nodes, node)
	}
	return c, nil
}

func askRecord(q *Request, p *matterPage, _ string) []formField {
	name := q.needed("event", "choice")
	var begins []string
	for _, f := range eventsOf(p.View) {
		name.Options = append(name.Options, option{f.Name, q.Head(f.Title)})
		for i := range p.Regime.Stages {
			if s := &p.Regime.Stages[i]; s.From.Anchor == deadline.FromEvent && s.From.Name == f.Name {
				begins = append(begins, q.T("matter.begins", q.Head(s.Title), q.In(s.Term())))
			}
		}
	}
	name.Hint = strings.Join(begins, q.T("ledger.comma"))
	return []formField{name, q.field("note", "text")}
}

func toRecord(q *Request) (ledger.Command, error) {
	return ledger.Record{Name: q.Text("event"), Note: q.Text("note")}, nil
}

func askFiles(q *Request, _ *matterPage, _ string) []formField {
	files := q.filesField()
	files.Needed, files.Hint = true, q.T("field.files_kinds")
	return []formField{files}
}

func toAttach(q *Request) (ledger.Command, error) {
	files, err := q.evidence()
	return ledger.Attach{Evidence: files}, err
}

func askAmend(q *Request, p *matterPage, _ string) []formField {
	m := &p.State.Matter
	title, text, date := q.needed("title", "line"), q.field("text", "text"), q.field("deadline", "date")
	title.Value, text.Value = m.Title, m.Text
	if !m.Deadline.IsZero() {
		date.Value = m.Deadline.String()
	}
	if p.State.Status == ledger.Draft {
		return []formField{title, text, date}
	}
	return []formField{title, text, date, q.needed("reason", "line")}
}

func toAmend(q *Request) (ledger.Command, error) {
	m := q.View.State.Matter
	date, err := q.date("deadline")
	m.Title, m.Text, m.Deadline = q.Text("title"), q.Text("text"), date
	return ledger.Amend{Matter: m, Draft: q.View.State.Status == ledger.Draft, Reason: q.Text("reason")}, err
}

func askLookBack(q *Request, _ *matterPage, _ string) []formField {
	holds := q.needed("holds", "one")
	holds.Options = []option{{"yes", q.T("matter.holds")}, {"no", q.T("matter.does_not_hold")}}
	return []formField{holds, q.needed("finding", "text")}
}

func toLookBack(q *Request) (ledger.Command, error) {
	holds := q.Text("holds")
	if holds != "yes" && holds != "no" {
		return nil, ledgerRefusal("holds", "请选择成果是否保持", "Please choose whether the result holds")
	}
	return ledger.LookBack{Holds: holds == "yes", Finding: q.Text("finding")}, nil
}

func askReopen(q *Request, _ *matterPage, _ string) []formField {
	until := q.needed("until", "date")
	until.Label = q.T("field.deadline")
	return []formField{q.needed("reason", "text"), until}
}

func toReopen(q *Request) (ledger.Command, error) {
	until, err := q.date("until")
	return ledger.Reopen{Reason: q.Text("reason"), Until: until}, err
}
