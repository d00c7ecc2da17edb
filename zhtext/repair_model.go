package zhtext

import (
	_ "embed"
	"math/bits"
	"sync"
)

//go:generate go run ../bench/pairs -pack

//go:embed repair_pairs.bin
var packedPairs string

// A model says how well characters follow one another in the prose of reports.
// Costs are in sixteenths of a bit: the higher, the less likely. It is
// repair_pairs.tsv as counts.Pack writes it, read where it lies in the program.
//
// Its characters are numbered from 1 on; 0 is any that it has never seen. What
// is known to follow a character, or two of them, or three, is a context. The
// contexts make a tree: what follows two characters also follows the second of
// them, so a character that is not in the row of the last one is in no context.
type model struct {
	id    [1 << 16]uint16 // number of a character
	char  []rune          // the character of a number
	alone []uint16        // cost of a character by itself
	words int             // length of a set of numbers

	contexts  string // those of single characters by their numbers, then the longer ones
	least     string // of each context, what any follower costs at least
	followers string // of all contexts
	blocks    string // of each block of followers, the first context that is longer by one
	rows      string // for each character the set of those known to follow it
	parts     string // of the rows, those that are not empty
}

// A row is the set of those known to follow a character: which of its parts, of
// 64 numbers each, are not empty, and where in model.parts the first of these is,
// in either half of them.
type row struct {
	full  [2]uint64
	first [2]int
}

// A known is a part of a row, and where in model.followers its first is.
type known struct {
	set   uint64
	first int
}

// A context is what is known to follow a character or more: the followers
// [from, to), in the order of the numbers. Leave is the cost of anything else,
// over what it costs in the shorter context.
type context struct {
	from, to int
	leave    int32
}

// A past is what the last characters let expect: the number of the last one, and
// the contexts of the last two and three, 0 where nothing is known of them.
type past struct {
	one        uint16
	two, three int32
}

const (
	bit     = 16
	unknown = 19 * bit // cost of a character the model has never seen
)

// pairs reads the table when it is needed first.
var pairs = sync.OnceValue(func() *model { return readModel(packedPairs) })

// readModel lays out a packed table: see counts.Pack.
func readModel(packed string) *model {
	chars, contexts, followers, parts := int(u32(packed)), int(u32(packed[4:])), int(u32(packed[8:])), int(u32(packed[12:]))
	m := &model{char: make([]rune, chars), alone: make([]uint16, chars), words: chars/64 + 1}
	take := func(n int) string {
		section := packed[:n]
		packed = packed[n:]
		return section
	}
	take(16)
	list := take(4 * chars)
	for i := range m.char {
		c := u32(list[4*i:])
		m.char[i], m.alone[i] = rune(c&0xFFFF), uint16(c>>16)
		m.id[c&0xFFFF] = uint16(i)
	}
	m.contexts = take(4 * (contexts + 1))
	m.least = take(contexts)
	m.followers = take(4 * followers)
	m.blocks = take(4 * ((followers + block - 1) / block))
	m.rows = take(20 * chars)
	m.parts = take(12 * parts)
	return m
}

// u32 returns the number that b begins with.
func u32(b string) uint32 {
	_ = b[3]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

func u64(b string) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// block is how many followers share the count of the longer contexts before them.
const block = 1 << 9

// follower returns the number of a follower and what it costs in its context.
func (m *model) follower(at int) (id uint16, cost int32) {
	f := u32(m.followers[4*at:])
	return uint16(f >> 19), int32(f >> 10 & 0x1FF)
}

// longer returns the context that is longer by a follower, 0 where there is none.
func (m *model) longer(at int) int32 {
	f := u32(m.followers[4*at:])
	if f&block == 0 {
		return 0
	}
	return int32(u32(m.blocks[at/block*4:]) + f&(block-1))
}

// context returns a context.
func (m *model) context(i int32) context {
	c := m.contexts[4*i:][:8]
	from, to := u32(c), u32(c[4:])
	return context{from: int(from >> 8), to: int(to >> 8), leave: int32(from & 0xFF)}
}

// leaving returns what it costs to leave a context.
func (m *model) leaving(i int32) int32 { return int32(m.contexts[4*i]) }

// row returns the set of those that are known to follow a single character.
func (m *model) row(id uint16) row {
	r := m.rows[20*int(id):][:20]
	full, first := [2]uint64{u64(r), u64(r[8:])}, int(u32(r[16:]))
	return row{full: full, first: [2]int{first, first + bits.OnesCount64(full[0])}}
}

// part returns the part i of a row.
func (m *model) part(r *row, i int) known {
	j, b := i>>6, uint64(1)<<(i&63)
	if r.full[j]&b == 0 {
		return known{}
	}
	p := m.parts[12*(r.first[j]+bits.OnesCount64(r.full[j]&(b-1))):][:12]
	return known{set: u64(p), first: int(u32(p[8:]))}
}

// find returns where a follower of a context is, -1 where it has no such.
func (m *model) find(c context, id uint16) int {
	from, to := c.from, c.to
	for from < to {
		mid := int(uint(from+to) / 2)
		switch f := uint16(u32(m.followers[4*mid:]) >> 19); {
		case f == id:
			return mid
		case f < id:
			from = mid + 1
		default:
			to = mid
		}
	}
	return -1
}

// place returns where a follower of a single character is, -1 where it has no such.
func (m *model) place(last, id uint16) int {
	r := m.row(last)
	k := m.part(&r, int(id>>6))
	if k.set>>(id&63)&1 == 0 {
		return -1
	}
	return k.first + bits.OnesCount64(k.set&(1<<(id&63)-1))
}

// after returns what may follow once id follows p.
func (m *model) after(p past, id uint16) past {
	_, n := m.step(p, id)
	return n
}

// step returns what a character costs after p, and what may follow it then.
func (m *model) step(p past, id uint16) (int32, past) {
	n := past{one: id}
	at := m.place(p.one, id)
	if at < 0 {
		return m.leave(p) + int32(m.alone[id]), n
	}
	_, cost := m.follower(at)
	n.two = m.longer(at)
	if p.two == 0 {
		return cost, n
	}
	two := m.context(p.two)
	if at = m.find(two, id); at < 0 {
		cost += two.leave
		if p.three > 0 {
			cost += m.leaving(p.three)
		}
		return cost, n
	}
	_, cost = m.follower(at)
	n.three = m.longer(at)
	if p.three > 0 {
		three := m.context(p.three)
		if at = m.find(three, id); at < 0 {
			cost += three.leave
		} else {
			_, cost = m.follower(at)
		}
	}
	return cost, n
}

// leave returns what a character that p does not know costs over its cost by
// itself.
func (m *model) leave(p past) int32 {
	sum := m.leaving(int32(p.one))
	if p.two > 0 {
		sum += m.leaving(p.two)
	}
	if p.three > 0 {
		sum += m.leaving(p.three)
	}
	return sum
}

// cheapest returns what any character costs at least that is known to follow p.
func (m *model) cheapest(p past) int32 {
	c := int32(m.least[p.one])
	if p.two > 0 {
		c = min(int32(m.least[p.two]), m.leaving(p.two)+c)
	}
	if p.three > 0 {
		c = min(int32(m.least[p.three]), m.leaving(p.three)+c)
	}
	return c
}

// begin returns what may follow line ends.
func (m *model) begin() past {
	p := past{}
	for range 3 {
		p = m.after(p, m.id['\n'])
	}
	return p
}

// cost returns what a character costs after p.
func (m *model) cost(p past, id uint16) int32 {
	place := m.place(p.one, id)
	if place < 0 {
		return m.leave(p) + int32(m.alone[id])
	}
	leave := int32(0)
	for _, i := range [...]int32{p.three, p.two} {
		if i == 0 {
			continue
		}
		c := m.context(i)
		if at := m.find(c, id); at >= 0 {
			_, cost := m.follower(at)
			return leave + cost
		}
		leave += c.leave
	}
	_, cost := m.follower(place)
	return leave + cost
}

// A walk prices characters after one past, in the order of their numbers.
type walk struct {
	m          *model
	three, two context // those not passed yet
	leave      int32   // of the context of three
	shorter    int32   // and of two
	over       int32   // and of one
}

func (m *model) walk(p past) walk {
	w := walk{m: m}
	if p.three > 0 {
		w.three = m.context(p.three)
		w.leave = w.three.leave
	}
	w.shorter = w.leave
	if p.two > 0 {
		w.two = m.context(p.two)
		w.shorter += w.two.leave
	}
	w.over = w.shorter + m.leaving(int32(p.one))
	return w
}

// cost returns what a character costs that is in the part k of a row.
func (w *walk) cost(k known, id uint16) int32 {
	if k.set>>(id&63)&1 == 0 {
		return w.over + int32(w.m.alone[id])
	}
	if cost, ok := w.pass(&w.three, id); ok {
		return cost
	}
	if cost, ok := w.pass(&w.two, id); ok {
		return w.leave + cost
	}
	_, cost := w.m.follower(k.first + bits.OnesCount64(k.set&(1<<(id&63)-1)))
	return w.shorter + cost
}

// pass goes on in a context to a follower, and returns what it costs there.
func (w *walk) pass(c *context, id uint16) (int32, bool) {
	for c.from < c.to {
		f, cost := w.m.follower(c.from)
		if f >= id {
			return cost, f == id
		}
		c.from++
	}
	return 0, false
}

// class returns the character of the model that r counts as.
func (s *script) class(r rune) rune {
	switch {
	case r >= 0x3400 && r < 1<<16:
		if r >= 0xFF01 && r <= 0xFF5E {
			return s.class(r - 0xFF01 + '!')
		}
		return s.simple(r)
	case r >= '0' && r <= '9':
		return '0'
	case r|0x20 >= 'a' && r|0x20 <= 'z':
		return 'A'
	case r == ' ', r == '\t', r == '\r', r == '\n', r == 0x3000:
		return '\n'
	case r >= 1<<16 || r < 0:
		return 0
	}
	return wide(r)
}

// wide returns the full-width form of a punctuation mark.
func wide(r rune) rune {
	switch r {
	case ',', ';', ':', '!', '?', '(', ')':
		return r - '!' + 0xFF01
	}
	return r
}
