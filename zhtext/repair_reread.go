package zhtext

import "slices"

// What a step away from plain reading costs.
const (
	costDrop    = 1 * bit  // a pair that vanished
	costWhole   = 12 * bit // a "?" that stands for a whole character
	costMark    = 8 * bit  // a "?" that is a question mark
	costAsked   = -6 * bit // one behind a question
	costNothing = 20 * bit // a "?" that stands for what cannot be told
	costHalf    = 14 * bit // a first byte that found no second
	costBracket = 12 * bit // a reading behind what does not read so
	gainBracket = 6 * bit  // a reading behind what reads so
	costOdd     = 8 * bit  // a pair that Traditional text is not made of
	costGuess   = 10 * bit // a character of which nothing is left
	costSilent  = 12 * bit // a byte that was lost without a trace
	// costSilentAgain is what one more byte costs that was lost beside it.
	costSilentAgain = 3 * bit
	costSilentHalf  = 8 * bit // the second byte of a character whose first is there
)

const (
	guesses   = 4       // characters tried where nothing is left of one
	leastCost = 6 * bit // what the next character costs at least, as good as always
	effort    = 8       // what it takes to find those that are known to follow, in characters tried
	settled   = 4       // tokens that all readings must read plainly before the search ends
	longest   = 400     // tokens of a search

	// What a text may cost: damaged reports need 5 to 20 trials a token, those that
	// lost bytes at every third sentence 60.
	trials       = 100      // characters tried for each token
	fewestTrials = 1 << 18  // characters tried in a short text
	mostTrials   = 50 << 20 // characters tried in any
)

// A reread is a search for the reading of the tokens from one "?" on.
type reread struct {
	*restoration
	nodes          []node
	now            []state
	choices        []choice // of the readings that are being tried
	outlooks       [mostOutlooks]outlook
	finds          [mostParts]find
	leadings       [mostLeadings]leading
	sound, waiting beam
	best           int32 // cost of the best reading of the token, with what it still awaits
	token, from    int32
	until          int  // token after the stretch in which bytes may be lost without a trace
	left           int  // characters that may still be tried
	silent         bool // bytes may be lost without a trace
	strange        bool // there is something that no prose explains
}

// reread reads the tokens from i on, at least those before until. It appends
// what they read and returns the first token after them. Only where they do not
// read as prose, bytes may have been lost without a trace.
func (rd *restoration) reread(i, until int, strange bool) int {
	s := &rd.search
	s.restoration = rd
	s.silent, s.strange, s.until = false, strange, until
	end := s.run(i, until)
	if until > i && s.left > 0 && (strange || !s.prose()) {
		s.silent = true
		end = s.run(i, until)
	}
	s.finish(end)
	return end
}

// run searches from the token i on, and returns the token at which it ended.
func (s *reread) run(i, until int) int {
	s.nodes, s.now, s.from = s.nodes[:0], s.now[:0], int32(i)
	s.sound.width, s.waiting.width = soundWidth, waitingWidth
	first := state{node: -1, three: '\n', two: '\n', last: '\n'}
	if n := len(s.out); n > 0 && s.out[n-1].r >= 0 {
		first.last = s.class(s.out[n-1].r)
		_, first.trail = s.codes.of(s.out[n-1].r)
		if n > 1 && s.out[n-2].r >= 0 {
			first.two = s.class(s.out[n-2].r)
		}
		if n > 2 && s.out[n-3].r >= 0 {
			first.three = s.class(s.out[n-3].r)
		}
	}
	for _, c := range [...]rune{first.three, first.two, first.last} {
		_, first.past = s.model.step(first.past, s.model.id[c])
	}
	s.now = append(s.now, first)
	end := i
	for end < len(s.tokens) && end-i < longest {
		t := &s.tokens[end]
		s.token = int32(end)
		s.turn()
		s.step(t)
		if len(s.sound.states)+len(s.waiting.states) == 0 {
			s.give(t)
		}
		s.now = append(append(s.now[:0], s.sound.states...), s.waiting.states...)
		end++
		if t.r == '\n' || end >= until && s.settled() {
			break
		}
	}
	return end
}

// prose reports whether the best reading reads as prose.
func (s *reread) prose() bool {
	best := s.cheapest()
	if best.wait != none {
		return false
	}
	path := s.path(best.node)
	sum := int32(0)
	for i, n := range path {
		sum += n.cost
		if i >= suspectWindow {
			sum -= path[i-suspectWindow].cost
		}
		if sum >= suspectCost || i > 0 && oddPair(path[i-1].r, n.r, path[i-1].cost+n.cost, s.begins(path, i-1)) {
			return false
		}
	}
	return true
}

// cheapest returns the best of the readings.
func (s *reread) cheapest() *state {
	best := &s.now[0]
	for i := range s.now {
		if s.now[i].cost < best.cost {
			best = &s.now[i]
		}
	}
	return best
}

// turn empties the beams for the next token.
func (s *reread) turn() {
	s.sound.states, s.waiting.states = s.sound.states[:0], s.waiting.states[:0]
	s.best = 1 << 29
}

// settled reports whether all readings have read the last tokens plainly.
func (s *reread) settled() bool {
	for _, st := range s.now {
		if st.wait != none || st.plain < settled {
			return false
		}
	}
	return true
}

// give up what the last byte began: nothing can be read with it.
func (s *reread) give(t *token) {
	for _, st := range s.now {
		s.give1(st, t.r)
	}
}

func (s *reread) give1(st state, r rune) {
	if st.wait != none {
		var ok bool
		if st, ok = s.read(st, nothing, costHalf, true, none); !ok {
			return
		}
	}
	s.add(st, r, 0, false, none)
}

// add reads r after st and keeps what comes of it.
func (s *reread) add(st state, r rune, extra int32, doubt bool, wait pending) {
	if next, ok := s.read(st, r, extra, doubt, wait); ok {
		s.push(next)
	}
}

// step adds all ways to read t: first those that lose nothing, which bound the
// search for the others.
func (s *reread) step(t *token) {
	for _, st := range s.now {
		if st.wait == none {
			s.plain(st, t)
		} else {
			s.paired(st, t)
		}
	}
	if s.silent {
		for _, st := range s.now {
			if st.wait != none && st.wait != anyByte {
				s.halved(st, t)
			}
		}
	}
	if t.r == '\n' {
		return
	}
	if s.silent && int(s.token) < s.until {
		for _, st := range s.now {
			if st.wait == none {
				s.silently(st, t)
			}
		}
	}
	for _, st := range s.now {
		if st.wait != none && st.wait != anyByte {
			s.vanished(st, t)
		}
	}
}

// plain reads t where a character begins.
func (s *reread) plain(st state, t *token) {
	n := st.plain
	switch t.r {
	case '?', '\uFFFD':
		s.cut(st, t)
	case bracket:
		if st.node >= 0 && s.fits(s.nodes[st.node].r, t.reading) {
			st.cost -= gainBracket
			st.plain = n + 1
			s.push(st)
			return
		}
		s.add(st, bracket, costBracket, false, none)
	default:
		if next, ok := s.read(st, t.r, 0, false, none); ok {
			next.plain = n + 1
			s.push(next)
		}
	}
}

// paired reads t where its first byte is the second of a character.
func (s *reread) paired(st state, t *token) {
	switch {
	case t.r == '\n':
		s.give1(st, '\n')
	case t.r == bracket:
		st.cost += costBracket
		s.push(st)
	case isMark(t.r):
		if t.reading == 0 && t.r == '?' {
			s.second(st, 0xA3, 0xBF)
		}
		switch {
		case st.wait != anyByte:
			s.question(st, t)
		case t.reading != 0:
			s.sounding(st, t.reading, -gainBracket)
		default:
			s.guess(st, costGuess)
		}
	case t.r < 0x80:
		if t.r >= 0x40 && t.r < 0x7F {
			s.second(st, byte(t.r), none)
		}
		s.second(st, 0xA3, pending(t.r)|0x80)
	default:
		lead, trail := s.codes.of(t.r)
		if lead == 0 {
			s.give1(st, t.r)
			return
		}
		s.second(st, lead, pending(trail))
	}
}

// second reads a character that ends with trail; wait is the byte after it.
func (s *reread) second(st state, trail byte, wait pending) {
	switch {
	case wait != none && wait <= 0x80:
		return // begins no character
	case st.wait == anyByte:
		s.anyLead(st, trail, wait)
		return
	}
	pair := uint16(st.wait)<<8 | uint16(trail)
	r := rune(s.codes.char[pair])
	if r == 0 {
		return
	}
	extra := int32(0)
	if !s.codes.likely[pair] {
		extra = costOdd
	}
	if next, ok := s.read(st, r, extra, false, wait); ok {
		s.push(next)
	}
}

// anyLead reads a character of which only the second byte is known: first those
// that are known to follow, then the others while they are frequent enough.
func (s *reread) anyLead(st state, trail byte, wait pending) {
	from := s.among(&st, &s.codes.end[trail], s.limit(wait))
	for k := from; k < len(s.choices); k++ {
		c := &s.choices[k]
		if st.cost+c.cost >= s.limit(wait) || st.gone != 0 && s.codes.at(st.gone, byte(c.pair>>8)) != 0 {
			continue
		}
		s.push(s.take(&st, c, 0, true, wait))
	}
	s.choices = s.choices[:from]
}

// finish appends the best reading of the tokens up to end.
func (s *reread) finish(end int) {
	s.turn()
	for _, st := range s.now {
		ok := true
		if st.wait != none {
			st, ok = s.read(st, nothing, costHalf, true, none)
		}
		if ok {
			s.push(st)
		}
	}
	last := s.sound.states[0].node
	best := s.path(last)
	doubt := make([]bool, end-int(s.from))
	strange := s.silent || slices.ContainsFunc(best, func(n node) bool { return n.r != s.tokens[n.token].r })
	sure := s.sure()
	if s.silent && !s.strange && s.asItStands(best) {
		sure, strange = plainSure, false
	}
	for _, st := range s.sound.states[1:] {
		if st.cost <= s.sound.states[0].cost+sure {
			s.differ(best, doubt, st.node)
		}
	}
	for k := range best {
		if best[k].rival >= 0 && best[k].worse <= sure {
			s.differ(best[:k+1], doubt, best[k].rival)
		}
	}
	// Of a mark that stands for a whole character it is not known which bytes it
	// took: those may be from the character before.
	if n := len(s.out); n > 0 && isMark(s.tokens[s.from].r) && len(best) > 0 && best[0].token == s.from && best[0].doubt {
		s.out[n-1].doubt = true
	}
	s.doubtOdd(best, doubt, strange)
	for i := int(s.from); i < end; i++ {
		k := 0
		for k < len(best) && int(best[k].token) == i {
			k++
		}
		s.write(&s.tokens[i], best[:k], doubt[i-int(s.from)])
		best = best[k:]
	}
}

// doubtOdd marks the tokens of what no prose explains, where it is strange.
func (s *reread) doubtOdd(best []node, doubt []bool, strange bool) {
	for k := range best {
		// Bytes are lost where sentences meet: a beginning that no prose explains is
		// in doubt even if nothing better is found.
		if k > 0 && s.silent && s.begins(best, k-1) && oddPair(best[k-1].r, best[k].r, best[k-1].cost+best[k].cost, true) {
			doubt[best[k-1].token-s.from] = true
		}
		if strange && best[k].cost > oddCost {
			doubt[best[k].token-s.from] = true
			doubt[best[max(k-1, 0)].token-s.from] = true
		}
	}
}

// begins reports whether a sentence begins with the i-th character of a reading.
func (s *reread) begins(read []node, i int) bool {
	if i > 0 {
		return stops(wide(read[i-1].r))
	}
	n := len(s.out)
	return n > 0 && stops(wide(s.out[n-1].r))
}

// asItStands reports whether read takes every token for the character it is.
func (s *reread) asItStands(read []node) bool {
	last := int32(-1)
	for _, n := range read {
		if n.token == last || wide(n.r) != wide(s.tokens[n.token].r) {
			return false
		}
		last = n.token
	}
	return true
}

// write appends what was read at t. What reads as nothing by itself belongs to
// the character after it.
func (s *reread) write(t *token, read []node, doubt bool) {
	start := s.tokens[0].start
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
