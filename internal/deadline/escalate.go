package deadline

import (
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/workday"
)

// Escalation is a regime's ladder for what stays late (升级).
type Escalation struct {
	Rungs      []Rung
	UrgentFrom string // the level that urgent matters start at, "" for the first
}

// A Rung is one level of the ladder: a slip of that colour goes out.
type Rung struct {
	Level string // blue, orange or red
	Title Words
	// Grace is how many working days late a due must be, by the level of the
	// unit that owes it; OtherGrace is for units without a level listed.
	Grace      []Grace
	OtherGrace int
	To         []string // the roles it goes to
}

// Grace is the grace of one level of the org tree.
type Grace struct {
	Level    string
	Workdays int
}

func (r *Rung) grace(level string) int {
	for _, g := range r.Grace {
		if g.Level == level {
			return g.Workdays
		}
	}
	return r.OtherGrace
}

// A Step is a rung of the ladder with the instant at which it is reached if the
// due is still open.
type Step struct {
	Rung        *Rung
	Due         *Due
	At          time.Time
	Provisional bool
	late        int // working days
}

// Ladder lists the steps ahead of the due that has been, or will be, late the
// longest. It is empty for a matter that is done, paused or owes nothing with a
// date.
func Ladder(r *Regime, cal *workday.Calendar, f *Facts, dues []Due) []Step {
	due := firstOpen(dues, "")
	if due == nil || !f.Done.IsZero() || f.paused() != nil {
		return nil
	}
	rungs := r.Escalation.Rungs
	if f.Urgent && r.Escalation.UrgentFrom != "" && len(rungs) > 0 {
		// What is urgent skips the lower colours but not their pace: its first
		// slip goes out when the first of the ladder would.
		i := slices.IndexFunc(rungs, func(g Rung) bool { return g.Level == r.Escalation.UrgentFrom })
		first := rungs[i]
		first.Grace, first.OtherGrace = rungs[0].Grace, rungs[0].OtherGrace
		rungs = append([]Rung{first}, rungs[i+1:]...)
	}
	steps := make([]Step, 0, len(rungs))
	for i := range rungs {
		late := rungs[i].grace(f.Level)
		date, settled := cal.AddWorkdays(due.Date, late)
		at := due.At
		if late > 0 {
			at = date.At(r.OfficeCloses).UTC()
		}
		steps = append(steps, Step{Rung: &rungs[i], Due: due, At: at, Provisional: due.Provisional || !settled, late: late})
	}
	return steps
}

// EscalationAt is the highest step reached at an instant and the next one, each
// nil if there is none.
func EscalationAt(steps []Step, now time.Time) (reached, next *Step) {
	for i := range steps {
		if !now.After(steps[i].At) {
			return reached, &steps[i]
		}
		reached = &steps[i]
	}
	return reached, nil
}

// Reason says why the step is, or will be, reached.
func (s *Step) Reason(lang Lang) string {
	at := s.Due.Words()
	if s.late == 0 {
		return Words{
			"“" + s.Due.Title.ZH + "”" + at.ZH + "到期未完成，发" + s.Rung.Title.ZH,
			s.Due.Title.EN + ": still open after " + at.EN + ", so " + s.Rung.Title.EN,
		}.In(lang)
	}
	late := both("%[1]d个工作日", "%[2]s", s.late, plural(s.late, "working day"))
	return Words{
		"“" + s.Due.Title.ZH + "”" + at.ZH + "到期，逾期满" + late.ZH + "，发" + s.Rung.Title.ZH,
		s.Due.Title.EN + ": still open " + late.EN + " after " + at.EN + ", so " + s.Rung.Title.EN,
	}.In(lang)
}

// Brief says the same where the due and its day are named beside it.
func (s *Step) Brief() Words {
	if s.late == 0 {
		return Words{"到期未完成，已发" + s.Rung.Title.ZH, "still open when it was due: " + s.Rung.Title.EN}
	}
	late := both("%[1]d个工作日", "%[2]s", s.late, plural(s.late, "working day"))
	return Words{"逾期满" + late.ZH + "，已发" + s.Rung.Title.ZH, "still open " + late.EN + " after it was due: " + s.Rung.Title.EN}
}
