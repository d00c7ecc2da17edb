package quantity

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// corpusDir returns the folder of real documents. Where there is none the test
// is skipped, and fails where CI is set.
func corpusDir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("LUOSHI_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "corpus")
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no corpus at %s", dir)
		}
		t.Skipf("no corpus at %s: set LUOSHI_CORPUS", dir)
	}
	return dir
}

type suiteCase struct {
	Input   string `json:"input"`
	Results []struct {
		Text       string `json:"text"`
		Start      *int   `json:"start"`
		End        int    `json:"end"`
		Resolution struct {
			Value string `json:"value"`
		} `json:"resolution"`
	} `json:"results"`
}

// disagreements are the cases where the recogniser suite and this package part,
// and why this package keeps to its reading.
var disagreements = map[string]string{
	"percent: 对折":           "half price is 50 % with or without 打 before it",
	"percent: 對折":           "as 对折",
	"percent: 7 2 折":        "two figures with a blank between them are two figures",
	"dimension: 一位是最小的存储单位": "位 counts persons and ranks in report prose, not bits",
}

func TestRecognizeAgreesWithTheRecogniserSuite(t *testing.T) {
	dir := filepath.Join(corpusDir(t), "..", "suites", "recognizers-text-zh")
	total, agreed := 0, 0
	for _, kind := range []string{"number", "percent", "currency", "dimension"} {
		cases, err := os.ReadFile(filepath.Join(dir, kind+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(cases)) {
			var c suiteCase
			if err := json.Unmarshal([]byte(line), &c); err != nil {
				t.Fatal(err)
			}
			got, err := Recognize(kind, c.Input, 2025)
			if err != nil {
				t.Fatal(err)
			}
			total++
			why, known := disagreements[kind+": "+c.Input]
			switch same := agrees(c, got); {
			case same:
				agreed++
				if known {
					t.Errorf("%s %q agrees now: strike it from the table", kind, c.Input)
				}
			case known:
				t.Logf("%s %q: %s", kind, c.Input, why)
			default:
				t.Errorf("%s %q: got %+v, want %+v", kind, c.Input, got, c.Results)
			}
		}
	}
	t.Logf("%d of %d cases agree", agreed, total)
	if agreed*100 < total*97 {
		t.Errorf("%d of %d cases agree, less than 97 %%", agreed, total)
	}
}

// agrees compares spans and values, the values to twelve digits as the suite
// prints some of them as rounded floats.
func agrees(c suiteCase, got []Recognized) bool {
	i := 0
	for _, want := range c.Results {
		if want.Start == nil {
			continue
		}
		if i == len(got) || got[i].Start != *want.Start || got[i].End != want.End || !sameValue(want.Resolution.Value, got[i].Value) {
			return false
		}
		i++
	}
	return i == len(got)
}

func sameValue(want, got string) bool {
	mantissa, exp, _ := strings.Cut(strings.TrimSuffix(want, "%"), "E")
	a, err := ParseDecimal(mantissa)
	if err != nil {
		return want == got
	}
	e, _ := ParseDecimal(exp)
	n := int(e.coef * pow10[max(e.exp, 0)])
	a = a.Shift(n)
	b, err := ParseDecimal(got)
	return err == nil && a.Sub(b).Abs().Cmp(a.Abs().Shift(-12)) <= 0
}
