package words

import "math/bits"

// A sieve keeps out the places of a text at which no word can stand. Places are
// told by three bytes, nearly always a Chinese character, and by the last byte of
// the character that follows them.
type sieve struct {
	turns []uint64 // by the hash of three bytes, how words go on: see bucket
	last  uint32   // number of the last of them
}

// newSieve returns a sieve that keeps out every place until words are let in.
func newSieve(words int) sieve {
	k := min(12, bits.Len(uint(words))+1)
	return sieve{turns: make([]uint64, 1<<k), last: 1<<k - 1}
}

// let lets places pass that have three bytes and go on in some ways.
func (s sieve) let(three, turns uint64) { s.turns[hash(three)&s.last] |= turns }

// letAll lets all places pass.
func (s sieve) letAll() {
	for i := range s.turns {
		s.turns[i] = 1<<64 - 1
	}
}

// pass reports whether a word may stand at a place that has three bytes and goes
// on with a character that has the last byte turn.
func (s sieve) pass(three uint64, turn byte) bool {
	return s.turns[hash(three)&s.last]>>(turn&63)&1 != 0
}

// passBrief is pass for a place at which the text ends before that character does.
func (s sieve) passBrief(three uint64) bool { return s.turns[hash(three)&s.last] == 1<<64-1 }

// sieved is the number of bytes that places are told by: two Chinese characters.
const sieved = 6

// three returns the first three bytes of s as a number.
func three(s string) uint64 {
	_ = s[2]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16
}

// six returns the first six bytes of s as a number.
func six(s string) uint64 {
	_ = s[sieved-1]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | (uint64(s[4])|uint64(s[5])<<8)<<32
}

// eight returns the first eight bytes of s as a number.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// A byteSet is a set of bytes.
type byteSet [4]uint64

// add adds the byte that a word has at a side.
func (b *byteSet) add(word string, ends bool) {
	if word == "" {
		return
	}
	c := word[0]
	if ends {
		c = word[len(word)-1]
	}
	b[c>>6] |= 1 << (c & 63)
}

func (b *byteSet) has(c byte) bool { return b[c>>6]>>(c&63)&1 != 0 }
