package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext/words"
)

// A Match is a place that a text names. Start and End are byte offsets. Where
// several places have the name and nothing near tells which is meant, Place has
// only Name and Level.
type Match struct {
	Start, End int
	Place      Place
}

// FindIn returns the places that text names, from left to right, the longest
// name first, for a document about the place home, given by its code or its
// full name; "" or an unknown one is none. Short names that are also other words
// (盐湖, 平安) are taken for places beside their superior or their siblings, and,
// unless they are everyday words, wherever they stand if they lie in home.
func (p *Places) FindIn(text, home string) []Match {
	f := finder{p: p, text: text, home: p.index(home), found: make([]candidate, 0, len(text)/256)}
	f.collect()
	f.resolve()
	accept := 0
	for i := range f.found {
		if f.found[i].state == accepted {
			accept++
		}
	}
	if accept == 0 {
		return nil
	}
	out := make([]Match, 0, accept)
	for _, c := range f.found {
		if c.state != accepted {
			continue
		}
		if n := len(out); n > 0 && out[n-1].End > c.start {
			continue
		}
		out = append(out, Match{c.start, c.end, f.place(c)})
	}
	return out
}

// index returns the place with a code or a full name that no other place of its
// level has, or -1.
func (p *Places) index(home string) int32 {
	if i, ok := p.byCode[home]; ok {
		return i
	}
	if v, ok := p.names.Number(home); ok {
		s := &p.spellings[v]
		if s.full && p.outranks(s) {
			return s.places[0]
		}
	}
	return -1
}

// outranks reports whether the first place of a spelling outranks the others.
func (p *Places) outranks(s *spelling) bool {
	return len(s.places) == 1 || len(s.places) > 1 && p.rank(s.places[0]) < p.rank(s.places[1])
}

type state byte

const (
	open state = iota
	accepted
	refused
)

// A candidate is a spelling found in the text; place is the place it means, or
// -1 while nothing tells.
type candidate struct {
	start, end int
	spelling   *spelling
	place      int32
	state      state
}

type finder struct {
	p     *Places
	text  string
	home  int32
	found []candidate
}

// collect lists the spellings of the text. After a sure one the search goes on
// behind it, after a doubtful one at the next character, for a surer one may
// begin inside it.
func (f *finder) collect() {
	sureTo := 0
	for i := 0; i < len(f.text); {
		at, v, n := f.p.names.Next(f.text, i)
		if n == 0 {
			return
		}
		i = at
		s, n := f.longest(i, v, n)
		switch {
		case n == 0:
			i += width(f.text, i)
		case s.class == trap:
			i += n
		case s.class == strong:
			for k := len(f.found) - 1; k >= 0 && f.found[k].end > i; k-- {
				f.found[k].state = refused
			}
			f.found = append(f.found, candidate{i, i + n, s, -1, accepted})
			i += n
			sureTo = i
		default:
			if i >= sureTo {
				f.found = append(f.found, candidate{i, i + n, s, -1, open})
			}
			i += width(f.text, i)
		}
	}
}

// longest returns the longest spelling at i that what follows allows; the longest
// at all has the number v and n bytes.
func (f *finder) longest(i, v, n int) (*spelling, int) {
	for n > 0 {
		s := &f.p.spellings[v]
		if s.class == trap || allowed(s, f.text[i+n:]) {
			return s, n
		}
		_, size := utf8.DecodeLastRuneInString(f.text[i : i+n])
		v, n = f.p.names.Longest(f.text[i : i+n-size])
	}
	return nil, 0
}

// otherNames end names that begin with the short name of a place.
var otherNames = words.NewList("大学", "学院", "医院", "集团", "银行", "日报", "时间", "大街", "大道")

// allowed reports whether the text after a name leaves it a name: 上海市场,
// 郊区域, 河北岸, 山西大学 and 北京路 do not name 上海市, 郊区, 河北, 山西, 北京.
func allowed(s *spelling, next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	last, _ := utf8.DecodeLastRuneInString(s.text)
	switch last {
	case '市':
		if r == '场' || r == '值' {
			return false
		}
	case '区':
		if strings.ContainsRune("域块间位别", r) {
			return false
		}
	case '东', '南', '西', '北':
		if strings.ContainsRune("岸麓侧坡", r) {
			return false
		}
	}
	if s.full {
		return true
	}
	switch r {
	case '路', '街':
		return false
	}
	for n := 0; n < 4; n++ {
		r, size := utf8.DecodeRuneInString(next)
		if !unicode.Is(unicode.Han, r) {
			break
		}
		if otherNames.Begins(next) {
			return false
		}
		next = next[size:]
	}
	return true
}

// width returns the length of the character at text[i:], which is 1 for a byte
// that begins none.
func width(text string, i int) int {
	switch c := text[i]; {
	case c < utf8.RuneSelf:
		return 1
	case c&0xF0 == 0xE0 && i+2 < len(text) && text[i+1]&0xC0 == 0x80 && text[i+2]&0xC0 == 0x80:
		return 3
	}
	_, n := utf8.DecodeRuneInString(text[i:])
	return n
}

// resolve decides which place every candidate means, and which of the doubtful
// ones are places at all. Every round may give the next one a neighbour.
func (f *finder) resolve() {
	for changed, round := true, 0; changed && round < 8; round++ {
		changed = false
		for k := range f.found {
			c := &f.found[k]
			if c.state == refused || c.place >= 0 {
				continue
			}
			if i := f.meaning(k); i >= 0 {
				c.place, c.state, changed = i, accepted, true
			}
		}
	}
	for k := range f.found {
		c := &f.found[k]
		if c.state == accepted && c.place < 0 && f.p.outranks(c.spelling) {
			c.place = c.spelling.places[0]
		}
	}
}

// meaning returns the place that candidate k means, or -1.
func (f *finder) meaning(k int) int32 {
	c := &f.found[k]
	before, after := f.neighbour(k, -1), f.neighbour(k, 1)
	for _, i := range c.spelling.places {
		if before == nil || before.end != c.start || before.place < 0 || !f.p.within(i, before.place) {
			continue
		}
		// 辽宁振兴 is no place: an everyday word wants its next superior.
		if c.spelling.class != common || f.p.parent(i) == before.place {
			return i
		}
	}
	for _, n := range []*candidate{before, after} {
		if n == nil || !f.listed(n, c) {
			continue
		}
		for _, i := range c.spelling.places {
			if f.alike(i, n, c.spelling.class) {
				return i
			}
		}
	}
	if f.home >= 0 && (c.spelling.class == strong || c.spelling.class == weak && f.begins(c.start)) {
		for _, i := range c.spelling.places {
			if f.p.within(i, f.home) || i == f.home {
				return i
			}
		}
	}
	if c.spelling.class == strong && f.p.outranks(c.spelling) {
		return c.spelling.places[0]
	}
	return -1
}

// neighbour returns the accepted candidate next to k on one side, with at most
// one character between them.
func (f *finder) neighbour(k, step int) *candidate {
	c := &f.found[k]
	for j := k + step; j >= 0 && j < len(f.found); j += step {
		n := &f.found[j]
		if n.start-c.end > utf8.UTFMax || c.start-n.end > maxName {
			return nil
		}
		if n.state == accepted {
			if c.start-n.end > utf8.UTFMax {
				return nil
			}
			return n
		}
	}
	return nil
}

// maxName is more bytes than any name has.
const maxName = 64

// listed reports whether two candidates are items of one list: 朔州、大同和忻州.
func (f *finder) listed(a, b *candidate) bool {
	if a.start > b.start {
		a, b = b, a
	}
	if a.end > b.start {
		return false
	}
	switch f.text[a.end:b.start] {
	case "、", "和", "与", "及":
		return true
	}
	return false
}

// alike reports whether place i can stand in a list beside n.
func (f *finder) alike(i int32, n *candidate, c class) bool {
	if n.place < 0 {
		return false
	}
	a, b := &f.p.list[i], &f.p.list[n.place]
	if a.Level != b.Level {
		return false
	}
	return a.Parent == b.Parent || c != common && a.Level == LevelCity
}

// begins reports whether a name can begin at a position: at the start, behind
// punctuation, or behind a verb or preposition.
func (f *finder) begins(at int) bool {
	r, size := utf8.DecodeLastRuneInString(f.text[:at])
	return size == 0 || !unicode.Is(unicode.Han, r) || strings.ContainsRune("在对以和与及至到从往向为于持动进将让由赴接通设快造施工成", r)
}

func (f *finder) place(c candidate) Place {
	if c.place >= 0 {
		return f.p.list[c.place]
	}
	first := f.p.list[c.spelling.places[0]]
	return Place{Name: c.spelling.text, Level: first.Level}
}
