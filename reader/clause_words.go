package reader

import (
	"embed"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed clauses/*.tsv
var clauseFiles embed.FS

// A verb of the lexicon: clauses/verbs.tsv.
type verb struct {
	word  string
	class verbClass
	sway
	nominal bool // as often a noun
}

// A sway is how much a word speaks for its clause going on with the action
// before it, and for the next clause going on with its own, in hundredths of a
// log odds.
type sway struct{ follows, leads int }

// verbClass says what kind of doing a verb states.
type verbClass uint8

const (
	verbNone   verbClass = iota
	verbBuild            // makes a work: 建设, 改造
	verbRun              // carries something out: 实施, 开展, 办好
	verbSettle           // gives rules or order: 完善, 建立, 深化
	verbGrow             // lets something grow: 发展, 培育, 打造
	verbRaise            // raises or lowers a quality: 提升, 加强, 扩大
	verbPush             // moves something on: 推动, 促进
	verbHelp             // lets others do: 支持, 引导, 鼓励
	verbResult           // states what comes of it: 确保, 实现, 让
	verbStrive           // states a goal: 力争, 争取
	verbSoft             // uses what is there: 发挥, 用好, 落实
	verbClasses
)

var verbClassNames = [...]string{"", "build", "run", "settle", "grow", "raise", "push", "help", "result", "strive", "soft"}

// A wordSet is a set of words asked for by prefix.
type wordSet struct {
	is    map[string]wordValue // words and the beginnings of words
	first [1 << 10]uint64      // a bit for every character that a word begins with
}

type wordValue struct {
	value int32
	ends  bool // a word, not only the beginning of one
}

// longest returns the length of the longest word that s begins with, 0 where
// there is none.
func (w *wordSet) longest(s string) int {
	n, _ := w.match(s)
	return n
}

// match returns the length of the longest word that s begins with, and its
// value.
func (w *wordSet) match(s string) (int, int32) {
	r, n := utf8.DecodeRuneInString(s)
	if r > 0xFFFF || w.first[r>>6]&(1<<(r&63)) == 0 {
		return 0, 0
	}
	best, value := 0, int32(0)
	for {
		v, ok := w.is[s[:n]]
		if !ok {
			return best, value
		}
		if v.ends {
			best, value = n, v.value
		}
		if n == len(s) {
			return best, value
		}
		_, k := utf8.DecodeRuneInString(s[n:])
		n += k
	}
}

func (w *wordSet) add(word string, value int32) {
	if w.is == nil {
		w.is = map[string]wordValue{}
	}
	r, _ := utf8.DecodeRuneInString(word)
	if r > 0xFFFF {
		return
	}
	w.first[r>>6] |= 1 << (r & 63)
	for i := range word {
		if _, ok := w.is[word[:i]]; i > 0 && !ok {
			w.is[word[:i]] = wordValue{}
		}
	}
	w.is[word] = wordValue{value, true}
}

// The grammar is the lexicon of the action grammar, read once.
type clauseWords struct {
	verbs     []verb
	verbAt    wordSet // → index into verbs
	adverbs   wordSet
	markers   wordSet
	openers   wordSet // → opening
	ends      lastWords
	kindWords wordSet // → weight<<1, the lowest bit set for a project
	watched   wordSet // → sign
	works     workWords
	weights   [signals]int
}

var theClauseWords = sync.OnceValue(readClauseWords)

func readClauseWords() *clauseWords {
	g := &clauseWords{}
	classes := map[string]verbClass{}
	for i, n := range verbClassNames {
		classes[n] = verbClass(i)
	}
	eachRow("verbs", func(f []string) {
		g.verbAt.add(f[0], int32(len(g.verbs)))
		g.verbs = append(g.verbs, verb{word: f[0], class: classes[f[1]], sway: readSway(f[2:])})
	})
	eachRow("nominal_verbs", func(f []string) {
		if i := slices.IndexFunc(g.verbs, func(v verb) bool { return v.word == f[0] }); i >= 0 {
			g.verbs[i].nominal = true
		}
	})
	eachRow("adverbs", func(f []string) { g.adverbs.add(f[0], boolToInt(len(f) > 1 && f[1] == "steady")) })
	eachRow("markers", func(f []string) { g.markers.add(f[1], int32(slices.Index(markerKinds[:], f[0]))) })
	kinds := map[string]opening{"lead": openLead, "prep": openPrep, "principle": openPrinciple, "comment": openComment, "time": openTime, "tail": openTail, "noun": openNoun}
	eachRow("openers", func(f []string) { g.openers.add(f[1], int32(kinds[f[0]])) })
	ends := map[string]ending{"quality": endQuality, "use": endUse, "thing": endThing, "growth": endGrowth, "place": endPlace, "field": endField}
	g.ends = lastWords{}
	eachRow("endings", func(f []string) { g.ends[f[0]] = ends[f[1]] })
	eachRow("kind_words", func(f []string) {
		w, _ := strconv.Atoi(f[1])
		w <<= 1
		if f[0] == kindProject {
			w |= 1
		}
		g.kindWords.add(f[2], int32(w))
	})
	signs := map[string]sign{"measure": signMeasured, "compare": signCompares, "muse": signMuses, "announce": signAnnounces, "take": signTakes, "invoke": signInvokes}
	eachRow("watch_words", func(f []string) { g.watched.add(f[1], int32(signs[f[0]])) })
	g.works = workWords{}
	eachRow("works", func(f []string) { g.works[f[0]] = true })
	eachRow("joins", func(f []string) {
		for i, s := range signalNames {
			if s == f[0] {
				g.weights[i], _ = strconv.Atoi(f[1])
			}
		}
	})
	return g
}

func readSway(f []string) (s sway) {
	if len(f) == 2 {
		s.follows, _ = strconv.Atoi(f[0])
		s.leads, _ = strconv.Atoi(f[1])
	}
	return s
}

// adverbSteady is the value of the adverbs that say that something goes on.
const adverbSteady = 1

func boolToInt(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

// The kinds of clauses/markers.tsv.
const (
	markerJoins = iota
	markerMust
	markerBeforeVerb
	markerNot
)

var markerKinds = [...]string{"join", "must", "verb", "not"}

// eachRow calls row with the fields of every line of a lexicon that is no
// comment.
func eachRow(name string, row func(fields []string)) {
	b, err := clauseFiles.ReadFile("clauses/" + name + ".tsv")
	if err != nil {
		return
	}
	for line := range strings.SplitSeq(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		row(strings.Split(line, "\t"))
	}
}

// ending says what the last word of a clause stands for: clauses/endings.tsv.
type ending uint8

const (
	endOther ending = iota
	endQuality
	endUse
	endThing
	endGrowth
	endPlace
	endField
	endings
)

// lastWords is a set of words asked for by suffix.
type lastWords map[string]ending

const longestEnding = 5 // characters

// of returns what s ends with, by its longest known last word.
func (l lastWords) of(s string) ending {
	best := endOther
	i := len(s)
	for range longestEnding {
		if i == 0 {
			break
		}
		_, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
		if e, ok := l[s[i:]]; ok {
			best = e
		}
	}
	return best
}

// suffixAfter returns where the word that begins at s[from:] ends, if it is one
// of l, else 0.
func (l lastWords) suffixAfter(s string, from int) int {
	best := 0
	i := from
	for range longestEnding {
		if i >= len(s) {
			break
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if _, ok := l[s[from:i]]; ok {
			best = i
		}
	}
	return best
}
