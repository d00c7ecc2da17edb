package zhtext

import (
	"strings"
	"testing"
)

// ended returns lines of so many characters, with a mark at the end of all but some.
func ended(rd *restoration, lines ...string) {
	for i, r := range []rune(strings.Join(lines, "\n") + "\n") {
		rd.out = append(rd.out, glyph{r: r, start: int32(i), end: int32(i + 1)})
	}
}

func doubted(rd *restoration) string {
	s := ""
	for _, g := range rd.out {
		if g.doubt {
			s += string(g.r)
		}
	}
	return s
}

// TestLinesWithoutAMarkAreDoubtedWhereNearlyAllHaveOne: what is left of a mark and the
// character before it can be a character that goes well with the line.
func TestLinesWithoutAMarkAreDoubtedWhereNearlyAllHaveOne(t *testing.T) {
	long := strings.Repeat("一", longLine)
	marked, bare, short := long+"。", long+"二", long[:len(long)-3]+"二"
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"one of five", []string{marked, marked, bare, marked, marked}, "二"},
		{"one of four", []string{marked, marked, bare, marked}, ""},
		{"two of ten", []string{bare, marked, marked, marked, marked, bare, marked, marked, marked, marked}, "二二"},
		{"a short line, a title", []string{marked, marked, short, marked, marked}, ""},
		{"short lines tell nothing", []string{bare, "完。", "完。", "完。", "完。"}, ""},
		{"a number counts as a letter", []string{marked, marked, marked, marked, long + "5"}, "5"},
		{"another mark ends a line too", []string{marked, marked, marked, long + "：", bare}, "二"},
	} {
		rd := &restoration{classes: classes()}
		ended(rd, c.lines...)
		rd.doubtEnds()
		if got := doubted(rd); got != c.want {
			t.Errorf("%s: %q is in doubt", c.name, got)
		}
	}
	rd := &restoration{classes: classes()}
	ended(rd, marked, marked, marked, marked, long+"二")
	rd.out[len(rd.out)-2].r = nothing
	if rd.doubtEnds(); doubted(rd) != "" {
		t.Error("what cannot be told is no letter")
	}
}

// TestWhatIsRareIsDoubtedWhereMuchWasLost: two characters may have become one.
func TestWhatIsRareIsDoubtedWhereMuchWasLost(t *testing.T) {
	const cheap = bit
	for _, c := range []struct {
		name  string
		text  string
		costs map[rune]int
		lost  string // characters that stand where bytes were lost
		more  int    // tokens
		want  string
	}{
		{"at the beginning of a sentence", "好。甲乙丙", map[rune]int{'甲': 12 * bit, '乙': 10 * bit}, "好", 0, "甲"},
		{"there, but not so rare", "好。甲乙丙", map[rune]int{'甲': 12 * bit, '乙': 10*bit - 1}, "好", 0, ""},
		{"and what follows such a one", "好。甲乙丙", map[rune]int{'甲': 12 * bit, '乙': 12 * bit, '丙': 10 * bit}, "好", 0, "甲乙"},
		{"but nothing behind that", "好。甲乙丙丁", map[rune]int{'甲': 12 * bit, '乙': 12 * bit, '丙': 12 * bit, '丁': 12 * bit}, "好", 0, "甲乙"},
		{"inside a sentence", "好。丙甲乙丙", map[rune]int{'甲': 13 * bit, '乙': 13 * bit}, "好", 0, "甲"},
		{"there, but not so rare with the next", "好。丙甲乙丙", map[rune]int{'甲': 13 * bit, '乙': 13*bit - 1}, "好", 0, ""},
		{"there, but not so rare by itself", "好。丙甲乙丙", map[rune]int{'甲': 13*bit - 1, '乙': 20 * bit}, "好", 0, ""},
		{"at the end of a sentence", "好。丙甲。丙丙", map[rune]int{'甲': 13 * bit}, "好", 0, "甲"},
		{"there, but not so rare ", "好。丙甲。丙丙", map[rune]int{'甲': 13*bit - 1}, "好", 0, ""},
		{"nothing was lost", "好。甲乙丙", map[rune]int{'甲': 30 * bit}, "", 0, ""},
		{"a search has decided", "好。甲乙丙", map[rune]int{'甲': 30 * bit}, "好甲", 0, ""},
		{"one place in four hundred characters", "好。甲乙丙", map[rune]int{'甲': 30 * bit}, "好", lostSpan - 5, "甲"},
		{"one in more", "好。甲乙丙", map[rune]int{'甲': 30 * bit}, "好", lostSpan - 4, ""},
		{"two beside one another are one place", "好啊。甲乙丙", map[rune]int{'甲': 30 * bit}, "好啊", lostSpan - 5, ""},
		{"two places", "好。啊。甲乙丙", map[rune]int{'甲': 30 * bit}, "好啊", lostSpan - 5, "甲"},
		{"a sign", "好。①乙丙", map[rune]int{'①': 30 * bit}, "好", 0, ""},
	} {
		rd := &restoration{}
		for i, r := range []rune(c.text + strings.Repeat("丁", c.more)) {
			cost := uint16(c.costs[r])
			if cost == 0 {
				cost = cheap
			}
			rd.tokens = append(rd.tokens, token{r: r, start: int32(i), end: int32(i + 1), cost: cost})
			rd.out = append(rd.out, glyph{r: r, start: int32(i), end: int32(i + 1), lost: strings.ContainsRune(c.lost, r)})
		}
		rd.doubtRare()
		if got := doubted(rd); got != c.want {
			t.Errorf("%s: %q is in doubt", c.name, got)
		}
	}
}

// TestAPlaceOfLostBytesIsCountedOnce: characters beside one another are one place.
func TestAPlaceOfLostBytesIsCountedOnce(t *testing.T) {
	for lost, want := range map[string]int{"": 0, "甲": 1, "甲乙": 1, "甲丙": 2, "丁": 1, "甲乙丁": 2} {
		var glyphs []glyph
		const text = "甲乙丙丁"
		for i, r := range text {
			glyphs = append(glyphs, glyph{r: r, start: int32(i), end: int32(i + 3), lost: strings.ContainsRune(lost, r)})
		}
		a := newAssembly(text)
		a.add(glyphs)
		if got := a.finish().Lost; got != want {
			t.Errorf("%q: %d places", lost, got)
		}
	}
}
