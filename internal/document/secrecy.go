package document

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
)

// The marking line of a state secret (密级和保密期限) stands at the head of a
// document, above or below its serial number: 机密★1年, 秘密, 绝密★长期 特急.
const (
	markLines     = 40   // lines from the head in which a mark with a star is looked for
	bareMarkLines = 15   // lines in which a level alone is a mark
	openingLines  = 3    // lines that may begin with a mark and go on with the text
	markLength    = 24   // characters a mark has at most, without spaces
	lineHead      = 1000 // bytes of a line that are looked at: all the text may stand on one
)

var secrecyLevels = []string{"绝密", "机密", "秘密", "絕密", "機密", "祕密"}

// tidiedHead is how much of a text is looked at again without what programs left in it.
const tidiedHead = 1 << 16

// secrecyMark returns the mark near the head of text, "" if it has none.
func secrecyMark(text string) string {
	if mark := markIn(text); mark != "" {
		return mark
	}
	head := min(len(text), tidiedHead)
	for head > 0 && head < len(text) && !utf8.RuneStart(text[head]) {
		head--
	}
	if tidy, ok := zhtext.Tidy(text[:head]); ok {
		return markIn(tidy.Text)
	}
	return ""
}

func markIn(text string) string {
	for n := 0; n < markLines && text != ""; {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		if isBlank(line) {
			continue
		}
		n++
		if !mayName(line) {
			continue
		}
		if mark := lineMark(line, n); mark != "" {
			return mark
		}
	}
	return ""
}

// mayName reports whether line may name a level of secrecy: 密 behind the first
// character of one, with no other Chinese character between them.
func mayName(line string) bool {
	for {
		before, after, found := zhtext.Cut(line, "密")
		if !found {
			return false
		}
		for before != "" {
			r, n := utf8.DecodeLastRuneInString(before)
			if strings.ContainsRune("绝絕机機秘祕", r) {
				return true
			}
			if unicode.Is(unicode.Han, r) {
				break
			}
			before = before[:len(before)-n]
		}
		line = after
	}
}

// lineMark returns the mark in line n of a text: the line as a whole, one of the
// parts that tabs or wide gaps set apart, or what a line begins with.
func lineMark(line string, n int) string {
	long := len(line) > lineHead
	if long {
		line = strings.ToValidUTF8(line[:lineHead], "")
	} else if isMark(bareLine(line), n <= bareMarkLines) {
		return strings.TrimSpace(line)
	}
	parts := wideGap.Split(line, -1)
	for i, part := range parts {
		bare := bareLine(part)
		switch {
		case !namesLevel(part):
		case isMark(bare, false), // with a star
			i > 0 && isLabel(bareLine(parts[i-1])) && isMark(bare, true),
			!long && n <= bareMarkLines && isMark(bare, true) && isFrame(parts, i):
			return strings.TrimSpace(part)
		}
	}
	if n <= openingLines {
		if head := openingMark.FindString(strings.Join(strings.Fields(line), "")); head != "" {
			return head
		}
	}
	if long {
		return markWithTerm.FindString(strings.Join(strings.Fields(line), ""))
	}
	return ""
}

// wideGap is what parts the cells of a row, or what stands at the edges of a line.
var wideGap = regexp.MustCompile(`[\t\x{3000}]+|[ \x{A0}\x{2002}-\x{200A}]{2,}`)

// openingMark is a mark with a star that a line of the text begins with.
var openingMark = regexp.MustCompile(`^[#>【\[]*(密级[:：]?)?([绝絕机機秘祕]密)[★☆✩✪✫✬✭✮✯✰⭐🌟](\d{1,3}(年|个月)|长期)?`)

// markWithTerm is a mark that can be nothing else, in a line that all the text
// stands on.
var markWithTerm = regexp.MustCompile(`[绝絕机機秘祕]密[★☆✩✪✫✬✭✮✯✰⭐🌟](\d{1,3}(年|个月)|长期)`)

// gloss is the reading that a broken converter put behind a character.
var gloss = regexp.MustCompile(`[(（][a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]`)

func namesLevel(s string) bool { return strings.Contains(bareLine(s), "密") }

// isFrame tells whether all parts but part i are what stands beside a mark: the
// document's number, its serial number, its urgency.
func isFrame(parts []string, i int) bool {
	for k, part := range parts {
		bare := bareLine(part)
		rest := strings.TrimLeftFunc(trimAnyPrefix(bare, "编号", "文号", "紧急程度", "缓急"), isSerial)
		if k != i && rest != "" && !slices.Contains(urgencies, rest) && !(strings.HasSuffix(rest, "号") && strings.ContainsAny(rest, "0123456789０１２３４５６７８９")) {
			return false
		}
	}
	return true
}

// bareLine returns line without spaces, brackets and what no one sees, or a
// stand-in for a line that is too long to be a mark.
func bareLine(line string) string {
	if len(line) > lineHead {
		return "……"
	}
	if strings.ContainsAny(line, "(（") {
		line = gloss.ReplaceAllString(line, "")
	}
	var bare strings.Builder
	n := 0
	for _, r := range line {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("[]【】()（）〔〕〖〗《》<>：:#|\x00", r) {
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
// term, the serial number, the urgency and the instructions that stand beside
// it. A level without a star counts only where alone is set.
func isMark(bare string, alone bool) bool {
	s := strings.TrimLeftFunc(bare, isSerial)
	s = trimTerm(trimAnyPrefix(s, labels[termLabels:]...), s)
	s = trimAnyPrefix(s, "此件", "本件", "本文件", "本报告")
	s = trimAnyPrefix(s, labels...)
	s = trimAnyPrefix(s, "为", "属", "是")
	state := strings.HasPrefix(s, "国家")
	s = strings.TrimPrefix(s, "国家")
	s = strings.TrimLeft(s, stars)
	s = trimAnyPrefix(s, urgencies...)
	rest := trimAnyPrefix(s, secrecyLevels...)
	if rest == s {
		return false
	}
	rest = trimAnyPrefix(rest, "文件", "级", "件")
	if term := strings.TrimLeft(rest, stars); term != rest {
		// What follows a star is a term: 1年, 6个月, 长期, 启用前 …
		return !strings.ContainsAny(term, "。，；")
	}
	if state {
		return false // 国家秘密 is a heading as well
	}
	rest = trimTerm(strings.TrimLeft(trimAnyPrefix(rest, labels[termLabels:]...), "，,、；;"), rest)
	rest = trimAnyPrefix(rest, urgencies...)
	rest = trimAnyPrefix(strings.TrimLeft(rest, "，,、；;"), instructions...)
	return alone && strings.TrimLeftFunc(rest, isSerial) == ""
}

// labels are the words before a level; from termLabels on, those before a term.
var labels = []string{
	"密级和保密期限", "密级", "密級", "密等", "等级", "保密等级", "保密级别", "涉密等级", "涉密级别", "秘密等级", "文件密级", "定密等级", "内部资料",
	"和保密期限", "及保密期限", "保密期限", "保密期", "期限",
}

const termLabels = 13

// isLabel tells a cell that says that a level follows.
func isLabel(bare string) bool { return slices.Contains(labels[:termLabels], bare) }

// instructions say what may not be done with a paper.
var instructions = []string{
	"注意保密", "注意保存", "妥善保管", "会后收回", "阅后收回", "阅后即焚", "不得外传", "不准外传", "严禁外传", "请勿外传", "不得复制", "不得复印", "严禁复制", "不得翻印",
}

// stars are the characters people set for the star of a mark.
const stars = "★☆✩✪✫✬✭✮✯✰⭐🌟\uFE0F*＊﹡⁎∗※"

// trimTerm removes a term that stands without a star from the head of s: 1年,
// 6个月, ·长期. It returns otherwise where s begins with none.
func trimTerm(s, otherwise string) string {
	rest := strings.TrimLeft(s, "·•・/／|｜—-")
	if n := strings.TrimLeft(rest, "0123456789０１２３４５６７８９一二三四五六七八九十"); n != rest {
		for _, unit := range []string{"年", "个月"} {
			if rest, ok := strings.CutPrefix(n, unit); ok {
				return rest
			}
		}
		return otherwise
	}
	if after := trimAnyPrefix(rest, "长期", "長期", "永久"); after != rest {
		return after
	}
	return otherwise
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
	if utf8.RuneCountInString(mark) > 2*markLength {
		mark = string([]rune(mark)[:2*markLength]) + "…"
	}
	return &Error{
		Code: Secret, Reason: "secrecy_mark", Message: "bears the secrecy mark “" + mark + "” and is refused",
		Hint: "classified documents must not be read on this system; nothing of it was kept",
	}
}
