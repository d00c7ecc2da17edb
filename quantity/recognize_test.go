package quantity

import (
	"strings"
	"testing"
)

// What Recognize reads of one expression, as value, unit and comparator; "" for
// what is no number of its kind.
func TestRecognizeReadsExpressions(t *testing.T) {
	for kind, cases := range map[string]map[string]string{
		"number": {
			"一百二十三": "123", "一百零二": "102", "三千零五十": "3050", "十万零八百": "100800", "一万两千三百亿": "1230000000000",
			"两万五": "25000", "一百二": "120", "1千5百": "1500", "3万6千": "36000", // the last digit stands for the next smaller place
			"二〇二四": "2024", "〇": "0", "零": "0", "三点一四": "3.14", "十几": "10", "两三百": "200–300 range",
			"1,234.5": "1234.5", "12,34": "12; 34", "1.2.3": "1.2; 3", "1e5": "100000", "1.5E-3": "0.0015", "2^10": "1024", "5打": "60",
			"-3.5": "-3.5", "负三": "-3", "+7": "7", "1/2": "0.5", "三分之二": "0.666666666666666666667", "一又二分之一": "1.5", "半": "",
		},
		"percent": {
			"百分之五": "5 %", "百分之零点三": "0.3 %", "百分之两百点五": "200.5 %", "百分之一百二十": "120 %", "千分之三": "0.3 %",
			"5%": "5 %", "-5%": "-5 %", "５０％": "50 %", "5个百分点": "5 %", "三成": "30 %", "打8折": "80 %", "七五折": "75 %", "对折": "50 %", "5": "",
		},
		"currency": {
			"5元3角": "5.3 元", "一元五角二分": "1.52 元", "5块": "5 元", "100万元人民币": "1000000 元", "五亿欧元": "500000000 欧元",
			"三十万日元": "300000 日元", "20港元": "20 港元", "￥20": "20 ￥", "$5.5": "5.5 $", "5米": "",
		},
		"dimension": {
			"3米": "3 米", "五千克": "5 千克", "20平方米": "20 平方米", "2吨半": "2.5 吨", "-5℃": "-5 ℃", "3kg": "3 kg",
			"1.5万千瓦": "15000 千瓦", "60公里/小时": "60 公里/小时", "5元": "",
		},
	} {
		for text, want := range cases {
			found, err := Recognize(kind, text, 0)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range found {
				s := r.Value
				if r.ValueMax != "" {
					s += "–" + r.ValueMax
				}
				if r.Unit != "" {
					s += " " + r.Unit
				}
				if r.Comparator != Equal {
					s += " " + string(r.Comparator)
				}
				if string([]rune(text)[r.Start:r.End]) != r.Text {
					t.Errorf("%s %s: %d to %d is not %s", kind, text, r.Start, r.End, r.Text)
				}
				got = append(got, s)
			}
			if g := strings.Join(got, "; "); g != want {
				t.Errorf("%s %s: %q, want %q", kind, text, g, want)
			}
		}
	}
	if _, err := Recognize("colour", "红", 0); err == nil || !strings.Contains(err.Error(), `"colour"`) {
		t.Errorf("a kind that there is not: error %v", err)
	}
}
