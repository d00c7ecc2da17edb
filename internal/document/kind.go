package document

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// A fileKind is what the first bytes of a file say it is.
type fileKind int

const (
	kindText fileKind = iota // no known signature: text, if anything
	kindPDF
	kindZip
	kindOLE
	kindRTF
	kindPicture
	kindArchive
)

// signatures are the first bytes of the formats that are not text.
var signatures = []struct {
	bytes string
	kind  fileKind
}{
	{"PK\x03\x04", kindZip},
	{"PK\x05\x06", kindZip},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", kindOLE},
	{`{\rtf`, kindRTF},
	{"\x89PNG\r\n", kindPicture},
	{"\xFF\xD8\xFF", kindPicture},
	{"GIF8", kindPicture},
	{"II*\x00", kindPicture},
	{"MM\x00*", kindPicture},
	{"RIFF", kindPicture},
	{"\x1F\x8B", kindArchive},
	{"7z\xBC\xAF\x27\x1C", kindArchive},
	{"Rar!\x1A\x07", kindArchive},
	{"BZh9", kindArchive},
	{"\xFD7zXZ\x00", kindArchive},
}

// headBytes is how much of a file tells its kind.
const headBytes = 1024

func kindOf(data []byte) fileKind {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.bytes)) {
			return s.kind
		}
	}
	// Some programs write a few lines before the head of a PDF.
	if bytes.Contains(data[:min(len(data), headBytes)], []byte("%PDF-")) {
		return kindPDF
	}
	return kindText
}

// refusal says why a file of a kind is not read and what to do instead.
func (k fileKind) refusal(data []byte) *Error {
	switch k {
	case kindOLE:
		return oleRefusal(data)
	case kindRTF:
		return invalid("rtf", "a rich text file (RTF)", "open it in Word or WPS and save it as .docx")
	case kindPicture:
		return invalid("picture", "a picture, without text that can be read", "run it through text recognition (OCR) and save the result as text or docx")
	case kindArchive:
		return invalid("archive", "an archive", "unpack it and name the files in it")
	}
	return invalid("binary", "not a text, HTML, docx or PDF file", "save the document as .docx, PDF or plain text")
}

// oleRefusal tells the files of old office programs by the names of the streams
// in them, which stand there in UTF-16.
func oleRefusal(data []byte) *Error {
	for _, f := range []struct{ stream, reason, message, hint string }{
		{"EncryptedPackage", "encrypted", "an office file that is locked by a password", "open it with the password and save it as .docx without"},
		{"Workbook", "spreadsheet", "an old spreadsheet (.xls), not a report", "save the text as docx or plain text"},
		{"PowerPoint Document", "slides", "an old set of slides (.ppt), not a report", "save the text as docx or plain text"},
		{"WordDocument", "old_office", "an old Word or WPS document (.doc, .wps)", "open it in Word or WPS and save it as .docx"},
	} {
		wide := make([]byte, 0, 2*len(f.stream))
		for _, c := range []byte(f.stream) {
			wide = append(wide, c, 0)
		}
		if bytes.Contains(data, wide) {
			return invalid(f.reason, f.message, f.hint)
		}
	}
	return invalid("old_office", "an old office file (.doc, .wps, .xls), or a damaged one", "open it in its own program and save it as .docx")
}

// otherNames are the endings of names that formats have which are not text, with
// true for the formats that are read.
var otherNames = map[string]bool{
	".docx": true, ".docm": true, ".doc": true, ".wps": true, ".rtf": true, ".pdf": true,
	".xlsx": false, ".xls": false, ".et": false, ".pptx": false, ".ppt": false, ".dps": false, ".ofd": false, ".odt": false,
	".zip": false, ".rar": false, ".7z": false,
	".png": false, ".jpg": false, ".jpeg": false, ".gif": false, ".bmp": false, ".tif": false, ".tiff": false, ".webp": false,
}

// misnamed refuses text that bears the name of another format, unless it can
// be a document that was only named wrongly: sound text that ends in .docx may be
// one, the remains of a spreadsheet are none.
func misnamed(ext string, dec zhtext.Decoded) error {
	mayBe, other := otherNames[ext]
	isHan := func(r rune) bool { return r >= 0x4E00 && r < 0xA000 }
	if !other || mayBe && dec.Undecodable+dec.NULs+dec.Foreign == 0 && strings.ContainsFunc(dec.Text, isHan) {
		return nil
	}
	return brokenAs(ext)
}

// brokenAs says that a file is not what its name says.
func brokenAs(ext string) error {
	return invalid("damaged", "named "+ext+", but its content is not of that format: it may be incomplete or damaged",
		"copy or download it again, or open it in its own program and save it as .docx")
}

// mostWithin is how many files may stand in one another.
const mostWithin = 3

// readText reads plain text, Markdown or HTML, also where it stands in a mail.
func readText(name string, data []byte, limits Limits) (*Document, error) {
	if limits.within < mostWithin {
		limits.within++
		for _, readWithin := range [...]func(string, []byte, Limits) (*Document, error){readMail, readEncoded} {
			if d, err := readWithin(name, data, limits); d != nil || err != nil {
				return d, err
			}
		}
	}
	ext := strings.ToLower(filepath.Ext(name))
	dec, err := zhtext.Decode(data)
	if _, other := otherNames[ext]; err != nil && other {
		return nil, brokenAs(ext)
	} else if err != nil {
		return nil, invalid("binary", "neither text nor a docx or PDF file", "text must be in UTF-8, UTF-16, GB18030 or Big5")
	}
	if err := otherMarkup(dec.Text); err != nil {
		return nil, err
	}
	if looksLikeHTML(dec.Text, ext) {
		return readHTML(data, dec, limits)
	}
	if err := misnamed(ext, dec); err != nil {
		return nil, err
	}
	d := &Document{Text: dec.Text, MediaType: PlainText, Charset: dec.Charset, Warnings: decodingWarnings(dec)}
	if ext == ".md" || ext == ".markdown" {
		d.MediaType = Markdown
	}
	return d, nil
}

// otherMarkup refuses formats that are written as text but are not the text of
// a document.
func otherMarkup(text string) error {
	head := text[:min(len(text), 2048)]
	if strings.Contains(head, "<?mso-application") || strings.Contains(head, "<pkg:package") {
		return invalid("flat_xml", "a Word document saved as XML", "open it in Word or WPS and save it as .docx")
	}
	return nil
}

// htmlHeads are the tags a page begins with, after its declaration and remarks.
var htmlHeads = []string{"<!doctype html", "<html", "<head", "<body", "<title", "<meta"}

// looksLikeHTML tells a page from text. A file named as a page need only have
// tags; any other must begin like a page.
func looksLikeHTML(text, ext string) bool {
	head := text[:min(len(text), 4096)]
	if !strings.Contains(head, "<") {
		return false
	}
	head = strings.ToLower(head)
	if strings.HasSuffix(ext, "html") || ext == ".htm" || ext == ".xht" {
		return strings.Contains(head, ">")
	}
	for {
		head = strings.TrimLeft(head, " \t\r\n\u3000")
		end := -1
		switch {
		case strings.HasPrefix(head, "<!--"):
			end = strings.Index(head, "-->") + len("-->") - 1
		case strings.HasPrefix(head, "<?xml"):
			end = strings.IndexByte(head, '>')
		}
		if end < len("-->") {
			break
		}
		head = head[end+1:]
	}
	for _, h := range htmlHeads {
		if strings.HasPrefix(head, h) {
			return true
		}
	}
	return false
}

func decodingWarnings(dec zhtext.Decoded) []Warning {
	var out []Warning
	more := dec.Undecodable
	for _, w := range dec.Warnings {
		out = append(out, Warning{Code: w.Code, Message: warningText(w.Code), Start: w.Start, End: w.End})
		if w.Code == "undecodable" {
			more--
		}
	}
	if more > 0 {
		out = append(out, Warning{Code: "undecodable", Message: fmt.Sprintf("bytes that could not be decoded in %d more places", more)})
	}
	if dec.Misread != "" {
		out = append(out, Warning{Code: "misread", Message: "the characters were garbled before the file was saved (" + dec.Misread + ") and were turned back; compare them with the original"})
	}
	if dec.NULs > 0 {
		out = append(out, Warning{Code: "nul_bytes", Message: fmt.Sprintf("%d NUL bytes between the characters were left out: the file was damaged when it was converted or copied", dec.NULs)})
	}
	return out
}

func warningText(code string) string {
	switch code {
	case "replaced":
		return "characters were lost before the file was saved"
	case "mixed_charset":
		return "parts in another charset than the rest of the file, read as such"
	}
	return "bytes that could not be decoded"
}

func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%d MB", n>>20)
}
