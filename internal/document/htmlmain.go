package document

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// choose returns the title and the content of the page without its frame. Where
// in doubt a line stays: text of a report must not be lost.
func (p *page) choose() string {
	c := newChoice(p)
	if c.prose(p.root) == 0 {
		// No prose at all: a short page or a list. Everything is content.
		return p.join(func(i int) bool { return !c.frame[i] })
	}
	main, around := c.main()
	for i, l := range p.lines {
		switch {
		case c.frame[i] || p.isChrome(i):
		case i >= main.from && i < main.to:
			c.keep[i] = true
		case i >= around.from && i < around.to:
			c.keep[i] = l.linked*3 < l.chars // the title, the source, a last word
		default:
			// Farther out only prose: a note or an annex in a box of its own.
			c.keep[i] = proseOf(l) >= 40 && strings.Contains(l.text, "。")
		}
	}
	title := p.keepTitle(c, main)
	var b strings.Builder
	if title != "" {
		b.WriteString(title + "\n")
	}
	for i, l := range p.lines {
		if c.keep[i] {
			text := l.String()
			if i < main.from || l.linked > 0 {
				text = withoutButtons(l.text)
			}
			b.WriteString(text + "\n")
		}
	}
	return b.String()
}

// A choice is what is known about the lines of a page on the way to its content.
type choice struct {
	page  *page
	frame []bool // in a box of the frame, or hidden
	keep  []bool
	sums  []int // sums[i] is the prose in lines[:i] that is not of the frame
}

func newChoice(p *page) *choice {
	c := &choice{page: p, frame: make([]bool, len(p.lines)), keep: make([]bool, len(p.lines))}
	c.add()
	c.markFrame(p.root, c.prose(p.root))
	c.add()
	return c
}

// add sums up the prose of the lines.
func (c *choice) add() {
	c.sums = make([]int, len(c.page.lines)+1)
	for i, l := range c.page.lines {
		c.sums[i+1] = c.sums[i]
		if !c.frame[i] {
			c.sums[i+1] += proseOf(l)
		}
	}
}

func (c *choice) prose(b *box) int { return c.sums[b.to] - c.sums[b.from] }

// markFrame marks the lines of hidden boxes and of boxes that are named as
// parts of the frame, unless they hold a good part of the prose.
func (c *choice) markFrame(b *box, total int) {
	if b != c.page.root && (b.hidden || b.framed) && c.prose(b)*4 <= total {
		for i := b.from; i < b.to; i++ {
			c.frame[i] = true
		}
		return
	}
	for _, kid := range b.kids {
		c.markFrame(kid, total)
	}
}

// main returns the smallest box that holds nearly all the prose, and the box
// around it that holds more lines. A paragraph alone is no such box.
func (c *choice) main() (main, around *box) {
	main, around = c.page.root, c.page.root
	total := c.prose(main)
next:
	for _, kid := range main.kids {
		if c.prose(kid)*10 >= total*9 && kid.to-kid.from > 1 {
			if kid.to-kid.from < main.to-main.from {
				around = main
			}
			main = kid
			goto next
		}
	}
	return main, around
}

// keepTitle keeps the lines between the title and the content, and returns a
// title that stands in no line.
func (p *page) keepTitle(c *choice, main *box) string {
	at := -1
	want := squeeze(p.title)
	for i := range p.lines[:min(main.from+8, len(p.lines))] {
		l := p.lines[i]
		if c.frame[i] || l.linked*2 > l.chars {
			continue
		}
		if squeezed := squeeze(l.text); want != "" && squeezed == want || l.heading == 1 && i < main.from {
			at = i
		}
	}
	if at >= 0 {
		for i := at; i < main.from; i++ {
			l := p.lines[i]
			c.keep[i] = c.keep[i] || !c.frame[i] && l.linked*2 <= l.chars && !p.isChrome(i)
		}
		return ""
	}
	head := ""
	for i := main.from; i < main.to && len(head) < 2000; i++ {
		head += p.lines[i].text
	}
	if want == "" || utf8.RuneCountInString(want) > 80 || strings.Contains(squeeze(head), want) {
		return ""
	}
	return p.title
}

// proseOf counts the characters of l that read as running text: those outside
// links in a line with marks of a sentence.
func proseOf(l pageLine) int {
	if !strings.ContainsAny(l.text, "。，；！？、") {
		return 0
	}
	return max(0, l.chars-l.linked)
}

// isChrome tells a line inside the content that is no text of it: buttons, the
// path to the page, a list of links.
func (p *page) isChrome(i int) bool {
	l := p.lines[i]
	bare := squeeze(l.text)
	if isButtons(bare) {
		return true
	}
	if l.linked == 0 {
		return false
	}
	if strings.HasPrefix(bare, "当前位置") || strings.HasPrefix(bare, "您的位置") || strings.HasPrefix(bare, "您现在的位置") || strings.HasPrefix(bare, "您当前的位置") {
		return true
	}
	// Three lines in a row that are links: other pages.
	run := 1
	for j := i - 1; j >= 0 && run < 3 && isLinkLine(p.lines[j]); j-- {
		run++
	}
	for j := i + 1; j < len(p.lines) && run < 3 && isLinkLine(p.lines[j]); j++ {
		run++
	}
	return isLinkLine(l) && run >= 3
}

func isLinkLine(l pageLine) bool { return l.linked*10 >= l.chars*8 }

// withoutButtons cuts the buttons off the end of a line about the page.
func withoutButtons(text string) string {
	if len(text) > 400 {
		return text
	}
	for i, r := range text {
		switch r {
		case '【', '[', '字', '分', '打', '关', '保', '收':
			// A word alone could be the last of a sentence: buttons have marks or spaces.
			apart := strings.HasSuffix(text[:i], " ") || strings.ContainsAny(text[i:], "：:[【|｜ ")
			if i > 0 && apart && isButtons(squeeze(text[i:])) {
				return strings.TrimSpace(text[:i])
			}
		}
	}
	return text
}

//go:embed chrome.tsv
var chromeTable string

// chrome holds the words of chrome.tsv: parts of the names that pages give to
// boxes of their frame, and the words on their buttons.
var chrome = func() (c struct {
	names   map[string]bool
	buttons map[string]bool
	longest int // bytes of the longest button
},
) {
	c.names, c.buttons = map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(chromeTable) {
		kind, word, _ := strings.Cut(strings.TrimSpace(line), "\t")
		switch kind {
		case "name":
			c.names[word] = true
		case "button":
			c.buttons[word] = true
			c.longest = max(c.longest, len(word))
		}
	}
	return c
}()

// isFramed tells whether the tag, role, class or id of n names a part of a page's frame.
func isFramed(n *html.Node) bool {
	if chrome.names[n.Data] {
		return true
	}
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" && a.Key != "role" {
			continue
		}
		for word := range strings.FieldsFuncSeq(a.Val, func(r rune) bool { return r == ' ' || r == '-' || r == '_' }) {
			if chrome.names[strings.ToLower(strings.TrimRight(word, "0123456789"))] {
				return true
			}
		}
	}
	return false
}

// isButtons tells whether a line without spaces is nothing but words on buttons.
func isButtons(bare string) bool {
	if bare == "" || len(bare) > 300 {
		return false
	}
	found := false
	for bare != "" {
		n := 0
		for k := min(len(bare), chrome.longest); k > 0; k-- {
			if chrome.buttons[bare[:k]] {
				n = k
				break
			}
		}
		if n == 0 {
			r, size := utf8.DecodeRuneInString(bare)
			if !strings.ContainsRune("[]【】()（）|｜/／·:：>＞<＜-—_,，、+=《》“”\"★☆.…→←", r) {
				return false
			}
			n = size
		} else {
			found = found || n > len("大")
		}
		bare = bare[n:]
	}
	return found
}
