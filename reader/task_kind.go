package reader

import (
	"strings"
	"unicode/utf8"
)

// The kinds of actions.
const (
	kindTask       = "task"
	kindProject    = "project"
	kindLivelihood = "livelihood"
	kindTarget     = "target"
	kindReform     = "reform"
)

// kindOf tells what kind of action the clauses state.
func kindOf(text string, action []clause, head int) string {
	for i := range action {
		if isTarget(text, &action[i], i == head) {
			return kindTarget
		}
	}
	reform, project := 0, 0
	for i := range action {
		s := text[action[i].start:action[i].end]
		a, b := theClauseWords().weighKinds(s)
		if i != head {
			// what leads in or comes of it says less than the doing itself
			a, b = a/2, b/2
		}
		reform += a
		project += b
	}
	c := &action[head]
	if c.verb != nil {
		switch c.verb.class {
		case verbBuild:
			project++
		case verbSettle:
			reform++
		case verbHelp, verbGrow:
			project -= 2
		}
	}
	const ordinary = 2
	switch {
	case reform > ordinary && reform >= project:
		return kindReform
	case project > ordinary:
		return kindProject
	}
	return kindTask
}

// isTarget tells whether a clause states a numeric outcome: a subject and what
// its number becomes, not a number of things to make.
func isTarget(text string, c *clause, head bool) bool {
	s := text[c.start:c.end]
	if !c.signs.has(signFigure) {
		return head && c.opening != openVerb && outcome(s)
	}
	at := strings.IndexAny(s, "0123456789")
	before := s[:at]
	if c.verb != nil && c.opening == openVerb && c.verbAt == c.start {
		switch c.verb.class {
		case verbBuild, verbRun, verbGrow, verbSettle, verbHelp:
			return strings.Contains(s, "投资") && strings.HasSuffix(strings.TrimRight(s, "以上左右"), "元") && c.verb.word == "完成"
		}
	}
	for _, w := range [...]string{"增长", "增速", "增幅", "涨幅", "下降", "降至", "降到", "达到", "达", "突破", "超过", "控制在", "保持在", "稳定在", "提高到", "提升到", "提升至", "提高至", "增至", "增加到", "不低于", "不高于", "高于", "低于", "占比", "比重", "失业率", "增加值", "就业", "产量", "总量", "总额", "余额", "收入", "回升", "缩小到", "减负", "新增贷款", "翻"} {
		if strings.Contains(before, w) {
			return true
		}
	}
	rest := s[at:]
	if strings.Contains(rest, "%") || strings.Contains(rest, "百分点") {
		return c.opening == openNoun || c.verb != nil && (c.verb.class == verbStrive || c.verb.class == verbRaise || c.verb.class == verbResult || c.verb.class == verbPush)
	}
	return head && c.opening == openNoun && utf8.RuneCountInString(before) >= 4
}

// weighKinds sums what the words of s say for a reform and for a project.
func (g *clauseWords) weighKinds(s string) (reform, project int) {
	for i := 0; i < len(s); {
		n, v := g.kindWords.match(s[i:])
		if n > 0 {
			w := int(v >> 1)
			if v&1 == 0 {
				reform += w
			} else {
				project += w
			}
			i += n
			continue
		}
		_, k := utf8.DecodeRuneInString(s[i:])
		i += k
	}
	return reform, project
}
