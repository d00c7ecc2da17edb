package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// handled dockets a matter under a regime, and the bureau signs for it.
func (o *town) handled(regime string) string {
	o.Helper()
	s, err := o.ledger.Docket(o.Context(), "supervision_office", ledger.Matter{
		Title: "修路", Source: ledger.Source{Kind: ledger.ByHand}, Regime: regime, Assigning: "own",
	}, false)
	o.must(err)
	for _, step := range []struct {
		by string
		c  ledger.Command
	}{{"supervision_office", ledger.Assign{Lead: "own-bureau"}}, {"handler", ledger.Sign{}}} {
		_, err := o.ledger.Do(o.Context(), step.by, s.ID, ledger.Any, step.c)
		o.must(err)
	}
	return s.ID
}

// Who records what happened reads what begins with it, and the timeline names it
// in words.
func TestRecordingSaysWhatItBegins(t *testing.T) {
	o := newTown(t)
	to := "/matters/" + o.handled("hotline")
	b := o.as("supervision_office")
	form := b.get(to + "?do=record").document(t).Find(".step-form")
	if options := form.Find("select[name=event] option"); options.Length() != 1 || options.Text() != "回访不满意" {
		t.Errorf("to be chosen from: %q", options.Text())
	}
	if hint := form.Find(".hint").First().Text(); !strings.Contains(hint, "不满意工单重办") || !strings.Contains(hint, "7个工作日内") {
		t.Errorf("the hint is %q", hint)
	}
	if got := b.post(to+"/record", url.Values{"event": {"dissatisfied"}, "note": {"电话回访"}}); got.status != 303 {
		t.Fatalf("%d %s", got.status, got.text())
	}
	if told := b.get(to).document(t).Find(".timeline").Text(); !strings.Contains(told, "回访不满意") || strings.Contains(told, "dissatisfied") {
		t.Errorf("the timeline says %q", told)
	}
}

// A result that was reported is not asked for again by who applies to close.
func TestClosingKnowsTheResult(t *testing.T) {
	o := newTown(t)
	id := o.handled("13710")
	_, err := o.ledger.Do(t.Context(), "handler", id, ledger.Any, ledger.SubmitReport{Key: "7", Says: map[string]string{"result": "路已修好"}})
	o.must(err)
	_, err = o.ledger.Do(t.Context(), "supervision_office", id, ledger.Any, ledger.Review{Keys: []string{"7"}, Verdict: ledger.Accept})
	o.must(err)
	if said := o.as("manager").get("/matters/" + id + "?do=apply-close").document(t).Find("[name='say.result']").Text(); said != "路已修好" {
		t.Errorf("the form holds %q", said)
	}
}

// What a leader writes is an instruction, what an officer writes a remark.
func TestALeaderInstructs(t *testing.T) {
	o := newTown(t)
	to := "/matters/" + o.handled("13710")
	for person, verb := range map[string]string{"leader": "批示", "supervision_office": "留言"} {
		if button := o.as(person).get(to + "?do=comment").document(t).Find(".step-form button.primary").Text(); button != verb {
			t.Errorf("%s: %q", person, button)
		}
	}
}

// Extending is decided with the date before the eyes that it moves.
func TestWhoDecidesOnAnExtensionSeesTheDate(t *testing.T) {
	o := newTown(t)
	id := o.handled("13710")
	_, err := o.ledger.Do(t.Context(), "first_responsible", id, ledger.Any, ledger.AskExtension{
		Key: "7", Until: workday.Date{Year: 2026, Month: 3, Day: 20}, Says: map[string]string{"reason": "下雨", "progress": "一半"},
	})
	o.must(err)
	view, err := o.ledger.Matter(t.Context(), "supervision_office", id)
	o.must(err)
	due := view.Schedule.Find("7").Date
	q := Request{Now: o.clock(), Lang: "zh"}
	form := o.as("supervision_office").get("/matters/" + id + "?do=decide-extension").document(t).Find(".step-form").Text()
	if want := "原期限 " + q.Day(due) + "，这是第 1 次延期"; !strings.Contains(form, want) {
		t.Errorf("%q does not say %q", form, want)
	}
}
