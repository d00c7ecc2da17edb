package reader

import "strings"

// promises tells whether sentence i stands where a report says what is to be
// done: in the plan or in what the government undertakes for itself, and not in
// talk about it.
func (r *reading) promises(i int) bool {
	s := &r.sentences[i]
	if s.section < 0 {
		return false
	}
	if role := r.sections[s.section].role; role != RolePlan && role != RoleSelfGovernment {
		return false
	}
	text := r.view.Text[s.start:s.end]
	if r.introduces(s) {
		return statesTargets(text)
	}
	return !invokes(text) && !appeals(text)
}

// introduces tells whether a sentence stands between the heading of a section
// and the first heading below it, where reports say in what spirit the section
// is meant, not what is to be done.
func (r *reading) introduces(s *sentence) bool {
	next := s.section + 1
	return next < len(r.sections) && r.sections[next].parent == s.section
}

// statesTargets tells whether a sentence lists the targets of the year.
func statesTargets(s string) bool {
	i := strings.Index(s, "目标")
	return i >= 0 && strings.Contains(s[i:], "：")
}

// invokes tells whether a sentence names the guidance a government works
// under: it says whose thought, which meeting, which overall tone.
func invokes(s string) bool {
	for _, w := range [...]string{"总书记", "为指导", "总基调", "总体要求", "指导思想", "科学发展观", "全会精神", "会议精神", "大精神", "二十大", "“三个代表”", "总体思路", "基本思路"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// appeals tells whether a sentence speaks to the deputies instead of promising
// something to them.
func appeals(s string) bool {
	for _, w := range [...]string{"各位代表", "我们一定", "我们坚信", "我们相信", "我们深知", "让我们", "同志们"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return strings.HasSuffix(s, "！") && strings.HasPrefix(s, "我们")
}
