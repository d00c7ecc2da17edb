package zhtext

import "slices"

// What a step away from plain reading costs.
const (
	costDrop    = 1 * bit  // a pair that vanished
	costWhole   = 12 * bit // a "?" that stands for a whole character
	costMark    = 4 * bit  // a "?" that is a question mark
	costHalf    = 14 * bit // a first byte that found no second
	costBracket = 12 * bit // a reading behind what does not read so
	gainBracket = 6 * bit  // a reading behind what reads so
	costOdd     = 8 * bit  // a pair that Traditional text is not made of
)

// How the search for a reading is bounded.
const (
	beamWidth = 40
	beamCost  = 44 * bit // a reading that is this much worse than the best is given up
	sureCost  = 12 * bit // readings that are this much worse raise no doubt
	settled   = 4        // tokens that all readings must read plainly before the search ends
	longest   = 400      // tokens
)

// A pending says what the last byte read is, where it awaits its second.
type pending uint16

const (
	none    pending = 0
	anyByte pending = 0x100 // lost
)

// A state is a way to have read the tokens so far.
type state struct {
	cost  int32
	node  int32 // last character read, -1 before the first
	last  rune  // as classOf has it
	wait  pending
	gone  byte // with anyByte: the byte before it, with which it made a pair that vanished; 0 else
	trail byte // second byte of the last character as it stood in the text, 0 where it is not known
	plain int16
}

// A node is a character read, with the token at which it was complete.
type node struct {
	back  int32
	token int32
	r     rune
	doubt bool
}

// A reread is a search for the reading of the tokens from one "?" on.
type reread struct {
	*restoration
	nodes []node
	now   []state
	then  []state
	token int32
}

// reread reads the tokens from i on, appends what they read and returns the
// first token after them.
func (rd *restoration) reread(i int) int {
	s := reread{restoration: rd}
	first := state{node: -1, last: '\n'}
	if n := len(rd.out); n > 0 {
		g := rd.out[n-1]
		if g.r >= 0 {
			first.last = rd.script.class(g.r)
			_, first.trail = rd.codes.of(g.r)
		}
	}
	s.now = append(s.now, first)
	end := i
	for end < len(rd.tokens) && end-i < longest {
		t := &rd.tokens[end]
		s.token = int32(end)
		s.then = s.then[:0]
		for _, st := range s.now {
			s.step(st, t)
		}
		if len(s.then) == 0 {
			s.give(t)
		}
		s.prune()
		end++
		if t.r == '\n' || s.settled() {
			break
		}
	}
	s.finish(i, end)
	return end
}

// give up what the last byte began: nothing can be read with it.
func (s *reread) give(t *token) {
	for _, st := range s.now {
		if st.wait != none {
			st = s.read(st, nothing, costHalf, true)
		}
		s.push(s.read(st, t.r, 0, false))
	}
}

// settled reports whether all readings have read the last tokens plainly.
func (s *reread) settled() bool {
	for _, st := range s.now {
		if st.plain < settled {
			return false
		}
	}
	return true
}

// prune keeps the best states, one of each kind.
func (s *reread) prune() {
	slices.SortFunc(s.then, func(a, b state) int {
		if a.cost != b.cost {
			return int(a.cost - b.cost)
		}
		if a.last != b.last {
			return int(a.last - b.last)
		}
		return int(a.wait) - int(b.wait)
	})
	s.now = s.now[:0]
	for _, st := range s.then {
		if len(s.now) == beamWidth || len(s.now) > 0 && st.cost > s.now[0].cost+beamCost {
			break
		}
		s.now = append(s.now, st)
	}
}

// read adds the reading of r, complete at the token, to st.
func (s *reread) read(st state, r rune, extra int32, doubt bool) state {
	c := s.script.class(r)
	st.cost += s.model.after(st.last, c) + extra
	s.nodes = append(s.nodes, node{back: st.node, token: s.token, r: r, doubt: doubt})
	st.node = int32(len(s.nodes) - 1)
	st.last, st.wait, st.gone, st.plain = c, none, 0, 0
	_, st.trail = s.codes.of(r)
	return st
}

func (s *reread) push(st state) { s.then = append(s.then, st) }

// step adds all ways to read t after st.
func (s *reread) step(st state, t *token) {
	if st.wait == none {
		s.plain(st, t)
		return
	}
	if st.wait != anyByte {
		s.vanished(st, t)
	}
	s.paired(st, t)
}

// plain reads t where a character begins.
func (s *reread) plain(st state, t *token) {
	n := st.plain
	switch {
	case t.r == '?':
		s.cut(st, t)
	case t.r == bracket:
		r := rune(0)
		if st.node >= 0 {
			r = s.nodes[st.node].r
		}
		if s.sounds.reads(r, t.reading) {
			st.cost -= gainBracket
			st.plain = n + 1
			s.push(st)
			return
		}
		st = s.read(st, bracket, costBracket, false)
		s.push(st)
	default:
		st = s.read(st, t.r, 0, false)
		st.plain = n + 1
		s.push(st)
	}
}

// cut reads a "?" where a character begins.
func (s *reread) cut(st state, t *token) {
	if t.reading == 0 {
		s.push(s.read(st, '？', costMark, false))
		s.push(s.read(st, nothing, costWhole+8*bit, true))
		st.wait, st.gone, st.plain = anyByte, 0, 0
		s.push(st)
		return
	}
	// A reading fell between the bytes of two characters: the first ends with
	// st.trail, the second begins with the byte that was lost.
	var seen [4]byte
	found := 0
	for _, r := range s.sounds.chars[t.reading] {
		lead, trail := s.codes.of(r)
		if st.trail != 0 && lead == st.trail && trail > 0x80 && found < len(seen) && !slices.Contains(seen[:found], trail) {
			seen[found] = trail
			found++
			next := st
			next.wait, next.gone, next.plain = pending(trail), 0, 0
			s.push(next)
		}
	}
	s.sounding(st, t.reading, costWhole)
}

// sounding reads a character that is lost, but for its reading.
func (s *reread) sounding(st state, reading uint16, extra int32) {
	for _, r := range s.sounds.chars[reading] {
		if s.likely(r) {
			s.push(s.read(st, r, extra, true))
		}
	}
}

func (s *reread) likely(r rune) bool {
	lead, trail := s.codes.of(r)
	return lead != 0 && s.codes.likely[uint16(lead)<<8|uint16(trail)]
}

// paired reads t where its first byte is the second of a character.
func (s *reread) paired(st state, t *token) {
	switch {
	case t.r == '\n':
		st = s.read(st, nothing, costHalf, true)
		s.push(s.read(st, '\n', 0, false))
	case t.r == bracket:
		st.cost += costBracket
		s.push(st)
	case t.r == '?':
		s.question(st, t)
	case t.r < 0x80:
		if t.r >= 0x40 && t.r < 0x7F {
			s.second(st, byte(t.r), none)
		}
		s.second(st, 0xA3, pending(t.r)|0x80)
	default:
		lead, trail := s.codes.of(t.r)
		if lead == 0 {
			st = s.read(st, nothing, costHalf, true)
			s.push(s.read(st, t.r, 0, false))
			return
		}
		s.second(st, lead, pending(trail))
	}
}

// second reads a character that ends with trail; wait is the byte after it.
func (s *reread) second(st state, trail byte, wait pending) {
	if wait != none && wait <= 0x80 {
		return // begins no character
	}
	if st.wait != anyByte {
		r := s.codes.at(byte(st.wait), trail)
		if r == 0 {
			return
		}
		extra := int32(0)
		if !s.codes.likely[uint16(st.wait)<<8|uint16(trail)] {
			extra = costOdd
		}
		next := s.read(st, r, extra, false)
		next.wait = wait
		s.push(next)
		return
	}
	for _, lead := range s.codes.leads[trail] {
		if st.gone != 0 && s.codes.at(st.gone, lead) != 0 {
			continue
		}
		next := s.read(st, s.codes.at(lead, trail), 0, true)
		next.wait = wait
		s.push(next)
	}
}

// question reads a "?" that is the second byte of a character, lost or half of
// a full-width question mark.
func (s *reread) question(st state, t *token) {
	if t.reading == 0 {
		s.second(st, 0xA3, 0xBF)
	}
	if st.wait == anyByte {
		return
	}
	for _, trail := range s.codes.trails[byte(st.wait)] {
		r := s.codes.at(byte(st.wait), trail)
		extra := int32(bit)
		if t.reading != 0 {
			if !s.sounds.reads(r, t.reading) {
				continue
			}
			extra = -gainBracket
		}
		s.push(s.read(st, r, extra, true))
	}
}

// vanished reads a pair that vanished before t, whose first byte ended a
// character and whose second begins the next.
func (s *reread) vanished(st state, t *token) {
	for _, gone := range s.codes.gone[byte(st.wait)] {
		next := s.read(st, s.codes.at(byte(st.wait), gone), costDrop, true)
		next.wait, next.gone = anyByte, gone
		s.paired(next, t)
	}
}

// finish appends the best reading of the tokens [from, end).
func (s *reread) finish(from, end int) {
	for i := range s.now {
		if s.now[i].wait != none {
			s.now[i] = s.read(s.now[i], nothing, costHalf, true)
		}
	}
	slices.SortStableFunc(s.now, func(a, b state) int { return int(a.cost - b.cost) })
	best := s.path(s.now[0])
	var others [][]node
	for _, st := range s.now[1:] {
		if st.cost <= s.now[0].cost+sureCost {
			others = append(others, s.path(st))
		}
	}
	k := 0
	for i := from; i < end; i++ {
		t := &s.tokens[i]
		at := k
		for k < len(best) && int(best[k].token) == i {
			k++
		}
		read := best[at:k]
		doubt := false
		for _, o := range others {
			doubt = doubt || !slices.EqualFunc(read, readAt(o, int32(i)), func(a, b node) bool { return a.r == b.r })
		}
		s.write(t, read, doubt)
	}
}

// readAt returns the characters of a path that were complete at a token.
func readAt(path []node, token int32) []node {
	lo, _ := slices.BinarySearchFunc(path, token, func(n node, t int32) int { return int(n.token - t) })
	hi := lo
	for hi < len(path) && path[hi].token == token {
		hi++
	}
	return path[lo:hi]
}

// path returns the characters that lead to st, in order.
func (s *reread) path(st state) []node {
	var p []node
	for n := st.node; n >= 0; n = s.nodes[n].back {
		p = append(p, s.nodes[n])
	}
	slices.Reverse(p)
	return p
}

// write appends what was read at t. What reads as nothing by itself belongs to
// the character after it.
func (s *reread) write(t *token, read []node, doubt bool) {
	start := t.start
	if n := len(s.out); n > 0 {
		start = s.out[n-1].end
	}
	if len(read) == 0 {
		if t.r == bracket && start == t.start && start > 0 {
			s.out[len(s.out)-1].end = t.end
		}
		return
	}
	for i, n := range read {
		g := glyph{r: n.r, start: start, end: t.end, doubt: n.doubt || doubt}
		g.raw = n.r == bracket
		g.lost = start != t.start || len(read) > 1 || wide(n.r) != wide(t.r)
		if i > 0 {
			g.start = t.end
		}
		s.out = append(s.out, g)
	}
}
