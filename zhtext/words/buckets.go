package words

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
)

// Buckets hold words by some bytes that they share at the side they are looked
// for from. The words of a bucket lie side by side, the longest first: a look
// takes few far steps through memory, however long the words are.
type buckets struct {
	slots []uint64 // a hash table, at most two thirds of it taken: the hash of a bucket and where it lies in words, one more; 0 where free
	shift uint8    // leaves of a hash the number of a slot
	words string   // of each word its length, its number and the word; a length of 0 ends a bucket
}

// A record is a word as buckets are made of it; its key is the bytes shared.
type record struct {
	key    uint64
	word   string
	number int32
}

// recordHead is the length of what stands before a word in a bucket.
const recordHead = 2 + 4

// newBuckets returns the buckets of the words in list, of which none stands twice.
func newBuckets(list []record) buckets {
	slices.SortFunc(list, func(a, b record) int {
		return cmp.Or(cmp.Compare(hash(a.key), hash(b.key)), cmp.Compare(len(b.word), len(a.word)), cmp.Compare(a.word, b.word))
	})
	hashes := 0
	for i, r := range list {
		if i == 0 || hash(r.key) != hash(list[i-1].key) {
			hashes++
		}
	}
	k := bits.Len(uint(hashes + hashes/2))
	b := buckets{slots: make([]uint64, 1<<k), shift: uint8(32 - k)}
	var out []byte
	for i, r := range list {
		if h := hash(r.key); i == 0 || h != hash(list[i-1].key) {
			if i > 0 {
				out = binary.LittleEndian.AppendUint16(out, 0)
			}
			at := h >> b.shift
			for b.slots[at] != 0 {
				at = (at + 1) & uint32(len(b.slots)-1)
			}
			b.slots[at] = uint64(h)<<32 | uint64(len(out)+1)
		}
		out = binary.LittleEndian.AppendUint16(out, uint16(len(r.word)))
		out = binary.LittleEndian.AppendUint32(out, uint32(r.number))
		out = append(out, r.word...)
	}
	b.words = string(append(out, 0, 0))
	return b
}

// hash returns the hash of a key. Words of several keys may share a bucket.
func hash(key uint64) uint32 { return uint32(key * 0x9E3779B97F4A7C15 >> 32) }

// find returns where the bucket of a key lies, the end of words where there is
// none.
func (b *buckets) find(key uint64) int {
	h := hash(key)
	for at := h >> (b.shift & 31); ; at++ {
		s := b.slots[at&uint32(len(b.slots)-1)]
		if s>>32 == uint64(h) && s != 0 {
			return int(uint32(s)) - 1
		}
		if s == 0 {
			return len(b.words) - 2
		}
	}
}

// next returns the word that lies at a place of a bucket, its number and the
// place after it. The word is empty at the end of the bucket.
func (b *buckets) next(at int) (word string, number, after int) {
	w := b.words[at:]
	n := int(w[0]) | int(w[1])<<8
	if n == 0 {
		return "", 0, at
	}
	number = int(uint32(w[2]) | uint32(w[3])<<8 | uint32(w[4])<<16 | uint32(w[5])<<24)
	return w[recordHead : recordHead+n], number, at + recordHead + n
}

// beginning returns the number and the length of the longest word of the bucket
// of a key that s begins with; the length is 0 where there is none.
func (b *buckets) beginning(key uint64, s string) (number, length int) {
	for at := b.find(key); ; {
		word, number, after := b.next(at)
		if word == "" || strings.HasPrefix(s, word) {
			return number, len(word)
		}
		at = after
	}
}

// ending is beginning for the word that s ends with.
func (b *buckets) ending(key uint64, s string) (number, length int) {
	for at := b.find(key); ; {
		word, number, after := b.next(at)
		if word == "" || strings.HasSuffix(s, word) {
			return number, len(word)
		}
		at = after
	}
}

// whole is beginning for the word that s is.
func (b *buckets) whole(key uint64, s string) (number int, ok bool) {
	for at := b.find(key); ; {
		word, number, after := b.next(at)
		if word == "" || word == s {
			return number, word != ""
		}
		at = after
	}
}
