package ledger

import (
	"context"
	"slices"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/workday"
)

// A TrailQuery says which events an auditor looks for. Empty fields do not limit.
type TrailQuery struct {
	Matter string // id, number or words of the title, or OrgStream or RulesStream
	Person string // who acted, or was covered
	Kind   Kind
	Before int64 // only events before this one; 0 for all
	Limit  int
}

// A Trail is what was found, the newest first. Next is where to go on, 0 at the
// beginning of the ledger.
type Trail struct {
	Events []Event
	Last   int64 // number of the ledger's last event
	Next   int64
	About  map[string]Subject // what the events are about, by their streams
	Like   []Subject          // the matters meant, where words of a title fit several
}

// A Subject names what events are about: a matter, or a report under review,
// which has no number.
type Subject struct{ Number, Title string }

// mostLike is how many matters are offered where words of a title fit several.
const mostLike = 20

// stretch is how many events one look at the trail goes through at most.
const stretch = 10_000

// Trail finds events for somebody who may read the audit.
func (s *Service) Trail(ctx context.Context, by string, q TrailQuery) (Trail, error) {
	var t Trail
	err := s.store.View(ctx, func(tx Reader) error {
		rules, err := s.read(tx)
		if err != nil {
			return err
		}
		v := rules.Org.May(by, access.ReadAudit, &access.Matter{}, "", workday.DateOf(tx.Now()))
		if !v.Allowed {
			return &Error{Code: Forbidden, Key: "may_not_read_audit", Words: v.Reason}
		}
		if t, err = trail(tx, q); err == nil {
			t.About, err = subjects(tx, t.Events)
		}
		return err
	})
	return t, err
}

// subjects names the matters and reports of events.
func subjects(tx Reader, events []Event) (map[string]Subject, error) {
	var streams []string
	for i := range events {
		if stream := events[i].Stream; stream != OrgStream && stream != RulesStream && !slices.Contains(streams, stream) {
			streams = append(streams, stream)
		}
	}
	about, err := tx.Subjects(streams)
	if err != nil || len(about) == len(streams) {
		return about, err
	}
	papers, err := tx.Papers(nil)
	for i := range papers {
		if slices.Contains(streams, papers[i].ID) {
			about[papers[i].ID] = Subject{Title: papers[i].Title}
		}
	}
	return about, err
}

func trail(tx Reader, q TrailQuery) (Trail, error) {
	t := Trail{Last: tx.Last()}
	before := t.Last + 1
	if q.Before > 0 && q.Before < before {
		before = q.Before
	}
	if q.Matter != "" {
		fits := func(e *Event) bool {
			return (q.Kind == "" || e.Kind == q.Kind) && (q.Person == "" || e.Actor == q.Person || e.For == q.Person)
		}
		err := t.ofStream(tx, q, before, fits)
		return t, err
	}
	from := max(1, before-stretch)
	var err error
	if t.Events, err = tx.EventsBack(from, before, q.Kind, q.Person, q.Limit+1); err != nil {
		return t, err
	}
	switch {
	case len(t.Events) > q.Limit:
		t.Events = t.Events[:q.Limit]
		t.Next = t.Events[q.Limit-1].Seq
	case from > 1:
		t.Next = from
	}
	return t, nil
}

func (t *Trail) ofStream(tx Reader, q TrailQuery, before int64, fits func(*Event) bool) error {
	stream := q.Matter
	if stream != OrgStream && stream != RulesStream {
		id, err := tx.ID(stream)
		if CodeOf(err) == NotFound {
			id, err = t.titled(tx, stream)
		}
		if id == "" || err != nil {
			return err
		}
		stream = id
	}
	events, err := tx.Events(stream, 0)
	if err != nil {
		return err
	}
	for i := len(events) - 1; i >= 0; i-- {
		if e := &events[i]; e.Seq < before && fits(e) {
			if len(t.Events) == q.Limit {
				t.Next = t.Events[len(t.Events)-1].Seq
				break
			}
			t.Events = append(t.Events, *e)
		}
	}
	return nil
}

// titled finds the matter with some words in its title; none where they fit
// several, which Like lists then.
func (t *Trail) titled(tx Reader, words string) (string, error) {
	page, err := tx.List(Query{Text: words, Limit: mostLike, NoTotal: true})
	if err != nil || len(page.Rows) == 0 {
		return "", err
	}
	if len(page.Rows) == 1 {
		return page.Rows[0].ID, nil
	}
	for i := range page.Rows {
		t.Like = append(t.Like, Subject{page.Rows[i].Number, page.Rows[i].Title})
	}
	return "", nil
}
