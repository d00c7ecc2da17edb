package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/luoshi-project/luoshi/quantity"
)

// quantityKinds are the kinds of expressions that can be asked for.
var quantityKinds = []string{"number", "percent", "currency", "dimension", "period"}

func newQuantities(std Stdio) *cobra.Command {
	kind := oneOf{choices: quantityKinds}
	planYear := 0
	cmd := &cobra.Command{
		Use:   "quantities --kind KIND",
		Short: "Find numbers, percentages, sums of money, measures or periods in lines of text",
		Long: `Read lines of text on standard input and print for each line one JSON line with
the expressions found in it: their text, their position in the line in code
points, and what they stand for.

Periods that name no year (6月底前, 今年) are read relative to --plan-year; without
it their ends are left open.`,
		Example: `  echo '完成投资20亿元以上' | luoshi quantities --kind currency
  echo '6月底前建成' | luoshi quantities --kind period --plan-year 2026`,
		Args: nothing,
		RunE: func(*cobra.Command, []string) error {
			if kind.value == "" {
				return failf(statusUsage, "say with --kind what to look for: %s", strings.Join(quantityKinds, ", "))
			}
			if err := checkYear(planYear); err != nil {
				return err
			}
			lines := recognised{in: std.In, out: std.Out, kind: kind.value, year: planYear}
			return lines.run()
		},
	}
	cmd.Flags().Var(&kind, "kind", "what to look for")
	cmd.Flags().IntVar(&planYear, "plan-year", 0, "the `YEAR` that periods are relative to")
	_ = cmd.RegisterFlagCompletionFunc("kind", kind.complete)
	return cmd
}

// recognised turns lines of text into lines of JSON.
type recognised struct {
	in   io.Reader
	out  io.Writer
	kind string
	year int
}

func (r *recognised) run() error {
	in, out := bufio.NewReaderSize(r.in, 1<<16), bufio.NewWriter(r.out)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for {
		line, err := in.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return failf(statusFailed, "standard input: %w", err)
		}
		if line == "" {
			return written(out.Flush())
		}
		if err := r.line(enc, strings.TrimRight(line, "\r\n")); err != nil {
			return err
		}
		if in.Buffered() == 0 { // whoever feeds us line by line wants each answer at once
			if err := written(out.Flush()); err != nil {
				return err
			}
		}
	}
}

// line answers one line.
func (r *recognised) line(enc *json.Encoder, line string) error {
	line = strings.ToValidUTF8(line, "\uFFFD")
	results, err := quantity.Recognize(r.kind, line, r.year)
	if err != nil {
		return err
	}
	return written(enc.Encode(struct {
		Input   string                `json:"input"`
		Results []quantity.Recognized `json:"results"`
	}{line, results}))
}

// written gives an error of writing to standard output its name and status.
func written(err error) error {
	if err == nil {
		return nil
	}
	return cannotWrite("standard output", err)
}
