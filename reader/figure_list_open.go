package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/quantity"
)

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

// levelsBefore returns the things of the last n figures where each was named for
// itself and stood at a level in one unit (零售总额6亿元，存款余额8亿元，分别是…).
func (fr *figureReader) levelsBefore(n int) []string {
	if len(fr.out) < n {
		return nil
	}
	last := fr.out[len(fr.out)-n:]
	var names []string
	for i, f := range last {
		if f.measure != "level" || f.q.Unit != last[0].q.Unit || f.q.Kind == quantity.Percent || i > 0 && (f.clause == last[i-1].clause || f.metric == last[i-1].metric) {
			return nil
		}
		names = append(names, f.metric)
	}
	return names
}

// barren: nothing is named here; the figure continues a list.
func barren(left string) bool {
	return left == "" || left == ":" || left == "∶" || left == "︰" || left == "和" || left == "及"
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
			f.measure, f.direction = fr.measure(f.q, f.metric, f.deed, false, "", "", fr.preds, &cell{fresh: true})
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
	return strings.HasPrefix(s, ":") || strings.HasPrefix(s, "：") || strings.HasPrefix(s, "∶") || strings.HasPrefix(s, "︰")
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

// listLength counts the figures from the k-th of cell i on that follow one
// another with nothing but separators between.
func (fr *figureReader) listLength(i int) int {
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
