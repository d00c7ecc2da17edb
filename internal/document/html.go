package document

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/luoshi-project/luoshi/zhtext"
)

// What a page may have: a tag takes up to a thousand bytes, an attribute half as many.
const (
	mostTags       = 200_000
	mostAttributes = 100_000
)

// readHTML reads a page whose bytes were decoded by guess. The charset it names
// itself is tried where the bytes are not clearly of another.
func readHTML(data []byte, dec zhtext.Decoded, limits Limits) (*Document, error) {
	if int64(len(data)) > limits.PartBytes {
		return nil, tooLarge(limits.PartBytes)
	}
	if bytes.Count(data, []byte("<")) > mostTags {
		return nil, invalid("too_large", "a page with more than "+strconv.Itoa(mostTags)+" tags",
			"a report has a few thousand; a table of that size is none: save the report itself as a page or a docx of its own")
	}
	if crowdedTags(data) {
		return nil, invalid("too_large", "a page with more than "+strconv.Itoa(mostAttributes)+" attributes in its tags",
			"a report has a few thousand: copy its text into a file, or save it as a docx of its own")
	}
	if dec.Foreign == 0 && (dec.Charset == zhtext.GB18030 || dec.Charset == zhtext.Big5 || dec.Undecodable > 0) {
		named, err := zhtext.DecodeAs(data, namedCharset(data))
		if err == nil && named.Undecodable <= dec.Undecodable {
			dec = named
		}
	}
	d := &Document{MediaType: HTML, Charset: dec.Charset}
	for _, w := range decodingWarnings(dec) { // their places are those of the page, not of its text
		if !slices.ContainsFunc(d.Warnings, func(o Warning) bool { return o.Code == w.Code }) {
			d.Warnings = append(d.Warnings, Warning{Code: w.Code, Message: w.Message})
		}
	}
	p := &page{}
	root, err := html.Parse(strings.NewReader(dec.Text))
	if err != nil { // nested deeper than the parser goes
		p.scan(dec.Text)
		d.Text = p.join(func(int) bool { return true })
	} else {
		p.root = p.box(root)
		p.endLine()
		p.root.to = len(p.lines)
		p.settleIndents()
		d.Text = p.choose()
	}
	if err := p.elsewhere(d.Text); err != nil {
		return nil, err
	}
	// The mark may stand above what was chosen.
	if mark := secrecyMark(p.join(func(int) bool { return true })); mark != "" {
		return nil, secret(mark)
	}
	return d, nil
}

// crowdedTags reports whether the tags of a page have more attributes than it may.
func crowdedTags(data []byte) bool {
	if len(data) < 2*mostAttributes {
		return false
	}
	left := mostAttributes
	inTag, quote, last := false, byte(0), byte(0)
	for _, c := range data {
		switch {
		case !inTag:
			inTag = last == '<' && (c|0x20 >= 'a' && c|0x20 <= 'z')
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			inTag = false
		case (c == '"' || c == '\'') && last == '=':
			quote = c
		case c > ' ' && c != '=' && (last <= ' ' || last == '/' || last == '"' || last == '\''):
			if left--; left < 0 {
				return true
			}
		}
		last = c
	}
	return false
}

// elsewhere says where the text of a page is that has none itself: in a file that
// is shown within it, or in what a program brings in.
func (p *page) elsewhere(text string) error {
	if inked(text) >= 100 || strings.Contains(text, "。") {
		return nil
	}
	switch {
	case p.framed != "":
		name := []rune(p.framed)
		return invalid("framed", "a page that only shows another file: "+string(name[:min(len(name), 100)]),
			"open that file and save it, not the page around it")
	case p.scripted && isBlank(text):
		return invalid("scripted", "a page whose text is only brought in by a program",
			"open it in a browser, wait for the text, and print it to PDF or copy it into a file")
	}
	return nil
}

// namedCharset finds the charset that a page names in its head.
func namedCharset(data []byte) string {
	head := bytes.ToLower(data[:min(len(data), 4096)])
	for {
		i := bytes.Index(head, []byte("charset"))
		if i < 0 {
			return ""
		}
		head = bytes.TrimLeft(head[i+len("charset"):], " \t\r\n")
		if rest, ok := bytes.CutPrefix(head, []byte("=")); ok {
			rest = bytes.TrimLeft(rest, " \t\r\n\"'")
			end := bytes.IndexAny(rest, " \t\r\n\"'/>;")
			return string(rest[:max(end, 0)])
		}
	}
}

// A page is the lines of an HTML file with what the choice between its content
// and its frame needs to know.
type page struct {
	lines []pageLine
	root  *box
	title string // as the head of the page names it

	cur     lineWriter
	links   int    // open links
	linked  int    // characters of the line within links
	heading int    // of the open heading, 1 to 6
	prefix  string // number of a list's item, to stand before its first line
	broken  bool   // the line began or ends where one was broken by hand

	framed   string // the first file that is shown within the page
	scripted bool   // programs stand in it
}

type pageLine struct {
	text    string
	chars   int  // characters that are not white space
	linked  int  // those within links
	heading int  // 1 to 6 in a heading, else 0
	broken  bool // began or ends where a line was broken by hand
	indent  bool // and shows by an indent that a paragraph begins
}

// String is the line as it stands in the text.
func (l pageLine) String() string {
	if l.indent {
		return "　　" + l.text
	}
	return l.text
}

// A box is an element that begins and ends a line, and the lines in it.
type box struct {
	from, to int
	kids     []*box
	framed   bool // named as a part of the page's frame
	hidden   bool
}

// box lays n out and returns its box.
func (p *page) box(n *html.Node) *box {
	p.endLine()
	b := &box{from: len(p.lines)}
	if n.Type == html.ElementNode {
		b.framed, b.hidden = isFramed(n), isHidden(n)
	}
	p.inside(n, b)
	p.endLine()
	b.to = len(p.lines)
	return b
}

// inside lays out what is in n; b is the box around it.
func (p *page) inside(n *html.Node, b *box) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			p.text(c.Data, n.DataAtom == atom.Pre || n.DataAtom == atom.Listing)
		case html.ElementNode:
			p.element(c, b)
		case html.DocumentNode:
			p.inside(c, b)
		}
	}
}

func (p *page) element(n *html.Node, b *box) {
	switch n.DataAtom {
	case atom.Iframe, atom.Frame, atom.Embed, atom.Object:
		if p.framed == "" {
			p.framed = squeeze(attr(n, "src") + attr(n, "data"))
		}
		return
	case atom.Script:
		p.scripted = true
		return
	case atom.Style, atom.Template, atom.Noscript, atom.Noframes, atom.Svg, atom.Math, atom.Select, atom.Button, atom.Input,
		atom.Textarea, atom.Canvas, atom.Video, atom.Audio, atom.Map, atom.Rt, atom.Rp:
		return
	case atom.Head:
		p.head(n)
	case atom.Br:
		p.breakLine()
	case atom.Hr:
		p.endLine()
	case atom.A:
		p.link(n, b)
	case atom.Sup:
		if !isLong(n, 4) {
			mark := squeeze(nodeText(n))
			p.cur.write(noteMark(p.cur.last, mark))
			return
		}
		p.inside(n, b)
	case atom.Table:
		p.table(n, b)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.endLine()
		p.heading = int(n.Data[1] - '0')
		b.kids = append(b.kids, p.box(n))
		p.heading = 0
	case atom.Ol:
		p.ordered(n, b)
	default:
		if isInline(n.DataAtom) {
			if !isHidden(n) {
				p.inside(n, b)
				return
			}
			if !isLong(n, longCell) { // a remark for programs, not a hidden text
				return
			}
		}
		b.kids = append(b.kids, p.box(n))
	}
}

// head takes the title of the page from its head.
func (p *page) head(n *html.Node) {
	var named, article string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.DataAtom == atom.Title && c.FirstChild != nil:
			named = strings.TrimSpace(c.FirstChild.Data)
		case c.DataAtom == atom.Meta && strings.EqualFold(attr(c, "name"), "ArticleTitle"):
			article = strings.TrimSpace(attr(c, "content"))
		}
	}
	p.title = squeezeLine(article)
	if p.title == "" {
		p.title = withoutSite(squeezeLine(named))
	}
}

// withoutSite cuts off the names of column and site that follow a page's title.
func withoutSite(title string) string {
	for _, mark := range []string{"_", "|", "｜", " - ", " – ", " — "} {
		if head, _, ok := strings.Cut(title, mark); ok && head != "" {
			title = strings.TrimSpace(head)
		}
	}
	if i := strings.LastIndexByte(title, '-'); i > 0 {
		for _, end := range []string{"政府", "网", "网站", "门户", "频道", "在线"} {
			if strings.HasSuffix(title, end) {
				return title[:i]
			}
		}
	}
	return title
}

func squeezeLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// link lays out a link. One that leads nowhere or to a place in the page is text.
func (p *page) link(n *html.Node, b *box) {
	to := strings.TrimSpace(attr(n, "href"))
	if to == "" || to[0] == '#' {
		p.inside(n, b)
		return
	}
	p.links++
	p.inside(n, b)
	p.links--
}

// ordered lays out a numbered list.
func (p *page) ordered(n *html.Node, b *box) {
	p.endLine()
	list := &box{from: len(p.lines), framed: isFramed(n), hidden: isHidden(n)}
	number := atoi(attr(n, "start"), 1)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Li {
			continue
		}
		p.prefix = numeral(attr(n, "type"), atoi(attr(c, "value"), number)) + ". "
		item := &box{from: len(p.lines)}
		p.inside(c, item)
		p.endLine()
		item.to, p.prefix = len(p.lines), ""
		list.kids = append(list.kids, item)
		number++
	}
	list.to = len(p.lines)
	b.kids = append(b.kids, list)
}

// text adds a text node to the line.
func (p *page) text(s string, asItStands bool) {
	if asItStands {
		for {
			line, rest, more := strings.Cut(s, "\n")
			p.inline(line)
			if !more {
				return
			}
			p.breakLine()
			s = rest
		}
	}
	p.inline(s)
}

func (p *page) inline(s string) {
	if p.links > 0 {
		p.linked += inked(s)
	}
	p.cur.write(s)
}

// breakLine ends a line that is broken by hand.
func (p *page) breakLine() {
	p.broken = true
	p.endLine()
	p.broken = true
}

// endLine ends the line; a blank one is dropped.
func (p *page) endLine() {
	linked, broken := p.linked, p.broken
	indent := broken && p.cur.indented()
	p.linked, p.broken = 0, false
	if line := p.cur.take(); line != "" {
		line, p.prefix = p.prefix+line, ""
		p.lines = append(p.lines, pageLine{text: line, chars: inked(line), linked: linked, heading: p.heading, broken: broken, indent: indent})
	}
}

// settleIndents keeps the indents of lines that were broken by hand only where
// some of these lines have none: there an indent is all that tells a new paragraph
// from the next line of the last.
func (p *page) settleIndents() {
	broken, plain := 0, 0
	for _, l := range p.lines {
		if l.broken {
			broken++
			if !l.indent {
				plain++
			}
		}
	}
	if plain*10 < broken {
		for i := range p.lines {
			p.lines[i].indent = false
		}
	}
}

// join returns the lines that keep says to keep.
func (p *page) join(keep func(i int) bool) string {
	var b strings.Builder
	for i, l := range p.lines {
		if keep(i) {
			b.WriteString(l.String())
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// scan lays out a page that is nested too deeply for a tree, with all its text.
func (p *page) scan(text string) {
	z := html.NewTokenizer(strings.NewReader(text))
	skip := atom.Atom(0)
	for {
		switch z.Next() {
		case html.ErrorToken:
			p.endLine()
			return
		case html.TextToken:
			if skip == 0 {
				p.inline(string(z.Text()))
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if a == atom.Script || a == atom.Style || a == atom.Title {
				skip = a
			} else if !isInline(a) {
				p.endLine()
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if a := atom.Lookup(name); a == skip {
				skip = 0
			} else if !isInline(a) {
				p.endLine()
			}
		case html.SelfClosingTagToken:
			if name, _ := z.TagName(); !isInline(atom.Lookup(name)) {
				p.endLine()
			}
		}
	}
}

// isInline tells the elements that stay within a line. Unknown ones do: Word
// writes many of its own.
func isInline(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Br, atom.Caption, atom.Center, atom.Dd, atom.Details,
		atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form,
		atom.Frameset, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hr, atom.Html, atom.Legend, atom.Li,
		atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Plaintext, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody,
		atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul:
		return false
	}
	return true
}

// isHidden tells an element that its own attributes keep from being shown.
func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			style := squeeze(strings.ToLower(a.Val))
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// nodeText returns the text in n.
func nodeText(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	text := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		text += nodeText(c)
	}
	return text
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
