package reader

import (
	_ "embed"
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

//go:embed layout_noise.tsv
var noiseTable string

// noiseWords are the phrases of layout_noise.tsv.
var noiseWords = readNoise(noiseTable)

type noisePhrases struct {
	whole map[string]bool
	start map[string][]noisePhrase // by the first three bytes
	notes []string
}

type noisePhrase struct {
	text string
	tail bool
}

func readNoise(table string) noisePhrases {
	out := noisePhrases{whole: map[string]bool{}, start: map[string][]noisePhrase{}}
	for row := range strings.Lines(table) {
		where, phrase, ok := strings.Cut(strings.TrimRight(row, "\r\n"), "\t")
		if !ok || strings.HasPrefix(where, "#") {
			continue
		}
		switch where {
		case "whole":
			out.whole[phrase] = true
		case "start", "tail":
			key := phrase[:3]
			out.start[key] = append(out.start[key], noisePhrase{phrase, where == "tail"})
		case "note":
			out.notes = append(out.notes, phrase)
		}
	}
	return out
}

// shortLine is the length in bytes from which on a line is taken for a
// paragraph of the report whatever it begins with.
const shortLine = 240

// markNoise marks the lines that belong to the medium and the glossary.
func markNoise(text string, lines []line) {
	var buf [shortLine]byte
	tail, contents := -1, -1
	times := map[string]int{}
	for i := range lines {
		l := &lines[i]
		if l.end-l.start > shortLine {
			tail = -1
			continue
		}
		s := string(squeeze(buf[:0], text[l.start:l.end]))
		switch {
		case pageNumber(s), address(text[l.start:l.end]):
			l.drop = true
		case s == "目录" && contents < 0:
			contents = i
		case noiseWords.whole[s]:
			l.kind = noiseBlock
		case caption(s):
			l.kind = noiseBlock
		case registered(s):
			l.kind = noiseBlock
			tail = tailFrom(tail, i, l.start > len(text)/3)
		default:
			if p := noiseStart(s); p != nil && (i < frontReach || l.start > len(text)/2) {
				l.kind = noiseBlock
				tail = tailFrom(tail, i, p.tail && l.start > len(text)/3)
			}
		}
		if runningTitle(s) {
			times[s]++
		}
	}
	if tail >= 0 {
		for i := tail; i < len(lines); i++ {
			lines[i].kind, lines[i].drop = noiseBlock, false
		}
	}
	if contents >= 0 {
		markContents(text, lines, contents)
	}
	markSummary(text, lines)
	markRepeated(text, lines, times)
	markNotes(text, lines, tail)
	markEdges(text, lines)
}

// tailFrom returns where the end of the page begins, if it begins at line i.
func tailFrom(tail, i int, begins bool) int {
	if tail < 0 && begins {
		return i
	}
	return tail
}

// squeeze appends s to buf without spaces and with the marks that matter here
// in full width.
func squeeze(buf []byte, s string) []byte {
	for i := 0; i < len(s); {
		if c := s[i]; c > 0xE3 && c < 0xEF && i+3 <= len(s) {
			buf = append(buf, c, s[i+1], s[i+2]) // nearly every character is Chinese
			i += 3
			continue
		}
		if n, _ := spaceAt(s, i); n > 0 {
			i += n
			continue
		}
		if s[i] == '?' && i+1 < len(s) && s[i+1] == '?' {
			i += 2
			continue
		}
		switch s[i] {
		case ':':
			buf = append(buf, "："...)
		case '(':
			buf = append(buf, "（"...)
		case ')':
			buf = append(buf, "）"...)
		default:
			buf = append(buf, s[i])
		}
		i++
	}
	return buf
}

func noiseStart(s string) *noisePhrase {
	if len(s) < 3 {
		return nil
	}
	list := noiseWords.start[s[:3]]
	for i := range list {
		if strings.HasPrefix(s, list[i].text) {
			return &list[i]
		}
	}
	return nil
}

// pageNumber reports whether s is the number of a page: - 12 -, 第3页 共20页, 3/20.
func pageNumber(s string) bool {
	if len(s) == 0 || len(s) > 36 {
		return false
	}
	digits, marks, words := 0, 0, 0
	for i := 0; i < len(s); {
		if digit(s[i]) {
			digits++
			i++
			continue
		}
		if n := dashAt(s, i); n > 0 {
			marks++
			i += n
			continue
		}
		if s[i] == '/' || s[i] == '|' {
			marks++
			i++
			continue
		}
		if strings.HasPrefix(s[i:], "·") {
			marks++
			i += len("·")
			continue
		}
		if i+3 > len(s) {
			return false
		}
		switch s[i : i+3] {
		case "第", "页", "共":
			words++
		case "，", "．":
		case "•", "・":
			marks++
		default:
			return false
		}
		i += 3
	}
	return digits > 0 && digits <= 7 && (words >= 2 || marks >= 2 && !digit(s[0]) || marks == 1 && digits <= 6 && s[len(s)-1] != '-' && strings.Contains(s, "/"))
}

// address reports whether s is nothing but the address of a page, as browsers print
// it under each page, with its number.
func address(s string) bool {
	return (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")) && strings.IndexFunc(s, isHan) < 0
}

func isHan(r rune) bool { return r >= 0x4E00 && r < 0xA000 }

// caption reports whether s stands under a picture.
func caption(s string) bool {
	return strings.HasSuffix(s, "摄") && zhtext.Contains(s, "记者") || strings.HasSuffix(s, "/摄") || strings.HasSuffix(s, "供图")
}

// registered reports whether s is the registration of a web site.
func registered(s string) bool {
	return strings.Contains(s, "ICP备") || zhtext.Contains(s, "公网安备")
}

// runningTitle reports whether s is the kind of line that pages repeat at their
// edges: a title, a site, a watermark.
func runningTitle(s string) bool {
	if len(s) < 6 || len(s) > 90 {
		return false
	}
	return zhtext.Contains(s, "政府工作报告") || zhtext.Contains(s, "网") || strings.Contains(s, "www") ||
		strings.Contains(s, ".cn") || strings.Contains(s, ".com") || zhtext.Contains(s, "公众号") || zhtext.Contains(s, "水印") || zhtext.Contains(s, "文库")
}

// markRepeated marks titles and watermarks that stand on every page, and whatever
// short lines stand beside three numbers of pages. The first title is the
// document's own.
func markRepeated(text string, lines []line, times map[string]int) {
	var buf [shortLine]byte
	for i := range lines {
		if !lines[i].drop {
			continue
		}
		for k := max(0, i-1); k < min(i+2, len(lines)); k++ {
			l := &lines[k]
			if n := l.end - l.start; n <= shortLine && n > 6 && !l.drop && l.tail == endsOpen && l.ordinal == noForm {
				if s := squeeze(buf[:0], text[l.start:l.end]); !runningTitle(string(s)) {
					times[string(s)]++
				}
			}
		}
	}
	seen := map[string]bool{}
	for i := range lines {
		l := &lines[i]
		if l.end-l.start > 120 {
			continue
		}
		s := squeeze(buf[:0], text[l.start:l.end])
		if times[string(s)] < 3 {
			continue
		}
		if seen[string(s)] || !zhtext.Contains(string(s), "政府工作报告") || printedAt(s) {
			l.drop = true
		}
		seen[string(s)] = true
	}
}

// printedAt reports whether s begins with the day a browser printed it: 2026/3/23.
func printedAt(s []byte) bool {
	return len(s) > 8 && digit(s[0]) && s[4] == '/' && digit(s[5])
}

// markSummary marks the summary a page puts before the text: it repeats the
// beginning and breaks off.
func markSummary(text string, lines []line) {
	for i := 0; i < len(lines) && i < 30; i++ {
		l := &lines[i]
		s := text[l.start:l.end]
		if !strings.HasPrefix(s, "内容摘要") && !strings.HasPrefix(s, "摘要：") && !strings.HasPrefix(s, "摘要:") && !strings.HasPrefix(s, "内容提要") && !strings.HasPrefix(s, "导读：") {
			continue
		}
		l.kind = noiseBlock
		for j := i + 1; l.end-l.start < 24 && j < min(i+10, len(lines)); j++ {
			if s := text[lines[j].start:lines[j].end]; strings.HasSuffix(s, "...") || strings.HasSuffix(s, "…") {
				for k := i + 1; k <= j; k++ {
					lines[k].kind = noiseBlock
				}
				break
			}
		}
		// Between the page's head and its summary stand counts and labels.
		for j := range i {
			if n := lines[j].end - lines[j].start; n < 12 && lines[j].kind == bodyBlock {
				lines[j].kind = noiseBlock
			}
		}
		return
	}
}

// markNotes marks the glossary and the notes at the foot of a page.
func markNotes(text string, lines []line, tail int) {
	if tail < 0 {
		tail = len(lines)
	}
	for i := 0; i < tail; i++ {
		l := &lines[i]
		s := text[l.start:l.end]
		if noteMark(s) {
			l.kind = noteBlock
			continue
		}
		if !notesBegin(s) || i+1 >= len(lines) || !noteLike(text[lines[i+1].start:lines[i+1].end]) {
			continue
		}
		if i > 0 && ordinalAt(text[lines[i-1].start:lines[i-1].end]) == annexForm && lines[i-1].end-lines[i-1].start < 12 {
			lines[i-1].kind = noteBlock
		}
		for i < tail {
			lines[i].kind = noteBlock
			if i+1 < tail && annexBegins(text, lines, i+1) {
				break
			}
			i++
		}
	}
}

// annexBegins reports whether another annex begins at line i.
func annexBegins(text string, lines []line, i int) bool {
	s := text[lines[i].start:lines[i].end]
	return len(s) < 150 && ordinalAt(s) == annexForm && !notesBegin(s)
}

// noteMark reports whether s begins with the mark of a footnote: [3], 〔3〕.
func noteMark(s string) bool {
	for _, open := range [...]string{"[", "［", "〔", "【"} {
		if !strings.HasPrefix(s, open) {
			continue
		}
		t := s[len(open):]
		n := 0
		for n < len(t) && n < 3 && digit(t[n]) {
			n++
		}
		if n > 0 {
			t = t[n:]
			return strings.HasPrefix(t, "]") || strings.HasPrefix(t, "］") || strings.HasPrefix(t, "〕") || strings.HasPrefix(t, "】")
		}
	}
	return false
}

// notesBegin reports whether s is the heading of a glossary.
func notesBegin(s string) bool {
	if len(s) > 120 {
		return false
	}
	var buf [shortLine]byte
	t := string(squeeze(buf[:0], s))
	t = strings.TrimRight(t, "※：】）*")
	for _, word := range noiseWords.notes {
		if strings.HasSuffix(t, word) {
			return !zhtext.Contains(t, "，") && !zhtext.Contains(t, "。")
		}
	}
	return false
}

// noteLike reports whether s explains a word.
func noteLike(s string) bool {
	if noteMark(s) {
		return true
	}
	switch ordinalAt(s) {
	case digitForm, bracketDigitForm, circleForm, bracketForm, hanForm:
		return true
	}
	if s != "" && digit(s[0]) {
		return true
	}
	i := zhtext.Index(s, "：")
	return i > 0 && i < 90
}

// markEdges marks what a page puts at the very end of a text: the names of those
// who made it, and takes a watermark off the last paragraph.
func markEdges(text string, lines []line) {
	n := len(lines)
	for i := max(0, n-4); i < n; i++ {
		l := &lines[i]
		s := text[l.start:l.end]
		if len(s) <= 60 && (strings.HasPrefix(s, "（") || strings.HasPrefix(s, "(")) && (strings.HasSuffix(s, "）") || strings.HasSuffix(s, ")")) &&
			ordinalAt(s) == noForm && !strings.ContainsAny(s, "0123456789") && l.start > len(text)/2 {
			l.kind = noiseBlock
		}
	}
	for i := n - 1; i >= 0; i-- {
		if lines[i].kind == noiseBlock {
			continue
		}
		l := &lines[i]
		s := text[l.start:l.end]
		if at := strings.LastIndex(s, "  "); at > 0 && len(s)-at < 90 {
			var buf [shortLine]byte
			rest := string(squeeze(buf[:0], s[at:]))
			if tailOf(s[:trimRight(s, 0, at)]) == endsStop && noiseStart(rest) != nil {
				l.end = l.start + trimRight(s, 0, at)
			}
		}
		break
	}
}
