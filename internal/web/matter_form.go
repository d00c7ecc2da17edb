package web

import (
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// A stepForm is how a page asks for what a step needs.
type stepForm struct {
	step  access.Step
	limit int64 // bytes, where files may be sent along
	// fields are what is asked, for a matter as it stands; key is the due that a
	// report answers, "" for the first.
	fields func(q *Request, p *matterPage, key string) []formField
	// command is what the person asks for. Missing values are the use case's to
	// refuse, so that the command line and the page say the same.
	command func(q *Request) (ledger.Command, error)
	// when says that the step makes sense now, nil for always; the right to it is
	// the ledger's to tell.
	when func(v *ledger.View) bool
	// awaited says that the matter waits for this very step, nil for never: its
	// form stands open when the page is.
	awaited func(v *ledger.View) bool
}

func (f *stepForm) path() string { return strings.ReplaceAll(string(f.step), "_", "-") }

func (f *stepForm) sensible(v *ledger.View) bool { return f.when == nil || f.when(v) }

func formAt(path string) *stepForm {
	for i := range matterForms {
		if matterForms[i].path() == path {
			return &matterForms[i]
		}
	}
	return nil
}

// A formField is one thing that a form asks.
type formField struct {
	Name    string
	Label   string
	Kind    string // line, text, date, number, unit, units, choice, one, check, files, hidden
	Value   string
	Values  []string // of check
	Hint    string   // in grey below it
	Needed  bool
	Options []option
	Suffix  string // unit of a number
	Focus   bool   // the cursor goes there
	Row     string // it begins a row of fields, which has this name
	RowEnds bool   // it ends that row
}

type option struct{ Value, Text string }

// shownForm is a form with its fields filled in.
type shownForm struct {
	Step   access.Step
	Path   string
	To     string
	Seen   int
	Fields []formField
	Files  bool
	Last   []happening // the last report, or those to be reviewed, in grey above the fields
	Sent   *happening  // the review that sent the last report back
	Dues   []dueChoice
	Field  string // the one that is wrong
	Units  bool   // it needs the list of units
	Ends   []formEnd

	form *stepForm
}

// A formEnd is a button that sends a form. Where a step decides, each verdict
// has its own.
type formEnd struct{ Name, Value, Text string }

func (f *stepForm) ends(q *Request) []formEnd {
	switch f.step {
	case access.Review:
		return []formEnd{
			{"verdict", string(ledger.Accept), q.T("matter.review_accept")}, {"verdict", string(ledger.SendBack), q.T("matter.review_return")},
		}
	case access.DecideExtension:
		return []formEnd{{"verdict", "grant", q.T("matter.grant")}, {"verdict", "deny", q.T("matter.deny")}}
	}
	return []formEnd{{Text: q.StepTitle(f.step)}}
}

// StepTitle names a step for who may take it: what a leader writes is an
// instruction, what others write a remark.
func (q *Request) StepTitle(step access.Step) string {
	if step != access.Comment {
		return q.Head(step.Title())
	}
	if q.Is(access.Leader) {
		return q.T("do.comment")
	}
	return q.T("do.remark")
}

// A dueChoice is a due that a report may answer.
type dueChoice struct {
	Key, Title string
	Due        *deadline.Due
	Here       bool
}

func (f *stepForm) show(q *Request, p *matterPage, key string) *shownForm {
	s := &shownForm{
		Step: f.step, Path: f.path(), To: p.To + "/" + f.path(), Seen: p.State.Version, Ends: f.ends(q),
		Fields: f.fields(q, p, key), form: f,
	}
	for i := range s.Fields {
		if c := &s.Fields[i]; c.Kind == "choice" && c.Needed && c.Value == "" && len(c.Options) == 1 {
			c.Value = c.Options[0].Value // nothing to choose
		}
		s.Files = s.Files || s.Fields[i].Kind == "files"
		s.Units = s.Units || s.Fields[i].Kind == "unit" || s.Fields[i].Kind == "units"
	}
	switch f.step {
	case access.Report, access.ApplyClose:
		s.Last, s.Sent = lastReport(p)
	case access.Review:
		s.Last = underReview(p)
	case access.DecideExtension:
		s.Last = p.lastOf(ledger.KindExtensionAsked)
	case access.Clear:
		s.Last = slices.Concat(p.lastOf(ledger.KindCloseApplied), p.lastOf(ledger.KindReviewed))
	}
	if f.step == access.Report {
		s.Dues = dueChoices(q, p, key)
	}
	return s
}

// lastReport is the last report, with the review that sent it back.
func lastReport(p *matterPage) (last []happening, sent *happening) {
	for i := range p.Timeline { // newest first
		h := &p.Timeline[i]
		switch ledger.Kind(h.Kind) {
		case ledger.KindReviewed:
			if h.Returns && sent == nil {
				sent = h
			}
		case ledger.KindReported, ledger.KindCloseApplied:
			return []happening{*h}, sent
		}
	}
	return nil, nil
}

// lastOf is what happened last of a kind.
func (p *matterPage) lastOf(kind ledger.Kind) []happening {
	for i := range p.Timeline { // newest first
		if ledger.Kind(p.Timeline[i].Kind) == kind {
			return p.Timeline[i : i+1]
		}
	}
	return nil
}

// underReview are the reports, and the application to close, that wait for
// review, in their order.
func underReview(p *matterPage) []happening {
	var list []happening
	for _, r := range unreviewed(p.View) {
		for i := range p.Timeline {
			if h := &p.Timeline[i]; ledger.Kind(h.Kind) == ledger.KindReported && h.Key == r.Key {
				list = append(list, *h)
				break
			}
		}
	}
	for i := range p.Timeline {
		if h := &p.Timeline[i]; p.State.Status == ledger.Closing && ledger.Kind(h.Kind) == ledger.KindCloseApplied {
			return append(list, *h)
		}
	}
	return list
}

// fill puts what was typed before back into the fields.
func (s *shownForm) fill(kept map[string][]string) {
	if len(kept) == 0 {
		return
	}
	for i := range s.Fields {
		f := &s.Fields[i]
		switch v, ok := kept[f.Name]; {
		case !ok || f.Kind == "files" || f.Kind == "hidden":
		case f.Kind == "check":
			f.Values = v
		case len(v) > 0:
			f.Value = v[0]
		}
	}
}

// focus puts the cursor into the first field that is to be written and is empty.
func (s *shownForm) focus() {
	for i := range s.Fields {
		f := &s.Fields[i]
		if open := f.Value == "" || f.Kind == "choice" && len(f.Options) > 1; f.Needed && open && f.Kind != "hidden" && f.Kind != "one" {
			f.Focus = true
			return
		}
	}
	for i := range s.Fields { // all is there: to be looked through
		if f := &s.Fields[i]; f.Kind == "text" && f.Needed {
			f.Focus = true
			return
		}
	}
}

func draftName(p *matterPage, f *stepForm) string {
	return "draft:" + p.State.ID + ":" + f.path()
}

func (s *shownForm) draftName(p *matterPage) string { return draftName(p, s.form) }

// keepDraft keeps what has been typed so far, so that a lost connection or
// session loses nothing.
func keepDraft(q *Request) (Answer, error) {
	f := formAt(q.PathValue("step"))
	if f == nil {
		return nil, problem(404, "")
	}
	typed := map[string][]string{}
	for name, values := range q.PostForm {
		if name != "csrf" && name != "once" && name != "seen" && name != "back" {
			typed[name] = values
		}
	}
	page := matterPage{View: q.View}
	return Nothing{}, q.Auth().Keep(q.Context(), q.Person, draftName(&page, f), typed)
}

// unit finds the unit that a person named by id or name.
func (q *Request) unit(field string) (string, error) {
	name := q.Text(field)
	if name == "" {
		return "", nil
	}
	return q.unitNamed(field, name)
}

func (q *Request) unitNamed(field, name string) (string, error) {
	if u := q.Rules.Org.Unit(name); u != nil {
		return u.ID, nil
	}
	var found, part []string
	for _, u := range q.Rules.Org.Chart().Units {
		switch {
		case u.Closed:
		case u.Name == name:
			found = append(found, u.ID)
		case strings.Contains(u.Name, name):
			part = append(part, u.ID)
		}
	}
	if len(found) == 0 {
		found = part
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", ledgerRefusal(field, "没有“"+name+"”这个单位，请从列表中选择", "There is no unit “"+name+"”; please choose from the list")
	}
	names := make([]string, min(4, len(found)))
	for i := range names {
		names[i] = q.UnitName(found[i])
	}
	list := strings.Join(names, "、")
	return "", ledgerRefusal(field, "“"+name+"”可以指多个单位："+list+"。请写全称", "“"+name+"” may mean several units: "+list+". Please give the full name")
}

// units finds several units, separated as people do.
func (q *Request) units(field string) ([]string, error) {
	var list []string
	for _, name := range strings.FieldsFunc(strings.Join(q.Texts(field), "、"), func(r rune) bool { return strings.ContainsRune("、，,;；\n\t", r) }) {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		id, err := q.unitNamed(field, name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list, nil
}

func ledgerRefusal(field, zh, en string) error {
	return &ledger.Error{Code: ledger.Invalid, Key: "form", Field: field, Words: ledger.Words{ZH: zh, EN: en}}
}

// UnitOptions are the names to choose a unit from.
func (q *Request) UnitOptions() []option {
	var list []option
	for _, u := range q.Rules.Org.Chart().Units {
		if !u.Closed {
			list = append(list, option{u.ID, u.Name})
		}
	}
	return list
}

// Open tells whether nothing is chosen yet among several options.
func (f *formField) Open() bool { return f.Value == "" && len(f.Options) > 1 }

// Has tells whether an option of the field is chosen.
func (f *formField) Has(value string) bool {
	return f.Value == value || slices.Contains(f.Values, value)
}

// IsWrong tells whether a field is the one that was refused. Use cases name it
// without what forms put before it.
func (s *shownForm) IsWrong(name string) bool {
	if s.Field == "" {
		return false
	}
	short := name
	for _, prefix := range []string{"say.", "value."} {
		short = strings.TrimPrefix(short, prefix)
	}
	return name == s.Field || short == s.Field || s.Field == "evidence" && name == "files" ||
		s.Field == "says" && strings.HasPrefix(name, "say.") || s.Field == "values" && strings.HasPrefix(name, "value.")
}
