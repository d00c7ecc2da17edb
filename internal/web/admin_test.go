package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestUnitsAreLookedAtBeforeTheyAreImported(t *testing.T) {
	o := newTown(t)
	b := o.as("system_admin")
	const table = "姓名,账号,单位,岗位\n周某,zhou,乙市能源局,承办人\n"
	looked := b.file("/admin/org", "people.csv", table, url.Values{"look": {"1"}})
	if looked.status != http.StatusOK || !strings.Contains(looked.text(), "1 人") {
		t.Fatalf("looking: %d %s", looked.status, looked.text())
	}
	people := func() int {
		return b.get("/admin/org?find=" + url.QueryEscape("周某")).document(t).Find("tbody tr td.quiet").Length()
	}
	if people() != 0 {
		t.Error("looking imported")
	}
	form := looked.document(t).Find("form[enctype]")
	held := url.Values{
		"kept":      {form.Find("input[name=kept]").AttrOr("value", "")},
		"kept_name": {form.Find("input[name=kept_name]").AttrOr("value", "")},
	}
	if r := b.post("/admin/org", held); r.status != http.StatusSeeOther {
		t.Fatalf("importing what was looked at, without choosing it again: %d %s", r.status, r.text())
	}
	if people() != 1 {
		t.Error("who was imported is not found")
	}
	bad := b.file("/admin/org", "people.csv", "姓名,账号,单位,岗位\n周某,zhou,没有的局,承办人\n", url.Values{})
	if bad.status != http.StatusUnprocessableEntity || !strings.Contains(bad.text(), "没有的局") {
		t.Errorf("a wrong row: %d %s", bad.status, bad.text())
	}
}

func TestALinkFromTheSecurityAdministratorLetsAPersonIn(t *testing.T) {
	o := newTown(t)
	b := o.as("security_admin")
	made := b.post("/admin/accounts", url.Values{"do": {"invite"}, "person": {"viewer"}})
	link := made.document(t).Find("input.address").AttrOr("value", "")
	path := strings.TrimPrefix(link, b.server.URL)
	if made.status != http.StatusOK || !strings.HasPrefix(path, "/begin/") {
		t.Fatalf("%d %q", made.status, link)
	}
	person := o.browser()
	if r := person.post(path, url.Values{"password": {secret}, "again": {secret + "x"}}); r.status != http.StatusUnprocessableEntity {
		t.Errorf("two different passwords: %d", r.status)
	}
	if r := person.post(path, url.Values{"password": {secret}, "again": {secret}}); r.status != http.StatusSeeOther || person.get("/").status != http.StatusOK {
		t.Errorf("setting the password: %d %s", r.status, r.text())
	}
	if r := o.browser().get(path); r.status != http.StatusGone {
		t.Errorf("the link again: %d", r.status)
	}
	if r := b.post("/admin/accounts", url.Values{"do": {"close"}, "person": {"viewer"}}); r.status != http.StatusSeeOther {
		t.Errorf("closing: %d", r.status)
	}
	if r := person.get("/"); r.status != http.StatusSeeOther {
		t.Errorf("a closed account still sees pages: %d", r.status)
	}
	if r := b.post("/admin/accounts", url.Values{"do": {"close"}, "person": {"security_admin"}}); r.status != http.StatusUnprocessableEntity {
		t.Errorf("closing one's own account: %d", r.status)
	}
}

func TestAuditorsVerifySearchAndExport(t *testing.T) {
	o := newTown(t)
	b := o.as("audit_admin")
	if r := b.post("/admin/trail/verify", url.Values{}); r.status != http.StatusSeeOther {
		t.Fatalf("verifying: %d %s", r.status, r.text())
	}
	page := b.get("/admin/trail").document(t)
	if page.Find(".light.green").Length() != 1 {
		t.Error("the page does not say that the chain is in order")
	}
	all := page.Find("table.trail tbody tr").Length()
	mine := b.get("/admin/trail?person=other-handler").document(t).Find("table.trail tbody tr").Length()
	if mine == 0 || mine >= all {
		t.Errorf("%d events, %d of one person", all, mine)
	}
	one := b.get("/admin/trail?matter=2026-00001&kind=signed").document(t).Find("table.trail tbody tr").Length()
	if one != 1 {
		t.Errorf("%d signatures of one matter", one)
	}
	export := b.post("/admin/trail/export", url.Values{})
	if export.status != http.StatusOK || !strings.Contains(export.head.Get("Content-Disposition"), ".jsonl") || len(export.body) < 1000 {
		t.Errorf("export: %d %v %d bytes", export.status, export.head, len(export.body))
	}
	if n := b.get("/admin/log?person=audit_admin").document(t).Find("tbody tr").Length(); n < 3 {
		t.Errorf("the log has %d entries of signing in, verifying and exporting", n)
	}
}

func TestARightRefusedIsLogged(t *testing.T) {
	o := newTown(t)
	if r := o.as("viewer").get("/admin/org"); r.status != http.StatusForbidden {
		t.Fatalf("%d", r.status)
	}
	if text := o.as("audit_admin").get("/").text(); !strings.Contains(text, "GET /admin/org") {
		t.Errorf("the auditor's desk does not show it: %s", text)
	}
}

func TestADeputyActsWhileSomebodyIsAway(t *testing.T) {
	o := newTown(t)
	b := o.as("manager")
	if r := b.post("/me/leave", url.Values{"from": {"2026-01-30"}, "to": {"2026-02-05"}, "deputy": {"other-handler"}}); r.status != http.StatusUnprocessableEntity {
		t.Errorf("a deputy of another city: %d", r.status)
	}
	deputy := o.as("viewer")
	if r := deputy.get("/help"); strings.Contains(r.document(t).Find("dt:has(strong)").Text(), "管理负责人") {
		t.Fatal("the deputy has the role already")
	}
	if r := b.post("/me/leave", url.Values{"from": {"2026-01-30"}, "to": {"2026-02-05"}, "deputy": {"viewer"}}); r.status != http.StatusSeeOther {
		t.Fatalf("leave: %d %s", r.status, r.text())
	}
	if r := deputy.get("/help"); !strings.Contains(r.document(t).Find("dt:has(strong)").Text(), "管理负责人") {
		t.Error("the deputy does not have the role of who is away")
	}
}

// All who were never let in get their links at once, on a workbook; who has a
// password keeps it, and nobody else may ask for them.
func TestLinksForEverybodyWithoutAPassword(t *testing.T) {
	o := newTown(t)
	b := o.as("security_admin")
	got := b.post("/admin/accounts", url.Values{"do": {"invite_all"}, "find": {"能源局"}})
	book, err := excelize.OpenReader(strings.NewReader(got.body))
	o.must(err)
	rows, err := book.GetRows(book.GetSheetName(0))
	o.must(err)
	o.must(book.Close())
	if len(rows) != 1+4 { // three in the bureau of own, one in that of other
		t.Fatalf("%d rows: %v", len(rows), rows)
	}
	opened := b.get(rows[1][3][strings.Index(rows[1][3], "/begin/"):]).document(t)
	if account := opened.Find("input[name=account]").AttrOr("value", ""); account != rows[1][1] {
		t.Errorf("the link of %s is for %q", rows[1][1], account)
	}
	o.as("handler")
	if page := b.get("/admin/accounts?find=" + url.QueryEscape("能源局")).document(t); !strings.Contains(page.Find("button[value=invite_all]").Text(), "3") {
		t.Errorf("the button says %q", page.Find("button[value=invite_all]").Text())
	}
	if got := o.as("system_admin").post("/admin/accounts", url.Values{"do": {"invite_all"}}); got.status != http.StatusForbidden {
		t.Errorf("another administrator may: %d", got.status)
	}
}

// The workbook of units and people is the form to fill in: it is taken back as it
// was given. A file that is none is refused in the language of the page.
func TestOrgAsAWorkbook(t *testing.T) {
	o := newTown(t)
	b := o.as("system_admin")
	given := b.get("/admin/org/export")
	if got := b.file("/admin/org", "机构人员.xlsx", given.body, url.Values{}); got.status != http.StatusSeeOther {
		t.Errorf("%d %s", got.status, got.document(t).Find(".told").Text())
	}
	wrong := b.file("/admin/org", "other.csv", "甲,乙\n1,2\n", url.Values{})
	if told := wrong.document(t).Find(".told").Text(); wrong.status != http.StatusUnprocessableEntity || !strings.Contains(told, "没有认出表头") {
		t.Errorf("%d %q", wrong.status, told)
	}
}
