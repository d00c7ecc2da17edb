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
			all = append(all, finding{"lists", "fail", "cannot be examined: " + err.Error()})
			break
		}
		all = append(all, found...)
		for _, f := range found {
			sick = sick || f.Outcome == "fail"
		}
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
		return []finding{{"chain", "fail", r.Fault.EN}}, nil
	case r.Heads == 0:
		return []finding{{"chain", "warn", fmt.Sprintf("%d events in order, but no head is signed: luoshi audit head --new-key FILE", r.Events)}}, nil
	}
	return []finding{{"chain", "ok", fmt.Sprintf("%d events and %d signed heads in order", r.Events, r.Heads)}}, nil
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
	tell := func(check, outcome, says string) {
		sick[check] = true
		found = append(found, finding{check, outcome, says})
	}
	matters, err := st.Examine(ctx, func(tx ledger.Reader, id string, events []ledger.Event) (ledger.Row, []ledger.Month, error) {
		state := ledger.Fold(id, events)
		for _, e := range state.Evidence {
			files++
			if says := checkFile(tx, e); says != "" {
				tell("evidence", "fail", state.Matter.Number+": "+e.Name+": "+says)
			}
		}
		if says := inNobodysHands(&state, rules.Org, workday.DateOf(tx.Now())); says != "" {
			tell("people", "warn", state.Matter.Number+": "+says)
		}
		row, months, err := ledger.Replay(id, events, rules)
		if err != nil {
			return row, months, fmt.Errorf("%s: %w", state.Matter.Number, err)
		}
		return row, months, nil
	}, func(matter, says string) { tell("lists", "fail", matter+": "+says+"; run luoshi doctor --rebuild") })
	if !sick["lists"] {
		found = append(found, finding{"lists", "ok", fmt.Sprintf("%d matters are as their events say", matters)})
	}
	if !sick["evidence"] {
		found = append(found, finding{"evidence", "ok", fmt.Sprintf("%d files are whole", files)})
	}
	return found, err
}

// inNobodysHands says why nobody can go on with a matter that is under way.
func inNobodysHands(s *ledger.State, org *access.Org, today workday.Date) string {
	if s.Status != ledger.Assigned && s.Status != ledger.Handling {
		return ""
	}
	if u := org.Unit(s.Lead); u == nil || u.Closed {
		return "its lead unit " + org.UnitName(s.Lead) + " no longer exists: luoshi ledger transfer"
	}
	for _, seat := range org.Seats(s.Lead, access.FirstResponsible, access.Manager, access.Handler) {
		if len(org.Acting(seat, today)) > 0 {
			return ""
		}
	}
	return "nobody at " + org.UnitName(s.Lead) + " holds a seat that could handle it"
}

func checkFile(tx ledger.Reader, e ledger.Evidence) string {
	f, err := tx.File(e.Hash)
	if err != nil {
		return "it is missing"
	}
	if sum := sha256.Sum256(f.Data); hex.EncodeToString(sum[:]) != e.Hash {
		return "it is not the file that was handed in"
	}
	return ""
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
		return []finding{{"people", "fail", "the ledger was not begun: luoshi ledger init"}}, nil
	}
	var found []finding
	held := map[access.Role]int{}
	for i := range chart.Seats {
		s := &chart.Seats[i]
		switch p := rules.Org.Person(s.Holder); {
		case p == nil:
			found = append(found, finding{"people", "warn", "the seat " + s.ID + " is vacant"})
		case p.Left:
			found = append(found, finding{"people", "warn", "the seat " + s.ID + " is held by " + p.Name + ", who has left"})
		default:
			held[s.Role]++
		}
	}
	if held[access.SystemAdmin] == 0 {
		found = append(found, finding{"people", "fail", "nobody is system administrator: units and people cannot be changed"})
	}
	if held[access.SupervisionOffice] == 0 {
		found = append(found, finding{"people", "warn", "nobody sits in a supervision office: nothing can be docketed"})
	}
	if len(found) == 0 {
		found = append(found, finding{"people", "ok", fmt.Sprintf("%d units, %d people, no seat vacant", len(chart.Units), len(chart.People))})
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
		return []finding{{"calendar", "warn", fmt.Sprintf("there is no official calendar of %d: its dates are provisional", year)}}, nil
	case !known[year+1]:
		return []finding{{"calendar", "ok", fmt.Sprintf("official for %d; that of %d is not known yet", year, year+1)}}, nil
	}
	return []finding{{"calendar", "ok", fmt.Sprintf("official for %d and %d", year, year+1)}}, nil
}
