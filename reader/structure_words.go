package reader

import (
	_ "embed"
	"strings"

	"github.com/luoshi-project/luoshi/zhtext/words"
)

//go:embed structure_words.tsv
var structureTable string

// structureWords are the sets of words of structure_words.tsv.
var structureWords = readStructureWords(structureTable)

// readStructureWords reads a table of sets: a set and a word a line.
func readStructureWords(table string) map[string]*words.List {
	sets := map[string][]string{}
	for row := range strings.Lines(table) {
		name, word, ok := strings.Cut(strings.TrimRight(row, "\r\n"), "\t")
		if ok && !strings.HasPrefix(name, "#") {
			sets[name] = append(sets[name], word)
		}
	}
	lists := map[string]*words.List{}
	for name, set := range sets {
		lists[name] = words.NewList(set...)
	}
	return lists
}

// The sets, each under the name it has in the table.
var (
	reviewWords     = structureWords["review"]
	outlookWords    = structureWords["outlook"]
	aheadWords      = structureWords["ahead"]
	achievedWords   = structureWords["achieved"]
	planWords       = structureWords["plan"]
	selfWords       = structureWords["self"]
	conductWords    = structureWords["conduct"]
	livelihoodWords = structureWords["livelihood"]
	partWords       = structureWords["part"]
	timeWords       = structureWords["time"]
	lackWords       = structureWords["lack"]
	admitWords      = structureWords["admit"]
	aimWords        = structureWords["aim"]
	accountWords    = structureWords["account"]
	programmeWords  = structureWords["programme"]
	doneWords       = structureWords["done"]
	urgeWords       = structureWords["urge"]
	narrateWords    = structureWords["narrate"]
	titleBegins     = structureWords["begins"]
	titleEnds       = structureWords["ends"]
)
