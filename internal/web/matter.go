package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// matterRoutes are the page of one matter and every step that is taken there.
func matterRoutes() []Route {
	view := Rule{Roles: business, Scope: OneMatter, Step: access.View}
	routes := []Route{
		{At: "GET /matters/{matter}", Rule: view, Do: showMatter},
		{At: "GET /matters/{matter}/files/{hash}", Rule: view, Do: matterFile, NoPage: true},
		{At: "POST /matters/{matter}/draft/{step}", Rule: view, Do: keepDraft},
	}
	for i := range matterForms {
		f := &matterForms[i]
		routes = append(routes, Route{
			At:    "POST /matters/{matter}/" + f.path(),
			Rule:  Rule{Roles: business, Scope: OneMatter, Step: f.step},
			Do:    func(q *Request) (Answer, error) { return takeStep(q, f) },
			Limit: f.limit,
		})
	}
	return routes
}

// A matterPage is all that the page of a matter shows.
type matterPage struct {
	*ledger.View
	Regime   *deadline.Regime
	Steps    []matterStep // what the person may do now, the likeliest first
	Refused  []ledger.Right
	Form     *shownForm // the one that is open, or nil
	Wrong    *Told
	Since    []happening // what others did while the form was being filled in
	Timeline []happening
	Readings []reading
	Seats    []seatLine
	Due      *deadline.Due // what is due next, or nil
	Children []ledger.Row
	Parent   *ledger.State
	To       string // address of the page
	Back     string // where to go after a step, "" for the page itself
}

// A matterStep is a button.
type matterStep struct {
	Step access.Step
	Path string
	Here bool // its form is open
}

// A reading is an indicator with what was last reported of it.
type reading struct {
	ledger.Indicator
	Last  string
	Chart *pathChart
	At    string // day of that report
}

// A seatLine is one of the people bound to a matter.
type seatLine struct {
	Unit, Role, Who string
}

func showMatter(q *Request) (Answer, error) {
	page, err := newMatterPage(q)
	if err != nil {
		return nil, err
	}
	if err := page.openForm(q, q.Text("do"), q.Text("key")); err != nil {
		return nil, err
	}
	return page.answer(0), nil
}

// openForm opens the form of a step, with what was typed into it before. It stays
// shut where the step cannot be taken now.
func (p *matterPage) openForm(q *Request, path, key string) error {
	form := p.chosen(path)
	if form == nil {
		return nil
	}
	p.Form = form.show(q, p, key)
	kept := map[string][]string{}
	if _, err := q.Auth().Kept(q.Context(), q.Person, p.Form.draftName(p), &kept); err != nil {
		return err
	}
	p.Form.fill(kept)
	p.mark(form)
	if path != "" {
		p.Form.focus()
	}
	return nil
}

func (p *matterPage) answer(status int) Page {
	return Page{Name: "matter", Title: p.State.Matter.Title, Area: "ledger", Data: p, Status: status, Script: []string{"js/draft.js", "js/files.js"}}
}

func newMatterPage(q *Request) (*matterPage, error) {
	v := q.View
	s := &v.State
	p := &matterPage{View: v, To: "/matters/" + s.ID}
	if back := q.Text("back"); local(back) {
		p.Back = back
	}
	var err error
	if p.Regime, err = v.Rules.Regimes.Find(s.Matter.Regime); err != nil {
		return nil, err
	}
	p.Timeline = timeline(q, v.Events)
	slices.Reverse(p.Timeline)
	p.Due = p.nextDue()
	p.Readings = readings(q, s)
	p.Seats = seatLines(q, s)
	if s.Matter.Parent != "" {
		parent, err := q.Ledger().Matter(q.Context(), q.Person, s.Matter.Parent)
		switch {
		case err == nil:
			p.Parent = &parent.State
		case ledger.CodeOf(err) != ledger.Forbidden:
			return nil, err
		}
	}
	children, err := q.Ledger().List(q.Context(), q.Person, ledger.Query{Parent: s.ID, Limit: 200, NoTotal: true})
	p.Children = children.Rows
	p.steps()
	return p, err
}

// nextDue is what is open and due first.
func (p *matterPage) nextDue() *deadline.Due {
	var next *deadline.Due
	for i := range p.Schedule.Lead {
		if d := &p.Schedule.Lead[i]; d.Met.IsZero() && !d.At.IsZero() && (next == nil || d.At.Before(next.At)) {
			next = d
		}
	}
	return next
}

// Said tells whether the reason of the light names what is due next already.
func (p *matterPage) Said() bool {
	return p.Due != nil && p.Light.Due != nil && p.Light.Due.Key == p.Due.Key
}

// Late tells whether the reason of the light names what was escalated already.
func (p *matterPage) Late() bool {
	state := p.Light.State
	return p.Light.Due != nil && p.Light.Due.Key == p.Escalation.Due.Key && (state == deadline.Overdue || state == deadline.NotReported)
}

// steps sorts what may be done from what may not. What the person has no right
// to at all is not mentioned: it is somebody else's work.
func (p *matterPage) steps() {
	for i := range matterForms {
		f := &matterForms[i]
		for _, r := range p.Rights {
			if r.Step == access.ApplyClose && (p.State.Lead == "" || p.State.Status == ledger.Cleared) {
				continue // nobody asks yet, or any more
			}
			if r.Step == access.ApplyClose && r.Refused == nil {
				r.Refused = p.waitsForParts()
			}
			switch {
			case r.Step != f.step:
			case r.Refused == nil && f.sensible(p.View):
				p.Steps = append(p.Steps, matterStep{Step: f.step, Path: f.path()})
			case r.Refused != nil && (r.Refused.Code != ledger.Forbidden || f.step == access.ApplyClose || f.step == access.Review):
				p.Refused = append(p.Refused, r)
			}
		}
	}
	if d := p.nextDue(); d != nil && d.Stage.Kind == deadline.KindResult {
		p.closingFirst()
	}
}

// waitsForParts says which matters below it keep a matter from being closed.
func (p *matterPage) waitsForParts() *ledger.Error {
	var open []string
	for i := range p.Children {
		if p.Children[i].Status != ledger.Cleared {
			open = append(open, p.Children[i].Number)
		}
	}
	if len(open) == 0 {
		return nil
	}
	return &ledger.Error{Code: ledger.Invalid, Key: "children_open", Words: ledger.Words{
		ZH: "下级事项尚未销号：" + strings.Join(open, "、"), EN: "matters below it are still open: " + strings.Join(open, ", "),
	}}
}

// closingFirst puts applying to close before reporting: where nothing but the
// result is owed, that is what it is for, and the report of a result besides
// would say the same.
func (p *matterPage) closingFirst() {
	at := func(step access.Step) int {
		return slices.IndexFunc(p.Steps, func(s matterStep) bool { return s.Step == step })
	}
	if report, closing := at(access.Report), at(access.ApplyClose); report >= 0 && closing > report {
		step := p.Steps[closing]
		p.Steps = slices.Insert(slices.Delete(p.Steps, closing, closing+1), report, step)
	}
}

// chosen is the form that the address asks for, else that of the likeliest step
// where it is one that the matter waits for.
func (p *matterPage) chosen(path string) *stepForm {
	for i := range p.Steps {
		if p.Steps[i].Path == path {
			return formAt(path)
		}
	}
	if path == "" && len(p.Steps) > 0 {
		if f := formAt(p.Steps[0].Path); f.awaited != nil && f.awaited(p.View) {
			return f
		}
	}
	return nil
}

func (p *matterPage) mark(f *stepForm) {
	for i := range p.Steps {
		p.Steps[i].Here = p.Steps[i].Path == f.path()
	}
}

func takeStep(q *Request, f *stepForm) (Answer, error) {
	command, err := f.command(q)
	var state ledger.State
	if err == nil {
		state, err = q.Ledger().Do(q.Context(), q.Person, q.View.State.ID, q.Number("seen", q.View.State.Version), command)
	}
	if err != nil {
		return mendStep(q, f, err)
	}
	page := matterPage{View: q.View, To: "/matters/" + q.View.State.ID}
	if err := q.Auth().Forget(q.Context(), q.Person, draftName(&page, f)); err != nil {
		return nil, err
	}
	to := page.To
	if back := q.Text("back"); local(back) {
		to = back
	}
	if say := outcome(q, f.step, &state); say != "" {
		return See{To: to, Say: say, Args: []any{state.Matter.Title}}, nil
	}
	return See{To: to, Say: "matter.done", Args: []any{q.In(f.step.Title()), state.Matter.Title}}, nil
}

// outcome is the text that says what came of a step and what comes next, "" where
// the name of the step says enough.
func outcome(q *Request, step access.Step, s *ledger.State) string {
	switch step {
	case access.Assign:
		return "matter.did_assign"
	case access.ApplyClose:
		return "matter.did_apply"
	case access.Clear:
		return "matter.did_clear"
	case access.Review:
		switch {
		case ledger.Verdict(q.Text("verdict")) == ledger.SendBack:
			return "matter.did_return"
		case s.Status == ledger.Accepted:
			return "matter.did_accept_closing"
		}
		return "matter.did_accept"
	case access.Report:
		due := q.View.Schedule.Find(q.Text("key"))
		if due != nil && due.Stage.Reviewer != "" {
			return "matter.did_report"
		}
	}
	return ""
}

// mendStep shows a form again with what is wrong and all that was typed. What
// others did meanwhile stands beside it.
func mendStep(q *Request, f *stepForm, cause error) (Answer, error) {
	told, ok := q.Tell(cause)
	if !ok {
		return nil, cause
	}
	view, err := q.Ledger().Matter(q.Context(), q.Person, q.View.State.ID)
	if err != nil {
		return nil, err
	}
	before := q.View.State.Version
	q.View = &view
	page, err := newMatterPage(q)
	if err != nil {
		return nil, err
	}
	page.Wrong = &told
	if told.Status == http.StatusConflict {
		seen := q.Number("seen", before)
		for i := range view.Events {
			if view.Events[i].Number > seen {
				page.Since = append(page.Since, timeline(q, view.Events[i:i+1])...)
			}
		}
	}
	if f.sensible(&view) {
		page.Form = f.show(q, page, q.Text("key"))
		page.Form.fill(q.PostForm)
		page.Form.Field = told.Field
		page.mark(f)
	}
	return page.answer(told.Status), nil
}

func matterFile(q *Request) (Answer, error) {
	file, err := q.Ledger().File(q.Context(), q.Person, q.View.State.ID, q.PathValue("hash"))
	if err != nil {
		return nil, err
	}
	show := file.Type == "image/png" || file.Type == "image/jpeg"
	return File{Name: file.Name, Type: file.Type, Data: file.Data, Show: show}, nil
}

func readings(q *Request, s *ledger.State) []reading {
	var list []reading
	for _, in := range s.Matter.Indicators {
		r := reading{Indicator: in}
		if g, ok := goalOf(s, &in, q.Today().Year, "linear"); ok {
			c := drawPath(&g, small, q.Now, q.reading(g.Unit))
			r.Chart = &c
		}
		for i := range s.Reports {
			if v, ok := s.Reports[i].Values[in.ID]; ok {
				r.Last, r.At = v, q.Day(q.DateOf(s.Reports[i].At))
			}
		}
		list = append(list, r)
	}
	return list
}

// seatLines lists the three bound people of the lead unit, and the leader in
// charge.
func seatLines(q *Request, s *ledger.State) []seatLine {
	var list []seatLine
	add := func(seat *access.Seat) {
		who := q.T("matter.vacant")
		if acting := q.Rules.Org.Acting(seat, q.Today()); len(acting) > 0 {
			who = ""
			for i, person := range acting {
				if i > 0 {
					who += "、"
				}
				who += q.PersonName(person)
			}
			if seat.Holder != "" && !slices.Contains(acting, seat.Holder) {
				who = q.T("matter.covers", who, q.PersonName(seat.Holder))
			}
		}
		list = append(list, seatLine{q.UnitName(seat.Unit), q.Head(seat.Role.Title()), who})
	}
	if seat := q.Rules.Org.Seat(s.Matter.InCharge); seat != nil {
		add(seat)
	}
	for _, seat := range q.Rules.Org.Seats(s.Lead, access.FirstResponsible, access.Manager, access.Handler) {
		add(seat)
	}
	for _, passed := range s.Passed {
		if seat := q.Rules.Org.Seat(passed.Seat); seat != nil {
			add(seat)
		}
	}
	return list
}

// Derivation explains a due date.
func (v *Shown) Derivation(d deadline.Due) string { return d.Derivation(v.Lang) }

// Goal writes a target as it was meant: at least, at most, exactly or about.
func (q *Request) Goal(in ledger.Indicator, target string) string {
	switch {
	case target == "":
		return ""
	case in.About:
		return q.T("indicator.about", target)
	case in.Compare == "<=":
		return "≤ " + target
	case in.Compare == "=":
		return "= " + target
	}
	return "≥ " + target
}

// Lit is the light of the matter.
func (p *matterPage) Lit() Light { return Light{State: p.Light.State, Colour: p.Light.Colour} }

// WhyNotClose tells whether applying to close is among the steps that are refused.
func (p *matterPage) WhyNotClose() bool {
	return slices.ContainsFunc(p.Refused, func(r ledger.Right) bool { return r.Step == access.ApplyClose })
}
