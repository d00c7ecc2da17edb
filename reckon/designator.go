package reckon

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A designator tells one of several works of one name from the others: the 4 of
// 4号线, the 二 of 二期, G331.
type designator struct {
	kind  string // 号, 期 or the letters in front
	value string
}

const numerals = "0123456789一二三四五六七八九十"

// designators are those of a folded phrase.
func designators(s string) []designator {
	if !strings.ContainsAny(s, numerals) {
		return nil
	}
	var out []designator
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune(numerals, r) {
			i += n
			continue
		}
		j := i
		for j < len(s) {
			r, n := utf8.DecodeRuneInString(s[j:])
			if !strings.ContainsRune(numerals, r) {
				break
			}
			j += n
		}
		from := i
		for from > 0 && s[from-1] >= 'A' && s[from-1] <= 'Z' {
			from--
		}
		switch {
		case from < i && s[i] < utf8.RuneSelf:
			out = append(out, designator{s[from:i], s[i:j]})
		case strings.HasPrefix(s[j:], "号"):
			out = append(out, designator{"号", s[i:j]})
		case strings.HasPrefix(s[j:], "期"):
			out = append(out, designator{"期", s[i:j]})
		}
		i = j
	}
	return out
}

// otherOfTheName tells two phrases that name different works of one name: both
// have designators of a kind, and none in common.
func otherOfTheName(a, b string) bool {
	mine := designators(a)
	if len(mine) == 0 {
		return false
	}
	its := designators(b)
	for _, d := range mine {
		sameKind := func(e designator) bool { return e.kind == d.kind }
		if slices.ContainsFunc(its, sameKind) && !slices.Contains(its, d) {
			return true
		}
	}
	return false
}
