package zhtext

import "slices"

// cut reads a "?" where a character begins.
func (s *reread) cut(st state, p past, t *token) {
	if t.reading == 0 {
		if t.r == '?' {
			extra := int32(costMark)
			if s.asks(st) {
				extra = costAsked
			}
			if next, ok := s.read(st, p, '？', extra, false, none); ok {
				s.push(next)
			}
		}
		if next, ok := s.read(st, p, nothing, costNothing, true, none); ok {
			s.push(next)
		}
		if next := int(s.token) + 1; s.silent || next >= len(s.tokens) || s.tokens[next].r < 0x80 {
			s.guess(st, p, costGuess) // else what is left of the character stands beside it
		}
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
	s.sounding(st, p, t.reading, costWhole)
}

// asks reports whether what was read last is a question.
func (s *reread) asks(st state) bool {
	out := len(s.out)
	for range 16 {
		r := rune(0)
		if st.node >= 0 {
			r, st.node = s.nodes[st.node].r, s.nodes[st.node].back
		} else if out--; out >= 0 {
			r = s.out[out].r
		}
		switch r {
		case '什', '么', '麼', '麽', '怎', '哪', '誰', '谁', '何', '嗎', '吗', '呢':
			return true
		case 0, '。', '\n':
			return false
		}
	}
	return false
}

// sounding reads a character of which only the reading is left.
func (s *reread) sounding(st state, p past, reading uint16, extra int32) {
	for _, r := range s.sounds.chars[reading] {
		lead, trail := s.codes.of(r)
		if lead == 0 || !s.codes.likely[uint16(lead)<<8|uint16(trail)] || st.gone != 0 && s.codes.at(st.gone, lead) != 0 {
			continue
		}
		if next, ok := s.read(st, p, r, extra, true, none); ok {
			s.push(next)
		}
	}
}

// question reads a "?" that is the second byte of a character.
func (s *reread) question(st state, p past, t *token) {
	lead := byte(st.wait)
	for _, trail := range s.codes.trails[lead] {
		r, extra := s.codes.at(lead, trail), int32(bit)
		if t.reading != 0 {
			if !s.sounds.reads(r, t.reading) {
				continue
			}
			extra = -gainBracket
		}
		if next, ok := s.read(st, p, r, extra, true, none); ok {
			s.push(next)
		}
	}
}

// mostVanished is how many pairs in a row are taken to have vanished at most.
const mostVanished = 3

// vanished reads a pair that vanished before t, whose first byte ended a
// character and whose second begins the next.
func (s *reread) vanished(st state, p past, t *token) {
	for _, gone := range s.codes.gone[byte(st.wait)] {
		next, ok := s.read(st, p, s.codes.at(byte(st.wait), gone), costDrop, true, anyByte)
		if !ok {
			continue
		}
		next.gone = gone
		q := s.model.after(next.three, next.two, next.last)
		s.paired(next, q, t)
		s.vanishedAgain(next, q, t, mostVanished-1)
	}
}

// vanishedAgain reads further pairs that vanished, at most so many: of the
// characters between them, nothing is left but what their bytes must have been
// lost with.
func (s *reread) vanishedAgain(st state, p past, t *token, most int) {
	try := func(pair uint16) {
		lead, trail := byte(pair>>8), byte(pair)
		if s.left <= 0 || s.codes.at(st.gone, lead) != 0 {
			return
		}
		if next, ok := s.read(st, p, s.codes.at(lead, trail), costDrop, true, anyByte); ok {
			next.gone = trail
			q := s.model.after(next.three, next.two, next.last)
			s.paired(next, q, t)
			if most > 1 {
				s.vanishedAgain(next, q, t, most-1)
			}
		}
	}
	for _, c := range p.contexts() {
		for _, f := range s.model.rank[c.from:c.to] {
			if st.cost+int32(f.cost)+leastCost >= s.limit(anyByte) {
				break
			}
			for _, pair := range s.codes.forms[f.r] {
				if pair != 0 && s.codes.loses[byte(pair)] {
					try(pair)
				}
			}
		}
	}
	for r := range s.own.followers(st.last) {
		for _, pair := range s.codes.forms[r] {
			if pair != 0 && s.codes.loses[byte(pair)] {
				try(pair)
			}
		}
	}
}

// silently reads t with a byte lost before it or in it.
func (s *reread) silently(st state, p past, t *token) {
	if st.wait == anyByte {
		return
	}
	if st.wait != none {
		// The second byte is lost, or the first one of a character that ends with
		// what is left.
		b := byte(st.wait)
		for _, trail := range s.codes.trails[b] {
			if next, ok := s.read(st, p, s.codes.at(b, trail), costSilent, true, none); ok {
				s.plain(next, s.model.after(next.three, next.two, next.last), t)
			}
		}
		for _, lead := range s.codes.leads[b] {
			if next, ok := s.read(st, p, s.codes.at(lead, b), costSilent, true, none); ok {
				s.plain(next, s.model.after(next.three, next.two, next.last), t)
			}
		}
		return
	}
	if t.r == bracket {
		if st.last < 0x4E00 { // behind a mark: its character is lost
			s.sounding(st, p, t.reading, costSilent)
		}
		return
	}
	lost := st
	lost.wait, lost.gone = anyByte, 0
	lost.cost += costSilent
	lead, trail := s.codes.of(t.r)
	if t.r > ' ' && t.r < 0x7F {
		if isTrail(t.r) {
			s.anyLead(lost, p, byte(t.r), none)
		}
		lead, trail = 0xA3, byte(t.r)|0x80
	}
	if lead == 0 {
		return
	}
	for _, second := range s.codes.trails[lead] {
		next, ok := s.read(st, p, s.codes.at(lead, second), costSilent, true, pending(trail))
		if !ok {
			continue
		}
		if trail > 0x80 {
			s.push(next)
		}
		// Two bytes are lost: the second of this character and the first of the next.
		next.wait = anyByte
		next.cost += costSilentAgain
		s.anyLead(next, s.model.after(next.three, next.two, next.last), trail, none)
	}
	if trail > 0x80 {
		s.anyLead(lost, p, lead, pending(trail))
	}
}

// guess reads a character of which nothing is left: one that is known to follow
// and that goes well with what comes next.
func (s *reread) guess(st state, p past, extra int32) {
	next := rune(0)
	if i := int(s.token) + 1; i < len(s.tokens) && s.tokens[i].r >= 0 && !isMark(s.tokens[i].r) {
		next = s.script.class(s.tokens[i].r)
	}
	var best [guesses]follower
	n := 0
	for _, c := range p.contexts() {
		for _, f := range s.model.rank[c.from:c.to] {
			if st.cost+int32(f.cost)+extra >= s.limit(none) {
				break
			}
			if f.r == '\n' {
				continue
			}
			cost := int32(f.cost)
			if next != 0 {
				cost += s.model.cost(s.model.after(st.two, st.last, rune(f.r)), next)
			}
			i := n
			if n < guesses {
				n++
			} else if i--; int32(best[i].cost) <= cost {
				continue
			}
			for i > 0 && int32(best[i-1].cost) > cost {
				best[i] = best[i-1]
				i--
			}
			best[i] = follower{f.r, uint16(cost)}
		}
	}
	for _, f := range best[:n] {
		if next, ok := s.read(st, p, rune(f.r), extra, true, none); ok {
			s.push(next)
		}
	}
}
