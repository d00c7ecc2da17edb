// Package words finds the words of a fixed list at a place of a text: which of
// them it begins with, which it ends with, whether it holds one.
//
// A list is an automaton over bytes. A look costs one step a byte of the word
// that is found, however long the list is, and nothing is allocated. Lists do
// not change once they are made and may be used by many goroutines. Words and
// texts are UTF-8.
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
		if len(w) >= 3 && three(w[0]) {
			l.open(w[0], w[1], w[2], l.step(l.step(l.step(0, w[0]), w[1]), w[2]))
		}
	}
	return l
}

// Longest returns the number and the length in bytes of the longest word that s
// begins with; the length is 0 where there is none.
func (l *List) Longest(s string) (number, length int) {
	at, i := 0, 0
	if len(s) >= 3 && three(s[0]) {
		if at = l.door(s[0], s[1], s[2]); at == 0 {
			return 0, 0
		}
		i = 3
		if w := l.cells[at].word; w >= 0 {
			number, length = int(w), i
		}
	}
	for base := int(l.cells[at].base); i < len(s); i++ {
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
func (l *List) Begins(s string) bool {
	at, i := 0, 0
	if len(s) >= 3 && three(s[0]) {
		if at = l.door(s[0], s[1], s[2]); at == 0 {
			return false
		}
		i = 3
		if l.cells[at].word >= 0 {
			return true
		}
	}
	for base := int(l.cells[at].base); i < len(s); i++ {
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
	at, word := 0, int32(-1)
	for i := 0; i < len(s); i++ {
		next := int(l.cells[at].base) + int(s[i])
		if int(l.cells[next].parent) != at {
			return 0, false
		}
		at, word = next, l.cells[next].word
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
		if i+2 < len(s) && three(s[i]) && l.door(s[i], s[i+1], s[i+2]) == 0 {
			i += 2
			continue
		}
		if l.cells[base+int(s[i])].parent == 0 && l.Begins(s[i:]) {
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
		if n := len(w); n >= 3 && three(w[n-3]) {
			e.open(w[n-3], w[n-2], w[n-1], e.step(e.step(e.step(0, w[n-1]), w[n-2]), w[n-3]))
		}
	}
	return e
}

// Longest returns the number and the length in bytes of the longest word that s
// ends with; the length is 0 where there is none.
func (e *Endings) Longest(s string) (number, length int) {
	at, i := 0, len(s)-1
	if i >= 2 && three(s[i-2]) {
		if at = e.door(s[i-2], s[i-1], s[i]); at == 0 {
			return 0, 0
		}
		i -= 3
		if w := e.cells[at].word; w >= 0 {
			number, length = int(w), 3
		}
	}
	for base := int(e.cells[at].base); i >= 0; i-- {
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
func (e *Endings) End(s string) bool {
	at, i := 0, len(s)-1
	if i >= 2 && three(s[i-2]) {
		if at = e.door(s[i-2], s[i-1], s[i]); at == 0 {
			return false
		}
		i -= 3
		if e.cells[at].word >= 0 {
			return true
		}
	}
	for base := int(e.cells[at].base); i >= 0; i-- {
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
