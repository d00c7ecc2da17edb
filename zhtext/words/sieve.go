package words

import "math/bits"

// A sieve keeps out the places of a text at which no word can stand, by the hash
// of the bytes there. Few places pass it without a word.
type sieve struct {
	bits  []uint64
	shift uint8 // leaves of a hash the number of a bit
}

// newSieve returns a sieve that keeps out every place until words are let in.
func newSieve(words int) sieve {
	k := min(17, bits.Len(uint(words))+6)
	return sieve{bits: make([]uint64, 1<<k>>6), shift: uint8(32 - k)}
}

// let lets places with the hash h pass.
func (s *sieve) let(h uint32) {
	h >>= s.shift
	s.bits[h>>6] |= 1 << (h & 63)
}

// letAll lets all places pass.
func (s *sieve) letAll() {
	for i := range s.bits {
		s.bits[i] = 1<<64 - 1
	}
}

// pass reports whether a word may stand at a place with the hash h.
func (s *sieve) pass(h uint32) bool {
	h >>= s.shift & 31
	return s.bits[h>>6]>>(h&63)&1 != 0
}

// sieved is the number of bytes that places are told by: two Chinese characters.
// Words that have less are told by the nearest three.
const sieved = 6

// three returns the first three bytes of s as a number.
func three(s string) uint64 { return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 }

// six returns the first six bytes of s as a number.
func six(s string) uint64 {
	_ = s[sieved-1]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | (uint64(s[4])|uint64(s[5])<<8)<<32
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
