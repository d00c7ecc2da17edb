package reader

import (
	"embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/luoshi-project/luoshi/zhtext/words"
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

// A wordSet is a set of words with a value each, asked for by prefix.
type wordSet struct {
	list   *words.List
	values []int32
}

// longest returns the length of the longest word that s begins with, 0 where
// there is none.
func (w *wordSet) longest(s string) int {
	_, n := w.list.Longest(s)
	return n
}

// match returns the length of the longest word that s begins with, and its
// value.
func (w *wordSet) match(s string) (int, int32) {
	i, n := w.list.Longest(s)
	if n == 0 {
		return 0, 0
	}
	return n, w.values[i]
}

// readWordSet makes a set of the rows of a lexicon; read gives the word of a row
// and its value.
func readWordSet(name string, read func(fields []string) (word string, value int32)) wordSet {
	var (
		list   []string
		values []int32
	)
	eachRow(name, func(f []string) {
		word, value := read(f)
		list, values = append(list, word), append(values, value)
	})
	return wordSet{words.NewList(list...), values}
}

// The grammar is the lexicon of the action grammar, read once.
type clauseWords struct {
	verbs   []verb
	verbAt  wordSet // → index into verbs
	adverbs wordSet
	markers wordSet
	openers wordSet // → opening
	ends    lastWords
	lasts   map[string]sway // by the last two characters of a clause
	clues   clues
	works   workWords
	weights [signals]int
}

var theClauseWords = sync.OnceValue(readClauseWords)

func readClauseWords() *clauseWords {
	g := &clauseWords{}
	classes := map[string]verbClass{}
	for i, n := range verbClassNames {
		classes[n] = verbClass(i)
	}
	g.verbAt = readWordSet("verbs", func(f []string) (string, int32) {
		g.verbs = append(g.verbs, verb{word: f[0], class: classes[f[1]], sway: readSway(f[2:])})
		return f[0], int32(len(g.verbs) - 1)
	})
	eachRow("nominal_verbs", func(f []string) {
		if i := slices.IndexFunc(g.verbs, func(v verb) bool { return v.word == f[0] }); i >= 0 {
			g.verbs[i].nominal = true
		}
	})
	g.adverbs = readWordSet("adverbs", func(f []string) (string, int32) { return f[0], boolToInt(len(f) > 1 && f[1] == "steady") })
	g.markers = readWordSet("markers", func(f []string) (string, int32) { return f[1], int32(slices.Index(markerKinds[:], f[0])) })
	kinds := map[string]opening{"lead": openLead, "prep": openPrep, "principle": openPrinciple, "comment": openComment, "time": openTime, "tail": openTail, "noun": openNoun}
	g.openers = readWordSet("openers", func(f []string) (string, int32) { return f[1], int32(kinds[f[0]]) })
	ends := map[string]ending{"quality": endQuality, "use": endUse, "thing": endThing, "growth": endGrowth, "place": endPlace, "field": endField}
	g.ends = readLastWords(ends)
	g.lasts = map[string]sway{}
	eachRow("last_words", func(f []string) { g.lasts[f[0]] = readSway(f[1:]) })
	g.clues = readClues()
	g.works = readWorkWords()
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
	endUnseen ending = iota // not looked at yet
	endOther
	endQuality
	endUse
	endThing
	endGrowth
	endPlace
	endField
	endings
)

// lastWords is a set of words asked for by suffix.
type lastWords struct {
	list  *words.List
	ends  *words.Endings
	kinds []ending
}

func readLastWords(kinds map[string]ending) lastWords {
	var (
		l    lastWords
		list []string
	)
	eachRow("endings", func(f []string) {
		list, l.kinds = append(list, f[0]), append(l.kinds, kinds[f[1]])
	})
	l.list, l.ends = words.NewList(list...), words.NewEndings(list...)
	return l
}

// of returns what s ends with, by its longest known last word.
func (l *lastWords) of(s string) ending {
	i, n := l.ends.Longest(s)
	if n == 0 {
		return endOther
	}
	return l.kinds[i]
}

// lastWord returns what the last word of a clause stands for. It is asked for at
// both ends of the clause and looked up once.
func (c *clause) lastWord(g *clauseWords, text string) ending {
	if c.last == endUnseen {
		c.last = g.ends.of(text[c.start:c.end])
	}
	return c.last
}

// lastSyllables returns the last two characters of a clause, those of the name where it
// ends with one in quotation marks or brackets: a word in most cases. Where a number ends
// there, or nothing stands before, it returns "".
func (c *clause) lastSyllables(text string) string {
	s := text[c.start:c.end]
	for {
		switch n := len(s); {
		case n >= 3 && closingMarks.at(s, n-3):
			s = s[:n-3]
		case n > 0 && s[n-1] == ')':
			s = s[:n-1]
		case n < 6 || s[n-3] < 0xE0 || s[n-6] < 0xE0:
			return ""
		default:
			return s[n-6:]
		}
	}
}

var closingMarks = newCharSet("”》）〉")

// suffixAfter returns where the word that begins at s[from:] ends, if it is one
// of l, else 0.
func (l *lastWords) suffixAfter(s string, from int) int {
	if _, n := l.list.Longest(s[min(from, len(s)):]); n > 0 {
		return from + n
	}
	return 0
}
