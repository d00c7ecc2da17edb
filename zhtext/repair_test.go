package zhtext

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var updateRepairs = flag.Bool("update-repairs", false, "write what Repair reads into the golden cases")

// glossMark makes a text that the converter went over so plainly that what stands
// beside it is read as damaged too.
const glossMark = "\n發(fā)展產(chǎn)業(yè),進(jìn)一步優(yōu)化結(jié)構(gòu)。"

// TestRepair reads every case of testdata/repair. A case is named after the
// mechanism it shows: its file text is what was left, its file reading what it
// should read, its file segments the places that read otherwise, a line each; a
// "?" in front of those that are not certain. Where the comment ends with
// "glossed", the case stands beside text that the converter went over.
func TestRepair(t *testing.T) {
	files, err := filepath.Glob("testdata/repair/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Files) != 3 || len(a.Comment) == 0 {
				t.Fatal("a case has a comment and the files text, reading and segments")
			}
			text := string(a.Files[0].Data)
			beside := ""
			if strings.HasSuffix(strings.TrimSpace(string(a.Comment)), "glossed") {
				beside = glossMark
			}
			r := Repair(text + beside)
			var segments strings.Builder
			for s := range r.Segments() {
				if s.Changed && s.Start < len(text) {
					mark := map[bool]string{true: " ", false: "?"}[s.Certain]
					fmt.Fprintf(&segments, "%s%s = %s\n", mark, (text + beside)[s.Start:s.End], s.Reading)
				}
			}
			reading := r.View.Text[:r.View.At(len(text))]
			if *updateRepairs {
				a.Files[1].Data, a.Files[2].Data = []byte(reading), []byte(segments.String())
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(a.Files[1].Data), reading); d != "" {
				t.Errorf("reading (-want +got):\n%s", d)
			}
			if d := cmp.Diff(string(a.Files[2].Data), segments.String()); d != "" {
				t.Errorf("segments (-want +got):\n%s", d)
			}
		})
	}
}

// FuzzRepair holds what is true of every text: segments follow one another
// over all of it, their readings make up the view, and positions lead back.
func FuzzRepair(f *testing.F) {
	for _, s := range []string{"", "清廉政府", "發(fā)展", "我們?nèi)嫔罨母镩_放", "(nèi)?(xí)??\n?qū)", "\xff?\xfe(fā)", "〔?〕?!？！"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, text string, beside bool) {
		if beside {
			text += glossMark
		}
		checkRepair(t, text, Repair(text))
	})
}

func checkRepair(t *testing.T, text string, r Repaired) {
	t.Helper()
	at := 0
	var all strings.Builder
	for s := range r.Segments() {
		if s.Start != at || s.End <= s.Start {
			t.Fatalf("segment %+v does not follow on %d", s, at)
		}
		if !s.Changed && s.Reading != text[s.Start:s.End] {
			t.Fatalf("segment %+v reads otherwise than it stands", s)
		}
		at = s.End
		all.WriteString(s.Reading)
	}
	if at != len(text) {
		t.Fatalf("segments end at %d of %d", at, len(text))
	}
	if all.String() != r.View.Text {
		t.Fatal("the readings of the segments are not the view")
	}
	for i := range r.View.Text {
		if a, b := r.View.Source(i, i+1); a > b || b > len(text) {
			t.Fatalf("byte %d stands for %d to %d", i, a, b)
		}
	}
	if !NeedsRepair(text) && r.View.Text != text {
		t.Fatal("a clean text was changed")
	}
}
