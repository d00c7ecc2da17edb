package reader

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// corpusDir returns the folder of real reports. Without it a test is skipped,
// unless CI says that it must be there.
func corpusDir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("LUOSHI_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "corpus")
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no corpus at %s: set LUOSHI_CORPUS", dir)
		}
		t.Skipf("no corpus at %s: set LUOSHI_CORPUS to test on real reports", dir)
	}
	return dir
}

// corpusFiles returns the real reports.
func corpusFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(corpusDir(t), "*", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("the corpus holds no reports")
	}
	return files
}

// Every report of the corpus holds together: see checkStructure.
func TestCorpusHoldsTogether(t *testing.T) {
	for _, file := range corpusFiles(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			checkStructure(t, structureOf(string(text), Options{}))
		})
	}
}

// Of a real report hardly a word of the body is taken for the page around it:
// what is in no block of the body stands before its first or behind its last.
func TestCorpusLosesNoText(t *testing.T) {
	for _, file := range corpusFiles(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r := structureOf(string(text), Options{})
			last := 0
			for _, b := range r.blocks {
				if b.kind != bodyBlock && b.kind != headingBlock {
					continue
				}
				start, end := r.view.Source(b.start, b.end)
				if gap := strings.TrimSpace(r.text[last:start]); last > 0 && len(gap) > 75 && !strings.Contains(gap, "名词解释") {
					t.Errorf("lost before %q: %q", r.view.Text[b.start:min(b.end, b.start+30)], gap)
				}
				last = end
			}
		})
	}
}

// The facts and the headings of the annotated reports.
func TestCorpusFacts(t *testing.T) {
	dir := corpusDir(t)
	golds, err := filepath.Glob(filepath.Join(dir, "gold", "*.doc.json"))
	if err != nil || len(golds) == 0 {
		t.Fatal("no annotated facts in the corpus")
	}
	for _, file := range golds {
		name := strings.TrimSuffix(filepath.Base(file), ".doc.json")
		t.Run(name, func(t *testing.T) {
			var want struct {
				Document
				Sections []struct {
					Start    int
					Title    string
					Optional bool
				}
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(data, &want); err != nil {
				t.Fatal(err)
			}
			sources, err := filepath.Glob(filepath.Join(dir, "*", name+"*.txt"))
			if err != nil || len(sources) != 1 {
				t.Fatalf("sources of %s: %v", name, sources)
			}
			text, err := os.ReadFile(sources[0])
			if err != nil {
				t.Fatal(err)
			}
			got := Read(string(text), Options{})
			checkFacts(t, got.Document, want.Document)
			found, all := 0, 0
			for _, w := range want.Sections {
				if w.Optional {
					continue
				}
				all++
				for _, s := range got.Sections {
					if d := s.Start - w.Start; d >= -12 && d <= 12 && sameTitle(s.Ordinal+s.Title, w.Title) {
						found++
						break
					}
				}
			}
			if found*100 < all*95 {
				t.Errorf("found %d of %d headings", found, all)
			}
			if len(got.Sections)*10 > len(want.Sections)*13 {
				t.Errorf("read %d headings where there are %d", len(got.Sections), len(want.Sections))
			}
		})
	}
}

func checkFacts(t *testing.T, got, want Document) {
	t.Helper()
	for _, f := range []struct{ name, got, want string }{
		{"title", bare(got.Title), bare(want.Title)},
		{"jurisdiction", got.Jurisdiction, want.Jurisdiction},
		{"level", got.Level, want.Level},
		{"kind", got.Kind, want.Kind},
		{"report_date", got.ReportDate, want.ReportDate},
		{"speaker", got.Speaker, want.Speaker},
	} {
		if f.want != "" && f.got != f.want {
			t.Errorf("%s: got %q, want %q", f.name, f.got, f.want)
		}
	}
	if want.ReviewYear != 0 && got.ReviewYear != want.ReviewYear {
		t.Errorf("review year: got %d, want %d", got.ReviewYear, want.ReviewYear)
	}
	if want.PlanYear != 0 && got.PlanYear != want.PlanYear {
		t.Errorf("plan year: got %d, want %d", got.PlanYear, want.PlanYear)
	}
}

// bare returns s without spaces.
func bare(s string) string { return strings.Join(strings.Fields(s), "") }

// sameTitle reports whether two titles begin alike.
func sameTitle(a, b string) bool {
	a, b = bare(a), bare(b)
	n := min(len(a), len(b), 24)
	return n > 0 && (strings.Contains(a, b[:n]) || strings.Contains(b, a[:n]))
}

// checkStructure reports what does not hold together: the view stands for the
// text in its order, blocks cover the view, sections nest, sentences lie in the
// blocks of the body in order and belong to the section around them.
func checkStructure(t testing.TB, r *reading) {
	t.Helper()
	text := r.view.Text
	if !utf8.ValidString(r.text) {
		return
	}
	if !utf8.ValidString(text) {
		t.Fatal("the view is not UTF-8")
	}
	last := 0
	for i, b := range r.blocks {
		if b.start >= b.end || b.end > len(text) {
			t.Fatalf("block %d is [%d,%d) of %d", i, b.start, b.end, len(text))
		}
		if i > 0 && b.start != r.blocks[i-1].end+1 || i == 0 && b.start != 0 {
			t.Fatalf("block %d does not follow the one before", i)
		}
		if strings.Contains(text[b.start:b.end], "\n") {
			t.Fatalf("block %d holds a line break", i)
		}
		from, to := r.view.Source(b.start, b.end)
		if from < last || to < from || to > len(r.text) {
			t.Fatalf("block %d stands for [%d,%d) after %d", i, from, to, last)
		}
		if !utf8.ValidString(r.text[from:to]) {
			t.Fatalf("block %d stands for half a character", i)
		}
		last = to
	}
	for i, s := range r.sections {
		if s.start > s.titleStart && s.titleStart != 0 || s.titleStart > s.bodyStart || s.bodyStart > s.end {
			t.Fatalf("section %d: start %d title %d body %d end %d", i, s.start, s.titleStart, s.bodyStart, s.end)
		}
		if s.depth == 1 != (s.parent < 0) {
			t.Fatalf("section %d has depth %d and parent %d", i, s.depth, s.parent)
		}
		if s.parent >= 0 {
			p := r.sections[s.parent]
			if s.parent >= i || p.depth != s.depth-1 || s.start < p.bodyStart || s.end > p.end {
				t.Fatalf("section %d [%d,%d) does not lie in %d [%d,%d)", i, s.start, s.end, s.parent, p.start, p.end)
			}
		}
		if i > 0 && s.start < r.sections[i-1].bodyStart {
			t.Fatalf("section %d begins inside the heading before", i)
		}
		if s.title == "" {
			t.Fatalf("section %d has no title", i)
		}
	}
	at, block := 0, 0
	for i, s := range r.sentences {
		if s.start < at || s.start >= s.end {
			t.Fatalf("sentence %d is [%d,%d) after %d", i, s.start, s.end, at)
		}
		at = s.end
		for block < len(r.blocks) && r.blocks[block].end <= s.start {
			block++
		}
		if block == len(r.blocks) || s.start < r.blocks[block].start || s.end > r.blocks[block].end {
			t.Fatalf("sentence %d [%d,%d) crosses blocks", i, s.start, s.end)
		}
		if s.section >= 0 {
			if sec := r.sections[s.section]; s.start < sec.start || s.end > sec.end {
				t.Fatalf("sentence %d [%d,%d) is not in section [%d,%d)", i, s.start, s.end, sec.start, sec.end)
			}
		}
	}
}

// FuzzLayout holds every text to checkStructure.
func FuzzLayout(f *testing.F) {
	files, err := filepath.Glob("testdata/structure/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	for _, s := range []string{
		"", "\n", "——", "一、", "（一）\n", "附件1\n二、", "1 \n2 x", "**", "——**a**。", "\u200b\n", "[1", "“", "－", "１．", "a\nb", "10 000 %", "●\n", "——一、X。", "第一，。",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkStructure(t, structureOf(text, Options{}))
	})
}
