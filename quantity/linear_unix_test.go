//go:build unix

package quantity

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestReadingStaysLinear gives every reader one thing over and over: what looks
// ahead or back without bound takes a hundred times as long for ten times the
// text. Counted is the processor's time, which other work on the machine leaves
// as it is; what is done within a second is not worth a word.
func TestReadingStaysLinear(t *testing.T) {
	for _, unit := range []string{
		"1", "一", "万", "万亿", "1,234,", "1.", "1+", "1:", "1/", "1—", "2024年", "2024年1—", "1月", "第一、", "一又", "1 ", "一 ", " ", "百分之", "一分之",
		"A1-", "http", "前", "前1", "超", "不低于", "（1）", "“1", "1、", "年底", "到", "今年", "十四五", "1多", "元/吨/", "1元/吨·", "两三", "-1%", "1/10万",
	} {
		short, long := readingTime(t, unit, 9_000), readingTime(t, unit, 90_000)
		if long > time.Second && long > 30*short {
			t.Errorf("%q over and over: %v for 9 kB, %v for 90 kB", unit, short, long)
		}
	}
}

// readingTime is what it takes to read a text of some bytes in every way.
func readingTime(t *testing.T, unit string, size int) time.Duration {
	text := strings.Repeat(unit, size/len(unit))
	begun := processorTime(t)
	Scan(text)
	Periods(text, 2024)
	for _, kind := range []string{"number", "percent", "currency", "dimension"} {
		if _, err := Recognize(kind, text, 2024); err != nil {
			t.Fatal(err)
		}
	}
	return processorTime(t) - begun
}

func processorTime(t *testing.T) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
