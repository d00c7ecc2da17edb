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
	firsts byteSet // bytes that words have at that side
	sieve  sieve
	long   buckets // words of six bytes and more, by these
	short  buckets // of the others, those of three and more, by these
	tiny   buckets // the rest, by one byte
	shorts bool    // there are short words
	tinies bool    // there are tiny words
}

// newList sorts words, which are looked for at the beginning of a text or, if
// ends is set, at its end.
func newList(words []string, ends bool) list {
	numbers := make(map[string]int32, len(words))
	for i, w := range words {
		numbers[w] = int32(i)
	}
	l := list{sieve: newSieve(len(numbers))}
	var long, short, tiny []record
	for w, number := range numbers {
		l.firsts.add(w, ends)
		switch n := len(w); {
		case n >= sieved:
			r := newRecord(w, number, sieved, ends)
			if ends {
				l.sieve.let(r.key>>24, turnsOf(w[n-sieved+turnAt], true))
			} else {
				l.sieve.let(r.key&nearest, turnsOf(w[sieved-1], true))
			}
			long = append(long, r)
		case n >= 3:
			r := newRecord(w, number, 3, ends)
			l.sieve.let(r.key, turnsOf(0, false))
			short = append(short, r)
		case n > 0:
			if w[n-1] >= 0x80 {
				l.sieve.letAll()
			}
			tiny = append(tiny, newRecord(w, number, 1, ends))
		}
	}
	l.long, l.short, l.tiny = newBuckets(sieved, long), newBuckets(3, short), newBuckets(1, tiny)
	l.shorts, l.tinies = len(short) > 0, len(tiny) > 0
	return l
}

// newRecord parts a word into a key of some bytes and the rest.
func newRecord(word string, number int32, keyed int, ends bool) record {
	key, rest := word[:keyed], word[keyed:]
	turns := turnsOf(0, false)
	switch {
	case ends:
		rest, key = word[:len(word)-keyed], word[len(word)-keyed:]
		if rest != "" {
			turns = turnsOf(rest[len(rest)-1], true)
		}
	case len(rest) > turnAt:
		turns = turnsOf(rest[turnAt], true)
	}
	r := record{turns: turns, rest: rest, number: number}
	for i := range keyed {
		r.key |= uint64(key[i]) << (8 * i)
	}
	return r
}

// A List finds its words at the beginning of a text or anywhere in it.
type List struct{ list }

// NewList returns the list of words. Where words are numbered, they are
// numbered as they stand here; of a word that stands twice the last counts. The
// empty word is never found.
func NewList(words ...string) *List {
	return &List{newList(words, false)}
}

// Longest returns the number and the length in bytes of the longest word that s
// begins with; the length is 0 where there is none.
func (l *List) Longest(s string) (number, length int) {
	if len(s) >= sieved && (!l.firsts.has(s[0]) || s[0] >= 0x80 && !l.sieve.pass(three(s), s[sieved-1])) {
		return 0, 0
	}
	return l.longest(s)
}

// longest is Longest for a place at which a word may stand.
func (l *List) longest(s string) (number, length int) {
	if len(s) >= sieved {
		key := six(s)
		if number, length = l.long.beginning(l.long.find(key, hash(key)), s); length > 0 {
			return number, length
		}
	}
	if l.shorts && len(s) >= 3 {
		key := three(s)
		if number, length = l.short.beginning(l.short.find(key, hash(key)), s); length > 0 {
			return number, length
		}
	}
	if l.tinies && len(s) > 0 {
		key := uint64(s[0])
		return l.tiny.beginning(l.tiny.find(key, hash(key)), s)
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
		if key := six(s); l.sieve.pass(key&nearest, s[sieved-1]) {
			return l.long.whole(l.long.find(key, hash(key)), s)
		}
	case len(s) >= 3:
		key := three(s)
		return l.short.whole(l.short.find(key, hash(key)), s)
	case len(s) > 0:
		key := uint64(s[0])
		return l.tiny.whole(l.tiny.find(key, hash(key)), s)
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

// nearest masks the first three bytes of six.
const nearest = 1<<24 - 1

// Next returns where in s the next word begins at or after from, with the number
// and the length of the longest one there; the length is 0 where none comes.
func (l *List) Next(s string, from int) (at, number, length int) {
	for i := l.seek(s, from); i < len(s); i = l.seek(s, i+1) {
		if number, length = l.longest(s[i:]); length > 0 {
			return i, number, length
		}
		if s[i] >= 0xE0 {
			i += 2
		}
	}
	return len(s), 0, 0
}

// seek returns the first place of s, at or after from, at which a word may begin,
// or the end of s.
func (l *List) seek(s string, from int) int {
	rest, sieve := s[min(from, len(s)):], l.sieve
	for len(rest) >= 8 {
		place := eight(rest)
		if byte(place) < 0xE0 {
			if l.firsts.has(byte(place)) {
				return len(s) - len(rest)
			}
			rest = rest[1:]
			continue
		}
		if sieve.pass(place&nearest, byte(place>>(8*(sieved-1)))) {
			return len(s) - len(rest)
		}
		rest = rest[len("一"):]
	}
	i := len(s) - len(rest)
	for i+sieved <= len(s) {
		switch {
		case s[i] < 0xE0:
			if l.firsts.has(s[i]) {
				return i
			}
			i++
		case sieve.pass(three(s[i:]), s[i+sieved-1]):
			return i
		default:
			i += len("一")
		}
	}
	if !l.shorts && !l.tinies {
		return len(s)
	}
	for ; i < len(s); i++ {
		if l.firsts.has(s[i]) && (s[i] < 0xE0 || i+3 > len(s) || sieve.passBrief(three(s[i:]))) {
			break
		}
	}
	return i
}

// Endings finds its words at the end of a text.
type Endings struct{ list }

// NewEndings returns the endings words; what NewList says holds here too.
func NewEndings(words ...string) *Endings {
	return &Endings{newList(words, true)}
}

// Longest returns the number and the length in bytes of the longest word that s
// ends with; the length is 0 where there is none.
func (e *Endings) Longest(s string) (number, length int) {
	n := len(s)
	if n >= sieved {
		if !e.firsts.has(s[n-1]) || s[n-1] >= 0x80 && !e.sieve.pass(three(s[n-3:]), s[n-sieved+turnAt]) {
			return 0, 0
		}
		key := six(s[n-sieved:])
		if number, length = e.long.ending(e.long.find(key, hash(key)), s); length > 0 {
			return number, length
		}
	}
	if e.shorts && n >= 3 {
		key := three(s[n-3:])
		if number, length = e.short.ending(e.short.find(key, hash(key)), s); length > 0 {
			return number, length
		}
	}
	if e.tinies && n > 0 {
		key := uint64(s[n-1])
		return e.tiny.ending(e.tiny.find(key, hash(key)), s)
	}
	return 0, 0
}

// End reports whether s ends with a word.
func (e *Endings) End(s string) bool {
	_, n := e.Longest(s)
	return n > 0
}
