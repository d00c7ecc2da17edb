package quantity

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected tokens in testdata")

// TestScan reads each case of testdata: a sentence with the tokens Scan finds.
func TestScan(t *testing.T) {
	golden(t, "*.txtar", func(text string) []string {
		var lines []string
		for _, q := range Scan(text) {
			lines = append(lines, describe(text, q))
		}
		return lines
	})
}

// TestPeriods reads each case of testdata/periods in a report of 2024.
func TestPeriods(t *testing.T) {
	golden(t, "periods/*.txtar", func(text string) []string {
		var lines []string
		for _, p := range Periods(text, 2024) {
			words := []string{text[p.Start:p.End], p.From.String() + ".." + p.To.String()}
			if p.Deadline {
				words = append(words, "deadline")
			}
			if p.Named {
				words = append(words, "named")
			}
			lines = append(lines, strings.Join(words, " | "))
		}
		return lines
	})
}

// golden compares what read says of the first line of each case with the lines
// after it.
func golden(t *testing.T, pattern string, read func(text string) []string) {
	names, err := filepath.Glob(filepath.Join("testdata", filepath.FromSlash(pattern)))
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range archive.Files {
			lines := strings.Split(strings.TrimRight(string(c.Data), "\n"), "\n")
			got := read(lines[0])
			if *update {
				archive.Files[i].Data = []byte(strings.Join(append(lines[:1], got...), "\n") + "\n")
				continue
			}
			t.Run(c.Name, func(t *testing.T) {
				if diff := cmp.Diff(append([]string{}, lines[1:]...), append([]string{}, got...)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", lines[0], diff)
				}
			})
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func describe(text string, q Quantity) string {
	value := q.Value.String()
	if q.Ranged {
		value += ".." + q.Max.String()
	}
	kind := q.Kind.String()
	if q.Bare {
		kind += " B"
	}
	if q.Chinese {
		kind += " H"
	}
	words := []string{text[q.Start:q.End], string(q.Comparator), value, q.Unit, kind}
	if q.From != q.Start || q.To != q.End {
		words = append(words, text[q.From:q.To])
	}
	return strings.Join(words, " | ")
}

func TestMayBeRoughMissesNoApproximateFigure(t *testing.T) {
	for _, text := range []string{
		"增长7%左右", "约1500亿元", "近百家企业", "接近八成", "大致3万人", "产量≈5吨", "增长7%", "不低于7%", "确保完成", "",
	} {
		about := slices.ContainsFunc(Scan(text), func(q Quantity) bool { return q.Comparator == About })
		if about && !MayBeRough(text) {
			t.Errorf("%s has an approximate figure", text)
		}
		if !about && MayBeRough(text) {
			t.Errorf("%s has none, and costs a scan", text)
		}
	}
}
