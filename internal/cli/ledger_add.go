package cli

import (
	"context"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/spf13/cobra"
)

// common are the flags that every way of docketing shares.
type common struct {
	regime, assigning, list, inCharge string
	complex, urgent, draft            bool
}

func (c *common) flags(cmd *cobra.Command, regime string) {
	f := cmd.Flags()
	f.StringVar(&c.regime, "regime", regime, "the `regime` it runs under: id or id@version")
	f.StringVar(&c.assigning, "assigning", "", "the `unit` that assigns (default: that of your supervision office)")
	f.StringVar(&c.list, "list", "", "the `list` it is on, such as 重点工作任务")
	f.StringVar(&c.inCharge, "in-charge", "", "the `seat` of the leader in charge")
	f.BoolVar(&c.complex, "complex", false, "it is major or complex (重大复杂)")
	f.BoolVar(&c.urgent, "urgent", false, "it is urgent")
}

// matter is a matter with what the flags say of it.
func (c *common) matter(org *access.Org, by string) (ledger.Matter, error) {
	m := ledger.Matter{
		Regime: c.regime, Assigning: c.assigning, List: c.list, InCharge: c.inCharge, Complex: c.complex, Urgent: c.urgent,
	}
	if m.Assigning != "" {
		return m, nil
	}
	for _, seat := range org.Held(by) {
		if seat.Role != access.SupervisionOffice {
			continue
		}
		if m.Assigning != "" && m.Assigning != seat.Unit {
			return m, failf(statusUsage, "%s sits in several supervision offices; say which unit assigns: --assigning UNIT", by)
		}
		m.Assigning = seat.Unit
	}
	if m.Assigning == "" {
		for _, seat := range org.Held(by) { // who may not docket is told so by the ledger
			m.Assigning = seat.Unit
		}
	}
	return m, nil
}

func (o *office) newAdd() *cobra.Command {
	var (
		c                       common
		number, title, text     string
		lead, parent, due       string
		source, sourceName      string
		supporting, indicators  []string
		enterprise              string
		proposer, periodFrom    string
		periodTo, acceptingUnit string
	)
	cmd := &cobra.Command{
		Use:   "add --title TITLE",
		Short: "Docket a matter (立项)",
		Long: `Docket a matter, or note it as a draft. It is assigned by luoshi ledger assign,
which takes the units named here unless others are named there.`,
		Example: `  luoshi ledger add --title 新建口袋公园12处 --lead zjj --with czj --indicator parks=口袋公园:处:12
  luoshi ledger add --title 企业用电报装 --source enterprise --source-name 某公司 --regime enterprise --draft`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.runAs(cmd.Context(), func(ctx context.Context, s *session) error {
				rules, err := s.Rules(ctx)
				if err != nil {
					return err
				}
				m, err := c.matter(rules.Org, o.as)
				if err != nil {
					return err
				}
				m.Number, m.Title, m.Text, m.Parent, m.Suggested, m.Supporting = number, title, text, parent, lead, supporting
				m.Source = ledger.Source{Kind: ledger.SourceKind(source), Name: sourceName, Unit: enterprise}
				m.Proposer, m.Accepting = proposer, acceptingUnit
				for _, d := range []struct {
					flag, text string
					into       *workday.Date
				}{{"deadline", due, &m.Deadline}, {"period-from", periodFrom, &m.PeriodFrom}, {"period-to", periodTo, &m.PeriodTo}} {
					if err := dateFlag(d.flag, d.text, d.into); err != nil {
						return err
					}
				}
				if m.Indicators, err = parseIndicators(indicators); err != nil {
					return err
				}
				state, err := s.Docket(ctx, o.as, m, c.draft)
				if err != nil {
					return err
				}
				return o.printState(&state, rules, s.clock())
			})
		},
	}
	c.flags(cmd, "13710")
	f := cmd.Flags()
	f.BoolVar(&c.draft, "draft", false, "note it as a draft")
	f.StringVar(&number, "number", "", "its `number` (default: the next of the year)")
	f.StringVar(&title, "title", "", "its `title`")
	f.StringVar(&text, "text", "", "its full `text`")
	f.StringVar(&lead, "lead", "", "the `unit` that is to lead")
	f.StringArrayVar(&supporting, "with", nil, "a cooperating `unit`; repeatable")
	f.StringVar(&parent, "parent", "", "the `matter` it is a part of")
	f.StringVar(&due, "deadline", "", "its own `date`, where the regime takes one")
	f.StringVar(&periodFrom, "period-from", "", "the first `day` of the period it runs over, where the regime reports by period")
	f.StringVar(&periodTo, "period-to", "", "the last `day` of that period")
	f.StringVar(&source, "source", "", "where it comes from: meeting, instruction, enterprise, hotline, proposal, inspection (default hand)")
	f.StringVar(&sourceName, "source-name", "", "the `name` of that meeting, enterprise …")
	f.StringVar(&enterprise, "enterprise", "", "the `unit` of the enterprise whose request it is")
	f.StringVar(&proposer, "proposer", "", "the `seat` of who raised it")
	f.StringVar(&acceptingUnit, "accepting", "", "the `unit` that accepts the work, where the regime asks for one")
	f.StringArrayVar(&indicators, "indicator", nil, "a figure to reach, as `id=name:unit:target[:baseline]`; repeatable")
	return cmd
}

// dateFlag reads a date that a flag may give.
func dateFlag(flag, text string, into *workday.Date) error {
	if text == "" {
		return nil
	}
	d, err := workday.ParseDate(text)
	if err != nil {
		return failf(statusUsage, "--%s: %w", flag, err)
	}
	*into = d
	return nil
}

func parseIndicators(list []string) ([]ledger.Indicator, error) {
	var out []ledger.Indicator
	for _, text := range list {
		id, rest, ok := strings.Cut(text, "=")
		parts := append(strings.Split(rest, ":"), "", "", "")
		if !ok || id == "" || parts[0] == "" {
			return nil, failf(statusUsage, "--indicator %q must be id=name:unit:target", text)
		}
		out = append(out, ledger.Indicator{ID: id, Name: parts[0], Unit: parts[1], Target: parts[2], Baseline: parts[3]})
	}
	return out, nil
}
