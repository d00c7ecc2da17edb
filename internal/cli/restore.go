package cli

import (
	"bufio"
	"bytes"
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

// A restoredSegment is a stretch of a text in the result of restore as JSON.
// Positions count code points.
type restoredSegment struct {
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Quote   string `json:"quote"`
	Reading string `json:"reading"`
	Certain bool   `json:"certain"`
}

// writeSegments writes the result as JSON. A text has very many segments: they
// are written as they come.
func writeSegments(to io.Writer, text string, rep zhtext.Repaired) error {
	w := bufio.NewWriter(to)
	points := pointCounter{text: text}
	var one bytes.Buffer
	enc := json.NewEncoder(&one)
	enc.SetEscapeHTML(false)
	before := `{"schema":"luoshi.restore/1","segments":[`
	for s := range rep.Segments() {
		one.Reset()
		if err := enc.Encode(restoredSegment{points.before(s.Start), points.before(s.End), text[s.Start:s.End], s.Reading, s.Certain}); err != nil {
			return err
		}
		w.WriteString(before)                       //nolint:errcheck // Flush tells
		w.Write(bytes.TrimRight(one.Bytes(), "\n")) //nolint:errcheck // Flush tells
		before = ","
	}
	if before != "," {
		w.WriteString(before) //nolint:errcheck // Flush tells
	}
	w.WriteString("]}\n") //nolint:errcheck // Flush tells
	return w.Flush()
}
