package reader

import (
	"strings"
	"unicode/utf8"
)

// cutSentences appends the sentences of headings and paragraphs to out. Quotation marks and
// brackets that close directly after a full stop belong to the sentence they
// close. Numbers and dashes before a sentence do not belong to it.
func cutSentences(out []sentence, text string, blocks []block, sections []section, doc Document) []sentence {
	sec := -1 // the section under way
	t := tense{doc: doc}
	if role := doc.looks(); role != "" {
		t.base, t.role, t.year = role, role, max(doc.ReviewYear, doc.PlanYear)
	}
	for _, b := range blocks {
		if b.kind != bodyBlock && b.kind != headingBlock {
			continue
		}
		for sec+1 < len(sections) && sections[sec+1].bodyStart <= b.start {
			sec++
			t.enter(&sections[sec], sections)
		}
		opens := true
		for at := b.start; at < b.end; {
			s := sentence{start: at, end: b.end, opens: opens}
			switch next := sec + 1; {
			case next < len(sections) && at >= sections[next].start:
				sec = next
				t.enter(&sections[sec], sections)
				s.start = max(at, min(b.end, sections[sec].titleStart))
				s.end, s.heading = min(b.end, sections[sec].bodyStart), true
			case sec >= 0 && at < sections[sec].bodyStart:
				s.end, s.heading = min(b.end, sections[sec].bodyStart), true
			default:
				if next < len(sections) {
					s.end = min(s.end, sections[next].start)
				}
				if at == b.start {
					s.start += leadIn(text[at:s.end])
				}
				s.end = s.start + sentenceEnd(text[s.start:s.end])
			}
			at = max(at, s.end)
			if s.start >= s.end {
				continue
			}
			s.section = sec
			t.state(text, b, &s, sections)
			out = append(out, s)
			opens = opens && s.heading
		}
	}
	return out
}

// leadIn returns the length of the number or dash that a paragraph begins with
// which is no heading.
func leadIn(s string) int {
	switch form, n, _ := readOrdinal(s); form {
	case dashForm, spaceForm, digitForm, bracketForm, hanForm, bracketDigitForm, circleForm, squareForm:
		return n
	}
	return 0
}

// sentenceEnd returns the length of the first sentence of s.
//
// A text without a full stop is cut at a comma, or anywhere, before
// longestSentence, so that no sentence costs more than a long one.
func sentenceEnd(s string) int {
	if len(s) > longestSentence {
		if end := fullStop(s[:longestSentence]); end < longestSentence {
			return end
		}
		head := s[:longestSentence]
		for _, mark := range []string{"；", "，", "、"} {
			if i := strings.LastIndex(head, mark); i > longestSentence/2 {
				return i + len(mark)
			}
		}
		end := longestSentence
		for end > 0 && !utf8.RuneStart(s[end]) {
			end--
		}
		return max(end, 1)
	}
	return fullStop(s)
}

// longestSentence bounds a sentence, in bytes: two thousand characters.
const longestSentence = 6000

// fullStop returns the length of s up to its first full stop and what closes
// behind it, or all of s.
func fullStop(s string) int {
	for i := 0; i+3 <= len(s); {
		c := s[i]
		if c > 0xE3 && c != 0xEF {
			i += 3 // nearly every character is Chinese
			continue
		}
		if !stopAt(s, i) {
			i += runeLen(c)
			continue
		}
		end := i + 3
		for end < len(s) {
			n := closerAt(s, end)
			if n == 0 {
				break
			}
			end += n
		}
		return end
	}
	return len(s)
}

// stopAt reports whether a mark that ends a sentence stands at s[i]: 。！？ or
// the second half of an ellipsis that ends its clause.
func stopAt(s string, i int) bool {
	switch s[i] {
	case 0xE3:
		return s[i+1] == 0x80 && s[i+2] == 0x82
	case 0xEF:
		return s[i+1] == 0xBC && (s[i+2] == 0x81 || s[i+2] == 0x9F)
	}
	return false
}

// closerAt returns the length of the mark at s[i] that closes a sentence after
// its full stop, or 0.
func closerAt(s string, i int) int {
	if i+3 > len(s) {
		return 0
	}
	switch s[i : i+3] {
	case "”", "’", "）", "》", "】", "。", "！", "？":
		return 3
	}
	return 0
}
