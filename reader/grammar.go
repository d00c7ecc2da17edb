package reader

import (
	"embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// The word lists of the grammar are files a user can read; each explains its
// columns in its first lines.
//
//go:embed grammar/*.tsv
var grammarFiles embed.FS

// A wordTable finds the longest word of a list at the end or the beginning of
// a text. Words are grouped by their first and by their last character, longest
// first, so that a look costs one map access and few comparisons.
type wordTable[T any] struct {
	words   map[string]T
	byFirst map[rune][]string
	byLast  map[rune][]string
}

// suffix returns the longest word that text ends with, and its length.
func (t *wordTable[T]) suffix(text string) (T, int) {
	last, _ := utf8.DecodeLastRuneInString(text)
	for _, w := range t.byLast[last] {
		if strings.HasSuffix(text, w) {
			return t.words[w], len(w)
		}
	}
	var none T
	return none, 0
}

// prefix returns the longest word that text begins with, and its length.
func (t *wordTable[T]) prefix(text string) (T, int) {
	first, _ := utf8.DecodeRuneInString(text)
	for _, w := range t.byFirst[first] {
		if strings.HasPrefix(text, w) {
			return t.words[w], len(w)
		}
	}
	var none T
	return none, 0
}

func readTable[T any](name string, value func(columns []string) T) wordTable[T] {
	data, err := grammarFiles.ReadFile("grammar/" + name)
	if err != nil {
		panic(err) //nolint:forbidigo // embedded at build time: a missing file is a broken build
	}
	t := wordTable[T]{words: map[string]T{}, byFirst: map[rune][]string{}, byLast: map[rune][]string{}}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		columns := strings.Split(line, "\t")
		t.words[columns[0]] = value(columns[1:])
	}
	for w := range t.words {
		first, _ := utf8.DecodeRuneInString(w)
		last, _ := utf8.DecodeLastRuneInString(w)
		t.byFirst[first] = append(t.byFirst[first], w)
		t.byLast[last] = append(t.byLast[last], w)
	}
	longestFirst := func(a, b string) int { return len(b) - len(a) }
	for c := range t.byFirst {
		slices.SortFunc(t.byFirst[c], longestFirst)
	}
	for c := range t.byLast {
		slices.SortFunc(t.byLast[c], longestFirst)
	}
	return t
}

// A predicate is a word between what is measured and its number.
type predicate struct {
	sense      string // set, to, up, down, rank, adv, gain, have
	direction  string
	comparator string // what it says of a number it does not touch
}

// A measureWord is a noun that names a quantity (量名).
type measureWord struct {
	kind  string // stock, size, rate, mood
	alone bool   // needs nothing before it
}

// A deed is a verb of doing; deeds.tsv explains the flags.
type deed struct{ noun, inner, delivers, causes bool }

// A thingClass says what a noun does to a number beside it; things.tsv explains
// the classes.
type thingClass struct{ property, work, generic, vague, grade, institution bool }

// has tells whether the first of columns, a list with commas, holds a word.
func has(columns []string, word string) bool {
	return len(columns) > 0 && slices.Contains(strings.Split(columns[0], ","), word)
}

// figureGrammar holds the word lists of the indicator grammar.
type figureGrammar struct {
	predicates wordTable[predicate]
	openers    wordTable[bool] // true for words of manner
	deeds      wordTable[deed]
	heads      wordTable[measureWord]
	outcomes   wordTable[string] // predicate after a counted thing → how the metric is made
	nouns      wordTable[struct{}]
	abstract   wordTable[struct{}]
	twins      wordTable[struct{}]
	things     wordTable[thingClass]
}

var theFigureGrammar = sync.OnceValue(func() *figureGrammar {
	none := func([]string) struct{} { return struct{}{} }
	column := func(i int) func([]string) string {
		return func(c []string) string {
			if i < len(c) {
				return c[i]
			}
			return ""
		}
	}
	return &figureGrammar{
		predicates: readTable("predicates.tsv", func(c []string) predicate {
			return predicate{sense: column(0)(c), direction: column(1)(c), comparator: column(2)(c)}
		}),
		openers: readTable("openers.tsv", func(c []string) bool { return has(c, "manner") }),
		deeds: readTable("deeds.tsv", func(c []string) deed {
			return deed{noun: has(c, "noun"), inner: has(c, "inner"), delivers: has(c, "delivers"), causes: has(c, "causes")}
		}),
		things: readTable("things.tsv", func(c []string) thingClass {
			return thingClass{
				property: has(c, "property"), work: has(c, "work"), generic: has(c, "generic"),
				vague: has(c, "vague"), grade: has(c, "grade"), institution: has(c, "institution"),
			}
		}),
		heads: readTable("heads.tsv", func(c []string) measureWord {
			return measureWord{kind: column(0)(c), alone: column(1)(c) == "alone"}
		}),
		outcomes: readTable("outcomes.tsv", column(0)),
		nouns:    readTable("deed_nouns.tsv", none),
		abstract: readTable("abstract.tsv", none),
		twins:    readTable("twins.tsv", none),
	}
})
