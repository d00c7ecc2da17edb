package web

import (
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/demo"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/xuri/excelize/v2"
)

// newProvince is a town that is the invented province after its sample year.
func newProvince(t *testing.T) *town {
	t.Helper()
	o := &town{TB: t, now: demo.Ends}
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "year.db"), store.Options{Clock: o.clock, Careless: true})
	o.must(err)
	t.Cleanup(func() { _ = st.Close() })
	o.ledger, o.auth = ledger.New(st, ledger.Options{}), auth.New(st, auth.Options{Clock: o.clock})
	o.must(demo.People(t.Context(), o.ledger, o.auth))
	o.must(demo.Year(t.Context(), o.ledger))
	o.site, err = New(Options{Ledger: o.ledger, Auth: o.auth, Chain: st, Clock: o.clock, Log: quietLog(t)})
	o.must(err)
	o.server = httptest.NewServer(o.site)
	t.Cleanup(o.server.Close)
	return o
}

// listed is how many matters a page of the ledger says it lists.
func listed(t *testing.T, page *goquery.Document) int {
	t.Helper()
	if page.Find(".empty").Length() > 0 {
		return 0
	}
	return number(t, page.Find("table.ledger caption").Text())
}

// rowsIn is how many matters a workbook lists.
func rowsIn(t *testing.T, body string) int {
	t.Helper()
	book, err := excelize.OpenReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil || book.Close() != nil {
		t.Fatal(err)
	}
	return len(rows) - 1
}

// number is the number in a text.
func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.Trim(strings.TrimSpace(text), "共 件"))
	if err != nil {
		t.Fatalf("%q is no number", text)
	}
	return n
}

// Whoever opens a number of their desk sees as many matters as it says, on each
// day: the same matters, no wider list; and as many go onto paper and into a
// workbook.
func TestNumbersOfADeskOpenTheirMatters(t *testing.T) {
	o := newProvince(t)
	people := []string{"ducha", "nyj", "nyj-head", "nyj-office", "fengguan", "canmou"}
	opened := 0
	for day := range 3 {
		for _, who := range people {
			b := o.as(who)
			desk := b.get("/").document(t)
			for _, a := range desk.Find("h2 a.total, .figures a.figure, p.lights a").EachIter() {
				fields := strings.Fields(a.Text())
				said := fields[len(fields)-1]
				if a.Is(".figure") {
					said = a.Find("strong").Text()
				}
				to := a.AttrOr("href", "")
				opened++
				if got := listed(t, b.get(to).document(t)); got != number(t, said) {
					t.Errorf("day %d, %s: %s says %s and opens %d (%s)", day, who, strings.Join(strings.Fields(a.Parent().Text()), " "), said, got, to)
				}
				page := b.get(to).document(t)
				book := b.get(page.Find("a[href^='/ledger/export']").AttrOr("href", ""))
				if got := rowsIn(t, book.body); got != number(t, said) {
					t.Errorf("day %d, %s: of %s %d are exported (%s)", day, who, said, got, to)
				}
				paper := b.get(page.Find("a[href^='/ledger/print']").AttrOr("href", "")).document(t)
				if got := paper.Find(".sheet tbody tr").Length(); got != number(t, said) {
					t.Errorf("day %d, %s: of %s %d are printed (%s)", day, who, said, got, to)
				}
				if back := paper.Find("a[href^='/ledger?']").AttrOr("href", ""); back != "" && listed(t, b.get(back).document(t)) != number(t, said) {
					t.Errorf("the way back from paper leads to %s", back)
				}
			}
		}
		o.wait(4 * 24 * time.Hour)
	}
	if opened < 60 {
		t.Fatalf("only %d numbers were opened", opened)
	}
}

// What limits a list stays when another limit is added in the form above it.
func TestFormOfTheLedgerKeepsWhatItDoesNotShow(t *testing.T) {
	page := newTown(t).as("supervision_office").get("/ledger?light=red&light=overdue&waits=review&task=report&soon=3&status=handling&sort=changed").document(t)
	for name, want := range map[string]string{
		"light": "overdue red", "waits": "review", "task": "report", "soon": "3", "sort": "changed", "status": "",
	} {
		var kept []string
		for _, in := range page.Find("form.filters input[type=hidden][name=" + name + "]").EachIter() {
			kept = append(kept, in.AttrOr("value", ""))
		}
		if got := strings.Join(kept, " "); got != want && got != "red overdue" {
			t.Errorf("%s: %q is kept, want %q", name, got, want)
		}
	}
	if got := page.Find("form.filters select[name=status] option[selected]").AttrOr("value", ""); got != "handling" {
		t.Errorf("the status chosen is %q", got)
	}
}

// A leader's own matters come first and are marked, where others stand beside
// them; where all are theirs the mark would say nothing.
func TestOwnIsMarkedWhereRowsDiffer(t *testing.T) {
	o := newTown(t)
	late := func(title, seat string) {
		s, err := o.ledger.Docket(t.Context(), "supervision_office", ledger.Matter{
			Title: title, Source: ledger.Source{Kind: ledger.ByHand}, Regime: "13710", Assigning: "own", InCharge: seat,
		}, false)
		o.must(err)
		_, err = o.ledger.Do(t.Context(), "supervision_office", s.ID, ledger.Any, ledger.Assign{Lead: "own-bureau"})
		o.must(err)
	}
	rows := func() string {
		var list []string
		for _, row := range o.as("leader").get("/").document(t).Find("section:first-of-type tbody tr").EachIter() {
			list = append(list, row.Find("a[data-peek]").Text()+strings.Repeat("*", row.Find(".chip").Length()))
		}
		return strings.Join(list, " ")
	}
	o.must(o.do("supervision_office", "own", ledger.Pause{Reason: "等待批复"})) // it is in nobody's charge
	late("甲", "own/leader")
	o.wait(24 * time.Hour)
	late("乙", "own/leader")
	o.wait(20 * 24 * time.Hour)
	if got := rows(); got != "甲 乙" {
		t.Errorf("all are theirs: %q", got)
	}
	o.must(o.do("supervision_office", "own", ledger.Resume{}))
	o.wait(20 * 24 * time.Hour)
	if got := rows(); got != "甲* 乙* own的事项" {
		t.Errorf("beside another: %q", got)
	}
}
