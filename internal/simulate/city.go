package simulate

import (
	"fmt"
	"math/rand/v2"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/workday"
)

// departments is how many departments the invented city has.
const departments = 24

// A city holds all lives and what is on the agenda of each day.
type city struct {
	opt     Options
	cal     *workday.Calendar
	lives   []life
	agenda  [][]int32 // by day from the first: the lives visited
	refused int
}

// A life is a matter being lived through, and what is to happen to it.
type life struct {
	id      string
	stage   stage
	visits  uint16
	unit    uint8
	fate    fate
	complex bool

	reviewed bool // its first reports were
}

// A fate is a set of things that happen to a matter.
type fate uint16

const (
	isReturned fate = 1 << iota
	isTransferred
	isPaused
	isExtended
	isLate     // its reports come late
	isVeryLate // so does its result
	isSentBack
	isLookedAt
	isReopened
	hasPartner
	isPassedOn
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
	{isVeryLate, 8},
	{isSentBack, 10},
	{isLookedAt, 20},
	{isReopened, 3},
	{hasPartner, 40},
	{isPassedOn, 50},
}

func newCity(o Options) *city {
	days := o.To.Sub(o.From) + 1
	c := &city{opt: o, cal: workday.Default(), lives: make([]life, o.Matters), agenda: make([][]int32, days)}
	random := rand.New(rand.NewPCG(o.Seed, 13710)) //nolint:gosec // invented lives need no secrecy
	for i := range c.lives {
		l := &c.lives[i]
		l.unit = uint8(random.IntN(departments)) //nolint:gosec // there are fewer than 256
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

func unit(n uint8) string { return fmt.Sprintf("bureau-%02d", n+1) }

// chart is the city's organisation.
func (c *city) chart() access.Chart {
	chart := access.Chart{Units: []access.Unit{{ID: "city", Name: "云溪市人民政府", Kind: access.Government, Level: "city"}}}
	add := func(unit string, role access.Role, id string) {
		chart.People = append(chart.People, access.Person{ID: id, Name: id})
		chart.Seats = append(chart.Seats, access.Seat{ID: unit + "/" + string(role), Unit: unit, Role: role, Holder: id})
	}
	add("city", access.SystemAdmin, "admin")
	add("city", access.SupervisionOffice, "office")
	add("city", access.Leader, "mayor")
	for n := range uint8(departments) {
		id := unit(n)
		chart.Units = append(chart.Units,
			access.Unit{ID: id, Name: fmt.Sprintf("云溪市第%d局", n+1), Parent: "city", Kind: access.Department},
			access.Unit{ID: id + "-a", Name: fmt.Sprintf("第%d局综合科", n+1), Parent: id, Kind: access.Section})
		add(id, access.FirstResponsible, id+"-head")
		add(id, access.Manager, id+"-manager")
		add(id, access.Handler, id+"-handler")
		add(id+"-a", access.Handler, id+"-clerk")
	}
	return chart
}
