package zhtext

import (
	"html"
	"strings"
)

// Marks that break a line and marks that mean nothing, of a web page saved as text.
var (
	breakTags = tagNames("br p div li ul ol dl dt dd tr table tbody thead h1 h2 h3 h4 h5 h6 hr section article body html head title")
	emptyTags = tagNames("span font b strong i em u s a img td th tt sup sub small big center label input button meta link o:p st1")
)

func tagNames(names string) map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		m[name] = true
	}
	return m
}

// Bounds of what is taken for a mark.
const (
	longestTag    = 400
	longestEntity = 12
)

// withoutMarkup returns text without what a program left of a web page in it: tags,
// entities (&ldquo; and twice &amp;nbsp;), and line breaks written as \n.
func withoutMarkup(text string) (*View, bool) {
	if strings.IndexByte(text, '&') < 0 && strings.IndexByte(text, '<') < 0 && strings.IndexByte(text, '\\') < 0 {
		return nil, false
	}
	p, ends := patch{text: text}, unreadEnds{text: text}
	for i := 0; i < len(text); {
		k := strings.IndexAny(text[i:], `&<\`)
		if k < 0 {
			break
		}
		i += k
		reading, n := "", ends.after(i)
		if n == 0 {
			reading, n = markAt(text[i:])
		}
		if n == 0 {
			i++
			continue
		}
		p.put(reading, i, i+n)
		i += n
	}
	return p.view()
}

// markAt returns what the mark that s begins with stands for, and its length; 0
// where it is none.
func markAt(s string) (reading string, n int) {
	switch s[0] {
	case '&':
		return entityAt(s)
	case '<':
		return tagAt(s)
	}
	for _, m := range writtenMarks {
		// \n goes before a word too, but not before more of an English one.
		if rest, ok := strings.CutPrefix(s, m.mark); ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
			return m.reading, len(m.mark)
		}
	}
	return "", 0
}

// writtenMarks are those that programs write with a backslash.
var writtenMarks = [...]struct{ mark, reading string }{
	{`\r\n`, "\n"}, {`\n`, "\n"}, {`\r`, "\n"}, {`\t`, "\t"}, {`\"`, `"`}, {`\/`, "/"},
}

func entityAt(s string) (reading string, n int) {
	if strings.HasPrefix(s, "&#") {
		return numberedAt(s)
	}
	n = strings.IndexByte(s[:min(len(s), longestEntity)], ';') + 1
	if n < 4 {
		return "", 0
	}
	if s[:n] == "&amp;" {
		if inner, k := entityAt("&" + s[n:min(len(s), n+longestEntity)]); k > 0 {
			return inner, n + k - 1
		}
	}
	if reading = html.UnescapeString(s[:n]); reading == s[:n] {
		return "", 0
	}
	return reading, n
}

// numberedAt is entityAt for a character that is given by its number (&#25919; or
// &#x653f;): browsers read it without the semicolon too, and so are many written.
func numberedAt(s string) (reading string, n int) {
	n, base := len("&#"), 10
	if n < len(s) && s[n]|0x20 == 'x' {
		n, base = n+1, 16
	}
	first, number := n, 0
	for ; n < min(len(s), longestEntity); n++ {
		d := hexDigit(s[n])
		if d < 0 || d >= base {
			break
		}
		number = number*base + d
		if next := n + 1; number >= firstWide && (next == len(s) || s[next] != ';') && (number >= 0x1000 && base == 16 || number*10 > 0xFFFF) {
			// Not closed: a figure may follow the character.
			return string(rune(number)), next
		}
	}
	if n == first || n == len(s) || s[n] != ';' {
		return "", 0
	}
	return html.UnescapeString(s[:n+1]), n + 1
}

// firstWide is the first character that Chinese text is made of: its quotation marks
// and dashes come first.
const firstWide = 0x2010

func tagAt(s string) (reading string, n int) {
	n = strings.IndexByte(s[:min(len(s), longestTag)], '>') + 1
	if n < 3 {
		return "", 0
	}
	name := strings.TrimPrefix(s[1:n-1], "/")
	if k := strings.IndexAny(name, " /\t\n"); k >= 0 {
		name = name[:k]
	}
	switch name = strings.ToLower(name); {
	case breakTags[name]:
		return "\n", n
	case emptyTags[name]:
		return "", n
	}
	return "", 0
}

// unread are what a page holds that is not shown, with how each ends.
var unread = [...]struct{ begins, ends string }{
	{"<!--", "-->"}, {"<script", "</script>"}, {"<SCRIPT", "</SCRIPT>"}, {"<style", "</style>"}, {"<STYLE", "</STYLE>"},
}

// longestUnread bounds such a thing: beyond it, it was hardly closed.
const longestUnread = 1 << 16

// unreadEnds finds where they end. Each end is looked for once over the whole text.
type unreadEnds struct {
	text string
	next [len(unread)]int // the next place of each end, as far as it is known
}

// after returns the length of the remark, program or style sheet that begins at
// i, 0 where none does.
func (u *unreadEnds) after(i int) int {
	for k, kind := range unread {
		if !strings.HasPrefix(u.text[i:], kind.begins) {
			continue
		}
		if u.next[k] <= i {
			if at := strings.Index(u.text[i:], kind.ends); at >= 0 {
				u.next[k] = i + at
			} else {
				u.next[k] = len(u.text)
			}
		}
		if end := u.next[k] + len(kind.ends); end <= min(len(u.text), i+longestUnread) {
			return end - i
		}
	}
	return 0
}
