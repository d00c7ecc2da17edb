package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// A writer writes lines into the view, in one width and without the marks of
// the medium.
type writer struct {
	text string
	b    *zhtext.Builder
	from int  // start of what is to be kept next
	last byte // last byte written: of the text where it is not ASCII
	bold []stretch
	on   bool // inside a bold mark
}

// A stretch is a stretch of the view.
type stretch struct{ start, end int }

// plain marks the bytes that always stand for themselves. The others are
// looked at together with what stands around them.
var plain = func() (t [256]bool) {
	for i := range t {
		t[i] = true
	}
	for _, c := range " \t\r\f\v*?,;:()!._{}$\\^#[-~" {
		t[c] = false
	}
	t[0xC2], t[0xE2], t[0xE3], t[0xEF] = false, false, false, false
	return t
}()

// begin writes the first line of a paragraph.
func (w *writer) begin(l *line) {
	w.last, w.on = 0, false
	i := w.lead(l)
	if l.number > i {
		// The space after a list number is all that keeps it from the words.
		w.line(i, l.number)
		after, _ := trimLeft(w.text, l.number, l.end)
		w.put(" ", l.number, after-l.number)
		w.last = 0
		i = after
	}
	w.line(i, l.end)
}

// lead writes the marks a paragraph begins with and returns where its words begin.
func (w *writer) lead(l *line) int {
	i := l.start
	for i < l.end && w.text[i] == '#' {
		i++
	}
	i, _ = trimLeft(w.text, i, l.end)
	if n := bulletLen(w.text[i:l.end]); n > 0 {
		i, _ = trimLeft(w.text, i+n, l.end)
		return i
	}
	if n := dashLen(w.text[i:l.end]); n > 0 {
		after, _ := trimLeft(w.text, i+n, l.end)
		if after < l.end && (w.text[after] >= 0x80 || w.text[after] == '*' || n > 1) {
			if w.text[i:i+n] == "——" {
				w.b.Keep(i, i+n)
			} else {
				w.b.Put("——", i, i+n)
			}
			w.last = 0x80
			return after
		}
	}
	return i
}

// bulletLen returns the length of the bullet s begins with.
func bulletLen(s string) int {
	if len(s) < 3 {
		return 0
	}
	switch s[:3] {
	case "●", "○", "■", "□", "◆", "◇", "★", "☆", "▲", "△", "►", "▶", "•", "※":
		return 3
	}
	switch {
	case s[0] == '-' && s[1] == ' ', s[0] == '*' && s[1] == ' ':
		return 2
	case strings.HasPrefix(s, "· "), strings.HasPrefix(s, "·\u3000"):
		return 2
	}
	return 0
}

// join goes on with a paragraph after a line break that fell into it. Between
// two Latin words the break stands for a space; an abbreviation is one word.
func (w *writer) join(nl, next int) {
	if letter(w.last) && letter(w.text[next]) && (w.last >= 'a' || w.text[next] >= 'a') {
		w.b.Put(" ", nl, nl+1)
		w.last = ' '
	}
}

// line writes text[start:end].
func (w *writer) line(start, end int) {
	text := w.text
	w.from = start
	for i := start; i < end; {
		c := text[i]
		if plain[c] {
			if i++; c >= 0xE4 {
				i += 2 // nearly every character is Chinese: three bytes
			}
			continue
		}
		var n int
		switch c {
		case 0xE3:
			if i+2 >= end || text[i+1] != 0x80 {
				i += min(3, end-i)
				continue
			}
			n = w.ideographic(i, end)
		case 0xE2:
			n = w.punctuation(i, end)
		case 0xEF:
			n = w.wide(i, end)
		case 0xC2:
			n = w.latin1(i, end)
		default:
			n = w.ascii(i, end)
		}
		if n == 0 {
			n = min(runeLen(c), end-i)
		}
		i += n
	}
	w.keep(end)
	if w.on {
		w.bold[len(w.bold)-1].end = w.b.Len()
	}
}

// keep writes what stands before i and was not written yet.
func (w *writer) keep(i int) {
	if i > w.from {
		w.b.Keep(w.from, i)
		w.last = w.text[i-1]
	}
	w.from = i
}

// put writes reading in the place of the n bytes at i.
func (w *writer) put(reading string, i, n int) int {
	w.keep(i)
	w.b.Put(reading, i, i+n)
	w.last = reading[len(reading)-1]
	w.from = i + n
	return n
}

// skip leaves out the n bytes at i.
func (w *writer) skip(i, n int) int {
	w.keep(i)
	w.from = i + n
	return n
}

// before returns the last byte of the view in front of text[i].
func (w *writer) before(i int) byte {
	if i > w.from {
		return w.text[i-1]
	}
	return w.last
}

// at returns text[i], or 0 beyond end.
func (w *writer) at(i, end int) byte {
	if i < end {
		return w.text[i]
	}
	return 0
}

func digit(c byte) bool  { return c >= '0' && c <= '9' }
func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// space leaves out the spaces at i unless they part two Latin words or two
// numbers. Question marks in a row are spaces that a conversion lost.
func (w *writer) space(i, end int) int {
	j, width := trimLeft(w.text, i, end)
	p, q := w.before(i), w.at(j, end)
	parts := letter(p) && letter(q) || digit(p) && digit(q) && !w.group(j, end)
	unseen := width == 0 && w.text[i] >= 0x80 // zero-width marks, which web pages leave inside words and numbers
	if !parts || p == ' ' || unseen {
		return w.skip(i, j-i)
	}
	if j-i == 1 && w.text[i] == ' ' {
		return 1
	}
	return w.put(" ", i, j-i)
}

// group reports whether exactly three digits stand at i: the rest of a number
// in groups.
func (w *writer) group(i, end int) bool {
	return i+3 <= end && digit(w.text[i]) && digit(w.text[i+1]) && digit(w.text[i+2]) && !digit(w.at(i+3, end))
}

// ascii writes the ASCII sign at i and returns how many bytes it took, 0 for
// the sign as it stands.
func (w *writer) ascii(i, end int) int {
	text := w.text
	p, q := w.before(i), w.at(i+1, end)
	switch text[i] {
	case ' ', '\t', '\r', '\f', '\v':
		return w.space(i, end)
	case '?':
		if q == '?' {
			return w.space(i, end)
		}
		if p >= 0x80 {
			return w.put("？", i, 1)
		}
	case '*':
		n := 1
		for w.at(i+n, end) == '*' {
			n++
		}
		if n == 1 && digit(p) && digit(q) {
			return 0
		}
		w.skip(i, n)
		if n > 1 {
			w.mark()
		}
		return n
	case ',':
		if digit(p) && w.group(i+1, end) || letter(p) && letter(q) {
			return 0
		}
		return w.put("，", i, 1)
	case ';':
		if !letter(p) || !letter(q) {
			return w.put("；", i, 1)
		}
	case ':':
		if digit(p) && digit(q) || letter(p) && (letter(q) || q == '/') {
			return 0
		}
		return w.put("：", i, 1)
	case '!':
		return w.put("！", i, 1)
	case '(':
		return w.put("（", i, 1)
	case ')':
		return w.put("）", i, 1)
	case '.':
		if q != '.' && (p >= 0x80 && !letter(q) || strings.IndexByte(`%)"'`, p) >= 0 && q >= 0x80) {
			return w.put("。", i, 1)
		}
	case '_', '^':
		if strings.HasPrefix(text[i:end], "_M_M_") && digit(p) {
			return w.put("%", i, 5) // how one converter wrote the percent sign
		}
		if q == '{' {
			return w.skip(i, 2)
		}
		if letter(p) && digit(q) {
			return w.skip(i, 1)
		}
	case '{', '}', '$':
		return w.skip(i, 1)
	case '\\':
		if q == '%' || q == '_' || q == '$' {
			return w.skip(i, 1)
		}
	case '[':
		return w.footnote(i, 1, "]", end)
	case '-', '~':
		return w.dash(i, end)
	}
	return 0
}

// mark opens or closes a bold stretch at the end of the view.
func (w *writer) mark() {
	at := w.b.Len()
	if w.on {
		w.bold[len(w.bold)-1].end = at
	} else {
		w.bold = append(w.bold, stretch{at, at})
	}
	w.on = !w.on
}

// footnote leaves out the mark of a footnote that opens at i with a bracket of
// n bytes: [3], 〔3〕, [注3].
func (w *writer) footnote(i, n int, closing string, end int) int {
	if w.before(i) == 0 {
		return 0
	}
	j := i + n
	if strings.HasPrefix(w.text[j:end], "注") {
		j += 3
	}
	from := j
	for j < end && j-from <= 9 {
		if digit(w.text[j]) {
			j++
		} else if k := wideDigit(w.text[j:end]); k >= 0 {
			j += 3
		} else {
			break
		}
	}
	if k := j - from; k == 0 || k > 9 || k > 3 && w.text[from] < 0x80 {
		return 0
	}
	rest := w.text[j:end]
	for _, c := range [...]string{closing, "]", "］", "〕"} {
		if strings.HasPrefix(rest, c) {
			return w.skip(i, j+len(c)-i)
		}
	}
	return 0
}

// wideDigit returns the digit s begins with in full width, or -1.
func wideDigit(s string) int {
	if len(s) >= 3 && s[0] == 0xEF && s[1] == 0xBC && s[2] >= 0x90 && s[2] <= 0x99 {
		return int(s[2] - 0x90)
	}
	return -1
}
