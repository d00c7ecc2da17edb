package zhtext

// How the search for a reading is bounded.
const (
	soundWidth   = 12       // readings kept that have no byte left over
	waitingWidth = 28       // readings kept that have one
	beamCost     = 20 * bit // a reading that is this much worse than the best is given up
	waitingCost  = 6 * bit  // what a byte left over is expected to cost
	sureCost     = 16 * bit // readings that are this much worse raise no doubt
	silentSure   = 9 * bit  // those of bytes lost without a trace
	plainSure    = 4 * bit  // those where the text as it stands reads best
	oddCost      = 8 * bit  // a character that costs this much raises doubt about itself and its neighbours
)

// A pending is the last byte read, where it awaits its second.
type pending uint16

const (
	none    pending = 0
	anyByte pending = 0x100 // lost
)

// A state is a way to have read the tokens so far.
type state struct {
	cost             int32
	node             int32 // last character read, -1 before the first
	past             past
	three, two, last rune // the last characters, as class gives them
	wait             pending
	gone             byte // with anyByte: the byte before it, with which it made a pair that vanished; 0 else
	trail            byte // second byte of the last character as it stood in the text, 0 where it is not known
	plain            int16
}

// A node is a character read, with the token at which it was complete. Rival is
// the last node of another way to have come here that is almost as good, or -1;
// worse is by how much.
type node struct {
	back, rival int32
	worse       int32
	token       int32
	r           rune
	cost        int32
	doubt       bool // bytes of it are lost
}

// A beam holds the best readings of one kind, best first.
type beam struct {
	states []state
	width  int
}

// limit is the cost beyond which a reading has no place in the beam.
func (b *beam) limit() int32 {
	if len(b.states) < b.width {
		return 1 << 30
	}
	return b.states[len(b.states)-1].cost
}

// like returns the reading from which no later byte tells st, or nil.
func (b *beam) like(st *state) *state {
	for i := range b.states {
		o := &b.states[i]
		if o.last == st.last && o.two == st.two && o.three == st.three && o.wait == st.wait && o.gone == st.gone && o.trail == st.trail {
			return o
		}
	}
	return nil
}

// put puts st in its place.
func (b *beam) put(st state) {
	if len(b.states) < b.width {
		b.states = append(b.states, st)
	}
	i := len(b.states) - 1
	for i > 0 && b.states[i-1].cost > st.cost {
		b.states[i] = b.states[i-1]
		i--
	}
	b.states[i] = st
}

// drop takes out the reading o, an element of the beam.
func (b *beam) drop(o *state) {
	for i := range b.states {
		if &b.states[i] == o {
			b.states = append(b.states[:i], b.states[i+1:]...)
			return
		}
	}
}

// limit is the highest cost at which a reading is of interest.
func (s *reread) limit(wait pending) int32 {
	if wait == none {
		return min(s.sound.limit(), s.best+beamCost)
	}
	return min(s.waiting.limit(), s.best-waitingCost+beamCost)
}

// push keeps st if it is among the best.
func (s *reread) push(st state) {
	if st.cost >= s.limit(st.wait) {
		return
	}
	b, ahead := &s.sound, st.cost
	if st.wait != none {
		b, ahead = &s.waiting, st.cost+waitingCost
	}
	s.best = min(s.best, ahead)
	if o := b.like(&st); o != nil {
		better, worse := st, *o
		if o.cost <= st.cost {
			better, worse = worse, better
		}
		if worse.cost <= better.cost+s.sure() {
			s.rival(&better, worse.node, worse.cost-better.cost)
		}
		if better.node == o.node && better.cost == o.cost {
			return
		}
		b.drop(o)
		st = better
	}
	b.put(st)
}

// sure is how much worse a reading is that raises no doubt.
func (s *reread) sure() int32 {
	if s.silent {
		return silentSure
	}
	return sureCost
}

// rival notes another way to have come to st, the best of them.
func (s *reread) rival(st *state, other, worse int32) {
	if st.node < 0 || other < 0 || st.node == other || s.nodes[st.node].rival >= 0 && s.nodes[st.node].worse <= worse {
		return
	}
	s.nodes[st.node].rival, s.nodes[st.node].worse = other, worse
}

// read adds r, complete at the token, to st. It returns false where that makes
// st too bad to be of interest; wait is the byte after r.
func (s *reread) read(st state, r rune, extra int32, doubt bool, wait pending) (state, bool) {
	room := s.limit(wait) - st.cost - extra // r must cost less
	if room <= 0 {
		return st, false
	}
	s.left--
	c := choice{r: r, class: s.class(r)}
	c.id = s.model.id[c.class]
	place := s.model.place(st.past.one, c.id)
	c.place, c.cost = int32(place), s.model.cost(st.past, c.id, place)
	if c.id == 0 || st.past.one == 0 || s.own.follows(st.past.one, c.id) {
		c.cost = s.known(&st, c.class, c.cost, room)
	}
	if c.cost >= room {
		return st, false
	}
	return s.take(&st, &c, extra, doubt, wait), true
}

// known returns what a character costs after st, which costs so much by the
// model, if the text itself may have it there, exactly where that is less than room.
func (s *reread) known(st *state, c rune, cost, room int32) int32 {
	if min(cost, room) <= ownLeast {
		return cost
	}
	if own, ok := s.own.cost(st.two, st.last, c); ok {
		cost = min(cost, own)
	}
	if own, ok := s.own.counted(st.two, st.last, c); ok {
		cost = min(cost, own)
	}
	return cost
}

// A choice is a character that may follow a reading.
type choice struct {
	r, class rune
	id       uint16
	pair     uint16
	cost     int32
	place    int32 // where it is among those that follow the last character, -1 where it is not
}

// take adds a character to st.
func (s *reread) take(st *state, c *choice, extra int32, doubt bool, wait pending) state {
	s.left--
	s.nodes = append(s.nodes, node{back: st.node, rival: -1, token: s.token, r: c.r, cost: c.cost + max(extra-costWhole/2, 0)*4, doubt: doubt})
	next := state{
		cost: st.cost + c.cost + extra, node: int32(len(s.nodes) - 1), past: s.model.after(st.past, c.id, int(c.place)),
		three: st.two, two: st.last, last: c.class, wait: wait,
	}
	_, next.trail = s.codes.of(c.r)
	return next
}

// path returns the characters that lead to a node, in order.
func (s *reread) path(last int32) []node {
	n := 0
	for i := last; i >= 0; i = s.nodes[i].back {
		n++
	}
	p := make([]node, n)
	for i := last; i >= 0; i = s.nodes[i].back {
		n--
		p[n] = s.nodes[i]
	}
	return p
}

// differ marks the characters between which and a rival's path no choice is
// certain: those of best whose token reads otherwise on the path of last.
func (s *reread) differ(best []node, doubt []bool, last int32) {
	other := s.path(last)
	for i, j := 0, 0; i < len(best) || j < len(other); {
		token := int32(1 << 30)
		if i < len(best) {
			token = best[i].token
		}
		if j < len(other) {
			token = min(token, other[j].token)
		}
		a, b := i, j
		for i < len(best) && best[i].token == token {
			i++
		}
		for j < len(other) && other[j].token == token {
			j++
		}
		same := i-a == j-b
		for k := 0; same && k < i-a; k++ {
			same = best[a+k].r == other[b+k].r
		}
		if !same {
			doubt[token-s.from] = true
		}
	}
}
