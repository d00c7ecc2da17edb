package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
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

// isEncrypted is the flag of a zip file's entry that needs a password.
const isEncrypted = 1

// A pack is a zip file that holds the parts of a document.
type pack struct {
	files  map[string]*zip.File // by partName
	limits Limits
	spent  int64 // bytes unpacked so far
	flaws  xmlFlaws
}

// partName is how a part is looked up: their names do not tell capitals from
// small letters, and some programs write them like paths of Windows.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// readPackage reads a document that is packed as a zip file.
func readPackage(data []byte, limits Limits) (*Document, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged("docx", err)
	}
	if len(z.File) > maxPackFiles {
		return nil, invalid("bomb", "a package of too many files", "do not open it; ask for the document in another form")
	}
	p := &pack{files: map[string]*zip.File{}, limits: limits}
	for _, f := range z.File {
		name := partName(f.Name)
		if p.files[name] != nil && !strings.HasSuffix(name, "/") {
			return nil, invalid("damaged", "a package with two parts of the name "+f.Name, "open it in its own program and save it again, or ask for it anew")
		}
		if f.Flags&isEncrypted != 0 {
			return nil, invalid("encrypted", "a package that is locked by a password", "open it with the password and save it without")
		}
		p.files[name] = f
	}
	for _, format := range []struct{ part, reason, message, hint string }{
		{"xl/workbook.xml", "spreadsheet", "a spreadsheet, not a report", "save the text as docx or plain text"},
		{"ppt/presentation.xml", "slides", "a set of slides, not a report", "save the text as docx or plain text"},
		{"ofd.xml", "ofd", "an OFD file", "open it in its reader and save it as PDF or docx"},
		{"meta-inf/manifest.xml", "odf", "an OpenDocument file", "open it in LibreOffice or WPS and save it as .docx"},
	} {
		if p.has(format.part) {
			return nil, invalid(format.reason, format.message, format.hint)
		}
	}
	main := p.mainPart()
	if !p.has(main) {
		return nil, kindArchive.refusal(nil)
	}
	return readDOCX(p, main)
}

func (p *pack) has(name string) bool { return p.files[partName(name)] != nil }

// names returns the names of the parts that match, in order.
func (p *pack) names(match func(name string) bool) []string {
	var out []string
	for name := range p.files {
		if match(name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// part returns the bytes of a part, nil if there is none of the name.
func (p *pack) part(name string) ([]byte, error) {
	h := p.files[partName(name)]
	if h == nil || h.FileInfo().IsDir() {
		return nil, nil
	}
	f, err := h.Open()
	if err != nil {
		return nil, damaged("docx", err)
	}
	defer func() { _ = f.Close() }()
	packed := max(1, int64(h.CompressedSize64))
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
		return p.flaws.mend(inUTF8(b)), nil
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
		if main := strings.TrimPrefix(path.Clean("/"+r.Target), "/"); strings.HasSuffix(r.Type, "/officeDocument") && p.has(main) {
			return main
		}
	}
	return usual
}
