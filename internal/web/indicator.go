package web

import (
	"math/big"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// indicatorRoutes are the figures that matters are to reach.
func indicatorRoutes() []Route {
	return []Route{{At: "GET /indicators", Rule: Rule{Roles: business, Scope: Listed}, Do: showIndicators}}
}

// mattersLooked is how many matters of one report are looked through for
// indicators.
const mattersLooked = 500

// An indicatorPage lists the indicators of one report's matters.
type indicatorPage struct {
	Papers []ledger.Paper
	Paper  *ledger.Paper
	Path   string // linear or quarter
	Lines  []indicatorLine
	Behind int
	Silent int
}

// An indicatorLine is an indicator beside its path.
type indicatorLine struct {
	ledger.Indicator
	Matter, Number, Title, Lead string
	Last                        string
	At                          time.Time
	Expected                    string
	Standing                    string // ahead, behind or silent
	Chart                       pathChart
}

// A point in time of an indicator.
type measured struct {
	at    time.Time
	value *big.Rat
}

func showIndicators(q *Request) (Answer, error) {
	papers, err := q.Site.review.Papers(q.Context(), q.Person)
	if err != nil {
		return nil, err
	}
	p := &indicatorPage{Papers: papers, Path: "linear"}
	if q.Asked("path") == "quarter" {
		p.Path = "quarter"
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
	return Page{Name: "indicators", Title: q.T("rail.indicator"), Data: p}, nil
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
		for j := range page.Rows {
			view, err := q.Ledger().Matter(q.Context(), q.Person, page.Rows[j].ID)
			if err != nil {
				return err
			}
			p.add(q, &view)
		}
	}
	return nil
}

func (p *indicatorPage) add(q *Request, v *ledger.View) {
	s := &v.State
	from, to := span(s, q.Today().Year)
	for _, in := range s.Matter.Indicators {
		if in.Target == "" {
			continue
		}
		line := indicatorLine{Indicator: in, Matter: s.ID, Number: s.Matter.Number, Title: s.Matter.Title, Lead: s.Lead, Standing: "silent"}
		var readings []measured
		for i := range s.Reports {
			if text, ok := s.Reports[i].Values[in.ID]; ok {
				if value, ok := new(big.Rat).SetString(text); ok {
					readings = append(readings, measured{s.Reports[i].At, value})
					line.Last, line.At = text, s.Reports[i].At
				}
			}
		}
		target, ok := new(big.Rat).SetString(in.Target)
		if !ok {
			continue
		}
		baseline := new(big.Rat)
		if in.Baseline != "" {
			baseline.SetString(in.Baseline)
		}
		path := pathOf(&in, baseline, target, from, to, p.Path)
		expected := path(q.Now)
		line.Expected = decimal(expected)
		if n := len(readings); n > 0 {
			line.Standing = "ahead"
			if lags(in.Compare, readings[n-1].value, path(readings[n-1].at)) {
				line.Standing = "behind"
			}
		}
		switch line.Standing {
		case "behind":
			p.Behind++
		case "silent":
			p.Silent++
		}
		line.Chart = drawPath(readings, path, target, from, to)
		p.Lines = append(p.Lines, line)
	}
}

// span is when an indicator is to be reached: from the matter's first day of
// reckoning, else the year's, to its own date, else the end of the year.
func span(s *ledger.State, year int) (from, to time.Time) {
	first, last := s.Matter.PeriodFrom, s.Matter.PeriodTo
	if first.IsZero() {
		first = workday.Date{Year: year, Month: time.January, Day: 1}
	}
	if last.IsZero() {
		last = s.Matter.Deadline
	}
	if last.IsZero() || !first.Before(last) {
		last = workday.Date{Year: first.Year, Month: time.December, Day: 31}
	}
	return first.At(0), last.AddDays(1).At(0)
}

// pathOf is what is expected of an indicator at an instant. A quantity grows to
// its target evenly, or by quarters, each quarter's share at its end. A rate,
// and what is to stay at most or exactly so high, is expected all the time.
func pathOf(in *ledger.Indicator, baseline, target *big.Rat, from, to time.Time, how string) func(time.Time) *big.Rat {
	if in.Compare == "<=" || in.Compare == "=" || in.Unit == "" || strings.ContainsAny(in.Unit, "%‰") || strings.Contains(in.Unit, "百分点") {
		return func(time.Time) *big.Rat { return target }
	}
	whole := to.Sub(from)
	return func(at time.Time) *big.Rat {
		done := min(max(at.Sub(from), 0), whole)
		share := big.NewRat(int64(done), int64(whole))
		if how == "quarter" {
			quarters := new(big.Int).Quo(new(big.Int).Mul(share.Num(), big.NewInt(4)), share.Denom())
			share = new(big.Rat).SetFrac(quarters, big.NewInt(4))
		}
		rise := new(big.Rat).Mul(new(big.Rat).Sub(target, baseline), share)
		return rise.Add(rise, baseline)
	}
}

// lags tells whether a value is on the wrong side of what is expected.
func lags(compare string, value, expected *big.Rat) bool {
	switch compare {
	case "<=":
		return value.Cmp(expected) > 0
	case "=":
		return value.Cmp(expected) != 0
	}
	return value.Cmp(expected) < 0
}

// decimal writes a number with at most two digits after the point.
func decimal(r *big.Rat) string {
	text := r.FloatString(2)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}
