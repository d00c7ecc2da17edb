package zhtext

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/luoshi-project/luoshi/zhtext/counts"
)

// reports returns the reports of the corpus by name, the damaged one apart.
func reports(t testing.TB) (clean []string, damaged string) {
	for _, f := range corpus(t) {
		if strings.HasPrefix(filepath.Base(f), "001_") {
			damaged = f
		} else {
			clean = append(clean, f)
		}
	}
	if len(clean) == 0 || damaged == "" {
		t.Fatal("no reports")
	}
	return clean, damaged
}

func readText(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	return d.Text
}

func TestCleanReportsStayAsTheyAre(t *testing.T) {
	clean, _ := reports(t)
	for _, f := range clean {
		text := readText(t, f)
		r := Repair(text)
		if s := slices.Collect(r.Segments()); NeedsRepair(text) || r.View.Text != text || len(s) != 1 || s[0].Changed {
			t.Errorf("%s was repaired", filepath.Base(f))
		}
	}
}

// TestDamagedReport holds the repair of the report that a converter damaged to
// the sentences whose reading is known.
func TestDamagedReport(t *testing.T) {
	_, damaged := reports(t)
	text := readText(t, damaged)
	r := Repair(text)
	checkRepair(t, text, r)
	f, err := os.Open(filepath.Join(filepath.Dir(damaged), "..", "gold", "001.restored.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	at := offsets(text)
	right, all, exact, rows := 0, 0, 0, 0
	for s := bufio.NewScanner(f); s.Scan(); rows++ {
		var row struct {
			Start, End int
			Restored   string
		}
		if err := json.Unmarshal(s.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		want := letters(row.Restored)
		got := letters(r.View.Text[r.View.At(at[row.Start]):r.View.At(at[row.End])])
		right, all = right+common(want, got), all+len(want)
		if string(want) == string(got) {
			exact++
		} else {
			t.Logf("%q reads %q", row.Restored, string(got))
		}
	}
	if float64(right) < 0.998*float64(all) || float64(exact) < 0.97*float64(rows) {
		t.Errorf("%d of %d characters, %d of %d sentences right", right, all, exact, rows)
	}
	if r.Lost < 10 || r.Lost > 20 {
		t.Errorf("%d places of lost bytes", r.Lost)
	}
}

// offsets returns the byte of each code point of text.
func offsets(text string) []int {
	at := make([]int, 0, len(text)/2)
	for i := range text {
		at = append(at, i)
	}
	return append(at, len(text))
}

// folds returns the reports in parts. Those of a part are damaged and restored
// with a table that was counted without them. Reports of Shanxi are left out:
// there are several of one year.
func folds(t *testing.T) [][]string {
	clean, _ := reports(t)
	const parts = 4
	out := make([][]string, parts)
	n := 0
	for _, f := range clean {
		if strings.Contains(f, "shanxi"+string(filepath.Separator)) {
			continue
		}
		n++
		out[n%parts] = append(out[n%parts], f)
	}
	if *damageSeeds == 1 {
		return out[:1] // a fourth of them tells as much, sooner
	}
	return out
}

// leaveOut counts the table anew without some of the reports, for the time of a
// test.
func leaveOut(t *testing.T, left []string) {
	clean, _ := reports(t)
	table := counts.New()
	for _, f := range clean {
		if !slices.Contains(left, f) {
			table.Add(readText(t, f))
		}
	}
	packed, err := counts.Pack("characters\n" + table.Rows())
	if err != nil {
		t.Fatal(err)
	}
	ownPairs, ownCodes := pairs, codes
	t.Cleanup(func() { pairs, codes = ownPairs, ownCodes })
	pairs = sync.OnceValue(func() *model { return readModel(string(packed)) })
	codes = sync.OnceValue(readCodes)
}

// habits are ways in which converters of the kind differ in what they cut, drop
// and write for lost bytes.
var habits = []habit{
	{name: "brackets kept", mark: "?", bar: 0.9},
	{name: "marks narrowed in the bytes", mark: "?", narrow: true, bar: 0.85},
	{name: "replacement characters", mark: "\uFFFD", narrow: true, bar: 0.85},
	{name: "a byte dropped at sentence ends", mark: "?", keeps: true, drop: 0.06, most: 1, bar: 0.85},
	{name: "all of it", mark: "\uFFFD", narrow: true, drop: 0.06, most: 1, bar: 0.85},
	{name: "a byte struck at sentence ends", mark: "?", keeps: true, drop: 0.06, most: 1, strike: true, bar: 0.85},
	{name: "two bytes struck", mark: "?", keeps: true, drop: 0.06, most: 2, strike: true, bar: 0.75},
	{name: "three bytes dropped", mark: "?", keeps: true, drop: 0.06, most: 3, bar: 0.55},
	{name: "bytes without a partner dropped", mark: "", keeps: true, drop: 0.06, most: 1, bar: 0.75},
	{name: "every third sentence struck", mark: "?", drop: 0.3, most: 3, strike: true, bar: 0.7, least: 0.996},
	{name: "two bytes at every third sentence", mark: "?", narrow: true, keeps: true, drop: 0.3, most: 2, bar: 0.7, least: 0.996},
	{name: "every third sentence without a trace", mark: "", narrow: true, drop: 0.3, most: 2, bar: 0.6, least: 0.995},
	{name: "no readings", mark: "?", bare: true, drop: 0.15, most: 1, bar: 0.85},
}

// TestDamageIsUndone damages reports as the converter of Repair did, and as
// others might, and repairs them with what is known from other reports only.
func TestDamageIsUndone(t *testing.T) {
	var found score
	others := make([]score, len(habits))
	for _, part := range folds(t) {
		t.Run("part", func(t *testing.T) {
			leaveOut(t, part)
			for i, f := range part {
				name, clean := filepath.Base(f), strings.ReplaceAll(readText(t, f), "\r", "")
				found.add(t, name, spoil(clean))
				for k, h := range habits {
					if *damageSeeds == 1 && i%3 != k%3 {
						continue
					}
					for seed := range uint64(*damageSeeds) {
						others[k].add(t, name, spoilPlainly(clean, h, rand.New(rand.NewPCG(seed, uint64(i)))))
					}
				}
			}
		})
	}
	found.hold(t, "as found", 0.995, 0.8)
	for k, h := range habits {
		others[k].hold(t, h.name, cmp.Or(h.least, 0.998), h.bar)
	}
}

// TestClassesAreThoseOfTheTable holds the two that fold characters to each other.
func TestClassesAreThoseOfTheTable(t *testing.T) {
	s := scripts()
	for r := rune(' '); r < 0xFFFF; r++ {
		if c := counts.Class(r); c != 0 && s.simple(r) == r && s.class(r) != c {
			t.Errorf("%q counts as %q and is read as %q", r, c, s.class(r))
		}
	}
}

var damageSeeds = flag.Int("damage-seeds", 1, "how many times each report is damaged; 1 stands for a fourth of them, once")

// A score counts what was restored of damaged texts.
type score struct{ right, all, mended, places, sure, wrong int }

// add repairs w.
func (sc *score) add(t *testing.T, name string, w wreck) {
	t.Helper()
	r := Repair(w.text)
	checkRepair(t, w.text, r)
	want, got := strings.Split(w.clean, "\n"), strings.Split(r.View.Text, "\n")
	if len(want) != len(got) {
		t.Fatalf("%s has %d lines, not %d", name, len(got), len(want))
	}
	for i := range want {
		a, b := letters(want[i]), letters(got[i])
		sc.right, sc.all = sc.right+common(a, b), sc.all+len(a)
	}
	k, segments := 0, slices.Collect(r.Segments())
	for _, p := range w.places {
		sc.places++
		was, got := string(letters(p.was)), string(letters(r.View.Text[r.View.At(p.start):r.View.At(p.end)]))
		if was == got {
			sc.mended++
		}
		for ; k < len(segments) && segments[k].End <= p.end; k++ {
			s := segments[k]
			if s.Start < p.start || !s.Certain || !s.Changed {
				continue
			}
			sc.sure++
			if !strings.Contains(was, string(letters(s.Reading))) {
				sc.wrong++
				t.Logf("%s: %q is certain to read %q and does not", name, w.text[s.Start:s.End], s.Reading)
			}
		}
	}
}

// hold fails the test where less than a share of the characters or of the
// places was restored, or what is marked certain is wrong.
func (sc *score) hold(t *testing.T, name string, characters, places float64) {
	t.Helper()
	a, b := float64(sc.right)/float64(sc.all), float64(sc.mended)/float64(sc.places)
	t.Logf("%s: %.4f of %d characters, %.3f of %d places (%.1f in 1000 characters); %d of %d certain readings wrong",
		name, a, sc.all, b, sc.places, 1000*float64(sc.places)/float64(sc.all), sc.wrong, sc.sure)
	if sc.places == 0 || a < characters || b < places || sc.wrong > 0 {
		t.Errorf("%s: %.4f of the characters, %.3f of the places, %d certain and wrong", name, a, b, sc.wrong)
	}
}

// letters returns the letters and digits of s.
func letters(s string) []rune {
	var out []rune
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, r)
		}
	}
	return out
}

// common returns how many characters a and b have in common, in order.
func common(a, b []rune) int {
	n := 0
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b, n = a[1:], b[1:], n+1
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b, n = a[:len(a)-1], b[:len(b)-1], n+1
	}
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return n + row[len(b)]
}

func BenchmarkRepair(b *testing.B) {
	_, damaged := reports(b)
	text := readText(b, damaged)
	Repair(text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Repair(text)
	}
}

func BenchmarkNeeded(b *testing.B) {
	clean, _ := reports(b)
	text := readText(b, clean[0])
	NeedsRepair(text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		NeedsRepair(text)
	}
}

func BenchmarkTidy(b *testing.B) {
	clean, _ := reports(b)
	text := readText(b, clean[0])
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Tidy(text)
	}
}
