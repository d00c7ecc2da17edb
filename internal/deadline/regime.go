package deadline

import (
	"strconv"
	"time"
)

// A Regime is a rule of supervision: what is due when, who reviews it, what a
// light means. It is read from YAML (see docs/regimes.md) and does not change;
// a changed rule is a new version, and a matter keeps the version it started
// under.
type Regime struct {
	ID      string
	Version int
	Title   Words
	Source  []Words   // which rules say so, by name and number
	Unknown []Unknown // what no public source says, and the default taken

	OfficeCloses time.Duration // since midnight in China: when a due day ends
	Stages       []Stage
	Nodes        []NodeKind // what a plan under this regime usually holds
	Lights       Lights
	Chase        Chase
	Extension    Extension
	Escalation   Escalation
	Order        ReportingOrder

	// YAML is the text the regime was read from, for the record of the matters
	// that start under it.
	YAML string
}

// Ref names the regime and its version: "13710@1".
func (r *Regime) Ref() string { return r.ID + "@" + strconv.Itoa(r.Version) }

// Stage finds a stage by its id, or nil.
func (r *Regime) Stage(id string) *Stage {
	for i := range r.Stages {
		if r.Stages[i].ID == id {
			return &r.Stages[i]
		}
	}
	return nil
}

// An Unknown is a question that public sources leave open.
type Unknown struct {
	Question Words
	Default  Words
}

// A NodeKind is a node that plans usually hold; a plan may have others.
type NodeKind struct {
	ID    string
	Title Words
}

// A Kind says what a stage asks for; it decides what a missed date is called.
type Kind string

// The kinds of stages.
const (
	KindReport Kind = "report" // a report is due; a missed date is "not reported"
	KindResult Kind = "result" // the matter itself is due; a missed date is "overdue"
)

// Applies says to which matters a stage applies.
type Applies string

// The choices for Applies.
const (
	ToAll      Applies = "all"
	ToOrdinary Applies = "ordinary"
	ToComplex  Applies = "complex"
)

// A Part is the part a unit plays in a matter.
type Part string

// The parts.
const (
	Lead        Part = "lead"        // 牵头
	Cooperating Part = "cooperating" // 配合
)

// Counting says which days a limit in days counts.
type Counting string

// The ways to count.
const (
	Natural Counting = "natural" // 自然日
	Working Counting = "working" // 工作日
)

// A Roll says what becomes of a last day that is not worked.
type Roll string

// The ways to roll.
const (
	RollNext     Roll = "next"     // the next working day
	RollPrevious Roll = "previous" // the working day before
	RollNone     Roll = "none"     // it stays
)

// An Anchor says what a limit runs from.
type Anchor string

// The anchors.
const (
	FromAssignment Anchor = "assignment"
	FromStage      Anchor = "stage" // when that stage was reported; until then, when it is due
	FromEvent      Anchor = "event" // when that event was recorded; until then there is no date
)

// From is the beginning of a stage.
type From struct {
	Anchor Anchor
	Name   string // of the stage or event
	Title  Words  // of the event
}

// A Measure is the form of a limit.
type Measure string

// The measures. The first six are for stages that come once, the others for
// stages that repeat.
const (
	InDays     Measure = "days"      // N days from the beginning
	InMonths   Measure = "months"    // N months from the beginning, by matching date
	ByDeadline Measure = "deadline"  // the matter's own date, else Month-Day of its year, else none
	AtNodes    Measure = "nodes"     // once for each node of the matter's plan, on its date
	AtLastNode Measure = "last_node" // the date of the plan's last node; none without a plan
	Open       Measure = "none"      // no date

	OnDay     Measure = "day"               // on day N of the period's last month
	OnDayNext Measure = "day_of_next_month" // on day N of the month after the period
	AtEnd     Measure = "period_end"        // on the period's last day
	AfterEnd  Measure = "days_after_end"    // N days after the period's end
)

// A Limit is how long a stage has.
type Limit struct {
	Measure Measure
	N       int
	Month   time.Month // of a ByDeadline default; 0 for none
	Day     int
}

// A Cycle is how often a stage repeats.
type Cycle string

// The cycles.
const (
	Once     Cycle = ""
	Monthly  Cycle = "month"
	Quarter  Cycle = "quarter"
	HalfYear Cycle = "half-year"
	Yearly   Cycle = "year"
)

// months is the length of a cycle.
func (c Cycle) months() int {
	switch c {
	case Monthly:
		return 1
	case Quarter:
		return 3
	case HalfYear:
		return 6
	default:
		return 12
	}
}

// A Stage is one thing that is due.
type Stage struct {
	ID      string
	Title   Words
	Kind    Kind
	Applies Applies
	By      Part // who owes it
	From    From
	Repeat  Cycle
	Limit   Limit

	Counting        Counting
	FirstDayCounted bool
	SameDay         bool // due on the very day it begins, whatever the limit
	Roll            Roll
	YellowBefore    int // days before the due day from which it is due soon

	Content  []Field
	Reviewer string // a role; "" when nobody reviews
}

// A Field is something a report for a stage must say.
type Field struct {
	ID    string
	Title Words
}

// A Choice departs from what a regime says about counting, for "what if".
type Choice struct {
	Counting Counting // "" keeps the regime's
	Roll     Roll     // "" keeps the regime's
	SameDay  bool     // stages of one day from assignment fall due on that very day
}

// With is the regime under a choice. Dates that are set by hand (nodes,
// deadlines) are not counted, so no choice moves them.
func (r *Regime) With(c Choice) *Regime {
	next := *r
	next.Stages = append([]Stage(nil), r.Stages...)
	for i := range next.Stages {
		s := &next.Stages[i]
		if s.Limit.Measure == ByDeadline || s.Limit.Measure == AtNodes || s.Limit.Measure == AtLastNode {
			continue
		}
		if c.Counting != "" {
			s.Counting = c.Counting
		}
		if c.Roll != "" {
			s.Roll = c.Roll
		}
		if c.SameDay && s.From.Anchor == FromAssignment && s.Limit == (Limit{Measure: InDays, N: 1}) {
			s.SameDay = true
		}
	}
	return &next
}

// Missing lists the fields of a stage's content that a report leaves empty.
func (s *Stage) Missing(report map[string]string) []Field {
	var missing []Field
	for _, f := range s.Content {
		if report[f.ID] == "" {
			missing = append(missing, f)
		}
	}
	return missing
}
