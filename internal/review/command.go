package review

import "github.com/luoshi-project/luoshi/reckon"

// A Command asks for a step in the review of a report.
type Command interface {
	decide(d *decision) (body, error)
}

// The commands. Items are ids; positions are code points of the text of the
// last reading, half-open.
type (
	// Decide accepts, drops or opens items again.
	Decide struct {
		Items  []string
		Status Status
	}
	// AcceptSection accepts everything in a section, and in those below it, that
	// was not looked at yet; "" is the whole report. Kind limits it where it is set.
	AcceptSection struct {
		Section string
		Kind    Kind
	}
	// Correct sets the fields of an item, and its range where End is set. The item
	// is accepted with it.
	Correct struct {
		Item       string
		Start, End int
		Fields     Fields
	}
	// Split splits an action at a position within it.
	Split struct {
		Item string
		At   int
	}
	// Merge joins an action with the next one.
	Merge struct{ Item string }
	// Add adds an item for a selected range. Empty fields are filled from its words.
	Add struct {
		Kind       Kind
		Start, End int
		Fields     Fields
	}
	// SetUnits chooses the lead and the cooperating units of actions. Without a lead
	// the choice is taken back.
	SetUnits struct {
		Items       []string
		Lead        string
		Cooperating []string
	}
	// Pair keeps what a person made of a pairing: that promise and result belong
	// together, or do not. It belongs to the report that promised.
	Pair struct{ Decision reckon.Decision }
	// Unpair takes such a decision back.
	Unpair struct{ Plan reckon.Claim }
	// Undo takes back the last step of the same person.
	Undo struct{}
)
