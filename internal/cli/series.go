package cli

import (
	"github.com/spf13/cobra"

	"github.com/luoshi-project/luoshi/internal/export"
	"github.com/luoshi-project/luoshi/reckon"
)

func newSeries(std Stdio) *cobra.Command {
	c := &comparison{std: std, format: oneOf{choices: export.ComparisonFormats}}
	cmd := &cobra.Command{
		Use:   "series [flags] FILE...",
		Short: "Follow each indicator of a place through the years",
		Long: `Read the reports of one place and lay each indicator through the years, results
and targets, each with where it stands. A year for which nothing is said stays
empty.`,
		Example: `  luoshi series 2023.txt 2024.txt 2025.txt
  luoshi series -o series.csv reports/`,
		Args: files(0),
		RunE: func(cmd *cobra.Command, args []string) error {
			inputs, _, err := expand(args)
			if err != nil {
				return err
			}
			reports, words, err := c.readAll(cmd.Context(), inputs)
			if err != nil {
				return err
			}
			return c.write(export.Comparison{History: reckon.SeriesOf(reports, words)})
		},
	}
	c.flags(cmd)
	c.aliasFlag(cmd)
	return cmd
}
