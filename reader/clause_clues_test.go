package reader

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/luoshi-project/luoshi/zhtext/words"
)

// What a clause's words say is the same as when each file of clues is looked for
// alone.
func TestCluesStandInOneList(t *testing.T) {
	var watched, kinds, both []string
	eachRow("watch_words", func(f []string) { watched = append(watched, f[1]) })
	project, weight := map[string]bool{}, map[string]int{}
	eachRow("kind_words", func(f []string) {
		kinds = append(kinds, f[2])
		project[f[2]] = f[0] == kindProject
		weight[f[2]], _ = strconv.Atoi(f[1])
	})
	both = append(append(append(both, watched...), kinds...), "的", "，", "5")
	of := readClues()
	watch, kind := words.NewList(watched...), words.NewList(kinds...)
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(both), 0, 8).Draw(t, "words"), "")
		var got clause
		seen := got.weigh(&of, s)

		reform, sums := 0, 0
		for i, v, n := kind.Next(s, 0); n > 0; i, v, n = kind.Next(s, i+n) {
			if project[kinds[v]] {
				sums += weight[kinds[v]]
			} else {
				reform += weight[kinds[v]]
			}
		}
		if got.reform != reform || got.project != sums {
			t.Errorf("%s: reform %d, project %d, want %d, %d", s, got.reform, got.project, reform, sums)
		}
		var want sign
		for i, v, n := watch.Next(s, 0); n > 0; i, v, n = watch.Next(s, i+runeLen(s[i])) {
			alone, _ := of.list.Number(watched[v])
			want |= of.of[alone].sign
		}
		if seen != want {
			t.Errorf("%s: signs %b, want %b", s, seen, want)
		}
	})
}
