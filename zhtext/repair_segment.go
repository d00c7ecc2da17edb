package zhtext

import (
	"iter"
	"unicode/utf8"
)

// A Segment is a stretch of the text that was given to Repair, with its reading.
type Segment struct {
	// Start and End are byte offsets into the text, not into the reading.
	Start, End int
	// Reading is what the stretch should read. It is what stands there where
	// Changed is false.
	Reading string
	// Changed says that the reading is not what stands there.
	Changed bool
	// Lost says that bytes were lost here.
	Lost bool
	// Certain says that nothing else can have stood there. A reading that is not
	// certain is the most likely one; 〔?〕 stands for what cannot be told.
	Certain bool
}

// A mark says that bytes were lost in a stretch of the text, or that its reading
// is not certain.
type mark struct {
	start, end  int32
	lost, doubt bool
}

// An assembly makes the view and the marks of glyphs.
type assembly struct {
	out  Repaired
	text string
	b    *Builder
}

func newAssembly(text string) *assembly { return &assembly{text: text, b: NewBuilder(text)} }

// add adds glyphs that follow on the ones before.
func (a *assembly) add(glyphs []glyph) {
	var buf [4 * utf8.UTFMax]byte
	for i := 0; i < len(glyphs); {
		// A stretch of the text with all that stands for it.
		g, n := &glyphs[i], 1
		for i+n < len(glyphs) && glyphs[i+n].start == glyphs[i+n].end {
			n++
		}
		start, end := int(g.start), int(g.end)
		doubt, lost := g.doubt, g.lost
		if lost && (i == 0 || !glyphs[i-1].lost) {
			a.out.Lost++
		}
		if n == 1 && (g.raw || is(a.text[start:end], g.r)) {
			a.b.Keep(start, end)
		} else {
			reading := appendGlyph(buf[:0], g.r)
			for k := 1; k < n; k++ {
				reading = appendGlyph(reading, glyphs[i+k].r)
				doubt = doubt || glyphs[i+k].doubt
			}
			if n == 1 && len(reading) == end-start {
				a.b.even(start, end)
				a.b.out.Write(reading)
			} else {
				a.b.Put(string(reading), start, end)
			}
		}
		if lost || doubt {
			a.mark(mark{start: int32(start), end: int32(end), lost: lost, doubt: doubt})
		}
		i += n
	}
}

// mark adds a mark behind the last, or to it.
func (a *assembly) mark(m mark) {
	if n := len(a.out.marks); n > 0 {
		last := &a.out.marks[n-1]
		if last.end == m.start && last.lost == m.lost && last.doubt == m.doubt {
			last.end = m.end
			return
		}
	}
	a.out.marks = append(a.out.marks, m)
}

// finish returns what was assembled.
func (a *assembly) finish() Repaired {
	a.out.View, a.out.text = a.b.View(), a.text
	return a.out
}

// Segments walks over the stretches of the text in order, without gaps: the
// readings of all of them make up View.Text. A stretch ends where its sentence does,
// or where what is said of it does; a text that was not repaired is one, an empty
// text none.
func (r *Repaired) Segments() iter.Seq[Segment] {
	return func(yield func(Segment) bool) {
		if !r.Traditional && !r.Glossed {
			if r.text != "" {
				yield(Segment{End: len(r.text), Reading: r.text, Certain: true})
			}
			return
		}
		w := segmenter{Repaired: r, left: r.marks, yield: yield}
		for i := range r.View.runs {
			if !w.run(i) {
				return
			}
		}
		yield(w.now)
	}
}

// A segmenter joins characters of a reading to segments.
type segmenter struct {
	*Repaired
	left  []mark // those not passed yet
	now   Segment
	at    int  // where the reading of now begins in the view
	open  bool // now may go on
	yield func(Segment) bool
}

// run adds a run of the view. It returns false where no more is asked for.
func (w *segmenter) run(i int) bool {
	v := w.View
	at, end := v.runs[i].at, int32(len(v.Text))
	if i+1 < len(v.runs) {
		end = v.runs[i+1].at
	}
	src := v.runs[i].src
	if !v.runs[i].even {
		return w.add(src, v.runs[i].end, at, end, true)
	}
	for at < end {
		_, n := utf8.DecodeRuneInString(v.Text[at:end])
		next := at + int32(n)
		if !w.add(src, src+int32(n), at, next, v.Text[at:next] != w.text[src:src+int32(n)]) {
			return false
		}
		src, at = src+int32(n), next
	}
	return true
}

// add adds text[start:end], which reads as view[at:to].
func (w *segmenter) add(start, end, at, to int32, changed bool) bool {
	for len(w.left) > 0 && w.left[0].end <= start {
		w.left = w.left[1:]
	}
	s := Segment{Start: int(start), End: int(end), Changed: changed, Certain: true}
	if len(w.left) > 0 && w.left[0].start <= start {
		s.Lost, s.Certain = w.left[0].lost, !w.left[0].doubt
	}
	reading := w.View.Text[at:to]
	if w.open && w.now.goesOn(s) {
		w.now.End = s.End
	} else {
		if start > 0 && !w.yield(w.now) {
			return false
		}
		w.now, w.at = s, int(at)
	}
	w.now.Reading = w.View.Text[w.at:to]
	w.open = true
	for _, r := range reading {
		w.open = w.open && !stops(r)
	}
	return true
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
	if len(text) == 3 && r >= 0x800 && r < 0x10000 { // most characters, and none else is so long
		return text[0] == 0xE0|byte(r>>12) && text[1] == 0x80|byte(r>>6)&0x3F && text[2] == 0x80|byte(r)&0x3F
	}
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
