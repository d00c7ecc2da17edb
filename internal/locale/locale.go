// Package locale keeps the texts of the pages in Chinese and English. A
// catalogue is one or more TSV files, each with a key, the Chinese and the
// English text a line, so that no language can lack a key.
package locale

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/deadline"
)

// Lang is a language of the program.
type Lang = deadline.Lang

// The languages. Chinese comes first.
const (
	Chinese = deadline.Chinese
	English = deadline.English
)

// Words is a text in both languages.
type Words = deadline.Words

// Langs lists the languages.
func Langs() []Lang { return []Lang{Chinese, English} }

// A Catalogue finds texts by key.
type Catalogue struct{ words map[string]Words }

// Load reads all files with the ending tsv in a folder. Lines that begin with #
// and empty lines are skipped. In a text, \n is a new line, and arguments are
// written as package fmt does. A key that stands twice, a text that is missing
// or takes other arguments in one language than in the other is an error.
func Load(files fs.FS) (*Catalogue, error) {
	names, err := fs.Glob(files, "*.tsv")
	if err != nil {
		return nil, err
	}
	c := &Catalogue{words: map[string]Words{}}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		if err := c.read(name, string(text)); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *Catalogue) read(name, text string) error {
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 3 || slices.Contains(cells, "") {
			return fmt.Errorf("%s:%d: a line is a key, the Chinese and the English text, with tabs between", name, n)
		}
		key, w := cells[0], Words{ZH: unescape(cells[1]), EN: unescape(cells[2])}
		switch {
		case !c.words[key].IsZero():
			return fmt.Errorf("%s:%d: the key %s stands twice", name, n, key)
		case !slices.Equal(verbs(w.ZH), verbs(w.EN)):
			return fmt.Errorf("%s:%d: %s takes other arguments in Chinese than in English", name, n, key)
		}
		c.words[key] = w
	}
	return nil
}

func unescape(s string) string { return strings.ReplaceAll(s, `\n`, "\n") }

// verbs lists the kinds of arguments of a text, in the order of the arguments.
// Where the languages want another order they number them: %[2]s.
func verbs(s string) []string {
	var list []string
	at := 0
	for i := strings.IndexByte(s, '%'); i >= 0 && i+1 < len(s); i = strings.IndexByte(s, '%') {
		s = s[i+1:]
		if s[0] == '%' {
			s = s[1:]
			continue
		}
		if s[0] == '[' {
			end := strings.IndexByte(s, ']')
			if end < 0 {
				return append(list, "broken")
			}
			if _, err := fmt.Sscanf(s[1:end], "%d", &at); err != nil || at < 1 || at > 20 {
				return append(list, "broken")
			}
			at--
			s = s[end+1:]
		}
		for len(list) <= at {
			list = append(list, "")
		}
		verb := strings.TrimLeft(s, "0123456789.+-")
		if verb == "" {
			return append(list, "broken")
		}
		list[at] = verb[:1]
		at++
	}
	return list
}

// Find is the text of a key in both languages; ok is false if there is none.
func (c *Catalogue) Find(key string) (w Words, ok bool) {
	w, ok = c.words[key]
	return w, ok
}

// Text is the text of a key with its arguments. A key that is not there stands
// for itself, so that a page is still of use.
func (c *Catalogue) Text(lang Lang, key string, args ...any) string {
	w, ok := c.words[key]
	if !ok {
		return key
	}
	if len(args) == 0 {
		return w.In(lang)
	}
	return fmt.Sprintf(w.In(lang), args...)
}
