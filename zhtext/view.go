// Package zhtext turns bytes into Chinese text and reads text that is damaged,
// wrapped or spaced out, always with a map back to the text it was given.
//
// A file is opened in three steps, each of which leaves alone what is in order:
//
//   - Decode finds the charset of bytes and returns their characters.
//   - Tidy takes out what programs left in a text on the way.
//   - Repair mends what a broken converter did to it, and turns Traditional
//     characters into simplified ones.
//
// Tidy and Repair return a View: the text as it should read. What is found in it
// is quoted from the text as it stands by View.Source; a view of a view becomes
// one of the text by View.Over.
//
// Positions are offsets in bytes, from 0 on; a range goes from its start up to,
// not including, its end. Nothing here keeps state that changes: the same input
// gives the same result, and all functions may be called at the same time.
package zhtext

import (
	"sort"
	"strings"
)

// A View is another reading of a text: spaces dropped, lines joined, full-width
// digits narrowed. Every byte of the reading knows which bytes of the text it
// stands for, so whatever is found in the view can be quoted from the text.
//
// Start and end of a range are byte offsets: into Text where the range is one of the
// view, else into the text.
type View struct {
	Text string
	runs []run
}

// A run is a stretch of the view. Where even is set, its bytes stand for those of
// the text from src on, one for one; else the whole run stands for text[src:end].
type run struct {
	at, src, end int32
	even         bool
}

// Source returns the range of the text that view[start:end] stands for. Bytes
// of the text that the view left out at either edge do not belong to it.
func (v *View) Source(start, end int) (int, int) {
	if len(v.runs) == 0 {
		return 0, 0
	}
	if end <= start {
		p := v.sourceStart(start)
		return p, p
	}
	first := v.find(start)
	return v.runs[first].start(start), v.runs[v.findAfter(first, end-1)].stop(end)
}

// A Tracer asks a View where ranges of it come from. It is quicker than
// View.Source where they are asked for nearly in their order.
type Tracer struct {
	v    *View
	last int // the run in which the last range began
}

// Tracer returns a tracer of the view, for one goroutine.
func (v *View) Tracer() Tracer { return Tracer{v: v} }

// Source is View.Source.
func (t *Tracer) Source(start, end int) (int, int) {
	v := t.v
	if t.last >= len(v.runs) || end <= start {
		return v.Source(start, end)
	}
	if first := int(v.runs[t.last].at); first <= start {
		t.last = v.findAfter(t.last, start)
	} else {
		t.last = v.find(start)
	}
	return v.runs[t.last].start(start), v.runs[v.findAfter(t.last, end-1)].stop(end)
}

func (v *View) sourceStart(at int) int { return v.runs[v.find(at)].start(at) }

// start returns where the text begins that the view has from at on, which lies
// in the run.
func (r *run) start(at int) int {
	if r.even {
		return min(int(r.src)+at-int(r.at), int(r.end))
	}
	return int(r.src)
}

// stop returns where the text ends that the view has up to end, which lies in
// the run or at its end.
func (r *run) stop(end int) int {
	if r.even {
		return min(int(r.src)+end-int(r.at), int(r.end))
	}
	return int(r.end)
}

// find returns the run in which the view's byte at lies.
func (v *View) find(at int) int {
	lo, hi := 0, len(v.runs)
	for lo < hi {
		if mid := (lo + hi) / 2; int(v.runs[mid].at) <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return max(0, lo-1)
}

// findAfter is find for a byte that does not lie before run i: most often it lies
// in one of the next.
func (v *View) findAfter(i, at int) int {
	const near = 8
	for k := i + 1; k <= i+near; k++ {
		if k == len(v.runs) || int(v.runs[k].at) > at {
			return k - 1
		}
	}
	return v.find(at)
}

// At returns the position in the view of the first byte that stands for text
// at or after src.
func (v *View) At(src int) int {
	i := sort.Search(len(v.runs), func(i int) bool { return int(v.runs[i].end) > src })
	if i == len(v.runs) {
		return len(v.Text)
	}
	r := v.runs[i]
	if r.even && src > int(r.src) {
		return int(r.at) + src - int(r.src)
	}
	return int(r.at)
}

// A Builder makes a View of a text, from left to right.
type Builder struct {
	text string
	out  strings.Builder
	runs []run
}

// NewBuilder returns a builder of a view of text.
func NewBuilder(text string) *Builder {
	b := &Builder{text: text}
	b.out.Grow(len(text))
	return b
}

// Len returns the length of the view so far.
func (b *Builder) Len() int { return b.out.Len() }

// Keep takes text[start:end] over as it stands.
func (b *Builder) Keep(start, end int) {
	if start < end {
		b.even(start, end)
		b.out.WriteString(b.text[start:end])
	}
}

// even takes what is written next for text[start:end], byte for byte.
func (b *Builder) even(start, end int) {
	if n := len(b.runs); n > 0 && b.runs[n-1].even && int(b.runs[n-1].end) == start {
		b.runs[n-1].end = int32(end)
	} else {
		b.runs = append(b.runs, run{at: int32(b.out.Len()), src: int32(start), end: int32(end), even: true})
	}
}

// Put writes reading, which stands for text[start:end].
func (b *Builder) Put(reading string, start, end int) {
	if reading == "" {
		return
	}
	b.runs = append(b.runs, run{at: int32(b.out.Len()), src: int32(start), end: int32(end)})
	b.out.WriteString(reading)
}

// View returns what was built.
func (b *Builder) View() *View { return &View{Text: b.out.String(), runs: b.runs} }
