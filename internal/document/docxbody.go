package document

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A wordReader lays out one part of a Word document. Elements are told by their
// local names: the two versions of the format differ in name spaces only.
type wordReader struct {
	*walker
	numbers *numbering
	refs    *noteRefs

	notes    map[string][]string // filled from a part of notes
	noteKind string

	laid    int       // bytes of the paragraphs so far
	most    int64     // bytes they may have
	written int       // characters so far, to tell a choice that has text
	fields  []bool    // of the fields that are open in the paragraph, whether their code still stands before us
	embeds  int       // files of other formats that stand for paragraphs of the body
	drawn   *[]string // the words that shapes show as pictures: watermarks; nil where they are not asked for
}

// blocks lays out the paragraphs and tables in the element entered last.
func (r *wordReader) blocks(out *[]string) error {
	return r.blocksAnd(out, func(xml.StartElement) error { return r.skip() })
}

// blocksAnd does so too and gives other what is neither.
func (r *wordReader) blocksAnd(out *[]string, other func(xml.StartElement) error) error {
	var carry strings.Builder // of paragraphs whose ends were deleted
	var each func(el xml.StartElement) error
	each = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "p":
			return r.paragraph(out, &carry)
		case "tbl":
			return r.table(out)
		case "body", "customXml", "smartTag", "ins", "moveTo":
			return r.children(each)
		case "sdt":
			return r.control(each)
		case "AlternateContent":
			return r.alternate(each)
		case "footnote", "endnote":
			return r.note(el)
		case "altChunk":
			r.embeds++
		}
		return other(el)
	}
	err := r.children(each)
	if carry.Len() > 0 {
		*out = append(*out, carry.String())
	}
	return err
}

// control reads what stands in a content control, unless it is a table of
// contents, which only repeats the headings.
func (r *wordReader) control(each func(xml.StartElement) error) error {
	contents := false
	return r.children(func(el xml.StartElement) error {
		switch {
		case el.Name.Local == "sdtContent" && !contents:
			return r.children(each)
		case el.Name.Local == "sdtPr":
			return r.children(func(el xml.StartElement) error {
				if el.Name.Local != "docPartObj" {
					return r.skip()
				}
				return r.children(func(el xml.StartElement) error {
					contents = contents || el.Name.Local == "docPartGallery" && value(el, "val") == "Table of Contents"
					return r.skip()
				})
			})
		}
		return r.skip()
	})
}

// alternate reads the first of several forms of the same content that has text.
func (r *wordReader) alternate(each func(xml.StartElement) error) error {
	taken := false
	return r.children(func(el xml.StartElement) error {
		if taken || el.Name.Local != "Choice" && el.Name.Local != "Fallback" {
			return r.skip()
		}
		before := r.written
		err := r.children(each)
		taken = r.written > before
		return err
	})
}

// note reads one note into r.notes; the lines that set notes apart are none.
func (r *wordReader) note(el xml.StartElement) error {
	if kind := value(el, "type"); r.notes == nil || kind != "" && kind != "normal" {
		return r.skip()
	}
	var lines []string
	if err := r.blocks(&lines); err != nil {
		return err
	}
	r.notes[r.noteKind+value(el, "id")] = lines
	return nil
}

// A paragraph is a paragraph being read.
type paragraph struct {
	text   strings.Builder
	boxes  []string // lines of the text boxes that hang on it
	number string   // as its list numbers it
	joined bool     // its end was deleted: the next paragraph goes on
	listed bool     // it is a line of the table of contents
}

// paragraph lays out a paragraph as a line, or as several where lines are
// broken by hand.
func (r *wordReader) paragraph(out *[]string, carry *strings.Builder) error {
	p := &paragraph{}
	r.fields = r.fields[:0]
	if err := r.inline(p); err != nil {
		return err
	}
	if p.listed {
		return nil
	}
	// A few bytes of the file may stand for many: numbers, which are not in it.
	if r.laid += p.text.Len() + len(p.number); r.most > 0 && int64(r.laid) > r.most {
		return tooLarge(r.most)
	}
	carry.WriteString(p.text.String())
	if !p.joined {
		text := carry.String()
		carry.Reset()
		if p.number != "" && !isBlank(text) {
			text = p.number + strings.TrimLeftFunc(text, unicode.IsSpace)
		}
		*out = append(*out, splitLines(text)...)
	}
	*out = append(*out, p.boxes...)
	return nil
}

// splitLines returns the lines of text that are not blank.
func splitLines(text string) []string {
	var out []string
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\u00A0", " "), "\n") {
		if !isBlank(line) {
			out = append(out, strings.TrimSpace(line))
		}
	}
	return out
}

// inline reads what stands in a paragraph.
func (r *wordReader) inline(p *paragraph) error {
	var each func(el xml.StartElement) error
	each = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "pPr":
			return r.paragraphProperties(p)
		case "r":
			return r.run(p)
		case "hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo":
			return r.children(each)
		case "AlternateContent":
			return r.alternate(each)
		case "oMath", "oMathPara":
			return r.formula(p)
		case "drawing", "pict", "object":
			return r.boxes(p)
		}
		return r.skip()
	}
	return r.children(each)
}

func (r *wordReader) paragraphProperties(p *paragraph) error {
	var style, numID, level string
	err := r.children(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "pStyle":
			style = value(el, "val")
		case "numPr":
			return r.children(func(el xml.StartElement) error {
				switch el.Name.Local {
				case "numId":
					numID = value(el, "val")
				case "ilvl":
					level = value(el, "val")
				}
				return r.skip()
			})
		case "rPr":
			return r.children(func(el xml.StartElement) error {
				p.joined = p.joined || el.Name.Local == "del" || el.Name.Local == "moveFrom"
				return r.skip()
			})
		}
		return r.skip()
	})
	p.listed = r.numbers != nil && r.numbers.isContents(style)
	if err == nil && !p.joined && !p.listed && r.numbers != nil {
		p.number = r.numbers.next(style, numID, level)
	}
	return err
}

// run reads a stretch of text of one form.
func (r *wordReader) run(p *paragraph) error {
	hidden, raised := false, false
	add := func(s string) {
		if !hidden && !slices.Contains(r.fields, true) {
			if raised {
				prev, _ := utf8.DecodeLastRuneInString(p.text.String())
				s = noteMark(prev, s)
			}
			p.text.WriteString(s)
			r.written += len(s)
		}
	}
	var each func(el xml.StartElement) error
	each = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "rPr":
			return r.children(func(el xml.StartElement) error {
				hidden = hidden || el.Name.Local == "vanish" && isOn(el)
				raised = raised || el.Name.Local == "vertAlign" && value(el, "val") == "superscript"
				return r.skip()
			})
		case "t":
			s, err := r.text()
			add(strings.Map(unbroken, s))
			return err
		case "tab", "ptab":
			add("\t")
		case "br", "cr":
			add("\n")
		case "noBreakHyphen":
			add("-")
		case "fldChar":
			r.field(value(el, "fldCharType"))
		case "sym":
			add(symbol(value(el, "char")))
		case "footnoteReference", "endnoteReference":
			if on := value(el, "customMarkFollows"); on == "" || on == "0" || on == "false" {
				add(r.refs.mark(strings.TrimSuffix(el.Name.Local, "Reference") + value(el, "id")))
			}
		case "ruby", "rubyBase":
			return r.children(each)
		case "r": // in a ruby's base
			return r.run(p)
		case "AlternateContent":
			return r.alternate(each)
		case "drawing", "pict", "object":
			return r.boxes(p)
		}
		return r.skip()
	}
	return r.children(each)
}

// field follows a field from its code, which may hold other fields, to its result,
// which is shown.
func (r *wordReader) field(mark string) {
	open := len(r.fields)
	switch {
	case mark == "begin":
		r.fields = append(r.fields, true)
	case mark == "separate" && open > 0:
		r.fields[open-1] = false
	case mark == "end" && open > 0:
		r.fields = r.fields[:open-1]
	}
}

// unbroken makes the line ends in the file's XML spaces.
func unbroken(c rune) rune {
	if c == '\n' || c == '\r' {
		return ' '
	}
	return c
}

// symbol returns the character of a symbol, "" where only its font knows it.
func symbol(char string) string {
	n, err := strconv.ParseUint(char, 16, 32)
	if err != nil || n < ' ' || n >= 0xE000 && n < 0xF900 || n > unicode.MaxRune {
		return ""
	}
	return string(rune(n))
}

// boxes lays out the text boxes in a drawing.
func (r *wordReader) boxes(p *paragraph) error {
	var each func(el xml.StartElement) error
	each = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "txbxContent":
			return r.blocks(&p.boxes)
		case "AlternateContent":
			return r.alternate(each)
		case "textpath":
			if r.drawn != nil {
				*r.drawn = append(*r.drawn, value(el, "string"))
			}
		}
		return r.children(each)
	}
	return r.children(each)
}

// formula reads the characters of a formula.
func (r *wordReader) formula(p *paragraph) error {
	var each func(el xml.StartElement) error
	each = func(el xml.StartElement) error {
		if el.Name.Local == "t" {
			s, err := r.text()
			p.text.WriteString(strings.Map(unbroken, s))
			r.written += len(s)
			return err
		}
		return r.children(each)
	}
	return r.children(each)
}

// table lays out a table row by row. A row with a cell as long as a text only
// sets texts side by side: its cells are read one after the other.
func (r *wordReader) table(out *[]string) error {
	var each func(el xml.StartElement) error
	each = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "tr":
			return r.row(out)
		case "sdt", "sdtContent", "customXml", "ins", "moveTo":
			return r.children(each)
		}
		return r.skip()
	}
	return r.children(each)
}

// cell lays out a cell. What stands in one that goes on from the row above is not
// shown.
func (r *wordReader) cell() ([]string, error) {
	var lines []string
	merged := false
	err := r.blocksAnd(&lines, func(el xml.StartElement) error {
		if el.Name.Local != "tcPr" {
			return r.skip()
		}
		return r.children(func(el xml.StartElement) error {
			merged = merged || el.Name.Local == "vMerge" && value(el, "val") != "restart"
			return r.skip()
		})
	})
	if merged {
		return nil, err
	}
	return lines, err
}

func (r *wordReader) row(out *[]string) error {
	var cells [][]string
	deleted, long := false, false
	var each func(el xml.StartElement) error
	each = func(el xml.StartElement) error {
		switch el.Name.Local {
		case "tc":
			lines, err := r.cell()
			cells = append(cells, lines)
			long = long || inked(strings.Join(lines, "")) >= longCell
			return err
		case "trPr":
			return r.children(func(el xml.StartElement) error {
				deleted = deleted || el.Name.Local == "del"
				return r.skip()
			})
		case "sdt", "sdtContent", "customXml", "ins", "moveTo":
			return r.children(each)
		}
		return r.skip()
	}
	if err := r.children(each); err != nil || deleted {
		return err
	}
	if long || len(cells) == 1 {
		for _, c := range cells {
			*out = append(*out, c...)
		}
		return nil
	}
	words := make([]string, len(cells))
	for i, c := range cells {
		words[i] = strings.Join(c, " ")
	}
	if line := strings.TrimRight(strings.Join(words, "\t"), "\t"); line != "" {
		*out = append(*out, line)
	}
	return nil
}
