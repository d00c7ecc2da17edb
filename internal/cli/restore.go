package cli

import (
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"github.com/luoshi-project/luoshi/zhtext"
)

func newRestore(std Stdio) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Repair a damaged text and print it in simplified characters",
		Long: `Print the text of a document as it should read: in simplified characters, without
the readings that a broken converter put behind characters (發(fā)展), and with
the characters it lost where they can be told. 〔?〕 stands for what cannot. Text
that is not damaged comes out as it stands.

--json lists every stretch of the text with its reading; certain is false where
the reading is only the most likely one.`,
		Example: `  luoshi restore report.txt > repaired.txt
  luoshi restore --json report.txt | jq '.segments[] | select(.certain | not)'`,
		Args: files(1),
		RunE: func(_ *cobra.Command, args []string) error {
			doc, err := openOne(std, args[0], "restore")
			if err != nil {
				return err
			}
			out, err := openDestination("", std.Out)
			if err != nil {
				return err
			}
			rep := zhtext.Repair(doc.Text)
			if asJSON {
				err = writeSegments(out, doc.Text, rep)
			} else {
				_, err = out.WriteString(rep.View.Text)
			}
			if err != nil {
				return cannotWrite(out.name, err)
			}
			return out.commit()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print every stretch of the text with its reading")
	return cmd
}

// A restored is the result of restore as JSON. Positions count code points.
type restored struct {
	Schema   string            `json:"schema"`
	Segments []restoredSegment `json:"segments"`
}

type restoredSegment struct {
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Quote   string `json:"quote"`
	Reading string `json:"reading"`
	Certain bool   `json:"certain"`
}

func writeSegments(w io.Writer, text string, rep zhtext.Repaired) error {
	points := pointCounter{text: text}
	out := restored{Schema: "luoshi.restore/1", Segments: []restoredSegment{}}
	for _, s := range rep.Segments {
		out.Segments = append(out.Segments, restoredSegment{
			points.before(s.Start), points.before(s.End), text[s.Start:s.End], s.Reading, s.Certain,
		})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}
