package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
)

func TestWhoDoesNothingIsSignedOut(t *testing.T) {
	o := newTown(t)
	b := o.as("handler")
	o.wait(29 * time.Minute)
	if r := b.get("/"); r.status != http.StatusOK {
		t.Fatalf("after 29 minutes: %d", r.status)
	}
	o.wait(29 * time.Minute)
	if r := b.get("/"); r.status != http.StatusOK {
		t.Errorf("29 minutes after the last page: %d", r.status)
	}
	o.wait(31 * time.Minute)
	if r := b.get("/"); r.status != http.StatusSeeOther || !strings.HasPrefix(r.head.Get("Location"), "/sign-in") {
		t.Errorf("31 minutes after the last page: %d to %q", r.status, r.head.Get("Location"))
	}
}

func TestWhatWasTypedOutlivesASession(t *testing.T) {
	o := newTown(t)
	b := o.as("handler")
	token := b.csrf()
	o.wait(time.Hour)
	form := url.Values{"csrf": {token}, "says": {"已开工 <三成>"}, "to": {"a", "b"}}
	asked := b.send(http.MethodPost, "/sign-out", form)
	if asked.status != http.StatusUnauthorized {
		t.Fatalf("without a session: %d", asked.status)
	}
	carried := url.Values{"account": {"handler"}, "password": {secret}}
	asked.document(t).Find("form[action='/sign-in'] input[type=hidden]").Each(func(_ int, s *goquery.Selection) {
		carried.Add(s.AttrOr("name", ""), s.AttrOr("value", ""))
	})
	again := b.send(http.MethodPost, "/sign-in", carried).document(t).Find("form[action='/sign-out']")
	if again.Length() != 1 {
		t.Fatal("the form is not offered to be sent again")
	}
	if got := again.Find("input[name=says]").AttrOr("value", ""); got != "已开工 <三成>" {
		t.Errorf("typed text came back as %q", got)
	}
	if n := again.Find("input[name=to]").Length(); n != 2 {
		t.Errorf("%d of 2 values came back", n)
	}
	if got := again.Find("input[name=csrf]").AttrOr("value", ""); got == "" || got == token {
		t.Errorf("the form has the token %q of the session that is gone", got)
	}
}

func TestAFormIsCarriedOutOnce(t *testing.T) {
	o := newTown(t)
	b := o.as("handler")
	form := url.Values{"once": {"mark"}, "to": {"en"}}
	if r := b.post("/language", form); r.status != http.StatusSeeOther {
		t.Fatalf("first: %d", r.status)
	}
	if r := b.post("/language", form); r.status != http.StatusConflict {
		t.Errorf("the same form again: %d, want a conflict", r.status)
	}
}

func TestAFormOfAnotherSessionOrSiteIsRefused(t *testing.T) {
	o := newTown(t)
	b := o.as("handler")
	if r := b.post("/sign-out", url.Values{"csrf": {"another"}}); r.status != http.StatusForbidden {
		t.Errorf("with another token: %d", r.status)
	}
	if r := b.post("/sign-out", url.Values{}, "Sec-Fetch-Site", "cross-site"); r.status != http.StatusForbidden {
		t.Errorf("from another site: %d", r.status)
	}
	if r := b.get("/"); r.status != http.StatusOK {
		t.Errorf("afterwards: %d", r.status)
	}
}

func TestBackLeadsNowhereElse(t *testing.T) {
	for _, to := range []string{"//evil.example", "https://evil.example", `/\evil.example`, "javascript:alert(1)", "/sign-in"} {
		o := newTown(t)
		b := o.browser()
		r := b.post("/language", url.Values{"to": {"en"}, "back": {to}})
		if got := r.head.Get("Location"); got != "/" {
			t.Errorf("back to %q led to %q", to, got)
		}
	}
}

func TestErrorPagesSayWhatToDo(t *testing.T) {
	o := newTown(t)
	b := o.as("viewer")
	for path, want := range map[string]int{"/nowhere": http.StatusNotFound, "/language": http.StatusMethodNotAllowed} {
		r := b.get(path)
		if r.status != want || r.document(t).Find(".told").Length() != 1 {
			t.Errorf("%s: %d %s", path, r.status, r.text())
		}
	}
	if r := o.browser().get("/begin/used"); r.status != http.StatusGone {
		t.Errorf("an expired link: %d", r.status)
	}
}
