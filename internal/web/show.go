package web

import (
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/locale"
	"github.com/luoshi-project/luoshi/workday"
)

// A Shown is what templates work with: .Data is what the handler gave, and the
// methods put things into words. In a range it is $.
type Shown struct {
	*Request
	Page  *Page
	Data  any
	Frame Frame
}

// Frame is what stands around a page.
type Frame struct {
	Rail  []RailEntry
	Place string
	Name  string // of the person
	Inbox int    // unread notices, 100 for more
	Said  *said
}

// A RailEntry is one of the site's areas.
type RailEntry struct {
	Name string
	To   string
	Here bool
}

// With is the same for other data: what a shared part is called with.
func (v *Shown) With(data any) *Shown {
	other := *v
	other.Data = data
	return &other
}

func (v *Shown) frame() error {
	s := v.Site
	here := v.Page.Area
	for _, a := range s.areas {
		for _, r := range a.routes() {
			if here == "" && v.route != nil && r.At == v.route.At {
				here = a.name
			}
		}
	}
	for _, a := range s.areas {
		if a.home != "" && v.MayOpen(a.home) {
			v.Frame.Rail = append(v.Frame.Rail, RailEntry{a.name, a.home, a.name == here})
		}
	}
	v.Frame.Place = v.place()
	v.Frame.Name = v.Rules.Org.PersonName(v.Person)
	v.Frame.Said = v.hear()
	var err error
	v.Frame.Inbox, err = s.opt.Ledger.Unread(v.Context(), v.Person, 100)
	return err
}

// place is the name of the government at the top, or of the first unit where
// there is none yet.
func (v *Shown) place() string {
	units := v.Rules.Org.Chart().Units
	for i := range units {
		if units[i].Kind == access.Government && units[i].Parent == "" {
			return units[i].Name
		}
	}
	if len(units) > 0 {
		return units[0].Name
	}
	return ""
}

// MayOpen tells whether the roles of the person open the page at a path, so that
// no link leads to a refusal.
func (q *Request) MayOpen(path string) bool {
	for i := range q.Site.routes {
		if r := &q.Site.routes[i]; r.At == "GET "+path {
			return r.Rule.Open || q.Is(r.Rule.Roles...)
		}
	}
	return false
}

// URL is the address of a file of the folder assets, "" where it is missing.
func (v *Shown) URL(name string) string { return v.Site.static.url(name) }

// Fields are the hidden fields of every form that changes something.
func (v *Shown) Fields() (template.HTML, error) {
	mark, err := v.Once() // as the token, base 64
	return template.HTML(`<input type="hidden" name="csrf" value="` + v.CSRF() + `"><input type="hidden" name="once" value="` + mark + `">`), err
}

// Here is the address of the page with its query, to come back to.
func (v *Shown) Here() string { return v.Request.URL.RequestURI() }

// Set is the address of the page with one parameter of its query changed; an
// empty value takes it away. The page number goes back to the first.
func (v *Shown) Set(name, value string) string {
	query := v.Request.URL.Query()
	if name != "page" {
		query.Del("page")
	}
	if query.Del(name); value != "" {
		query.Set(name, value)
	}
	return (&url.URL{Path: v.Request.URL.Path, RawQuery: query.Encode()}).String()
}

// MostBytes and MostMegabytes are how large one file of evidence may be.
func (v *Shown) MostBytes() int64 { return v.Site.opt.Upload }

// MostMegabytes is the same in MB.
func (v *Shown) MostMegabytes() int64 { return v.Site.opt.Upload >> 20 }

// Langs are the languages to switch to.
func (v *Shown) Langs() []locale.Lang {
	return slices.DeleteFunc(locale.Langs(), func(l locale.Lang) bool { return l == v.Lang })
}

// UnitName and PersonName give names for ids.
func (q *Request) UnitName(id string) string { return q.Rules.Org.UnitName(id) }

// PersonName is the name of a person.
func (q *Request) PersonName(id string) string { return q.Rules.Org.PersonName(id) }

// A Light is a light to show: part "light".
type Light struct {
	State  deadline.State
	Colour deadline.Colour
	Why    string // one sentence, shown on hover and focus
}

// Light makes the data of the part light.
func (v *Shown) Light(state deadline.State, colour deadline.Colour, why string) *Shown {
	return v.With(Light{State: state, Colour: colour, Why: why})
}

var weekdays = [...]locale.Words{
	{ZH: "周日", EN: "Sun"},
	{ZH: "周一", EN: "Mon"},
	{ZH: "周二", EN: "Tue"},
	{ZH: "周三", EN: "Wed"},
	{ZH: "周四", EN: "Thu"},
	{ZH: "周五", EN: "Fri"},
	{ZH: "周六", EN: "Sat"},
}

// Day writes a day as people say it: 2月6日 周五, with the year where it is not
// this one.
func (q *Request) Day(d workday.Date) string {
	if d.IsZero() {
		return ""
	}
	week := q.In(weekdays[d.Weekday()])
	if q.Lang == locale.Chinese {
		day := fmt.Sprintf("%d月%d日 %s", d.Month, d.Day, week)
		if d.Year != q.Today().Year {
			day = fmt.Sprintf("%d年", d.Year) + day
		}
		return day
	}
	day := fmt.Sprintf("%s %d %s", week, d.Day, d.Month.String()[:3])
	if d.Year != q.Today().Year {
		day += fmt.Sprintf(" %d", d.Year)
	}
	return day
}

// dayOf writes a day that is kept as text.
func (q *Request) dayOf(text string) string {
	d, err := workday.ParseDate(text)
	if err != nil {
		return text
	}
	return q.Day(d)
}

// Left says how far a day is from today: 还剩3天.
func (q *Request) Left(d workday.Date) string {
	switch n := d.Sub(q.Today()); {
	case d.IsZero():
		return ""
	case n == 0:
		return q.T("date.today")
	case n == 1:
		return q.T("date.tomorrow")
	case n > 1:
		return q.T("date.left", n)
	case n == -1:
		return q.T("date.yesterday")
	default:
		return q.T("date.over", -n)
	}
}

// DateOf is the day of an instant in China; that of a Row's due, in microseconds,
// is DayOf.
func (q *Request) DateOf(t time.Time) workday.Date { return workday.DateOf(t) }

// DayOf is the last day of a due kept in microseconds; zero for none.
func (q *Request) DayOf(due int64) workday.Date {
	if due == deadline.Never || due == 0 {
		return workday.Date{}
	}
	return workday.DateOf(time.UnixMicro(due))
}

// Time writes an instant as day and time in China.
func (q *Request) Time(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return q.Day(workday.DateOf(t)) + " " + t.In(workday.Zone()).Format("15:04")
}

// Exact is an instant in China in full, for title attributes.
func (q *Request) Exact(t time.Time) string {
	return t.In(workday.Zone()).Format("2006-01-02 15:04:05")
}
