package web

import (
	"slices"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// What dates can be moved together: the matter's own, or those of its plan that
// are still ahead.
const (
	moveDeadline = "deadline"
	moveNext     = "next"  // the next node
	moveNodes    = "nodes" // all nodes ahead
)

// A dateMove is how the dates of the chosen matters are to change: to a day, or by
// some days.
type dateMove struct {
	what   string
	to     workday.Date
	days   int
	reason string
	today  workday.Date
}

// mostDays is how far dates are moved at once.
const mostDays = 3660

func newDateMove(q *Request) (*dateMove, error) {
	m := &dateMove{what: q.Text("what"), reason: q.Text("reason"), today: q.Today()}
	var err error
	if m.to, err = q.date("move_to"); err != nil {
		return nil, err
	}
	days := q.Text("days")
	m.days = q.Number("days", 0)
	switch {
	case !slices.Contains([]string{moveDeadline, moveNext, moveNodes}, m.what):
		return nil, ledgerRefusal("what", "请选择调整哪个日期", "Please choose which date to move")
	case m.to.IsZero() == (days == ""):
		return nil, ledgerRefusal("move_to", "请填新的日期，或者填顺延几天，二者填一个", "Please give either the new date or the number of days")
	case days != "" && (m.days == 0 || m.days > mostDays || m.days < -mostDays):
		return nil, ledgerRefusal("days", "天数请填整数，提前填负数，如 7 或者 -3", "Please give the days as a whole number, negative for earlier, as 7 or -3")
	case m.what == moveNodes && !m.to.IsZero():
		return nil, ledgerRefusal("move_to", "几个节点不能改到同一天，请填顺延几天", "Several nodes cannot fall on one day: please give the number of days")
	case !m.to.IsZero() && m.to.Before(m.today):
		return nil, ledgerRefusal("move_to", "新的日期不能早于今天", "The new date cannot lie before today")
	case m.reason == "":
		return nil, ledgerRefusal("reason", "请写明调整的理由", "Please give the reason")
	}
	return m, nil
}

// moved is where a date comes to lie.
func (m *dateMove) moved(from workday.Date) workday.Date {
	if !m.to.IsZero() {
		return m.to
	}
	return from.AddDays(m.days)
}

// do moves the dates of one matter. A step after which nothing is due on another
// day than before is refused: whoever reads of it would look for what changed.
func (m *dateMove) do(q *Request, b *ledger.Batch, id string) error {
	before, err := b.State(id)
	if err != nil {
		return err
	}
	dues, err := b.Schedule(&before)
	if err != nil {
		return err
	}
	c, err := m.command(&before, dues.Lead)
	if err != nil {
		return err
	}
	after, err := b.Do(q.Person, id, ledger.Any, c)
	if err == nil && before.Assigned && slices.Equal(before.Dates, after.Dates) {
		err = ledgerRefusal("what", "期限没有因此变动：按它的制度或者批准过的延期计算，不看这个日期",
			"no due date would move: its regime, or an extension that was granted, counts without this date")
	}
	return err
}

func (m *dateMove) command(s *ledger.State, dues []deadline.Due) (ledger.Command, error) {
	if m.what == moveDeadline {
		return m.deadline(s, dues)
	}
	nodes := slices.Clone(s.Plan)
	var ahead []*ledger.Node
	for i := range nodes {
		if !nodes[i].Date.Before(m.today) {
			ahead = append(ahead, &nodes[i])
		}
	}
	if len(ahead) == 0 {
		return nil, ledgerRefusal("what", "没有今天及以后的节点", "it has no node ahead")
	}
	if m.what == moveNext {
		ahead = []*ledger.Node{slices.MinFunc(ahead, func(a, b *ledger.Node) int { return a.Date.Compare(b.Date) })}
	}
	for _, n := range ahead {
		if n.Date = m.moved(n.Date); n.Date.Before(m.today) {
			return nil, tooEarly(n.Date)
		}
	}
	return ledger.SetPlan{Nodes: nodes, Reason: m.reason}, nil
}

// deadline moves the matter's own date; where it has none, from the one that its
// regime took instead.
func (m *dateMove) deadline(s *ledger.State, dues []deadline.Due) (ledger.Command, error) {
	from := s.Matter.Deadline
	for i := range dues {
		if d := &dues[i]; from.IsZero() && d.Stage.Limit.Measure == deadline.ByDeadline {
			from = d.Date
		}
	}
	if from.IsZero() && m.to.IsZero() {
		return nil, ledgerRefusal("what", "还没有完成期限可以顺延", "it has no date of its own to move")
	}
	matter := s.Matter
	if matter.Deadline = m.moved(from); matter.Deadline.Before(m.today) {
		return nil, tooEarly(matter.Deadline)
	}
	return ledger.Amend{Matter: matter, Draft: s.Status == ledger.Draft, Reason: m.reason}, nil
}

func tooEarly(d workday.Date) error {
	return ledgerRefusal("days", "会落到今天以前（"+d.String()+"）", "it would come to lie before today ("+d.String()+")")
}
