package ledger

import (
	"context"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
)

// A Store keeps a ledger. Its errors are *Error where a person can do something
// about them: Unavailable when it cannot be reached, Conflict when two writers
// met.
type Store interface {
	// Update runs f in one transaction that writes: all of it is kept when f
	// returns nil, nothing otherwise. Writers take turns.
	Update(ctx context.Context, f func(Tx) error) error
	// View runs f on the ledger as it stands at one moment.
	View(ctx context.Context, f func(Reader) error) error
}

// A Reader reads a ledger within one transaction.
type Reader interface {
	// Now is the time of the transaction, the same however often it is asked.
	Now() time.Time
	// Events lists the events of a stream after its event number after.
	Events(stream string, after int) ([]Event, error)
	// EventsFrom calls f with the events of the whole ledger from a place on, in
	// order, until f returns an error.
	EventsFrom(seq int64, f func(Event) error) error
	// EventsBack lists the events of a stretch of the whole ledger, the newest first
	// and at most limit: those of a kind, if it is set, by or for a person, if one is.
	EventsBack(from, before int64, kind Kind, person string, limit int) ([]Event, error)
	// Months calls f with how the matters of a query stood at the end of a month, in
	// no order; those that were docketed later are left out.
	Months(q Query, month int, f func(*Month) error) error
	// EventsOf calls f with the events of streams up to a time, one stream after the
	// other and each in order, but for those that only set dates (KindDated).
	EventsOf(streams []string, until time.Time, f func(Event) error) error
	// Last is the number of the last event of the whole ledger, 0 for none.
	Last() int64
	// Versions are the numbers of the last events of OrgStream and RulesStream.
	Versions() (org, rules int, err error)
	// ID finds a matter by its id or number; an Error with NotFound if there is none.
	ID(idOrNumber string) (string, error)
	// IDs lists the ids of the matters with some numbers, in no order; what is no
	// number is left out.
	IDs(numbers []string) ([]string, error)
	// Subjects names matters by their ids; what is no matter is left out.
	Subjects(ids []string) (map[string]Subject, error)
	// Children lists the matters below a matter.
	Children(id string) ([]string, error)
	// List finds rows.
	List(q Query) (Page, error)
	// Lights counts the matters of a query by light.
	Lights(q Query) ([]LightCount, error)
	// Tally counts the matters of a query by light within each group.
	Tally(q Query, by Group) ([]Tally, error)
	// Waking lists the open matters with something to do by a time, the longest
	// overdue first.
	Waking(by time.Time, limit int) ([]string, error)
	// Matters lists all ids after one, in order; "" begins.
	Matters(after string, limit int) ([]string, error)
	// Notices lists what was told to a person, the newest first.
	Notices(person string, unread bool, limit int) ([]Notice, error)
	// Unread counts the messages to a person that are not read yet, up to a limit:
	// notices of one kind and time are one.
	Unread(person string, limit int) (int, error)
	// File reads evidence.
	File(hash string) (File, error)
	// Papers lists the reports under review that belong to one of the units, the
	// last changed first; nil units stand for all.
	Papers(units []string) ([]Paper, error)
	// PaperOf finds the report that a file or text was read for, by its hash; "" if
	// none was.
	PaperOf(hash string) (string, error)
}

// A Tx also writes.
type Tx interface {
	Reader
	// Append puts events at the end of the ledger and sets their Seq, Prev and
	// Hash. It fails with Conflict if a stream has an event of that number.
	Append(events []Event) error
	// Put sets the rows of matters, none twice.
	Put(changes []Change) error
	// PutMonths sets how matters stood at the ends of months.
	PutMonths(months []Month) error
	// Notify tells people; who was told of a cause already is not told again.
	Notify(notices []Notice) error
	// MarkRead notes that a person has read notices.
	MarkRead(person string, ids []int64) error
	// PutFile keeps evidence under its hash; the same file twice is kept once.
	PutFile(f File) error
	// PutPaper sets the row of a report under review.
	PutPaper(p Paper) error
	// Next counts up a counter and returns its value, from 1.
	Next(counter string) (int64, error)
	// Clean removes all that can be worked out again from the events.
	Clean() error
}

// A Row is a matter as lists show it, find it and sort it. It is worked out from
// events and can be made anew.
type Row struct {
	ID       string
	Number   string
	Title    string
	Text     string
	Regime   string
	Source   SourceKind
	Document string // hash of the source document
	From     int    // place in it
	Parent   string

	List        string
	Status      Status
	Assigning   string
	Lead        string   // the suggested one before assignment
	Others      []string // units that cooperate or that it was passed to
	InCharge    string   // seat
	Proposer    string   // seat
	Complex     bool
	Urgent      bool
	Grade       Grade
	Provisional bool
	Version     int
	Last        time.Time
	Cleared     time.Time

	Clock        deadline.Clock
	SilentColour deadline.Colour // colour of "not reported" under its regime
	StillColour  deadline.Colour // colour of "no progress" under its regime
	Waits        Wait            // for what on the assigning side, "" for nothing
	Asks         Ask             // what it asks of its unit, if that has others below it
	Due          int64           // µs: what is due first, deadline.Never if nothing
	DueKey       string
	Wake         int64 // µs: when there is next something to do, deadline.Never if never
}

// A Change is a row to be set. What did not change need not be written: with
// Text or Others false the row must be there.
type Change struct {
	Row
	Text   bool    // what rarely changes did: number, title, text, regime, document, parent, proposer
	Others bool    // the units beside the lead unit did
	Still  bool    // nothing did but Wake
	Swept  bool    // a sweep has told all there was before Wake; else an earlier wake that has come stays
	Months []Month // how it stands now and stood at the ends of months that were not written yet
}

// Light is the light of a row at a time.
func (r *Row) Light(now time.Time) (deadline.State, deadline.Colour) {
	state := r.Clock.State(now.UnixMicro())
	return state, deadline.Lights{NotReported: r.SilentColour, NoProgress: r.StillColour}.Colour(state)
}

// A Query says which matters a list shows. Empty fields do not limit.
type Query struct {
	Units    []string // lead units; Service.List takes a Unit with all below it, unless Alone
	Alone    bool     // the units themselves, not those below them
	Lights   []deadline.State
	Colours  []deadline.Colour
	Statuses []Status
	Open     bool // only what is not cleared
	Lists    []string
	InCharge string // seat
	Source   SourceKind
	Document string
	Parent   string
	Waits    []Wait   // that wait on the assigning side for one of these
	Asks     Ask      // what they ask of the unit that handles them
	Parted   []string // units with others below them; Service.List fills it in where Asks is set
	DueFrom  time.Time
	DueTo    time.Time // exclusive
	SoonTo   time.Time // exclusive: when the light turns to due soon
	Numbers  []string  // only those of these numbers
	Text     string    // characters that stand together in number, title or text; several by spaces
	Seen     *Seen     // what the person may see; nil for everything
	Order    Order     // "" puts first what is due first
	Limit    int       // rows a page, 20 if 0
	Page     int       // from 1
	NoTotal  bool
}

// An Order sorts a list; what is equal stands in the order it was docketed in.
type Order string

// The orders.
const (
	DueFirst     Order = ""
	DueLast      Order = "-due"
	NumberFirst  Order = "number" // docketed first
	NumberLast   Order = "-number"
	ChangedFirst Order = "changed" // unchanged the longest
	ChangedLast  Order = "-changed"
)

// Orders lists the orders.
func Orders() []Order {
	return []Order{DueFirst, DueLast, NumberFirst, NumberLast, ChangedFirst, ChangedLast}
}

// Seen limits a query to what somebody may see: matters with one of the units
// on any side, or one of the seats.
type Seen struct {
	Units []string
	Seats []string
}

// A Page is a part of a list.
type Page struct {
	Rows  []Row
	Total int // of all pages; -1 if it was not asked for
	Now   time.Time
}

// A LightCount counts matters with one light.
type LightCount struct {
	State  deadline.State
	Colour deadline.Colour
	Count  int
}

// A Group says what a tally is broken down by.
type Group string

// The groups.
const (
	ByLead     Group = "lead"      // the lead unit
	ByList     Group = "list"      // the list
	ByInCharge Group = "in_charge" // the seat of the leader in charge
)

// A Tally counts matters with one light in one group.
type Tally struct {
	Key string // of the group: a unit, a list, a seat; "" for matters without one
	LightCount
}

// A Notice tells a person something, once per cause.
type Notice struct {
	ID     int64
	Person string
	Matter string // id, "" for none
	Cause  string // what it is about; the same cause is told once
	Kind   string // kind of event, or due_soon, late, escalated
	At     time.Time
	Words  Words
	Read   time.Time // zero until read
}

// A File is evidence with its bytes.
type File struct {
	Evidence
	Data []byte
}
