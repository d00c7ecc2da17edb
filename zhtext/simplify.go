package zhtext

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed simplify.tsv
var simplifyRows string

// A script holds what simplify.tsv says.
type script struct {
	// char maps a character of the basic plane to its simplified form, 0 where
	// it stands for itself.
	char [1 << 16]uint16
	// old has a bit for each character that char maps.
	old [1 << 10]uint64
	// words holds the words that do not follow from their characters, by their
	// first character, longest first; begins has a bit for each of those.
	words  map[rune][]word
	begins [1 << 10]uint64
	// only has the characters that are simplified and nothing else: no text in
	// Traditional characters holds them (国).
	only map[rune]bool
}

// A word is a word in Traditional characters and what it is in simplified ones.
type word struct{ from, to []rune }

// scripts reads simplify.tsv when it is needed first.
var scripts = sync.OnceValue(func() *script {
	s := &script{words: map[rune][]word{}, only: map[rune]bool{}}
	both := map[rune]bool{}
	for from, to := range rows(simplifyRows) {
		f, t := []rune(from), []rune(to)
		if len(f) > 1 {
			s.addWord(word{f, t})
			continue
		}
		if f[0] == t[0] {
			both[f[0]] = true
			continue
		}
		s.char[f[0]] = uint16(t[0])
		s.old[f[0]>>6] |= 1 << (f[0] & 63)
		s.only[t[0]] = true
	}
	for r := range both {
		delete(s.only, r)
	}
	return s
})

// addWord keeps the words of a first character in order of their length.
func (s *script) addWord(w word) {
	list := s.words[w.from[0]]
	list = append(list, w)
	for i := len(list) - 1; i > 0 && len(list[i-1].from) < len(w.from); i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	s.words[w.from[0]] = list
	s.begins[w.from[0]>>6] |= 1 << (w.from[0] & 63)
}

// simple returns the simplified form of r taken by itself.
func (s *script) simple(r rune) rune {
	if r >= 0 && r < 1<<16 {
		if t := s.char[r]; t != 0 {
			return rune(t)
		}
	}
	return r
}

// rows walks over the first two columns of a table, past remarks and heading.
func rows(table string) func(yield func(a, b string) bool) {
	return func(yield func(a, b string) bool) {
		heading := true
		for line := range strings.Lines(table) {
			if line[0] == '#' {
				continue
			}
			if heading {
				heading = false
				continue
			}
			a, b, _ := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
			if !yield(a, b) {
				return
			}
		}
	}
}

// simplify turns glyphs that stand in Traditional characters into simplified
// ones, words before characters. In a text that is not old, those that simplified
// script uses as well stand for themselves (显著).
func (s *script) simplify(glyphs []glyph, old bool) {
	for i := 0; i < len(glyphs); {
		g := &glyphs[i]
		if g.r < 0x3400 || g.r >= 1<<16 {
			i++
			continue
		}
		if !old && inGB2312(g.r) {
			i++
			continue
		}
		if s.begins[g.r>>6]&(1<<(g.r&63)) != 0 {
			if w := s.wordAt(glyphs[i:]); w != nil {
				for k, r := range w.to {
					glyphs[i+k].r = r
				}
				i += len(w.to)
				continue
			}
		}
		g.r = s.simple(g.r)
		i++
	}
}

// inGB2312 reports whether r is one of the characters that simplified script was
// first encoded with.
func inGB2312(r rune) bool {
	lead, trail := codes().of(r)
	return lead >= 0xB0 && lead <= 0xF7 && trail >= 0xA1
}

// wordAt returns the longest word that glyphs begin with, or nil.
func (s *script) wordAt(glyphs []glyph) *word {
	list := s.words[glyphs[0].r]
next:
	for i := range list {
		w := &list[i]
		if len(w.from) > len(glyphs) {
			continue
		}
		for k, r := range w.from {
			if glyphs[k].r != r {
				continue next
			}
		}
		return w
	}
	return nil
}

// oldScript reports whether text is written in Traditional characters, by a
// sample of it.
func oldScript(text string) bool {
	const windows, width = 24, 96
	s := scripts()
	step := max(len(text)/windows, width)
	han, old := 0, 0
	for at := 0; at < len(text); at += step {
		for _, r := range text[at:min(at+width, len(text))] {
			if r < 0x4E00 || r > 0x9FFF {
				continue
			}
			han++
			old += int(s.old[r>>6] >> (r & 63) & 1)
		}
	}
	return han >= 16 && old*6 > han
}
