package simulate

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// A stage is what the next visit to a life brings.
type stage uint8

const (
	toBegin stage = iota
	toReport
	toReportAgain
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
	day    workday.Date
	time   time.Time
	random *rand.Rand
}

// do takes a step a while after the one before. What the rules do not allow is
// counted, and life goes on.
func (v *visitor) do(by string, c ledger.Command) (bool, error) {
	v.time = v.time.Add(time.Duration(5+v.random.IntN(30)) * time.Minute)
	v.batch.At(v.time)
	_, err := v.batch.Do(by, v.life.id, ledger.Any, c)
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

func (v *visitor) head() string    { return unit(v.life.unit) + "-head" }
func (v *visitor) manager() string { return unit(v.life.unit) + "-manager" }
func (v *visitor) handler() string { return unit(v.life.unit) + "-handler" }

func (v *visitor) other() uint8 {
	return uint8((int(v.life.unit) + 1 + v.random.IntN(departments-1)) % departments) //nolint:gosec // there are fewer than 256
}

func (v *visitor) visit() error {
	switch v.life.stage {
	case toBegin:
		return v.begin()
	case toReport:
		return v.report()
	case toReportAgain:
		return v.reportAgain()
	case toResume:
		v.next(toClose, 2+v.random.IntN(3))
		return v.all(taken{"office", ledger.Resume{Note: "条件具备"}})
	case toClose:
		return v.close()
	case toReview:
		return v.review()
	case toReviewAgain:
		v.next(toEnd, 1)
		return v.all(taken{v.manager(), ledger.ApplyClose{Says: map[string]string{"result": "已按要求补齐材料"}}})
	case toLookBack:
		return v.lookBack()
	case toCloseAgain:
		v.next(toEnd, 1)
		return v.all(taken{v.head(), ledger.ApplyClose{Says: map[string]string{"result": "遗留问题已整改到位"}}})
	case toEnd:
		v.life.stage = over
		return v.accept()
	}
	return nil
}

var deeds = []string{"新建", "改造", "整治", "修复", "扩建", "检查"}

var things = []string{"口袋公园", "农村公路", "老旧小区", "排水管网", "健身步道", "社区食堂", "灌溉水渠", "公交站亭"}

func (v *visitor) begin() error {
	l := v.life
	n := 1 + v.random.IntN(40)
	title := fmt.Sprintf("%s%s%d处", deeds[v.random.IntN(len(deeds))], things[v.random.IntN(len(things))], n)
	m := ledger.Matter{
		Title: title, Text: "会议确定：" + title + "，明确责任，限期完成。", Regime: "13710", Assigning: "city", InCharge: "city/leader",
		Complex: l.complex, Urgent: v.random.IntN(20) == 0, List: "重点工作任务",
		Source:     ledger.Source{Kind: ledger.FromMeeting, Name: "市政府常务会议"},
		Indicators: []ledger.Indicator{{ID: "n", Name: title, Unit: "处", Target: strconv.Itoa(n)}},
	}
	v.batch.At(v.time)
	state, err := v.batch.Docket("office", m, false)
	if ok, err := v.allowed(err); err != nil || !ok {
		return err
	}
	l.id = state.ID
	var partners []string
	if v.is(hasPartner) {
		partners = []string{unit(v.other())}
	}
	steps := []taken{{"office", ledger.Assign{Lead: unit(l.unit), Cooperating: partners}}}
	if v.is(isReturned) {
		right := v.other()
		steps = append(steps, taken{v.head(), ledger.Return{Reason: "不属本单位职责", Suggested: unit(right)}},
			taken{"office", ledger.Assign{Lead: unit(right)}})
		l.unit = right
	}
	steps = append(steps, taken{v.handler(), ledger.Sign{}})
	if v.is(isPassedOn) {
		steps = append(steps, taken{v.manager(), ledger.Pass{Unit: unit(l.unit) + "-a", Note: "请抓紧办理"}})
	}
	after := 1
	if v.is(isLate) {
		after = 4 + v.random.IntN(5)
	}
	v.next(toReport, after)
	return v.all(steps...)
}

// report is the report of the first day, made up where it comes late.
func (v *visitor) report() error {
	var steps []taken
	if v.is(isLate) {
		steps = append(steps, taken{"office", ledger.Chase{Note: "请尽快反馈"}})
	}
	if v.is(isTransferred) {
		to := v.other()
		steps = append(steps, taken{"office", ledger.Transfer{Lead: unit(to), Reason: "职责调整"}})
		v.life.unit = to
		steps = append(steps, taken{v.handler(), ledger.Sign{}})
	}
	v.next(toReportAgain, 1+v.random.IntN(2))
	return v.all(append(steps, taken{v.handler(), ledger.SubmitReport{
		Key: "1", Says: map[string]string{"arrangement": "已召开专题会研究部署，明确专人负责"},
	}})...)
}

// reportAgain is the report of the third day, with what it brings.
func (v *visitor) reportAgain() error {
	steps := []taken{{v.handler(), ledger.SubmitReport{
		Key: "3", Says: map[string]string{"measures": "排出工期，逐日调度", "progress": "已开工"}, Values: map[string]string{"n": "1"},
	}}}
	if v.is(isExtended) {
		until := v.day.AddDays(14 + v.random.IntN(7))
		if v.life.complex {
			until = v.day.AddDays(40 + v.random.IntN(20))
		}
		steps = append(steps,
			taken{v.manager(), ledger.AskExtension{Key: v.result(), Until: until, Says: map[string]string{"reason": "汛期影响施工", "progress": "已完成六成"}}},
			taken{"office", ledger.DecideExtension{Grant: true, Note: "同意"}})
	}
	switch {
	case v.is(isPaused):
		steps = append(steps, taken{"office", ledger.Pause{Reason: "等待上级批复"}})
		v.next(toResume, 3+v.random.IntN(5))
	case v.is(isVeryLate):
		v.next(toClose, 12+v.random.IntN(20))
	default:
		v.next(toClose, 1+v.random.IntN(2))
	}
	return v.all(steps...)
}

func (v *visitor) result() string {
	if v.life.complex {
		return "1m"
	}
	return "7"
}

func (v *visitor) close() error {
	var steps []taken
	if v.is(isVeryLate) {
		steps = append(steps, taken{"office", ledger.Chase{Note: "已逾期，请说明情况"}})
	}
	v.next(toReview, 1)
	return v.all(append(steps, taken{v.head(), ledger.ApplyClose{Says: map[string]string{"result": "已全部完成"}}})...)
}

func (v *visitor) review() error {
	if v.is(isSentBack) {
		v.next(toReviewAgain, 1+v.random.IntN(3))
		return v.all(taken{"office", ledger.Review{Closing: true, Verdict: ledger.SendBack, Reason: "缺少佐证材料"}})
	}
	v.life.stage = over
	if v.is(isLookedAt) {
		v.next(toLookBack, 30+v.random.IntN(30))
	}
	return v.accept()
}

// accept accepts every stage and clears the matter. The reports of the first
// days are reviewed with the first application that is accepted.
func (v *visitor) accept() error {
	review := ledger.Review{Keys: []string{"1", "3"}, Closing: true, Verdict: ledger.Accept, Grade: ledger.Good}
	if v.life.reviewed {
		review.Keys = nil
	}
	if v.random.IntN(4) == 0 {
		review.Grade = ledger.Excellent
	}
	ok, err := v.do("office", review)
	if err != nil || !ok {
		return err
	}
	v.life.reviewed = true
	return v.all(taken{"office", ledger.Clear{}})
}

func (v *visitor) lookBack() error {
	v.life.stage = over
	if !v.is(isReopened) {
		return v.all(taken{"office", ledger.LookBack{Holds: true, Finding: "现场核查，成效巩固"}})
	}
	v.next(toCloseAgain, 5+v.random.IntN(5))
	return v.all(taken{"office", ledger.LookBack{Finding: "现场核查，个别点位未完工"}},
		taken{"office", ledger.Reopen{Reason: "回头看发现问题反弹", Until: v.day.AddDays(20)}})
}
