package deadline

import (
	"strconv"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/workday"
)

// DueTitle names what is due under a key, as a schedule would: the stage and the
// period or node. No words where the regime has no such stage.
func (r *Regime) DueTitle(key string) Words {
	id, part, _ := strings.Cut(key, "/")
	stage := r.Stage(id)
	if stage == nil {
		return Words{}
	}
	if part == "" {
		return stage.Title
	}
	name := same(part)
	if stage.Repeat != "" {
		if begin, ok := cycleBegin(part); ok {
			name = cycleWords(stage.Repeat, begin)
		}
	}
	for _, n := range r.Nodes {
		if n.ID == part && stage.Repeat == "" {
			name = n.Title
		}
	}
	return Words{stage.Title.ZH + " " + name.ZH, stage.Title.EN + ", " + name.EN}
}

// cycleBegin is the first day of the period that cycleLabel named.
func cycleBegin(label string) (workday.Date, bool) {
	year, rest, _ := strings.Cut(label, "-")
	y, err := strconv.Atoi(year)
	if err != nil {
		return workday.Date{}, false
	}
	months := 1
	if n := strings.TrimPrefix(rest, "Q"); n != rest {
		rest, months = n, 3
	} else if n := strings.TrimPrefix(rest, "H"); n != rest {
		rest, months = n, 6
	}
	if rest == "" {
		return workday.Date{Year: y, Month: time.January, Day: 1}, true
	}
	n, err := strconv.Atoi(rest)
	if err != nil || n < 1 || n > 12/months {
		return workday.Date{}, false
	}
	return workday.Date{Year: y, Month: time.Month((n-1)*months + 1), Day: 1}, true
}
