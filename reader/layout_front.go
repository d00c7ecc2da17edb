package reader

import "strings"

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
		if l.ordinal == hanOrdinal || l.ordinal == bracketHan && !strings.Contains(s, "年") {
			break
		}
	}
	for i := 0; i <= last; i++ {
		markFrontLine(&lines[i])
	}
	if last >= 0 {
		return
	}
	for i := 0; i < len(lines) && i < 12; i++ {
		s := text[lines[i].start:lines[i].end]
		if lines[i].kind != noiseBlock && !frontLine(s) {
			return
		}
		markFrontLine(&lines[i])
	}
}

func markFrontLine(l *line) {
	if l.kind == bodyBlock {
		l.kind = frontBlock
	}
}

// sessionLine reports whether s tells at which session the report was given.
func sessionLine(s string) bool {
	return strings.Contains(s, "会议") && (strings.Contains(s, "人民代表大会") || strings.Contains(s, "人大"))
}

// frontLine reports whether s can stand before a report that greets nobody.
func frontLine(s string) bool {
	if len(s) > 150 || strings.Contains(s, "。") && !strings.HasSuffix(s, "。") {
		return false
	}
	var buf [shortLine]byte
	t := string(squeeze(buf[:0], s))
	return strings.Contains(t, "工作报告") || strings.HasPrefix(t, "标题：") || strings.Contains(t, "会议上") ||
		dateOnly(t) || personLine(t)
}
