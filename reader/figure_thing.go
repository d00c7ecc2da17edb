package reader

import (
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/zhtext"
	"github.com/luoshi-project/luoshi/zhtext/words"
)

// splitShareOf takes 占全国 off the end of left where a share follows without
// a word for it (产量占全国｜1/4), and returns how the metric then ends.
func splitShareOf(left string, q quantity.Quantity) (rest, of string) {
	if q.Kind != quantity.Percent {
		return left, ""
	}
	i := lastMark(left, "占")
	if i < 0 || len(left)-i > 36 {
		return left, ""
	}
	tail := left[i+len("占"):]
	for _, w := range []string{"达到", "达", "约", "近", "超过", "的"} {
		tail = strings.TrimSuffix(tail, w)
	}
	if tail == "" && i > 0 || tail == "" && len(left) == len("占") {
		return left[:i], "占比"
	}
	if tail == "" || zhtext.Contains(tail, "比") || zhtext.Contains(tail, "份额") || zhtext.Contains(tail, "、") || strings.HasSuffix(tail, "率") {
		return left, ""
	}
	return left[:i], "占" + tail + "比重"
}

// partOf names the share that N% of a thing is, by all that is said of the
// thing (55%的村收入达到… → 收入达到…的村占比).
func (fr *figureReader) partOf(metric, right string, q quantity.Quantity) string {
	right = upToShare(clauseOf(strings.TrimPrefix(right, "的")))
	if strings.HasSuffix(metric, "占比") || right == "" {
		return metric
	}
	if strings.HasSuffix(metric, "和") || strings.HasSuffix(metric, "及") || strings.HasPrefix(metric, "所有") {
		metric = ""
	}
	if strings.Contains(metric, right) || codePoints(metric) > codePoints(right) {
		return metric + "占比"
	}
	if thing, outcome := fr.thing("的"+right, q); outcome != "" && zhtext.Contains(thing, "的") {
		right = thing
	}
	return right + "占比"
}

// upToShare returns s up to the share of another thing (90%的甲达标、80%的乙…).
func upToShare(s string) string {
	for i := 0; ; {
		n := zhtext.Index(s[i:], "、")
		if n < 0 {
			return s
		}
		i += n + len("、")
		if i < len(s) && s[i] >= '0' && s[i] <= '9' {
			return s[:i-len("、")]
		}
	}
}

var clauseMarks = words.NewList("（", "）", "，", "。", "；", "：")

// clauseOf returns s up to the end of its clause, without what stands in brackets.
func clauseOf(s string) string {
	if i := clauseMarks.Index(s); i < 0 {
		return s
	} else if !strings.HasPrefix(s[i:], "（") && !strings.HasPrefix(s[i:], "）") {
		return s[:i]
	}
	var b strings.Builder
	depth := 0
	for i := 0; i < len(s); {
		n := min(runeLen(s[i]), len(s)-i)
		switch s[i : i+n] {
		case "（":
			depth++
		case "）":
			depth--
		case "，", "。", "；", "：":
			return b.String()
		default:
			if depth == 0 {
				b.WriteString(s[i : i+n])
			}
		}
		i += n
	}
	return b.String()
}

// workAhead returns the work whose investment is named before it
// (总投资20亿元的…等4个文旅项目, 总投资20亿元、30个重点项目).
func (fr *figureReader) workAhead(i, k int) string {
	c := &fr.cells[i]
	rest := fr.text[max(c.qs[k].To, c.qs[k].End):c.end]
	attributive := strings.HasPrefix(rest, "的")
	if !attributive && (rest != "" || i+1 == len(fr.cells) || fr.cells[i+1].fresh) {
		return ""
	}
	for j := i; j < len(fr.cells); j++ {
		n := &fr.cells[j]
		if j > i && (n.fresh || !attributive && j > i+1) {
			break
		}
		for m, q := range n.qs {
			if q.Kind == quantity.Count && (j > i || m > k) {
				rest = fr.text[max(q.To, q.End):n.end]
			}
		}
	}
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, "的"), "建设")
	for j := 6; j < len(rest); j += runeLen(rest[j]) {
		if _, n := fr.g.outcomes.prefix(rest[j:]); n > 0 {
			rest = rest[:j]
			break
		}
	}
	if codePoints(rest) > 24 {
		return ""
	}
	return rest
}

// isLevelWord: 国家级, 省级: what it grades stands behind the next figure
// (省级400个、市级3000个重点项目).
func (g *figureGrammar) isLevelWord(s string) bool { return g.things.valueOf(s).grade }

// nextThing returns what the next figure of the list counts, without its grade.
func (fr *figureReader) nextThing(i, k int) string {
	c := &fr.cells[i]
	if k+1 < len(c.qs) {
		return ""
	}
	if i+1 >= len(fr.cells) || fr.cells[i+1].fresh || len(fr.cells[i+1].qs) == 0 {
		return ""
	}
	n := &fr.cells[i+1]
	q := n.qs[0]
	name, _ := fr.thing(fr.text[max(q.To, q.End):n.end], q)
	for _, w := range [...]string{"国家级", "省级", "市级", "县级", "省部级", "区级"} {
		name = strings.TrimPrefix(name, w)
	}
	return strings.TrimSuffix(name, "建设")
}

// sharesThing tells whether the next item of the list is a bare count in the same
// unit, so that both count what stands behind it (出台16条、24条政策措施).
func (fr *figureReader) sharesThing(i, k int, q quantity.Quantity) bool {
	if q.Kind != quantity.Count || k+1 < len(fr.cells[i].qs) || i+1 == len(fr.cells) {
		return false
	}
	n := &fr.cells[i+1]
	return !n.fresh && len(n.qs) > 0 && n.qs[0].From == n.start && n.qs[0].Unit == q.Unit
}

// thing returns what a count counts where it stands behind the number
// (6条｜省级重点产业链), with its predicate turned as outcomes.tsv says.
// It also returns the predicate.
func (fr *figureReader) thing(right string, q quantity.Quantity) (name, outcome string) {
	if q.Kind == quantity.Rank || q.Kind == quantity.Percent && !strings.HasPrefix(right, "的") {
		return "", ""
	}
	right = strings.TrimPrefix(right, "的")
	if p, n := fr.g.predicates.prefix(right); n >= 6 && p.sense == "to" {
		return "", "" // 从202元｜提高到209元
	}
	if startsWith(right, "行列", "方阵", "基础上", "规模", "大关", "新台阶", "台阶", "历史性", "节点", "目标", "水平", "以上", "左右", "关口", "门槛", "人民币") {
		return "", ""
	}
	right = joinOverBrackets(right)
	for _, of := range [...]string{"方面的", "领域的"} {
		right = strings.TrimPrefix(right, of) // 15个方面的｜重点任务
	}
	if held, thing, ok := zhtext.Cut(right, "的"); ok && startsWith(held, "具有", "拥有") && !cuts.In(held) && thing != "" {
		right = thing // 70个具有Ⅰ级水平的急救点
	}
	if right == "" {
		return "", ""
	}
	if districts.at(right, 0) && strings.HasPrefix(right[3:], "与") {
		did, _, _ := strings.Cut(clauseOf(right[3:]), "！")
		return did + "的" + right[:3], "与" // 70个县｜与省外医院建立关系
	}
	if p := cutPoint(right); p >= 0 {
		if right = right[:p]; zhtext.Contains(right, "“") && !zhtext.Contains(right, "”") {
			right += "”" // “双拥模范城｜（县）”
		}
	}
	for _, w := range []string{"和一批", "及一批", "、一批", "和一系列"} {
		if i := strings.Index(right, w); i > 0 {
			right = right[:i]
		}
	}
	if q.Kind == quantity.Money {
		for _, w := range []string{"支持", "用于", "帮助", "保障"} {
			if i := strings.Index(right, w); i >= 6 {
				right = right[:i] // 1万亿元国债支持灾后重建
			}
		}
	}
	for i := 0; i < len(right); i++ {
		if !utf8.RuneStart(right[i]) {
			continue
		}
		how, n := fr.g.outcomes.prefix(right[i:])
		if n == 0 || strings.HasPrefix(right[i+n:], "的") && i == 0 || n == 3 && i == 0 || how == "thing" && i < 6 && i+n < len(right) {
			continue
		}
		if _, nm := fr.g.nouns.prefix(right[i:]); nm >= n || how == "end" && i+n < len(right) {
			continue
		}
		word := right[i : i+n]
		name, object := right[:i], strings.TrimPrefix(right[i+n:], "了")
		if how == "whole" && i > 3 && fr.g.heads.has(object) {
			how = "thing" // 32家企业实现｜产值50亿元
		}
		if how == "whole" && i == 3 && !districts.at(name, 0) {
			continue // 新｜进入初中的女生
		}
		if whom, ok := strings.CutSuffix(name, "免费"); ok && how == "whole" && whom != "" {
			name, word = whom, "免费"+word // 为70万妇女免费｜开展筛查
		}
		if how == "whole" && codePoints(object) > 12 && zhtext.Contains(object, "、") {
			how = "thing" // 6个路口开展…、…等改造: too much for a name
		}
		if k := strings.LastIndex(name, "的"); how == "whole" && k > 24 && k+6 < len(name) {
			name = name[k+len("的"):]
		}
		switch {
		case how == "object" && object != "":
			return fr.shareOutcome("", object), word
		case how == "whole" && object != "" && name != "":
			fr.shareOutcome(word+object+"的", "")
			return word + object + "的" + name, word
		case i == 0 && object != "":
			return object, ""
		case i == 0:
			return "", ""
		}
		return name, word
	}
	return right, ""
}

// districts are the kinds of places of one character (5个县｜开展试点).
var districts = newCharSet("省州盟市县区旗乡镇村")

// joinOverBrackets takes out of a name the brackets that it goes on behind:
// 县（市、区）启动…, 州（市）级医院.
func joinOverBrackets(right string) string {
	for from := 0; ; {
		i := strings.Index(right[from:], "（")
		if i <= 0 && from == 0 || i < 0 || cuts.In(right[:from+i]) {
			return right
		}
		i += from
		j := strings.Index(right[i:], "）")
		if j < 0 {
			return right
		}
		j += i + len("）")
		if i > 9 && (j == len(right) || startsWithPunct(right[j:])) {
			return right
		}
		right, from = right[:i]+right[j:], i
	}
}

// shareOutcome gives the things just listed the predicate that follows the
// last of them (30种植物、17种鸟类有了新记录).
func (fr *figureReader) shareOutcome(before, instead string) string {
	open := 0
	for i := len(fr.out) - 1; i >= 0; i-- {
		f := &fr.out[i]
		if f.thing == "" || f.metric != f.thing || f.deed != "" || f.clause < fr.clauseStart {
			break
		}
		open++
	}
	each := splitList(instead)
	for i := len(fr.out) - open; i < len(fr.out); i++ {
		f := &fr.out[i]
		switch {
		case instead == "":
			f.metric = before + f.metric
		case len(each) == open+1:
			f.metric = each[i-len(fr.out)+open]
		default:
			f.metric = instead
		}
		if f.measure == "level" {
			f.measure = "count"
		}
	}
	if len(each) == open+1 {
		return each[open]
	}
	return instead
}

// cutPoint returns where the name behind a number certainly ends.
func cutPoint(s string) int {
	return cuts.Index(s)
}

var cuts = words.NewList("，", "。", "；", "：", "（", "！")

// objectAhead returns what the money of a clause is spent on, where the words
// behind it say so (投资3000万元，对农村公路进行改造).
func (fr *figureReader) objectAhead(q quantity.Quantity) string {
	at := max(q.To, q.End)
	for _, w := range []string{"资金", "，", "对", "用于", "支持"} {
		if strings.HasPrefix(fr.text[at:], w) {
			at += len(w)
		}
	}
	rest := fr.text[fr.behindFigure(at):]
	if i := cutPoint(rest); i > 0 {
		rest = rest[:i]
	}
	rest = strings.Replace(strings.Replace(rest, "进行了", "", 1), "进行", "", 1)
	_, object := fr.takeDeed(fr.stripOpeners(rest))
	if n := codePoints(object); n < 2 || n > 20 || strings.ContainsAny(object, "0123456789") {
		return ""
	}
	return object
}

// objectOf returns the object that the same verb had earlier in the sentence
// (连续几年发行特别国债，…今年先发行1万亿元).
func (fr *figureReader) objectOf(deed string, c *cell) string {
	for i := len(fr.out) - 1; i >= 0; i-- {
		if fr.out[i].deed == deed {
			return fr.out[i].metric
		}
	}
	i := strings.LastIndex(fr.text[:c.start], deed)
	if i < 0 {
		return ""
	}
	object := clauseOf(fr.text[i+len(deed) : c.start])
	if n := codePoints(object); n < 2 || n > 16 || strings.ContainsAny(object, "0123456789") {
		return ""
	}
	return object
}

// behindFigure returns where a figure that begins at a position ends, or the
// position where none does.
func (fr *figureReader) behindFigure(at int) int {
	for i := range fr.cells {
		for _, q := range fr.cells[i].qs {
			if q.From == at {
				return max(q.To, q.End)
			}
		}
	}
	return at
}
