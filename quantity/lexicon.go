package quantity

import (
	_ "embed"
	"sort"
	"strings"
	"unicode/utf8"

	wordlist "github.com/luoshi-project/luoshi/zhtext/words"
)

// The lexicons are plain tables a reader can edit. Each begins with a comment
// that says what its columns mean.
var (
	//go:embed units.tsv
	unitsTSV string
	//go:embed words.tsv
	wordsTSV string
	//go:embed comparators.tsv
	comparatorsTSV string
	//go:embed periods.tsv
	periodsTSV string
)

// A unit is one entry of units.tsv.
type unit struct {
	kind   Kind
	name   string   // the unit as it is reported
	arabic bool     // does not follow Chinese numerals
	latin  bool     // ends in a Latin letter
	vague  bool     // the word itself says "more than": 个多月
	except []string // what, following, makes it another word
}

// A list finds the longest of its words at a place of a text. Words are kept by
// the character they are looked up by: their first, or their last where the
// list is searched backwards.
type list[T any] struct {
	pages   [256]*[256]uint16
	buckets [][]word[T]
}

type word[T any] struct {
	text string
	is   T
}

func (l *list[T]) add(key rune, text string, is T) {
	if key > 0xFFFF {
		return
	}
	page := l.pages[key>>8]
	if page == nil {
		page = new([256]uint16)
		l.pages[key>>8] = page
	}
	if page[key&0xFF] == 0 {
		l.buckets = append(l.buckets, nil)
		page[key&0xFF] = uint16(len(l.buckets))
	}
	b := &l.buckets[page[key&0xFF]-1]
	*b = append(*b, word[T]{text, is})
	sort.SliceStable(*b, func(i, j int) bool { return len((*b)[i].text) > len((*b)[j].text) })
}

func (l *list[T]) bucket(key rune) []word[T] {
	if key > 0xFFFF {
		return nil
	}
	page := l.pages[key>>8]
	if page == nil || page[key&0xFF] == 0 {
		return nil
	}
	return l.buckets[page[key&0xFF]-1]
}

// before returns the longest word that text[:end] ends in, and where it starts.
func (l *list[T]) before(text string, end int) (is T, start int, ok bool) {
	key, _ := utf8.DecodeLastRuneInString(text[:end])
	for _, w := range l.bucket(key) {
		if strings.HasSuffix(text[:end], w.text) {
			return w.is, end - len(w.text), true
		}
	}
	return is, end, false
}

// after returns the longest word that text[start:] begins with, and its end.
func (l *list[T]) after(text string, start int) (is T, end int, ok bool) {
	key, _ := utf8.DecodeRuneInString(text[start:])
	for _, w := range l.bucket(key) {
		if strings.HasPrefix(text[start:], w.text) {
			return w.is, start + len(w.text), true
		}
	}
	return is, start, false
}

// A stop is a word such as 统一 or 千方百计 seen from one of the numerals in it.
type stop struct{ before, rest string }

// words is a list of words that only are there or not.
type words struct{ list[struct{}] }

func (w *words) endBefore(text string, end int) bool {
	_, _, ok := w.before(text, end)
	return ok
}

func (w *words) beginAt(text string, start int) bool {
	_, _, ok := w.after(text, start)
	return ok
}

// lexicon is everything the package knows about words.
type lexicon struct {
	units       list[unit]
	left, right list[Comparator]
	calendar    list[calendarWord]
	stops       stopWords
	rough       []string // the comparators that make a figure an approximate one

	// The roles of words.tsv, searched backwards from a number …
	ranks, maxims, placings, layings, fronts, countings, movings, codesBefore, fillers words
	// … and forwards from its end.
	ordinals, sessions, goingOn, notMore, codesAfter words
}

// role returns the list that words of a role belong to, and whether it is
// searched backwards.
func (l *lexicon) role(name string) (list *words, backward bool) {
	switch name {
	case "rank":
		return &l.ranks, true
	case "maxim":
		return &l.maxims, true
	case "placing":
		return &l.placings, true
	case "laying":
		return &l.layings, true
	case "front":
		return &l.fronts, true
	case "counting":
		return &l.countings, true
	case "moving":
		return &l.movings, true
	case "code-before":
		return &l.codesBefore, true
	case "filler":
		return &l.fillers, true
	case "ordinal":
		return &l.ordinals, false
	case "session":
		return &l.sessions, false
	case "goes-on":
		return &l.goingOn, false
	case "not-more":
		return &l.notMore, false
	case "code-after":
		return &l.codesAfter, false
	}
	return nil, false
}

var lex = loadLexicon()

func loadLexicon() *lexicon {
	l := &lexicon{}
	stops := map[string][]stop{}
	for _, f := range rows(unitsTSV) {
		l.addUnit(f)
	}
	for _, f := range rows(comparatorsTSV) {
		if len(f) < 3 {
			continue
		}
		if Comparator(f[2]) == About {
			l.rough = append(l.rough, f[1])
		}
		if f[0] == "left" {
			l.left.add(lastRune(f[1]), f[1], Comparator(f[2]))
		} else {
			l.right.add(firstRune(f[1]), f[1], Comparator(f[2]))
		}
	}
	for _, f := range rows(periodsTSV) {
		l.addCalendar(f)
	}
	for _, f := range rows(wordsTSV) {
		if len(f) < 2 {
			continue
		}
		w := f[0]
		if f[1] == "stop" {
			addStop(stops, w)
		} else if list, backward := l.role(f[1]); list != nil && backward {
			list.add(lastRune(w), w, struct{}{})
		} else if list != nil {
			list.add(firstRune(w), w, struct{}{})
		}
	}
	l.stops = newStopWords(stops)
	return l
}

func rows(tsv string) [][]string {
	var out [][]string
	for line := range strings.Lines(tsv) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && line[0] != '#' {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

func (l *lexicon) addUnit(f []string) {
	f = append(f, "", "", "", "")
	u := unit{name: f[2], arabic: f[3] == "-", except: strings.Fields(f[4]), vague: strings.ContainsAny(f[0], "多余")}
	var ok bool
	if u.kind, ok = kindOf(f[1]); !ok {
		return
	}
	if u.name == "" {
		u.name = f[0]
	}
	u.latin = isLetter(f[0][len(f[0])-1])
	l.units.add(firstRune(f[0]), f[0], u)
}

// stopWords are the stops by the numeral and the character after it, or before it
// where the word ends in it.
type stopWords struct {
	keys  *wordlist.List
	stops [][]stop // by number of the key
}

func newStopWords(byKey map[string][]stop) (s stopWords) {
	var keys []string
	for key, stops := range byKey {
		keys, s.stops = append(keys, key), append(s.stops, stops)
	}
	s.keys = wordlist.NewList(keys...)
	return s
}

func (s *stopWords) of(key string) []stop {
	if i, ok := s.keys.Number(key); ok {
		return s.stops[i]
	}
	return nil
}

func addStop(stops map[string][]stop, w string) {
	numeral := false
	for i, r := range w {
		was := numeral
		numeral = isNumeral(r) || isNumeral(firstRune(foldings[r]))
		if !numeral || was {
			continue
		}
		next := i + utf8.RuneLen(r)
		s := stop{before: w[:i], rest: w[i:]}
		var key string
		if next < len(w) {
			key = w[i : next+utf8.RuneLen(firstRune(w[next:]))]
		} else {
			key = w[i-utf8.RuneLen(lastRune(w[:i])):]
		}
		stops[key] = append(stops[key], s)
	}
}

// stopped reports whether the numeral at text[i:] belongs to a stop word, and
// where the longest such word ends.
func (l *lexicon) stopped(text string, i int) (end int, ok bool) {
	_, w := utf8.DecodeRuneInString(text[i:])
	if i+w < len(text) {
		_, n := utf8.DecodeRuneInString(text[i+w:])
		end = longestStop(l.stops.of(text[i:i+w+n]), text, i)
	}
	if i > 0 {
		_, p := utf8.DecodeLastRuneInString(text[:i])
		end = max(end, longestStop(l.stops.of(text[i-p:i+w]), text, i))
	}
	return end, end > 0
}

func longestStop(stops []stop, text string, i int) (end int) {
	for _, s := range stops {
		if strings.HasPrefix(text[i:], s.rest) && strings.HasSuffix(text[:i], s.before) {
			end = max(end, i+len(s.rest))
		}
	}
	return end
}

// unitAt returns the unit at text[i:] and its end. Compounds such as 微克/立方米
// and 台（套） are put together here.
func (l *lexicon) unitAt(text string, i int) (u unit, end int, ok bool) {
	if u, end, ok = l.plainUnit(text, i); !ok {
		return u, i, false
	}
	whole := end
	if inner, after, found := bracketed(text, whole); found {
		if _, e, is := l.plainUnit(text, inner); is && e == after {
			whole = after + len(closing(text, after))
		}
	}
	for range 3 {
		slash := slashAt(text, whole)
		if slash == 0 {
			break
		}
		per, e, is := l.perUnit(text, whole+slash)
		if !is || per.kind == Ordinal {
			break
		}
		whole = e
		if u.kind == Count || u.kind == Duration {
			u.kind = Measure
		}
	}
	if per := strings.TrimPrefix(text[whole:], "每"); len(per) < len(text)-whole && u.kind == Measure {
		// 微克每立方米
		if p, e, is := l.plainUnit(text, whole+len("每")); is && p.kind == Measure {
			u.name += "/" + p.name
			return u, e, true
		}
	}
	if whole != end {
		u.name += strings.ReplaceAll(text[end:whole], "／", "/")
	}
	return u, whole, true
}

func (l *lexicon) plainUnit(text string, i int) (u unit, end int, ok bool) {
	if i >= len(text) {
		return u, i, false
	}
	key, n := utf8.DecodeRuneInString(text[i:])
	for _, w := range l.units.bucket(key) {
		if !strings.HasPrefix(text[i+n:], w.text[n:]) {
			continue
		}
		end = i + len(w.text)
		if w.is.latin && end < len(text) && isAlnum(text[end]) {
			continue
		}
		if !startsWithAny(text[end:], w.is.except) {
			return w.is, end, true
		}
	}
	return u, i, false
}

func startsWithAny(text string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	return false
}

// perUnit reads what stands after the slash or dot: 立方米, 万人, 千瓦时.
func (l *lexicon) perUnit(text string, i int) (unit, int, bool) {
	if u, end, ok := l.plainUnit(text, i); ok {
		return u, end, true
	}
	j := i
	for _, m := range [...]string{"百", "千", "万", "亿"} {
		if strings.HasPrefix(text[j:], m) {
			j += len(m)
		}
	}
	if j == i {
		return unit{}, i, false
	}
	return l.plainUnit(text, j)
}

func slashAt(text string, i int) int {
	switch {
	case strings.HasPrefix(text[i:], "/"):
		return 1
	case strings.HasPrefix(text[i:], "／"):
		return len("／")
	case strings.HasPrefix(text[i:], "·"):
		return len("·")
	}
	return 0
}

// bracketed returns the range inside a bracket that opens at text[i:].
func bracketed(text string, i int) (inner, after int, ok bool) {
	for _, open := range [...]string{"（", "("} {
		if strings.HasPrefix(text[i:], open) {
			inner = i + len(open)
			n := strings.IndexAny(text[inner:min(len(text), inner+20)], "）)")
			return inner, inner + n, n > 0
		}
	}
	return 0, 0, false
}

func closing(text string, i int) string {
	if strings.HasPrefix(text[i:], ")") {
		return ")"
	}
	return "）"
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
func lastRune(s string) rune  { r, _ := utf8.DecodeLastRuneInString(s); return r }

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
func isAlnum(b byte) bool  { return isLetter(b) || b >= '0' && b <= '9' }
