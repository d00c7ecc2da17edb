package counts

import (
	"strings"
	"testing"
)

// row returns the row of a key, without the key.
func row(t *testing.T, table *Table, key string) string {
	t.Helper()
	for line := range strings.Lines(table.Rows()) {
		if rest, ok := strings.CutPrefix(line, key+"\t"); ok {
			return strings.TrimSuffix(rest, "\n")
		}
	}
	return ""
}

func TestTableCountsWhatReportsShare(t *testing.T) {
	table := New()
	before := row(t, table, "Ⅳ")
	table.Add("水质Ⅳ类，\r\n2024年Ⅳ类。")
	table.Add("水质Ⅳ类，2025年Ⅴ类。")
	if got := row(t, table, "Ⅳ"); before != "" || got != "3\t类3" {
		t.Errorf("Ⅳ stands in %q, before in %q", got, before)
	}
	if got := row(t, table, "质Ⅳ"); got != "2\t类2" {
		t.Errorf("two in a row: %q", got)
	}
	if got := row(t, table, "水质Ⅳ"); got != "" {
		t.Errorf("three in a row, followed alike in two reports only: %q", got)
	}
	if got := row(t, table, "Ⅴ"); got != "1\t" {
		t.Errorf("what one report says alone is followed by %q", got)
	}
	if got := row(t, table, "000"); got != "2\t" && got != "" {
		t.Errorf("digits: %q", got)
	}
}

func TestClassFoldsWhatIsWrittenDifferently(t *testing.T) {
	for r, want := range map[rune]rune{'７': '0', '3': '0', 'g': 'A', 'Ｇ': 'A', '　': '\n', ',': '，', '！': '！', '。': '。', '省': '省', '\a': 0} {
		if got := Class(r); got != want {
			t.Errorf("%q counts as %q, not %q", r, got, want)
		}
	}
}

func TestRowsOutOfOrderAreNotPacked(t *testing.T) {
	const heading = "# a remark\ncharacters\tcount\tfollowers\n"
	if _, err := Pack(heading + "工\t3\t作2\n作\t2\t\n工作\t2\t¶1\n"); err != nil {
		t.Error(err)
	}
	for rows, why := range map[string]string{
		"工\t3\t作2\n工作\t2\t\n作\t2\t\n":            "one character behind two",
		"工\t3\t作2工1\n作\t2\t\n工作\t2\t\n工工\t1\t\n": "of two contexts the one with the higher number first",
		"工作的人\t3\t\n":                            "more characters than are counted",
		"工\n":                                    "no counts",
	} {
		if _, err := Pack(heading + rows); err == nil {
			t.Errorf("packed: %s", why)
		}
	}
}
