package words

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
)

// Buckets hold words by some bytes, the key, that they share at the side they
// are looked for from.
type buckets struct {
	keyed int      // bytes of a key
	slots []bucket // a hash table, at most two thirds of it taken
	shift uint8    // leaves of a hash the number of a slot
	words string   // of each word that goes on behind its key its length without that, its number and how it goes on; a length of 0 ends a bucket
}

// A bucket holds the words of one key. Most texts that have the key go on as
// none of them does, or have a word that is the key: both are told without a
// look at the words.
type bucket struct {
	key   uint64 // with the bit taken; 0 where the slot is free
	turns uint64 // how words go on: a bit by the last byte of the character behind the key
	self  int32  // number of the word that is the key, one more; 0 where none is
	rest  uint32 // where the words that go on lie in words, the longest first
}

// taken marks the key of a bucket; no key has as many bytes.
const taken = 1 << 63

// A record is a word as buckets are made of it.
type record struct {
	key    uint64
	turns  uint64 // how it goes on, see bucket
	rest   string // the word without its key
	number int32
}

// recordHead is the length of what stands before a word in buckets.words.
const recordHead = 2 + 4

// newBuckets returns the buckets of the words in list, of which none stands twice.
func newBuckets(keyed int, list []record) buckets {
	slices.SortFunc(list, func(a, b record) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(len(b.rest), len(a.rest)), cmp.Compare(a.rest, b.rest))
	})
	keys := 0
	for i, r := range list {
		if i == 0 || r.key != list[i-1].key {
			keys++
		}
	}
	k := bits.Len(uint(keys + keys/2))
	b := buckets{keyed: keyed, slots: make([]bucket, 1<<k), shift: uint8(32 - k)}
	var out []byte
	for len(list) > 0 {
		key := list[0].key
		at := b.find(key, hash(key))
		at.key, at.rest = key|taken, uint32(len(out))
		for ; len(list) > 0 && list[0].key == key; list = list[1:] {
			r := list[0]
			if r.rest == "" {
				at.self = r.number + 1
				continue
			}
			at.turns |= r.turns
			out = binary.LittleEndian.AppendUint16(out, uint16(len(r.rest)))
			out = binary.LittleEndian.AppendUint32(out, uint32(r.number))
			out = append(out, r.rest...)
		}
		out = binary.LittleEndian.AppendUint16(out, 0)
	}
	b.words = string(out)
	return b
}

// hash returns the hash of a key.
func hash(key uint64) uint32 { return uint32(key * 0x9E3779B97F4A7C15 >> 32) }

// find returns the bucket of a key with the hash h, an empty one where there is
// none.
func (b *buckets) find(key uint64, h uint32) *bucket {
	for i := h >> (b.shift & 31); ; i++ {
		at := &b.slots[i&uint32(len(b.slots)-1)]
		if at.key == key|taken || at.key == 0 {
			return at
		}
	}
}

// next returns how the word that lies at a place of words goes on behind its key,
// its number and the place after it. It goes on with nothing at the end of the
// bucket.
func (b *buckets) next(at uint32) (rest string, number int, after uint32) {
	w := b.words[at:]
	n := uint32(w[0]) | uint32(w[1])<<8
	if n == 0 {
		return "", 0, at
	}
	number = int(uint32(w[2]) | uint32(w[3])<<8 | uint32(w[4])<<16 | uint32(w[5])<<24)
	return w[recordHead : recordHead+n], number, at + recordHead + n
}

// beginning returns the number and the length of the longest word of a bucket
// that s, which begins with its key, begins with; the length is 0 where there is
// none.
func (b *buckets) beginning(at *bucket, s string) (number, length int) {
	if turn := b.keyed + turnAt; at.turns != 0 && (len(s) <= turn || at.turns>>(s[turn]&63)&1 != 0) {
		behind := s[b.keyed:]
		for rest, number, next := b.next(at.rest); rest != ""; rest, number, next = b.next(next) {
			if len(rest) <= len(behind) && behind[len(rest)-1] == rest[len(rest)-1] && behind[:len(rest)] == rest {
				return number, b.keyed + len(rest)
			}
		}
	}
	if at.self != 0 {
		return int(at.self) - 1, b.keyed
	}
	return 0, 0
}

// ending is beginning for the word that s, which ends with the key, ends with.
func (b *buckets) ending(at *bucket, s string) (number, length int) {
	before := len(s) - b.keyed
	if at.turns != 0 && before > 0 && at.turns>>(s[before-1]&63)&1 != 0 {
		for rest, number, next := b.next(at.rest); rest != ""; rest, number, next = b.next(next) {
			if strings.HasSuffix(s[:before], rest) {
				return number, b.keyed + len(rest)
			}
		}
	}
	if at.self != 0 {
		return int(at.self) - 1, b.keyed
	}
	return 0, 0
}

// whole is beginning for the word that s is.
func (b *buckets) whole(at *bucket, s string) (number int, ok bool) {
	if len(s) == b.keyed {
		return int(at.self) - 1, at.self != 0
	}
	if turn := b.keyed + turnAt; at.turns != 0 && (len(s) <= turn || at.turns>>(s[turn]&63)&1 != 0) {
		for rest, number, next := b.next(at.rest); rest != ""; rest, number, next = b.next(next) {
			if rest == s[b.keyed:] {
				return number, true
			}
		}
	}
	return 0, false
}

// turnAt is where behind a key the last byte of a Chinese character stands.
const turnAt = 2

// turnsOf returns the bit that tells how words go on whose next character ends
// with last; all where that is unknown.
func turnsOf(last byte, known bool) uint64 {
	if !known {
		return 1<<64 - 1
	}
	return 1 << (last & 63)
}
