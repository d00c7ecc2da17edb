package lexicon

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
	"github.com/luoshi-project/luoshi/zhtext/words"
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
	places   *Places
	units    []unit
	keys     map[string]int
	local    map[localName]string
	words    *words.List
	keywords []keyword // by number of the word; then the others of words that have several
	clauses  []clause  // what some keywords need and must not have
}

// nowhere stands in place of a unit beside a word that leads to none and only
// silences the words it contains: 领军人才 is no matter of 军人.
const nowhere = "-"

// A keyword leads to one unit; -1 is nowhere. Weights count in thousandths.
type keyword struct {
	unit, weight int32
	clause       int32 // number of its clause, one more; 0 where it has none
	other        int32 // number of the next keyword of the same word; 0 where none is
}

// A clause says what the text must have, one of needs, and what it must not have.
type clause struct{ needs, not []string }

func loadLeads(src source, places *Places) (*Leads, error) {
	l := &Leads{places: places}
	if err := l.loadUnits(src); err != nil {
		return nil, err
	}
	rows, err := src.table(fileKeywords, "keyword", "unit", "weight", "needs", "not")
	if err != nil {
		return nil, err
	}
	index := make(map[string]int, len(rows))
	seen := make(map[string]int, len(rows))
	var (
		list []string
		of   [][]keyword
	)
	for _, r := range rows {
		u, ok := l.keys[r.cells[1]]
		if r.cells[1] == nowhere {
			u, ok = -1, true
		}
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
			i = len(list)
			index[r.cells[0]] = i
			list = append(list, r.cells[0])
			of = append(of, nil)
		}
		k := keyword{unit: int32(u), weight: int32(w)}
		if c := (clause{r.list(3), r.list(4)}); len(c.needs)+len(c.not) > 0 {
			l.clauses = append(l.clauses, c)
			k.clause = int32(len(l.clauses))
		}
		of[i] = append(of[i], k)
	}
	for _, ks := range of {
		l.keywords = append(l.keywords, ks[0])
	}
	for i, ks := range of {
		last := i
		for _, k := range ks[1:] {
			l.keywords[last].other = int32(len(l.keywords))
			last = len(l.keywords)
			l.keywords = append(l.keywords, k)
		}
	}
	l.words = words.NewList(list...)
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

// Suggest is Advice.Suggest for one action of a document of a level about a place.
func (l *Leads) Suggest(text, level, place string, limit int) []Lead {
	return l.For(level, place).Suggest(text, limit)
}

// An Advice suggests units for the actions of one document. It remembers what
// they are called there; it must not be used by two goroutines at once.
type Advice struct {
	leads        *Leads
	level, place string
	names        []string // by unit; "" where not asked for yet
	votes        []vote
	found        []Lead
}

// For returns the advice for a document of a level about a place (province,
// 山西省), which decide what the units are called.
func (l *Leads) For(level, place string) *Advice {
	return &Advice{leads: l, level: level, place: place, names: make([]string, len(l.units))}
}

func (a *Advice) name(unit int) string {
	if a.names[unit] == "" {
		a.names[unit] = a.leads.nameOf(unit, a.level, a.place)
	}
	return a.names[unit]
}

// Suggest returns at most limit units that probably lead the action that text
// describes, best first.
//
// Every keyword of the text speaks for its units; longer ones speak louder and
// silence those they contain. What stands in the lead-in (围绕…, 在…下) or in a
// trailing result counts less than what the action is done to. A unit for
// which little speaks is named only where no other one is. Only the first
// 3,000 bytes of text count. The result is good until the next call.
func (a *Advice) Suggest(text string, limit int) []Lead {
	votes := a.leads.poll(text[:min(len(text), longestAction)], a.votes[:0])
	a.votes = votes
	slices.SortFunc(votes, func(a, b vote) int {
		if a.against != b.against {
			return a.against - b.against
		}
		return a.unit - b.unit
	})
	out := a.found[:0]
	for _, v := range votes {
		score := (1000 - v.against) / 10
		if len(out) == limit || len(out) > 0 && score < faint {
			break
		}
		name := a.name(v.unit)
		if slices.ContainsFunc(out, func(x Lead) bool { return x.Unit == name }) {
			continue // two keys, one unit: 市场监管局 is also the drug administration of a city
		}
		out = append(out, Lead{a.leads.units[v.unit].key, name, hundredths[score], v.because})
	}
	a.found = out
	return out
}

// longestAction is more bytes than any action has.
const longestAction = 3000

// faint is the score, in hundredths, below which a unit is named only where no
// other one is: 建设 alone says little about who builds.
const faint = 30

// hundredths writes scores as decimals: 0.01 for 1, 0.5 for 50, 1 for 100. A
// keyword with a vanishing weight still counts one hundredth.
var hundredths = func() (names [101]string) {
	for i := range names {
		names[i] = strings.TrimRight(fmt.Sprintf("0.%02d", max(1, i)), "0")
	}
	names[100] = "1"
	return names
}()

// A vote is what the keywords of a text say about one unit: the share in
// thousandths that none of them speaks for it, and the loudest of them.
type vote struct {
	unit, against, loudest int
	because                string
}

// poll adds up what the keywords of text say. A word that a longer one
// contains has no say; a word that comes twice has one.
func (l *Leads) poll(text string, votes []vote) []vote {
	var room [32]int
	done := room[:0]
	zones := zonesOf(text)
	end := 0
	for i, v, n := l.words.Next(text, 0); n > 0; i, v, n = l.words.Next(text, i+width(text, i)) {
		if i+n <= end {
			continue
		}
		end = i + n
		if slices.Contains(done, v) {
			continue
		}
		done = append(done, v)
		word, zone := text[i:i+n], zones.weight(i)
		for {
			k := &l.keywords[v]
			if k.unit >= 0 && (k.clause == 0 || l.clauses[k.clause-1].holds(text)) {
				votes = k.speak(word, zone, votes)
			}
			if v = int(k.other); v == 0 {
				break
			}
		}
	}
	return votes
}

// speak adds the voice of one keyword, found in a zone of some weight.
func (k *keyword) speak(word string, zone int, votes []vote) []vote {
	w := int(k.weight) * loudness(word) / 1000 * zone / 1000
	i := slices.IndexFunc(votes, func(v vote) bool { return v.unit == int(k.unit) })
	if i < 0 {
		i = len(votes)
		votes = append(votes, vote{unit: int(k.unit), against: 1000})
	}
	v := &votes[i]
	v.against = v.against * (1000 - w) / 1000
	if w > v.loudest || v.because == "" {
		v.loudest, v.because = w, word
	}
	return votes
}

// holds reports whether text has what the clause needs and nothing it must not
// have.
func (c *clause) holds(text string) bool {
	for _, w := range c.not {
		if zhtext.Contains(text, w) {
			return false
		}
	}
	for _, w := range c.needs {
		if zhtext.Contains(text, w) {
			return true
		}
	}
	return len(c.needs) == 0
}

// loudness is the weight of a word by its length: longer is more specific.
// Nearly all are Han characters of three bytes.
func loudness(word string) int {
	switch n := len(word); {
	case n <= 3:
		return 500
	case n <= 6:
		return 800
	case n <= 9:
		return 900
	}
	return 1000
}

// leadIns open a phrase that only says in what connection something is done.
var leadIns = words.NewList("围绕", "聚焦", "在", "以", "为", "通过", "依托", "发挥", "坚持", "按照", "针对", "瞄准", "立足", "利用", "运用", "学习", "突出", "根据", "结合", "鼓励", "统筹")

// zones divide a text at its first comma.
type zones struct{ comma, before, after int }

func zonesOf(text string) zones {
	comma := zhtext.Index(text, "，")
	switch {
	case comma < 0:
		return zones{len(text), 1000, 1000}
	case leadIns.Begins(text):
		return zones{comma, 450, 1000}
	}
	return zones{comma, 1000, 600}
}

// weight is the weight of a position in thousandths.
func (z zones) weight(at int) int {
	if at < z.comma {
		return z.before
	}
	return z.after
}
