package zhtext

import (
	"strings"
	"unicode/utf8"
)

// A span is a stretch of tokens, half-open.
type span struct {
	from, to int
	strange  bool // holds what no prose explains
}

// How stretches are found in which bytes may be lost without a trace.
const (
	suspectWindow = 3        // tokens looked at together
	suspectCost   = 34 * bit // what they cost at least: chance pairs are rare characters
	suspectPair   = 28 * bit // what two of them cost at least, a character and what follows it
	markCost      = 20 * bit // what a byte that found no partner counts for
	suspectStart  = 24 * bit // what they cost at least where a sentence begins
	strayCost     = 12 * bit // what a capital costs that has no business where it stands
	suspectAhead  = 2        // tokens before the first of them that belong to it
)

// isMark reports whether r stands for a byte that could not be decoded.
func isMark(r rune) bool { return r == '?' || r == '\uFFFD' }

// suspect lists the stretches of the tokens that hardly read as prose. What the
// text says more than once is prose.
func (rd *restoration) suspect() {
	rd.suspects = rd.suspects[:0]
	type priced struct {
		at   int
		cost int32
	}
	var two, one, now priced // the last tokens but readings, now the last of them
	last := '\n'
	line, n, strange := 0, 0, -suspectWindow
	for i := range rd.tokens {
		t := &rd.tokens[i]
		if t.cost == glossCost {
			continue
		}
		two, one = one, now
		cost, odd := rd.strange(i, last)
		if odd {
			strange = n
		}
		now, last = priced{i, cost}, rune(t.class)
		n++
		first, start := one.at, line
		if t.r == '\n' {
			line = i + 1
		}
		switch {
		case n >= suspectWindow && two.cost+one.cost+now.cost >= suspectCost && two.at >= line:
			first = two.at
		case n == 1 || first < start || !oddPair(rd.tokens[first].r, t.r, one.cost+now.cost, rd.opensAt(first)):
			continue
		}
		rd.suspectFrom(first, start, i+1, n-strange <= suspectWindow)
	}
}

// opensAt reports whether a sentence begins with the token at i.
func (rd *restoration) opensAt(i int) bool { return i > 0 && stops(wide(rd.tokens[i-1].r)) }

// suspectFrom adds the tokens from first to end to the suspects, with some before them
// on a line that begins at start.
func (rd *restoration) suspectFrom(first, start, end int, strange bool) {
	from := first
	for ahead := suspectAhead; ahead > 0 && from > start; {
		if from--; rd.tokens[from].r != bracket {
			ahead--
		}
	}
	if s := len(rd.suspects) - 1; s >= 0 && rd.suspects[s].to >= from {
		rd.suspects[s].to = end
		rd.suspects[s].strange = rd.suspects[s].strange || strange
	} else {
		rd.suspects = append(rd.suspects, span{from, end, strange})
	}
}

// strange returns what the token at i costs after last, and whether it is one that no
// prose has there. What the text has often costs less.
func (rd *restoration) strange(i int, last rune) (cost int32, strange bool) {
	t := &rd.tokens[i]
	cost = int32(t.cost)
	switch {
	case t.r == bracket:
		return cost, true
	case isTrail(t.r):
		if rd.stray(i) && !(capital(t.r) && rd.own.often(last, rune(t.class))) {
			if capital(t.r) && cost < strayCost {
				return max(cost, markCost), true
			}
			return suspectCost, true
		}
	case t.r >= 0x80 && !han(t.r) && rd.odd(i):
		return suspectCost, true
	}
	if cost > ownPair {
		if own, ok := rd.own.habit(last, rune(t.class)); ok {
			cost = min(cost, own)
		}
	}
	return cost, false
}

// odd reports whether the token at i, a sign beyond ASCII, is one that wrong pairs make of the mark
// at the end of a sentence and what follows it (A1 A3 C8 AB, 。全, becomes A1 C8,
// ∪): inside a line, behind no number, and without the sign that would close it.
func (rd *restoration) odd(i int) bool {
	r := rd.tokens[i].r
	if i == 0 || rd.tokens[i-1].r < 0x80 && rd.tokens[i-1].r > ' ' || rd.tokens[i-1].r == '\n' {
		return false
	}
	switch lead, trail := rd.codes.of(r); {
	case lead < 0xA1 || lead > 0xA9, lead == 0xA1 && trail <= 0xB1: // up to ”
		return false
	case lead == 0xA2 || lead == 0xA3: // numbers of items, full-width ASCII
		return false
	}
	if closing := closer(r); closing != 0 {
		for _, t := range rd.tokens[i+1 : min(i+longestTitle, len(rd.tokens))] {
			if t.r == closing {
				return false
			}
			if t.r == r || t.r == '\n' {
				break
			}
		}
		return true
	}
	if opens(r) != 0 {
		for k := i - 1; k >= 0 && k > i-longestTitle && rd.tokens[k].r != '\n'; k-- {
			if rd.tokens[k].r == opens(r) {
				return false
			}
		}
		return true
	}
	return true
}

// longestTitle is how far the sign that closes a title is at most, in tokens.
const longestTitle = 120

const openers, closers = "〔〈《「『〖【", "〕〉》」』〗】"

// closer returns the sign that closes what r opens, 0 where it opens nothing.
func closer(r rune) rune { return beside(r, openers, closers) }

// opens returns the sign that opens what r closes, 0 where it closes nothing.
func opens(r rune) rune { return beside(r, closers, openers) }

// beside returns the sign of other at the place where r is in signs.
func beside(r rune, signs, other string) rune {
	i := strings.IndexRune(signs, r)
	if i < 0 {
		return 0
	}
	got, _ := utf8.DecodeRuneInString(other[i:])
	return got
}

// oddPair reports whether a character and what follows it cost more than prose
// explains; less is enough where a sentence begins, for bytes are lost at its
// mark. A mark that reports do not use says nothing.
func oddPair(a, b rune, cost int32, opens bool) bool {
	return (cost >= suspectPair || opens && cost >= suspectStart) && a >= 0x4E00 && a < 0xA000 && (b >= 0x4E00 && b < 0xA000 || b == '\n')
}

// isTrail reports whether an ASCII character can be the second byte of another.
func isTrail(r rune) bool { return r >= 0x40 && r < 0x7F }

func capital(r rune) bool { return r >= 'A' && r <= 'Z' }

// stray reports whether such a character at i stands alone or beside one other.
func (rd *restoration) stray(i int) bool {
	from, to := i, i+1
	for from > 0 && ascii(rd.tokens[from-1].r) {
		from--
	}
	for to < len(rd.tokens) && ascii(rd.tokens[to].r) {
		to++
	}
	return to-from <= 2
}

func ascii(r rune) bool { return r > ' ' && r < 0x7F && r != ',' && r != '?' }
