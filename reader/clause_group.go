package reader

import "strings"

// An actionSpan is a run of clauses that make one action: row[from:to], of which
// row[head] is the first that does something.
type actionSpan struct{ from, head, to int }

// A grouper finds the actions in the clauses of one sentence.
type grouper struct {
	text string
	row  []clause
	out  []actionSpan
	from int  // first clause of the action, its lead-ins included; -1 where none is open
	head int  // first clause of the action that does something; -1 where there is none yet
	size int  // clauses of the action since head
	mute bool // talk about the task; it lasts until a clause says what must be done
}

func groupClauses(out []actionSpan, text string, row []clause) []actionSpan {
	g := grouper{text: text, row: row, out: out, from: -1, head: -1}
	for i := range row {
		g.take(i)
	}
	g.close(len(row))
	return g.out
}

// close ends the action that is open before clause to.
func (g *grouper) close(to int) {
	if g.head >= 0 {
		g.out = append(g.out, actionSpan{g.from, g.head, to})
	}
	g.from, g.head, g.size = -1, -1, 0
}

func (g *grouper) open(i int) {
	if g.from < 0 {
		g.from = i
	}
	g.head, g.size = i, 1
}

func (g *grouper) take(i int) {
	c := &g.row[i]
	if c.before == ';' || c.before == ':' || c.counted {
		g.close(i)
		g.mute = false
	}
	if c.must {
		g.mute = false
	}
	switch {
	case c.after == ':', c.opening == openTime:
		g.close(i)
	case c.opening == openComment, c.signs.has(signCopula) && c.opening != openVerb, announces(g.text[c.start:c.end]):
		g.close(i)
		g.mute = true
	case g.mute:
	case g.exclaims(i):
		g.close(i)
		g.mute = true
	case c.opening == openPrinciple:
		g.close(i)
		if c.signs.has(signQuote) && c.after == ',' {
			g.from = i
		}
	case c.opening == openLead:
		if g.from >= 0 && g.head < 0 {
			return
		}
		if g.head >= 0 && (c.after != ',' || g.joinsLeft(i)) {
			g.size++
			return
		}
		g.close(i)
		g.from = i
	case g.head < 0:
		switch {
		case c.opening == openTail:
		case c.opening == openNoun && !c.must && !g.predicates(c):
			g.from, g.mute = -1, true
		default:
			g.open(i)
		}
	case g.joinsLeft(i):
		g.size++
	default:
		g.close(i)
		g.open(i)
	}
}

// joinsLeft tells whether clause i goes on with the action that is open.
func (g *grouper) joinsLeft(i int) bool {
	l, c := &g.row[i-1], &g.row[i]
	if c.opening == openNoun && !g.predicates(c) {
		return true
	}
	b := boundary{
		text: g.text, head: &g.row[g.head], left: l, right: c, size: g.size, clauses: len(g.row),
		leftWord: theClauseWords().ends.of(g.text[l.start:l.end]), rightWord: theClauseWords().ends.of(g.text[c.start:c.end]),
	}
	return b.joins()
}

// predicates tells whether a clause that opens with a noun says what becomes
// of it: with a number, with an adverb and a verb, or as an outcome.
func (g *grouper) predicates(c *clause) bool {
	return c.signs.has(signFigure) || c.verb != nil || outcome(g.text[c.start:c.end])
}

// outcome tells whether a clause ends as outcomes do that have no number
// (居民收入与经济增长基本同步).
func outcome(s string) bool {
	for _, w := range [...]string{"同步", "稳定", "稳中有升", "稳中提质", "量增质升", "稳定增长", "较快增长", "平衡", "全覆盖", "清零", "下降", "达标", "增长", "提高", "任务"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// exclaims tells whether the rest of the sentence is a wish: it ends with ！
// and clause i says for whom or for what.
func (g *grouper) exclaims(i int) bool {
	if g.row[len(g.row)-1].after != '!' {
		return false
	}
	s := g.text[g.row[i].start:g.row[i].end]
	for _, w := range [...]string{"让", "使", "以", "在", "为", "向"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// announces tells whether a clause only says that a list follows.
func announces(s string) bool {
	for _, w := range [...]string{"以下", "如下", "个方面的工作", "个方面工作", "方面重点工作", "各项工作任务", "件民生实事", "件实事", "项民生实事"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
