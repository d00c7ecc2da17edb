// Package export writes reports in the forms people and programs ask for:
// JSON, lines of JSON, a table for the terminal, Markdown and a workbook.
package export

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/luoshi-project/luoshi/reader"
)

// Formats are the names of the forms.
var Formats = []string{"table", "json", "jsonl", "xlsx", "md"}

// A Writer writes one report after the other.
type Writer interface {
	Write(*reader.Report) error
	// Finish writes what comes after the last report. Only then is the output
	// complete.
	Finish() error
	// Discard gives back what the writer holds, finished or not. It does not
	// touch the output.
	Discard()
}

// stateless is what writers share that hold nothing back.
type stateless struct{}

func (stateless) Finish() error { return nil }
func (stateless) Discard()      {}

// Page says how the result will be looked at.
type Page struct {
	Several bool // the caller asked for more than one document
	Width   int  // columns of the page, for the table
	Colour  bool // the table may use colours
}

// New returns a writer of one of the Formats.
func New(format string, w io.Writer, page Page) Writer {
	switch format {
	case "json":
		return &jsonWriter{w: w, several: page.Several}
	case "jsonl":
		return &linesWriter{w: w}
	case "xlsx":
		return newWorkbook(w, page.Several)
	case "md":
		return &markdown{w: w}
	default:
		return &table{w: w, page: page}
	}
}

// FormatOf guesses the form from the name of a file: table where the name does
// not say.
func FormatOf(file string) string {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".json":
		return "json"
	case ".jsonl", ".ndjson":
		return "jsonl"
	case ".xlsx":
		return "xlsx"
	case ".md", ".markdown":
		return "md"
	}
	return "table"
}
