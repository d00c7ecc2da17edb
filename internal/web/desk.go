package web

import (
	"cmp"
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

func deskRoutes() []Route {
	return []Route{
		{At: "GET /", Rule: Rule{Roles: everybody, Scope: Listed}, Do: showDesk},
		{At: "GET /inbox", Rule: Rule{Roles: everybody, Scope: Own}, Do: showInbox},
		{At: "POST /inbox", Rule: Rule{Roles: everybody, Scope: Own}, Do: markInbox},
		{At: "GET /search", Rule: Rule{Roles: business, Scope: Listed}, Do: showSearch},
	}
}

// A deskPage is what a person sees first: a few figures, and what is theirs to
// do, the most pressing first.
type deskPage struct {
	Figures  []deskFigure
	Sections []deskSection
	Mail     []ledger.Notice
}

// Clear lists the sections in which nothing is to be done.
func (p *deskPage) Clear() []deskSection {
	return slices.DeleteFunc(slices.Clone(p.Sections), func(s deskSection) bool { return len(s.Rows) > 0 })
}

// A deskFigure is a number with the list behind it.
type deskFigure struct {
	Label string
	Value int
	To    string
	Light deadline.Colour // "" for none
}

// A deskSection is a short list.
type deskSection struct {
	Key   string // of its title and, with ".none", of what is said where it is empty
	Rows  []deskRow
	Total int
	All   string // address of the whole list
}

// A deskRow is one thing to do.
type deskRow struct {
	Number, Title, To string
	Unit              string
	Light             Light
	Due               workday.Date
	What              string // what is to be done
	Do                string // key of the verb
}

// shown is how many rows a section of the desk shows.
const shown = 8

func showDesk(q *Request) (Answer, error) {
	p := &deskPage{}
	var err error
	switch {
	case q.Is(access.SupervisionOffice):
		err = p.officer(q)
	case q.Is(access.Handler) && !q.Is(access.FirstResponsible, access.Manager):
		err = p.handler(q)
	case q.Is(access.FirstResponsible, access.Manager):
		err = p.head(q)
	case q.Is(access.Leader):
		err = p.leader(q)
	case q.Is(access.Viewer):
		err = p.viewer(q)
	default:
		return adminDesk(q)
	}
	if err == nil {
		p.Mail, err = q.Ledger().Notices(q.Context(), q.Person, true, 5)
	}
	return Page{Name: "desk", Title: q.T("rail.desk"), Data: p}, err
}

// own lists the units a person sits in, or covers somebody of.
func (q *Request) own(roles ...access.Role) []string {
	var units []string
	for _, person := range append([]string{q.Person}, q.Rules.Org.Covered(q.Person, q.Today())...) {
		for _, seat := range q.Rules.Org.Held(person) {
			if slices.Contains(roles, seat.Role) && !slices.Contains(units, seat.Unit) {
				units = append(units, seat.Unit)
			}
		}
	}
	return units
}

func (p *deskPage) officer(q *Request) error {
	yesterday := q.Today().AddDays(-1).At(0)
	return p.fill(q,
		want{
			key: "desk.review", all: "/ledger?waits=review&waits=extension&waits=closing", do: "do.review", oldest: true,
			query: ledger.Query{Waits: []ledger.Wait{ledger.WaitsReview, ledger.WaitsExtension, ledger.WaitsClosing}},
		},
		want{
			key: "desk.reddened", all: "/ledger?light=red", do: "do.look",
			query: ledger.Query{Colours: []deadline.Colour{deadline.Red}, DueFrom: yesterday},
		},
		want{
			key: "desk.yellowing", all: "/ledger?light=normal", do: "do.look", keep: q.yellowsBy(3),
			query: ledger.Query{Lights: []deadline.State{deadline.Normal}, DueTo: q.Today().AddDays(45).At(0)},
		},
		want{
			key: "desk.assign", all: "/ledger?status=docketed&status=returned", do: "do.assign",
			query: ledger.Query{Waits: []ledger.Wait{ledger.WaitsAssign}},
		},
		want{
			key: "desk.drafts", all: "/ledger?status=draft", do: "do.docket",
			query: ledger.Query{Statuses: []ledger.Status{ledger.Draft}},
		},
		want{
			key: "desk.clear", all: "/ledger?status=accepted", do: "do.clear",
			query: ledger.Query{Waits: []ledger.Wait{ledger.WaitsClear}},
		},
	)
}

// yellowsBy tells whether a row turns yellow within some days.
func (q *Request) yellowsBy(days int) func(*ledger.Row) bool {
	by := q.Today().AddDays(days + 1).At(0).UnixMicro()
	return func(r *ledger.Row) bool { return r.Clock.SoonFrom < by }
}

// owed are the lights of what a unit should do now.
var owed = []deadline.State{deadline.Overdue, deadline.NotReported, deadline.NoProgress, deadline.DueSoon}

func (p *deskPage) handler(q *Request) error {
	units := q.own(access.Handler)
	return p.fill(q,
		want{
			key: "desk.owed", all: "/ledger?light=red&light=yellow", do: "do.report",
			query: ledger.Query{Units: units, Lights: owed, Statuses: []ledger.Status{ledger.Handling}},
		},
		want{
			key: "desk.sign", all: "/ledger?status=assigned", do: "do.sign",
			query: ledger.Query{Units: units, Statuses: []ledger.Status{ledger.Assigned}},
		},
		want{
			key: "desk.yellowing", all: "/ledger?light=normal", do: "do.report", keep: q.yellowsBy(7),
			query: ledger.Query{Units: units, Lights: []deadline.State{deadline.Normal}, Statuses: []ledger.Status{ledger.Handling}},
		},
		want{
			key: "desk.waiting", all: "/ledger?status=closing", do: "do.look",
			query: ledger.Query{Units: units, Waits: []ledger.Wait{ledger.WaitsReview, ledger.WaitsExtension, ledger.WaitsClosing}},
		},
	)
}

func (p *deskPage) head(q *Request) error {
	units := q.own(access.FirstResponsible, access.Manager)
	if err := p.lights(q, ledger.Query{Units: units}); err != nil {
		return err
	}
	return p.fill(q,
		want{
			key: "desk.sign", all: "/ledger?status=assigned", do: "do.sign",
			query: ledger.Query{Units: units, Statuses: []ledger.Status{ledger.Assigned}},
		},
		want{
			key: "desk.late", all: "/ledger?light=red", do: "do.report",
			query: ledger.Query{Units: units, Colours: []deadline.Colour{deadline.Red}},
		},
		want{
			key: "desk.pass", all: "/ledger?status=handling", do: "do.pass", keep: func(r *ledger.Row) bool { return len(r.Others) == 0 && q.sections(r.Lead) },
			query: ledger.Query{Units: units, Statuses: []ledger.Status{ledger.Handling}},
		},
		want{
			key: "desk.soon", all: "/ledger?light=due_soon", do: "do.report",
			query: ledger.Query{Units: units, Lights: []deadline.State{deadline.DueSoon}},
		},
	)
}

// sections tells whether a unit has others below it to pass matters on to.
func (q *Request) sections(unit string) bool { return len(q.Rules.Org.Subtree(unit)) > 1 }

func (p *deskPage) leader(q *Request) error {
	if err := p.lights(q, ledger.Query{}); err != nil {
		return err
	}
	wants := []want{{key: "desk.reds", all: "/ledger?light=red", do: "do.look", query: ledger.Query{Colours: []deadline.Colour{deadline.Red}}}}
	for _, seat := range q.Rules.Org.Held(q.Person) {
		if seat.Role == access.Leader {
			wants = append(wants, want{
				key: "desk.mine", all: "/ledger?leader=" + seat.ID, do: "do.look",
				query: ledger.Query{InCharge: seat.ID, Open: true, Colours: []deadline.Colour{deadline.Red, deadline.Yellow}},
			})
		}
	}
	return p.fill(q, wants...)
}

func (p *deskPage) viewer(q *Request) error {
	if err := p.lights(q, ledger.Query{}); err != nil {
		return err
	}
	return p.fill(q, want{key: "desk.reds", all: "/ledger?light=red", do: "do.look", query: ledger.Query{Colours: []deadline.Colour{deadline.Red}}})
}

// lights counts matters by colour: four figures.
func (p *deskPage) lights(q *Request, query ledger.Query) error {
	counts, err := lights(q, query)
	if err != nil {
		return err
	}
	sum := map[deadline.Colour]int{}
	all, done := 0, 0
	for _, c := range counts {
		all += c.Count
		sum[c.Colour] += c.Count
		if c.State == deadline.Done {
			done += c.Count
		}
	}
	p.Figures = []deskFigure{
		{q.T("desk.all"), all, "/ledger", ""},
		{q.T("desk.red"), sum[deadline.Red], "/ledger?light=red", deadline.Red},
		{q.T("desk.yellow"), sum[deadline.Yellow], "/ledger?light=yellow", deadline.Yellow},
		{q.T("desk.done"), done, "/ledger?light=done", ""},
	}
	return nil
}

// A want says what a section of the desk lists.
type want struct {
	key, all, do string
	query        ledger.Query
	keep         func(*ledger.Row) bool // nil keeps all
	oldest       bool                   // what waits longest first, not what is due first
}

// most is how many rows a section is picked from, where it is not the query that
// decides.
const most = 200

func (p *deskPage) fill(q *Request, wants ...want) error {
	for _, w := range wants {
		w.query.Limit = shown
		if w.keep != nil || w.oldest {
			w.query.Limit = most
		}
		page, err := q.Ledger().List(q.Context(), q.Person, w.query)
		if err != nil {
			return err
		}
		rows := page.Rows
		if w.keep != nil {
			rows = slices.DeleteFunc(rows, func(r ledger.Row) bool { return !w.keep(&r) })
			page.Total = len(rows)
		}
		if w.oldest {
			slices.SortStableFunc(rows, func(a, b ledger.Row) int { return a.Last.Compare(b.Last) })
		}
		s := deskSection{Key: w.key, Total: page.Total, All: w.all}
		for i := range rows[:min(shown, len(rows))] {
			s.Rows = append(s.Rows, q.deskRow(&rows[i], page.Now, w.do))
		}
		p.Sections = append(p.Sections, s)
	}
	return nil
}

func (q *Request) deskRow(r *ledger.Row, now time.Time, do string) deskRow {
	state, colour := r.Light(now)
	row := deskRow{
		Number: r.Number, Title: r.Title, To: "/matters/" + r.Number, Unit: q.UnitName(r.Lead),
		Light: Light{State: state, Colour: colour, Why: q.Because(r)}, Due: q.DayOf(r.Due), What: q.DueTitle(r), Do: do,
	}
	if r.Waits != "" && q.Is(access.SupervisionOffice) {
		row.What = q.T("waits." + string(r.Waits))
	}
	return row
}

// DueTitle names what is due next in a matter.
func (q *Request) DueTitle(r *ledger.Row) string {
	if r.DueKey == "" {
		return q.In(r.Status.Title())
	}
	regime, err := q.Rules.Regimes.Find(r.Regime)
	if err != nil {
		return r.DueKey
	}
	id, part, _ := cutKey(r.DueKey)
	if stage := regime.Stage(id); stage != nil {
		return q.In(stage.Title) + cmp.Or(" "+part, "")
	}
	return r.DueKey
}

// Because is the reason of a row's light in one sentence.
func (q *Request) Because(r *ledger.Row) string {
	day := q.DayOf(r.Due)
	if day.IsZero() {
		return q.In(r.Status.Title())
	}
	return q.T("desk.because", q.DueTitle(r), q.Day(day), q.Left(day))
}
