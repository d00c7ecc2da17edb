// Package cli is the command line: it names commands and flags, opens files,
// prints what the readers found and decides what the process exits with. It
// holds no knowledge of reports.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Stdio is where a run of the program reads and writes.
type Stdio struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer
}

// Main runs the program with args, the command line without the program's own
// name, and returns what the process should exit with.
func Main(ctx context.Context, args []string, std Stdio) int {
	root := newRoot(std)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var told *toldError
	switch {
	case err == nil || errors.As(err, &told):
	case ctx.Err() != nil:
		fmt.Fprintln(std.Err, "luoshi: interrupted")
	default:
		complain(std.Err, err)
	}
	return int(statusOf(err))
}

// complain prints an error as one line.
func complain(w io.Writer, err error) {
	fmt.Fprintln(w, "luoshi: "+strings.Join(strings.Fields(err.Error()), " "))
}

func newRoot(std Stdio) *cobra.Command {
	root := &cobra.Command{
		Use:   "luoshi",
		Short: "Read government work reports (政府工作报告) into a ledger of what they promise and report",
		Long: `Luoshi (落实) reads a government work report and lists every indicator (指标) and
every action (事项) in it, each with the exact characters it came from.`,
		Example: `  luoshi extract report.txt                       # what is promised, what is reported
  luoshi extract --format xlsx -o ledger.xlsx 2024/   # a workbook of every report in a folder
  luoshi extract --format json report.docx | jq .actions`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return unknownCommand(cmd, args[0])
		},
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return readEnvironment(cmd.Flags()) },
		SilenceErrors:     true,
		SilenceUsage:      true,
	}
	root.SetIn(std.In)
	root.SetOut(std.Out)
	root.SetErr(std.Err)
	root.SetUsageTemplate(root.UsageTemplate() + "\n" + statusHelp + `

Every flag can be set in the environment: --plan-year is LUOSHI_PLAN_YEAR.
`)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return failf(statusUsage, "%w; see %s --help", err, cmd.CommandPath())
	})
	root.AddCommand(newText(std), newExtract(std), newQuantities(std), newRestore(std), newReconcile(std), newProofread(std), newCascade(std), newSeries(std), newLexicon(std), newDue(std), newLedger(std), newWork(std), newVersion(std), newCompletion(std))
	root.AddCommand(newAudit(std), newBackup(std), newRestoreBackup(std), newDoctor(std), newSimulate(std), newServe(std), newAccount(std))
	root.SetHelpCommand(newHelp())
	root.CompletionOptions.DisableDefaultCmd = true
	return root
}

func unknownCommand(cmd *cobra.Command, name string) error {
	hint := ""
	if near := cmd.SuggestionsFor(name); len(near) > 0 {
		hint = fmt.Sprintf(" (did you mean %s?)", strings.Join(near, ", "))
	}
	return failf(statusUsage, "there is no command %q%s; see luoshi --help", name, hint)
}

// files asks for at least one and at most limit arguments; a limit of 0 means
// any number.
func files(limit int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return failf(statusUsage, "name a file to read, or - for standard input; see %s --help", cmd.CommandPath())
		case limit > 0 && len(args) > limit:
			return failf(statusUsage, "%s takes %d file, got %d; see %s --help", cmd.CommandPath(), limit, len(args), cmd.CommandPath())
		}
		return nil
	}
}

func nothing(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return failf(statusUsage, "%s takes no argument, got %q; see %s --help", cmd.CommandPath(), args[0], cmd.CommandPath())
	}
	return nil
}

// readEnvironment sets each flag that the command line left alone from the
// variable of its name.
func readEnvironment(flags *pflag.FlagSet) error {
	var failed error
	flags.VisitAll(func(f *pflag.Flag) {
		if _, skip := f.Annotations[flagNotInEnvironment]; skip {
			return
		}
		name := "LUOSHI_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value, ok := os.LookupEnv(name)
		if !ok || value == "" || f.Changed || f.Name == "help" || failed != nil {
			return
		}
		if err := flags.Set(f.Name, value); err != nil {
			failed = failf(statusUsage, "environment variable %s: %w", name, err)
		}
	})
	return failed
}

// A toldError carries the exit status of errors that were already printed.
type toldError struct{ status status }

func (e *toldError) Error() string { return "errors were printed" }

// oneOf is the value of a flag that takes one of a few words.
type oneOf struct {
	value   string
	choices []string
}

func (o *oneOf) String() string { return o.value }
func (o *oneOf) Type() string   { return strings.Join(o.choices, "|") }

func (o *oneOf) Set(s string) error {
	for _, c := range o.choices {
		if s == c {
			o.value = s
			return nil
		}
	}
	return fmt.Errorf("must be one of %s", strings.Join(o.choices, ", "))
}

func (o *oneOf) complete(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return o.choices, cobra.ShellCompDirectiveNoFileComp
}
