package reader

import "strings"

// cutSentences cuts the body into sentences. Quotation marks and brackets that
// close directly after a full stop belong to the sentence they close.
func cutSentences(text string, blocks []block, sections []section) []sentence {
	var out []sentence
	sec := -1
	for _, b := range blocks {
		for sec+1 < len(sections) && sections[sec+1].start < b.end {
			sec++
			if sections[sec].bodyStart > b.start {
				break
			}
		}
		if b.kind != bodyBlock {
			continue
		}
		start := b.start
		if sec >= 0 && sections[sec].start >= b.start && sections[sec].bodyStart <= b.end {
			start = max(start, sections[sec].bodyStart)
		}
		for start < b.end {
			end := start + sentenceEnd(text[start:b.end])
			out = append(out, sentence{start: start, end: end, section: sec})
			start = end
		}
	}
	return out
}

// sentenceEnd returns the length of the first sentence of s.
func sentenceEnd(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] < 0xE3 {
			continue
		}
		n := 0
		switch {
		case strings.HasPrefix(s[i:], "。"), strings.HasPrefix(s[i:], "！"), strings.HasPrefix(s[i:], "？"):
			n = 3
		}
		if n == 0 {
			continue
		}
		end := i + n
		for strings.HasPrefix(s[end:], "”") || strings.HasPrefix(s[end:], "）") || strings.HasPrefix(s[end:], "。") || strings.HasPrefix(s[end:], "！") {
			end += 3
		}
		return end
	}
	return len(s)
}
