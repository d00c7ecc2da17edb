package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/circular"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/locale"
	"github.com/luoshi-project/luoshi/workday"
)

// A circularPage is the circular (通报) of a month as an official paper, or the
// matters behind one of its figures.
type circularPage struct {
	*circular.Circular
	Month  string // 2026-03
	Latest string // month that may be asked for
	Titles map[string]string
	Trace  *circular.Figure // whose matters are asked for
}

// told is what one circular is made of.
type toldCircular struct {
	circular *circular.Circular
	titles   map[string]string // of matters, by number
}

func showCircular(q *Request) (Answer, error) {
	today := q.Today()
	p := &circularPage{Month: q.Asked("month"), Latest: today.String()[:7]}
	if p.Month == "" {
		p.Month = p.Latest
	}
	first, err := time.ParseInLocation("2006-01", p.Month, workday.Zone())
	if err != nil || first.After(q.Now) {
		return nil, problem(http.StatusUnprocessableEntity, "circular_month")
	}
	from := workday.DateOf(first)
	told, err := counted(q, "circular", p.Month, func() (toldCircular, error) { return tellCircular(q, from) })
	if err != nil {
		return nil, err
	}
	p.Circular, p.Titles = told.circular, told.titles
	if key := q.Asked("trace"); key != "" {
		if p.Trace = p.Find(key); p.Trace == nil {
			return nil, problem(http.StatusNotFound, "")
		}
	}
	return Page{Name: "circular", Title: q.T("circular.title"), Area: "board", Data: p, Script: []string{"js/print.js"}}, nil
}

func tellCircular(q *Request, from workday.Date) (toldCircular, error) {
	at := q.Now
	if end := from.EndOfMonth().AddDays(1).At(0).Add(-time.Second); at.After(end) {
		at = end
	}
	// One at a time: each goes through all that the person may see.
	q.Site.telling.Lock()
	defer q.Site.telling.Unlock()
	made, err := circular.Of(q.Context(), q.Ledger(), q.Person, ledger.Query{}, from, at)
	if err != nil {
		return toldCircular{}, err
	}
	return toldCircular{made.Circular(), made.Titles()}, nil
}

// Classes lists the figures of the classes of progress: of all, or of a unit.
func (p *circularPage) Classes(unit string) []*circular.Figure {
	var list []*circular.Figure
	for _, key := range circular.ClassKeys() {
		if unit != "" {
			key = "unit:" + unit + "/" + key
		}
		list = append(list, p.Find(key))
	}
	return list
}

// Monthly lists the figures of what fell into the month.
func (p *circularPage) Monthly() []*circular.Figure {
	var list []*circular.Figure
	for _, key := range circular.MonthKeys() {
		list = append(list, p.Find(key))
	}
	return list
}

// Of is a figure by its key.
func (p *circularPage) Of(key string) *circular.Figure { return p.Find(key) }

// LateOf lists what a unit is behind with.
func (p *circularPage) LateOf(unit string) []circular.Late {
	var list []circular.Late
	for _, l := range p.Late {
		if l.Unit == unit {
			list = append(list, l)
		}
	}
	return list
}

// ClassName is the short name of a class for the head of a table.
func (v *Shown) ClassName(key string) string {
	_, class, found := strings.Cut(key, "/")
	if !found {
		class = key
	}
	return v.T("circular.class." + class)
}

// TraceTitle names a figure: the unit and the class that it counts.
func (v *Shown) TraceTitle(f *circular.Figure) string {
	unit, class, _ := strings.Cut(strings.TrimPrefix(f.Key, "unit:"), "/")
	switch {
	case !strings.HasPrefix(f.Key, "unit:"):
		return v.In(f.Title)
	case class == "":
		return v.UnitName(unit)
	}
	return v.UnitName(unit) + " · " + v.In(f.Title)
}

// FigureSays is a figure in a sentence: what it counts, how many, and the share.
func (v *Shown) FigureSays(f *circular.Figure) string {
	text := v.T("circular.count", v.In(f.Title), f.Count)
	if f.Share != "" {
		text += v.T("circular.share", f.Share)
	}
	return text
}

// MonthSays is a figure of what fell into the month, as a part of one sentence
// that names the month once.
func (v *Shown) MonthSays(f *circular.Figure) string {
	if v.Lang != locale.Chinese {
		return v.FigureSays(f)
	}
	text := v.T("circular.count", strings.TrimPrefix(strings.TrimPrefix(f.Title.ZH, "本期"), "其中"), f.Count)
	if f.Share != "" && f.Count > 0 {
		text += v.T("circular.month_share", f.Share)
	}
	return text
}

// MonthJoin stands before a figure of that sentence: what is part of another
// figure follows it.
func (v *Shown) MonthJoin(n int, f *circular.Figure) string {
	switch {
	case n == 0:
		return v.T("circular.this_month")
	case v.Lang != locale.Chinese || strings.HasSuffix(f.Key, "_due"):
		return v.Comma()
	case strings.HasSuffix(f.Key, "_in_time"):
		return "，其中"
	}
	return "，"
}

// Until says as of when the circular is: the day, and the hour where it is not over.
func (p *circularPage) Until(v *Shown) string {
	at := p.At.In(workday.Zone())
	text := v.T("circular.day", at.Year(), int(at.Month()), at.Day())
	if p.To.AddDays(1).At(0).Sub(p.At) > time.Minute {
		text += " " + at.Format("15:04")
	}
	return text
}

// Signed is the day under the signature: that on which the circular is printed.
func (p *circularPage) Signed(v *Shown) string {
	today := v.Today()
	return v.T("circular.day", today.Year, int(today.Month), today.Day)
}

// MonthNumber is the month as a number.
func (p *circularPage) MonthNumber() int { return int(p.From.Month) }

// Comma stands between the parts of a sentence, as the language has it.
func (v *Shown) Comma() string { return v.T("circular.comma") }

// Colon is a colon.
func (v *Shown) Colon() string { return v.T("circular.colon") }

// Stop ends a sentence.
func (v *Shown) Stop() string { return v.T("circular.stop") }
