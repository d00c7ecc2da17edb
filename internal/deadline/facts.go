package deadline

import (
	"time"

	"github.com/luoshi-project/luoshi/workday"
)

// Facts is what is known of one matter, or of one cooperating unit's part in
// it, at the time of asking. Every list is in the order things happened.
type Facts struct {
	Assigned time.Time // zero before, and after a return
	Complex  bool
	Part     Part   // "" is Lead
	Level    string // of the unit that owes: province, city, county, township; "" for none
	Depth    int    // levels below the unit first assigned: lower levels report ahead
	Urgent   bool   // escalation may start higher

	Deadline workday.Date // the matter's own date, zero for none
	// The days over which repeating stages repeat. Zero values mean from the
	// day of assignment, and to the matter's own date, else the last node of
	// its plan, else the end of the year.
	PeriodFrom, PeriodTo workday.Date
	Nodes                []Node // the plan

	Events     []Event
	Reports    []Report
	Extensions []Extended
	Pauses     []Pause
	Chases     []time.Time
	Done       time.Time // cleared (销号); zero while open
}

// A Node is a dated step of a matter's plan (节点). Without a title it has the
// one that the regime gives nodes of its id.
type Node struct {
	ID    string
	Title string
	Date  workday.Date
}

// An Event is something a regime's stage can begin with.
type Event struct {
	Name string
	At   time.Time
}

// A Report answers the due of that key.
type Report struct {
	Key        string
	At         time.Time
	NoProgress bool // it says that nothing has moved
	Returned   bool // sent back by the reviewer: it no longer counts
}

// Extended is a granted extension of the due of that key.
type Extended struct {
	Key     string
	Granted time.Time
	Until   workday.Date
}

// A Pause stops the clock. To is zero while it lasts.
type Pause struct {
	From, To time.Time
}

// paused is the pause that lasts, or nil.
func (f *Facts) paused() *Pause {
	for i := range f.Pauses {
		if f.Pauses[i].To.IsZero() {
			return &f.Pauses[i]
		}
	}
	return nil
}

func (f *Facts) event(name string) *Event {
	// The last one: an answer redone a second time runs from the second refusal.
	for i := len(f.Events) - 1; i >= 0; i-- {
		if f.Events[i].Name == name {
			return &f.Events[i]
		}
	}
	return nil
}
