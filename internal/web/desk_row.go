package web

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// A deskRow is one thing to do.
type deskRow struct {
	ID, Number, Title string
	To                string // the page of the matter
	Do                string // the step to take, as matterForms name it; "" for looking only
	Fold              string // address of the form that opens below the row
	Unit              string
	Light             Light
	Due               workday.Date
	Since             string // since when it waits
	Mine              bool   // in the charge of the leader who looks, beside others that are not
	What              string // what is to be done, or why the light is what it is
	Open              *matterPage
}

// Verb is the key of the button's word.
func (r *deskRow) Verb() string { return "do." + strings.ReplaceAll(r.Do, "-", "_") }

// A want says what a section of the desk lists.
type want struct {
	key   string
	do    string // step to take, "" for none
	query ledger.Query
	mine  []string // seats whose matters are marked and come first
	since bool     // say since when
	why   bool     // say why the light is what it is
	units bool     // of several units
	act   string   // what is done with those that are ticked
}

func (p *deskPage) fill(q *Request, wants ...want) error {
	for i := range wants {
		w := &wants[i]
		page, err := q.wanted(w)
		if err != nil {
			return err
		}
		s := deskSection{Key: w.key, Total: page.Total, All: q.listOf(&w.query), Units: w.units, Since: w.since, Act: w.act}
		rows := page.Rows[:min(shown, len(page.Rows))]
		own := func(r ledger.Row) bool { return slices.Contains(w.mine, r.InCharge) }
		differ := slices.ContainsFunc(rows, own) && !all(rows, own)
		for i := range rows {
			row := q.deskRow(&rows[i], page.Now, w)
			row.Mine = differ && own(rows[i])
			s.Rows = append(s.Rows, row)
		}
		p.Sections = append(p.Sections, s)
	}
	return nil
}

// wanted are the first matters of a section, and how many there are.
func (q *Request) wanted(w *want) (ledger.Page, error) {
	query := w.query
	query.Limit = shown
	page, err := q.Ledger().List(q.Context(), q.Person, query)
	for i := len(w.mine) - 1; i >= 0 && err == nil; i-- {
		query.InCharge = w.mine[i]
		var own ledger.Page
		own, err = q.Ledger().List(q.Context(), q.Person, query)
		page.Rows = slices.Concat(own.Rows, slices.DeleteFunc(page.Rows, func(r ledger.Row) bool { return r.InCharge == w.mine[i] }))
	}
	return page, err
}

// all tells whether all rows are so.
func all(rows []ledger.Row, so func(ledger.Row) bool) bool {
	return !slices.ContainsFunc(rows, func(r ledger.Row) bool { return !so(r) })
}

func (q *Request) deskRow(r *ledger.Row, now time.Time, w *want) deskRow {
	do := w.do
	if r.Waits == ledger.WaitsExtension && do == "review" {
		do = "decide-extension"
	}
	row := deskRow{
		ID: r.ID, Number: r.Number, Title: r.Title, To: "/matters/" + r.Number, Do: do, Unit: q.UnitName(r.Lead),
		Light: q.lightOf(r, now), Due: q.DayOf(r.Due), What: q.DueTitle(r),
	}
	if do != "" {
		row.Fold = row.To + "?" + url.Values{"do": {do}, "back": {"/"}}.Encode()
	}
	if r.Status == ledger.Draft {
		row.What = q.T("source." + string(r.Source))
	}
	if w.why {
		row.Light.Why = "" // the row says it all
	}
	if w.since {
		row.Since = q.Waited(r.Last)
		row.What = q.T("waits." + string(r.Waits))
	}
	if r.Waits != "" && q.Is(access.SupervisionOffice) {
		row.What = q.T("waits." + string(r.Waits))
	}
	if r.Waits == ledger.WaitsAssign && do == "assign" {
		row.What = r.List // that it waits is said above
	}
	return row
}

// Waited says since when something waits: the day, and how many days that is.
func (q *Request) Waited(at time.Time) string {
	day := q.DateOf(at)
	n := q.Today().Sub(day)
	switch {
	case n <= 0:
		return q.T("date.since_today")
	case n == 1:
		return q.T("date.since_yesterday")
	}
	return q.T("date.since", q.Day(day), n)
}

// open opens the form of a row on the desk itself, with the cursor in it. Where
// the step cannot be taken the row stays as it is.
func (r *deskRow) open(q *Request) error {
	view, err := q.Ledger().Matter(q.Context(), q.Person, r.ID)
	if err != nil {
		return err
	}
	here := *q
	here.View = &view
	page, err := newMatterPage(&here)
	if err != nil {
		return err
	}
	if err := page.openForm(&here, r.Do, ""); err != nil || page.Form == nil {
		return err
	}
	page.Back = "/"
	r.Open = page
	return nil
}

// lightOf is the light of a row as lists show it.
func (q *Request) lightOf(r *ledger.Row, now time.Time) Light {
	state, colour := r.Light(now)
	return Light{State: state, Colour: colour, Why: q.Because(r)}
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
	if title := regime.DueTitle(r.DueKey); !title.IsZero() {
		return q.In(title)
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
