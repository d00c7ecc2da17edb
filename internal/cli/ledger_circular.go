package cli

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/circular"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/spf13/cobra"
)

// circularFlags are the flags of luoshi ledger circular.
type circularFlags struct {
	month, trace string
	units, lists []string
}

func (o *office) newCircular() *cobra.Command {
	var flags circularFlags
	cmd := &cobra.Command{
		Use:   "circular --month MONTH",
		Short: "Print the monthly circular (通报), every figure with the command that traces it",
		Long: `Print the circular of a month, in Chinese: counts and shares per class of
progress, what was due and done in the month, unit by unit, and what is behind and
why. It tells the matters that you may see, as they stood at the end of the month.

Each figure bears the key that traces it: the printed command with --trace KEY
lists the matters that it counts.`,
		Example: `  luoshi ledger circular --month 2026-03
  luoshi ledger circular --month 2026-03 --trace behind`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			first, err := time.ParseInLocation("2006-01", flags.month, workday.Zone())
			if err != nil {
				return failf(statusUsage, "--month %q is no month; write 2026-03", flags.month)
			}
			from := workday.DateOf(first)
			return o.runAs(cmd.Context(), func(ctx context.Context, s *session) error {
				return o.circular(ctx, s, &flags, from)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&flags.month, "month", "", "the `month`: 2026-03")
	f.StringVar(&flags.trace, "trace", "", "list the matters behind the figure with this `key`")
	f.StringArrayVar(&flags.units, "unit", nil, "led by this `unit` or one below it; repeatable")
	f.StringArrayVar(&flags.lists, "list", nil, "on this `list`; repeatable")
	return cmd
}

func (o *office) circular(ctx context.Context, s *session, flags *circularFlags, from workday.Date) error {
	at := s.clock()
	if at.Before(from.At(0)) {
		return failf(statusFailed, "%s has not begun", flags.month)
	}
	if end := from.EndOfMonth().AddDays(1).At(0).Add(-time.Second); at.After(end) {
		at = end
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	q := ledger.Query{Units: flags.units, Lists: flags.lists}
	made, err := circular.Of(ctx, s.Service, o.as, q, from, at)
	if err != nil {
		return err
	}
	c := made.Circular()
	command := o.traceCommand(flags, at)
	if flags.trace != "" {
		return o.trace(c, flags.trace, made)
	}
	if o.asJSON {
		for i := range c.Figures {
			c.Figures[i].Command = command + " " + quoted(c.Figures[i].Key)
		}
		return o.printJSON(struct {
			*circular.Circular
			Trace string `json:"trace"` // the command that lists the matters of a figure, but for its key
		}{c, command})
	}
	return o.print(func(w io.Writer) error { return printCircular(w, c, rules, command) })
}

// traceCommand is the command that lists what a figure counts, but for the key.
func (o *office) traceCommand(flags *circularFlags, at time.Time) string {
	words := []string{
		"luoshi ledger circular --db", quoted(o.db), "--as", quoted(o.as), "--month", flags.month,
		"--at", at.In(workday.Zone()).Format("2006-01-02T15:04:05"),
	}
	for _, u := range flags.units {
		words = append(words, "--unit", quoted(u))
	}
	for _, l := range flags.lists {
		words = append(words, "--list", quoted(l))
	}
	return strings.Join(append(words, "--trace"), " ")
}

// quoted is a word as a shell reads it.
func quoted(s string) string {
	if s != "" && !strings.ContainsAny(s, " \t\n'\"\\$&|;<>()*?[]#~`!{}") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// trace lists the matters that a figure counts.
func (o *office) trace(c *circular.Circular, key string, made *circular.Maker) error {
	f := c.Find(key)
	if f == nil {
		return failf(statusNotFound, "the circular has no figure %q; each bears its key in brackets, as [behind]", key)
	}
	if o.asJSON {
		return o.printJSON(f)
	}
	titles := made.Titles()
	return o.print(func(w io.Writer) error {
		p := &printer{w: w}
		for _, n := range f.Matters {
			p.line("%s  %s", n, titles[n])
		}
		p.line("%d", f.Count)
		return p.err
	})
}

func printCircular(w io.Writer, c *circular.Circular, rules *ledger.Rules, command string) error {
	p := &printer{w: w}
	p.line("%d年%d月督查事项办理情况通报", c.From.Year, int(c.From.Month))
	p.line("（截至%s）", c.At.In(workday.Zone()).Format("2006-01-02 15:04"))
	p.line("")
	p.line("一、总体情况")
	show := func(key string) {
		f := c.Find(key)
		share := ""
		if f.Share != "" {
			share = "，占" + f.Share + "%"
		}
		p.line("  %s%d项%s  [%s]", f.Title.ZH, f.Count, share, f.Key)
	}
	show("total")
	for _, key := range circular.ClassKeys() {
		show(key)
	}
	p.line("")
	p.line("二、本月办理情况")
	for _, key := range circular.MonthKeys() {
		show(key)
	}
	p.line("")
	p.line("三、各单位情况（按欠进度占比从高到低）")
	for _, u := range c.Units {
		key := "unit:" + u
		p.line("  %s%d项  [%s]", rules.Org.UnitName(u), c.Find(key).Count, key)
		for _, class := range circular.ClassKeys() {
			if f := c.Find(key + "/" + class); f.Count > 0 {
				p.line("    %s%d项，占%s%%  [%s]", f.Title.ZH, f.Count, f.Share, f.Key)
			}
		}
	}
	p.line("")
	p.line("四、欠进度事项及原因")
	if len(c.Late) == 0 {
		p.line("  无")
	}
	for _, u := range c.Units {
		named := false
		for _, l := range c.Late {
			if l.Unit != u {
				continue
			}
			if !named {
				p.line("  %s", rules.Org.UnitName(u))
				named = true
			}
			p.line("    %s %s", l.Number, l.Title)
			p.line("      %s", l.Reason.ZH)
			if l.Said != "" {
				p.line("      单位说明：%s", strings.ReplaceAll(l.Said, "\n", " "))
			}
		}
	}
	p.line("")
	p.line("每个数字可用方括号中的代号核对，列出它所数的事项：")
	p.line("  %s <代号>", command)
	return p.err
}
