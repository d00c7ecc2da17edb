package words_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/luoshi-project/luoshi/zhtext/words"
)

// Whatever the words and the text are, a list finds what a search word by word
// finds.
func TestFindsWhatASearchWordByWordFinds(t *testing.T) {
	syllable := rapid.SampledFrom([]string{"水", "山", "林", "a", "±", "𠀀", "5"})
	text := rapid.Map(rapid.SliceOfN(syllable, 0, 6), func(s []string) string { return strings.Join(s, "") })
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(text, 0, 12).Draw(t, "words")
		s := text.Draw(t, "text")
		l, e := words.NewList(list...), words.NewEndings(list...)

		first, begins, ends, is, at := 0, 0, 0, false, -1
		for _, w := range list {
			if w == "" {
				continue
			}
			if strings.HasPrefix(s, w) {
				begins = max(begins, len(w))
			}
			if strings.HasSuffix(s, w) {
				ends = max(ends, len(w))
			}
			is = is || s == w
			if i := strings.Index(s, w); i >= 0 && (at < 0 || i < at) {
				at = i
			}
		}
		number, n := l.Longest(s)
		if n != begins || n > 0 && list[number] != s[:n] {
			t.Errorf("Longest: word %d of %d bytes, want %d bytes", number, n, begins)
		}
		if n > 0 {
			for first = len(list) - 1; list[first] != s[:n]; first-- {
			}
			if number != first {
				t.Errorf("Longest: word %d, want the last of its kind, %d", number, first)
			}
		}
		if got := l.Begins(s); got != (begins > 0) {
			t.Errorf("Begins: %v", got)
		}
		if got := l.Has(s); got != is {
			t.Errorf("Has: %v", got)
		}
		if got := l.Index(s); got != at {
			t.Errorf("Index: %d, want %d", got, at)
		}
		for i := 0; i <= len(s); {
			at, number, n := l.Next(s, i)
			if n == 0 {
				if l.In(s[i:]) {
					t.Errorf("Next: nothing from %d on", i)
				}
				break
			}
			if v, k := l.Longest(s[at:]); l.In(s[i:at]) && l.Index(s[i:]) < at-i || v != number || k != n {
				t.Errorf("Next from %d: word %d of %d bytes at %d", i, number, n, at)
			}
			i = at + 1
		}
		number, n = e.Longest(s)
		if n != ends || n > 0 && list[number] != s[len(s)-n:] {
			t.Errorf("Endings.Longest: word %d of %d bytes, want %d bytes", number, n, ends)
		}
		if got := e.End(s); got != (ends > 0) {
			t.Errorf("End: %v", got)
		}
	})
}

// An empty list and an empty text find nothing.
func TestNothingToFind(t *testing.T) {
	if words.NewList().In("山水") || words.NewEndings().End("山水") || words.NewList("山").In("") || words.NewList("").Begins("山") {
		t.Error("found something")
	}
}

// A list finds the longest word at a place, whatever shares its beginning.
func TestLongest(t *testing.T) {
	list := []string{"新", "新建", "新建改", "新建改造", "旧", "GDP", "“", "𠀀字"}
	l := words.NewList(list...)
	tests := []struct{ text, want string }{
		{"新建改造", "新建改造"},
		{"新建改革", "新建改"},
		{"新建", "新建"},
		{"新鲜", "新"},
		{"旧", "旧"},
		{"GDP增长", "GDP"},
		{"GD", ""},
		{"“", "“"},
		{"𠀀字", "𠀀字"},
		{"𠀀", ""},
		{"", ""},
	}
	for _, test := range tests {
		v, n := l.Longest(test.text)
		if n != len(test.want) || n > 0 && list[v] != test.want {
			t.Errorf("%q: %d bytes, want %q", test.text, n, test.want)
		}
	}
}

// A text that is cut inside a character holds what stands before the cut.
func TestTextCutInsideACharacter(t *testing.T) {
	l := words.NewList("山", "山水")
	for n := range len("川山水") {
		s := "川山水"[:n]
		if got, want := l.In(s), strings.Contains(s, "山"); got != want {
			t.Errorf("In(%q): %v", s, got)
		}
	}
}
