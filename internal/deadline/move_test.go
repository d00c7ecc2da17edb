package deadline_test

import (
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// What moves a due date, and what does not.
func TestWhatMovesADate(t *testing.T) {
	for _, c := range []struct{ name, regime, matter, key, want, why string }{
		{
			"an extension sets the date", "13710", "2026-03-02; extended 7 2026-03-06 2026-03-20", "7",
			"2026-03-20", "7 natural days · extended on Fri 6 Mar 2026 to Fri 20 Mar 2026 · Fri 20 Mar 2026, a working day",
		},
		{
			"the approver's date does not roll", "13710", "2026-03-02; extended 7 2026-03-06 2026-03-21", "7",
			"2026-03-21", "Sat 21 Mar 2026, a weekend",
		},
		{
			"a second extension sets it again", "13710", "2026-03-02; extended 7 2026-03-06 2026-03-20; extended 7 2026-03-19 2026-04-10", "7",
			"2026-04-10", "to Fri 20 Mar 2026 · extended on Thu 19 Mar 2026 to Fri 10 Apr 2026",
		},
		{
			"an extension of another stage does not", "13710", "2026-03-02; extended 7 2026-03-04 2026-03-20", "3",
			"2026-03-05", "",
		},
		{
			"an extension after the report does not", "13710", "2026-03-02; report 7 2026-03-10; extended 7 2026-03-11 2026-03-20", "7",
			"2026-03-09", "",
		},
		{
			"a pause puts it off by its days", "13710", "2026-03-02; paused 2026-03-05 2026-03-16", "7",
			"2026-03-20", "put off by 11 days of pause",
		},
		{
			"the last day rolls after the pause", "13710", "2026-03-02; paused 2026-03-05 2026-03-10", "7",
			"2026-03-16", "put off by 5 days of pause · Sat 14 Mar 2026, a weekend · moved to Mon 16 Mar 2026",
		},
		{
			"two pauses add up", "13710", "2026-03-02; paused 2026-03-03 2026-03-05; paused 2026-03-06 2026-03-10", "7",
			"2026-03-16", "put off by 6 days of pause",
		},
		{
			"a pause after the date does not", "13710", "2026-03-02; paused 2026-03-10 2026-03-20", "7",
			"2026-03-09", "",
		},
		{
			"nor one after the report", "13710", "2026-03-02; report 3 2026-03-04; paused 2026-03-05 2026-03-20", "3",
			"2026-03-05", "",
		},
		{
			"a pause within a day does not", "13710", "2026-03-02; paused 2026-03-05 2026-03-05", "7",
			"2026-03-09", "",
		},
		{
			"a pause that began before the stage counts from its beginning", "suggestion",
			"2026-01-30; event dissatisfied 2026-05-20; paused 2026-05-18 2026-05-25", "redo",
			"2026-06-25", "put off by 5 days of pause",
		},
		{
			"working days are put off by working days", "hotline", "2026-09-28; paused 2026-09-29 2026-10-09", "answer",
			"2026-10-28", "put off by 3 working days of pause",
		},
		{
			"a pause after an extension puts the approver's date off", "13710", "2026-03-02; extended 7 2026-03-06 2026-03-20; paused 2026-03-18 2026-03-20", "7",
			"2026-03-23", "extended on Fri 6 Mar 2026 to Fri 20 Mar 2026 · put off by 2 days of pause · Sun 22 Mar 2026, a weekend · moved to Mon 23 Mar 2026",
		},
		{
			"an extension after a pause replaces it", "13710", "2026-03-02; paused 2026-03-05 2026-03-10; extended 7 2026-03-13 2026-03-27", "7",
			"2026-03-27", "",
		},
		{
			"nodes are put off", "13710", "2026-03-02; node end 2026-05-08; paused 2026-04-01 2026-04-11", "node/end",
			"2026-05-18", "node: end · put off by 10 days of pause · Mon 18 May 2026, a working day",
		},
		{
			"reports of a period are not", "monthly", "2026-03-02; paused 2026-04-01 2026-04-11", "month/2026-04",
			"2026-04-28", "April 2026 · by day 28 of its last month · Tue 28 Apr 2026, a working day",
		},
		{
			"but they may be extended", "monthly", "2026-03-02; extended month/2026-04 2026-04-27 2026-05-08", "month/2026-04",
			"2026-05-08", "extended on Mon 27 Apr 2026 to Fri 8 May 2026",
		},
		{
			"lower levels report ahead", "work-report", "2026-03-02; depth xx", "quarter/2026-Q2",
			"2026-06-22", "6 working days ahead, for a lower level",
		},
		{
			"a stage runs from the report of the one before", "hazard", "2026-02-13; report rectify 2026-02-26", "accept",
			"2026-03-04", "complete the rectification: reported Thu 26 Feb 2026, day not counted · 5 working days",
		},
		{
			"or from its date until that comes", "hazard", "2026-02-13", "accept",
			"2026-03-06", "complete the rectification: due Sat 28 Feb 2026, day not counted · 5 working days",
		},
	} {
		due, ok := schedule(regime(t, c.regime), matter(t, c.matter))[c.key]
		if !ok || due.Date.String() != c.want {
			t.Errorf("%s: due %v, want %s\n%s", c.name, due.Date, c.want, due.Derivation(deadline.English))
			continue
		}
		if why := due.Derivation(deadline.English); !strings.Contains(why, c.why) {
			t.Errorf("%s: %s\ndoes not say: %s", c.name, why, c.why)
		}
	}
}

func TestReportsThatAreNotAskedFor(t *testing.T) {
	for _, c := range []struct{ name, regime, matter, missing string }{
		{"a month's report due within a pause", "monthly", "2026-03-02; paused 2026-04-20 2026-05-11", "month/2026-04"},
		{"a report after the result was handed in", "13710", "2026-03-02; report 7 2026-03-03", "3"},
		{"the months after the result", "monthly", "2026-03-02; report finish 2026-06-15", "month/2026-06"},
	} {
		dues := schedule(regime(t, c.regime), matter(t, c.matter))
		if due, there := dues[c.missing]; there {
			t.Errorf("%s is asked for, due %v", c.name, due.Date)
		}
	}
	// A report that came stands, whatever happened since.
	dues := schedule(regime(t, "monthly"), matter(t, "2026-03-02; report month/2026-04 2026-04-19; paused 2026-04-20 2026-05-11"))
	if due := dues["month/2026-04"]; due.Met.IsZero() {
		t.Error("the report of April is gone")
	}
	// A second answer is not the result of the matter.
	dues = schedule(regime(t, "enterprise"), matter(t, "2026-03-02; event dissatisfied 2026-03-03; report redo 2026-03-04"))
	if due := dues["3"]; due.Date.String() != "2026-03-05" {
		t.Errorf("stage 3 is due %v after a second answer, want 2026-03-05", due.Date)
	}
	// A result that was sent back excuses what was due while it was under
	// review, and brings the months back.
	f := matter(t, "2026-03-02; report 7 2026-03-03")
	f.Reports[0].Returned = true
	if due, there := schedule(regime(t, "13710"), f)["3"]; there {
		t.Errorf("stage 3 is due %v though the result had been handed in", due.Date)
	}
	f = matter(t, "2026-03-02; report finish 2026-06-15")
	f.Reports[0].Returned = true
	if due := schedule(regime(t, "monthly"), f)["month/2026-07"]; due.Date.String() != "2026-07-28" {
		t.Errorf("July is due %v after the result was sent back, want 2026-07-28", due.Date)
	}
}

func TestASecondRoundNeedsASecondAnswer(t *testing.T) {
	r, f := regime(t, "suggestion"), matter(t, "2026-03-02; event dissatisfied 2026-06-10; report redo 2026-06-20")
	if due := schedule(r, f)["redo"]; due.Date.String() != "2026-07-10" || due.Met.IsZero() {
		t.Errorf("first round: due %v, met %v", due.Date, due.Met)
	}
	f.Events = append(f.Events, deadline.Event{Name: "dissatisfied", At: at(t, "2026-07-01 09:00")})
	if due := schedule(r, f)["redo"]; due.Date.String() != "2026-08-03" || !due.Met.IsZero() {
		t.Errorf("second round: due %v, met %v; want 2026-08-03, not met", due.Date, due.Met)
	}
}

func TestWhatHasNoDateSaysWhatItWaitsFor(t *testing.T) {
	for _, c := range []struct{ regime, key, en, zh string }{
		{"suggestion", "redo", "runs from: the deputy was not satisfied", "待“代表不满意”后起算"},
		{"suggestion", "track", "no date is set for the matter yet", "本事项尚未确定期限"},
		{"milestone", "accept", "runs from the stage before, which has no date yet", "待前一环节起算"},
		{"13710", "0", "no date of its own: it follows the review of closing, or the last node of a plan", "办结审核通过后销号；未排定节点计划的，不另定日期"},
	} {
		due := schedule(regime(t, c.regime), matter(t, "2026-03-02"))[c.key]
		if got := due.Derivation(deadline.English); got != c.en {
			t.Errorf("%s %s: %s, want %s", c.regime, c.key, got, c.en)
		}
		if got := due.Derivation(deadline.Chinese); got != c.zh {
			t.Errorf("%s %s: %s, want %s", c.regime, c.key, got, c.zh)
		}
	}
}

func TestNodesTakeTheTitlesOfTheRegime(t *testing.T) {
	f := matter(t, "2026-03-02; node started 2026-05-08; node opening 2026-06-08")
	f.Nodes[1].Title = "剪彩"
	dues := schedule(regime(t, "project"), f)
	if got := dues["node/started"].Title; got != (deadline.Words{ZH: "节点 开工", EN: "node, started"}) {
		t.Errorf("a node of the regime is called %v", got)
	}
	if got := dues["node/opening"].Title.ZH; got != "节点 剪彩" {
		t.Errorf("a node of the plan's own is called %v", got)
	}
}

func TestReportsGoOnUntilAnExtendedDeadline(t *testing.T) {
	dues := schedule(regime(t, "monthly"), matter(t, "2026-03-02; deadline 2026-05-10; extended finish 2026-05-06 2026-07-10"))
	if due, there := dues["month/2026-07"]; !there || due.Date.String() != "2026-07-28" {
		t.Errorf("July is due %v, want 2026-07-28", due.Date)
	}
	if due, there := dues["month/2026-08"]; there {
		t.Errorf("August is due %v, after the deadline", due.Date)
	}
}

// A date is provisional when anything it was counted over was, even if the day
// itself is settled.
func TestWhatADateWasCountedOverMakesItProvisional(t *testing.T) {
	chain, err := deadline.Parse("chain.yaml", []byte(`{id: chain, version: 1, title: 链, source: [例], stages: [
		{id: a, title: 甲, limit: {days: 5}}, {id: b, title: 乙, from: stage a, limit: {days: 3}, roll: none}]}`))
	if err != nil {
		t.Fatal(err)
	}
	lower, err := deadline.Parse("lower.yaml", []byte(`{id: lower, version: 1, title: 下级, source: [例], reporting_order: {ahead: 1}, stages: [
		{id: m, title: 月报, repeat: month, limit: {day: 29}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		regime *deadline.Regime
		matter string
		key    string
		want   string
	}{
		{"working days of a year without a notice", regime(t, "hotline"), "2006-12-11", "answer", "2006-12-30"},
		{"ahead of a day that is provisional", regime(t, "livelihood"), "2026-12-01; depth xxxxx", "month/2026-12", "2026-12-28"},
		{"ahead of a day that is provisional by one", lower, "2026-12-01; depth x", "m/2026-12", "2026-12-28"},
		{"from a stage whose date is provisional", chain, "2026-12-28", "b", "2027-01-07"},
	} {
		due := schedule(c.regime, matter(t, c.matter))[c.key]
		if due.Date.String() != c.want || !due.Provisional {
			t.Errorf("%s: due %v, provisional %v; want %s, provisional", c.name, due.Date, due.Provisional, c.want)
		}
		if why := due.Derivation(deadline.English); !strings.Contains(why, "provisional: there is no official calendar of 20") {
			t.Errorf("%s: %s", c.name, why)
		}
	}
	// Once the stage before is reported, its date no longer matters.
	due := schedule(chain, matter(t, "2026-12-21; report a 2026-12-22"))["b"]
	if due.Date.String() != "2026-12-25" || due.Provisional {
		t.Errorf("after the report: due %v, provisional %v", due.Date, due.Provisional)
	}
}

func TestTheNextNoticeSettlesProvisionalDates(t *testing.T) {
	r, f := regime(t, "13710"), matter(t, "2026-12-31")
	before := schedule(r, f)["7"]
	if before.Date.String() != "2027-01-07" || !before.Provisional {
		t.Fatalf("without a notice: due %v, provisional %v", before.Date, before.Provisional)
	}
	notice := "2027-01-01\t元旦\toff\t2027\n2027-01-07\t元旦\toff\t2027\n2027-05-01\t劳动节\toff\t2027\n2027-10-01\t国庆节\toff\t2027\n"
	cal, err := workday.Default().With([]byte(notice))
	if err != nil {
		t.Fatal(err)
	}
	for _, after := range deadline.Schedule(r, cal, f) {
		if after.Key == "7" && (after.Date.String() != "2027-01-08" || after.Provisional) {
			t.Errorf("with the notice: due %v, provisional %v; want 2027-01-08, settled", after.Date, after.Provisional)
		}
	}
}
