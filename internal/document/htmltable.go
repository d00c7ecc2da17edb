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
	t := &box{names: frameNames(n), hidden: isHidden(n)}
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
			if hasTable(c) || textLength(c, longCell) >= longCell {
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

func hasTable(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Table || hasTable(c) {
			return true
		}
	}
	return false
}

// textLength counts the characters in n, up to about limit.
func textLength(n *html.Node, limit int) int {
	if n.Type == html.TextNode {
		return inked(n.Data)
	}
	length := 0
	for c := n.FirstChild; c != nil && length < limit; c = c.NextSibling {
		length += textLength(c, limit-length)
	}
	return length
}
