package zhtext

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
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
		if Needed(text) || r.View.Text != text || len(r.Segments) != 1 || r.Segments[0].Changed {
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

// TestDamageIsUndone damages every fourth report as the converter did, of those
// that the counts of repair_pairs.tsv do not come from, and repairs it.
func TestDamageIsUndone(t *testing.T) {
	clean, _ := reports(t)
	right, all, mended, places, sure := 0, 0, 0, 0, 0
	n := 0
	for _, f := range clean {
		if strings.Contains(f, "shanxi"+string(filepath.Separator)) {
			continue
		}
		if n++; n%4 != 0 {
			continue
		}
		w := spoil(strings.ReplaceAll(readText(t, f), "\r", ""))
		r := Repair(w.text)
		checkRepair(t, w.text, r)
		want, got := strings.Split(w.clean, "\n"), strings.Split(r.View.Text, "\n")
		if len(want) != len(got) {
			t.Fatalf("%s has %d lines, not %d", filepath.Base(f), len(got), len(want))
		}
		for i := range want {
			a, b := letters(want[i]), letters(got[i])
			right, all = right+common(a, b), all+len(a)
		}
		k := 0
		for _, p := range w.places {
			places++
			if string(letters(p.was)) == string(letters(r.View.Text[r.View.At(p.start):r.View.At(p.end)])) {
				mended++
			}
			for ; k < len(r.Segments) && r.Segments[k].End <= p.end; k++ {
				s := r.Segments[k]
				if s.Start < p.start || !s.Certain || !s.Changed {
					continue
				}
				sure++
				if !strings.Contains(string(letters(p.was)), string(letters(s.Reading))) {
					t.Errorf("%s: %q is certain to read %q and does not", filepath.Base(f), w.text[s.Start:s.End], s.Reading)
				}
			}
		}
	}
	t.Logf("%d of %d characters, %d of %d places; %d readings certain", right, all, mended, places, sure)
	if float64(right) < 0.995*float64(all) || float64(mended) < 0.8*float64(places) || places == 0 {
		t.Errorf("%d of %d characters, %d of %d places", right, all, mended, places)
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
	Needed(text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Needed(text)
	}
}
