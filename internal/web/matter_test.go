package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// state is a matter as the person sees it; the office of own sees that of own.
func (o *town) state(side string) ledger.State { return o.stateFor("supervision_office", side) }

func (o *town) stateFor(by, side string) ledger.State {
	o.Helper()
	v, err := o.ledger.Matter(o.Context(), by, matterOf(side))
	o.must(err)
	return v.State
}

// A clerk reports with what the stage asks for; the page leads to the next due.
func TestReport(t *testing.T) {
	o := newTown(t)
	b := o.as("handler")
	page := b.get("/matters/2026-00001").document(t)
	form := page.Find("form[action$='/report']")
	if form.Length() != 1 {
		t.Fatal("the form of the report that is due does not stand open")
	}
	if key, _ := form.Find("[name=key]").Attr("value"); key != "1" {
		t.Errorf("the form answers %q, not the first stage", key)
	}
	to, _ := form.Attr("action")
	seen, _ := form.Find("[name=seen]").Attr("value")
	if got := b.post(to, url.Values{"key": {"1"}, "seen": {seen}, "say.arrangement": {"已部署"}}); got.status != http.StatusSeeOther {
		t.Fatalf("report: %d %s", got.status, got.text())
	}
	s := o.state("own")
	if len(s.Reports) != 1 || s.Reports[0].Says["arrangement"] != "已部署" {
		t.Errorf("the ledger has %+v", s.Reports)
	}
	page = b.get("/matters/2026-00001").document(t)
	if key, _ := page.Find("form[action$='/report'] [name=key]").Attr("value"); key != "3" {
		t.Errorf("next the form answers %q, not stage 3", key)
	}
	if !strings.Contains(page.Find(".last").Text(), "已部署") {
		t.Error("the last report is not shown above the form")
	}
}

// What is wrong is said above the form, and what was typed stays in it.
func TestRefusedReportKeepsWhatWasTyped(t *testing.T) {
	b := newTown(t).as("handler")
	got := b.post("/matters/2026-00001/report", url.Values{"key": {"3"}, "say.progress": {"已开工"}})
	page := got.document(t)
	if got.status != http.StatusUnprocessableEntity || page.Find("[role=alert]").Length() != 1 {
		t.Errorf("%d %s", got.status, got.text())
	}
	if text := page.Find("[name='say.progress']").Text(); text != "已开工" {
		t.Errorf("the field holds %q", text)
	}
	if page.Find("[name='say.measures'][aria-invalid]").Length() != 1 {
		t.Error("the field that is missing is not marked")
	}
}

// Of two who change a matter at once the second sees what the first did and
// keeps the own text.
func TestTwoAtOnce(t *testing.T) {
	o := newTown(t)
	b := o.as("handler")
	seen, _ := b.get("/matters/2026-00001").document(t).Find("[name=seen]").Attr("value")
	o.must(o.do("supervision_office", "own", ledger.Comment{Text: "请抓紧"}))
	got := b.post("/matters/2026-00001/report", url.Values{"key": {"1"}, "seen": {seen}, "say.arrangement": {"已部署"}})
	page := got.document(t)
	if got.status != http.StatusConflict || !strings.Contains(page.Find(".since").Text(), "请抓紧") {
		t.Errorf("%d %s", got.status, got.text())
	}
	if text := page.Find("[name='say.arrangement']").Text(); text != "已部署" {
		t.Errorf("the field holds %q", text)
	}
	now, _ := page.Find("form[action$='/report'] [name=seen]").Attr("value")
	if got := b.post("/matters/2026-00001/report", url.Values{"key": {"1"}, "seen": {now}, "say.arrangement": {"已部署"}}); got.status != http.StatusSeeOther {
		t.Errorf("sent again: %d %s", got.status, got.text())
	}
}

// A draft comes back when the page is opened again, and goes when it is sent.
func TestDraft(t *testing.T) {
	b := newTown(t).as("handler")
	if got := b.post("/matters/2026-00001/draft/report", url.Values{"key": {"1"}, "say.arrangement": {"写了一半"}}); got.status != http.StatusNoContent {
		t.Fatalf("%d %s", got.status, got.text())
	}
	field := func() string {
		return b.get("/matters/2026-00001?do=report").document(t).Find("form[action$='/report'] textarea").First().Text()
	}
	if got := field(); got != "写了一半" {
		t.Errorf("the field holds %q", got)
	}
	b.post("/matters/2026-00001/report", url.Values{"key": {"1"}, "say.arrangement": {"写完了"}})
	if got := field(); got != "" {
		t.Errorf("after sending the field holds %q", got)
	}
}

// A matter goes from the form for a new one to cleared over its pages, and its
// doers cannot close it.
func TestWholeLife(t *testing.T) {
	o := newTown(t)
	office, unit, head := o.as("supervision_office"), o.as("handler"), o.as("manager")
	got := office.post("/matters", url.Values{"title": {"清理渣土"}, "lead": {"乙市能源局"}, "regime": {"13710"}, "source": {"hand"}})
	at := got.head.Get("Location")
	if got.status != http.StatusSeeOther || !strings.HasPrefix(at, "/matters/") {
		t.Fatalf("%d %s", got.status, got.text())
	}
	step := func(b *browser, path string, form url.Values, want int) {
		t.Helper()
		if got := b.post(at+"/"+path, form); got.status != want {
			t.Fatalf("%s: %d %s", path, got.status, got.text())
		}
	}
	step(unit, "sign", url.Values{}, 303)
	step(unit, "report", url.Values{"key": {"1"}, "say.arrangement": {"已部署"}}, 303)
	step(unit, "report", url.Values{"key": {"3"}, "say.measures": {"组织清运"}, "say.progress": {"过半"}}, 303)
	step(unit, "apply-close", url.Values{"say.result": {"清完"}}, 403)
	step(head, "apply-close", url.Values{"key": {"7"}, "say.result": {"清完"}}, 303)
	step(head, "review", url.Values{"keys": {"@closing"}, "verdict": {"accept"}, "grade": {"good"}}, 403)
	step(office, "review", url.Values{"keys": {"@closing"}, "verdict": {"return"}}, 422)
	step(office, "review", url.Values{"keys": {"1", "3", "@closing"}, "verdict": {"accept"}, "grade": {"good"}}, 303)
	step(office, "clear", url.Values{}, 303)
	if text := office.get(at).text(); !strings.Contains(text, "已销号") {
		t.Error(text)
	}
}

// stepsOf are the steps a page offers, and what it says of those it does not.
func stepsOf(page *goquery.Document) (offered []string, refused string) {
	for _, a := range page.Find("nav.steps a").EachIter() {
		_, step, _ := strings.Cut(a.AttrOr("href", ""), "do=")
		offered = append(offered, step)
	}
	return offered, page.Find(".why-not").Text()
}

// No form is offered that is refused whatever is written into it; the reason
// stands below. Where nothing but the result is owed, closing comes before
// reporting. A plan is asked for where dates follow from it.
func TestOfferedStepsCanBeTaken(t *testing.T) {
	o := newTown(t)
	look := func() ([]string, string) {
		return stepsOf(o.as("first_responsible").get("/matters/2026-00001").document(t))
	}
	if steps, _ := look(); !slices.Contains(steps, "extend") || slices.Index(steps, "report") > slices.Index(steps, "apply-close") {
		t.Errorf("in time: %v", steps)
	}
	for key, says := range map[string]map[string]string{"1": {"arrangement": "已部署"}, "3": {"measures": "已排查", "progress": "过半"}} {
		o.must(o.do("handler", "own", ledger.SubmitReport{Key: key, Says: says}))
	}
	if steps, _ := look(); slices.Index(steps, "apply-close") > slices.Index(steps, "report") {
		t.Errorf("only the result is owed: %v", steps)
	}
	o.wait(30 * 24 * time.Hour)
	steps, refused := look()
	if slices.Contains(steps, "extend") || !strings.Contains(refused, "延期须在到期前申请") {
		t.Errorf("too late: %v, %q", steps, refused)
	}
	if !slices.Contains(steps, "plan") {
		t.Errorf("the last date follows from a plan: %v", steps)
	}
	yearly, err := o.ledger.Docket(t.Context(), "supervision_office", ledger.Matter{
		Title: "修路", Source: ledger.Source{Kind: ledger.ByHand}, Regime: "livelihood", Assigning: "own",
	}, false)
	o.must(err)
	if steps, _ := stepsOf(o.as("supervision_office").get("/matters/" + yearly.ID).document(t)); slices.Contains(steps, "plan") {
		t.Errorf("no date follows from a plan: %v", steps)
	}
}

// The head of a matter says when something is due once: with its light where that
// is the reason of it, else behind the unit.
func TestHeadSaysWhatIsDueOnce(t *testing.T) {
	o := newTown(t)
	b := o.as("supervision_office")
	says := func() string {
		return strings.Join(strings.Fields(b.get("/matters/2026-00001").document(t).Find(".matter-head").Text()), " ")
	}
	if got := says(); strings.Count(got, "研究部署") != 1 || !strings.Contains(got, "1个自然日") {
		t.Errorf("on course: %s", got)
	}
	o.must(o.do("supervision_office", "own", ledger.Pause{Reason: "等待批复"}))
	if got := says(); strings.Count(got, "研究部署") != 1 || !strings.Contains(got, "下一期限") {
		t.Errorf("paused: %s", got)
	}
}

// Who decides on an extension sees what it was asked for with.
func TestDecisionShowsTheRequest(t *testing.T) {
	o := newTown(t)
	o.must(o.do("first_responsible", "own", ledger.AskExtension{
		Key: "7", Until: workday.Date{Year: 2026, Month: 2, Day: 27}, Says: map[string]string{"reason": "汛期停工", "progress": "已完成六成"},
	}))
	form := o.as("supervision_office").get("/matters/2026-00001").document(t).Find(".step-form")
	if text := form.Text(); !strings.Contains(text, "汛期停工") || !strings.Contains(text, "已完成六成") || !strings.Contains(text, "2月27日") {
		t.Errorf("the form shows %s", strings.Join(strings.Fields(text), " "))
	}
	if until := form.Find("[name=until_granted]").AttrOr("value", ""); until != "2026-02-27" {
		t.Errorf("it grants until %s", until)
	}
}
