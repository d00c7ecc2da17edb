package zhtext

import (
	"strings"
	"unicode/utf8"
)

// A Repaired is what a text should read.
type Repaired struct {
	// View is the reading, with the way back to the text. It is never nil; where
	// nothing was repaired it has the text itself.
	View *View
	// Traditional says that the text is in Traditional characters, which the
	// reading gives in simplified ones.
	Traditional bool
	// Glossed says that pinyin in brackets was put behind characters.
	Glossed bool
	// Lost counts the places where bytes were lost.
	Lost int

	text  string
	marks []mark
}

// Repair reads a text in Traditional characters, and one that a certain broken
// converter left behind. The text itself stays as it is: Repaired.View is its
// reading, and Repaired.Segments says of each stretch what was changed and how
// certain that is. Any string may be given, also one that is no valid UTF-8; there
// is no error. Text in simplified characters without such damage
// comes out as it stands, in one segment; so do a few words, which tell too
// little (fewer than 16 Chinese characters), and a text of more
// than a gigabyte.
//
// What the converter did, byte for byte:
//
//  1. It turned the text into Traditional characters, in GBK: two bytes a
//     character, the second of which may be an ASCII letter.
//  2. It put a reading in ASCII brackets behind every character of a list,
//     replacing bytes without regard to where characters begin. So it also hit
//     the second byte of one character with the first of the next, where the two
//     look like a listed character: 们全 is 82 83 C8 AB in GBK, 83 C8 is 內, and
//     "(nèi)" came to stand between C8 and AB.
//  3. It did something at ！ (A3 A1) and ？ (A3 BF) in the same way. 。“ is
//     A1 A3 A1 B0: a cut fell between A1 and A3.
//  4. It decoded each piece. A first byte without a second became "?"; before a
//     bracket it took the bracket with it. What followed was paired wrongly,
//     character after character, until a second byte that is an ASCII letter, or
//     the end of the piece, put the pairs right again. Pairs that stand for
//     nothing (AA A1 … AF FE, F8 A1 … FE FE, A1 40 … A7 A0) vanished without a trace.
//  5. It narrowed full-width ASCII marks, also those that wrong pairs had made
//     (A3 B6 became 6).
//
// Repair undoes this. From a "?" on it writes the characters back as bytes and
// pairs them anew; where bytes are lost, it tries what they can have been. How
// well the characters of reports follow one another decides between the
// readings, and where the right pairing sets in again. What depends on that
// choice is not certain.
//
// Readings come in other forms too: without tones or with digits for them, in
// other brackets, of which one may be missing, in a text that is simplified.
// Other converters of the kind leave the bracket, write U+FFFD for "?" or drop
// bytes without a trace. So the search also begins where characters hardly read
// as prose, and where it finds no prose in them, tries what they would be with a
// byte more.
func Repair(text string) Repaired {
	old := oldScript(text)
	gloss, lossy := damaged(text, old)
	if !old && !lossy || len(text) > maxRepair {
		return Repaired{View: asIs(text), text: text}
	}
	rd := restoration{text: text, script: scripts(), classes: classes()}
	if lossy {
		rd.sounds, rd.model, rd.codes, rd.own = sounds(), pairs(), codes(), newVocabulary(pairs())
	}
	a := newAssembly(text)
	for at := 0; at < len(text); {
		end := partEnd(text, at)
		rd.begin(at, end)
		rd.split(at, end)
		if lossy {
			rd.mend(at, end)
		} else {
			rd.copyAll()
		}
		rd.script.simplify(rd.out, old)
		widen(rd.out)
		a.add(rd.out)
		at = end
	}
	out := a.finish()
	out.Traditional, out.Glossed = old, gloss
	return out
}

// mend reads the tokens of a part of the text, in which bytes were lost. What the
// first part tells of the text holds for all of it.
func (rd *restoration) mend(at, end int) {
	if at == 0 {
		rd.splitAgain(rd.tune(), end)
	}
	rd.price()
	if at == 0 {
		rd.search.left = min(max(trials*len(rd.text)/3, fewestTrials), mostTrials)
		rd.own.glance(rd.tokens)
		rd.suspect()
		rd.own.learn(rd.tokens, rd.suspects)
	}
	rd.suspect()
	rd.restore()
	rd.doubtEnds()
	rd.doubtRare()
}

// partSize is how much of a long text is repaired at a time, in bytes.
const partSize = 1 << 18

// partEnd returns the end of the part of text that begins at from: the end of a
// line, if there is one near.
func partEnd(text string, from int) int {
	if len(text)-from <= partSize {
		return len(text)
	}
	end := from + partSize
	if i := strings.IndexByte(text[end:min(end+partSize, len(text))], '\n'); i >= 0 {
		return end + i + 1
	}
	for !utf8.RuneStart(text[end]) && end > from+partSize-utf8.UTFMax {
		end--
	}
	return end
}

// maxRepair is the longest text that positions fit in.
const maxRepair = 1 << 30

func asIs(text string) *View {
	v := &View{Text: text}
	if text != "" {
		v.runs = []run{{end: int32(len(text)), even: true}}
	}
	return v
}

// A glyph is a character of the reading with what it stands for. Of several
// characters that stand for the same stretch, the first has it and the others
// are empty.
type glyph struct {
	r          rune
	start, end int32
	raw        bool // reads as it stands in the text, whatever r says
	doubt      bool // not certain
	lost       bool // stands where bytes were lost
}

// A token is what stands for one or two bytes of the text as it was decoded.
type token struct {
	r          rune
	start, end int32
	reading    uint16 // of a bracket that stands for no byte, or of the rest of one behind a "?"
	class      uint16 // the character that it counts as
	cost       uint16 // what it costs after those before it
}

// bracket is the r of a token that is a reading in brackets.
const bracket rune = -1

type restoration struct {
	text   string
	script *script
	sounds *readings     // nil where the text has no readings in brackets
	loose  bool          // the readings may have other tones
	listed map[rune]bool // the characters that have readings
	// unheard are tokens that what is left of a reading may begin with, as long as it
	// is not known which characters have any.
	unheard []int32
	model   *model
	classes *[1 << 16]uint16
	codes   *gbk
	own     *vocabulary
	tokens  []token
	out     []glyph
	ids     []uint16 // of the tokens, while they are priced
	// suspects are the stretches of tokens where bytes may be lost without a trace.
	suspects []span
	search   reread // kept from one search to the next for its memory
}

// class returns the character of the model that r counts as.
func (rd *restoration) class(r rune) rune {
	if r < 0 || r >= 1<<16 {
		return 0
	}
	return rune(rd.classes[r])
}

// begin makes room for text[from:to], of which most characters have three bytes.
func (rd *restoration) begin(from, to int) {
	if rd.tokens == nil {
		rd.tokens = make([]token, 0, (to-from)/3+64)
		rd.out = make([]glyph, 0, (to-from)/3+64)
	}
	rd.tokens, rd.out = rd.tokens[:0], rd.out[:0]
}

// splitAgain cuts the text up to an end into tokens again, from the first place on
// that reads otherwise since it is known behind which characters readings stand.
func (rd *restoration) splitAgain(otherwise bool, to int) {
	first := -1
	if otherwise {
		first = 0
	}
	for _, i := range rd.unheard {
		t := rd.tokens[i]
		if first < 0 && rd.wrecked(rd.text[t.start:to], rd.tokens[i-1].r) > 0 {
			first = int(i)
		}
	}
	if first >= 0 {
		from := int(rd.tokens[first].start)
		rd.tokens = rd.tokens[:first]
		rd.split(from, to)
	}
}

// split cuts text[from:to] into tokens, behind those before.
func (rd *restoration) split(from, to int) {
	text := rd.text[:to]
	for i := from; i < to; {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		t := token{r: r, start: int32(i), end: int32(i + size)}
		if rd.sounds != nil {
			rd.hear(&t, text)
		}
		t.class = uint16(rd.class(t.r))
		rd.tokens = append(rd.tokens, t)
		i = int(t.end)
	}
}

// hear looks for a reading that begins at t, or behind it where t is a mark.
func (rd *restoration) hear(t *token, text string) {
	if n := len(rd.tokens); n > 0 && mayGloss(t.r) {
		before := &rd.tokens[n-1]
		if before.r == bracket && n > 1 { // the same again
			if m, length := rd.sounds.gloss(text[t.start:], func(m uint16) bool { return m == before.reading }); m != 0 && opensGloss(t.r) {
				t.r, t.reading, t.end = bracket, m, t.start+int32(length)
				return
			}
		} else if han(before.r) {
			if m, length := rd.sounds.gloss(text[t.start:], func(m uint16) bool { return rd.fits(before.r, m) }); m != 0 {
				t.r, t.reading, t.end = bracket, m, t.start+int32(length)
				return
			}
			if length := rd.wrecked(text[t.start:], before.r); length > 0 {
				t.r, t.reading, t.end = bracket, rd.sounds.first[before.r], t.start+int32(length)
				return
			}
			if rd.listed == nil {
				rd.unheard = append(rd.unheard, int32(n))
			}
		}
	}
	open := opensGloss(t.r)
	if !open && !isMark(t.r) {
		return
	}
	at := int(t.end)
	if !open { // not every converter takes the bracket with the byte
		at += bracketAt(text[at:], opening)
	}
	if n, length := rd.sounds.closed(text[at:]); n != 0 {
		t.reading, t.end = n, int32(at+length)
		if open {
			t.r = bracket
		}
	}
}

// mayGloss reports whether a reading behind a character can begin with r.
func mayGloss(r rune) bool {
	return r == ' ' || isMark(r) || r|0x20 >= 'a' && r|0x20 <= 'z' || r >= 0xC0 && r < 0x300 || opensGloss(r)
}

// wrecked returns the length of what is left of a reading of r at the beginning of
// text, if r has one elsewhere.
func (rd *restoration) wrecked(text string, r rune) int {
	if !rd.listed[r] {
		return 0
	}
	return rd.sounds.wrecked(text, r)
}

// fits reports whether a reading behind r is one of r.
func (rd *restoration) fits(r rune, n uint16) bool {
	if rd.sounds.reads(r, n) {
		return true
	}
	if !rd.loose || n == 0 {
		return false
	}
	n = rd.sounds.syllable[n]
	return rd.sounds.reads(r, n) || rd.sounds.reads(rd.script.simple(r), n)
}

// glossedAt reports whether the token at i is a reading of the character before.
func (rd *restoration) glossedAt(i int) bool {
	for k := i; k > 0 && rd.tokens[k].r == bracket; k-- {
		if rd.tokens[k-1].r != bracket || rd.tokens[k-1].reading != rd.tokens[k].reading {
			return rd.fits(rd.tokens[k-1].r, rd.tokens[i].reading)
		}
	}
	return false
}

// tune finds out behind which characters the converter put readings, and whether
// it knew some that we do not, which it returns: other tones, or those of the
// simplified character.
func (rd *restoration) tune() bool {
	exact, other := 0, 0
	rd.listed = map[rune]bool{}
	for i, t := range rd.tokens {
		if t.r != bracket || i == 0 || !han(rd.tokens[i-1].r) {
			continue
		}
		r := rd.tokens[i-1].r
		if rd.sounds.reads(r, t.reading) {
			exact++
			rd.listed[r] = true
		} else if n := rd.sounds.syllable[t.reading]; rd.sounds.reads(r, n) || rd.sounds.reads(rd.script.simple(r), n) {
			other++
		}
	}
	rd.loose = other >= 3 && other*100 > exact
	return rd.loose
}

// copyAll takes all tokens over.
func (rd *restoration) copyAll() {
	for _, t := range rd.tokens {
		rd.out = append(rd.out, glyph{r: t.r, start: t.start, end: t.end})
	}
}

// restore takes the tokens over, without the readings in brackets, and reads
// anew what stands behind a "?" and what hardly reads as prose.
func (rd *restoration) restore() {
	next := 0
	for i := 0; i < len(rd.tokens); {
		for next < len(rd.suspects) && rd.suspects[next].to <= i {
			next++
		}
		t := rd.tokens[i]
		suspect := next < len(rd.suspects) && rd.suspects[next].from <= i
		switch {
		case suspect && t.r != bracket && rd.search.left > 0:
			i = rd.reread(i, rd.suspects[next].to, rd.suspects[next].strange)
			continue
		case isMark(t.r) && rd.search.left > 0:
			i = rd.reread(i, i, false)
			continue
		case rd.glossedAt(i):
			rd.out[len(rd.out)-1].end = t.end
		case t.r == bracket:
			rd.out = append(rd.out, glyph{r: bracket, start: t.start, end: t.end, raw: true})
		default:
			rd.out = append(rd.out, glyph{r: t.r, start: t.start, end: t.end, raw: isMark(t.r), doubt: suspect || isMark(t.r)})
		}
		i++
	}
}

// widen gives the marks between Chinese characters their full width.
func widen(glyphs []glyph) {
	for i := range glyphs {
		g := &glyphs[i]
		w := wide(g.r)
		if w == g.r || g.raw {
			continue
		}
		if i > 0 && chinese(glyphs[i-1].r) || i+1 < len(glyphs) && chinese(glyphs[i+1].r) {
			g.r = w
		}
	}
}

// chinese reports whether r is a Chinese character or mark.
func chinese(r rune) bool { return r >= 0x2E80 && r < 0xFFE0 || r >= 0x2018 && r <= 0x201D }
