package simulate

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// A stage is what the next visit to a life brings.
type stage uint8

const (
	toBegin stage = iota
	toReport
	toMove
	toResume
	toClose
	toReview
	toReviewAgain
	toLookBack
	toCloseAgain
	toEnd
	over
)

// A visitor is one visit to one life on one day.
type visitor struct {
	city   *city
	batch  *ledger.Batch
	index  int
	life   *life
	state  ledger.State
	day    workday.Date
	time   time.Time
	random *rand.Rand
}

// do takes a step a while after the one before. What the rules do not allow is
// counted, and life goes on.
func (v *visitor) do(by string, c ledger.Command) (bool, error) {
	v.time = v.time.Add(time.Duration(5+v.random.IntN(30)) * time.Minute)
	v.batch.At(v.time)
	state, err := v.batch.Do(by, v.life.id, ledger.Any, c)
	if err == nil {
		v.state = state
	}
	return v.allowed(err)
}

func (v *visitor) allowed(err error) (bool, error) {
	var refusal *ledger.Error
	if errors.As(err, &refusal) && refusal.Code != ledger.Unavailable {
		v.city.refused++
		return false, nil
	}
	return err == nil, err
}

// all takes steps until one is refused.
func (v *visitor) all(steps ...taken) error {
	for _, s := range steps {
		if ok, err := v.do(s.by, s.command); err != nil || !ok {
			return err
		}
	}
	return nil
}

type taken struct {
	by      string
	command ledger.Command
}

func (v *visitor) is(f fate) bool { return v.life.fate&f != 0 }

// next plans the next visit some days ahead.
func (v *visitor) next(s stage, days int) {
	v.life.stage = s
	v.city.plan(v.index, v.day.AddDays(days))
}

func (v *visitor) government() *government { return &v.city.governments[v.life.place] }
func (v *visitor) lead() string            { return v.government().leads[v.life.lead] }
func (v *visitor) office() string          { return v.government().office }
func (v *visitor) head() string            { return v.lead() + "-head" }
func (v *visitor) manager() string         { return v.lead() + "-manager" }
func (v *visitor) handler() string         { return v.lead() + "-handler" }

// other is another unit of the same government.
func (v *visitor) other() uint8 {
	n := len(v.government().leads)
	return uint8((int(v.life.lead) + 1 + v.random.IntN(n-1)) % n) //nolint:gosec // there are fewer than 256
}

// dues are what is due in the matter as it stands, with its regime.
func (v *visitor) dues() ([]deadline.Due, *deadline.Regime, error) {
	rules := v.batch.Rules()
	r, err := rules.Regimes.Find(v.state.Matter.Regime)
	if err != nil {
		return nil, nil, err
	}
	return ledger.ScheduleOf(&v.state, r, rules.Calendar).Lead, r, nil
}

// open is what is due first, nil for nothing. What is met by clearing the matter
// is left out.
func open(dues []deadline.Due) *deadline.Due {
	var first *deadline.Due
	for i := range dues {
		d := &dues[i]
		if !waits(d) {
			continue
		}
		if first == nil || d.At.Before(first.At) {
			first = d
		}
	}
	return first
}

// waits tells whether something is due that the lead unit is to hand in.
func waits(d *deadline.Due) bool {
	cleared := d.Stage.Kind == deadline.KindResult && len(d.Stage.Content) == 0 && d.Stage.Limit.Measure != deadline.AtNodes
	return d.Met.IsZero() && !d.At.IsZero() && !cleared
}

// results counts the results that are still to be handed in.
func results(dues []deadline.Due) int {
	n := 0
	for i := range dues {
		if d := &dues[i]; d.Stage.Kind == deadline.KindResult && waits(d) {
			n++
		}
	}
	return n
}

// says fills in what a stage asks for.
func says(fields []deadline.Field) map[string]string {
	words := map[string]string{}
	for _, f := range fields {
		words[f.ID] = f.Title.ZH + "：已按要求落实"
	}
	return words
}

func (v *visitor) visit() (err error) {
	if v.life.stage == toBegin {
		return v.begin()
	}
	if v.state, err = v.batch.State(v.life.id); err != nil {
		return err
	}
	switch v.life.stage {
	case toReport:
		return v.report()
	case toMove:
		return v.move()
	case toResume:
		if err := v.all(taken{v.office(), ledger.Resume{Note: "条件具备"}}); err != nil {
			return err
		}
		return v.await(toClose)
	case toClose, toCloseAgain, toReviewAgain:
		return v.close()
	case toReview:
		return v.review()
	case toLookBack:
		return v.lookBack()
	case toEnd:
		v.life.stage = over
		return v.accept()
	}
	return nil
}

var things = []string{"口袋公园", "农村公路", "老旧小区改造", "排水管网", "健身步道", "社区食堂", "灌溉水渠", "公交站亭"}

func (v *visitor) begin() error {
	l := v.life
	k, g := &kinds[l.kind], v.government()
	n := 1 + v.random.IntN(40)
	title := fmt.Sprintf("%s%s%d处", k.deed, things[v.random.IntN(len(things))], n)
	m := ledger.Matter{
		Title: title, Text: title + "，明确责任，限期完成。", Regime: k.regime, Assigning: g.id, InCharge: g.id + "/leader",
		Complex: l.complex, Urgent: v.random.IntN(20) == 0, List: k.list, Source: ledger.Source{Kind: k.source},
		Indicators: []ledger.Indicator{{ID: "n", Name: title, Unit: "处", Target: strconv.Itoa(n)}},
	}
	if k.regime == "milestone" {
		m.Deadline = v.day.AddDays(150 + v.random.IntN(60))
	}
	if l.parent != none {
		m.Parent = v.city.lives[l.parent].id
	}
	v.batch.At(v.time)
	var err error
	v.state, err = v.batch.Docket(g.office, m, false)
	if ok, err := v.allowed(err); err != nil || !ok {
		return err
	}
	l.id = v.state.ID
	if len(k.nodes) > 0 {
		plan := ledger.SetPlan{Nodes: make([]ledger.Node, len(k.nodes))}
		for i, id := range k.nodes {
			plan.Nodes[i] = ledger.Node{ID: id, Date: v.day.AddDays(40*(i+1) + v.random.IntN(20))}
		}
		if err := v.all(taken{g.office, plan}); err != nil {
			return err
		}
	}
	var partners []string
	if v.is(hasPartner) {
		partners = []string{g.leads[v.other()]}
	}
	steps := []taken{{g.office, ledger.Assign{Lead: v.lead(), Cooperating: partners}}}
	if v.is(isReturned) {
		right := v.other()
		steps = append(steps, taken{v.head(), ledger.Return{Reason: "不属本单位职责", Suggested: g.leads[right]}},
			taken{g.office, ledger.Assign{Lead: g.leads[right]}})
		l.lead = right
	}
	steps = append(steps, taken{v.handler(), ledger.Sign{}})
	if v.is(isPassedOn) {
		steps = append(steps, taken{v.manager(), ledger.Pass{Unit: section(v.lead()), Note: "请抓紧办理"}})
	}
	if v.is(isCommentedOn) {
		steps = append(steps, taken{g.leader, ledger.Comment{Text: "请抓好落实，注意质量"}})
	}
	if err := v.all(steps...); err != nil {
		return err
	}
	return v.await(toMove)
}

// await plans the next visit for what is due next: a report, or else the given
// stage.
func (v *visitor) await(result stage) error {
	dues, _, err := v.dues()
	if err != nil {
		return err
	}
	due := open(dues)
	if due == nil {
		v.next(result, 1)
		return nil
	}
	left := max(1, due.Date.Sub(v.day))
	days := max(1, left-v.random.IntN(min(left, 4)))
	s := result
	if due.Stage.Kind == deadline.KindReport {
		s = toReport
	}
	switch {
	case s == toReport && v.is(isLate) && !v.life.late, s == toClose && v.is(isLate) && !v.is(isVeryLate) && !v.life.late:
		v.life.late = true
		days = left + 1 + v.random.IntN(5)
	case s == toClose && v.is(isVeryLate):
		days = left + 6 + v.random.IntN(15)
	case s == toMove:
		days = 1 + v.random.IntN(max(1, left/2)) // well before
	case s == toClose && left > 20:
		days = left - 10 - v.random.IntN(left-20) // a year's task is done when it is done
	}
	v.next(s, days)
	return nil
}

// report is a report on a stage, made up where it comes late.
func (v *visitor) report() error {
	dues, _, err := v.dues()
	if err != nil {
		return err
	}
	due := open(dues)
	if due == nil || due.Stage.Kind != deadline.KindReport {
		return v.await(toMove)
	}
	report := ledger.SubmitReport{Key: due.Key, Says: says(due.Stage.Content), Values: map[string]string{"n": "1"}}
	if v.time.After(due.At) {
		if _, err := v.do(v.office(), ledger.Chase{Note: "请尽快反馈"}); err != nil {
			return err
		}
	}
	if err := v.transfer(); err != nil {
		return err
	}
	if err := v.all(taken{v.handler(), report}); err != nil {
		return err
	}
	return v.await(toMove)
}

// transfer gives the matter to another unit, where that is its fate.
func (v *visitor) transfer() error {
	if v.life.moved || !v.is(isTransferred) {
		return nil
	}
	v.life.moved = true
	to := v.other()
	for slices.ContainsFunc(v.state.Parts, func(p ledger.Part) bool { return p.Unit == v.government().leads[to] }) {
		to = v.other()
	}
	ok, err := v.do(v.office(), ledger.Transfer{Lead: v.government().leads[to], Reason: "职责调整"})
	if err != nil || !ok {
		return err
	}
	v.life.lead = to
	return v.all(taken{v.handler(), ledger.Sign{}})
}

// move is what happens between the reports and the result.
func (v *visitor) move() error {
	if err := v.transfer(); err != nil {
		return err
	}
	dues, r, err := v.dues()
	if err != nil {
		return err
	}
	due := open(dues)
	var steps []taken
	if len(v.state.Parts) > 0 && v.random.IntN(2) == 0 {
		steps = append(steps, taken{v.state.Parts[0].Unit + "-handler", ledger.GiveOpinion{Says: map[string]string{"opinion": "同意，已配合办理"}}})
	}
	if len(dues) < 3 {
		steps = append(steps, taken{v.handler(), ledger.SubmitReport{Says: map[string]string{"progress": "正在办理"}}})
	}
	if v.is(isExtended) && v.state.Counts.Extended == 0 && due != nil && v.time.Before(due.At) && slices.Contains(r.Extension.Stages, due.Stage.ID) {
		steps = append(steps, v.extend(due, r)...)
	}
	if !v.is(isPaused) {
		if err := v.all(steps...); err != nil {
			return err
		}
		return v.await(toClose)
	}
	v.next(toResume, 3+v.random.IntN(5))
	return v.all(append(steps, taken{v.office(), ledger.Pause{Reason: "等待上级批复"}})...)
}

// extend asks for more time and grants it.
func (v *visitor) extend(due *deadline.Due, r *deadline.Regime) []taken {
	more := 14 + v.random.IntN(7)
	switch {
	case r.Extension.MaxLength.Measure == deadline.InDays:
		more = r.Extension.MaxLength.N
	case v.life.complex:
		more = 30 + v.random.IntN(20)
	}
	by := v.office()
	switch r.Extension.Approver(1) {
	case "leader_in_charge":
		by = v.government().leader
	case "higher_office":
		by = v.government().higher
	}
	return []taken{
		{v.manager(), ledger.AskExtension{Key: due.Key, Until: due.Date.AddDays(more), Says: says(r.Extension.Needs)}},
		{by, ledger.DecideExtension{Grant: true, Note: "同意"}},
	}
}

// close applies to close, or to close again.
func (v *visitor) close() error {
	dues, _, err := v.dues()
	if err != nil {
		return err
	}
	apply := ledger.ApplyClose{Says: map[string]string{"result": "已全部完成"}}
	if due := open(dues); due != nil {
		if due.Stage.Kind == deadline.KindReport {
			return v.report()
		}
		for id, words := range says(due.Stage.Content) {
			apply.Says[id] = words
		}
		if results(dues) > 1 {
			return v.deliver(due)
		}
		if v.is(isVeryLate) && v.time.After(due.At) {
			if _, err := v.do(v.office(), ledger.Chase{Note: "已逾期，请说明情况"}); err != nil {
				return err
			}
		}
	}
	if v.life.below > 0 { // its parts come first
		v.next(v.life.stage, 5)
		return nil
	}
	if err := v.catchUp(dues); err != nil {
		return err
	}
	ok, err := v.do(v.head(), apply)
	switch {
	case err != nil:
		return err
	case !ok:
		v.next(v.life.stage, 5)
	case v.life.stage == toClose:
		v.next(toReview, 1)
	default:
		v.next(toEnd, 1)
	}
	return nil
}

// catchUp makes up the reports that ran out while the result was awaited.
func (v *visitor) catchUp(dues []deadline.Due) error {
	for i := range dues {
		if d := &dues[i]; d.Stage.Kind == deadline.KindReport && waits(d) && v.time.After(d.At) {
			if err := v.all(taken{v.handler(), ledger.SubmitReport{Key: d.Key, Says: says(d.Stage.Content)}}); err != nil {
				return err
			}
		}
	}
	return nil
}

// deliver hands in a result after which others are due.
func (v *visitor) deliver(due *deadline.Due) error {
	result := ledger.SubmitReport{Key: due.Key, Says: says(due.Stage.Content), Values: map[string]string{"n": "1"}}
	if len(result.Says) == 0 {
		result.Says = map[string]string{"result": "节点任务已完成"}
	}
	if err := v.all(taken{v.handler(), result}); err != nil {
		return err
	}
	return v.await(toClose)
}

func (v *visitor) review() error {
	if v.is(isSentBack) {
		v.next(toReviewAgain, 1+v.random.IntN(3))
		return v.all(taken{v.office(), ledger.Review{Closing: true, Verdict: ledger.SendBack, Reason: "缺少佐证材料"}})
	}
	v.life.stage = over
	if v.is(isLookedAt) {
		v.next(toLookBack, 30+v.random.IntN(30))
	}
	return v.accept()
}

// accept accepts every report that is not yet, with the application to close, and
// clears the matter.
func (v *visitor) accept() error {
	dues, _, err := v.dues()
	if err != nil {
		return err
	}
	review := ledger.Review{Closing: true, Verdict: ledger.Accept, Grade: ledger.Good}
	if v.random.IntN(4) == 0 {
		review.Grade = ledger.Excellent
	}
	for i := range dues {
		if d := &dues[i]; !d.Met.IsZero() && d.Stage.Reviewer != "" && d.Key != v.state.Closing && v.unreviewed(d.Key) {
			review.Keys = append(review.Keys, d.Key)
		}
	}
	err = v.all(taken{v.office(), review}, taken{v.office(), ledger.Clear{}})
	if parent := v.life.parent; parent != none && v.state.Status == ledger.Cleared {
		v.city.lives[parent].below--
	}
	return err
}

func (v *visitor) unreviewed(key string) bool {
	return slices.ContainsFunc(v.state.Reports, func(r ledger.Report) bool { return r.Key == key && r.Unit == "" && r.Review == "" })
}

func (v *visitor) lookBack() error {
	v.life.stage = over
	if !v.is(isReopened) {
		return v.all(taken{v.office(), ledger.LookBack{Holds: true, Finding: "现场核查，成效巩固"}})
	}
	steps := []taken{{v.office(), ledger.LookBack{Finding: "现场核查，个别点位未完工"}}}
	if parent := v.life.parent; parent != none {
		above, err := v.batch.State(v.city.lives[parent].id)
		if err != nil {
			return err
		}
		if !above.Open() { // what it was a part of is closed
			return v.all(steps...)
		}
		v.city.lives[parent].below++
	}
	v.next(toCloseAgain, 5+v.random.IntN(5))
	return v.all(append(steps, taken{v.office(), ledger.Reopen{Reason: "回头看发现问题反弹", Until: v.day.AddDays(20)}})...)
}
