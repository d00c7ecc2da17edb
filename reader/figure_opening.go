package reader

import (
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
)

// stripOpeners takes off the words a clause opens with before it names what is
// measured: times, ranges, manner.
func (fr *figureReader) stripOpeners(s string) string {
	for {
		s = strings.TrimLeft(s, " ")
		if n := leadingTime(s); n > 0 {
			s = s[n:]
			continue
		}
		if len(s) >= 3 && s[:3] >= "①" && s[:3] <= "⑳" {
			s = s[3:]
			continue
		}
		if n := leadingNumeralMark(s); n > 0 {
			s = s[n:]
			continue
		}
		manner, n := fr.g.openers.prefix(s)
		if n == 0 || manner && !fr.opensVerb(s[n:]) || strings.HasPrefix(s[n:], "性") || strings.HasPrefix(s[n:], "域") {
			return s
		}
		if _, d := fr.g.deeds.prefix(s); d > n {
			return s
		}
		if _, noun := fr.g.nouns.prefix(s); noun > n {
			return s // 全国重点实验室
		}
		if fr.g.heads.has(s[n:]) && s[:n] == "累计" {
			return s
		}
		s = s[n:]
		if i := zhtext.Index(s[:min(len(s), 21)], "）"); i > 0 && strings.HasPrefix(s, "（") {
			s = s[i+len("）"):] // 各县｜（市、区）
		}
	}
}

// dropHandling takes off the word that puts an object before its verb
// (将征收标准降低50%), and 已 before and behind a name.
func (fr *figureReader) dropHandling(name string) string {
	for _, w := range []string{"坚持将", "坚持把", "将", "把"} {
		if object, ok := strings.CutPrefix(name, w); ok && len(object) >= 6 && !startsWith(object, "军", "领", "帅", "来", "关", "握") {
			return object
		}
	}
	switch name {
	case "坚持把", "坚持将", "把", "将":
		return ""
	}
	for _, w := range []string{"稳定", "保持", "稳住"} {
		if rate, ok := strings.CutPrefix(name, w); ok && strings.HasSuffix(rate, "率") && len(rate) > 6 {
			return rate // 稳定参保率在｜97%以上
		}
	}
	if had, ok := strings.CutPrefix(name, "拥有"); ok && len(had) > 6 && !startsWith(had, "自主") && !modifies(had) {
		return had
	}
	if head, ok := strings.CutPrefix(name, "已"); ok && fr.g.heads.has(head) {
		return head
	}
	return strings.TrimSuffix(name, "已")
}

// opensVerb tells whether s, behind a word of manner, goes on with a verb, another
// such word, or ends.
func (fr *figureReader) opensVerb(s string) bool {
	if s == "" {
		return true
	}
	if _, n := fr.g.openers.prefix(s); n > 0 {
		return true
	}
	_, d := fr.g.deeds.prefix(s)
	_, noun := fr.g.nouns.prefix(s)
	return d > noun
}

var (
	timeOpeners  = newCharSet("截到至从自")
	prepositions = phrases.list("prepositions")
)

// leadingTime returns the length of a date a clause opens with (到2027年,
// 2024年底, 1月至11月).
func leadingTime(s string) int {
	if n := planTime(s); n > 0 && n < len(s) {
		return n
	}
	i := 0
	if s == "" || !isDigit(s[0]) && !timeOpeners.at(s, 0) {
		return 0
	}
	for _, w := range []string{"截至", "截止", "到", "至", "从", "自"} {
		if strings.HasPrefix(s, w) {
			i = len(w)
			break
		}
	}
	if strings.HasPrefix(s[i:], "“") && i > 0 {
		for _, w := range []string{"五”末", "五”期末", "五”时期末", "五”期间", "五”时期"} {
			if k := strings.Index(s, w); k > 0 && k < 18 {
				return k + len(w)
			}
		}
	}
	j := i
	for j < len(s) && s[j] >= '0' && s[j] <= '9' {
		j++
	}
	if j == i {
		return 0
	}
	for _, dash := range []string{"—", "-", "－", "至"} { // 1—11月
		if k := j + len(dash); strings.HasPrefix(s[j:], dash) && k < len(s) && isDigit(s[k]) && j-i <= 2 {
			for k < len(s) && isDigit(s[k]) {
				k++
			}
			if strings.HasPrefix(s[k:], "月") {
				j = k
			}
		}
	}
	for _, w := range []string{"年末", "年底前", "年底", "年", "月底前", "月底", "月份", "月"} {
		if strings.HasPrefix(s[j:], w) {
			n := j + len(w)
			if strings.HasPrefix(s[n:], "以来") {
				n += len("以来")
			}
			return n
		}
	}
	return 0
}

// planTime returns the length of the time of a five-year plan that a clause opens
// with (“十五五”期间).
func planTime(s string) int {
	if !strings.HasPrefix(s, "“") || len(s) < 18 {
		return 0
	}
	i := zhtext.Index(s[:min(len(s), 24)], "五”")
	if i < 0 {
		return 0
	}
	i += len("五”")
	for _, w := range [...]string{"时期", "期间", "以来", "期末", "末"} {
		if strings.HasPrefix(s[i:], w) {
			return i + len(w)
		}
	}
	return 0
}

// leadingNumeralMark returns the length of 一是, 二是, （三） and their like.
func leadingNumeralMark(s string) int {
	if len(s) >= 6 && hanDigits.at(s, 0) && (s[3:6] == "是" || s[3:6] == "要") {
		return 6
	}
	if strings.HasPrefix(s, "（") {
		if i := zhtext.Index(s[:min(len(s), 12)], "）"); i > 3 && (isDigit(s[3]) || startsWithNumeral(s[3:])) {
			return i + len("）")
		}
	}
	if len(s) >= 9 && s[:3] == "十" && s[3:6] != "十" && hanDigits.at(s, 3) && s[6:9] == "是" {
		return 9
	}
	return 0
}

// takeDeed splits the verb of doing off the beginning of s (新建改造, 建设、改造).
func (fr *figureReader) takeDeed(s string) (deed, rest string) {
	rest = s
	joiner := ""
	for {
		_, name := fr.g.nouns.prefix(rest)
		_, n := fr.g.deeds.prefix(rest)
		bare := fr.g.heads.has(rest[n:])
		if n == 0 || name >= n || modifies(rest[n:]) && !(bare && len(rest)-n >= 6) {
			break
		}
		if h, ok := fr.g.heads.of(rest); ok && deed != "" && h.kind == "work" {
			break // 完成｜植树造林
		}
		if deed != "" && (strings.HasPrefix(deed, "新增") || !fr.g.chains(rest[:n])) {
			break
		}
		deed += rest[:n]
		rest = rest[n:]
		joiner = ""
		for _, j := range []string{"、", "和", "并", "及", "或"} {
			if strings.HasPrefix(rest, j) {
				if _, m := fr.g.deeds.prefix(rest[len(j):]); m > 0 {
					if _, nm := fr.g.nouns.prefix(rest[len(j):]); nm < m {
						deed += j
						rest = rest[len(j):]
						joiner = j
					}
				}
				break
			}
		}
	}
	rest = strings.TrimPrefix(rest, "了")
	return strings.TrimSuffix(deed, joiner), rest // what it joined is no deed after all
}

// chains tells whether a verb may follow another directly in one deed
// (新建改造): verbs that are as often nouns begin the object instead (达成签约意向).
func (g *figureGrammar) chains(verb string) bool { return !g.deeds.valueOf(verb).noun }

// delivers: verbs that stand apart from a bare measure word behind them (完成投资).
func (g *figureGrammar) delivers(verb string) bool { return g.deeds.valueOf(verb).delivers }

// modifies tells whether what follows a verb makes it part of a noun
// (解决率, 补贴性培训, 管控型).
func modifies(rest string) bool {
	if !modifiers.at(rest, 0) {
		return false
	}
	for _, w := range []string{"率", "性", "量", "额", "数", "度", "型", "式", "化", "值"} {
		if strings.HasPrefix(rest, w) && !strings.HasPrefix(rest, "数字") && !strings.HasPrefix(rest, "数据") && !strings.HasPrefix(rest, "数控") &&
			!strings.HasPrefix(rest, "数智") && !strings.HasPrefix(rest, "化工") && !strings.HasPrefix(rest, "化肥") && !strings.HasPrefix(rest, "化解") && !strings.HasPrefix(rest, "性别") && !strings.HasPrefix(rest, "化债") && !strings.HasPrefix(rest, "值班") {
			return true
		}
	}
	return false
}

var modifiers = newCharSet("率性量额数度型式化值")

// innerDeed finds a verb of doing inside s, behind a subject or a preposition
// (向…推送项目, 省属国企完成年度投资).
func (fr *figureReader) innerDeed(s string) (deed, head, rest string) {
	prep := ""
	if _, n := prepositions.Longest(s); n > 0 && !startsWith(s, "对外", "对口", "从业") {
		prep = s[:n]
	}
	quote := 0
	at, n := -1, 0
	for i := 3; i < len(s); i++ {
		if !utf8.RuneStart(s[i]) {
			continue
		}
		switch {
		case strings.HasPrefix(s[i:], "“"):
			quote++
		case strings.HasPrefix(s[i:], "”"):
			quote--
		}
		if quote > 0 {
			continue
		}
		m := 0
		if _, m = fr.g.deeds.prefix(s[i:]); m < 6 || !fr.g.innerDeedCounts(s[i:i+m]) {
			continue
		}
		if _, nm := fr.g.nouns.prefix(s[i:]); nm >= m || modifies(s[i+m:]) {
			continue
		}
		if strings.HasSuffix(s[:i], "的") || strings.HasPrefix(s[i+m:], "的") || strings.HasPrefix(s[i+m:], "、") || strings.HasPrefix(s[i+m:], "等") {
			continue
		}
		at, n = i, m
		i += m - 1
	}
	if at < 0 {
		if prep == "对" || prep == "为" || prep == "给" || prep == "将" || prep == "把" {
			return "", "", s[len(prep):]
		}
		return "", "", s
	}
	head, deed, rest = s[:at], s[at:at+n], s[at+n:]
	switch prep {
	case "在", "从", "围绕", "依托", "通过", "按照", "以", "与":
		head = ""
	case "对", "为", "给", "将", "把":
		head = head[len(prep):]
	}
	return deed, head, rest
}

// innerDeedCounts: inside a clause only verbs that are hardly ever nouns are
// taken for the deed.
func (g *figureGrammar) innerDeedCounts(verb string) bool { return g.deeds.valueOf(verb).inner }

// opensDeed tells whether s begins with a verb of doing.
func (fr *figureReader) opensDeed(s string) bool {
	_, n := fr.g.deeds.prefix(s)
	_, noun := fr.g.nouns.prefix(s)
	return n >= 6 && noun < n && n < len(s)
}
