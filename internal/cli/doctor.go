package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/spf13/cobra"
)

func newDoctor(std Stdio) *cobra.Command {
	o := &office{std: std}
	var rebuild bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Examine a ledger: chain, lists, evidence, people, calendar",
		Long: `Examine a ledger and say what is wrong (exit code 1) or wants attention. With
--rebuild the lists are made anew from the events first.`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.keep(cmd.Context(), false, func(ctx context.Context, st *store.Store) error { return o.examine(ctx, st, rebuild) })
		},
	}
	o.keeperFlags(cmd)
	o.named(cmd, access.ChangeRules)
	cmd.Flags().BoolVar(&rebuild, "rebuild", false, "make the lists anew from the events")
	return cmd
}

// A finding is the outcome of one check: ok, warn or fail.
type finding struct {
	Check   string `json:"check"`
	Outcome string `json:"outcome"`
	Says    string `json:"says"`
	words   ledger.Words
}

// find is a finding in both languages.
func find(check, outcome, zh, en string) finding {
	return finding{Check: check, Outcome: outcome, words: words(zh, en)}
}

func (o *office) examine(ctx context.Context, st *store.Store, rebuild bool) error {
	service := ledger.New(st, ledger.Options{})
	if rebuild {
		if err := makeAnew(ctx, service); err != nil {
			return err
		}
	}
	var all []finding
	sick := false
	for _, check := range []func(context.Context, *store.Store, *ledger.Service) ([]finding, error){
		checkChain, checkMatters, checkPeople, o.checkCalendar,
	} {
		found, err := check(ctx, st, service)
		if err != nil && !sick {
			return err
		}
		if err != nil { // events that were altered may be such that nothing follows from them
			all = append(all, find("lists", "fail", "无法检查："+err.Error(), "cannot be examined: "+err.Error()))
			break
		}
		all = append(all, found...)
		for _, f := range found {
			sick = sick || f.Outcome == "fail"
		}
	}
	for i := range all {
		all[i].Says = o.in(all[i].words)
	}
	var err error
	if o.asJSON {
		err = o.printJSON(struct {
			Healthy  bool      `json:"healthy"`
			Findings []finding `json:"findings"`
		}{!sick, all})
	} else {
		err = o.print(func(w io.Writer) error {
			p := &printer{w: w}
			for _, f := range all {
				p.line("%-4s  %-8s  %s", f.Outcome, f.Check, f.Says)
			}
			return p.err
		})
	}
	if err == nil && sick {
		err = &toldError{statusFailed}
	}
	return err
}

func checkChain(ctx context.Context, st *store.Store, _ *ledger.Service) ([]finding, error) {
	r, err := st.Verify(ctx, "")
	switch {
	case err != nil:
		return nil, err
	case r.Fault != nil:
		return []finding{find("chain", "fail", r.Fault.ZH, r.Fault.EN)}, nil
	case r.Heads == 0:
		return []finding{find("chain", "warn", fmt.Sprintf("%d 个事件无误，但是链尾还没有签名：luoshi audit head --new-key 文件", r.Events),
			fmt.Sprintf("%d events in order, but no head is signed: luoshi audit head --new-key FILE", r.Events))}, nil
	}
	return []finding{find("chain", "ok", fmt.Sprintf("%d 个事件、%d 个签名无误", r.Events, r.Heads), fmt.Sprintf("%d events and %d signed heads in order", r.Events, r.Heads))}, nil
}

// checkMatters replays every matter and compares it with what lists say, and
// looks for its evidence and for somebody who has it in hand.
func checkMatters(ctx context.Context, st *store.Store, service *ledger.Service) ([]finding, error) {
	rules, err := service.Rules(ctx)
	if err != nil {
		return nil, err
	}
	var found []finding
	files, sick := 0, map[string]bool{}
	tell := func(check, outcome, of string, says ledger.Words) {
		sick[check] = true
		found = append(found, find(check, outcome, of+"："+says.ZH, of+": "+says.EN))
	}
	matters, err := st.Examine(ctx, func(tx ledger.Reader, id string, events []ledger.Event) (ledger.Row, []ledger.Month, error) {
		state := ledger.Fold(id, events)
		for _, e := range state.Evidence {
			files++
			if says := checkFile(tx, e); says.EN != "" {
				tell("evidence", "fail", state.Matter.Number+": "+e.Name, says)
			}
		}
		if says := inNobodysHands(&state, rules.Org, workday.DateOf(tx.Now())); says.EN != "" {
			tell("people", "warn", state.Matter.Number, says)
		}
		row, months, err := ledger.Replay(id, events, rules)
		if err != nil {
			return row, months, fmt.Errorf("%s: %w", state.Matter.Number, err)
		}
		return row, months, nil
	}, func(matter, says string) {
		tell("lists", "fail", matter, words("列表与事件不一致（"+says+"）；请运行 luoshi doctor --rebuild", says+"; run luoshi doctor --rebuild"))
	})
	if !sick["lists"] {
		found = append(found, find("lists", "ok", fmt.Sprintf("%d 件事项与事件一致", matters), fmt.Sprintf("%d matters are as their events say", matters)))
	}
	if !sick["evidence"] {
		found = append(found, find("evidence", "ok", fmt.Sprintf("%d 个附件完好", files), fmt.Sprintf("%d files handed in are whole", files)))
	}
	return found, err
}

// inNobodysHands says why nobody can go on with a matter that is under way.
func inNobodysHands(s *ledger.State, org *access.Org, today workday.Date) ledger.Words {
	if s.Status != ledger.Assigned && s.Status != ledger.Handling {
		return ledger.Words{}
	}
	if u := org.Unit(s.Lead); u == nil || u.Closed {
		return words("牵头单位"+org.UnitName(s.Lead)+"已撤销：luoshi ledger transfer", "its lead unit "+org.UnitName(s.Lead)+" no longer exists: luoshi ledger transfer")
	}
	for _, seat := range org.Seats(s.Lead, access.FirstResponsible, access.Manager, access.Handler) {
		if len(org.Acting(seat, today)) > 0 {
			return ledger.Words{}
		}
	}
	return words(org.UnitName(s.Lead)+"没有人能办理", "nobody at "+org.UnitName(s.Lead)+" holds a seat that could handle it")
}

func checkFile(tx ledger.Reader, e ledger.Evidence) ledger.Words {
	f, err := tx.File(e.Hash)
	if err != nil {
		return words("附件不见了", "it is missing")
	}
	if sum := sha256.Sum256(f.Data); hex.EncodeToString(sum[:]) != e.Hash {
		return words("不是当时报送的文件", "it is not the file that was handed in")
	}
	return ledger.Words{}
}

// checkPeople looks for what nobody can do: no administrator, no supervision
// office, units without anybody to handle matters.
func checkPeople(ctx context.Context, _ *store.Store, service *ledger.Service) ([]finding, error) {
	rules, err := service.Rules(ctx)
	if err != nil {
		return nil, err
	}
	chart := rules.Org.Chart()
	if len(chart.Units) == 0 {
		return []finding{find("people", "fail", "台账还没有建立：luoshi ledger init", "the ledger was not begun: luoshi ledger init")}, nil
	}
	var found []finding
	held := map[access.Role]int{}
	for i := range chart.Seats {
		s := &chart.Seats[i]
		switch p := rules.Org.Person(s.Holder); {
		case p == nil:
			found = append(found, find("people", "warn", "岗位"+s.ID+"空缺", "the seat "+s.ID+" is vacant"))
		case p.Left:
			found = append(found, find("people", "warn", "岗位"+s.ID+"上的"+p.Name+"已离岗", "the seat "+s.ID+" is held by "+p.Name+", who has left"))
		default:
			held[s.Role]++
		}
	}
	if held[access.SystemAdmin] == 0 {
		found = append(found, find("people", "fail", "没有系统管理员：机构人员无法维护", "nobody is system administrator: units and people cannot be changed"))
	}
	if held[access.SupervisionOffice] == 0 {
		found = append(found, find("people", "warn", "督查室没有人：无法立项", "nobody sits in a supervision office: nothing can be docketed"))
	}
	if len(found) == 0 {
		found = append(found, find("people", "ok", fmt.Sprintf("%d 个单位，%d 人，岗位没有空缺", len(chart.Units), len(chart.People)),
			fmt.Sprintf("%d units, %d people, no seat vacant", len(chart.Units), len(chart.People))))
	}
	return found, nil
}

// checkCalendar says whether dates of this year and the next rest on official
// notices.
func (o *office) checkCalendar(ctx context.Context, _ *store.Store, service *ledger.Service) ([]finding, error) {
	rules, err := service.Rules(ctx)
	if err != nil {
		return nil, err
	}
	clock, err := o.clock()
	if err != nil {
		return nil, err
	}
	year := workday.DateOf(clock()).Year
	known := map[int]bool{}
	for _, y := range rules.Calendar.Years() {
		known[y] = true
	}
	switch {
	case !known[year]:
		return []finding{find("calendar", "warn", fmt.Sprintf("%d年的节假日安排还没有录入：该年的日期为暂定", year), fmt.Sprintf("there is no official calendar of %d: its dates are provisional", year))}, nil
	case !known[year+1]:
		return []finding{find("calendar", "ok", fmt.Sprintf("%d年已有；%d年的还没有公布", year, year+1), fmt.Sprintf("official for %d; that of %d is not known yet", year, year+1))}, nil
	}
	return []finding{find("calendar", "ok", fmt.Sprintf("%d年、%d年已有", year, year+1), fmt.Sprintf("official for %d and %d", year, year+1))}, nil
}
