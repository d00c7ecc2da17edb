package zhtext

import "unicode/utf8"

// An assembly makes the view and the segments of glyphs.
type assembly struct {
	out  Repaired
	text string
	b    *Builder
	ends []int // where the readings of segments end in the view
	open bool  // the last segment may go on
}

func newAssembly(text string) *assembly {
	n := min(len(text)/8, 1<<16) + 1
	a := &assembly{text: text, b: NewBuilder(text), ends: make([]int, 0, n)}
	a.out.Segments = make([]Segment, 0, n)
	a.b.runs = make([]run, 0, n)
	return a
}

// add adds glyphs that follow on the ones before.
func (a *assembly) add(glyphs []glyph) {
	var buf [4 * utf8.UTFMax]byte
	for i := 0; i < len(glyphs); {
		// A stretch of the text with all that stands for it.
		n := 1
		for i+n < len(glyphs) && glyphs[i+n].start == glyphs[i+n].end {
			n++
		}
		group := glyphs[i : i+n]
		start, end := int(group[0].start), int(group[0].end)
		changed := n > 1 || !group[0].raw && !is(a.text[start:end], group[0].r)
		doubt, lost, stop := false, group[0].lost, false
		if lost && (i == 0 || !glyphs[i-1].lost) {
			a.out.Lost++
		}
		reading := buf[:0]
		for _, g := range group {
			doubt = doubt || g.doubt
			stop = stop || stops(g.r)
			if changed {
				reading = appendGlyph(reading, g.r)
			}
		}
		if changed {
			a.b.Put(string(reading), start, end)
		} else {
			a.b.Keep(start, end)
		}
		a.stretch(Segment{Start: start, End: end, Changed: changed, Lost: lost, Certain: !doubt})
		a.open = !stop
		i += n
	}
}

// stretch adds what was read last to its segment.
func (a *assembly) stretch(s Segment) {
	if n := len(a.out.Segments); a.open && a.out.Segments[n-1].goesOn(s) {
		a.out.Segments[n-1].End = s.End
		a.ends[n-1] = a.b.Len()
		return
	}
	a.out.Segments = append(a.out.Segments, s)
	a.ends = append(a.ends, a.b.Len())
}

// finish returns what was assembled.
func (a *assembly) finish() Repaired {
	a.out.View = a.b.View()
	at := 0
	for i, end := range a.ends {
		a.out.Segments[i].Reading = a.out.View.Text[at:end]
		at = end
	}
	return a.out
}

// goesOn reports whether o is more of the same.
func (s *Segment) goesOn(o Segment) bool {
	return s.Changed == o.Changed && s.Lost == o.Lost && s.Certain == o.Certain
}

// nothing is the r of a glyph that cannot be told.
const nothing rune = -2

func appendGlyph(b []byte, r rune) []byte {
	if r == nothing {
		return append(b, "〔?〕"...)
	}
	return utf8.AppendRune(b, r)
}

// is reports whether text is the one character r. Bytes that are no character
// are themselves.
func is(text string, r rune) bool {
	got, n := utf8.DecodeRuneInString(text)
	return got == r && n == len(text)
}

// stops reports whether a sentence or paragraph ends at r.
func stops(r rune) bool {
	switch r {
	case '。', '！', '？', '；', '\n':
		return true
	}
	return false
}
