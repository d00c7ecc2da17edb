package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/luoshi-project/luoshi/internal/export"
	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reckon"
)

func newProofread(std Stdio) *cobra.Command {
	c := &comparison{std: std, format: oneOf{choices: export.ComparisonFormats}}
	against := ""
	cmd := &cobra.Command{
		Use:   "proofread [flags] DIGEST FULL | proofread [flags] FILE",
		Short: "Find where a digest differs from the full text, or what cannot be right in a document",
		Long: `Compare a digest with the full text it was made from and list differing numbers,
units, names and words, parts left out of a sentence and things that changed
places, those that change the meaning marked. A whole sentence that is left out
is no difference.

With one file, look for what cannot be right in it: parts that do not add up to
their total, a growth that does not fit its levels, one indicator with two values.
The reports in the folder given with --against serve to find likely misprints and,
where the one of the year before is among them, growths that do not fit.`,
		Example: `  luoshi proofread newspaper.txt report.txt
  luoshi proofread draft.docx --against earlier-reports/`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 && len(args) != 2 || len(args) == 2 && against != "" {
				return failf(statusUsage, "name a digest and the full text, or one file and perhaps --against; see %s --help", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			inputs, err := named(args)
			if err != nil {
				return err
			}
			if err := c.check(inputs); err != nil {
				return err
			}
			if len(inputs) == 1 {
				return c.checkOne(cmd.Context(), inputs[0], against)
			}
			texts, err := c.texts(cmd.Context(), inputs)
			if err != nil {
				return err
			}
			return c.write(export.Comparison{Proofreading: reckon.Proofread(texts[0], texts[1])})
		},
	}
	cmd.Flags().StringVar(&against, "against", "", "a folder `DIR` of other reports to check one file against")
	_ = cmd.MarkFlagDirname("against")
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

// checkOne proofreads one document alone. Of the other reports, what cannot be
// read is passed over with a word.
func (c *comparison) checkOne(ctx context.Context, in input, against string) error {
	doc, err := c.source(in)
	if err != nil {
		return err
	}
	var others []reckon.Source
	if against != "" {
		inputs, _, err := expand([]string{against})
		if err != nil {
			return err
		}
		bar := newProgress(c.std.Err, len(inputs))
		for _, other := range inputs {
			if err := ctx.Err(); err != nil {
				return err
			}
			src, err := c.source(other)
			bar.step()
			switch {
			case err != nil:
				bar.aside(func() { complain(c.std.Err, err) })
			case src.Text != doc.Text:
				others = append(others, src)
			}
		}
		bar.finish()
	}
	return c.write(export.Comparison{Proofreading: reckon.Check(doc, others, reckon.Options{})})
}

// source reads an input with its text.
func (c *comparison) source(in input) (reckon.Source, error) {
	doc, err := in.open(c.std.In)
	if err != nil {
		return reckon.Source{}, err
	}
	rep := reader.Read(doc.Text, reader.Options{})
	rep.Document.Source.Name = in.title
	return reckon.Source{Text: doc.Text, Report: rep}, nil
}
