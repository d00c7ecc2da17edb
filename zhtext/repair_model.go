package zhtext

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed repair_pairs.tsv
var pairRows string

// A model says how well characters follow one another in the prose of reports.
// Costs are in sixteenths of a bit: the higher, the less likely.
type model struct {
	alone [1 << 16]uint16  // cost of a character by itself
	one   [1 << 16]context // what follows a character
	two   contexts         // what follows two characters
	three contexts         // what follows three
	next  []follower       // of all contexts
	rank  []follower       // the same, those of a context in the order of their costs
}

// A context is what is known to follow a character or two: next[from:to], in
// the order of the characters. Leave is the cost of anything else, over what it
// costs in the shorter context.
type context struct {
	from, to int32
	leave    int32
}

// A follower is a character and what it costs in its context.
type follower struct{ r, cost uint16 }

const (
	bit     = 16
	unknown = 19 * bit // cost of a character the model has never seen
)

// pairs reads repair_pairs.tsv when it is needed first.
var pairs = sync.OnceValue(func() *model { return readModel(pairRows) })

// readModel reads a table. Its rows of one character stand before those of two,
// those before the rows of three.
func readModel(table string) *model {
	m := &model{two: newContexts(1 << 15), three: newContexts(1 << 15), next: make([]follower, 0, 1<<18), rank: make([]follower, 0, 1<<18)}
	for i := range m.alone {
		m.alone[i], m.one[i].leave = unknown, bit/4
	}
	total := 0
	for key, rest := range rows(table) {
		if _, n := utf8.DecodeRuneInString(key); n == len(key) {
			count, _ := leadingNumber(rest)
			total += count
		}
	}
	for key, rest := range rows(table) {
		if r, n := utf8.DecodeRuneInString(key); n == len(key) {
			count, _ := leadingNumber(rest)
			m.alone[lineEnd(r)] = uint16(min(unknown, shareCost(float64(count)/float64(total))))
		}
	}
	for key, rest := range rows(table) {
		var k [3]rune
		n := 0
		for _, r := range key {
			k[n] = lineEnd(r)
			n++
		}
		switch n {
		case 1:
			m.one[k[0]] = m.context(rest, func(r rune) int32 { return int32(m.alone[r]) })
		case 2:
			m.two.add(key3(0, k[0], k[1]), m.context(rest, func(r rune) int32 { return m.in(m.one[k[1]], r, int32(m.alone[r])) }))
		case 3:
			p := m.after(0, k[1], k[2])
			m.three.add(key3(k[0], k[1], k[2]), m.context(rest, func(r rune) int32 { return m.cost(p, r) }))
		}
	}
	return m
}

// context reads what follows in a context, written as in 640<tab>县89市70: its
// own count, its followers each with theirs. Shorter gives the cost of a
// character in the shorter context.
func (m *model) context(row string, shorter func(rune) int32) context {
	own, n := leadingNumber(row)
	list := strings.TrimPrefix(row[n:], "\t")
	sum, kinds := 0, 0
	for range followers(list) {
		kinds++
	}
	for _, count := range followers(list) {
		sum += count
	}
	own = max(own, sum, 1)
	// The more kinds of followers, the more there are that were never seen (Witten
	// and Bell).
	room := min(max(float64(kinds+own-sum+4)/float64(kinds+own+4), 0.05), 0.8)
	c := context{from: int32(len(m.next)), leave: shareCost(room)}
	for r, count := range followers(list) {
		share := (1-room)*float64(count)/float64(sum) + room*math.Exp2(-float64(shorter(r))/bit)
		m.next = append(m.next, follower{uint16(r), uint16(shareCost(share))})
	}
	c.to = int32(len(m.next))
	m.rank = append(m.rank, m.next[c.from:]...)
	slices.SortFunc(m.next[c.from:], func(a, b follower) int { return int(a.r) - int(b.r) })
	slices.SortStableFunc(m.rank[c.from:], func(a, b follower) int { return int(a.cost) - int(b.cost) })
	return c
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

// in returns what r costs in a context; shorter is its cost in the shorter one.
func (m *model) in(c context, r rune, shorter int32) int32 {
	list := m.next[c.from:c.to]
	for len(list) > 0 {
		mid := len(list) / 2
		switch f := list[mid]; {
		case rune(f.r) == r:
			return int32(f.cost)
		case rune(f.r) < r:
			list = list[mid+1:]
		default:
			list = list[:mid]
		}
	}
	return c.leave + shorter
}

// A past is what three characters let expect, the longest context known first.
type past struct {
	one, two, three context
}

// contexts lists what is known, from the longest context to the shortest.
func (p *past) contexts() [3]context { return [3]context{p.three, p.two, p.one} }

// after returns what may follow a, b and c, all as class gives them.
func (m *model) after(a, b, c rune) past {
	p := past{one: m.one[c]}
	p.two = *m.two.at(key3(0, b, c))
	if p.two.to > 0 {
		p.three = *m.three.at(key3(a, b, c))
	}
	return p
}

// Contexts are found by two or three characters, a number that is not 0. They
// are a hash table with a power of two of places, at most half of them taken.
type contexts struct {
	keys  []uint64
	of    []context
	count int
}

// newContexts returns a table of so many places, a power of two.
func newContexts(places int) contexts {
	return contexts{keys: make([]uint64, places), of: make([]context, places)}
}

// place returns where the context of key is, or the empty place where it would be.
func (c *contexts) place(key uint64) int {
	i := int(key*0x9E3779B97F4A7C15>>32) & (len(c.keys) - 1)
	for c.keys[i] != key && c.keys[i] != 0 {
		i = (i + 1) & (len(c.keys) - 1)
	}
	return i
}

// at returns the context of key, an empty one where there is none.
func (c *contexts) at(key uint64) *context { return &c.of[c.place(key)] }

func (c *contexts) add(key uint64, is context) {
	if 2*c.count >= len(c.keys) {
		old := *c
		*c = newContexts(2 * len(old.keys))
		for i, k := range old.keys {
			if k != 0 {
				c.add(k, old.of[i])
			}
		}
	}
	i := c.place(key)
	c.keys[i], c.of[i] = key, is
	c.count++
}

// cost returns what r costs after p.
func (m *model) cost(p past, r rune) int32 {
	c := m.in(p.one, r, int32(m.alone[r]))
	if p.two.to > 0 {
		c = m.in(p.two, r, c)
	}
	if p.three.to > 0 {
		c = m.in(p.three, r, c)
	}
	return c
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
