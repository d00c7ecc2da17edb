package reader

import (
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
)

// offices are the offices of those who give the report.
var offices = [...]string{
	"总理", "省长", "市长", "县长", "区长", "主席", "州长", "盟长", "旗长", "专员", "镇长", "乡长", "主任",
}

// speaker returns the name of who gave the report.
func (h head) speaker() string {
	for i, s := range h.front {
		if len(s) > 200 && !zhtext.Contains(s, "报告") {
			continue
		}
		next := ""
		if i+1 < len(h.front) {
			next = h.front[i+1]
		}
		if name := speakerIn(s[:min(len(s), 600)], next); name != "" {
			return name
		}
	}
	for _, s := range h.noise {
		if zhtext.Contains(s, "作政府工作报告") {
			if name := speakerIn(s[:min(len(s), 600)], ""); name != "" {
				return name // the caption of a picture
			}
		}
	}
	return ""
}

// speakerIn returns the name that stands beside an office in s. next is the
// line after s.
func speakerIn(s, next string) string {
	for _, office := range offices {
		for at := 0; ; {
			i := strings.Index(s[at:], office)
			if i < 0 {
				break
			}
			at += i + len(office)
			rest := s[at:]
			if strings.HasPrefix(rest, "团") || strings.HasPrefix(rest, "会") {
				continue
			}
			if rest == "" || rest == "：" {
				if n := personName(next); n == len(next) && n > 0 {
					return next
				}
				continue
			}
			rest = strings.TrimPrefix(rest, "：")
			if n := personName(rest); n > 0 {
				return rest[:n]
			}
			if strings.HasPrefix(rest, "在") || strings.HasPrefix(rest, "作") {
				if name := nameBefore(s[:at-len(office)]); name != "" {
					return name
				}
			}
		}
	}
	return ""
}

// personLine reports whether s is an office and a name and nothing more.
func personLine(s string) bool {
	if len(s) > 75 || strings.ContainsAny(s, "，。；") {
		return false
	}
	for _, office := range offices {
		if i := strings.Index(s, office); i >= 0 {
			rest := s[i+len(office):]
			return rest == "" || personName(rest) == len(rest)
		}
	}
	return false
}

// personName returns the length of the name s begins with: two to four
// characters, more where a dot parts them, up to a word that ends it.
func personName(s string) int {
	n, runes, dotted := 0, 0, false
	for n < len(s) {
		if runes >= 2 && nameEnds(s[n:]) {
			break
		}
		r, k := utf8.DecodeRuneInString(s[n:])
		if r == '·' || r == '•' || r == '・' {
			dotted = true
		} else if r < 0x4E00 || r > 0x9FFF {
			break
		}
		n += k
		runes++
		if runes > 16 || runes > 4 && !dotted && !strings.Contains(s[:min(len(s), 48)], "·") {
			return 0
		}
	}
	if runes < 2 || n < len(s) && !nameEnds(s[n:]) {
		return 0
	}
	return n
}

// nameEnds reports whether s begins with what follows a speaker's name.
func nameEnds(s string) bool {
	for _, word := range [...]string{"同志", "作", "在", "向", "代表", "说", "（", "）", "，", "。", "、"} {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}

// nameBefore returns the name of two or three characters that s ends with,
// after a date or a mark: 1月15日龚正市长.
func nameBefore(s string) string {
	for _, mark := range [...]string{"日", "，", "——", "。"} {
		if i := strings.LastIndex(s, mark); i >= 0 {
			name := s[i+len(mark):]
			if n := codePoints(name); n >= 2 && n <= 3 && levelOf(name) == "" {
				return name
			}
		}
	}
	return ""
}
