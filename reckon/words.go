package reckon

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed words/*.tsv
var wordFiles embed.FS

// Words are the words by which reports are compared: names for the same thing,
// words that say nothing about the thing, and what an event says about how far
// a work has come. A Words never changes once it is made and may be used by many
// goroutines.
type Words struct {
	aliases *strings.Replacer
	fillers *strings.Replacer
	classes map[string][]string // class → its words, longest first
	stages  []stageWord         // longest first
	units   map[string]unitRow
}

// A stageWord tells how far a work has come.
type stageWord struct {
	word  string
	stage stage
}

// DefaultWords returns the words that come with the package.
var DefaultWords = sync.OnceValue(func() *Words {
	w, err := LoadWords("")
	if err != nil { // the tests load the embedded files; they are sound
		return &Words{aliases: strings.NewReplacer(), fillers: strings.NewReplacer(), classes: map[string][]string{}, units: map[string]unitRow{}}
	}
	return w
})

// Aliases returns the alias table that comes with the package, for whoever
// wants a copy to edit.
func Aliases() string {
	b, _ := wordFiles.ReadFile("words/aliases.tsv") // embedded: it is there
	return string(b)
}

// LoadWords returns the package's words with the names of aliases added, a table
// like the one Aliases returns. What it says about a name goes before what the
// package's table says. An error names the line.
func LoadWords(aliases string) (*Words, error) {
	w := &Words{classes: map[string][]string{}, units: map[string]unitRow{}}
	own := []tableRow{}
	if aliases != "" {
		rows, err := parseTable("aliases", aliases, 2)
		if err != nil {
			return nil, err
		}
		own = rows
	}
	builtin, err := embedded("aliases.tsv", 2)
	if err != nil {
		return nil, err
	}
	w.aliases = aliasReplacer(append(own, builtin...))
	if err := w.loadClasses(); err != nil {
		return nil, err
	}
	if err := w.loadUnits(); err != nil {
		return nil, err
	}
	return w, nil
}

// aliasReplacer writes every other name as the first of its row.
func aliasReplacer(rows []tableRow) *strings.Replacer {
	type pair struct{ from, to string }
	var pairs []pair
	seen := map[string]bool{}
	for _, r := range rows {
		to := fold(r.cells[0])
		for _, name := range strings.Split(r.cells[1], "|") {
			if from := fold(name); from != "" && !seen[from] {
				seen[from] = true
				pairs = append(pairs, pair{from, to})
			}
		}
		// The first name itself, so that a shorter name inside it is left alone.
		if !seen[to] {
			seen[to] = true
			pairs = append(pairs, pair{to, to})
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(len(b.from), len(a.from)) })
	flat := make([]string, 0, 2*len(pairs))
	for _, p := range pairs {
		flat = append(flat, p.from, p.to)
	}
	return strings.NewReplacer(flat...)
}

func (w *Words) loadClasses() error {
	rows, err := embedded("words.tsv", 2)
	if err != nil {
		return err
	}
	var fillers []string
	for _, r := range rows {
		class := r.cells[0]
		for _, word := range strings.Split(r.cells[1], "|") {
			if s, ok := strings.CutPrefix(class, "stage "); ok {
				st, known := stageNames[s]
				if !known {
					return fmt.Errorf("words.tsv:%d: there is no stage %q", r.line, s)
				}
				w.stages = append(w.stages, stageWord{w.same(word), st})
				w.classes["stage word"] = append(w.classes["stage word"], word)
				continue
			}
			w.classes[class] = append(w.classes[class], word)
		}
	}
	byLength := func(a, b string) int { return cmp.Compare(len(b), len(a)) }
	for class := range w.classes {
		slices.SortStableFunc(w.classes[class], byLength)
	}
	slices.SortStableFunc(w.stages, func(a, b stageWord) int { return byLength(a.word, b.word) })
	for _, f := range w.classes["filler"] {
		fillers = append(fillers, f, "")
	}
	w.fillers = strings.NewReplacer(fillers...)
	return nil
}

// has reports whether s contains a word of a class.
func (w *Words) has(class, s string) bool { return w.find(class, s) != "" }

// isClass reports whether s is a word of a class.
func (w *Words) isClass(class, s string) bool { return slices.Contains(w.classes[class], s) }

// endsIn returns the longest word of a class that s ends with, or "".
func (w *Words) endsIn(class, s string) string {
	for _, word := range w.classes[class] {
		if strings.HasSuffix(s, word) {
			return word
		}
	}
	return ""
}

// find returns the longest word of a class that s contains, or "".
func (w *Words) find(class, s string) string {
	for _, word := range w.classes[class] {
		if strings.Contains(s, word) {
			return word
		}
	}
	return ""
}

// A tableRow is one line of a table.
type tableRow struct {
	line  int
	cells []string
}

func embedded(name string, columns int) ([]tableRow, error) {
	b, err := wordFiles.ReadFile("words/" + name)
	if err != nil {
		return nil, err
	}
	return parseTable(name, string(b), columns)
}

// parseTable reads lines of cells separated by tabs; lines that begin with # and
// empty lines are passed over.
func parseTable(name, text string, columns int) ([]tableRow, error) {
	var rows []tableRow
	line := 0
	for l := range strings.Lines(strings.TrimPrefix(text, "\uFEFF")) {
		line++
		l = strings.TrimRight(l, "\r\n")
		if l == "" || l[0] == '#' {
			continue
		}
		cells := strings.Split(l, "\t")
		if len(cells) != columns {
			return nil, fmt.Errorf("%s:%d: %d cells instead of %d", name, line, len(cells), columns)
		}
		rows = append(rows, tableRow{line, cells})
	}
	return rows, nil
}
