package reader

import "testing"

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
