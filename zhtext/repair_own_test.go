package zhtext

import (
	"strings"
	"testing"
)

func tokensOf(s string) (tokens []token) {
	for _, r := range s {
		tokens = append(tokens, token{r: r, class: classes()[r]})
	}
	return tokens
}

// TestATextTellsWhatFollowsInIt holds what is learned from a text to its characters.
func TestATextTellsWhatFollowsInIt(t *testing.T) {
	const text = "我市推进磁都建设，磁都声誉提升。磁器外销"
	v := newVocabulary(pairs())
	v.learn(tokensOf(text), nil)
	chars := []rune(text)
	for i := 2; i < len(chars); i++ {
		if _, ok := v.cost(chars[i-2], chars[i-1], chars[i]); !ok {
			t.Errorf("%c does not follow %c%c", chars[i], chars[i-2], chars[i-1])
		}
	}
	for _, no := range []string{"都磁", "销我", "器都", "市建"} {
		if c := []rune(no); v.follows(v.model.id[c[0]], v.model.id[c[1]]) {
			t.Errorf("%c follows %c", c[1], c[0])
		} else if _, ok := v.cost('，', c[0], c[1]); ok {
			t.Errorf("%c costs something behind %c", c[1], c[0])
		}
	}
	twice, _ := v.cost('，', '磁', '都')
	once, _ := v.cost('。', '磁', '器')
	if twice > once {
		t.Errorf("said twice it costs %d, once %d", twice, once)
	}
	var after []rune
	for r := range v.followers('磁') {
		after = append(after, r)
	}
	if string(after) != "器都都" {
		t.Errorf("%q follow", string(after))
	}
}

// TestNothingIsLearnedFromWhatIsSuspect: neither from a suspect stretch, nor behind a
// mark, nor across them.
func TestNothingIsLearnedFromWhatIsSuspect(t *testing.T) {
	v := newVocabulary(pairs())
	knows := func(s string) bool {
		c := []rune(s)
		_, ok := v.cost(0, c[0], c[1])
		return ok
	}
	tokens := tokensOf("甲乙丙丁戊己庚辛")
	v.learn(tokens, []span{{from: 2, to: 4}, {from: 6, to: 7}})
	for pair, want := range map[string]bool{"甲乙": true, "乙丙": false, "丙丁": false, "丁戊": false, "戊己": true, "己庚": false, "庚辛": false} {
		if knows(pair) != want {
			t.Errorf("%s: %v", pair, !want)
		}
	}
	marked := tokensOf("甲乙?" + strings.Repeat("丙", doubtful-1) + "丁戊己")
	v.learn(marked, nil)
	for pair, want := range map[string]bool{"甲乙": true, "丙丙": false, "丙丁": false, "丁戊": true, "戊己": true} {
		if knows(pair) != want {
			t.Errorf("behind a mark, %s: %v", pair, !want)
		}
	}
}

// TestOneNumberLetsExpectAnother: 保三争五 lets expect 保二 and, after it, 争.
func TestOneNumberLetsExpectAnother(t *testing.T) {
	v := newVocabulary(pairs())
	v.learn(tokensOf("全年保三争五，"), nil)
	same, _ := v.cost('年', '保', '三')
	other, ok := v.counted('年', '保', '二')
	if !ok || other <= same {
		t.Errorf("another number costs %d, %v; the same %d", other, ok, same)
	}
	if cost, ok := v.counted('保', '二', '争'); !ok || cost != ownTriple {
		t.Errorf("what follows a number costs %d, %v", cost, ok)
	}
	for _, no := range []string{"全年保", "三争五", "我报二", "年保，"} {
		c := []rune(no)
		if _, ok := v.counted(c[0], c[1], c[2]); ok {
			t.Errorf("%s is expected by its number", no)
		}
	}
	if !v.follows(v.model.id['保'], v.model.id['九']) || v.follows(v.model.id['全'], v.model.id['九']) {
		t.Error("any number follows what one follows, and nothing else")
	}
}

// TestHabitsAreWhatATextSaysTwice, of letters only.
func TestHabitsAreWhatATextSaysTwice(t *testing.T) {
	v := newVocabulary(pairs())
	v.glance(tokensOf("磁都，磁都，磁器。5G，5G，A股B股，X光"))
	for pair, want := range map[string]bool{"磁都": true, "磁器": false, "，磁": false, "都，": false} {
		c := []rune(pair)
		if _, ok := v.habit(c[0], c[1]); ok != want {
			t.Errorf("%s: %v", pair, ok)
		}
	}
	if !v.often('0', 'A') || v.often('，', 'A') || v.often('磁', 'A') {
		t.Error("a letter stands where the text has it twice behind a digit")
	}
}
