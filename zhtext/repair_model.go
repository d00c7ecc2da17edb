package zhtext

import (
	_ "embed"
	"math"
	"slices"
	"sync"
	"unicode/utf8"
)

//go:embed repair_pairs.tsv
var pairRows string

// A model says how well one character follows another in the prose of reports.
// Costs are in sixteenths of a bit: the higher, the less likely.
type model struct {
	alone [1 << 16]uint16 // cost of a character by itself
	back  [1 << 16]uint16 // cost of leaving the followers a character is known to have
	span  [1 << 16][2]int32
	next  []follower // of all characters: those of r are next[span[r][0]:span[r][1]], in order
}

// A follower is a character and what it costs after another.
type follower struct {
	r    uint16
	cost uint16
}

const (
	bit     = 16
	unknown = 19 * bit // cost of a character the model has never seen
)

// pairs reads repair_pairs.tsv when it is needed first.
var pairs = sync.OnceValue(func() *model {
	m := &model{next: make([]follower, 0, 1<<17)}
	total := 0
	alone := map[rune]int{}
	for c, rest := range rows(pairRows) {
		r, _ := utf8.DecodeRuneInString(c)
		n, _ := leadingNumber(rest)
		alone[lineEnd(r)] = n
		total += n
	}
	for i := range m.alone {
		m.alone[i], m.back[i] = unknown, bit/4
	}
	for r, n := range alone {
		m.alone[r] = cost(n, total)
	}
	for c, rest := range rows(pairRows) {
		r, _ := utf8.DecodeRuneInString(c)
		m.addFollowers(lineEnd(r), rest, total)
	}
	return m
})

// addFollowers reads the followers of r, written as in 县89市70, after r's own
// count and a tab.
func (m *model) addFollowers(r rune, rest string, total int) {
	own, n := leadingNumber(rest)
	rest = rest[min(n+1, len(rest)):]
	sum, from := 0, len(m.next)
	for p := rest; p != ""; {
		_, size := utf8.DecodeRuneInString(p)
		count, digits := leadingNumber(p[size:])
		sum += count
		p = p[size+digits:]
	}
	own = max(own, sum, 1)
	// What follows r elsewhere counts as much as its followers once it has few:
	// Witten and Bell's way to leave room for what was never seen.
	kinds := 0
	for p := rest; p != ""; kinds++ {
		_, size := utf8.DecodeRuneInString(p)
		_, digits := leadingNumber(p[size:])
		p = p[size+digits:]
	}
	room := float64(kinds+own-sum+4) / float64(kinds+own+4)
	room = min(max(room, 0.05), 0.8)
	m.back[r] = uint16(-math.Log2(room) * bit)
	for p := rest; p != ""; {
		f, size := utf8.DecodeRuneInString(p)
		count, digits := leadingNumber(p[size:])
		p = p[size+digits:]
		if f == '#' {
			f = '0'
		}
		f = lineEnd(f)
		share := (1-room)*float64(count)/float64(sum) + room*math.Exp2(-float64(m.alone[f])/bit)
		m.next = append(m.next, follower{uint16(f), uint16(-math.Log2(share) * bit)})
	}
	list := m.next[from:]
	slices.SortFunc(list, func(a, b follower) int { return int(a.r) - int(b.r) })
	m.span[r] = [2]int32{int32(from), int32(len(m.next))}
}

// cost is the cost of what was counted n times out of total.
func cost(n, total int) uint16 {
	return uint16(min(unknown, math.Log2(float64(total)/float64(max(n, 1)))*bit))
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

// after returns what b costs after a, both as classOf gives them.
func (m *model) after(a, b rune) int32 {
	lo, hi := m.span[a][0], m.span[a][1]
	for lo < hi {
		mid := (lo + hi) / 2
		switch f := &m.next[mid]; {
		case rune(f.r) == b:
			return int32(f.cost)
		case rune(f.r) < b:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return int32(m.back[a]) + int32(m.alone[b])
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
