package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// frontReach is how many lines from the top the front matter can reach.
const frontReach = 40

// markFront marks what stands before the report's first words: title, session,
// date, speaker, greeting.
func markFront(text string, lines []line) {
	last := -1
	for i := 0; i < len(lines) && i < frontReach; i++ {
		l := &lines[i]
		s := text[l.start:l.end]
		if l.kind == noiseBlock {
			continue
		}
		if greeting(s) {
			if len(s) < 30 {
				last = i
			}
			break
		}
		if strings.HasPrefix(s, "现在，我代表") || len(s) > shortLine && !sessionLine(s) {
			break
		}
		if l.ordinal == hanForm || l.ordinal == bracketForm && !zhtext.Contains(s, "年") {
			break
		}
	}
	for i := 0; i <= last; i++ {
		markFrontLine(&lines[i])
	}
	if last >= 0 {
		return
	}
	titled := false
	for i := 0; i < len(lines) && i < 12; i++ {
		s := text[lines[i].start:lines[i].end]
		if lines[i].kind != noiseBlock && !frontLine(s) {
			if !headlineAt(text, lines, i, titled) {
				return
			}
		}
		titled = titled || lines[i].kind != noiseBlock
		markFrontLine(&lines[i])
	}
}

// headlineAt reports whether line i is the headline of an article about a
// report: words without a mark at their end, before the paragraph that tells of
// the report.
func headlineAt(text string, lines []line, i int, titled bool) bool {
	l := &lines[i]
	s := text[l.start:l.end]
	if i > 3 || l.tail != endsOpen || l.ordinal != noForm || len(s) > 120 || len(s) < 12 || i+1 >= len(lines) || roleOfTitle(s, 0, 0) != "" {
		return false
	}
	for _, next := range lines[i+1 : min(i+3, len(lines))] {
		if t := text[next.start:next.end]; len(t) > 90 {
			return zhtext.Contains(t, "报告") || titled && i+2 < len(lines)
		}
	}
	return false
}

func markFrontLine(l *line) {
	if l.kind == bodyBlock {
		l.kind = frontBlock
	}
}

// sessionLine reports whether s tells at which session the report was given.
func sessionLine(s string) bool {
	return zhtext.Contains(s, "会议") && (zhtext.Contains(s, "人民代表大会") || zhtext.Contains(s, "人大"))
}

// frontLine reports whether s can stand before a report that greets nobody.
func frontLine(s string) bool {
	if len(s) > 150 || zhtext.Contains(s, "。") && !strings.HasSuffix(s, "。") {
		return false
	}
	var buf [shortLine]byte
	t := string(squeeze(buf[:0], s))
	return zhtext.Contains(t, "工作报告") || ofOneYear(t) == RoleReview || strings.HasPrefix(t, "标题：") || zhtext.Contains(t, "会议上") ||
		dateOnly(t) || personLine(t)
}
