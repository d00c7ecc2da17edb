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
