package zhtext

import (
	"strings"
	"unicode/utf8"
)

// Programs put the same thing before or behind every line that they print: its
// number, the + of a comparison, the bars of a table, a bullet; or they print each
// line twice, or all lines as the cells of one row.

// How a text is told that has such lines.
const (
	framedFewest = 6    // lines of text,
	framedShare  = 0.9  // how many of them are framed,
	cellsLeast   = 3000 // bytes of a line that is a row of lines,
	cellsFewest  = 6    // how many of them it has,
	cellsBytes   = 24   // and how long they are: figures are no lines
	timesFewest  = 3    // lines that say who spoke and when
)

// unframed returns text without what stands at the edges of all its lines.
func unframed(text string) (*View, bool) {
	c := census(text)
	f := c.frame()
	if f == noFrame && !c.twice() && c.rows == 0 && c.times < timesFewest && c.ends < framedFewest && !c.breaks {
		return nil, false
	}
	p := patch{text: text}
	var count counter
	last, at, number := "", 0, 0
	for line := range strings.Lines(text) {
		number++
		body := strings.TrimRight(line, "\r\n")
		start, end := at, at+len(body)
		at += len(line)
		switch words := strings.TrimSpace(body); {
		case words == "":
			continue
		case c.twice() && words == last:
			p.put("", start, end)
			last = ""
			continue
		case c.times >= timesFewest && spokenAt(words):
			p.put("", start, end)
			continue
		default:
			last = words
		}
		head, tail := 0, 0
		switch {
		case f == numberFrame:
			head = count.head(body, number)
		case f != noFrame && frameOf(body) == f:
			head, tail = f.edges(body)
		}
		if c.ends >= framedFewest {
			tail = max(tail, writtenEnd(body))
		}
		if head > 0 {
			p.put("", start, start+head)
		}
		if end-start >= cellsLeast || c.breaks {
			p.breakUp(start+head, end-tail)
		}
		if tail > 0 {
			p.put("", end-tail, end)
		}
	}
	return p.view()
}

// A frame is what stands at the edges of a line.
type frame uint8

const (
	noFrame     frame = iota
	numberFrame       // 12: or 12 and a gap
	plusFrame         // +, as a comparison has before a new line
	barFrame          // | at both ends
	quoteFrame        // " at both ends
	bulletFrame       // ●
	valueFrame        // {"p": " and "}
	timeFrame         // [00:12]
	frames
)

// A lineCensus counts what the lines of a text have in common.
type lineCensus struct {
	lines  int // lines of text
	framed [frames]int
	pairs  int  // lines that are the same as the one before
	titled int  // lines with a bullet that go on as only a heading does
	times  int  // lines that say who spoke and when
	ends   int  // lines whose end a program wrote out
	rows   int  // lines that are rows of lines
	breaks bool // there are other marks that break a line
}

func census(text string) (c lineCensus) {
	c.breaks = strings.IndexByte(text, '\v') >= 0
	last, pair := "", ""
	var count counter
	for at, number := 0, 1; at < len(text); number++ {
		n := strings.IndexByte(text[at:], '\n')
		if n < 0 {
			n = len(text) - at
		}
		body := text[at : at+n]
		at += n + 1
		if n > 0 && body[n-1] == '\r' {
			body = body[:n-1]
		}
		if body == "" {
			continue
		}
		if len(body) >= cellsLeast && cellMark(body) != 0 {
			c.rows++
		}
		if body == last {
			if body != pair { // and no refrain
				c.pairs++
			}
			pair, last = body, ""
		} else {
			last = body
		}
		c.lines++
		switch c0 := body[0]; {
		case c0 >= '0' && c0 <= '9' || c0 == ' ':
			if count.head(body, number) > 0 {
				c.framed[numberFrame]++
			}
		case c0 < 0x80 || c0 == 0xE2 || c0 == 0xC2 || c0 == 0xF0:
			f := frameOf(body)
			if c.framed[f]++; f == bulletFrame {
				if head, _ := f.edges(body); headed(body[head:]) {
					c.titled++
				}
			}
		}
		switch c1 := body[len(body)-1]; {
		case c1 >= '0' && c1 <= '9':
			if spokenAt(body) {
				c.times++
			}
		case c1 == '_' || c1 == 0xB5 || c1 == 0xB6 || c1 == 0x93:
			if writtenEnd(body) > 0 {
				c.ends++
			}
		}
	}
	return c
}

// frame returns the frame that nearly all lines have.
func (c *lineCensus) frame() frame {
	for f := numberFrame; f < frames; f++ {
		if n := c.framed[f]; n >= framedFewest && float64(n) >= framedShare*float64(c.lines) && (f != bulletFrame || c.titled > 1) {
			return f
		}
	}
	return noFrame
}

// twice reports whether nearly every line is printed twice.
func (c *lineCensus) twice() bool {
	return c.pairs >= framedFewest && float64(2*c.pairs) >= framedShare*float64(c.lines)
}

// frameOf returns the frame of a line, but for one with its number.
func frameOf(line string) frame {
	switch {
	case line[0] == '+':
		return plusFrame
	case line[0] == '|' && len(line) > 2 && strings.HasSuffix(strings.TrimRight(line, " "), "|") && strings.Count(line, "|") == 2:
		return barFrame
	case line[0] == '"' && len(line) > 1 && line[len(line)-1] == '"':
		return quoteFrame
	case line[0] == '[' && timeLength(line) > 0:
		return timeFrame
	case line[0] == '{' && valueEnd(line) > 0 && strings.Contains(line, `": "`):
		return valueFrame
	case bulletLength(line) > 0:
		return bulletFrame
	}
	return noFrame
}

// edges returns how many bytes at both ends of line are its frame.
func (f frame) edges(line string) (head, tail int) {
	switch f {
	case plusFrame:
		head = 1
	case barFrame:
		head, tail = 1, len(line)-strings.LastIndexByte(line, '|')
	case quoteFrame:
		head, tail = 1, 1
	case timeFrame:
		head = timeLength(line)
	case valueFrame:
		head, tail = strings.Index(line, `": "`)+len(`": "`), valueEnd(line)
	case bulletFrame:
		for head < len(line) && bulletLength(line[head:]) > 0 {
			head += bulletLength(line[head:])
		}
		for end := len(line); end > head; end = len(line) - tail {
			r, n := utf8.DecodeLastRuneInString(line[head:end])
			if !emoji(r) && r != ' ' {
				break
			}
			tail += n
		}
	}
	return head, tail
}

// valueEnd returns the length of what closes an object of JSON that ends with a text.
func valueEnd(line string) int {
	for _, end := range [...]string{`"}`, `"},`} {
		if strings.HasSuffix(line, end) {
			return len(end)
		}
	}
	return 0
}

// emoji reports whether r is a picture among characters, or what goes with one.
func emoji(r rune) bool {
	return r >= 0x1F300 && r < 0x1FB00 || r >= 0x2600 && r < 0x27C0 || r == 0xFE0F
}

// numberAt returns the number that stands before a line, and its length with what
// parts it from the line: a colon or a bar, a tab, two spaces; -1 where none does.
func numberAt(line string) (number, length int) {
	i := 0
	for i < len(line) && line[i] == ' ' {
		i++
	}
	first := i
	for ; i < len(line) && i < first+6 && line[i] >= '0' && line[i] <= '9'; i++ {
		number = number*10 + int(line[i]-'0')
	}
	rest := line[i:]
	switch {
	case i == first:
		return -1, 0
	case rest == "", rest[0] == '\t', strings.HasPrefix(rest, ": "), strings.HasPrefix(rest, "  "):
		return number, min(i+1, len(line))
	case strings.HasPrefix(rest, " |"), strings.HasPrefix(rest, "→"):
		return number, i + len(" |")
	}
	return -1, 0
}

// A counter follows the numbers before lines: each is one more than the last, or as
// many more as lines stand between.
type counter struct{ number, line int }

// head returns the length of the number before a line, 0 where it is not the next.
// line is how many stand before it in the text.
func (c *counter) head(body string, line int) int {
	number, n := numberAt(body)
	if number < 0 || c.line > 0 && number != c.number+1 && number-c.number != line-c.line {
		return 0
	}
	c.number, c.line = number, line
	return n
}

// timeLength returns the length of the time in brackets that line begins with, as
// programs that write down speech put it: [00:12], [01:02:03].
func timeLength(line string) int {
	n := strings.IndexByte(line[:min(len(line), len("[00:00:00.000]"))], ']') + 1
	if n < len("[0:00]") || strings.Trim(line[1:n-1], "0123456789:.") != "" || !strings.Contains(line[:n], ":") {
		return 0
	}
	return n
}

var bullets = [...]string{"●", "○", "■", "□", "◆", "◇", "•", "▪", "➢", "·", "* ", "- "}

// bulletLength returns the length of the bullet that s begins with.
func bulletLength(s string) int {
	for _, b := range bullets {
		if strings.HasPrefix(s, b) {
			return len(b)
		}
	}
	if r, n := utf8.DecodeRuneInString(s); emoji(r) {
		return n
	}
	return 0
}

// headed reports whether s begins like a heading: 一、 or （一）.
func headed(s string) bool {
	s = strings.TrimLeft(s, " \t\u00a0\u3000")
	s = strings.TrimPrefix(s, "（")
	rest := strings.TrimLeft(s, "一二三四五六七八九十")
	return rest != s && (strings.HasPrefix(rest, "、") || strings.HasPrefix(rest, "）"))
}

// spokenAt reports whether a line is what a chat puts above each message: who
// wrote it, and when (办公室 2025/1/12 9:12:33).
func spokenAt(line string) bool {
	const longest = 90
	n := len(line)
	if n > longest || n < len("9:12:33") || line[n-3] != ':' || !digits(line[n-2:]) || line[n-6] != ':' || !digits(line[n-5:n-3]) || !digits(line[n-7:n-6]) {
		return false
	}
	return !strings.Contains(line, "。") && !strings.Contains(line, "，") && !strings.Contains(line, " --> ")
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// writtenEnd returns the length of the end of a line that a program wrote out.
func writtenEnd(line string) int {
	for _, end := range [...]string{"_x000D_", "↵", "¶"} {
		if strings.HasSuffix(line, end) {
			return len(end)
		}
	}
	return 0
}

// cellMark returns what parts the cells of a long line, 0 where nothing does.
func cellMark(line string) byte {
	for _, mark := range [...]string{"|", "\t"} {
		if n := strings.Count(line, mark); n >= cellsFewest && n*cellsBytes <= len(line) {
			return mark[0]
		}
	}
	return 0
}

// breakUp breaks text[start:end], a line, where the cells of a long one end, or old
// programs and slides broke it.
func (p *patch) breakUp(start, end int) {
	line := p.text[start:max(start, end)]
	mark := byte('\v')
	if len(line) >= cellsLeast {
		if m := cellMark(line); m != 0 {
			mark = m
		}
	}
	for i := range len(line) {
		if c := line[i]; c == mark || c == '\v' {
			p.put("\n", start+i, start+i+1)
		}
	}
}
