package reader

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/luoshi-project/luoshi/reader/lexicon"
	"github.com/luoshi-project/luoshi/zhtext"
)

var updateTasks = flag.Bool("update-tasks", false, "write what the reader finds into the golden cases")

// TestTasks reads every case of testdata/tasks. A case is named after what it
// shows of the language: its comment says what that is, its file text holds
// paragraphs of a plan of the year 2024 and its file actions what is to be found,
// a line each: kind, deadline, text; then "=" and the title where it is not the
// whole text, and "@" and the works it names.
func TestTasks(t *testing.T) {
	files, err := filepath.Glob("testdata/tasks/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Files) != 2 || a.Files[0].Name != "text" || a.Files[1].Name != "actions" || len(a.Comment) == 0 {
				t.Fatal("a case has a comment, a file text and a file actions")
			}
			got := listActions(planOf(string(a.Files[0].Data)))
			if *updateTasks {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(a.Files[1].Data), got); d != "" {
				t.Errorf("actions (-want +got):\n%s", d)
			}
		})
	}
}

// planOf is a reading of paragraphs that stand in the plan of a report. A line
// that begins with # is a heading.
func planOf(text string) *reading {
	b := zhtext.NewBuilder(text)
	b.Keep(0, len(text))
	r := &reading{workspace: new(workspace), text: text, view: b.View(), doc: Document{PlanYear: 2024}, lex: lexicon.Default()}
	r.sections = []section{{start: 0, end: len(text), parent: -1, depth: 1, role: RolePlan}}
	at := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		end := at + len(strings.TrimSuffix(line, "\n"))
		switch {
		case strings.HasPrefix(line, "#"):
			depth := len(line) - len(strings.TrimLeft(line, "#")) + 1
			parent := len(r.sections) - 1
			for r.sections[parent].depth >= depth {
				parent = r.sections[parent].parent
			}
			r.sections = append(r.sections, section{start: at, end: len(text), bodyStart: end, parent: parent, depth: depth, role: RolePlan, livelihood: strings.Contains(line, "民生实事")})
		case end > at:
			r.blocks = append(r.blocks, block{start: at, end: end})
		}
		at += len(line)
	}
	r.sentences = cutSentences(nil, text, r.blocks, r.sections, r.doc)
	markTopics(text, r.blocks, r.sections, r.sentences)
	findTasks(r)
	return r
}

func listActions(r *reading) string {
	var b strings.Builder
	for _, a := range r.report().Actions {
		deadline := a.Deadline
		if deadline == "" {
			deadline = "-"
		}
		b.WriteString(a.Kind + "\t" + deadline + "\t" + a.Quote)
		if a.Title != a.Quote {
			b.WriteString("\t= " + a.Title)
		}
		if len(a.Projects) > 0 {
			b.WriteString("\t@ " + strings.Join(a.Projects, "、"))
		}
		b.WriteString("\n")
	}
	return b.String()
}
