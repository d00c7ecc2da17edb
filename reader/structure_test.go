package reader

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/luoshi-project/luoshi/reader/lexicon"
)

// Each case of testdata/structure is one phenomenon of how reports are printed
// and built: the file text holds the text as it is found, and one or more of the
// files below what must be read from it.
//
//	blocks     kind and words of each paragraph of the view
//	facts      the facts of the document
//	sections   the tree: ordinal and title, role, year and number of years
//	sentences  role, kind, year and number of years, words; * before a heading
func TestStructure(t *testing.T) {
	files, err := filepath.Glob("testdata/structure/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases in testdata/structure")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Comment) == 0 || len(a.Files) < 2 || a.Files[0].Name != "text" {
				t.Fatal("a case has a comment, a file text and what must be read from it")
			}
			r := structureOf(string(a.Files[0].Data), Options{})
			for i := range a.Files[1:] {
				f := &a.Files[1+i]
				got := show(t, r, f.Name)
				if *update {
					f.Data = []byte(got)
				} else if string(f.Data) != got {
					t.Errorf("%s%s\ngot:\n%swant:\n%s", a.Comment, f.Name, got, f.Data)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// structureOf reads text up to its sentences.
func structureOf(text string, opts Options) *reading {
	r := &reading{workspace: new(workspace), text: text, opts: opts, lex: lexicon.Default()}
	r.open()
	r.doc = readFacts(r)
	r.sections = outline(r)
	r.sentences = cutSentences(nil, r.view.Text, r.blocks, r.sections, r.doc)
	return r
}

func show(t *testing.T, r *reading, what string) string {
	t.Helper()
	var b strings.Builder
	text := r.view.Text
	switch what {
	case "blocks":
		kinds := map[blockKind]string{bodyBlock: "body", headingBlock: "heading", frontBlock: "front", noteBlock: "note", noiseBlock: "noise"}
		for _, x := range r.blocks {
			fmt.Fprintf(&b, "%s\t%s\n", kinds[x.kind], text[x.start:x.end])
		}
	case "facts":
		d := r.doc
		fmt.Fprintf(&b, "title %s\nplace %s %s\nkind %s\ndate %s\nreview %d plan %d\nspeaker %s\n",
			d.Title, d.Jurisdiction, d.Level, d.Kind, d.ReportDate, d.ReviewYear, d.PlanYear, d.Speaker)
	case "sections":
		for _, s := range r.sections {
			flags := ""
			if s.livelihood {
				flags += " livelihood"
			}
			if s.runIn {
				flags += " run-in"
			}
			fmt.Fprintf(&b, "%s%s%s | %s %d/%d%s\n", strings.Repeat("  ", s.depth-1), s.ordinal, s.title, s.role, s.year, s.years, flags)
		}
	case "sentences":
		for _, s := range r.sentences {
			mark := " "
			if s.heading {
				mark = "*"
			}
			fmt.Fprintf(&b, "%s%s %s %d/%d | %s\n", mark, s.role, s.kind, s.year, s.years, text[s.start:s.end])
		}
	default:
		t.Fatalf("no such part: %s", what)
	}
	return b.String()
}
