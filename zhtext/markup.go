package zhtext

import (
	"html"
	"strings"
)

// Marks that break a line and marks that mean nothing, of a web page saved as text.
var (
	breakTags = tagNames("br p div li ul ol dl dt dd tr table tbody thead h1 h2 h3 h4 h5 h6 hr section article body html head title")
	emptyTags = tagNames("span font b strong i em u s a img td th tt sup sub small big center label input button script style meta link o:p st1")
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
	p := patch{text: text}
	for i := 0; i < len(text); {
		k := strings.IndexAny(text[i:], `&<\`)
		if k < 0 {
			break
		}
		i += k
		reading, n := markAt(text[i:])
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
	for _, m := range [...]string{`\r\n`, `\n`, `\r`} {
		// \n goes before a word too, but not before more of an English one.
		if rest, ok := strings.CutPrefix(s, m); ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
			return "\n", len(m)
		}
	}
	return "", 0
}

func entityAt(s string) (reading string, n int) {
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
