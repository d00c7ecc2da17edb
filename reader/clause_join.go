package reader

import "strings"

// A boundary stands between two clauses of a sentence that a comma parts. What
// stands left of it is an action already; the question is whether the clause to
// the right goes on with that action (a result, a means, a part of it) or opens
// the next one.
type boundary struct {
	text      string
	head      *clause // first clause of the action so far
	left      *clause
	right     *clause
	size      int // clauses of the action so far
	clauses   int // clauses of the sentence
	leftWord  ending
	rightWord ending
}

// A signal is one observation at a boundary. Each speaks for joining or for
// parting with the weight that clauses/joins.tsv gives it; see there for what it
// means in the language.
type signal uint8

const (
	sigBias signal = iota
	sigRightBuild
	sigRightRun
	sigRightSettle
	sigRightGrow
	sigRightRaise
	sigRightPush
	sigRightHelp
	sigRightResult
	sigRightStrive
	sigRightSoft
	sigRightVerbless
	sigRightNoun
	sigRightPrep
	sigRightMore
	sigRightFigure
	sigRightList
	sigRightQuote
	sigRightShort
	sigRightLong
	sigRightLast
	sigRightExclaims
	sigRightQuality
	sigRightUse
	sigRightThing
	sigRightGrowth
	sigRightPlace
	sigLeftBuild
	sigLeftRun
	sigLeftSettle
	sigLeftGrow
	sigLeftRaise
	sigLeftPush
	sigLeftHelp
	sigLeftResult
	sigLeftStrive
	sigLeftSoft
	sigLeftVerbless
	sigLeftNoun
	sigLeftPrep
	sigLeftFigure
	sigLeftList
	sigLeftQuote
	sigLeftShort
	sigLeftLong
	sigLeftQuality
	sigLeftUse
	sigLeftThing
	sigLeftGrowth
	sigLeftPlace
	sigLeftFirst
	sigGrown
	sigShared
	sigSharedTwice
	sigSameVerb
	sigSameClass
	sigBothFigures
	sigTwoClauses
	sigManyClauses
	sigBothShort
	sigRightMuchLonger
	sigRightMuchShorter
	sigRaiseQuality
	sigGrowPlace
	sigPushGrowth
	signals
)

var signalNames = [signals]string{
	"bias", "right_build", "right_run", "right_settle", "right_grow", "right_raise", "right_push", "right_help", "right_result", "right_strive", "right_soft",
	"right_verbless", "right_noun", "right_prep", "right_more", "right_figure", "right_list", "right_quote", "right_short", "right_long", "right_last",
	"right_exclaims", "right_quality", "right_use", "right_thing", "right_growth", "right_place",
	"left_build", "left_run", "left_settle", "left_grow", "left_raise", "left_push", "left_help", "left_result", "left_strive", "left_soft", "left_verbless",
	"left_noun", "left_prep", "left_figure", "left_list", "left_quote", "left_short", "left_long", "left_quality", "left_use", "left_thing", "left_growth", "left_place", "left_first",
	"grown", "shared", "shared_twice", "same_verb", "same_class", "both_figures", "two_clauses", "many_clauses", "both_short", "right_much_longer", "right_much_shorter",
	"raise_quality", "grow_place", "push_growth",
}

// A seen is a set of signals.
type seen [signals]bool

func (b *boundary) observe() (s seen) {
	l, r := b.left, b.right
	s[sigBias] = true
	rc, lc := classOf(r), classOf(l)
	if rc != verbNone {
		s[sigRightBuild+signal(rc)-1] = true
	} else {
		s[sigRightVerbless] = true
	}
	if lc != verbNone {
		s[sigLeftBuild+signal(lc)-1] = true
	} else {
		s[sigLeftVerbless] = true
	}
	s[sigRightNoun] = r.opening == openNoun
	s[sigLeftNoun] = l.opening == openNoun
	s[sigRightPrep] = r.opening == openPrep
	s[sigLeftPrep] = l.opening == openPrep
	s[sigRightMore] = strings.HasPrefix(b.text[r.start:r.end], "更")
	s[sigRightFigure], s[sigLeftFigure] = r.signs.has(signFigure), l.signs.has(signFigure)
	s[sigRightList], s[sigLeftList] = r.signs.has(signList), l.signs.has(signList)
	s[sigRightQuote], s[sigLeftQuote] = r.signs.has(signQuote), l.signs.has(signQuote)
	s[sigRightShort], s[sigLeftShort] = r.runes <= 8, l.runes <= 8
	s[sigRightLong], s[sigLeftLong] = r.runes >= 18, l.runes >= 18
	s[sigRightLast] = r.after != ','
	s[sigRightExclaims] = r.after == '!'
	if b.rightWord != endOther {
		s[sigRightQuality+signal(b.rightWord)-1] = true
	}
	if b.leftWord != endOther {
		s[sigLeftQuality+signal(b.leftWord)-1] = true
	}
	s[sigLeftFirst] = l.before != ','
	s[sigGrown] = b.size > 1
	n := sharedWords(b.text[l.start:l.end], b.text[r.start:r.end])
	s[sigShared] = n >= 1
	s[sigSharedTwice] = n >= 2
	s[sigSameVerb] = l.verb != nil && l.verb == r.verb
	s[sigSameClass] = lc == rc && lc != verbNone
	s[sigBothFigures] = s[sigRightFigure] && s[sigLeftFigure]
	s[sigTwoClauses] = b.clauses == 2
	s[sigManyClauses] = b.clauses >= 6
	s[sigBothShort] = l.runes+r.runes <= 18
	s[sigRightMuchLonger] = r.runes >= 2*l.runes
	s[sigRightMuchShorter] = 2*r.runes <= l.runes
	s[sigRaiseQuality] = rc == verbRaise && b.rightWord == endQuality
	s[sigGrowPlace] = rc == verbGrow && b.rightWord == endPlace
	s[sigPushGrowth] = rc == verbPush && b.rightWord == endGrowth
	return s
}

func classOf(c *clause) verbClass {
	if c.verb == nil {
		return verbNone
	}
	return c.verb.class
}

// joins tells whether the clause to the right goes on with the action.
func (b *boundary) joins() bool {
	if b.right.opening == openTail {
		return true
	}
	sum := 0
	seen := b.observe()
	for i, yes := range seen {
		if yes {
			sum += theClauseWords().weights[i]
		}
	}
	return sum > 0
}

// sharedWords counts the pairs of neighbouring characters that both texts have,
// those of their opening verbs apart.
func sharedWords(a, b string) int {
	n := 0
	for i := 6; i+6 <= len(b); i += 3 {
		if b[i] < 0xE4 || b[i+3] < 0xE4 {
			if b[i] < 0x80 {
				i -= 2
			}
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
