package words

import "math/bits"

// A sieve keeps out the places of a text at which no word can stand, by the six
// bytes there: two Chinese characters. Few places pass it without a word.
type sieve struct {
	pairs []uint64 // bits by a hash of six bytes
	shift uint8    // leaves of a hash the number of a bit
	near  []uint64 // bits by a hash of the nearest three bytes, for the words that have less than six; empty where none has
}

// sieved is the number of bytes that a sieve looks at. A text must have as many.
const sieved = 6

// nearBits is the logarithm of the number of bits by three bytes.
const nearBits = 12

// newSieve returns a sieve that keeps out every place until words are let in.
func newSieve(words int) sieve {
	k := min(17, bits.Len(uint(words))+6)
	return sieve{pairs: make([]uint64, 1<<k>>6), shift: uint8(32 - k)}
}

// Multipliers that make different hashes of bytes that differ little.
const (
	spreadNear = 0x9E3779B1
	spreadFar  = 0x85EBCA77
)

func (s *sieve) pair(near, far uint32) uint32 {
	return (near*spreadNear ^ far*spreadFar) >> (s.shift & 31)
}

// let lets places with the near and far three bytes pass.
func (s *sieve) let(near, far uint32) {
	h := s.pair(near, far)
	s.pairs[h>>6] |= 1 << (h & 63)
}

// letNear lets places with the near three bytes pass, whatever the others are.
func (s *sieve) letNear(near uint32) {
	if s.near == nil {
		s.near = make([]uint64, 1<<nearBits>>6)
	}
	h := near * spreadNear >> (32 - nearBits)
	s.near[h>>6] |= 1 << (h & 63)
}

// letAll lets all places pass.
func (s *sieve) letAll() {
	for i := range s.pairs {
		s.pairs[i] = 1<<64 - 1
	}
}

// pass reports whether a word may stand at the near and far three bytes.
func (s *sieve) pass(near, far uint32) bool {
	h := s.pair(near, far)
	return s.pairs[h>>6]>>(h&63)&1 != 0 || len(s.near) > 0 && s.passNear(near)
}

// passNear reports whether a word of less than six bytes may stand at the near
// three bytes.
func (s *sieve) passNear(near uint32) bool {
	h := near * spreadNear >> (32 - nearBits)
	return s.near[h>>6]>>(h&63)&1 != 0
}

// three returns the first three bytes of s as a number.
func three(s string) uint32 { return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 }

// six returns the first three bytes of s and the three behind them as numbers.
func six(s string) (a, b uint32) {
	_ = s[5]
	a = uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
	b = uint32(s[2]) | uint32(s[3])<<8 | uint32(s[4])<<16 | uint32(s[5])<<24
	return a & 0xFFFFFF, b >> 8
}
