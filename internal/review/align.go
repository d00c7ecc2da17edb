package review

import (
	"cmp"
	"slices"
)

// A block is a stretch that two texts have in common:
// a[block.a:block.a+block.n] equals b[block.b:block.b+block.n].
type block struct{ a, b, n int }

// Bounds of the comparison character by character, which is only made between
// sentences that stand in both texts.
const (
	mostChanges  = 700  // characters added or removed in one stretch
	mostCompared = 6000 // characters of both stretches together
	leastBlock   = 4    // shorter agreements between changes are chance
	leastMoved   = 8    // shorter sentences are not followed to another place
)

// align finds what two texts have in common: kept in the order of both, and
// moved, what stands in both but in another order. Neither list overlaps itself
// or the other in a or in b.
func align(a, b []rune) (kept, moved []block) {
	al := &aligner{a: a, b: b}
	al.between(0, len(a), 0, len(b), sentenceEnds)
	kept = joined(al.blocks)
	kept = slices.DeleteFunc(kept, func(k block) bool {
		return k.n < leastBlock && k.a > 0 && k.b > 0 && k.a+k.n < len(a) && k.b+k.n < len(b)
	})
	return kept, joined(al.elsewhere(kept))
}

type aligner struct {
	a, b   []rune
	blocks []block
}

// The ends of what is compared as one piece, the coarse ones first.
const (
	sentenceEnds = "。！？；\n"
	clauseEnds   = "。！？；\n，、：,;"
)

// between aligns a[a0:a1] with b[b0:b1].
func (al *aligner) between(a0, a1, b0, b1 int, ends string) {
	n := 0
	for a0+n < a1 && b0+n < b1 && al.a[a0+n] == al.b[b0+n] {
		n++
	}
	al.add(a0, b0, n)
	a0, b0 = a0+n, b0+n
	n = 0
	for a1-n > a0 && b1-n > b0 && al.a[a1-n-1] == al.b[b1-n-1] {
		n++
	}
	a1, b1 = a1-n, b1-n
	defer al.add(a1, b1, n)
	if a0 == a1 || b0 == b1 {
		return
	}
	next := clauseEnds
	switch ends {
	case clauseEnds:
		next = ""
	case "":
		al.characters(a0, a1, b0, b1)
		return
	}
	anchors := common(al.a, al.b, pieces(al.a, a0, a1, ends), pieces(al.b, b0, b1, ends))
	for _, at := range increasing(anchors) {
		if at.a < a0 || at.b < b0 {
			continue // an extension of the last one took it
		}
		al.between(a0, at.a, b0, at.b, next)
		al.add(at.a, at.b, at.n)
		a0, b0 = at.a+at.n, at.b+at.n
	}
	al.between(a0, a1, b0, b1, next)
}

func (al *aligner) add(a, b, n int) {
	if n > 0 {
		al.blocks = append(al.blocks, block{a, b, n})
	}
}

// A piece is a range of a text.
type piece struct{ from, to int }

// pieces cuts a range after each of the characters that end a piece.
func pieces(text []rune, from, to int, ends string) []piece {
	var list []piece
	at := from
	for i := from; i < to; i++ {
		if contains(ends, text[i]) {
			list, at = append(list, piece{at, i + 1}), i+1
		}
	}
	if at < to {
		list = append(list, piece{at, to})
	}
	return list
}

func contains(set string, r rune) bool {
	for _, s := range set {
		if s == r {
			return true
		}
	}
	return false
}

// common lists the pieces that stand exactly once on either side, in the order
// of a.
func common(a, b []rune, left, right []piece) []block {
	type seen struct{ a, b, left, right int }
	found := map[string]*seen{}
	for _, p := range left {
		key := string(a[p.from:p.to])
		if found[key] == nil {
			found[key] = &seen{}
		}
		found[key].left++
		found[key].a = p.from
	}
	for _, p := range right {
		if s := found[string(b[p.from:p.to])]; s != nil {
			s.right++
			s.b = p.from
		}
	}
	var list []block
	for _, p := range left {
		if s := found[string(a[p.from:p.to])]; s.left == 1 && s.right == 1 {
			list = append(list, block{s.a, s.b, p.to - p.from})
		}
	}
	return list
}

// increasing is the longest part of a list, ordered by a, that is also ordered
// by b.
func increasing(list []block) []block {
	var tops []int // index of the smallest end of a run of each length
	before := make([]int, len(list))
	for i := range list {
		at, _ := slices.BinarySearchFunc(tops, list[i].b, func(t, b int) int { return cmp.Compare(list[t].b, b) })
		before[i] = -1
		if at > 0 {
			before[i] = tops[at-1]
		}
		if at == len(tops) {
			tops = append(tops, i)
		} else {
			tops[at] = i
		}
	}
	if len(tops) == 0 {
		return nil
	}
	run := make([]block, len(tops))
	for i, at := len(tops)-1, tops[len(tops)-1]; i >= 0; i, at = i-1, before[at] {
		run[i] = list[at]
	}
	return run
}

// characters aligns two short stretches by the fewest characters added and
// removed (Myers 1986). Where they differ too much nothing is in common.
func (al *aligner) characters(a0, a1, b0, b1 int) {
	n, m := a1-a0, b1-b0
	if n+m > mostCompared {
		return
	}
	limit := min(n+m, mostChanges)
	reach := make([]int, 2*limit+3) // furthest x on each diagonal
	mid := limit + 1
	var trace [][]int
	for d := 0; d <= limit; d++ {
		trace = append(trace, slices.Clone(reach[mid-d:mid+d+1]))
		for k := -d; k <= d; k += 2 {
			x := reach[mid+k-1] + 1
			if k == -d || k != d && reach[mid+k-1] < reach[mid+k+1] {
				x = reach[mid+k+1]
			}
			for x < n && x-k < m && al.a[a0+x] == al.b[b0+x-k] {
				x++
			}
			reach[mid+k] = x
			if x >= n && x-k >= m {
				al.back(a0, b0, n, m, d, trace)
				return
			}
		}
	}
}

// back walks the furthest reaches backwards and notes what was in common.
func (al *aligner) back(a0, b0, x, y, d int, trace [][]int) {
	var found []block
	for ; d > 0; d-- {
		was := trace[d] // reaches before step d, diagonals -d … d
		at := func(k int) int { return was[k+d] }
		k := x - y
		prev := k - 1
		if k == -d || k != d && at(k-1) < at(k+1) {
			prev = k + 1
		}
		px := at(prev)
		py := px - prev
		sx, sy := px, py // where the diagonal of this step begins
		if prev == k+1 {
			sy++
		} else {
			sx++
		}
		if x > sx {
			found = append(found, block{a0 + sx, b0 + sy, x - sx})
		}
		x, y = px, py
	}
	if x > 0 {
		found = append(found, block{a0, b0, x})
	}
	slices.Reverse(found)
	al.blocks = append(al.blocks, found...)
}

// joined orders blocks and joins those that follow each other in both texts.
func joined(blocks []block) []block {
	slices.SortFunc(blocks, func(x, y block) int { return cmp.Or(x.a-y.a, x.b-y.b) })
	var list []block
	for _, k := range blocks {
		if n := len(list); n > 0 && list[n-1].a+list[n-1].n == k.a && list[n-1].b+list[n-1].n == k.b {
			list[n-1].n += k.n
			continue
		}
		list = append(list, k)
	}
	return list
}

// elsewhere finds sentences that stand in both texts outside of what was kept.
func (al *aligner) elsewhere(kept []block) []block {
	var left, right []piece
	a, b := 0, 0
	rest := func(a1, b1 int) {
		for _, p := range pieces(al.a, a, a1, sentenceEnds) {
			if p.to-p.from >= leastMoved {
				left = append(left, p)
			}
		}
		for _, p := range pieces(al.b, b, b1, sentenceEnds) {
			if p.to-p.from >= leastMoved {
				right = append(right, p)
			}
		}
	}
	for _, k := range kept {
		rest(k.a, k.b)
		a, b = k.a+k.n, k.b+k.n
	}
	rest(len(al.a), len(al.b))
	return common(al.a, al.b, left, right)
}
