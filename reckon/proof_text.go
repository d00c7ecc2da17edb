package reckon

import (
	"strings"
	"unicode"

	"github.com/luoshi-project/luoshi/zhtext"
)

// A proofText is a text as proofreading looks at it: its characters without
// spaces and quotation marks, each with its place, cut into pieces at commas and
// stops.
type proofText struct {
	runes  []rune // the whole text
	chars  []rune // those that count
	at     []int32
	pieces []piece
	in     []int32 // the piece of each character
}

// A piece is what stands between two marks: a range of chars without the marks.
type piece struct {
	start, end int  // in chars
	sentence   int  // number of its sentence
	stop       bool // a full stop stands behind it
	line       bool // a line ends behind it, without a mark: a heading, or a line that is wrapped
}

func newProofText(text string) *proofText {
	t := &proofText{runes: []rune(text)}
	start, sentence := 0, 0
	ends := lineEnds(t.runes)
	closePiece := func(stop, line bool) {
		if n := len(t.chars); n > start {
			t.pieces = append(t.pieces, piece{start, n, sentence, stop, line})
		}
		start = len(t.chars)
		if stop || line {
			sentence++
		}
	}
	for i := 0; i < len(t.runes); i++ {
		if n := ordinal(t.runes, i); n > 0 && len(t.chars) == start {
			i += n - 1
			continue
		}
		r := t.runes[i]
		if r == '\n' {
			if ends[i] {
				closePiece(false, true)
			}
			continue
		}
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			continue
		}
		switch r {
		case '，', ',', '；', ';', '：', ':':
			if (r == ',' || r == ':') && i > 0 && i+1 < len(t.runes) && unicode.IsDigit(t.runes[i-1]) && unicode.IsDigit(t.runes[i+1]) {
				t.put(r, i)
				continue
			}
			closePiece(false, false)
			if (r == '：' || r == ':') && endsLine(t.runes, i+1) {
				sentence++ // 重点做好八方面工作：
			}
		case '。', '！', '？', '!', '?':
			closePiece(true, false)
		case '“', '”', '‘', '’', '"', '\'', '《', '》', '「', '」', '『', '』', '（', '）', '(', ')', '【', '】', '·', '*', '#':
		default:
			t.put(narrow(r), i)
		}
	}
	closePiece(false, true)
	t.in = make([]int32, len(t.chars))
	for i, pc := range t.pieces {
		for j := pc.start; j < pc.end; j++ {
			t.in[j] = int32(i)
		}
	}
	return t
}

// lineEnds tells at which line breaks a phrase ends though no mark stands there:
// behind a heading, but not where a line is wrapped or a page ends inside a
// sentence. A heading is shorter than a full line.
func lineEnds(runes []rune) map[int]bool {
	type line struct{ at, length int }
	var open []line
	lines, length, last := 0, 0, rune(0)
	for i := 0; i <= len(runes); i++ {
		if i < len(runes) && runes[i] != '\n' {
			if !unicode.IsSpace(runes[i]) {
				length++
				last = runes[i]
			}
			continue
		}
		if length > 0 {
			lines++
			if !strings.ContainsRune("，。；：！？、,;:!?”）)", last) {
				open = append(open, line{i, length})
			}
		}
		length = 0
	}
	most := 45
	if 2*len(open) > lines { // wrapped at a width
		width := 0
		for _, l := range open {
			width = max(width, l.length)
		}
		most = min(most, width*2/3)
	}
	ends := make(map[int]bool, len(open))
	for _, l := range open {
		if l.length < most {
			ends[l.at] = true
		}
	}
	return ends
}

// ordinal is the length of the number of a heading or an item at i, 0 where there
// is none: 一、 （一） 1． - 1 一是. Digests number anew.
func ordinal(r []rune, i int) int {
	at := func(j int) rune {
		if j < len(r) {
			return r[j]
		}
		return 0
	}
	line := i == 0
	for j := i - 1; j >= 0; j-- {
		if r[j] == '\n' || j == 0 || r[j] == '。' && digitAt(r, i) {
			line = true
			break
		}
		if !unicode.IsSpace(r[j]) {
			break
		}
	}
	j := i
	if (at(j) == '-' || at(j) == '－') && line {
		for j++; at(j) == ' ' || at(j) == '\u3000'; j++ {
		}
	}
	open := at(j) == '（' || at(j) == '('
	if open {
		j++
	}
	first := j
	for strings.ContainsRune("0123456789", at(j)) && at(j) != 0 {
		j++
	}
	digits := j > first
	if !digits {
		for strings.ContainsRune("一二三四五六七八九十", at(j)) && at(j) != 0 {
			j++
		}
	}
	switch {
	case j == first || j-first > 3:
		return 0
	case open && (at(j) == '）' || at(j) == ')'):
		return j + 1 - i
	case open:
		return 0
	case !digits && at(j) == '是' && !unicode.IsSpace(at(j+1)):
		return j + 1 - i
	case line && at(j) == '、', line && digits && (at(j) == '．' && (at(j+1) < '0' || at(j+1) > '9') || at(j) == '.' && (at(j+1) < '0' || at(j+1) > '9')):
		return j + 1 - i
	case line && digits && (at(j) == ' ' || at(j) == '\u3000'):
		return j - i
	}
	return 0
}

// endsLine tells that nothing more stands on a line.
func endsLine(r []rune, i int) bool {
	for i < len(r) && r[i] != '\n' && unicode.IsSpace(r[i]) {
		i++
	}
	return i == len(r) || r[i] == '\n'
}

func digitAt(r []rune, i int) bool { return r[i] >= '0' && r[i] <= '9' }

func (t *proofText) put(r rune, i int) {
	t.chars = append(t.chars, r)
	t.at = append(t.at, int32(i))
}

// narrow writes one of several forms of a character.
func narrow(r rune) rune {
	switch r {
	case '—', '－', '–', '―', '～', '~', '-', '─':
		return '-'
	case '％':
		return '%'
	case '．':
		return '.'
	}
	if r >= '０' && r <= '９' {
		return r - '０' + '0'
	}
	if r >= 'Ａ' && r <= 'Ｚ' {
		return r - 'Ａ' + 'A'
	}
	if r >= 'ａ' && r <= 'ｚ' {
		return r - 'ａ' + 'a'
	}
	return zhtext.Plain(r)
}

// passage is the text that chars[start:end] come from.
func (t *proofText) passage(start, end int) Passage {
	if start >= end || end > len(t.at) {
		if start >= len(t.at) {
			return Passage{Start: len(t.runes), End: len(t.runes)}
		}
		p := int(t.at[start])
		return Passage{Start: p, End: p}
	}
	a, b := int(t.at[start]), int(t.at[end-1])+1
	return Passage{Start: a, End: b, Quote: string(t.runes[a:b])}
}

// fourth is the key of four characters from i on.
func (t *proofText) fourth(i int) uint64 {
	c := t.chars
	return uint64(c[i])<<48 ^ uint64(c[i+1])<<32 ^ uint64(c[i+2])<<16 ^ uint64(c[i+3])
}

// second is the key of two characters from i on.
func (t *proofText) second(i int) uint64 { return uint64(t.chars[i])<<32 | uint64(t.chars[i+1]) }
