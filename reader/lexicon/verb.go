package lexicon

import "github.com/luoshi-project/luoshi/zhtext/words"

// A VerbClass says what kind of promise a verb makes.
type VerbClass string

// The classes of verbs.
const (
	VerbDo      VerbClass = "do"      // carry out, hand over, take care of: 实施, 开展, 发放
	VerbBuild   VerbClass = "build"   // works: 新建, 改扩建, 开工建设
	VerbReform  VerbClass = "reform"  // rules and institutions: 深化, 健全, 试点
	VerbHold    VerbClass = "hold"    // events: 举办, 办好, 召开
	VerbCut     VerbClass = "cut"     // less of something: 压减, 淘汰, 整治
	VerbSupport VerbClass = "support" // help others to do: 支持, 鼓励, 引导
	VerbGrow    VerbClass = "grow"    // more of something: 培育, 扩大, 提升
	VerbReach   VerbClass = "reach"   // a result: 达到, 实现, 增长
	VerbKeep    VerbClass = "keep"    // hold what there is: 稳定, 坚持, 守住
	VerbManner  VerbClass = "manner"  // says only how: 推进, 加快, 推动
)

// A Verb is a verb with which reports promise.
type Verb struct {
	Word  string
	Class VerbClass
}

// Verbs knows the verbs of promises.
type Verbs struct {
	words *words.List
	list  []Verb
}

// Match returns the longest verb at the start of text and its length in bytes.
// It does not allocate.
func (v *Verbs) Match(text string) (n int, verb Verb, ok bool) {
	i, n := v.words.Longest(text)
	if n == 0 {
		return 0, Verb{}, false
	}
	return n, v.list[i], true
}

func loadVerbs(src source) (*Verbs, error) {
	rows, err := src.table(fileVerbs, "verb", "class")
	if err != nil {
		return nil, err
	}
	v := &Verbs{}
	seen := make(map[string]int, len(rows))
	var list []string
	for _, r := range rows {
		if err := unique(seen, r, r.cells[0]); err != nil {
			return nil, err
		}
		if !oneOf(r.cells[1], "do build reform hold cut support grow reach keep manner") {
			return nil, r.errorf("class %q is none of: do build reform hold cut support grow reach keep manner", r.cells[1])
		}
		list = append(list, r.cells[0])
		v.list = append(v.list, Verb{r.cells[0], VerbClass(r.cells[1])})
	}
	v.words = words.NewList(list...)
	return v, nil
}
