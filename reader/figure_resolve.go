package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/zhtext"
)

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
	if left == "方面" || left == "个方面" {
		left = "" // 15个方面｜300多项举措
	}
	left, of := splitShareOf(trimBatch(left), q)
	name, preds := fr.peel(left, right, q)
	if q.From < q.Start && !preds.coverb && preds.sense != "have" && !strings.HasPrefix(left, "至少") && !(q.Bare && name == "") {
		preds.stock = true
	}
	if f.q.Comparator == quantity.Equal && zhtext.Contains(left[max(0, len(left)-36):], "至少") {
		f.q.Comparator = quantity.AtLeast
	}
	if preds.comparator != "" && q.Comparator == quantity.Equal && !(preds.sense == "up" || preds.sense == "down") {
		f.q.Comparator = quantity.Comparator(preds.comparator)
	}
	if fared, ok := strings.CutSuffix(name, "、"); ok {
		name = subjectOf(fared) // 企业数量实现翻番、达1.8万家
	}
	name = fr.dropHandling(fr.stripOpeners(name))
	if preds.words > 0 || q.From < q.Start {
		name = fr.afterOutcome(name)
	}
	if ends := "基础上"; strings.HasSuffix(name, ends) || name == "总体" || name == "榨季" {
		name = ""
	}
	if q.Kind == quantity.Count && strings.HasSuffix(left, "连续") && startsWith(right, "榨季", "赛季", "学年", "年度") {
		subject := strings.TrimSuffix(name, "连续")
		f.metric, f.measure = fr.streak(subject, q, c), "duration"
		fr.metric = subject
		fr.out = append(fr.out, f)
		return
	}
	if q.Kind == quantity.Duration {
		if name != "" {
			fr.metric, fr.topic = name, ""
		}
		f.metric, f.measure, f.direction = fr.duration(name, left, right, q, preds, c)
		if did := clauseOf(right); strings.HasSuffix(left, "连续") && fr.opensDeed(did) {
			fr.topic = did // 连续3年提高基础养老金、惠及…
		}
		fr.out = append(fr.out, f)
		return
	}
	if !preds.listed && zhtext.Contains(name, "分别") {
		if i := strings.LastIndex(name, "分别"); i >= 6 && i+6 < len(name) {
			name, preds.listed = name[:i]+name[i+len("分别"):], true // 交通、水利分别完成投资…
		}
	}
	if proposed, ok := strings.CutPrefix(name, "提出"); ok && (preds.sense == "up" || preds.sense == "down") {
		name = proposed // 提出地区生产总值｜年均增长5%
	}
	head := ""
	if strings.HasSuffix(name, "和") || strings.HasSuffix(name, "以及") {
		name = "" // 所有乡镇和90%的村
	}
	preds.unnamed = name == ""
	if some := fr.someOfLast(name, right, q); some != "" {
		f.metric = some
		f.measure, _ = fr.measure(f.q, some, "", false, "", right, preds, c)
		if last := fr.lastMeasure(); last != "" {
			f.measure = last
		}
		fr.out = append(fr.out, f)
		return
	}
	deed, rest := fr.takeDeed(name)
	dependent := false
	if measured(q) && preds.words > 0 && deed != "" && !fr.g.deeds.valueOf(deed).causes {
		dependent = fr.g.heads.has(rest) // 改善幅度: of what was measured before
		deed, rest = "", name            // 招商引资到位资金增长: no verb is cut from the name of a growth
	}
	if i := zhtext.Index(rest, "审议"); deed == "提请" && i > 0 {
		deed, rest = "提请审议", rest[i+len("审议"):] // 提请…常委会审议法律议案
	}
	if deed == "" && (!measured(q) || preds.words == 0) {
		deed, head, rest = fr.innerDeed(name)
		if preds.stock && preds.words > 0 && deed != "" && !fr.g.deeds.valueOf(deed).causes && deed != "新增" {
			deed, head, rest = "", "", name // all before 达 is the subject
		}
	}
	if q.Kind == quantity.Percent && deed == "新增" {
		deed, rest = "", name // 新增财力80%用于民生
	}
	if head != "" && (deed == "完成" || deed == "实现") && q.Kind == quantity.Measure && !fr.isHead(rest) && rest != "" {
		head = "" // 园区完成土地储备2839亩
	}
	if deed != "" && head != "" && q.Kind == quantity.Count && codePoints(rest) >= 2 && !fr.isHead(rest) && !fr.g.generic(rest) {
		head = "" // 我省运动员获得金牌12枚
	}
	own := deed != ""
	if fr.g.heads.has(rest) && own && head == "" && !fr.g.delivers(deed) {
		deed, own, rest, dependent = "", false, name, true // 签约规模, 出让收益: the verb belongs to the noun
	}
	if own && rest == "" && head == "" && right == "" && deed != "受益" && deed != "惠及" && (q.Unit == "人" || q.Unit == "人次" || q.Unit == "名") {
		deed, rest = "", name // 扩招413万人、培训8300多万人次
	}
	if own && rest == "" && (right == "" || startsWithPunct(right)) && (head != "" || codePoints(deed) >= 4) && !(head == "" && (fr.goesOnWith(c, q) || fr.topic != "" && !c.hard)) {
		deed, head, rest = "", "", name // 清洁取暖改造, 免费送戏下乡: a deed that names itself
	}
	if fr.g.heads.has(rest) && head != "" && deed != "完成" && deed != "实现" && deed != "新增" && deed != "累计完成" {
		deed, own, head, rest = "", false, "", name // 研发投入强度: the verb is part of the noun
	}
	if !own && !c.fresh && rest != "" && (!fr.isHead(rest) || fr.g.isLevelWord(rest)) {
		deed = fr.deed
	}
	if object, ok := strings.CutSuffix(rest, "的"); ok {
		rest = object
		if right != "" && !startsWithPunct(right) {
			rest = "" // 省政府承诺的12件实事
		}
	}
	thing, outcome := fr.thing(right, q)
	if outcome == "受益" || outcome == "得益" {
		deed, own = "受益", true
	}
	if fr.g.isLevelWord(thing) || thing == "" && fr.g.isLevelWord(rest) {
		if next := fr.nextThing(i, k); next != "" {
			thing, rest = strings.TrimSuffix(rest+thing, "的")+next, ""
		}
	}
	if own && thing == "" && rest == "" && head == "" && right == "" && fr.sharesThing(i, k, q) {
		thing = fr.nextThing(i, k)
	}
	if !own && rest == "" && head == "" && (thing == "" || !countable(q)) && !c.fresh {
		deed = fr.deed
	}
	if k > 0 && !own && deed == "" {
		deed = fr.deed
	}
	metric := fr.compose(q, head, rest, thing, right, preds, deed, c)
	kept := ""
	if q.Kind == quantity.Percent && deed == "完成" && plans.End(rest) && (head != "" || fr.base() != "" && !c.hard) {
		if kept = strings.TrimSuffix(head, "已"); kept == "" {
			kept = fr.base()
		}
		metric, deed = kept+"完成"+rest+"比例", "" // 收入10亿元，完成预算的｜102%，增长…
	}
	if q.Kind == quantity.Money && own && rest == "" && metric == thing && fr.opensDeed(metric) {
		metric += "资金" // 安排8亿元支持科技创新
	}
	if of != "" {
		metric = strings.TrimSuffix(metric, "产值") + of
	}
	if q.Kind == quantity.Percent && preds.sense == "" && right != "" && (strings.HasPrefix(right, "的") || name == "" && !startsWithPunct(right)) {
		if name == "" && of == "" && !strings.HasPrefix(right, "的") && !startsWith(right, "用于", "投向", "来自", "由") {
			metric = "" // 85%以上农户参与…: what part of whom
		}
		metric = fr.partOf(metric, fr.text[max(q.To, q.End):], q)
	}
	if q.Kind == quantity.Percent && preds.sense == "" && (strings.HasPrefix(right, "用于") || strings.HasPrefix(right, "由") && name != "" || strings.HasPrefix(right, "投向") || strings.HasPrefix(right, "来自")) {
		metric += clauseOf(right) + "占比"
	}
	if q.Kind == quantity.Money && (rest == "总投资" || rest == "投资" || name == "总投资" || strings.HasSuffix(name, "总投资") || strings.HasSuffix(name, "投资") && strings.HasPrefix(right, "的")) {
		if work := fr.workAhead(i, k); work != "" {
			metric = work + "总投资"
			if strings.HasPrefix(right, "的") && !strings.HasSuffix(name, "总投资") {
				metric = work + "投资" // 实施投资2亿元的…工程
			}
		}
	}
	if dependent && !c.hard && fr.topic == "" && fr.metric != "" && k == 0 && codePoints(metric) <= 5 {
		metric = fr.onSubject(metric)
	}
	n := 1
	if preds.listed || preds.sense == "to" && rest == "" && len(fr.pair) > 1 {
		n = fr.listLength(i)
	}
	if n > 1 && !preds.listed && len(fr.pair) == n {
		metric, fr.share = fr.pair[0], fr.pair[1:]
	}
	if !preds.listed && rest != "" && deed == "" && countable(q) || !preds.listed && rest != "" && (q.Kind == quantity.Percent || q.Kind == quantity.Rank) {
		// 原煤、原油产量达到A、B: as many things as figures, without a 分别.
		if m := fr.listLength(i); m > 1 && len(splitList(metric)) == m {
			n, preds.listed = m, true
		}
	}
	if preds.listed {
		var parts []string
		if rest == "" && fr.topic == "" && len(fr.pair) == 0 {
			parts = fr.levelsBefore(n)
		}
		if parts == nil {
			parts = pairUp(fr.g, metric, n)
		}
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
			metric = strings.Replace(metric, "结构比", "结构", 1)
			for _, moved := range [...]string{"优化", "调整", "升级"} {
				metric = strings.TrimSuffix(metric, moved)
			}
			if strings.HasSuffix(metric, "产业比") {
				metric += "重" // 三次产业比
			}
		}
	}
	if metric == "" && deed == "" && preds.words > 0 {
		metric = fr.carried // 生产总值达到5000亿元。年均增长6%。
	}
	if metric == "" {
		metric = deed
		if q.Kind == quantity.Money {
			metric = deed + "资金"
		}
	}
	f.metric, f.deed = metric, deed
	f.measure, f.direction = fr.measure(f.q, metric, deed, own || outcome != "" || preds.coverb, thing, right, preds, c)
	f.thing = thing
	if thing == "" && strings.HasSuffix(left, "等") {
		f.thing = f.metric // 甲村、乙村等6村3镇入选…
	}
	fr.deed, fr.preds = deed, preds
	fr.keep(f)
	if kept != "" {
		fr.metric = kept
	}
}

// someOfLast names those of the things counted last that the clause speaks of
// (规上企业320家，其中产值超亿元的｜45家 → 产值超亿元的规上企业), "" where it speaks of others.
func (fr *figureReader) someOfLast(name, right string, q quantity.Quantity) string {
	if q.Kind != quantity.Count || !strings.HasSuffix(name, "的") || right != "" && !startsWithPunct(right) {
		return ""
	}
	for i := len(fr.out) - 1; i >= max(0, len(fr.out)-3); i-- {
		last := &fr.out[i]
		if last.q.Kind != quantity.Count || last.q.Unit != q.Unit && !(people.Has(last.q.Unit) && people.Has(q.Unit)) || last.metric == "" {
			continue
		}
		things := last.metric
		if at := lastMark(last.metric, "的"); at >= 0 {
			things = last.metric[at+len("的"):]
		}
		return name + things
	}
	return ""
}

// people are the words people are counted by.
var people = phrases.list("people")

// plans are what somebody set beforehand and a figure is measured against.
var plans = phrases.endings("plans")

// afterOutcome cuts off what became of something before the item that is measured
// (项目陆续投产、完成投资｜20亿元). A bare measure word keeps its subject.
func (fr *figureReader) afterOutcome(name string) string {
	i := lastMark(name, "、")
	if i < 12 {
		return name
	}
	subject, rest := name[:i], name[i+len("、"):]
	for {
		how, n := fr.g.outcomes.suffix(subject)
		if n < 6 || n == len(subject) || how != "thing" {
			break
		}
		subject = subject[:len(subject)-n]
	}
	if len(subject) == i || len(rest) < 6 {
		return name
	}
	if _, object := fr.takeDeed(rest); fr.isHead(object) || fr.isHead(rest) {
		return subject + rest
	}
	if codePoints(rest) < 6 {
		return name
	}
	return rest
}

// trimBatch takes off the batches that the things counted came in (两批｜21件).
func trimBatch(left string) string {
	front, ok := strings.CutSuffix(left, "批")
	if !ok {
		return left
	}
	rest := strings.TrimRight(front, "0123456789两二三四五六七八九十")
	if rest == front || strings.HasSuffix(rest, "第") {
		return left // 第三批重点村
	}
	return rest
}

// goesOnWith tells whether a further item of a list counts what the item before
// it counted, with a verb of its own (引进项目24个、建成投产17个).
func (fr *figureReader) goesOnWith(c *cell, q quantity.Quantity) bool {
	last := len(fr.out) - 1
	return !c.fresh && last >= 0 && q.Kind == quantity.Count && fr.out[last].q.Unit == q.Unit && fr.out[last].deed != "" && fr.out[last].metric != fr.out[last].deed
}

// measured kinds state how a thing stands or moves, not how many were done.
func measured(q quantity.Quantity) bool {
	switch q.Kind {
	case quantity.Percent, quantity.Points, quantity.Times, quantity.Fold, quantity.Rank:
		return true
	}
	return false
}

func (fr *figureReader) keep(f found) {
	fr.metric = f.metric
	fr.topic, fr.held = "", false
	f.list = fr.listFrom
	fr.out = append(fr.out, f)
}
