package review

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A fate tells what became of a range in a new text.
type fate string

const (
	stays     fate = "stays"     // the same characters in the same order of things
	moves     fate = "moves"     // the same characters at another place
	rewords   fate = "rewords"   // other words between the same neighbours, or most of the same words
	uncertain fate = "uncertain" // the same characters, but they may be others of their like
	lost      fate = "lost"
)

// How sure a place must be, in characters.
const (
	mostContext  = 400 // looked at on either side
	leastContext = 6   // that must agree besides the quote,
	longQuote    = 16  // unless the quote is as long as this
)

// A carrier maps ranges of an old text to a new one.
type carrier struct {
	a, b           []rune
	textA, textB   string
	bytesA, bytesB []int // of each code point, and of the end
	kept, moved    []block
}

func newCarrier(a, b string) *carrier {
	c := &carrier{a: []rune(a), b: []rune(b), textA: a, textB: b, bytesA: offsets(a), bytesB: offsets(b)}
	c.kept, c.moved = align(c.a, c.b)
	return c
}

// offsets are the bytes at which the code points of a text begin, and its
// length.
func offsets(text string) []int {
	list := make([]int, 0, utf8.RuneCountInString(text)+1)
	for i := range text {
		list = append(list, i)
	}
	return append(list, len(text))
}

// land tells where a range of the old text stands in the new one.
func (c *carrier) land(start, end int) (fate, int, int) {
	n := end - start
	guess := -1
	for _, family := range [...]struct {
		blocks []block
		fate   fate
	}{{c.kept, stays}, {c.moved, moves}} {
		if k := holding(family.blocks, start, end); k != nil {
			at := start - k.a + k.b
			if c.certain(start, at, n) {
				return family.fate, at, at + n
			}
			if guess < 0 {
				guess = at
			}
		}
	}
	if guess < 0 {
		if at, sure := c.search(start, end); sure {
			if at > 0 && c.place(start-1) == at-1 || c.place(end) == at+n {
				return stays, at, at + n // the alignment cut it, but a neighbour it still adjoins was kept
			}
			return moves, at, at + n
		}
		if from, to, ok := c.reworded(start, end); ok {
			return rewords, from, to
		}
		return lost, 0, 0
	}
	return uncertain, guess, guess + n
}

// holding is the block that holds a range of the old text whole.
func holding(blocks []block, start, end int) *block {
	i, found := slices.BinarySearchFunc(blocks, start, func(k block, start int) int { return k.a - start })
	if !found {
		i--
	}
	if i >= 0 && blocks[i].a <= start && end <= blocks[i].a+blocks[i].n {
		return &blocks[i]
	}
	return nil
}

// certain tells whether n characters at start of the old text and at of the new
// one are the same and not others of their like: enough agrees around them, and
// around no other such quote of either text does half as much agree.
func (c *carrier) certain(start, at, n int) bool {
	agreed := c.agreement(start, at, n)
	if !c.bounded(start, at, n) {
		return false
	}
	whole := start == 0 && n == len(c.a)
	if agreed < leastContext && n < longQuote && !whole {
		return false
	}
	quote := c.textA[c.bytesA[start]:c.bytesA[start+n]]
	rival := func(context int) bool { return agreed == 0 || 2*context > agreed }
	for i := range occurrences(c.textB, quote, c.bytesB) {
		if i != at && rival(c.agreement(start, i, n)) {
			return false
		}
	}
	for i := range occurrences(c.textA, quote, c.bytesA) {
		if i != start && rival(c.agreement(i, at, n)) {
			return false
		}
	}
	return true
}

// bounded tells whether a quote ends where it ended: 3.5% is another figure in
// 33.5%, and 建设 another promise in 不建设.
func (c *carrier) bounded(start, at, n int) bool {
	joins := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '.' || r == '．' }
	if at > 0 && joins(c.b[at-1]) && (start == 0 || c.a[start-1] != c.b[at-1]) {
		return false
	}
	end := at + n
	return end == len(c.b) || !joins(c.b[end]) || start+n < len(c.a) && c.a[start+n] == c.b[end]
}

// clause is what stands between the commas and full stops around a range.
func clause(text []rune, start, end int) string {
	for start > 0 && !contains(clauseEnds, text[start-1]) {
		start--
	}
	for end < len(text) && !contains(clauseEnds, text[end]) {
		end++
	}
	return string(text[start:end])
}

// agreement is how many characters agree around a quote that both texts have.
func (c *carrier) agreement(start, at, n int) int {
	l, r := 0, 0
	for l < mostContext && start-l > 0 && at-l > 0 && c.a[start-l-1] == c.b[at-l-1] {
		l++
	}
	for r < mostContext && start+n+r < len(c.a) && at+n+r < len(c.b) && c.a[start+n+r] == c.b[at+n+r] {
		r++
	}
	return l + r
}

// occurrences are the places of a quote in a text, in code points; bytes are
// the offsets of the text.
func occurrences(text, quote string, bytes []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		_, step := utf8.DecodeRuneInString(quote)
		for from := 0; ; {
			k := strings.Index(text[from:], quote)
			if k < 0 {
				return
			}
			at, _ := slices.BinarySearch(bytes, from+k)
			if !yield(at) {
				return
			}
			from += k + step
		}
	}
}

// search looks for a quote anywhere in the new text and takes the place around
// which most agrees.
func (c *carrier) search(start, end int) (at int, sure bool) {
	quote := c.textA[c.bytesA[start]:c.bytesA[end]]
	best, agreed := -1, -1
	for i := range occurrences(c.textB, quote, c.bytesB) {
		if n := c.agreement(start, i, end-start); n > agreed {
			best, agreed = i, n
		}
	}
	return best, best >= 0 && c.certain(start, best, end-start)
}

// reworded finds what took the place of a range: what stands between the same
// neighbours now, or where at least half of its characters stand.
func (c *carrier) reworded(start, end int) (from, to int, ok bool) {
	n := end - start
	left, right := c.place(start-1), c.place(end)
	if start == 0 {
		left = -1
	}
	first, last, same := -1, -1, 0
	for i := start; i < end; i++ {
		if p := c.place(i); p >= 0 {
			if first < 0 {
				first = p
			}
			last = p
			same++
		}
	}
	from, to = first, last+1
	if left >= 0 || start == 0 {
		from = left + 1
	}
	if right >= 0 {
		to = right
	} else if end == len(c.a) {
		to = len(c.b)
	}
	between := (left >= 0 || start == 0) && (right >= 0 || end == len(c.a))
	if from < 0 || to <= from || to-from > 2*n+10 {
		return 0, 0, false
	}
	if !between && 2*same < n {
		return 0, 0, false
	}
	return from, to, true
}

// place is where a character that was kept in order stands now, or -1.
func (c *carrier) place(i int) int {
	if i < 0 || i >= len(c.a) {
		return -1
	}
	if k := holding(c.kept, i, i+1); k != nil {
		return i - k.a + k.b
	}
	return -1
}
