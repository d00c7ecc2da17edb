package web

import (
	"net/url"
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
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
	Lights   []litCount // in one line, for who heads a unit
	Sections []deskSection
	Papers   []ledger.Paper // reports that are being reviewed, or reviewed and not docketed
	Mail     []letter
	New      bool // may docket a matter by hand
	Reds     int  // how many are red, for who may chase them
}

// Empty tells whether there is nothing at all, as on the first day.
func (p *deskPage) Empty() bool { return len(p.Clear()) == len(p.Sections) && len(p.Papers) == 0 }

// Clear lists the sections in which nothing is to be done.
func (p *deskPage) Clear() []deskSection {
	return slices.DeleteFunc(slices.Clone(p.Sections), func(s deskSection) bool { return len(s.Rows) > 0 })
}

// deskLetters is how many messages a desk shows, of the latest deskTold notices.
const (
	deskLetters = 5
	deskTold    = 100
)

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
	Units bool   // rows are of several units
	Since bool   // rows say since when they wait, not what is due
	Act   string // rows are ticked to do this with them together, "" for not
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
		var told []ledger.Notice
		told, err = q.Ledger().Notices(q.Context(), q.Person, true, deskTold)
		p.Mail = gathered(told)
		p.Mail = p.Mail[:min(deskLetters, len(p.Mail))]
	}
	return Page{Name: "desk", Title: q.T("rail.desk"), Data: p, Script: []string{"js/draft.js", "js/files.js", "js/ledger.js"}}, err
}

// own lists the units a person sits in, or covers somebody of. Sections come
// with what stands above them in their own house: a matter that was passed on to
// them is led by it.
func (q *Request) own(roles ...access.Role) []string {
	var units []string
	for _, person := range append([]string{q.Person}, q.Rules.Org.Covered(q.Person, q.Today())...) {
		for _, seat := range q.Rules.Org.Held(person) {
			for unit := seat.Unit; slices.Contains(roles, seat.Role) && !slices.Contains(units, unit); {
				units = append(units, unit)
				if u := q.Rules.Org.Unit(unit); u != nil && u.Kind == access.Section && u.Parent != "" {
					unit = u.Parent
				}
			}
		}
	}
	return units
}

func (p *deskPage) officer(q *Request) error {
	yesterday := q.Today().AddDays(-1).At(0)
	p.New = true
	papers, err := q.Site.review.Papers(q.Context(), q.Person)
	if err != nil {
		return err
	}
	for i := range papers {
		if papers[i].Reviewed < papers[i].Total || papers[i].Docketed == 0 {
			p.Papers = append(p.Papers, papers[i])
		}
	}
	counts, err := lights(q, ledger.Query{Colours: []deadline.Colour{deadline.Red}})
	if err != nil {
		return err
	}
	for _, c := range counts {
		p.Reds += c.Count
	}
	return p.fill(q,
		want{
			key: "desk.review", do: "review", since: true, units: true,
			query: ledger.Query{Waits: []ledger.Wait{ledger.WaitsReview, ledger.WaitsExtension, ledger.WaitsClosing}, Order: ledger.ChangedFirst},
		},
		want{
			key: "desk.reddened", do: "chase", units: true, act: "chase",
			query: ledger.Query{Colours: []deadline.Colour{deadline.Red}, DueFrom: yesterday},
		},
		want{
			key: "desk.yellowing", units: true,
			query: ledger.Query{Lights: []deadline.State{deadline.Normal}, SoonTo: q.endOf(3)},
		},
		want{
			key: "desk.assign", do: "assign", units: true,
			query: ledger.Query{Waits: []ledger.Wait{ledger.WaitsAssign}},
		},
		want{
			key: "desk.drafts", do: "assign", units: true,
			query: ledger.Query{Statuses: []ledger.Status{ledger.Draft}},
		},
		want{
			key: "desk.clear", do: "clear", units: true,
			query: ledger.Query{Waits: []ledger.Wait{ledger.WaitsClear}},
		},
	)
}

// endOf is the end of the day some days from today.
func (q *Request) endOf(days int) time.Time { return q.Today().AddDays(days + 1).At(0) }

// owed are the lights of what a unit should do now.
var owed = []deadline.State{deadline.Overdue, deadline.NotReported, deadline.NoProgress, deadline.DueSoon}

func (p *deskPage) handler(q *Request) error {
	units := q.own(access.Handler)
	err := p.fill(q,
		want{
			key: "desk.owed", do: "report",
			query: ledger.Query{Units: units, Lights: owed, Statuses: []ledger.Status{ledger.Handling}},
		},
		want{
			key: "desk.sign", do: "sign", act: "sign",
			query: ledger.Query{Units: units, Statuses: []ledger.Status{ledger.Assigned}},
		},
		want{
			key: "desk.next", do: "report",
			query: ledger.Query{Units: units, Lights: []deadline.State{deadline.Normal}, Statuses: []ledger.Status{ledger.Handling}, SoonTo: q.endOf(7)},
		},
		want{
			key: "desk.waiting", since: true,
			query: ledger.Query{Units: units, Waits: []ledger.Wait{ledger.WaitsReview, ledger.WaitsExtension, ledger.WaitsClosing}},
		},
	)
	for i := range p.Sections {
		if rows := p.Sections[i].Rows; err == nil && len(rows) > 0 && rows[0].Do == "report" {
			return rows[0].open(q)
		}
	}
	return err
}

func (p *deskPage) head(q *Request) error {
	units := q.own(access.FirstResponsible, access.Manager)
	counts, err := lights(q, ledger.Query{Units: units})
	if err != nil {
		return err
	}
	p.Lights = opening(counts, url.Values{"unit": units})
	return p.fill(q,
		want{
			key: "desk.sign", do: "sign", act: "sign",
			query: ledger.Query{Units: units, Statuses: []ledger.Status{ledger.Assigned}},
		},
		want{
			key: "desk.pass", do: "pass",
			query: ledger.Query{Asks: ledger.AsksPass, Units: units, Statuses: []ledger.Status{ledger.Handling}},
		},
		want{
			key: "desk.close", do: "apply-close",
			query: ledger.Query{Asks: ledger.AsksClose, Units: units, Statuses: []ledger.Status{ledger.Handling}},
		},
		want{
			key: "desk.late", do: "report",
			query: ledger.Query{Asks: ledger.AsksReport, Units: units, Colours: []deadline.Colour{deadline.Red}, Statuses: []ledger.Status{ledger.Handling}},
		},
		want{
			key: "desk.soon", do: "report",
			query: ledger.Query{Asks: ledger.AsksReport, Units: units, Lights: []deadline.State{deadline.DueSoon}, Statuses: []ledger.Status{ledger.Handling}},
		},
	)
}

func (p *deskPage) leader(q *Request) error {
	if err := p.lights(q, ledger.Query{}); err != nil {
		return err
	}
	// Red ones stand in the first list, theirs before others: the second has the yellow.
	reds := want{key: "desk.reds", do: "comment", why: true, units: true, query: ledger.Query{Colours: []deadline.Colour{deadline.Red}}}
	var yellows []want
	for _, seat := range q.Rules.Org.Held(q.Person) {
		if seat.Role == access.Leader {
			reds.mine = append(reds.mine, seat.ID)
			yellows = append(yellows, want{
				key: "desk.mine", do: "comment", why: true, units: true,
				query: ledger.Query{InCharge: seat.ID, Colours: []deadline.Colour{deadline.Yellow}},
			})
		}
	}
	return p.fill(q, append([]want{reds}, yellows...)...)
}

func (p *deskPage) viewer(q *Request) error {
	if err := p.lights(q, ledger.Query{}); err != nil {
		return err
	}
	return p.fill(q, want{key: "desk.reds", why: true, units: true, query: ledger.Query{Colours: []deadline.Colour{deadline.Red}}})
}

// lights counts matters by colour: four figures.
func (p *deskPage) lights(q *Request, query ledger.Query) error {
	counts, err := lights(q, query)
	if err != nil {
		return err
	}
	sum := map[deadline.Colour]int{}
	all, done, idle := 0, 0, 0
	for _, c := range counts {
		all += c.Count
		sum[c.Colour] += c.Count
		switch c.State {
		case deadline.Done:
			done += c.Count
		case deadline.Unassigned:
			idle += c.Count
		}
	}
	p.Figures = []deskFigure{
		{q.T("desk.all"), all, "/ledger", ""},
		{q.T("desk.red"), sum[deadline.Red], "/ledger?light=red&open=1", deadline.Red},
		{q.T("desk.yellow"), sum[deadline.Yellow], "/ledger?light=yellow", deadline.Yellow},
		{q.T("desk.done"), done, "/ledger?light=done", ""},
	}
	if idle > 0 {
		p.Figures = append(p.Figures, deskFigure{q.T("board.idle"), idle, "/ledger?light=unassigned", ""})
	}
	return nil
}
