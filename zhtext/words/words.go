// Package words finds the words of a fixed list at a place of a text: which of
// them it begins with, which it ends with, whether it holds one.
//
// A list is an automaton over bytes. A look costs one step a byte of the word
// that is found, however long the list is, and nothing is allocated. Lists do
// not change once they are made and may be used by many goroutines.
package words

// A List finds its words at the beginning of a text or anywhere in it.
type List struct{ automaton }

// NewList returns the list of words. Where words are numbered, they are
// numbered as they stand here; of a word that stands twice the last counts. The
// empty word is never found.
func NewList(words ...string) *List {
	l := &List{}
	l.build(words, func(w string, i int) byte { return w[i] })
	for _, w := range words {
		l.open(w, w[:min(len(w), 3)])
	}
	return l
}

// may reports whether a word can stand where s begins.
func (l *List) may(s string) bool {
	if len(s) < 3 || s[0] < 0xE0 {
		return true
	}
	slot, bit := door(s[0], s[1], s[2])
	return l.doors[slot]&bit != 0
}

// Longest returns the number and the length in bytes of the longest word that s
// begins with; the length is 0 where there is none.
func (l *List) Longest(s string) (number, length int) {
	if !l.may(s) {
		return 0, 0
	}
	return l.longest(s)
}

func (l *List) longest(s string) (number, length int) {
	at, base := 0, int(l.cells[0].base)
	for i := 0; i < len(s); i++ {
		next := base + int(s[i])
		c := &l.cells[next]
		if int(c.parent) != at {
			break
		}
		if c.word >= 0 {
			number, length = int(c.word), i+1
		}
		at, base = next, int(c.base)
	}
	return number, length
}

// Begins reports whether s begins with a word.
func (l *List) Begins(s string) bool { return l.may(s) && l.begins(s) }

func (l *List) begins(s string) bool {
	at, base := 0, int(l.cells[0].base)
	for i := 0; i < len(s); i++ {
		next := base + int(s[i])
		c := &l.cells[next]
		if int(c.parent) != at {
			return false
		}
		if c.word >= 0 {
			return true
		}
		at, base = next, int(c.base)
	}
	return false
}

// Number returns the number of the word s, and whether it is one.
func (l *List) Number(s string) (int, bool) {
	at, base, word := 0, int(l.cells[0].base), int32(-1)
	for i := 0; i < len(s); i++ {
		next := base + int(s[i])
		c := &l.cells[next]
		if int(c.parent) != at {
			return 0, false
		}
		at, base, word = next, int(c.base), c.word
	}
	return max(0, int(word)), word >= 0
}

// Has reports whether s is a word.
func (l *List) Has(s string) bool {
	_, ok := l.Number(s)
	return ok
}

// In reports whether s holds a word.
func (l *List) In(s string) bool { return l.Index(s) >= 0 }

// Index returns where the first word in s begins, or -1.
func (l *List) Index(s string) int {
	base := int(l.cells[0].base)
	for i := 0; i < len(s); i++ {
		if s[i] >= 0xE0 && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
			if slot, bit := door(s[i], s[i+1], s[i+2]); l.doors[slot]&bit == 0 {
				i += 2
				continue
			}
		}
		if l.cells[base+int(s[i])].parent == 0 && l.begins(s[i:]) {
			return i
		}
	}
	return -1
}

// Endings finds its words at the end of a text.
type Endings struct{ automaton }

// NewEndings returns the endings words; what NewList says holds here too.
func NewEndings(words ...string) *Endings {
	e := &Endings{}
	e.build(words, func(w string, i int) byte { return w[len(w)-1-i] })
	for _, w := range words {
		e.open(w, w[max(0, len(w)-3):])
	}
	return e
}

// may reports whether a word can stand where s ends.
func (e *Endings) may(s string) bool {
	n := len(s)
	if n < 3 || s[n-1] < 0x80 || s[n-3] < 0xE0 || s[n-2]&0xC0 != 0x80 {
		return true
	}
	slot, bit := door(s[n-3], s[n-2], s[n-1])
	return e.doors[slot]&bit != 0
}

// Longest returns the number and the length in bytes of the longest word that s
// ends with; the length is 0 where there is none.
func (e *Endings) Longest(s string) (number, length int) {
	if !e.may(s) {
		return 0, 0
	}
	return e.longest(s)
}

func (e *Endings) longest(s string) (number, length int) {
	at, base := 0, int(e.cells[0].base)
	for i := len(s) - 1; i >= 0; i-- {
		next := base + int(s[i])
		c := &e.cells[next]
		if int(c.parent) != at {
			break
		}
		if c.word >= 0 {
			number, length = int(c.word), len(s)-i
		}
		at, base = next, int(c.base)
	}
	return number, length
}

// End reports whether s ends with a word.
func (e *Endings) End(s string) bool { return e.may(s) && e.end(s) }

func (e *Endings) end(s string) bool {
	at, base := 0, int(e.cells[0].base)
	for i := len(s) - 1; i >= 0; i-- {
		next := base + int(s[i])
		c := &e.cells[next]
		if int(c.parent) != at {
			return false
		}
		if c.word >= 0 {
			return true
		}
		at, base = next, int(c.base)
	}
	return false
}
