package zhtext

import "unicode/utf8"

// assemble makes the view and the segments of the glyphs.
func (rd *restoration) assemble() Repaired {
	var out Repaired
	b := NewBuilder(rd.text)
	b.runs = make([]run, 0, len(rd.out)/2+1)
	out.Segments = make([]Segment, 0, len(rd.out)/3+1)
	ends := make([]int, 0, cap(out.Segments)) // where the readings of segments end in the view
	var buf [4 * utf8.UTFMax]byte
	open := false
	for i := 0; i < len(rd.out); {
		// A stretch of the text with all that stands for it.
		n := 1
		for i+n < len(rd.out) && rd.out[i+n].start == rd.out[i+n].end {
			n++
		}
		group := rd.out[i : i+n]
		start, end := int(group[0].start), int(group[0].end)
		changed := n > 1 || !group[0].raw && !is(rd.text[start:end], group[0].r)
		doubt, lost, stop := false, group[0].lost, false
		if lost && (i == 0 || !rd.out[i-1].lost) {
			out.Lost++
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
			b.Put(string(reading), start, end)
		} else {
			b.Keep(start, end)
		}
		seg := Segment{Start: start, End: end, Changed: changed, Lost: lost, Certain: !doubt}
		if open && out.Segments[len(out.Segments)-1].goesOn(seg) {
			out.Segments[len(out.Segments)-1].End = end
			ends[len(ends)-1] = b.Len()
		} else {
			out.Segments = append(out.Segments, seg)
			ends = append(ends, b.Len())
		}
		open = !stop
		i += n
	}
	out.View = b.View()
	at := 0
	for i, end := range ends {
		out.Segments[i].Reading = out.View.Text[at:end]
		at = end
	}
	return out
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
