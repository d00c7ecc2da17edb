package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
	"github.com/luoshi-project/luoshi/zhtext/words"
)

// The kinds of actions.
const (
	kindTask       = "task"
	kindProject    = "project"
	kindLivelihood = "livelihood"
	kindTarget     = "target"
	kindReform     = "reform"
)

// ordinary is what the words of an action must outweigh for it to be more than
// an ordinary task.
const ordinary = 2

// kindOf tells what kind of action the clauses state; head is the one that does
// something, local tells whether the action names a place.
func kindOf(text string, action []clause, head int, local bool) string {
	if action[head].signs.has(signTarget) {
		return kindTarget
	}
	reform, project := 0, 0
	for i := range action {
		a, b := action[i].reform, action[i].project
		if i != head {
			// what leads in or comes of it says less than the doing itself
			a, b = a/2, b/2
		}
		reform += a
		project += b
	}
	if c := &action[head]; c.verb != nil && countsProjects(text[c.start:c.end]) {
		project += 3
	} else if c.verb != nil && buildsWork(text[c.verbEnd:c.end]) {
		project++
		if local || c.signs.has(signList) {
			project++
		}
	}
	switch c := &action[head]; c.class() {
	case verbBuild:
		project++
		if local {
			project++
		}
		if countsObjects(text, c) {
			project -= 2
		}
	case verbSettle:
		reform++
		project -= 2
	case verbRaise, verbSoft:
		reform -= 2
		if c.verb.word != "加快" {
			project -= 2
		}
	case verbHelp, verbGrow:
		project -= 2
	}
	switch {
	case reform > ordinary && reform >= project:
		return kindReform
	case project > ordinary:
		return kindProject
	}
	for i := range action {
		if action[i].signs.has(signTarget) && (action[i].opening == openNoun || action[i].class() == verbPush) {
			return kindTarget
		}
	}
	return kindTask
}

// countsProjects tells whether a clause speaks of projects that it names or
// counts (甲、乙等项目, 21个文旅项目).
func countsProjects(s string) bool {
	end := zhtext.Index(s, "项目")
	if end < 0 || softProjects.In(s) {
		return false
	}
	before := s[:end]
	if i := strings.LastIndex(before, "等"); i >= 0 {
		before = before[i:]
		return codePoints(before) <= 12
	}
	i := strings.LastIndexAny(before, "0123456789")
	return i >= 0 && startsWith(before[i+1:], "个", "项", "大") && codePoints(before[i:]) <= 14
}

// softProjects are words beside which a project is no construction work.
var softProjects = phrases.list("softProjects")

var buildEnds = phrases.endings("buildEnds")

// buildsWork tells whether the object of a verb is a kind of construction work,
// perhaps with what is done to it (某某产业园建设).
func buildsWork(obj string) bool {
	if buildEnds.End(obj) {
		for _, w := range [...]string{"建设", "改造", "提升", "改造", "开工建设", "竣工投产", "建成投产", "投产", "前期工作", "全线贯通", "扩容", "步伐", "进度", "任务"} {
			obj = strings.TrimSuffix(obj, w)
		}
	}
	return !hasSuffix(obj, "工程", "项目") && theClauseWords().works.End(obj)
}

// countsObjects tells whether the object of a verb is so many of a kind (建设6个停车场,
// 新建学校10所), not a work with a name.
func countsObjects(text string, c *clause) bool {
	obj := text[c.verbEnd:c.end]
	if obj == "" || !c.signs.has(signFigure) || zhtext.Contains(obj, "等") {
		return false
	}
	if digitByte(obj[0]) {
		return true
	}
	at := strings.LastIndexAny(obj, "0123456789")
	return len(obj)-at <= 12
}

// statesOutcome tells whether a clause states a numeric outcome: a subject and
// what becomes of it, not a number of things to make.
func statesOutcome(s string, c *clause) bool {
	measured := c.signs.has(signMeasured)
	if !c.signs.has(signFigure) {
		return measured && c.signs.has(signCompares) || c.opening == openNoun && outcome(s)
	}
	for at := 0; at < len(s); {
		i := at
		for i < len(s) && !digitByte(s[i]) {
			i++
		}
		if i == len(s) {
			break
		}
		if endsWithChange(s[:i]) && (measured || c.opening != openVerb || c.class() == verbStrive || c.class() == verbResult || c.class() == verbPush || c.class() == verbRaise) {
			return true
		}
		for at = i; at < len(s) && (digitByte(s[at]) || s[at] == '.'); at++ {
		}
	}
	if c.verb != nil && hasSuffix(s, "元", "元以上", "元左右") && (c.verb.word == "完成" && (measured || zhtext.Contains(s, "投资")) || c.class() == verbStrive && zhtext.Contains(s, "完成投资")) {
		return true // 完成投资20亿元, 产业完成产值500亿元
	}
	switch c.class() {
	case verbBuild, verbRun, verbGrow, verbSettle, verbHelp:
		return false
	case verbStrive, verbRaise, verbResult:
		return measured && (strings.Contains(s, "%") || zhtext.Contains(s, "百分点"))
	}
	return c.opening == openNoun && measured
}

// changes are the words between a subject and the number it reaches.
var changes = words.NewEndings(
	"增长", "分别增长", "增速", "增速达", "增幅", "涨幅", "下降", "分别下降", "降低", "分别降低", "降至", "降到", "达到", "分别达到", "均达到", "达", "突破", "超过", "控制在", "保持在", "保持", "稳定在", "维持在", "提高到", "提升到", "提升至", "提高至", "提高", "提升", "增至", "增加到", "扩大到",
	"不低于", "不高于", "不少于", "不超过", "高于", "低于", "快于", "占比", "比重", "失业率", "增加值", "产量", "减负", "新增就业", "新增贷款", "缩小到", "缩小至", "上升", "回升", "为", "实现", "力争达到", "增", "降", "同比增长", "年均增长", "达到约", "增长约", "超", "均提高", "分别提高", "拟按", "按", "压减", "稳定到",
)

// endsWithChange tells whether s ends with such a word.
func endsWithChange(s string) bool { return changes.End(s) && !strings.HasSuffix(s, "直达") }
