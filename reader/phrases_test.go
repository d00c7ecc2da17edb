package reader

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Each set that the reader asks a table for has words there, each set of a table
// is asked for, and says in the head of the table what it is for.
func TestSetsOfWords(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for _, f := range files {
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		code.Write(source)
	}
	for name, table := range map[string]string{"phrases": phraseTable, "structureWords": structureTable} {
		has, asked := readSets(table), map[string]bool{}
		for _, m := range regexp.MustCompile(name+`\.(?:list|endings)\("(\w+)"\)`).FindAllStringSubmatch(code.String(), -1) {
			if asked[m[1]] = true; len(has[m[1]]) == 0 {
				t.Errorf("%s has no set %s", name, m[1])
			}
		}
		for set := range has {
			if !asked[set] {
				t.Errorf("nothing reads the set %s of %s", set, name)
			}
			if !regexp.MustCompile(`(?m)^#   ` + set + ` +\S`).MatchString(table) {
				t.Errorf("%s does not say what %s is for", name, set)
			}
		}
	}
}
