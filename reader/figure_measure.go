package reader

import (
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/zhtext"
)

// duration reads a length of time: how long something takes or lasts, or by
// how much it came early.
func (fr *figureReader) duration(name, left, right string, q quantity.Quantity, p predicates, c *cell) (metric, measure, direction string) {
	metric = name
	after := right
	if i := cutPoint(after); i >= 0 {
		after = after[:i]
	}
	if strings.HasSuffix(left, "连续") {
		return fr.streak(strings.TrimSuffix(name, "连续"), q, c), "duration", ""
	}
	if strings.HasSuffix(left, "提前") {
		_, object := fr.takeDeed(fr.stripOpeners(after))
		if object == "" {
			object = after
		}
		return strings.Trim(strings.TrimSuffix(name, "提前")+object, "，、"), "duration", ""
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

// carriesTo tells whether what the clauses before were about is also the subject of
// a predicate: a quantity is, whoever does something is not told.
func (fr *figureReader) carriesTo(predicate string) bool {
	if utf8.RuneCountInString(fr.base()) > longestSubject || startsWith(predicate, "为", "未", "没有") {
		return false
	}
	deed, _ := fr.takeDeed(predicate)
	_, quantity := fr.g.heads.suffix(fr.base())
	return deed == "" || quantity > 0
}

// longestSubject is how many characters a subject taken from another clause may have.
const longestSubject = 14

// streak names what went on for some time by what it did all the while
// (粮食总产量突破…，连续15年居全国首位 → 粮食总产量连续居全国首位).
func (fr *figureReader) streak(subject string, q quantity.Quantity, c *cell) string {
	did := clauseOf(fr.text[max(q.To, q.End):])
	did, _, _ = strings.Cut(did, "、")
	if subject == "" && !c.hard && fr.carriesTo(did) {
		subject = fr.base()
	}
	return subject + "连续" + strings.TrimPrefix(did, "的")
}

// countable kinds take what they count from behind the number too.
func countable(q quantity.Quantity) bool {
	switch q.Kind {
	case quantity.Count, quantity.Plain, quantity.Money, quantity.Measure:
		return true
	}
	return false
}

// measure decides what kind of figure q is, and which way it moved.
func (fr *figureReader) measure(q quantity.Quantity, metric, deed string, own bool, thing, after string, p predicates, c *cell) (string, string) {
	moved := p.sense == "up" || p.sense == "down"
	mood := ""
	if h, _ := fr.g.heads.suffix(metric); h.kind == "gain" && q.Kind != quantity.Percent && q.Kind != quantity.Rank {
		return "change", "up"
	}
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
		if strings.HasPrefix(after, "增长") || strings.HasPrefix(after, "的增长") || strings.HasPrefix(after, "增幅") || strings.HasPrefix(after, "增速") {
			return "growth", "up" // 两位数增长
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
		if last := len(fr.out) - 1; last >= 0 && p.unnamed && deed == "" && thing == "" && fr.out[last].metric == metric && fr.out[last].measure == "growth" &&
			fr.out[last].q.Kind == quantity.Percent && !fr.isRate(metric) {
			return "growth", fr.out[last].direction // 投资增长15%；全年预计达到16%
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
		if own && deed == "" && p.coverb {
			return "count", "" // 对100公里公路进行了改造
		}
		if p.sense != "to" && (deed != "" || p.sense == "gain") && !(p.stock && !own && (p.words > 0 || c.fresh)) {
			return "count", ""
		}
		return "level", ""
	}
	if moved {
		return "change", p.direction
	}
	switch h, _ := fr.g.heads.suffix(metric); {
	case h.kind == "work":
		return "count", ""
	case h.kind == "size" && q.Kind == quantity.Plain:
		return "level", "" // 财政收入完成198万
	}
	if p.stock && !p.sum && thing == "" && fr.isStock(metric) && !zhtext.Contains(metric, "累计") {
		return "level", ""
	}
	if deed != "" && !p.stock && p.sense != "to" {
		own = true
	}
	switch q.Unit {
	case "分", "岁", "℃", "周岁":
		return "level", ""
	}
	if q.Kind == quantity.Plain && strings.HasSuffix(metric, "强度") {
		return "share", "" // 研发投入强度达到2.6
	}
	if p.did && p.sense != "to" && thing == "" && !fr.isStock(metric) {
		return "count", ""
	}
	if own && p.sense != "to" || p.sense == "gain" || zhtext.Contains(metric, "新增") || p.sum || zhtext.Contains(metric, "累计") {
		return "count", ""
	}
	if strings.HasPrefix(metric, "每") && endsInMeasure(metric) {
		return "level", ""
	}
	if p.sense == "to" || p.stock || thing == "" && fr.isStock(metric) {
		return "level", ""
	}
	if last := len(fr.out) - 1; last >= 0 && c.fresh && !c.hard && deed == "" && thing == "" && p.words == 0 && !p.coverb &&
		fr.out[last].measure == "level" && fr.out[last].q.Unit == q.Unit && !addsNew(metric) {
		return "level", "" // 高新技术企业达到1100家，创新平台331家
	}
	if class, n := fr.g.things.suffix(strings.TrimSuffix(metric, "”")); class.institution && n < len(metric) && deed == "" && thing == "" && !p.coverb &&
		c.fresh && !c.within && fr.lastMeasure() != "count" && !addsNew(metric) {
		return "level", "" // 省实验室27家
	}
	if q.Unit == "次" || q.Unit == "场" || q.Unit == "届" {
		return "count", ""
	}
	if last := fr.lastMeasure(); last != "" && deed == "" && thing == "" && (!c.fresh || c.within) {
		return last, ""
	}
	return "count", ""
}

// addsNew tells whether a metric counts what came to a stock (新增企业, 全年新认定工厂).
func addsNew(metric string) bool {
	return strings.Contains(newInNames.Replace(metric), "新")
}

// newInNames are words that have 新 in them and add nothing.
var newInNames = strings.NewReplacer("创新", "", "高新", "", "专精特新", "")

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

// isRate tells whether a metric is a share by its name (占比, 率).
func (fr *figureReader) isRate(metric string) bool {
	h, n := fr.g.heads.suffix(metric)
	return n > 0 && h.kind == "rate" || hasSuffix(metric, "率", "比", "比重", "比例", "度")
}

// isStock tells whether a metric ends in a word for a stock (产量, 人口, 总数).
func (fr *figureReader) isStock(metric string) bool {
	h, n := fr.g.heads.suffix(metric)
	return n > 3 && h.kind == "stock" || strings.HasSuffix(metric, "率") || strings.HasSuffix(metric, "指数")
}
