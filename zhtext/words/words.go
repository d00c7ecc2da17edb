// Package words finds the words of a fixed list at a place of a text: which of
// them it begins with, which it ends with, whether it holds one.
//
// At most places of a text no word stands; one look at a small table tells so,
// however long the list is. Else the words that share two characters with the
// text lie side by side. Nothing is allocated. Lists do not change once they are
// made and may be used by many goroutines. Words and texts are UTF-8.
package words

// A list holds its words by the side they are looked for from.
type list struct {
	sieve
	long    buckets // words of six bytes and more, by these
	short   buckets // of the others, those of three and more, by these
	tiny    buckets // the rest, by one byte
	shorter bool    // some word has less than six bytes
}

// newList sorts words; cut parts a word into n bytes at the side it is looked
// for from and the rest.
func newList(words []string, cut func(word string, n int) (near, rest string)) list {
	numbers := make(map[string]int32, len(words))
	for i, w := range words {
		numbers[w] = int32(i)
	}
	l := list{sieve: newSieve(len(words))}
	var long, short, tiny []record
	for w, number := range numbers {
		switch n := len(w); {
		case n >= sieved:
			a, _ := cut(w, sieved)
			near, far := cut(a, 3)
			l.let(three(near), three(far))
			long = append(long, record{longKey(three(near), three(far)), w, number})
		case n >= 3:
			near, _ := cut(w, 3)
			l.letNear(three(near))
			short = append(short, record{uint64(three(near)), w, number})
		case n > 0:
			if w[n-1] >= 0x80 {
				l.letAll()
			}
			near, _ := cut(w, 1)
			tiny = append(tiny, record{uint64(near[0]), w, number})
		}
	}
	l.long, l.short, l.tiny = newBuckets(long), newBuckets(short), newBuckets(tiny)
	l.shorter = len(short)+len(tiny) > 0
	return l
}

// longKey returns the key of the words that share six bytes.
func longKey(near, far uint32) uint64 { return uint64(near)<<24 | uint64(far) }

// A List finds its words at the beginning of a text or anywhere in it.
type List struct{ list }

// NewList returns the list of words. Where words are numbered, they are
// numbered as they stand here; of a word that stands twice the last counts. The
// empty word is never found.
func NewList(words ...string) *List {
	return &List{newList(words, func(w string, n int) (near, rest string) { return w[:n], w[n:] })}
}

// Longest returns the number and the length in bytes of the longest word that s
// begins with; the length is 0 where there is none.
func (l *List) Longest(s string) (number, length int) {
	if len(s) >= sieved {
		near, far := six(s)
		if s[0] >= 0x80 && !l.pass(near, far) {
			return 0, 0
		}
		if number, length = l.long.beginning(longKey(near, far), s); length > 0 {
			return number, length
		}
	}
	if !l.shorter {
		return 0, 0
	}
	return l.longestShort(s)
}

// longestShort is Longest among the words of less than six bytes.
func (l *List) longestShort(s string) (number, length int) {
	if len(s) >= 3 {
		if number, length = l.short.beginning(uint64(three(s)), s); length > 0 {
			return number, length
		}
	}
	if len(s) > 0 {
		return l.tiny.beginning(uint64(s[0]), s)
	}
	return 0, 0
}

// Begins reports whether s begins with a word.
func (l *List) Begins(s string) bool {
	_, n := l.Longest(s)
	return n > 0
}

// Number returns the number of the word s, and whether it is one.
func (l *List) Number(s string) (int, bool) {
	switch {
	case len(s) >= sieved:
		if near, far := six(s); l.pass(near, far) {
			return l.long.whole(longKey(near, far), s)
		}
	case len(s) >= 3:
		return l.short.whole(uint64(three(s)), s)
	case len(s) > 0:
		return l.tiny.whole(uint64(s[0]), s)
	}
	return 0, false
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
	if at, _, n := l.Next(s, 0); n > 0 {
		return at
	}
	return -1
}

// Next returns where in s the next word begins at or after from, with the number
// and the length of the longest one there; the length is 0 where none comes.
func (l *List) Next(s string, from int) (at, number, length int) {
	i := from
	for i+sieved <= len(s) {
		near, far := six(s[i:])
		if s[i] >= 0xE0 && !l.pass(near, far) {
			i += 3
			continue
		}
		if number, length = l.long.beginning(longKey(near, far), s[i:]); length > 0 {
			return i, number, length
		}
		if l.shorter {
			if number, length = l.longestShort(s[i:]); length > 0 {
				return i, number, length
			}
		}
		i++
	}
	for ; i < len(s) && l.shorter; i++ {
		if number, length = l.longestShort(s[i:]); length > 0 {
			return i, number, length
		}
	}
	return len(s), 0, 0
}

// Endings finds its words at the end of a text.
type Endings struct{ list }

// NewEndings returns the endings words; what NewList says holds here too.
func NewEndings(words ...string) *Endings {
	return &Endings{newList(words, func(w string, n int) (near, rest string) { return w[len(w)-n:], w[:len(w)-n] })}
}

// Longest returns the number and the length in bytes of the longest word that s
// ends with; the length is 0 where there is none.
func (e *Endings) Longest(s string) (number, length int) {
	n := len(s)
	if n >= sieved {
		far, near := six(s[n-sieved:])
		if s[n-1] >= 0x80 && !e.pass(near, far) {
			return 0, 0
		}
		if number, length = e.long.ending(longKey(near, far), s); length > 0 {
			return number, length
		}
	}
	if n >= 3 && e.shorter {
		if number, length = e.short.ending(uint64(three(s[n-3:])), s); length > 0 {
			return number, length
		}
	}
	if n > 0 && e.shorter {
		return e.tiny.ending(uint64(s[n-1]), s)
	}
	return 0, 0
}

// End reports whether s ends with a word.
func (e *Endings) End(s string) bool {
	_, n := e.Longest(s)
	return n > 0
}
