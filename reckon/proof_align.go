package reckon

import "slices"

// A seeker finds pieces of one text in another.
type seeker struct {
	a, b  *proofText
	four  map[uint64][]int32
	two   map[uint64][]int32
	votes map[int]int
	mixed map[string]int // the characters of a piece of b in order → the piece
}

func newSeeker(a, b *proofText) *seeker {
	s := &seeker{a: a, b: b, four: make(map[uint64][]int32, len(b.chars)), two: make(map[uint64][]int32, len(b.chars)), votes: map[int]int{}}
	for i := 0; i+4 <= len(b.chars); i++ {
		k := b.fourth(i)
		s.four[k] = append(s.four[k], int32(i))
	}
	for i := 0; i+2 <= len(b.chars); i++ {
		k := b.second(i)
		s.two[k] = append(s.two[k], int32(i))
	}
	s.mixed = make(map[string]int, len(b.pieces))
	for i, pc := range b.pieces {
		s.mixed[inOrderOf(b.chars[pc.start:pc.end])] = i
	}
	return s
}

// inOrderOf are the characters of a phrase in the order of their codes: the same
// for phrases whose parts changed places.
func inOrderOf(chars []rune) string {
	r := slices.Clone(chars)
	slices.Sort(r)
	return string(r)
}

// shuffled finds a piece whose parts changed places.
func (s *seeker) shuffled(p piece) match {
	if p.end-p.start < 4 {
		return match{}
	}
	i, ok := s.mixed[inOrderOf(s.a.chars[p.start:p.end])]
	if !ok {
		return match{}
	}
	b := s.b.pieces[i]
	m := match{found: true, start: b.start, end: b.end}
	n := p.end - p.start
	l, r := 0, 0
	for l < n && s.a.chars[p.start+l] == s.b.chars[b.start+l] {
		l++
	}
	for r < n-l && s.a.chars[p.end-1-r] == s.b.chars[b.end-1-r] {
		r++
	}
	if l < n {
		m.edits = []edit{{p.start + l, p.end - r, b.start + l, b.end - r}}
	}
	return m
}

// beside finds a short piece right behind what stands before it in b, or right
// in front of what follows.
func (s *seeker) beside(p piece, from, to int) match {
	n := p.end - p.start
	want := s.a.chars[p.start:p.end]
	for _, at := range []int{from, to - n} {
		if at > 0 && at+n <= len(s.b.chars) && equalRunes(want, s.b.chars[at:at+n]) {
			return match{found: true, start: at, end: at + n}
		}
	}
	return match{}
}

// A match is where a piece of a stands in b; edits is empty where it stands
// there as it is.
type match struct {
	found      bool
	start, end int // in b's chars
	edits      []edit
	same       int // characters that both have
}

// An edit is a stretch in which two passages differ; either may be empty.
type edit struct{ a0, a1, b0, b1 int }

// exact finds a piece as it is, the place nearest to where it is expected. Only
// tells that it stands nowhere else.
func (s *seeker) exact(p piece, expected int) (m match, only bool) {
	n := p.end - p.start
	if n < 4 {
		return match{}, false
	}
	best, far, alone, inside := -1, 0, 0, 0
	for _, at := range s.four[s.a.fourth(p.start)] {
		i := int(at)
		if i+n > len(s.b.chars) || !equalRunes(s.a.chars[p.start:p.end], s.b.chars[i:i+n]) {
			continue
		}
		d := distance(i, expected)
		if pc := s.b.pieces[s.b.in[i]]; pc.start != i || pc.end != i+n {
			d += 1 << 20 // inside a longer piece: only where it stands nowhere by itself
			inside++
		} else {
			alone++
		}
		if best < 0 || d < far {
			best, far = i, d
		}
	}
	if best < 0 {
		return match{}, false
	}
	m = match{found: true, start: best, end: best + n}
	if n >= 6 && (!p.line || p.stop) {
		s.edges(p, &m)
	}
	return m, alone == 1 || alone == 0 && inside == 1
}

// edges adds what a piece of b has more at its ends, where that is little: the
// piece of a may have lost it.
func (s *seeker) edges(p piece, m *match) {
	const little = 4
	l, r := s.b.pieces[s.b.in[m.start]], s.b.pieces[s.b.in[m.end-1]]
	if n := m.start - l.start; n > 0 && n <= little {
		m.edits = append([]edit{{p.start, p.start, l.start, m.start}}, m.edits...)
		m.start = l.start
	}
	if n := r.end - m.end; n > 0 && n <= little {
		m.edits = append(m.edits, edit{p.end, p.end, m.end, r.end})
		m.end = r.end
	}
}

func equalRunes(a, b []rune) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// distance prefers what follows to what went before.
func distance(i, expected int) int {
	if i >= expected {
		return i - expected
	}
	return 2 * (expected - i)
}

// near finds a piece that differs in a few characters. What both share has to
// be most of the piece.
func (s *seeker) near(p piece, expected int) match {
	n := p.end - p.start
	if n < 5 {
		return match{}
	}
	clear(s.votes)
	const bucket = 8
	for i := p.start; i+2 <= p.end; i++ {
		list := s.two[s.a.second(i)]
		if len(list) > 60 {
			continue
		}
		for _, at := range list {
			d := (int(at) - (i - p.start) + 1<<20) / bucket
			s.votes[d] += 2
			s.votes[d-1]++
			s.votes[d+1]++
		}
	}
	best, top, far := -1, 0, 0
	for d, v := range s.votes {
		at := d*bucket - 1<<20
		f := distance(at, expected)
		if v > top || v == top && (f < far || f == far && d < best) {
			best, top, far = d, v, f
		}
	}
	if best < 0 || top < max(4, n/2) {
		return match{}
	}
	from := max(0, best*bucket-1<<20-bucket)
	to := min(len(s.b.chars), from+n+n/2+3*bucket)
	m := s.within(p.start, p.end, from, to)
	if m.found && 4*m.same < 3*n && (expected == 0 || m.start < expected-400 || m.start > expected+400) {
		return match{} // neither much the same nor where it should stand
	}
	return m
}

// within aligns a stretch of a with the part of a window of b that is most like
// it.
func (s *seeker) within(a0, a1, b0, b1 int) match {
	a, b := s.a.chars[a0:a1], s.b.chars[b0:b1]
	const gap, differ, equal = -2, -3, 2
	w := len(b) + 1
	score := make([]int16, (len(a)+1)*w)
	for i := 1; i <= len(a); i++ {
		score[i*w] = int16(i * gap)
		for j := 1; j <= len(b); j++ {
			sub := differ
			if a[i-1] == b[j-1] {
				sub = equal
			}
			v := int(score[(i-1)*w+j-1]) + sub
			v = max(v, int(score[(i-1)*w+j])+gap, int(score[i*w+j-1])+gap)
			score[i*w+j] = int16(v)
		}
	}
	end, best := 0, int(score[len(a)*w])
	for j := 1; j <= len(b); j++ {
		if v := int(score[len(a)*w+j]); v > best {
			end, best = j, v
		}
	}
	m := match{found: true, end: b0 + end}
	i, j, same := len(a), end, 0
	for i > 0 {
		v := int(score[i*w+j])
		sub := differ
		if j > 0 && a[i-1] == b[j-1] {
			sub = equal
		}
		switch {
		case j > 0 && v == int(score[(i-1)*w+j-1])+sub:
			if sub == equal {
				same++
			} else {
				m.add(a0+i-1, a0+i, b0+j-1, b0+j)
			}
			i, j = i-1, j-1
		case v == int(score[(i-1)*w+j])+gap:
			m.add(a0+i-1, a0+i, b0+j, b0+j)
			i--
		default:
			m.add(a0+i, a0+i, b0+j-1, b0+j)
			j--
		}
	}
	m.start, m.same = b0+j, same
	for l, r := 0, len(m.edits)-1; l < r; l, r = l+1, r-1 {
		m.edits[l], m.edits[r] = m.edits[r], m.edits[l]
	}
	n := a1 - a0
	if len(m.edits) > 0 && m.edits[0].a0 == a0 && m.edits[0].b0 == m.edits[0].b1 && same >= 6 {
		n -= min(6, m.edits[0].a1-a0) // words of the digest in front: 报告提出
	}
	if 5*same < 3*n || 2*same < m.end-m.start {
		return match{}
	}
	s.ends(piece{start: a0, end: a1}, &m)
	return m
}

// ends sets what a piece of a has more at its ends beside what b has there in the
// same place: 95%以上 beside 85%以上.
func (s *seeker) ends(p piece, m *match) {
	if len(m.edits) == 0 {
		return
	}
	if e := &m.edits[0]; e.a0 == p.start && e.b0 == e.b1 && e.b0 == m.start && m.start < len(s.b.chars) {
		e.b0 = max(s.b.pieces[s.b.in[m.start]].start, m.start-(e.a1-e.a0))
		m.start = e.b0
	}
	if e := &m.edits[len(m.edits)-1]; e.a1 == p.end && e.b0 == e.b1 && e.b1 == m.end && m.end > 0 {
		e.b1 = min(s.b.pieces[s.b.in[m.end-1]].end, m.end+(e.a1-e.a0))
		m.end = e.b1
	}
}

// add puts an edit in front of those found so far, joined with the nearest
// where one character at most lies between.
func (m *match) add(a0, a1, b0, b1 int) {
	if n := len(m.edits); n > 0 {
		last := &m.edits[n-1]
		if last.a0-a1 <= 1 && last.b0-b1 <= 1 {
			last.a0, last.b0 = a0, b0
			return
		}
	}
	m.edits = append(m.edits, edit{a0, a1, b0, b1})
}
