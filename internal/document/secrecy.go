package document

import (
	"strings"
	"unicode"
)

// The marking line of a state secret (密级和保密期限) stands at the head of a
// document, above or below its serial number: 机密★1年, 秘密, 绝密★长期 特急.
const (
	markLines     = 40 // lines from the head in which a mark with a star is looked for
	bareMarkLines = 15 // lines in which a level alone is a mark
	markLength    = 24 // characters a marking line has at most, without spaces
)

var secrecyLevels = []string{"绝密", "机密", "秘密", "絕密", "機密"}

// secrecyMark returns the marking line near the head of text, "" if it has none.
func secrecyMark(text string) string {
	for n := 0; n < markLines && text != ""; {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		bare := bareLine(line)
		if bare == "" {
			continue
		}
		n++
		if isMark(bare, n <= bareMarkLines) {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// bareLine returns line without spaces and brackets, or a stand-in for a line
// that is too long to be a mark.
func bareLine(line string) string {
	if len(line) > 1000 {
		return "……"
	}
	var bare strings.Builder
	n := 0
	for _, r := range line {
		if unicode.IsSpace(r) || strings.ContainsRune("[]【】()（）〔〕〖〗《》<>：:\u200B\uFEFF", r) {
			continue
		}
		if n++; n > markLength {
			return "……"
		}
		bare.WriteRune(r)
	}
	return bare.String()
}

// isMark tells whether a line says nothing but a level of secrecy, with its
// term, the serial number and the urgency that stand beside it. A level without
// a star counts only where alone is set.
func isMark(bare string, alone bool) bool {
	s := strings.TrimLeftFunc(bare, isSerial)
	s = trimAnyPrefix(s, "密级和保密期限", "密级", "密級", "等级", "内部资料")
	state := strings.HasPrefix(s, "国家")
	s = strings.TrimPrefix(s, "国家")
	s = strings.TrimLeft(s, stars)
	s = trimAnyPrefix(s, urgencies...)
	level := trimAnyPrefix(s, secrecyLevels...)
	if level == s {
		return false
	}
	rest := strings.TrimLeft(level, stars)
	starred := rest != level
	if starred {
		// What follows a star is a term: 1年, 6个月, 长期, 启用前 …
		return !strings.ContainsAny(rest, "。，；")
	}
	if state {
		return false // 国家秘密 is a heading as well
	}
	rest = trimTerm(trimAnyPrefix(rest, "文件", "级", "件"))
	rest = trimAnyPrefix(rest, urgencies...)
	return alone && strings.TrimLeftFunc(rest, isSerial) == ""
}

// stars are the characters people set for the star of a mark.
const stars = "★☆✩✪✫✬✭✮✯✰⭐🌟\uFE0F*＊﹡⁎∗※"

// trimTerm removes a term that stands without a star: 1年, 6个月, ·长期.
func trimTerm(s string) string {
	rest := strings.TrimLeft(s, "·•・/／|｜—-")
	if n := strings.TrimLeft(rest, "0123456789０１２３４５６７８９一二三四五六七八九十"); n != rest {
		if rest, ok := strings.CutPrefix(n, "年"); ok {
			return rest
		}
		if rest, ok := strings.CutPrefix(n, "个月"); ok {
			return rest
		}
		return s
	}
	return trimAnyPrefix(rest, "长期", "長期", "永久")
}

var urgencies = []string{"特提", "特急", "加急", "急件", "平急"}

func isSerial(r rune) bool {
	return unicode.IsDigit(r) || strings.ContainsRune("№NOno.．第号份-", r)
}

// trimAnyPrefix removes the first of prefixes that s begins with.
func trimAnyPrefix(s string, prefixes ...string) string {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest
		}
	}
	return s
}

func secret(mark string) *Error {
	return &Error{
		Code: Secret, Reason: "secrecy_mark", Message: "bears the secrecy mark “" + mark + "” and is refused",
		Hint: "classified documents must not be read on this system; nothing of it was kept",
	}
}
