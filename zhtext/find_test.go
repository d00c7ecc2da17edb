package zhtext_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/luoshi-project/luoshi/zhtext"
)

// Whatever the text and the word are, the word is found where the standard
// library finds it.
func TestFindsWhereTheStandardLibraryFinds(t *testing.T) {
	bytes := rapid.StringOfN(rapid.SampledFrom([]rune("水氵氷永a±𠀀")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		s, word := bytes.Draw(t, "text"), bytes.Draw(t, "word")
		if from := rapid.IntRange(0, len(s)).Draw(t, "from"); rapid.Bool().Draw(t, "inside") {
			word = s[from:rapid.IntRange(from, len(s)).Draw(t, "to")]
		}
		if got, want := zhtext.Index(s, word), strings.Index(s, word); got != want {
			t.Errorf("Index: %d, want %d", got, want)
		}
		before, after, found := zhtext.Cut(s, word)
		if b, a, f := strings.Cut(s, word); b != before || a != after || f != found {
			t.Errorf("Cut: %q %q %v, want %q %q %v", before, after, found, b, a, f)
		}
	})
}
