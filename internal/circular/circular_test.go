package circular_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/luoshi-project/luoshi/internal/circular"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

func day(d int) workday.Date { return workday.Date{Year: 2026, Month: 3, Day: d} }

func at(d int) time.Time { return day(d).At(18 * time.Hour) }

// item is a matter with one result, due on one day and met on another (0: not).
func item(number, unit string, status ledger.Status, light deadline.State, due, met int) circular.Item {
	d := deadline.Due{Stage: &deadline.Stage{ID: "7", Kind: deadline.KindResult}, Key: "7", Date: day(due), At: at(due)}
	it := circular.Item{State: ledger.State{Matter: ledger.Matter{Number: number, Title: "事项" + number}, Lead: unit, Status: status}}
	it.State.Facts.Assigned, it.State.Last = at(1), at(max(met, 1))
	if light == deadline.Paused {
		it.State.Facts.Pauses = []deadline.Pause{{From: at(2)}}
	}
	if met > 0 {
		d.Met = at(met)
	}
	if status == ledger.Cleared {
		it.State.Cleared = at(met)
	}
	it.Schedule = []deadline.Due{d}
	it.Light = deadline.Light{State: light, Due: &it.Schedule[0]}
	return it
}

var items = []circular.Item{
	item("6", "road", ledger.Handling, deadline.Overdue, 20, 0),
	item("1", "plan", ledger.Cleared, deadline.Done, 10, 9),
	item("2", "plan", ledger.Cleared, deadline.Done, 10, 10),
	item("3", "plan", ledger.Accepted, deadline.Normal, 10, 12),
	item("4", "plan", ledger.Handling, deadline.DueSoon, 31, 0),
	item("5", "road", ledger.Handling, deadline.Paused, 31, 0),
	item("7", "", ledger.Docketed, deadline.Normal, 31, 0),
}

// march is the circular of March as of the 25th.
func march(items ...circular.Item) *circular.Circular {
	m := circular.Begin(day(1), at(25))
	for i := range items {
		m.Add(&items[i])
	}
	return m.Circular()
}

// Every figure of a month, with the matters behind it; shares add up.
func TestFigures(t *testing.T) {
	c := march(items...)
	got := map[string]string{}
	for _, f := range c.Figures {
		if len(f.Matters) != f.Count {
			t.Errorf("%s counts %d and names %v", f.Key, f.Count, f.Matters)
		}
		got[f.Key] = fmt.Sprint(f.Matters, f.Share)
	}
	want := map[string]string{
		"total": "[1 2 3 4 5 6 7]", "early": "[1]14.3", "done": "[2]14.3", "done_late": "[3]14.3", "ahead": "[]0.0", "on_course": "[4]14.3",
		"behind": "[6]14.3", "other": "[5 7]28.6",
		"assigned": "[1 2 3 4 5 6 7]", "cleared": "[1 2]", "chased": "[]", "extended": "[]",
		"results_due": "[1 2 3 6]", "results_in_time": "[1 2]50.0",
		"reports_due": "[]", "reports_in_time": "[]", "reports_late": "[]", "reports_missing": "[]",
		"unit:plan": "[1 2 3 4]", "unit:plan/early": "[1]25.0", "unit:plan/done": "[2]25.0", "unit:plan/done_late": "[3]25.0",
		"unit:plan/ahead": "[]0.0", "unit:plan/on_course": "[4]25.0", "unit:plan/behind": "[]0.0", "unit:plan/other": "[]0.0",
		"unit:road": "[5 6]", "unit:road/early": "[]0.0", "unit:road/done": "[]0.0", "unit:road/done_late": "[]0.0",
		"unit:road/ahead": "[]0.0", "unit:road/on_course": "[]0.0", "unit:road/behind": "[6]50.0", "unit:road/other": "[5]50.0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"road", "plan"}, c.Units); diff != "" {
		t.Errorf("the unit most behind comes first: %s", diff)
	}
	if c.Find("nothing") != nil {
		t.Error("a figure that is not there was found")
	}
}

// What a unit said last is the reason it gave, an extension asked for before all.
func TestLateOnesBearTheReasonTheirUnitGave(t *testing.T) {
	late := items[0]
	said := func(asked *ledger.Asked, reports ...ledger.Report) string {
		it := late
		it.State.Reports, it.State.Asked = reports, asked
		return march(it).Late[0].Said
	}
	for want, got := range map[string]string{
		"":     said(nil),
		"缺少资金": said(nil, ledger.Report{Says: map[string]string{"problems": "征地未完"}}, ledger.Report{Says: map[string]string{"problems": "缺少资金", "progress": "六成"}}),
		"等待图纸": said(nil, ledger.Report{NoProgress: true, Says: map[string]string{"measures": "等待图纸"}}, ledger.Report{Unit: "czj", Says: map[string]string{"reason": "他单位"}}),
		"汛期停工": said(&ledger.Asked{Says: map[string]string{"reason": "汛期停工"}}, ledger.Report{Says: map[string]string{"problems": "缺少资金"}}),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
