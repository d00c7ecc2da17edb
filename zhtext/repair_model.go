package zhtext

import (
	_ "embed"
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed repair_pairs.tsv
var pairRows string

// A model says how well characters follow one another in the prose of reports.
// Costs are in sixteenths of a bit: the higher, the less likely.
//
// Its characters are numbered from 1 on; 0 is any that it has never seen. What
// is known to follow a character, or two of them, or three, is a context. The
// contexts make a tree: what follows two characters also follows the second of
// them, so a character that is not in the row of the last one is in no context.
type model struct {
	id    [1 << 16]uint16 // number of a character
	char  []rune          // the character of a number
	alone []uint16        // cost of a character by itself
	ctx   []context       // those of single characters by their numbers, then the longer ones
	next  []follower      // of all contexts
	words int             // length of a row
	rows  []known         // for each character the set of those known to follow it
}

// A known is a part of a set of numbers, 64 of them, and where in model.next the
// first of the part is.
type known struct {
	set   uint64
	first int32
}

// A context is what is known to follow a character or more: next[from:to], in
// the order of the numbers. Leave is the cost of anything else, over what it
// costs in the shorter context.
type context struct {
	from, to int32
	leave    int32
	least    int32 // what any follower costs at least
}

// A follower is a character, what it costs in its context, and the context that
// is longer by it, 0 where there is none.
type follower struct {
	id, cost uint16
	longer   int32
}

// A past is what the last characters let expect: the number of the last one, and
// the contexts of the last two and three, 0 where nothing is known of them.
type past struct {
	one        uint16
	two, three int32
}

const (
	bit      = 16
	unknown  = 19 * bit // cost of a character the model has never seen
	costLeft = bit / 4  // what any character costs more behind one that nothing is known to follow
)

// pairs reads repair_pairs.tsv when it is needed first.
var pairs = sync.OnceValue(func() *model { return readModel(pairRows) })

// readModel reads a table. Its rows of one character stand before those of two,
// those before the rows of three.
func readModel(table string) *model {
	m := &model{char: []rune{0}, alone: []uint16{unknown}, next: make([]follower, 0, 3*strings.Count(table, "\n"))}
	var counts []int
	total := 0
	for key, rest := range rows(table) {
		r, n := utf8.DecodeRuneInString(key)
		if n < len(key) {
			break
		}
		count, _ := leadingNumber(rest)
		counts, total = append(counts, count), total+count
		m.id[lineEnd(r)] = uint16(len(counts))
		m.char = append(m.char, lineEnd(r))
	}
	for _, count := range counts {
		m.alone = append(m.alone, uint16(min(unknown, shareCost(float64(count)/float64(total)))))
	}
	m.words = len(m.alone)/64 + 1
	m.rows = make([]known, len(m.alone)*m.words)
	m.ctx = make([]context, len(m.alone), len(m.alone)+strings.Count(table, "\n"))
	for i := range m.ctx {
		m.ctx[i].leave, m.ctx[i].least = costLeft, unknown
	}
	for key, rest := range rows(table) {
		var k [3]uint16
		n := 0
		for _, r := range key {
			k[n] = m.id[lineEnd(r)]
			n++
		}
		switch n {
		case 1:
			m.ctx[k[0]] = m.context(rest, func(id uint16) int32 { return int32(m.alone[id]) })
			m.row(k[0])
		case 2:
			p := m.after(past{}, k[1])
			m.lengthen(int32(k[0]), k[1], rest, p)
		case 3:
			p := m.after(past{one: k[1]}, k[2])
			m.lengthen(m.after(past{one: k[0]}, k[1]).two, k[2], rest, p)
		}
	}
	return m
}

// context reads what follows in a context, written as in 640<tab>县89市70: its
// own count, its followers each with theirs. Shorter gives the cost of a
// character in the shorter context.
func (m *model) context(row string, shorter func(uint16) int32) context {
	own, n := leadingNumber(row)
	list := strings.TrimPrefix(row[n:], "\t")
	sum, kinds := 0, 0
	from := len(m.next)
	for r, count := range followers(list) {
		sum, kinds = sum+count, kinds+1
		if id := m.id[r]; id != 0 {
			m.next = append(m.next, follower{id: id, longer: int32(count)})
		}
	}
	own = max(own, sum, 1)
	// The more kinds of followers, the more there are that were never seen (Witten
	// and Bell).
	room := min(max(float64(kinds+own-sum+4)/float64(kinds+own+4), 0.05), 0.8)
	known := m.next[from:]
	slices.SortFunc(known, func(a, b follower) int { return int(a.id) - int(b.id) })
	for i := range known {
		f := &known[i]
		share := (1-room)*float64(f.longer)/float64(sum) + room*math.Exp2(-float64(shorter(f.id))/bit)
		f.cost, f.longer = uint16(shareCost(share)), 0
	}
	c := context{from: int32(from), to: int32(len(m.next)), leave: shareCost(room), least: unknown}
	for _, f := range known {
		c.least = min(c.least, int32(f.cost))
	}
	return c
}

// row notes the set of those that follow a single character.
func (m *model) row(id uint16) {
	row := m.known(id)
	c := m.ctx[id]
	for _, f := range m.next[c.from:c.to] {
		row[f.id>>6].set |= 1 << (f.id & 63)
	}
	at := c.from
	for i := range row {
		row[i].first = at
		at += int32(bits.OnesCount64(row[i].set))
	}
}

// lengthen adds the context that is longer than c by a character, whose past
// without the first of c is p.
func (m *model) lengthen(c int32, by uint16, row string, p past) {
	if c == 0 {
		return
	}
	if at := m.find(&m.ctx[c], by); at >= 0 {
		m.next[at].longer = int32(len(m.ctx))
		m.ctx = append(m.ctx, m.context(row, func(id uint16) int32 { return m.cost(p, id) }))
	}
}

// known returns the set of those that are known to follow a single character.
func (m *model) known(id uint16) []known { return m.rows[int(id)*m.words:][:m.words] }

// find returns where a follower is in a context, -1 where it is not.
func (m *model) find(c *context, id uint16) int {
	from, to := int(c.from), int(c.to)
	for from < to {
		mid := (from + to) / 2
		switch f := m.next[mid].id; {
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

// place returns where in next a character is that follows a single one, -1 where
// it is not known to.
func (m *model) place(last, id uint16) int {
	k := m.rows[int(last)*m.words+int(id>>6)]
	if k.set>>(id&63)&1 == 0 {
		return -1
	}
	return int(k.first) + bits.OnesCount64(k.set&(1<<(id&63)-1))
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
	f := m.next[at]
	cost := int32(f.cost)
	n.two = f.longer
	if p.two == 0 {
		return cost, n
	}
	two := &m.ctx[p.two]
	if at = m.find(two, id); at < 0 {
		cost += two.leave
		if p.three > 0 {
			cost += m.ctx[p.three].leave
		}
		return cost, n
	}
	f = m.next[at]
	cost = int32(f.cost)
	n.three = f.longer
	if p.three > 0 {
		three := &m.ctx[p.three]
		if at = m.find(three, id); at < 0 {
			cost += three.leave
		} else {
			cost = int32(m.next[at].cost)
		}
	}
	return cost, n
}

// leave returns what a character that p does not know costs over its cost by
// itself.
func (m *model) leave(p past) int32 {
	sum := m.ctx[p.one].leave
	if p.two > 0 {
		sum += m.ctx[p.two].leave
	}
	if p.three > 0 {
		sum += m.ctx[p.three].leave
	}
	return sum
}

// least returns what any character costs at least that is known to follow p.
func (m *model) least(p past) int32 {
	c := m.ctx[p.one].least
	if p.two > 0 {
		c = min(m.ctx[p.two].least, m.ctx[p.two].leave+c)
	}
	if p.three > 0 {
		c = min(m.ctx[p.three].least, m.ctx[p.three].leave+c)
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
		c := &m.ctx[i]
		if at := m.find(c, id); at >= 0 {
			return leave + int32(m.next[at].cost)
		}
		leave += c.leave
	}
	return leave + int32(m.next[place].cost)
}

// A walk prices characters after one past, in the order of their numbers.
type walk struct {
	m          *model
	three, two []follower // those not passed yet
	leave      int32      // of the context of three
	shorter    int32      // and of two
	over       int32      // and of one
}

func (m *model) walk(p past) walk {
	w := walk{m: m}
	if p.three > 0 {
		c := &m.ctx[p.three]
		w.three, w.leave = m.next[c.from:c.to], c.leave
	}
	w.shorter = w.leave
	if p.two > 0 {
		c := &m.ctx[p.two]
		w.two = m.next[c.from:c.to]
		w.shorter += c.leave
	}
	w.over = w.shorter + m.ctx[p.one].leave
	return w
}

// cost returns what a character costs that is in the part k of a row.
func (w *walk) cost(k known, id uint16) int32 {
	if k.set>>(id&63)&1 == 0 {
		return w.over + int32(w.m.alone[id])
	}
	for len(w.three) > 0 && w.three[0].id < id {
		w.three = w.three[1:]
	}
	if len(w.three) > 0 && w.three[0].id == id {
		return int32(w.three[0].cost)
	}
	for len(w.two) > 0 && w.two[0].id < id {
		w.two = w.two[1:]
	}
	if len(w.two) > 0 && w.two[0].id == id {
		return w.leave + int32(w.two[0].cost)
	}
	return w.shorter + int32(w.m.next[int(k.first)+bits.OnesCount64(k.set&(1<<(id&63)-1))].cost)
}

// followers walks over characters with their counts.
func followers(list string) func(yield func(r rune, count int) bool) {
	return func(yield func(r rune, count int) bool) {
		for list != "" {
			r, size := utf8.DecodeRuneInString(list)
			count, digits := leadingNumber(list[size:])
			list = list[size+digits:]
			if r == '#' {
				r = '0'
			}
			if !yield(lineEnd(r), count) {
				return
			}
		}
	}
}

// shareCost is the cost of what is as likely as share.
func shareCost(share float64) int32 {
	return int32(math.Round(-math.Log2(max(share, 1e-9)) * bit))
}

// leadingNumber reads the digits s begins with, and says how many they are.
func leadingNumber(s string) (n, digits int) {
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		n = n*10 + int(s[digits]-'0')
		digits++
	}
	return n, digits
}

func lineEnd(r rune) rune {
	if r == '¶' {
		return '\n'
	}
	return r
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
