package deadline

import (
	"slices"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/workday"
)

// Extension is a regime's rule for extensions (延期).
type Extension struct {
	Stages    []string      // which stages may be extended; none means none may
	MaxCount  int           // per due, 0 for no limit
	MaxLength Limit         // of one extension beyond the date it extends: InDays or InMonths; zero for no limit
	Counting  Counting      // of MaxLength in days
	Within    int           // months from the beginning of the due that no extension may pass, 0 for none
	Cutoff    time.Duration // on the last day, since midnight, until which it may be asked for; 0 until the due itself
	Approvers []string      // the role that decides on the first, the second …; the last one on all further
	Needs     []Field       // what a request must say
}

// Approver is the role that decides on the n-th extension of a due, from 1 on.
func (e *Extension) Approver(n int) string {
	if len(e.Approvers) == 0 || n < 1 {
		return ""
	}
	return e.Approvers[min(n, len(e.Approvers))-1]
}

// A Refusal is an error that says in both languages why something may not be
// done.
type Refusal struct {
	Code  string // a word for programs
	Words Words
}

// Error gives the reason in English.
func (r *Refusal) Error() string { return r.Words.EN }

func refuse(code, zh, en string) *Refusal { return &Refusal{code, Words{zh, en}} }

// A Request asks for more time.
type Request struct {
	Key   string // of the due
	At    time.Time
	Until workday.Date
	Says  map[string]string // by the id of what a request must say
}

// CheckExtension tells whether a request may be granted as it stands, and by
// whom; nil means it may. The approver may grant a date other than the one
// asked for: check the request again with that date.
func CheckExtension(r *Regime, cal *workday.Calendar, f *Facts, dues []Due, q Request) (approver string, refusal *Refusal) {
	i := slices.IndexFunc(dues, func(d Due) bool { return d.Key == q.Key })
	if i < 0 {
		may := extendable(r, dues)
		return "", refuse("no_such_due", "没有“"+q.Key+"”这一期限；可以延期的："+may.ZH, "there is no due "+q.Key+"; these may be extended: "+may.EN)
	}
	due, rule := &dues[i], &r.Extension
	granted := len(due.how.extended)
	switch {
	case !f.Done.IsZero():
		return "", refuse("done", "已销号，不再延期", "the matter is cleared")
	case !slices.Contains(rule.Stages, due.Stage.ID):
		may := extendable(r, dues)
		return "", refuse("not_extendable", "本环节不得延期；可以延期的："+may.ZH, "this stage may not be extended; these may: "+may.EN)
	case due.Date.IsZero():
		return "", refuse("no_date", "本环节尚无期限", "this stage has no date to extend")
	case !due.Met.IsZero():
		return "", refuse("reported", "本环节已反馈", "this stage was already reported")
	case q.At.After(due.At):
		at := due.Words()
		return "", &Refusal{"expired", Words{
			"已于" + at.ZH + "到期；延期须在到期前申请",
			"it expired " + at.EN + "; an extension must be asked for before that",
		}}
	case rule.Cutoff > 0 && q.At.After(due.Date.At(rule.Cutoff)):
		at := instantWords(due.Date.At(rule.Cutoff))
		return "", &Refusal{"cutoff", Words{
			"须在" + at.ZH + "前申请", "it had to be asked for before " + at.EN,
		}}
	case rule.MaxCount > 0 && granted >= rule.MaxCount:
		return "", &Refusal{"count", both("已延期%[1]d次，不得再延", "it was extended %[2]s already, which is the most allowed", granted, plural(granted, "time"))}
	case !q.Until.After(due.Date):
		day := dayWords(due.Date)
		return "", refuse("not_later", "新期限须晚于现期限"+day.ZH, "the new date must be later than the present one, "+day.EN)
	}
	if last, limit := latest(r, cal, due); !last.IsZero() && q.Until.After(last) {
		day := dayWords(last)
		return "", &Refusal{"too_long", Words{limit.ZH + "，最迟" + day.ZH, limit.EN + ": at the latest " + day.EN}}
	}
	for _, n := range rule.Needs {
		if q.Says[n.ID] == "" {
			return "", &Refusal{"incomplete", Words{"申请须说明" + n.Title.ZH, "a request must say: " + n.Title.EN}}
		}
	}
	return rule.Approver(granted + 1), nil
}

// MayBeExtended lists the keys of what an extension may be asked for at a time.
// Where there is none, why says so of what is due first.
func MayBeExtended(r *Regime, cal *workday.Calendar, f *Facts, dues []Due, now time.Time) (keys []string, why *Refusal) {
	says := map[string]string{}
	for _, n := range r.Extension.Needs {
		says[n.ID] = "…"
	}
	var first time.Time
	for i := range dues {
		d := &dues[i]
		if !d.Met.IsZero() || d.Date.IsZero() || !slices.Contains(r.Extension.Stages, d.Stage.ID) {
			continue
		}
		_, refusal := CheckExtension(r, cal, f, dues, Request{Key: d.Key, At: now, Until: d.Date.AddDays(1), Says: says})
		switch {
		case refusal == nil:
			keys = append(keys, d.Key)
		case first.IsZero() || d.At.Before(first):
			first, why = d.At, refusal
		}
	}
	switch {
	case len(keys) > 0:
		return keys, nil
	case why == nil:
		why = refuse("not_extendable", "没有可以延期的环节", "there is nothing that may be extended")
	}
	return nil, why
}

// extendable lists the keys of what is open and may be extended.
func extendable(r *Regime, dues []Due) Words {
	var keys []string
	for i := range dues {
		if d := &dues[i]; d.Met.IsZero() && !d.Date.IsZero() && slices.Contains(r.Extension.Stages, d.Stage.ID) {
			keys = append(keys, d.Key)
		}
	}
	if len(keys) == 0 {
		return Words{"无", "none"}
	}
	return Words{strings.Join(keys, "、"), strings.Join(keys, ", ")}
}

// latest is the last day an extension of a due may reach, zero for no limit,
// and the rule that says so.
func latest(r *Regime, cal *workday.Calendar, due *Due) (last workday.Date, limit Words) {
	rule := &r.Extension
	switch n := rule.MaxLength.N; {
	case rule.MaxLength.Measure == InMonths:
		last = due.Date.AddMonths(n)
		limit = both("每次延期不超过%[1]d个月", "an extension is %[2]s at most", n, plural(n, "month"))
	case rule.MaxLength.Measure == InDays && rule.Counting == Working:
		last, _ = cal.AddWorkdays(due.Date, n)
		limit = both("每次延期不超过%[1]d个工作日", "an extension is %[2]s at most", n, plural(n, "working day"))
	case rule.MaxLength.Measure == InDays:
		last = due.Date.AddDays(n)
		limit = both("每次延期不超过%[1]d个自然日", "an extension is %[2]s at most", n, plural(n, "natural day"))
	}
	if rule.Within > 0 && !due.how.start.IsZero() {
		if end := due.how.start.AddMonths(rule.Within); last.IsZero() || end.Before(last) {
			last = end
			limit = both("自起算不超过%[1]d个月", "no more than %[2]s from the beginning", rule.Within, plural(rule.Within, "month"))
		}
	}
	return last, limit
}
