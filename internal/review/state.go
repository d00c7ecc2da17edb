package review

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reckon"
)

// A Stage tells which version of a report a reading is of, stored as a word.
type Stage string

// The stages.
const (
	Unstated Stage = ""        // nobody said
	Draft    Stage = "draft"   // 审议稿、征求意见稿
	Adopted  Stage = "adopted" // 通过稿
)

// A Reading is one version of a report's text as it was read. Hashes are
// SHA-256 in hexadecimal.
type Reading struct {
	Name      string    `json:"name"` // of the file
	Stage     Stage     `json:"stage,omitempty"`
	MediaType string    `json:"type"`
	Charset   string    `json:"charset,omitempty"`
	File      string    `json:"file"`    // hash of the file's bytes
	Text      string    `json:"text"`    // hash of its text, which all positions refer to
	Content   string    `json:"content"` // hash of what was found in it
	Title     string    `json:"title"`
	Place     string    `json:"place,omitempty"`
	Level     string    `json:"level,omitempty"`
	Year      int       `json:"year,omitempty"` // the year it promises for
	Date      string    `json:"date,omitempty"` // when it was read to the congress
	At        time.Time `json:"-"`
	By        string    `json:"-"`
}

// A Content is what a reading found, kept as a file.
type Content struct {
	Sections    []reader.Section    `json:"sections"`
	Items       []Item              `json:"items"`
	Gone        []Item              `json:"gone,omitempty"` // of the version before
	Diagnostics []reader.Diagnostic `json:"diagnostics,omitempty"`
}

// A State is how the review of a report stands: the fold of its events.
type State struct {
	ID        string
	Version   int // number of its last event
	Last      time.Time
	Assigning string // unit whose report it is
	Readings  []Reading

	Sections    []reader.Section
	Items       []Item // in the order of the text
	Gone        []Item // whose text the last reading no longer has
	Diagnostics []reader.Diagnostic
	Text        []rune // of the last reading

	// Decisions are what people made of pairings of this report's promises with
	// later reports.
	Decisions reckon.Decisions

	steps []step       // that may be undone
	next  map[Kind]int // the highest number used in ids
}

// A step is what can be undone: the items as they were before it.
type step struct {
	number int
	by     string
	before []Item   // that it changed or took away
	came   []string // ids of those it brought
}

// Reading is the last reading.
func (s *State) Reading() *Reading {
	if len(s.Readings) == 0 {
		return &Reading{}
	}
	return &s.Readings[len(s.Readings)-1]
}

// Item finds an item by id, or nil.
func (s *State) Item(id string) *Item {
	i := slices.IndexFunc(s.Items, func(it Item) bool { return it.ID == id })
	if i < 0 {
		return nil
	}
	return &s.Items[i]
}

// Undoable is the last step that a person took and may undo, by its number; 0
// if there is none.
func (s *State) Undoable(by string) int {
	for i := len(s.steps) - 1; i >= 0; i-- {
		if s.steps[i].by == by {
			return s.steps[i].number
		}
	}
	return 0
}

// clone copies what apply changes.
func (s *State) clone() *State {
	next := *s
	next.Readings = slices.Clone(s.Readings)
	next.Items = slices.Clone(s.Items)
	next.steps = slices.Clone(s.steps)
	next.Decisions.Decisions = slices.Clone(s.Decisions.Decisions)
	next.next = maps.Clone(s.next)
	if next.next == nil {
		next.next = map[Kind]int{}
	}
	return &next
}

// A loader finds the text and the content of a reading.
type loader func(*Reading) (text string, c *Content, err error)

// apply takes one event over and tells which items it touched; nil stands for
// all of them.
func (s *State) apply(e *ledger.Event, load loader) (touched []string, err error) {
	b, err := decode(e)
	if err != nil {
		return nil, err
	}
	s.Version, s.Last = e.Number, e.At
	switch b := b.(type) {
	case readBody:
		return nil, s.applyRead(&b, e, load)
	case undoneBody:
		return s.applyUndone(b.Number, e.Actor), nil
	case docketedBody:
		for _, m := range b.Matters {
			if it := s.Item(m.Item); it != nil {
				it.Matter, it.Number, it.Touched, it.by = m.Matter, m.Number, e.Number, e.Actor
				touched = append(touched, m.Item)
			}
		}
		return touched, nil
	}
	if b, ok := b.(pairedBody); ok {
		switch {
		case b.Dropped != nil:
			s.Decisions.Drop(*b.Dropped)
		case b.Decision != nil:
			s.Decisions.Put(*b.Decision)
		}
		return []string{}, nil
	}
	st := step{number: e.Number, by: e.Actor}
	change := func(id string, f func(*Item)) {
		it := s.Item(id)
		if it == nil {
			return
		}
		st.before = append(st.before, *it)
		f(it)
		it.Touched, it.by = e.Number, e.Actor
		touched = append(touched, id)
	}
	take := func(id string) {
		change(id, func(*Item) {})
		s.Items = slices.DeleteFunc(s.Items, func(it Item) bool { return it.ID == id })
	}
	bring := func(it Item) {
		it.Touched, it.by = e.Number, e.Actor
		s.Items = append(s.Items, it)
		s.count(it.ID)
		st.came = append(st.came, it.ID)
		touched = append(touched, it.ID)
	}
	switch b := b.(type) {
	case decidedBody:
		for _, id := range b.Items {
			change(id, func(it *Item) { it.Status = b.Status })
		}
	case correctedBody:
		change(b.Item, func(it *Item) {
			it.Fields, it.Fixed, it.Status = b.Fields, true, Accepted
			it.Start, it.End, it.Quote = b.Start, b.End, s.quote(b.Start, b.End)
		})
	case unitsBody:
		for _, id := range b.Items {
			change(id, func(it *Item) { it.Lead, it.Cooperating = b.Lead, b.Cooperating })
		}
	case splitBody:
		take(b.Item)
		for _, it := range b.Into {
			bring(it)
		}
	case mergedBody:
		for _, id := range b.Items {
			take(id)
		}
		bring(b.Into)
	case addedBody:
		bring(b.Item)
	}
	sortItems(s.Items)
	s.steps = append(s.steps, st)
	return touched, nil
}

func (s *State) applyRead(b *readBody, e *ledger.Event, load loader) error {
	r := b.Reading
	r.At, r.By = e.At, e.Actor
	if b.First {
		s.Assigning = b.Assigning
	}
	text, c, err := load(&r)
	if err != nil {
		return err
	}
	s.Readings = append(s.Readings, r)
	s.Text, s.Sections, s.Items, s.Gone, s.Diagnostics = []rune(text), c.Sections, slices.Clone(c.Items), c.Gone, c.Diagnostics
	s.steps = nil // what was before cannot be undone on another text
	for i := range s.Items {
		s.count(s.Items[i].ID)
	}
	return nil
}

func (s *State) applyUndone(number int, by string) (touched []string) {
	i := slices.IndexFunc(s.steps, func(st step) bool { return st.number == number })
	if i < 0 {
		return nil
	}
	st := s.steps[i]
	s.steps = slices.Delete(s.steps, i, i+1)
	s.Items = slices.DeleteFunc(s.Items, func(it Item) bool { return slices.Contains(st.came, it.ID) })
	touched = append(touched, st.came...)
	for _, was := range st.before {
		touched = append(touched, was.ID)
		if it := s.Item(was.ID); it != nil {
			*it = was
			it.Touched, it.by = s.Version, by
			continue
		}
		was.Touched, was.by = s.Version, by
		s.Items = append(s.Items, was)
	}
	sortItems(s.Items)
	return touched
}

// prefixes begin the ids of items.
var prefixes = map[Kind]string{Action: "a", Indicator: "i"}

// count notes that an id is used.
func (s *State) count(id string) {
	for kind, prefix := range prefixes {
		if digits, ok := strings.CutPrefix(id, prefix); ok {
			if n, err := strconv.Atoi(digits); err == nil {
				s.next[kind] = max(s.next[kind], n)
			}
		}
	}
}

// fresh makes an id that was never used in this report.
func (s *State) fresh(kind Kind, further int) string {
	return prefixes[kind] + strconv.Itoa(s.next[kind]+further)
}

func (s *State) quote(start, end int) string {
	if start < 0 || end > len(s.Text) || start > end {
		return ""
	}
	return string(s.Text[start:end])
}

// Counts says how far a review has come.
type Counts struct {
	Total, Reviewed     int // items; those accepted or dropped
	Actions, Indicators int
	Accepted            int // actions accepted and not docketed
	Docketed            int
	Pending             int // doubtful or uncertain, and open
	Changed             int // by the last version of the text, and open
	Gone                int
}

// Counts counts the items.
func (s *State) Counts() Counts {
	c := Counts{Gone: len(s.Gone)}
	for i := range s.Items {
		c.add(&s.Items[i])
	}
	return c
}

func (c *Counts) add(it *Item) {
	c.Total++
	if it.Status != Open {
		c.Reviewed++
	} else {
		if it.Doubt || it.Change == Uncertain {
			c.Pending++
		}
		if it.Change != "" {
			c.Changed++
		}
	}
	if it.Kind == Indicator {
		c.Indicators++
		return
	}
	c.Actions++
	if it.Matter != "" {
		c.Docketed++
	} else if it.Status == Accepted {
		c.Accepted++
	}
}
