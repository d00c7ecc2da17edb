package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

const (
	maxPackFiles = 10_000  // files in a package; a report has some dozens
	maxRatio     = 200     // unpacked to packed; Word's own stay below 50
	maxParts     = 4       // how many parts of the greatest size a package may unpack to
	ratioMatters = 4 << 20 // bytes of a part below which its ratio does no harm
)

// A pack is a zip file that holds the parts of a document.
type pack struct {
	zip    *zip.Reader
	limits Limits
	spent  int64 // bytes unpacked so far
}

// readPackage reads a document that is packed as a zip file.
func readPackage(data []byte, limits Limits) (*Document, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged("docx", err)
	}
	if len(z.File) > maxPackFiles {
		return nil, invalid("bomb", "a package of too many files", "")
	}
	p := &pack{zip: z, limits: limits}
	for _, format := range []struct{ part, reason, message, hint string }{
		{"xl/workbook.xml", "spreadsheet", "a spreadsheet, not a report", "save the text as docx or plain text"},
		{"ppt/presentation.xml", "slides", "a set of slides, not a report", "save the text as docx or plain text"},
		{"OFD.xml", "ofd", "an OFD file", "open it in its reader and save it as PDF or docx"},
		{"META-INF/manifest.xml", "odf", "an OpenDocument file", "open it in LibreOffice or WPS and save it as .docx"},
	} {
		if p.has(format.part) {
			return nil, invalid(format.reason, format.message, format.hint)
		}
	}
	main := p.mainPart()
	if !p.has(main) {
		return nil, kindArchive.refusal()
	}
	return readDOCX(p, main)
}

func (p *pack) has(name string) bool {
	return slices.ContainsFunc(p.zip.File, func(f *zip.File) bool { return f.Name == name })
}

// part returns the bytes of a part, nil if there is none of the name.
func (p *pack) part(name string) ([]byte, error) {
	f, err := p.zip.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, damaged("docx", err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return nil, nil
	}
	packed := int64(1)
	if h, ok := info.Sys().(*zip.FileHeader); ok {
		packed = max(packed, int64(h.CompressedSize64))
	}
	limit := p.limits.PartBytes
	bomb := max(ratioMatters, packed*maxRatio) < limit
	if bomb {
		limit = max(ratioMatters, packed*maxRatio)
	}
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	p.spent += int64(len(b))
	switch {
	case err != nil:
		return nil, damaged("docx", err)
	case p.spent > maxParts*p.limits.PartBytes:
		return nil, tooLarge(maxParts * p.limits.PartBytes)
	case int64(len(b)) <= limit:
		return b, nil
	case bomb:
		return nil, invalid("bomb", "unpacks to more than "+megabytes(limit)+" from a few bytes", "do not open it; ask for the document in another form")
	}
	return nil, tooLarge(limit)
}

// mainPart returns the name of the part that holds the text, as the
// relationships of the package say.
func (p *pack) mainPart() string {
	const usual = "word/document.xml"
	b, err := p.part("_rels/.rels")
	if err != nil || b == nil {
		return usual
	}
	var rels struct {
		Relationship []struct {
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if xml.Unmarshal(b, &rels) != nil {
		return usual
	}
	for _, r := range rels.Relationship {
		if strings.HasSuffix(r.Type, "/officeDocument") {
			return strings.TrimPrefix(path.Clean("/"+r.Target), "/")
		}
	}
	return usual
}
