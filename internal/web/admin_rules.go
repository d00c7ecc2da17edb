package web

import (
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

type regimesPage struct {
	Regimes []*deadline.Regime
	Told    *Told
}

func showRegimes(q *Request) (Answer, error) { return regimesAnswer(q, nil) }

func regimesAnswer(q *Request, told *Told) (Answer, error) {
	p := Page{Name: "admin_regimes", Title: q.T("admin.regimes"), Data: regimesPage{q.Rules.Regimes.All(), told}}
	if told != nil {
		p.Status = told.Status
	}
	return p, nil
}

func addRegime(q *Request) (Answer, error) {
	name, data, wrong := q.upload("file")
	if wrong != nil {
		return regimesAnswer(q, wrong)
	}
	ref, err := q.Ledger().AddRegime(q.Context(), q.Person, name, data)
	if err != nil {
		told, err := q.told(err)
		if err != nil {
			return nil, err
		}
		return regimesAnswer(q, told)
	}
	return See{To: "/admin/regimes", Say: "admin.regime_added", Args: []any{ref}}, nil
}

// A calendarPage shows a year of days, and which years rest on a notice.
type calendarPage struct {
	Year     int
	Official bool
	Years    []int
	Holidays []dayShown // that fall on what would be worked
	Worked   []dayShown // that would be free
	Told     *Told
}

type dayShown struct {
	Date workday.Date
	Name string
}

func showCalendar(q *Request) (Answer, error) { return calendarAnswer(q, nil) }

func calendarAnswer(q *Request, told *Told) (Answer, error) {
	cal := q.Rules.Calendar
	year := q.Number("year", q.Today().Year)
	if year < 2000 || year > 2100 {
		year = q.Today().Year
	}
	p := calendarPage{Year: year, Official: cal.Official(year), Years: cal.Years(), Told: told}
	for d := (workday.Date{Year: year, Month: 1, Day: 1}); d.Year == year; d = d.AddDays(1) {
		day := cal.Day(d)
		weekend := d.Weekday() == 0 || d.Weekday() == 6
		switch {
		case day.Holiday != "" && !day.Work:
			p.Holidays = append(p.Holidays, dayShown{d, day.Holiday})
		case day.Work && weekend:
			p.Worked = append(p.Worked, dayShown{d, day.Holiday})
		}
	}
	page := Page{Name: "admin_calendar", Title: q.T("admin.calendar"), Data: p}
	if told != nil {
		page.Status = told.Status
	}
	return page, nil
}

func adoptNotice(q *Request) (Answer, error) {
	_, data, wrong := q.upload("file")
	if wrong != nil {
		return calendarAnswer(q, wrong)
	}
	moved, err := q.Ledger().AdoptNotice(q.Context(), q.Person, data, q.Text("note"))
	if err != nil {
		told, err := q.told(err)
		if err != nil {
			return nil, err
		}
		return calendarAnswer(q, told)
	}
	return See{To: "/admin/calendar", Say: "admin.notice_adopted", Args: []any{moved}}, nil
}
