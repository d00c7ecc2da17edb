package zhtext

// A span is a stretch of tokens, half-open.
type span struct {
	from, to int
	strange  bool // holds what no prose explains
}

// How stretches are found in which bytes may be lost without a trace.
const (
	suspectWindow = 3        // tokens looked at together
	suspectCost   = 34 * bit // what they cost at least: chance pairs are rare characters
	markCost      = 20 * bit // what a byte that found no partner counts for
	suspectAhead  = 2        // tokens before the first of them that belong to it
)

// isMark reports whether r stands for a byte that could not be decoded.
func isMark(r rune) bool { return r == '?' || r == '\uFFFD' }

// suspect lists the stretches of the tokens that hardly read as prose. What the
// text says more than once is prose.
func (rd *restoration) suspect() {
	rd.suspects = rd.suspects[:0]
	var cost [suspectWindow]int32
	var place [suspectWindow]int
	three, two, last, sum := '\n', '\n', '\n', int32(0)
	line, n, strange := 0, 0, -suspectWindow
	for i := range rd.tokens {
		t := &rd.tokens[i]
		if t.r == bracket && i > 0 && rd.sounds.reads(rd.tokens[i-1].r, t.reading) {
			continue
		}
		if t.r == '\n' {
			line = i + 1
		}
		c := rd.script.class(t.r)
		now := int32(markCost)
		if t.r != bracket && !isMark(t.r) {
			now = rd.model.cost(rd.model.after(three, two, last), c)
			if own, ok := rd.own.habit(last, c); ok {
				now = min(now, own)
			} else if isTrail(t.r) && rd.stray(i) {
				now, strange = max(now, markCost), n
				if t.r < 'A' || t.r > 'Z' {
					now = suspectCost
				}
			}
		} else if t.r == bracket {
			strange = n
		}
		k := n % suspectWindow
		sum += now - cost[k]
		cost[k], place[k] = now, i
		three, two, last = two, last, c
		n++
		if n < suspectWindow || sum < suspectCost {
			continue
		}
		first := place[n%suspectWindow]
		if first < line {
			continue
		}
		from := first
		for ahead := suspectAhead; ahead > 0 && from > line; {
			if from--; rd.tokens[from].r != bracket {
				ahead--
			}
		}
		if s := len(rd.suspects) - 1; s >= 0 && rd.suspects[s].to >= from {
			rd.suspects[s].to = i + 1
			rd.suspects[s].strange = rd.suspects[s].strange || n-strange <= suspectWindow
		} else {
			rd.suspects = append(rd.suspects, span{from, i + 1, n-strange <= suspectWindow})
		}
	}
}

// isTrail reports whether an ASCII character can be the second byte of another.
func isTrail(r rune) bool { return r >= 0x40 && r < 0x7F }

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
