package zhtext

import (
	"math/bits"
	"slices"
)

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
	habits bool            // only what habit returns is asked for

	model *model
	row   []int32 // for each character of the model where the set of what follows it begins in rows, one more; 0 where nothing does
	rows  []uint64
}

func newVocabulary(m *model) *vocabulary {
	return &vocabulary{model: m, row: make([]int32, len(m.alone))}
}

// A tally counts keys of 48 bits. It is a hash table with a power of two of
// places, at most half of them taken: a key and, in the last 16 bits, its count.
type tally struct {
	places []uint64
	shift  int
}

// start forgets what was counted; about so many keys are coming, twice as many at most.
func (t *tally) start(most int) {
	k := bits.Len(uint(3*most) | 63)
	if len(t.places) < 1<<k {
		*t = tally{places: make([]uint64, 1<<k), shift: 64 - k}
		return
	}
	clear(t.places)
}

// place returns where key is, or the empty place where it would be.
func (t *tally) place(key uint64) int {
	i := int(key * 0x9E3779B97F4A7C15 >> t.shift)
	for t.places[i]>>16 != key && t.places[i] != 0 {
		i = (i + 1) & (len(t.places) - 1)
	}
	return i
}

// add counts a key, and returns how often it was counted.
func (t *tally) add(key uint64) int {
	p := &t.places[t.place(key)]
	*p = key<<16 | (min(*p&0xFFFF, 1<<16-2) + 1)
	return int(*p & 0xFFFF)
}

func (t *tally) of(key uint64) int { return int(t.places[t.place(key)] & 0xFFFF) }

func key2(a, b rune) uint64    { return uint64(a)<<16 | uint64(b) }
func key3(a, b, c rune) uint64 { return uint64(a)<<32 | uint64(b)<<16 | uint64(c) }

// doubtful is how many tokens after a "?" nothing is learned from: they may be
// paired wrongly.
const doubtful = 40

// glance counts what habit needs, in all tokens.
func (v *vocabulary) glance(tokens []token) {
	v.habits = true
	v.learn(tokens, nil)
	v.habits = false
}

// learn counts the characters of tokens, without those of the stretches in leave.
func (v *vocabulary) learn(tokens []token, leave []span) {
	v.start(len(tokens))
	wrong := 0
	for i := range tokens {
		t := &tokens[i]
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
		v.add(rune(t.class))
	}
}

// start forgets what was counted; most characters are coming.
func (v *vocabulary) start(most int) {
	v.gap()
	clear(v.single[:])
	v.pair.start(most)
	if v.habits {
		return
	}
	clear(v.last[:])
	clear(v.paired[:])
	clear(v.row)
	v.text, v.before = slices.Grow(v.text[:0], most), slices.Grow(v.before[:0], most)
	v.triple.start(most) // and some more with other numbers
	v.rows = slices.Grow(v.rows[:0], min(most/8, len(v.row))*(ownFull+v.model.words))
}

// ownFull is how many words of a row come before the set: which of its parts are
// not empty.
const ownFull = 2

// known returns the set of those that follow a character in the text, or might
// but for a number, behind the parts of it that are not empty; nil where nothing does.
func (v *vocabulary) known(id uint16) []uint64 {
	if at := v.row[id]; at > 0 {
		return v.rows[at-1:][:ownFull+v.model.words]
	}
	return nil
}

// follows reports whether id is one of those that follow last.
func (v *vocabulary) follows(last, id uint16) bool {
	at := v.row[last]
	return at > 0 && v.rows[int(at)-1+ownFull+int(id>>6)]>>(id&63)&1 != 0
}

// join notes that b follows a in the text.
func (v *vocabulary) join(a, b uint16) {
	if a == 0 || b == 0 {
		return
	}
	if v.row[a] == 0 {
		v.row[a] = int32(len(v.rows)) + 1
		v.rows = append(v.rows, make([]uint64, ownFull+v.model.words)...)
	}
	row := v.rows[v.row[a]-1:]
	row[b>>12] |= 1 << (b >> 6 & 63)
	row[ownFull+b>>6] |= 1 << (b & 63)
}

// joined notes b behind a, also where one of them is a number and the text has
// it with another.
func (v *vocabulary) joined(a, b rune) {
	from, to := v.model.id[a], v.model.id[b]
	v.join(from, to)
	if numeral(a) == numeral(b) {
		return
	}
	for _, r := range numerals {
		n := v.model.id[r]
		if numeral(a) {
			v.join(n, to)
		} else {
			v.join(from, n)
		}
	}
}

// gap says that it is not known what stood before the next character.
func (v *vocabulary) gap() { v.a, v.b = 0, 0 }

// add counts a character, as class gives it.
func (v *vocabulary) add(c rune) {
	a, b := v.a, v.b
	v.a, v.b = b, c
	v.single[c] = min(v.single[c], 1<<16-2) + 1
	if v.habits {
		v.pair.add(key2(b, c))
		return
	}
	v.before = append(v.before, v.last[c]-1)
	v.text = append(v.text, uint16(c))
	v.last[c] = int32(len(v.text))
	if v.pair.add(key2(b, c)) == 1 {
		h := pairHash(b, c)
		v.paired[h>>6] |= 1 << (h & 63)
		v.joined(b, c)
	}
	v.triple.add(key3(a, b, c))
	if numeral(b) != numeral(c) {
		v.triple.add(key3(a, anyNumeral(b), anyNumeral(c)))
	}
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

// numerals are the Chinese numerals that stand for one another.
const numerals = "一二三四五六七八九十两"

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
// Both are letters: behind a mark, two bytes that were lost in the same way are
// as likely as a name.
func (v *vocabulary) habit(a, b rune) (int32, bool) {
	if !letter(a) || !letter(b) {
		return 0, false
	}
	n := v.pair.of(key2(a, b))
	if n < 2 {
		return 0, false
	}
	return ratio(int(v.single[a])+8, n) + ownPair, true
}

// often reports whether the text has a Latin letter b after a so often that it
// belongs there: 5G twice, A股 three times.
func (v *vocabulary) often(a, b rune) bool {
	if b != 'A' || !letter(a) {
		return false
	}
	n := v.pair.of(key2(a, b))
	return n >= 3 || n == 2 && a < 0x80
}

// letter reports whether r, as class gives it, is a letter or digit.
func letter(r rune) bool { return r == '0' || r == 'A' || r >= 0x3400 && r < 0xA000 }

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
