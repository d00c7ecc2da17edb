package words

import (
	"cmp"
	"slices"
)

// An automaton is a trie whose nodes share one array. The child of node n for
// byte b is the cell at the base of n plus b, if that cell names n as its parent.
// Cell 0 is the root. A node without children has a base too, at which no cell
// names it.
type automaton struct {
	cells []cell
	doors
}

type cell struct {
	parent int32 // nobody's where the cell is free
	base   int32
	word   int32 // number of the word that ends here, -1 where none does
}

const nobody = -1

// build lays out the automaton of words; at returns the byte of a word that
// comes i-th in a walk.
func (a *automaton) build(words []string, at func(word string, i int) byte) {
	list := make([]item, 0, len(words))
	for i, w := range words {
		if w != "" {
			list = append(list, item{w, int32(i)})
		}
	}
	slices.SortStableFunc(list, func(a, b item) int {
		for i := range min(len(a.word), len(b.word)) {
			if c := cmp.Compare(at(a.word, i), at(b.word, i)); c != 0 {
				return c
			}
		}
		return cmp.Compare(len(a.word), len(b.word))
	})
	b := builder{at: at, first: [2]int{1, 0x80}}
	b.reserve(0)
	b.node(0, list, 0)
	a.cells = slices.Clone(b.cells[:b.end+256])
	a.rooms = make([]int32, 64) // of row 0
}

// step returns the cell that comes after cell at for a byte that follows there.
func (a *automaton) step(at int, b byte) int { return int(a.cells[at].base) + int(b) }

type item struct {
	word   string
	number int32
}

type builder struct {
	at    func(string, int) byte
	cells []cell
	first [2]int // no cell between 0 and this one is free, for ASCII and for other bytes
	end   int    // the highest base
}

// reserve makes sure that there are cells for a node at base.
func (b *builder) reserve(base int) {
	for len(b.cells) < base+512 {
		b.cells = append(b.cells, cell{parent: nobody, word: -1})
	}
}

// node lays out cell n, where the words of list go on after their first depth
// bytes, which they share.
func (b *builder) node(n int, list []item, depth int) {
	for len(list) > 0 && len(list[0].word) == depth {
		b.cells[n].word, list = list[0].number, list[1:]
	}
	if len(list) == 0 {
		return
	}
	var groups [][]item
	var labels []byte
	for i := 0; i < len(list); {
		c := b.at(list[i].word, depth)
		j := i + 1
		for j < len(list) && b.at(list[j].word, depth) == c {
			j++
		}
		groups, labels = append(groups, list[i:j]), append(labels, c)
		i = j
	}
	base := b.fit(labels)
	b.cells[n].base = int32(base)
	for _, c := range labels {
		b.cells[base+int(c)].parent = int32(n)
	}
	for i, c := range labels {
		b.node(base+int(c), groups[i], depth+1)
	}
}

// tries is how many places are tried for the cells of a node before it gets new
// ones. What stays free between is for nodes with one child, which are most.
const tries = 32

// fit finds a base at which the cells of all labels are free.
func (b *builder) fit(labels []byte) int {
	// Cells that only an ASCII byte can reach are no use to the others.
	first := &b.first[labels[0]>>7]
	for b.cells[*first].parent != nobody {
		*first++
		b.reserve(*first)
	}
	base := max(0, *first-int(labels[0]))
	for n := 0; !b.free(base, labels); n++ {
		base++
		if n == tries && len(labels) > 1 {
			base = max(base, b.end)
		}
		b.reserve(base)
	}
	b.end = max(b.end, base)
	return base
}

func (b *builder) free(base int, labels []byte) bool {
	for _, c := range labels {
		if at := base + int(c); at == 0 || b.cells[at].parent != nobody {
			return false
		}
	}
	return true
}
