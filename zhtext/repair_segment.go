package zhtext

import (
	"strings"
	"unicode/utf8"
)

// assemble makes the view and the segments of the glyphs.
func (rd *restoration) assemble() Repaired {
	var out Repaired
	b := NewBuilder(rd.text)
	out.Segments = make([]Segment, 0, len(rd.out)/4+1)
	var reading strings.Builder // of the segment under way
	var seg Segment
	var text []byte
	open := false
	flush := func() {
		if !open {
			return
		}
		if seg.Changed {
			seg.Reading = reading.String()
		} else {
			seg.Reading = rd.text[seg.Start:seg.End]
		}
		out.Segments = append(out.Segments, seg)
		reading.Reset()
		open = false
	}
	for i := 0; i < len(rd.out); {
		// A stretch of the text with all that stands for it.
		n := 1
		for i+n < len(rd.out) && rd.out[i+n].start == rd.out[i+n].end {
			n++
		}
		group := rd.out[i : i+n]
		at := i
		i += n
		start, end := int(group[0].start), int(group[0].end)
		raw := rd.text[start:end]
		changed := n > 1 || !group[0].raw && !is(raw, group[0].r)
		if !changed {
			b.Keep(start, end)
		}
		doubt, lost, ends := false, group[0].lost, false
		if lost && !(at > 0 && rd.out[at-1].lost) {
			out.Lost++
		}
		text = text[:0]
		for _, g := range group {
			doubt = doubt || g.doubt
			ends = ends || stops(g.r)
			if changed {
				text = appendGlyph(text, g.r)
			}
		}
		if changed {
			b.Put(string(text), start, end)
		}
		if open && (seg.Changed != changed || seg.Certain == doubt || seg.Lost != lost) {
			flush()
		}
		if !open {
			seg = Segment{Start: start, Changed: changed, Lost: lost, Certain: !doubt}
			open = true
		}
		seg.End = end
		if changed {
			reading.Write(text)
		}
		if ends {
			flush()
		}
	}
	flush()
	out.View = b.View()
	return out
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
