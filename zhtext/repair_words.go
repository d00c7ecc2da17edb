package zhtext

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed repair_words.tsv
var repairWords string

// signs returns the characters that repair_words.tsv lists for a purpose, when they
// are needed first.
func signs(purpose string) func() string {
	return sync.OnceValue(func() string {
		for name, list := range rows(repairWords) {
			if name == purpose {
				return list
			}
		}
		return ""
	})
}

var (
	questionSigns = signs("asks")
	plainMarks    = signs("mark")
	leftoverSigns = signs("leftover")
)

// isOneOf reports whether r is one of the characters of list.
func isOneOf(r rune, list string) bool { return r > 0 && strings.ContainsRune(list, r) }
