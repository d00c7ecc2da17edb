package quantity

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// FuzzScan holds the promises of Scan and Periods on any text: no panic, spans
// inside the text and on character boundaries, tokens in order and apart, the
// same answer twice.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{
		"产值2.57万亿元，增长5%以上；建设3—5家实验室、１２座水库，1,234.5吨", "第2位、全国第一、前十、首位、第十四届，2025年—2027年，6月底前",
		"PM_{2.5}降至37微克/立方米，“13710”，9+13，5G，GB/T 2260，0351-3046789，2.27:1，4.0∶37.7∶58.3", "近八成、三分之一、一半、翻两番、十几万、两三千、二〇二四年",
		"万亿", "\xe4\xb8", "百分之", "十万万万万万万亿亿亿", "1、2号，1.2.3，-2.3%，1/3，第", "前", "零零零", "4（", "３，１２３",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			return
		}
		found := Scan(text)
		end := 0
		for _, q := range found {
			if q.Start < end || q.End <= q.Start || q.End > len(text) || q.From > q.Start || q.To < q.End || q.From < 0 || q.To > len(text) {
				t.Fatalf("%q: token %d-%d (%d-%d) after %d", text, q.Start, q.End, q.From, q.To, end)
			}
			for _, i := range []int{q.Start, q.End, q.From, q.To} {
				if i < len(text) && utf8.ValidString(text) && !utf8.RuneStart(text[i]) {
					t.Fatalf("%q: %d is inside a character", text, i)
				}
			}
			if q.Ranged != (q.Comparator == Range) || q.Ranged && q.Max.Cmp(q.Value) <= 0 && q.Value.Sign() > 0 {
				t.Fatalf("%q: %+v is no range", text, q)
			}
			end = q.End
		}
		if diff := cmp.Diff(found, Scan(text)); diff != "" {
			t.Fatal(diff)
		}
		end = 0
		for _, p := range Periods(text, 2024) {
			if p.Start < end || p.End <= p.Start || p.End > len(text) {
				t.Fatalf("%q: period %d-%d after %d", text, p.Start, p.End, end)
			}
			end = p.End
		}
		for _, kind := range []string{"number", "percent", "currency", "dimension", "period"} {
			got, err := Recognize(kind, text, 2024)
			if err != nil {
				t.Fatal(err)
			}
			at := 0
			for _, r := range got {
				if r.Start < at || r.End <= r.Start || r.End > utf8.RuneCountInString(text) {
					t.Fatalf("%q: %s %d-%d after %d", text, kind, r.Start, r.End, at)
				}
				at = r.End
			}
		}
	})
}
