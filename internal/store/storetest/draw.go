package storetest

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
	"pgregory.net/rapid"
)

// pick draws one of n numbers, each as often as the others: rapid's own draws
// prefer small ones, and long histories would see the same few things over and
// over.
func pick(t *rapid.T, label string, n int) int {
	const golden = 0x9e3779b97f4a7c15
	return int(rapid.Uint64().Draw(t, label) * golden >> 33 % uint64(n))
}

func one[T any](t *rapid.T, label string, list []T) T { return list[pick(t, label, len(list))] }

// content fills in all that reports and requests under a regime may have to say.
func content(r *deadline.Regime) map[string]string {
	m := map[string]string{}
	for i := range r.Stages {
		for _, f := range r.Stages[i].Content {
			m[f.ID] = "已办理"
		}
	}
	for _, f := range r.Extension.Needs {
		m[f.ID] = "因故"
	}
	m["opinion"] = "无意见"
	return m
}

// events lists what a regime's stages may wait for.
func events(r *deadline.Regime) []string {
	list := []string{"nothing"}
	for i := range r.Stages {
		if from := &r.Stages[i].From; from.Anchor == deadline.FromEvent {
			list = append(list, from.Name)
		}
	}
	return list
}

// onward is the command that brings a matter closer to its end.
func onward(v *ledger.View) ledger.Command {
	s := &v.State
	switch {
	case s.Paused():
		return ledger.Resume{}
	case s.Asked != nil && (s.Status == ledger.Assigned || s.Status == ledger.Handling):
		return ledger.DecideExtension{Note: "按期完成"}
	}
	switch s.Status {
	case ledger.Assigned:
		return ledger.Sign{}
	case ledger.Handling:
		return report(v)
	case ledger.Closing:
		c := unreviewed(s, ledger.Accept)
		c.Closing, c.Grade = true, ledger.Good
		return c
	case ledger.Accepted:
		return ledger.Clear{}
	default:
		return ledger.Assign{Lead: "plan", Cooperating: []string{"hill"}}
	}
}

// report is the first report that is open and due before the result is, else the
// application to close.
func report(v *ledger.View) ledger.Command {
	regime, err := v.Rules.Regimes.Find(v.State.Matter.Regime)
	if err != nil {
		return ledger.ApplyClose{}
	}
	says := content(regime)
	for i := range v.Schedule.Lead {
		d := &v.Schedule.Lead[i]
		late := !d.At.IsZero() && v.Now.After(d.At) && (d.Stage.Kind == deadline.KindReport || len(d.Stage.Content) > 0)
		if d.Met.IsZero() && (d.Stage.Kind == deadline.KindReport && d.Stage.Repeat == deadline.Once || late) && !d.At.IsZero() {
			return ledger.SubmitReport{Key: d.Key, Says: says}
		}
	}
	return ledger.ApplyClose{Says: says}
}

// unreviewed reviews all reports that nobody has reviewed.
func unreviewed(s *ledger.State, verdict ledger.Verdict) ledger.Review {
	c := ledger.Review{Verdict: verdict, Reason: "理由"}
	last := map[string]ledger.Verdict{}
	for _, r := range s.Reports {
		if r.Unit == "" && r.Key != "" && (s.Status != ledger.Closing || r.Key != s.Closing) {
			last[r.Key] = r.Review
		}
	}
	for _, r := range s.Reports {
		if review, ok := last[r.Key]; ok && review == "" && r.Unit == "" && !slices.Contains(c.Keys, r.Key) {
			c.Keys = append(c.Keys, r.Key)
		}
	}
	return c
}

// drawCommand draws any command, sensible or not.
func drawCommand(t *rapid.T, v *ledger.View) ledger.Command {
	s := &v.State
	regime, err := v.Rules.Regimes.Find(s.Matter.Regime)
	if err != nil {
		t.Fatal(err)
	}
	keys := []string{"", "1", "node/a"}
	for i := range v.Schedule.Lead {
		keys = append(keys, v.Schedule.Lead[i].Key)
	}
	key := one(t, "key", keys)
	unit := one(t, "unit", []string{"plan", "road", "east", "hill", "plan-1", "new"})
	day := workday.DateOf(v.Now).AddDays(pick(t, "days", 40) - 3)
	says := content(regime)
	nodes := []ledger.Node{{ID: "a", Date: day}}
	if pick(t, "two nodes", 2) == 1 {
		nodes = append(nodes, ledger.Node{ID: "b", Date: day.AddDays(20)})
	}
	m := s.Matter
	switch pick(t, "amended", 4) {
	case 0:
		m.Complex = !m.Complex
	case 1:
		m.Deadline = day
	case 2:
		m.Regime = one(t, "regime", []string{"710", "13710", "13710@1", ""})
	default:
		m.Title += "，改"
	}
	begin := []ledger.Command{
		ledger.Assign{Lead: unit, Cooperating: []string{"road"}},
		ledger.Assign{Lead: unit},
		ledger.SetPlan{Nodes: nodes, Reason: "排定"},
		ledger.Amend{Matter: m, Reason: "更正"},
	}
	assigned := []ledger.Command{
		ledger.Return{Reason: "不属职责", Suggested: unit},
		ledger.Sign{},
		ledger.Transfer{Lead: unit, Reason: "职责调整"},
	}
	handling := []ledger.Command{
		ledger.AskExtension{Key: extendable(v, key), Until: day, Says: says},
		ledger.AskExtension{Key: extendable(v, key), Until: day.AddDays(5), Says: says},
		ledger.SubmitReport{Key: key, Says: says, NoProgress: true},
		ledger.SubmitReport{Key: key, Says: says},
		ledger.SubmitReport{Key: key, Says: map[string]string{"progress": "一半"}},
		ledger.Pause{Reason: "停工"},
		ledger.Record{Name: one(t, "event", events(regime))},
		ledger.GiveOpinion{Says: says, Dissent: true},
		ledger.Chase{},
		ledger.Pass{Unit: "plan-1"},
		ledger.ApplyClose{Key: key, Says: says},
		ledger.ApplyClose{Says: says},
		unreviewed(s, ledger.SendBack),
		unreviewed(s, ledger.Accept),
		ledger.SetPlan{Nodes: nodes, Reason: "排定"},
		ledger.Comment{Text: "请抓紧"},
	}
	closing := []ledger.Command{
		ledger.Review{Closing: true, Verdict: ledger.SendBack, Reason: "不实"},
		ledger.Review{Closing: true, Verdict: ledger.Accept, Grade: ledger.Good},
		ledger.Clear{},
	}
	cleared := []ledger.Command{
		ledger.Reopen{Reason: "反弹", Until: day},
		ledger.LookBack{Holds: pick(t, "holds", 2) == 1, Finding: "现场核查"},
	}
	asked := []ledger.Command{ledger.DecideExtension{Grant: true, Until: day}, ledger.DecideExtension{Grant: true}, ledger.DecideExtension{Note: "不同意"}}
	list := slices.Concat(begin, assigned, handling, closing, cleared, asked, []ledger.Command{ledger.Resume{}})
	if pick(t, "out of turn", 4) < 3 {
		switch {
		case s.Asked != nil:
			list = asked
		case s.Status == ledger.Assigned:
			list = slices.Concat(assigned, handling)
		case s.Status == ledger.Handling:
			list = slices.Concat(handling, assigned[2:], begin[3:])
		case s.Status == ledger.Closing:
			list = closing
		case s.Status == ledger.Cleared:
			list = cleared
		}
	}
	return list[pick(t, "command", len(list))]
}

// extendable is the key of what may be extended, or any key.
func extendable(v *ledger.View, key string) string {
	regime, err := v.Rules.Regimes.Find(v.State.Matter.Regime)
	for i := range v.Schedule.Lead {
		d := &v.Schedule.Lead[i]
		if err == nil && d.Met.IsZero() && slices.Contains(regime.Extension.Stages, d.Stage.ID) {
			return d.Key
		}
	}
	return key
}

// rightPerson is somebody who would usually take a step: who holds a seat that
// may, whoever that is by now, or who stands in for them.
func (h *history) rightPerson(s *ledger.State, step access.Step) string {
	unit, seats := s.Lead, []string{"first_responsible", "manager"}
	switch step {
	case access.Sign, access.Report:
		seats = append(seats, "handler")
	case access.Return, access.Pass, access.Extend, access.ApplyClose:
	case access.Opinion:
		unit, seats = one(h.T, "cooperates", []string{"hill", "road"}), []string{"handler"}
	default:
		unit, seats = "city", []string{"supervision_office", "office-2"}
		if step == access.DecideExtension || step == access.Review {
			seats = append(seats, "leader")
		}
	}
	seat := strings.TrimSuffix(unit, "-1") + "/" + one(h.T, "seat", seats)
	holder := ""
	for _, have := range h.chart.Seats {
		if have.ID == seat {
			holder = have.Holder
		}
	}
	today := workday.DateOf(h.clock.Time)
	for _, l := range h.chart.Leaves {
		if l.Person == holder && !today.Before(l.From) && !today.After(l.To) && pick(h.T, "stands in", 2) == 1 {
			return l.Deputy
		}
	}
	return holder
}

// notice2027 draws a notice of holidays.
func notice2027(t *rapid.T) (table string, days map[string]bool) {
	days = map[string]bool{"2027-01-01": false, "2027-05-01": false, "2027-10-01": false}
	first := workday.Date{Year: 2026, Month: time.December, Day: 29}
	for range pick(t, "days set", 26) {
		d := first.AddDays(pick(t, "day", 121)).String()
		if _, set := days[d]; !set {
			days[d] = pick(t, "worked", 2) == 1
		}
	}
	for _, d := range slices.Sorted(maps.Keys(days)) {
		work := days[d]
		table += d + "\t假日\t" + map[bool]string{true: "work", false: "off"}[work] + "\t2027\n"
	}
	return table, days
}
