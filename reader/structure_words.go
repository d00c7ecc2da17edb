package reader

import (
	_ "embed"
	"strings"
)

//go:embed structure_words.tsv
var structureTable string

// structureWords are the sets of words of structure_words.tsv.
var structureWords = readCueSets(structureTable)

// A cueSet finds any of its words in a text in one pass.
type cueSet struct {
	at     [4096]uint8 // by the second and third byte of a word: its group, 0 for none
	groups [][]string
}

// readCueSets reads a table of sets: a set and a word a line.
func readCueSets(table string) map[string]*cueSet {
	out := map[string]*cueSet{}
	for row := range strings.Lines(table) {
		name, word, ok := strings.Cut(strings.TrimRight(row, "\r\n"), "\t")
		if !ok || strings.HasPrefix(name, "#") || len(word) < 3 {
			continue
		}
		if out[name] == nil {
			out[name] = &cueSet{groups: make([][]string, 1)}
		}
		out[name].add(word)
	}
	return out
}

func (w *cueSet) add(word string) {
	slot := &w.at[cueSlot(word)]
	if *slot == 0 {
		*slot = uint8(len(w.groups))
		w.groups = append(w.groups, nil)
	}
	w.groups[*slot] = append(w.groups[*slot], word)
}

// cueSlot mixes the bytes that tell Chinese characters apart.
func cueSlot(s string) int { return int(s[1]&0x3F)<<6 | int(s[2]&0x3F) }

// in reports whether s contains a word of the set.
func (w *cueSet) in(s string) bool {
	for i := 0; i+3 <= len(s); {
		if s[i] < 0xE0 {
			i++
			continue
		}
		if w.begins(s[i:]) {
			return true
		}
		i += 3
	}
	return false
}

// begins reports whether s begins with a word of the set.
func (w *cueSet) begins(s string) bool {
	if len(s) < 3 {
		return false
	}
	if g := w.at[cueSlot(s)]; g != 0 {
		for _, word := range w.groups[g] {
			if strings.HasPrefix(s, word) {
				return true
			}
		}
	}
	return false
}

// The sets, each under the name it has in the table.
var (
	reviewWords     = structureWords["review"]
	outlookWords    = structureWords["outlook"]
	planWords       = structureWords["plan"]
	selfWords       = structureWords["self"]
	conductWords    = structureWords["conduct"]
	livelihoodWords = structureWords["livelihood"]
	partWords       = structureWords["part"]
	timeWords       = structureWords["time"]
	lackWords       = structureWords["lack"]
	admitWords      = structureWords["admit"]
	aimWords        = structureWords["aim"]
	urgeWords       = structureWords["urge"]
	narrateWords    = structureWords["narrate"]
)
