package web

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/xuri/excelize/v2"
)

// Each office sees its own matters, and filters narrow them; an empty result
// offers to take each filter away.
func TestLedgerFilters(t *testing.T) {
	b := newTown(t).as("supervision_office")
	for query, want := range map[string]int{
		"":                               1,
		"?text=own":                      1,
		"?text=没有":                       0,
		"?status=handling&light=normal":  1,
		"?status=closing":                0,
		"?unit=能源局":                      1,
		"?from=2026-02-01&to=2026-02-28": 1,
		"?to=2026-01-30":                 0,
		"?days=3":                        1,
	} {
		got := b.get("/ledger" + strings.ReplaceAll(query, "能源局", url.QueryEscape("乙市能源局")))
		page := got.document(t)
		if rows := page.Find("table.ledger tbody tr").Length(); got.status != http.StatusOK || rows != want {
			t.Errorf("%q: %d rows, want %d", query, rows, want)
		}
		if want == 0 && page.Find(".empty a.chip").Length() == 0 {
			t.Errorf("%q: the empty list does not say which filter emptied it", query)
		}
	}
	if got := b.get("/ledger?unit=" + url.QueryEscape("没有的局")); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text(), "没有的局") {
		t.Errorf("a unit that is not there: %d", got.status)
	}
}

// All chosen matters are acted on, or none: what cannot be done is named.
func TestChosen(t *testing.T) {
	o := newTown(t)
	b := o.as("supervision_office")
	id := o.state("own").ID
	got := b.post("/ledger/chosen", url.Values{"do": {"clear"}, "chosen": {id}, "back": {"/ledger?open=1"}})
	if got.status != http.StatusUnprocessableEntity && got.status != http.StatusForbidden || !strings.Contains(got.text(), "2026-00001") {
		t.Errorf("%d %s", got.status, got.text())
	}
	if got.document(t).Find("[name=chosen][checked]").Length() != 1 {
		t.Error("the ticks are lost")
	}
	got = b.post("/ledger/chosen", url.Values{"do": {"chase"}, "chosen": {id}, "note": {"请抓紧"}, "back": {"/ledger?open=1"}})
	if got.status != http.StatusSeeOther || got.head.Get("Location") != "/ledger?open=1" || o.state("own").Counts.Chased != 1 {
		t.Errorf("%d %s", got.status, got.text())
	}
	other := o.stateFor("other-office", "other").ID
	if got := b.post("/ledger/chosen", url.Values{"do": {"chase"}, "chosen": {id, other}}); got.status == http.StatusSeeOther || o.state("own").Counts.Chased != 1 {
		t.Errorf("a matter of another city was chased, or half of the chosen were: %d", got.status)
	}
}

// The workbook holds the rows of the list, with names instead of ids.
func TestExport(t *testing.T) {
	b := newTown(t).as("supervision_office")
	book, err := excelize.OpenReader(bytes.NewReader([]byte(b.get("/ledger/export?open=1").body)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil || len(rows) != 2 || rows[1][0] != "2026-00001" || rows[1][3] != "乙市能源局" || rows[1][7] != "2026-02-02" {
		t.Errorf("%v %v", rows, err)
	}
}

// A view is kept under a name for the person alone, and can be taken away.
func TestSavedView(t *testing.T) {
	o := newTown(t)
	b := o.as("supervision_office")
	b.post("/ledger/views", url.Values{"name": {"我的"}, "query": {"light=red&page=3"}})
	tab := b.get("/ledger?light=red").document(t).Find(".tabs a[aria-current]")
	if tab.Text() != "我的" {
		t.Errorf("the view is not a tab: %q", tab.Text())
	}
	if strings.Contains(o.as("leader").get("/ledger").document(t).Find(".tabs").Text(), "我的") {
		t.Error("somebody else sees it")
	}
	b.post("/ledger/views/remove", url.Values{"name": {"我的"}})
	if strings.Contains(b.get("/ledger").document(t).Find(".tabs").Text(), "我的") {
		t.Error("it is still there")
	}
}

// Heads sort the list both ways, and groups open the matters behind them.
func TestSortAndGroup(t *testing.T) {
	b := newTown(t).as("supervision_office")
	head := b.get("/ledger?sort=number&open=1").document(t).Find("th[aria-sort=ascending]")
	if to, _ := head.Find("a").Attr("href"); head.Length() != 1 || !strings.Contains(to, "sort=-number") || !strings.Contains(to, "open=1") {
		t.Errorf("the head leads to %q", to)
	}
	page := b.get("/ledger?group=lead&open=1").document(t)
	to, _ := page.Find("table.bars a.light.green").Attr("href")
	if page.Find("table.bars tbody tr").Length() != 1 || b.get(to).document(t).Find("table.ledger tbody tr").Length() != 1 {
		t.Errorf("groups: %q", page.Find("table.bars").Text())
	}
	if got := b.get("/ledger?group=person"); got.status != http.StatusNotFound {
		t.Errorf("a group that does not exist: %d", got.status)
	}
}

// A ledger goes onto paper whole: all that the filters leave, with what they are,
// and a workbook that prints as wide as the paper with its header on each page.
func TestLedgerOnPaper(t *testing.T) {
	o := newTown(t)
	for range rowsAPage + 3 {
		_, err := o.ledger.Docket(t.Context(), "supervision_office", ledger.Matter{
			Title: "修路", Source: ledger.Source{Kind: ledger.ByHand}, Regime: "13710", Assigning: "own", Suggested: "own-bureau",
		}, false)
		o.must(err)
	}
	b := o.as("supervision_office")
	page := b.get("/ledger/print?text=修路&paper=a4").document(t)
	if n := page.Find(".sheet.a4 tbody tr").Length(); n != rowsAPage+3 {
		t.Errorf("%d rows on paper, want all", n)
	}
	if says := page.Find(".sheet-says").Text(); !strings.Contains(says, "修路") || !strings.Contains(says, "共 53 件") {
		t.Errorf("the sheet says %q", says)
	}
	got := b.get("/ledger/export?text=修路")
	book, err := excelize.OpenReader(strings.NewReader(got.body))
	o.must(err)
	t.Cleanup(func() { _ = book.Close() })
	sheet := book.GetSheetName(0)
	layout, err := book.GetPageLayout(sheet)
	o.must(err)
	props, err := book.GetSheetProps(sheet)
	o.must(err)
	if *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 || !*props.FitToPage {
		t.Errorf("it prints as %+v", layout)
	}
	foot, err := book.GetHeaderFooter(sheet)
	o.must(err)
	if names := book.GetDefinedName(); len(names) != 1 || !strings.HasSuffix(names[0].RefersTo, "!$1:$1") || !strings.Contains(foot.OddFooter, "&P / &N") {
		t.Errorf("header %v, foot %+v", names, foot)
	}
}

// Every figure of a circular opens as many matters as it says.
func TestCircular(t *testing.T) {
	o := newTown(t)
	o.wait(5 * 24 * time.Hour)
	b := o.as("leader")
	page := b.get("/board/circular?month=2026-02").document(t)
	if title := page.Find("article.official h1").Text(); title != "2026年2月督查事项办理情况通报" {
		t.Errorf("the circular is called %q", title)
	}
	if sign := page.Find("article.official .sign").Text(); !strings.HasSuffix(sign, "2026年2月4日") {
		t.Errorf("it is signed %q", sign)
	}
	figures := page.Find("article.official a[href*='trace=']")
	if figures.Length() < 5 {
		t.Fatalf("only %d figures", figures.Length())
	}
	for _, a := range figures.EachIter() {
		said := regexp.MustCompile(`\d+`).FindString(a.Text())
		behind := b.get(a.AttrOr("href", "")).document(t)
		if n := behind.Find("[data-rows] tbody tr").Length(); strconv.Itoa(n) != said {
			t.Errorf("%q opens %d matters", a.Text(), n)
		}
	}
	if late := page.Find("article.official h3"); late.Length() != 1 || late.Text() != "乙市能源局" {
		t.Errorf("behind: %q", late.Text())
	}
	for _, month := range []string{"2026-03", "soon"} {
		if r := b.get("/board/circular?month=" + month); r.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", month, r.status)
		}
	}
}

// Dates are moved together with one reason, each by an event of its matter that
// says so; whatever cannot move is listed with its reason, and then nothing moves.
func TestDatesAreMovedTogether(t *testing.T) {
	o := newTown(t)
	docket := func(regime string, c ...ledger.Command) string {
		s, err := o.ledger.Docket(t.Context(), "supervision_office", ledger.Matter{
			Title: regime, Source: ledger.Source{Kind: ledger.ByHand}, Regime: regime, Assigning: "own",
		}, false)
		o.must(err)
		for _, c := range c {
			_, err := o.ledger.Do(t.Context(), "supervision_office", s.ID, ledger.Any, c)
			o.must(err)
		}
		return s.ID
	}
	day := func(text string) workday.Date {
		d, err := workday.ParseDate(text)
		o.must(err)
		return d
	}
	assign := ledger.Assign{Lead: "own-bureau"}
	yearly := docket("livelihood", assign) // due on 31 December unless it has a date of its own
	planned := docket("project", assign, ledger.SetPlan{Nodes: []ledger.Node{
		{ID: "past", Title: "签约", Date: day("2026-01-10")}, {ID: "n1", Title: "开工", Date: day("2026-03-10")}, {ID: "n2", Title: "投产", Date: day("2026-09-10")},
	}})
	ordinary := o.state("own").ID // 13710: no date of its own counts
	b := o.as("supervision_office")
	move := func(form url.Values) reply {
		form.Set("do", "move")
		form.Set("back", "/ledger?open=1")
		return b.post("/ledger/chosen", form)
	}
	load := func(id string) ledger.View {
		v, err := o.ledger.Matter(t.Context(), "supervision_office", id)
		o.must(err)
		return v
	}
	dates := func(id string) string {
		var list []string
		s := load(id).State
		for _, d := range s.Dates {
			list = append(list, d.Date.String())
		}
		return strings.Join(list, " ")
	}

	before := dates(yearly)
	for _, wrong := range []url.Values{
		{"chosen": {yearly}, "what": {"deadline"}, "days": {"7"}},                                                                       // no reason
		{"chosen": {yearly}, "what": {"deadline"}, "reason": {"汛期"}},                                                                    // neither date nor days
		{"chosen": {yearly}, "what": {"deadline"}, "reason": {"汛期"}, "days": {"7"}, "move_to": {"2026-12-01"}},                          // both
		{"chosen": {yearly}, "what": {"deadline"}, "reason": {"汛期"}, "move_to": {"2026-01-29"}},                                         // past
		{"chosen": {planned}, "what": {"nodes"}, "reason": {"汛期"}, "move_to": {"2026-12-01"}},                                           // all on one day
		{"chosen": {yearly, ordinary}, "what": {"deadline"}, "reason": {"汛期"}, "move_to": {"2026-11-20"}},                               // no date of the ordinary one would move
		{"chosen": {yearly, planned, ordinary}, "what": {"nodes"}, "reason": {"汛期"}, "days": {"5"}},                                     // two have no nodes
		{"chosen": {yearly, o.stateFor("other-office", "other").ID}, "what": {"deadline"}, "reason": {"汛期"}, "move_to": {"2026-11-20"}}, // another office's
	} {
		got := move(wrong)
		if got.status == http.StatusSeeOther || got.document(t).Find(".told").Length() == 0 {
			t.Errorf("%v: %d", wrong, got.status)
		}
		if typed := got.document(t).Find("[name=reason]").AttrOr("value", ""); typed != wrong.Get("reason") {
			t.Errorf("%v: the reason typed is lost", wrong)
		}
	}
	if got := dates(yearly); got != before {
		t.Fatalf("dates moved although it was refused: %s, were %s", got, before)
	}
	got := move(url.Values{"chosen": {yearly, planned, ordinary}, "what": {"nodes"}, "reason": {"汛期"}, "days": {"5"}}).document(t)
	if refused := got.Find(".told li"); refused.Length() != 2 || !strings.Contains(refused.Text(), "2026-00001") {
		t.Errorf("refused: %q", got.Find(".told").Text())
	}
	if ticked := got.Find("[name=chosen][checked]"); ticked.Length() != 1 || ticked.AttrOr("value", "") != planned {
		t.Errorf("%d are ticked, want the one that can be done", ticked.Length())
	}

	for _, c := range []struct {
		id   string
		form url.Values
		want string
	}{
		{yearly, url.Values{"what": {"deadline"}, "days": {"-31"}}, "2026-11-30"},
		{yearly, url.Values{"what": {"deadline"}, "move_to": {"2026-10-20"}}, "2026-10-20"},
		{planned, url.Values{"what": {"nodes"}, "days": {"5"}}, "2026-03-15"},
		{planned, url.Values{"what": {"next"}, "move_to": {"2026-04-01"}}, "2026-04-01"},
	} {
		c.form.Set("chosen", c.id)
		c.form.Set("reason", "汛期推迟")
		if got := move(c.form); got.status != http.StatusSeeOther {
			t.Fatalf("%v: %d %s", c.form, got.status, got.document(t).Find(".told").Text())
		}
		v := load(c.id)
		if !strings.Contains(dates(c.id), c.want) {
			t.Errorf("%v: %s is not among %s", c.form, c.want, dates(c.id))
		}
		last := v.Events[len(v.Events)-2:]
		reason := ""
		switch b := last[0].Body.(type) {
		case ledger.AmendedBody:
			reason = b.Reason
		case ledger.PlannedBody:
			reason = b.Reason
		}
		if reason != "汛期推迟" || last[1].Kind != ledger.KindDated {
			t.Errorf("%v: it was told as %s (%q) and %s", c.form, last[0].Kind, reason, last[1].Kind)
		}
	}
	if got := load(planned).State.Plan; got[0].Date != day("2026-01-10") || got[1].Date != day("2026-04-01") || got[2].Date != day("2026-09-15") {
		t.Errorf("the plan is now %v", got)
	}
	if page := o.as("handler").get("/ledger").document(t); page.Find("button[value=move]").Length() != 0 {
		t.Error("a clerk is offered to move dates")
	}
	if got := o.as("handler").post("/ledger/chosen", url.Values{"do": {"move"}, "chosen": {yearly}, "what": {"deadline"}, "days": {"9"}, "reason": {"想晚点"}}); got.status != http.StatusForbidden {
		t.Errorf("a clerk moves dates: %d", got.status)
	}
}

// Several numbers pasted together find their matters, whatever stands between
// them; one that is not there is named. Other texts are looked for as ever.
func TestPastedNumbersFindTheirMatters(t *testing.T) {
	o := newTown(t)
	for range 3 {
		_, err := o.ledger.Docket(t.Context(), "supervision_office", ledger.Matter{
			Title: "修路", Source: ledger.Source{Kind: ledger.ByHand}, Regime: "13710", Assigning: "own", Suggested: "own-bureau",
		}, false)
		o.must(err)
	}
	b := o.as("supervision_office")
	for text, want := range map[string]string{
		"2026-00003 2026-00005":            "2026-00003 2026-00005",
		"2026-00003\r\n2026-00004\r\n":     "2026-00003 2026-00004",
		"2026-00003、2026-00001":            "2026-00001 2026-00003",
		"2026-00003，2026-00004;2026-00003": "2026-00003 2026-00004",
		"２０２６－０００03\t2026–00004":           "2026-00003 2026-00004",
		"2026-00003 2026-00099":            "2026-00003",
		"2026-00002 2026-00003":            "2026-00003", // the first is another office's
		"2026-00003":                       "2026-00003",
		"2026-00003 修路":                    "2026-00003",
		"修路":                               "2026-00003 2026-00004 2026-00005",
	} {
		page := b.get("/ledger?sort=number&text=" + url.QueryEscape(text)).document(t)
		if got := strings.Join(strings.Fields(page.Find("td.number-cell").Text()), ""); got != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%q finds %s, want %s", text, got, want)
		}
		if missing := strings.Contains(page.Text(), "结果里没有：2026-000"); missing != (strings.Contains(text, "99") || strings.Contains(text, "00002")) {
			t.Errorf("%q: missing ones are said: %v", text, missing)
		}
	}
	if got := b.get("/search?q=" + url.QueryEscape("2026-00003、2026-00004")); got.status != http.StatusSeeOther || !strings.HasPrefix(got.head.Get("Location"), "/ledger?text=2026-00003") {
		t.Errorf("the search at the top: %d %s", got.status, got.head.Get("Location"))
	}
	if rows := b.get("/ledger/export?text=" + url.QueryEscape("2026-00003 2026-00004")); rows.status != http.StatusOK {
		t.Errorf("export: %d", rows.status)
	}
}

// A unit signs for what it was sent together, from its desk or from the ledger, and
// its head passes several on to one person;
// what is somebody else's is not offered, and refuses.
func TestSigningAndPassingOnSeveral(t *testing.T) {
	o := newTown(t)
	var sent []string
	for _, title := range []string{"修路", "修桥"} {
		s, err := o.ledger.Docket(t.Context(), "supervision_office", ledger.Matter{
			Title: title, Source: ledger.Source{Kind: ledger.ByHand}, Regime: "13710", Assigning: "own",
		}, false)
		o.must(err)
		_, err = o.ledger.Do(t.Context(), "supervision_office", s.ID, ledger.Any, ledger.Assign{Lead: "own-bureau"})
		o.must(err)
		sent = append(sent, s.ID)
	}
	b := o.as("handler")
	desk := b.get("/").document(t)
	if desk.Find("[name=chosen][form=chosen]").Length() != 2 || desk.Find("#chosen button[value=sign]").Length() != 1 {
		t.Fatal("the desk does not offer to sign for both")
	}
	if got := b.post("/ledger/chosen", url.Values{"do": {"sign"}, "chosen": {sent[0], o.state("own").ID}, "back": {"/"}}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("one is signed for already: %d", got.status)
	}
	if got := b.post("/ledger/chosen", url.Values{"do": {"sign"}, "chosen": sent, "back": {"/"}}); got.status != http.StatusSeeOther || got.head.Get("Location") != "/" {
		t.Errorf("%d %s", got.status, got.text())
	}
	for _, id := range sent {
		v, err := o.ledger.Matter(t.Context(), "supervision_office", id)
		o.must(err)
		if v.State.Status != ledger.Handling {
			t.Errorf("%s is %s", v.State.Matter.Title, v.State.Status)
		}
	}
	head := o.as("first_responsible")
	to := head.get("/ledger").document(t).Find("select[name=to] option[value='seat:own-bureau/handler']")
	if to.Length() != 1 {
		t.Fatal("whom to pass it on to is not offered")
	}
	if got := head.post("/ledger/chosen", url.Values{"do": {"pass"}, "chosen": sent}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("passed on to nobody: %d", got.status)
	}
	if got := head.post("/ledger/chosen", url.Values{"do": {"pass"}, "chosen": sent, "to": {"seat:own-bureau/handler"}, "note": {"请抓紧"}}); got.status != http.StatusSeeOther {
		t.Errorf("%d %s", got.status, got.text())
	}
	for _, id := range sent {
		v, err := o.ledger.Matter(t.Context(), "supervision_office", id)
		o.must(err)
		if len(v.State.Passed) != 1 || v.State.Passed[0].Seat != "own-bureau/handler" {
			t.Errorf("%s was passed on to %v", v.State.Matter.Title, v.State.Passed)
		}
	}
	if o.as("leader").get("/ledger").document(t).Find("button[value=sign]").Length() != 0 {
		t.Error("a leader is offered to sign")
	}
}

// Groups and what belongs to none of them add up to the list.
func TestGroupsAddUp(t *testing.T) {
	o := newTown(t)
	for range 3 {
		_, err := o.ledger.Docket(t.Context(), "supervision_office", ledger.Matter{
			Title: "修路", Source: ledger.Source{Kind: ledger.ByHand}, Regime: "13710", Assigning: "own", // no unit yet
		}, false)
		o.must(err)
	}
	b := o.as("supervision_office")
	page := b.get("/ledger?group=lead").document(t)
	if got := page.Find("table.bars tbody tr").Length(); got != 1 || !strings.Contains(page.Text(), "另有 3 件") {
		t.Errorf("%d rows: %s", got, page.Find("main").Text())
	}
	if !strings.Contains(b.get("/board").text(), "另有 3 件") {
		t.Error("the board does not say that some have no unit")
	}
	if strings.Contains(b.get("/ledger?group=lead&unit=own-bureau").text(), "另有") {
		t.Error("all have one")
	}
}
