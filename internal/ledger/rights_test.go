package ledger

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/internal/access"
)

// Everybody tries every step when it is its turn. Who may take it is what the
// rules say in words: the office gives, judges and clears, the unit does, those
// who cooperate give opinions, leaders comment and decide what the regime leaves
// to them. Everybody else is told who may.
func TestWhoMayTakeWhichStep(t *testing.T) {
	everybody := []string{
		"office", "east-office", "mayor", "plan-chief", "plan-manager", "plan-handler", "clerk",
		"road-chief", "road-handler", "east-manager", "admin", "auditor", "viewer", "gone", "nobody",
	}
	doers := []string{"plan-chief", "plan-manager", "plan-handler"}
	heads := []string{"plan-chief", "plan-manager"}
	office := []string{"office"}
	docketed, assigned := func(*life) {}, func(l *life) { l.must("office", Assign{Lead: "plan", Cooperating: []string{"road"}}) }
	passed := func(l *life) { l.toHandling(); l.must("plan-chief", Pass{Unit: "plan-1"}) }
	paused := func(l *life) { l.toHandling(); l.must("office", Pause{Reason: "x"}) }
	asked := func(l *life) {
		l.toHandling()
		l.must("plan-chief", AskExtension{Key: "7", Until: date(t, "2026-02-20"), Says: says("reason", "x", "progress", "x")})
	}
	askedAgain := func(l *life) {
		asked(l)
		l.must("office", DecideExtension{Grant: true})
		l.must("plan-chief", AskExtension{Key: "7", Until: date(t, "2026-03-20"), Says: says("reason", "x", "progress", "x")})
	}
	accepted := func(l *life) {
		l.toClosing()
		l.must("office", Review{Keys: []string{"1", "3"}, Closing: true, Verdict: Accept, Grade: Good})
	}
	amended := testMatter()
	amended.Title = "新建口袋公园13处"
	report := SubmitReport{Key: "1", Says: says("arrangement", "x")}
	for _, c := range []struct {
		name    string
		begin   func(*life)
		command Command
		may     []string
		who     string // whom a refusal names
	}{
		{"amend", docketed, Amend{Matter: amended, Reason: "x"}, office, "the supervision office"},
		{"assign", docketed, Assign{Lead: "plan"}, office, "the supervision office"},
		{"plan", docketed, SetPlan{Nodes: []Node{{ID: "a", Date: date(t, "2026-04-01")}}}, office, "the supervision office"},
		{"sign", assigned, Sign{}, doers, "one of the bound people of the lead unit"},
		{"return", assigned, Return{Reason: "x", Suggested: "road"}, heads, "the first responsible person or manager of the lead unit"},
		{"pass on", (*life).toHandling, Pass{Unit: "plan-1"}, doers, "the first responsible person or manager"},
		{"report", (*life).toHandling, report, doers, "one of the bound people of the lead unit"},
		{"report where it was passed to", passed, report, append([]string{"clerk"}, doers...), "one of the bound people of the lead unit"},
		{"opinion", (*life).toHandling, GiveOpinion{Says: says("opinion", "x")}, []string{"road-chief", "road-handler"}, "a cooperating unit"},
		{"chase", (*life).toHandling, Chase{}, []string{"office", "mayor"}, "the leader in charge"},
		{"apply to extend", (*life).toHandling, AskExtension{Key: "7", Until: date(t, "2026-02-20"), Says: says("reason", "x", "progress", "x")}, heads, "the first responsible person or manager"},
		{"decide on an extension", asked, DecideExtension{Grant: true}, office, "the supervision office"},
		{"decide on the second", askedAgain, DecideExtension{Grant: true}, []string{"mayor"}, "the leader in charge"},
		{"pause", (*life).toHandling, Pause{Reason: "x"}, office, "the supervision office"},
		{"resume", paused, Resume{}, office, "the supervision office"},
		{"transfer", (*life).toHandling, Transfer{Lead: "east", Reason: "x"}, office, "the supervision office"},
		{"apply to close", (*life).toHandling, ApplyClose{Says: says("result", "x")}, heads, "the first responsible person or manager"},
		{"review", (*life).toClosing, Review{Keys: []string{"1", "3"}, Closing: true, Verdict: Accept, Grade: Good}, office, "the supervision office"},
		{"clear", accepted, Clear{}, office, "the supervision office"},
		{"look back", (*life).toCleared, LookBack{Holds: true, Finding: "x"}, []string{"office", "mayor"}, "the supervision office"},
		{"reopen", (*life).toCleared, Reopen{Reason: "x", Until: date(t, "2026-03-20")}, office, "the supervision office"},
		{"comment", (*life).toHandling, Comment{Text: "x"}, append([]string{"office", "mayor", "road-chief", "road-handler"}, doers...), "a leader of the assigning unit"},
	} {
		for _, by := range everybody {
			l := newLife(t)
			c.begin(l)
			now := l.env.Now
			l.env = testEnv(t, access.Chart{
				People: []access.Person{{ID: "auditor", Name: "auditor"}, {ID: "viewer", Name: "viewer"}, {ID: "gone", Name: "gone", Left: true}},
				Seats: []access.Seat{
					{ID: "city/audit_admin", Unit: "city", Role: access.AuditAdmin, Holder: "auditor"},
					{ID: "plan/viewer", Unit: "plan", Role: access.Viewer, Holder: "viewer"},
					{ID: "city/office-3", Unit: "city", Role: access.SupervisionOffice, Holder: "gone"},
				},
			})
			l.env.Now = now
			err := l.try(by, c.command)
			if allowed := slices.Contains(c.may, by); allowed != (err == nil) {
				t.Errorf("%s may %s: %v, want allowed %v", by, c.name, err, allowed)
			}
			if err == nil {
				continue
			}
			var e *Error
			if !errors.As(err, &e) || e.Code != Forbidden || e.Words.ZH == "" {
				t.Errorf("%s may not %s: %v", by, c.name, err)
				continue
			}
			known := strings.Contains(e.Words.EN, "has left") || strings.Contains(e.Words.EN, "no such person") || strings.Contains(e.Words.EN, "has a part in doing it")
			if !known && !strings.Contains(e.Words.EN, c.who) {
				t.Errorf("%s may not %s: %q does not say that %s may", by, c.name, e.Words.EN, c.who)
			}
		}
	}
}

// Every step out of its turn is refused with the status it is in and the one it
// would need.
func TestStepsOutOfTurnSayWhenTheirTurnIs(t *testing.T) {
	begins := map[Status]func(*life){
		Docketed: func(*life) {},
		Assigned: func(l *life) { l.must("office", Assign{Lead: "plan"}) },
		Handling: (*life).toHandling,
		Closing:  (*life).toClosing,
		Cleared:  (*life).toCleared,
	}
	for step, needs := range when {
		for status, begin := range begins {
			if slices.Contains(needs, status) {
				continue
			}
			l := newLife(t)
			begin(l)
			by := map[bool]string{true: "plan-manager", false: "office"}[step.Does() || step == access.Return]
			if step == access.Opinion {
				continue // only who cooperates may, which is another test's
			}
			err := MayTake(&l.state, step, by, l.env)
			var e *Error
			if !errors.As(err, &e) || e.Code != Forbidden && e.Key != "wrong_status" {
				t.Errorf("%s while %s: %v", step, status, err)
				continue
			}
			if e.Key == "wrong_status" && (!strings.Contains(e.Words.EN, status.Title().EN) || !strings.Contains(e.Words.ZH, needs[0].Title().ZH)) {
				t.Errorf("%s while %s: %q, %q", step, status, e.Words.EN, e.Words.ZH)
			}
		}
	}
}
