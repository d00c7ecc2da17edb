package ledger

import (
	"slices"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

func (c SubmitReport) decide(d *decision) ([]Body, error) {
	if err := d.saying(c.Values, c.Evidence); err != nil {
		return nil, err
	}
	if c.Key == "" {
		if len(c.Says) == 0 {
			return nil, missing("says", "反馈内容", "something to report")
		}
		return []Body{ReportedBody(c)}, nil
	}
	due, err := d.open(d.dues.Lead, c.Key)
	if err != nil {
		return nil, err
	}
	if !c.NoProgress {
		if err := incomplete(due.Stage.Missing(c.Says)); err != nil {
			return nil, err
		}
	} else if len(c.Says) == 0 {
		return nil, missing("says", "没有进展的原因", "why there is no progress")
	}
	if err := d.order(due); err != nil {
		return nil, err
	}
	return []Body{ReportedBody(c)}, nil
}

// open finds a due that still waits for its report.
func (d *decision) open(dues []deadline.Due, key string) (*deadline.Due, error) {
	due := find(dues, key)
	switch {
	case due == nil:
		keys := make([]string, 0, len(dues))
		for i := range dues {
			if dues[i].Met.IsZero() {
				keys = append(keys, dues[i].Key)
			}
		}
		list := strings.Join(keys, ", ")
		return nil, invalid("no_such_due", "key", "没有“"+key+"”这一环节；待办："+list, "nothing is due under "+key+"; open are: "+list)
	case !due.Met.IsZero():
		return nil, invalid("reported", "key", "“"+due.Title.ZH+"”已反馈，退回后才能重新反馈",
			due.Title.EN+" was reported already; only a returned report is made again")
	case clearing(due):
		return nil, invalid("only_cleared", "key", "“"+due.Title.ZH+"”由交办单位销号完成，不由承办单位反馈",
			due.Title.EN+" is met when the assigning side clears the matter, not by a report")
	case due.Date.IsZero() && due.Stage.From.Anchor == deadline.FromEvent:
		return nil, invalid("not_begun", "key", "“"+due.Title.ZH+"”尚未开始：待"+due.Stage.From.Title.ZH,
			due.Title.EN+" has not begun: it waits for "+due.Stage.From.Title.EN)
	}
	return due, nil
}

// saying checks what a report says, besides what its stage asks for.
func (d *decision) saying(values map[string]string, evidence []Evidence) error {
	for _, id := range sortedKeys(values) {
		if !slices.ContainsFunc(d.state.Matter.Indicators, func(i Indicator) bool { return i.ID == id }) {
			return unknown("values", "指标", "indicator", id)
		}
		if !decimal(values[id]) {
			return invalid("decimal", "values", "不是数："+values[id], "not a decimal: "+values[id])
		}
	}
	return d.Limits.check(evidence)
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func incomplete(fields []deadline.Field) error {
	if len(fields) == 0 {
		return nil
	}
	zh, en := make([]string, len(fields)), make([]string, len(fields))
	for i, f := range fields {
		zh[i], en[i] = f.Title.ZH, f.Title.EN
	}
	return invalid("incomplete", fields[0].ID, "反馈须写明："+strings.Join(zh, "、"), "the report must say: "+strings.Join(en, ", "))
}

// order holds a report up that must wait for the levels below.
func (d *decision) order(due *deadline.Due) error {
	var children []deadline.Child
	for i := range d.Children {
		c := &d.Children[i]
		r, err := d.Regimes.Find(c.Matter.Regime)
		if err != nil || r.ID != d.regime.ID || !c.Open() {
			continue
		}
		s := ScheduleOf(c, r, d.Calendar)
		if below := s.Find(due.Key); below != nil {
			children = append(children, deadline.Child{Title: c.Matter.Title, Due: *below})
		}
	}
	if refusal := deadline.CheckOrder(d.regime, children, d.Now); refusal != nil {
		return &Error{Code: Invalid, Key: refusal.Code, Words: refusal.Words}
	}
	return nil
}

func (c GiveOpinion) decide(d *decision) ([]Body, error) {
	if c.Unit == "" {
		c.Unit = d.verdict.Unit
	}
	if c.Unit != d.verdict.Unit {
		return nil, refuse(Forbidden, "other_unit", "unit", "只能代表本单位提出意见", "one speaks only for one's own unit")
	}
	if len(c.Says) == 0 {
		return nil, missing("says", "意见", "the opinion")
	}
	dues := d.dues.part(c.Unit)
	if c.Key == "" {
		// The opinion that is due, if one is; else one between dates.
		for i := range dues {
			if dues[i].Met.IsZero() && len(dues[i].Stage.Missing(c.Says)) == 0 {
				c.Key = dues[i].Key
				break
			}
		}
	} else {
		due, err := d.open(dues, c.Key)
		if err != nil {
			return nil, err
		}
		if err := incomplete(due.Stage.Missing(c.Says)); err != nil {
			return nil, err
		}
	}
	return []Body{OpinedBody(c)}, nil
}

func (c ApplyClose) decide(d *decision) ([]Body, error) {
	if err := d.saying(c.Values, c.Evidence); err != nil {
		return nil, err
	}
	if d.state.Asked != nil {
		return nil, invalid("extension_asked", "", "延期申请尚未审批", "an extension asked for is not decided yet")
	}
	due, err := d.result(c.Key)
	if err != nil {
		return nil, err
	}
	key := ""
	if due != nil {
		key = due.Key
		if err := incomplete(due.Stage.Missing(c.Says)); err != nil {
			return nil, err
		}
		if err := d.order(due); err != nil {
			return nil, err
		}
	}
	if len(c.Says) == 0 {
		return nil, missing("says", "办理结果", "the result")
	}
	if err := d.silent(due); err != nil {
		return nil, err
	}
	if err := d.childrenCleared(); err != nil {
		return nil, err
	}
	return []Body{CloseAppliedBody{Key: key, Says: c.Says, Values: c.Values, Evidence: c.Evidence}}, nil
}

// clearing tells whether a due is met by clearing the matter and by nothing
// else: a result, but no node of a plan, of which no report is asked.
func clearing(due *deadline.Due) bool {
	s := due.Stage
	return s.Kind == deadline.KindResult && len(s.Content) == 0 && s.Repeat == deadline.Once && s.Limit.Measure != deadline.AtNodes
}

// result is the due that an application to close answers: the one named, else
// the open result that is due first; nil if there is none.
func (d *decision) result(key string) (*deadline.Due, error) {
	if key != "" {
		return d.open(d.dues.Lead, key)
	}
	var first *deadline.Due
	for i := range d.dues.Lead {
		due := &d.dues.Lead[i]
		if due.Stage.Kind != deadline.KindResult || !due.Met.IsZero() || clearing(due) || due.At.IsZero() {
			continue
		}
		if first == nil || due.At.Before(first.At) {
			first = due
		}
	}
	return first, nil
}

func (d *decision) childrenCleared() error {
	var open []string
	for i := range d.Children {
		if c := &d.Children[i]; c.Open() {
			open = append(open, c.Matter.Number)
		}
	}
	if len(open) > 0 {
		list := strings.Join(open, ", ")
		return invalid("children_open", "", "下级事项尚未销号："+list, "matters below it are still open: "+list)
	}
	return nil
}

// check tells whether files may be taken in as evidence.
func (l Limits) check(files []Evidence) error {
	if len(files) > l.Files {
		return invalid("too_many_files", "evidence", "附件过多", "there are too many files")
	}
	for _, f := range files {
		switch {
		case len(f.Hash) != 64 || strings.Trim(f.Hash, "0123456789abcdef") != "":
			return invalid("hash", "evidence", "附件没有校验值："+f.Name, "the file "+f.Name+" has no hash")
		case f.Name == "":
			return missing("evidence", "附件名称", "a name for each file")
		case f.Size <= 0 || f.Size > l.Size:
			return invalid("file_size", "evidence", "附件为空或者过大："+f.Name, "the file "+f.Name+" is empty or too large")
		case !slices.Contains(l.Types, f.Type):
			return invalid("file_type", "evidence", "不收这种附件："+f.Type, "files of type "+f.Type+" are not taken in")
		}
	}
	return nil
}

func (c Chase) decide(d *decision) ([]Body, error) {
	if err := d.chasable(); err != nil {
		return nil, err
	}
	return []Body{ChasedBody(c)}, nil
}

func (c AskExtension) decide(d *decision) ([]Body, error) {
	if d.state.Asked != nil {
		return nil, invalid("asked_already", "", "已有延期申请待审批", "an extension is asked for already")
	}
	if !c.Until.Valid() {
		return nil, missing("until", "拟延至的日期", "the date it should be extended to")
	}
	if err := d.mayExtend(c.Key, d.Now, c.Until, c.Says); err != nil {
		return nil, err
	}
	return []Body{ExtensionAskedBody(c)}, nil
}

func (d *decision) mayExtend(key string, at time.Time, until workday.Date, says map[string]string) error {
	_, refusal := deadline.CheckExtension(d.regime, d.Calendar, &d.state.Facts, d.dues.Lead,
		deadline.Request{Key: key, At: at, Until: until, Says: says})
	if refusal == nil {
		return nil
	}
	return notExtended(refusal)
}

func notExtended(refusal *deadline.Refusal) error {
	code := Invalid
	if refusal.Code == "expired" || refusal.Code == "cutoff" {
		code = Late
	}
	// What was written wrong has a field; what the rules do not allow has none.
	field := map[string]string{"no_such_due": "key", "not_later": "until", "too_long": "until", "incomplete": "says"}[refusal.Code]
	return &Error{Code: code, Key: "extension_" + refusal.Code, Field: field, Words: refusal.Words}
}

func (c DecideExtension) decide(d *decision) ([]Body, error) {
	asked := d.state.Asked
	if asked == nil {
		return nil, invalid("not_asked", "", "没有待审批的延期申请", "no extension is asked for")
	}
	if !c.Grant {
		if c.Note == "" {
			return nil, missing("note", "不同意的理由", "the reason")
		}
		return []Body{ExtensionDeniedBody{Key: asked.Key, Reason: c.Note}}, nil
	}
	until := c.Until
	if until.IsZero() {
		until = asked.Until
	}
	if until.Before(workday.DateOf(d.Now)) {
		return nil, invalid("until", "until", "新期限已过，请另定日期", "the new date has passed already; set another")
	}
	// The request came in time; how long the decision took does not count.
	if err := d.mayExtend(asked.Key, asked.At, until, asked.Says); err != nil {
		return nil, err
	}
	return []Body{ExtendedBody{Key: asked.Key, Until: until, Note: c.Note}}, nil
}

func (c Pause) decide(_ *decision) ([]Body, error) {
	if c.Reason == "" {
		return nil, missing("reason", "暂停理由", "the reason")
	}
	return []Body{PausedBody(c)}, nil
}

func (c Resume) decide(d *decision) ([]Body, error) {
	if !d.state.Paused() {
		return nil, invalid("not_paused", "", "事项没有暂停", "the matter is not paused")
	}
	return []Body{ResumedBody(c)}, nil
}

func (c Comment) decide(*decision) ([]Body, error) {
	if strings.TrimSpace(c.Text) == "" {
		return nil, missing("text", "内容", "a text")
	}
	return []Body{CommentedBody(c)}, nil
}

func (c Attach) decide(d *decision) ([]Body, error) {
	if len(c.Evidence) == 0 {
		return nil, missing("evidence", "附件", "a file")
	}
	return []Body{AttachedBody(c)}, d.Limits.check(c.Evidence)
}

func (c Record) decide(d *decision) ([]Body, error) {
	var known []string
	for i := range d.regime.Stages {
		if from := &d.regime.Stages[i].From; from.Anchor == deadline.FromEvent && !slices.Contains(known, from.Name) {
			known = append(known, from.Name)
		}
	}
	if !slices.Contains(known, c.Name) {
		list := strings.Join(known, ", ")
		return nil, invalid("no_such_event", "name", "本制度不等待“"+c.Name+"”；可登记："+list, "the regime waits for no "+c.Name+"; it knows: "+list)
	}
	return []Body{RecordedBody(c)}, nil
}
