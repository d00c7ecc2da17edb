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
	moved   bool // transferred already
	late    bool // reported late already
}

// A kind of matter: its regime, and what it is called.
type kind struct {
	percent      int
	regime, list string
	source       ledger.SourceKind
	deed         string
}

// kinds say how many matters in a hundred live under each regime.
var kinds = []kind{
	{54, "13710", "重点工作任务", ledger.FromMeeting, "推进"},
	{14, "hotline", "热线工单", ledger.FromHotline, "答复群众反映的"},
	{8, "710", "重点工作任务", ledger.FromInstruction, "办结"},
	{8, "enterprise", "企业诉求", ledger.FromEnterprise, "协调解决企业提出的"},
	{5, "wages", "问题整改", ledger.FromInspection, "解决欠薪："},
	{5, "work-report", "重点工作任务", ledger.FromDocument, "完成报告确定的"},
	{3, "livelihood", "民生实事", ledger.FromDocument, "办好民生实事："},
	{3, "monthly", "重点工程", ledger.ByHand, "按月调度"},
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
	c := &city{opt: o, cal: workday.Default(), governments: governments, lives: make([]life, o.Matters), agenda: make([][]int32, days)}
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
		c.plan(i, o.From.AddDays(random.IntN(days)))
	}
	return c
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
