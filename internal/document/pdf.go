package document

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/luoshi-project/luoshi/zhtext"
)

// readPDF reads the text layer of a PDF: lines joined into paragraphs, columns
// one after the other, without page numbers and what repeats on every page;
// notes at the foot of pages stand at the end.
func readPDF(data []byte, limits Limits) (*Document, error) {
	glyphs, turned, err := pdfPages(data, limits)
	if err != nil {
		return nil, err
	}
	pages := make([]*pdfPage, len(glyphs))
	known, unknown := 0, 0
	var empty []string
	for i, g := range glyphs {
		before := known
		for k := range g {
			g[k].r = plainForm(g[k].r)
			switch r := g[k].r; {
			case r == 0, r == unicode.ReplacementChar, unicode.Is(unicode.Co, r), unicode.IsControl(r) && !unicode.IsSpace(r):
				unknown++
			case !unicode.IsSpace(r):
				known++
			}
		}
		if known == before {
			empty = append(empty, strconv.Itoa(i+1))
		}
		pages[i] = newPDFPage(g)
	}
	switch {
	case unknown > known, known >= 100 && zhtext.Fit(sampleOf(glyphs)) < 0.06:
		return nil, invalid("pdf_unmapped", "a PDF file whose fonts do not say which characters they show",
			"run it through text recognition (OCR), or ask for it as docx or plain text")
	case known == 0:
		return nil, invalid("pdf_scanned", "a PDF file of pictures without a text layer, probably scanned",
			"run it through text recognition (OCR) and save the result as PDF with text, docx or plain text")
	}
	for _, around := range [][]string{dropRunning(pages), turned} {
		if mark := secrecyMark(strings.Join(around, "\n")); mark != "" {
			return nil, secret(mark)
		}
	}
	d := &Document{MediaType: PDF, Text: joinParagraphs(pages)}
	if len(empty) > 0 {
		d.Warnings = append(d.Warnings, Warning{Code: "page_without_text", Message: "no text on page " + strings.Join(empty, ", ")})
	}
	if unknown > 0 {
		d.Warnings = append(d.Warnings, Warning{Code: "undecodable", Message: fmt.Sprintf("%d characters that the fonts do not name", unknown)})
	}
	return d, nil
}

// sampleOf returns the first characters of the pages, to tell real text from
// the numbers of glyphs that a font without names gives.
func sampleOf(pages [][]glyph) string {
	var b strings.Builder
	for _, p := range pages {
		for _, g := range p {
			if b.Len() > 20_000 {
				return b.String()
			}
			b.WriteRune(g.r)
		}
	}
	return b.String()
}

// plainForm returns the character a glyph stands for: not the radical it looks
// like, and a hyphen where the engine marks one that ends a line.
func plainForm(r rune) rune {
	switch r {
	case 2, 0xFFFE:
		return '-'
	case 0xA0:
		return ' '
	}
	return zhtext.Plain(r)
}
