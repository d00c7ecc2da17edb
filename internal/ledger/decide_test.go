package ledger

import (
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/workday"
)

func date(t *testing.T, s string) workday.Date {
	t.Helper()
	d, err := workday.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (l *life) due(key string) string {
	for _, d := range l.state.Dates {
		if d.Unit == "" && d.Key == key {
			return d.Date.String()
		}
	}
	return ""
}

func TestAMatterFromDocketToZero(t *testing.T) {
	l := newLife(t)
	l.toCleared()
	if l.state.Status != Cleared || l.state.Open() || l.state.Grade != Good {
		t.Errorf("status %s, grade %s", l.state.Status, l.state.Grade)
	}
	var kinds []Kind
	for _, e := range l.log {
		kinds = append(kinds, e.Kind)
	}
	want := []Kind{
		KindDocketed, KindAssigned, KindDated, KindSigned, KindReported, KindReported,
		KindCloseApplied, KindReviewed, KindCleared,
	}
	if len(kinds) != len(want) {
		t.Fatalf("got %v, want %v", kinds, want)
	}
	for i := range want {
		if kinds[i] != want[i] {
			t.Errorf("event %d: %s, want %s", i+1, kinds[i], want[i])
		}
	}
}

func TestAssignmentSetsTheDates(t *testing.T) {
	l := newLife(t)
	if len(l.state.Dates) != 0 {
		t.Errorf("a docketed matter has dates: %v", l.state.Dates)
	}
	l.must("office", Assign{Lead: "plan"})
	for key, want := range map[string]string{"1": "2026-02-02", "3": "2026-02-02", "7": "2026-02-06"} {
		if got := l.due(key); got != want {
			t.Errorf("%s is due %s, want %s", key, got, want)
		}
	}
}

func TestOnlySomeMayAct(t *testing.T) {
	l := newLife(t)
	l.refused("plan-manager", Assign{Lead: "plan"}, Forbidden, "may_not_assign")
	l.refused("east-office", Assign{Lead: "plan"}, Forbidden, "may_not_assign")
	l.refused("admin", Assign{Lead: "plan"}, Forbidden, "may_not_assign")
	l.refused("nobody", Assign{Lead: "plan"}, Forbidden, "may_not_assign")
	l.must("office", Assign{Lead: "plan", Cooperating: []string{"road"}})
	l.refused("road-handler", Sign{}, Forbidden, "may_not_sign")
	l.refused("office", Sign{}, Forbidden, "may_not_sign")
	l.must("plan-handler", Sign{})
	l.refused("plan-handler", AskExtension{Key: "7", Until: date(t, "2026-02-13")}, Forbidden, "may_not_extend")
	l.refused("plan-handler", Pass{Unit: "plan-1"}.asHead(), Forbidden, "outside")
}

// asHead aims a passing-on at another bureau, which nobody may do.
func (c Pass) asHead() Pass { c.Unit = "road"; return c }

func TestAnOfficeAssignsOnlyBelowIt(t *testing.T) {
	l := newLife(t)
	m := testMatter()
	m.Assigning = "east"
	l.state, l.log = State{ID: "m2"}, nil
	l.must("east-office", Docket{Matter: m})
	l.refused("east-office", Assign{Lead: "plan"}, Forbidden, "not_below")
}

func TestTheDoerNeverCloses(t *testing.T) {
	l := newLife(t)
	l.toClosing()
	for _, by := range []string{"plan-chief", "plan-manager", "plan-handler", "road-chief"} {
		l.refused(by, Review{Keys: []string{"1", "3"}, Closing: true, Verdict: Accept, Grade: Good}, Forbidden, "may_not_review")
		l.refused(by, Clear{}, Forbidden, "may_not_clear")
	}
	// Not when the doer changes over to the office either, nor when covering
	// for somebody there, nor when somebody there covers for the doer.
	seat := access.Seat{ID: "city/office-2", Unit: "city", Role: access.SupervisionOffice, Holder: "plan-handler"}
	leave := func(person, deputy string) access.Chart {
		return access.Chart{Leaves: []access.Leave{{Person: person, Deputy: deputy, From: date(t, "2026-02-01"), To: date(t, "2026-02-28")}}}
	}
	for name, c := range map[string]struct {
		change access.Chart
		by     string
	}{
		"who moved to the office":       {access.Chart{Seats: []access.Seat{seat}}, "plan-handler"},
		"deputy of the office, a doer":  {leave("office", "plan-manager"), "plan-manager"},
		"the office, deputy of a doer":  {leave("plan-manager", "office"), "office"},
		"deputy of the office, a chief": {leave("office", "plan-chief"), "plan-chief"},
	} {
		t.Run(name, func(t *testing.T) {
			now := l.env.Now
			l.env = testEnv(t, c.change)
			l.env.Now = now
			l.refused(c.by, Review{Keys: []string{"1", "3"}, Closing: true, Verdict: Accept, Grade: Good}, Forbidden, "may_not_review")
		})
	}
}

func TestADeputyActsDuringLeaveOnly(t *testing.T) {
	l := newLife(t)
	l.must("office", Assign{Lead: "plan"})
	now := l.env.Now
	l.env = testEnv(t, access.Chart{
		People: []access.Person{{ID: "deputy", Name: "代班"}},
		Leaves: []access.Leave{{Person: "plan-manager", Deputy: "deputy", From: date(t, "2026-01-30"), To: date(t, "2026-02-01")}},
	})
	l.env.Now = now
	l.must("deputy", Sign{})
	if e := l.log[len(l.log)-1]; e.Actor != "deputy" || e.For != "plan-manager" || e.Unit != "plan" {
		t.Errorf("signed by %q for %q of %q", e.Actor, e.For, e.Unit)
	}
	l.env.Now = at("2026-02-02 08:00")
	l.refused("deputy", SubmitReport{Key: "1", Says: says("arrangement", "x")}, Forbidden, "may_not_report")
}

// What a deputy does is done in the name of who is on leave: neither judges it,
// wherever they sit later.
func TestWhoWasCoveredIsADoer(t *testing.T) {
	l := newLife(t)
	l.must("office", Assign{Lead: "plan"})
	now := l.env.Now
	leave := access.Leave{Person: "plan-manager", Deputy: "deputy", From: date(t, "2026-01-30"), To: date(t, "2026-02-28")}
	l.env = testEnv(t, access.Chart{People: []access.Person{{ID: "deputy", Name: "代班"}}, Leaves: []access.Leave{leave}})
	l.env.Now = now
	l.must("deputy", Sign{})
	l.env = testEnv(t, access.Chart{
		People: []access.Person{{ID: "new", Name: "新任"}},
		Seats: []access.Seat{
			{ID: "plan/manager", Unit: "plan", Role: access.Manager, Holder: "new"},
			{ID: "city/office-2", Unit: "city", Role: access.SupervisionOffice, Holder: "plan-manager"},
		},
	})
	l.env.Now = at("2026-02-02 09:00")
	l.must("plan-handler", SubmitReport{Key: "1", Says: says("arrangement", "已部署")})
	l.refused("plan-manager", Review{Keys: []string{"1"}, Verdict: Accept}, Forbidden, "may_not_review")
	l.must("office", Review{Keys: []string{"1"}, Verdict: Accept})
}

func TestASuccessorTakesOverWithoutPaper(t *testing.T) {
	l := newLife(t)
	l.toHandling()
	now := l.env.Now
	l.env = testEnv(t, access.Chart{
		People: []access.Person{{ID: "new", Name: "新任"}},
		Seats:  []access.Seat{{ID: "plan/handler", Unit: "plan", Role: access.Handler, Holder: "new"}},
	})
	l.env.Now = now
	l.must("new", SubmitReport{Key: "1", Says: says("arrangement", "已部署")})
	l.refused("plan-handler", SubmitReport{Key: "3", Says: says("measures", "x", "progress", "x")}, Forbidden, "may_not_report")
}

func TestReturnAsNotOurs(t *testing.T) {
	l := newLife(t)
	l.must("office", Assign{Lead: "plan"})
	l.refused("plan-manager", Return{Reason: "不属职责"}, Invalid, "missing")
	l.must("plan-manager", Return{Reason: "不属职责", Suggested: "road"})
	l.refused("plan-handler", Sign{}, Invalid, "wrong_status")
	l.refused("road-handler", Sign{}, Forbidden, "may_not_sign")
	if l.state.Status != Returned || len(l.state.Dates) != 0 {
		t.Errorf("status %s with dates %v", l.state.Status, l.state.Dates)
	}
	l.env.Now = at("2026-02-03 10:00")
	l.must("office", Assign{Lead: "road"})
	if got := l.due("7"); got != "2026-02-10" {
		t.Errorf("assigned anew, 7 is due %s", got)
	}
	l.must("road-handler", Sign{})
	l.refused("road-manager", Return{Reason: "x", Suggested: "plan"}, Invalid, "wrong_status")
}

func TestAReportSaysWhatTheRegimeAsks(t *testing.T) {
	l := newLife(t)
	l.toHandling()
	l.refused("plan-handler", SubmitReport{Key: "3", Says: says("measures", "x")}, Invalid, "incomplete")
	l.refused("plan-handler", SubmitReport{Key: "9"}, Invalid, "no_such_due")
	l.refused("plan-handler", SubmitReport{Key: "1", Says: says("arrangement", "x"), Values: says("trees", "3")}, Invalid, "unknown")
	l.refused("plan-handler", SubmitReport{Key: "1", Says: says("arrangement", "x"), Values: says("parks", "三")}, Invalid, "decimal")
	l.refused("plan-handler", SubmitReport{Key: "1", Says: says("arrangement", "机密★1年")}, Secret, "secrecy_mark")
	l.must("plan-handler", SubmitReport{Key: "1", Says: says("arrangement", "x")})
	l.refused("plan-handler", SubmitReport{Key: "1", Says: says("arrangement", "x")}, Invalid, "reported")
}

func TestExtensions(t *testing.T) {
	ask := func(l *life, until string) AskExtension {
		return AskExtension{Key: "7", Until: date(t, until), Says: says("reason", "汛期停工", "progress", "已完成六成")}
	}
	t.Run("before expiry, to the approver's date", func(t *testing.T) {
		l := newLife(t)
		l.toHandling()
		l.must("plan-manager", ask(l, "2026-02-20"))
		if l.due("7") != "2026-02-06" {
			t.Error("asking moved the date")
		}
		l.refused("plan-manager", DecideExtension{Grant: true}, Forbidden, "may_not_decide_extension")
		l.env.Now = at("2026-02-09 09:00") // after expiry: the request came in time
		l.must("office", DecideExtension{Grant: true, Until: date(t, "2026-02-12")})
		if l.due("7") != "2026-02-12" {
			t.Errorf("due %s", l.due("7"))
		}
	})
	t.Run("not to a date that has passed", func(t *testing.T) {
		l := newLife(t)
		l.toHandling()
		l.must("plan-manager", ask(l, "2026-02-10"))
		l.env.Now = at("2026-02-11 09:00")
		l.refused("office", DecideExtension{Grant: true}, Invalid, "until")
		l.must("office", DecideExtension{Grant: true, Until: date(t, "2026-02-13")})
	})
	t.Run("not after expiry", func(t *testing.T) {
		l := newLife(t)
		l.toHandling()
		l.env.Now = at("2026-02-06 18:01")
		l.refused("plan-manager", ask(l, "2026-02-20"), Late, "extension_expired")
	})
	t.Run("the second by the leader in charge", func(t *testing.T) {
		l := newLife(t)
		l.toHandling()
		l.must("plan-manager", ask(l, "2026-02-12"))
		l.must("office", DecideExtension{Grant: true})
		l.must("plan-manager", ask(l, "2026-02-27"))
		l.refused("office", DecideExtension{Grant: true}, Forbidden, "may_not_decide_extension")
		l.must("mayor", DecideExtension{Grant: true})
		l.refused("plan-manager", ask(l, "2026-03-27"), Invalid, "extension_count")
	})
	t.Run("denied with a reason", func(t *testing.T) {
		l := newLife(t)
		l.toHandling()
		l.refused("office", DecideExtension{Grant: true}, Invalid, "not_asked")
		l.must("plan-manager", ask(l, "2026-02-12"))
		l.refused("office", DecideExtension{}, Invalid, "missing")
		l.must("office", DecideExtension{Note: "理由不充分"})
		if l.due("7") != "2026-02-06" || l.state.Asked != nil {
			t.Errorf("due %s, asked %v", l.due("7"), l.state.Asked)
		}
	})
}

func TestAPauseStopsTheClock(t *testing.T) {
	l := newLife(t)
	l.toHandling()
	l.refused("plan-manager", Pause{Reason: "x"}, Forbidden, "may_not_pause")
	l.must("office", Pause{Reason: "等待上级批复"})
	l.refused("office", Pause{Reason: "仍在等待"}, Invalid, "paused")
	l.refused("plan-handler", SubmitReport{Key: "1", Says: says("arrangement", "x")}, Invalid, "paused")
	l.refused("office", Chase{}, Invalid, "paused")
	l.env.Now = at("2026-02-04 10:00")
	l.must("office", Resume{})
	if got := l.due("7"); got != "2026-02-11" {
		t.Errorf("7 is due %s", got)
	}
}

func TestChasesKeepTheirInterval(t *testing.T) {
	l := newLife(t)
	l.toHandling()
	l.must("office", Chase{})
	l.env.Now = l.env.Now.Add(3600e9)
	l.refused("office", Chase{}, Invalid, "chased_lately")
	l.env.Now = at("2026-02-02 09:00")
	l.must("mayor", Chase{Note: "请抓紧"})
}

// The doer never closes, not by a report on "0" either.
func TestZeroIsReachedByClearingOnly(t *testing.T) {
	l := newLife(t)
	l.toHandling()
	l.must("plan-manager", SetPlan{Nodes: []Node{{ID: "a", Date: date(t, "2026-04-01")}}})
	l.refused("plan-handler", SubmitReport{Key: "0", Says: says("result", "x")}, Invalid, "only_cleared")
	l.refused("plan-manager", ApplyClose{Key: "0", Says: says("result", "x")}, Invalid, "only_cleared")
	l.must("plan-handler", SubmitReport{Key: "node/a", Says: says("progress", "x")})
}

func TestReviewGoesStageByStage(t *testing.T) {
	l := newLife(t)
	l.toClosing()
	l.refused("office", Clear{}, Invalid, "wrong_status")
	l.refused("office", Review{Closing: true, Verdict: Accept, Grade: Good}, Invalid, "not_reviewed")
	l.refused("office", Review{Keys: []string{"1", "3"}, Closing: true, Verdict: Accept}, Invalid, "missing")
	l.refused("office", Review{Keys: []string{"1", "3"}, Closing: true, Verdict: Accept, Grade: Failed}, Invalid, "failed")
	l.refused("office", Review{Closing: true, Verdict: SendBack}, Invalid, "missing")
	l.must("office", Review{Keys: []string{"1"}, Verdict: Accept})
	l.must("office", Review{Closing: true, Verdict: SendBack, Grade: Failed, Reason: "只建成10处"})
	if l.state.Status != Handling {
		t.Fatalf("status %s", l.state.Status)
	}
	l.env.Now = at("2026-02-06 10:00")
	l.must("plan-chief", ApplyClose{Says: says("result", "12处全部建成")})
	l.must("office", Review{Keys: []string{"3"}, Closing: true, Verdict: Accept, Grade: Passable})
	l.must("office", Clear{})
}

func TestNothingClosesWithAnUnreportedStage(t *testing.T) {
	l := newLife(t)
	l.toHandling()
	l.env.Now = at("2026-02-05 10:00")
	l.refused("plan-manager", ApplyClose{Says: says("result", "x")}, Invalid, "not_reported")
}

func TestLookBackAndReopen(t *testing.T) {
	l := newLife(t)
	l.toCleared()
	l.env.Now = at("2026-03-02 10:00")
	l.must("office", LookBack{Finding: "3处已损坏"})
	l.refused("plan-manager", Reopen{Reason: "x", Until: date(t, "2026-03-20")}, Forbidden, "may_not_reopen")
	l.refused("office", Reopen{Reason: "x", Until: date(t, "2026-03-02")}, Invalid, "until")
	l.must("office", Reopen{Reason: "整改", Until: date(t, "2026-03-20")})
	if l.due("7") != "2026-03-20" || !l.state.Open() {
		t.Errorf("due %s, status %s", l.due("7"), l.state.Status)
	}
	l.must("plan-manager", ApplyClose{Says: says("result", "已修复")})
	l.must("office", Review{Closing: true, Verdict: Accept, Grade: Good})
	l.must("office", Clear{})
}

func TestATransferKeepsTheDates(t *testing.T) {
	l := newLife(t)
	l.toHandling()
	l.refused("office", Transfer{Lead: "road", Reason: "x"}, Invalid, "cooperating")
	l.must("office", Transfer{Lead: "east", Reason: "职责划转"})
	if l.due("7") != "2026-02-06" || l.state.Status != Assigned {
		t.Errorf("due %s, status %s", l.due("7"), l.state.Status)
	}
	l.must("east-handler", Sign{})
	l.refused("plan-handler", SubmitReport{Key: "1", Says: says("arrangement", "x")}, Forbidden, "may_not_report")
}

func TestPassingOnInside(t *testing.T) {
	l := newLife(t)
	l.toHandling()
	l.refused("clerk", SubmitReport{Key: "1", Says: says("arrangement", "x")}, Forbidden, "may_not_report")
	l.must("plan-chief", Pass{Unit: "plan-1"})
	l.must("clerk", SubmitReport{Key: "1", Says: says("arrangement", "已部署")})
}

func TestPlansAreTheOfficesToMove(t *testing.T) {
	l := newLife(t)
	l.toHandling()
	node := func(id, day string) Node { return Node{ID: id, Date: date(t, day), Goal: "完成一半"} }
	l.must("plan-manager", SetPlan{Nodes: []Node{node("a", "2026-04-01")}})
	if got := l.due("node/a"); got != "2026-04-01" {
		t.Errorf("node due %s", got)
	}
	l.refused("plan-manager", SetPlan{Nodes: []Node{node("a", "2026-05-01")}}, Forbidden, "node_set")
	l.must("plan-manager", SetPlan{Nodes: []Node{node("a", "2026-04-01"), node("b", "2026-06-01")}})
	l.must("office", SetPlan{Nodes: []Node{node("a", "2026-05-01")}})
}

func TestOpinionsOfCooperators(t *testing.T) {
	l := newLife(t)
	l.toHandling()
	l.refused("east-handler", GiveOpinion{Says: says("opinion", "x")}, Forbidden, "may_not_opinion")
	l.must("road-handler", GiveOpinion{Says: says("opinion", "建议同步建路"), Dissent: true})
	if r := l.state.Reports[0]; r.Unit != "road" {
		t.Errorf("opinion of %q", r.Unit)
	}
}

// Whatever text a step takes, a secrecy mark in it keeps the step out.
func TestSecretsNeverEnter(t *testing.T) {
	mark := "某事项\n秘密★5年\n正文"
	for name, docket := range map[string]func(*Matter){
		"title":     func(m *Matter) { m.Title = mark },
		"text":      func(m *Matter) { m.Text = mark },
		"source":    func(m *Matter) { m.Source.Name = mark },
		"indicator": func(m *Matter) { m.Indicators[0].Name = mark },
	} {
		l := newLife(t)
		m := testMatter()
		docket(&m)
		l.state, l.log = State{ID: "m2"}, nil
		t.Log(name)
		l.refused("office", Docket{Matter: m}, Secret, "secrecy_mark")
	}
	file := []Evidence{{Hash: strings.Repeat("0", 64), Name: "机密★1年.txt", Type: "text/plain", Size: 4}}
	node := []Node{{ID: "a", Date: date(t, "2026-04-01"), Goal: mark}}
	for _, c := range []struct {
		begin   func(*life)
		by      string
		command Command
	}{
		{nil, "office", Assign{Lead: "plan", Note: mark}},
		{nil, "office", Amend{Matter: testMatter(), Reason: mark}},
		{(*life).toHandling, "plan-chief", Pass{Unit: "plan-1", Note: mark}},
		{(*life).toHandling, "plan-handler", SubmitReport{Key: "1", Says: says("arrangement", mark)}},
		{(*life).toHandling, "plan-handler", SubmitReport{Says: says(mark, "x")}},
		{(*life).toHandling, "plan-handler", Attach{Evidence: file}},
		{(*life).toHandling, "plan-handler", SetPlan{Nodes: node}},
		{(*life).toHandling, "road-handler", GiveOpinion{Says: says("opinion", mark)}},
		{(*life).toHandling, "office", Chase{Note: mark}},
		{(*life).toHandling, "office", Pause{Reason: mark}},
		{(*life).toHandling, "office", Transfer{Lead: "east", Reason: mark}},
		{(*life).toHandling, "mayor", Comment{Text: mark}},
		{(*life).toHandling, "plan-chief", AskExtension{Key: "7", Until: date(t, "2026-02-20"), Says: says("reason", mark, "progress", "x")}},
		{(*life).toClosing, "office", Review{Closing: true, Verdict: SendBack, Reason: mark}},
		{(*life).toCleared, "office", LookBack{Finding: mark}},
		{(*life).toCleared, "office", Reopen{Reason: mark, Until: date(t, "2026-03-20")}},
	} {
		l := newLife(t)
		if c.begin != nil {
			c.begin(l)
		}
		l.refused(c.by, c.command, Secret, "secrecy_mark")
	}
}

func TestWhatIsASecrecyMark(t *testing.T) {
	for text, want := range map[string]bool{
		"机密★1年": true, "绝密 ☆ 长期": true, "【秘密】": true, "密级：机密": true, "正文\n  机 密  \n": true, "秘密*5年": true, "國家機密★": true,
		"保守国家秘密，秘密★3年": true,
		"保护商业秘密":       false, "商业秘密*（见注）": false, "机密级计算机": false, "开展保守国家秘密教育": false, "": false,
	} {
		if got := secret("text", text) != nil; got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestEvidenceIsLimited(t *testing.T) {
	l := newLife(t)
	l.toHandling()
	file := Evidence{Hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Name: "a.pdf", Type: "application/pdf", Size: 4}
	l.must("plan-handler", Attach{Evidence: []Evidence{file}})
	big, wrong := file, file
	big.Size, wrong.Type = 1<<30, "application/x-msdownload"
	l.refused("plan-handler", Attach{Evidence: []Evidence{big}}, Invalid, "file_size")
	l.refused("plan-handler", Attach{Evidence: []Evidence{wrong}}, Invalid, "file_type")
}

func TestTheClockDoesNotRunBackwards(t *testing.T) {
	l := newLife(t)
	l.must("office", Assign{Lead: "plan"})
	l.env.Now = at("2026-01-30 09:00")
	l.refused("plan-handler", Sign{}, Invalid, "clock")
}
