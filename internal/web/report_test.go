package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// file sends a file with a form.
func (b *browser) file(path, name, content string, fields url.Values) reply {
	b.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	b.must(form.WriteField("csrf", b.csrf()))
	for k := range fields {
		b.must(form.WriteField(k, fields.Get(k)))
	}
	part, err := form.CreateFormFile("file", name)
	b.must(err)
	_, err = part.Write([]byte(content))
	b.must(err)
	b.must(form.Close())
	r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, b.server.URL+path, &body)
	b.must(err)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return b.answer(r)
}

const anotherReport = "政府工作报告\n——2025年1月6日在乙市第十届人民代表大会第二次会议上\n各位代表：\n二、2025年工作安排\n（一）稳住投资。实施重点项目40个。建成充电桩500个。\n"

// entry is one entry of a workspace, found by its words.
func entryOf(t *testing.T, r reply, words string) *goquery.Selection {
	t.Helper()
	found := r.document(t).Find(".entry").FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.Contains(s.Text(), words) })
	if found.Length() == 0 {
		t.Fatalf("no entry with %q in: %s", words, r.text())
	}
	return found.First()
}

func idOf(e *goquery.Selection) string { return e.AttrOr("data-id", "") }

// The way of a report without scripts: upload, review, choose units, docket.
func TestReportWithoutScripts(t *testing.T) {
	o := newTown(t)
	b := o.as("supervision_office")
	r := b.file("/reports", "报告二.txt", anotherReport, url.Values{"stage": {"draft"}})
	if r.status != http.StatusSeeOther {
		t.Fatalf("upload: %d %s", r.status, r.text())
	}
	at := r.head.Get("Location")
	page := b.get(at)
	doc := page.document(t)
	if got := doc.Find("#standing").Text(); !strings.Contains(got, "已审 0 / ") {
		t.Errorf("it stands at %q", got)
	}
	charge := idOf(entryOf(t, page, "充电桩"))
	if doc.Find("#t-"+charge+", #e-"+charge).Length() != 2 {
		t.Error("the entry and its words have no places")
	}
	if r := b.post(at, url.Values{"do": {"all"}}); r.status != http.StatusSeeOther {
		t.Fatalf("accepting all: %d", r.status)
	}
	if r := b.post(at, url.Values{"do": {"units"}, "item": {charge}, "lead": {"乙市能源局"}}); r.status != http.StatusSeeOther {
		t.Fatalf("choosing a unit: %d %s", r.status, r.text())
	}
	if got := entryOf(t, b.get(at), "充电桩").Find(".chip.on").Text(); got != "乙市能源局" {
		t.Errorf("it is led by %q", got)
	}
	preview := b.get(at + "/docket")
	rows := preview.document(t).Find("tbody tr")
	if rows.Length() == 0 || !strings.Contains(rows.Text(), "乙市能源局") {
		t.Fatalf("the preview shows %q", rows.Text())
	}
	done := b.post(at+"/docket", url.Values{"chosen": {"1"}, "assign": {"1"}})
	if done.status != http.StatusSeeOther {
		t.Fatalf("docketing: %d %s", done.status, done.text())
	}
	if got := entryOf(t, b.get(at), "充电桩"); got.Find(`.state a[href^="/matters/2026-"]`).Length() != 1 || got.Find("button").Length() != 0 {
		t.Errorf("a docketed entry shows %q", got.Text())
	}
	if r := b.post(at+"/docket", url.Values{"chosen": {"1"}}); r.status != http.StatusUnprocessableEntity {
		t.Errorf("docketing again: %d", r.status)
	}
}

// With htmx a step answers with what it changed and nothing else.
func TestStepAnswersWithItsParts(t *testing.T) {
	o := newTown(t)
	b := o.as("supervision_office")
	at := "/reports/" + o.papers["own"]
	road := idOf(entryOf(t, b.get(at), "农村公路"))
	r := b.post(at, url.Values{"do": {"accept " + road}, "seen": {"1"}}, "HX-Request", "true", "HX-Target", "changed")
	doc := r.document(t)
	if r.status != http.StatusOK || doc.Find("[hx-swap-oob]").Length() < 5 || doc.Find("html, nav").Length() > 0 && strings.Contains(r.body, "<!doctype") {
		t.Fatalf("%d: %s", r.status, r.body)
	}
	if doc.Find("#e-"+road+".accepted").Length() != 1 || doc.Find(".group").Length() != 1 || doc.Find("#seen").AttrOr("value", "") != "2" {
		t.Errorf("the parts are %s", r.body)
	}
	split := b.post(at, url.Values{"do": {"split " + road + " 1"}}, "HX-Request", "true", "HX-Target", "changed")
	if split.status != http.StatusUnprocessableEntity || split.document(t).Find("#told[hx-swap-oob] .told").Length() != 1 {
		t.Errorf("a refused step: %d %s", split.status, split.body)
	}
	undo := b.post(at, url.Values{"do": {"undo"}}, "HX-Request", "true", "HX-Target", "changed")
	if undo.document(t).Find("#e-"+road+".open").Length() != 1 {
		t.Errorf("after undoing: %s", undo.body)
	}
}

// What was typed stays where it is wrong.
func TestCorrectionThatIsWrongKeepsWhatWasTyped(t *testing.T) {
	o := newTown(t)
	b := o.as("supervision_office")
	at := "/reports/" + o.papers["own"]
	road := idOf(entryOf(t, b.get(at), "农村公路"))
	form := b.get(at + "?edit=" + road).document(t)
	if form.Find(`#e-`+road+` input[name=title][form=edit]`).Length() != 1 {
		t.Fatal("there is no form")
	}
	r := b.post(at, url.Values{"do": {"save " + road}, "title": {"修农村公路"}, "type": {"project"}, "deadline": {"六月"}, "lead": {"没有的局"}})
	doc := r.document(t)
	if r.status != http.StatusUnprocessableEntity || doc.Find("input[name=title]").AttrOr("value", "") != "修农村公路" || doc.Find(".correct .told").Length() != 1 {
		t.Errorf("%d: %s", r.status, r.text())
	}
	r = b.post(at, url.Values{"do": {"save " + road}, "title": {"修农村公路"}, "type": {"project"}, "deadline": {"2026-06-30"}, "lead": {"乙市能源局"}})
	if r.status != http.StatusSeeOther || !strings.HasSuffix(r.head.Get("Location"), "#e-"+road) {
		t.Fatalf("%d: %s", r.status, r.text())
	}
	if got := entryOf(t, b.get(at), "修农村公路"); !got.HasClass("accepted") || got.Find(".chip.on").Text() != "乙市能源局" {
		t.Errorf("saved as %q", got.Text())
	}
}

func TestUploadsThatAreRefused(t *testing.T) {
	o := newTown(t)
	b := o.as("supervision_office")
	kept := b.get("/reports").document(t).Find("main tr").Length()
	for name, c := range map[string]struct{ content, says string }{
		"nothing":         {"", "请选择文件"},
		"a secrecy mark":  {"机密★1年\n" + anotherReport, "密级"},
		"no report":       {"今天天气很好。", "没有读到指标或者事项"},
		"the same report": {reportOf("own"), "已经读入过"},
		"a picture":       {"\x89PNG\r\n\x1a\n0000", "文件"},
		"half a docx":     {"PK\x03\x04\x14\x00\x08\x00", "已损坏"},
		"an old Word":     {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("0", 600), "另存为 .docx"},
		"half a PDF":      {"%PDF-1.7\n1 0 obj<<", "已损坏"},
		"endless tags":    {"<html><body>" + strings.Repeat("<p>增长5%。", 250_000), "超过"},
		"no characters":   {"\x7fELF" + strings.Repeat("\x00\x01", 500), "读不出"},
	} {
		r := b.file("/reports", "报告.txt", c.content, nil)
		if r.status < 400 || r.status >= 500 || !strings.Contains(r.document(t).Find(".told").Text(), c.says) {
			t.Errorf("%s: %d %s", name, r.status, r.document(t).Find(".told").Text())
		}
	}
	if n := b.get("/reports").document(t).Find("main tr").Length(); n != kept || n == 0 {
		t.Errorf("%d rows of reports, %d before: something refused was kept", n, kept)
	}
	if got := b.file("/reports", "报告.txt", reportOf("own"), nil).document(t).Find(`a[href="/reports/` + o.papers["own"] + `"]`).Length(); got == 0 {
		t.Error("the report that is there is not named")
	}
}

func TestNewVersionShowsWhatChanged(t *testing.T) {
	o := newTown(t)
	b := o.as("supervision_office")
	at := "/reports/" + o.papers["own"]
	if r := b.post(at, url.Values{"do": {"all"}}); r.status != http.StatusSeeOther {
		t.Fatal(r.status)
	}
	text := strings.NewReplacer("新建公办托育机构8家", "新建公办托育机构10家", "新建社区老年助餐点45个。", "").Replace(reportOf("own"))
	r := b.file(at+"/read", "通过稿.txt", text, url.Values{"stage": {"adopted"}})
	if r.status != http.StatusSeeOther {
		t.Fatalf("%d: %s", r.status, r.text())
	}
	page := b.get(r.head.Get("Location"))
	doc := page.document(t)
	if got := entryOf(t, page, "托育").Find(".compare del, .compare ins").Text(); !strings.Contains(got, "8") || !strings.Contains(got, "10") {
		t.Errorf("the change is shown as %q", got)
	}
	if doc.Find(".entry").FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.Contains(s.Text(), "农村公路") }).Length() != 0 {
		t.Error("what did not change is listed")
	}
	if got := doc.Find(".gone").Text(); !strings.Contains(got, "助餐点") {
		t.Errorf("what is gone: %q", got)
	}
}

// The text on the page is the text of the report, character by character: what
// is selected there is found by counting.
func TestTextOnThePageIsTheText(t *testing.T) {
	o := newTown(t)
	b := o.as("viewer")
	doc := b.get("/reports/" + o.papers["own"]).document(t)
	text := []rune(reportOf("own"))
	doc.Find("#text p").Each(func(_ int, p *goquery.Selection) {
		from := 0
		for _, d := range p.AttrOr("data-from", "") {
			from = from*10 + int(d-'0')
		}
		said := []rune(p.Text())
		if string(text[from:from+len(said)]) != string(said) {
			t.Errorf("at %d the page has %q", from, string(said))
		}
	})
	if doc.Find("#text p").Length() < 6 || doc.Find("form#review button[name=do]").Length() != 0 {
		t.Error("a viewer sees no text, or buttons")
	}
}
