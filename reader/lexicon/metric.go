package lexicon

import (
	"strings"
	"unicode"

	"github.com/luoshi-project/luoshi/zhtext/words"
)

// A Metric is an indicator that recurs in reports.
type Metric struct {
	Key      string // stable: gdp
	Name     string // 地区生产总值
	Aliases  []string
	Unit     string // base unit the value usually has: 元
	Measure  string // what a bare number of it usually is: level, growth, change, share, rank, count, duration
	Better   string // the direction that is an improvement: up, down or ""
	Nature   string // binding (约束性), expected (预期性) or ""
	Category string
}

// Metrics knows the indicators that recur in reports.
type Metrics struct {
	list  []Metric
	names *words.List // of spellings without prefixes
	of    []int       // index by number of the name
}

// All returns the metrics in the order of the file.
func (m *Metrics) All() []Metric { return append([]Metric(nil), m.list...) }

// Key returns the metric that a name in a report stands for. It sees through
// what says nothing about the indicator: 全省, 我市, 年末, 增速, quotation marks,
// remarks in brackets, 规模以上 for 规上. Whatever else is before or behind a
// known name makes it another indicator (人均地区生产总值 is not 地区生产总值).
func (m *Metrics) Key(name string) (Metric, bool) {
	if len(name) > longestMetric {
		return Metric{}, false
	}
	s := plainMetric(name)
	for {
		if i, ok := m.names.Number(s); ok {
			return m.list[m.of[i]], true
		}
		t := trimOne(s)
		if t == s {
			return Metric{}, false
		}
		s = t
	}
}

// longestMetric is more bytes than the name of any indicator has.
const longestMetric = 400

// metricPrefixes and metricSuffixes say nothing about which indicator it is.
var (
	metricPrefixes = words.NewList(
		"全省", "全市", "全县", "全区", "全州", "全盟", "全旗", "全国", "全域", "我省", "我市", "我县", "我区", "我国", "我州", "本市", "本省",
		"地级及以上城市", "设区市", "设区城市", "省内", "市域", "自治区", "兵团", "全年", "年末", "年底", "年均", "年度", "当年", "今年", "去年", "预计", "力争", "确保", "实现", "完成", "累计", "其中", "的",
	)
	metricSuffixes = words.NewEndings(
		"年均增长", "年均增速", "平均增速", "增长速度", "增长率", "增速", "增幅", "增长", "涨幅", "降幅", "下降率", "降低率", "降低", "下降",
		"总量", "数量", "总数", "规模", "水平", "目标", "累计", "年均", "达到", "达",
	)
)

// trimOne takes one prefix or suffix off, but never all of the name.
func trimOne(s string) string {
	if s == "" {
		return s
	}
	if _, n := metricPrefixes.Longest(s[:len(s)-1]); n > 0 {
		return s[n:]
	}
	_, n := metricSuffixes.Longest(s[1:])
	return s[:len(s)-n]
}

// plainMetric writes a name the way the index has it: without spaces,
// quotation marks and remarks in brackets, Latin letters large, subscripts as
// digits.
func plainMetric(name string) string {
	if !isPlain(name) {
		name = plainSigns(name)
	}
	return plainWords(name)
}

// plainSigns is plainMetric without the words that are written in more ways than
// one.
func plainSigns(name string) string {
	var b strings.Builder
	depth := 0
	for _, r := range name {
		switch {
		case r == '（' || r == '(':
			depth++
		case r == '）' || r == ')':
			depth = max(0, depth-1)
		case depth > 0 || unicode.IsSpace(r) || strings.ContainsRune("“”‘’\"'《》", r):
		case r >= '₀' && r <= '₉':
			b.WriteRune('0' + r - '₀')
		default:
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	return b.String()
}

// plainWords writes the words of a name that are written in more ways than one as
// the index has them.
func plainWords(name string) string {
	at, v, n := varied.Next(name, 0)
	if n == 0 {
		return name
	}
	var b strings.Builder
	from := 0
	for ; n > 0; at, v, n = varied.Next(name, from) {
		b.WriteString(name[from:at])
		b.WriteString(variants[2*v+1])
		from = at + n
	}
	b.WriteString(name[from:])
	return b.String()
}

// variants are ways to write the same part of a name, each before the one that
// the index has.
var variants = []string{
	"规模以上", "规上", "限额以上", "限上",
	"地区国内生产总值", "GDP", "地区生产总值", "GDP", "国内生产总值", "GDP", "地方生产总值", "GDP", "生产总值", "GDP", "地区GDP", "GDP",
	"占比重", "占比", "比例", "比重", "比率", "比重", "的", "", "R＆D", "R&D",
	"PM_{2.5}", "PM2.5", "细颗粒物", "PM2.5", "可吸入颗粒物", "PM10", "Ⅲ", "III", "Ⅱ", "II", "Ⅰ", "I", "Ⅴ", "V", "—", "-", "－", "-",
}

var varied = func() *words.List {
	var list []string
	for i := 0; i < len(variants); i += 2 {
		list = append(list, variants[i])
	}
	return words.NewList(list...)
}()

// isPlain tells of most names that their signs are those of the index: Han, digits
// and capitals.
func isPlain(name string) bool {
	for _, c := range []byte(name) {
		if c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 0x80 || c > 0xBF && (c < 0xE4 || c > 0xE9) {
			return false
		}
	}
	return true
}

func loadMetrics(src source) (*Metrics, error) {
	rows, err := src.table(fileMetrics, "key", "name", "aliases", "unit", "measure", "better", "nature", "category")
	if err != nil {
		return nil, err
	}
	m := &Metrics{}
	var (
		names []string
		known = make(map[string]int, 5*len(rows))
	)
	seen, lines := make(map[string]int, len(rows)), make(map[string]int, 5*len(rows))
	for i, r := range rows {
		c := r.cells
		mt := Metric{Key: c[0], Name: c[1], Aliases: r.list(2), Unit: c[3], Measure: c[4], Better: c[5], Nature: c[6], Category: c[7]}
		if err := unique(seen, r, mt.Key); err != nil {
			return nil, err
		}
		for _, check := range []struct{ column, value, allowed string }{
			{"measure", mt.Measure, "level growth change share rank count duration"},
			{"better", mt.Better, "up down "},
			{"nature", mt.Nature, "binding expected "},
		} {
			if !oneOf(check.value, check.allowed) {
				return nil, r.errorf("%s %q is none of: %s", check.column, check.value, check.allowed)
			}
		}
		if mt.Name == "" {
			return nil, r.errorf("name is empty")
		}
		for _, name := range append([]string{mt.Name}, mt.Aliases...) {
			plain := plainMetric(name)
			if old, ok := known[plain]; ok && old != i {
				return nil, r.errorf("%q already names %s on line %d", name, m.list[old].Key, lines[plain])
			}
			known[plain], lines[plain] = i, r.line
			names, m.of = append(names, plain), append(m.of, i)
		}
		m.list = append(m.list, mt)
	}
	m.names = words.NewList(names...)
	return m, nil
}

// oneOf reports whether value is one of the words of allowed; a space at its
// end allows the empty value.
func oneOf(value, allowed string) bool {
	for _, w := range strings.Split(allowed, " ") {
		if w == value {
			return true
		}
	}
	return false
}
