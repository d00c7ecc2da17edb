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
	for _, check := range []func(context.Context, *store.Store, *ledger.Service) ([]finding, error){
		checkChain, checkMatters, checkPeople, o.checkCalendar,
	} {
		found, err := check(ctx, st, service)
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	sick := false
	for _, f := range all {
		sick = sick || f.Outcome == "fail"
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
	r, err := verifyStore(ctx, st, "")
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
// looks for its evidence.
func checkMatters(ctx context.Context, st *store.Store, service *ledger.Service) ([]finding, error) {
	rules, err := service.Rules(ctx)
	if err != nil {
		return nil, err
	}
	var matters, files int
	var found []finding
	err = st.View(ctx, func(tx ledger.Reader) error {
		rows := map[string]ledger.Row{}
		const page = 1000
		for n := 1; ; n++ {
			p, err := tx.List(ledger.Query{Limit: page, Page: n, NoTotal: true})
			if err != nil {
				return err
			}
			for i := range p.Rows {
				rows[p.Rows[i].ID] = p.Rows[i]
			}
			if len(p.Rows) < page {
				break
			}
		}
		for after := ""; ; {
			ids, err := tx.Matters(after, page)
			if err != nil || len(ids) == 0 {
				return err
			}
			for _, id := range ids {
				events, err := tx.Events(id, 0)
				if err != nil {
					return err
				}
				state := ledger.Fold(id, events)
				matters++
				if says := compareRow(&state, rows[id], rules); says != "" {
					found = append(found, finding{"lists", "fail", state.Matter.Number + ": " + says + "; run luoshi doctor --rebuild"})
				}
				for _, e := range state.Evidence {
					files++
					if says := checkFile(tx, e); says != "" {
						found = append(found, finding{"evidence", "fail", state.Matter.Number + ": " + e.Name + ": " + says})
					}
				}
			}
			after = ids[len(ids)-1]
		}
	})
	if len(found) == 0 {
		found = append(found, finding{"lists", "ok", fmt.Sprintf("%d matters are as their events say", matters)},
			finding{"evidence", "ok", fmt.Sprintf("%d files are whole", files)})
	}
	return found, err
}

// compareRow says in what a row of the lists differs from the events.
func compareRow(s *ledger.State, have ledger.Row, rules *ledger.Rules) string {
	r, err := rules.Regimes.Find(s.Matter.Regime)
	if err != nil {
		return "its regime " + s.Matter.Regime + " is not known"
	}
	want := ledger.RowOf(s, r, rules.Calendar)
	switch {
	case have.ID == "":
		return "it is not listed"
	case have.Version != want.Version, have.Status != want.Status, have.Lead != want.Lead, have.Title != want.Title:
		return "the lists lag behind its events"
	case have.Clock != want.Clock, have.Due != want.Due, have.DueKey != want.DueKey:
		return "the lists have other dates than its events"
	}
	return ""
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
