package reader

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
)

// pairUp splits the things named before 分别 into n metrics: 水果、蔬菜产量 → 水果产量,
// 蔬菜产量; 城乡居民人均可支配收入 → 城镇…, 农村…. It returns nil where the things are not n.
func pairUp(g *figureGrammar, name string, n int) []string {
	if n < 2 {
		return nil
	}
	parts := splitList(name)
	if len(parts) > n {
		parts = splitAt(name, "、") // 新能源及智能电网、新材料: 及 may join inside one thing
		if len(parts) != n {
			parts = splitAt(name, "、", "和")
		}
	}
	if len(parts) == 1 && n == 2 {
		if parts := splitTwins(name); parts != nil {
			return parts
		}
	}
	if len(parts) == 1 && n == 3 {
		if before, after, ok := zhtext.Cut(name, "一二三产"); ok {
			after = strings.TrimPrefix(after, "业")
			return []string{before + "第一产业" + after, before + "第二产业" + after, before + "第三产业" + after}
		}
	}
	if len(parts) == 1 {
		if goods := eachOfGoods(g, name); len(goods) == n {
			return goods
		}
	}
	if len(parts) != n {
		return nil
	}
	last := parts[len(parts)-1]
	if place, tail := placeThenMetric(parts); tail != "" {
		parts[len(parts)-1] = place
		for i, p := range parts {
			parts[i] = p + tail
		}
		return parts
	}
	if ordinalsAlone(parts) {
		for i, p := range parts[:len(parts)-1] {
			parts[i] = p + strings.TrimPrefix(last, "第")[3:]
		}
		return parts
	}
	if i := zhtext.Index(last, "等"); i > 0 && i+3 < len(last) && !strings.HasPrefix(last[i:], "等级") {
		// 甲、乙、丙等产业集群收入: what follows 等 is shared.
		tail := last[i+len("等"):]
		parts[len(parts)-1] = last[:i]
		for i, p := range parts {
			parts[i] = join(p, tail)
		}
		return parts
	}
	_, h := g.heads.suffix(last)
	if h == 0 || h == len(last) && len(parts) > 1 && h < 6 {
		return parts
	}
	head := sharedTail(g, last)
	if _, n := g.twins.prefix(last); n > 0 && n < len(last) {
		if g.twins.has(parts[0]) {
			head = last[n:]
		}
	}
	for i, p := range parts[:len(parts)-1] {
		if _, own := g.heads.suffix(p); own == 0 && !endsInMeasure(p) {
			parts[i] = join(p, head)
		}
	}
	// 生产安全事故起数、死亡人数: the later ones are bare measure words.
	if _, own := g.heads.suffix(parts[0]); own >= 6 && own < len(parts[0]) {
		stem := parts[0][:len(parts[0])-own]
		for i, p := range parts[1:] {
			known := g.heads.has(p)
			_, own := g.heads.suffix(p)
			if known || own == 0 && codePoints(p) <= 4 && endsInMeasure(p) {
				parts[i+1] = stem + p
			}
		}
	}
	return parts
}

// ordinalsAlone tells whether the parts of a list are numerals that share what
// follows the last of them (一、二、三产增加值).
func ordinalsAlone(parts []string) bool {
	for i, p := range parts {
		p = strings.TrimPrefix(p, "第")
		if !startsWithNumeral(p) || i < len(parts)-1 && len(p) != 3 {
			return false
		}
	}
	return true
}

// eachOfGoods names the goods that stand side by side, a character for each
// (粮肉奶产量 → 粮产量, 肉产量, 奶产量).
func eachOfGoods(g *figureGrammar, name string) []string {
	_, h := g.heads.suffix(name)
	if h == 0 {
		return nil
	}
	var list []string
	for _, r := range name[:len(name)-h] {
		if !g.goods.has(string(r)) {
			return nil
		}
		list = append(list, string(r)+name[len(name)-h:])
	}
	return list
}

// endsInMeasure tells whether a name ends in a syllable that makes a measure
// word (加工量, 授权量, 成交额).
func endsInMeasure(s string) bool {
	for _, w := range []string{"量", "额", "率", "数", "值"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// join puts the shared tail behind a thing, once where they overlap
// (生活补贴 + 补贴标准 → 生活补贴标准).
func join(thing, tail string) string {
	for n := min(len(thing), len(tail)); n >= 3; n-- {
		if n < len(tail) && !utf8.RuneStart(tail[n]) {
			continue
		}
		if strings.HasSuffix(thing, tail[:n]) {
			return thing + tail[n:]
		}
	}
	return thing + tail
}

// sharedTail returns what the last thing of a list shares with those before
// it: from its first measure word on (增加值占工业比重), with a verb directly before
// it (换新数量).
func sharedTail(g *figureGrammar, last string) string {
	at := len(last)
	for i := 0; i < len(last); i += runeLen(last[i]) {
		if _, n := g.heads.prefix(last[i:]); n >= 6 && i >= 6 {
			at = i
			break
		}
		if i >= 6 && (strings.HasPrefix(last[i:], "居民") || strings.HasPrefix(last[i:], "人均")) {
			at = i // 城镇、农村居民人均收入
			break
		}
	}
	if at == len(last) {
		_, h := g.heads.suffix(last)
		at -= h
	}
	if _, d := g.deeds.suffix(last[:at]); d > 0 && d < at {
		at -= d
	}
	for _, w := range []string{"领域", "产业", "行业", "系统", "方面", "机场", "港口"} {
		if strings.HasSuffix(last[:at], w) && len(w) < at {
			at -= len(w) // 交通、水利领域投资
		}
	}
	return last[at:]
}

// placeThenMetric splits the last item of a list of places into its place and what is
// measured in all of them (东州、西州两区｜财政收入; 甲县、乙县｜固定资产投资).
func placeThenMetric(parts []string) (place, metric string) {
	n := len(parts)
	last := parts[n-1]
	if n <= len(fewNumerals) {
		for _, numeral := range [...]string{fewNumerals[n-1], strconv.Itoa(n)} {
			i := strings.Index(last, numeral)
			if i < 6 {
				continue
			}
			rest := strings.TrimPrefix(last[i+len(numeral):], "个")
			if _, k := countedPlaces.Longest(rest); k > 0 && k < len(rest) {
				return last[:i], rest[k:]
			}
		}
	}
	if len(parts[0]) < 6 || !districts.at(parts[0], len(parts[0])-3) {
		return "", ""
	}
	kind := parts[0][len(parts[0])-3:]
	for _, p := range parts[1 : n-1] {
		if !strings.HasSuffix(p, kind) {
			return "", ""
		}
	}
	if i := strings.Index(last, kind); i >= 3 && i+3 < len(last) {
		return last[:i+3], last[i+3:]
	}
	return "", ""
}

// fewNumerals are the numerals that count the items of a list.
var fewNumerals = [...]string{"一", "两", "三", "四", "五", "六", "七", "八", "九", "十"}

var countedPlaces = phrases.list("countedPlaces")

// splitList splits a list at 、 和 与 及 outside quotation marks and brackets.
func splitList(s string) []string { return splitAt(s, "、", "和", "与", "及") }

func splitAt(s string, marks ...string) []string {
	var out []string
	depth, start := 0, 0
	for i := 0; i < len(s); {
		n := runeLen(s[i])
		n = min(n, len(s)-i)
		switch s[i : i+n] {
		case "“", "（", "《":
			depth++
		case "”", "）", "》":
			depth--
		default:
			if depth == 0 && i > start && slices.Contains(marks, s[i:i+n]) {
				out = append(out, s[start:i])
				start = i + n
			}
		}
		i += n
	}
	return append(out, s[start:])
}

// splitTwins splits the words that name two things in one: 城乡, 进出口, 存贷款.
func splitTwins(s string) []string {
	for _, t := range [][3]string{
		{"城乡居民", "城镇居民", "农村居民"},
		{"城乡人均", "城镇居民人均", "农村居民人均"},
		{"城乡", "城镇", "农村"},
		{"存贷款", "存款", "贷款"},
		{"牛羊", "牛", "羊"},
		{"进出口", "进口", "出口"},
		{"一二产业", "第一产业", "第二产业"},
	} {
		if i := strings.Index(s, t[0]); i >= 0 {
			return []string{s[:i] + t[1] + s[i+len(t[0]):], s[:i] + t[2] + s[i+len(t[0]):]}
		}
	}
	return nil
}
