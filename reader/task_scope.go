package reader

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
)

// A scope says what of a sentence may be a promise.
type scope uint8

const (
	scopeNone    scope = iota // talk, a heading, another time
	scopeTargets              // numeric outcomes alone
	scopeAll
)

// A scoper goes through the sentences of a reading and says of each what of it
// may be a promise.
type scoper struct {
	r       *reading
	targets int   // end of the block in which the targets of the year are listed
	policy  int   // end of the block in which the policies of the year are set out
	block   int   // index of the block of the last sentence
	looked  bool  // whether the block's sentences were looked at
	plains  []int // its plain sentences before longer ones
}

// shortStatement is the length in bytes from which on a statement says what kind
// it is.
const shortStatement = 18

// of returns the scope of sentence i, which speaks of the plan and has the
// clauses row. Sentences are asked for in order.
func (sc *scoper) of(i int, row []clause) scope {
	r := sc.r
	s := &r.sentences[i]
	var seen sign
	for k := range row {
		seen |= row[k].signs
	}
	guided := seen.has(signInvokes) || strings.HasPrefix(r.view.Text[s.start:], "我们")
	for sc.block+1 < len(r.blocks) && r.blocks[sc.block].end <= s.start {
		sc.block++
		sc.looked = false
	}
	text := r.view.Text[s.start:s.end]
	appeals := appeals(text)
	switch {
	case statesTargets(text):
		sc.targets = r.blocks[sc.block].end
		return scopeAll
	case s.start < sc.targets && !guided && !appeals:
		return scopeAll
	case setsPolicy(text):
		sc.policy = r.blocks[sc.block].end
		return scopeNone
	case s.start < sc.policy && !guided && !appeals:
		return scopeAll
	case appeals, s.kind == statesOther && len(text) >= shortStatement:
		return scopeNone
	case guided, sc.introduces(s):
		return scopeTargets
	case sc.heads(i):
		return scopeNone
	}
	return scopeAll
}

// planned tells whether a sentence stands in the plan or in what the government
// undertakes for itself. What the plan says of a later year is planned too.
func (sc *scoper) planned(s *sentence) bool {
	if s.heading || s.section < 0 || s.kind == statesProblem {
		return false
	}
	switch s.role {
	case RolePlan, RoleSelfGovernment:
		return true
	case RoleOutlook:
		return sc.r.sections[s.section].role == RolePlan && strings.HasPrefix(sc.r.view.Text[s.start:s.end], "到")
	}
	return false
}

// introduces tells whether a sentence stands between the heading of a section
// and the first heading below it, where reports say in what spirit the section
// is meant, not what is to be done. Where most of the section stands there, it is
// no introduction; below the parts of a report one paragraph introduces.
func (sc *scoper) introduces(s *sentence) bool {
	r := sc.r
	next := s.section + 1
	if next >= len(r.sections) || r.sections[next].parent != s.section {
		return false
	}
	sec := &r.sections[s.section]
	if 2*(r.sections[next].start-sec.bodyStart) >= sec.end-sec.bodyStart {
		return false
	}
	if sec.parent < 0 {
		return true
	}
	for k := sc.block - 1; k >= 0 && r.blocks[k].start >= sec.bodyStart; k-- {
		if r.blocks[k].kind == bodyBlock {
			return false
		}
	}
	return true
}

// heads tells whether sentence i is a heading inside its paragraph: a few plain
// words before what stands under them, numbered or cast like at least two others
// of the paragraph.
func (sc *scoper) heads(i int) bool {
	end := sc.r.blocks[sc.block].end
	if !sc.plain(i) || i+1 >= len(sc.r.sentences) || sc.r.sentences[i+1].start >= end {
		return false
	}
	if sc.numbered(i) && !sc.numbered(i+1) {
		return true
	}
	if begins := i == 0 || sc.r.sentences[i-1].start < sc.r.blocks[sc.block].start; begins && i+2 < len(sc.r.sentences) && sc.r.sentences[i+2].start < end && sc.brief(i) && !sc.plain(i+1) {
		return true
	}
	if !sc.looked {
		sc.looked = true
		sc.collect()
	}
	alike, even := 0, 0
	for _, k := range sc.plains {
		if k == i || sc.alike(i, k) {
			alike++
		}
		if sc.even(i, k) {
			even++
		}
	}
	return alike >= 3 || even >= 3 && even == len(sc.plains)
}

// even tells whether two plain sentences are as short as each other and the other one says
// what to do; where all of a paragraph are, they are headings even if they share no word.
func (sc *scoper) even(i, k int) bool {
	a, b := &sc.r.sentences[i], &sc.r.sentences[k]
	return a.end-a.start == b.end-b.start && sc.brief(i) && opensWithVerb(sc.r.view.Text[b.start:b.end])
}

// collect notes the plain sentences of the block that stand before longer ones.
func (sc *scoper) collect() {
	r := sc.r
	b := r.blocks[sc.block]
	sc.plains = sc.plains[:0]
	first := sort.Search(len(r.sentences), func(k int) bool { return r.sentences[k].start >= b.start })
	for k := first; k+1 < len(r.sentences) && r.sentences[k+1].start < b.end; k++ {
		if !r.sentences[k].heading && sc.plain(k) && !sc.plain(k+1) {
			sc.plains = append(sc.plains, k)
		}
	}
}

// alike tells whether two plain sentences are cast alike: they begin with the
// same word, or are equally long and share one.
func (sc *scoper) alike(i, k int) bool {
	a, b := &sc.r.sentences[i], &sc.r.sentences[k]
	s, t := sc.r.view.Text[a.start:a.end], sc.r.view.Text[b.start:b.end]
	if len(s) < 6 || len(t) < 6 {
		return false
	}
	return s[:6] == t[:6] || len(s) == len(t) && sharedWords(s, t) > 0
}

// plain tells whether a sentence is a few words without a pause, a number, a
// name or a list.
func (sc *scoper) plain(i int) bool {
	s := &sc.r.sentences[i]
	text := sc.r.view.Text[s.start:s.end]
	return len(text) <= 15*utf8.UTFMax && codePoints(text) <= 15 && !holdsDigit(text) && !plainBreaks.in(text)
}

// plainBreaks are the marks of pauses, names and lists.
var plainBreaks = newCharSet("，、“《")

// brief tells whether a sentence is no longer than headings are.
func (sc *scoper) brief(i int) bool {
	s := &sc.r.sentences[i]
	return s.end-s.start <= 36
}

// numbered tells whether a sentence begins with 一是, 二要 or （三）.
func (sc *scoper) numbered(i int) bool {
	s := &sc.r.sentences[i]
	return hanOrdinal(sc.r.view.Text[s.start:s.end]) > 0
}

// statesTargets tells whether a sentence lists the targets of the year.
func statesTargets(s string) bool {
	i := zhtext.Index(s, "目标")
	return i >= 0 && zhtext.Contains(s[i:], "：")
}

// setsPolicy tells whether a sentence says in what spirit a policy is to be
// pursued (财政政策要更加积极), after which reports say what is done for it.
func setsPolicy(s string) bool {
	const name = 30 // bytes of the policy's name at most
	i := zhtext.Index(s[:min(len(s), name+len("政策要"))], "政策要")
	return i >= 0 && strings.Count(s, "，") <= 1 && !strings.ContainsAny(s, "、；0123456789“《")
}

var appealOpeners = phrases.list("appealOpeners")

// appeals tells whether a sentence speaks to the deputies instead of promising
// something to them.
func appeals(s string) bool {
	return appealOpeners.Begins(s) || strings.HasSuffix(s, "！") && strings.HasPrefix(s, "我们")
}
