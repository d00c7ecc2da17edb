package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/xuri/excelize/v2"
)

const (
	promises = "政府工作报告\n——2025年1月10日在乙市第一届人民代表大会第五次会议上\n乙市市长　某某\n\n一、2024年工作回顾\n地区生产总值增长5.1%。\n\n" +
		"二、2025年重点工作\n今年主要预期目标是：地区生产总值增长6%。\n新建口袋公园30个。改造老旧小区40个。\n"
	outcomes = "政府工作报告\n——2026年1月10日在乙市第一届人民代表大会第六次会议上\n乙市市长　某某\n\n一、2025年工作回顾\n过去一年，地区生产总值增长5.2%。\n新建口袋公园32个。\n\n" +
		"二、2026年重点工作\n今年主要预期目标是：地区生产总值增长5.5%。\n"
)

// paper uploads a report of own.
func (o *town) paper(name, text string) string {
	o.Helper()
	v, err := o.site.review.Read(o.Context(), "supervision_office", review.Upload{Name: name, Data: []byte(text), Stage: review.Adopted})
	o.must(err)
	return v.ID
}

// Promises stand beside results with both quotes; what is not mentioned is a
// finding; a person's ruling is kept and can be taken back.
func TestScorecard(t *testing.T) {
	o := newTown(t)
	plan, result := o.paper("2025.txt", promises), o.paper("2026.txt", outcomes)
	b := o.as("supervision_office")
	at := "/reckon/scorecard?plan=" + plan + "&result=" + result
	if b.get("/reckon").document(t).Find(`main a[href="`+at+`"]`).Length() != 1 {
		t.Error("two years of one place are not offered")
	}
	rows := func(verdict string) int {
		return b.get(at + "&verdict=" + verdict).document(t).Find("table.scores tbody tr").Length()
	}
	if rows("missed") != 1 || rows("exceeded") != 1 || rows("unreported") != 1 {
		t.Fatalf("missed %d, exceeded %d, unreported %d:\n%s", rows("missed"), rows("exceeded"), rows("unreported"), b.get(at).text())
	}
	form := b.get(at + "&verdict=exceeded").document(t).Find("form.rulings")
	send := url.Values{"ruling": {"overruled"}}
	for _, in := range form.Find("input").EachIter() {
		name, _ := in.Attr("name")
		value, _ := in.Attr("value")
		send.Set(name, value)
	}
	if got := b.post("/reckon/ruling", send); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.text())
	}
	if rows("exceeded") != 0 || rows("unreported") != 2 {
		t.Error("the ruling is not heeded")
	}
	send.Set("ruling", "take_back")
	send.Del("once")
	if got := b.post("/reckon/ruling", send); got.status != http.StatusSeeOther || rows("exceeded") != 1 {
		t.Errorf("the ruling is not taken back: %d %s", got.status, got.text())
	}
	if got := o.as("handler").post("/reckon/ruling", send); got.status != http.StatusForbidden {
		t.Errorf("a clerk ruled: %d", got.status)
	}
	if got := o.as("other-office").get(at); got.status != http.StatusForbidden {
		t.Errorf("another city sees the report: %d", got.status)
	}
}

// On English pages the reasons of verdicts are English too.
func TestReasonsInEnglish(t *testing.T) {
	o := newTown(t)
	at := "/reckon/scorecard?plan=" + o.paper("2025.txt", promises) + "&result=" + o.paper("2026.txt", outcomes)
	b := o.as("supervision_office")
	reasons := func() string { return b.get(at).document(t).Find("table.scores td > span.more").Text() }
	if chinese := reasons(); !strings.Contains(chinese, "结果") {
		t.Fatalf("no reasons: %q", chinese)
	}
	b.post("/language", url.Values{"to": {"en"}, "back": {at}})
	english := reasons()
	if !strings.Contains(english, "romised") || strings.ContainsAny(english, "承诺结果没有提到") {
		t.Errorf("the reasons are %q", english)
	}
}

// What was missed or not mentioned becomes a draft once, pointing at its
// characters.
func TestCarryOver(t *testing.T) {
	o := newTown(t)
	plan, result := o.paper("2025.txt", promises), o.paper("2026.txt", outcomes)
	b := o.as("supervision_office")
	for range 2 {
		if got := b.post("/reckon/carry", url.Values{"plan": {plan}, "result": {result}}); got.status != http.StatusSeeOther {
			t.Fatalf("%d %s", got.status, got.text())
		}
	}
	page, err := o.ledger.List(t.Context(), "supervision_office", ledger.Query{Statuses: []ledger.Status{ledger.Draft}})
	o.must(err)
	if page.Total != 2 {
		t.Errorf("%d drafts, want the missed and the unreported one, each once", page.Total)
	}
	text := []rune(promises)
	for _, r := range page.Rows {
		v, err := o.ledger.Matter(t.Context(), "supervision_office", r.ID)
		o.must(err)
		s := v.State.Matter.Source
		if s.To <= s.From || s.To > len(text) || !strings.Contains(v.State.Matter.Text, string(text[s.From:s.To])) {
			t.Errorf("%s points at %+v", v.State.Matter.Text, s)
		}
	}
}

// Every comparison is given as a workbook too.
func TestReckoningExports(t *testing.T) {
	o := newTown(t)
	a, c := o.paper("2025.txt", promises), o.paper("2026.txt", outcomes)
	b := o.as("leader")
	for _, query := range []string{
		"kind=scorecard&plan=" + a + "&result=" + c, "kind=cascade&upper=" + a + "&lower=" + c,
		"kind=series&paper=" + a + "&paper=" + c, "kind=proofread&a=" + a + "&b=" + c,
	} {
		got := b.get("/reckon/export?form=xlsx&" + query)
		book, err := excelize.OpenReader(bytes.NewReader([]byte(got.body)))
		if err != nil {
			t.Errorf("%s: %d %v", query, got.status, err)
			continue
		}
		_ = book.Close()
		path := strings.Replace(query, "kind=", "/reckon/", 1)
		page := b.get(strings.Replace(path, "&", "?", 1))
		if page.status != http.StatusOK {
			t.Errorf("%s: %d", path, page.status)
		}
		links := page.document(t).Find("a[href^='/reckon/export']")
		for _, a := range links.EachIter() { // as the page gives them
			if got := b.get(a.AttrOr("href", "")); got.status != http.StatusOK {
				t.Errorf("%s leads to %d", a.AttrOr("href", ""), got.status)
			}
		}
		if links.Length() != 2 {
			t.Errorf("%s offers %d files", path, links.Length())
		}
	}
	if got := b.get("/reckon/scorecard?plan=x"); got.status != http.StatusNotFound {
		t.Errorf("a report that is not there: %d", got.status)
	}
}
