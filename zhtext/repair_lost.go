package zhtext

import (
	"math/bits"
	"slices"
)

// cut reads a "?" where a character begins.
func (s *reread) cut(st state, t *token) {
	if t.reading == 0 {
		if t.r == '?' {
			extra := int32(costMark)
			if s.asks(st) {
				extra = costAsked
			}
			if next, ok := s.read(st, '？', extra, false, none); ok {
				s.push(next)
			}
		}
		if next, ok := s.read(st, nothing, costNothing, true, none); ok {
			s.push(next)
		}
		if next := int(s.token) + 1; s.silent || next >= len(s.tokens) || s.tokens[next].r < 0x80 {
			s.guess(st, costGuess) // else what is left of the character stands beside it
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
	s.sounding(st, t.reading, costWhole)
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
func (s *reread) sounding(st state, reading uint16, extra int32) {
	for _, r := range s.sounds.chars[reading] {
		lead, trail := s.codes.of(r)
		if lead == 0 || !s.codes.likely[uint16(lead)<<8|uint16(trail)] || st.gone != 0 && s.codes.at(st.gone, lead) != 0 {
			continue
		}
		if next, ok := s.read(st, r, extra, true, none); ok {
			s.push(next)
		}
	}
}

// question reads a "?" that is the second byte of a character.
func (s *reread) question(st state, t *token) {
	for _, pair := range s.codes.begin[byte(st.wait)].pairs {
		r, extra := rune(s.codes.char[pair]), int32(bit)
		if t.reading != 0 {
			if !s.sounds.reads(r, t.reading) {
				continue
			}
			extra = -gainBracket
		}
		if next, ok := s.read(st, r, extra, true, none); ok {
			s.push(next)
		}
	}
}

// mostVanished is how many pairs in a row are taken to have vanished at most.
const mostVanished = 3

// vanished reads a pair that vanished before t, whose first byte ended a
// character and whose second begins the next.
func (s *reread) vanished(st state, t *token) {
	from := s.among(&st, &s.codes.gone[byte(st.wait)], s.limit(anyByte)-costDrop-leastCost)
	for k := from; k < len(s.choices) && s.left > 0; k++ {
		next := s.take(st, s.choices[k], costDrop, true, anyByte)
		next.gone = byte(s.choices[k].pair)
		s.paired(next, t)
		s.vanishedAgain(next, t, mostVanished-1)
	}
	s.choices = s.choices[:from]
}

// vanishedAgain reads further pairs that vanished, at most so many: of the
// characters between them, nothing is left but what their bytes must have been
// lost with.
func (s *reread) vanishedAgain(st state, t *token, most int) {
	from := s.following(&st, &s.codes.lost, s.limit(anyByte)-costDrop-leastCost)
	for k := from; k < len(s.choices) && s.left > 0; k++ {
		c := s.choices[k]
		if s.codes.at(st.gone, byte(c.pair>>8)) != 0 {
			continue
		}
		next := s.take(st, c, costDrop, true, anyByte)
		next.gone = byte(c.pair)
		s.paired(next, t)
		if most > 1 {
			s.vanishedAgain(next, t, most-1)
		}
	}
	s.choices = s.choices[:from]
}

// following lists the characters of a half that are known to follow st and keep
// it below a limit. It adds them to the choices and returns where they begin.
func (s *reread) following(st *state, h *half, limit int32) int {
	from, room := len(s.choices), limit-st.cost
	if room <= 0 || h.set == nil {
		return from
	}
	s.left -= effort
	own, known := s.own.known(st.past.one), row{}
	if room <= ownLeast {
		own = nil
	}
	w := walk{}
	prose := s.model.cheapest(st.past) < room
	if prose {
		w, known = s.model.walk(st.past), s.model.row(st.past.one)
	}
	for j, full := range h.full {
		if own == nil {
			full &= known.full[j]
		}
		for ; full != 0; full &= full - 1 {
			i := j<<6 + bits.TrailingZeros64(full)
			k := s.model.part(&known, i)
			set := k.set
			if own != nil {
				set |= own[i]
			}
			for set &= h.set[i]; set != 0; set &= set - 1 {
				id, cost := uint16(i<<6+bits.TrailingZeros64(set)), room
				if prose {
					cost = w.cost(k, id)
				}
				s.consider(st, h, id, cost, room)
			}
		}
	}
	if st.past.one == 0 {
		for r := range s.own.followers(st.last) { // the model does not know the last character
			if id := s.model.id[r]; id != 0 {
				s.consider(st, h, id, s.model.cost(st.past, id), room)
			}
		}
	}
	return from
}

// consider adds the pairs of a character that are of a half to the choices, if
// it costs less than room. Cost is what it costs by the model.
func (s *reread) consider(st *state, h *half, id uint16, cost, room int32) {
	c := choice{class: s.model.char[id], id: id}
	if c.cost = s.known(st, c.class, id, cost, room); c.cost >= room {
		return
	}
	for _, pair := range s.codes.forms[id] {
		if h.has(pair) {
			c.pair, c.r = pair, rune(s.codes.char[pair])
			s.choices = append(s.choices, c)
		}
	}
}

// among lists the characters of a half that may follow: those that are known to,
// and the others while they are frequent enough to stay below a limit.
func (s *reread) among(st *state, h *half, limit int32) int {
	from := s.following(st, h, limit)
	leave := s.model.leave(st.past)
	for _, pair := range h.pairs {
		id := s.codes.number[pair]
		cost := leave + int32(s.model.alone[id])
		if st.cost+cost >= limit {
			break
		}
		if s.model.place(st.past.one, id) < 0 && !s.own.follows(st.past.one, id) {
			s.choices = append(s.choices, choice{r: rune(s.codes.char[pair]), class: s.model.char[id], id: id, pair: pair, cost: cost})
		}
	}
	return from
}

// silently reads t with a byte lost before it or in it, where a character begins.
func (s *reread) silently(st state, t *token) {
	if t.r == bracket {
		if st.last < 0x4E00 { // behind a mark: its character is lost
			s.sounding(st, t.reading, costSilent)
		}
		return
	}
	lost := st
	lost.wait, lost.gone = anyByte, 0
	lost.cost += costSilent
	lead, trail := s.codes.of(t.r)
	if t.r > ' ' && t.r < 0x7F {
		if isTrail(t.r) {
			s.anyLead(lost, byte(t.r), none)
		}
		lead, trail = 0xA3, byte(t.r)|0x80
	}
	if lead == 0 {
		return
	}
	from := s.among(&st, &s.codes.begin[lead], s.limit(anyByte)-costSilent)
	for k := from; k < len(s.choices); k++ {
		next := s.take(st, s.choices[k], costSilent, true, pending(trail))
		if trail > 0x80 {
			s.push(next)
		}
		// Two bytes are lost: the second of this character and the first of the next.
		next.wait = anyByte
		next.cost += costSilentAgain
		s.anyLead(next, trail, none)
	}
	s.choices = s.choices[:from]
	if trail > 0x80 {
		s.anyLead(lost, lead, pending(trail))
	}
}

// halved reads t where a character begins, and before it one of which only the
// first byte is left: what found no partner was dropped.
func (s *reread) halved(st state, t *token) {
	if t.r == bracket || isMark(t.r) { // these say that a byte is lost
		return
	}
	from := s.following(&st, &s.codes.begin[byte(st.wait)], s.limit(none)-costSilentHalf)
	for k := from; k < len(s.choices); k++ {
		next := s.take(st, s.choices[k], costSilentHalf, true, none)
		s.nodes[next.node].token-- // its first byte stands there
		s.plain(next, t)
	}
	s.choices = s.choices[:from]
}

// guess reads a character of which nothing is left: one that is known to follow
// and that goes well with what comes next.
func (s *reread) guess(st state, extra int32) {
	next, line := uint16(0), s.model.id['\n']
	if i := int(s.token) + 1; i < len(s.tokens) && s.tokens[i].r >= 0 && !isMark(s.tokens[i].r) {
		next = s.model.id[s.tokens[i].class]
	}
	var best [guesses]struct {
		id   uint16
		cost int32
	}
	n := 0
	c := s.model.context(int32(st.past.one))
	s.left -= (c.to - c.from) / 8
	for at := c.from; at < c.to; at++ {
		id, _ := s.model.follower(at)
		cost := s.model.cost(st.past, id)
		if st.cost+cost+extra >= s.limit(none) || id == line {
			continue
		}
		s.left--
		if next != 0 {
			cost += s.model.cost(s.model.after(st.past, id), next)
		}
		i := n
		if n < guesses {
			n++
		} else if i--; best[i].cost <= cost {
			continue
		}
		for i > 0 && best[i-1].cost > cost {
			best[i] = best[i-1]
			i--
		}
		best[i].id, best[i].cost = id, cost
	}
	for _, f := range best[:n] {
		if next, ok := s.read(st, s.model.char[f.id], extra, true, none); ok {
			s.push(next)
		}
	}
}
