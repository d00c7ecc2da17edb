package reader

import (
	"strings"
)

// An actionSpan is a run of clauses that make one action: row[from:to], of which
// row[head] is the first that does something.
type actionSpan struct{ from, head, to int }

// A grouper finds the actions in the clauses of one sentence.
type grouper struct {
	text  string
	row   []clause
	out   []actionSpan
	from  int  // first clause of the action, its lead-ins included; -1 where none is open
	head  int  // first clause of the action that does something; -1 where there is none yet
	size  int  // clauses of the action since head
	mute  bool // talk about the task; it lasts until a clause says what must be done
	creed bool // principles are listed; it lasts to the end of the sentence
}

func groupClauses(out []actionSpan, text string, row []clause) []actionSpan {
	if slogan(row) {
		return out
	}
	g := grouper{text: text, row: row, out: out, from: -1, head: -1}
	for i := range row {
		g.take(i)
	}
	g.close(len(row))
	return g.out
}

// slogan tells whether a sentence is a few short nouns with what they do, cast alike
// (奋斗铸就辉煌，实干赢得未来).
func slogan(row []clause) bool {
	const short = 8
	for i := range row {
		c := &row[i]
		if c.opening != openNoun || c.runes > short || c.runes != row[0].runes || c.must || c.signs.has(signFigure|signTarget) || c.after == ':' {
			return false
		}
	}
	return len(row) > 1
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
	if c.before == ';' || c.before == ':' || c.counted && !(c.must && g.from == i-1 && g.head < 0) {
		g.close(i)
		g.mute = g.creed
	}
	if c.must {
		g.mute = false
	}
	switch {
	case c.after == ':' && creeds.End(g.text[c.start:c.end]):
		g.close(i)
		g.creed = true
	case c.after == ':':
		g.close(i)
	case c.opening == openTime:
		g.close(i)
		if c.after == ',' && deadlineOf(g.text[c.start:c.end], 1) != "" {
			g.from = i // 年内，新增贷款5亿元
		}
	case c.opening == openComment, c.signs.has(signCopula | signMuses | signAnnounces), g.isSubject(i), g.heads(i):
		g.close(i)
		g.mute = true
	case g.mute:
	case g.exclaims(i):
		g.close(i)
		g.mute = true
	case c.signs.has(signTakes):
		g.mute = g.head >= 0
		g.close(i)
	case c.opening == openPrinciple:
		g.close(i)
		if c.signs.has(signQuote) && c.after == ',' && c.runes <= shortPrinciple {
			g.from = i
		}
	case c.opening == openLead && g.head < 0 && c.after != ',' && c.after != ':' && c.signs.has(signFigure):
		g.open(i) // 在公园安装健身器材200件: nothing follows that it could lead in
	case c.opening == openLead:
		if g.from >= 0 && g.head < 0 {
			// of several lead-ins the last one leads in, unless they are cast alike
			if g.text[g.row[g.from].start:][:3] != g.text[c.start:][:3] {
				g.from = i
			}
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
		case wishes(g.text[c.start:c.end]):
			g.from, g.mute = -1, !g.headsDoing(i)
		case i > 0 && g.row[i-1].opening == openPrinciple && c.class() == verbResult && !c.signs.has(signFigure|signQuote):
			g.from, g.mute = -1, true // only what a principle leads to
		case c.opening == openTail && !((i == 0 || g.row[i-1].after == ';') && c.verb != nil && c.signs.has(signFigure)): // but 累计建成驿站700个
		case c.opening == openNoun && !c.must && (!hasPredicate(g.text, c) || g.charged(i) && qualified(g.text[c.start:c.end])):
			g.from = -1
			if c.runes <= topicLength || g.charged(i) {
				g.from = i
			}
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

// creeds are the last words before the colon of a list of principles.
var creeds = phrases.endings("creeds")

// charged tells whether clause i may only name what the next one demands something of
// (各项社会事业，都要加快发展).
func (g *grouper) charged(i int) bool {
	return i+1 < len(g.row) && g.row[i].after == ',' && g.row[i+1].must
}

// qualified tells whether a clause is a noun with a sentence before it that says which one
// is meant (群众经常办理的事项).
func qualified(s string) bool {
	const noun = 12 // bytes at most
	i := strings.LastIndex(s, "的")
	return i > 0 && i+len("的") < len(s) && len(s)-i-len("的") <= noun
}

// headsDoing tells whether the wish in clause i only heads its sentence: what is done for
// it follows (让成果转化更畅通，建设中试平台5个).
func (g *grouper) headsDoing(i int) bool {
	if i > 0 || i+1 == len(g.row) {
		return false
	}
	next := &g.row[i+1]
	return next.opening == openLead || next.opening == openPrep || next.opening == openVerb && next.verb != nil && next.class() != verbResult
}

// isSubject tells whether clause i is only what the next clause speaks about
// (推进结构调整，是今年的重点).
func (g *grouper) isSubject(i int) bool {
	return i+1 < len(g.row) && strings.HasPrefix(g.text[g.row[i+1].start:], "是")
}

// heads tells whether a list in the same sentence stands under clause i
// (实施三项工程，一是…).
func (g *grouper) heads(i int) bool {
	if i+1 >= len(g.row) || !g.row[i+1].counted {
		return false
	}
	return hasSuffix(g.text[:g.row[i+1].start], "一是", "一是要", "一要", "（一）")
}

// topicLength is the greatest length of a noun that only names the matter
// (设施农业，抓好棚室建设).
const topicLength = 8

// shortPrinciple is the greatest length of a principle with a name of its own
// that leads in what follows from it (坚持“四水四定”，实行水资源管理).
const shortPrinciple = 17

// joinsLeft tells whether clause i goes on with the action that is open.
func (g *grouper) joinsLeft(i int) bool {
	l, c := &g.row[i-1], &g.row[i]
	if joins, sure := certain(g.text, l, c); sure {
		return joins
	}
	b := boundaryAt(g.text, g.row, i, g.size, g.from < g.head)
	return b.joins()
}

// boundaryAt looks at what parts row[i] from the clause before it, where the
// action that may go on has size clauses so far.
func boundaryAt(text string, row []clause, i, size int, led bool) boundary {
	from, to := i, i+1
	for from > 0 && row[from].before == ',' && !row[from].counted {
		from--
	}
	for to < len(row) && row[to].before == ',' && !row[to].counted {
		to++
	}
	b := boundary{text: text, left: &row[i-1], right: &row[i], head: &row[max(i-size, 0)], size: size, clauses: len(row), run: to - from, led: led}
	if i+1 < to {
		b.next = &row[i+1]
	}
	return b
}

// hasPredicate tells whether a clause that opens with a noun says what becomes
// of it: with a number, with a verb, or as an outcome.
func hasPredicate(text string, c *clause) bool {
	return c.signs.has(signFigure) && c.runes > topicLength || c.verb != nil || outcome(text[c.start:c.end]) || c.signs.has(signTarget)
}

// outcome tells whether a clause ends as outcomes do that have no number
// (居民收入与经济增长基本同步).
func outcome(s string) bool {
	return outcomeEnds.End(s)
}

var outcomeEnds = phrases.endings("outcomeEnds")

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

// wishes tells whether a clause says for whom something is to come about
// (让更多青年留下来), which is a task only as the end of one.
func wishes(s string) bool {
	return startsWith(s, "让", "使", "令") && !strings.HasPrefix(s, "使用")
}

func hasSuffix(s string, words ...string) bool {
	if s == "" {
		return false
	}
	last := s[len(s)-1]
	for _, w := range words {
		if w[len(w)-1] == last && strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}
