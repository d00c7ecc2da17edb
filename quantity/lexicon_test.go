package quantity

import (
	"strings"
	"testing"
)

// TestLexiconsAreWellFormed holds the tables to what their comments say.
func TestLexiconsAreWellFormed(t *testing.T) {
	seen := map[string]bool{}
	check := func(file string, f []string, fields int) bool {
		if len(f) < fields || f[0] == "" || strings.TrimSpace(f[0]) != f[0] {
			t.Errorf("%s: %q", file, f)
			return false
		}
		return true
	}
	for _, f := range rows(unitsTSV) {
		if !check("units.tsv", f, 2) {
			continue
		}
		if _, ok := kindOf(f[1]); !ok {
			t.Errorf("units.tsv: %s is of no kind: %s", f[0], f[1])
		}
		if seen["unit "+f[0]] {
			t.Errorf("units.tsv: %s twice", f[0])
		}
		seen["unit "+f[0]] = true
	}
	for _, f := range rows(wordsTSV) {
		if !check("words.tsv", f, 2) {
			continue
		}
		if list, _ := lex.role(f[1]); list == nil && f[1] != "stop" {
			t.Errorf("words.tsv: %s has no role: %s", f[0], f[1])
		}
		if key := f[1] + " " + f[0]; seen[key] {
			t.Errorf("words.tsv: %s twice", key)
		} else {
			seen[key] = true
		}
		if f[1] == "stop" && !stops(f[0]) {
			t.Errorf("words.tsv: %s stops nothing", f[0])
		}
	}
	for _, f := range rows(comparatorsTSV) {
		if !check("comparators.tsv", f, 3) {
			continue
		}
		if f[0] != "left" && f[0] != "right" || !strings.Contains("= ~ >= > <= <", f[2]) {
			t.Errorf("comparators.tsv: %q", f)
		}
		if key := f[0] + " " + f[1]; seen[key] {
			t.Errorf("comparators.tsv: %s twice", key)
		} else {
			seen[key] = true
		}
	}
	for _, f := range rows(periodsTSV) {
		check("periods.tsv", f, 3)
	}
}

// stops reports whether some numeral of the word is found to belong to it.
func stops(word string) bool {
	for i := range word {
		if end, ok := lex.stopped(word, i); ok && end == len(word) {
			return true
		}
	}
	return false
}
