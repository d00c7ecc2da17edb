package cli

import "github.com/spf13/cobra"

func newText(std Stdio) *cobra.Command {
	return &cobra.Command{
		Use:   "text FILE",
		Short: "Print the text that positions in results refer to",
		Long: `Print the text of a document exactly as the readers see it. Positions in the
results of other commands count the code points of this text.

FILE is txt, md, html, docx, pdf, eml or mht, in any Chinese charset; - is standard input.`,
		Example: `  luoshi text report.docx
  luoshi text - < report.html | wc -m`,
		Args: files(1),
		RunE: func(_ *cobra.Command, args []string) error {
			doc, err := openOne(std, args[0], "text")
			if err != nil {
				return err
			}
			out, err := openDestination("", std.Out)
			if err != nil {
				return err
			}
			if _, err := out.WriteString(doc.Text); err != nil {
				return cannotWrite(out.name, err)
			}
			return out.commit()
		},
	}
}
