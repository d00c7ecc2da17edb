package demo

import (
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// year is the history while it is lived.
type year struct {
	*ledger.Batch
	phase   time.Time
	matters []*life
}

// life is what becomes of one matter. Its number decides how it goes, so that
// all kinds of fates are there.
type life struct {
	matter ledger.Matter
	n      int
	state  ledger.State
}

func (m *life) late() bool    { return m.n%11 == 5 }
func (m *life) silent() bool  { return m.n%23 == 9 }
func (m *life) done() bool    { return m.n%7 == 3 }
func (m *life) fresh() bool   { return m.n%29 == 12 } // stays a draft
func (m *life) sent() bool    { return m.n%13 == 4 }  // its report is returned once
func (m *life) extends() bool { return m.n%31 == 8 }

func (y *year) live() error {
	for _, phase := range []struct {
		at time.Time
		do func(*life) error
	}{
		{Begins, y.docket},
		{at(2, 7, 10, 0), y.assign},
		{at(2, 10, 9, 30), y.sign},
		{at(3, 5, 15, 0), y.report},
		{at(3, 7, 10, 0), y.review},
		{at(3, 28, 16, 0), y.report},
		{at(4, 2, 11, 0), y.review},
		{at(4, 15, 10, 0), y.chase},
		{at(5, 20, 14, 0), y.finish},
		{at(5, 23, 10, 0), y.close},
		{at(6, 23, 9, 0), y.extend},
		{at(6, 24, 14, 0), y.report},
		{at(6, 24, 17, 0), y.review},
	} {
		y.phase = phase.at
		y.At(phase.at)
		if _, err := y.Sweep(1000); err != nil {
			return err
		}
		for _, m := range y.matters {
			y.At(y.when(m))
			if err := phase.do(m); err != nil {
				return fmt.Errorf("%s: %w", m.matter.Title, err)
			}
		}
	}
	y.At(Ends)
	_, err := y.Sweep(1000)
	return err
}

func (y *year) docket(m *life) (err error) {
	m.state, err = y.Docket("ducha", m.matter, m.fresh())
	return err
}

func (y *year) do(m *life, by string, c ledger.Command) (err error) {
	m.state, err = y.Do(by, m.state.ID, ledger.Any, c)
	return err
}

func (y *year) assign(m *life) error {
	if m.fresh() {
		return nil
	}
	c := ledger.Assign{Lead: m.matter.Suggested}
	if m.n%5 == 1 && c.Lead != "czt" {
		c.Cooperating = []string{"czt"}
	}
	return y.do(m, "ducha", c)
}

func (y *year) sign(m *life) error {
	if m.fresh() || m.n%37 == 20 {
		return nil // one never signs
	}
	return y.do(m, m.matter.Suggested, ledger.Sign{})
}

// due is the first due of the lead unit that waits for a report by a day.
func (y *year) due(m *life, kind deadline.Kind, by workday.Date) (*deadline.Due, error) {
	rules := y.Rules()
	r, err := rules.Regimes.Find(m.state.Matter.Regime)
	if err != nil {
		return nil, err
	}
	for _, d := range ledger.ScheduleOf(&m.state, r, rules.Calendar).Lead {
		if d.Met.IsZero() && d.Stage.Kind == kind && len(d.Stage.Content) > 0 && !d.Date.IsZero() && !d.Date.After(by) {
			return &d, nil
		}
	}
	return nil, nil //nolint:nilnil // none is due
}

// says is what a unit writes in each field, by the field's id.
var says = map[string][]string{
	"measures":    {"已成立专班，明确处室分工和时间表。", "印发实施方案，逐项分解到处室和市县。", "召开部署会，建立周调度机制。"},
	"persons":     {"分管副职牵头，业务处室具体承办。"},
	"quarters":    {"一季度完成前期，二季度全面开工，三季度过半，四季度收官。"},
	"progress":    {"完成年度任务的四成，进度符合预期。", "项目清单已确定，七成开工。", "前期手续基本办结，正在组织招标。", "累计完成过半，比计划略快。"},
	"problems":    {"部分县区配套资金到位偏慢。", "暂无新的问题。", "用地手续办理时间较长。"},
	"remedies":    {"按周调度，点对点督促。", "与财政部门会商，分批拨付。", "组织联审联批，压缩时间。"},
	"arrangement": {"已研究部署，明确责任处室和完成时限。"},
	"result":      {"任务已全部完成，成果材料附后。", "已按要求办结，群众回访满意。"},
}

func (m *life) answer(stage *deadline.Stage) map[string]string {
	out := map[string]string{}
	for i, f := range stage.Content {
		list := says[f.ID]
		if list == nil {
			list = says["progress"]
		}
		out[f.ID] = list[(m.n+i)%len(list)]
	}
	return out
}

// day is that of a phase.
func (y *year) day(m *life) workday.Date { return workday.DateOf(y.when(m)) }

func (y *year) when(m *life) time.Time {
	return y.phase.Add(time.Duration(m.n%97) * time.Minute / 2)
}

func (y *year) report(m *life) error {
	if m.state.Status != ledger.Handling || m.silent() && y.phase.Month() > time.February+1 {
		return nil
	}
	due, err := y.due(m, deadline.KindReport, y.day(m).AddDays(7))
	if due == nil || err != nil {
		return err
	}
	if m.late() && !due.Date.Before(y.day(m)) {
		return nil // reports only when it is late
	}
	c := ledger.SubmitReport{Key: due.Key, Says: m.answer(due.Stage), NoProgress: m.n%19 == 6}
	for i := range m.state.Matter.Indicators {
		if in := &m.state.Matter.Indicators[i]; in.Target != "" && i == 0 && m.n%3 != 1 && !c.NoProgress {
			c.Values = map[string]string{in.ID: m.reached(in, y.day(m))}
		}
	}
	return y.do(m, m.matter.Suggested, c)
}

// reached is what a matter's figure has come to by a day: a quantity grows with
// the year, each a little slower or faster than its time; a rate is near its
// target.
func (m *life) reached(in *ledger.Indicator, day workday.Date) string {
	target, ok := new(big.Rat).SetString(in.Target)
	if !ok {
		return in.Target
	}
	first := workday.Date{Year: day.Year, Month: time.January, Day: 1}
	tempo := int64(78 + (m.n*7+int(day.Month)*5)%40) // in hundredths of what is expected
	share := big.NewRat(int64(day.Sub(first))*tempo, 365*100)
	if in.Compare == "<=" || strings.ContainsAny(in.Unit, "%‰") {
		share = big.NewRat(960+tempo/2, 1000)
	}
	_, places, _ := strings.Cut(in.Target, ".")
	return counted(share.Mul(share, target).FloatString(len(places)))
}

// counted keeps as many digits of a number as people report.
func counted(value string) string {
	const digits = 5
	if strings.Contains(value, ".") || len(value) <= digits {
		return value
	}
	return value[:digits] + strings.Repeat("0", len(value)-digits)
}

func (y *year) review(m *life) error {
	if m.state.Status != ledger.Handling || m.n%9 == 2 {
		return nil // some wait for review
	}
	for _, r := range m.state.Reports {
		if r.Review != "" || r.Key == "" || r.Unit != "" {
			continue
		}
		c := ledger.Review{Keys: []string{r.Key}, Verdict: ledger.Accept}
		if m.sent() && m.state.Counts.SentBack == 0 {
			c.Verdict, c.Reason = ledger.SendBack, "进展没有数据，请补充完成量和比例。"
		}
		if err := y.do(m, "ducha", c); err != nil {
			return err
		}
	}
	return nil
}

func (y *year) chase(m *life) error {
	if m.state.Status != ledger.Handling || !m.silent() {
		return nil
	}
	return y.do(m, "ducha", ledger.Chase{Note: "一季度进展尚未反馈，请于三日内补报。"})
}

func (y *year) finish(m *life) error {
	if m.state.Status != ledger.Handling || !m.done() {
		return nil
	}
	if owed, err := y.due(m, deadline.KindReport, y.day(m)); owed != nil || err != nil {
		return err // no closing with a report owed
	}
	due, err := y.due(m, deadline.KindResult, workday.Date{Year: 2025, Month: 12, Day: 31})
	if due == nil || err != nil {
		return err
	}
	for _, r := range m.state.Reports { // all must have been accepted
		if r.Review != ledger.Accept && r.Key != "" && r.Unit == "" {
			return nil
		}
	}
	return y.do(m, m.matter.Suggested+"-head", ledger.ApplyClose{Key: due.Key, Says: m.answer(due.Stage)})
}

func (y *year) close(m *life) error {
	if m.state.Status != ledger.Closing || m.n%4 == 1 {
		return nil // some wait for review
	}
	grade := ledger.Excellent
	if m.n%3 == 0 {
		grade = ledger.Good
	}
	if err := y.do(m, "ducha", ledger.Review{Closing: true, Verdict: ledger.Accept, Grade: grade}); err != nil {
		return err
	}
	if m.n%5 == 0 {
		return nil // some wait to be cleared
	}
	return y.do(m, "ducha", ledger.Clear{})
}

func (y *year) extend(m *life) error {
	if m.state.Status != ledger.Handling || !m.extends() {
		return nil
	}
	due, err := y.due(m, deadline.KindResult, workday.Date{Year: 2025, Month: 12, Day: 31})
	if due == nil || err != nil || due.Date.Before(y.day(m)) {
		return err
	}
	return y.do(m, m.matter.Suggested+"-head", ledger.AskExtension{
		Key: due.Key, Until: due.Date.AddDays(60),
		Says: map[string]string{"reason": "跨年度工程，冬季不能施工。", "progress": "主体完成六成。"},
	})
}
