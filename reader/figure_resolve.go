package reader

import (
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/quantity"
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
	if q.Kind == quantity.Times && strings.HasSuffix(left, "的") {
		p.timesOf = true
		p.is = strings.Contains(left, "是") || strings.Contains(left, "为") || strings.Contains(left, "相当于")
		for _, w := range []string{"不低于", "不少于", "高于", "超过", "达到", "是", "为", "相当于"} {
			if i := strings.LastIndex(left, w); i >= 0 {
				p.comparator = string(fr.g.predicates.words[w].comparator)
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
		if p.listed && strings.Contains(left, "、") && isMood(word) {
			return left, p // 失业率、价格涨幅分别控制在: the last thing's own word
		}
		if q.Kind == quantity.Rank && (w.sense == "up" || w.sense == "down") {
			return left, p // 增速居全省第二: the growth is what is ranked
		}
		if endsInName(left, word) || fr.governs(left[:len(left)-n], word, right, q) {
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

// bareCoverb: nothing but a preposition stands before the number (为800万人…, 在18个城市…).
func bareCoverb(left string) bool {
	switch left {
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
	if _, ok := fr.g.deeds.words[word]; !ok {
		return false
	}
	switch word {
	case "提升", "改善", "加快", "拓展", "扩大", "提速":
		return q.Kind != quantity.Money
	case "增加", "减少", "降低", "提高", "压减", "压缩", "新增":
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
	case "增长率":
		return strings.HasSuffix(left, "自然增长率")
	case "列":
		return strings.HasSuffix(left, "系列")
	case "有":
		return strings.HasSuffix(left, "国有") || strings.HasSuffix(left, "所有")
	case "共":
		return strings.HasSuffix(left, "公共")
	}
	return false
}

// trimComparison takes off 比上年, 较2016年, 与…相比: against what something moved.
func trimComparison(left string) (string, bool) {
	i := max(strings.LastIndex(left, "比"), strings.LastIndex(left, "较"))
	if strings.HasSuffix(left, "年的") || strings.HasSuffix(left, "末的") || strings.HasSuffix(left, "底的") {
		i = max(i, strings.LastIndex(left, "由"), strings.LastIndex(left, "从"))
	}
	if i < 0 || len(left)-i > 45 {
		return left, false
	}
	tail := strings.TrimSuffix(left[i+3:], "的")
	if tail == "" {
		return left, false
	}
	for _, w := range []string{"年", "月", "去年", "同期", "上年", "前年", "上届", "年初", "期初", "年底", "年末", "水平", "平均", "全国", "全省", "全市", "时限", "预算", "预期", "计划", "五”", "期间", "时期", "之前", "以前", "前", "相比", "底", "末"} {
		if strings.HasSuffix(tail, w) {
			return left[:i], true
		}
	}
	return left, false
}

// trimRankPlace takes off among whom the rank counts: 居全国, 排名全省, 居保定.
func trimRankPlace(left string) (string, bool) {
	for _, verb := range []string{"排名", "位居", "位列", "名列", "稳居", "跃居", "居", "列", "排", "跻身", "进入", "保持", "蝉联", "升至", "升到"} {
		i := strings.LastIndex(left, verb)
		if i < 0 {
			continue
		}
		tail := left[i+len(verb):]
		if n := utf8.RuneCountInString(tail); n > 0 && n <= 8 && !strings.ContainsAny(tail, "、和") {
			return left[:i+len(verb)], true
		}
	}
	return left, false
}

// stripOpeners takes off the words a clause opens with before it names what is
// measured: times, ranges, manner.
func (fr *figureReader) stripOpeners(s string) string {
	for {
		s = strings.TrimLeft(s, " ")
		if n := leadingTime(s); n > 0 {
			s = s[n:]
			continue
		}
		if n := leadingNumeralMark(s); n > 0 {
			s = s[n:]
			continue
		}
		_, n := fr.g.openers.prefix(s)
		if n == 0 {
			return s
		}
		if _, d := fr.g.deeds.prefix(s); d > n {
			return s
		}
		if _, h := fr.g.heads.words[s[n:]]; h && s[:n] == "累计" {
			return s
		}
		s = s[n:]
	}
}

// leadingTime returns the length of a date a clause opens with (到2027年,
// 2024年底, 1月至11月).
func leadingTime(s string) int {
	i := 0
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

// leadingNumeralMark returns the length of 一是, 二是, （三） and their like.
func leadingNumeralMark(s string) int {
	if len(s) >= 6 && strings.Contains("一二三四五六七八九十", s[:3]) && (s[3:6] == "是" || s[3:6] == "要") {
		return 6
	}
	if len(s) >= 9 && s[:3] == "十" && strings.Contains("一二三四五六七八九", s[3:6]) && s[6:9] == "是" {
		return 9
	}
	return 0
}

// takeDeed splits the verb of doing off the beginning of s (新建改造, 建设、改造).
func (fr *figureReader) takeDeed(s string) (deed, rest string) {
	rest = s
	for {
		_, name := fr.g.nouns.prefix(rest)
		_, n := fr.g.deeds.prefix(rest)
		if n == 0 || name >= n {
			break
		}
		if deed != "" && (strings.HasPrefix(deed, "新增") || !chains(rest[:n])) {
			break
		}
		deed += rest[:n]
		rest = rest[n:]
		for _, j := range []string{"、", "和", "并", "及"} {
			if strings.HasPrefix(rest, j) {
				if _, m := fr.g.deeds.prefix(rest[len(j):]); m > 0 {
					if _, nm := fr.g.nouns.prefix(rest[len(j):]); nm < m {
						deed += j
						rest = rest[len(j):]
					}
				}
				break
			}
		}
	}
	rest = strings.TrimPrefix(rest, "了")
	return deed, rest
}

// chains tells whether a verb may follow another directly in one deed
// (新建改造): verbs that are as often nouns begin the object instead (达成签约意向).
func chains(verb string) bool {
	switch verb {
	case "签约", "服务", "保障", "培训", "补贴", "补助", "救助", "监测", "检测", "奖励", "治理", "应用", "储备", "申报", "推荐", "贷款", "监管", "帮扶", "保护", "发展", "开发", "就诊", "体检", "筛查", "招商", "收购", "出版", "演出", "展演", "支持", "接待", "安置", "营造林", "造林", "供应", "生产", "转移", "执法", "投资", "开放", "采购", "覆盖":
		return false
	}
	return true
}

// resolve finds what the k-th figure of cell i measures.
func (fr *figureReader) resolve(i, k int, q quantity.Quantity, left, right string) {
	c := &fr.cells[i]
	f := found{q: q, clause: c.start}
	_, moves := fr.g.predicates.prefix(right)
	if (k == 0 && !c.fresh || isColon(left)) && (right == "" || isColon(right) || moves == len(right)) && barren(left) && q.From == q.Start && fr.continueList(&f) {
		fr.keep(f)
		return
	}
	fr.share, fr.listFrom = nil, len(fr.out)
	if q.Kind == quantity.Points && q.From < q.Start {
		f.q.Comparator = quantity.Equal // 高于全省2个百分点: by how much, no bound
	}
	left, of := splitShareOf(left, q)
	name, preds := fr.peel(left, right, q)
	if q.From < q.Start && !preds.coverb && preds.sense != "have" && !strings.HasPrefix(left, "至少") {
		preds.stock = true
	}
	if f.q.Comparator == quantity.Equal && strings.Contains(left[max(0, len(left)-36):], "至少") {
		f.q.Comparator = quantity.AtLeast
	}
	if preds.comparator != "" && q.Comparator == quantity.Equal && !(preds.sense == "up" || preds.sense == "down") {
		f.q.Comparator = quantity.Comparator(preds.comparator)
	}
	name = fr.stripOpeners(name)
	if ends := "基础上"; strings.HasSuffix(name, ends) || name == "总体" {
		name = ""
	}
	if q.Kind == quantity.Duration {
		if name != "" {
			fr.metric = name
		}
		f.metric, f.measure, f.direction = fr.duration(q, name, left, right, preds)
		fr.out = append(fr.out, f)
		return
	}
	head := ""
	if strings.HasSuffix(name, "和") || strings.HasSuffix(name, "及") {
		name = "" // 所有乡镇和90%的村
	}
	preds.unnamed = name == ""
	deed, rest := fr.takeDeed(name)
	if i := strings.Index(rest, "审议"); deed == "提请" && i > 0 {
		deed, rest = "提请审议", rest[i+len("审议"):] // 提请…常委会审议法律议案
	}
	if deed == "" {
		deed, head, rest = fr.innerDeed(name)
	}
	if q.Kind == quantity.Percent && deed == "新增" {
		deed, rest = "", name // 新增财力80%用于民生
	}
	if head != "" && (deed == "完成" || deed == "实现") && q.Kind == quantity.Measure && !fr.isHead(rest) && rest != "" {
		head = "" // 园区完成土地储备2839亩
	}
	if deed != "" && head != "" && q.Kind == quantity.Count && utf8.RuneCountInString(rest) >= 2 && !fr.isHead(rest) && !generic(rest) {
		head = "" // 我省运动员获得金牌12枚
	}
	own := deed != ""
	dependent := false
	if _, bare := fr.g.heads.words[rest]; bare && own && head == "" && !delivers(deed) {
		deed, own, rest, dependent = "", false, name, true // 签约规模, 出让收益: the verb belongs to the noun
	}
	if own && rest == "" && (right == "" || startsWithPunct(right)) && (head != "" || utf8.RuneCountInString(deed) >= 4) {
		deed, head, rest = "", "", name // 清洁取暖改造, 免费送戏下乡: a deed that names itself
	}
	if _, bare := fr.g.heads.words[rest]; bare && head != "" && deed != "完成" && deed != "实现" && deed != "新增" && deed != "累计完成" {
		deed, own, head, rest = "", false, "", name // 研发投入强度: the verb is part of the noun
	}
	if !own && !c.fresh && rest != "" && !fr.isHead(rest) {
		deed = fr.deed
	}
	if i := strings.LastIndex(rest, "的"); i >= 0 && i == len(rest)-len("的") {
		rest = rest[:i]
		if right != "" && !startsWithPunct(right) {
			rest = "" // 省政府承诺的12件实事
		}
	}
	thing, outcome := fr.thing(right, q)
	if outcome == "受益" || outcome == "得益" {
		deed, own = "受益", true
	}
	if isLevelWord(thing) || thing == "" && isLevelWord(rest) {
		if next := fr.nextThing(i, k); next != "" {
			thing, rest = strings.TrimSuffix(rest+thing, "的")+next, ""
		}
	}
	if !own && rest == "" && head == "" && (thing == "" || !countable(q)) && !c.fresh {
		deed = fr.deed
	}
	if k > 0 && !own && deed == "" {
		deed = fr.deed
	}
	metric := fr.compose(q, head, rest, thing, right, preds, deed, c)
	if of != "" {
		metric = strings.TrimSuffix(metric, "产值") + of
	}
	if q.Kind == quantity.Percent && preds.sense == "" && right != "" && (strings.HasPrefix(right, "的") || name == "" && !startsWithPunct(right)) {
		metric = fr.partOf(metric, fr.text[max(q.To, q.End):], q)
	}
	if q.Kind == quantity.Percent && preds.sense == "" && (strings.HasPrefix(right, "用于") || strings.HasPrefix(right, "投向") || strings.HasPrefix(right, "来自")) {
		metric += clauseOf(right) + "占比"
	}
	if q.Kind == quantity.Money && (rest == "总投资" || rest == "投资" || name == "总投资" || strings.HasSuffix(name, "总投资")) {
		if work := fr.workAhead(i, k); work != "" {
			metric = work + "总投资"
		}
	}
	if dependent && !c.hard && fr.topic == "" && fr.metric != "" && k == 0 && utf8.RuneCountInString(metric) <= 5 {
		metric = fr.onSubject(metric)
	}
	n := 1
	if preds.listed || preds.sense == "to" && rest == "" && len(fr.pair) > 1 {
		n = fr.listLength(i, k)
	}
	if n > 1 && !preds.listed && len(fr.pair) == n {
		metric, fr.share = fr.pair[0], fr.pair[1:]
	}
	if !preds.listed && rest != "" && deed == "" && countable(q) || !preds.listed && rest != "" && q.Kind == quantity.Percent {
		// 原煤、原油产量达到A、B: as many things as figures, without a 分别.
		if m := fr.listLength(i, k); m > 1 && len(splitList(metric)) == m {
			n, preds.listed = m, true
		}
	}
	if preds.listed {
		parts := pairUp(fr.g, metric, n)
		if parts == nil && rest == "" {
			parts = fr.lastThings(n)
		}
		if len(parts) > 1 {
			fr.pair = parts
			metric, fr.share = parts[0], parts[1:]
		}
	}
	if isColon(fr.text[min(q.End, len(fr.text)):min(q.End+3, len(fr.text))]) {
		for _, w := range []string{"三次产业", "第三产业", "第二产业"} {
			metric = strings.Replace(metric, w, "第一产业", 1)
		}
	}
	f.metric, f.deed = metric, deed
	f.measure, f.direction = fr.measure(f.q, metric, deed, own || outcome != "" || preds.coverb, thing, preds, c)
	f.thing = thing
	if thing == "" && strings.HasSuffix(left, "等") {
		f.thing = f.metric // 甲村、乙村等6村3镇入选…
	}
	fr.deed, fr.preds = deed, preds
	fr.keep(f)
}

// splitShareOf takes 占全国 off the end of left where a share follows without
// a word for it (产量占全国｜1/4), and returns how the metric then ends.
func splitShareOf(left string, q quantity.Quantity) (rest, of string) {
	if q.Kind != quantity.Percent {
		return left, ""
	}
	i := strings.LastIndex(left, "占")
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
	if tail == "" || strings.Contains(tail, "比") || strings.Contains(tail, "份额") || strings.Contains(tail, "、") || strings.HasSuffix(tail, "率") {
		return left, ""
	}
	return left[:i], "占" + tail + "比重"
}

// partOf names the share that N% of a thing is, by all that is said of the
// thing (55%的村收入达到… → 收入达到…的村占比).
func (fr *figureReader) partOf(metric, right string, q quantity.Quantity) string {
	right = clauseOf(strings.TrimPrefix(right, "的"))
	if strings.HasSuffix(metric, "占比") || right == "" {
		return metric
	}
	if strings.HasSuffix(metric, "和") || strings.HasSuffix(metric, "及") || strings.HasPrefix(metric, "所有") {
		metric = ""
	}
	if strings.Contains(metric, right) || utf8.RuneCountInString(metric) > utf8.RuneCountInString(right) {
		return metric + "占比"
	}
	if thing, outcome := fr.thing("的"+right, q); outcome != "" && strings.Contains(thing, "的") {
		right = thing
	}
	return right + "占比"
}

// clauseOf returns s up to the end of its clause, without what stands in brackets.
func clauseOf(s string) string {
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
	if utf8.RuneCountInString(rest) > 24 {
		return ""
	}
	return rest
}

// isLevelWord: 国家级, 省级: what it grades stands behind the next figure
// (省级400个、市级3000个重点项目).
func isLevelWord(s string) bool {
	switch s {
	case "国家级", "省级", "市级", "县级", "省部级", "国家", "国省级", "区级":
		return true
	}
	return false
}

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
	for _, w := range []string{"国家级", "省级", "市级", "县级", "省部级", "区级"} {
		name = strings.TrimPrefix(name, w)
	}
	return strings.TrimSuffix(name, "建设")
}

// lastThings returns the n things that the figures before were about.
func (fr *figureReader) lastThings(n int) []string {
	if len(fr.pair) == n {
		return fr.pair
	}
	var out []string
	for i := len(fr.out) - 1; i >= 0 && len(out) < n; i-- {
		m := fr.out[i].metric
		if len(out) > 0 && out[0] == m {
			continue
		}
		out = append([]string{m}, out...)
	}
	if len(out) < n {
		return nil
	}
	return out
}

// barren: nothing is named here; the figure continues a list.
func barren(left string) bool {
	return left == "" || left == ":" || left == "∶" || left == "和" || left == "及"
}

// continueList gives a bare figure of a list the next thing of a 分别 list, or
// the thing of the figure before it.
func (fr *figureReader) continueList(f *found) bool {
	if len(fr.out) == 0 {
		return false
	}
	last := &fr.out[len(fr.out)-1]
	f.metric, f.deed, f.measure, f.direction = last.metric, last.deed, last.measure, last.direction
	if len(fr.share) > 0 {
		f.metric, fr.share = fr.share[0], fr.share[1:]
		if fr.preds.sense != "up" && fr.preds.sense != "down" && f.q.Kind == quantity.Percent {
			f.measure, f.direction = fr.measure(f.q, f.metric, f.deed, false, "", fr.preds, &cell{fresh: true})
		}
	}
	if f.q.Kind == last.q.Kind && isColon(fr.text[last.q.End:f.q.Start]) {
		f.metric = nextIndustry(last.metric)
	}
	// 不低于60%、55%: the comparator before the first holds for all.
	if n := &fr.out[fr.listFrom]; f.q.Comparator == quantity.Equal && n.q.From < n.q.Start && n.q.To == n.q.End {
		f.q.Comparator = n.q.Comparator
	}
	// 分别增长9%和11%以上: the comparator behind the last holds for all.
	if f.q.Comparator != quantity.Equal && f.q.To > f.q.End {
		for j := fr.listFrom; j < len(fr.out); j++ {
			if fr.out[j].q.Comparator == quantity.Equal {
				fr.out[j].q.Comparator = f.q.Comparator
			}
		}
	}
	return true
}

// isColon tells whether s is the sign of a proportion (20:50:30).
func isColon(s string) bool {
	return strings.HasPrefix(s, ":") || strings.HasPrefix(s, "：") || strings.HasPrefix(s, "∶")
}

// nextIndustry names the next part of a proportion of the three industries.
func nextIndustry(metric string) string {
	if rest, ok := strings.CutPrefix(metric, "第一产业"); ok {
		return "第二产业" + rest
	}
	if rest, ok := strings.CutPrefix(metric, "第二产业"); ok {
		return "第三产业" + rest
	}
	return metric
}

// duration reads a length of time: how long something takes or lasts, or by
// how much it came early.
func (fr *figureReader) duration(q quantity.Quantity, name, left, right string, p predicates) (metric, measure, direction string) {
	metric = name
	after := right
	if i := cutPoint(after); i >= 0 {
		after = after[:i]
	}
	if strings.HasSuffix(left, "提前") || strings.HasSuffix(left, "连续") {
		name = strings.TrimSuffix(strings.TrimSuffix(name, "提前"), "连续")
		_, object := fr.takeDeed(fr.stripOpeners(after))
		if object == "" {
			object = after
		}
		return strings.Trim(name+object, "，、"), "duration", ""
	}
	if metric == "" {
		metric = fr.metric
	}
	switch {
	case p.sense == "up" || p.sense == "down":
		return metric, "change", p.direction
	case strings.HasSuffix(metric, "天数"), strings.HasSuffix(metric, "寿命"), strings.HasSuffix(metric, "年限"), strings.HasSuffix(metric, "年龄"):
		return metric, "level", ""
	}
	return metric, "duration", ""
}

// delivers: verbs that stand apart from a bare measure word behind them (完成投资).
func delivers(deed string) bool {
	switch deed {
	case "完成", "实现", "新增", "争取", "获得", "累计完成", "达成", "增加", "减少", "取得", "形成", "带动", "全面完成", "发放", "投入", "安排", "筹集", "下达", "拨付":
		return true
	}
	return false
}

// countable kinds take what they count from behind the number too.
func countable(q quantity.Quantity) bool {
	switch q.Kind {
	case quantity.Count, quantity.Plain, quantity.Money, quantity.Measure:
		return true
	}
	return false
}

func (fr *figureReader) keep(f found) {
	fr.metric = f.metric
	fr.topic, fr.held = "", false
	fr.out = append(fr.out, f)
}

// innerDeed finds a verb of doing inside s, behind a subject or a preposition
// (向…推送项目, 省属国企完成年度投资).
func (fr *figureReader) innerDeed(s string) (deed, head, rest string) {
	prep := ""
	for _, p := range []string{"对", "向", "为", "给", "面向", "在", "从", "围绕", "依托", "通过", "按照", "将", "把", "与", "以"} {
		if strings.HasPrefix(s, p) && !strings.HasPrefix(s, "对外") && !strings.HasPrefix(s, "对口") && !strings.HasPrefix(s, "从业") {
			prep = p
		}
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
		if _, m = fr.g.deeds.prefix(s[i:]); m < 6 || !innerDeedCounts(s[i:i+m]) {
			continue
		}
		if _, nm := fr.g.nouns.prefix(s[i:]); nm >= m {
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
func innerDeedCounts(w string) bool {
	switch w {
	case "斩获", "夺得", "摘得", "获", "获评", "承接", "投运", "抽检", "共建", "缔结", "新签", "引入", "招引", "签约", "治理", "修复", "整治", "绿化", "推荐", "申报", "新承接", "新引进", "新培育", "新认定", "新签约", "新招引", "新落地", "完成", "实现", "新增", "新建", "新改建", "引进", "建成", "举办", "发放", "推送", "推介", "组织开展", "开展", "实施", "获得", "争取", "签订", "下达", "拨付", "投入", "出台", "兑现", "落实", "累计完成", "新开工", "开工建设", "创建", "荣获", "招募", "接种", "召开", "打造", "培育", "入选", "承担", "成立", "组建", "制定", "认定", "建设", "改造", "办理", "解决", "减轻", "发行", "新发放", "提供":
		return true
	}
	return false
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
	for _, w := range []string{"行列", "方阵", "基础上", "规模", "大关", "新台阶", "台阶", "目标", "水平", "以上", "左右", "关口", "门槛"} {
		if strings.HasPrefix(right, w) {
			return "", ""
		}
	}
	// 县（市、区）启动…: a bracket behind a short noun belongs to it.
	if i := strings.Index(right, "（"); i > 0 && i <= 9 {
		if j := strings.Index(right, "）"); j > i && !strings.ContainsAny(right[:i], "，。；") {
			right = right[:i] + right[j+len("）"):]
		}
	}
	if right == "" {
		return "", ""
	}
	if p := cutPoint(right); p >= 0 {
		right = right[:p]
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
	for i := 0; i < len(s); i++ {
		if s[i] < 0xE3 {
			continue
		}
		for _, p := range []string{"，", "。", "；", "：", "（", "！"} {
			if strings.HasPrefix(s[i:], p) {
				return i
			}
		}
	}
	return -1
}

// compose makes the name of the metric from its parts.
func (fr *figureReader) compose(q quantity.Quantity, head, rest, thing string, right string, p predicates, deed string, c *cell) string {
	examples := strings.HasSuffix(rest, "等")
	rest = strings.TrimSuffix(strings.TrimSuffix(rest, "等"), "的")
	if q.Kind == quantity.Count {
		rest = dropExamples(rest)
	}
	name := rest
	if head != "" {
		name = joinNames(head, rest)
	}
	if thing != "" && (countable(q) || q.Kind == quantity.Percent) {
		long, short := utf8.RuneCountInString(name), utf8.RuneCountInString(thing)
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
		case examples && short >= 4 && strings.Contains(name, "、") && long+short > 14,
			examples && short >= 4 && long > max(short, 8) && !generic(thing):
			name = thing
		case !examples && long > 2*short+8:
			name = thing
		case examples:
			name += "等" + thing
		default:
			name += thing
		}
	}
	if countable(q) && utf8.RuneCountInString(name) > 4 && (deed != "" || p.coverb) {
		name = strings.TrimSuffix(strings.TrimSuffix(name, "建设进度"), "建设")
	}
	if i := strings.LastIndex(name, "在"); i > 6 && strings.HasSuffix(name, "中") {
		name = name[:i] // 成绩在县级城市中第一
	}
	name = fromCountOfAll(dropHopes(strings.Trim(name, "，、 ：:的")))
	for _, j := range []string{"和", "并", "及"} {
		if strings.HasPrefix(name, j) && !strings.HasPrefix(name, "和美") && !strings.HasPrefix(name, "和谐") && !strings.HasPrefix(name, "和平") {
			_, name = fr.takeDeed(name[len(j):]) // 新签和升级6个协定
		}
	}
	switch deed {
	case "惠及", "受益", "惠及群众":
		if base := fr.base(); base != "" && utf8.RuneCountInString(base) <= 14 {
			return base + deed + name
		}
		return deed + name
	}
	if name == "" && deed != "" {
		if object := fr.objectOf(deed, c); object != "" {
			return object
		}
	}
	if name == "" {
		if fr.topic != "" && (fr.metric == "" || p.sense == "to" || p.stock) {
			return fr.topic
		}
		return fr.metric
	}
	if fr.base() != "" && !c.hard && vague(name) && deed != "" {
		return fr.onSubject(name) // 推进…治理，实施项目169个
	}
	if strings.HasPrefix(name, "用于") && fr.base() != "" {
		return fr.base() + name
	}
	if fr.base() == "" && q.Kind == quantity.Money && (name == "投资" || name == "资金") {
		if work := fr.objectAhead(c, q); work != "" {
			return work + name
		}
	}
	if fr.isHead(name) && fr.base() != "" && (!c.hard || strings.HasPrefix(name, "总") || name == "占比") {
		return fr.onSubject(name)
	}
	return name
}

// opensDeed tells whether s begins with a verb of doing.
func (fr *figureReader) opensDeed(s string) bool {
	_, n := fr.g.deeds.prefix(s)
	_, noun := fr.g.nouns.prefix(s)
	return n >= 6 && noun < n && n < len(s)
}

// base is what a clause that names no thing of its own is about.
func (fr *figureReader) base() string {
	if fr.topic != "" {
		return fr.topic
	}
	return fr.metric
}

// objectAhead returns what the money of a clause is spent on, where the words
// behind it say so (投资3000万元，对农村公路进行改造).
func (fr *figureReader) objectAhead(c *cell, q quantity.Quantity) string {
	rest := fr.text[max(q.To, q.End):]
	rest = strings.TrimPrefix(rest, "，")
	if i := cutPoint(rest); i > 0 {
		rest = rest[:i]
	}
	for _, w := range []string{"对", "用于", "支持"} {
		rest = strings.TrimPrefix(rest, w)
	}
	_, object := fr.takeDeed(fr.stripOpeners(rest))
	if n := utf8.RuneCountInString(object); n < 2 || n > 20 || strings.ContainsAny(object, "0123456789") {
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
	if n := utf8.RuneCountInString(object); n < 2 || n > 16 || strings.ContainsAny(object, "0123456789") {
		return ""
	}
	return object
}

// dropHopes takes out of a name the words of hope that stood inside it
// (三大产业力争年产值).
func dropHopes(name string) string {
	for _, w := range []string{"力争", "预计", "有望", "可望", "争取"} {
		if i := strings.Index(name, w); i > 6 {
			return name[:i] + name[i+len(w):]
		}
	}
	return name
}

// fromCountOfAll cuts the things a name lists off where it goes on to count them
// (甲、乙、丙三大产业 → 三大产业).
func fromCountOfAll(name string) string {
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
func generic(thing string) bool {
	if utf8.RuneCountInString(thing) > 6 {
		return false
	}
	for _, w := range []string{"项目", "工程", "行动", "活动", "园区", "聚集区", "试点", "道路", "任务", "机构", "景区", "事项", "企业", "产业", "政策", "平台", "实事", "措施"} {
		if strings.HasSuffix(thing, w) {
			return true
		}
	}
	return utf8.RuneCountInString(thing) < 4
}

// vague tells whether a counted thing says nothing without what the clause
// before it is about.
func vague(name string) bool {
	switch name {
	case "项目", "任务", "资金", "行动", "活动", "工程", "事项", "措施", "政策", "政策措施", "举措":
		return true
	}
	return false
}

// dropExamples leaves out the examples before 等 where the class behind it says
// enough (甲、乙等国际赛事 → 国际赛事).
func dropExamples(name string) string {
	i := strings.LastIndex(name, "等")
	if i < 0 || !strings.Contains(name[:i], "、") {
		return name
	}
	class := name[i+len("等"):]
	if generic(class) && len(name) < 100 || strings.HasPrefix(class, "级") || len(name)-len(class) <= len(class) {
		return name
	}
	return class
}

// isHead tells whether name is a bare measure word (总投资, 占比, 总产量) that
// needs what was named before.
func (fr *figureReader) isHead(name string) bool {
	if h, ok := fr.g.heads.words[name]; ok {
		return !h.alone
	}
	for _, w := range []string{"其中", "累计", "总", "年", "平均", "全年", "数量", "国家级", "省级", "市级", "省部级", "县级"} {
		if rest, ok := strings.CutPrefix(name, w); ok {
			if _, ok := fr.g.heads.words[rest]; ok || rest == "" {
				return true
			}
		}
	}
	return false
}

// onSubject puts a bare measure word behind the thing that was measured last.
func (fr *figureReader) onSubject(name string) string {
	if b := fr.base(); strings.HasPrefix(name, b) {
		return name
	} else if h, bare := fr.g.heads.words[b]; bare && !h.alone {
		return name
	}
	base := strings.TrimSuffix(fr.base(), "建设")
	for i := 0; i < len(base); i++ {
		if !utf8.RuneStart(base[i]) || i < 6 {
			continue
		}
		if _, ok := fr.g.heads.words[base[i:]]; ok {
			if mine, known := fr.g.heads.words[name]; known && mine.kind != "rate" || vague(name) {
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

// listLength counts the figures from the k-th of cell i on that follow one
// another with nothing but separators between.
func (fr *figureReader) listLength(i, k int) int {
	n := 1
	for j := i + 1; j < len(fr.cells); j++ {
		c := fr.cells[j]
		if c.fresh || len(c.qs) == 0 || c.qs[0].From > c.start {
			break
		}
		n++
		if c.end > max(c.qs[0].To, c.qs[0].End) {
			break
		}
	}
	return n
}

// measure decides what kind of figure q is, and which way it moved.
func (fr *figureReader) measure(q quantity.Quantity, metric, deed string, own bool, thing string, p predicates, c *cell) (string, string) {
	moved := p.sense == "up" || p.sense == "down"
	mood := ""
	for _, w := range []string{"增速", "增幅", "涨幅", "升幅", "增长率"} {
		if strings.HasSuffix(metric, w) && !strings.HasSuffix(metric, "自然增长率") {
			mood = "up"
		}
	}
	if strings.HasSuffix(metric, "降幅") {
		mood = "down"
	}
	switch q.Kind {
	case quantity.Rank:
		return "rank", ""
	case quantity.Points:
		if p.direction == "" {
			return "change", "up"
		}
		return "change", p.direction
	case quantity.Percent:
		if moved {
			return "growth", p.direction
		}
		if own && thing == "" {
			switch deed {
			case "压减", "压缩", "减少", "降低", "削减", "精简", "压降":
				return "growth", "down"
			case "提高", "提升", "增加", "扩大", "上调":
				return "growth", "up"
			}
		}
		for _, w := range []string{"降低率", "下降率", "压减率"} {
			if strings.HasSuffix(metric, w) {
				return "growth", "down"
			}
		}
		if last := len(fr.out) - 1; last >= 0 && p.unnamed && !c.fresh && !strings.HasSuffix(metric, "比重") && !strings.HasSuffix(metric, "占比") && fr.out[last].measure == "growth" && fr.out[last].q.Kind == quantity.Percent && p.sense != "to" {
			return "growth", fr.out[last].direction // 增长7%以上、力争达到8%
		}
		if mood != "" {
			return "growth", mood
		}
		return "share", ""
	case quantity.Times:
		if moved {
			return "growth", p.direction
		}
		if p.timesOf && !p.is {
			return "level", ""
		}
		return "growth", "up"
	case quantity.Fold:
		return "growth", "up"
	case quantity.Duration:
		if moved {
			return "change", p.direction
		}
		if strings.HasSuffix(metric, "天数") || strings.HasSuffix(metric, "寿命") {
			return "level", ""
		}
		return "duration", ""
	case quantity.Ratio:
		return "level", ""
	case quantity.Money:
		if moved {
			return "change", p.direction
		}
		if (deed == "新增" || deed == "净增") && (strings.HasSuffix(metric, "产值") || strings.HasSuffix(metric, "贷款") || strings.HasSuffix(metric, "存款")) {
			return "change", "up"
		}
		for _, w := range []string{"新增贷款", "新增存款", "新增产值", "新增营业收入"} {
			if strings.Contains(metric, w) {
				return "change", "up"
			}
		}
		if p.sense == "gain" && strings.HasSuffix(metric, "贷款") {
			return "change", "up"
		}
		return "level", ""
	case quantity.Measure:
		if moved {
			return "change", p.direction
		}
		if own && (deed == "增加" || deed == "净增加") {
			return "change", "up"
		}
		if own && deed == "减少" {
			return "change", "down"
		}
		if h, _ := fr.g.heads.suffix(metric); h.kind == "work" {
			return "count", ""
		}
		if _, n := fr.g.deeds.suffix(metric); n >= 6 && !p.stock && n < len(metric) {
			return "count", "" // 湿地保护修复2万亩
		}
		if p.sense != "to" && (deed != "" || p.sense == "gain") && !(p.stock && !own) {
			return "count", ""
		}
		return "level", ""
	}
	if moved {
		return "change", p.direction
	}
	if h, _ := fr.g.heads.suffix(metric); h.kind == "work" {
		return "count", ""
	}
	if p.stock && !p.sum && thing == "" && fr.isStock(metric) && !strings.Contains(metric, "累计") {
		return "level", ""
	}
	if deed != "" && !p.stock && p.sense != "to" {
		own = true
	}
	if p.did && p.sense != "to" && thing == "" && !fr.isStock(metric) {
		return "count", ""
	}
	if own && p.sense != "to" || p.sense == "gain" || strings.Contains(metric, "新增") || p.sum || strings.Contains(metric, "累计") {
		return "count", ""
	}
	if strings.HasPrefix(metric, "每") && endsInMeasure(metric) {
		return "level", ""
	}
	if p.sense == "to" || p.stock || thing == "" && fr.isStock(metric) {
		return "level", ""
	}
	if q.Unit == "次" || q.Unit == "场" || q.Unit == "届" {
		return "count", ""
	}
	if last := fr.lastMeasure(); last != "" && deed == "" && thing == "" && (!c.fresh || c.within) {
		return last, ""
	}
	return "count", ""
}

// lastMeasure returns the measure of the figure before, where it is one that a
// further item of a list shares.
func (fr *figureReader) lastMeasure() string {
	for i := len(fr.out) - 1; i >= 0; i-- {
		switch m := fr.out[i].measure; m {
		case "level", "count":
			return m
		}
	}
	return ""
}

// isStock tells whether a metric ends in a word for a stock (产量, 人口, 总数).
func (fr *figureReader) isStock(metric string) bool {
	h, n := fr.g.heads.suffix(metric)
	return n > 3 && h.kind == "stock" || strings.HasSuffix(metric, "率") || strings.HasSuffix(metric, "指数")
}
