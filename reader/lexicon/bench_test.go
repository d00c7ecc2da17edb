package lexicon

import (
	"strings"
	"testing"
)

// sample is invented prose in the genre, long enough to measure with.
var sample = strings.Repeat("围绕产业转型，支持太原市、大同市等地新建智能化煤矿20座，整合资源，推进老旧小区改造和幼儿园建设，地区生产总值增长5%左右。", 200)

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(files); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	p := Default().Places
	b.SetBytes(int64(len(sample)))
	for b.Loop() {
		p.FindIn(sample, "140000")
	}
}

func BenchmarkSuggest(b *testing.B) {
	l := Default().Leads
	text := "围绕产业转型，支持太原市、大同市等地新建智能化煤矿20座"
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		l.Suggest(text, LevelProvince, "山西省", 3)
	}
}

func BenchmarkMetricKey(b *testing.B) {
	m := Default().Metrics
	b.ReportAllocs()
	for b.Loop() {
		m.Key("全省规模以上工业增加值增速")
	}
}
