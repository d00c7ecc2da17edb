package reader

import (
	"embed"
	"slices"
	"strings"
	"sync"

	"github.com/luoshi-project/luoshi/zhtext/words"
)

// The word lists of the grammar are files a user can read; each explains its
// columns in its first lines.
//
//go:embed grammar/*.tsv
var grammarFiles embed.FS

// A wordTable finds the longest word of a list at the end or the beginning of
// a text, with what the list says of it.
type wordTable[T any] struct {
	begins *words.List
	ends   *words.Endings
	values []T
}

// suffix returns the longest word that text ends with, and its length.
func (t *wordTable[T]) suffix(text string) (value T, n int) {
	i, n := t.ends.Longest(text)
	if n > 0 {
		value = t.values[i]
	}
	return value, n
}

// prefix returns the longest word that text begins with, and its length.
func (t *wordTable[T]) prefix(text string) (value T, n int) {
	i, n := t.begins.Longest(text)
	if n > 0 {
		value = t.values[i]
	}
	return value, n
}

// of returns what the list says of a word, and whether it has it.
func (t *wordTable[T]) of(word string) (value T, ok bool) {
	i, ok := t.begins.Number(word)
	if ok {
		value = t.values[i]
	}
	return value, ok
}

// valueOf returns what the list says of a word, nothing where it has none.
func (t *wordTable[T]) valueOf(word string) T {
	value, _ := t.of(word)
	return value
}

// has tells whether the list has a word.
func (t *wordTable[T]) has(word string) bool { return t.begins.Has(word) }

func readTable[T any](name string, value func(columns []string) T) wordTable[T] {
	data, err := grammarFiles.ReadFile("grammar/" + name)
	if err != nil {
		panic(err) //nolint:forbidigo // embedded at build time: a missing file is a broken build
	}
	var (
		list   []string
		values []T
	)
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		columns := strings.Split(line, "\t")
		list, values = append(list, columns[0]), append(values, value(columns[1:]))
	}
	return wordTable[T]{words.NewList(list...), words.NewEndings(list...), values}
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
type thingClass struct{ property, work, generic, vague, grade, holder, institution bool }

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
	goods      wordTable[struct{}]
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
				vague: has(c, "vague"), grade: has(c, "grade"), holder: has(c, "holder"), institution: has(c, "institution"),
			}
		}),
		heads: readTable("heads.tsv", func(c []string) measureWord {
			return measureWord{kind: column(0)(c), alone: column(1)(c) == "alone"}
		}),
		outcomes: readTable("outcomes.tsv", column(0)),
		nouns:    readTable("deed_nouns.tsv", none),
		abstract: readTable("abstract.tsv", none),
		twins:    readTable("twins.tsv", none),
		goods:    readTable("goods.tsv", none),
	}
})
