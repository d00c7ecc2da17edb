package reader

import (
	"strings"
	"testing"
)

// Marks of no width, which web pages leave inside words and numbers, are not
// there for the reader; a narrow space parts groups of digits.
func TestMarksOfNoWidth(t *testing.T) {
	for text, want := range map[string]string{
		"粮食产量达到1\u200b00万吨。":  "1000000",
		"粮食产量达到1\u206000万吨。":  "1000000",
		"粮食产量达到1\u00ad00万吨。":  "1000000",
		"粮食产量达到\ufeff100万吨。":  "1000000",
		"粮食产量达到1\u202f000万吨。": "10000000",
	} {
		r := Read("某省2024年政府工作报告\n\n一、2023年工作回顾\n\n"+text+"\n", Options{})
		if len(r.Indicators) != 1 || r.Indicators[0].Value != want {
			t.Errorf("%q: %+v, want one figure of %s", text, r.Indicators, want)
		}
	}
}

// Lines may end in other marks than a line feed.
func TestLinesEndInWhateverTheFileHas(t *testing.T) {
	text := "某省2024年政府工作报告\n\n一、2023年工作回顾\n粮食产量达到100万吨。\n二、2024年工作安排\n新建公路300公里。\n推进旧城改造。\n"
	want := Read(text, Options{})
	for name, end := range map[string]string{"old Mac": "\r", "Windows": "\r\n", "line separator": "\u2028", "paragraph separator": "\u2029", "next line": "\u0085"} {
		broken := strings.ReplaceAll(text, "\n", end)
		got := Read(broken, Options{})
		checkProvenance(t, name, broken, got)
		if len(got.Sections) != len(want.Sections) || len(got.Statements) != len(want.Statements) || len(got.Actions) != len(want.Actions) || len(got.Indicators) != len(want.Indicators) {
			t.Errorf("%s: %d sections, %d statements, %d actions, %d indicators; want %d, %d, %d, %d", name,
				len(got.Sections), len(got.Statements), len(got.Actions), len(got.Indicators),
				len(want.Sections), len(want.Statements), len(want.Actions), len(want.Indicators))
		}
	}
}
