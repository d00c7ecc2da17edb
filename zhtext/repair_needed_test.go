package zhtext

import (
	"strings"
	"testing"
)

// TestReadingsAreDenseWhereAConverterPutThem tells a converter's work from reading aids
// to a few rare characters.
func TestReadingsAreDenseWhereAConverterPutThem(t *testing.T) {
	const gloss = "达(dá)"
	dense := func(n, length int) string {
		text := strings.Repeat(gloss, n)
		return strings.Repeat("一", (length-len(text))/3) + text
	}
	for _, c := range []struct {
		name string
		text string
		want bool
	}{
		{"four readings are too few", strings.Repeat(gloss, 4), false},
		{"five are enough", strings.Repeat(gloss, 5), true},
		{"five in ten thousand bytes", dense(5, 5*glossSpan), true},
		{"five in more", dense(5, 5*glossSpan+4), false},
		{"six in that", dense(6, 5*glossSpan+4), true},
		{"of another character", strings.Repeat("达(fā)", 9), false},
		{"without tones", strings.Repeat("达(da)", 9), true},
		{"behind a space", strings.Repeat("达 (dá)", 9), true},
		{"in other brackets", "达【dá】达［dá］达〔dá〕达（dá）达[dá]", true},
		{"of a character in the other script", strings.Repeat("達(dá)", 5), true},
		{"a bracket with nothing before it", strings.Repeat("\n(dá)", 9), false},
		{"behind a letter", strings.Repeat("A(dá)", 9), false},
		{"an abbreviation in brackets", strings.Repeat("国内生产总值(GDP)", 9), false},
	} {
		if got := glossed(c.text); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// TestWhereAReadingMayBegin holds the search by words of bytes to one byte after
// another.
func TestWhereAReadingMayBegin(t *testing.T) {
	text := "各位代表：现在，我代表县人民政府（county）作报告，2024年GDP增长5.4%，发(fā)展ǎ，éa各位代表现在我代表各位代表各位代表各位代表 z"
	for from := range len(text) + 1 {
		want := from
		for want < len(text) && !mayRead(text[want]) {
			want++
		}
		if got := mayReadAt(text, from); got != want {
			t.Fatalf("from %d on at %d, not %d", from, got, want)
		}
	}
}

// TestStrayLettersTellWrongPairs tells what wrong pairs leave from what prose has.
func TestStrayLettersTellWrongPairs(t *testing.T) {
	for text, want := range map[string]bool{
		strings.Repeat("全面推進c設", 3):                                    true,
		strings.Repeat("全面推進c設", 2):                                    false,
		strings.Repeat("全面推進∪設", 3):                                    true,
		strings.Repeat("全面推進~設", 3):                                    true,
		strings.Repeat("全面推進?設", 3):                                    true,
		strings.Repeat("建設C網絡", 9):                                     false, // capitals name things
		strings.Repeat("增長5倍", 9):                                      false,
		strings.Repeat("推進,設", 9):                                      false,
		strings.Repeat("推進①設", 9):                                      false, // numbers of items
		strings.Repeat("推進a", 3):                                       false,
		strings.Repeat("全面推進c設", 3) + strings.Repeat("一", strayedSpan): false,
	} {
		if got := mispaired(text); got != want {
			t.Errorf("%.60q: %v", text, got)
		}
	}
	some := strings.Repeat("進c設", 3)
	if text := some + strings.Repeat("a", 3*strayedSpan-len(some)); !mispaired(text) || mispaired("一"+text) {
		t.Error("three are enough for so many bytes, and for none more")
	}
}
