package web

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// A happening is an event as the timeline of a matter tells it.
type happening struct {
	Number  int
	Kind    string // of the event, for the mark beside it
	Key     string // of the due that a report answers
	Returns bool   // a review that sent reports back
	What    string
	Who     string
	At      time.Time
	Lines   []string
	Moves   []moved
	Files   []ledger.Evidence
}

// moved is a date that came or changed.
type moved struct {
	Title, Text, Why string
}

// timeline tells events in words, in their order. Dates that moved stand with
// the event that moved them.
func timeline(q *Request, events []ledger.Event) []happening {
	var list []happening
	for i := range events {
		e := &events[i]
		if b, ok := e.Body.(ledger.DatedBody); ok && len(list) > 0 && list[len(list)-1].At.Equal(e.At) {
			list[len(list)-1].Moves = append(list[len(list)-1].Moves, moves(q, b.Moves)...)
			continue
		}
		h := happening{Number: e.Number, Kind: string(e.Kind), What: q.eventTitle(e), Who: who(q, e), At: e.At}
		h.tell(q, e.Body)
		list = append(list, h)
	}
	return list
}

// eventTitle names an event. What a leader writes is an instruction.
func (q *Request) eventTitle(e *ledger.Event) string {
	if e.Kind != ledger.KindCommented {
		return q.Head(e.Kind.Title())
	}
	for _, seat := range q.Rules.Org.Held(e.Actor) {
		if seat.Role == access.Leader {
			return q.T("do.comment")
		}
	}
	return q.T("do.remark")
}

// happened is what an event that a regime waits for is called there.
func (q *Request) happened(name string) string {
	if q.View == nil {
		return name
	}
	r, err := q.Rules.Regimes.Find(q.View.State.Matter.Regime)
	if err != nil {
		return name
	}
	for i := range r.Stages {
		if f := &r.Stages[i].From; f.Name == name && !f.Title.IsZero() {
			return q.Head(f.Title)
		}
	}
	return name
}

// who names who did something, in whose stead and for which unit.
func who(q *Request, e *ledger.Event) string {
	if e.Actor == "" {
		return q.T("matter.program")
	}
	name := q.PersonName(e.Actor)
	if e.For != "" {
		name = q.T("matter.covers", name, q.PersonName(e.For))
	}
	if e.Unit != "" {
		name += " · " + q.UnitName(e.Unit)
	}
	return name
}

// tell puts what an event says into lines.
func (h *happening) tell(q *Request, body ledger.Body) {
	switch b := body.(type) {
	case ledger.DocketedBody:
		if b.Draft {
			h.line(q.T("matter.as_draft"))
		}
	case ledger.AmendedBody:
		h.line(b.Reason)
	case ledger.AssignedBody:
		h.line(q.T("matter.lead_is", q.UnitName(b.Lead)))
		if len(b.Cooperating) > 0 {
			names := make([]string, len(b.Cooperating))
			for i, r := range b.Cooperating {
				names[i] = q.UnitName(r.Unit)
			}
			h.line(q.T("matter.cooperating_are", strings.Join(names, "、")))
		}
		h.line(b.Note)
	case ledger.ReturnedBody:
		h.line(b.Reason)
		if b.Suggested != "" {
			h.line(q.T("matter.suggests", q.UnitName(b.Suggested)))
		}
	case ledger.PassedBody:
		to := q.UnitName(b.Unit)
		if seat := q.Rules.Org.Seat(b.Seat); seat != nil {
			to = q.UnitName(seat.Unit) + " " + q.PersonName(seat.Holder)
		}
		h.line(q.T("matter.passed_to", to))
		h.line(b.Note)
	case ledger.PlannedBody:
		for _, n := range b.Nodes {
			h.line(q.Day(n.Date) + "　" + nodeTitle(q, n) + "　" + n.Goal)
		}
		h.line(b.Reason)
	case ledger.ReportedBody:
		h.report(q, b.Key, b.Says, b.Values, b.NoProgress, b.Evidence)
	case ledger.CloseAppliedBody:
		h.report(q, b.Key, b.Says, b.Values, false, b.Evidence)
	case ledger.OpinedBody:
		if b.Dissent {
			h.line(q.T("matter.dissents"))
		}
		h.says(q, "", b.Says)
	case ledger.ChasedBody:
		h.line(b.Note)
	case ledger.ExtensionAskedBody:
		h.line(q.T("matter.asks_until", h.due(q, b.Key), q.Day(b.Until)))
		h.says(q, "", b.Says)
	case ledger.ExtendedBody:
		h.line(q.T("matter.extended_to", h.due(q, b.Key), q.Day(b.Until)))
		h.line(b.Note)
	case ledger.ExtensionDeniedBody:
		h.line(b.Reason)
	case ledger.PausedBody:
		h.line(b.Reason)
	case ledger.ResumedBody:
		h.line(b.Note)
	case ledger.ReviewedBody:
		h.reviewed(q, &b)
	case ledger.ClearedBody:
		h.line(b.Note)
	case ledger.LookedBackBody:
		if b.Holds {
			h.line(q.T("matter.holds"))
		} else {
			h.line(q.T("matter.does_not_hold"))
		}
		h.line(b.Finding)
	case ledger.ReopenedBody:
		h.line(b.Reason)
		h.line(q.T("matter.reopened_until", q.Day(b.Until)))
	case ledger.TransferredBody:
		h.line(q.T("matter.transferred_to", q.UnitName(b.Lead)))
		h.line(b.Reason)
	case ledger.RecordedBody:
		h.line(q.happened(b.Name))
		h.line(b.Note)
	case ledger.CommentedBody:
		h.line(b.Text)
	case ledger.AttachedBody:
		h.Files = b.Evidence
	case ledger.EscalatedBody:
		h.line(q.In(b.Why))
	case ledger.DatedBody:
		h.Moves = moves(q, b.Moves)
	}
}

func (h *happening) line(text string) {
	if text = strings.TrimSpace(text); text != "" {
		h.Lines = append(h.Lines, text)
	}
}

func (h *happening) report(q *Request, key string, says, values map[string]string, none bool, files []ledger.Evidence) {
	h.Key = key
	if due := h.due(q, key); due != "" {
		h.line(q.T("matter.on", due))
	}
	if none {
		h.line(q.T("matter.no_progress"))
	}
	h.says(q, key, says)
	for _, in := range q.View.State.Matter.Indicators {
		if v := values[in.ID]; v != "" {
			h.line(in.Name + q.T("ledger.colon") + grouped(v) + in.Unit)
		}
	}
	h.Files = files
}

// says tells what was written in each field, in the order in which the stage
// asks for them.
func (h *happening) says(q *Request, key string, says map[string]string) {
	fields := fieldsOf(q, key)
	ids := make([]string, 0, len(says))
	for id := range says {
		ids = append(ids, id)
	}
	at := func(id string) int {
		return slices.IndexFunc(fields, func(f deadline.Field) bool { return f.ID == id })
	}
	slices.SortFunc(ids, func(a, b string) int { return cmp.Or(cmp.Compare(at(a), at(b)), cmp.Compare(a, b)) })
	for _, id := range ids {
		if len(ids) == 1 {
			h.line(says[id])
			continue
		}
		title := id
		if i := at(id); i >= 0 {
			title = q.Head(fields[i].Title)
		}
		h.line(title + q.T("ledger.colon") + says[id])
	}
}

func (h *happening) reviewed(q *Request, b *ledger.ReviewedBody) {
	var what []string
	for _, key := range b.Keys {
		what = append(what, h.due(q, key))
	}
	if b.Closing {
		what = append(what, q.T("matter.closing"))
	}
	h.Returns = b.Verdict == ledger.SendBack
	verdict := q.T("matter.review_accept")
	if h.Returns {
		verdict = q.T("matter.review_return")
	}
	h.line(q.T("matter.reviewed", strings.Join(what, "、"), verdict))
	if b.Grade != "" {
		h.line(q.T("matter.graded", q.In(b.Grade.Title())))
	}
	h.line(b.Reason)
}

// due names what is due under a key.
func (h *happening) due(q *Request, key string) string { return dueTitle(q, "", key) }

// dueTitle names what is due from a unit, "" for the lead unit, under a key.
func dueTitle(q *Request, unit, key string) string {
	dues := q.View.Schedule.Lead
	for i := range q.View.Schedule.Parts {
		if p := &q.View.Schedule.Parts[i]; unit != "" && p.Unit == unit {
			dues = p.Dues
		}
	}
	for i := range dues {
		if dues[i].Key == key {
			return q.In(dues[i].Title)
		}
	}
	if r, err := q.View.Rules.Regimes.Find(q.View.State.Matter.Regime); err == nil {
		id, period, _ := strings.Cut(key, "/")
		if stage := r.Stage(id); stage != nil {
			return strings.TrimSpace(q.In(stage.Title) + " " + period)
		}
	}
	return key
}

// fieldsOf are the fields that reports on a key may have, those of its stage
// first; "" is no stage's.
func fieldsOf(q *Request, key string) []deadline.Field {
	r, err := q.View.Rules.Regimes.Find(q.View.State.Matter.Regime)
	if err != nil {
		return nil
	}
	var fields []deadline.Field
	id, _, _ := cutKey(key)
	if stage := r.Stage(id); stage != nil {
		fields = append(fields, stage.Content...)
	}
	fields = append(fields, r.Extension.Needs...)
	for i := range r.Stages {
		fields = append(fields, r.Stages[i].Content...)
	}
	return fields
}

func nodeTitle(q *Request, n ledger.Node) string {
	if n.Title != "" {
		return n.Title
	}
	if r, err := q.View.Rules.Regimes.Find(q.View.State.Matter.Regime); err == nil {
		for _, k := range r.Nodes {
			if k.ID == n.ID {
				return q.In(k.Title)
			}
		}
	}
	return n.ID
}

func moves(q *Request, list []ledger.Move) []moved {
	var out []moved
	for _, m := range list {
		title := dueTitle(q, m.Unit, m.Key)
		if m.Unit != "" {
			title = q.UnitName(m.Unit) + " · " + title
		}
		out = append(out, moved{title, dayChange(q, m.From, m.To), q.In(m.Why)})
	}
	return out
}

func dayChange(q *Request, from, to workday.Date) string {
	switch {
	case to.IsZero():
		return q.T("matter.date_gone", q.Day(from))
	case from.IsZero() || from == to:
		return q.Day(to)
	default:
		return q.Day(from) + " → " + q.Day(to)
	}
}
