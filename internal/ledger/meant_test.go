package ledger

import "testing"

// Of a matter that was docketed before comparators were noted, a target that its
// sentence gives roughly is shown so; its event stays as it is. What the sentence
// says of another figure, or an officer wrote by hand, changes nothing.
func TestTargetsOfEarlierLedgersAreMeantAsTheirSentenceSays(t *testing.T) {
	for _, c := range []struct {
		text    string
		source  SourceKind
		in      Indicator
		roughly bool
	}{
		{"社会消费品零售总额增长7%左右", FromDocument, Indicator{Target: "7", Unit: "%", Compare: ">="}, true},
		{"投资约1500亿元", FromDocument, Indicator{Target: "150000000000", Unit: "元", Compare: ">="}, true},
		{"社会消费品零售总额增长7%左右", FromDocument, Indicator{Target: "7", Unit: "%"}, true},
		{"社会消费品零售总额增长7%以上", FromDocument, Indicator{Target: "7", Unit: "%", Compare: ">="}, false},
		{"增长7%以上，其中网上零售增长8%左右", FromDocument, Indicator{Target: "7", Unit: "%", Compare: ">="}, false},
		{"甲增长7%左右，乙增长7%以上", FromDocument, Indicator{Target: "7", Unit: "%", Compare: ">="}, false},
		{"能耗下降7%左右", FromDocument, Indicator{Target: "7", Unit: "%", Compare: "<="}, false},
		{"增长7%左右", FromDocument, Indicator{Target: "8", Unit: "%", Compare: ">="}, false},
		{"增长7%左右", FromDocument, Indicator{Target: "7", Unit: "个", Compare: ">="}, false},
		{"增长7%左右", ByHand, Indicator{Target: "7", Unit: "%", Compare: ">="}, false},
		{"增长7%", FromDocument, Indicator{Target: "7", Unit: "%", Compare: ">=", About: true}, true},
	} {
		body := DocketedBody{Matter: Matter{Text: c.text, Source: Source{Kind: c.source}, Indicators: []Indicator{c.in}}}
		for _, event := range []Event{{Number: 1, Body: body}, {Number: 2, Body: AmendedBody{Matter: body.Matter}}} {
			s := Fold("m", []Event{event})
			if got := s.Matter.Indicators[0].About; got != c.roughly {
				t.Errorf("%s (%s, %s): %v", c.text, c.in.Target, event.Body.Kind(), got)
			}
		}
		if body.Matter.Indicators[0] != c.in {
			t.Errorf("%s: the event itself was changed", c.text)
		}
	}
}
