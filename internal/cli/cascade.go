package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/luoshi-project/luoshi/internal/export"
	"github.com/luoshi-project/luoshi/reckon"
)

func newCascade(std Stdio) *cobra.Command {
	c := &comparison{std: std, format: oneOf{choices: export.ComparisonFormats}}
	cmd := &cobra.Command{
		Use:   "cascade [flags] UPPER LOWER...",
		Short: "Put the plan of an upper place beside those of lower places",
		Long: `Read the plan of a province and those of its cities (or of a city and its
counties) for the same year and show what the lower plans make of each target and
task of the upper: the same target, a higher or a lower one, a contribution to a
total, the same task, or nothing. Contributions are summed against the total.`,
		Example: `  luoshi cascade province.txt city.txt
  luoshi cascade -o cascade.xlsx province.docx cities/`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return failf(statusUsage, "name the plan of the upper place and at least one of a lower; see %s --help", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			inputs, _, err := expand(args)
			if err != nil {
				return err
			}
			reports, words, err := c.readAll(cmd.Context(), inputs)
			if err != nil {
				return err
			}
			for _, rep := range reports[1:] {
				if a, b := reports[0].Document.PlanYear, rep.Document.PlanYear; a != 0 && b != 0 && a != b {
					fmt.Fprintf(std.Err, "luoshi: %s plans for %d, %s for %d: their figures are not compared\n", reports[0].Document.Source.Name, a, rep.Document.Source.Name, b)
				}
			}
			return c.write(export.Comparison{Cascade: reckon.CascadeOf(reports[0], reports[1:], words)})
		},
	}
	c.flags(cmd)
	c.aliasFlag(cmd)
	return cmd
}
