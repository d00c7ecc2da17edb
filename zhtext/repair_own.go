package zhtext

import "math/bits"

// A vocabulary holds how characters follow one another in the text itself:
// names and terms that no table knows are said more than once.
type vocabulary struct {
	text   []uint16        // the characters, as class gives them
	before []int32         // for each place of text the one before with the same character, -1 at the first
	last   [1 << 16]int32  // the last place of a character, one more; 0 where it has none
	single [1 << 16]uint16 // counts of characters
	pair   tally           // counts of two in a row
	paired [1 << 12]uint64 // bits by a hash of two in a row: most pairs that are tried never stand there
	triple tally           // counts of three
	a, b   rune            // the characters counted last
}

// A tally counts keys, which are not 0. It is a hash table with a power of two
// of places, at most half of them taken.
type tally struct {
	keys   []uint64
	counts []uint16
	shift  int
}

func newTally(most int) tally {
	k := bits.Len(uint(2*most) | 63)
	return tally{keys: make([]uint64, 1<<k), counts: make([]uint16, 1<<k), shift: 64 - k}
}

// place returns where key is, or the empty place where it would be.
func (t *tally) place(key uint64) int {
	i := int(key * 0x9E3779B97F4A7C15 >> t.shift)
	for t.keys[i] != key && t.keys[i] != 0 {
		i = (i + 1) & (len(t.keys) - 1)
	}
	return i
}

func (t *tally) add(key uint64) {
	i := t.place(key)
	t.keys[i] = key
	t.counts[i] = min(t.counts[i], 1<<16-2) + 1
}

func (t *tally) of(key uint64) int { return int(t.counts[t.place(key)]) }

func key2(a, b rune) uint64    { return 1<<48 | uint64(a)<<16 | uint64(b) }
func key3(a, b, c rune) uint64 { return 1<<49 | uint64(a)<<32 | uint64(b)<<16 | uint64(c) }

// doubtful is how many tokens after a "?" nothing is learned from: they may be
// paired wrongly.
const doubtful = 40

// learn counts the characters of tokens, without those of the stretches in leave.
func (v *vocabulary) learn(s *script, tokens []token, leave []span) {
	v.start(len(tokens))
	wrong := 0
	for i, t := range tokens {
		if len(leave) > 0 && i >= leave[0].from {
			if i < leave[0].to {
				wrong = max(wrong, 1)
			} else {
				leave = leave[1:]
			}
		}
		if isMark(t.r) {
			wrong = doubtful
		}
		if t.r == bracket {
			continue
		}
		if wrong--; wrong >= 0 {
			v.gap()
			continue
		}
		v.add(s.class(t.r))
	}
}

// learnAgain counts the characters of a reading, without those that are not certain.
func (v *vocabulary) learnAgain(s *script, read []glyph) {
	v.start(len(read))
	for i := range read {
		switch g := &read[i]; {
		case g.doubt || g.lost || g.r < 0:
			v.gap()
		default:
			v.add(s.class(g.r))
		}
	}
}

// start forgets what was counted; most characters are coming.
func (v *vocabulary) start(most int) {
	clear(v.last[:])
	clear(v.single[:])
	clear(v.paired[:])
	v.text = make([]uint16, 0, most)
	v.before = make([]int32, 0, most)
	v.pair, v.triple = newTally(most), newTally(2*most)
	v.gap()
}

// gap says that it is not known what stood before the next character.
func (v *vocabulary) gap() { v.a, v.b = 0, 0 }

// add counts a character, as class gives it.
func (v *vocabulary) add(c rune) {
	a, b := v.a, v.b
	v.before = append(v.before, v.last[c]-1)
	v.text = append(v.text, uint16(c))
	v.last[c] = int32(len(v.text))
	v.single[c] = min(v.single[c], 1<<16-2) + 1
	v.pair.add(key2(b, c))
	h := pairHash(b, c)
	v.paired[h>>6] |= 1 << (h & 63)
	v.triple.add(key3(a, b, c))
	if numeral(b) != numeral(c) {
		v.triple.add(key3(a, anyNumeral(b), anyNumeral(c)))
	}
	v.a, v.b = b, c
}

// What the text's own habits are trusted less than the model by.
const (
	ownPair   = 4 * bit
	ownTriple = 2 * bit
	// otherNumber is what a numeral costs that stands for another one.
	otherNumber = 6 * bit
	ownLeast    = min(ownPair, ownTriple)
)

// pairHash returns the number of the bit of two characters.
func pairHash(a, b rune) uint32 { return (uint32(a)<<16 | uint32(b)) * 0x9E3779B1 >> 14 }

// cost returns what c costs after a and b, where the text has it there.
func (v *vocabulary) cost(a, b, c rune) (int32, bool) {
	if h := pairHash(b, c); v.paired[h>>6]>>(h&63)&1 == 0 {
		return 0, false
	}
	two := v.pair.of(key2(b, c))
	if two == 0 {
		return 0, false
	}
	cost := ratio(int(v.single[b])+8, two) + ownPair
	if three := v.triple.of(key3(a, b, c)); three > 0 {
		cost = min(cost, ratio(v.pair.of(key2(a, b))+2, three)+ownTriple)
	}
	return cost, true
}

// counted returns what c costs after a and b, where the text has them with
// another number: 保三争五 lets expect 保二 and, after it, 争.
func (v *vocabulary) counted(a, b, c rune) (int32, bool) {
	if a < 0x4E00 && b < 0x4E00 || c < 0x4E00 || numeral(b) == numeral(c) || numeral(a) {
		return 0, false
	}
	three := v.triple.of(key3(a, anyNumeral(b), anyNumeral(c)))
	if three == 0 {
		return 0, false
	}
	if numeral(c) {
		return ratio(v.pair.of(key2(a, b))+2, three) + ownTriple + otherNumber, true
	}
	return ownTriple, true
}

// numeral reports whether r is a Chinese numeral.
func numeral(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '两':
		return true
	}
	return false
}

// anyNumeral returns 一 for every numeral, and r for anything else.
func anyNumeral(r rune) rune {
	if numeral(r) {
		return '一'
	}
	return r
}

// habit returns what b costs after a, where the text has it there more than once.
func (v *vocabulary) habit(a, b rune) (int32, bool) {
	n := v.pair.of(key2(a, b))
	if n < 2 {
		return 0, false
	}
	return ratio(int(v.single[a])+8, n) + ownPair, true
}

// ratio returns the cost of what happens n times out of total.
func ratio(total, n int) int32 { return max(0, log2(total)-log2(n)) }

// log2 returns the logarithm of n in bits of cost, to a quarter of a bit.
func log2(n int) int32 {
	k := bits.Len(uint(n)) - 1
	// The two bits after the first are near enough to the fraction.
	rest := n << 2 >> k & 3
	return int32(k*bit + rest*bit/4)
}

// manyPlaces is how many places of a character are looked at.
const manyPlaces = 16

// followers walks over the characters that follow c in the text.
func (v *vocabulary) followers(c rune) func(yield func(rune) bool) {
	return func(yield func(rune) bool) {
		i := v.last[c] - 1
		for n := 0; i >= 0 && n < manyPlaces; n++ {
			if int(i)+1 < len(v.text) && !yield(rune(v.text[i+1])) {
				return
			}
			i = v.before[i]
		}
	}
}
