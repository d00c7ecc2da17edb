package quantity

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// annotated is what a person marked in a report, as far as it concerns numbers.
// Start and End count code points.
type annotated struct {
	Start      int    `json:"start"`
	End        int    `json:"end"`
	Quote      string `json:"quote"`
	Value      string `json:"value"`
	ValueMax   string `json:"value_max"`
	Unit       string `json:"unit"`
	Comparator string `json:"comparator"`
	Optional   bool   `json:"optional"`
}

// TestScanFindsTheAnnotatedIndicators holds Scan to the reports that people
// have annotated: span, value, unit and comparator of every indicator.
func TestScanFindsTheAnnotatedIndicators(t *testing.T) {
	dir := corpusDir(t)
	files, err := filepath.Glob(filepath.Join(dir, "gold", "*.indicators.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no annotations: %v", err)
	}
	total, right := 0, 0
	for _, file := range files {
		name, _, _ := strings.Cut(filepath.Base(file), ".")
		text := readReport(t, dir, name)
		offsets := []int{}
		for i := range text {
			offsets = append(offsets, i)
		}
		offsets = append(offsets, len(text))
		found := map[int]Quantity{}
		for _, q := range Scan(text) {
			found[q.Start] = q
		}
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		for lines := bufio.NewScanner(f); lines.Scan(); {
			var a annotated
			if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
				t.Fatal(err)
			}
			q, ok := found[offsets[a.Start]]
			total++
			if ok && q.End == offsets[a.End] && sameDecimal(q.Value, a.Value) && q.Ranged == (a.ValueMax != "") &&
				sameDecimal(q.Max, a.ValueMax) && q.Unit == a.Unit && string(q.Comparator) == a.Comparator {
				right++
			} else {
				t.Logf("%s at %d: %s %s %s %s (optional: %v)", name, a.Start, a.Quote, a.Value, a.Unit, a.Comparator, a.Optional)
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d of %d annotated numbers", right, total)
	if right*1000 < total*995 {
		t.Errorf("%d of %d annotated numbers, less than 99.5 %%", right, total)
	}
}

// sameDecimal compares a value with its annotation; no annotation means 0.
func sameDecimal(d Decimal, text string) bool {
	if text == "" {
		return d.IsZero()
	}
	want, err := ParseDecimal(text)
	return err == nil && d.Equal(want)
}

// readReport reads the report that annotations are named after: 003 and 003a
// are the file whose name begins with 003_.
func readReport(t *testing.T, dir, name string) string {
	t.Helper()
	for _, pattern := range []string{name + ".txt", strings.TrimRight(name, "ab") + "_*.txt"} {
		files, _ := filepath.Glob(filepath.Join(dir, "*", pattern))
		if len(files) != 1 {
			continue
		}
		data, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	t.Fatalf("no report for %s", name)
	return ""
}

// TestEveryDigitBelongsToAToken reads all reports: no figure may be passed over,
// or the reader could not tell a date from a figure it has not seen.
func TestEveryDigitBelongsToAToken(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpusDir(t), "*", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no reports: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text, end := string(data), 0
		for _, q := range append(Scan(text), Quantity{Start: len(data)}) {
			if i := strings.IndexAny(text[end:max(end, q.Start)], "0123456789"); i >= 0 {
				t.Errorf("%s: digit at byte %d in no token", filepath.Base(file), end+i)
			}
			end = q.End
		}
	}
}
