package lexicon

import (
	"strings"

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
	words *metricWords
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
	s := m.words.plain(name)
	for {
		if i, ok := m.names.Number(s); ok {
			return m.list[m.of[i]], true
		}
		t := m.words.trimOne(s)
		if t == s {
			return Metric{}, false
		}
		s = t
	}
}

// longestMetric is more bytes than the name of any indicator has.
const longestMetric = 400

func loadMetrics(src source) (*Metrics, error) {
	rows, err := src.table(fileMetrics, "key", "name", "aliases", "unit", "measure", "better", "nature", "category")
	if err != nil {
		return nil, err
	}
	m := &Metrics{}
	if m.words, err = loadMetricWords(src); err != nil {
		return nil, err
	}
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
			plain := m.words.plain(name)
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
