// Package document reads files into the text of the document: what
// "luoshi text" prints and what every offset refers to.
//
// Plain text and Markdown are the decoded characters as they stand. HTML, docx
// and the text layer of PDF are laid out by this package: a paragraph or a
// heading a line, a row of a table a line with tabs between its cells.
package document

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"
)

// Media types of the documents that can be read.
const (
	PlainText = "text/plain"
	Markdown  = "text/markdown"
	HTML      = "text/html"
	DOCX      = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	PDF       = "application/pdf"
)

// A Document is a file that was read.
type Document struct {
	Name      string // as the caller named it
	Text      string // valid UTF-8
	MediaType string
	Charset   string // of txt, md and html, as zhtext names it; "" for formats that have none of their own
	SHA256    string // of the file's bytes, in lower-case hexadecimal
	Warnings  []Warning
}

// A Warning says what in a document was lost or left out.
type Warning struct {
	Code       string // a stable key: "undecodable", "replaced", "page_without_text" …
	Message    string // in English
	Start, End int    // bytes of the text, half-open; 0, 0 where it is about the document as a whole
}

// Warns reports whether code is one of a Warning of this package.
func Warns(code string) bool {
	switch code {
	case "undecodable", "replaced", "mixed_charset", "misread", "nul_bytes", "control_characters", "embedded", "page_without_text", "base64", "mail_parts":
		return true
	}
	return false
}

// Limits bound what one file may cost. A field that is 0 stands for its default.
type Limits struct {
	FileBytes int64         // of a PDF or docx as it is stored; 200 MB
	PartBytes int64         // of text, HTML and one unpacked part of a docx; 32 MB
	TextBytes int64         // of the text of the document; 8 MB
	Depth     int           // of nested elements; 500
	Pages     int           // of a PDF; 2000
	PDFTime   time.Duration // to read the pages of a PDF; one minute

	within int // how many files the one that is read stands in
}

func (l Limits) withDefaults() Limits {
	if l.FileBytes == 0 {
		l.FileBytes = 200 << 20
	}
	if l.PartBytes == 0 {
		l.PartBytes = 32 << 20
	}
	if l.TextBytes == 0 {
		l.TextBytes = 8 << 20
	}
	if l.Depth == 0 {
		l.Depth = 500
	}
	if l.Pages == 0 {
		l.Pages = 2000
	}
	if l.PDFTime == 0 {
		l.PDFTime = time.Minute
	}
	return l
}

// fileBytes is how large a file may be that begins with head.
func (l Limits) fileBytes(head []byte) int64 {
	if kindOf(head) == kindText {
		return min(l.FileBytes, l.PartBytes)
	}
	return l.FileBytes
}

// OpenFile reads the file at path. Errors are of type *Error.
func OpenFile(path string, limits Limits) (*Document, error) {
	f, err := os.Open(path)
	if err != nil {
		e := &Error{Code: Invalid, Reason: "unreadable", Name: path, Message: "cannot be opened", Err: cause(err)}
		if errors.Is(err, fs.ErrNotExist) {
			e.Code, e.Reason, e.Message, e.Err = NotFound, "no_file", "no such file", err
			e.Err = nil
		}
		return nil, e
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err == nil && info.IsDir():
		return nil, &Error{Code: Invalid, Reason: "folder", Name: path, Message: "is a folder, not a file", Hint: "name the files in it"}
	case err == nil && info.Size() > limits.withDefaults().FileBytes:
		e := tooLarge(limits.withDefaults().FileBytes)
		e.Name = path
		return nil, e
	}
	var size int64 // unknown of a pipe
	if err == nil && info.Mode().IsRegular() {
		size = info.Size()
	}
	return readSized(path, f, size, limits)
}

// Read reads a document from r to its end; name helps to tell Markdown from
// plain text and names the document in errors, which are of type *Error.
func Read(name string, r io.Reader, limits Limits) (*Document, error) {
	return readSized(name, r, 0, limits)
}

// readSized is Read for a document of about size bytes; 0 where that is not known.
func readSized(name string, r io.Reader, size int64, limits Limits) (*Document, error) {
	limits = limits.withDefaults()
	head := make([]byte, headBytes)
	n, err := io.ReadFull(r, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	data := head[:n]
	if err == nil {
		most := limits.fileBytes(data) + 1
		var all bytes.Buffer
		all.Grow(int(min(size, most)) + bytes.MinRead) // so that it need not grow again
		all.Write(data)
		_, err = all.ReadFrom(io.LimitReader(r, most-int64(n)))
		data = all.Bytes()
	}
	if err != nil {
		return nil, &Error{Code: Invalid, Reason: "unreadable", Name: name, Message: "cannot be read", Err: cause(err)}
	}
	return Open(name, data, limits)
}

// cause drops the path from an error of the file system: ours names it already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// Open reads a document from its bytes. What it is, is told from the bytes
// first and from its name second. The document may keep data's memory: data
// must not be changed afterwards. Errors are of type *Error.
func Open(name string, data []byte, limits Limits) (*Document, error) {
	d, err := open(name, data, limits.withDefaults())
	if err == nil {
		return d, nil
	}
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Code: Invalid, Reason: "damaged", Message: "cannot be read", Err: err}
	}
	e.Name = name
	return nil, e
}

func open(name string, data []byte, limits Limits) (*Document, error) {
	if most := limits.fileBytes(data); int64(len(data)) > most {
		return nil, tooLarge(most)
	}
	if len(data) == 0 {
		return nil, invalid("empty", "the file is empty", "choose the file again, or ask for it anew")
	}
	d, err := read(name, data, limits)
	if err != nil {
		return nil, err
	}
	if int64(len(d.Text)) > limits.TextBytes {
		return nil, tooLarge(limits.TextBytes)
	}
	if isBlank(d.Text) {
		return nil, invalid("no_text", "there is no text in it", "if it shows pictures of a text, run them through text recognition (OCR) and save the result as text or docx")
	}
	if mark := secrecyMark(d.Text); mark != "" {
		return nil, secret(mark)
	}
	sum := sha256.Sum256(data)
	d.Name, d.SHA256 = name, hex.EncodeToString(sum[:])
	return d, nil
}

// read reads data as what it is; name and sum are filled in by the caller.
func read(name string, data []byte, limits Limits) (*Document, error) {
	switch kind := kindOf(data); kind {
	case kindText:
		return readText(name, data, limits)
	case kindPDF:
		return readPDF(data, limits)
	case kindZip:
		return readPackage(data, limits)
	default:
		return nil, kind.refusal(data)
	}
}

func tooLarge(limit int64) *Error {
	return invalid("too_large", "larger than the limit of "+megabytes(limit),
		"a report has less than 1 MB of text: take out the pictures, and make each document a file of its own")
}
