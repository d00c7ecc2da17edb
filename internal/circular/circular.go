// Package circular works out the monthly circular (通报) of an office: how many
// matters stand in which class of progress, what was due and done in the month,
// unit by unit, and which are behind and why. Every figure keeps the matters it
// counts, so that it can be traced.
//
// No public source fixes the classes of a circular for 13710; these follow the
// half-year check of Jinzhai county (2025): 提前完成, 完成, 超进度, 达进度, 欠进度, 其它;
// 按序时 and 慢序时 are the words of Putian. Where a line between them is drawn is our
// own: see ledger.Pace.
package circular

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// Words is a text in Chinese and English.
type Words = deadline.Words

var classes = []struct {
	class ledger.Progress
	title Words
}{
	{ledger.Early, Words{ZH: "提前完成", EN: "done early"}},
	{ledger.InTime, Words{ZH: "按期完成", EN: "done in time"}},
	{ledger.DoneLate, Words{ZH: "逾期完成", EN: "done late"}},
	{ledger.Ahead, Words{ZH: "超进度", EN: "ahead of schedule"}},
	{ledger.OnCourse, Words{ZH: "达进度（按序时）", EN: "on course"}},
	{ledger.Behind, Words{ZH: "欠进度（慢序时）", EN: "behind"}},
	{ledger.Other, Words{ZH: "其它（暂停、待交办、已退回）", EN: "other (paused, to be assigned, returned)"}},
}

// An Item is a matter as it stood at the end of the month.
type Item struct {
	State    ledger.State
	Schedule []deadline.Due // of the lead unit
	Light    deadline.Light
}

// NewItem looks at a matter as it stood at a time; ok is false where it was a
// draft.
func NewItem(state *ledger.State, rules *ledger.Rules, at time.Time) (it Item, ok bool, err error) {
	it.State = *state
	if state.Status == ledger.Draft {
		return it, false, nil
	}
	r, err := rules.Regimes.Find(it.State.Matter.Regime)
	if err != nil {
		return it, false, err
	}
	it.Schedule = ledger.ScheduleOf(&it.State, r, rules.Calendar).Lead
	it.Light = deadline.LightOf(r, &it.State.Facts, it.Schedule, at)
	return it, true, nil
}

// A Figure is a count with the matters behind it.
type Figure struct {
	Key     string   `json:"key"`
	Title   Words    `json:"title"`
	Count   int      `json:"count"`
	Of      int      `json:"of"`                // what the share is of, 0 for none
	Share   string   `json:"share"`             // in percent with one decimal, "" for none
	Matters []string `json:"matters"`           // numbers
	Command string   `json:"command,omitempty"` // that lists them, where it is printed
}

// A Late is a matter that is behind, with the reason.
type Late struct {
	Number string `json:"number"`
	Title  string `json:"title"`
	Unit   string `json:"unit"`
	Reason Words  `json:"reason"` // why it counts as behind
	Said   string `json:"said"`   // what its unit gave as the reason, "" for nothing
}

// A Circular is what an office prints for a month.
type Circular struct {
	From    workday.Date `json:"from"`
	To      workday.Date `json:"to"`
	At      time.Time    `json:"at"` // as of
	Figures []Figure     `json:"figures"`
	Units   []string     `json:"units"` // in the order of the circular: most behind first
	Late    []Late       `json:"late"`
}

// Find finds a figure by its key, or nil.
func (c *Circular) Find(key string) *Figure {
	for i := range c.Figures {
		if c.Figures[i].Key == key {
			return &c.Figures[i]
		}
	}
	return nil
}

// ClassKeys lists the keys of the classes, in order.
func ClassKeys() []string {
	keys := make([]string, len(classes))
	for i := range classes {
		keys[i] = string(classes[i].class)
	}
	return keys
}

// MonthKeys lists the keys of what fell into the month, in order.
func MonthKeys() []string {
	keys := make([]string, len(monthly))
	for i := range monthly {
		keys[i] = monthly[i].key
	}
	return keys
}

// Of works out the circular of the month that begins on a day, as of a time: of
// the matters of a query that a person may see.
func Of(ctx context.Context, s *ledger.Service, by string, q ledger.Query, first workday.Date, at time.Time) (*Maker, error) {
	m := Begin(first, at)
	err := s.AsOf(ctx, by, q, at, m.Brief, func(state *ledger.State, rules *ledger.Rules) error {
		it, ok, err := NewItem(state, rules, at)
		if ok {
			m.Add(&it)
		}
		return err
	})
	return m, err
}

// A Maker makes a circular of one matter after the other. It keeps little of
// each, so that a ledger's whole history need not be in memory.
type Maker struct {
	from, to workday.Date
	month    int
	at       time.Time
	briefs   []brief
}

// A brief is what a circular tells of a matter.
type brief struct {
	number, title, unit string
	class               ledger.Progress
	monthly             uint16 // a bit for each of monthly
	late                *Late  // nil unless it is behind
}

// Begin begins the circular of the month that begins on a day, as of a time.
func Begin(first workday.Date, at time.Time) *Maker {
	return &Maker{from: first, to: first.EndOfMonth(), month: ledger.MonthOf(first), at: at}
}

// Brief adds a matter as it stood after the last event before the circular's time,
// unless more must be known of it, since it is behind: then it says so.
func (m *Maker) Brief(end *ledger.Month) (enough bool) {
	b := m.brief(end)
	switch b.class {
	case ledger.Untold:
		return true
	case ledger.Behind:
		return false
	}
	m.briefs = append(m.briefs, b)
	return true
}

func (m *Maker) brief(end *ledger.Month) brief {
	b := brief{number: end.Number, title: end.Title, unit: end.Lead, class: end.Progress, monthly: m.monthly(end)}
	if m.at.UnixMicro() > end.LateAfter {
		b.class = ledger.Behind
	}
	return b
}

// Add adds a matter of which all is known.
func (m *Maker) Add(it *Item) {
	end := ledger.MonthEnd(&it.State, it.Schedule)
	b := m.brief(&end)
	if b.class == ledger.Behind {
		l := it.late()
		b.late = &l
	}
	m.briefs = append(m.briefs, b)
}

// Titles are what the matters that were added are called, by their numbers.
func (m *Maker) Titles() map[string]string {
	titles := make(map[string]string, len(m.briefs))
	for i := range m.briefs {
		titles[m.briefs[i].number] = m.briefs[i].title
	}
	return titles
}

// Circular works out the circular of what was added.
func (m *Maker) Circular() *Circular {
	slices.SortStableFunc(m.briefs, func(a, b brief) int { return cmp.Compare(a.number, b.number) })
	c := &Circular{From: m.from, To: m.to, At: m.at, Late: []Late{}}
	b := builder{c, map[string]int{}}
	total := b.figure("total", Words{ZH: "事项总数", EN: "matters"})
	for _, k := range classes {
		b.figure(string(k.class), k.title)
	}
	for i := range m.briefs {
		it := &m.briefs[i]
		b.count("total", it)
		b.count(string(it.class), it)
		b.unit(it)
		if it.late != nil {
			c.Late = append(c.Late, *it.late)
		}
	}
	for _, k := range classes {
		b.share(string(k.class), len(c.Figures[total].Matters))
	}
	b.months(m.briefs)
	b.units()
	for i := range c.Figures {
		c.Figures[i].Count = len(c.Figures[i].Matters)
	}
	return c
}

func (it *Item) late() Late {
	s := &it.State
	l := Late{
		Number: s.Matter.Number, Title: s.Matter.Title, Unit: s.Lead,
		Reason: Words{ZH: it.Light.Reason(deadline.Chinese), EN: it.Light.Reason(deadline.English)},
	}
	switch it.Light.State {
	case deadline.Overdue, deadline.NotReported, deadline.NoProgress:
	default:
		_, l.Reason = ledger.Pace(s, it.Schedule)
	}
	for i := len(s.Reports) - 1; i >= 0 && l.Said == ""; i-- {
		r := &s.Reports[i]
		if r.Unit != "" {
			continue
		}
		for _, field := range [...]string{"problems", "reason", "progress"} {
			l.Said = cmp.Or(l.Said, r.Says[field])
		}
		if l.Said == "" && r.NoProgress {
			for _, field := range sorted(r.Says) {
				l.Said = cmp.Or(l.Said, r.Says[field])
			}
		}
	}
	if s.Asked != nil {
		l.Said = cmp.Or(s.Asked.Says["reason"], l.Said)
	}
	return l
}

func sorted(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

type builder struct {
	c  *Circular
	at map[string]int // key → place of its figure
}

func (b builder) find(key string) *Figure {
	if i, ok := b.at[key]; ok {
		return &b.c.Figures[i]
	}
	return nil
}

// figure adds a figure that counts nothing yet and returns its place.
func (b builder) figure(key string, title Words) int {
	b.at[key] = len(b.c.Figures)
	b.c.Figures = append(b.c.Figures, Figure{Key: key, Title: title, Matters: []string{}})
	return len(b.c.Figures) - 1
}

func (b builder) count(key string, it *brief) {
	f := b.find(key)
	if n := it.number; f != nil && !slices.Contains(f.Matters[max(0, len(f.Matters)-1):], n) {
		f.Matters = append(f.Matters, n)
	}
}

// share says how much of whole a figure is, in percent, rounded half up.
func (b builder) share(key string, whole int) {
	f := b.find(key)
	f.Of = whole
	if whole > 0 {
		tenths := (2000*len(f.Matters) + whole) / (2 * whole)
		f.Share = fmt.Sprintf("%d.%d", tenths/10, tenths%10)
	}
}

// unit counts a matter for its lead unit.
func (b builder) unit(it *brief) {
	unit := it.unit
	if unit == "" {
		return
	}
	key := "unit:" + unit
	if b.find(key) == nil {
		b.c.Units = append(b.c.Units, unit)
		b.figure(key, Words{ZH: unit, EN: unit})
		for _, k := range classes {
			b.figure(key+"/"+string(k.class), k.title)
		}
	}
	b.count(key, it)
	b.count(key+"/"+string(it.class), it)
}

// units puts the units in order: the largest share behind first, of equal ones
// the larger number, then by id.
func (b builder) units() {
	size := func(key string) int { return len(b.find(key).Matters) }
	slices.SortFunc(b.c.Units, func(x, y string) int {
		bx, by := size("unit:"+x+"/behind"), size("unit:"+y+"/behind")
		return cmp.Or(cmp.Compare(by*size("unit:"+x), bx*size("unit:"+y)), cmp.Compare(by, bx), cmp.Compare(x, y))
	})
	for _, u := range b.c.Units {
		for _, k := range classes {
			b.share("unit:"+u+"/"+string(k.class), size("unit:"+u))
		}
	}
	if b.c.Units == nil {
		b.c.Units = []string{}
	}
}

// monthly holds what is told of the month, in the order of Maker.monthly.
var monthly = []struct {
	key   string
	title Words
}{
	{"assigned", Words{ZH: "本期交办", EN: "assigned in the period"}},
	{"cleared", Words{ZH: "本期销号", EN: "cleared in the period"}},
	{"chased", Words{ZH: "本期催办", EN: "chased in the period"}},
	{"extended", Words{ZH: "本期同意延期", EN: "extended in the period"}},
	{"results_due", Words{ZH: "本期应办结", EN: "with a result due in the period"}},
	{"results_in_time", Words{ZH: "其中按期办结", EN: "of these, all results in time"}},
	{"reports_due", Words{ZH: "本期应反馈", EN: "with a report due in the period"}},
	{"reports_in_time", Words{ZH: "其中按期反馈", EN: "of these, all reports in time"}},
	{"reports_late", Words{ZH: "其中逾期补报", EN: "of these, one reported late"}},
	{"reports_missing", Words{ZH: "其中未反馈", EN: "of these, one not reported"}},
}

// monthly tells what of a matter fell into the month, a bit for each of monthly.
func (m *Maker) monthly(end *ledger.Month) uint16 {
	happened := func(what ledger.Happening) bool { return end.Month == m.month && end.Happened&what != 0 }
	dues := end.DuesIn(m.month)
	now := m.at.UnixMicro()
	over := func(d ledger.DuesMet) bool { return d.Open != 0 && now > d.Open }
	lateResult := dues.Results.Late || over(dues.Results)
	lateReport, missing := dues.Reports.Late, over(dues.Reports)
	var bits uint16
	for i, is := range [...]bool{
		happened(ledger.WasAssigned),
		happened(ledger.WasCleared),
		happened(ledger.WasChased),
		happened(ledger.WasExtended),
		dues.Results.InTime || lateResult,
		dues.Results.InTime && !lateResult,
		dues.Reports.InTime || lateReport || missing,
		dues.Reports.InTime && !lateReport && !missing,
		lateReport,
		missing,
	} {
		if is {
			bits |= 1 << i
		}
	}
	return bits
}

// months counts what fell into the month.
func (b builder) months(briefs []brief) {
	for i, f := range monthly {
		b.figure(f.key, f.title)
		for j := range briefs {
			if briefs[j].monthly&(1<<i) != 0 {
				b.count(f.key, &briefs[j])
			}
		}
	}
	b.share("results_in_time", len(b.find("results_due").Matters))
	for _, key := range []string{"reports_in_time", "reports_late", "reports_missing"} {
		b.share(key, len(b.find("reports_due").Matters))
	}
}
