package lexicon

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A trie maps words to small numbers and finds the longest word at the start
// of a text without allocating. The first rune is looked up in a table, since
// at most places of a text no word begins; below that, the children of a node
// lie side by side in order of their runes.
type trie struct {
	ascii [128]int32     // roots of ASCII; 0 is none
	han   []int32        // roots of U+4E00–U+9FFF
	other map[rune]int32 // roots of all other runes
	nodes []node         // nodes[0] is not used
}

type node struct {
	label rune
	child int32 // first child
	count int32 // number of children
	value int32 // -1: no word ends here
}

const hanFirst, hanLast = 0x4E00, 0x9FFF

// newTrie builds the trie of words; the value of words[i] is i. Words must be
// different and not empty.
func newTrie(words []string) *trie {
	t := &trie{other: map[rune]int32{}, han: make([]int32, hanLast-hanFirst+1), nodes: make([]node, 1, 4*len(words)+1)}
	items := make([]item, len(words))
	for i, w := range words {
		items[i] = item{w, int32(i)}
	}
	slices.SortFunc(items, func(a, b item) int { return strings.Compare(a.rest, b.rest) })
	first, count := t.grow(items)
	for i := first; i < first+count; i++ {
		switch r := t.nodes[i].label; {
		case r >= hanFirst && r <= hanLast:
			t.han[r-hanFirst] = i
		case r < 128:
			t.ascii[r] = i
		default:
			t.other[r] = i
		}
	}
	return t
}

// An item is what is left of a word below some node.
type item struct {
	rest  string
	value int32
}

// grow appends the nodes of the sorted items and returns where they lie.
func (t *trie) grow(items []item) (first, count int32) {
	first = int32(len(t.nodes))
	var groups [][]item
	for i := 0; i < len(items); {
		r, size := utf8.DecodeRuneInString(items[i].rest)
		j := i + 1
		for j < len(items) {
			if next, _ := utf8.DecodeRuneInString(items[j].rest); next != r {
				break
			}
			j++
		}
		n := node{label: r, value: -1}
		group := items[i:j]
		for k := range group {
			group[k].rest = group[k].rest[size:]
		}
		if group[0].rest == "" {
			n.value = group[0].value
			group = group[1:]
		}
		t.nodes = append(t.nodes, n)
		groups = append(groups, group)
		i = j
	}
	for i, group := range groups {
		if len(group) > 0 {
			child, n := t.grow(group)
			t.nodes[first+int32(i)].child, t.nodes[first+int32(i)].count = child, n
		}
	}
	return first, int32(len(groups))
}

// longest returns the value and the length in bytes of the longest word at the
// start of s; n is 0 where there is none.
func (t *trie) longest(s string) (value int32, n int) {
	r, at := utf8.DecodeRuneInString(s)
	i := t.root(r)
	for i != 0 {
		nd := &t.nodes[i]
		if nd.value >= 0 {
			value, n = nd.value, at
		}
		if nd.count == 0 || at >= len(s) {
			return value, n
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		i = t.step(nd, r)
		at += size
	}
	return value, n
}

// exact returns the value of the word s.
func (t *trie) exact(s string) (int32, bool) {
	v, n := t.longest(s)
	return v, n == len(s) && n > 0
}

func (t *trie) root(r rune) int32 {
	switch {
	case r >= hanFirst && r <= hanLast:
		return t.han[r-hanFirst]
	case r < 128:
		return t.ascii[r]
	case len(t.other) == 0:
		return 0
	}
	return t.other[r]
}

func (t *trie) step(n *node, r rune) int32 {
	lo, hi := n.child, n.child+n.count
	for lo < hi {
		mid := (lo + hi) / 2
		switch l := t.nodes[mid].label; {
		case l == r:
			return mid
		case l < r:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return 0
}
