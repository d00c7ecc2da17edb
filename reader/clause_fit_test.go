package reader

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/reader/lexicon"
)

var (
	fitJoins  = flag.String("fit-joins", "", "folders of annotated actions, parted by commas, each perhaps with how much it counts (folder*2): weigh the signals of clauses/joins.tsv, the verbs and last_words.tsv anew")
	fitFreely = flag.Float64("fit-freely", 0.4, "how far the weights may follow the annotations")
)

// TestFitJoins shows how the weights of clauses/joins.tsv, clauses/verbs.tsv
// and clauses/last_words.tsv came about, and makes them anew when there are more annotations:
//
//	go test ./reader -run TestFitJoins -v -fit-joins=../../shared/corpus/gold*3,../../others
//
// A weight is what a logistic regression gives the signal on all boundaries
// inside annotated actions; the words of verbs begin from where the verb stands
// in the sentences of all other reports. It prints what the weights of all other
// documents get right in each document, and how well its actions are found by them.
func TestFitJoins(t *testing.T) {
	if *fitJoins == "" {
		t.Skip("no -fit-joins")
	}
	dir := corpus(t)
	fit := joinFit{freely: *fitFreely, places: map[string]*[4]float64{}}
	var golds []string
	worths := map[string]float64{}
	for _, folder := range strings.Split(*fitJoins, ",") {
		folder, times, _ := strings.Cut(folder, "*")
		worth, err := strconv.ParseFloat(times, 64)
		if err != nil {
			worth = 1
		}
		files, _ := filepath.Glob(filepath.Join(folder, "*.actions.jsonl"))
		golds = append(golds, files...)
		for _, file := range files {
			worths[file] = worth
		}
	}
	var annotated []string
	for _, file := range golds {
		name := strings.TrimSuffix(filepath.Base(file), ".actions.jsonl")
		annotated = append(annotated, name)
		fit.learn(name, unfinished(readSource(t, dir, name)), readAnnotations(t, file), worths[file])
	}
	reports, _ := filepath.Glob(filepath.Join(dir, "*", "*.txt"))
	for _, file := range reports {
		base := strings.TrimSuffix(filepath.Base(file), ".txt")
		if slices.ContainsFunc(annotated, func(n string) bool { return base == n || strings.HasPrefix(base, n+"_") }) {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		fit.place(unfinished(string(data)))
	}
	byFolder := map[string][]float64{}
	for i, name := range annotated {
		w := fit.weigh(func(s *joinSample) bool { return s.doc != name })
		right, all := 0, 0
		for i := range fit.samples {
			if s := &fit.samples[i]; s.doc == name {
				all++
				if fit.score(w, s) > 0 == s.joined {
					right++
				}
			}
		}
		fit.apply(w)
		text := readSource(t, dir, name)
		ranges := readRanges(t, strings.TrimSuffix(golds[i], "jsonl")+"range.json", len([]rune(text)))
		if name == "003" {
			ranges = [][2]int{{5647, 17883}}
		}
		found := scoreActions(Read(text, Options{}), inRanges(readAnnotations(t, golds[i]), ranges), ranges)
		folder := filepath.Base(filepath.Dir(golds[i]))
		byFolder[folder] = append(byFolder[folder], found)
		t.Logf("%-34s %4d boundaries, %.3f right by the weights of the others; actions found %.4f", name, all, float64(right)/float64(all), found)
	}
	for _, folder := range sortedKeys(byFolder) {
		t.Logf("%s: %.4f by the weights of the others", folder, mean(byFolder[folder]))
	}
	if err := fit.write(fit.weigh(func(*joinSample) bool { return true })); err != nil {
		t.Fatal(err)
	}
}

// unfinished reads a report as far as its sentences.
func unfinished(text string) *reading {
	r := &reading{workspace: new(workspace), text: text, lex: lexicon.Default()}
	r.open()
	r.doc = readFacts(r)
	r.sections = outline(r)
	r.sentences = cutSentences(nil, r.view.Text, r.blocks, r.sections, r.doc)
	return r
}

// A joinSample is a boundary inside annotated actions.
type joinSample struct {
	doc                 string
	signals             [signals]bool
	left, right         string // verbs, "" where none is known
	leftLast, rightLast string // last two characters
	weight              float64
	joined              bool
}

type joinFit struct {
	samples []joinSample
	places  map[string]*[4]float64 // verb → how often alone, first, between, last in its sentence
	all     [4]float64
	freely  float64
}

// learn takes the boundaries of a report whose clauses belong to the actions
// annotated.
func (f *joinFit) learn(doc string, r *reading, gold []annotation, worth float64) {
	ru := newRuler(r.text)
	var row []clause
	for _, s := range r.sentences {
		if s.heading {
			continue
		}
		row = cutClauses(row[:0], r.view.Text, s.start, s.end)
		owner := make([]int, len(row))
		for i, c := range row {
			a, b := r.view.Source(c.start, c.end)
			a, b = ru.codePoints(a), ru.codePoints(b)
			owner[i] = slices.IndexFunc(gold, func(g annotation) bool { return min(g.End, b)-max(g.Start, a) >= 2 })
		}
		for i := range row {
			if i == 0 || owner[i] < 0 || owner[i-1] < 0 || row[i].before != ',' || gold[owner[i]].Kind == kindLivelihood {
				continue
			}
			l, c := &row[i-1], &row[i]
			if l.opening == openLead || l.opening == openPrinciple || c.opening == openLead || c.opening == openTail {
				continue
			}
			done := 1
			for k := i - 1; k > 0 && owner[k] == owner[k-1]; k-- {
				done++
			}
			led := false
			if first := i - done; row[first].opening == openLead || first > 0 && row[first-1].opening == openLead {
				led = true
			}
			b := boundaryAt(r.view.Text, row, i, done, led)
			signals := b.observe()
			signals[sigShared] = b.shares()
			f.samples = append(f.samples, joinSample{
				doc: doc, signals: signals, left: wordOf(l), right: wordOf(c), leftLast: l.lastSyllables(r.view.Text), rightLast: c.lastSyllables(r.view.Text), joined: owner[i] == owner[i-1], weight: worth * stake(l.runes, c.runes),
			})
		}
	}
}

// stake says how much a mistake costs: two clauses of about the same length are
// lost both, of a long and a short one the long one is still found.
func stake(a, b int) float64 {
	if float64(max(a, b)) < 0.6*float64(a+b) {
		return 1.5
	}
	return 0.6
}

func wordOf(c *clause) string {
	if c.verb == nil {
		return ""
	}
	return c.verb.word
}

// place counts where verbs stand in the sentences of a report.
func (f *joinFit) place(r *reading) {
	var row []clause
	for _, s := range r.sentences {
		if s.heading {
			continue
		}
		row = cutClauses(row[:0], r.view.Text, s.start, s.end)
		for i := range row {
			at := 2
			switch {
			case len(row) == 1:
				at = 0
			case i == 0:
				at = 1
			case i == len(row)-1:
				at = 3
			}
			w := wordOf(&row[i])
			if f.places[w] == nil {
				f.places[w] = &[4]float64{}
			}
			f.places[w][at]++
			f.all[at]++
		}
	}
}

// trails says how much more often than others a verb ends a sentence than it
// begins one; heads, how much more often it begins one that goes on.
func (f *joinFit) trails(w string) float64 {
	return f.lean(w, func(c *[4]float64) (float64, float64) { return c[3], c[0] + c[1] })
}

func (f *joinFit) heads(w string) float64 {
	return f.lean(w, func(c *[4]float64) (float64, float64) { return c[1], c[0] + c[3] })
}

func (f *joinFit) lean(w string, split func(*[4]float64) (float64, float64)) float64 {
	const doubt = 6 // observations that a rare verb is given of the average
	a, b := split(&f.all)
	x, y := 0.0, 0.0
	if c := f.places[w]; c != nil {
		x, y = split(c)
	}
	total := f.all[0] + f.all[1] + f.all[2] + f.all[3]
	return math.Log((x+doubt*a/total)/(y+doubt*b/total)) - math.Log(a/b)
}

// The weights of a fit: the signals, then trails and heads, then by verb.
type joinWeights struct {
	signals       [signals]float64
	trails, heads float64
	right, left   map[string]float64 // by verb
	ends, begins  map[string]float64 // by the last two characters of the right and of the left clause
}

func (f *joinFit) score(w *joinWeights, s *joinSample) float64 {
	sum := w.trails*f.trails(s.right) + w.heads*f.heads(s.left) + w.right[s.right] + w.left[s.left] + w.ends[s.rightLast] + w.begins[s.leftLast]
	for i, holds := range s.signals {
		if holds {
			sum += w.signals[i]
		}
	}
	return sum
}

// weigh fits the weights to the samples that pass, by gradient descent with a
// step for each weight of its own.
func (f *joinFit) weigh(pass func(*joinSample) bool) *joinWeights {
	index := map[string]int{}
	number := func(key string) int {
		if _, ok := index[key]; !ok {
			index[key] = int(signals) + 2 + len(index)
		}
		return index[key]
	}
	type term struct {
		at    int
		value float64
	}
	known := f.spread(pass)
	var rows [][]term
	var samples []*joinSample
	for i := range f.samples {
		s := &f.samples[i]
		if !pass(s) {
			continue
		}
		row := []term{{int(signals), f.trails(s.right)}, {int(signals) + 1, f.heads(s.left)}, {number("R" + s.right), 1}, {number("L" + s.left), 1}}
		if s.rightLast != "" && known[s.rightLast] >= 3 {
			row = append(row, term{number("E" + s.rightLast), 1})
		}
		if s.leftLast != "" && known[s.leftLast] >= 3 {
			row = append(row, term{number("B" + s.leftLast), 1})
		}
		for k, holds := range s.signals {
			if holds {
				row = append(row, term{k, 1})
			}
		}
		rows, samples = append(rows, row), append(samples, s)
	}
	w := make([]float64, int(signals)+2+len(index))
	gradient, pace := make([]float64, len(w)), make([]float64, len(w))
	for range 1500 {
		for k := range w {
			gradient[k] = w[k] / f.freely
		}
		gradient[sigAlways] = w[sigAlways] / (100 * f.freely)
		for i, row := range rows {
			z := 0.0
			for _, t := range row {
				z += w[t.at] * t.value
			}
			off := 1 / (1 + math.Exp(-z))
			if samples[i].joined {
				off--
			}
			for _, t := range row {
				gradient[t.at] += samples[i].weight * off * t.value
			}
		}
		for k := range w {
			pace[k] += gradient[k] * gradient[k]
			w[k] -= 0.3 * gradient[k] / math.Sqrt(pace[k]+1e-6)
		}
	}
	out := &joinWeights{trails: w[signals], heads: w[signals+1], right: map[string]float64{}, left: map[string]float64{}, ends: map[string]float64{}, begins: map[string]float64{}}
	copy(out.signals[:], w)
	of := map[byte]map[string]float64{'R': out.right, 'L': out.left, 'E': out.ends, 'B': out.begins}
	for key, at := range index {
		of[key[0]][key[1:]] = w[at]
	}
	return out
}

// spread counts in how many documents a clause ends with two characters.
func (f *joinFit) spread(pass func(*joinSample) bool) map[string]int {
	seen := map[[2]string]bool{}
	documents := map[string]int{}
	for i := range f.samples {
		s := &f.samples[i]
		if !pass(s) {
			continue
		}
		for _, last := range []string{s.leftLast, s.rightLast} {
			if key := [2]string{s.doc, last}; !seen[key] {
				seen[key] = true
				documents[last]++
			}
		}
	}
	return documents
}

// apply lets the grammar of this process weigh by w.
func (f *joinFit) apply(w *joinWeights) {
	g := theClauseWords()
	for i := range w.signals {
		g.weights[i] = int(math.Round(100 * w.signals[i]))
	}
	g.weights[sigRightVerbless] += int(math.Round(100 * (w.trails*f.trails("") + w.right[""])))
	g.weights[sigLeftVerbless] += int(math.Round(100 * (w.heads*f.heads("") + w.left[""])))
	g.lasts = map[string]sway{}
	for _, word := range w.lastWords() {
		g.lasts[word] = sway{int(math.Round(100 * w.ends[word])), int(math.Round(100 * w.begins[word]))}
	}
	for i := range g.verbs {
		v := &g.verbs[i]
		v.follows = int(math.Round(100 * (w.trails*f.trails(v.word) + w.right[v.word])))
		v.leads = int(math.Round(100 * (w.heads*f.heads(v.word) + w.left[v.word])))
	}
}

// write puts the weights into the lexicons, in hundredths.
func (f *joinFit) write(w *joinWeights) error {
	w.signals[sigRightVerbless] += w.trails*f.trails("") + w.right[""]
	w.signals[sigLeftVerbless] += w.heads*f.heads("") + w.left[""]
	err := rewrite("clauses/joins.tsv", func(cells []string) {
		if i := slices.Index(signalNames[:], cells[0]); i >= 0 {
			cells[1] = hundredthsOf(w.signals[i])
		}
	})
	if err != nil {
		return err
	}
	if err := w.writeLastWords(); err != nil {
		return err
	}
	return rewrite("clauses/verbs.tsv", func(cells []string) {
		cells[2] = hundredthsOf(w.trails*f.trails(cells[0]) + w.right[cells[0]])
		cells[3] = hundredthsOf(w.heads*f.heads(cells[0]) + w.left[cells[0]])
	})
}

// lastWords lists the pairs of characters that were weighed.
func (w *joinWeights) lastWords() []string {
	all := maps.Clone(w.ends)
	maps.Copy(all, w.begins)
	return sortedKeys(all)
}

// writeLastWords writes clauses/last_words.tsv below its heading.
func (w *joinWeights) writeLastWords() error {
	const file = "clauses/last_words.tsv"
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var b strings.Builder
	for line := range strings.Lines(string(data)) {
		if line[0] == '#' {
			b.WriteString(line)
		}
	}
	for _, word := range w.lastWords() {
		follows, leads := hundredthsOf(w.ends[word]), hundredthsOf(w.begins[word])
		if follows != "0" || leads != "0" {
			fmt.Fprintf(&b, "%s\t%s\t%s\n", word, follows, leads)
		}
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}

func hundredthsOf(x float64) string { return strconv.Itoa(int(math.Round(100 * x))) }

// rewrite changes the cells of every row of a lexicon.
func rewrite(file string, change func(cells []string)) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var b strings.Builder
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line != "" && line[0] != '#' {
			cells := strings.Split(line, "\t")
			change(cells)
			line = strings.Join(cells, "\t")
		}
		fmt.Fprintln(&b, line)
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}
