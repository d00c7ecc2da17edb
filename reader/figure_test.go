package reader

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Each case of testdata/figures is one phenomenon of the language: a file
// review or plan holds the text, want the figures that must come of it, one a line:
//
//	quote | metric | value unit | comparator | measure direction | status year
func TestFigures(t *testing.T) {
	files, err := filepath.Glob("testdata/figures/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases in testdata/figures")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			want := ""
			for _, f := range a.Files {
				switch f.Name {
				case "review":
					writeFigures(&got, Read("政府工作报告\n一、2023年工作回顾\n"+string(f.Data), Options{PlanYear: 2024}))
				case "plan":
					writeFigures(&got, Read("政府工作报告\n一、2023年工作回顾\n一年来，各项工作扎实推进。\n二、2024年工作安排\n"+string(f.Data), Options{PlanYear: 2024}))
				case "want":
					want = string(f.Data)
				}
			}
			if *update {
				for i := range a.Files {
					if a.Files[i].Name == "want" {
						a.Files[i].Data = []byte(got.String())
					}
				}
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got.String() != want {
				t.Errorf("%s\ngot:\n%swant:\n%s", a.Comment, got.String(), want)
			}
		})
	}
}

func writeFigures(w *strings.Builder, r *Report) {
	for _, i := range r.Indicators {
		value := i.Value
		if i.ValueMax != "" {
			value += "–" + i.ValueMax
		}
		fmt.Fprintf(w, "%s | %s | %s | %s | %s | %s %d\n", i.Quote, i.Metric, strings.TrimSpace(value+" "+i.Unit), i.Comparator,
			strings.TrimSpace(i.Measure+" "+i.Direction), i.Status, i.Year)
	}
}

// Only what is promised is promised firmly or not: money that was raised (争取) was not
// strived for.
func TestStrengthIsOfTargets(t *testing.T) {
	r := Read("政府工作报告\n一、2023年工作回顾\n争取国债资金63亿元。\n二、2024年工作安排\n力争果品产量达到20万吨。\n", Options{PlanYear: 2024})
	var got []string
	for _, i := range r.Indicators {
		got = append(got, i.Quote+" "+i.Strength)
	}
	if want := "63亿元 |20万吨 strive"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", strings.Join(got, "|"), want)
	}
}
