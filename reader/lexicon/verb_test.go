package lexicon

import "testing"

func TestVerbMatch(t *testing.T) {
	tests := []struct {
		text, verb string
		class      VerbClass
	}{
		{"新改扩建学校20所", "新改扩建", VerbBuild},
		{"开工建设水库", "开工建设", VerbBuild},
		{"深化改革", "深化改革", VerbReform},
		{"深化合作", "深化", VerbReform},
		{"加快推进项目", "加快推进", VerbManner},
		{"办好民生实事", "办好", VerbHold},
		{"压减支出", "压减", VerbCut},
		{"支持企业", "支持", VerbSupport},
		{"培育产业", "培育", VerbGrow},
		{"达到5%", "达到", VerbReach},
		{"守牢底线", "守牢", VerbKeep},
		{"发放补贴", "发放", VerbDo},
		{"高速公路", "", ""},
		{"", "", ""},
	}
	v := Default().Verbs
	for _, test := range tests {
		n, verb, ok := v.Match(test.text)
		if verb.Word != test.verb || verb.Class != test.class || n != len(test.verb) || ok != (test.verb != "") {
			t.Errorf("%s: got %d %v %v, want %s %s", test.text, n, verb, ok, test.verb, test.class)
		}
	}
	text := "加快推进高速公路建设"
	if n := testing.AllocsPerRun(100, func() { v.Match(text) }); n != 0 {
		t.Errorf("Match allocates %v times", n)
	}
}

func TestWords(t *testing.T) {
	l := Default()
	if n := l.Adverbs.Match("积极稳妥推进"); n != len("积极稳妥") {
		t.Errorf("积极稳妥: %d", n)
	}
	if n := l.Slogans.Match("各位代表：新的一年"); n != len("各位代表") {
		t.Errorf("各位代表: %d", n)
	}
	if n := l.Slogans.Match("建设水库"); n != 0 {
		t.Errorf("建设水库: %d", n)
	}
}
