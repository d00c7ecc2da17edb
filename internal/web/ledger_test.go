package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

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
