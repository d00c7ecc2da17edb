package web

import "testing"

// What a report writes as 18426亿元 is corrected as 18426 and 亿元, not as
// thirteen digits, and comes back as the same number.
func TestNumbersAreWrittenAsReportsDo(t *testing.T) {
	for _, c := range []struct{ value, unit, short, long string }{
		{"1842600000000", "元", "18426", "亿元"},
		{"-29500", "人", "-2.95", "万人"},
		{"100000001", "元", "1.00000001", "亿元"},
		{"9999", "户", "9999", "户"},
		{"5.5", "%", "5.5", "%"},
	} {
		short, word := scaled(c.value)
		if short != c.short || word+c.unit != c.long {
			t.Errorf("%s%s is written %s%s", c.value, c.unit, short, word+c.unit)
		}
		if value, unit := unscaled(c.short, c.long); value != c.value || unit != c.unit {
			t.Errorf("%s%s is read as %s%s", c.short, c.long, value, unit)
		}
	}
}

func TestNumbersAreReadAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct{ value, unit, want, bare string }{
		{"1.2万亿", "元", "1200000000000", "元"},
		{" 36万 ", "人", "360000", "人"},
		{"3.5", "万亿元", "3500000000000", "元"},
		{"0.5", "万户", "5000", "户"},
		{"十二", "个", "十二", "个"},
		{"", "亿元", "", "元"},
	} {
		if value, unit := unscaled(c.value, c.unit); value != c.want || unit != c.bare {
			t.Errorf("%q %q is read as %q %q", c.value, c.unit, value, unit)
		}
	}
}

func TestLargeNumbersInEnglish(t *testing.T) {
	for value, want := range map[string]string{"1842600000000": "1,842.6 bn", "-2500000000": "-2.5 bn", "40000000": "40,000,000", "999999999.5": "999,999,999.5"} {
		if got := inBillions(value); got != want {
			t.Errorf("%s is written %q, not %q", value, got, want)
		}
	}
}
