package ledger

import (
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/workday"
)

func (c Review) decide(d *decision) ([]Body, error) {
	s := d.state
	switch {
	case c.Verdict != Accept && c.Verdict != SendBack:
		return nil, missing("verdict", "审核结论：accept或者return", "a verdict, accept or return")
	case len(c.Keys) == 0 && !c.Closing:
		return nil, missing("keys", "审核的环节", "what is reviewed")
	case c.Closing && s.Status != Closing:
		return nil, invalid("not_applied", "closing", "没有待审核的办结申请", "no application to close waits for review")
	case c.Verdict == SendBack && c.Reason == "":
		return nil, missing("reason", "退回理由", "the reason")
	case c.Grade != "" && c.Grade.Title().IsZero():
		return nil, unknown("grade", "等次", "grade", string(c.Grade))
	case c.Grade != "" && !c.Closing:
		return nil, invalid("grade_early", "grade", "办结时才评等次", "a grade is given when the matter closes")
	case c.Closing && slices.Contains(c.Keys, s.Closing):
		c.Keys = slices.DeleteFunc(slices.Clone(c.Keys), func(k string) bool { return k == s.Closing })
	}
	for _, key := range c.Keys {
		if err := d.reviewable(key); err != nil {
			return nil, err
		}
	}
	if c.Closing && c.Verdict == Accept {
		if err := d.acceptable(&c); err != nil {
			return nil, err
		}
	}
	return []Body{ReviewedBody(c)}, nil
}

// reviewable tells whether a report waits for review.
func (d *decision) reviewable(key string) error {
	if key == d.state.Closing && d.state.Status == Closing {
		return invalid("closing", "keys", "该环节随办结申请一并审核", "that report is reviewed with the application to close")
	}
	switch r := d.state.lastReport(key); {
	case r == nil:
		return invalid("not_reported", "keys", "“"+key+"”尚未反馈", key+" was not reported")
	case r.Review != "":
		return invalid("reviewed", "keys", "“"+key+"”已审核", key+" was reviewed already")
	}
	return nil
}

// lastReport is the lead unit's last report on a due, or nil.
func (s *State) lastReport(key string) *Report {
	for i := len(s.Reports) - 1; i >= 0; i-- {
		if r := &s.Reports[i]; r.Key == key && r.Unit == "" {
			return r
		}
	}
	return nil
}

// Unreviewed lists what the lead unit reported and nobody reviewed. The report
// that applies to close is reviewed with the application.
func (s *State) Unreviewed() []string {
	var keys []string
	seen := map[string]bool{}
	for i := len(s.Reports) - 1; i >= 0; i-- { // the last report on a due is the one that counts
		r := &s.Reports[i]
		if r.Unit != "" || r.Key == "" || seen[r.Key] {
			continue
		}
		seen[r.Key] = true
		if r.Review == "" && (s.Status != Closing || r.Key != s.Closing) {
			keys = append(keys, r.Key)
		}
	}
	slices.Reverse(keys)
	return keys
}

// acceptable tells whether an application to close may be accepted.
func (d *decision) acceptable(c *Review) error {
	if c.Grade == "" {
		return missing("grade", "评估等次", "a grade")
	}
	if c.Grade == Failed {
		return invalid("failed", "grade", "评为不合格的应当退回，不得办结", "what fails is returned, not closed")
	}
	var zh, en []string
	for i := range d.dues.Lead {
		due := &d.dues.Lead[i]
		if due.Key == d.state.Closing || due.Met.IsZero() || due.Stage.Reviewer == "" || slices.Contains(c.Keys, due.Key) {
			continue
		}
		if r := d.state.lastReport(due.Key); r != nil && r.Review != Accept {
			zh, en = append(zh, due.Title.ZH), append(en, due.Title.EN)
		}
	}
	if len(zh) > 0 {
		return invalid("not_reviewed", "keys", "须逐环节审核，尚未审核："+strings.Join(zh, "、"), "every stage is reviewed first; these were not: "+strings.Join(en, ", "))
	}
	return d.childrenCleared()
}

func (c Clear) decide(d *decision) ([]Body, error) {
	if err := d.childrenCleared(); err != nil {
		return nil, err
	}
	answers := ""
	for i := range d.dues.Lead {
		if due := &d.dues.Lead[i]; clearing(due) && due.Met.IsZero() {
			answers = due.Key
		}
	}
	return []Body{ClearedBody{Note: c.Note, Answers: answers}}, nil
}

func (c LookBack) decide(*decision) ([]Body, error) {
	if c.Finding == "" {
		return nil, missing("finding", "核查情况", "what was found")
	}
	return []Body{LookedBackBody(c)}, nil
}

func (c Reopen) decide(d *decision) ([]Body, error) {
	if c.Reason == "" {
		return nil, missing("reason", "重新办理的理由", "the reason")
	}
	if !workday.DateOf(d.Now).Before(c.Until) {
		return nil, invalid("until", "until", "须另定今后的完成日期", "a new date in the future is needed")
	}
	if d.Parent != nil && d.Parent.Version > 0 && !d.Parent.Open() {
		return nil, invalid("parent_cleared", "", "上级事项已销号，须先重新办理上级事项", "the parent matter is cleared: reopen that first")
	}
	body := ReopenedBody{Reason: c.Reason, Until: c.Until}
	for i := range d.dues.Lead {
		due := &d.dues.Lead[i]
		if due.Met.IsZero() {
			continue
		}
		if due.Key == d.state.Closing || clearing(due) && due.Met.Equal(d.state.Cleared) {
			body.Keys = append(body.Keys, due.Key)
		}
	}
	return []Body{body}, nil
}
