package simulate

import (
	"math/rand/v2"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// A city holds all lives and what is on the agenda of each day.
type city struct {
	opt         Options
	cal         *workday.Calendar
	governments []government
	lives       []life
	begins      []int16   // days on which lives begin, while they are made up
	agenda      [][]int32 // by day from the first: the lives visited
	refused     int
}

// A life is a matter being lived through, and what is to happen to it.
type life struct {
	id      string
	stage   stage
	visits  uint16
	kind    uint8 // index of kinds
	place   uint8 // index of governments
	lead    uint8 // index of the government's leads
	fate    fate
	complex bool
	moved   bool  // transferred already
	late    bool  // reported late already
	parent  int32 // index of the life it is a part of, or none
	below   uint8 // how many of its parts are not cleared
}

// none is the parent of a life that is part of no other.
const none = -1

// A kind of matter: its regime, and what it is called.
type kind struct {
	percent      int
	regime, list string
	source       ledger.SourceKind
	deed         string
	nodes        []string // ids of the nodes of its plan
}

// kinds say how many matters in a hundred live under each regime.
var kinds = []kind{
	{48, "13710", "重点工作任务", ledger.FromMeeting, "推进", nil},
	{12, "hotline", "热线工单", ledger.FromHotline, "答复群众反映的", nil},
	{8, "710", "领导批示", ledger.FromInstruction, "办结", nil},
	{8, "enterprise", "企业诉求", ledger.FromEnterprise, "协调解决企业提出的", nil},
	{5, "wages", "问题整改", ledger.FromInspection, "解决欠薪：", nil},
	{4, "hazard", "问题整改", ledger.FromInspection, "整改隐患：", nil},
	{4, "work-report", "重点工作任务", ledger.FromDocument, "完成报告确定的", nil},
	{3, "suggestion", "建议提案", ledger.FromProposal, "办理代表建议：", nil},
	{2, "livelihood", "民生实事", ledger.FromDocument, "办好民生实事：", nil},
	{2, "monthly", "重点工程", ledger.ByHand, "按月调度", nil},
	{2, "project", "重点工程", ledger.FromMeeting, "建设", []string{"started", "main", "completed"}},
	{1, "reform", "重大改革", ledger.FromDocument, "改革", []string{"draft", "decision"}},
	{1, "milestone", "技改", ledger.FromDocument, "揭榜攻关", []string{"m1", "m2"}},
}

// parents in a hundred of what is worked out in parts have some.
const parents = 40

// mostParts is how many parts one has at most.
const mostParts = 5

// inParts tells whether matters of a kind are worked out in parts.
func (k *kind) inParts() bool {
	switch k.regime {
	case "work-report", "livelihood", "project", "reform":
		return true
	}
	return false
}

// A fate is a set of things that happen to a matter.
type fate uint16

const (
	isReturned fate = 1 << iota
	isTransferred
	isPaused
	isExtended
	isLate     // its first report comes late
	isVeryLate // so does its result
	isSentBack
	isLookedAt
	isReopened
	hasPartner
	isPassedOn
	isCommentedOn
)

// fates say how many matters in a hundred meet each.
var fates = []struct {
	fate    fate
	percent int
}{
	{isReturned, 9},
	{isTransferred, 8},
	{isPaused, 9},
	{isExtended, 12},
	{isLate, 16},
	{isVeryLate, 9},
	{isSentBack, 10},
	{isLookedAt, 20},
	{isReopened, 3},
	{hasPartner, 40},
	{isPassedOn, 50},
	{isCommentedOn, 30},
}

func newCity(o Options, governments []government) *city {
	days := o.To.Sub(o.From) + 1
	c := &city{opt: o, cal: workday.Default(), governments: governments, lives: make([]life, o.Matters), begins: make([]int16, o.Matters), agenda: make([][]int32, days)}
	random := rand.New(rand.NewPCG(o.Seed, 13710)) //nolint:gosec // invented lives need no secrecy
	for i := range c.lives {
		l := &c.lives[i]
		for n := random.IntN(100); n >= kinds[l.kind].percent; l.kind++ {
			n -= kinds[l.kind].percent
		}
		l.place = uint8(random.IntN(len(governments)))               //nolint:gosec // there are fewer than 256
		l.lead = uint8(random.IntN(len(governments[l.place].leads))) //nolint:gosec // as above
		l.complex = random.IntN(100) < 10
		for _, f := range fates {
			if random.IntN(100) < f.percent {
				l.fate |= f.fate
			}
		}
		l.parent = none
		day := random.IntN(days)
		if i > 0 && c.adopts(random, i) {
			day = min(days-1, int(c.begins[l.parent])+1+random.IntN(20))
		}
		c.begins[i] = int16(day) //nolint:gosec // Check bounds the days to 20 years
		c.plan(i, o.From.AddDays(day))
	}
	c.begins = nil
	return c
}

// adopts makes a life a part of the one before it, or of that one's parent, if
// chance will have it.
func (c *city) adopts(random *rand.Rand, i int) bool {
	parent := int32(i - 1) //nolint:gosec // Check bounds the number of matters
	chance := parents
	if before := c.lives[parent].parent; before != none {
		parent, chance = before, 50
	}
	p := &c.lives[parent]
	if !kinds[p.kind].inParts() || p.below == mostParts || random.IntN(100) >= chance {
		return false
	}
	l := &c.lives[i]
	l.parent, l.place = parent, p.place
	l.lead = uint8(random.IntN(len(c.governments[l.place].leads))) //nolint:gosec // there are fewer than 256
	p.below++
	return true
}

// plan puts a life on the agenda of the first working day from a day on; what
// lies beyond the end does not happen.
func (c *city) plan(i int, day workday.Date) {
	for {
		if worked, _ := c.cal.IsWorkday(day); worked {
			break
		}
		day = day.AddDays(1)
	}
	if n := day.Sub(c.opt.From); n < len(c.agenda) {
		c.agenda[n] = append(c.agenda[n], int32(i)) //nolint:gosec // Check bounds the number of matters
	} else if c.lives[i].id == "" {
		// Every matter is docketed within the time, on its last day if need be.
		c.agenda[len(c.agenda)-1] = append(c.agenda[len(c.agenda)-1], int32(i)) //nolint:gosec // as above
	}
}
