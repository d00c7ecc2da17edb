package document

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// longCell is the number of characters from which on a cell holds a page's
// content, not an entry of a table.
const longCell = 400

// table lays out a table row by row, cells apart by tabs. Old pages are laid
// out with tables; such a table is read as boxes.
func (p *page) table(n *html.Node, b *box) {
	t := &box{framed: isFramed(n), hidden: isHidden(n)}
	p.endLine()
	t.from = len(p.lines)
	p.rows(n, t, isData(n))
	p.endLine()
	t.to = len(p.lines)
	b.kids = append(b.kids, t)
}

// rows lays out the rows in n, a table or a part of one.
func (p *page) rows(n *html.Node, t *box, data bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		switch {
		case c.DataAtom == atom.Tr && data && !isHidden(c):
			p.row(c)
		case c.DataAtom == atom.Tr, c.DataAtom == atom.Tbody, c.DataAtom == atom.Thead, c.DataAtom == atom.Tfoot:
			p.rows(c, t, data)
		default: // a cell of a layout, a caption
			t.kids = append(t.kids, p.box(c))
		}
	}
}

// row lays out one row of data as one line.
func (p *page) row(n *html.Node) {
	p.endLine()
	var cells []string
	linked, blank := 0, true
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		cell := &page{}
		cell.inside(c, &box{})
		cell.endLine()
		words := make([]string, len(cell.lines))
		for i, l := range cell.lines {
			words[i] = l.text
			linked += l.linked
		}
		cells = append(cells, strings.Join(words, " "))
		blank = blank && len(words) == 0
	}
	if blank {
		return
	}
	line := strings.TrimRight(strings.Join(cells, "\t"), "\t")
	p.lines = append(p.lines, pageLine{text: line, chars: inked(line), linked: linked})
}

// isData tells a table of data from one that lays out the page: no table inside
// and no cell as long as a text.
func isData(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		switch c.DataAtom {
		case atom.Td, atom.Th:
			if isLong(c, longCell) {
				return false
			}
		default:
			if !isData(c) {
				return false
			}
		}
	}
	return true
}

// isLong tells whether n has at least so many characters of text, or a table,
// or more elements than something short would have.
func isLong(n *html.Node, chars int) bool {
	nodes := 20 + 10*chars
	var within func(n *html.Node) bool
	within = func(n *html.Node) bool {
		nodes--
		if n.Type == html.TextNode {
			chars -= inked(n.Data)
		}
		if nodes < 0 || chars <= 0 || n.DataAtom == atom.Table {
			return false
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if !within(c) {
				return false
			}
		}
		return true
	}
	return !within(n)
}
