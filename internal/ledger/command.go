package ledger

import (
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/workday"
)

// A Command asks for a step to be taken in a matter.
type Command interface {
	// Step is the step it takes.
	Step() access.Step
	// decide tells what happens, or why it may not.
	decide(d *decision) ([]Body, error)
}

// The commands. Texts are plain text; units and seats are ids; keys are those
// of what is due (State.Dates, View.Dues).
type (
	// Docket dockets a matter (立项), or notes it as a draft. It is the first
	// command of a matter.
	Docket struct {
		Matter Matter
		Draft  bool
	}
	// Amend corrects a matter (更正). A draft becomes a docketed matter unless it
	// is to stay one. The number, the parent and the assigning unit stay.
	Amend struct {
		Matter Matter
		Draft  bool
		Reason string
	}
	// Assign assigns a draft, a docketed or a returned matter (交办) to one lead
	// unit and any number of cooperating ones. Its clock starts now. Without a lead
	// the suggested units are taken.
	Assign struct {
		Lead        string
		Cooperating []string
		Note        string
	}
	// Sign signs for a matter (签收).
	Sign struct{}
	// Return returns a matter that is not the unit's own (退回), before signing.
	Return struct {
		Reason    string
		Suggested string // unit whose matter it is
	}
	// Pass passes a matter on inside (批转): to a unit below the lead unit, or to a
	// seat there.
	Pass struct {
		Unit string
		Seat string
		Note string
	}
	// SetPlan sets the nodes of a matter's plan (节点). The doers may add nodes; only
	// the assigning side may move or remove those that are there.
	SetPlan struct {
		Nodes  []Node
		Reason string
	}
	// SubmitReport reports (反馈) on what is due under a key, or between dates with
	// no key.
	SubmitReport struct {
		Key        string
		Says       map[string]string // by the id of the field the regime asks for
		Values     map[string]string // decimals by the id of the indicator
		NoProgress bool
		Evidence   []Evidence
	}
	// GiveOpinion gives a cooperating unit's opinion (配合意见).
	GiveOpinion struct {
		Unit    string // "" for the only one the person may speak for
		Key     string
		Says    map[string]string
		Dissent bool
	}
	// Chase chases (催办).
	Chase struct{ Note string }
	// AskExtension asks for more time (申请延期), before expiry.
	AskExtension struct {
		Key   string
		Until workday.Date
		Says  map[string]string // reason, progress
	}
	// DecideExtension grants the extension asked for, to the approver's own date
	// (zero takes the one asked for), or denies it.
	DecideExtension struct {
		Grant bool
		Until workday.Date
		Note  string // needed to deny
	}
	// Pause stops the clock (暂停).
	Pause struct{ Reason string }
	// Resume lets the clock run again (恢复).
	Resume struct{ Note string }
	// ApplyClose applies to close (申请办结). It is the report on the result that
	// is due: Key, or "" for the first one open.
	ApplyClose struct {
		Key      string
		Says     map[string]string
		Values   map[string]string
		Evidence []Evidence
	}
	// Review accepts or returns reports by key, and with Closing the application to
	// close (审核). To accept that, every report must have been accepted, before or
	// with it, and a grade is needed.
	Review struct {
		Keys    []string
		Closing bool
		Verdict Verdict
		Grade   Grade
		Reason  string // needed to return
	}
	// Clear clears an accepted matter from the list (销号).
	Clear struct{ Note string }
	// LookBack notes whether a cleared matter's result holds (回头看).
	LookBack struct {
		Holds   bool
		Finding string
	}
	// Reopen takes a cleared matter up again, due on a new date.
	Reopen struct {
		Reason string
		Until  workday.Date
	}
	// Transfer gives a matter to another lead unit (移交). Its dates stay.
	Transfer struct {
		Lead   string
		Reason string
	}
	// Record notes that something happened which a stage of the regime waits for.
	Record struct {
		Name string
		Note string
	}
	// Comment leaves a comment or instruction (批示、留言).
	Comment struct{ Text string }
	// Attach adds evidence.
	Attach struct{ Evidence []Evidence }
)

// Step is the step the command takes.
func (Docket) Step() access.Step          { return access.Docket }
func (Amend) Step() access.Step           { return access.Amend }
func (Assign) Step() access.Step          { return access.Assign }
func (Sign) Step() access.Step            { return access.Sign }
func (Return) Step() access.Step          { return access.Return }
func (Pass) Step() access.Step            { return access.Pass }
func (SetPlan) Step() access.Step         { return access.Plan }
func (SubmitReport) Step() access.Step    { return access.Report }
func (GiveOpinion) Step() access.Step     { return access.Opinion }
func (Chase) Step() access.Step           { return access.Chase }
func (AskExtension) Step() access.Step    { return access.Extend }
func (DecideExtension) Step() access.Step { return access.DecideExtension }
func (Pause) Step() access.Step           { return access.Pause }
func (Resume) Step() access.Step          { return access.Resume }
func (ApplyClose) Step() access.Step      { return access.ApplyClose }
func (Review) Step() access.Step          { return access.Review }
func (Clear) Step() access.Step           { return access.Clear }
func (LookBack) Step() access.Step        { return access.LookBack }
func (Reopen) Step() access.Step          { return access.Reopen }
func (Transfer) Step() access.Step        { return access.Transfer }
func (Record) Step() access.Step          { return access.Record }
func (Comment) Step() access.Step         { return access.Comment }
func (Attach) Step() access.Step          { return access.Attach }
