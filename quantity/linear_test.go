package quantity

import (
	"strings"
	"testing"
	"time"
)

// TestReadingStaysLinear gives every reader 90 kB of one thing over and over:
// what looks ahead or back without bound would take minutes.
func TestReadingStaysLinear(t *testing.T) {
	for _, unit := range []string{
		"1", "一", "万", "万亿", "1,234,", "1.", "1+", "1:", "1/", "1—", "2024年", "2024年1—", "1月", "第一、", "一又", "1 ", "一 ", " ", "百分之", "一分之",
		"A1-", "http", "前", "前1", "超", "不低于", "（1）", "“1", "1、", "年底", "到", "今年", "十四五", "1多", "元/吨/", "1元/吨·", "两三", "-1%", "1/10万",
	} {
		text := strings.Repeat(unit, 90_000/len(unit))
		start := time.Now()
		Scan(text)
		Periods(text, 2024)
		for _, kind := range []string{"number", "percent", "currency", "dimension"} {
			if _, err := Recognize(kind, text, 2024); err != nil {
				t.Fatal(err)
			}
		}
		if spent := time.Since(start); spent > 3*time.Second {
			t.Errorf("%q over and over took %s", unit, spent)
		}
	}
}
