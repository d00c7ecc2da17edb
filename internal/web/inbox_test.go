package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

// What several matters were assigned in one go is one message, which opens to each
// of them; what was told alone stays alone.
func TestMattersAssignedTogetherAreOneMessage(t *testing.T) {
	o := newTown(t)
	earlier, err := o.ledger.Notices(t.Context(), "handler", true, 10)
	o.must(err)
	for _, n := range earlier {
		o.must(o.ledger.MarkRead(t.Context(), "handler", []int64{n.ID}))
	}
	var chosen []string
	for _, title := range []string{"修路", "修桥", "修渠"} {
		s, err := o.ledger.Docket(t.Context(), "supervision_office", ledger.Matter{
			Title: title, Source: ledger.Source{Kind: ledger.ByHand}, Regime: "13710", Assigning: "own", Suggested: "own-bureau",
		}, false)
		o.must(err)
		chosen = append(chosen, s.ID)
	}
	if got := o.as("supervision_office").post("/ledger/chosen", url.Values{"do": {"assign"}, "chosen": chosen}); got.status != 303 {
		t.Fatalf("%d %s", got.status, got.text())
	}
	unread, err := o.ledger.Unread(t.Context(), "handler", 100)
	o.must(err)
	letters := o.as("handler").get("/inbox").document(t).Find(".letters > li")
	if letters.Length() != 1 || unread != 1 {
		t.Fatalf("%d messages, %d unread", letters.Length(), unread)
	}
	first := letters.First()
	if text := first.Find("summary").Text(); !strings.HasPrefix(text, "交办：3 件") {
		t.Errorf("it says %q", text)
	}
	if links := first.Find("details a[href^='/matters/']"); links.Length() != 3 || !strings.Contains(links.Text(), "修渠") || strings.Contains(links.Text(), "交办") {
		t.Errorf("it opens to %q", links.Text())
	}
	if first.Find("input[name=read]").Length() != 3 {
		t.Error("reading it does not read all three")
	}
}
