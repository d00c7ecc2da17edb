package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/zhtext"
)

// predicates are the words peeled off between what is measured and its number,
// nearest to the number first.
type predicates struct {
	sense      string // the deciding one: up or down before to before set; "" for none
	direction  string
	timesOf    bool // …的1.6倍
	is         bool // 是…的2.6倍
	listed     bool // 分别: the figures that follow pair up with the things before
	sum        bool // 累计
	stock      bool // a plain 达到/为/有
	words      int
	unnamed    bool   // the clause names nothing of its own
	did        bool   // a verb of doing stood between thing and number (实事已完成31件)
	comparator string // from a word that does not touch the number (超过全球一半)
	coverb     bool   // nothing but a preposition stood before the number
}

// peel takes the predicates off the right end of left and returns what is left
// of it, the name of what is measured.
func (fr *figureReader) peel(left, right string, q quantity.Quantity) (string, predicates) {
	var p predicates
	if bareCoverb(left) {
		p.coverb = true
		return "", p
	}
	left = fr.trimOwnYear(left)
	if q.Kind == quantity.Times && strings.HasSuffix(left, "的") {
		p.timesOf = true
		p.is = zhtext.Contains(left, "是") || zhtext.Contains(left, "为") || zhtext.Contains(left, "相当于")
		for _, w := range []string{"不低于", "不少于", "高于", "超过", "达到", "是", "为", "相当于"} {
			if i := strings.LastIndex(left, w); i >= 0 {
				p.comparator = fr.g.predicates.valueOf(w).comparator
				left = left[:i]
			}
		}
	}
	for {
		left = strings.TrimRight(left, " ")
		if q.Kind == quantity.Rank {
			if cut, ok := trimRankPlace(left); ok {
				left = cut
			}
		}
		if compared(q) && hasSuffix(left, "高", "低", "快") && !hasSuffix(left, "提高", "降低", "新高", "加快") {
			if i := strings.LastIndex(left, "比"); i >= 0 && len(left)-i < 48 {
				p.sense, p.direction = "up", "up"
				if strings.HasSuffix(left, "低") {
					p.sense, p.direction = "down", "down"
				}
				p.words++
				left = left[:i] // 增速比城镇居民高2.4个百分点
				continue
			}
		}
		if strings.HasSuffix(left, "）") {
			if i := lastMark(left, "（"); i > 0 && !holdsDigit(left[i:]) {
				if w, n := fr.g.predicates.suffix(left[:i]); n > 0 && (w.sense == "up" || w.sense == "down") {
					left = left[:i] // 下降（同口径）｜19%
				}
			}
		}
		if cut, direction := aboveAim(left, q); direction != "" {
			p.sense, p.direction = "up", direction
			p.words++
			left = cut
			continue
		}
		w, n := fr.g.predicates.suffix(left)
		if n == 0 {
			cut, ok := trimComparison(left)
			if !ok {
				return left, p
			}
			left = cut
			continue
		}
		word := left[len(left)-n:]
		if p.listed && zhtext.Contains(left, "、") && isMood(word) {
			return left, p // 失业率、价格涨幅分别控制在: the last thing's own word
		}
		if q.Kind == quantity.Rank && (w.sense == "up" || w.sense == "down") {
			return left, p // 增速居全省第二: the growth is what is ranked
		}
		if endsInName(left, word) || word == "改善" && q.Kind == quantity.Measure && strings.HasPrefix(fr.stripOpeners(left), "完成") || fr.governs(left[:len(left)-n], word, right, q) {
			return left, p
		}
		left = left[:len(left)-n]
		p.words++
		p.did = p.did || word == "完成" || word == "实现"
		if p.comparator == "" {
			p.comparator = w.comparator
		}
		switch w.sense {
		case "adv":
			p.listed = p.listed || strings.HasPrefix(word, "分别")
			p.sum = p.sum || word == "累计"
			continue
		case "set":
			p.stock = true
		}
		if stronger(w.sense, p.sense) {
			p.sense, p.direction = w.sense, w.direction
		}
	}
}

// compared kinds tell by how much two things are apart (比全省高｜1.2万元).
func compared(q quantity.Quantity) bool {
	return q.Kind == quantity.Points || q.Kind == quantity.Money || q.Kind == quantity.Measure
}

// aboveAim takes off what a figure in points lies above or below: 高于年初目标｜2个百分点.
func aboveAim(left string, q quantity.Quantity) (rest, direction string) {
	if q.Kind != quantity.Points || !aimEnds.End(left) {
		return left, ""
	}
	for _, w := range [...][2]string{{"高于", "up"}, {"快于", "up"}, {"超过", "up"}, {"超额完成", "up"}, {"超", "up"}, {"低于", "down"}, {"慢于", "down"}} {
		if i := strings.LastIndex(left, w[0]); i >= 0 && len(left)-i <= 75 {
			return left[:i], w[1]
		}
	}
	return left, ""
}

var aimEnds = phrases.endings("aimEnds")

// trimOwnYear takes off the year that a figure was reached in (提升到2025年的｜57.7%).
func (fr *figureReader) trimOwnYear(left string) string {
	front, ok := strings.CutSuffix(left, "年的")
	if !ok || len(front) < 4 || !fourDigits(front[len(front)-4:]) {
		return left
	}
	front = front[:len(front)-4]
	if w, n := fr.g.predicates.suffix(front); n > 0 && w.sense == "to" {
		return front
	}
	return left
}

// bareCoverb: nothing but a preposition stands before the number (为800万人…, 在18个城市…).
func bareCoverb(left string) bool {
	switch strings.TrimPrefix(left, "免费") {
	case "为", "对", "让", "使", "给", "向", "在", "将", "把", "由", "与", "以", "从":
		return true
	}
	return false
}

// governs tells whether word, which could be a predicate, is the verb of doing
// whose object follows the number (完成｜4家企业…改造, 加快｜10个集聚区建设).
func (fr *figureReader) governs(before, word, right string, q quantity.Quantity) bool {
	if right == "" || startsWithPunct(right) {
		return false
	}
	switch q.Kind {
	case quantity.Count, quantity.Measure, quantity.Plain, quantity.Money:
	default:
		return false
	}
	if !fr.g.deeds.has(word) {
		return false
	}
	switch word {
	case "提升", "改善", "加快", "拓展", "扩大", "提速":
		return q.Kind != quantity.Money
	case "增加", "减少", "降低", "提高", "压减", "压缩":
		return false
	}
	return fr.stripOpeners(before) == ""
}

// stronger orders the senses: what moves tells more than where it stands.
func stronger(a, b string) bool { return senseRank(a) > senseRank(b) }

func senseRank(s string) int {
	switch s {
	case "up", "down":
		return 5
	case "gain":
		return 4
	case "to":
		return 6
	case "rank":
		return 3
	case "set", "have":
		return 1
	}
	return 0
}

// trimPredicates takes the predicates of the next figure off the end of what
// stands between two (147个断面优良率达｜58%).
func (fr *figureReader) trimPredicates(s string) string {
	for {
		p, n := fr.g.predicates.suffix(s)
		if n == 0 || p.sense == "adv" && n < 6 || endsInName(s[:len(s)-n], s[len(s)-n:]) || n == len(s) {
			return s
		}
		s = s[:len(s)-n]
	}
}

// isMood tells whether a word of movement is a noun.
func isMood(word string) bool {
	switch word {
	case "增速", "增幅", "涨幅", "降幅", "升幅", "增长率":
		return true
	}
	return false
}

// endsInName: the last word looks like a predicate but ends a noun (行为, 比例为… is none).
func endsInName(left, word string) bool {
	if p := strings.TrimSuffix(left, word); p != left {
		switch word {
		case "增长", "增收", "增产", "增加", "提升":
			for _, v := range []string{"稳", "促", "保", "抓", "扩"} {
				if strings.HasSuffix(p, v) {
					return true
				}
			}
		}
	}
	switch word {
	case "提升", "改善":
		for _, v := range []string{"改造", "优化", "巩固", "整治", "提质", "建设"} {
			if strings.HasSuffix(left, v+word) {
				return true
			}
		}
	case "为":
		return strings.HasSuffix(left, "行为") || strings.HasSuffix(left, "作为")
	case "近":
		return strings.HasSuffix(left, "附近")
	case "居":
		return strings.HasSuffix(left, "宜居") || strings.HasSuffix(left, "民居") || strings.HasSuffix(left, "安居")
	case "都":
		return strings.HasSuffix(left, "成都") || strings.HasSuffix(left, "首都") || strings.HasSuffix(left, "之都")
	case "可":
		return strings.HasSuffix(left, "许可") || strings.HasSuffix(left, "认可")
	case "增长率":
		return strings.HasSuffix(left, "自然增长率")
	case "列":
		return hasSuffix(left, "系列", "班列", "专列", "行列", "前列")
	case "排":
		return strings.HasSuffix(left, "减排")
	case "有":
		return strings.HasSuffix(left, "国有") || strings.HasSuffix(left, "所有")
	case "共":
		return strings.HasSuffix(left, "公共")
	}
	return false
}

// trimComparison takes off 比上年, 较2016年, 与…相比: against what something moved.
func trimComparison(left string) (string, bool) {
	i := max(lastNear(left, "比"), lastNear(left, "较"))
	from := max(lastNear(left, "由"), lastNear(left, "从"))
	if from > 0 && from > i && len(left)-from <= 33 && startsAsBase(left[from+3:]) {
		return left[:from], true // 年限从13.5年提高到14年
	}
	if strings.HasSuffix(left, "年的") || strings.HasSuffix(left, "末的") || strings.HasSuffix(left, "底的") {
		i = max(i, from)
	}
	if i < 0 {
		return left, false
	}
	tail := strings.TrimSuffix(left[i+3:], "的")
	if tail == "" {
		return left, false
	}
	if comparedEnds.End(tail) {
		return left[:i], true
	}
	return left, false
}

// lastNear is lastMark in the last bytes of s, as far back as what a figure is
// compared with may begin.
func lastNear(s, mark string) int {
	const reach = 45
	from := max(0, len(s)-reach)
	if i := lastMark(s[from:], mark); i >= 0 {
		return from + i
	}
	return -1
}

var comparedEnds = phrases.endings("comparedEnds")

// startsAsBase tells whether s begins as the figure something moved from.
func startsAsBase(s string) bool {
	if s == "" {
		return false
	}
	if isDigit(s[0]) || startsWithNumeral(s) {
		return true
	}
	return baseTimes.Begins(s)
}

var baseTimes = phrases.list("baseTimes")

// trimRankPlace takes off among whom the rank counts: 居全国, 排名全省, 居保定.
func trimRankPlace(left string) (string, bool) {
	for _, kind := range [...]string{"区", "县", "市", "镇"} {
		among, ok := strings.CutSuffix(left, kind)
		if n := len(among) - len(strings.TrimRight(among, "0123456789两三四五六七八九十")); ok && n > 0 && n < len(among) {
			return among[:len(among)-n], true // 总量六区｜第一
		}
	}
	for _, verb := range []string{"排名", "位居", "位列", "名列", "稳居", "跃居", "居", "列", "排", "跻身", "进入", "保持", "蝉联", "升至", "升到"} {
		i := strings.LastIndex(left, verb)
		if i < 0 || verb == "排" && hasSuffix(left[:i], "减", "安") {
			continue
		}
		tail := left[i+len(verb):]
		if n := codePoints(tail); n > 0 && n <= 8 && (!strings.ContainsAny(tail, "、和") || hasSuffix(tail, "省区", "省份", "城市", "地区", "省市")) {
			return left[:i+len(verb)], true
		}
	}
	return left, false
}
