package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// A boundary stands between two clauses of a sentence that a comma parts. What
// stands left of it is an action already; the question is whether the clause to
// the right goes on with that action (a result, a means, a part of it) or opens
// the next one.
type boundary struct {
	text        string
	left, right *clause
	head        *clause // the first of the action that does something
	next        *clause // what follows the right one after a comma, nil at the end
	size        int     // clauses of the action so far
	clauses     int     // clauses of the sentence
	run         int     // clauses between two marks stronger than a comma
	led         bool    // the action has a lead-in
}

// A signal is one observation at a boundary. Each speaks for joining or for
// parting with the weight that clauses/joins.tsv gives it; there it is also said
// what the signal is.
type signal uint8

const (
	sigAlways signal = iota
	sigRightBuild
	sigRightRun
	sigRightResult
	sigRightVerbless
	sigRightPrep
	sigRightList
	sigRightShort
	sigRightLong
	sigRightLast
	sigRightQuality
	sigRightThing
	sigRightGrowth
	sigRightPlace
	sigRightSteady
	sigRightPlain
	sigLeftVerbless
	sigLeftSoft
	sigLeftShort
	sigLeftLong
	sigLeftUse
	sigLeftThing
	sigLeftField
	sigLeftFirst
	sigFirstPlain
	sigSoftFirst
	sigResultLast
	sigRaiseQuality
	sigMidGrow
	sigGrown
	sigShared
	sigSameClass
	sigMuchShorter
	sigManyClauses
	sigRightTarget
	sigLed
	sigNextLead
	sigParallel
	sigLeftUrged
	sigRightTimed
	sigRightPronoun
	sigLeftList
	sigMuchLonger
	sigSubjectLed
	sigBothFigures
	sigTheme
	sigRightTiny
	sigLeftTiny
	sigLeftNamed
	sigPlanNumber
	sigLeftCounted
	signals
)

// signalNames are the names of the signals in clauses/joins.tsv.
var signalNames = [signals]string{
	"always", "right_build", "right_run", "right_result", "right_verbless", "right_prep", "right_list", "right_short", "right_long", "right_last",
	"right_quality", "right_thing", "right_growth", "right_place", "right_steady", "right_plain",
	"left_verbless", "left_soft", "left_short", "left_long", "left_use", "left_thing", "left_field", "left_first",
	"first_plain", "soft_first", "result_last", "raise_quality", "mid_grow",
	"grown", "shared", "same_class", "much_shorter", "many_clauses",
	"right_target", "led", "next_lead", "parallel", "left_urged", "right_timed", "right_pronoun", "left_list",
	"much_longer", "subject_led", "both_figures", "theme", "right_tiny", "left_tiny", "left_named", "plan_number", "left_counted",
}

// observe notes which signals hold at the boundary, but for sigShared: see shares.
func (b *boundary) observe() (s [signals]bool) {
	l, r := b.left, b.right
	g := theClauseWords()
	lc, rc := l.class(), r.class()
	le, re := l.lastWord(g, b.text), r.lastWord(g, b.text)
	first, last := l.before != ',', r.after != ','

	s[sigAlways] = true
	s[sigRightBuild], s[sigRightRun], s[sigRightResult], s[sigRightVerbless] = rc == verbBuild, rc == verbRun, rc == verbResult, rc == verbNone
	s[sigRightPrep] = r.opening == openPrep
	s[sigRightList] = r.signs.has(signList)
	s[sigRightShort], s[sigRightLong] = r.runes <= 8, r.runes >= 18
	s[sigRightLast] = last
	s[sigRightQuality], s[sigRightThing], s[sigRightGrowth], s[sigRightPlace] = re == endQuality, re == endThing, re == endGrowth, re == endPlace
	s[sigRightSteady] = r.signs.has(signSteady)
	s[sigRightPlain] = r.plain()

	s[sigLeftVerbless], s[sigLeftSoft] = lc == verbNone, lc == verbSoft
	s[sigLeftShort], s[sigLeftLong] = l.runes <= 8, l.runes >= 18
	s[sigLeftUse], s[sigLeftThing], s[sigLeftField] = le == endUse, le == endThing, le == endField
	s[sigLeftFirst] = first

	s[sigFirstPlain] = first && l.plain() && !r.plain()
	s[sigSoftFirst] = first && lc == verbSoft
	s[sigResultLast] = last && (rc == verbResult || rc == verbRaise || rc == verbPush)
	s[sigRaiseQuality] = rc == verbRaise && re == endQuality
	s[sigMidGrow] = !last && rc == verbGrow

	s[sigGrown] = b.size > 1
	s[sigSameClass] = lc == rc && lc != verbNone
	s[sigMuchShorter] = 2*r.runes <= l.runes
	s[sigManyClauses] = b.clauses >= 6
	s[sigMuchLonger] = 2*l.runes <= r.runes
	s[sigSubjectLed] = b.size > 1 && b.head.opening == openNoun
	s[sigBothFigures] = l.signs.has(signFigure) && r.signs.has(signFigure)
	s[sigTheme] = s[sigFirstPlain] && (lc == verbBuild || lc == verbGrow)
	s[sigRightTiny], s[sigLeftTiny] = r.runes <= 6, l.runes <= 6
	s[sigLeftNamed] = l.signs.has(signQuote)
	s[sigPlanNumber] = first && lc == verbRun && r.signs.has(signFigure) && !l.signs.has(signFigure)
	s[sigLeftCounted] = l.counted
	s[sigRightTarget] = r.signs.has(signTarget) && !l.signs.has(signTarget)
	s[sigLed] = b.led
	s[sigNextLead] = b.next != nil && b.next.opening == openLead
	s[sigParallel] = parallel(l, r)
	s[sigLeftUrged] = l.urged()
	s[sigRightTimed] = startsWith(b.text[r.start:r.end], "年内", "年底", "全年", "上半年", "尽快", "尽早", "争取年", "力争年", "确保年", "今年")
	s[sigRightPronoun] = pronouns.In(b.text[r.start:min(r.end, r.start+18)])
	s[sigLeftList] = l.signs.has(signList)
	return s
}

var pronouns = phrases.list("pronouns")

// parallel tells whether two clauses are cast alike: a verb, an object, about
// the same length.
func parallel(a, b *clause) bool {
	return a.opening == openVerb && b.opening == openVerb && 3*a.runes <= 4*b.runes && 3*b.runes <= 4*a.runes
}

// urged tells whether adverbs stand before the verb that opens a clause.
func (c *clause) urged() bool { return c.opening == openVerb && c.verb != nil && c.verbAt > c.start }

// joins tells whether the clause to the right goes on with the action.
func (b *boundary) joins() bool {
	g := theClauseWords()
	sum := 0
	for i, holds := range b.observe() {
		weight := g.weights[i]
		if !holds {
			weight = 0
		}
		sum += weight
	}
	if b.left.verb != nil {
		sum += b.left.verb.leads
	}
	if b.right.verb != nil {
		sum += b.right.verb.follows
	}
	sum += g.lasts[b.left.lastSyllables(b.text)].leads + g.lasts[b.right.lastSyllables(b.text)].follows
	// What costs the most to see is looked at where it decides.
	if with := sum + g.weights[sigShared]; with > 0 != (sum > 0) && b.shares() {
		sum = with
	}
	return sum > 0
}

// shares tells whether the two clauses have words in common.
func (b *boundary) shares() bool {
	return sharedWords(b.text[b.left.start:b.left.end], b.text[b.right.start:b.right.end]) >= 2
}

// certain decides the boundaries that need no weighing.
func certain(text string, l, r *clause) (joins, sure bool) {
	right := text[r.start:r.end]
	switch {
	case r.opening == openTail:
		return true, true // 以及…, 其中…, 届时…
	case r.opening == openNoun && !hasPredicate(text, r):
		return true, true // a noun alone goes on with a list
	case l.opening == openNoun && zhtext.Contains(text[l.start:l.end], "通过"):
		return true, true // who acts and by what means, then what comes of it
	case r.class() == verbStrive && completes(right[r.verbEnd-r.start:]):
		return true, true // 确保年底投用
	case r.plain() && timedCompletion(right):
		return true, true // 加固水库，年内完成大坝工程
	case wishes(right), strings.HasPrefix(right, "为") && provisions.In(right):
		return true, true // 让群众更方便, 为企业创造良好环境
	case l.verb != nil && l.verb == r.verb:
		return false, true // the same is done to something else
	case l.signs.has(signTarget) && r.signs.has(signTarget):
		return false, true // each outcome is an action
	case makesWork(text, l) && (r.class() == verbBuild || r.class() == verbRun):
		return false, true // a work, then another one or something else that is carried out
	case countedDoing(l) && countedDoing(r) && !strings.HasPrefix(right, "再"):
		return false, true // so many of one thing, so many of another
	}
	return false, false
}

var provisions = phrases.list("provisions")

// timedCompletion tells whether a clause says by when of the year something is completed.
func timedCompletion(s string) bool {
	_, n := yearEnds.Longest(s)
	return n > 0 && completions.Begins(s[n:])
}

var (
	yearEnds    = phrases.list("yearEnds")
	completions = phrases.list("completions")
)

// completes tells whether the rest of a clause after 确保 or 力争 names no one
// and nothing: only when, how and that it is done.
func completes(s string) bool {
	const short = 30
	if len(s) > short {
		return false
	}
	return startsWith(s, "年底", "年内", "年末", "今年", "明年", "上半年", "一季度", "二季度", "三季度", "四季度") || len(s) > 0 && digitByte(s[0]) && zhtext.Contains(s[:min(len(s), 8)], "月") ||
		theClauseWords().adverbs.longest(s) > 0 || startsWith(s, "建成", "竣工", "完工", "投产", "投用", "通车", "开工", "实现")
}

// countedDoing tells whether a clause says how many of something are to be made
// or reached.
func countedDoing(c *clause) bool {
	if c.opening != openVerb || !c.signs.has(signFigure) {
		return false
	}
	switch c.class() {
	case verbBuild, verbRun, verbGrow, verbSettle, verbPush, verbRaise, verbHelp:
		return true
	}
	return false
}

// makesWork tells whether a clause says that a construction work is made (扩建第二中学).
func makesWork(text string, c *clause) bool {
	return c.opening == openVerb && c.class() == verbBuild && buildsWork(text[c.verbEnd:c.end])
}

// class returns what kind of doing the clause states.
func (c *clause) class() verbClass {
	if c.verb == nil {
		return verbNone
	}
	return c.verb.class
}

// plain tells whether a clause is a few words without a number, a name or a
// list.
func (c *clause) plain() bool {
	return c.runes <= 11 && !c.signs.has(signFigure|signQuote|signList)
}

// sharedWords counts the pairs of neighbouring characters that both texts have,
// those of their opening verbs and those that every plan is full of apart.
func sharedWords(a, b string) int {
	n := 0
	var has uint64 // the last bytes of the characters of a
	for i := 0; i+3 <= len(a); i += runeLen(a[i]) {
		if a[i] >= 0xE4 {
			has |= 1 << (a[i+2] & 0x3F)
		}
	}
	for i := 6; i+6 <= len(b); i += 3 {
		if b[i] < 0xE4 || b[i+3] < 0xE4 {
			if b[i] < 0x80 {
				i -= 2
			}
			continue
		}
		if has>>(b[i+2]&0x3F)&1 == 0 || has>>(b[i+5]&0x3F)&1 == 0 {
			continue
		}
		if strings.Contains(a, b[i:i+6]) && !common(b[i:i+6]) {
			n++
		}
	}
	return n
}

// common tells whether a pair of characters says nothing about what a clause
// is about.
func common(pair string) bool {
	switch pair {
	case "建设", "发展", "推进", "推动", "加快", "加强", "实施", "项目", "工程", "工作", "提升", "完善", "重点", "全面", "深入", "支持", "服务", "体系", "机制", "行动", "积极", "促进", "持续", "重大", "国家", "一批", "示范":
		return true
	}
	return false
}
