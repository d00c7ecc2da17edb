package ledger

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"pgregory.net/rapid"
)

// follows says what a second reader of the issue holds legal: in which statuses
// an event may come and which one it leads to ("" keeps it).
var follows = map[Kind]struct {
	from []Status
	to   Status
}{
	KindDocketed:        {[]Status{""}, Docketed},
	KindAmended:         {[]Status{Docketed, Assigned, Returned, Handling, Closing, Accepted}, ""},
	KindAssigned:        {[]Status{Docketed, Returned}, Assigned},
	KindSigned:          {[]Status{Assigned}, Handling},
	KindReturned:        {[]Status{Assigned}, Returned},
	KindPassed:          {[]Status{Handling}, ""},
	KindPlanned:         {[]Status{Docketed, Assigned, Returned, Handling}, ""},
	KindReported:        {[]Status{Handling}, ""},
	KindOpined:          {[]Status{Assigned, Handling}, ""},
	KindChased:          {[]Status{Assigned, Handling}, ""},
	KindExtensionAsked:  {[]Status{Assigned, Handling}, ""},
	KindExtended:        {[]Status{Assigned, Handling}, ""},
	KindExtensionDenied: {[]Status{Assigned, Handling}, ""},
	KindPaused:          {[]Status{Assigned, Handling}, ""},
	KindResumed:         {[]Status{Assigned, Handling}, ""},
	KindCloseApplied:    {[]Status{Handling}, Closing},
	KindReviewed:        {[]Status{Handling, Closing}, "*"},
	KindCleared:         {[]Status{Accepted}, Cleared},
	KindLookedBack:      {[]Status{Cleared}, ""},
	KindReopened:        {[]Status{Cleared}, Handling},
	KindTransferred:     {[]Status{Assigned, Handling}, Assigned},
	KindCommented:       {Statuses(), ""},
	KindDated:           {Statuses(), ""},
}

var people = []string{
	"office", "mayor", "plan-chief", "plan-manager", "plan-handler", "road-chief", "road-manager", "road-handler",
	"east-office", "east-manager", "east-handler", "clerk", "admin",
}

// pick draws one of n numbers, each as often as the others; rapid's own draws
// prefer small ones.
func pick(t *rapid.T, label string, n int) int {
	const golden = 0x9e3779b97f4a7c15
	return int(rapid.Uint64().Draw(t, label) * golden >> 33 % uint64(n))
}

func drawCommand(t *rapid.T, s *State, now time.Time) Command {
	unit := []string{"plan", "road", "east"}[pick(t, "unit", 3)]
	day := dayAfter(now, rapid.IntRange(-3, 30).Draw(t, "days"))
	key := []string{"1", "3", "7", "1m", "node/a"}[pick(t, "key", 5)]
	content := says("arrangement", "a", "measures", "b", "progress", "c", "result", "d", "reason", "e")
	switch pick(t, "command", 24) {
	case 0, 1:
		return Assign{Lead: unit, Cooperating: []string{"west"}}
	case 2, 3:
		return Sign{}
	case 4:
		return Return{Reason: "r", Suggested: unit}
	case 5:
		return Pass{Unit: "plan-1"}
	case 6, 7:
		return SubmitReport{Key: key, Says: content, NoProgress: rapid.Bool().Draw(t, "still")}
	case 8:
		return Chase{}
	case 9:
		return AskExtension{Key: key, Until: day, Says: content}
	case 10, 11:
		return DecideExtension{Grant: rapid.Bool().Draw(t, "grant"), Note: "n"}
	case 12:
		return Pause{Reason: "p"}
	case 13:
		return Resume{}
	case 14, 15:
		return ApplyClose{Says: content}
	case 16, 17, 18:
		verdict := rapid.SampledFrom([]Verdict{Accept, SendBack}).Draw(t, "verdict")
		c := Review{Verdict: verdict, Reason: "r", Closing: s.Status == Closing}
		for _, r := range s.Reports {
			if r.Review == "" && r.Key != "" && r.Key != s.Closing && r.Unit == "" && !slices.Contains(c.Keys, r.Key) {
				c.Keys = append(c.Keys, r.Key)
			}
		}
		if c.Closing {
			c.Grade = Good
		}
		return c
	case 19:
		return Clear{}
	case 20:
		return LookBack{Holds: true, Finding: "f"}
	case 21:
		return Reopen{Reason: "r", Until: day}
	case 22:
		return Transfer{Lead: unit, Reason: "r"}
	default:
		m := s.Matter
		m.Complex = !m.Complex
		return rapid.SampledFrom([]Command{
			Amend{Matter: m, Reason: "r"}, Comment{Text: "c"}, SetPlan{Nodes: []Node{{ID: "a", Date: day}}},
		}).Draw(t, "other")
	}
}

func TestLawsOfRandomHistories(t *testing.T) {
	env := testEnv(t, access.Chart{})
	var cleared, events int
	rapid.Check(t, func(t *rapid.T) {
		e := *env
		e.Now = at("2026-01-05 09:00")
		s := State{ID: "m"}
		var log []Event
		take := func(by string, c Command) {
			got, err := Decide(&s, c, by, &e)
			if err != nil {
				var refusal *Error
				if !errors.As(err, &refusal) || refusal.Words.ZH == "" || refusal.Words.EN == "" {
					t.Fatalf("%T by %s refused without words: %v", c, by, err)
				}
				return
			}
			for i := range got {
				before := s
				s = s.Apply(&got[i])
				checkEvent(t, &before, &s, &got[i], e.Org)
			}
			log = append(log, got...)
			checkState(t, &s, &e)
		}
		take("office", Docket{Matter: testMatter()})
		for range 20 + pick(t, "steps", 60) {
			e.Now = e.Now.Add(time.Duration(pick(t, "hours", 40)) * time.Hour)
			c := drawCommand(t, &s, e.Now)
			if pick(t, "onward", 3) > 0 {
				c = onward(&s, &e)
			}
			by := people[pick(t, "by", len(people))]
			if pick(t, "right", 4) > 0 {
				by = rightPerson(&s, c)
			}
			take(by, c)
		}
		if !reflect.DeepEqual(Fold("m", log), s) {
			t.Fatal("the fold of the events is not the state")
		}
		if !reflect.DeepEqual(Fold("m", reread(t, log)), s) {
			t.Fatal("the fold of the events as stored is not the state")
		}
		if s.Open() == (s.Status == Cleared) || s.Open() == !s.Facts.Done.IsZero() {
			t.Fatalf("neither cleared nor open: %s", s.Status)
		}
		for i := range log {
			if log[i].Kind == KindCleared {
				cleared++
			}
		}
		events += len(log)
	})
	if cleared == 0 {
		t.Error("no random history came to its end: the test proves too little")
	}
	t.Logf("%d events, %d times cleared", events, cleared)
}

// onward is the command that brings a matter closer to its end.
func onward(s *State, e *Env) Command {
	content := says("arrangement", "a", "measures", "b", "progress", "c", "result", "d")
	switch {
	case s.Paused():
		return Resume{}
	case s.Asked != nil:
		return DecideExtension{Note: "n"}
	}
	switch s.Status {
	case Assigned:
		return Sign{}
	case Handling:
		r, err := e.Regimes.Find(s.Matter.Regime)
		if err != nil {
			return ApplyClose{}
		}
		schedule := ScheduleOf(s, r, e.Calendar)
		for _, due := range schedule.Lead {
			if due.Met.IsZero() && due.Key != "7" && due.Key != "1m" && due.Key != "0" {
				return SubmitReport{Key: due.Key, Says: content}
			}
		}
		return ApplyClose{Says: content}
	case Closing:
		c := Review{Verdict: Accept, Grade: Good, Closing: true}
		for _, r := range s.Reports {
			if r.Review == "" && r.Key != "" && r.Key != s.Closing && r.Unit == "" && !slices.Contains(c.Keys, r.Key) {
				c.Keys = append(c.Keys, r.Key)
			}
		}
		return c
	case Accepted:
		return Clear{}
	case Cleared:
		return Reopen{Reason: "r", Until: dayAfter(e.Now, 10)}
	default:
		return Assign{Lead: "plan"}
	}
}

// rightPerson is somebody who would usually take the step.
func rightPerson(s *State, c Command) string {
	switch c.Step() {
	case access.Sign, access.Report, access.Return, access.Pass, access.Extend, access.ApplyClose:
		return s.Lead + "-manager"
	case access.DecideExtension:
		if s.Counts.Extended > 0 {
			return "mayor"
		}
	}
	return "office"
}

func checkEvent(t *rapid.T, before, after *State, e *Event, org *access.Org) {
	law, ok := follows[e.Kind]
	if !ok || !slices.Contains(law.from, before.Status) {
		t.Fatalf("%s in status %q", e.Kind, before.Status)
	}
	switch {
	case law.to == "" && after.Status != before.Status, law.to != "" && law.to != "*" && after.Status != law.to:
		t.Fatalf("%s led from %s to %s", e.Kind, before.Status, after.Status)
	case before.Paused() && !slices.Contains([]Kind{KindResumed, KindAmended, KindTransferred, KindCommented, KindDated}, e.Kind):
		t.Fatalf("%s while paused", e.Kind)
	case e.Kind != KindDated && !reflect.DeepEqual(before.Dates, after.Dates):
		t.Fatalf("%s moved a date", e.Kind)
	case e.Number != before.Version+1 || e.At.Before(before.Last):
		t.Fatalf("event %d at %v after %d at %v", e.Number, e.At, before.Version, before.Last)
	}
	switch e.Kind {
	case KindReviewed, KindCleared, KindLookedBack, KindExtended, KindExtensionDenied:
		if slices.Contains(before.Doers, e.Actor) {
			t.Fatalf("%s by %s, who did the matter", e.Kind, e.Actor)
		}
		for _, seat := range org.Held(e.Actor) {
			if seat.Unit == before.Lead {
				t.Fatalf("%s by %s of the lead unit", e.Kind, e.Actor)
			}
		}
	}
}

func checkState(t *rapid.T, s *State, e *Env) {
	r, err := e.Regimes.Find(s.Matter.Regime)
	if err != nil {
		t.Fatal(err)
	}
	now := ScheduleOf(s, r, e.Calendar)
	if m := moves(s.Dates, &now); len(m) > 0 {
		t.Fatalf("a date moved without an event: %+v", m)
	}
}

// reread writes the bodies of events and reads them again.
func reread(t *rapid.T, log []Event) []Event {
	list := slices.Clone(log)
	for i := range list {
		data, err := EncodeBody(list[i].Body)
		if err != nil {
			t.Fatal(err)
		}
		if list[i].Body, err = DecodeBody(list[i].Kind, data); err != nil {
			t.Fatal(err)
		}
	}
	return list
}
