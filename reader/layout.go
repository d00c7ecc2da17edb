package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// layOut turns the text of a document into the view the grammar reads: one
// line a paragraph, lines broken in mid-sentence joined, spaces and marks of
// the medium dropped, digits and signs in one width. The blocks are the
// paragraphs of the view, in order; what belongs to the medium and not to the
// report is in no block or in one of kind noiseBlock.
func layOut(text string) (*zhtext.View, []block) {
	lines := splitLines(text)
	lay := measure(text, lines)
	markNoise(text, lines)
	markFront(text, lines)

	w := writer{text: text, b: zhtext.NewBuilder(text)}
	blocks := make([]block, 0, len(lines))
	var p paragraph
	flush := func(nl int) {
		if end := w.b.Len(); end > p.at {
			blocks = append(blocks, block{start: p.at, end: end, kind: p.kind, item: p.item, bold: w.bold})
			w.b.Put("\n", nl, min(nl+1, len(text)))
		}
		w.bold, p = nil, paragraph{}
	}
	open, last := false, 0
	for i := range lines {
		l := &lines[i]
		if l.drop {
			continue
		}
		if open && lay.continues(text, &p, l) {
			w.join(last, l.start)
			w.line(l.start, l.end)
		} else {
			if open {
				flush(last)
			}
			open = true
			p.at, p.kind, p.item = w.b.Len(), l.kind, l.item
			w.begin(l)
		}
		p.add(text, l)
		last = l.end
	}
	if open {
		flush(last)
	}
	view := w.b.View()
	markCells(view.Text, blocks)
	return view, blocks
}

// A paragraph is what has been written of the block under way.
type paragraph struct {
	at      int // where it begins in the view
	kind    blockKind
	item    bool
	size    int  // bytes of its lines
	stops   bool // states something, as no title does
	ordinal ordinalForm
	tail    lineEnd // how its last line ends
	full    bool    // its last line is as long as the page is wide
	link    bool    // its last line is the text of a link
	hangs   bool    // a bracket or quotation is open at its end
}

// add records that line l was written.
func (p *paragraph) add(text string, l *line) {
	if p.size == 0 {
		p.ordinal = l.ordinal
	}
	p.size += l.end - l.start
	p.tail, p.full, p.link = l.tail, l.full, l.link
	p.hangs = false
	if l.tail < endsPause {
		s := text[l.start:l.end]
		p.stops = p.stops || hasStop(s) || len(s) > 60 && (strings.Count(s, "，") > 2 || counts(s) && zhtext.Contains(s, "，"))
		p.hangs = bracketOpen(s)
	} else {
		p.stops = true
	}
}
