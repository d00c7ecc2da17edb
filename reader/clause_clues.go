package reader

import (
	"strconv"

	"github.com/luoshi-project/luoshi/zhtext/words"
)

// Clues are the words that are looked for everywhere in a clause: those of
// clauses/watch_words.tsv, which give it signs, and those of
// clauses/kind_words.tsv, which weigh for a kind of action. They stand in one list,
// so that a clause is searched once.
type clues struct {
	list *words.List
	of   []clue
}

// A clue is what a word says, and what those say that it begins with: of each file
// the longest word at a place counts.
type clue struct {
	sign            sign
	reform, project int
	weighs          int // length of the word that weighs, 0 where none does
}

func readClues() clues {
	var all []string
	add := func(word string) string {
		all = append(all, word)
		return word
	}
	signs := map[string]sign{"measure": signMeasured, "compare": signCompares, "muse": signMuses, "announce": signAnnounces, "take": signTakes, "invoke": signInvokes}
	watched := readWordSet("watch_words", func(f []string) (string, int32) { return add(f[1]), int32(signs[f[0]]) })
	var weights []clue
	kinds := readWordSet("kind_words", func(f []string) (string, int32) {
		w, _ := strconv.Atoi(f[1])
		c := clue{reform: w}
		if f[0] == kindProject {
			c = clue{project: w}
		}
		weights = append(weights, c)
		return add(f[2]), int32(len(weights) - 1)
	})
	cs := clues{list: words.NewList(all...)}
	for _, word := range all {
		var c clue
		if n, i := kinds.match(word); n > 0 {
			c = weights[i]
			c.weighs = n
		}
		_, s := watched.match(word)
		c.sign = sign(s)
		cs.of = append(cs.of, c)
	}
	return cs
}

// weigh sums what the words of the clause s say for each kind and returns the
// signs they give.
func (c *clause) weigh(cs *clues, s string) (seen sign) {
	weighed := 0 // up to where
	for i, v, n := cs.list.Next(s, 0); n > 0; i, v, n = cs.list.Next(s, i+runeLen(s[i])) {
		w := &cs.of[v]
		seen |= w.sign
		if w.weighs > 0 && i >= weighed {
			c.reform += w.reform
			c.project += w.project
			weighed = i + w.weighs
		}
	}
	return seen
}
