// Package docs_test holds the documents to what there is: every name of the code
// that they use, every file they lead to, every word that a ledger stores.
package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// documents lists the Markdown files that are written by hand.
func documents(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, pattern := range []string{"../*.md", "*.md"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			texts[name] = string(data)
		}
	}
	return texts
}

// declared are the exported names of the repository's packages: "reader.Report",
// and for fields and methods "Report.Document".
func declared(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir():
			if n := e.Name(); n == "testdata" || n == "node_modules" || n == ".git" {
				return fs.SkipDir
			}
			return nil
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		names[file.Name.Name+"."] = true
		for _, d := range file.Decls {
			declare(names, file.Name.Name, d)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func declare(names map[string]bool, pkg string, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			names[pkg+"."+d.Name.Name] = true
			return
		}
		of := d.Recv.List[0].Type
		if star, ok := of.(*ast.StarExpr); ok {
			of = star.X
		}
		if id, ok := of.(*ast.Ident); ok {
			names[id.Name+"."+d.Name.Name] = true
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.ValueSpec:
				for _, n := range s.Names {
					names[pkg+"."+n.Name] = true
				}
			case *ast.TypeSpec:
				names[pkg+"."+s.Name.Name] = true
				if body, ok := s.Type.(*ast.StructType); ok {
					for _, f := range body.Fields.List {
						for _, n := range f.Names {
							names[s.Name.Name+"."+n.Name] = true
						}
					}
				}
			}
		}
	}
}

var (
	qualified = regexp.MustCompile("`([A-Za-z]+)\\.([A-Z][A-Za-z]*)")
	folders   = regexp.MustCompile("`((?:internal|reader|zhtext|bench|reckon|workday|quantity|sample)/[a-z0-9_./-]*[a-z0-9])`")
	links     = regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	commands  = regexp.MustCompile("`(?:luoshi|ledger) ([a-z-]+)(?: ([a-z-]+))?[ `]")
	use       = regexp.MustCompile(`\b[Uu]se: +"([a-z-]+)`)
)

func TestDocumentsNameWhatThereIs(t *testing.T) {
	names := declared(t)
	known := map[string]bool{"help": true}
	sources, err := filepath.Glob("../internal/cli/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range sources {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range use.FindAllStringSubmatch(string(data), -1) {
			known[m[1]] = true
		}
	}
	for file, text := range documents(t) {
		for _, m := range qualified.FindAllStringSubmatch(text, -1) {
			// What begins like a package or type of ours must be one of its names.
			ours := names[m[1]+"."] || m[1][0] >= 'A' && m[1][0] <= 'Z'
			if ours && !names[m[1]+"."+m[2]] {
				t.Errorf("%s names %s.%s, which is not declared anywhere", file, m[1], m[2])
			}
		}
		for _, m := range folders.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat("../" + m[1]); err != nil {
				t.Errorf("%s names %s: %v", file, m[1], err)
			}
		}
		for _, m := range links.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), m[1])); err != nil {
				t.Errorf("%s leads to %s: %v", file, m[1], err)
			}
		}
		for _, m := range commands.FindAllStringSubmatch(text, -1) {
			if !known[m[1]] {
				t.Errorf("%s names the command %s, which there is not", file, m[0])
			}
		}
	}
}

func TestTheGlossaryHasEveryWordThatIsStored(t *testing.T) {
	glossary := documents(t)["glossary.md"]
	var words []string
	for _, r := range access.Roles() {
		words = append(words, "`"+string(r)+"`", r.Title().ZH)
	}
	for _, s := range ledger.Statuses() {
		words = append(words, "`"+string(s)+"`", s.Title().ZH)
	}
	for _, s := range deadline.States() {
		words = append(words, s.Title().ZH)
	}
	for _, s := range access.Steps() {
		if s != access.View && s != access.ChangeOrg && s != access.ChangeRules && s != access.ReadAudit {
			words = append(words, s.Title().ZH)
		}
	}
	for _, w := range words {
		if w, _, _ = strings.Cut(w, "（"); !strings.Contains(glossary, w) {
			t.Errorf("the glossary lacks %s", w)
		}
	}
}

// The manuals in two languages show the same commands, settings, fields and
// addresses.
func TestBothLanguagesSayTheSame(t *testing.T) {
	texts := documents(t)
	for name := range texts {
		if chinese := strings.TrimSuffix(name, ".md") + ".zh-CN.md"; texts[chinese] == "" || strings.HasSuffix(name, ".zh-CN.md") {
			continue
		}
		pair := [2]string{name, strings.TrimSuffix(name, ".md") + ".zh-CN.md"}
		if one, other := entries(texts[pair[0]]), entries(texts[pair[1]]); !slices.Equal(one, other) {
			t.Errorf("the tables of %s explain\n%s\nthose of %s\n%s", pair[0], one, pair[1], other)
		}
		one, other := blocks(texts[pair[0]]), blocks(texts[pair[1]])
		if len(one) != len(other) {
			t.Errorf("%s shows %d blocks of commands, %s %d", pair[0], len(one), pair[1], len(other))
			continue
		}
		for i := range one {
			if one[i] != other[i] {
				t.Errorf("%s shows\n%s\n%s shows\n%s", pair[0], one[i], pair[1], other[i])
			}
		}
	}
}

// Whoever reads Chinese finds every manual but the glossary, which is in both.
func TestEveryManualIsThereInChinese(t *testing.T) {
	texts := documents(t)
	for name, text := range texts {
		if strings.HasPrefix(name, "..") || name == "glossary.md" || strings.HasSuffix(name, ".zh-CN.md") {
			continue
		}
		chinese := strings.TrimSuffix(name, ".md") + ".zh-CN.md"
		if texts[chinese] == "" || !strings.Contains(text, "]("+chinese+")") || !strings.Contains(texts[chinese], "]("+name+")") {
			t.Errorf("%s and %s do not lead to each other", name, chinese)
		}
	}
}

// entries are the names in the first cells of a document's tables, with how many
// cells the rows have.
func entries(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		cells := strings.Split(line, "|")
		if names := code.FindAllString(cells[min(1, len(cells)-1)], -1); strings.HasPrefix(line, "| ") && len(names) > 0 {
			list = append(list, strings.Join(names, " ")+" "+strconv.Itoa(len(cells)))
		}
	}
	return list
}

var (
	code    = regexp.MustCompile("`[^` ]+`")
	fenced  = regexp.MustCompile("(?s)```[a-z]+\n(.*?)```")
	comment = regexp.MustCompile(`(?m)\s+#\s.*$`)
)

// blocks are what stands between fences, without comments, which are prose.
func blocks(text string) []string {
	var list []string
	for _, m := range fenced.FindAllStringSubmatch(text, -1) {
		list = append(list, comment.ReplaceAllString(m[1], ""))
	}
	return list
}

// Whoever looks for a room finds it in ARCHITECTURE.md, with what it is for.
func TestArchitectureNamesEveryRoom(t *testing.T) {
	architecture := documents(t)["../ARCHITECTURE.md"]
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		if n := e.Name(); n == "testdata" || n == "node_modules" || n == ".git" || n == "assets" {
			return fs.SkipDir
		}
		sources, err := filepath.Glob(filepath.Join(path, "*.go"))
		if room := strings.TrimPrefix(filepath.ToSlash(path), "../"); len(sources) > 0 &&
			!strings.Contains(architecture, "\n"+room+" ") && !strings.Contains(architecture, "; "+strings.TrimPrefix(room, "internal/")+" ") {
			t.Errorf("ARCHITECTURE.md does not name %s", room)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
