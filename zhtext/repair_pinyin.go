package zhtext

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed repair_readings.tsv
var readingRows string

// A readings knows the readings of characters, in pinyin. Readings are numbered
// from 1 on: first those with their tone, then syllables, which stand for all
// tones.
type readings struct {
	number   map[string]uint16
	chars    [][]rune          // by reading
	syllable []uint16          // of a reading, without its tone
	letters  []string          // of a reading
	first    [1 << 16]uint16   // a character's first reading with its tone, 0 where it has none
	others   map[rune][]uint16 // the rest of them
}

// sounds reads repair_readings.tsv when it is needed first.
var sounds = sync.OnceValue(func() *readings {
	p := &readings{number: make(map[string]uint16, 2000), chars: make([][]rune, 1, 2000), others: map[rune][]uint16{}}
	for reading, chars := range rows(readingRows) {
		n := uint16(len(p.chars))
		list := []rune(chars)
		p.chars = append(p.chars, list)
		for _, r := range list {
			if p.first[r] == 0 {
				p.first[r] = n
			} else {
				p.others[r] = append(p.others[r], n)
			}
		}
		s := spell(reading)
		p.number[string(append(s.letters[:s.n], s.tone))] = n
	}
	p.syllable, p.letters = make([]uint16, len(p.chars), 2*len(p.chars)), make([]string, len(p.chars), 2*len(p.chars))
	for reading := range rows(readingRows) {
		s := spell(reading)
		n := p.number[string(append(s.letters[:s.n], s.tone))]
		plain := p.number[string(s.letters[:s.n])]
		if plain == 0 {
			plain = uint16(len(p.chars))
			p.number[string(s.letters[:s.n])] = plain
			p.chars, p.syllable = append(p.chars, nil), append(p.syllable, plain)
			p.letters = append(p.letters, string(s.letters[:s.n]))
		}
		p.letters[n] = p.letters[plain]
		p.chars[plain] = append(p.chars[plain], p.chars[n]...)
		p.syllable[n] = plain
	}
	return p
})

// reads reports whether r has the reading n.
func (p *readings) reads(r rune, n uint16) bool {
	if r < 0 || r >= 1<<16 || n == 0 {
		return false
	}
	plain := p.syllable[n] == n
	same := func(m uint16) bool { return m == n || plain && p.syllable[m] == n }
	if same(p.first[r]) {
		return true
	}
	for _, o := range p.others[r] {
		if same(o) {
			return true
		}
	}
	return false
}

// longestReading is how many letters the longest reading has: zhuang.
const longestReading = 6

// A spelling is a reading as it is written somewhere.
type spelling struct {
	letters [longestReading + 1]byte // v for ü; room for the tone
	n       int
	tone    byte // '1' to '4', '0' where none is written
	length  int  // in bytes
}

// spell reads the letters of a reading at the beginning of s: marks of tones on
// the letters, behind them or as a digit at the end, or none at all.
func spell(s string) (w spelling) {
	w.tone = '0'
	for w.length < len(s) {
		r, size := utf8.DecodeRuneInString(s[w.length:])
		c, tone := letterOf(r)
		switch {
		case c != 0 && w.n < longestReading:
			w.letters[w.n] = c
			w.n++
		case c != 0 || w.n == 0:
			return spelling{}
		case r == 0x0308 && w.letters[w.n-1] == 'u': // ̈
			w.letters[w.n-1] = 'v'
		case tone == 0 || w.tone != '0' && r < 0x80: // 达dá32
			return w
		}
		if tone != 0 {
			if w.tone != '0' {
				return spelling{}
			}
			w.tone = tone
		}
		if w.length += size; r >= '1' && r <= '5' {
			return w
		}
	}
	return w
}

// letterOf returns the letter of pinyin that r is, 0 where it is none, and the
// tone it shows, 0 where it shows none. The fifth tone is none.
func letterOf(r rune) (letter, tone byte) {
	switch {
	case r >= 'a' && r <= 'z':
		return byte(r), 0
	case r >= 'A' && r <= 'Z':
		return byte(r) | 0x20, 0
	case r >= '1' && r <= '4':
		return 0, byte(r)
	case r < 0x80 || r > 0x30C:
		return 0, 0
	case r == 'ü' || r == 'Ü':
		return 'v', 0
	case r == 'ɑ':
		return 'a', 0
	case r == 'ɡ':
		return 'g', 0
	}
	l := toneLetters()[r]
	return l.letter, l.tone
}

// A toneLetter is a letter of pinyin with its tone; the mark of a tone has no letter.
type toneLetter struct{ letter, tone byte }

// toneLetters are the letters that show tones, by their code.
var toneLetters = sync.OnceValue(func() *[0x30D]toneLetter {
	list := &[0x30D]toneLetter{}
	for i, marks := range [...]string{"\u0304āēīōūǖĀĒĪŌŪǕ", "\u0301áéíóúǘÁÉÍÓÚǗń", "\u030cǎěǐǒǔǚǍĚǏǑǓǙň", "\u0300àèìòùǜÀÈÌÒÙǛǹ"} {
		k := 0
		for _, m := range marks {
			list[m] = toneLetter{"\x00aeiouvaeiouvn"[k], byte('1' + i)}
			k++
		}
	}
	return list
})

// written returns the number of a reading that s begins with, and its length in
// bytes, or 0.
func (p *readings) written(s string) (reading uint16, length int, toned bool) {
	w := spell(s)
	if w.n == 0 {
		return 0, 0, false
	}
	if w.tone != '0' {
		if n := p.number[string(append(w.letters[:w.n:w.n], w.tone))]; n != 0 {
			return n, w.length, true
		}
	}
	return p.number[string(w.letters[:w.n])], w.length, w.tone != '0'
}

// closed reads a reading and a closing bracket at the beginning of s. It
// returns the number of the reading and the length of both, or 0.
func (p *readings) closed(s string) (reading uint16, length int) {
	reading, length, _ = p.written(s)
	if end := bracketAt(s[length:], closing); reading != 0 && end > 0 {
		return reading, length + end
	}
	return 0, 0
}

// The brackets that readings are put in.
const opening, closing = "(（[［〔【", ")）]］〕】"

// opensGloss reports whether r is one of opening.
func opensGloss(r rune) bool {
	switch r {
	case '(', '（', '[', '［', '〔', '【':
		return true
	}
	return false
}

// bracketAt returns the length of the bracket that s begins with, one of those
// given; 0 where it begins with none.
func bracketAt(s, brackets string) int {
	r, n := utf8.DecodeRuneInString(s)
	if n > 0 && strings.ContainsRune(brackets, r) {
		return n
	}
	return 0
}

// gloss reads what a converter put behind r at the beginning of s: a reading of r
// in brackets, of which one may be missing, or without any if it shows its tone,
// with a space on each side or with none. Fits tells whether r reads so.
func (p *readings) gloss(s string, fits func(uint16) bool) (reading uint16, length int) {
	at := 0
	spaced := strings.HasPrefix(s, " ")
	if spaced {
		at++
	}
	open := bracketAt(s[at:], opening)
	if spaced && open == 0 {
		return 0, 0
	}
	at += open
	reading, n, toned := p.written(s[at:])
	if reading == 0 || !fits(reading) {
		return 0, 0
	}
	at += n
	end := bracketAt(s[at:], closing)
	if open+end == 0 && !toned {
		return 0, 0
	}
	if r, size := utf8.DecodeRuneInString(s[at:]); open > 0 && isMark(r) && size > 0 { // put over the bracket
		end = size
	}
	if at += end; spaced && strings.HasPrefix(s[at:], " ") {
		at++
	}
	return reading, at
}

// longestWreck is how long a reading is at most that bytes were lost of.
const longestWreck = 16

// wrecked returns the length of what is left of a reading of r at the beginning
// of s, where marks stand for some of its bytes or for the bracket before it; 0
// where there is none.
func (p *readings) wrecked(s string, r rune) int {
	var left []byte
	marks := 0
	open := bracketAt(s, opening)
	at := open
	for at < min(len(s), longestWreck) {
		c, size := utf8.DecodeRuneInString(s[at:])
		letter, tone := letterOf(c)
		switch {
		case letter != 0:
			left = append(left, letter)
		case isMark(c):
			marks++
		case tone != 0:
		default:
			end := bracketAt(s[at:], closing)
			if end+open == 0 || marks == 0 || len(left) == 0 || !p.left(left, r) {
				return 0
			}
			return at + end
		}
		at += size
	}
	return 0
}

// left reports whether letters stand, in this order, in a reading of r.
func (p *readings) left(letters []byte, r rune) bool {
	in := func(n uint16) bool {
		k := 0
		for i := range len(p.letters[n]) {
			if k < len(letters) && p.letters[n][i] == letters[k] {
				k++
			}
		}
		return n != 0 && k == len(letters)
	}
	return in(p.first[r]) || slices.ContainsFunc(p.others[r], in)
}
