package document

import (
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"strings"
)

// readDOCX reads a Word document: its body, then the notes at its foot.
// Insertions of tracked changes are kept, deletions dropped. Headers, footers
// and watermarks are not of the text, but are searched for a secrecy mark.
func readDOCX(p *pack, main string) (*Document, error) {
	dir := path.Dir(main) + "/"
	around := p.names(func(name string) bool {
		head, foot := partName(dir+"header"), partName(dir+"footer")
		return strings.HasSuffix(name, ".xml") && (strings.HasPrefix(name, head) || strings.HasPrefix(name, foot))
	})
	for _, name := range around {
		var drawn []string
		lines, err := readPart(p, name, func(r *wordReader) { r.drawn = &drawn })
		if err != nil {
			return nil, err
		}
		if mark := secrecyMark(strings.Join(append(drawn, lines...), "\n")); mark != "" {
			return nil, secret(mark)
		}
	}
	numbers, err := readNumbering(p, dir)
	if err != nil {
		return nil, err
	}
	refs := &noteRefs{number: map[string]int{}}
	var body *wordReader
	lines, err := readPart(p, main, func(r *wordReader) { r.numbers, r.refs, body = numbers, refs, r })
	if err != nil {
		return nil, err
	}
	embeds := body != nil && body.embeds > 0
	if embeds && len(lines) == 0 {
		return nil, invalid("embedded", "a docx file that only holds another file, as some web pages make it", "open it in Word or WPS and save it again as .docx")
	}
	notes := map[string][]string{}
	for _, kind := range []string{"footnote", "endnote"} {
		if _, err := readPart(p, dir+kind+"s.xml", func(r *wordReader) { r.notes, r.noteKind = notes, kind }); err != nil {
			return nil, err
		}
	}
	for _, id := range refs.order {
		if note := notes[id]; len(note) > 0 {
			lines = append(lines, fmt.Sprintf("[%d] %s", refs.number[id], note[0]))
			lines = append(lines, note[1:]...)
		}
	}
	d := &Document{MediaType: DOCX}
	if len(lines) > 0 {
		d.Text = strings.Join(lines, "\n") + "\n"
	}
	d.Warnings = p.flaws.warnings()
	if embeds {
		d.Warnings = append(d.Warnings, Warning{Code: "embedded", Message: "a file of another format stands in it and was not read: open it in Word or WPS and save it again"})
	}
	return d, nil
}

// readPart reads the lines of a part; set prepares the reader. A part that does
// not exist has no lines.
func readPart(p *pack, name string, set func(*wordReader)) ([]string, error) {
	data, err := p.part(name)
	if err != nil || data == nil {
		return nil, err
	}
	r := &wordReader{walker: newWalker(data, p.limits.Depth), refs: &noteRefs{number: map[string]int{}}, most: p.limits.TextBytes}
	if set != nil {
		set(r)
	}
	var lines []string
	err = r.document(func(xml.StartElement) error { return r.blocks(&lines) })
	var refusal *Error
	switch {
	case errors.As(err, &refusal):
		return nil, err
	case errors.Is(err, errDepth):
		return nil, invalid("too_deep", errDepth.Error(), "save it again in Word or WPS, or save it as plain text")
	case err != nil:
		return nil, damaged("docx", err)
	}
	return lines, nil
}

// noteRefs numbers the notes in the order in which the text refers to them.
type noteRefs struct {
	number map[string]int // by kind and identifier
	order  []string
}

// mark returns the mark of a note in the text.
func (n *noteRefs) mark(id string) string {
	if n.number[id] == 0 {
		n.order = append(n.order, id)
		n.number[id] = len(n.order)
	}
	return fmt.Sprintf("[%d]", n.number[id])
}
