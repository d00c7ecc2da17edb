package zhtext

import (
	"bytes"
	"cmp"
	"slices"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// A file may be put together from pieces in several charsets: a line pasted
// from elsewhere, or a second file appended to the first. Where that is
// possible, the bytes are read in all charsets at once, and the cheapest way
// through them tells where one ends and the next begins: a character costs the
// less the more Chinese text is full of it, and a change of charset costs as
// much as five characters do.

// Costs of reading bytes, each about the logarithm of how seldom it is right.
const (
	costOfDigit   = 4
	costOfMark    = 5
	costOfLetter  = 6
	costOfHan     = 8
	costOfRare    = 14
	costOfStrange = 20
	costOfLost    = 20 // a byte that no character has
	costOfControl = 24
	costOfNUL     = 8 // behind an ASCII character: what is left of UTF-16
	costOfChange  = 40
	costAtLine    = 30 // of a change at the head of a line or at a byte-order mark
)

// pieceCharsets are the charsets that a file may be put together from.
var pieceCharsets = [...]string{UTF8, GB18030, UTF16LE, UTF16BE}

// foreignLeast is how well a piece must read before it is taken for one in
// another charset. Chinese in a wrong one stays below 0.1.
const foreignLeast = 0.4

// pairCosts holds the cost of every pair of bytes in GB18030, by lead and trail byte.
var pairCosts = sync.OnceValue(func() *[1 << 16]uint8 {
	var costs [1 << 16]uint8
	dec := simplifiedchinese.GB18030.NewDecoder()
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			if text, err := dec.Bytes([]byte{byte(lead), byte(trail)}); err == nil {
				if r, n := utf8.DecodeRune(text); r != utf8.RuneError && n == len(text) {
					costs[lead<<8|trail] = uint8(costOf(r))
				}
			}
		}
	}
	return &costs
})

func costOf(r rune) int32 {
	switch {
	case r >= '0' && r <= '9', r == ' ', r == '\n', r == '\r':
		return costOfDigit
	case r < ' ' && !isSpaceByte(byte(r)), r >= 0x7F && r < 0xA0:
		return costOfControl
	case r < 0x7F:
		return costOfLetter
	case r >= 0x3000 && r <= 0x3011, r >= 0xFF00 && r <= 0xFF1F, r == 0xFEFF, r == 0xA0:
		return costOfMark
	case isCommon(r):
		return costOfHan
	case r >= 0x4E00 && r < 0xA000, r >= 0xA0 && r < 0x600, r >= 0x2000 && r < 0x3200:
		return costOfRare
	}
	return costOfStrange
}

// A piece is a stretch of bytes in one charset.
type bytePiece struct {
	start, end int
	charset    string
}

// decodeMixed decodes b piece by piece, where it is put together from pieces in
// several charsets. It reports false where it is not.
func decodeMixed(b []byte, charset string) (Decoded, bool) {
	pieces := piecesOf(b, charset)
	if len(pieces) < 2 {
		return Decoded{}, false
	}
	size := map[string]int{}
	for _, p := range pieces {
		size[p.charset] += p.end - p.start
	}
	d := Decoded{Charset: charset}
	for _, c := range pieceCharsets {
		if size[c] > size[d.Charset] {
			d.Charset = c
		}
	}
	var text []byte
	for _, p := range pieces {
		start := len(text)
		piece := b[p.start:p.end]
		if _, mark := byteOrderMark(piece); mark > 0 {
			piece = piece[mark:]
		}
		if p.charset == UTF8 || p.charset == GB18030 {
			piece = d.dropNULs(piece)
		}
		text = append(text, decodeBytes(piece, p.charset)...)
		if p.charset != d.Charset && len(text) > start {
			d.foreign(start, len(text), bytes.Count(text[start:], []byte("\n")))
		}
	}
	d.Text = asString(text)
	d.Undecodable = d.warn("undecodable")
	slices.SortStableFunc(d.Warnings, func(a, b Warning) int { return cmp.Compare(a.Start, b.Start) })
	return d, true
}

// foreign notes that text[start:end] was in another charset.
func (d *Decoded) foreign(start, end, lines int) {
	d.Foreign += max(lines, 1)
	if n := len(d.Warnings); n > 0 && d.Warnings[n-1].End == start {
		d.Warnings[n-1].End = end
		return
	}
	if len(d.Warnings) < maxWarnings {
		d.Warnings = append(d.Warnings, Warning{Code: "mixed_charset", Start: start, End: end})
	}
}

// suspect returns the first place of b that speaks against charset, len(b)
// where nothing does.
func suspect(b []byte, charset string) int {
	switch charset {
	case UTF8:
		for i := 0; i < len(b); { // no further than to what is looked for: there may be one such byte after the other
			c := b[i]
			if c == 0 {
				return i
			}
			n := 1
			if c >= utf8.RuneSelf {
				var r rune
				if r, n = utf8.DecodeRune(b[i:]); r == utf8.RuneError && n == 1 {
					return i
				}
			}
			i += n
		}
	case GB18030: // the bytes of a few characters in UTF-8, one after the other
		run := 0
		for i := 0; i < len(b); {
			if c := b[i]; c < utf8.RuneSelf && c > 0 || c >= 0xA0 && c < 0xE2 && run == 0 {
				run = 0
				i++
				continue
			}
			if b[i] == 0 || b[i] == 0xFF {
				return i
			}
			r, n := utf8.DecodeRune(b[i:])
			i += n
			if run++; n < 3 || r == utf8.RuneError {
				run = 0
			}
			if run == 4 {
				return i - n
			}
		}
	case UTF16LE, UTF16BE: // a few characters that Chinese text is not full of
		high := 1
		if charset == UTF16BE {
			high = 0
		}
		run := 0
		for i := 0; i+1 < len(b); i += 2 {
			r := rune(b[i+high])<<8 | rune(b[i+1-high])
			if run++; r > 0 && r < 0x7F || isCommon(r) {
				run = 0
			}
			if run == 5 {
				return i
			}
		}
	}
	return len(b)
}

// pieceBlock is how many bytes are read at most at once in all charsets, and
// pieceMargin how many around what speaks against the one they seem to be in.
const (
	pieceBlock  = 1 << 20
	pieceMargin = 1 << 10
)

// piecesOf cuts b, which seems to be in charset, into pieces of one charset each.
func piecesOf(b []byte, charset string) []bytePiece {
	var pieces []bytePiece
	add := func(end int, charset string) {
		if n := len(pieces); n > 0 && pieces[n-1].charset == charset {
			pieces[n-1].end = end
		} else if n > 0 {
			pieces = append(pieces, bytePiece{pieces[n-1].end, end, charset})
		} else {
			pieces = append(pieces, bytePiece{0, end, charset})
		}
	}
	var steps []step
	for at := 0; at < len(b); {
		from := at + suspect(b[at:], charset)
		if from == len(b) {
			add(from, charset)
			break
		}
		to := from
		for to-from < pieceBlock {
			next := min(to+2, len(b))
			if next += suspect(b[next:], charset); next == len(b) || next-to > 2*pieceMargin {
				break
			}
			to = next
		}
		to = min(to+pieceMargin, len(b))
		if from = max(at, (from-pieceMargin-at)/4*4+at); from > at {
			add(from, charset)
		}
		if need := (to - from + 1) * len(pieceCharsets); len(steps) < need {
			steps = make([]step, need)
		}
		w := way{b: b[from:to], steps: steps}
		for _, p := range w.cheapest(slices.Index(pieceCharsets[:], charset)) {
			at, charset = from+p.end, p.charset
			if to < len(b) && (charset == UTF16LE || charset == UTF16BE) {
				at -= (p.end - p.start) % 2
			}
			add(at, charset)
		}
	}
	return withoutDoubtful(b, pieces)
}

// withoutDoubtful gives a piece that reads badly to the one before it, or to
// the one after it where it is the first.
func withoutDoubtful(b []byte, pieces []bytePiece) []bytePiece {
	var out []bytePiece
	lent := 0 // bytes at the head that belong to the next piece
	for _, p := range pieces {
		text := decodeBytes(b[p.start:p.end], p.charset)
		n := len(out)
		switch {
		case p.charset != UTF8 && (p.end-p.start)*2 < len(b) && Fit(asString(text)) < foreignLeast:
			if n > 0 {
				out[n-1].end = p.end
			} else {
				lent = p.end
			}
		case n > 0 && out[n-1].charset == p.charset:
			out[n-1].end = p.end
		case n == 0 && lent > 0:
			out = append(out, bytePiece{0, p.end, p.charset})
		default:
			out = append(out, p)
		}
	}
	return out
}

// A step is how the cheapest way comes to a place in a charset: from how many
// bytes before, and from which charset.
type step struct{ length, from uint8 }

// A way is the search for the cheapest way through b.
type way struct {
	b     []byte
	steps []step // by place and charset
}

// dear is more than any way costs.
const dear = 1 << 30

// cheapest returns the pieces of the cheapest way through b that comes from a
// piece in the charset first.
func (w *way) cheapest(first int) []bytePiece {
	const states = len(pieceCharsets)
	pairs := pairCosts()
	var costs [8][states]int32 // of the places that matter now, by place modulo 8
	for i := range costs {
		costs[i] = [states]int32{dear, dear, dear, dear}
	}
	costs[0] = [states]int32{costAtLine, costAtLine, costAtLine, costAtLine}
	costs[0][first] = 0
	for at := range w.b {
		here := &costs[at&7]
		best := 0
		for s := range states {
			if here[s] < here[best] {
				best = s
			}
		}
		if at > 0 {
			change := here[best] + costOfChange
			if w.b[at-1] == '\n' || at > 1 && w.b[at-1] == 0 && w.b[at-2] == '\n' || marked(w.b[at:]) {
				change = here[best] + costAtLine
			}
			for s := range states {
				if here[s] > change {
					here[s] = change
					w.steps[at*states+s] = step{0, uint8(best)}
				}
			}
		}
		for s := range states {
			w.advance(at, s, here[s], &costs, pairs)
		}
		*here = [states]int32{dear, dear, dear, dear}
	}
	end := costs[len(w.b)&7]
	state := 0
	for s := range states {
		if end[s] < end[state] {
			state = s
		}
	}
	var pieces []bytePiece
	for at, stop := len(w.b), len(w.b); at > 0; {
		st := w.steps[at*states+state]
		at -= int(st.length)
		if st.length == 0 || at == 0 {
			pieces = append(pieces, bytePiece{at, stop, pieceCharsets[state]})
			stop = at
			state = int(st.from)
		}
	}
	slices.Reverse(pieces)
	return slices.DeleteFunc(pieces, func(p bytePiece) bool { return p.start == p.end })
}

// marked tells whether a byte-order mark stands at the head of b.
func marked(b []byte) bool {
	_, n := byteOrderMark(b)
	return n > 0
}

// advance reads the character at a place in a charset.
func (w *way) advance(at, state int, cost int32, costs *[8][len(pieceCharsets)]int32, pairs *[1 << 16]uint8) {
	rest := w.b[at:]
	come := func(length int, by int32) {
		if length > len(rest) {
			return
		}
		if to := &costs[(at+length)&7][state]; cost+by < *to {
			*to = cost + by
			w.steps[(at+length)*len(pieceCharsets)+state] = step{uint8(length), uint8(state)}
		}
	}
	c := rest[0]
	switch pieceCharsets[state] {
	case UTF16LE, UTF16BE:
		if len(rest) < 2 {
			come(1, costOfLost)
			return
		}
		r := rune(c) | rune(rest[1])<<8
		if pieceCharsets[state] == UTF16BE {
			r = rune(c)<<8 | rune(rest[1])
		}
		come(2, costOf(r))
		return
	case GB18030:
		if c >= utf8.RuneSelf {
			if len(rest) > 1 {
				if by := pairs[int(c)<<8|int(rest[1])]; by > 0 {
					come(2, int32(by))
					return
				}
			}
			if len(rest) > 3 && rest[1] >= '0' && rest[1] <= '9' && rest[2] >= 0x81 && rest[3] >= '0' && rest[3] <= '9' {
				come(4, costOfStrange)
				return
			}
			come(1, costOfLost)
			return
		}
	default:
		if c >= utf8.RuneSelf {
			if r, n := utf8.DecodeRune(rest); r != utf8.RuneError || n == 3 {
				come(n, costOf(r))
				return
			}
			come(1, costOfLost)
			return
		}
	}
	come(1, costOf(rune(c)))
	if c != 0 && len(rest) > 1 && rest[1] == 0 {
		come(2, costOf(rune(c))+costOfNUL)
	}
}
