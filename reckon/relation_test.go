package reckon

import (
	"slices"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/reader"
)

// told reads a figure of the tables below: its measure, its dimension, and what
// else is known of it.
func told(s string) *figure {
	f := &figure{ind: &reader.Indicator{}}
	for i, word := range strings.Fields(s) {
		switch {
		case i == 0:
			f.ind.Measure = word
		case i == 1:
			f.amount.dimension = word
		case word == "stock":
			f.stock = true
		case word == "ofPlan":
			f.ofPlan = true
		case word == "partial":
			f.partial = true
		case word == "added":
			f.added = true
		case word == "fresh":
			f.fresh = true
		}
	}
	return f
}

// TestHowMeasuresStandBesideEachOther: the relation of a promised measure and a
// reported one.
func TestHowMeasuresStandBesideEachOther(t *testing.T) {
	for _, c := range []struct {
		promise, result string
		want            relation
	}{
		{"level money", "share percent ofPlan", ofPlanned},
		{"count things", "share percent ofPlan", ofPlanned},
		{"change money", "share percent ofPlan", ofPlanned},
		{"change point", "share percent ofPlan", otherWise},
		{"growth percent", "share percent ofPlan", otherWise},
		{"growth percent", "growth percent", direct},
		{"growth percent", "level money", growthOf},
		{"growth percent", "count things", growthOf},
		{"growth percent", "level point", otherWise},
		{"growth percent", "level percent", otherWise},
		{"growth percent", "share percent", otherWise},
		{"growth percent", "change money", otherWise},
		{"growth point", "level money", otherWise},
		{"level money", "growth percent", levelBy},
		{"count things", "growth percent", levelBy},
		{"level percent", "growth percent", otherWise},
		{"level money", "growth money", otherWise},
		{"share percent", "growth percent", otherWise},
		{"share percent", "share percent", direct},
		{"change point", "share percent", difference},
		{"change percent", "share percent", otherWise},
		{"change point", "level percent", otherWise},
		{"level money", "level mass", otherWise},
		{"count people", "count things", direct},
		{"change money", "change money", direct},
		{"change things", "level things", difference},
		{"change things", "count things stock", difference},
		{"change things", "count things", direct},
		{"rank rank", "rank rank", direct},
		{"rank number", "level number", otherWise},
		{"level number", "rank number", otherWise},
		{"duration time", "duration time", direct},
		{"level time", "duration time", otherWise},
		{"duration time", "level time", otherWise},
		{"count things partial", "count things", otherWise},
		{"level things added", "level things", difference},
		{"level things added", "level things added", direct},
		{"level things", "level things fresh", otherWise},
		{"level money", "level money fresh", direct},
		{"level things", "count things fresh", otherWise},
		{"level money", "level money", direct},
		{"count things", "count things stock", difference},
		{"count things stock", "count things stock", direct},
		{"level money", "change money", otherWise},
		{"level things stock", "count things", otherWise},
		{"level people stock", "count people", otherWise},
		{"level length stock", "count length", direct},
		{"count things stock", "count things", otherWise},
		{"count things", "count things", direct},
	} {
		if got := relate(told(c.promise), told(c.result)); got != c.want {
			t.Errorf("%s beside %s: %d, want %d", c.promise, c.result, got, c.want)
		}
	}
}

func number(n int64) *figure {
	f := &figure{ind: &reader.Indicator{}}
	f.amount.low = quantity.NewDecimal(n, 0)
	return f
}

// TestNumbersTooFarFromEachOther: beyond is more than two and a half times the
// other, far apart more than eight times, whichever of the two is the greater.
func TestNumbersTooFarFromEachOther(t *testing.T) {
	for _, c := range []struct {
		one, other  int64
		beyond, far bool
	}{
		{100, 100, false, false},
		{100, 250, false, false},
		{100, 251, true, false},
		{100, 800, true, false},
		{100, 801, true, true},
		{-100, 200, false, false},
		{0, 1, true, true},
	} {
		for _, pair := range [][2]int64{{c.one, c.other}, {c.other, c.one}} {
			p, f := number(pair[0]), number(pair[1])
			if beyond(p, f) != c.beyond || farApart(p, f) != c.far {
				t.Errorf("%v: beyond %v, far apart %v", pair, beyond(p, f), farApart(p, f))
			}
		}
	}
}

func TestDesignatorsOfWorks(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		other bool
	}{
		{"4号线", "4号线北延段", false},
		{"4号线", "2号线", true},
		{"水库二期", "水库一期", true},
		{"水库二期", "水库", false},
		{"水库", "水库二期", false},
		{"G331线", "G331线", false},
		{"G331线", "G318线", true},
		{"G331线", "S331线", false},
		{"地铁1号线、2号线", "地铁2号线", true},
		{"2024年建成", "2025年建成", false},
		{"5G基站", "4G基站", false},
		{"十二号楼", "二号楼", true},
	} {
		if got := otherOfTheName(c.a, c.b); got != c.other {
			t.Errorf("%s, %s: %v", c.a, c.b, got)
		}
	}
}

func TestNamesWithAQualifier(t *testing.T) {
	for _, c := range []struct {
		name, of, qualifier string
		ok                  bool
	}{
		{"过夜游客", "游客", "过夜", true},
		{"游客人数", "游客", "人数", true},
		{"规上装备工业", "规上工业", "装备", true},
		{"游客", "过夜游客", "", false},
		{"游客", "游客", "", false},
		{"森林面积", "湿地面积", "", false},
		{"客游", "客", "", false},
	} {
		if q, ok := narrower(c.name, c.of); q != c.qualifier || ok != c.ok {
			t.Errorf("%s of %s: %q %v", c.name, c.of, q, ok)
		}
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"开发区规上工业增加值", "规上工业增加值", true},
		{"规上工业增加值", "开发区规上工业增加值", true},
		{"大规上工业增加值", "规上工业增加值", false},
		{"规上工业增加值", "规上工业总产值", false},
	} {
		if got := qualified(&figure{plain: c.a}, &figure{plain: c.b}); got != c.want {
			t.Errorf("%s, %s: %v", c.a, c.b, got)
		}
	}
	if n := sharedPrefix("两化融合指数", "两化融合企业"); n != 4 {
		t.Errorf("shared prefix %d", n)
	}
	if n := sharedPrefix("甲", "甲乙"); n != 1 {
		t.Errorf("shared prefix %d", n)
	}
}

// TestHowFarAPhraseSaysAWorkHasCome: the furthest stage counts, the word that
// says so is named, and what was completed of a work's preparation is that.
func TestHowFarAPhraseSaysAWorkHasCome(t *testing.T) {
	w := DefaultWords()
	for _, c := range []struct {
		text string
		want stage
		by   string
	}{
		{"青砧大桥", stageUnknown, ""},
		{"青砧大桥前期工作", stagePlanned, "前期工作"},
		{"完成青砧大桥前期工作", stagePlanned, "完成前期工作"},
		{"完成铺轨", stageGoing, "完成铺轨"},
		{"青砧大桥获批", stageApproved, "获批"},
		{"青砧大桥获批并开工", stageStarted, "开工"},
		{"青砧大桥建成通车", stageOpened, "通车"},
		{"深化零基预算改革", stageGoing, "深化"},
		{"完成改造", stageDone, "完成"},
		{"完工率", stageDone, "完工率"},
	} {
		if got, by := w.stageOf(c.text); got != c.want || by != c.by {
			t.Errorf("%s: %d %q, want %d %q", c.text, got, by, c.want, c.by)
		}
	}
	for text, want := range map[string]stage{"启动青砧大桥建成通车": stageStarted, "力争启动申报": stageStarted, "推动青砧大桥投产": stageOpened} {
		if got, _ := w.promised(text); got != want {
			t.Errorf("promised by %s: %d, want %d", text, got, want)
		}
	}
}

func TestWhatGrowsInStep(t *testing.T) {
	for _, c := range []struct{ text, name, how string }{
		{"居民收入增长与经济增长同步", "居民收入", "~"},
		{"居民收入增速高于经济增速", "居民收入", ">"},
		{"居民收入快于地区生产总值增长", "居民收入", ">"},
		{"经济增长6%", "", ""},
		{"带动经济增长", "", ""},
	} {
		if name, how := DefaultWords().stepOf(c.text); name != c.name || how != c.how {
			t.Errorf("%s: %q %q", c.text, name, how)
		}
	}
}

func TestLinesByTheirShortNames(t *testing.T) {
	w := DefaultWords()
	for text, want := range map[string]string{
		"桕溪至楸川铁路":             "桕楸铁路",
		"建成桕溪至楸川铁路":           "建成桕楸铁路",
		"砧南、桕溪至楸川城际铁路通车":      "砧南、桕楸城际铁路通车",
		"桕溪至楸川铁路、砧南至柏川高速公路开工": "桕楸铁路、砧柏高速公路开工",
		"北京至柏川高速公路":           "京柏高速公路",
		"利用率提高至楸川水平":          "利用率提高至楸川水平",
		"桕溪至楸川一级航道":           "桕溪至楸川一级航道",
		"桕至楸川铁路":              "桕至楸川铁路",
		"桕溪至楸川以及更远的大河铁路":      "桕溪至楸川以及更远的大河铁路",
	} {
		if got := w.shortRoutes(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestNamesOfAList(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"建成桕溪大桥", nil},
		{"桕溪、楸川、砧南3座水库", []string{"桕溪", "楸川", "砧南"}},
		{"桕溪大桥、楸川大桥等项目", []string{"桕溪大桥", "楸川大桥"}},
		{"桕溪大桥及楸川大桥", nil},
		{"桕溪大桥、楸川大桥以及砧南大桥", []string{"桕溪大桥", "楸川大桥", "砧南大桥"}},
	} {
		if got := listed(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", c.text, got)
		}
	}
}

func TestClausesWithoutDatesAndNumbers(t *testing.T) {
	w := DefaultWords()
	for text, want := range map[string]string{
		"七是改造农村户厕8万户":  "改造农村户厕",
		"十二是建成大桥":      "建成大桥",
		"12月底前建成大桥":    "建成大桥",
		"建成G331线":      "建成G331线",
		"建成4号线":        "建成4号线",
		"建设5G基站":       "建设5G基站",
		"办好第22届柏博会":    "办好柏博会",
		"办好第五届柏博会":     "办好柏博会",
		"开展第三方评估":      "开展第三方评估",
		"新建改造3.5公里农村路": "新建改造农村路",
	} {
		if got := w.timeless(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
