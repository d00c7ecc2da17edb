package reckon

import "strings"

// A stage is how far a work has come.
type stage int

const (
	stageUnknown stage = iota
	stagePlanned
	stageApproved
	stageStarted
	stageGoing
	stageDone
	stageOpened
)

var stageNames = map[string]stage{
	"planned": stagePlanned, "approved": stageApproved, "started": stageStarted,
	"going": stageGoing, "done": stageDone, "opened": stageOpened,
}

// stageOf returns the furthest stage that a phrase speaks of, and the word that
// says so. A word inside a longer one does not count by itself.
func (w *Words) stageOf(text string) (stage, string) {
	best, by := stageUnknown, ""
	if _, rest, ok := strings.Cut(text, "完成"); ok && rest != "" { // 完成铺轨, 完成前期工作: only that
		if st, word := w.stageOf(rest); st != stageUnknown && st < stageDone && w.prefix("verb", rest) == "" {
			return st, "完成" + word
		}
	}
	for i := 0; i < len(text); {
		n := 0
		for _, s := range w.stages {
			if strings.HasPrefix(text[i:], s.word) {
				n = len(s.word)
				if s.stage > best {
					best, by = s.stage, s.word
				}
				break
			}
		}
		if n == 0 {
			n = 1
			for i+n < len(text) && text[i+n]&0xC0 == 0x80 {
				n++
			}
		}
		i += n
	}
	if best == stageUnknown { // 深化X, 实施X: at work on it
		if v := w.prefix("verb", w.bare(text)); v != "" {
			return stageGoing, v
		}
	}
	return best, by
}

// promised returns the stage that a promise sets, which is what its last word
// of a stage says: 推进X投产 promises production, 启动X创建 a start.
func (w *Words) promised(text string) (stage, string) {
	if strings.HasPrefix(w.bare(text), "启动") {
		return stageStarted, "启动"
	}
	st, by := w.stageOf(text)
	return st, by
}

// bare takes the words off the front of a clause that only say how or when.
func (w *Words) bare(text string) string {
	for {
		cut := ""
		for _, l := range w.classes["lead"] {
			if l != "启动" && strings.HasPrefix(text, l) {
				cut = l
				break
			}
		}
		if cut == "" {
			return text
		}
		text = text[len(cut):]
	}
}
