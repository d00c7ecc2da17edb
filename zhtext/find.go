package zhtext

import "strings"

// Index is strings.Index for a Chinese word: where word begins in s, in bytes, -1
// where s does not have it. Most Chinese characters begin with the same few bytes;
// their third tells them apart sooner.
func Index(s, word string) int {
	if len(word) < 3 {
		return strings.Index(s, word)
	}
	const third = 2
	for from := third; from < len(s); {
		i := strings.IndexByte(s[from:], word[third])
		if i < 0 {
			return -1
		}
		if start := from + i - third; s[start] == word[0] && s[start+1] == word[1] && strings.HasPrefix(s[start:], word) {
			return start
		}
		from += i + 1
	}
	return -1
}

// Contains is strings.Contains for a Chinese word.
func Contains(s, word string) bool { return Index(s, word) >= 0 }

// Cut is strings.Cut at a Chinese word.
func Cut(s, word string) (before, after string, found bool) {
	if i := Index(s, word); i >= 0 {
		return s[:i], s[i+len(word):], true
	}
	return s, "", false
}
