package export

import (
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/reckon"
)

// A Comparison is the result of one of the commands that set reports beside
// each other; one field is set.
type Comparison struct {
	Reconciliation *reckon.Reconciliation
	Proofreading   *reckon.Proofreading
	History        *reckon.History
	Cascade        *reckon.Cascade
	CarryOver      *CarryOver
}

// ComparisonFormats are the forms that every comparison can be written in.
var ComparisonFormats = []string{"table", "json", "xlsx", "html", "md", "csv"}

// FormatAmong guesses the form from the name of a file, among those a command
// has: table where the name does not say.
func FormatAmong(file string, formats []string) string {
	if ext := strings.ToLower(strings.TrimPrefix(filepath.Ext(file), ".")); slices.Contains(formats, ext) {
		return ext
	}
	return "table"
}

// Compare writes a comparison in one of the forms its command has: table, json,
// xlsx, html, md or csv.
func Compare(format string, w io.Writer, c Comparison, page Page) error {
	value, g := c.view()
	if value == nil {
		return errors.New("nothing was compared")
	}
	switch format {
	case "json":
		text, err := encode(value, "  ")
		if err != nil {
			return err
		}
		_, err = w.Write(append(text, '\n'))
		return err
	case "xlsx":
		return g.xlsx(w)
	case "html":
		return g.html(w)
	case "csv":
		return g.csv(w)
	case "md":
		return g.markdown(w)
	}
	return g.table(w, page)
}

// view gives what the JSON form holds and what the forms for people show.
func (c Comparison) view() (any, grid) {
	switch {
	case c.Reconciliation != nil:
		return c.Reconciliation, reconciliationGrid(c.Reconciliation)
	case c.Proofreading != nil:
		return c.Proofreading, proofreadingGrid(c.Proofreading)
	case c.History != nil:
		return c.History, historyGrid(c.History)
	case c.Cascade != nil:
		return c.Cascade, cascadeGrid(c.Cascade)
	case c.CarryOver != nil:
		return c.CarryOver, carryGrid(c.CarryOver)
	}
	return nil, grid{}
}
