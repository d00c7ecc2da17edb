package zhtext

import (
	_ "embed"
	"sync"
	"unicode/utf8"
)

//go:embed repair_readings.tsv
var readingRows string

// A readings knows the readings of characters, in pinyin with tone marks.
// Readings are numbered from 1 on.
type readings struct {
	number map[string]uint16
	chars  [][]rune          // by reading
	first  [1 << 16]uint16   // a character's first reading, 0 where it has none
	others map[rune][]uint16 // the rest of them
	letter [0x200]bool       // the letters of pinyin
}

// sounds reads repair_readings.tsv when it is needed first.
var sounds = sync.OnceValue(func() *readings {
	p := &readings{number: make(map[string]uint16, 1400), chars: make([][]rune, 1, 1400), others: map[rune][]uint16{}}
	for reading, chars := range rows(readingRows) {
		n := uint16(len(p.chars))
		p.number[reading] = n
		list := []rune(chars)
		p.chars = append(p.chars, list)
		for _, r := range list {
			if p.first[r] == 0 {
				p.first[r] = n
			} else {
				p.others[r] = append(p.others[r], n)
			}
		}
		for _, r := range reading {
			p.letter[r] = true
		}
	}
	return p
})

// reads reports whether r has the reading n.
func (p *readings) reads(r rune, n uint16) bool {
	if r < 0 || r >= 1<<16 || n == 0 {
		return false
	}
	if p.first[r] == n {
		return true
	}
	for _, o := range p.others[r] {
		if o == n {
			return true
		}
	}
	return false
}

// longestReading is the length in bytes of the longest reading: zhuāng.
const longestReading = 8

// closed reads a reading and a closing bracket at the beginning of s. It
// returns the number of the reading and the length of both, or 0.
func (p *readings) closed(s string) (reading uint16, length int) {
	n := 0
	for n < len(s) && n <= longestReading {
		if s[n] == ')' {
			if reading = p.number[s[:n]]; reading != 0 {
				return reading, n + 1
			}
			return 0, 0
		}
		r, size := utf8.DecodeRuneInString(s[n:])
		if r >= 0x200 || !p.letter[r] {
			return 0, 0
		}
		n += size
	}
	return 0, 0
}
