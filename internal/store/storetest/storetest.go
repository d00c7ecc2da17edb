// Package storetest is what every store of a ledger must do: one suite for all
// engines.
package storetest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// A Clock is a clock that tests set.
type Clock struct{ Time time.Time }

// Now is the time that was set.
func (c *Clock) Now() time.Time { return c.Time }

// At reads a time in China: 2026-01-30 10:00.
func At(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, workday.Zone())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// Chart is an invented city: a supervision office, bureaus, a county with a
// township.
func Chart() access.Chart {
	c := access.Chart{Units: []access.Unit{
		{ID: "city", Name: "甲市政府", Kind: access.Government, Level: "city"},
		{ID: "plan", Name: "市发展局", Parent: "city", Kind: access.Department},
		{ID: "plan-1", Name: "发展局一科", Parent: "plan", Kind: access.Section},
		{ID: "road", Name: "市路桥局", Parent: "city", Kind: access.Department},
		{ID: "east", Name: "东县政府", Parent: "city", Kind: access.Government, Level: "county"},
		{ID: "hill", Name: "山乡政府", Parent: "east", Kind: access.Government, Level: "township"},
	}}
	add := func(unit string, role access.Role, person string) {
		c.People = append(c.People, access.Person{ID: person, Name: person})
		c.Seats = append(c.Seats, access.Seat{ID: unit + "/" + string(role), Unit: unit, Role: role, Holder: person})
	}
	add("city", access.SupervisionOffice, "office")
	add("city", access.Leader, "mayor")
	add("city", access.SystemAdmin, "admin")
	for _, unit := range []string{"plan", "road", "east", "hill"} {
		add(unit, access.FirstResponsible, unit+"-chief")
		add(unit, access.Manager, unit+"-manager")
		add(unit, access.Handler, unit+"-handler")
	}
	return c
}

// World is a store with a ledger begun in it.
type World struct {
	T       testing.TB
	Clock   *Clock
	Store   ledger.Store
	Service *ledger.Service
}

// Opener opens a new empty store.
type Opener func(t testing.TB, clock *Clock) ledger.Store

// New begins a ledger in a new store, on 30 January 2026 at ten.
func New(t testing.TB, open Opener) *World {
	t.Helper()
	clock := &Clock{At(t, "2026-01-30 10:00")}
	store := open(t, clock)
	w := &World{t, clock, store, ledger.New(store, ledger.Options{})}
	if err := w.Service.Init(context.Background(), Chart()); err != nil {
		t.Fatal(err)
	}
	return w
}

// Matter is an invented matter.
func Matter(title string) ledger.Matter {
	return ledger.Matter{Title: title, Regime: "13710", Assigning: "city", InCharge: "city/leader", List: "key_tasks"}
}

// Docket dockets and assigns a matter.
func (w *World) Docket(title, lead string, cooperating ...string) ledger.State {
	w.T.Helper()
	s, err := w.Service.Docket(context.Background(), "office", Matter(title), false)
	if err != nil {
		w.T.Fatal(err)
	}
	return w.Do("office", s.ID, ledger.Assign{Lead: lead, Cooperating: cooperating})
}

// Do takes a step that must be allowed.
func (w *World) Do(by, matter string, c ledger.Command) ledger.State {
	w.T.Helper()
	s, err := w.Service.Do(context.Background(), by, matter, ledger.Any, c)
	if err != nil {
		w.T.Fatalf("%s: %T: %v", by, c, err)
	}
	return s
}

// List is the titles of a list, in order, and the total.
func (w *World) List(by string, q ledger.Query) ([]string, int) {
	w.T.Helper()
	page, err := w.Service.List(context.Background(), by, q)
	if err != nil {
		w.T.Fatal(err)
	}
	titles := []string{}
	for _, r := range page.Rows {
		titles = append(titles, r.Title)
	}
	return titles, page.Total
}

// Run runs the suite.
func Run(t *testing.T, open Opener) {
	for name, test := range map[string]func(*testing.T, Opener){
		"a life through the store":                life,
		"the state read is the state written":     states,
		"a refused step leaves nothing":           atomic,
		"the second is told what changed":         conflict,
		"a number is used once":                   numbers,
		"lists are limited to one's subtree":      subtrees,
		"lists are filtered":                      filters,
		"text is found by any characters":         texts,
		"what waits on the assigning side":        waits,
		"what a matter asks of its unit":          asks,
		"lists are sorted by due, and paged":      pages,
		"lights are those of the clock":           lights,
		"rows are made anew from the events":      rebuild,
		"the sweep tells once and escalates":      sweep,
		"the sweep catches up":                    caughtUp,
		"people come and go":                      people,
		"a notice of holidays moves dates":        notice,
		"evidence is kept by hash":                evidence,
		"a report waits for the levels below":     children,
		"several steps in one transaction":        batches,
		"reports are listed and found by hash":    papers,
		"random histories keep the laws":          laws,
		"every regime is lived to zero and again": everyRegime,
		"of two at once one is first":             atOnce,
	} {
		t.Run(name, func(t *testing.T) { test(t, open) })
	}
}

func says(kv ...string) map[string]string {
	m := map[string]string{}
	for i := 0; i < len(kv); i += 2 {
		m[kv[i]] = kv[i+1]
	}
	return m
}

func code(t *testing.T, err error, want ledger.Code) *ledger.Error {
	t.Helper()
	var e *ledger.Error
	if !errors.As(err, &e) || e.Code != want {
		t.Fatalf("got %v, want an error with code %s", err, want)
	}
	return e
}

func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func life(t *testing.T, open Opener) {
	w := New(t, open)
	s := w.Docket("新建口袋公园12处", "plan", "road")
	w.Do("plan-handler", s.ID, ledger.Sign{})
	w.Clock.Time = At(t, "2026-02-02 09:00")
	w.Do("plan-handler", s.ID, ledger.SubmitReport{Key: "1", Says: says("arrangement", "已部署")})
	w.Do("plan-handler", s.ID, ledger.SubmitReport{Key: "3", Says: says("measures", "排工期", "progress", "开工")})
	w.Clock.Time = At(t, "2026-02-05 09:00")
	w.Do("plan-manager", s.Matter.Number, ledger.ApplyClose{Says: says("result", "建成")})
	_, err := w.Service.Do(context.Background(), "plan-manager", s.ID, ledger.Any,
		ledger.Review{Keys: []string{"1", "3"}, Closing: true, Verdict: ledger.Accept, Grade: ledger.Good})
	code(t, err, ledger.Forbidden)
	w.Do("office", s.ID, ledger.Review{Keys: []string{"1", "3"}, Closing: true, Verdict: ledger.Accept, Grade: ledger.Good})
	w.Do("office", s.ID, ledger.Clear{})
	view, err := w.Service.Matter(context.Background(), "plan-chief", s.Matter.Number)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "status", view.State.Status, ledger.Cleared)
	same(t, "light", view.Light.State, deadline.Done)
	for _, right := range view.Rights {
		if right.Refused == nil && right.Step != access.Comment && right.Step != access.Attach {
			t.Errorf("a doer may %s a cleared matter", right.Step)
		}
	}
	titles, total := w.List("office", ledger.Query{Open: true})
	same(t, "open", titles, []string{})
	same(t, "total", total, 0)
}

func states(t *testing.T, open Opener) {
	w := New(t, open)
	written := w.Docket("修复县道30公里", "east", "road")
	view, err := w.Service.Matter(context.Background(), "office", written.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "state", view.State, written)
	same(t, "time", view.Events[0].At.Equal(w.Clock.Time), true)
	_, err = w.Service.Matter(context.Background(), "office", "no-such")
	code(t, err, ledger.NotFound)
	_, err = w.Service.Matter(context.Background(), "plan-handler", written.ID)
	code(t, err, ledger.Forbidden)
}

func atomic(t *testing.T, open Opener) {
	w := New(t, open)
	ctx := context.Background()
	stop := errors.New("stop")
	var id string
	err := w.Service.Batch(ctx, func(b *ledger.Batch) error {
		s, err := b.Docket("office", Matter("写了一半"), false)
		id = s.ID
		return errors.Join(err, stop)
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	_, err = w.Service.Matter(ctx, "office", id)
	code(t, err, ledger.NotFound)
	s, err := w.Service.Docket(ctx, "office", Matter("完整"), false)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "number", s.Matter.Number, "2026-00001")
}

func conflict(t *testing.T, open Opener) {
	w := New(t, open)
	s := w.Docket("改造老旧小区", "plan")
	w.Do("plan-handler", s.ID, ledger.Sign{})
	_, err := w.Service.Do(context.Background(), "office", s.ID, s.Version, ledger.Chase{})
	e := code(t, err, ledger.Conflict)
	if len(e.Since) != 1 || e.Since[0].Kind != ledger.KindSigned || e.Words.ZH == "" {
		t.Errorf("told %+v", e)
	}
	_, err = w.Service.Do(context.Background(), "office", s.ID, s.Version+1, ledger.Chase{})
	if err != nil {
		t.Error(err)
	}
}

func numbers(t *testing.T, open Opener) {
	w := New(t, open)
	m := Matter("甲")
	m.Number = "督办1号"
	if _, err := w.Service.Docket(context.Background(), "office", m, false); err != nil {
		t.Fatal(err)
	}
	_, err := w.Service.Docket(context.Background(), "office", m, false)
	code(t, err, ledger.Conflict)
}

func subtrees(t *testing.T, open Opener) {
	w := New(t, open)
	w.Docket("甲", "plan", "road")
	w.Docket("乙", "east")
	w.Docket("丙", "hill")
	for by, want := range map[string][]string{
		"office": {"甲", "乙", "丙"}, "mayor": {"甲", "乙", "丙"}, "plan-handler": {"甲"}, "road-chief": {"甲"},
		"east-manager": {"乙", "丙"}, "hill-handler": {"丙"}, "admin": {}, "nobody": {},
	} {
		titles, total := w.List(by, ledger.Query{})
		slices.Sort(titles)
		slices.Sort(want)
		same(t, by, titles, want)
		same(t, by, total, len(want))
	}
	titles, _ := w.List("office", ledger.Query{Units: []string{"east"}})
	same(t, "unit with those below", len(titles), 2)
}

func filters(t *testing.T, open Opener) {
	w := New(t, open)
	w.Docket("甲", "plan")
	w.Clock.Time = At(t, "2026-02-03 10:00")
	w.Docket("乙", "road")
	m := Matter("丙")
	m.List, m.Source = "enterprise", ledger.Source{Kind: ledger.FromMeeting, Name: "常务会议"}
	if _, err := w.Service.Docket(context.Background(), "office", m, true); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		q    ledger.Query
		want []string
	}{
		"red":       {ledger.Query{Colours: []deadline.Colour{deadline.Red}}, []string{"甲"}},
		"state":     {ledger.Query{Lights: []deadline.State{deadline.NotReported}}, []string{"甲"}},
		"draft":     {ledger.Query{Statuses: []ledger.Status{ledger.Draft}}, []string{"丙"}},
		"assigned":  {ledger.Query{Statuses: []ledger.Status{ledger.Assigned}}, []string{"甲", "乙"}},
		"list":      {ledger.Query{Lists: []string{"enterprise"}}, []string{"丙"}},
		"source":    {ledger.Query{Source: ledger.FromMeeting}, []string{"丙"}},
		"leader":    {ledger.Query{InCharge: "city/leader", Open: true}, []string{"甲", "乙", "丙"}},
		"no one":    {ledger.Query{InCharge: "plan/manager"}, []string{}},
		"due from":  {ledger.Query{DueFrom: At(t, "2026-02-03 00:00"), DueTo: At(t, "2026-02-28 00:00")}, []string{"乙"}},
		"due to":    {ledger.Query{DueTo: At(t, "2026-02-03 00:00")}, []string{"甲"}},
		"numbers":   {ledger.Query{Numbers: []string{"2026-00001", "2026-00003", "2026-00009"}}, []string{"甲", "丙"}},
		"no number": {ledger.Query{Numbers: []string{"2026-00009"}}, []string{}},
		"together":  {ledger.Query{Units: []string{"plan"}, Colours: []deadline.Colour{deadline.Red}, Text: "甲"}, []string{"甲"}},
	} {
		titles, total := w.List("office", c.q)
		same(t, name, titles, c.want)
		same(t, name+", total", total, len(c.want))
	}
}

func texts(t *testing.T, open Opener) {
	w := New(t, open)
	m := Matter("推进数字经济核心产业")
	m.Text = "建设5G基站1200座，ＡＢ型车间3个。数字乡村试点。甲乙丙丁，乙丙丁戊。"
	if _, err := w.Service.Docket(context.Background(), "office", m, false); err != nil {
		t.Fatal(err)
	}
	w.Docket("经济数字核算", "plan")
	for text, want := range map[string]int{
		"数字经济": 1, "数字": 2, "经济": 2, "数": 2, "业": 1, "字经": 1, "5g基站": 1, "ab型": 1, "AB": 1, "座ａ": 0, "1200": 1, "120": 1, "字数": 0,
		"数字经济核心产业": 1, "字经济核心": 1, "核心产业": 1, "产业建设": 0, "数字经济核算": 0, "乙丙丁戊": 1, "甲乙丙丁戊": 0, "数字经济 数字乡村": 1,
		"数字 乡村": 1, "经济 核算": 1, "核算 乡村": 0, "业建": 0, "2026-00001": 1, "，": 0, "'": 0, `"`: 0, "数字' OR": 0,
	} {
		_, total := w.List("office", ledger.Query{Text: text})
		same(t, text, total, want)
	}
	s := w.Docket("旧标题", "plan")
	amended := s.Matter
	amended.Title = "新名称"
	w.Do("office", s.ID, ledger.Amend{Matter: amended, Reason: "更名"})
	_, total := w.List("office", ledger.Query{Text: "旧标"})
	same(t, "the title before", total, 0)
	_, total = w.List("office", ledger.Query{Text: "新名"})
	same(t, "the title after", total, 1)
}

func pages(t *testing.T, open Opener) {
	w := New(t, open)
	for i := range 7 {
		w.Clock.Time = At(t, "2026-02-02 10:00").AddDate(0, 0, (i*3)%7)
		w.Docket(fmt.Sprintf("第%d项", (i*3)%7), "plan")
	}
	var all []string
	for p := 1; ; p++ {
		titles, total := w.List("office", ledger.Query{Limit: 3, Page: p})
		if p < 4 {
			same(t, "total", total, 7)
		}
		if len(titles) == 0 {
			break
		}
		all = append(all, titles...)
	}
	page, err := w.Service.List(context.Background(), "office", ledger.Query{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "sorted", slices.IsSortedFunc(page.Rows, func(a, b ledger.Row) int { return int((a.Due - b.Due) >> 20) }), true)
	var whole []string
	for _, r := range page.Rows {
		whole = append(whole, r.Title)
	}
	same(t, "pages", all, whole)
	for order, before := range map[ledger.Order]func(a, b *ledger.Row) int{
		ledger.DueFirst:     func(a, b *ledger.Row) int { return cmp.Compare(a.Due, b.Due) },
		ledger.DueLast:      func(a, b *ledger.Row) int { return cmp.Compare(b.Due, a.Due) },
		ledger.NumberFirst:  func(a, b *ledger.Row) int { return cmp.Compare(a.Number, b.Number) },
		ledger.NumberLast:   func(a, b *ledger.Row) int { return cmp.Compare(b.Number, a.Number) },
		ledger.ChangedFirst: func(a, b *ledger.Row) int { return a.Last.Compare(b.Last) },
		ledger.ChangedLast:  func(a, b *ledger.Row) int { return b.Last.Compare(a.Last) },
	} {
		page, err := w.Service.List(context.Background(), "office", ledger.Query{Limit: 100, Order: order})
		if err != nil {
			t.Fatal(err)
		}
		same(t, "rows in order "+string(order), len(page.Rows), 7)
		same(t, "order "+string(order), slices.IsSortedFunc(page.Rows, func(a, b ledger.Row) int { return before(&a, &b) }), true)
	}
}

func lights(t *testing.T, open Opener) {
	w := New(t, open)
	for i := range 12 {
		w.Clock.Time = At(t, "2026-01-12 10:00").AddDate(0, 0, 2*i)
		s := w.Docket(fmt.Sprintf("第%d项", i), "plan")
		if i%2 == 0 {
			w.Do("plan-handler", s.ID, ledger.Sign{})
			w.Do("plan-handler", s.ID, ledger.SubmitReport{Key: "1", Says: says("arrangement", "x"), NoProgress: i%4 == 0})
		}
		if i%3 == 0 {
			w.Do("office", s.ID, ledger.Pause{Reason: "x"})
		}
	}
	for _, day := range []string{"2026-02-03 10:00", "2026-02-05 19:00", "2026-02-10 10:00"} {
		w.Clock.Time = At(t, day)
		counts, err := w.Service.Lights(context.Background(), "office", ledger.Query{})
		if err != nil {
			t.Fatal(err)
		}
		page, err := w.Service.List(context.Background(), "office", ledger.Query{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		byRow := map[ledger.LightCount]int{}
		for _, r := range page.Rows {
			view, err := w.Service.Matter(context.Background(), "office", r.ID)
			if err != nil {
				t.Fatal(err)
			}
			state, colour := r.Light(page.Now)
			same(t, "light of "+r.Title, state, view.Light.State)
			same(t, "colour of "+r.Title, colour, view.Light.Colour)
			byRow[ledger.LightCount{State: state, Colour: colour}]++
		}
		sum := 0
		for _, c := range counts {
			sum += c.Count
			same(t, string(c.State), c.Count, byRow[ledger.LightCount{State: c.State, Colour: c.Colour}])
			_, total := w.List("office", ledger.Query{Lights: []deadline.State{c.State}, Colours: []deadline.Colour{c.Colour}})
			same(t, "listed "+string(c.State), total, c.Count)
		}
		same(t, "all", sum, 12)
		for group, key := range map[ledger.Group]func(*ledger.Row) string{
			ledger.ByLead:     func(r *ledger.Row) string { return r.Lead },
			ledger.ByList:     func(r *ledger.Row) string { return r.List },
			ledger.ByInCharge: func(r *ledger.Row) string { return r.InCharge },
		} {
			want := map[ledger.Tally]int{}
			for i := range page.Rows {
				state, colour := page.Rows[i].Light(page.Now)
				want[ledger.Tally{Key: key(&page.Rows[i]), LightCount: ledger.LightCount{State: state, Colour: colour}}]++
			}
			got, err := w.Service.Tally(context.Background(), "office", ledger.Query{}, group)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "groups by "+string(group), len(got), len(want))
			for _, c := range got {
				n := c.Count
				c.Count = 0
				same(t, "tally of "+c.Key, n, want[c])
			}
		}
	}
}

func rebuild(t *testing.T, open Opener) {
	w := New(t, open)
	w.Docket("甲", "plan", "road")
	s := w.Docket("乙", "east")
	w.Do("east-handler", s.ID, ledger.Sign{})
	before, err := w.Service.List(context.Background(), "office", ledger.Query{})
	if err != nil {
		t.Fatal(err)
	}
	n, err := w.Service.Rebuild(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "rebuilt", n, 2)
	after, err := w.Service.List(context.Background(), "office", ledger.Query{})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "rows", after, before)
	titles, _ := w.List("road-chief", ledger.Query{Text: "甲"})
	same(t, "a cooperating unit finds it", titles, []string{"甲"})
}

func people(t *testing.T, open Opener) {
	w := New(t, open)
	ctx := context.Background()
	s := w.Docket("甲", "plan")
	change := access.Chart{
		People: []access.Person{{ID: "new", Name: "新任"}},
		Seats:  []access.Seat{{ID: "plan/handler", Unit: "plan", Role: access.Handler, Holder: "new"}},
	}
	code(t, w.Service.ChangeOrg(ctx, "office", change, ""), ledger.Forbidden)
	if err := w.Service.ChangeOrg(ctx, "admin", change, "轮岗"); err != nil {
		t.Fatal(err)
	}
	_, err := w.Service.Do(ctx, "plan-handler", s.ID, ledger.Any, ledger.Sign{})
	code(t, err, ledger.Forbidden)
	w.Do("new", s.ID, ledger.Sign{})
	bad := access.Chart{Units: []access.Unit{{ID: "city", Name: "甲市政府", Parent: "plan"}}}
	code(t, w.Service.ChangeOrg(ctx, "admin", bad, ""), ledger.Invalid)
	leave := access.Chart{Leaves: []access.Leave{{
		Person: "plan-manager", Deputy: "road-manager", From: workday.DateOf(w.Clock.Time), To: workday.DateOf(w.Clock.Time),
	}}}
	if err := w.Service.ChangeOrg(ctx, "plan-manager", leave, "休假"); err != nil {
		t.Fatal(err)
	}
	w.Do("road-manager", s.ID, ledger.SubmitReport{Key: "1", Says: says("arrangement", "代办")})
	code(t, w.Service.Init(ctx, Chart()), ledger.Conflict)
}

func notice(t *testing.T, open Opener) {
	w := New(t, open)
	ctx := context.Background()
	w.Clock.Time = At(t, "2026-12-28 10:00")
	s := w.Docket("跨年事项", "plan")
	if !s.Provisional() {
		t.Skip("the calendar of 2027 is official in this program")
	}
	table := "2027-01-01\t元旦\toff\t2027\n2027-01-04\t元旦\toff\t2027\n2027-05-01\t劳动节\toff\t2027\n2027-10-01\t国庆节\toff\t2027\n"
	if _, err := w.Service.AdoptNotice(ctx, "office", []byte(table), ""); ledger.CodeOf(err) != ledger.Forbidden {
		t.Fatal(err)
	}
	moved, err := w.Service.AdoptNotice(ctx, "admin", []byte(table), "2027年安排")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "matters moved", moved, 1)
	view, err := w.Service.Matter(ctx, "office", s.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "provisional", view.State.Provisional(), false)
	last := view.Events[len(view.Events)-1]
	same(t, "event", last.Kind, ledger.KindDated)
	did, err := w.Service.Prepare(ctx)
	if err != nil || !did.IsZero() {
		t.Errorf("prepared again: %v, %v", did, err)
	}
}

func evidence(t *testing.T, open Opener) {
	w := New(t, open)
	ctx := context.Background()
	s := w.Docket("甲", "plan")
	missing := ledger.Evidence{Hash: fmt.Sprintf("%064d", 0), Name: "a.txt", Type: "text/plain", Size: 3}
	_, err := w.Service.Do(ctx, "plan-handler", s.ID, ledger.Any, ledger.Attach{Evidence: []ledger.Evidence{missing}})
	code(t, err, ledger.NotFound)
	file, err := w.Service.PutFile(ctx, "a.txt", "text/plain", []byte("照片\x00"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Service.PutFile(ctx, "b.txt", "text/plain", []byte("照片\x00")); err != nil {
		t.Fatal(err)
	}
	w.Do("plan-handler", s.ID, ledger.Attach{Evidence: []ledger.Evidence{file}})
	got, err := w.Service.File(ctx, "office", s.ID, file.Hash)
	if err != nil || string(got.Data) != "照片\x00" || got.Name != "a.txt" {
		t.Errorf("%q, %v", got.Data, err)
	}
	_, err = w.Service.File(ctx, "road-chief", s.ID, file.Hash)
	code(t, err, ledger.Forbidden)
	for name, f := range map[string]struct{ mediaType, data string }{
		"a.exe": {"application/x-msdownload", "MZ"}, "a.pdf": {"application/pdf", "MZ"}, "a.png": {"image/png", "\xff\xd8\xff"}, "empty.txt": {"text/plain", ""},
	} {
		_, err = w.Service.PutFile(ctx, name, f.mediaType, []byte(f.data))
		same(t, "field of "+name, code(t, err, ledger.Invalid).Field, "evidence")
	}
	inspecting := ledger.New(w.Store, ledger.Options{Inspect: func(string, []byte) error { return &ledger.Error{Code: ledger.Secret} }})
	_, err = inspecting.PutFile(ctx, "b.txt", "text/plain", []byte("另一份"))
	code(t, err, ledger.Secret)
}

func children(t *testing.T, open Opener) {
	w := New(t, open)
	ctx := context.Background()
	parent := w.Docket("全市任务", "east")
	w.Do("east-handler", parent.ID, ledger.Sign{})
	m := Matter("乡镇任务")
	m.Parent, m.Assigning = parent.Matter.Number, "city"
	child, err := w.Service.Docket(ctx, "office", m, false)
	if err != nil {
		t.Fatal(err)
	}
	w.Do("office", child.ID, ledger.Assign{Lead: "hill"})
	report := ledger.SubmitReport{Key: "1", Says: says("arrangement", "x")}
	_, err = w.Service.Do(ctx, "east-handler", parent.ID, ledger.Any, report)
	code(t, err, ledger.Invalid)
	w.Do("hill-handler", child.ID, ledger.Sign{})
	w.Do("hill-handler", child.ID, report)
	w.Do("east-handler", parent.ID, report)
	titles, _ := w.List("office", ledger.Query{Parent: parent.ID})
	same(t, "children", titles, []string{"乡镇任务"})
}

func batches(t *testing.T, open Opener) {
	w := New(t, open)
	ctx := context.Background()
	var refused error
	err := w.Service.Batch(ctx, func(b *ledger.Batch) error {
		s, err := b.Docket("office", Matter("一次写完"), false)
		if err != nil {
			return err
		}
		if _, err := b.Do("office", s.ID, ledger.Any, ledger.Assign{Lead: "plan"}); err != nil {
			return err
		}
		_, refused = b.Do("office", s.ID, ledger.Any, ledger.Sign{})
		b.At(w.Clock.Time.Add(time.Hour))
		_, err = b.Do("plan-handler", s.ID, ledger.Any, ledger.Sign{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	code(t, refused, ledger.Forbidden)
	titles, _ := w.List("office", ledger.Query{Statuses: []ledger.Status{ledger.Handling}})
	same(t, "handled", titles, []string{"一次写完"})
}

func papers(t *testing.T, open Opener) {
	w := New(t, open)
	ctx := context.Background()
	at := w.Clock.Now().UTC()
	one := ledger.Paper{
		ID: "p1", Title: "甲市政府工作报告", Name: "报告.docx", Place: "甲市", Level: "city", Year: 2026, Stage: "draft", Assigning: "city",
		Readings: 1, Total: 9, Reviewed: 3, Actions: 5, Docketed: 1, Version: 4, Opened: at, Last: at, Hashes: []string{"f1", "t1"},
	}
	two := one
	two.ID, two.Assigning, two.Last, two.Hashes = "p2", "east", at.Add(time.Hour), []string{"f2", "t2"}
	put := func(list ...ledger.Paper) {
		err := w.Store.Update(ctx, func(tx ledger.Tx) error {
			for _, p := range list {
				if err := tx.PutPaper(p); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	put(one, two)
	one.Reviewed, one.Version, one.Hashes = 7, 5, []string{"f1", "t1", "f3", "t1"}
	put(one)
	err := w.Store.View(ctx, func(tx ledger.Reader) error {
		list := func(units []string) []ledger.Paper {
			found, err := tx.Papers(units)
			if err != nil {
				t.Fatal(err)
			}
			return found
		}
		if got := list(nil); len(got) != 2 || got[0].ID != "p2" {
			t.Errorf("all reports: %+v", got)
		}
		want := one
		want.Hashes = nil
		if got := list([]string{"city"}); len(got) != 1 || !reflect.DeepEqual(got[0], want) {
			t.Errorf("the city's reports are %+v, want %+v", got, want)
		}
		if got := list([]string{}); len(got) != 0 {
			t.Errorf("nobody's reports: %+v", got)
		}
		for hash, want := range map[string]string{"t1": "p1", "f3": "p1", "f2": "p2", "f9": ""} {
			if got, err := tx.PaperOf(hash); got != want || err != nil {
				t.Errorf("the report of %s is %q, %v", hash, got, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
