package export

import (
	"io"
	"slices"

	"github.com/luoshi-project/luoshi/reckon"
)

// A Comparison is the result of one of the commands that set reports beside
// each other; one field is set.
type Comparison struct {
	Reconciliation *reckon.Reconciliation
}

// FormatAmong guesses the form from the name of a file, among those a command
// has: table where the name does not say.
func FormatAmong(file string, formats []string) string {
	if f := FormatOf(file); slices.Contains(formats, f) {
		return f
	}
	return "table"
}

// Compare writes a comparison in one of the forms its command has.
func Compare(format string, w io.Writer, c Comparison, page Page) error {
	text, err := encode(c.Reconciliation, "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}
