package quantity

import "testing"

func TestScanReportsValueUnitAndComparator(t *testing.T) {
	for text, want := range map[string]string{
		"产值达到2.57万亿元": "2.57万亿元 = 2570000000000 元",
		"布局3—5家实验室":   "3—5家 range 3 家",
		"增产1亿多吨":      "1亿多吨 > 100000000 吨",
		"近八成用于民生":     "八成 ~ 80 %",
		"居全省第2位":      "第2位 = 2 位",
	} {
		got := Scan(text)
		if len(got) != 1 {
			t.Fatalf("%s: %d tokens", text, len(got))
		}
		q := got[0]
		if s := text[q.Start:q.End] + " " + string(q.Comparator) + " " + q.Value.String() + " " + q.Unit; s != want {
			t.Errorf("%s: got %s, want %s", text, s, want)
		}
	}
}
