package reckon_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/luoshi-project/luoshi/reckon"
)

// A measured is a thing that a report can promise and report, with its unit and
// whether less of it is better.
type measured struct {
	promise, result string // with a verb for the number
	unit            string
	lower           bool
}

var anyMeasured = rapid.SampledFrom([]measured{
	{"改造农村户厕%s%d户%s。", "改造农村户厕%s%d户。", "户", false},
	{"新建社区食堂%s%d个%s。", "新建社区食堂%s%d个。", "个", false},
	{"粮食产量达到%s%d亿斤%s。", "粮食产量%s%d亿斤。", "亿斤", false},
	{"固定资产投资增长%s%d%%%s。", "固定资产投资增长%s%d%%。", "个百分点", false},
	{"PM2.5平均浓度控制在%s%d微克/立方米%s。", "PM2.5平均浓度降至%s%d微克/立方米。", "微克/立方米", true},
	{"城镇调查失业率控制在%s%d%%%s。", "城镇调查失业率%s%d%%。", "个百分点", true},
})

func (m measured) reckon(t *rapid.T, before, behind string, promised, reported int, more ...string) reckon.Row {
	result := fmt.Sprintf(m.result, "", reported)
	for _, s := range more {
		result += s
	}
	plan := report("2023", "各项工作有序推进。", fmt.Sprintf(m.promise, before, promised, behind)).Report
	rows := reckon.Reconcile(plan, report("2024", result, "地区生产总值增长5%左右。").Report, reckon.Options{}).Rows
	if len(rows) != 1 {
		t.Fatalf("%d rows: %+v", len(rows), rows)
	}
	return rows[0]
}

var goodness = []reckon.Verdict{reckon.Missed, reckon.Met, reckon.Exceeded}

// TestBetterIsNeverJudgedWorse: whatever bound a promise sets, a better result
// has no worse verdict.
func TestBetterIsNeverJudgedWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMeasured.Draw(t, "thing")
		bound := rapid.SampledFrom([][2]string{{"", ""}, {"", "以上"}, {"", "左右"}, {"超过", ""}}).Draw(t, "bound")
		if m.lower {
			bound = rapid.SampledFrom([][2]string{{"", ""}, {"", "以内"}, {"", "左右"}}).Draw(t, "bound")
		}
		promised := rapid.IntRange(5, 90).Draw(t, "promised")
		a, b := rapid.IntRange(2, 95).Draw(t, "one result"), rapid.IntRange(2, 95).Draw(t, "another")
		if (a > b) != m.lower {
			a, b = b, a // b is the better
		}
		worse, better := m.reckon(t, bound[0], bound[1], promised, a), m.reckon(t, bound[0], bound[1], promised, b)
		if slices.Index(goodness, worse.Verdict) > slices.Index(goodness, better.Verdict) {
			t.Errorf("%s%d%s: %d %s, %d %s", bound[0], promised, bound[1], a, worse.Verdict, b, better.Verdict)
		}
	})
}

// TestWhatIsPromisedIsMetByItself: a number that is reported as it was promised
// is met, and nothing is beyond it.
func TestWhatIsPromisedIsMetByItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMeasured.Draw(t, "thing")
		n := rapid.IntRange(1, 99).Draw(t, "number")
		row := m.reckon(t, "", "", n, n)
		if row.Verdict != reckon.Met || row.Basis != reckon.ByNumber {
			t.Errorf("%d: %s %s: %s", n, row.Verdict, row.Basis, row.Reason)
		}
	})
}

// TestMarginIsTheDifference: what the margin says is the result less the promise.
func TestMarginIsTheDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMeasured.Draw(t, "thing")
		promised, got := rapid.IntRange(1, 99).Draw(t, "promised"), rapid.IntRange(1, 99).Draw(t, "reported")
		var margin int
		var unit string
		if _, err := fmt.Sscanf(m.reckon(t, "", "", promised, got).Margin, "%d%s", &margin, &unit); err != nil {
			t.Fatal(err)
		}
		if margin != got-promised || margin != 0 && !strings.HasPrefix(unit, m.unit) { // nothing is nothing in any unit
			t.Errorf("%d beside %d: %d%s", got, promised, margin, unit)
		}
	})
}

// TestSentencesOfOthersChangeNothing: what is reported of other things, before
// or behind, changes no verdict.
func TestSentencesOfOthersChangeNothing(t *testing.T) {
	others := rapid.SliceOfN(rapid.SampledFrom([]string{"森林覆盖率达到41%。", "青砧大桥建成通车。", "技术合同成交额110亿元。", "学前三年毛入园率达到92%。", "城乡面貌焕然一新。"}), 1, 4)
	rapid.Check(t, func(t *rapid.T) {
		m := anyMeasured.Draw(t, "thing")
		promised, got := rapid.IntRange(3, 99).Draw(t, "promised"), rapid.IntRange(3, 99).Draw(t, "reported")
		alone := m.reckon(t, "", "", promised, got)
		among := m.reckon(t, "", "", promised, got, others.Draw(t, "others")...)
		if alone.Verdict != among.Verdict || alone.Margin != among.Margin || alone.Result.Quote != among.Result.Quote {
			t.Errorf("%s %s, among others %s %s", alone.Verdict, alone.Margin, among.Verdict, among.Margin)
		}
	})
}

// TestUnitsOfOneMeasureAgree: a verdict does not hang on the unit in which the
// result is written.
func TestUnitsOfOneMeasureAgree(t *testing.T) {
	units := []struct {
		promise, result string
		factor          int // of the result's unit
	}{
		{"粮食产量达到%d亿斤。", "粮食产量%d万斤。", 10000},
		{"一般公共预算收入达到%d亿元。", "一般公共预算收入%d万元。", 10000},
		{"治理水土流失%d平方公里。", "治理水土流失%d亩。", 1500},
		{"新建农村公路%d公里。", "新建农村公路%d米。", 1000},
	}
	rapid.Check(t, func(t *rapid.T) {
		u := rapid.SampledFrom(units).Draw(t, "unit")
		promised, got := rapid.IntRange(1, 300).Draw(t, "promised"), rapid.IntRange(1, 300).Draw(t, "reported")
		plan := report("2023", "各项工作有序推进。", fmt.Sprintf(u.promise, promised)).Report
		result := report("2024", fmt.Sprintf(u.result, got*u.factor), "地区生产总值增长5%左右。").Report
		row := reckon.Reconcile(plan, result, reckon.Options{}).Rows[0]
		want := reckon.Met
		switch {
		case got < promised:
			want = reckon.Missed
		case got > promised:
			want = reckon.Exceeded
		}
		if row.Verdict != want {
			t.Errorf("%d beside %d: %s, want %s: %s", got, promised, row.Verdict, want, row.Reason)
		}
	})
}
