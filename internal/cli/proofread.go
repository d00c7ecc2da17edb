package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/luoshi-project/luoshi/internal/export"
	"github.com/luoshi-project/luoshi/reckon"
)

func newProofread(std Stdio) *cobra.Command {
	c := &comparison{std: std, format: oneOf{choices: []string{"table", "json", "html"}}}
	cmd := &cobra.Command{
		Use:   "proofread [flags] DIGEST FULL",
		Short: "Find where a digest differs from the full text",
		Long: `Compare a digest with the full text it was made from and list differing numbers,
units, names and words, parts left out of a sentence and things that changed
places, those that change the meaning marked. A whole sentence that is left out
is no difference.`,
		Example: `  luoshi proofread newspaper.txt report.txt`,
		Args:    two("the digest", "the full text"),
		RunE: func(cmd *cobra.Command, args []string) error {
			inputs, err := named(args)
			if err != nil {
				return err
			}
			if err := c.check(inputs); err != nil {
				return err
			}
			texts, err := c.texts(cmd.Context(), inputs)
			if err != nil {
				return err
			}
			return c.write(export.Comparison{Proofreading: reckon.Proofread(texts[0], texts[1])})
		},
	}
	cmd.Flags().Var(&c.format, "format", "form of the result (default table)")
	cmd.Flags().StringVarP(&c.output, "output", "o", "", "write to `FILE`, complete or not at all")
	_ = cmd.RegisterFlagCompletionFunc("format", c.format.complete)
	return cmd
}

// texts reads the texts of inputs; the first that cannot be read ends the run.
func (c *comparison) texts(ctx context.Context, inputs []input) ([]string, error) {
	var texts []string
	for _, in := range inputs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		doc, err := in.open(c.std.In)
		if err != nil {
			return nil, err
		}
		texts = append(texts, doc.Text)
	}
	return texts, nil
}
