package deadline

import (
	"strings"

	"github.com/luoshi-project/luoshi/workday"
)

// origin is what a due date was worked out from.
type origin uint8

const (
	fromNowhere    origin = iota // no date is fixed
	fromAssignment               //
	fromStage                    // after another stage
	fromEvent                    // after an event
	fromPeriod                   // a repetition
	fromNode                     // the plan
	fromDeadline                 // the matter's own date
	fromYear                     // the regime's date in the year
)

// A derivation remembers how a due date came about; the words are made when
// someone reads them.
type derivation struct {
	origin     origin
	name       Words        // of the stage, event, period or node
	reported   bool         // fromStage: counted from its report, not from its due date
	start      workday.Date // where the limit begins
	end        workday.Date // the last day before it rolls
	afterHours bool         // it began after hours, so the same day became the next
	byHand     bool         // the approver of an extension set it: it does not roll

	extended       []Extended
	pausedDays     int
	pausedWorkdays int
	ahead          int // working days, for a lower level

	wanting         int // the year whose official calendar is wanting, 0 for none
	endDay, lastDay workday.Day
}

// counted tells whether the last day was counted in days from a beginning.
func (h *derivation) counted() bool {
	return h.origin == fromAssignment || h.origin == fromStage || h.origin == fromEvent
}

// Derivation explains a due date, step by step: what it runs from, the limit,
// what moved it, the day it falls on, and whether that is provisional.
func (d *Due) Derivation(lang Lang) string {
	h := &d.how
	steps := make([]string, 0, 6)
	say := func(w Words) {
		if !w.IsZero() {
			steps = append(steps, w.In(lang))
		}
	}
	say(h.beginning(d.Stage))
	if h.end.IsZero() {
		return strings.Join(steps, " · ")
	}
	say(h.limit(d.Stage))
	for _, e := range h.extended {
		granted, until := dayWords(workday.DateOf(e.Granted)), dayWords(e.Until)
		say(Words{granted.ZH + "批准延期至" + until.ZH, "extended on " + granted.EN + " to " + until.EN})
	}
	if n := h.pausedDays; n > 0 {
		say(both("暂停顺延%[1]d日", "put off by %[2]s of pause", n, plural(n, "day")))
	}
	if n := h.pausedWorkdays; n > 0 {
		say(both("暂停顺延%[1]d个工作日", "put off by %[2]s of pause", n, plural(n, "working day")))
	}
	if n := h.ahead; n > 0 {
		say(both("下级提前%[1]d个工作日", "%[2]s ahead, for a lower level", n, plural(n, "working day")))
	}
	say(h.ending(d.Date))
	if h.wanting != 0 && d.Provisional {
		say(both("暂定：%[1]d年放假安排尚未公布", "provisional: there is no official calendar of %[1]d yet", h.wanting))
	}
	return strings.Join(steps, " · ")
}

func (h *derivation) beginning(s *Stage) Words {
	switch h.origin {
	case fromPeriod:
		return h.name
	case fromNode:
		return Words{"节点“" + h.name.ZH + "”", "node: " + h.name.EN}
	case fromDeadline:
		return Words{"本事项确定的期限", "the date set for the matter"}
	case fromYear:
		return both("未另定期限，按当年%[1]d月%[2]d日", "no date set for the matter, so %[3]s of its year", int(s.Limit.Month), s.Limit.Day, monthDay(s.Limit))
	case fromNowhere:
		return noDate(s)
	}
	day := dayWords(h.start)
	if h.start.IsZero() {
		if h.origin == fromEvent {
			return Words{"待“" + h.name.ZH + "”后起算", "runs from: " + h.name.EN}
		}
		return Words{"待前一环节起算", "runs from the stage before, which has no date yet"}
	}
	counted := Words{"，当日不计", ", day not counted"}
	switch {
	case s.SameDay:
		counted = Words{}
	case s.FirstDayCounted:
		counted = Words{"，当日计入", ", day counted"}
	}
	switch {
	case h.origin == fromEvent:
		return Words{h.name.ZH + day.ZH + counted.ZH, h.name.EN + " " + day.EN + counted.EN}
	case h.origin == fromStage && h.reported:
		return Words{"“" + h.name.ZH + "”" + day.ZH + "已反馈" + counted.ZH, h.name.EN + ": reported " + day.EN + counted.EN}
	case h.origin == fromStage:
		return Words{"“" + h.name.ZH + "”" + day.ZH + "到期" + counted.ZH, h.name.EN + ": due " + day.EN + counted.EN}
	default:
		return Words{day.ZH + "交办" + counted.ZH, "assigned " + day.EN + counted.EN}
	}
}

// noDate says why a stage never has a date of its own.
func noDate(s *Stage) Words {
	switch s.Limit.Measure {
	case AtLastNode:
		return Words{"办结审核通过后销号；未排定节点计划的，不另定日期", "no date of its own: it follows the review of closing, or the last node of a plan"}
	case ByDeadline:
		return Words{"本事项尚未确定期限", "no date is set for the matter yet"}
	default:
		return Words{"不设期限", "no limit"}
	}
}

func (h *derivation) limit(s *Stage) Words {
	l := s.Limit
	switch h.origin {
	case fromNode, fromDeadline, fromYear:
		return Words{}
	case fromPeriod:
		switch l.Measure {
		case OnDay:
			return both("%d日前", "by day %d of its last month", l.N)
		case OnDayNext:
			return both("次月%d日前", "by day %d of the next month", l.N)
		case AfterEnd:
			days := dayCount(l.N, s.Counting)
			return Words{"期满后" + days.ZH, days.EN + " after its end"}
		default:
			return Words{"期末", "its last day"}
		}
	}
	switch {
	case h.afterHours:
		return Words{"当天，已过下班时间，改为次日", "due the same day, but it began after hours: the next day"}
	case s.SameDay:
		return Words{"当天", "due the same day"}
	case l.Measure == InMonths:
		return both("%[1]d个月，按对应日", "%[2]s, by matching date", l.N, plural(l.N, "month"))
	default:
		return dayCount(l.N, s.Counting)
	}
}

func dayCount(n int, c Counting) Words {
	if c == Working {
		return both("%[1]d个工作日", "%[2]s", n, plural(n, "working day"))
	}
	return both("%[1]d个自然日", "%[2]s", n, plural(n, "natural day"))
}

// ending describes the last day, and the day it rolled to.
func (h *derivation) ending(date workday.Date) Words {
	end, last := dayWords(h.end), dayWords(date)
	if h.end == date {
		if h.byHand || h.endDay.Work {
			kind := dayKind(h.endDay)
			return Words{end.ZH + "，" + kind.ZH, end.EN + ", " + kind.EN}
		}
		kind := dayKind(h.endDay)
		return Words{end.ZH + "，" + kind.ZH + "，不顺延", end.EN + ", " + kind.EN + ", not moved"}
	}
	kind, lastKind := dayKind(h.endDay), dayKind(h.lastDay)
	moved := Words{"顺延至", "moved to "}
	if date.Before(h.end) {
		moved = Words{"提前至", "moved back to "}
	}
	return Words{
		end.ZH + "，" + kind.ZH + " · " + moved.ZH + last.ZH + "，" + lastKind.ZH,
		end.EN + ", " + kind.EN + " · " + moved.EN + last.EN + ", " + lastKind.EN,
	}
}

// dayKind describes a day; of a day that no official calendar settles it only
// says what is assumed.
func dayKind(d workday.Day) Words {
	kind := Words{"周末", "a weekend"}
	switch {
	case d.Work && d.Holiday != "":
		kind = Words{"调休上班日", "a make-up working day"}
	case d.Work:
		kind = Words{"工作日", "a working day"}
	case d.Holiday != "":
		kind = Words{"放假（" + d.Holiday + "）", "a holiday (" + d.Holiday + ")"}
	}
	if !d.Official {
		kind = Words{"推定为" + kind.ZH, "assumed " + kind.EN}
	}
	return kind
}

func monthDay(l Limit) string {
	return workday.Date{Year: 2000, Month: l.Month, Day: l.Day}.String()[len("2000-"):]
}
