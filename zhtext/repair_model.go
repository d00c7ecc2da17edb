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

	contexts  []uint32 // those of single characters by their numbers, then the longer ones
	least     string   // of each context, what any follower costs at least
	followers []uint32 // of all contexts
	blocks    []uint32 // of each block of followers, the first context that is longer by one
	rows      []row    // for each character the set of those known to follow it
	sets      []uint64 // of the rows, those parts that are not empty: 64 characters each
	firsts    []uint32 // of each part, where in followers its first is
}

// A row is the set of those known to follow a character: in either half of it,
// which parts of 64 numbers are not empty, and the first of these.
type row struct {
	full  [2]uint64
	first [2]uint32
}

// A context is what is known to follow a character or more: the followers
// [from, to), in the order of the numbers. Leave is the cost of anything else,
// over what it costs in the shorter context.
type context struct{ from, to, leave int32 }

// A past is what the last characters let expect: the number of the last one, and
// the contexts of the last two and three, 0 where nothing is known of them.
type past struct {
	one        uint16
	two, three int32
}

// mostParts is how many parts a set of characters has at most.
const mostParts = 128

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
	m.contexts = numbers(take(4 * (contexts + 1)))
	m.least = take(contexts)
	m.followers = numbers(take(4 * followers))
	m.blocks = numbers(take(4 * ((followers + block - 1) / block)))
	m.rows = make([]row, chars)
	for i, list := 0, take(20*chars); i < chars; i++ {
		r, packed := &m.rows[i], list[20*i:]
		r.full[0], r.full[1], r.first[0] = u64(packed), u64(packed[8:]), u32(packed[16:])
		r.first[1] = r.first[0] + uint32(bits.OnesCount64(r.full[0]))
	}
	m.sets, m.firsts = make([]uint64, parts), make([]uint32, parts)
	for i, list := 0, take(12*parts); i < parts; i++ {
		m.sets[i], m.firsts[i] = u64(list[12*i:]), u32(list[12*i+8:])
	}
	return m
}

// numbers returns the numbers of 32 bits that b is made of.
func numbers(b string) []uint32 {
	list := make([]uint32, len(b)/4)
	for i := range list {
		list[i] = u32(b[4*i:])
	}
	return list
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
	f := m.followers[at]
	return uint16(f >> 19), int32(f >> 10 & 0x1FF)
}

// longer returns the context that is longer by a follower, 0 where there is none.
func (m *model) longer(at int) int32 {
	f := m.followers[at]
	if f&block == 0 {
		return 0
	}
	return int32(m.blocks[at/block] + f&(block-1))
}

// context returns a context.
func (m *model) context(i int32) context {
	c := m.contexts[i:][:2]
	from, to := c[0], c[1]
	return context{from: int32(from >> 8), to: int32(to >> 8), leave: int32(from & 0xFF)}
}

// leaving returns what it costs to leave a context.
func (m *model) leaving(i int32) int32 { return int32(m.contexts[i] & 0xFF) }

// find returns where a follower of a context is, -1 where it has no such. It looks
// in halves without asking, at each of them, which way to go on.
func (m *model) find(c context, id uint16) int {
	at, n := int(c.from), int(c.to-c.from)
	if n == 0 {
		return -1
	}
	for n > 1 {
		half := n >> 1
		next := at + half
		if m.followers[next]>>19 <= uint32(id) {
			at = next
		}
		n -= half
	}
	if m.followers[at]>>19 != uint32(id) {
		return -1
	}
	return at
}

// place returns where a follower of a single character is, -1 where it has no such.
func (m *model) place(last, id uint16) int {
	r, half, its := &m.rows[last], id>>12&1, uint64(1)<<(id>>6&63)
	full := r.full[half]
	if full&its == 0 {
		return -1
	}
	part := r.first[half] + uint32(bits.OnesCount64(full&(its-1)))
	set, its := m.sets[part], uint64(1)<<(id&63)
	if set&its == 0 {
		return -1
	}
	return int(m.firsts[part]) + bits.OnesCount64(set&(its-1))
}

// after returns what may follow once id follows p; at is where it is among those
// that follow the last character.
func (m *model) after(p past, id uint16, at int) past {
	n := past{one: id}
	if at < 0 {
		return n
	}
	n.two = m.longer(at)
	if p.two == 0 {
		return n
	}
	if at = m.find(m.context(p.two), id); at >= 0 {
		n.three = m.longer(at)
	}
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

// cost returns what a character costs after p; place is where it is among those
// that follow the last character.
func (m *model) cost(p past, id uint16, place int) int32 {
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

// An outlook is what is known to follow a past, put together.
type outlook struct {
	past     past
	known    bool
	walk     walk
	row      *row     // of the model
	own      []uint64 // of the text
	cheapest int32    // what any character costs at least that the model knows to follow
}

// mostOutlooks is how many are kept: some more than there are readings in the beams.
const mostOutlooks = 1 << 6

// outlook returns that of a past.
func (s *reread) outlook(p *past) *outlook {
	o := &s.outlooks[(uint32(p.one)*0x9E3779B1^uint32(p.two)*0x85EBCA6B^uint32(p.three)*0xC2B2AE35)>>26]
	if o.past != *p || !o.known {
		o.past, o.known = *p, true
		o.row, o.own = &s.model.rows[p.one], s.own.known(p.one)
		o.walk.begin(s.model, p)
		o.cheapest = min(o.walk.longer, o.walk.shorter+int32(s.model.least[p.one]))
	}
	return o
}

// A walk prices characters after one past, in the order of their numbers.
type walk struct {
	m          *model
	three, two context // those not passed yet
	leave      int32   // of the context of three
	shorter    int32   // and of two
	over       int32   // and of one
	longer     int32   // what any character costs at least that is in one of the first two
}

// begin goes to the first character after a past.
func (w *walk) begin(m *model, p *past) {
	w.m, w.two, w.three, w.leave, w.longer = m, context{}, context{}, 0, unknown
	if p.three > 0 {
		w.three = m.context(p.three)
		w.leave, w.longer = w.three.leave, int32(m.least[p.three])
	}
	w.shorter = w.leave
	if p.two > 0 {
		w.two = m.context(p.two)
		w.shorter += w.two.leave
		w.longer = min(w.longer, w.leave+int32(m.least[p.two]))
	}
	w.over = w.shorter + m.leaving(int32(p.one))
}

// cost returns what a character costs, exactly where that is less than room; one is
// what it costs behind the last character.
func (w *walk) cost(id uint16, one, room int32) int32 {
	cost := w.shorter + one
	if min(cost, w.longer) >= room {
		return cost
	}
	if own, ok := w.pass(&w.three, id); ok {
		return own
	}
	if own, ok := w.pass(&w.two, id); ok {
		return w.leave + own
	}
	return cost
}

// manyFollowers is how many followers are not looked at one by one.
const manyFollowers = 16

// pass goes on in a context to a follower, and returns what it costs there.
func (w *walk) pass(c *context, id uint16) (int32, bool) {
	for to := c.to; to-c.from > manyFollowers; {
		if mid := int32(uint32(c.from+to) / 2); w.m.followers[mid]>>19 > uint32(id) {
			to = mid
		} else {
			c.from = mid
		}
	}
	for c.from < c.to {
		f, cost := w.m.follower(int(c.from))
		if f >= id {
			return cost, f == id
		}
		c.from++
	}
	return 0, false
}

// classes holds what class returns, for each character of the basic plane.
var classes = sync.OnceValue(func() *[1 << 16]uint16 {
	s, list := scripts(), &[1 << 16]uint16{}
	for r := range list {
		list[r] = uint16(s.class(rune(r)))
	}
	return list
})

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
