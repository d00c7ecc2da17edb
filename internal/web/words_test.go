package web

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/internal/locale"
)

var asked = regexp.MustCompile(`(?:\bT|\btold|Say:)\s*\(?\s*"([a-z0-9_]+(?:\.[a-z0-9_]+)+)"`)

// Every text that a template or handler asks for by name is in the catalogue, in
// both languages: the catalogue refuses a text with one language.
func TestEveryTextIsThere(t *testing.T) {
	words, err := locale.Load(wordFiles)
	if err != nil {
		t.Fatal(err)
	}
	used := 0
	look := func(name string, data []byte) {
		for _, m := range asked.FindAllSubmatch(data, -1) {
			used++
			if _, ok := words.Find(string(m[1])); !ok {
				t.Errorf("%s asks for %s, which no file in words has", name, m[1])
			}
		}
	}
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".html") {
			return err
		}
		data, err := fs.ReadFile(files, name)
		look(name, data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sources, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		look(name, data)
	}
	if used < 30 {
		t.Errorf("only %d texts were found: the test no longer sees how texts are asked for", used)
	}
	for _, a := range areas() {
		if _, ok := words.Find("rail." + a.name); a.home != "" && !ok {
			t.Errorf("the rail has no word for %s", a.name)
		}
	}
}

// Why a document was not read is said in the language of the page.
func TestEveryReasonOfADocumentIsThere(t *testing.T) {
	words, err := locale.Load(wordFiles)
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := map[string]bool{"folder": true, "no_file": true} // not of what a browser sends
	reason := regexp.MustCompile(`(?:invalid\(|Reason: )"([a-z_]+)"`)
	sources, err := fs.Glob(os.DirFS("../document"), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range sources {
		data, err := os.ReadFile("../document/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range reason.FindAllSubmatch(data, -1) {
			found++
			if _, ok := words.Find("error.document." + string(m[1])); !ok && !elsewhere[string(m[1])] {
				t.Errorf("no words say that a document was refused as %s", m[1])
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d reasons were found: the test no longer sees how they are named", found)
	}
}

// No template has a script, style or handler written into it: the pages' policy
// forbids them, so that they would not work.
func TestNoInlineScriptOrStyle(t *testing.T) {
	inline := regexp.MustCompile(`(?i)<style|<script(?:[^>]*[^/])?>[^<]|\sstyle=|\son[a-z]+=|javascript:|hx-on`)
	outside := regexp.MustCompile(`(?i)(?:src|href|action)="(?:https?:)?//`)
	err := fs.WalkDir(files, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".html") {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if m := inline.Find(data); m != nil {
			t.Errorf("%s: %q", name, m)
		}
		if m := outside.Find(data); m != nil {
			t.Errorf("%s asks another machine: %q", name, m)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
