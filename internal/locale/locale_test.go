package locale

import (
	"testing"
	"testing/fstest"
)

func load(text string) (*Catalogue, error) {
	return Load(fstest.MapFS{"a.tsv": {Data: []byte(text)}})
}

func TestTextFindsItsLanguageAndTakesArguments(t *testing.T) {
	c, err := load("# comment\n\nrows.total\t共 %d 件\t%d in all\nsign.in\t登录\tSign in\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		lang Lang
		text string
	}{{Chinese, "共 7 件"}, {English, "7 in all"}} {
		if got := c.Text(want.lang, "rows.total", 7); got != want.text {
			t.Errorf("in %s: %q, want %q", want.lang, got, want.text)
		}
	}
	if got := c.Text(English, "no.such"); got != "no.such" {
		t.Errorf("a key that is not there gave %q", got)
	}
}

func TestLoadRefusesWhatDiffersBetweenTheLanguages(t *testing.T) {
	for name, text := range map[string]string{
		"a text is missing":     "a\t甲\t\n",
		"a column is missing":   "a\t甲\n",
		"a key stands twice":    "a\t甲\tone\na\t乙\ttwo\n",
		"an argument is lost":   "a\t%d 件\tsome\n",
		"an argument's kind":    "a\t%d 件\t%s matters\n",
		"an argument is broken": "a\t%[x]d\t%d\n",
	} {
		if _, err := load(text); err == nil {
			t.Errorf("%s: not refused", name)
		}
	}
	if _, err := load("a\t%[2]s的%[1]d件\t%d of %s\n"); err != nil {
		t.Errorf("another order of arguments was refused: %v", err)
	}
}
