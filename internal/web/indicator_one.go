package web

import (
	"math/big"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/reckon"
)

// A goalPage is one indicator: its readings beside their path, where they lead,
// and what the reports of other years say of the same thing.
type goalPage struct {
	ledger.Indicator
	Matter   *ledger.State
	Path     string // linear or quarter
	Steady   bool
	Standing string
	Expected string // today
	Last     *goalRow
	Rows     []goalRow
	Until    time.Time // the last day
	Forecast *goalForecast
	Chart    pathChart
	History  *reckon.Series
	Years    pathChart
	Says     string // what the history comes to
}

// A goalRow is a reading beside what was expected on its day.
type goalRow struct {
	At                     time.Time
	Value, Expected, Apart string
	Behind                 bool
}

type goalForecast struct{ Low, High, Reaches string }

func showIndicator(q *Request) (Answer, error) {
	s := &q.View.State
	p := &goalPage{Matter: s, Path: askedPath(q)}
	g, ok := goal{}, false
	for i := range s.Matter.Indicators {
		if in := &s.Matter.Indicators[i]; in.ID == q.PathValue("indicator") {
			g, ok = goalOf(s, in, q.Today().Year, p.Path)
		}
	}
	if !ok {
		return nil, problem(http.StatusNotFound, "")
	}
	p.Indicator, p.Steady, p.Standing, p.Until = g.Indicator, g.steady, g.standing(), g.to.Add(-time.Second)
	p.Expected = g.near(g.path(q.Now))
	for _, m := range g.readings {
		expected := g.path(m.at)
		p.Rows = append(p.Rows, goalRow{
			m.at, decimal(m.value), g.near(expected), g.near(new(big.Rat).Abs(new(big.Rat).Sub(m.value, expected))), lags(g.Compare, m.value, expected),
		})
	}
	if n := len(p.Rows); n > 0 {
		p.Last = &p.Rows[n-1]
	}
	p.Forecast = g.told()
	p.Chart = drawPath(&g, large, q.Now, q.reading(g.Unit))
	for i := range p.Chart.Across {
		if n, err := strconv.Atoi(p.Chart.Across[i].Title); err == nil {
			p.Chart.Across[i].Title = q.T("board.month", n)
		}
	}
	var err error
	if p.History, err = historyOf(q, &g.Indicator); err != nil {
		return nil, err
	}
	if p.History != nil {
		p.Years, p.Says = drawHistory(p.History, large), saysOf(q, p.History)
	}
	return Page{Name: "indicator", Title: g.Name, Area: "indicator", Data: p}, nil
}

// Standings lists how indicators may stand.
func (v *Shown) Standings() []string { return standings }

// told is the forecast for a page.
func (g *goal) told() *goalForecast {
	f := g.forecast()
	if f == nil {
		return nil
	}
	return &goalForecast{g.near(f.low), g.near(f.high), f.reaches(g.Compare, g.target)}
}

func askedPath(q *Request) string {
	if q.Asked("path") == "quarter" {
		return "quarter"
	}
	return "linear"
}

// historyOf finds what the reports of the same place that the person may see say
// of the thing in other years; nil where there is nothing.
func historyOf(q *Request, in *ledger.Indicator) (*reckon.Series, error) {
	source := &q.View.State.Matter.Source
	if source.Document == "" {
		return nil, nil //nolint:nilnil // it comes from no report
	}
	papers, err := q.Site.review.Papers(q.Context(), q.Person)
	if err != nil {
		return nil, err
	}
	place := ""
	for i := range papers {
		v, err := q.Site.review.Paper(q.Context(), q.Person, papers[i].ID)
		if err != nil {
			return nil, err
		}
		for j := range v.Readings {
			if v.Readings[j].Text == source.Document {
				place = papers[i].Place
			}
		}
	}
	var ids []string
	for i := range papers {
		if papers[i].Place == place && place != "" {
			ids = append(ids, papers[i].ID)
		}
	}
	if len(ids) < 2 {
		return nil, nil //nolint:nilnil // one report is no history
	}
	var views []review.View
	history, err := historyThrough(q, ids, &views)
	if err != nil {
		return nil, err
	}
	for i := range history.Series {
		for _, p := range history.Series[i].Points {
			if strings.TrimPrefix(p.Value, "-") == in.Target && p.Start >= source.From && p.End <= source.To && history.Series[i].Unit == in.Unit {
				return &history.Series[i], nil
			}
		}
	}
	return nil, nil //nolint:nilnil // no other year speaks of it
}

// saysOf puts the last result of a series, what it is against the year before,
// and the last target into a sentence.
func saysOf(q *Request, s *reckon.Series) string {
	var result, before, target *reckon.Point
	for i := range s.Points {
		switch p := &s.Points[i]; {
		case p.Status == "target":
			target = p
		case result == nil || p.Year > result.Year:
			result, before = p, result
		}
	}
	sized := func(value string) string { return (&Shown{Request: q}).Sized(value, s.Unit) }
	var said []string
	if result != nil {
		text := q.T("indicator.history_result", result.Year, sized(result.Value))
		if before != nil {
			a, ok1 := new(big.Rat).SetString(result.Value)
			b, ok2 := new(big.Rat).SetString(before.Value)
			if ok1 && ok2 {
				apart := new(big.Rat).Sub(a, b)
				switch by := sized(decimal(new(big.Rat).Abs(apart))); apart.Sign() {
				case 1:
					text += q.T("indicator.history_more", before.Year, by)
				case -1:
					text += q.T("indicator.history_less", before.Year, by)
				default:
					text += q.T("indicator.history_same", before.Year)
				}
			}
		}
		said = append(said, text)
	}
	if target != nil {
		said = append(said, q.T("indicator.history_target", target.Year, sized(target.Value)))
	}
	return strings.Join(said, q.T("indicator.history_join"))
}
