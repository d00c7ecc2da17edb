package ledger

import (
	"errors"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// testChart is an invented city with a supervision office, two bureaus, a
// section and a county below it.
func testChart() access.Chart {
	c := access.Chart{Units: []access.Unit{
		{ID: "city", Name: "甲市政府", Kind: access.Government, Level: "city"},
		{ID: "plan", Name: "市发展局", Parent: "city", Kind: access.Department},
		{ID: "plan-1", Name: "发展局一科", Parent: "plan", Kind: access.Section},
		{ID: "road", Name: "市路桥局", Parent: "city", Kind: access.Department},
		{ID: "east", Name: "东县政府", Parent: "city", Kind: access.Government, Level: "county"},
		{ID: "west", Name: "西县政府", Parent: "city", Kind: access.Government, Level: "county"},
	}}
	add := func(unit string, role access.Role, person string) {
		c.People = append(c.People, access.Person{ID: person, Name: person})
		c.Seats = append(c.Seats, access.Seat{ID: unit + "/" + string(role), Unit: unit, Role: role, Holder: person})
	}
	add("city", access.SupervisionOffice, "office")
	add("city", access.Leader, "mayor")
	add("city", access.SystemAdmin, "admin")
	for _, unit := range []string{"plan", "road", "east", "west"} {
		add(unit, access.FirstResponsible, unit+"-chief")
		add(unit, access.Manager, unit+"-manager")
		add(unit, access.Handler, unit+"-handler")
	}
	add("plan-1", access.Handler, "clerk")
	add("east", access.SupervisionOffice, "east-office")
	return c
}

func testEnv(t testing.TB, change access.Chart) *Env {
	t.Helper()
	org, err := access.New(testChart().With(change))
	if err != nil {
		t.Fatal(err)
	}
	regimes, err := deadline.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return &Env{Org: org, Regimes: regimes, Calendar: workday.Default(), Limits: DefaultLimits()}
}

func testMatter() Matter {
	return Matter{
		Number: "2026-00001", Title: "新建口袋公园12处", Regime: "13710", Assigning: "city", InCharge: "city/leader",
		Indicators: []Indicator{{ID: "parks", Name: "口袋公园", Unit: "处", Target: "12"}},
	}
}

// at reads a time in China.
func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, workday.Zone())
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// A life is a matter being lived through in a test.
type life struct {
	t     testing.TB
	env   *Env
	state State
	log   []Event
}

func newLife(t testing.TB) *life {
	l := &life{t: t, env: testEnv(t, access.Chart{}), state: State{ID: "m1"}}
	l.env.Now = at("2026-01-29 09:00")
	l.must("office", Docket{Matter: testMatter()})
	l.env.Now = at("2026-01-30 10:00")
	return l
}

func (l *life) try(by string, c Command) error {
	events, err := Decide(&l.state, c, by, l.env)
	if err != nil {
		return err
	}
	for i := range events {
		l.state = l.state.Apply(&events[i])
	}
	l.log = append(l.log, events...)
	return nil
}

func (l *life) must(by string, c Command) {
	l.t.Helper()
	if err := l.try(by, c); err != nil {
		l.t.Fatalf("%s: %T: %v", by, c, err)
	}
}

// refused checks that a command is refused with a code and key.
func (l *life) refused(by string, c Command, code Code, key string) {
	l.t.Helper()
	err := l.try(by, c)
	var e *Error
	if !errors.As(err, &e) || e.Code != code || e.Key != key {
		l.t.Fatalf("%s: %T: got %v, want %s %s", by, c, err, code, key)
	}
	if e.Words.ZH == "" || e.Words.EN == "" {
		l.t.Fatalf("%s: %T: refused without words: %+v", by, c, e)
	}
}

func says(kv ...string) map[string]string {
	m := map[string]string{}
	for i := 0; i < len(kv); i += 2 {
		m[kv[i]] = kv[i+1]
	}
	return m
}

// toHandling assigns the matter to the planning bureau, with the road bureau
// cooperating, and signs for it.
func (l *life) toHandling() {
	l.t.Helper()
	l.must("office", Assign{Lead: "plan", Cooperating: []string{"road"}})
	l.must("plan-handler", Sign{})
}

func (l *life) toClosing() {
	l.t.Helper()
	l.toHandling()
	l.env.Now = at("2026-02-02 09:00")
	l.must("plan-handler", SubmitReport{Key: "1", Says: says("arrangement", "已开会部署")})
	l.must("plan-handler", SubmitReport{Key: "3", Says: says("measures", "排出工期", "progress", "开工3处"), Values: says("parks", "3")})
	l.env.Now = at("2026-02-05 09:00")
	l.must("plan-manager", ApplyClose{Says: says("result", "建成12处"), Values: says("parks", "12")})
}

func (l *life) toCleared() {
	l.t.Helper()
	l.toClosing()
	l.must("office", Review{Keys: []string{"1", "3"}, Closing: true, Verdict: Accept, Grade: Good})
	l.must("office", Clear{})
}

func dayAfter(t time.Time, days int) workday.Date { return workday.DateOf(t).AddDays(days) }
