package web

import "strconv"

// exportIndicators gives the list that the address asks for as a workbook: figures
// as numbers, to be worked with.
func exportIndicators(q *Request) (Answer, error) {
	p, err := newIndicatorPage(q)
	if err != nil {
		return nil, err
	}
	rows := [][]any{{
		q.T("rail.indicator"), q.T("indicator.unit"), q.T("ledger.number"), q.T("ledger.title"), q.T("ledger.lead"), q.T("field.baseline"),
		q.T("field.target"), q.T("indicator.meant"), q.T("indicator.expected"), q.T("field.last"), q.T("indicator.last_at"), q.T("indicator.standing"),
		q.T("indicator.forecast_low"), q.T("indicator.forecast_high"),
	}}
	for i := range p.Lines {
		l := &p.Lines[i]
		day, low, high := "", "", ""
		if l.Last != "" {
			day = q.DateOf(l.At).String()
		}
		if l.Forecast != nil {
			low, high = l.Forecast.Low, l.Forecast.High
		}
		rows = append(rows, []any{
			l.Name, l.Unit, l.Number, l.Title, q.UnitName(l.Lead), figureIn(l.Baseline),
			figureIn(l.Target), q.Goal(l.Indicator, (&Shown{Request: q}).Sized(l.Target, l.Unit)), figureIn(l.Expected), figureIn(l.Last), day, q.T("indicator." + l.Standing),
			figureIn(low), figureIn(high),
		})
	}
	data, err := rowsBook(q.T("rail.indicator"), rows, 22, 10, 12, 32, 16, 12, 12, 14, 14, 12, 12, 12, 12, 12)
	return File{Name: q.T("rail.indicator") + " " + q.Today().String() + ".xlsx", Type: workbookType, Data: data}, err
}

// figureIn is what stands in a cell for a decimal: a number where a workbook can
// hold it, else its digits.
func figureIn(decimal string) any {
	if n, err := strconv.ParseFloat(decimal, 64); err == nil && len(decimal) <= 15 {
		return n
	}
	return decimal
}
