package reader

import (
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
)

// look reads how a clause opens, which verb governs it and what signs it shows.
func (c *clause) look(text string) {
	s := text[c.start:c.end]
	g := theClauseWords()
	c.signs = g.seeSigns(s) | c.weigh(&g.clues, s)
	if c.signs.has(signTakes) && !takesUp(s) {
		c.signs &^= signTakes
	}
	g.lookAtOpening(c, s)
	if statesOutcome(s, c) {
		c.signs |= signTarget
	}
}

// lookAtOpening reads how the clause of the words s opens and which verb governs it.
func (g *clauseWords) lookAtOpening(c *clause, s string) {
	n, kind := g.openers.match(s)
	urged := g.adverbs.longest(s)
	if urged > n {
		n = 0 // 坚持不懈地
	}
	vn, v := g.verbAt.match(s)
	if opening(kind) == openTime && n < len(s) || opening(kind) == openNoun {
		n = 0
	}
	if costs(s) || endsScene(s) {
		c.opening = openLead
		return
	}
	if strings.HasPrefix(s, "以") && frames.End(s) && c.after == ',' {
		c.opening = openLead
		return
	}
	if passes(s) {
		c.opening = openVerb
		return
	}
	if n >= vn && n > 0 {
		c.opening = opening(kind)
		switch c.opening {
		case openLead:
			if at, end, v := leadPredicate(s, n); v >= 0 && !(c.after == ',' && g.onlyLeads(s, n, end)) {
				c.opening = openPrep
				c.govern(at, end, v)
			}
		case openPrep:
			if at, end, v := prepPredicate(s, n); v >= 0 {
				c.govern(at, end, v)
			} else {
				c.opening = openLead
			}
		case openPrinciple, openComment, openTime, openTail:
			if at, end, v := anyPredicate(s, n); v >= 0 {
				c.govern(at, end, v)
			}
		}
		return
	}
	if vn > 0 && !strings.HasPrefix(s[vn:], "的") {
		c.opening = openVerb
		c.govern(0, vn, int(v))
		// an adverb that is a verb too (加快推进, 深化改革) gives way to the verb it stands before
		if urged > 0 {
			if at, end, v := verbAfterAdverbs(s); v >= 0 && at > 0 {
				c.govern(at, end, v)
			}
		}
		return
	}
	if at, end, v := verbAfterAdverbs(s); v >= 0 {
		c.opening = openVerb
		c.govern(at, end, v)
		return
	}
	if urged > 0 {
		c.opening = openVerb
		return
	}
	if c.after == ',' && (g.subjectLed(s) || frames.End(s) && !zhtext.Contains(s, "以")) {
		c.opening = openLead
		return
	}
	if at, end, v := anyPredicate(s, 0); v >= 0 {
		c.govern(at, end, v)
		if codePoints(s[:at]) <= 4 && manner(s[:at]) {
			c.opening = openVerb
		}
	}
}

func (c *clause) govern(at, end, v int) {
	c.verb = &theClauseWords().verbs[v]
	c.verbAt, c.verbEnd = c.start+at, c.start+end
}

// frames are the last words of a clause that only says within what the next one is done, or goes on
// saying so where a pause parted it from its beginning (以甲、乙，丙为重点，…).
var frames = phrases.endings("frames")

// passes tells whether a clause says that some test is to be passed (年底通过验收), where 通过
// names no means.
func passes(s string) bool {
	return testEnds.End(s) && zhtext.Contains(s[:min(len(s), 21)], "通过")
}

var testEnds = phrases.endings("testEnds")

// subjectLed tells whether a clause names who or what is to do something, and then only leads in
// (工业要围绕补链强链，引进…; 养殖业要以城东小区为龙头，吸引…).
func (g *clauseWords) subjectLed(s string) bool {
	const subject = 30 // bytes at most
	i := zhtext.Index(s[:min(len(s), subject)], "要")
	if i < 6 || mustCompounds.End(s[:i]) {
		return false
	}
	rest := s[i+len("要"):]
	n, kind := g.openers.match(rest)
	switch {
	case n == 0 || n < g.adverbs.longest(rest):
		return false
	case opening(kind) == openLead:
		_, _, v := leadPredicate(rest, n)
		return v < 0
	case strings.HasPrefix(rest, "以"):
		_, _, v := prepPredicate(rest, n)
		return v < 0
	}
	return false
}

// mustCompounds are the beginnings of words whose last syllable is 要 but that say no must.
var mustCompounds = phrases.endings("mustCompounds")

var costOpeners = phrases.list("costOpeners")

// costs tells whether a clause says what a work costs and nothing else
// (投资1000万元，建设基站16座).
func costs(s string) bool {
	if !costOpeners.Begins(s) {
		return false
	}
	for _, w := range [...]string{"投资", "总投资", "计划投资", "投入资金", "投入"} {
		if rest, ok := strings.CutPrefix(s, w); ok && len(rest) > 0 && digitByte(rest[0]) && strings.HasSuffix(rest, "元") && codePoints(rest) <= 8 {
			return true
		}
	}
	return false
}

// verbAfterAdverbs finds the verb that follows the adverbs s begins with.
func verbAfterAdverbs(s string) (at, end, v int) {
	at = 0
	g := theClauseWords()
	for {
		n := g.adverbs.longest(s[at:])
		if n == 0 {
			break
		}
		at += n
		for _, m := range [...]string{"、", "地"} {
			if strings.HasPrefix(s[at:], m) && g.adverbs.longest(s[at+len(m):]) > 0 {
				at += len(m)
			}
		}
		if strings.HasPrefix(s[at:], "地") {
			at += len("地")
		}
	}
	if n, i := g.verbAt.match(s[at:]); n > 0 && (at > 0 || !strings.HasPrefix(s[n:], "的")) {
		return at, at + n, int(i)
	}
	return 0, 0, -1
}

// anyPredicate finds the first place after from where a verb follows an adverb,
// else the first verb of two syllables.
func anyPredicate(s string, from int) (at, end, v int) {
	first, firstEnd, firstVerb := 0, 0, -1
	depth := 0
	g := theClauseWords()
	for i := from; i < len(s); {
		n := min(runeLen(s[i]), len(s)-i)
		if c := s[i]; c == 0xE2 || c == 0xE3 || c == 0xEF {
			switch s[i : i+n] {
			case "“", "《", "（":
				depth++
			case "”", "》", "）":
				depth = max(0, depth-1)
			}
		}
		if depth == 0 && i > 0 && n == 3 {
			if an := g.adverbs.longest(s[i:]); an > 3 {
				if a, e, v := verbAfterAdverbs(s[i:]); v >= 0 {
					return i + a, i + e, v
				}
			}
			if firstVerb >= 0 {
				i += n
				continue
			}
			if vn, v := g.verbAt.match(s[i:]); vn > 3 && !g.verbs[v].nominal {
				first, firstEnd, firstVerb = i, i+vn, int(v)
			}
		}
		i += n
	}
	return first, firstEnd, firstVerb
}

// leadPredicate finds the verb of a clause that begins with a lead-in of its
// own (围绕一件事全链条压实责任): only where an adverb or the end of the lead-in marks it.
func leadPredicate(s string, from int) (at, end, v int) {
	for i := from + 6; i < len(s); {
		_, n := utf8.DecodeRuneInString(s[i:])
		if an := theClauseWords().adverbs.longest(s[i:]); an > 3 {
			if a, e, v := verbAfterAdverbs(s[i:]); v >= 0 && a > 0 {
				return i + a, i + e, v
			}
		}
		if vn, v := theClauseWords().verbAt.match(s[i:]); vn > 3 && endsLead(s[:i]) {
			return i, i + vn, int(v)
		}
		i += n
	}
	return 0, 0, -1
}

// onlyLeads tells whether what looks like the verb of a lead-in, up to s[:end], is part of
// what follows the words it opens with, up to s[:open]: they have a verb of their own
// (围绕打造开放高地), the clause ends with it (围绕基地建设) or with what one seizes or aims at
// (抢抓流域生态保护和高质量发展等机遇).
func (g *clauseWords) onlyLeads(s string, open, end int) bool {
	rest := s[end:]
	return g.verbAt.longest(s[open:]) > 3 || occasions.End(s) || codePoints(rest) <= 2 && (rest == "" || g.verbAt.longest(rest) < len(rest))
}

var occasions = phrases.endings("occasions")

// prepPredicate finds the verb that follows a phrase with a preposition.
func prepPredicate(s string, from int) (at, end, v int) {
	if endsScene(s) {
		return 0, 0, -1
	}
	if strings.HasPrefix(s, "以") {
		i := zhtext.Index(s, "为")
		if i < 0 {
			return anyPredicate(s, from+3)
		}
		if n := theClauseWords().ends.suffixAfter(s, i+3); n > 0 && n < len(s) {
			return anyPredicate(s, n-1)
		}
		return 0, 0, -1
	}
	return anyPredicate(s, from+3)
}

// endsLead tells whether a lead-in may end here: its last word is one of those
// that lead-ins close with (作用, 优势, 平台, 需求).
func endsLead(s string) bool {
	k := theClauseWords().ends.of(s)
	return k == endUse || k == endThing || k == endQuality
}

// endsScene tells whether a phrase with 在 ends as a scene (在…领域, 在…基础上).
func endsScene(s string) bool {
	if !sceneOpeners.Begins(s) {
		return false
	}
	for _, w := range [...]string{"力争", "争取", "努力", "重点"} {
		s = strings.TrimPrefix(s, w)
	}
	return strings.HasPrefix(s, "在") && sceneEnds.End(s)
}

var (
	sceneOpeners = phrases.list("sceneOpeners")
	sceneEnds    = phrases.endings("sceneEnds")
)

// manner tells whether a short phrase before a verb says how, not who.
func manner(s string) bool { return mannerEnds.End(s) }

var mannerEnds = phrases.endings("mannerEnds")

// seeSigns notes what stands in a clause.
func (g *clauseWords) seeSigns(s string) sign {
	var seen sign
	quoted := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < 0x80 {
			if digitByte(c) && !quoted {
				seen |= signFigure
			}
			i++
			continue
		}
		if n := runeLen(c); c > 0xE3 && c != "是"[0] || i+n > len(s) {
			i += n // nearly every character is another Chinese one
			continue
		}
		switch c {
		case 0xE2, 0xE3:
			switch s[i : i+3] {
			case "、":
				seen |= signList
			case "《":
				seen |= signQuote
			case "“":
				seen |= signQuote
				quoted = true
			case "”":
				quoted = false
			}
		case "是"[0]:
			if !quoted && s[i+2] == "是"[2] && strings.HasPrefix(s[i:], "是") && !strings.HasPrefix(s[i:], "是否") && !compoundEnds.End(s[:i]) {
				seen |= signCopula
			}
		}
		i += runeLen(c)
	}
	if n, kind := g.adverbs.match(s); n > 0 && kind == adverbSteady {
		seen |= signSteady
	}
	return seen
}

// takesUp tells whether 把 stands near the beginning of a clause.
func takesUp(s string) bool {
	i := zhtext.Index(s, "把")
	return i >= 0 && i <= 12
}

// compoundEnds are the beginnings of words whose last syllable is 是 but that
// are no copula (特别是, 实事求是).
var compoundEnds = phrases.endings("compoundEnds")
