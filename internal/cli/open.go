package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/reader"
)

// opened is a document as text, with what is known of the file it came from.
type opened struct {
	text     string
	source   reader.Source
	warnings []reader.Diagnostic
}

// open reads an input and turns it into text.
func (in input) open(stdin io.Reader) (*opened, error) {
	data, err := in.read(stdin)
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(data) {
		return nil, errors.New("not UTF-8")
	}
	sum := sha256.Sum256(data)
	return &opened{
		text:   strings.TrimPrefix(string(data), "\ufeff"),
		source: reader.Source{Name: in.title, SHA256: hex.EncodeToString(sum[:]), MediaType: "text/plain", Charset: "utf-8"},
	}, nil
}

// readReport reads an input into a report. A reader that panics is a defect of
// ours; it costs the one document, not the others.
func (in input) readReport(stdin io.Reader, opts reader.Options) (rep *reader.Report, err error) {
	defer func() {
		if p := recover(); p != nil {
			rep, err = nil, fmt.Errorf("the reader failed inside (%v); please report this with the file", p)
		}
	}()
	doc, err := in.open(stdin)
	if err != nil {
		return nil, err
	}
	rep = reader.Read(doc.text, opts)
	doc.source.CodePoints = rep.Document.Source.CodePoints
	rep.Document.Source = doc.source
	rep.Diagnostics = append(doc.warnings, rep.Diagnostics...)
	if rep.Diagnostics == nil {
		rep.Diagnostics = []reader.Diagnostic{}
	}
	return rep, nil
}
