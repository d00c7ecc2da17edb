package zhtext

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestALongTextIsRepairedInParts that end with a line where one ends near, else with a
// character.
func TestALongTextIsRepairedInParts(t *testing.T) {
	line := strings.Repeat("一", 1000) + "\n"
	for _, c := range []struct {
		name, text string
		lines      bool
	}{
		{"short", "一\n二", true},
		{"just long enough", strings.Repeat("一", partSize/3), true},
		{"lines", strings.Repeat(line, 300), true},
		{"no lines", strings.Repeat("一", partSize), false},
		{"a line that ends too far away", strings.Repeat("一", partSize) + "\n", false},
	} {
		at, parts := 0, 0
		for at < len(c.text) {
			end := partEnd(c.text, at)
			if end <= at || end-at > 2*partSize+1 {
				t.Fatalf("%s: a part from %d to %d", c.name, at, end)
			}
			if end < len(c.text) && (!utf8.RuneStart(c.text[end]) || c.lines && c.text[end-1] != '\n' || end-at < partSize-utf8.UTFMax) {
				t.Errorf("%s: a part ends at %d", c.name, end)
			}
			at = end
			parts++
		}
		if want := len(c.text)/partSize + 1; parts > want {
			t.Errorf("%s: %d parts", c.name, parts)
		}
	}
}

// TestMarksBetweenChineseCharactersAreWide, also beside one and beside quotes.
func TestMarksBetweenChineseCharactersAreWide(t *testing.T) {
	for text, want := range map[string]string{
		"甲,乙":      "甲，乙",
		"甲,1":      "甲，1",
		"1,乙":      "1，乙",
		"1,2":      "1,2",
		"a:b":      "a:b",
		"”,a":      "”，a",
		"a,“":      "a，“",
		"a,\u2017": "a,\u2017",
		"a,\u201e": "a,\u201e",
		"a,\u2e80": "a，\u2e80",
		"a,\u2e7f": "a,\u2e7f",
		"(甲)":      "（甲）",
		"甲.乙":      "甲.乙",
		"甲":        "甲",
		"":         "",
	} {
		var glyphs []glyph
		for _, r := range text {
			glyphs = append(glyphs, glyph{r: r})
		}
		widen(glyphs)
		got := ""
		for _, g := range glyphs {
			got += string(g.r)
		}
		if got != want {
			t.Errorf("%q reads %q", text, got)
		}
	}
	raw := []glyph{{r: '甲'}, {r: '?', raw: true}}
	if widen(raw); raw[1].r != '?' {
		t.Error("what reads as it stands was widened")
	}
}

// TestOddSignsAreWhatWrongPairsMake: prose has a sign between characters where it
// closes or opens what stands on the line, or begins an item.
func TestOddSignsAreWhatWrongPairsMake(t *testing.T) {
	for text, want := range map[string]bool{
		"推进∪设":       true,
		"推进∪":        true,
		"∪设":         false, // at the beginning
		"推进\n∪设":     false, // of a line
		"增长5℃左右":     false, // behind a number
		"推进① 设":      false,
		"《规划》实施":     false,
		"印发《规划》实施":   false,
		"印发《规划实施":    true,
		"印发《规划\n》实施": true,
		"印发《规《划》实施":  true,
		"印发〈规划》实施〉":  false,
		"推进规划》实施":    true,
		"印《发\n规划》实施": true,
		"推进，设":       false,
		"推进“设":       false,
		"推进·设":       false,
		"推进Б设":       true,
	} {
		rd := &restoration{codes: codes(), tokens: tokensOf(text)}
		i := slices.IndexFunc(rd.tokens, func(t token) bool { return strings.ContainsRune("∪℃①《》〈，“·Б", t.r) })
		if strings.HasPrefix(text, "推进规划》") || strings.HasPrefix(text, "印《发") {
			i = slices.IndexFunc(rd.tokens, func(t token) bool { return t.r == '》' })
		}
		if got := rd.odd(i); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestCostsAreSixteenthsOfABit of how rare a thing is, to a quarter of a bit.
func TestCostsAreSixteenthsOfABit(t *testing.T) {
	for n, want := range map[int]int32{1: 0, 2: bit, 3: bit + bit/2, 4: 2 * bit, 5: 2*bit + bit/4, 6: 2*bit + bit/2, 7: 2*bit + 3*bit/4, 8: 3 * bit, 1024: 10 * bit} {
		if got := log2(n); got != want {
			t.Errorf("%d: %d, not %d", n, got, want)
		}
	}
	if ratio(8, 2) != 2*bit || ratio(2, 8) != 0 {
		t.Error("what happens two times of eight costs two bits, and nothing less than none")
	}
}

// TestTheTextItselfMakesACharacterCheaper, never dearer.
func TestTheTextItselfMakesACharacterCheaper(t *testing.T) {
	rd := &restoration{script: scripts(), classes: classes(), model: pairs(), codes: codes(), own: newVocabulary(pairs())}
	rd.own.learn(tokensOf("磁都声誉，磁都声誉，保三争五"), nil)
	s := &reread{restoration: rd}
	st := &state{two: '磁', last: '都'}
	own, _ := rd.own.cost('磁', '都', '声')
	if got := s.known(st, '声', 10*bit, 20*bit); got != own {
		t.Errorf("it costs %d, %d by the text", got, own)
	}
	if got := s.known(st, '声', own-1, 20*bit); got != own-1 {
		t.Errorf("it costs %d where the model says %d", got, own-1)
	}
	if got := s.known(st, '器', 10*bit, 20*bit); got != 10*bit {
		t.Errorf("what the text does not have costs %d", got)
	}
	if got := s.known(st, '声', 10*bit, ownLeast); got != 10*bit {
		t.Error("the text is asked though nothing it says costs so little")
	}
	st = &state{two: '保', last: '二'}
	if got := s.known(st, '争', 10*bit, 20*bit); got != ownTriple {
		t.Errorf("behind another number it costs %d", got)
	}
}

// TestReadingsOfCharacters by their tones, and without.
func TestReadingsOfCharacters(t *testing.T) {
	p := sounds()
	number := func(s string) uint16 {
		n, length, _ := p.written(s)
		if n == 0 || length != len(s) {
			t.Fatalf("%q is no reading", s)
		}
		return n
	}
	for _, c := range []struct {
		r       rune
		reading string
		want    bool
	}{
		{'长', "cháng", true},
		{'长', "zhǎng", true},
		{'长', "zhàng", false},
		{'长', "chang", true},
		{'长', "zhang3", true},
		{'长', "cha", false},
		{'女', "nǚ", true},
		{'女', "nv3", true},
		{'女', "nü", true},
		{'女', "nu", false},
		{'A', "a", false},
		{-1, "a", false},
	} {
		if got := p.reads(c.r, number(c.reading)); got != c.want {
			t.Errorf("%c reads %s: %v", c.r, c.reading, got)
		}
	}
	for _, no := range []string{"", "x", "GDP", "áí", "zhuangs"} {
		if n, length, _ := p.written(no); n != 0 && length == len(no) {
			t.Errorf("%q is a reading", no)
		}
	}
	if p.reads('长', 0) {
		t.Error("0 is a reading")
	}
}
