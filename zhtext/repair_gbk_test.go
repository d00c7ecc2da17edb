package zhtext

import "testing"

// TestWhatTraditionalTextIsMadeOf: its characters and marks, nothing that is simplified
// only, nothing that begins lists.
func TestWhatTraditionalTextIsMadeOf(t *testing.T) {
	g := codes()
	pair := func(r rune) uint16 {
		lead, trail := g.of(r)
		if g.at(lead, trail) != r {
			t.Fatalf("%c is %c in GBK and back", r, g.at(lead, trail))
		}
		return uint16(lead)<<8 | uint16(trail)
	}
	for _, r := range "發展的一。、“”《》—·，；：！？（）" {
		if !g.likely[pair(r)] {
			t.Errorf("%c is not likely", r)
		}
	}
	for _, r := range "国发①∪Ａ℃" {
		if g.likely[pair(r)] {
			t.Errorf("%c is likely", r)
		}
	}
	for _, r := range []rune{-2, -1, 1 << 16, 'A', '\u0e01'} {
		if lead, trail := g.of(r); lead != 0 || trail != 0 {
			t.Errorf("%U is %X %X", r, lead, trail)
		}
	}
}

// TestHalvesHoldWhatABytePermits: each pair is in the sets of its two bytes, frequent
// characters first; those that may vanish with what follows them are told apart.
func TestHalvesHoldWhatABytePermits(t *testing.T) {
	g, m := codes(), pairs()
	begin, end, lost := 0, 0, 0
	for b := range 256 {
		for _, h := range []*half{&g.begin[b], &g.end[b]} {
			last := uint16(0)
			for _, pair := range h.pairs {
				n := g.number[pair]
				if !g.likely[pair] || !h.has(pair) || h.set[n>>6]>>(n&63)&1 == 0 || h.full[n>>12]>>(n>>6&63)&1 == 0 {
					t.Fatalf("%X is not of a half that has it", pair)
				}
				if m.alone[n] < last {
					t.Fatalf("%X comes before a more frequent one", pair)
				}
				last = m.alone[n]
			}
		}
		begin, end = begin+len(g.begin[b].pairs), end+len(g.end[b].pairs)
		for _, pair := range g.gone[b].pairs {
			if int(pair>>8) != b || !g.loses[byte(pair)] || !g.gone[b].has(pair) || !g.lost.has(pair) {
				t.Errorf("%X does not lose what follows it", pair)
			}
			lost++
		}
	}
	if begin != end || lost != len(g.lost.pairs) || lost == 0 || lost >= begin {
		t.Errorf("%d pairs begin with a byte, %d end with one, %d of %d lose the next", begin, end, lost, len(g.lost.pairs))
	}
	for b, want := range map[byte]bool{0xAA: true, 0xFE: true, 0xF8: true, 0xB0: false, 0xC8: false, 0x40: false} {
		if g.loses[b] != want {
			t.Errorf("%X loses: %v", b, !want)
		}
	}
	for n := uint16(1); int(n) < len(m.alone); n++ {
		for _, f := range g.formsOf(n) {
			if g.number[f.pair] != n || g.char[f.pair] != f.char {
				t.Fatalf("%X is no form of %c", f.pair, m.char[n])
			}
		}
	}
}
