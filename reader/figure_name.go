package reader

import (
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/zhtext"
	"github.com/luoshi-project/luoshi/zhtext/words"
)

// compose makes the name of the metric from its parts.
func (fr *figureReader) compose(q quantity.Quantity, head, rest, thing string, right string, p predicates, deed string, c *cell) string {
	examples := strings.HasSuffix(rest, "等")
	rest = strings.TrimSuffix(strings.TrimSuffix(rest, "等"), "的")
	if q.Kind == quantity.Count {
		rest = fr.dropExamples(rest)
	}
	name := rest
	if head != "" {
		name = joinNames(head, rest)
	}
	if thing != "" && (countable(q) || q.Kind == quantity.Percent) {
		long, short := codePoints(name), codePoints(thing)
		switch {
		case name == "":
			name = thing
		case fr.isHead(name) && q.Kind == quantity.Money:
			name = strings.TrimPrefix(thing, "用于") + name // 总投资2.6亿元用于…工程
		case p.sense == "up" || p.sense == "down":
		case q.Kind != quantity.Count && fr.opensDeed(right): // 增发国债1万亿元｜支持灾后重建
		case p.stock && q.Kind != quantity.Count && q.Kind != quantity.Plain:
		case namesAll(name, q) && short >= 4:
			name = thing // 甲、乙、丙3个产业集群
		case examples && short >= 4 && zhtext.Contains(name, "、") && long+short > 14,
			examples && short >= 4 && long > max(short, 8) && !fr.g.generic(thing):
			name = thing
		case !examples && long > 2*short+8:
			name = thing
		case examples:
			name += "等" + thing
		default:
			name += thing
		}
	}
	if countable(q) && codePoints(name) > 4 && (deed != "" || p.coverb) {
		name = strings.TrimSuffix(strings.TrimSuffix(name, "建设进度"), "建设")
	}
	if strings.HasSuffix(name, "中") {
		if i := lastMark(name, "在"); i > 6 {
			name = name[:i] // 成绩在县级城市中第一
		}
	}
	switch q.Kind {
	case quantity.Count:
		name = strings.TrimSuffix(name, "各") // 新增学校各｜2所
	case quantity.Rank:
		name = strings.TrimSuffix(name, "中") // 在绩效评价中名列第一
	}
	if strings.HasSuffix(name, "个") {
		if i := strings.LastIndex(name, "成为"); i > 6 {
			name = name[:i] // 总量成为全省第四个｜突破2000亿元的地区
		}
	}
	name = strings.TrimSuffix(fromCountOfAll(dropHopes(strings.Trim(name, "，、 ：:的"))), "已")
	for _, j := range []string{"和", "并", "及"} {
		if strings.HasPrefix(name, j) && !strings.HasPrefix(name, "和美") && !strings.HasPrefix(name, "和谐") && !strings.HasPrefix(name, "和平") {
			_, name = fr.takeDeed(name[len(j):]) // 新签和升级6个协定
		}
	}
	switch deed {
	case "带动", "拉动", "撬动":
		if q.Kind == quantity.Money && (name == "消费" || name == "投资" || name == "销售") {
			return deed + name // 带动消费
		}
	case "惠及", "受益", "惠及群众":
		if base := fr.base(); base != "" && codePoints(base) <= 14 {
			return base + deed + name
		}
		return deed + name
	}
	if name == "" && deed != "" {
		if object := fr.objectOf(deed, c); object != "" {
			return object
		}
		if fr.topic != "" && !c.hard && c.fresh {
			return fr.topic // 实施棚户区改造，开工建设1万户
		}
	}
	if name == "" {
		if fr.topic != "" && (fr.metric == "" || p.sense == "to" || p.stock) {
			return fr.topic
		}
		return fr.metric
	}
	if fr.base() != "" && !c.hard && fr.g.vague(name) && deed != "" {
		return fr.onSubject(name) // 推进…治理，实施项目169个
	}
	if strings.HasPrefix(name, "用于") && fr.base() != "" {
		return fr.base() + name
	}
	if (fr.base() == "" || c.hard) && q.Kind == quantity.Money && (name == "投资" || name == "资金") {
		if work := fr.objectAhead(q); work != "" {
			return work + name
		}
	}
	if !c.fresh && fr.g.heads.has(name) {
		if stem := fr.keeper(); stem != "" {
			return stem + name // 监管企业营收增长5%、利润增长6%
		}
	}
	if fr.isHead(name) && fr.base() != "" && (!c.hard || strings.HasPrefix(name, "总") || name == "占比") {
		return fr.onSubject(name)
	}
	return name
}

// keeper returns whoever keeps the accounts that the figure before was taken from
// (监管企业｜营收), "" where that was no account.
func (fr *figureReader) keeper() string {
	h, n := fr.g.heads.suffix(fr.metric)
	stem := fr.metric[:len(fr.metric)-n]
	if n == 0 || h.kind != "size" || !keepers.End(stem) {
		return ""
	}
	return stem
}

var keepers = phrases.endings("keepers")

// base is what a clause that names no thing of its own is about.
func (fr *figureReader) base() string {
	if fr.topic != "" {
		return fr.topic
	}
	return fr.metric
}

// hopeWords are the words of hope that may stand inside a name.
var (
	hopeWords = []string{"力争", "预计", "有望", "可望", "争取"}
	hopes     = words.NewList(hopeWords...)
)

// dropHopes takes out of a name the words of hope that stood inside it
// (三大产业力争年产值).
func dropHopes(name string) string {
	if !hopes.In(name) {
		return name
	}
	for _, w := range hopeWords {
		if i := strings.Index(name, w); i > 6 {
			return name[:i] + name[i+len(w):]
		}
	}
	return name
}

// fromCountOfAll cuts the things a name lists off where it goes on to count them
// (甲、乙、丙三大产业 → 三大产业).
func fromCountOfAll(name string) string {
	if !zhtext.Contains(name, "大") {
		return name
	}
	for n, numeral := range []string{"两", "三", "四", "五", "六", "七", "八", "九", "十"} {
		i := strings.Index(name, numeral+"大")
		if i > 0 && strings.Count(name[:i], "、") == n+1 {
			return name[i:]
		}
	}
	return name
}

// generic tells whether a class noun says too little alone, so that the
// examples before it stay (甲矿山等重点项目).
func (g *figureGrammar) generic(thing string) bool {
	n := codePoints(thing)
	if n > 6 {
		return false
	}
	c, _ := g.things.suffix(thing)
	return c.generic || n < 4
}

// vague tells whether a counted thing says nothing without what the clause
// before it is about.
func (g *figureGrammar) vague(name string) bool { return g.things.valueOf(name).vague }

// dropExamples leaves out the examples before 等 where the class behind it says
// enough (甲、乙等国际赛事 → 国际赛事).
func (fr *figureReader) dropExamples(name string) string {
	i := strings.LastIndex(name, "等")
	if i < 0 || !zhtext.Contains(name[:i], "、") {
		return name
	}
	class := name[i+len("等"):]
	if fr.g.generic(class) && len(name) < 100 || strings.HasPrefix(class, "级") || len(name)-len(class) <= len(class) {
		return name
	}
	return class
}

// isHead tells whether name is a bare measure word (总投资, 占比, 总产量) that
// needs what was named before.
func (fr *figureReader) isHead(name string) bool {
	if first, rest, listed := zhtext.Cut(name, "、"); listed {
		return fr.isHead(first) && fr.isHead(rest) // 总量、增幅
	}
	if h, ok := fr.g.heads.of(name); ok {
		return !h.alone
	}
	if fr.shareOfHead(name) {
		return true
	}
	for _, w := range []string{"其中", "累计", "总", "年", "平均", "全年", "数量", "国家级", "省级", "市级", "省部级", "县级"} {
		if rest, ok := strings.CutPrefix(name, w); ok {
			if fr.g.heads.has(rest) || rest == "" {
				return true
			}
		}
	}
	return false
}

// shareOfHead tells whether name is a bare measure word and its share (增加值占比).
func (fr *figureReader) shareOfHead(name string) bool {
	whole, ok := strings.CutSuffix(name, "占比")
	return ok && fr.g.heads.has(whole)
}

// onSubject puts a bare measure word behind the thing that was measured last.
func (fr *figureReader) onSubject(name string) string {
	if b := fr.base(); strings.HasPrefix(name, b) {
		return name
	} else if fr.g.vague(name) && strings.HasSuffix(b, name) {
		return b // 实施重点项目，推动3900个项目投产
	} else if h, bare := fr.g.heads.of(b); bare && !h.alone {
		return name
	}
	base := strings.TrimSuffix(fr.base(), "建设")
	for i := 0; i < len(base); i++ {
		if !utf8.RuneStart(base[i]) || i < 6 || strings.HasSuffix(base, "生产总值") {
			continue
		}
		if fr.shareOfHead(base[i:]) && fr.shareOfHead(name) {
			base = base[:i]
			break
		}
		if fr.g.heads.has(base[i:]) {
			if mine, known := fr.g.heads.of(name); known && mine.kind != "rate" && mine.kind != "gain" && mine.kind != "mood" || fr.g.vague(name) || fr.shareOfHead(name) {
				base = base[:i]
			}
			break
		}
	}
	switch name {
	case "国家级", "省级", "市级", "县级", "省部级":
		for _, l := range []string{"省级以上", "市级以上", "县级以上", "国家级", "省级", "市级", "县级"} {
			base = strings.TrimPrefix(base, l)
		}
		return name + base
	}
	return base + name
}

// joinNames joins the subject of a deed and its object (省重点项目｜投资).
func joinNames(head, rest string) string {
	head = strings.TrimSuffix(strings.TrimSuffix(head, "等"), "的")
	if rest == "" {
		return head
	}
	return head + rest
}
