package simulate

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// Live lives on with what is in a ledger whose store tells clock: its own units
// sign for what is assigned to them, report by its regimes, late or in time, apply
// to extend and to close; its own offices chase, decide, review and clear. What
// is not assigned stays so. Options.Matters does not count.
func Live(ctx context.Context, store ledger.Store, clock *Clock, o Options) (Result, error) {
	o.Matters = 1
	if err := o.Check(); err != nil {
		return Result{}, err
	}
	t := &tally{marks: map[string]uint16{}}
	service := ledger.New(store, ledger.Options{Alone: true, Heard: t.hear})
	n := &neighbours{opt: o, tally: t}
	clock.now = o.From.At(0)
	if err := service.Batch(ctx, func(b *ledger.Batch) error { return begun(b, o.From) }); err != nil {
		return Result{}, err
	}
	for day := o.From; !day.After(o.To); day = day.AddDays(1) {
		if o.Day != nil {
			o.Day(day)
		}
		clock.now = day.At(time.Hour)
		if err := service.Batch(ctx, func(b *ledger.Batch) error { return n.live(ctx, b, day) }); err != nil {
			return Result{}, fmt.Errorf("%s: %w", day, err)
		}
	}
	return t.result(), nil
}

// begun refuses to live on from before the last step of a matter.
func begun(b *ledger.Batch, from workday.Date) error {
	ids, err := b.Matters()
	if err != nil {
		return err
	}
	for _, id := range ids {
		s, err := b.State(id)
		if err != nil {
			return err
		}
		if day := workday.DateOf(s.Last); !day.Before(from) {
			return fmt.Errorf("%s was moved on %s; begin on a later day", s.Matter.Number, day)
		}
	}
	return nil
}

// Neighbours are the people of a ledger going about their work.
type neighbours struct {
	opt   Options
	tally *tally
}

func (n *neighbours) live(ctx context.Context, b *ledger.Batch, day workday.Date) error {
	ids, err := b.Matters()
	if err != nil {
		return err
	}
	if worked, _ := b.Rules().Calendar.IsWorkday(day); worked {
		for _, id := range ids {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err := n.visit(b, id, day); err != nil {
				return err
			}
		}
	}
	b.At(day.At(19 * time.Hour))
	for {
		swept, err := b.Sweep(1000)
		if err != nil || !swept.More {
			return err
		}
	}
}

// A neighbour is one visit to one matter.
type neighbour struct {
	*neighbours
	batch  *ledger.Batch
	day    workday.Date
	time   time.Time
	state  ledger.State
	dues   []deadline.Due
	regime *deadline.Regime
	habits habits
}

// habits are how a matter goes, the same every day of its life.
type habits struct {
	pace     float64 // how fast the work goes; 1 is finished on the last day
	reports  int     // days before (-) or after (+) a date that reports come
	stuck    bool    // nothing moves for the first half
	extends  bool
	sentBack bool // its first application to close is
}

func habitsOf(seed uint64, number string) habits {
	h := fnv.New64a()
	_, _ = h.Write([]byte(number))
	r := rand.New(rand.NewPCG(seed, h.Sum64())) //nolint:gosec // invented lives need no secrecy
	of := habits{pace: 1.05, reports: -1 - r.IntN(3)}
	switch chance := r.IntN(100); {
	case chance < 25:
		of.pace = 1.3
	case chance < 80:
	default:
		of.pace = 0.7 + 0.2*r.Float64()
		of.extends = r.IntN(3) == 0
	}
	if r.IntN(100) < 15 {
		of.reports = 1 + r.IntN(12)
	}
	of.stuck, of.sentBack = r.IntN(100) < 6, r.IntN(100) < 10
	return of
}

func (n *neighbours) visit(b *ledger.Batch, id string, day workday.Date) error {
	v := &neighbour{neighbours: n, batch: b, day: day, time: day.At(9 * time.Hour)}
	if err := v.look(id); err != nil {
		return err
	}
	v.habits = habitsOf(n.opt.Seed, v.state.Matter.Number)
	switch v.state.Status {
	case ledger.Assigned:
		return v.try(v.hand(), ledger.Sign{})
	case ledger.Handling:
		return v.handle()
	case ledger.Closing:
		return v.review()
	case ledger.Accepted:
		return v.try(v.office(), ledger.Clear{})
	}
	return nil
}

func (v *neighbour) look(id string) (err error) {
	if v.state, err = v.batch.State(id); err != nil {
		return err
	}
	schedule, err := v.batch.Schedule(&v.state)
	if err != nil {
		return err
	}
	v.dues = schedule.Lead
	v.regime, err = v.batch.Rules().Regimes.Find(v.state.Matter.Regime)
	return err
}

// try takes a step, where there is somebody to take it. What the rules do not
// allow is counted, and life goes on.
func (v *neighbour) try(by string, c ledger.Command) error {
	if by == "" {
		return nil
	}
	v.time = v.time.Add(11 * time.Minute)
	v.batch.At(v.time)
	_, err := v.batch.Do(by, v.state.ID, ledger.Any, c)
	var refusal *ledger.Error
	if errors.As(err, &refusal) && refusal.Code != ledger.Unavailable {
		v.tally.Refused++
		return nil
	}
	if err != nil {
		return err
	}
	return v.look(v.state.ID)
}

// who is the first person who acts in one of some roles of a unit.
func (v *neighbour) who(unit string, roles ...access.Role) string {
	org := v.batch.Rules().Org
	for _, role := range roles {
		for _, seat := range org.Seats(unit, role) {
			if acting := org.Acting(seat, v.day); len(acting) > 0 {
				return acting[0]
			}
		}
	}
	return ""
}

func (v *neighbour) hand() string {
	return v.who(v.state.Lead, access.Handler, access.Manager, access.FirstResponsible)
}

func (v *neighbour) head() string {
	return v.who(v.state.Lead, access.FirstResponsible, access.Manager)
}

// office is the supervision office of the assigning unit or of the nearest above
// that has one.
func (v *neighbour) office() string {
	org := v.batch.Rules().Org
	for u := org.Unit(v.state.Matter.Assigning); u != nil; u = org.Unit(u.Parent) {
		if person := v.who(u.ID, access.SupervisionOffice); person != "" {
			return person
		}
	}
	return ""
}

func (v *neighbour) leader() string {
	org := v.batch.Rules().Org
	if seat := org.Seat(v.state.Matter.InCharge); seat != nil {
		if acting := org.Acting(seat, v.day); len(acting) > 0 {
			return acting[0]
		}
	}
	return v.office()
}

// elapsed is the share of the time from assignment to the last result that has
// passed, and that result.
func (v *neighbour) elapsed() (share float64, result *deadline.Due) {
	for i := range v.dues {
		d := &v.dues[i]
		if d.Stage.Kind == deadline.KindResult && !d.At.IsZero() && (result == nil || d.At.After(result.At)) {
			result = d
		}
	}
	if result == nil {
		return 0, nil
	}
	begun := workday.DateOf(v.state.Facts.Assigned)
	return float64(v.day.Sub(begun)) / float64(max(1, result.Date.Sub(begun))), result
}

func (v *neighbour) handle() error {
	elapsed, result := v.elapsed()
	done := min(1, elapsed*v.habits.pace)
	still := v.habits.stuck && elapsed < 0.5
	if still {
		done = min(done, 0.1)
	}
	if err := v.extend(result, elapsed); err != nil {
		return err
	}
	for i := 0; i < len(v.dues); i++ {
		d := v.dues[i]
		if d.Stage.Kind != deadline.KindReport || !d.Met.IsZero() || d.At.IsZero() || v.day.Before(d.Date.AddDays(v.habits.reports)) {
			continue
		}
		c := ledger.SubmitReport{Key: d.Key, Says: v.says(d.Stage, done), Values: v.values(done)}
		if still && strings.Contains(d.Key, "/") {
			c.NoProgress, c.Says = true, map[string]string{d.Stage.Content[0].ID: "征地手续未办结，尚无进展"}
		}
		if err := v.try(v.hand(), c); err != nil {
			return err
		}
	}
	if result != nil && result.Met.IsZero() && done >= 1 {
		return v.try(v.head(), ledger.ApplyClose{Says: v.says(result.Stage, 1), Values: v.values(1)})
	}
	return v.chase()
}

// sayings are what is said of the fields that regimes ask for.
var sayings = map[string]string{
	"measures": "成立专班，细化措施，明确责任人", "persons": "分管负责同志牵头，业务处室承办", "quarters": "一季度启动，二季度过半，三季度达八成，四季度完成",
	"goal": "按任务书执行", "schedule": "按季度排定形象进度", "problems": "无", "remedies": "按月调度，逐项对账", "result": "已按要求完成，材料附后",
	"arrangement": "已召开专题会研究部署",
}

// says fills in what a stage asks for.
func (v *neighbour) says(stage *deadline.Stage, done float64) map[string]string {
	says := map[string]string{}
	for i := range stage.Content {
		says[stage.Content[i].ID] = "已按要求办理"
		if said, ok := sayings[stage.Content[i].ID]; ok {
			says[stage.Content[i].ID] = said
		}
	}
	if _, asked := says["progress"]; asked {
		says["progress"] = fmt.Sprintf("按计划推进，已完成约%d%%", int(done*100))
	}
	if len(says) == 0 {
		says["text"] = "已办理"
	}
	if _, asked := says["problems"]; asked && v.habits.pace < 1 {
		says["problems"] = "资金到位慢于计划，施工图审查尚未完成"
	}
	return says
}

// values are how far the indicators have come.
func (v *neighbour) values(done float64) map[string]string {
	values := map[string]string{}
	for i := range v.state.Matter.Indicators {
		in := &v.state.Matter.Indicators[i]
		target, err := strconv.ParseFloat(in.Target, 64)
		if err != nil || in.Compare == "<=" && in.Baseline == "" {
			continue
		}
		base, _ := strconv.ParseFloat(in.Baseline, 64)
		_, fraction, _ := strings.Cut(in.Target, ".")
		values[in.ID] = strconv.FormatFloat(base+(target-base)*done, 'f', len(fraction), 64)
	}
	return values
}

// extend asks for more time where the work will not be done, and has it decided
// on the next day.
func (v *neighbour) extend(result *deadline.Due, elapsed float64) error {
	if v.state.Asked != nil {
		if err := v.try(v.leader(), ledger.DecideExtension{Grant: true, Note: "同意，请抓紧"}); err != nil || v.state.Asked == nil {
			return err
		}
		return v.try(v.office(), ledger.DecideExtension{Grant: true, Note: "同意，请抓紧"})
	}
	if result == nil || !v.habits.extends || v.state.Counts.Extended > 0 || elapsed < 0.9 || elapsed > 0.97 {
		return nil
	}
	says := map[string]string{}
	for i := range v.regime.Extension.Needs {
		f := &v.regime.Extension.Needs[i]
		says[f.ID] = f.Title.ZH + "：受汛期影响，主体工程已完成"
	}
	return v.try(v.head(), ledger.AskExtension{Key: result.Key, Until: result.Date.AddDays(45), Says: says})
}

// chase chases once a week what is late.
func (v *neighbour) chase() error {
	light := deadline.LightOf(v.regime, &v.state.Facts, v.dues, v.time)
	chases := v.state.Facts.Chases
	if light.State != deadline.Overdue && light.State != deadline.NotReported ||
		len(chases) > 0 && v.day.Sub(workday.DateOf(chases[len(chases)-1])) < 7 {
		return nil
	}
	return v.try(v.office(), ledger.Chase{Note: "请尽快反馈"})
}

// review accepts an application to close with every report before it, or sends
// the first one back.
func (v *neighbour) review() error {
	if v.habits.sentBack && v.state.Counts.SentBack == 0 {
		return v.try(v.office(), ledger.Review{Closing: true, Verdict: ledger.SendBack, Reason: "缺少佐证材料"})
	}
	c := ledger.Review{Closing: true, Verdict: ledger.Accept, Grade: ledger.Good, Keys: v.state.Unreviewed()}
	if v.habits.pace > 1.2 {
		c.Grade = ledger.Excellent
	}
	if err := v.try(v.office(), c); err != nil || v.state.Status != ledger.Closing {
		return err
	}
	return v.try(v.leader(), c)
}
