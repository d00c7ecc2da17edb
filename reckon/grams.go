package reckon

import (
	"math"
	"slices"
	"unicode/utf8"
)

// An index knows the pairs of neighbouring characters of two or more documents
// and how much each says: a pair that stands in every other clause says little.
type index struct {
	ids    map[uint64]int32
	count  []int32 // clauses that have the pair
	weight []float64
	rarest float64 // the weight of a pair that stands nowhere else
}

// grams are the pairs of a phrase, sorted, each once.
type grams struct {
	ids    []int32
	weight float64
}

func newIndex() *index { return &index{ids: make(map[uint64]int32, 1<<13)} }

// ids of the pairs of a phrase; new pairs are taken up.
func (x *index) read(s string) []int32 {
	var out []int32
	last := rune(-1)
	for _, r := range s {
		if boundary(r) {
			last = -1
			continue
		}
		if last >= 0 {
			key := uint64(last)<<32 | uint64(r)
			id, ok := x.ids[key]
			if !ok {
				id = int32(len(x.count))
				x.ids[key] = id
				x.count = append(x.count, 0)
			}
			out = append(out, id)
		}
		last = r
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// boundary tells characters that no pair reaches over.
func boundary(r rune) bool {
	switch r {
	case '，', '；', '。', '：', '、', '！', '？', '—', '-':
		return true
	}
	return false
}

// learn counts a clause.
func (x *index) learn(s string) {
	for _, id := range x.read(s) {
		x.count[id]++
	}
}

// weigh settles the weights once all clauses are learnt.
func (x *index) weigh(clauses int) {
	x.weight = make([]float64, len(x.count))
	x.rarest = x.of(0, clauses)
	for i, n := range x.count {
		x.weight[i] = x.of(n, clauses)
	}
}

func (x *index) of(n int32, clauses int) float64 {
	return math.Log(1 + float64(clauses+20)/float64(n+2))
}

// grams returns the pairs of a phrase with their weight. A phrase of one
// character has none.
func (x *index) grams(s string) grams {
	g := grams{ids: x.read(s)}
	for len(x.weight) < len(x.count) {
		x.weight = append(x.weight, x.rarest)
	}
	for _, id := range g.ids {
		g.weight += x.weight[id]
	}
	return g
}

// common is the weight of what two phrases share.
func (x *index) common(a, b grams) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(a.ids) && j < len(b.ids); {
		switch {
		case a.ids[i] < b.ids[j]:
			i++
		case a.ids[i] > b.ids[j]:
			j++
		default:
			sum += x.weight[a.ids[i]]
			i++
			j++
		}
	}
	return sum
}

// likeness of two phrases, 0 to 1: how much they share of both, and of the
// shorter one.
func (x *index) likeness(a, b grams) float64 {
	if a.weight == 0 || b.weight == 0 {
		return 0
	}
	c := x.common(a, b)
	return 0.6*2*c/(a.weight+b.weight) + 0.4*c/min(a.weight, b.weight)
}

// covered is how much of a phrase stands in another, 0 to 1.
func (x *index) covered(a, in grams) float64 {
	if a.weight == 0 {
		return 0
	}
	return x.common(a, in) / a.weight
}

// tail returns the last n characters of s.
func tail(s string, n int) string {
	at := len(s)
	for range n {
		if at == 0 {
			return s
		}
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

// head returns the first n characters of s.
func head(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
