package reader

import (
	_ "embed"
	"strings"

	"github.com/luoshi-project/luoshi/zhtext/words"
)

//go:embed phrases.tsv
var phraseTable string

// phrases are the sets of words of phrases.tsv.
var phrases = readSets(phraseTable)

// sets are the sets of words of a table, by name.
type sets map[string][]string

// readSets reads a table of sets: a set and a word a line, remarks behind #.
func readSets(table string) sets {
	s := sets{}
	for row := range strings.Lines(table) {
		name, word, ok := strings.Cut(strings.TrimRight(row, "\r\n"), "\t")
		if ok && !strings.HasPrefix(name, "#") {
			s[name] = append(s[name], word)
		}
	}
	return s
}

// list is the set of a name, whose words are looked for at the beginning of a
// text or anywhere in it.
func (s sets) list(name string) *words.List { return words.NewList(s[name]...) }

// endings is the set of a name, whose words are looked for at the end of a text.
func (s sets) endings(name string) *words.Endings { return words.NewEndings(s[name]...) }
