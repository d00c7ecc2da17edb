package deadline_test

import (
	"strings"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

func TestExtensions(t *testing.T) {
	full := map[string]string{"reason": "雨季停工", "progress": "基础完成"}
	for _, c := range []struct {
		name, regime, matter, key, at, until string
		says                                 map[string]string
		approver, code, en                   string
	}{
		{"asked for in time", "13710", "2026-03-02", "7", "2026-03-09 18:00", "2026-03-20", full, "assigning_unit", "", ""},
		{"a second time goes higher", "13710", "2026-03-02; extended 7 2026-03-06 2026-03-20", "7", "2026-03-19 09:00", "2026-04-10", full, "leader_in_charge", "", ""},
		{
			"a third time is too much", "13710", "2026-03-02; extended 7 2026-03-06 2026-03-20; extended 7 2026-03-19 2026-04-10", "7", "2026-04-09 09:00", "2026-04-30", full,
			"", "count", "it was extended 2 times already, which is the most allowed",
		},
		{"after expiry", "13710", "2026-03-02", "7", "2026-03-09 18:01", "2026-03-20", full, "", "expired", "it expired Mon 9 Mar 2026 18:00; an extension must be asked for before that"},
		{"to an earlier day", "13710", "2026-03-02", "7", "2026-03-06 09:00", "2026-03-09", full, "", "not_later", "the new date must be later than the present one, Mon 9 Mar 2026"},
		{"of a stage that may not be extended", "13710", "2026-03-02", "3", "2026-03-03 09:00", "2026-03-20", full, "", "not_extendable", "this stage may not be extended; these may: 7"},
		{"of what is not due", "13710", "2026-03-02", "1m", "2026-03-03 09:00", "2026-03-20", full, "", "no_such_due", "there is no due 1m; these may be extended: 7"},
		{"of what was reported", "13710", "2026-03-02; report 7 2026-03-04", "7", "2026-03-05 09:00", "2026-03-20", full, "", "reported", "this stage was already reported"},
		{"without progress so far", "13710", "2026-03-02", "7", "2026-03-06 09:00", "2026-03-20", map[string]string{"reason": "雨"}, "", "incomplete", "a request must say: progress so far"},
		{"of a stage without a date", "milestone", "2026-03-02", "finish", "2026-03-06 09:00", "2026-03-20", full, "", "no_date", "this stage has no date to extend"},
		{"of an answer, within six months", "suggestion", "2026-03-02", "answer", "2026-05-20 09:00", "2026-09-02", full, "assigning_unit", "", ""},
		{"of an answer, beyond six months", "suggestion", "2026-03-02", "answer", "2026-05-20 09:00", "2026-09-03", full, "", "too_long", "no more than 6 months from the beginning: at the latest Wed 2 Sep 2026"},
		{"of an order, seven working days", "hotline", "2026-03-02", "answer", "2026-03-23 17:00", "2026-04-01", full, "supervision_office", "", ""},
		{"of an order, eight", "hotline", "2026-03-02", "answer", "2026-03-23 17:00", "2026-04-02", full, "", "too_long", "an extension is 7 working days at most: at the latest Wed 1 Apr 2026"},
		{"of an order, after five on the last day", "hotline", "2026-03-02", "answer", "2026-03-23 17:01", "2026-03-27", full, "", "cutoff", "it had to be asked for before Mon 23 Mar 2026 17:00"},
		{"of an order, after five on the day before", "hotline", "2026-03-02", "answer", "2026-03-20 17:30", "2026-03-27", full, "supervision_office", "", ""},
		{"of wages, fifteen days", "wages", "2026-03-02", "3", "2026-03-04 09:00", "2026-03-21", full, "", "too_long", "an extension is 15 natural days at most: at the latest Fri 20 Mar 2026"},
		{"of a milestone, three months", "milestone", "2026-03-02; node pilot 2026-08-31", "node/pilot", "2026-08-03 09:00", "2026-12-01", full, "", "too_long", "an extension is 3 months at most: at the latest Mon 30 Nov 2026"},
	} {
		r, f, cal := regime(t, c.regime), matter(t, c.matter), workday.Default()
		until, err := workday.ParseDate(c.until)
		if err != nil {
			t.Fatal(err)
		}
		q := deadline.Request{Key: c.key, At: at(t, c.at), Until: until, Says: c.says}
		approver, refusal := deadline.CheckExtension(r, cal, f, deadline.Schedule(r, cal, f), q)
		if refusal == nil {
			refusal = &deadline.Refusal{}
		}
		if approver != c.approver || refusal.Code != c.code || refusal.Error() != c.en {
			t.Errorf("%s: approver %q, refusal %s %q; want %q, %s %q", c.name, approver, refusal.Code, refusal.Error(), c.approver, c.code, c.en)
		}
		if refusal.Code != "" && (refusal.Words.ZH == "" || refusal.Words.ZH == refusal.Words.EN) {
			t.Errorf("%s: refused without a Chinese reason: %q", c.name, refusal.Words.ZH)
		}
	}
	r, f := regime(t, "13710"), matter(t, "2026-03-02")
	f.Done = at(t, "2026-03-05 09:00")
	if _, refusal := deadline.CheckExtension(r, workday.Default(), f, deadline.Schedule(r, workday.Default(), f), deadline.Request{Key: "7"}); refusal == nil || refusal.Code != "done" {
		t.Errorf("of a cleared matter: %v", refusal)
	}
}

// Stage 7 of a matter assigned on 23 September 2026 is due on Wednesday the
// 30th, before the long holiday.
func TestEscalation(t *testing.T) {
	for _, c := range []struct {
		name, regime, level string
		urgent              bool
		steps               string // level=instant, …
	}{
		{"province", "13710", "province", false, "blue=2026-09-30 18:00 orange=2026-10-09 18:00 red=2026-10-13 18:00"},
		{"a township has a day more", "13710", "township", false, "blue=2026-10-08 18:00 orange=2026-10-10 18:00 red=2026-10-14 18:00"},
		{"urgent starts at orange", "13710", "", true, "orange=2026-09-30 18:00 red=2026-10-13 18:00"},
		{"a ladder without blue", "hazard", "", false, "orange=2026-09-26 23:59 red=2026-09-29 23:59"},
	} {
		r, f, cal := regime(t, c.regime), matter(t, "2026-09-23; report 1 2026-09-23; report 3 2026-09-23"), workday.Default()
		f.Level, f.Urgent = c.level, c.urgent
		steps := deadline.Ladder(r, cal, f, deadline.Schedule(r, cal, f))
		var got []string
		for _, s := range steps {
			got = append(got, s.Rung.Level+"="+s.At.In(workday.Zone()).Format("2006-01-02 15:04"))
		}
		if strings.Join(got, " ") != c.steps {
			t.Errorf("%s: %s\nwant %s", c.name, strings.Join(got, " "), c.steps)
		}
	}
	r, f, cal := regime(t, "13710"), matter(t, "2026-09-23; report 1 2026-09-23; report 3 2026-09-23"), workday.Default()
	steps := deadline.Ladder(r, cal, f, deadline.Schedule(r, cal, f))
	for now, want := range map[string]string{
		"2026-09-30 18:00": "none, then blue",
		"2026-09-30 18:01": "blue, then orange",
		"2026-10-09 18:01": "orange, then red",
		"2026-12-01 09:00": "red, then none",
	} {
		name := func(s *deadline.Step) string {
			if s == nil {
				return "none"
			}
			return s.Rung.Level
		}
		reached, next := deadline.EscalationAt(steps, at(t, now))
		if got := name(reached) + ", then " + name(next); got != want {
			t.Errorf("at %s: %s; want %s", now, got, want)
		}
	}
	if got, want := steps[0].Reason(deadline.English), "resolve an ordinary problem: still open after Wed 30 Sep 2026 18:00, so a blue slip (reminder)"; got != want {
		t.Errorf("reason: %s\n  want: %s", got, want)
	}
	if got, want := steps[1].Reason(deadline.Chinese), "“一般问题落实解决”2026年9月30日（周三）18:00到期，逾期满2个工作日，发橙色督办单（警示）"; got != want {
		t.Errorf("reason: %s\n  want: %s", got, want)
	}
	f.Pauses = []deadline.Pause{{From: at(t, "2026-10-01 09:00")}}
	if steps := deadline.Ladder(r, cal, f, deadline.Schedule(r, cal, f)); len(steps) > 0 {
		t.Error("a paused matter escalates")
	}
}

func TestChases(t *testing.T) {
	r, cal := regime(t, "13710"), workday.Default()
	f := matter(t, "2026-09-23")
	if from, why, ok := deadline.NextChase(r, cal, f); !ok || !from.Equal(f.Assigned) || why.EN != "it may be chased now" {
		t.Errorf("never chased: from %v, %s, %v", from, why.EN, ok)
	}
	f.Chases = []time.Time{at(t, "2026-09-28 09:00"), at(t, "2026-09-30 16:00")}
	from, why, ok := deadline.NextChase(r, cal, f)
	if !ok || !from.Equal(at(t, "2026-10-08 00:00")) || why.EN != "chased Wed 30 Sep 2026, at least 1 working day apart: again from Thu 8 Oct 2026" {
		t.Errorf("chased before the holiday: from %v, %s, %v", from, why.EN, ok)
	}
	f.Pauses = []deadline.Pause{{From: at(t, "2026-10-01 09:00")}}
	if _, why, ok := deadline.NextChase(r, cal, f); ok || why.ZH != "暂停期间不催办" {
		t.Errorf("paused: %s, %v", why.ZH, ok)
	}
	f.Done = at(t, "2026-10-01 09:00")
	if _, why, ok := deadline.NextChase(r, cal, f); ok || why.ZH != "已销号，无需催办" {
		t.Errorf("done: %s, %v", why.ZH, ok)
	}
}

func TestLowerLevelsReportFirst(t *testing.T) {
	r := regime(t, "monthly")
	due := func(matterWords string) deadline.Due { return schedule(r, matter(t, matterWords))["month/2026-03"] }
	children := []deadline.Child{
		{Title: "甲县", Due: due("2026-03-02; depth x; report month/2026-03 2026-03-20")},
		{Title: "乙县", Due: due("2026-03-02; depth x")},
		{Title: "丙县", Due: due("2026-03-02; depth x")},
	}
	now := at(t, "2026-03-26 09:00")
	refusal := deadline.CheckOrder(r, children, now)
	if refusal == nil || refusal.Words.ZH != "下级先报：尚待乙县、丙县" || refusal.Error() != "lower levels report first: waiting for 乙县, 丙县" {
		t.Errorf("two counties owe their report: %v", refusal)
	}
	// They were due a working day before the 30th; after that nobody waits.
	if refusal := deadline.CheckOrder(r, children, at(t, "2026-03-27 18:01")); refusal != nil {
		t.Errorf("silence below holds the report up: %v", refusal)
	}
	if refusal := deadline.CheckOrder(regime(t, "hotline"), children, now); refusal != nil {
		t.Errorf("a regime without the rule: %v", refusal)
	}
}

func TestWhatAReportMustSay(t *testing.T) {
	stage := regime(t, "13710").Stage("3")
	missing := stage.Missing(map[string]string{"progress": "已完成三成"})
	if len(missing) != 1 || missing[0].ID != "measures" || missing[0].Title.ZH != "部署后采取的措施" {
		t.Errorf("missing %v, want the measures", missing)
	}
	if missing := stage.Missing(map[string]string{"progress": "a", "measures": "b"}); len(missing) > 0 {
		t.Errorf("missing %v of a full report", missing)
	}
}
