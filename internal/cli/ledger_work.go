package cli

import (
	"context"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// beginning are the steps until a unit has taken a matter over.
func (o *office) beginning() []*cobra.Command {
	return append(o.newSteps([]step{
		{
			use: "sign MATTER", short: "Sign for a matter (签收)",
			setup: func(*pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
				return func(*stepIn) (ledger.Command, error) { return ledger.Sign{}, nil }
			},
		},
		{
			use: "return MATTER --reason TEXT --suggest UNIT", short: "Return a matter as not ours (退回), before signing",
			setup: func(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
				reason := f.String("reason", "", "why it is not ours")
				unit := f.String("suggest", "", "whose it is: a `unit`")
				return func(*stepIn) (ledger.Command, error) { return ledger.Return{Reason: *reason, Suggested: *unit}, nil }
			},
		},
		{
			use: "pass MATTER {--unit UNIT | --seat SEAT}", short: "Pass a matter on inside one's unit (批转)",
			setup: func(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
				unit := f.String("unit", "", "to this `unit` below")
				seat := f.String("seat", "", "to this `seat`")
				note := f.String("note", "", "with this note")
				return func(*stepIn) (ledger.Command, error) { return ledger.Pass{Unit: *unit, Seat: *seat, Note: *note}, nil }
			},
		},
		{
			use: "transfer MATTER --lead UNIT --reason TEXT", short: "Give a matter to another lead unit (移交); its dates stay",
			setup: func(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
				lead := f.String("lead", "", "the `unit` that takes over")
				reason := f.String("reason", "", "why")
				return func(*stepIn) (ledger.Command, error) { return ledger.Transfer{Lead: *lead, Reason: *reason}, nil }
			},
		},
	}), o.newAssign())
}

func (o *office) newAssign() *cobra.Command {
	var c ledger.Assign
	var suggested bool
	seen := ledger.Any
	cmd := &cobra.Command{
		Use:   "assign {MATTER | --suggested}",
		Short: "Assign a matter (交办): its clock starts",
		Long: `Assign a matter to the unit that leads and to those that cooperate. Without
--lead the units suggested when it was docketed are taken. With --suggested all
drafts and docketed matters that suggest a unit are assigned at once, or none.`,
		Example: `  luoshi ledger assign 2026-00001 --lead zjj --with czj
  luoshi ledger assign --suggested`,
		Args: func(cmd *cobra.Command, args []string) error {
			if suggested && len(args) == 0 && c.Lead == "" {
				return nil
			}
			return oneMatter(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.runAs(cmd.Context(), func(ctx context.Context, s *session) error {
				if suggested {
					return o.assignSuggested(ctx, s, c.Note)
				}
				state, err := s.Do(ctx, o.as, args[0], seen, c)
				if err != nil {
					return err
				}
				rules, err := s.Rules(ctx)
				if err != nil {
					return err
				}
				return o.printState(&state, rules, s.clock())
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&c.Lead, "lead", "", "the `unit` that leads")
	f.StringArrayVar(&c.Cooperating, "with", nil, "a cooperating `unit`; repeatable")
	f.StringVar(&c.Note, "note", "", "with this note")
	f.BoolVar(&suggested, "suggested", false, "assign everything that suggests a unit")
	f.IntVar(&seen, "seen", ledger.Any, "the `version` of the matter you decided on: refuse if it has changed since")
	return cmd
}

// assignSuggested assigns, in one transaction, all matters that wait for it and
// suggest a unit.
func (o *office) assignSuggested(ctx context.Context, s *session, note string) error {
	var waiting []string
	var left int
	q := ledger.Query{Statuses: []ledger.Status{ledger.Draft, ledger.Docketed}, Limit: 1000, Page: 1}
	for {
		page, err := s.List(ctx, o.as, q)
		if err != nil {
			return err
		}
		for i := range page.Rows {
			if page.Rows[i].Lead == "" {
				left++
				continue
			}
			waiting = append(waiting, page.Rows[i].ID)
		}
		if len(page.Rows) < q.Limit {
			break
		}
		q.Page++
	}
	err := s.Batch(ctx, func(b *ledger.Batch) error {
		for _, id := range waiting {
			if _, err := b.Do(o.as, id, ledger.Any, ledger.Assign{Note: note}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return o.printCounts([]count{{"assigned", len(waiting)}, {"without_a_suggestion", left}})
}

// working are the steps while a matter is being handled.
func (o *office) working() []*cobra.Command {
	return o.newSteps([]step{
		{
			use: "report MATTER", short: "Report on what is due (反馈)",
			long: `Report on what is due under a key (see luoshi ledger show). Without --key it is
the first report that is still due.`,
			example: `  luoshi ledger report 2026-00001 --text 已召开专题会部署
  luoshi ledger report 2026-00001 --key 3 --say measures=排出工期 --say progress=开工3处 --value parks=3 --evidence photo.jpg`,
			setup: setupReport,
		},
		{
			use: "chase MATTER", short: "Chase the lead unit (催办)",
			setup: func(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
				note := f.String("note", "", "with this note")
				return func(*stepIn) (ledger.Command, error) { return ledger.Chase{Note: *note}, nil }
			},
		},
		{
			use: "extend MATTER", short: "Apply for more time (申请延期), or decide on it",
			long: `Apply, before it expires, to extend what is due: --until and what the regime asks
for (--text, or --say reason=… --say progress=…). The approver decides with
--grant, to a date of their own where --until is given, or with --deny --note.`,
			example: `  luoshi ledger extend 2026-00001 --until 2026-02-28 --say reason=汛期停工 --say progress=已完成六成
  luoshi ledger extend 2026-00001 --grant --until 2026-02-20`,
			setup: setupExtend,
		},
		{
			use: "pause MATTER {--reason TEXT | --resume}", short: "Stop the clock (暂停), or let it run again (恢复)",
			setup: func(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
				reason := f.String("reason", "", "why it stops")
				resume := f.Bool("resume", false, "let it run again")
				note := f.String("note", "", "with --resume, a note")
				return func(*stepIn) (ledger.Command, error) {
					if *resume {
						return ledger.Resume{Note: *note}, nil
					}
					return ledger.Pause{Reason: *reason}, nil
				}
			},
		},
		{
			use: "opinion MATTER", short: "Give a cooperating unit's opinion (配合意见)",
			setup: func(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
				var r saying
				r.flags(f)
				key := f.String("key", "", "what is due that it answers")
				dissent := f.Bool("dissent", false, "the unit does not agree")
				return func(*stepIn) (ledger.Command, error) {
					says, err := r.said([]string{"opinion"})
					return ledger.GiveOpinion{Key: *key, Says: says, Dissent: *dissent}, err
				}
			},
		},
		{
			use: "comment MATTER --text TEXT", short: "Leave a comment or instruction (批示、留言)",
			setup: func(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
				text := f.String("text", "", "what it says")
				return func(*stepIn) (ledger.Command, error) { return ledger.Comment{Text: *text}, nil }
			},
		},
		{
			use: "record MATTER --event NAME", short: "Record that something happened which the regime waits for (登记)",
			setup: func(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
				name := f.String("event", "", "its `name` in the regime")
				note := f.String("note", "", "with this note")
				return func(*stepIn) (ledger.Command, error) { return ledger.Record{Name: *name, Note: *note}, nil }
			},
		},
	})
}

func setupReport(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
	var r saying
	r.filed(f)
	key := f.String("key", "", "what is due that it answers")
	between := f.Bool("between", false, "it answers nothing that is due")
	still := f.Bool("no-progress", false, "nothing has moved; --text says why")
	return func(in *stepIn) (ledger.Command, error) {
		c := ledger.SubmitReport{Key: *key, NoProgress: *still}
		var fields []string
		if !*between {
			v, err := in.view()
			if err != nil {
				return nil, err
			}
			due := openReport(v.Schedule.Lead, *key)
			if due != nil {
				c.Key, fields = due.Key, fieldsOf(due.Stage)
			}
		}
		if *still && len(fields) > 0 {
			fields = fields[:1]
		}
		var err error
		if c.Says, err = r.said(fields); err != nil {
			return nil, err
		}
		if c.Values, err = pairs("value", r.values); err != nil {
			return nil, err
		}
		c.Evidence, err = r.keep(in)
		return c, err
	}
}

// openReport is the due of a key, or the open report that is due first.
func openReport(dues []deadline.Due, key string) *deadline.Due {
	var first *deadline.Due
	for i := range dues {
		d := &dues[i]
		if d.Key == key {
			return d
		}
		if key != "" || d.Stage.Kind != deadline.KindReport || !d.Met.IsZero() || d.At.IsZero() {
			continue
		}
		if first == nil || d.At.Before(first.At) {
			first = d
		}
	}
	return first
}

func fieldsOf(s *deadline.Stage) []string {
	ids := make([]string, len(s.Content))
	for i := range s.Content {
		ids[i] = s.Content[i].ID
	}
	return ids
}

func setupExtend(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
	var r saying
	r.flags(f)
	key := f.String("key", "", "what is due that it is about (default: the first that may be extended)")
	until := f.String("until", "", "the new `date`")
	grant := f.Bool("grant", false, "grant what was asked for")
	deny := f.Bool("deny", false, "deny it; --note says why")
	note := f.String("note", "", "with the decision, a note")
	return func(in *stepIn) (ledger.Command, error) {
		var day workday.Date
		if err := dateFlag("until", *until, &day); err != nil {
			return nil, err
		}
		switch {
		case *grant && *deny:
			return nil, failf(statusUsage, "either --grant or --deny")
		case *grant || *deny:
			return ledger.DecideExtension{Grant: *grant, Until: day, Note: *note}, nil
		}
		v, err := in.view()
		if err != nil {
			return nil, err
		}
		regime, err := v.Rules.Regimes.Find(v.State.Matter.Regime)
		if err != nil {
			return nil, err
		}
		c := ledger.AskExtension{Key: *key, Until: day}
		if c.Key == "" {
			c.Key = extendable(regime, v.Schedule.Lead)
		}
		needs := make([]string, len(regime.Extension.Needs))
		for i := range regime.Extension.Needs {
			needs[i] = regime.Extension.Needs[i].ID
		}
		c.Says, err = r.said(needs)
		return c, err
	}
}

// extendable is the key of the open due that may be extended and comes first.
func extendable(r *deadline.Regime, dues []deadline.Due) string {
	var first *deadline.Due
	for i := range dues {
		d := &dues[i]
		if !d.Met.IsZero() || d.At.IsZero() || first != nil && !d.At.Before(first.At) {
			continue
		}
		for _, stage := range r.Extension.Stages {
			if stage == d.Stage.ID {
				first = d
			}
		}
	}
	if first == nil {
		return ""
	}
	return first.Key
}
