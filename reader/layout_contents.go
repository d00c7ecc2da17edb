package reader

import "strings"

// leastContents is how many lines make a table of contents.
const leastContents = 2

// markContents marks the table of contents under the line at: headings that end
// with the number of a page, or that stand again further down.
func markContents(text string, lines []line, at int) {
	lines[at].kind = noiseBlock
	var buf [shortLine]byte
	bare := func(l line) string {
		if l.end-l.start > shortLine {
			return ""
		}
		return string(squeeze(buf[:0], text[l.start:l.end]))
	}
	last := map[string]int{} // where a line stands for the last time
	for i := at + 1; i < len(lines); i++ {
		if s := bare(lines[i]); s != "" {
			last[s] = i
		}
	}
	end := at + 1
	for ; end < len(lines); end++ {
		s := bare(lines[end])
		if s == "" || last[s] == end && !pageNumber(s) && !endsWithPage(text[lines[end].start:lines[end].end]) {
			break
		}
	}
	// What stands again at once is the first heading, not a line of the contents.
	if end-at-1 < leastContents {
		return
	}
	for i := at; i < end; i++ {
		lines[i].kind, lines[i].drop = noiseBlock, false
	}
}

// endsWithPage tells whether a line of a table of contents ends with the number of
// a page, apart from the heading by dots, dashes or a wide gap.
func endsWithPage(s string) bool {
	s = strings.TrimRight(s, " \t\u3000)）]】-—")
	digits := len(s) - len(strings.TrimRight(s, "0123456789"))
	if digits == 0 || digits > 3 {
		return false
	}
	head := strings.TrimRight(s[:len(s)-digits], "(（[【")
	gap := head[len(strings.TrimRight(head, " \t\u3000.．…·•⋯_-—")):]
	return strings.ContainsAny(gap, "\t\u3000…⋯") || len(gap) > 1
}
