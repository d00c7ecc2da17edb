package reader

import "strings"

// outline finds the headings and the tree of sections.
func outline(text string, blocks []block, doc Document) []section {
	var out []section
	for _, b := range blocks {
		line := text[b.start:b.end]
		if len(line) < 120 && strings.HasPrefix(line, "一、") || strings.HasPrefix(line, "二、") || strings.HasPrefix(line, "三、") {
			role := RoleReview
			if len(out) > 0 {
				role = RolePlan
				out[len(out)-1].end = b.start
			}
			out = append(out, section{start: b.start, end: len(text), bodyStart: b.end, title: line, depth: 1, parent: -1, role: role})
		}
	}
	return out
}
