package cli

import (
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// correcting are the steps that set right what a matter says, plan it and add to
// it.
func (o *office) correcting() []*cobra.Command {
	return o.newSteps([]step{
		{
			use: "amend MATTER --reason TEXT", short: "Correct what a matter says (更正)",
			long: `Correct what a matter says: only what is named changes. A draft becomes a docketed
matter with --docket; any other matter needs a --reason. Number, parent and the
assigning unit stay, and once it is assigned so does its regime.`,
			example: `  luoshi ledger amend 2026-00001 --title 新建口袋公园15处 --indicator parks=口袋公园:处:15 --reason 目标调整
  luoshi ledger amend 2026-00002 --lead zjj --docket`,
			setup: setupAmend,
		},
		{
			use: "plan MATTER --node NODE", short: "Set the nodes of a matter's plan (节点)",
			long: `Set the dated steps by which a matter is to come along, each with the physical
progress (形象进度) to be reached: --node id=date:title:goal. Nodes that are there
stay unless --replace; the unit that does the work adds nodes, only the assigning
side moves or removes them.`,
			example: `  luoshi ledger plan 2026-00001 --node q1=2026-03-31:一季度:完成选址 --node q2=2026-06-30:二季度:开工6处`,
			setup:   setupPlan,
		},
		{
			use: "attach MATTER --evidence FILE", short: "Add evidence (附件)",
			setup: func(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
				var r saying
				f.StringArrayVar(&r.evidence, "evidence", nil, "a `file` that shows it; repeatable")
				return func(in *stepIn) (ledger.Command, error) {
					files, err := r.keep(in)
					return ledger.Attach{Evidence: files}, err
				}
			},
		},
	})
}

func setupAmend(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
	var title, text, lead, list, inCharge, due, regime, reason string
	var with, indicators []string
	var complex, urgent, docket bool
	f.StringVar(&title, "title", "", "its `title`")
	f.StringVar(&text, "text", "", "its full `text`")
	f.StringVar(&lead, "lead", "", "the `unit` that is to lead, before it is assigned")
	f.StringArrayVar(&with, "with", nil, "a `unit` that is to cooperate, before it is assigned; repeatable, instead of those there are")
	f.StringVar(&list, "list", "", "the `list` it is on")
	f.StringVar(&inCharge, "in-charge", "", "the `seat` of the leader in charge")
	f.StringVar(&due, "deadline", "", "its own `date`")
	f.StringVar(&regime, "regime", "", "the `regime` it runs under, before it is assigned")
	f.StringArrayVar(&indicators, "indicator", nil, "a figure to reach, as `id=name:unit:target[:baseline]`; repeatable, in place of that of the same id")
	f.BoolVar(&complex, "complex", false, "it is major or complex (重大复杂), or with =false is not")
	f.BoolVar(&urgent, "urgent", false, "it is urgent, or with =false is not")
	f.BoolVar(&docket, "docket", false, "docket a draft")
	f.StringVar(&reason, "reason", "", "why")
	return func(in *stepIn) (ledger.Command, error) {
		v, err := in.view()
		if err != nil {
			return nil, err
		}
		m := v.State.Matter
		for _, s := range []struct {
			flag, value string
			into        *string
		}{{"title", title, &m.Title}, {"text", text, &m.Text}, {"lead", lead, &m.Suggested}, {"list", list, &m.List}, {"in-charge", inCharge, &m.InCharge}, {"regime", regime, &m.Regime}} {
			if f.Changed(s.flag) {
				*s.into = s.value
			}
		}
		if f.Changed("with") {
			m.Supporting = with
		}
		if f.Changed("complex") {
			m.Complex = complex
		}
		if f.Changed("urgent") {
			m.Urgent = urgent
		}
		if err := dateFlag("deadline", due, &m.Deadline); err != nil {
			return nil, err
		}
		given, err := parseIndicators(indicators)
		if err != nil {
			return nil, err
		}
		m.Indicators = slices.Clone(m.Indicators)
		for _, g := range given {
			i := slices.IndexFunc(m.Indicators, func(have ledger.Indicator) bool { return have.ID == g.ID })
			if i < 0 {
				m.Indicators = append(m.Indicators, g)
				continue
			}
			g.Compare, g.About = m.Indicators[i].Compare, m.Indicators[i].About
			m.Indicators[i] = g
		}
		return ledger.Amend{Matter: m, Draft: v.State.Status == ledger.Draft && !docket, Reason: reason}, nil
	}
}

func setupPlan(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
	nodes := f.StringArray("node", nil, "a node, as `id=date[:title[:goal]]`; repeatable, in place of that of the same id")
	replace := f.Bool("replace", false, "these are all nodes: others are removed")
	reason := f.String("reason", "", "why it changes")
	return func(in *stepIn) (ledger.Command, error) {
		if len(*nodes) == 0 {
			return nil, failf(statusUsage, "name a node: --node id=date:title:goal")
		}
		v, err := in.view()
		if err != nil {
			return nil, err
		}
		c := ledger.SetPlan{Reason: *reason}
		if !*replace {
			c.Nodes = slices.Clone(v.State.Plan)
		}
		for _, text := range *nodes {
			id, rest, ok := strings.Cut(text, "=")
			parts := append(strings.SplitN(rest, ":", 3), "", "")
			day, err := workday.ParseDate(parts[0])
			if !ok || id == "" || err != nil {
				return nil, failf(statusUsage, "--node %q must be id=date:title:goal, such as q1=2026-03-31:一季度:完成选址", text)
			}
			n := ledger.Node{ID: id, Date: day, Title: parts[1], Goal: parts[2]}
			i := slices.IndexFunc(c.Nodes, func(have ledger.Node) bool { return have.ID == id })
			if i < 0 {
				c.Nodes = append(c.Nodes, n)
				continue
			}
			c.Nodes[i] = n
		}
		return c, nil
	}
}
