package zhtext

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// A habit is a way in which converters of the kind of Repair's differ.
type habit struct {
	name   string
	mark   string  // what stands for a byte that could not be decoded
	narrow bool    // full-width marks are narrowed in the bytes, wherever their two bytes stand
	strike bool    // a mark is put over those bytes
	drop   float64 // share of sentence ends at which a byte is lost without a trace
	most   int     // how many at most
	bare   bool    // there are no readings
	keeps  bool    // readings never fall between the bytes of two characters
	bar    float64 // share of the places that is restored at least
	least  float64 // share of the characters, where it is not that of the others
}

// spoilPlainly damages clean text by a habit: characters become Traditional and
// get readings, bytes are lost, and what remains is decoded pair by pair, a mark
// for each byte that finds no partner.
func spoilPlainly(clean string, h habit, rnd *rand.Rand) wreck {
	w, bytes, from, chars := inGBK(clean)
	switch {
	case h.bare:
	case h.keeps:
		bytes, from = glossWhole(bytes, from)
	default:
		bytes, from = gloss(bytes, from)
	}
	if h.drop > 0 {
		bytes, from = lose(bytes, from, chars, h, rnd)
	}
	if h.narrow {
		bytes, from = narrow(bytes, from)
	}
	g := codes()
	var out strings.Builder
	var sound []good
	for i := 0; i < len(bytes); {
		b, start := bytes[i], out.Len()
		whole := from[i]
		if b < 0x80 {
			out.WriteByte(b)
			i++
		} else if i+1 < len(bytes) && g.at(b, bytes[i+1]) != 0 {
			r := g.at(b, bytes[i+1])
			if r >= 0xFF01 && r <= 0xFF5E {
				r -= 0xFEE0
			}
			out.WriteRune(r)
			if from[i+1] != whole {
				whole = -2
			}
			i += 2
		} else {
			out.WriteString(h.mark)
			whole = -2
			i++
		}
		if n := len(sound); whole == -1 && n > 0 && sound[n-1].end == start {
			sound[n-1].end = out.Len()
		} else if whole >= 0 && (b >= 0x80 || chars[whole] < 0x80 || chars[whole] >= 0xFF01) {
			sound = append(sound, good{whole, start, out.Len()})
		}
	}
	w.text = out.String()
	w.note(sound, chars)
	return w
}

// glossWhole puts readings behind whole characters only.
func glossWhole(bytes []byte, from []int) ([]byte, []int) {
	g := codes()
	readings := map[uint16]string{}
	for _, entry := range strings.Fields(glossedList) {
		r, n := utf8.DecodeRuneInString(entry)
		readings[g.bytes[r]] = entry[n:]
	}
	var bs []byte
	var fs []int
	for i := 0; i < len(bytes); i++ {
		bs, fs = append(bs, bytes[i]), append(fs, from[i])
		if bytes[i] < 0x80 {
			continue
		}
		i++
		bs, fs = append(bs, bytes[i]), append(fs, from[i])
		reading := readings[uint16(bytes[i-1])<<8|uint16(bytes[i])]
		if reading == "" {
			continue
		}
		for _, c := range "(" + reading + ")" {
			if c < 0x80 {
				bs, fs = append(bs, byte(c)), append(fs, -1)
			} else {
				a, b := g.of(c)
				bs, fs = append(bs, a, b), append(fs, -1, -1)
			}
		}
	}
	return bs, fs
}

// lose drops bytes at the ends of sentences: of the mark or of a character
// beside it.
func lose(bytes []byte, from []int, chars []rune, h habit, rnd *rand.Rand) ([]byte, []int) {
	gone := make([]bool, len(bytes))
	over := make([]bool, len(bytes))
	for i := range bytes {
		if from[i] < 0 || chars[from[i]] != '。' || i > 0 && from[i-1] == from[i] || rnd.Float64() >= h.drop {
			continue
		}
		at := i - 2 + rnd.IntN(6)
		for n := 1 + rnd.IntN(max(h.most, 1)); n > 0 && at >= 0 && at < len(bytes) && bytes[at] >= 0x80 && from[at] >= 0; n-- {
			gone[at], over[at] = true, h.strike
			at++
		}
	}
	var bs []byte
	var fs []int
	for i := range bytes {
		switch {
		case over[i]:
			bs, fs = append(bs, '?'), append(fs, -2)
		case !gone[i]:
			bs, fs = append(bs, bytes[i]), append(fs, from[i])
		}
	}
	return bs, fs
}

// narrow turns the two bytes of full-width marks into ASCII wherever they stand.
func narrow(bytes []byte, from []int) ([]byte, []int) {
	var bs []byte
	var fs []int
	for i := 0; i < len(bytes); i++ {
		if i+1 < len(bytes) && bytes[i] == 0xA3 && strings.IndexByte("\xA1\xBF\xAC\xBB\xBA", bytes[i+1]) >= 0 {
			owner := from[i]
			if from[i+1] != owner {
				owner = -2
			}
			bs, fs = append(bs, bytes[i+1]&0x7F), append(fs, owner)
			i++
			continue
		}
		bs, fs = append(bs, bytes[i]), append(fs, from[i])
	}
	return bs, fs
}
