package cli

import (
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/internal/document"
	"github.com/luoshi-project/luoshi/reader"
)

// statuses are the exit statuses of the codes of documents.
var statuses = map[document.Code]status{
	document.Invalid:     statusFailed,
	document.NotFound:    statusNotFound,
	document.Secret:      statusRefused,
	document.Unavailable: statusUnavailable,
}

// open reads an input and turns it into text. Its errors name the input.
func (in input) open(stdin io.Reader) (*document.Document, error) {
	if in.err != nil {
		return nil, fmt.Errorf("%s: %w", in.name, in.err)
	}
	var (
		doc *document.Document
		err error
	)
	if in.path == "" {
		doc, err = document.Read(in.name, stdin, document.Limits{})
	} else {
		doc, err = document.OpenFile(in.path, document.Limits{})
	}
	return doc, withStatus(err)
}

// withStatus gives an error of a document its exit status and adds what to do
// about it.
func withStatus(err error) error {
	var de *document.Error
	if !errors.As(err, &de) {
		return err
	}
	if de.Hint != "" {
		err = fmt.Errorf("%w; %s", err, de.Hint)
	}
	return &statusError{statuses[de.Code], err}
}

// readReport reads an input into a report.
func (in input) readReport(stdin io.Reader, opts reader.Options) (*reader.Report, error) {
	doc, err := in.open(stdin)
	if err != nil {
		return nil, err
	}
	return in.report(doc, opts)
}

// report reads an open document into a report. A reader that panics is a defect
// of ours; it costs the one document, not the others.
func (in input) report(doc *document.Document, opts reader.Options) (rep *reader.Report, err error) {
	defer func() {
		if p := recover(); p != nil {
			rep, err = nil, fmt.Errorf("%s: the reader failed inside (%v); please report this with the file", in.name, p)
		}
	}()
	rep = reader.Read(doc.Text, opts)
	src := &rep.Document.Source
	src.Name, src.SHA256, src.MediaType, src.Charset = in.title, doc.SHA256, doc.MediaType, doc.Charset
	rep.Diagnostics = append(diagnostics(doc), rep.Diagnostics...)
	return rep, nil
}

// diagnostics are the warnings of a document as its report lists them.
func diagnostics(doc *document.Document) []reader.Diagnostic {
	list := []reader.Diagnostic{}
	points := pointCounter{text: doc.Text}
	for _, w := range doc.Warnings {
		list = append(list, reader.Diagnostic{
			Severity: "warn", Code: w.Code, Message: w.Message, Start: points.before(w.Start), End: points.before(w.End),
		})
	}
	return list
}

// warn tells what of a document was lost or left out, a line for each kind.
func warn(w io.Writer, name string, found []reader.Diagnostic) {
	told := map[string]bool{}
	for _, d := range found {
		if told[d.Code] || !document.Warns(d.Code) {
			continue
		}
		told[d.Code] = true
		places := 0
		for _, o := range found {
			if o.Code == d.Code {
				places++
			}
		}
		more := ""
		switch {
		case d.Code == "mixed_charset":
			more = fmt.Sprintf(", the first at character %d; compare them, and save the file as UTF-8", d.Start)
		case places > 1:
			more = fmt.Sprintf(" in %d places or more, the first at character %d; the file may mix charsets: save it as UTF-8", places, d.Start)
		}
		fmt.Fprintf(w, "luoshi: %s: warning: %s%s\n", name, d.Message, more)
	}
}

// A pointCounter counts the code points before bytes of a text, walking on from
// where it was asked last.
type pointCounter struct {
	text     string
	at, seen int
}

func (c *pointCounter) before(at int) int {
	if at < c.at {
		c.at, c.seen = 0, 0
	}
	c.seen += utf8.RuneCountInString(c.text[c.at:at])
	c.at = at
	return c.seen
}

// openOne opens the one document that a command takes, and warns of what is odd in it.
func openOne(std Stdio, name, command string) (*document.Document, error) {
	inputs, several, err := expand([]string{name})
	if err != nil {
		return nil, err
	}
	if several {
		return nil, failf(statusUsage, "%s is a folder; %s takes one file", name, command)
	}
	doc, err := inputs[0].open(std.In)
	if err == nil {
		warn(std.Err, inputs[0].name, diagnostics(doc))
	}
	return doc, err
}
