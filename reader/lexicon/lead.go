package lexicon

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Lead is a unit that probably leads an action.
type Lead struct {
	Key     string // of departments.tsv
	Unit    string // as it is called where the document comes from: 省工信厅
	Score   string // decimal between 0 and 1
	Because string // the word that weighed most
}

// Leads knows the departments and the words that lead to them.
type Leads struct {
	units    []unit
	keys     map[string]int
	local    map[localName]string
	trie     *trie
	keywords [][]keyword // by value of the trie
}

// A keyword leads to one unit. Weights count in thousandths.
type keyword struct {
	unit       int
	weight     int
	needs, not []string
}

func loadLeads(src source, places *Places) (*Leads, error) {
	l := &Leads{}
	if err := l.loadUnits(src, places); err != nil {
		return nil, err
	}
	rows, err := src.table(fileKeywords, "keyword", "unit", "weight", "needs", "not")
	if err != nil {
		return nil, err
	}
	index := map[string]int{}
	seen := map[string]int{}
	var words []string
	for _, r := range rows {
		u, ok := l.keys[r.cells[1]]
		if !ok {
			return nil, r.errorf("unit %q is no key of %s", r.cells[1], fileUnits)
		}
		w, ok := thousandths(r.cells[2])
		if !ok {
			return nil, r.errorf("weight %q is not between 0 and 1 with at most three decimals", r.cells[2])
		}
		if err := unique(seen, r, r.cells[0]+" "+r.cells[1]); err != nil {
			return nil, err
		}
		i, ok := index[r.cells[0]]
		if !ok {
			i = len(words)
			index[r.cells[0]] = i
			words = append(words, r.cells[0])
			l.keywords = append(l.keywords, nil)
		}
		l.keywords[i] = append(l.keywords[i], keyword{u, w, r.list(3), r.list(4)})
	}
	l.trie = newTrie(words)
	return l, nil
}

// thousandths reads a decimal between 0 and 1.
func thousandths(s string) (int, bool) {
	whole, frac, _ := strings.Cut(s, ".")
	if len(frac) > 3 || whole != "0" && whole != "1" {
		return 0, false
	}
	n, err := strconv.ParseUint(whole+frac+"000"[len(frac):], 10, 16)
	return int(n), err == nil && n <= 1000
}

// Suggest returns at most limit units that probably lead the action that text
// describes, best first. level and place are those of the document (province,
// 山西省) and decide what the units are called.
//
// Every keyword of the text speaks for its units; longer ones speak louder and
// silence those they contain. What stands in the lead-in (围绕…, 在…下) or in a
// trailing result counts less than what the action is done to.
func (l *Leads) Suggest(text, level, place string, limit int) []Lead {
	votes := map[int]*vote{}
	var order []int
	l.keywordsIn(text, func(k keyword, word string, at int) {
		w := k.weight * loudness(word) / 1000 * zone(text, at) / 1000
		v := votes[k.unit]
		if v == nil {
			v = &vote{against: 1000}
			votes[k.unit] = v
			order = append(order, k.unit)
		}
		v.against = v.against * (1000 - w) / 1000
		if w > v.loudest {
			v.loudest, v.because = w, word
		}
	})
	slices.SortFunc(order, func(a, b int) int {
		if d := votes[a].against - votes[b].against; d != 0 {
			return d
		}
		return a - b
	})
	var out []Lead
	for _, u := range order {
		name := l.Unit(l.units[u].key, level, place)
		if len(out) == limit {
			break
		}
		if slices.ContainsFunc(out, func(x Lead) bool { return x.Unit == name }) {
			continue // two keys, one unit: 市场监管局 is also the drug administration of a city
		}
		score := max(1, (1000-votes[u].against)/10)
		out = append(out, Lead{l.units[u].key, name, decimal(score), votes[u].because})
	}
	return out
}

// A vote is what the keywords of a text say about one unit: the share in
// thousandths that none of them speaks for it, and the loudest of them.
type vote struct {
	against, loudest int
	because          string
}

// decimal writes hundredths as a decimal between 0 and 1.
func decimal(n int) string {
	switch {
	case n >= 100:
		return "1"
	case n%10 == 0:
		return "0." + strconv.Itoa(n/10)
	case n < 10:
		return "0.0" + strconv.Itoa(n)
	}
	return "0." + strconv.Itoa(n)
}

// keywordsIn calls f for each keyword of text that no longer one contains,
// once for each word.
func (l *Leads) keywordsIn(text string, f func(k keyword, word string, at int)) {
	end := 0
	var done []int32
	for i := 0; i < len(text); {
		v, n := l.trie.longest(text[i:])
		if n > 0 && i+n > end {
			end = i + n
			if !slices.Contains(done, v) {
				done = append(done, v)
				for _, k := range l.keywords[v] {
					if holds(text, k) {
						f(k, text[i:i+n], i)
					}
				}
			}
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
}

func holds(text string, k keyword) bool {
	in := func(w string) bool { return strings.Contains(text, w) }
	return !slices.ContainsFunc(k.not, in) && (len(k.needs) == 0 || slices.ContainsFunc(k.needs, in))
}

// loudness is the weight of a word by its length: longer is more specific.
func loudness(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n <= 1:
		return 500
	case n == 2:
		return 800
	case n == 3:
		return 900
	}
	return 1000
}

// leadIns open a phrase that only says in what connection something is done.
var leadIns = []string{"围绕", "聚焦", "在", "以", "为", "通过", "依托", "发挥", "坚持", "按照", "针对", "瞄准", "立足", "利用", "运用", "学习", "突出", "根据", "结合", "鼓励", "统筹"}

// zone is the weight of a place of the text in thousandths.
func zone(text string, at int) int {
	comma := strings.Index(text, "，")
	switch {
	case comma < 0:
		return 1000
	case hasPrefix(text, leadIns...):
		if at < comma {
			return 450
		}
		return 1000
	case at > comma:
		return 600
	}
	return 1000
}
