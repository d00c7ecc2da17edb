package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// runTogether is the length in bytes of a line that no paragraph has.
const runTogether = 9000

// joinedAt returns the length from which on a line of text holds several
// paragraphs: in a text of hardly any line it is that of a paragraph.
func joinedAt(text string) int {
	if strings.Count(text, "\n") <= 3 {
		return longLine
	}
	return runTogether
}

// How far the front matter and the title of a part reach, in bytes.
const (
	frontBytes     = 1500
	partTitleReach = 120
)

// runCut finds where the paragraph that begins at start ends, in a line that holds
// several without anything between them: before a number that headings have, after
// the title of a part, and where the front matter says what it is. begins is where
// the line does.
func runCut(text string, begins, start, stop int) int {
	if n := partTitle(text[start:stop]); n > 0 {
		return start + n
	}
	if start-begins < frontBytes {
		if n := frontPiece(text[start:min(stop, begins+frontBytes)]); n > 0 {
			return start + n
		}
	}
	for at := start; at < stop; {
		n := sentenceEnd(text[at:stop])
		if at += n; n == 0 || at >= stop {
			break
		}
		after, _ := trimLeft(text, at, stop)
		if rest := text[after:stop]; ordinalAt(rest).strong() || greeting(rest) || partTitle(rest) > 0 {
			return after
		}
	}
	return stop
}

// frontPiece returns the length of the line of the front matter that s begins with.
func frontPiece(s string) int {
	for _, p := range [...]struct{ begins, ends string }{
		{"各位代表", "："}, {"", "政府工作报告"}, {"——", "会议上"}, {"（", "）"},
	} {
		if !strings.HasPrefix(s, p.begins) || ordinalAt(s) == bracketForm {
			continue
		}
		k := zhtext.Index(s, p.ends)
		if k < 0 || k > partTitleReach || p.begins != "" && k == 0 {
			continue
		}
		return k + len(p.ends)
	}
	if k := zhtext.Index(s, "各位代表："); k > 0 && k <= partTitleReach {
		return k
	}
	return 0
}

// partTitle returns the length of the title of a part that s begins with, where
// words follow it without a mark: 二、2024年工作安排今年是…. Without a number it
// begins with the time it speaks of.
func partTitle(s string) int {
	if s == "" {
		return 0
	}
	form, n, _ := readOrdinal(s)
	reach := s[:min(len(s), n+partTitleReach)]
	if k := strings.IndexAny(reach[n:], "，。；！？："); k >= 0 {
		reach = reach[:n+k]
	}
	switch form {
	case hanForm, partForm:
	case noForm:
		if !titleBegins.Begins(s) && (!digit(s[0]) || yearIn(s[:min(len(s), 7)]) == 0) {
			return 0
		}
	default:
		return 0
	}
	end := n
	for end == n || joinsTitles(reach[end:]) {
		at, _, length := titleEnds.Next(reach, end)
		if length == 0 {
			break
		}
		end = at + length
	}
	if end == n || end == len(reach) || closes(s[end:]) || goesOn(s[end:]) {
		return 0
	}
	return end
}

// goesOn reports whether s goes on with the sentence that a title would be part of.
func goesOn(s string) bool {
	for _, word := range [...]string{"的", "是", "为", "中", "上", "以", "已", "如下", "安排"} {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}

// joinsTitles reports whether s goes on with a title: 总体要求和主要目标.
func joinsTitles(s string) bool {
	for _, word := range [...]string{"和", "及", "与", "、"} {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}
