package review_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/document"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/internal/store"
)

// A desk is a province with a supervision office of two, where reports are
// reviewed.
type desk struct {
	t      *testing.T
	ctx    context.Context
	now    time.Time
	ledger *ledger.Service
	*review.Service
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, ctx: context.Background(), now: time.Date(2025, 2, 5, 1, 0, 0, 0, time.UTC)}
	st, err := store.Open(d.ctx, filepath.Join(t.TempDir(), "office.db"), store.Options{Clock: func() time.Time { return d.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	d.ledger = ledger.New(st, ledger.Options{})
	c := access.Chart{Units: []access.Unit{
		{ID: "gov", Name: "澜川省政府", Kind: access.Government, Level: "province"},
		{ID: "fgw", Name: "省发展改革委", Parent: "gov", Kind: access.Department},
		{ID: "jtt", Name: "省交通运输厅", Parent: "gov", Kind: access.Department},
		{ID: "far", Name: "邻省政府", Kind: access.Government, Level: "province"},
	}}
	for person, seat := range map[string]access.Seat{
		"wang":  {Unit: "gov", Role: access.SupervisionOffice},
		"li":    {Unit: "gov", Role: access.SupervisionOffice},
		"admin": {Unit: "gov", Role: access.SystemAdmin},
		"zhao":  {Unit: "gov", Role: access.Viewer},
		"qian":  {Unit: "jtt", Role: access.Handler},
		"away":  {Unit: "far", Role: access.SupervisionOffice},
	} {
		seat.ID, seat.Holder = person, person
		c.People = append(c.People, access.Person{ID: person, Name: person})
		c.Seats = append(c.Seats, seat)
	}
	if err := d.ledger.Init(d.ctx, c); err != nil {
		t.Fatal(err)
	}
	d.Service = review.New(d.ledger)
	return d
}

const draft = `政府工作报告
——2025年1月17日在澜川省第十四届人民代表大会第三次会议上
省长 柏知行
各位代表：
我代表省人民政府，向大会报告工作。
一、2024年工作回顾
全省地区生产总值增长5.4%。
二、2025年工作安排
今年发展的主要预期目标是：地区生产总值增长5.5%左右。
（一）扩大有效投资。实施省级重点项目440个，新改建农村公路3000公里。
（二）办好民生实事。新建公办托育机构80家。新建社区老年助餐点450个。
（三）深化改革。推进零基预算改革。完善林长制。
`

func (d *desk) upload(text string) review.View {
	d.t.Helper()
	v, err := d.Read(d.ctx, "wang", review.Upload{Name: "报告.txt", Data: []byte(text), Stage: review.Draft})
	if err != nil {
		d.t.Fatal(err)
	}
	return v
}

func (d *desk) must(v review.View, by string, c review.Command) review.View {
	d.t.Helper()
	done, err := d.Do(d.ctx, by, v.ID, v.Version, c)
	if err != nil {
		d.t.Fatalf("%s: %T: %v", by, c, err)
	}
	return done.View
}

// refused checks that a step was refused, and returns the field it is about.
func (d *desk) refused(err error, code ledger.Code, key string) (field string) {
	d.t.Helper()
	var e *ledger.Error
	if !errors.As(err, &e) || e.Code != code || e.Key != key {
		d.t.Fatalf("got %v, want %s %s", err, code, key)
	}
	if e.Words.ZH == "" || e.Words.EN == "" {
		d.t.Fatalf("refused without words: %+v", e)
	}
	return e.Field
}

// item finds the action or indicator whose quote holds some words.
func item(t *testing.T, v review.View, kind review.Kind, words string) *review.Item {
	t.Helper()
	for i := range v.Items {
		if it := &v.Items[i]; it.Kind == kind && strings.Contains(it.Quote, words) {
			return it
		}
	}
	t.Fatalf("no %s with %q", kind, words)
	return nil
}

func standing(t *testing.T, v review.View) {
	t.Helper()
	for i := range v.Items {
		if it := &v.Items[i]; string(v.Text[it.Start:it.End]) != it.Quote {
			t.Errorf("%s does not stand at its place", it.ID)
		}
	}
}

func TestReportIsReadReviewedAndDocketedOnce(t *testing.T) {
	d := newDesk(t)
	v := d.upload(draft)
	c := v.Counts()
	if c.Actions < 5 || c.Indicators < 6 || c.Reviewed != 0 || v.Reading().Place != "澜川省" || v.Reading().Year != 2025 {
		t.Fatalf("read %+v of %+v", c, v.Reading())
	}
	standing(t, v)

	roads := item(t, v, review.Action, "农村公路")
	if got := v.Units.Suggestions(roads); len(got) == 0 || got[0].Unit != "jtt" || got[0].Because == "" {
		t.Errorf("suggested for roads: %+v", got)
	}
	v = d.must(v, "wang", review.AcceptSection{})
	if c := v.Counts(); c.Reviewed != c.Total {
		t.Fatalf("after accepting all: %+v", c)
	}
	forest := item(t, v, review.Action, "林长制")
	v = d.must(v, "wang", review.Decide{Items: []string{forest.ID}, Status: review.Dropped})
	v = d.must(v, "wang", review.SetUnits{Items: []string{item(t, v, review.Action, "零基预算").ID}, Lead: "fgw", Cooperating: []string{"jtt"}})

	_, plan, err := d.Preview(d.ctx, "wang", v.ID, review.Docketing{Assign: true})
	if err != nil {
		t.Fatal(err)
	}
	wanted := v.Counts().Accepted
	if len(plan.Matters) != wanted || plan.Assigned == 0 || plan.Assigned+plan.Leadless != wanted {
		t.Fatalf("the plan is %+v, %d were accepted", plan, wanted)
	}
	v, done, err := d.Docket(d.ctx, "wang", v.ID, review.Docketing{Assign: true})
	if err != nil || len(done.Matters) != wanted {
		t.Fatalf("docketed %d of %d: %v", len(done.Matters), wanted, err)
	}
	for _, p := range done.Matters {
		it := v.Item(p.Item)
		m, err := d.ledger.Matter(d.ctx, "wang", it.Matter)
		if err != nil {
			t.Fatal(err)
		}
		src := m.State.Matter.Source
		if src.Document != v.Reading().Text || src.From != it.Start || src.To != it.End || m.State.Matter.Text != it.Quote || it.Number != m.State.Matter.Number {
			t.Errorf("%s points at %+v", it.ID, src)
		}
		if lead := v.Units.Lead(it); lead != m.State.Lead || lead != "" && m.State.Status != ledger.Assigned {
			t.Errorf("%s: led by %q, %s; wanted %q", it.Quote, m.State.Lead, m.State.Status, lead)
		}
	}
	roads = item(t, v, review.Action, "农村公路")
	m, err := d.ledger.Matter(d.ctx, "wang", roads.Matter)
	if err != nil {
		t.Fatal(err)
	}
	place, err := d.Place(d.ctx, "wang", m.State.Matter.Source)
	if err != nil || place == nil || place.Paper != v.ID || place.Quote != roads.Quote || !strings.HasPrefix(place.Before, "（一）扩大有效投资") {
		t.Errorf("its source is %+v, %v", place, err)
	}
	if place, err := d.Place(d.ctx, "qian", m.State.Matter.Source); place == nil || place.Paper != "" || err != nil {
		t.Errorf("who may not open the report is sent there: %+v, %v", place, err)
	}
	budget := item(t, v, review.Action, "零基预算")
	m, err = d.ledger.Matter(d.ctx, "wang", budget.Matter)
	if err != nil || m.State.Lead != "fgw" || len(m.State.Parts) != 1 || m.State.Parts[0].Unit != "jtt" || m.State.Matter.List != "重大改革" {
		t.Errorf("the chosen units did not go along: %+v, %v", m.State, err)
	}

	_, _, err = d.Docket(d.ctx, "wang", v.ID, review.Docketing{Assign: true})
	d.refused(err, ledger.Invalid, "nothing_accepted")
	// Later decisions docket what is new, and only that.
	v = d.must(v, "wang", review.Decide{Items: []string{forest.ID}, Status: review.Accepted})
	_, done, err = d.Docket(d.ctx, "wang", v.ID, review.Docketing{Regime: "13710"})
	if err != nil || len(done.Matters) != 1 || !strings.HasPrefix(done.Matters[0].Matter.Regime, "13710") {
		t.Errorf("docketed %+v, %v", done.Matters, err)
	}
	page, err := d.ledger.List(d.ctx, "wang", ledger.Query{Limit: 100})
	if err != nil || page.Total != wanted+1 {
		t.Errorf("%d matters in the ledger, want %d: %v", page.Total, wanted+1, err)
	}
	_, err = d.Do(d.ctx, "wang", v.ID, ledger.Any, review.Decide{Items: []string{forest.ID}, Status: review.Open})
	d.refused(err, ledger.Invalid, "docketed")
}

// A report whose actions came in on the command line is not docketed again.
func TestMattersThatAreThereAreLinked(t *testing.T) {
	d := newDesk(t)
	v := d.upload(draft)
	roads := item(t, v, review.Action, "农村公路")
	state, err := d.ledger.Docket(d.ctx, "wang", ledger.Matter{
		Title: "农村公路", Text: roads.Quote, Regime: "13710", Assigning: "gov",
		Source: ledger.Source{Kind: ledger.FromDocument, Document: v.Reading().Text, From: roads.Start, To: roads.End},
	}, false)
	if err != nil {
		t.Fatal(err)
	}
	v = d.must(v, "wang", review.Decide{Items: []string{roads.ID}, Status: review.Accepted})
	v, plan, err := d.Docket(d.ctx, "wang", v.ID, review.Docketing{})
	if err != nil || plan.Linked != 1 || v.Item(roads.ID).Matter != state.ID {
		t.Errorf("linked %d, to %q: %v", plan.Linked, v.Item(roads.ID).Matter, err)
	}
}

func TestCorrections(t *testing.T) {
	d := newDesk(t)
	v := d.upload(draft)
	before := v

	it := item(t, v, review.Action, "托育")
	v = d.must(v, "wang", review.Correct{Item: it.ID, Fields: review.Fields{Title: "新建托育机构80家", Type: "livelihood", Deadline: "2025-11-30"}})
	if got := v.Item(it.ID); got.Title != "新建托育机构80家" || got.Deadline != "2025-11-30" || got.Status != review.Accepted {
		t.Errorf("corrected to %+v", got)
	}
	_, err := d.Do(d.ctx, "wang", v.ID, v.Version, review.Correct{Item: it.ID, Fields: review.Fields{Title: "x", Type: "task", Deadline: "11月"}})
	if field := d.refused(err, ledger.Invalid, "date"); field != "deadline" {
		t.Errorf("the refusal is about %q", field)
	}

	v = d.must(v, "wang", review.Merge{Item: it.ID})
	whole := item(t, v, review.Action, "托育")
	if whole.Quote != "新建公办托育机构80家。新建社区老年助餐点450个" || v.Item(it.ID) != nil {
		t.Errorf("merged to %q", whole.Quote)
	}
	v = d.must(v, "wang", review.Split{Item: whole.ID, At: whole.Start + len([]rune("新建公办托育机构80家。"))})
	left, right := item(t, v, review.Action, "托育"), item(t, v, review.Action, "助餐点")
	if left.Quote != "新建公办托育机构80家" || right.Quote != "新建社区老年助餐点450个" || left.ID == right.ID {
		t.Errorf("split into %q and %q", left.Quote, right.Quote)
	}
	standing(t, v)

	at := strings.Index(draft, "地区生产总值增长5.5%左右")
	from := len([]rune(draft[:at]))
	_, err = d.Do(d.ctx, "wang", v.ID, v.Version, review.Add{Kind: review.Action, Start: -1, End: 4})
	d.refused(err, ledger.Invalid, "range")
	for i := range v.Items {
		if old := &v.Items[i]; old.Kind == review.Action && old.Start == from {
			v = d.must(v, "wang", review.Decide{Items: []string{old.ID}, Status: review.Dropped})
		}
	}
	v = d.must(v, "wang", review.Add{Kind: review.Action, Start: from, End: from + 12})
	if got := item(t, v, review.Action, "生产总值增长5"); string(v.Text[from:from+12]) != got.Quote && got.Status != review.Dropped {
		t.Errorf("added %+v", got)
	}

	// Everything can be taken back, step by step, to the report as it was read.
	for v.Undo > 0 {
		v = d.must(v, "wang", review.Undo{})
	}
	if diff := cmp.Diff(before.Items, v.Items, cmpopts.IgnoreFields(review.Item{}, "Touched"), cmpopts.IgnoreUnexported(review.Item{})); diff != "" {
		t.Errorf("after undoing all:\n%s", diff)
	}
	_, err = d.Do(d.ctx, "wang", v.ID, v.Version, review.Undo{})
	d.refused(err, ledger.Invalid, "nothing_to_undo")
}

func TestTwoReviewersDoNotOverwriteEachOther(t *testing.T) {
	d := newDesk(t)
	v := d.upload(draft)
	it := item(t, v, review.Action, "农村公路")
	other := item(t, v, review.Action, "林长制")
	d.must(v, "li", review.Decide{Items: []string{it.ID}, Status: review.Dropped})
	_, err := d.Do(d.ctx, "wang", v.ID, v.Version, review.Decide{Items: []string{it.ID}, Status: review.Accepted})
	d.refused(err, ledger.Conflict, "changed_since")
	// What the other did not touch is not in the way.
	v = d.must(v, "wang", review.Decide{Items: []string{other.ID}, Status: review.Accepted})
	v = d.must(v, "wang", review.Decide{Items: []string{it.ID}, Status: review.Accepted})
	_, err = d.Do(d.ctx, "li", v.ID, v.Version, review.Undo{})
	d.refused(err, ledger.Conflict, "changed_since")
}

func TestRights(t *testing.T) {
	d := newDesk(t)
	v := d.upload(draft)
	got, err := d.Paper(d.ctx, "zhao", v.ID)
	if err != nil || got.May || got.Why == nil {
		t.Errorf("a viewer: may %v, %v, %v", got.May, got.Why, err)
	}
	for _, person := range []string{"away", "qian", "admin", "nobody"} {
		_, err := d.Paper(d.ctx, person, v.ID)
		d.refused(err, ledger.Forbidden, "may_not_view")
		list, err := d.Papers(d.ctx, person)
		if err != nil || len(list) != 0 {
			t.Errorf("%s sees %d reports, %v", person, len(list), err)
		}
	}
	for _, person := range []string{"zhao", "away", "qian"} {
		_, err := d.Do(d.ctx, person, v.ID, v.Version, review.AcceptSection{})
		d.refused(err, ledger.Forbidden, "may_not_docket")
		_, _, err = d.Docket(d.ctx, person, v.ID, review.Docketing{})
		d.refused(err, ledger.Forbidden, "may_not_docket")
		_, err = d.Read(d.ctx, person, review.Upload{Name: "x.txt", Data: []byte(draft), Unit: "gov"})
		d.refused(err, ledger.Forbidden, "may_not_docket")
	}
}

func TestUploads(t *testing.T) {
	d := newDesk(t)
	v := d.upload(draft)
	for _, same := range []string{draft, "\ufeff" + draft} { // other bytes, the same text
		_, err := d.Read(d.ctx, "li", review.Upload{Name: "又一份.txt", Data: []byte(same)})
		if field := d.refused(err, ledger.Conflict, "read_already"); field != v.ID {
			t.Errorf("it is said to be %q", field)
		}
	}
	_, err := d.Read(d.ctx, "wang", review.Upload{Name: "x.txt", Data: make([]byte, review.MostBytes+1)})
	d.refused(err, ledger.Invalid, "too_large")
	_, err = d.Read(d.ctx, "wang", review.Upload{Name: "x.txt", Data: []byte("今天天气很好。")})
	d.refused(err, ledger.Invalid, "nothing_found")
	_, err = d.Read(d.ctx, "wang", review.Upload{Name: "x.txt", Data: []byte("机密★1年\n" + draft)})
	var e *document.Error
	if !errors.As(err, &e) || e.Code != document.Secret {
		t.Errorf("a paper with a secrecy mark: %v", err)
	}
	list, err := d.Papers(d.ctx, "wang")
	if err != nil || len(list) != 1 || list[0].Place != "澜川省" || list[0].Year != 2025 || list[0].Total != v.Counts().Total {
		t.Errorf("the list is %+v, %v", list, err)
	}
}

// The adopted text differs from the draft: decisions move with their words.
func TestAdoptedText(t *testing.T) {
	d := newDesk(t)
	v := d.upload(draft)
	v = d.must(v, "wang", review.AcceptSection{})
	roads, cut := item(t, v, review.Action, "农村公路"), item(t, v, review.Action, "助餐点")
	v = d.must(v, "wang", review.SetUnits{Items: []string{roads.ID}, Lead: "jtt"})
	v = d.must(v, "wang", review.Correct{Item: roads.ID, Fields: review.Fields{Title: "修农村公路", Type: "project"}})
	if _, _, err := d.Docket(d.ctx, "wang", v.ID, review.Docketing{}); err != nil {
		t.Fatal(err)
	}
	adopted := strings.NewReplacer(
		"新建社区老年助餐点450个。", "",
		"实施省级重点项目440个", "实施省级重点项目460个",
		"（三）深化改革。", "（三）深化改革。开展公共数据授权运营试点。",
		"各位代表：\n", "各位代表：\n请予审议。\n",
	).Replace(draft)
	v, err := d.Read(d.ctx, "wang", review.Upload{Name: "通过稿.txt", Data: []byte(adopted), Stage: review.Adopted, Paper: v.ID})
	if err != nil {
		t.Fatal(err)
	}
	standing(t, v)
	if got := v.Item(roads.ID); got == nil || got.Title != "修农村公路" || got.Lead != "jtt" || got.Matter == "" || got.Status != review.Accepted || got.Change != "" {
		t.Errorf("the roads are %+v", got)
	}
	if got := item(t, v, review.Action, "460个"); got.Change != review.Reworded || got.Status != review.Open || !strings.Contains(got.Was, "440个") || got.Matter == "" {
		t.Errorf("the projects are %+v", got)
	}
	// That a docketed one changed is taken note of, and the matter stays.
	noted := d.must(v, "wang", review.Decide{Items: []string{item(t, v, review.Action, "460个").ID}, Status: review.Accepted})
	if got := item(t, noted, review.Action, "460个"); got.Status != review.Accepted || got.Matter == "" {
		t.Errorf("noted as %+v", got)
	}
	v = d.must(noted, "wang", review.Undo{})
	if got := item(t, v, review.Action, "公共数据"); got.Change != review.Added || got.Status != review.Open {
		t.Errorf("the new action is %+v", got)
	}
	if !slices.ContainsFunc(v.Gone, func(it review.Item) bool { return it.ID == cut.ID && it.Number != "" }) {
		t.Errorf("what is gone is not listed: %+v", v.Gone)
	}
	if v.Undo != 0 {
		t.Error("a step on the old text can be undone on the new one")
	}
	_, plan, err := d.Preview(d.ctx, "wang", v.ID, review.Docketing{})
	if err != nil || len(plan.Matters) != 0 {
		t.Errorf("docketed matters would be docketed again: %+v, %v", plan.Matters, err)
	}
}

// A state is the fold of the events: another process, or the rows made anew,
// show the same.
func TestStateIsTheFoldOfItsEvents(t *testing.T) {
	d := newDesk(t)
	v := d.upload(draft)
	v = d.must(v, "wang", review.AcceptSection{})
	v = d.must(v, "wang", review.Merge{Item: item(t, v, review.Action, "托育").ID})
	v = d.must(v, "wang", review.Undo{})
	v = d.must(v, "wang", review.Merge{Item: item(t, v, review.Action, "托育").ID})
	fresh, err := review.New(d.ledger).Paper(d.ctx, "wang", v.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(v.Items, fresh.Items, cmpopts.IgnoreUnexported(review.Item{})); diff != "" {
		t.Error(diff)
	}
	was, err := d.Papers(d.ctx, "wang")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.ledger.Rebuild(d.ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Rebuild(d.ctx); err != nil {
		t.Fatal(err)
	}
	now, err := d.Papers(d.ctx, "wang")
	if diff := cmp.Diff(was, now); diff != "" || err != nil {
		t.Error(diff, err)
	}
	_, err = d.Read(d.ctx, "wang", review.Upload{Name: "x.txt", Data: []byte(draft)})
	d.refused(err, ledger.Conflict, "read_already")
}

func TestTwoTextsSideBySide(t *testing.T) {
	got := ""
	for _, p := range review.Compare("实施省级重点项目440个", "实施省级以上重点项目460个") {
		switch {
		case p.Old:
			got += "[-" + p.Text + "]"
		case p.New:
			got += "[+" + p.Text + "]"
		default:
			got += p.Text
		}
	}
	if want := "实施省级[+以上]重点项目[-440][+460]个"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
