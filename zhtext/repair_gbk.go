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
	// forms lists the likely pairs of a simplified character, 0 after the last.
	forms [1 << 16][4]uint16
	// trails and leads list the bytes that make a likely character of a lead byte,
	// of a trail byte; those of frequent characters stand first.
	trails, leads [256][]byte
	// gone lists the trails of a lead byte that are the lead bytes of pairs no
	// decoder knows.
	gone [256][]byte
	// loses says of a byte that pairs which begin with it can stand for no
	// character: the areas of GBK that are left to users, and rows with gaps.
	loses [256]bool
	// characters first.
}

// codes reads the charset when it is needed first.
var codes = sync.OnceValue(readCodes)

func readCodes() *gbk {
	g := &gbk{}
	dec := simplifiedchinese.GBK.NewDecoder()
	s, m := scripts(), pairs()
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			if trail == 0x7F {
				continue
			}
			out, err := dec.Bytes([]byte{byte(lead), byte(trail)})
			if err != nil {
				continue
			}
			r, n := utf8.DecodeRune(out)
			if n != len(out) || r == utf8.RuneError || r >= 0xE000 && r < 0xF900 || lead == 0xFE && trail < 0xA1 {
				continue
			}
			pair := uint16(lead)<<8 | uint16(trail)
			g.char[pair] = uint16(r)
			if g.bytes[r] == 0 { // a few characters have two pairs; the first is the one in use
				g.bytes[r] = pair
			}
			mark := r == '。' || r == '、' || r == '“' || r == '”' || r == '《' || r == '》' || r == '—' || r == '·' ||
				r == '，' || r == '；' || r == '：' || r == '！' || r == '？' || r == '（' || r == '）'
			if mark || r >= 0x4E00 && r < 0xA000 && !s.only[r] && m.alone[s.simple(r)] < unknown {
				g.likely[pair] = true
				g.trails[lead] = append(g.trails[lead], byte(trail))
				g.leads[trail] = append(g.leads[trail], byte(lead))
				g.addForm(s.class(r), pair)
			}
		}
	}
	rare := func(lead, trail byte) int { return int(m.alone[s.class(g.at(lead, trail))]) }
	for b := range byte(0xFF) {
		slices.SortStableFunc(g.trails[b], func(x, y byte) int { return rare(b, x) - rare(b, y) })
		slices.SortStableFunc(g.leads[b], func(x, y byte) int { return rare(x, b) - rare(y, b) })
	}
	for b := 0x81; b <= 0xFE; b++ {
		for t := 0x81; t <= 0xFE && !g.loses[b]; t++ {
			g.loses[b] = g.at(byte(b), byte(t)) == 0
		}
	}
	for lead := range g.trails {
		for _, t := range g.trails[lead] {
			if g.loses[t] {
				g.gone[lead] = append(g.gone[lead], t)
			}
		}
	}
	return g
}

func (g *gbk) addForm(simple rune, pair uint16) {
	for i, p := range g.forms[simple] {
		if p == 0 {
			g.forms[simple][i] = pair
			return
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
