package counts

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Costs are in sixteenths of a bit.
const (
	bit = 16
	// unknown is the cost of a character the table does not have.
	unknown = 19 * bit
	// costLeft is what any character costs more behind one that nothing is known
	// to follow.
	costLeft = bit / 4
)

// What the numbers of a packed table have room for.
const (
	mostChars     = 1 << 13
	mostCost      = 1<<9 - 1
	mostFollowers = 1 << 24
	// blockSize is how many followers share the count of the longer contexts
	// before them.
	blockSize = 1 << 9
)

// Pack turns the rows of a table into costs, in the form that a program reads
// where it lies. The rows come in the order of Table.Rows, with a heading.
//
// Characters are numbered in the order of their rows, from 1 on; 0 is any that
// the table does not have. What is known to follow a character, or two, or three,
// is a context. First come the contexts of single characters by their numbers,
// then each that is longer by a follower of one before, in the order of those
// followers. The packed table has, in little-endian numbers of 32 bits where
// nothing else is said:
//
//	how many characters, contexts, followers and parts there are
//	for each character its code and what it costs by itself, 16 bits each
//	for each context, and one more, its first follower << 8 | what leaving it costs
//	for each context what any follower costs at least, 8 bits (255 is more)
//	for each follower its number << 19 | its cost << 10 | longer << 9 | rank:
//	  longer where there is a context that is longer by it, whose number is rank
//	  more than that of its block
//	for each block of followers the number of the first context longer by one
//	for each character 128 bits, the parts of its row of followers that are not
//	  empty, and its first part
//	for each part a set of 64 characters, and the place of its first follower
func Pack(rows string) ([]byte, error) {
	p := packer{id: map[rune]uint16{}, alone: []int32{unknown}, chars: []rune{0}}
	_, rows, _ = strings.Cut(withoutRemarks(rows), "\n")
	var counts []int
	total := 0
	for line := range strings.Lines(rows) {
		r, n := utf8.DecodeRuneInString(line)
		if n == len(line) || line[n] != '\t' {
			break
		}
		count, _ := leadingNumber(line[n+1:])
		counts, total = append(counts, count), total+count
		p.id[read(r)] = uint16(len(counts))
		p.chars = append(p.chars, read(r))
	}
	if len(p.chars) > mostChars {
		return nil, fmt.Errorf("%d characters; there is room for %d", len(p.chars), mostChars)
	}
	for _, count := range counts {
		p.alone = append(p.alone, min(unknown, shareCost(float64(count)/float64(total))))
	}
	p.contexts = append(p.contexts, context{leave: costLeft, least: unknown})
	for line := range strings.Lines(rows) {
		key, row, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if !ok || !p.row([]rune(key), row) {
			return nil, fmt.Errorf("row %q does not belong there", key)
		}
	}
	if len(p.followers) >= mostFollowers {
		return nil, errors.New("too many followers")
	}
	return p.packed(), nil
}

func withoutRemarks(rows string) string {
	for strings.HasPrefix(rows, "#") {
		_, rows, _ = strings.Cut(rows, "\n")
	}
	return rows
}

// A packer holds the contexts, as a tree.
type packer struct {
	id        map[rune]uint16
	chars     []rune
	alone     []int32
	contexts  []context
	followers []follower // of all contexts
}

// A context has followers[from:to], in the order of their numbers.
type context struct {
	from, to     int
	leave, least int32
}

type follower struct {
	id     uint16
	cost   int32
	longer int // the context that is longer by it, 0 where there is none
}

// row adds the context of a key. It reports whether the key comes in its order:
// behind the context that it is longer than, and behind those of its elders.
func (p *packer) row(key []rune, row string) bool {
	k := make([]uint16, len(key))
	for i, r := range key {
		k[i] = p.id[read(r)]
	}
	if len(key) == 0 || len(key) >= longest || slices.Contains(k, 0) {
		return false
	}
	last := len(k) - 1
	if last == 0 {
		if int(k[0]) != len(p.contexts) {
			return false
		}
		p.contexts = append(p.contexts, p.context(row, func(id uint16) int32 { return p.alone[id] }))
		return true
	}
	parent := p.at(k[:last])
	if parent == 0 {
		return true // nothing is known of what it is longer than
	}
	at := p.find(parent, k[last])
	if at < 0 {
		return true
	}
	elder := at - 1
	for elder >= 0 && p.followers[elder].longer == 0 {
		elder--
	}
	if elder >= 0 && p.followers[elder].longer != len(p.contexts)-1 || elder < 0 && len(p.contexts) != len(p.chars) {
		return false
	}
	shorter := k[1:]
	c := p.context(row, func(id uint16) int32 { return p.cost(shorter, id) })
	p.followers[at].longer = len(p.contexts)
	p.contexts = append(p.contexts, c)
	return true
}

// context reads what follows in a context, written as in 640<tab>县89市70: its
// own count, its followers each with theirs. Shorter gives the cost of a
// character in the shorter context.
func (p *packer) context(row string, shorter func(uint16) int32) context {
	own, n := leadingNumber(row)
	list := strings.TrimPrefix(row[n:], "\t")
	sum, kinds := 0, 0
	c := context{from: len(p.followers), least: unknown}
	for list != "" {
		r, size := utf8.DecodeRuneInString(list)
		count, digits := leadingNumber(list[size:])
		list = list[size+digits:]
		if r == '#' {
			r = '0'
		}
		sum, kinds = sum+count, kinds+1
		if id := p.id[read(r)]; id != 0 {
			p.followers = append(p.followers, follower{id: id, longer: count})
		}
	}
	own = max(own, sum, 1)
	// The more kinds of followers, the more there are that were never seen (Witten
	// and Bell).
	room := min(max(float64(kinds+own-sum+4)/float64(kinds+own+4), 0.05), 0.8)
	c.to, c.leave = len(p.followers), shareCost(room)
	known := p.followers[c.from:]
	slices.SortFunc(known, func(a, b follower) int { return int(a.id) - int(b.id) })
	for i := range known {
		f := &known[i]
		share := (1-room)*float64(f.longer)/float64(sum) + room*math.Exp2(-float64(shorter(f.id))/bit)
		f.cost, f.longer = min(shareCost(share), mostCost), 0
		c.least = min(c.least, f.cost)
	}
	return c
}

// at returns the context of a key, 0 where there is none.
func (p *packer) at(key []uint16) int {
	c := int(key[0])
	for _, id := range key[1:] {
		at := p.find(c, id)
		if at < 0 || p.followers[at].longer == 0 {
			return 0
		}
		c = p.followers[at].longer
	}
	return c
}

// find returns where a follower of a context is, -1 where it has no such.
func (p *packer) find(context int, id uint16) int {
	c := p.contexts[context]
	i, ok := slices.BinarySearchFunc(p.followers[c.from:c.to], id, func(f follower, id uint16) int { return int(f.id) - int(id) })
	if !ok {
		return -1
	}
	return c.from + i
}

// cost returns what a character costs after a key.
func (p *packer) cost(key []uint16, id uint16) int32 {
	if len(key) == 0 {
		return p.alone[id]
	}
	c := p.at(key)
	if c == 0 {
		return p.cost(key[1:], id)
	}
	if at := p.find(c, id); at >= 0 {
		return p.followers[at].cost
	}
	return p.contexts[c].leave + p.cost(key[1:], id)
}

// packed writes the table.
func (p *packer) packed() []byte {
	le := binary.LittleEndian
	var rows, parts []byte
	n := 0
	for _, c := range p.contexts[:len(p.chars)] {
		var full [2]uint64
		rows32 := uint32(n)
		for i := c.from; i < c.to; {
			word, set, first := p.followers[i].id>>6, uint64(0), i
			for ; i < c.to && p.followers[i].id>>6 == word; i++ {
				set |= 1 << (p.followers[i].id & 63)
			}
			full[word>>6] |= 1 << (word & 63)
			parts = le.AppendUint32(le.AppendUint64(parts, set), uint32(first))
			n++
		}
		rows = le.AppendUint32(le.AppendUint64(le.AppendUint64(rows, full[0]), full[1]), rows32)
	}
	var out []byte
	for _, count := range []int{len(p.chars), len(p.contexts), len(p.followers), n} {
		out = le.AppendUint32(out, uint32(count))
	}
	for i, r := range p.chars {
		out = le.AppendUint16(le.AppendUint16(out, uint16(r)), uint16(p.alone[i]))
	}
	for _, c := range p.contexts {
		out = le.AppendUint32(out, uint32(c.from)<<8|uint32(c.leave))
	}
	out = le.AppendUint32(out, uint32(len(p.followers))<<8)
	for _, c := range p.contexts {
		out = append(out, byte(min(c.least, 255)))
	}
	var blocks []byte
	next, base := len(p.chars), 0
	for i, f := range p.followers {
		if i%blockSize == 0 {
			base = next
			blocks = le.AppendUint32(blocks, uint32(base))
		}
		packed := uint32(f.id)<<19 | uint32(f.cost)<<10
		if f.longer != 0 {
			packed |= blockSize | uint32(next-base)
			next++
		}
		out = le.AppendUint32(out, packed)
	}
	return slices.Concat(out, blocks, rows, parts)
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

// read returns the character that a table writes as r.
func read(r rune) rune {
	if r == '¶' {
		return '\n'
	}
	return r
}
