package zhtext

import (
	"slices"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// gbk maps characters to their two bytes in GBK and back, and knows which
// characters a text in Traditional script may hold.
type gbk struct {
	char  [1 << 16]uint16 // two bytes → character, 0 where there is none
	bytes [1 << 16]uint16 // character → two bytes, 0 where there is none
	// likely says of two bytes that they are a character Traditional text is
	// made of.
	likely [1 << 16]bool
	// number is that of the model, of the character of two bytes.
	number [1 << 16]uint16
	// forms are the likely pairs of the characters, in the order of their numbers in
	// the model; those of a number end where firstForm has those of the next.
	forms     []form
	firstForm []uint32
	// begin and end are the likely characters that begin, that end with a byte;
	// lost those that end with one that loses.
	begin, end [256]half
	lost       half
	// gone are those of begin that end with a byte that loses.
	gone [256]half
	// loses says of a byte that pairs which begin with it can stand for no
	// character: the areas of GBK that are left to users, and rows with gaps.
	loses [256]bool
}

// A form is two bytes with the character they are.
type form struct{ pair, char uint16 }

// formsOf returns the likely pairs of a character by its number in the model.
func (g *gbk) formsOf(id uint16) []form {
	first := g.firstForm[id:][:2]
	return g.forms[first[0]:first[1]]
}

// A half is what likely characters have in common of which one byte is known:
// their pairs, those of frequent ones first, and the set of their numbers.
type half struct {
	mask, is uint16     // the byte that is known
	loses    *[256]bool // or that the second is one of these
	pairs    []uint16
	set      *[mostParts]uint64
	full     [2]uint64 // the parts of the set that are not empty
}

// has reports whether a pair is one of the half.
func (h *half) has(pair uint16) bool {
	return pair&h.mask == h.is && (h.loses == nil || h.loses[byte(pair)])
}

func (h *half) add(pair, number uint16, mask uint16) {
	if h.set == nil {
		h.mask, h.is, h.set = mask, pair&mask, new([mostParts]uint64)
	}
	h.pairs = append(h.pairs, pair)
	h.put(number)
}

// put adds a number to the set.
func (h *half) put(number uint16) {
	part := number >> 6
	h.set[part] |= 1 << (number & 63)
	h.full[part>>6] |= 1 << (part & 63)
}

// codes reads the charset when it is needed first.
var codes = sync.OnceValue(readCodes)

func readCodes() *gbk {
	g := &gbk{}
	g.lost.loses = &g.loses
	dec := simplifiedchinese.GBK.NewDecoder()
	s, m, marks := scripts(), pairs(), plainMarks()
	forms := make([][]form, len(m.alone))
	var in [2]byte
	var out [8]byte
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			if trail == 0x7F {
				continue
			}
			in[0], in[1] = byte(lead), byte(trail)
			length, _, err := dec.Transform(out[:], in[:], true)
			r, size := utf8.DecodeRune(out[:length])
			if err != nil || size != length || r == utf8.RuneError || lead == 0xFE && trail < 0xA1 {
				continue
			}
			pair := uint16(lead)<<8 | uint16(trail)
			if r >= 0xE000 && r < 0xF900 { // left to users: most converters drop the pair, some keep it
				g.bytes[r] = pair
				continue
			}
			g.char[pair] = uint16(r)
			if g.bytes[r] == 0 { // a few characters have two pairs; the first is the one in use
				g.bytes[r] = pair
			}
			n := m.id[s.class(r)]
			g.number[pair] = n
			if isOneOf(r, marks) || r >= 0x4E00 && r < 0xA000 && !s.only[r] && m.alone[n] < unknown {
				g.likely[pair] = true
				g.begin[lead].add(pair, n, 0xFF00)
				g.end[trail].add(pair, n, 0x00FF)
				forms[n] = append(forms[n], form{pair, uint16(r)})
			}
		}
	}
	for _, list := range forms {
		g.firstForm = append(g.firstForm, uint32(len(g.forms)))
		g.forms = append(g.forms, list...)
	}
	g.firstForm = append(g.firstForm, uint32(len(g.forms)))
	g.findLosing()
	g.sortHalves(m)
	return g
}

// findLosing finds the bytes that pairs begin with which stand for no character.
func (g *gbk) findLosing() {
	for b := 0x81; b <= 0xFE; b++ {
		for t := 0x81; t <= 0xFE && !g.loses[b]; t++ {
			g.loses[b] = g.at(byte(b), byte(t)) == 0
		}
	}
}

// sortHalves puts frequent characters first, and tells those apart that end with a
// byte that loses.
func (g *gbk) sortHalves(m *model) {
	frequent := func(x, y uint16) int { return int(m.alone[g.number[x]]) - int(m.alone[g.number[y]]) }
	for b := range g.begin {
		g.gone[b].loses = &g.loses
		slices.SortStableFunc(g.begin[b].pairs, frequent)
		slices.SortStableFunc(g.end[b].pairs, frequent)
		for _, pair := range g.begin[b].pairs {
			if g.loses[byte(pair)] {
				g.gone[b].add(pair, g.number[pair], 0xFF00)
				g.lost.add(pair, g.number[pair], 0)
			}
		}
	}
}

// at returns the character of two bytes, 0 where there is none.
func (g *gbk) at(lead, trail byte) rune { return rune(g.char[uint16(lead)<<8|uint16(trail)]) }

// of returns the two bytes of r in GBK, 0 where it has none.
func (g *gbk) of(r rune) (lead, trail byte) {
	if r < 0 || r >= 1<<16 {
		return 0, 0
	}
	return byte(g.bytes[r] >> 8), byte(g.bytes[r])
}
