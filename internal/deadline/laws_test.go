package deadline_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
	"pgregory.net/rapid"
)

func anyRegime(t *testing.T) *rapid.Generator[*deadline.Regime] {
	library, err := deadline.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return rapid.SampledFrom(library.All())
}

// anyFacts draws a matter with a history: what an office could have recorded.
func anyFacts(r *deadline.Regime) *rapid.Generator[*deadline.Facts] {
	return rapid.Custom(func(t *rapid.T) *deadline.Facts {
		start := workday.Date{Year: 2025, Month: 1, Day: 1}.At(0)
		f := &deadline.Facts{
			Assigned: start.Add(time.Duration(rapid.IntRange(0, 2*365*24*60).Draw(t, "assigned")) * time.Minute).UTC(),
			Complex:  rapid.Bool().Draw(t, "complex"),
			Level:    rapid.SampledFrom(append(deadline.Levels(), "")).Draw(t, "level"),
			Depth:    rapid.IntRange(0, 2).Draw(t, "depth"),
			Urgent:   rapid.Bool().Draw(t, "urgent"),
		}
		if rapid.IntRange(0, 4).Draw(t, "part") == 0 {
			f.Part = deadline.Cooperating
		}
		later := func(label string) time.Time {
			return f.Assigned.Add(time.Duration(rapid.IntRange(0, 200*24*60).Draw(t, label)) * time.Minute)
		}
		day := func(label string) workday.Date { return workday.DateOf(later(label)) }
		if rapid.Bool().Draw(t, "has a deadline") {
			f.Deadline = day("deadline")
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "nodes") {
			f.Nodes = append(f.Nodes, deadline.Node{ID: fmt.Sprint("n", i), Date: day("node")})
		}
		if rapid.Bool().Draw(t, "has an event") {
			f.Events = append(f.Events, deadline.Event{Name: "dissatisfied", At: later("event")})
		}
		var keys []string
		dues := deadline.Schedule(r, workday.Default(), f)
		if len(dues) == 0 {
			return f
		}
		for _, d := range dues {
			keys = append(keys, d.Key)
			if !rapid.Bool().Draw(t, "reported") {
				continue
			}
			when := later("reported at")
			if !d.At.IsZero() { // around the date, where it matters
				when = d.At.Add(time.Duration(rapid.IntRange(-5*24, 5*24).Draw(t, "hours after")) * time.Hour)
			}
			f.Reports = append(f.Reports, deadline.Report{
				Key: d.Key, At: when,
				NoProgress: rapid.IntRange(0, 3).Draw(t, "no progress") == 0, Returned: rapid.IntRange(0, 3).Draw(t, "returned") == 0,
			})
		}
		key := rapid.SampledFrom(keys)
		slices.SortStableFunc(f.Reports, func(a, b deadline.Report) int { return a.At.Compare(b.At) })
		for range rapid.IntRange(0, 2).Draw(t, "extensions") {
			f.Extensions = append(f.Extensions, deadline.Extended{Key: key.Draw(t, "extended"), Granted: later("granted"), Until: day("until")})
		}
		slices.SortStableFunc(f.Extensions, func(a, b deadline.Extended) int { return a.Granted.Compare(b.Granted) })
		var times []time.Time
		for range 2 * rapid.IntRange(0, 2).Draw(t, "pauses") {
			times = append(times, later("pause"))
		}
		slices.SortFunc(times, time.Time.Compare)
		for i := 0; i+1 < len(times); i += 2 {
			f.Pauses = append(f.Pauses, deadline.Pause{From: times[i], To: times[i+1]})
		}
		if n := len(f.Pauses); n > 0 && rapid.IntRange(0, 3).Draw(t, "still paused") == 0 {
			f.Pauses[n-1].To = time.Time{}
		}
		if rapid.IntRange(0, 5).Draw(t, "done") == 0 {
			f.Done = later("done at")
		}
		return f
	})
}

// secondOpinion tells the light as a clerk would with the schedule on paper and
// the reports beside it. It shares nothing with the clock.
func secondOpinion(r *deadline.Regime, f *deadline.Facts, dues []deadline.Due, now time.Time) deadline.State {
	if !f.Done.IsZero() {
		return deadline.Done
	}
	if n := len(f.Pauses); n > 0 && f.Pauses[n-1].To.IsZero() {
		return deadline.Paused
	}
	if f.Assigned.IsZero() {
		return deadline.Unassigned
	}
	found := map[deadline.State]bool{}
	var last time.Time
	var lastState deadline.State
	for _, d := range dues {
		if !d.Met.IsZero() {
			state := deadline.Normal
			switch {
			case d.NoProgress:
				state = deadline.NoProgress
			case !d.Date.IsZero() && d.Met.After(d.Date.At(r.OfficeCloses)):
				state = deadline.MadeUp
			}
			if !d.Met.Before(last) {
				last, lastState = d.Met, state
			}
			continue
		}
		if d.Date.IsZero() {
			continue
		}
		yellow := d.Date
		for n := d.Stage.YellowBefore; n > 0; {
			yellow = yellow.AddDays(-1)
			if work, _ := workday.Default().IsWorkday(yellow); work || r.Lights.Counting == deadline.Natural {
				n--
			}
		}
		switch {
		case now.After(d.Date.At(r.OfficeCloses)) && d.Stage.Kind == deadline.KindResult:
			found[deadline.Overdue] = true
		case now.After(d.Date.At(r.OfficeCloses)):
			found[deadline.NotReported] = true
		case !workday.DateOf(now).Before(yellow):
			found[deadline.DueSoon] = true
		}
	}
	if lastState != "" {
		found[lastState] = true
	}
	for _, s := range deadline.States() {
		if found[s] {
			return s
		}
	}
	return deadline.Normal
}

func TestLightsEqualASecondOpinion(t *testing.T) {
	regimes := anyRegime(t)
	seen := map[deadline.State]int{}
	rapid.Check(t, func(t *rapid.T) {
		r := regimes.Draw(t, "regime")
		f := anyFacts(r).Draw(t, "facts")
		dues, begin := deadline.Schedule(r, workday.Default(), f), f.Assigned
		if rapid.IntRange(0, 9).Draw(t, "unassigned") == 0 {
			f.Assigned = time.Time{}
		}
		clock := deadline.NewClock(f, dues)
		moments := []time.Time{begin.Add(time.Duration(rapid.IntRange(0, 400*24*60).Draw(t, "now")) * time.Minute)}
		for _, d := range dues {
			if !d.At.IsZero() {
				moments = append(moments, d.At, d.At.Add(time.Microsecond), d.Date.AddDays(-d.Stage.YellowBefore).At(0))
			}
		}
		for _, now := range moments {
			want := secondOpinion(r, f, dues, now)
			seen[want]++
			if got := clock.State(now.UnixMicro()); got != want {
				t.Fatalf("%s at %v: %s, the second opinion is %s", r.ID, now, got, want)
			}
			l := deadline.LightOf(r, f, dues, now)
			if l.State != want || l.Colour != r.Lights.Colour(want) {
				t.Fatalf("%s at %v: light %s, %s; the second opinion is %s", r.ID, now, l.State, l.Colour, want)
			}
			if l.Reason(deadline.English) == "" || l.Reason(deadline.Chinese) == "" {
				t.Fatalf("%s is %s without a reason", r.ID, l.State)
			}
			if l.Since.After(now) && want != deadline.Done && want != deadline.Paused && want != deadline.NoProgress && want != deadline.MadeUp {
				t.Fatalf("%s at %v: %s since %v", r.ID, now, l.State, l.Since)
			}
		}
	})
	for _, s := range deadline.States() {
		if seen[s] == 0 {
			t.Errorf("no drawn matter was %s", s)
		}
	}
}

// nextChange is the first instant after now at which the clock says that the
// state may be another one without anything happening, or Never.
func nextChange(c deadline.Clock, now int64) int64 {
	next := deadline.Never
	if c.Base == deadline.Done || c.Base == deadline.Paused || c.Base == deadline.Unassigned {
		return next
	}
	for _, after := range [...]int64{c.OverdueAfter, c.SilentAfter, c.SoonFrom - 1} {
		if after >= now && after != deadline.Never && after+1 < next {
			next = after + 1
		}
	}
	return next
}

func TestALightChangesOnlyWhenTheClockSaysSo(t *testing.T) {
	regimes := anyRegime(t)
	rapid.Check(t, func(t *rapid.T) {
		r := regimes.Draw(t, "regime")
		f := anyFacts(r).Draw(t, "facts")
		clock := deadline.NewClock(f, deadline.Schedule(r, workday.Default(), f))
		now := f.Assigned.UnixMicro()
		for range 20 {
			next := nextChange(clock, now)
			if next == deadline.Never {
				break
			}
			if next <= now {
				t.Fatalf("the next change after %d is %d", now, next)
			}
			if before := clock.State(next - 1); before != clock.State(now) {
				t.Fatalf("%s at %d became %s before %d", clock.State(now), now, before, next)
			}
			now = next
		}
		if far := now + int64(10*365*24*time.Hour/time.Microsecond); clock.State(far) != clock.State(now) {
			t.Fatalf("%s became %s after the last change", clock.State(now), clock.State(far))
		}
	})
}

func TestDatesFollowFromTheFactsAlone(t *testing.T) {
	regimes := anyRegime(t)
	rapid.Check(t, func(t *rapid.T) {
		r := regimes.Draw(t, "regime")
		f := anyFacts(r).Draw(t, "facts")
		dues := deadline.Schedule(r, workday.Default(), f)
		if again := deadline.Schedule(r, workday.Default(), f); !reflect.DeepEqual(dues, again) {
			t.Fatal("the same facts gave two schedules")
		}
		keys := map[string]bool{}
		for i := range dues {
			d := &dues[i]
			if keys[d.Key] {
				t.Fatalf("two dues %s", d.Key)
			}
			keys[d.Key] = true
			if d.Derivation(deadline.English) == "" || d.Derivation(deadline.Chinese) == "" {
				t.Fatalf("%s has no derivation", d.Key)
			}
			if d.Date.IsZero() != d.At.IsZero() {
				t.Fatalf("%s is due %v at %v", d.Key, d.Date, d.At)
			}
			if d.Date.IsZero() {
				continue
			}
			if workday.DateOf(d.At) != d.Date {
				t.Fatalf("%s is due %v, at %v", d.Key, d.Date, d.At)
			}
			byHand := slices.ContainsFunc(f.Extensions, func(e deadline.Extended) bool { return e.Key == d.Key })
			work, settled := workday.Default().IsWorkday(d.Date)
			if d.Stage.Roll != deadline.RollNone && !byHand && !work {
				t.Fatalf("%s of %s is due %v, a day off: %s", d.Key, r.ID, d.Date, d.Derivation(deadline.English))
			}
			if d.Stage.Roll != deadline.RollNone && !byHand && !settled && !d.Provisional {
				t.Fatalf("%s of %s is due %v, which no notice settles, and is not provisional", d.Key, r.ID, d.Date)
			}
			if d.Stage.From.Anchor == deadline.FromAssignment && !byHand && d.Stage.Limit.Measure == deadline.InDays && d.Date.Before(workday.DateOf(f.Assigned)) {
				t.Fatalf("%s of %s is due %v, before the assignment", d.Key, r.ID, d.Date)
			}
		}
	})
}

// A report moves no date but of the stages that run from it.
func TestNoDateMovesWithoutAnEvent(t *testing.T) {
	regimes := anyRegime(t)
	rapid.Check(t, func(t *rapid.T) {
		r := regimes.Draw(t, "regime")
		f := anyFacts(r).Draw(t, "facts")
		f.Pauses, f.Extensions = nil, nil
		before := schedule(r, f)
		f.Reports = nil
		for key, d := range schedule(r, f) {
			had, there := before[key]
			if there && d.Stage.From.Anchor != deadline.FromStage && d.Date != had.Date {
				t.Fatalf("%s of %s is due %v with reports and %v without", key, r.ID, had.Date, d.Date)
			}
		}
	})
}

// Importing a notice moves provisional dates only.
func TestANoticeMovesOnlyProvisionalDates(t *testing.T) {
	regimes := anyRegime(t)
	rapid.Check(t, func(t *rapid.T) {
		r := regimes.Draw(t, "regime")
		f := anyFacts(r).Draw(t, "facts")
		f.Assigned = f.Assigned.AddDate(1, 0, 0)
		notice := "2027-01-01\t元旦\toff\t2027\n2027-05-01\t劳动节\toff\t2027\n2027-10-01\t国庆节\toff\t2027\n"
		set := map[string]bool{"2027-01-01": true, "2027-05-01": true, "2027-10-01": true}
		first := workday.Date{Year: 2026, Month: 12, Day: 29}
		for range rapid.IntRange(0, 30).Draw(t, "days") {
			d := first.AddDays(rapid.IntRange(0, 367).Draw(t, "day")).String()
			if !set[d] {
				set[d] = true
				notice += d + "\t春节\t" + rapid.SampledFrom([]string{"off", "work"}).Draw(t, "kind") + "\t2027\n"
			}
		}
		cal, err := workday.Default().With([]byte(notice))
		if err != nil {
			t.Fatal(err)
		}
		after := map[string]deadline.Due{}
		for _, d := range deadline.Schedule(r, cal, f) {
			after[d.Key] = d
		}
		for key, d := range schedule(r, f) {
			if now, there := after[key]; there && !d.Provisional && (now.Date != d.Date || now.Provisional) {
				t.Fatalf("%s of %s was due %v for certain and is now due %v, provisional %v", key, r.ID, d.Date, now.Date, now.Provisional)
			}
		}
	})
}

func TestAGrantedExtensionIsTheNewDate(t *testing.T) {
	regimes := anyRegime(t)
	granted := 0
	rapid.Check(t, func(t *rapid.T) {
		r := regimes.Draw(t, "regime")
		f := anyFacts(r).Draw(t, "facts")
		f.Pauses, f.Reports, f.Done = nil, nil, time.Time{}
		cal := workday.Default()
		dues := deadline.Schedule(r, cal, f)
		extendable := slices.DeleteFunc(slices.Clone(dues), func(d deadline.Due) bool {
			return d.Date.IsZero() || !slices.Contains(r.Extension.Stages, d.Stage.ID)
		})
		if len(extendable) == 0 {
			return
		}
		due := rapid.SampledFrom(extendable).Draw(t, "due")
		q := deadline.Request{
			Key: due.Key, At: due.At.Add(-time.Duration(rapid.IntRange(-20, 100).Draw(t, "hours before")) * time.Hour),
			Until: due.Date.AddDays(rapid.IntRange(-3, 20).Draw(t, "days")), Says: map[string]string{"reason": "a", "progress": "b"},
		}
		if n := len(f.Extensions); n > 0 && q.At.Before(f.Extensions[n-1].Granted) {
			return
		}
		approver, refusal := deadline.CheckExtension(r, cal, f, dues, q)
		if (approver == "") != (refusal != nil) {
			t.Fatalf("approver %q and refusal %v", approver, refusal)
		}
		if refusal != nil {
			return
		}
		granted++
		if q.At.After(due.At) {
			t.Fatal("granted after expiry")
		}
		f.Extensions = append(f.Extensions, deadline.Extended{Key: q.Key, Granted: q.At, Until: q.Until})
		if got := schedule(r, f)[q.Key].Date; got != q.Until {
			t.Fatalf("extended to %v, due %v", q.Until, got)
		}
	})
	if granted == 0 {
		t.Error("no drawn request was granted")
	}
}

func TestALadderOnlyClimbs(t *testing.T) {
	regimes := anyRegime(t)
	rapid.Check(t, func(t *rapid.T) {
		r := regimes.Draw(t, "regime")
		f := anyFacts(r).Draw(t, "facts")
		steps := deadline.Ladder(r, workday.Default(), f, deadline.Schedule(r, workday.Default(), f))
		for i := range steps {
			if steps[i].At.Before(steps[i].Due.At) || i > 0 && steps[i].At.Before(steps[i-1].At) {
				t.Fatalf("%s is reached at %v, before what comes before it", steps[i].Rung.Level, steps[i].At)
			}
			if steps[i].Reason(deadline.English) == "" || steps[i].Reason(deadline.Chinese) == "" {
				t.Fatal("a step without a reason")
			}
		}
	})
}
