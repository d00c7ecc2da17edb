package reader

import "strings"

// cutSentences cuts headings and paragraphs into sentences. Quotation marks and
// brackets that close directly after a full stop belong to the sentence they
// close. Numbers and dashes before a sentence do not belong to it.
func cutSentences(text string, blocks []block, sections []section, doc Document) []sentence {
	out := make([]sentence, 0, len(text)/100+1)
	sec, next := -1, 0 // the section under way and the first that begins later
	t := tense{doc: doc}
	for _, b := range blocks {
		if b.kind != bodyBlock && b.kind != headingBlock {
			continue
		}
		first := true
		at := b.start
		if next >= len(sections) || sections[next].start >= b.end {
			at += leadIn(text[b.start:b.end])
		}
		for at < b.end {
			// A heading is cut off in front of what follows it.
			limit := b.end
			heading := false
			if next < len(sections) && sections[next].start < b.end {
				if s := sections[next]; at < s.start {
					if strings.Trim(text[at:s.start], "—") == "" {
						at = s.start
						continue
					}
					limit = s.start
				} else {
					sec, heading = next, true
					next++
					t.enter(&sections[sec])
					at = s.start + len(s.ordinal)
					if s.start < b.start || at > b.end || at < b.start {
						at = b.start // the title stands in the block after its number
					}
					limit = min(s.bodyStart, b.end)
				}
			} else if sec >= 0 && at < sections[sec].bodyStart {
				heading, limit = true, min(b.end, sections[sec].bodyStart)
			}
			if at >= limit {
				at = limit
				continue
			}
			end := limit
			if !heading {
				end = at + sentenceEnd(text[at:limit])
			}
			s := sentence{start: at, end: end, section: sec, heading: heading, opens: first}
			t.state(text, b, &s, sections)
			out = append(out, s)
			first = first && heading
			at = end
		}
	}
	return out
}

// leadIn returns the length of the number or dash that a paragraph begins with
// which is no heading.
func leadIn(s string) int {
	switch form, n, _ := readOrdinal(s); form {
	case dashOrdinal, spaceOrdinal, digitOrdinal, bracketHan, hanOrdinal, bracketDigit, circleOrdinal, squareHan:
		if n < len(s) {
			return n
		}
	}
	return 0
}

// sentenceEnd returns the length of the first sentence of s.
func sentenceEnd(s string) int {
	for i := 0; i+3 <= len(s); i++ {
		c := s[i]
		if c < 0xE2 || c == 0xE3 && s[i+1] != 0x80 || c > 0xE3 && c != 0xEF {
			continue
		}
		if !stopAt(s, i) {
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
