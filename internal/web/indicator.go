package web

import (
	"cmp"
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// indicatorRoutes are the figures that matters are to reach.
func indicatorRoutes() []Route {
	return []Route{
		{At: "GET /indicators", Rule: Rule{Roles: business, Scope: Listed}, Do: showIndicators},
		{At: "GET /indicators/export", Rule: Rule{Roles: business, Scope: Listed}, Do: exportIndicators, NoPage: true},
		{At: "GET /indicators/{matter}/{indicator}", Rule: Rule{Roles: business, Scope: OneMatter}, Do: showIndicator},
	}
}

// mattersLooked is how many matters of one report are looked through for
// indicators.
const mattersLooked = 500

// An indicatorPage lists the indicators of one report's matters.
type indicatorPage struct {
	Papers []ledger.Paper
	Paper  *ledger.Paper
	Path   string          // linear or quarter
	Only   string          // standing that is asked for, "" for all
	Lines  []indicatorLine // of the page that is shown; all of them for an export
	Pages  Pages
	All    int
	Counts map[string]int // by standing
}

// An indicatorLine is an indicator beside its path.
type indicatorLine struct {
	ledger.Indicator
	goal                        goal
	Matter, Number, Title, Lead string
	Last                        string
	At                          time.Time
	Expected                    string
	Standing                    string // ahead, behind or silent
	Forecast                    *goalForecast
	Chart                       pathChart
}

// standings in the order they are shown: what wants looking at first.
var standings = []string{"behind", "silent", "ahead"}

func showIndicators(q *Request) (Answer, error) {
	p, err := newIndicatorPage(q)
	if err == nil {
		p.turn(q)
	}
	return Page{Name: "indicators", Title: q.T("rail.indicator"), Data: p}, err
}

// indicatorsAPage is how many indicators a page shows.
const indicatorsAPage = 30

// turn keeps the lines of the page that is asked for, and draws them.
func (p *indicatorPage) turn(q *Request) {
	p.Pages = NewPages(q.Number("page", 1), len(p.Lines), indicatorsAPage)
	from := (p.Pages.Here - 1) * indicatorsAPage
	p.Lines = p.Lines[from:min(from+indicatorsAPage, len(p.Lines))]
	for i := range p.Lines {
		l := &p.Lines[i]
		l.Chart = drawPath(&l.goal, small, q.Now, q.reading(l.Unit))
	}
}

// reading tells readings of a unit in words, for whoever points at one.
func (q *Request) reading(unit string) func(measured) string {
	v := &Shown{Request: q}
	return func(m measured) string {
		return q.T("indicator.reading", q.Day(workday.DateOf(m.at)), v.Sized(decimal(m.value), unit))
	}
}

func newIndicatorPage(q *Request) (*indicatorPage, error) {
	papers, err := q.Site.review.Papers(q.Context(), q.Person)
	if err != nil {
		return nil, err
	}
	p := &indicatorPage{Papers: papers, Path: askedPath(q), Counts: map[string]int{}}
	if asked := q.Asked("standing"); slices.Contains(standings, asked) {
		p.Only = asked
	}
	for i := range papers {
		newer := p.Paper == nil || papers[i].Docketed > 0 && papers[i].Year > p.Paper.Year
		if asked := q.Asked("paper"); asked == papers[i].ID || asked == "" && newer {
			p.Paper = &papers[i]
		}
	}
	if p.Paper != nil {
		if err := p.read(q); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (p *indicatorPage) read(q *Request) error {
	v, err := q.Site.review.Paper(q.Context(), q.Person, p.Paper.ID)
	if err != nil {
		return err
	}
	for i := range v.Readings {
		page, err := q.Ledger().List(q.Context(), q.Person, ledger.Query{
			Document: v.Readings[i].Text, Limit: mattersLooked, NoTotal: true, Order: ledger.NumberFirst,
		})
		if err != nil {
			return err
		}
		matters, err := q.Ledger().Standings(q.Context(), q.Person, page.Rows)
		if err != nil {
			return err
		}
		for j := range matters {
			p.add(q, &matters[j].State)
		}
	}
	slices.SortStableFunc(p.Lines, func(a, b indicatorLine) int {
		return cmp.Compare(slices.Index(standings, a.Standing), slices.Index(standings, b.Standing))
	})
	return nil
}

func (p *indicatorPage) add(q *Request, s *ledger.State) {
	for i := range s.Matter.Indicators {
		in := &s.Matter.Indicators[i]
		g, ok := goalOf(s, in, q.Today().Year, p.Path)
		if !ok {
			continue
		}
		line := indicatorLine{
			goal:      g,
			Indicator: *in, Matter: s.ID, Number: s.Matter.Number, Title: s.Matter.Title, Lead: s.Lead,
			Standing: g.standing(), Expected: g.near(g.path(q.Now)), Forecast: g.told(),
		}
		p.All++
		p.Counts[line.Standing]++
		if p.Only != "" && p.Only != line.Standing {
			continue
		}
		if last, ok := g.last(); ok {
			line.Last, line.At = decimal(last.value), last.at
		}
		p.Lines = append(p.Lines, line)
	}
}
