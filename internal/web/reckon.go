package web

import (
	"bytes"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/luoshi-project/luoshi/internal/export"
	"github.com/luoshi-project/luoshi/internal/intake"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/reckon"
)

// reckonRoutes are the reckoning: promised beside delivered, upper beside lower,
// digest beside full text, indicators through the years.
func reckonRoutes() []Route {
	listed := Rule{Roles: business, Scope: Listed}
	officers := Rule{Roles: office, Scope: Listed}
	return []Route{
		{At: "GET /reckon", Rule: listed, Do: showReckon},
		{At: "GET /reckon/scorecard", Rule: listed, Do: showScorecard},
		{At: "GET /reckon/cascade", Rule: listed, Do: showCascade},
		{At: "GET /reckon/series", Rule: listed, Do: showSeries},
		{At: "GET /reckon/proofread", Rule: listed, Do: showProofreading},
		{At: "GET /reckon/export", Rule: listed, Do: exportReckoning, NoPage: true},
		{At: "POST /reckon/ruling", Rule: officers, Do: rulePairing},
		{At: "POST /reckon/carry", Rule: officers, Do: carryOver},
	}
}

// A reckonPage is where one chooses what to set beside what.
type reckonPage struct {
	Papers   []ledger.Paper
	Years    []paperPair // the same place, one year and the next
	Cascades []paperPair // an upper plan and a lower one of the same year
	Places   []paperRow  // the reports of one place through the years
}

type paperPair struct{ A, B ledger.Paper }

type paperRow struct {
	Place  string
	Papers []ledger.Paper
}

// Query is the address of a row's series.
func (r paperRow) Query() template.URL {
	v := url.Values{}
	for _, p := range r.Papers {
		v.Add("paper", p.ID)
	}
	return template.URL(v.Encode()) //nolint:gosec // it was encoded just now
}

// levels are those of places, the highest first.
var levels = []string{"nation", "province", "city", "county", "township"}

func showReckon(q *Request) (Answer, error) {
	p, err := newReckonPage(q)
	return Page{Name: "reckon", Title: q.T("rail.reckon"), Data: p}, err
}

// choose leads who named no reports to the first that belong together, or to
// where one chooses.
func choose(q *Request, kind string) (Answer, error) {
	p, err := newReckonPage(q)
	if err != nil {
		return nil, err
	}
	to := ""
	switch {
	case kind == "scorecard" && len(p.Years) > 0:
		to = "plan=" + p.Years[0].A.ID + "&result=" + p.Years[0].B.ID
	case kind == "cascade" && len(p.Cascades) > 0:
		to = "upper=" + p.Cascades[0].A.ID + "&lower=" + p.Cascades[0].B.ID
	case kind == "series" && len(p.Places) > 0:
		to = string(p.Places[0].Query())
	case kind == "proofread" && len(p.Papers) > 1:
		to = "a=" + p.Papers[0].ID + "&b=" + p.Papers[1].ID
	default:
		return See{To: "/reckon", Say: "error.choose_reports"}, nil
	}
	return See{To: "/reckon/" + kind + "?" + to}, nil
}

func newReckonPage(q *Request) (*reckonPage, error) {
	papers, err := q.Site.review.Papers(q.Context(), q.Person)
	if err != nil {
		return nil, err
	}
	p := &reckonPage{Papers: papers}
	rows := map[string]*paperRow{}
	for _, a := range papers {
		for _, b := range papers {
			switch {
			case a.ID == b.ID || a.Year == 0 || b.Year == 0:
			case a.Place == b.Place && a.Place != "" && a.Year+1 == b.Year:
				p.Years = append(p.Years, paperPair{a, b})
			case a.Year == b.Year && slices.Index(levels, a.Level) >= 0 && slices.Index(levels, a.Level) < slices.Index(levels, b.Level):
				p.Cascades = append(p.Cascades, paperPair{a, b})
			}
		}
		if a.Place != "" && a.Year != 0 {
			if rows[a.Place] == nil {
				rows[a.Place] = &paperRow{Place: a.Place}
			}
			rows[a.Place].Papers = append(rows[a.Place].Papers, a)
		}
	}
	for _, r := range rows {
		if len(r.Papers) > 1 {
			slices.SortFunc(r.Papers, func(a, b ledger.Paper) int { return a.Year - b.Year })
			p.Places = append(p.Places, *r)
		}
	}
	slices.SortFunc(p.Years, func(a, b paperPair) int { return b.B.Year - a.B.Year })
	slices.SortFunc(p.Places, func(a, b paperRow) int { return len(b.Papers) - len(a.Papers) })
	return p, nil
}

// A scorecard is what became of the promises of a report.
type scorecard struct {
	*reckon.Reconciliation
	Plan, Result review.View
	Asked        string // verdict that the rows are limited to, "" for none
	Shown        []scoreRow
	Verdicts     []verdictCount
	Kept         int // share of what was reported that was kept, in whole per cent
	Unfinished   int
	MayRule      bool
	WrongYears   bool // the result does not look back on the plan's year
}

type scoreRow struct {
	reckon.Row
	N int // place among all rows
}

type verdictCount struct {
	Verdict string
	Count   int
}

func showScorecard(q *Request) (Answer, error) {
	if q.URL.RawQuery == "" {
		return choose(q, "scorecard")
	}
	s, err := newScorecard(q, q.Asked("plan"), q.Asked("result"))
	if err != nil {
		return nil, err
	}
	return Page{Name: "scorecard", Title: q.T("reckon.scorecard"), Data: s}, nil
}

func newScorecard(q *Request, planID, resultID string) (*scorecard, error) {
	plan, planReport, err := readPaper(q, planID)
	if err != nil {
		return nil, err
	}
	result, resultReport, err := readPaper(q, resultID)
	if err != nil {
		return nil, err
	}
	decisions, err := decisionsFor(q, &plan)
	if err != nil {
		return nil, err
	}
	key := "scorecard " + plan.Reading().Text + " " + result.Reading().Text + " " + decisions.mark
	rec := remembered(q, key, func() *reckon.Reconciliation {
		return reckon.Reconcile(planReport(), resultReport(), reckon.Options{Decisions: decisions.list})
	})
	s := &scorecard{Reconciliation: rec, Plan: plan, Result: result, Asked: q.Asked("verdict"), MayRule: plan.May}
	for i := range rec.Rows {
		if s.Asked == "" || string(rec.Rows[i].Verdict) == s.Asked {
			s.Shown = append(s.Shown, scoreRow{rec.Rows[i], i})
		}
	}
	sum := &rec.Summary
	s.Verdicts = []verdictCount{
		{"exceeded", sum.Exceeded},
		{"met", sum.Met},
		{"missed", sum.Missed},
		{"partial", sum.Partial},
		{"unreported", sum.Unreported},
		{"not_comparable", sum.NotComparable},
	}
	if told := sum.Exceeded + sum.Met + sum.Missed + sum.Partial; told > 0 {
		s.Kept = (sum.Exceeded + sum.Met) * 100 / told
	}
	s.Unfinished = sum.Missed + sum.Partial + sum.Unreported
	s.WrongYears = result.Reading().Year != 0 && rec.Year != 0 && result.Reading().Year != rec.Year+1
	return s, nil
}

// rulePairing keeps what a person makes of a pairing, or takes it back.
func rulePairing(q *Request) (Answer, error) {
	s, err := newScorecard(q, q.Text("plan"), q.Text("result"))
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(s.Rows, func(r reckon.Row) bool {
		return r.Plan.ID == q.Text("promise") && r.Plan.Start == q.Number("start", -1) && r.Metric == q.Text("metric")
	})
	if at < 0 {
		return nil, problem(http.StatusNotFound, "")
	}
	row := s.Rows[at]
	decision := reckon.Decide(row, reckon.Ruling(q.Text("ruling")), nil)
	var c review.Command
	if q.Text("ruling") == "take_back" {
		c = review.Unpair{Plan: decision.Plan}
	} else {
		decision.At = review.Stamp(q.Now)
		c = review.Pair{Decision: decision}
	}
	if _, err := q.Site.review.Do(q.Context(), q.Person, s.Plan.ID, ledger.Any, c); err != nil {
		return nil, err
	}
	to := url.Values{"plan": {s.Plan.ID}, "result": {s.Result.ID}}
	if v := q.Text("verdict"); v != "" {
		to.Set("verdict", v)
	}
	return See{To: "/reckon/scorecard?" + to.Encode() + "#r" + strconv.Itoa(at), Say: "reckon.ruled"}, nil
}

// carryOver dockets what was missed, done in part or not mentioned, as drafts.
// What was carried over before is not docketed again.
func carryOver(q *Request) (Answer, error) {
	s, err := newScorecard(q, q.Text("plan"), q.Text("result"))
	if err != nil {
		return nil, err
	}
	if !s.MayRule {
		return nil, s.Plan.Why
	}
	document := s.Plan.Reading().Text
	matters := intake.FromCarryOver(s.Reconciliation, reckon.CarryOver(s.Reconciliation), document, ledger.Matter{Assigning: s.Plan.Assigning})
	count := 0
	for i := range matters {
		matters[i].Source.Name = s.Plan.Reading().Title
	}
	err = q.Ledger().Batch(q.Context(), func(b *ledger.Batch) error {
		page, err := b.Tx().List(ledger.Query{Document: document, Lists: []string{listOfCarried(matters)}, Limit: mostCarried, NoTotal: true})
		if err != nil {
			return err
		}
		for i := range matters {
			m := &matters[i]
			if slices.ContainsFunc(page.Rows, func(r ledger.Row) bool { return r.From == m.Source.From && r.Title == m.Title }) {
				continue
			}
			if _, err := b.Docket(q.Person, *m, true); err != nil {
				return err
			}
			count++
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return See{To: "/ledger?status=draft&list=" + url.QueryEscape(listOfCarried(matters)), Say: "reckon.carried", Args: []any{count}}, nil
}

// mostCarried is how many promises of one report are looked through.
const mostCarried = 5000

func listOfCarried(matters []ledger.Matter) string {
	if len(matters) == 0 {
		return ""
	}
	return matters[0].List
}

// A cascadePage is an upper plan beside lower ones.
type cascadePage struct {
	*reckon.Cascade
	Upper  review.View
	Lowers []review.View
}

func showCascade(q *Request) (Answer, error) {
	if q.URL.RawQuery == "" {
		return choose(q, "cascade")
	}
	p, err := newCascade(q)
	if err != nil {
		return nil, err
	}
	return Page{Name: "cascade", Title: q.T("reckon.cascade"), Data: p}, nil
}

func newCascade(q *Request) (*cascadePage, error) {
	upper, upperReport, err := readPaper(q, q.Asked("upper"))
	if err != nil {
		return nil, err
	}
	p := &cascadePage{Upper: upper}
	key := "cascade " + upper.Reading().Text
	lowers, key, err := readPapers(q, q.AskedAll("lower"), key, &p.Lowers)
	if err != nil {
		return nil, err
	}
	p.Cascade = remembered(q, key, func() *reckon.Cascade { return reckon.CascadeOf(upperReport(), lowers(), reckon.Options{}) })
	return p, nil
}

// A seriesPage is indicators through the years.
type seriesPage struct {
	*reckon.History
	Papers []review.View
}

func showSeries(q *Request) (Answer, error) {
	if q.URL.RawQuery == "" {
		return choose(q, "series")
	}
	p, err := newSeries(q)
	if err != nil {
		return nil, err
	}
	return Page{Name: "series", Title: q.T("reckon.series"), Data: p}, nil
}

func newSeries(q *Request) (*seriesPage, error) {
	p := &seriesPage{}
	var err error
	p.History, err = historyThrough(q, q.AskedAll("paper"), &p.Papers)
	return p, err
}

// historyThrough follows each indicator through some reports.
func historyThrough(q *Request, ids []string, into *[]review.View) (*reckon.History, error) {
	reports, key, err := readPapers(q, ids, "series", into)
	if err != nil {
		return nil, err
	}
	return remembered(q, key, func() *reckon.History { return reckon.SeriesOf(reports(), reckon.Options{}) }), nil
}

// A proofPage is two texts that should say the same.
type proofPage struct {
	*reckon.Proofreading
	A, B review.View
}

func showProofreading(q *Request) (Answer, error) {
	if q.URL.RawQuery == "" {
		return choose(q, "proofread")
	}
	p, err := newProofreading(q)
	if err != nil {
		return nil, err
	}
	return Page{Name: "proofread", Title: q.T("reckon.proofread"), Data: p}, nil
}

func newProofreading(q *Request) (*proofPage, error) {
	a, _, err := readPaper(q, q.Asked("a"))
	if err != nil {
		return nil, err
	}
	b, _, err := readPaper(q, q.Asked("b"))
	if err != nil {
		return nil, err
	}
	p := &proofPage{A: a, B: b}
	p.Proofreading = remembered(q, "proofread "+a.Reading().Text+" "+b.Reading().Text, func() *reckon.Proofreading {
		return reckon.Proofread(string(a.Text), string(b.Text))
	})
	return p, nil
}

// exportReckoning gives what a page of the reckoning shows as a file.
func exportReckoning(q *Request) (Answer, error) {
	var c export.Comparison
	switch q.Asked("kind") {
	case "scorecard":
		s, err := newScorecard(q, q.Asked("plan"), q.Asked("result"))
		if err != nil {
			return nil, err
		}
		c.Reconciliation = s.Reconciliation
	case "cascade":
		p, err := newCascade(q)
		if err != nil {
			return nil, err
		}
		c.Cascade = p.Cascade
	case "series":
		p, err := newSeries(q)
		if err != nil {
			return nil, err
		}
		c.History = p.History
	case "proofread":
		p, err := newProofreading(q)
		if err != nil {
			return nil, err
		}
		c.Proofreading = p.Proofreading
	default:
		return nil, problem(http.StatusNotFound, "")
	}
	types := map[string]string{
		"xlsx": workbookType, "html": "text/html; charset=utf-8",
		"csv": "text/csv; charset=utf-8", "json": "application/json",
	}
	form := q.Asked("form")
	if types[form] == "" {
		return nil, problem(http.StatusNotFound, "")
	}
	var out bytes.Buffer
	if err := export.Compare(form, &out, c, export.Page{}); err != nil {
		return nil, err
	}
	return File{Name: q.T("reckon."+q.Asked("kind")) + "." + form, Type: types[form], Data: out.Bytes()}, nil
}
