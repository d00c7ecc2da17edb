package storetest

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// A clerk is the second opinion on dates and lights under 13710: from the events
// of a matter and a calendar on the wall, with nothing of package deadline but
// the words for the states. What it says must be what the program says.
type clerk struct {
	calendar map[string]bool // day → worked, where a notice settles it
	notice   bool            // that of 2027 is there
}

// newClerk hangs up the calendar of 2025 and 2026 as another project publishes
// it, not the one that the program holds.
func newClerk() (*clerk, error) {
	const file = "../../workday/testdata/chinese-days-1.5.7.txt"
	table, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	c := &clerk{calendar: map[string]bool{}}
	for line := range strings.Lines(string(table)) {
		month, marks, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || !strings.HasPrefix(month, "2025-") && !strings.HasPrefix(month, "2026-") {
			continue
		}
		for i, mark := range marks {
			c.calendar[fmt.Sprintf("%s-%02d", month, i+1)] = mark == 'x'
		}
	}
	return c, nil
}

// worked tells whether a day is worked; for days of no notice, what is assumed:
// Monday to Friday but for the holidays that law fixes by date.
func (c *clerk) worked(day time.Time) bool {
	if work, known := c.calendar[day.Format(time.DateOnly)]; known {
		return work
	}
	switch day.Format("01-02") {
	case "01-01", "05-01", "05-02", "10-01", "10-02", "10-03":
		return false
	}
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

// settled tells whether notices settle what a day is. The end of a December
// waits for the next year's.
func (c *clerk) settled(day time.Time) bool {
	switch {
	case day.Format(time.DateOnly) < "2026-12-29":
		return true
	case day.Format(time.DateOnly) < "2027-12-29":
		return c.notice
	}
	return false
}

// A paper is one thing due, as the clerk notes it.
type paper struct {
	key         string
	report      bool // a report is due, not a result
	yellow      int  // natural days before
	last        time.Time
	provisional bool
	byHand      bool // an approver set the last day: it does not roll
	fixed       bool // a plan did: nor does that, whatever moves it
	met         time.Time
	still       bool // it was reported without progress
}

// A file is what the clerk notes of a matter while reading its events.
type file struct {
	matter   ledger.Matter
	assigned time.Time // zero while it is not
	nodes    []ledger.Node
	reports  []deadline.Report
	moves    []move
	pause    time.Time // the one that lasts
	done     bool
}

// A move is a pause that is over or an extension, in the order they began.
type move struct {
	at, to time.Time // of the pause
	key    string    // of the extension
	until  time.Time
}

// midnight is the beginning of the day of an instant in China.
func midnight(t time.Time) time.Time {
	y, m, d := t.In(workday.Zone()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func day(d workday.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// closing is the instant at which a day ends for the office: six in the evening
// in China.
func closing(day time.Time) time.Time { return day.Add(10 * time.Hour) }

// read notes down what happened to a matter.
func read(events []ledger.Event) *file {
	f := &file{}
	took := func(key string) { // its reports count no longer
		for i := range f.reports {
			if f.reports[i].Key == key {
				f.reports[i].Returned = true
			}
		}
	}
	closing := ""
	for _, e := range events {
		switch b := e.Body.(type) {
		case ledger.DocketedBody:
			f.matter = b.Matter
		case ledger.AmendedBody:
			f.matter = b.Matter
		case ledger.AssignedBody:
			f.assigned, f.reports, f.moves, f.pause = e.At, nil, nil, time.Time{}
		case ledger.ReturnedBody:
			f.assigned = time.Time{}
		case ledger.PlannedBody:
			f.nodes = b.Nodes
		case ledger.ReportedBody:
			f.reports = append(f.reports, deadline.Report{Key: b.Key, At: e.At, NoProgress: b.NoProgress})
		case ledger.CloseAppliedBody:
			closing = b.Key
			f.reports = append(f.reports, deadline.Report{Key: b.Key, At: e.At})
		case ledger.ReviewedBody:
			if b.Verdict == ledger.SendBack {
				for _, key := range b.Keys {
					took(key)
				}
				if b.Closing {
					took(closing)
				}
			}
		case ledger.ExtendedBody:
			f.moves = append(f.moves, move{at: e.At, key: b.Key, until: day(b.Until)})
		case ledger.PausedBody:
			f.pause = e.At
			f.moves = append(f.moves, move{at: e.At})
		case ledger.ResumedBody:
			f.moves[slices.IndexFunc(f.moves, func(m move) bool { return m.at.Equal(f.pause) && m.until.IsZero() })].to = e.At
			f.pause = time.Time{}
		case ledger.ClearedBody:
			f.done = true
			f.reports = append(f.reports, deadline.Report{Key: b.Answers, At: e.At})
		case ledger.ReopenedBody:
			f.done = false
			for _, key := range b.Keys {
				took(key)
				f.moves = append(f.moves, move{at: e.At, key: key, until: day(b.Until)})
			}
			if len(b.Keys) == 0 {
				f.matter.Deadline = b.Until
			}
		}
	}
	return f
}

// papers lists what is due.
func (c *clerk) papers(f *file) []paper {
	if f.assigned.IsZero() {
		return nil
	}
	start := midnight(f.assigned)
	list := []paper{
		{key: "1", report: true, last: start.AddDate(0, 0, 1)},
		{key: "3", report: true, yellow: 1, last: start.AddDate(0, 0, 3)},
	}
	if f.matter.Complex {
		month := time.Date(start.Year(), start.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		last := month.AddDate(0, 1, -1).Day()
		list = append(list, paper{key: "1m", yellow: 7, last: month.AddDate(0, 0, min(start.Day(), last)-1)})
	} else {
		list = append(list, paper{key: "7", yellow: 2, last: start.AddDate(0, 0, 7)})
	}
	zero := paper{key: "0", yellow: 1, fixed: true}
	for _, n := range f.nodes {
		list = append(list, paper{key: "node/" + n.ID, yellow: 7, last: day(n.Date), fixed: true})
		if day(n.Date).After(zero.last) {
			zero.last = day(n.Date)
		}
	}
	if len(f.nodes) > 0 {
		list = append(list, zero)
	}
	kept := list[:0]
	for _, p := range list {
		begin := start
		if p.key == "0" {
			begin = time.Time{}
		}
		c.finish(f, &p, begin)
		if !excused(f, &p) {
			kept = append(kept, p)
		}
	}
	return kept
}

// finish finds the report that answers a paper, moves its last day by what moves
// it, and rolls it.
func (c *clerk) finish(f *file, p *paper, begin time.Time) {
	for _, r := range f.reports {
		if r.Key == p.key && !r.Returned {
			p.met, p.still = r.At, r.NoProgress
			break
		}
	}
	for _, m := range f.moves {
		switch {
		case !p.met.IsZero() && !p.met.After(m.at):
		case m.key == p.key && !m.until.IsZero():
			p.last, p.byHand = m.until, true
		case !m.to.IsZero():
			last, _ := c.roll(p)
			from, to := midnight(m.at), midnight(m.to)
			if from.Before(begin) {
				from = begin
			}
			if from.Before(to) && !m.at.After(closing(last)) {
				p.last, p.byHand = p.last.Add(to.Sub(from)), false
			}
		}
	}
	var settled bool
	p.last, settled = c.roll(p)
	p.provisional = !settled
}

func (c *clerk) roll(p *paper) (last time.Time, settled bool) {
	last, settled = p.last, true
	if p.byHand || p.fixed {
		return last, true
	}
	for {
		settled = settled && c.settled(last)
		if c.worked(last) {
			return last, settled
		}
		last = last.AddDate(0, 0, 1)
	}
}

// excused tells whether a report is not asked for because the result was handed
// in before.
func excused(f *file, p *paper) bool {
	return p.report && p.met.IsZero() && slices.ContainsFunc(f.reports, func(r deadline.Report) bool {
		return (r.Key == "7" || r.Key == "1m") && !r.At.After(closing(p.last))
	})
}

// light tells the light of a matter at an instant.
func (c *clerk) light(f *file, now time.Time) deadline.State {
	switch {
	case f.done:
		return deadline.Done
	case !f.pause.IsZero():
		return deadline.Paused
	case f.assigned.IsZero():
		return deadline.Unassigned
	}
	seen := map[deadline.State]bool{}
	var last paper
	for _, p := range c.papers(f) {
		late := now.After(closing(p.last))
		switch {
		case !p.met.IsZero():
			if !p.met.Before(last.met) {
				last = p
			}
		case late && p.report:
			seen[deadline.NotReported] = true
		case late:
			seen[deadline.Overdue] = true
		case !midnight(now).Before(p.last.AddDate(0, 0, -p.yellow)):
			seen[deadline.DueSoon] = true
		}
	}
	switch {
	case seen[deadline.Overdue]:
		return deadline.Overdue
	case seen[deadline.NotReported]:
		return deadline.NotReported
	case !last.met.IsZero() && last.still:
		return deadline.NoProgress
	case seen[deadline.DueSoon]:
		return deadline.DueSoon
	case !last.met.IsZero() && last.met.After(closing(last.last)):
		return deadline.MadeUp
	}
	return deadline.Normal
}
