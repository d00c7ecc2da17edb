package quantity

import (
	"math/rand/v2"
	"strings"
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
		promises(t, text)
	})
}

// TestPromisesHoldOnAnyMixture mixes the pieces numbers are made of, which
// random bytes seldom hit.
func TestPromisesHoldOnAnyMixture(t *testing.T) {
	pieces := strings.Split("0|1|2|12|2024|05|1,234|.|,|，|．|%|/|:|∶|-|—|至|到|+|×|^|e|O| |\n|年|月|日|季度|前|第|第一|首位|百|千|万|亿|兆|十|两|一|二|五|零|多|余|几|来|点|半|成|折|番|翻|分之|百分之|又|负|个|"+
		"元|吨|级|期|届|A|G|PM|km|“|”|（|）|底|内|今年|十四五|过去|用|时间|１|３|打|k|M|强|号|、|·|http://|www.|[|]|{|}|_|超|不低于|以上|左右|近|上|20000000000000000000000", "|")
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		var b strings.Builder
		for range 1 + rnd.IntN(12) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		promises(t, b.String())
	}
}

// promises fails the test where the answers on text break what FuzzScan says.
func promises(t *testing.T, text string) {
	t.Helper()
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
}
