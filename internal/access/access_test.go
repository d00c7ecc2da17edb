package access_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/workday"
)

func day(t *testing.T, s string) workday.Date {
	t.Helper()
	d, err := workday.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// chart is a province with two departments, one with a section, a city and an
// enterprise. Every seat is held by a person of the same name, but for the one
// that is vacant.
func chart(t *testing.T) access.Chart {
	c := access.Chart{
		Units: []access.Unit{
			{ID: "prov", Name: "澜川省政府", Kind: access.Government, Level: "province"},
			{ID: "plan", Name: "省发展改革委", Parent: "prov", Kind: access.Department},
			{ID: "section", Name: "投资处", Parent: "plan", Kind: access.Section},
			{ID: "water", Name: "省水利厅", Parent: "prov", Kind: access.Department},
			{ID: "city", Name: "鹤砚市政府", Parent: "prov", Kind: access.Government, Level: "city"},
			{ID: "cityplan", Name: "市发展改革委", Parent: "city", Kind: access.Department},
			{ID: "works", Name: "澜川重工", Kind: access.Enterprise},
		},
		Leaves: []access.Leave{{Person: "plan-manager", Deputy: "plan-deputy", From: day(t, "2026-03-02"), To: day(t, "2026-03-06")}},
	}
	for _, s := range []struct {
		id, unit string
		role     access.Role
	}{
		{"office", "prov", access.SupervisionOffice},
		{"governor", "prov", access.FirstResponsible},
		{"vice", "prov", access.Leader},
		{"viewer", "prov", access.Viewer},
		{"system", "prov", access.SystemAdmin},
		{"security", "prov", access.SecurityAdmin},
		{"audit", "prov", access.AuditAdmin},
		{"plan-head", "plan", access.FirstResponsible},
		{"plan-manager", "plan", access.Manager},
		{"plan-handler", "plan", access.Handler},
		{"section-handler", "section", access.Handler},
		{"water-handler", "water", access.Handler},
		{"city-office", "city", access.SupervisionOffice},
		{"city-mayor", "city", access.FirstResponsible},
		{"cityplan-head", "cityplan", access.FirstResponsible},
		{"works-manager", "works", access.Manager},
		{"works-viewer", "works", access.Viewer},
	} {
		c.People = append(c.People, access.Person{ID: s.id, Name: s.id})
		c.Seats = append(c.Seats, access.Seat{ID: s.id + "@", Unit: s.unit, Role: s.role, Holder: s.id})
	}
	c.People = append(c.People, access.Person{ID: "plan-deputy", Name: "plan-deputy"}, access.Person{ID: "gone", Name: "gone", Left: true})
	c.Seats = append(c.Seats, access.Seat{ID: "vacant@", Unit: "water", Role: access.Manager}, access.Seat{ID: "gone@", Unit: "water", Role: access.FirstResponsible, Holder: "gone"})
	return c
}

func org(t *testing.T) *access.Org {
	t.Helper()
	o, err := access.New(chart(t))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// Who may take a step is told by the seats on the sides of the matter, and by
// nothing else. "-" marks those whose right is denied for doing the work.
func TestWhoMayTakeAStep(t *testing.T) {
	o := org(t)
	led := access.Matter{Assigning: "prov", Lead: "plan", Cooperating: []string{"water"}, Passed: []string{"section"}, InCharge: "vice@"}
	cities := access.Matter{Assigning: "city", Lead: "cityplan"}
	raised := access.Matter{Assigning: "prov", Lead: "plan", Enterprise: "works", Proposer: "works-manager@"}
	for _, c := range []struct {
		what   string
		step   access.Step
		m      access.Matter
		regime string
		who    string
	}{
		{"docket", access.Docket, access.Matter{Assigning: "prov"}, "", "office"},
		{"docket one's own request", access.Docket, access.Matter{Assigning: "prov", Enterprise: "works"}, "", "office works-manager"},
		{"assign, by the office above too", access.Assign, cities, "", "city-office office"},
		{"sign", access.Sign, led, "", "plan-handler plan-head plan-manager section-handler"},
		{"sign before there is a lead unit", access.Sign, access.Matter{Assigning: "prov"}, "", ""},
		{"apply to close", access.ApplyClose, led, "", "plan-head plan-manager"},
		{"review", access.Review, led, "", "office"},
		{"review as the regime says: the office above", access.Review, cities, "higher_office", "office"},
		{"review above the top: its leader decides", access.Review, led, "higher_office", "vice"},
		{"review by the leader in charge", access.Review, led, "leader_in_charge", "vice"},
		{"review by the accepting unit", access.Review, access.Matter{Assigning: "prov", Lead: "plan", Accepting: "city"}, "acceptance_unit", "city-office"},
		{"review by the accepting unit, where none is named", access.Review, led, "acceptance_unit", "office"},
		{"review by who raised it, or the office for them", access.Review, raised, "proposer", "office works-manager"},
		{"review by the assigning unit", access.Review, led, "assigning_unit", "office"},
		{"give an opinion", access.Opinion, led, "", "water-handler"},
		{"comment", access.Comment, led, "", "governor office plan-handler plan-head plan-manager section-handler vice water-handler"},
		{"chase", access.Chase, led, "", "office vice"},
		{"view", access.View, led, "", "governor office plan-handler plan-head plan-manager section-handler vice viewer water-handler"},
		{"view what a city does", access.View, cities, "", "city-mayor city-office cityplan-head governor office vice viewer"},
		{"view what a city does for the province", access.View, access.Matter{Assigning: "prov", Lead: "cityplan"}, "", "city-mayor city-office cityplan-head governor office vice viewer"},
		{"view what was passed on to a city", access.View, access.Matter{Assigning: "plan", Lead: "plan", Passed: []string{"cityplan"}}, "", "city-mayor city-office cityplan-head governor office plan-handler plan-head plan-manager vice viewer"},
		{"view one's own request", access.View, raised, "", "governor office plan-handler plan-head plan-manager vice viewer works-manager works-viewer"},
		{"change units and people", access.ChangeOrg, access.Matter{}, "", "system"},
		{"read the audit", access.ReadAudit, access.Matter{}, "", "audit"},
	} {
		var may []string
		for _, p := range o.Chart().People {
			v := o.May(p.ID, c.step, &c.m, c.regime, day(t, "2026-04-01"))
			if v.Allowed {
				may = append(may, p.ID)
			}
			if v.Reason.ZH == "" || v.Reason.EN == "" || v.Allowed && (v.Seat != p.ID+"@" || v.For != "") {
				t.Errorf("%s: %s: %+v", c.what, p.ID, v)
			}
		}
		slices.Sort(may)
		if got := strings.Join(may, " "); got != c.who {
			t.Errorf("%s: %s\nwant: %s", c.what, got, c.who)
		}
	}
}

// Who does a matter never judges it: not by another seat, and not by covering
// for somebody.
func TestNoDoerJudges(t *testing.T) {
	c := chart(t)
	c.Seats = append(c.Seats, access.Seat{ID: "second@", Unit: "prov", Role: access.SupervisionOffice, Holder: "plan-handler"})
	c.Leaves = append(c.Leaves,
		access.Leave{Person: "office", Deputy: "plan-head", From: day(t, "2026-03-02"), To: day(t, "2026-03-06")},
		access.Leave{Person: "office", Deputy: "viewer", From: day(t, "2026-03-02"), To: day(t, "2026-03-06")},
		access.Leave{Person: "plan-head", Deputy: "office", From: day(t, "2026-03-09"), To: day(t, "2026-03-13")})
	o, err := access.New(c)
	if err != nil {
		t.Fatal(err)
	}
	m := access.Matter{Assigning: "prov", Lead: "plan"}
	for _, c := range []struct {
		who, on string
		doers   []string
		may     bool
		says    string
	}{
		{"office", "2026-03-02", nil, true, "as supervision office of 澜川省政府"},
		{"office", "2026-03-02", []string{"office"}, false, "office has a part in doing it"}, // acted in the matter once
		{"office", "2026-03-09", nil, false, "office has a part in doing it"},                // covers for a doer
		{"plan-handler", "2026-03-02", nil, false, "plan-handler has a part in doing it"},    // by their second seat
		{"plan-head", "2026-03-02", nil, false, "plan-head has a part in doing it"},          // covers for the office
		{"viewer", "2026-03-02", nil, true, "as supervision office of 澜川省政府, covering for office"},
		{"viewer", "2026-03-01", nil, false, "viewer may not review: only the supervision office"},
		{"nobody", "2026-03-01", nil, false, "there is no such person: nobody"},
		{"gone", "2026-03-01", nil, false, "gone has left"},
	} {
		m.Doers = c.doers
		if v := o.May(c.who, access.Review, &m, "", day(t, c.on)); v.Allowed != c.may || !strings.Contains(v.Reason.EN, c.says) {
			t.Errorf("%s on %s: %v, %s; want %v, %s", c.who, c.on, v.Allowed, v.Reason.EN, c.may, c.says)
		}
	}
	m.Doers = []string{"office"}
	if v := o.May("office", access.Assign, &m, "", day(t, "2026-03-02")); !v.Allowed {
		t.Errorf("assigning judges nothing, and is refused: %s", v.Reason.EN)
	}
	if v := o.May("office", "wave", &m, "", day(t, "2026-03-02")); v.Allowed || v.Reason.EN != "there is no such step" {
		t.Errorf("a step that there is not: %+v", v)
	}
}

// A deputy has the rights of the person on leave, from the first day of the
// leave to the last; letters go to the deputy then.
func TestADeputyActsWhileTheLeaveLasts(t *testing.T) {
	o := org(t)
	m := access.Matter{Assigning: "prov", Lead: "plan"}
	for on, covers := range map[string]bool{"2026-03-01": false, "2026-03-02": true, "2026-03-06": true, "2026-03-07": false} {
		v := o.May("plan-deputy", access.ApplyClose, &m, "", day(t, on))
		if v.Allowed != covers || covers && (v.For != "plan-manager" || v.Seat != "plan-manager@" || v.Unit != "plan" || v.Reason.ZH != "以省发展改革委管理负责人身份，代plan-manager") {
			t.Errorf("on %s: %+v", on, v)
		}
		who := "plan-manager"
		if covers {
			who = "plan-deputy"
		}
		if got := o.Acting(o.Seat("plan-manager@"), day(t, on)); !slices.Equal(got, []string{who}) {
			t.Errorf("on %s %v act in the seat, want %s", on, got, who)
		}
		units, seats := o.Sees("plan-deputy", day(t, on))
		if (len(units) == 1 && units[0] == "plan" && len(seats) == 1 && seats[0] == "plan-manager@") != covers || len(units) > 1 {
			t.Errorf("on %s the deputy sees %v by %v", on, units, seats)
		}
	}
	for _, id := range []string{"vacant@", "gone@", "nowhere@"} {
		if got := o.Acting(o.Seat(id), day(t, "2026-03-02")); got != nil {
			t.Errorf("%v act in %s, where nobody is", got, id)
		}
	}
}

// Several deputies of one person are told once each, in one order.
func TestSeveralDeputiesAct(t *testing.T) {
	c := chart(t)
	from, to := day(t, "2026-03-02"), day(t, "2026-03-06")
	c.Leaves = append(c.Leaves,
		access.Leave{Person: "plan-manager", Deputy: "governor", From: from.AddDays(1), To: to},
		access.Leave{Person: "plan-manager", Deputy: "governor", From: from.AddDays(2), To: to})
	o, err := access.New(c)
	if err != nil {
		t.Fatal(err)
	}
	if got := o.Acting(o.Seat("plan-manager@"), to); !slices.Equal(got, []string{"governor", "plan-deputy"}) {
		t.Errorf("%v act", got)
	}
	if got := o.Covered("governor", to); !slices.Equal(got, []string{"plan-manager"}) {
		t.Errorf("covered are %v", got)
	}
}

func TestWhatOneSees(t *testing.T) {
	o := org(t)
	for person, want := range map[string]string{
		"governor": "prov", "viewer": "prov", "section-handler": "section", "works-manager": "works",
		"system": "", "security": "", "audit": "", "gone": "", "nobody": "",
	} {
		units, seats := o.Sees(person, day(t, "2026-04-01"))
		if got := strings.Join(units, " "); got != want || (len(seats) == 0) != (want == "") {
			t.Errorf("%s sees %q by %v, want %q", person, got, seats, want)
		}
	}
}

func TestTheTreeOfUnits(t *testing.T) {
	o := org(t)
	if got := strings.Join(o.Subtree("prov"), " "); got != "prov plan water city section cityplan" {
		t.Errorf("below the province: %s", got)
	}
	if got := o.Subtree("nowhere"); got != nil {
		t.Errorf("below a unit that there is not: %v", got)
	}
	for unit, level := range map[string]string{"prov": "province", "section": "province", "cityplan": "city", "works": "", "nowhere": ""} {
		if got := o.Level(unit); got != level {
			t.Errorf("%s is of level %q, want %q", unit, got, level)
		}
	}
	for _, c := range []struct {
		unit, top string
		within    bool
	}{{"section", "prov", true}, {"section", "section", true}, {"prov", "section", false}, {"city", "plan", false}, {"nowhere", "prov", false}, {"prov", "", false}} {
		if got := o.Within(c.unit, c.top); got != c.within {
			t.Errorf("%s within %s: %v", c.unit, c.top, got)
		}
	}
	if a, b := o.UnitName("plan"), o.UnitName("nowhere"); a != "省发展改革委" || b != "nowhere" {
		t.Errorf("units are called %s, %s", a, b)
	}
	if got := o.PersonName("stranger"); got != "stranger" {
		t.Errorf("a person that there is not is called %s", got)
	}
	var ids []string
	for _, s := range o.Seats("plan", access.Handler, access.FirstResponsible) {
		ids = append(ids, s.ID)
	}
	if got := strings.Join(ids, " "); got != "plan-head@ plan-handler@" {
		t.Errorf("seats of two roles: %s", got)
	}
}

func TestAWrongChartIsRefused(t *testing.T) {
	for _, c := range []struct {
		change func(c *access.Chart)
		want   string
	}{
		{func(c *access.Chart) { c.Units[1].ID = "" }, "unit 2: id and name are needed"},
		{func(c *access.Chart) { c.Units[1].Name = "" }, "unit 2: id and name are needed"},
		{func(c *access.Chart) { c.Units[1].ID = "prov" }, "unit prov is listed twice"},
		{func(c *access.Chart) { c.Units[1].Level = "region" }, `unit plan: there is no level "region"`},
		{func(c *access.Chart) { c.Units[1].Kind = "club" }, `unit plan: there is no kind "club"`},
		{func(c *access.Chart) { c.Units[1].Parent = "moon" }, "unit plan: there is no unit moon above it"},
		{func(c *access.Chart) { c.Units[0].Parent = "section" }, "lies within itself"},
		{func(c *access.Chart) { c.People[2].ID = "" }, "person 3: id and name are needed"},
		{func(c *access.Chart) { c.People[2].Name = "" }, "person 3: id and name are needed"},
		{func(c *access.Chart) { c.People[2].ID = "office" }, "person office is listed twice"},
		{func(c *access.Chart) { c.Seats[3].ID = "" }, "seat 4: an id is needed"},
		{func(c *access.Chart) { c.Seats[3].ID = "office@" }, "seat office@ is listed twice"},
		{func(c *access.Chart) { c.Seats[3].Unit = "moon" }, `seat viewer@: there is no unit "moon"`},
		{func(c *access.Chart) { c.Seats[3].Role = "king" }, `seat viewer@: there is no role "king"`},
		{func(c *access.Chart) { c.Seats[3].Holder = "stranger" }, `seat viewer@: there is no person "stranger"`},
		{func(c *access.Chart) { c.Leaves[0].Person = "stranger" }, `leave 1: there is no person "stranger"`},
		{func(c *access.Chart) { c.Leaves[0].Deputy = "stranger" }, `leave of plan-manager: there is no deputy "stranger"`},
		{func(c *access.Chart) { c.Leaves[0].Deputy = "plan-manager" }, "nobody is their own deputy"},
		{func(c *access.Chart) { c.Leaves[0].From = workday.Date{} }, "it needs a first day"},
		{func(c *access.Chart) { c.Leaves[0].To = c.Leaves[0].From.AddDays(-1) }, "a last day not before it"},
	} {
		wrong := chart(t)
		c.change(&wrong)
		if _, err := access.New(wrong); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
	// A chain of units as long as the chart is no ring.
	chain := access.Chart{Units: []access.Unit{{ID: "a", Name: "a", Parent: "b"}, {ID: "b", Name: "b", Parent: "c"}, {ID: "c", Name: "c"}}}
	if _, err := access.New(chain); err != nil {
		t.Error(err)
	}
	one := chart(t)
	one.Leaves[0].To = one.Leaves[0].From // a leave of one day
	if _, err := access.New(one); err != nil {
		t.Error(err)
	}
}

// What has the id of something already there takes its place; the rest stays.
func TestAChangeTakesThePlaceOfWhatHasItsID(t *testing.T) {
	c := chart(t)
	next := c.With(access.Chart{
		Units:  []access.Unit{{ID: "water", Name: "省水务厅", Parent: "prov"}, {ID: "new", Name: "省数据局", Parent: "prov"}},
		Leaves: []access.Leave{{Person: "plan-manager", Deputy: "plan-head", From: day(t, "2026-03-02"), To: day(t, "2026-03-03")}},
	})
	o, err := access.New(next)
	if err != nil {
		t.Fatal(err)
	}
	if len(next.Units) != len(c.Units)+1 || o.UnitName("water") != "省水务厅" || o.UnitName("new") != "省数据局" || len(next.Seats) != len(c.Seats) {
		t.Errorf("%+v", next.Units)
	}
	if len(next.Leaves) != 1 || next.Leaves[0].Deputy != "plan-head" {
		t.Errorf("leaves: %+v", next.Leaves)
	}
	if c.Units[3].Name != "省水利厅" {
		t.Error("the chart that was changed changed itself")
	}
}

// Steps, roles and sides are words that are stored: each has a name in both
// languages, and none stands for another.
func TestStepsAndRolesHaveNames(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range access.Steps() {
		if w := s.Title(); w.ZH == "" || w.EN == "" || seen[w.ZH] {
			t.Errorf("%s is called %+v", s, w)
		} else {
			seen[w.ZH] = true
		}
	}
	for _, r := range access.Roles() {
		if w := r.Title(); w.ZH == "" || w.EN == "" || seen[w.ZH] {
			t.Errorf("%s is called %+v", r, w)
		} else {
			seen[w.ZH] = true
		}
	}
	if !access.Step("wave").Title().IsZero() || !access.Role("king").Title().IsZero() || access.Step("wave").Does() {
		t.Error("what there is not has a name")
	}
	var does []string
	for _, s := range access.Steps() {
		if s.Does() {
			does = append(does, string(s))
		}
	}
	if got := strings.Join(does, " "); got != "sign pass report extend apply_close opinion" {
		t.Errorf("steps that make one a doer: %s", got)
	}
}
