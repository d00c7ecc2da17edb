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
		switch {
		case r == 0, r == '。', r == '\n':
			return false
		case isOneOf(r, questionSigns()):
			return true
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
		c := &s.choices[k]
		if s.hopeless(t, st.cost+c.cost+costDrop) {
			continue
		}
		next := s.take(&st, c, costDrop, true, anyByte)
		next.gone = byte(c.pair)
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
		c := &s.choices[k]
		if s.hopeless(t, st.cost+c.cost+costDrop) || s.codes.at(st.gone, byte(c.pair>>8)) != 0 {
			continue
		}
		next := s.take(&st, c, costDrop, true, anyByte)
		next.gone = byte(c.pair)
		s.paired(next, t)
		if most > 1 {
			s.vanishedAgain(next, t, most-1)
		}
	}
	s.choices = s.choices[:from]
}

// hopeless reports whether nothing that reads t after what costs so much is of
// interest: a mark or a reading may make up for some of it, a character never does.
func (s *reread) hopeless(t *token, cost int32) bool {
	return t.r != bracket && !isMark(t.r) && cost >= max(s.limit(none), s.limit(anyByte))
}

// following lists the characters of a half that are known to follow st and keep
// it below a limit. It adds them to the choices and returns where they begin.
func (s *reread) following(st *state, h *half, limit int32) int {
	from, room := len(s.choices), limit-st.cost
	if room <= 0 || h.set == nil {
		return from
	}
	s.left -= effort
	o := s.outlook(&st.past)
	prose := o.cheapest < room
	list := s.find(h, o, prose, room > ownLeast)
	if len(list) > 0 {
		m, w := s.model, o.walk
		for i := range list {
			f := &list[i]
			for both := f.set | f.own; both != 0; both &= both - 1 {
				its := both & -both
				id := f.first + uint16(bits.TrailingZeros64(both))
				place, cost := -1, room
				if f.set&its != 0 {
					place = int(m.firsts[f.part]) + bits.OnesCount64(m.sets[f.part]&(its-1))
					_, one := m.follower(place)
					cost = w.cost(id, one, room)
				} else if prose {
					cost = w.over + int32(m.alone[id])
				}
				if f.own&its != 0 {
					cost = s.known(st, m.char[id], cost, room)
				}
				if cost < room {
					s.choose(h, id, place, cost)
				}
			}
		}
	}
	if st.past.one == 0 {
		s.followingUnknown(st, h, room)
	}
	return from
}

// followingUnknown lists those that follow a character which the model does not know.
func (s *reread) followingUnknown(st *state, h *half, room int32) {
	for r := range s.own.followers(st.last) {
		if id := s.model.id[r]; id != 0 {
			place := s.model.place(0, id)
			if cost := s.known(st, r, s.model.cost(st.past, id, place), room); cost < room {
				s.choose(h, id, place, cost)
			}
		}
	}
}

// A find is what a part of a half has in common with those that follow a character,
// by the model and in the text.
type find struct {
	set, own uint64
	part     uint32 // of the model's row
	first    uint16 // number of the part's first character
}

// find lists what a half has in common with those that follow a past: by the model
// where prose is set, in the text where own is.
func (s *reread) find(h *half, o *outlook, prose, own bool) []find {
	n := 0
	sets, wanted, finds := s.model.sets, h.set, &s.finds
	for j := range h.full {
		known, mine := uint64(0), uint64(0)
		if prose {
			known = o.row.full[j]
		}
		if own && o.own != nil {
			mine = o.own[j]
		}
		first := o.row.first[j]
		for full := (known | mine) & h.full[j]; full != 0; full &= full - 1 {
			k := bits.TrailingZeros64(full) & 63
			its := uint64(1) << k
			part := first + uint32(bits.OnesCount64(known&(its-1)))
			both, inText := uint64(0), uint64(0)
			if known&its != 0 {
				both = sets[part]
			}
			if mine&its != 0 {
				inText = o.own[ownFull+j<<6+k]
			}
			if wanted := wanted[j<<6|k]; (both|inText)&wanted != 0 {
				finds[n&(mostParts-1)] = find{set: both & wanted, own: inText & wanted, part: part, first: uint16(j<<12 | k<<6)}
				n++
			}
		}
	}
	return finds[:n]
}

// choose adds the pairs of a character that are of a half to the choices.
func (s *reread) choose(h *half, id uint16, place int, cost int32) {
	for _, f := range s.codes.formsOf(id) {
		if h.has(f.pair) {
			s.choices = append(s.choices, choice{r: rune(f.char), class: s.model.char[id], id: id, pair: f.pair, cost: cost, place: int32(place)})
		}
	}
}

// among lists the characters of a half that may follow: those that are known to,
// and the others while they are frequent enough to stay below a limit.
func (s *reread) among(st *state, h *half, limit int32) int {
	from := s.following(st, h, limit)
	leave := s.outlook(&st.past).walk.over
	for _, pair := range h.pairs {
		id := s.codes.number[pair]
		cost := leave + int32(s.model.alone[id])
		if st.cost+cost >= limit {
			break
		}
		if s.model.place(st.past.one, id) < 0 && !s.own.follows(st.past.one, id) {
			s.choices = append(s.choices, choice{r: rune(s.codes.char[pair]), class: s.model.char[id], id: id, pair: pair, cost: cost, place: -1})
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
		c := &s.choices[k]
		one := st.cost + c.cost + costSilent
		two := one+costSilentAgain < s.limit(none)
		if !two && (trail <= 0x80 || one >= s.limit(anyByte)) {
			continue
		}
		next := s.take(&st, c, costSilent, true, pending(trail))
		if trail > 0x80 {
			s.push(next)
		}
		if two { // the second byte of this character and the first of the next
			next.wait = anyByte
			next.cost += costSilentAgain
			s.anyLead(next, trail, none)
		}
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
	limit := s.limit(none) - costSilentHalf
	h := &s.codes.begin[byte(st.wait)]
	if id := s.model.id[t.class]; id != 0 && limit-st.cost <= int32(s.model.alone[id]) {
		h = s.leading(byte(st.wait), id) // behind any other, t costs too much
	}
	from := s.following(&st, h, limit)
	for k := from; k < len(s.choices); k++ {
		c := &s.choices[k]
		if st.cost+c.cost+costSilentHalf >= s.limit(none) {
			continue
		}
		next := s.take(&st, c, costSilentHalf, true, none)
		s.nodes[next.node].token-- // its first byte stands there
		s.plain(next, t)
	}
	s.choices = s.choices[:from]
}

// mostLeadings is how many of them are kept.
const mostLeadings = 8

// A leading is the half of what begins with a byte and is known to stand before a
// character.
type leading struct {
	half
	byte   byte
	before uint16
}

// leading returns that of a byte and a character by its number, which is not 0.
func (s *reread) leading(b byte, before uint16) *half {
	l := &s.leadings[(uint16(b)+before)%mostLeadings]
	if l.before == before && l.byte == b {
		return &l.half
	}
	h := &s.codes.begin[b]
	*l = leading{half: half{mask: h.mask, is: h.is, set: l.set}, byte: b, before: before}
	if l.set == nil {
		l.set = new([mostParts]uint64)
	}
	*l.set = [mostParts]uint64{}
	for _, pair := range h.pairs {
		if n := s.codes.number[pair]; s.own.follows(n, before) || s.model.place(n, before) >= 0 {
			l.put(n)
		}
	}
	return &l.half
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
	s.left -= int(c.to-c.from) / 8
	for at := int(c.from); at < int(c.to); at++ {
		id, _ := s.model.follower(at)
		cost := s.model.cost(st.past, id, at)
		if st.cost+cost+extra >= s.limit(none) || id == line {
			continue
		}
		s.left--
		if next != 0 {
			cost += s.model.cost(s.model.after(st.past, id, at), next, s.model.place(id, next))
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
