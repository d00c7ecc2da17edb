package reckon_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// corpus returns the folder of real reports, which stands outside of the
// repository. Without it the test is skipped, but not where CI is set.
func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("LUOSHI_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "corpus")
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no corpus: %v", err)
		}
		t.Skip("no corpus of real reports; set LUOSHI_CORPUS to its folder")
	}
	return dir
}

// corpusText reads the document whose name begins with prefix.
func corpusText(t *testing.T, prefix string) string {
	t.Helper()
	found, _ := filepath.Glob(filepath.Join(corpus(t), filepath.FromSlash(prefix)+"*"))
	if len(found) != 1 {
		t.Fatalf("%d documents begin with %s", len(found), prefix)
	}
	return readText(t, found[0])
}

func readText(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(b) {
		t.Fatalf("%s is not UTF-8", name)
	}
	return strings.TrimPrefix(string(b), "\uFEFF")
}

// goldRows reads a file of annotations, an object a line.
func goldRows[T any](t *testing.T, name string) []T {
	t.Helper()
	f, err := os.Open(filepath.Join(corpus(t), "gold", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []T
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var row T
		if err := json.Unmarshal(sc.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		out = append(out, row)
	}
	return out
}
