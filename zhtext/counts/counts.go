// Package counts counts how characters follow one another in clean reports and
// in the words of a dictionary: the table zhtext.Repair reads damaged text by.
package counts

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

//go:embed words.tsv
var wordRows string

// A Table holds counts of up to four characters in a row. The zero value is not
// ready; see New.
type Table struct {
	runs [longest + 1]map[uint64]cell // by length
	docs int32
}

// longest is how many characters in a row are counted.
const longest = 4

// A cell counts one run of characters.
type cell struct {
	times, words int32 // in reports, in the dictionary
	docs, last   int32 // how many reports have it, and which was the last
}

// New returns a table of the words of the dictionary.
func New() *Table {
	t := &Table{}
	for n := 1; n <= longest; n++ {
		t.runs[n] = make(map[uint64]cell, 1<<18)
	}
	for line := range strings.Lines(wordRows) {
		word, weight, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		n, err := strconv.Atoi(weight)
		if !ok || err != nil || line[0] == '#' {
			continue
		}
		t.word(word, int32(n))
	}
	return t
}

// word counts the runs of a word of the dictionary.
func (t *Table) word(word string, weight int32) {
	var past [longest]uint64
	for i, r := range []rune(word) {
		t.shift(&past, Class(r))
		for n := 1; n <= min(longest, i+1); n++ {
			c := t.runs[n][past[n-1]]
			c.words += weight
			t.runs[n][past[n-1]] = c
		}
	}
}

// Add counts a report in simplified characters.
func (t *Table) Add(text string) {
	t.docs++
	var past [longest]uint64
	for range longest {
		t.shift(&past, '\n')
	}
	for _, r := range text {
		if r == '\r' {
			continue
		}
		r = Class(r)
		if r == 0 {
			continue
		}
		t.shift(&past, r)
		for n := 1; n <= longest; n++ {
			c := t.runs[n][past[n-1]]
			c.times++
			if c.last != t.docs {
				c.docs, c.last = c.docs+1, t.docs
			}
			t.runs[n][past[n-1]] = c
		}
	}
}

// shift takes r into the runs that end now, by length less one.
func (t *Table) shift(past *[longest]uint64, r rune) {
	for n := longest - 1; n > 0; n-- {
		past[n] = past[n-1]<<16 | uint64(r)
	}
	past[0] = uint64(r)
}

// Class returns the character that stands for r in the table: digits are 0,
// Latin letters A, what is blank a line end, punctuation has its full width. It
// is 0 for what is not counted.
func Class(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		return Class(r - 0xFF01 + '!')
	case r >= '0' && r <= '9':
		return '0'
	case r|0x20 >= 'a' && r|0x20 <= 'z':
		return 'A'
	case r == ' ', r == '\t', r == '\n', r == 0x3000:
		return '\n'
	case r < ' ', r >= 1<<16:
		return 0
	case strings.ContainsRune(",;:!?()", r):
		return r - '!' + 0xFF01
	}
	return r
}

// A run must be found in so many reports, by length, unless the dictionary has it.
var fewest = [longest + 1]int32{0, 1, 2, 2, 3}

// Rows writes the table: in each row a run of up to three characters, how often
// it stands, and what follows it, how often. Line ends are ¶; a digit that
// follows is #.
func (t *Table) Rows() string {
	type follower struct {
		r     rune
		count int32
	}
	var out strings.Builder
	for n := 1; n < longest; n++ {
		next := map[uint64][]follower{}
		for key, c := range t.runs[n+1] {
			count := c.words
			if c.docs >= fewest[n+1] {
				count += c.times
			}
			if count > 0 {
				next[key>>16] = append(next[key>>16], follower{rune(key & 0xFFFF), count})
			}
		}
		keys := make([]uint64, 0, len(t.runs[n]))
		for key := range t.runs[n] {
			if n == 1 || len(next[key]) > 0 {
				keys = append(keys, key)
			}
		}
		slices.Sort(keys)
		for _, key := range keys {
			c, list := t.runs[n][key], next[key]
			slices.SortFunc(list, func(a, b follower) int {
				if a.count != b.count {
					return int(b.count - a.count)
				}
				return int(a.r - b.r)
			})
			for i := n - 1; i >= 0; i-- {
				out.WriteRune(written(rune(key >> (16 * i) & 0xFFFF)))
			}
			fmt.Fprintf(&out, "\t%d\t", c.times+c.words)
			for _, f := range list {
				r := written(f.r)
				if r == '0' {
					r = '#'
				}
				out.WriteRune(r)
				out.WriteString(strconv.Itoa(int(f.count)))
			}
			out.WriteByte('\n')
		}
	}
	return out.String()
}

func written(r rune) rune {
	if r == '\n' {
		return '¶'
	}
	return r
}
