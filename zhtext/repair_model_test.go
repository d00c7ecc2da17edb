package zhtext

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/zhtext/counts"
)

// TestTableIsPacked holds what the program reads to the table that people read.
func TestTableIsPacked(t *testing.T) {
	table, err := os.ReadFile("repair_pairs.tsv")
	if err != nil {
		t.Fatal(err)
	}
	packed, err := counts.Pack(string(table))
	if err != nil {
		t.Fatal(err)
	}
	if string(packed) != packedPairs {
		t.Error("repair_pairs.bin is not repair_pairs.tsv: run go generate ./zhtext")
	}
}

func TestTheModelKnowsProse(t *testing.T) {
	cost := func(s string) int32 {
		m, sum := pairs(), int32(0)
		p := past{}
		for _, r := range s {
			var c int32
			c, p = m.step(p, m.id[scripts().class(r)])
			sum += c
		}
		return sum
	}
	if prose, jumble := cost("加快推进农业农村现代化。"), cost("化代现村农业农进推快加。"); prose >= jumble/2 {
		t.Errorf("prose costs %d, the same characters in another order %d", prose, jumble)
	}
}

// slowCost is what a character costs after those before it, as counts.Pack says: by
// the longest context that has it, and by what leaving the longer ones costs.
func slowCost(m *model, before []uint16, id uint16) int32 {
	if len(before) == 0 {
		return int32(m.alone[id])
	}
	at := slowContext(m, before)
	if at < 0 {
		return slowCost(m, before[1:], id)
	}
	for k := m.contexts[at] >> 8; k < m.contexts[at+1]>>8; k++ {
		if f := m.followers[k]; f>>19 == uint32(id) {
			return int32(f >> 10 & 0x1FF)
		}
	}
	return int32(m.contexts[at]&0xFF) + slowCost(m, before[1:], id)
}

// slowContext returns the context of some characters, -1 where nothing is known of them.
func slowContext(m *model, key []uint16) int {
	at := int(key[0])
	for _, id := range key[1:] {
		next := -1
		for k := int(m.contexts[at] >> 8); k < int(m.contexts[at+1]>>8); k++ {
			if m.followers[k]>>19 == uint32(id) && m.followers[k]&block != 0 {
				next = int(m.longer(k))
			}
		}
		if next < 0 {
			return -1
		}
		at = next
	}
	return at
}

// someProse is characters by their numbers: prose, with others among them.
func someProse(m *model, n int) []uint16 {
	var ids []uint16
	rnd := rand.New(rand.NewPCG(1, 2))
	prose := strings.Repeat("全省地区生产总值增长百分之六，一般公共预算收入增长。加快推进农业农村现代化，坚持以人民为中心的发展思想。\n\n\n", n)
	for _, r := range prose {
		id := m.id[scripts().class(r)]
		switch rnd.IntN(12) {
		case 0:
			id = uint16(rnd.IntN(len(m.alone)))
		case 1:
			id = 0 // one that the model does not know
		}
		ids = append(ids, id)
	}
	return ids
}

// TestEveryWayToPriceCharactersAgrees holds those that go over a text, and those that
// try one character after another, to what the table says.
func TestEveryWayToPriceCharactersAgrees(t *testing.T) {
	m := pairs()
	ids := someProse(m, 20)
	priced := append([]uint16(nil), ids...)
	m.prices(priced)
	p := past{}
	known := [4]int{}
	for i, id := range ids {
		before := ids[max(0, i-3):i]
		want := slowCost(m, before, id)
		if i > 2 && int32(priced[i]) != want {
			t.Fatalf("character %d is priced at %d, not %d", i, priced[i], want)
		}
		place := m.place(p.one, id)
		if got := m.cost(p, id, place); i > 2 && got != want {
			t.Fatalf("character %d costs %d, not %d", i, got, want)
		}
		var w walk
		w.begin(m, &p)
		if place >= 0 {
			_, one := m.follower(place)
			if got := w.cost(id, one, 1<<20); i > 2 && got != want {
				t.Fatalf("character %d costs %d on a walk, not %d", i, got, want)
			}
			if got := w.cost(id, one, want); i > 2 && got < want {
				t.Fatalf("character %d, which costs %d, seems to cost %d", i, want, got)
			}
		} else if i > 2 && w.over+int32(m.alone[id]) != want {
			t.Fatalf("character %d costs %d over its own cost, not %d", i, w.over, want)
		}
		got, next := m.step(p, id)
		if i > 2 && got != want {
			t.Fatalf("character %d is a step of %d, not %d", i, got, want)
		}
		if m.after(p, id, place) != next {
			t.Fatalf("behind character %d stands %v or %v", i, m.after(p, id, place), next)
		}
		p = next
		known[contexts(p)]++
	}
	if min(known[0], known[1], known[2]) < 20 {
		t.Errorf("of some lengths there are few contexts: %v", known)
	}
}

// contexts returns how many contexts longer than one character a past has.
func contexts(p past) int {
	n := 0
	if p.two > 0 {
		n++
	}
	if p.three > 0 {
		n++
	}
	return n
}

// TestFoundIsWhatFollows holds the search among sets to one character after another.
func TestFoundIsWhatFollows(t *testing.T) {
	m, g := pairs(), codes()
	rd := &restoration{script: scripts(), classes: classes(), model: m, codes: g, own: newVocabulary(m)}
	var tokens []token
	for _, r := range "我市三次产业结构比例为五比四十比四十五。三次产业。" {
		tokens = append(tokens, token{r: r, class: uint16(rd.class(r))})
	}
	rd.own.learn(tokens, nil)
	s := &rd.search
	s.restoration, s.left = rd, 1<<20
	p := past{}
	for i, id := range someProse(m, 1) {
		_, p = m.step(p, id)
		for _, h := range []*half{&g.begin[0xB7+i%8], &g.end[0xA1+i%64], &g.lost} {
			st := state{past: p, last: m.char[id]}
			for _, room := range []int32{40, 90, 160, 400} {
				got := map[uint16]int32{}
				for _, c := range s.choices[s.following(&st, h, room):] {
					got[c.id] = c.cost
				}
				s.choices = s.choices[:0]
				for n := uint16(1); int(n) < len(m.alone); n++ {
					want := m.cost(p, n, m.place(id, n))
					if rd.own.follows(id, n) {
						want = s.known(&st, m.char[n], want, room)
					} else if m.place(id, n) < 0 {
						want = room
					}
					ofHalf := false
					for _, f := range g.formsOf(n) {
						ofHalf = ofHalf || h.has(f.pair)
					}
					if c, ok := got[n]; ok != (ofHalf && want < room) || ok && c != want {
						t.Fatalf("%q behind %q with room for %d: %d, %v; it costs %d", m.char[n], m.char[id], room, c, ok, want)
					}
				}
			}
		}
	}
}
