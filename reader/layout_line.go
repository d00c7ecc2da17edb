package reader

import (
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
)

// A line is a line of the text, or a part of one where the medium ran two
// paragraphs together, without the spaces at its edges.
type line struct {
	start, end int
	indent     int  // width of the spaces before it, in columns
	blank      bool // a blank line stands before it
	anchor     bool // a line of nothing but an invisible mark stands before it
	kind       blockKind
	drop       bool // in the middle of a paragraph, but no part of it
	item       bool // begins with a bullet
	link       bool // short and repeated: the text of a link that broke the line
	full       bool // as long as the page is wide
	rest       bool // the second half of a heading
	half       bool // the next line begins with a mark that goes on with it
	row        bool // another line of one character follows
	ordinal    ordinalForm
	tail       lineEnd
	number     int // offset of the space after a list number, or 0
}

// A lineEnd says how a line ends.
type lineEnd uint8

const (
	endsOpen  lineEnd = iota // in the middle of words
	endsComma                // ，、（《“ or a word that cannot end anything
	endsPause                // ；
	endsStop                 // 。！？： or …, with closing marks
)

// splitLines cuts text into its lines that are not blank.
func splitLines(text string) []line {
	lines := make([]line, 0, 128)
	blank, anchor := false, false
	breaks := newLineBreaks(text)
	joined := joinedAt(text)
	for at := 0; at < len(text); {
		end, next := breaks.after(at)
		start, indent := trimLeft(text, at, end)
		if start < end && text[start] == '>' && (start+1 == end || text[start+1] != '>') { // a mail that quotes
			start, indent = trimLeft(text, start+1, end)
		}
		stop := trimRight(text, start, end)
		if start == stop {
			if end > at && invisible(text[at:end]) {
				anchor = !blank
			} else {
				blank = true
			}
			at = next
			continue
		}
		begins, length := start, stop-start
		gap, behind := start, start // looked for once, however many paragraphs stand before it
		for start < stop {
			if gap <= start {
				gap, behind = paragraphGap(text, start, stop, length > longLine)
			}
			cut, after := gap, behind
			if length > joined {
				if k := runCut(text, begins, start, cut); k < cut {
					cut, after = trimRight(text, start, k), k
				}
			}
			lines = append(lines, line{
				start: start, end: cut, indent: indent, blank: blank, anchor: anchor,
				ordinal: ordinalAt(text[start:cut]), tail: tailOf(text[start:cut]),
			})
			blank, anchor, indent = false, false, 4
			start = after
		}
		at = next
	}
	for i := range lines[:max(0, len(lines)-1)] {
		next := text[lines[i+1].start:lines[i+1].end]
		lines[i].row, lines[i].half = alone(next), closes(next)
	}
	return lines
}

// lineBreaks finds the ends of lines: line feeds, and what old programs and web
// pages break lines with. It looks for each mark once over the whole text.
type lineBreaks struct {
	text string
	next [len(breakMarks)]int // the next place of each mark; the end of the text if there is none
}

var breakMarks = [...]string{"\n", "\r", "\u2028", "\u2029", "\u0085"}

func newLineBreaks(text string) *lineBreaks {
	b := &lineBreaks{text: text}
	for i := range b.next {
		b.next[i] = -1
	}
	return b
}

// after returns where the line that begins at at ends, and where the next begins.
func (b *lineBreaks) after(at int) (end, next int) {
	end, next = len(b.text), len(b.text)+1
	for i, mark := range breakMarks {
		if b.next[i] < at {
			if b.next[i] = at + strings.Index(b.text[at:], mark); b.next[i] < at {
				b.next[i] = len(b.text)
			}
		}
		if b.next[i] < end {
			end, next = b.next[i], b.next[i]+len(mark)
		}
	}
	if end < len(b.text) && b.text[end] == '\r' && next < len(b.text) && b.text[next] == '\n' {
		next++
	}
	return end, next
}

// invisible reports whether s holds a zero-width mark: wiki pages leave one
// alone on a line where a printed page ended.
func invisible(s string) bool {
	return strings.Contains(s, "\u200b") || strings.Contains(s, "\u200c") || strings.Contains(s, "\ufeff")
}

// spaceAt returns the length of the space at text[i], with its width in columns, or 0.
func spaceAt(text string, i int) (n, width int) {
	switch c := text[i]; {
	case c == ' ':
		return 1, 1
	case c == '\t':
		return 1, 4
	case c == '\r' || c == '\f' || c == '\v':
		return 1, 0
	case c < 0x80:
		return 0, 0
	case c == 0xC2 && i+1 < len(text) && text[i+1] == 0xA0:
		return 2, 1
	case c == 0xC2 && i+1 < len(text) && text[i+1] == 0xAD:
		return 2, 0
	case i+2 >= len(text):
		return 0, 0
	case c == 0xE3 && text[i+1] == 0x80 && text[i+2] == 0x80:
		return 3, 2
	case c == 0xE2 && text[i+1] == 0x80 && text[i+2] >= 0x80 && text[i+2] <= 0x8A:
		return 3, 2
	case c == 0xE2 && text[i+1] == 0x80 && (text[i+2] >= 0x8B && text[i+2] <= 0x8F || text[i+2] >= 0xAA && text[i+2] <= 0xAE):
		return 3, 0
	case c == 0xE2 && (text[i+1] == 0x80 && text[i+2] == 0xAF || text[i+1] == 0x81 && text[i+2] == 0x9F):
		return 3, 1
	case c == 0xE2 && text[i+1] == 0x81 && text[i+2] >= 0xA0 && text[i+2] <= 0xA4:
		return 3, 0
	case c == 0xEF && text[i+1] == 0xBB && text[i+2] == 0xBF:
		return 3, 0
	}
	return 0, 0
}

func trimLeft(text string, i, end int) (start, indent int) {
	for i < end {
		n, width := spaceAt(text, i)
		if n == 0 && text[i] == '?' && i+1 < end && text[i+1] == '?' {
			n, width = 2, 2
		}
		if n == 0 {
			break
		}
		i, indent = i+n, indent+width
	}
	return min(i, end), indent
}

func trimRight(text string, start, end int) int {
	for end > start {
		i := end - 1
		for i > start && text[i]&0xC0 == 0x80 {
			i--
		}
		if n, _ := spaceAt(text, i); n > 0 {
			end = i
			continue
		}
		if text[i] == '?' && i > start && text[i-1] == '?' {
			end = i - 1
			continue
		}
		break
	}
	return end
}

// longLine is the length in bytes of a line that holds more than a paragraph's
// first words.
const longLine = 600

// paragraphGap finds the first place of text[start:end] where a full stop, or
// anything in a long line, is followed by as much space as stands before a
// paragraph. It returns the end of what stands before the gap and the start of
// what stands after it.
func paragraphGap(text string, start, end int, long bool) (cut, after int) {
	for at := start; at < end; {
		i := nextWideGap(text[at:end])
		if i < 0 {
			break
		}
		gap := at + i
		after, width := trimLeft(text, gap, end)
		if width >= 4 && after < end && (long || tailOf(text[start:gap]) >= endsPause) {
			return gap, after
		}
		at = after
	}
	return end, end
}

// nextWideGap returns the index of the first run of two wide or four narrow
// spaces in s, or -1.
func nextWideGap(s string) int {
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0xE4 {
			i += 3 // nearly every character is Chinese
			continue
		}
		switch c {
		case 0xE3, 0xE2:
			if i+6 > len(s) || s[i+1] != 0x80 || s[i+4] != 0x80 {
				i += 3
				continue
			}
			if gap := s[i : i+6]; gap == "\u3000\u3000" || gap == "\u2003\u2003" {
				return i
			}
		case ' ', '?':
			if gap := s[i:min(len(s), i+4)]; gap == "    " || gap == "????" {
				return i
			}
		case '\t':
			return i
		}
		i++
	}
	return -1
}

// withoutNote returns s without the marks of footnotes at its end: [3], 〔12〕, ①.
func withoutNote(s string) string {
	for {
		t := s
		if r, n := utf8.DecodeLastRuneInString(t); r >= '①' && r <= '⑳' {
			t = t[:len(t)-n]
		} else if r == ']' || r == '］' || r == '〕' {
			t = strings.TrimRight(t[:len(t)-n], "0123456789")
			k := len(s) - n - len(t)
			r, n = utf8.DecodeLastRuneInString(t)
			if k == 0 || k > 3 || r != '[' && r != '［' && r != '〔' {
				return s
			}
			t = t[:len(t)-n]
		}
		if len(t) == len(s) || t == "" {
			return s
		}
		s = t
	}
}

// tailOf says how s ends, but for the marks of footnotes.
func tailOf(s string) lineEnd {
	s = withoutNote(s)
	for len(s) > 0 {
		cut := 0
		switch s[len(s)-1] {
		case ')', ']', '"', '\'', '*', '_', '}':
			cut = 1
		case ';':
			return endsPause
		case ':', '!', '?':
			return endsStop
		case ',', '(', '[':
			return endsComma
		case '.':
			if strings.HasSuffix(s, "..") || len(s) > 1 && s[len(s)-2] >= 0x80 {
				return endsStop
			}
			return endsOpen
		}
		if cut == 0 && len(s) >= 3 {
			switch s[len(s)-3:] {
			case "；":
				return endsPause
			case "。", "！", "？", "：", "…":
				return endsStop
			case "，", "、", "（", "《", "“", "‘", "【":
				return endsComma
			case "”", "’", "）", "》", "】", "」":
				cut = 3
			default:
				return openEnd(s)
			}
		}
		if cut == 0 {
			return endsOpen
		}
		s = s[:len(s)-cut]
	}
	return endsOpen
}

// openEnd tells words that nothing can end with from others.
func openEnd(s string) lineEnd {
	switch s[len(s)-3:] {
	case "的", "和", "与", "及", "届", "第", "把", "将":
		if len(s) > 12 {
			return endsComma
		}
	}
	return endsOpen
}

// hasStop reports whether a sentence ends inside s.
func hasStop(s string) bool {
	return zhtext.Contains(s, "。") || zhtext.Contains(s, "；")
}

// bracketOpen reports whether a bracket or quotation that opens near the end
// of s is not closed.
func bracketOpen(s string) bool {
	if len(s) > 180 {
		s = s[len(s)-180:]
	}
	for _, pair := range [...][2]string{{"（", "）"}, {"《", "》"}, {"“", "”"}, {"(", ")"}} {
		if i := strings.LastIndex(s, pair[0]); i >= 0 && !strings.Contains(s[i:], pair[1]) {
			if pair[0] == "（" && strings.Contains(s[i:], ")") || pair[0] == "(" && zhtext.Contains(s[i:], "）") {
				continue
			}
			return true
		}
	}
	return false
}
