package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/zhtext"
	"github.com/luoshi-project/luoshi/zhtext/words"
)

// isFigure tells whether a quantity states a result or a commitment and not a
// date, a name, a code, or a property of some thing (4.3米焦炉, 80周岁以上老人).
func isFigure(g *figureGrammar, text string, qs []quantity.Quantity, i int, q quantity.Quantity) bool {
	switch q.Kind {
	case quantity.Date, quantity.Ordinal, quantity.Code:
		return false
	}
	left, right := text[:q.From], text[max(q.To, q.End):]
	if q.Bare && right != "" && !startsWithPunct(right) && !(q.From < q.Start && (bareHolds(right) || q.Kind == quantity.Count && q.Unit != "")) && !(bareHolds(right) && reaches(g, left)) {
		return false // 万亿国债, 千兆城市, 产值超千亿强县: part of a name; 近百家企业 counts
	}
	switch q.Kind {
	case quantity.Duration:
		return durationCounts(g, q.Unit, left, right)
	case quantity.Rank:
		if zhtext.Contains(clauseTail(left), "坚持") && strings.HasPrefix(text[q.Start:], "第一") || ordinalList(right) {
			return false // 坚持生态保护第一; 第三、第四季度
		}
		// 首位产业, 第一，围绕…: a name, a mark of order.
		if strings.HasSuffix(left, "的") {
			return false
		}
		if p, n := g.predicates.prefix(right); n > 3 && p.sense != "adv" {
			return true
		}
		return right == "" || startsWithPunct(right) && left != "" || strings.HasPrefix(right, "的") && !strings.HasPrefix(right, "的工作") && !strings.HasPrefix(right, "的任务") && !strings.HasPrefix(right, "的目标") || strings.HasPrefix(right, "和")
	}
	if qualifies(g, q, left, right) {
		return false
	}
	if strings.HasPrefix(right, "方面") && strings.HasSuffix(left, "等") && startsWith(clauseTail(left), "从", "围绕", "聚焦") {
		return false // 从…、…等5个方面细化
	}
	if strings.HasSuffix(left, "以下") || (strings.HasPrefix(right, "方面") || q.Unit == "方面" || strings.HasPrefix(right, "大方面")) &&
		(strings.HasSuffix(left, "重点做好") || strings.HasSuffix(left, "如下") || strings.HasSuffix(left, "抓好")) {
		return false // 做好以下9个方面工作
	}
	if strings.HasPrefix(right, "的情况下") || strings.HasPrefix(right, "的条件下") || q.Unit == "件" && strings.HasPrefix(right, "事") && !strings.HasPrefix(right, "事项") {
		return false
	}
	if q.Kind == quantity.Count {
		ahead := clauseOf(right)
		if strings.HasSuffix(left, "每") {
			return false // 每10万人案件数
		}
		if tail := clauseTail(left); zhtext.Contains(tail, "就有") && zhtext.Contains(tail, "每") || zhtext.Contains(ahead, "就有") && zhtext.Contains(tail, "每") {
			return false // 每出口4辆汽车就有1辆…
		}
		if strings.HasSuffix(ahead, "之一") || q.Unit == "条" && strings.HasSuffix(left, "章") || (q.Unit == "次" || q.Unit == "届") && strings.HasPrefix(right, "、") && zhtext.Contains(right[:min(len(right), 40)], "全会") ||
			q.Unit == "人" && strings.HasPrefix(right, "口") {
			return false
		}
	}
	if q.Unit == "批" && i+1 < len(qs) && qs[i+1].Start == q.End {
		return false // 两批21件
	}
	if q.Kind == quantity.Measure && q.To > q.End && text[q.End:q.To] == "内" && right != "" && !startsWithPunct(right) {
		return false // 50米内换乘比例
	}
	if q.Chinese && (q.Kind == quantity.Measure || q.Kind == quantity.Money) && onlyDigit(text[q.Start:q.End], "一") {
		return false
	}
	if strings.HasPrefix(right, "级") && (q.Kind == quantity.Plain || q.Kind == quantity.Measure) {
		return false
	}
	if q.Chinese && q.Kind == quantity.Count && !chineseCount(g, text, qs, i, left, right) {
		return false
	}
	if q.Kind == quantity.Plain && q.Chinese && !q.Bare && len(text[q.Start:q.End]) == 3 {
		return false
	}
	if strings.HasPrefix(right, "大") && !strings.HasPrefix(right, "大关") && q.Kind == quantity.Plain && !q.Chinese {
		_, n := g.deeds.suffix(left)
		return n > 0 // 培育4大示范区
	}
	if strings.HasSuffix(left, "时速") || strings.HasSuffix(left, "海拔") || strings.HasSuffix(left, "直径") {
		return false
	}
	if q.Kind == quantity.Plain && (strings.HasPrefix(right, "章") || !plainCounts(g, q, left, right)) {
		return false
	}
	return true
}

// bareHolds tells whether what follows a magnitude without a digit lets it
// stand as a figure (近千万家庭, 突破万亿大关).
func bareHolds(right string) bool {
	return startsWith(right, "的", "家庭", "群众", "人", "农户", "户", "学生", "居民", "职工", "大关", "规模", "台阶", "新台阶", "关口", "行列", "标箱", "吨", "元")
}

// reaches tells whether a word of reaching stands before the magnitude (跃上｜千亿元台阶).
func reaches(g *figureGrammar, left string) bool {
	p, n := g.predicates.suffix(left)
	return n > 3 && p.comparator != ""
}

// quotedIn appends to out what stands inside “…” or 《…》 of a sentence. A quotation
// mark that opens before another one closes was never closed itself.
func quotedIn(out []stretch, text string) []stretch {
	quote, title := -1, -1 // where one that is open begins
	for i := 0; i+3 <= len(text); {
		c := text[i]
		if c > 0xE3 {
			i += 3
			continue
		}
		if c < 0xE2 {
			i += runeLen(c)
			continue
		}
		switch text[i : i+3] {
		case "“":
			quote = i + 3
		case "”":
			if quote >= 0 {
				out = append(out, stretch{quote, i})
			}
			quote = -1
		case "《":
			if title < 0 {
				title = i + 3
			}
		case "》":
			if title >= 0 {
				out = append(out, stretch{title, i})
			}
			title = -1
		}
		i += 3
	}
	return out
}

// onlyNamed tells whether a quantity stands inside “…” or 《…》 with other words.
func (fr *figureReader) onlyNamed(q quantity.Quantity) bool {
	for _, s := range fr.quoted {
		if s.start <= q.Start && q.Start <= s.end {
			return !quoteIsFigure(fr.text, q)
		}
	}
	return false
}

// lastMark is strings.LastIndex for a character of three bytes.
func lastMark(s, mark string) int {
	a, b, c := mark[0], mark[1], mark[2]
	for i := len(s) - 3; i >= 0; i-- {
		if s[i+2] == c && s[i] == a && s[i+1] == b {
			return i
		}
	}
	return -1
}

// quoteIsFigure: the quotation marks hold the figure and nothing else (“18条”).
func quoteIsFigure(text string, q quantity.Quantity) bool {
	return q.Kind == quantity.Count && !q.Chinese && strings.HasSuffix(text[:q.Start], "“") && strings.HasPrefix(text[q.End:], "”") &&
		q.Unit != "个" && q.Unit != ""
}

// durationCounts: a length of time is a result only where the text says that it
// was shortened, reached, or kept up (缩短至3天, 提前两年, 连续3年).
func durationCounts(g *figureGrammar, unit, left, right string) bool {
	if !hasSuffix(left, "每", "用", "提前", "连续") && soonDone.Begins(strings.TrimPrefix(right, "时间")) {
		return unit != "年" && unit != "个月" || strings.HasPrefix(right, "时间")
	}
	if afterTimes.Begins(right) && !strings.HasPrefix(right, "期间") {
		return strings.HasPrefix(right, "以内") || strings.HasPrefix(right, "之内")
	}
	if right != "" && !startsWithPunct(right) && !strings.HasSuffix(left, "连续") && !strings.HasSuffix(left, "提前") && !strings.HasPrefix(right, "的") && !strings.HasPrefix(right, "左右") {
		return false // 再延长三十年整县试点
	}
	if year, ok := strings.CutSuffix(left, "年的"); ok && len(year) > 4 && fourDigits(year[len(year)-4:]) {
		left = year[:len(year)-4] // 提升至2025年的｜10.2年
	}
	if p, _ := g.predicates.suffix(left); p.sense == "to" || p.sense == "down" {
		return true
	}
	tail := left[max(0, len(left)-30):]
	return beforeTimes.End(tail) || timeTold.In(tail)
}

var (
	soonDone    = phrases.list("soonDone")
	afterTimes  = phrases.list("afterTimes")
	beforeTimes = phrases.endings("beforeTimes")
	timeTold    = phrases.list("timeTold")
)

// qualifies: the number restricts the thing named right behind it
// (投资超亿元项目, 80周岁及以上老年人, 20万吨…项目, 240小时过境免签).
func qualifies(g *figureGrammar, q quantity.Quantity, left, right string) bool {
	switch q.Unit {
	case "英寸", "纳米", "毫米", "微米":
		if right != "" && !startsWithPunct(right) {
			return true // 8英寸晶圆
		}
	case "岁", "周岁":
		if !strings.HasPrefix(right, "，") && !strings.HasPrefix(right, "。") && !strings.HasPrefix(right, "；") && right != "" {
			return true
		}
	}
	if people := right[:min(len(right), 24)]; zhtext.Contains(people, "儿女") || zhtext.Contains(people, "父老") {
		return true // 让530万某地儿女…: whom the words move
	}
	if aimed, ok := strings.CutPrefix(right, "的目标"); ok && q.Kind == quantity.Percent && aimed != "" && isDigit(aimed[0]) {
		return true // 高于12%的目标2个百分点
	}
	if strings.HasPrefix(right, "的部分") || strings.HasPrefix(right, "部分") && q.Kind == quantity.Money {
		return true
	}
	next := right
	next = strings.TrimPrefix(next, "的")
	if next == "" || startsWithPunct(next) {
		return false
	}
	if held := strings.TrimPrefix(next, "有"); len(next) < len(right) && q.To > q.End && held != "" && isDigit(held[0]) && countable(q) && !strings.HasSuffix(left, "总投资") {
		return true // 投资5亿元以上的15个
	}
	switch q.Kind {
	case quantity.Money:
		if strings.HasPrefix(next, "级") || strings.HasPrefix(next, "产业") || strings.HasPrefix(next, "园区") || strings.HasPrefix(next, "镇") || strings.HasPrefix(next, "县") {
			return true
		}
		suffixed := q.To > q.End || q.Bare || q.From < q.Start
		if strings.HasPrefix(right, "的") && q.From < q.Start && g.holdsCount(next) {
			return true // 财政收入过千万元的乡镇达到11个
		}
		if strings.HasPrefix(right, "的") && isDigit(next[0]) && !strings.HasSuffix(left, "投资") {
			return true // 销售收入超百亿元的30家企业
		}
		if q.To > q.End && g.boundOfThing(next) {
			return true
		}
		return suffixed && g.startsWithThing(next) || q.Bare && q.From == q.Start
	case quantity.Percent:
		return len(next) < len(right) && strings.HasSuffix(left, "率") && q.Comparator != quantity.Equal && g.holdsCount(next)
	case quantity.Count:
		return q.To > q.End && (boundsCount(next) || g.boundsPlaces(q, left, next))
	case quantity.Measure:
		suffixed := q.To > q.End || q.From < q.Start
		if q.To > q.End && boundsCount(next) {
			return true
		}
		if suffixed && g.startsWithThing(next) {
			return true
		}
		if hasSuffix(left, "完成", "改造", "淘汰", "退出", "压减", "关停", "化解") && listedMeasure(next) {
			return false // 完成2100万千瓦机组、2800万吨产能改造
		}
		return !strings.HasSuffix(left, "等") && g.namesWork(next) || g.firstOfWorks(left, next)
	}
	return false
}

// boundsCount: what stands next is counted before the clause pauses, so that the
// figure with its bound belongs to the name (培养出栏50头以上｜大户23户).
func boundsCount(next string) bool {
	i := strings.IndexAny(next[:min(len(next), 45)], "0123456789")
	return i >= 6 && !puncts.In(next[:i]) && !hasSuffix(next[:i], "和", "与", "及")
}

// boundsPlaces: so many heads bound the places or firms that the clause is about
// (50户以上｜木质房屋连片村寨完成改造).
func (g *figureGrammar) boundsPlaces(q quantity.Quantity, left, next string) bool {
	if !heads.Has(q.Unit) {
		return false
	}
	if _, n := g.deeds.suffix(left); n > 0 {
		return false
	}
	if p, n := g.predicates.suffix(left); n > 0 && p.sense != "adv" {
		return false
	}
	return headed.In(clauseOf(next[:min(len(next), 60)]))
}

var (
	heads  = phrases.list("heads")
	headed = phrases.list("headed")
)

// holdsCount: what stands next has what the amount bounds and is counted in the same
// clause (过千万元的｜乡镇（场）达到11个).
func (g *figureGrammar) holdsCount(next string) bool {
	i := strings.IndexAny(next[:min(len(next), 60)], "0123456789")
	if i < 0 || pauses.In(next[:i]) {
		return false
	}
	name := joinOverBrackets(next[:i])
	for {
		_, n := g.predicates.suffix(name)
		if n == 0 {
			break
		}
		name = name[:len(name)-n]
	}
	c, n := g.things.suffix(name)
	return n > 0 && c.holder
}

// firstOfWorks: the measure says how large the first of several works is that are
// named in a row (年产15万吨电解液、北站水库等项目).
func (g *figureGrammar) firstOfWorks(left, next string) bool {
	next = clauseOf(next)
	list, class, ok := zhtext.Cut(next, "等")
	if !ok || !zhtext.Contains(list, "、") || strings.ContainsAny(list, "0123456789") {
		return false
	}
	if c, _ := g.things.prefix(class); !c.work {
		return false
	}
	left = strings.TrimSuffix(left, "年产")
	if _, n := g.deeds.suffix(left); n > 0 {
		return false
	}
	_, n := g.predicates.suffix(left)
	return n == 0
}

func startsWithPunct(s string) bool {
	return puncts.Begins(s)
}

var puncts = words.NewList("，", "。", "；", "、", "：", "！", "？", "）", "”", "（", "\n")

// startsWithThing: a thing and no predicate stands next.
func (g *figureGrammar) startsWithThing(s string) bool {
	c, _ := g.things.prefix(s)
	return c.property
}

// listedMeasure tells whether the next item of the list has a number of its own.
func listedMeasure(next string) bool {
	i := zhtext.Index(next, "、")
	return i > 0 && i+3 < len(next) && isDigit(next[i+3]) && !pauses.In(next[:i])
}

// boundOfThing: what stands next, up to its own number or a pause, is a thing that the
// amount bounds (10亿元以上｜制造业项目248个).
func (g *figureGrammar) boundOfThing(s string) bool {
	end := len(s)
	if i := puncts.Index(s); i >= 0 {
		end = i
	}
	if i := strings.IndexAny(s[:end], "0123456789"); i >= 0 {
		end = i
	}
	s = s[:end]
	c, n := g.things.suffix(s)
	return c.property && c.generic && n < len(s) && len(s) <= 45 && !strings.HasPrefix(s, "资金")
}

var pauses = words.NewList("，", "。", "；")

// namesWork: a measure directly before the name of a work belongs to the name
// (20万吨电池级磷酸铁项目).
func (g *figureGrammar) namesWork(s string) bool {
	end := len(s)
	if i := pauses.Index(s); i >= 0 {
		end = i
	}
	if i := strings.IndexAny(s[:end], "0123456789"); i >= 0 && zhtext.Contains(s[:i], "、") {
		end = zhtext.Index(s, "、") // a further item of the list has its own number
	}
	if i := zhtext.Index(s[:end], "、"); end >= 90 && i > 0 {
		end = i // a long list: the measure belongs to its first work
	}
	if end >= 90 {
		return false
	}
	for i := 0; i < end; i += runeLen(s[i]) {
		if c, n := g.things.prefix(s[i:end]); c.work && !strings.HasPrefix(s[i+n:end], "级") {
			return true
		}
	}
	return false
}

// chineseCount: counts written in Chinese numerals are mostly turns of phrase
// (一个, 两手抓, 三大攻坚战). They count directly behind a verb of doing, or
// at the head of a clause whose predicate says what became of them.
func chineseCount(g *figureGrammar, text string, qs []quantity.Quantity, i int, left, right string) bool {
	q := qs[i]
	token := text[q.Start:q.End]
	if onlyDigit(token, "一") || onlyDigit(token, "二") {
		return false
	}
	if !q.Bare && q.Value.Cmp(quantity.NewDecimal(1, 4)) >= 0 {
		return true // 四十五万头: no turn of phrase counts so far
	}
	switch q.Unit {
	case "篇", "份", "道", "张", "本", "把", "手", "颗", "根", "股", "盘", "线", "区", "县", "市", "省", "国", "村", "镇", "门", "方", "地", "院", "国家":
		return false
	}
	if q.Unit == "" || q.Unit == "大" || strings.HasPrefix(right, "毫不") || strings.HasPrefix(right, "“") || startsWithNumeral(right) {
		return false
	}
	switch q.Unit {
	case "次", "届":
		if meetings.Begins(right) {
			return false
		}
	}
	if _, n := g.abstract.prefix(right); n > 0 && q.Unit != "次" {
		return false
	}
	if _, n := g.deeds.suffix(left); n > 0 {
		return true
	}
	if right == "" || startsWithPunct(right) { // 新建公园十七八个。
		if tail := strings.TrimLeft(clauseTail(left), "，。；：、"); len(tail) > 9 {
			if _, n := g.deeds.prefix(tail); n > 0 && len(tail)-n >= 6 {
				return true
			}
		}
	}
	if q.Unit == "次" && strings.HasSuffix(left, "、") {
		return true
	}
	// 3个产业园和两个示范区: a further item of a list of counts.
	if i > 0 && qs[i-1].Kind == quantity.Count && !crossesClause(text[qs[i-1].End:q.Start]) &&
		(strings.HasSuffix(left, "和") || strings.HasSuffix(left, "、") || strings.HasSuffix(left, "及")) {
		return true
	}
	if countOpeners.End(left) || q.Unit == "条" && papers.Begins(right) {
		return true
	}
	opens := left == "" || startsWithPunct(left[len(left)-min(3, len(left)):]) && !strings.HasSuffix(left, "、")
	if namesAll(left, q) && q.Value.Cmp(quantity.NewDecimal(2, 0)) > 0 && right != "" && !startsWithPunct(right) {
		return true // 甲、乙、丙三个项目
	}
	if q.Bare && q.From < q.Start && (opens || right == "" || startsWithPunct(right)) {
		return true // 近百家企业参展, 资助项目突破千项
	}
	if opens || namesAll(left, q) {
		end := len(right)
		if i := cutPoint(right); i >= 0 {
			end = i
		}
		for i := 0; i < end; i += runeLen(right[i]) {
			if _, n := g.outcomes.prefix(right[i:]); n > 3 {
				return true
			}
		}
		return opens && q.Unit == "次"
	}
	return false
}

// onlyDigit tells whether a token begins with the digit given and goes on with no
// numeral (一亩, but not 一百亩 and not 二三十亩).
func onlyDigit(token, digit string) bool {
	rest, ok := strings.CutPrefix(token, digit)
	return ok && !startsWithNumeral(rest) && !startsWith(rest, "百", "千", "万", "亿")
}

// namesAll: the things counted stand by name before the number (甲医院、乙医院两个…中心).
func namesAll(left string, q quantity.Quantity) bool {
	tail := clauseTail(left)
	n := strings.Count(tail, "、")
	if n == 0 && zhtext.Contains(tail, "和") {
		n = 1
	}
	return n > 0 && q.Value.Equal(quantity.NewDecimal(int64(n+1), 0))
}

func startsWithNumeral(s string) bool {
	return hanDigits.at(s, 0)
}

// hanDigits are the digits of Chinese ordinals.
var hanDigits = newCharSet("一二三四五六七八九十")

// plainCounts: a number without a unit counts where a word of measuring stands
// before it or a magnitude is in it.
func plainCounts(g *figureGrammar, q quantity.Quantity, left, right string) bool {
	if q.Bare {
		return q.From < q.Start || right == "" || startsWithPunct(right) || strings.HasSuffix(left, "惠及")
	}
	_, n := g.predicates.suffix(left)
	if n > 0 {
		return true
	}
	for i := 9; i >= 6; i -= 3 {
		if len(left) >= i {
			if g.heads.has(left[len(left)-i:]) {
				return true
			}
		}
	}
	return len(q.Value.String()) > 4
}

// crossesClause tells whether s holds a mark that ends a clause.
func crossesClause(s string) bool {
	return pauses.In(s)
}

// clauseTail returns the clause that text ends in, up to its end.
func clauseTail(text string) string {
	for i := len(text) - 3; i >= 0; i-- {
		if pauseAt(text, i) {
			return text[i:]
		}
	}
	return text
}

// pauseAt tells whether ，。； or ： stands at text[i].
func pauseAt(text string, i int) bool {
	switch text[i] {
	case 0xEF:
		return text[i+1] == 0xBC && (text[i+2] == 0x8C || text[i+2] == 0x9B || text[i+2] == 0x9A)
	case 0xE3:
		return text[i+1] == 0x80 && text[i+2] == 0x82
	}
	return false
}

// ordinalList: 第三、第四季度: an ordinal whose noun stands behind the next.
func ordinalList(right string) bool {
	if !strings.HasPrefix(right, "、第") {
		return false
	}
	return ordinalNouns.In(right[:min(len(right), 24)])
}

var (
	meetings     = phrases.list("meetings")
	countOpeners = phrases.endings("countOpeners")
	papers       = phrases.list("papers")
	ordinalNouns = phrases.list("ordinalNouns")
)
