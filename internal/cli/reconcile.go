package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/luoshi-project/luoshi/internal/export"
	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reckon"
)

// comparison is what the commands that set reports beside each other share.
type comparison struct {
	std     Stdio
	format  oneOf
	output  string
	lexicon string
	aliases string
}

func (c *comparison) flags(cmd *cobra.Command) {
	cmd.Flags().Var(&c.format, "format", "form of the result (default table)")
	cmd.Flags().StringVarP(&c.output, "output", "o", "", "write to `FILE`, complete or not at all")
	cmd.Flags().StringVar(&c.lexicon, "lexicon", "", "a folder `DIR` of word lists that replace those of the same names (see luoshi lexicon)")
	_ = cmd.MarkFlagDirname("lexicon")
	_ = cmd.RegisterFlagCompletionFunc("format", c.format.complete)
}

func (c *comparison) aliasFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.aliases, "aliases", "", "a table `FILE` of more names for the same thing, a row each: name, tab, other names separated by |")
}

// check settles the form of the result and refuses what cannot work, before any
// file is read.
func (c *comparison) check(inputs []input) error {
	if c.output == "-" {
		c.output = ""
	}
	if c.format.value == "" {
		c.format.value = export.FormatAmong(c.output, c.format.choices)
	}
	return writable(c.std, c.format.value, c.output, inputs)
}

// writable refuses a form that a terminal cannot show and a file that is to be read.
func writable(std Stdio, format, output string, inputs []input) error {
	if _, tty := terminal(std.Out); format == "xlsx" && output == "" && tty {
		return failf(statusUsage, "xlsx cannot be shown on a terminal; name a file with -o")
	}
	target, err := os.Stat(output)
	if err != nil || !target.Mode().IsRegular() {
		return nil
	}
	for _, in := range inputs {
		if info, err := os.Stat(in.path); err == nil && os.SameFile(info, target) {
			return failf(statusUsage, "%s is to be read and would be overwritten; name another file for -o", in.name)
		}
	}
	return nil
}

// options are those of the comparison; reading takes opts.
func (c *comparison) options() (opts reader.Options, words reckon.Options, err error) {
	if opts.Lexicon, err = loadLexicon(c.lexicon); err != nil {
		return opts, words, err
	}
	words.Lexicon = opts.Lexicon
	if c.aliases != "" {
		text, err := os.ReadFile(c.aliases)
		if err != nil {
			return opts, words, cannotRead(c.aliases, err)
		}
		if words.Words, err = reckon.LoadWords(string(text)); err != nil {
			return opts, words, failf(statusFailed, "%s: %w", c.aliases, err)
		}
	}
	return opts, words, nil
}

// readAll reads every input, with the options of the comparison; the first that
// cannot be read ends the run.
func (c *comparison) readAll(ctx context.Context, inputs []input) ([]*reader.Report, reckon.Options, error) {
	if err := c.check(inputs); err != nil {
		return nil, reckon.Options{}, err
	}
	opts, words, err := c.options()
	if err != nil {
		return nil, words, err
	}
	type result struct {
		report *reader.Report
		err    error
	}
	var reports []*reader.Report
	bar := newProgress(c.std.Err, len(inputs))
	defer bar.finish()
	err = inOrder(ctx, inputs, func(in input) result {
		rep, err := in.readReport(c.std.In, opts)
		return result{rep, err}
	}, func(result) bool { return false }, func(_ input, r result) error {
		bar.step()
		if r.err == nil {
			reports = append(reports, r.report)
		}
		return r.err
	})
	return reports, words, err
}

// write writes a result in the form that was asked for.
func (c *comparison) write(result export.Comparison) error {
	out, err := openDestination(c.output, c.std.Out)
	if err != nil {
		return err
	}
	defer out.discard()
	width, shown := terminal(c.std.Out)
	if shown = shown && c.output == ""; !shown {
		width = plainWidth
	}
	if err := export.Compare(c.format.value, out, result, export.Page{Width: width, Colour: shown && colours()}); err != nil {
		return cannotWrite(out.name, err)
	}
	return out.commit()
}

// two asks for exactly two files.
func two(first, second string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 2 {
			return failf(statusUsage, "name two files, %s and %s; see %s --help", first, second, cmd.CommandPath())
		}
		return nil
	}
}

// named gives arguments that have to be single files as inputs.
func named(args []string) ([]input, error) {
	inputs, _, err := expand(args)
	if err == nil && len(inputs) != len(args) {
		err = failf(statusUsage, "a folder is given where a file is wanted")
	}
	return inputs, err
}

// warnOfYears says where the second report does not look back on the year the
// first one promised for: what it does not mention is then no finding.
func warnOfYears(std Stdio, plan, result reader.Document, year int) {
	if year == 0 {
		year = plan.PlanYear
	}
	if year != 0 && result.ReviewYear != 0 && result.ReviewYear != year {
		fmt.Fprintf(std.Err, "luoshi: %s looks back on %d, the promises are for %d\n", result.Source.Name, result.ReviewYear, year)
	}
}

func newReconcile(std Stdio) *cobra.Command {
	c := &comparison{std: std, format: oneOf{choices: export.ComparisonFormats}}
	year, decisions, carry := 0, "", false
	cmd := &cobra.Command{
		Use:   "reconcile [flags] PLAN RESULT",
		Short: "Put what a report promised beside what the next one reports",
		Long: `Read a report and the report of the following year, and put each target, count,
livelihood item and named project of the first beside what the second says of it:
exceeded, met, missed, partial, unreported or not comparable, with both quotes,
the margin, what the verdict rests on and the reason.

That nothing is said of a promise is a finding like the others.

What people decided about pairings is read from --decisions: a confirmed pair
stays, an overruled one does not come back. --carry-over lists only what was
missed, done in part or not mentioned, as a table that luoshi ledger
import-table dockets.`,
		Example: `  luoshi reconcile 2024.txt 2025.txt
  luoshi reconcile -o scorecard.xlsx 2024.docx 2025.docx
  luoshi reconcile --carry-over -o carry-over.xlsx 2024.txt 2025.txt
  luoshi ledger import-table carry-over.xlsx --draft
  luoshi reconcile --format json 2024.txt 2025.txt | jq '.rows[] | select(.verdict == "missed")'`,
		Args: two("the report that promised", "the one of the next year"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if year != 0 && (year < 1949 || year > 2200) {
				return failf(statusUsage, "--year %d is no year of a report; give a year like 2024", year)
			}
			inputs, err := named(args)
			if err != nil {
				return err
			}
			reports, words, err := c.readAll(cmd.Context(), inputs)
			if err != nil {
				return err
			}
			words.Year = year
			if words.Decisions, err = readDecisions(decisions); err != nil {
				return err
			}
			warnOfYears(std, reports[0].Document, reports[1].Document, year)
			rec := reckon.Reconcile(reports[0], reports[1], words)
			if carry {
				return c.write(export.Comparison{CarryOver: &export.CarryOver{Of: rec, Rows: reckon.CarryOver(rec)}})
			}
			return c.write(export.Comparison{Reconciliation: rec})
		},
	}
	c.flags(cmd)
	c.aliasFlag(cmd)
	cmd.Flags().IntVar(&year, "year", 0, "the `YEAR` whose promises are looked at (default the plan year of PLAN)")
	cmd.Flags().StringVar(&decisions, "decisions", "", "a `FILE` of what people decided about pairings (JSON, luoshi.decisions/1)")
	cmd.Flags().BoolVar(&carry, "carry-over", false, "list only what goes on into the next year")
	return cmd
}

// readDecisions reads what people decided about pairings; nil without a file.
func readDecisions(file string) (*reckon.Decisions, error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, cannotRead(file, err)
	}
	ds, err := reckon.ParseDecisions(data)
	if err != nil {
		return nil, failf(statusFailed, "%s: %w", file, err)
	}
	return ds, nil
}
