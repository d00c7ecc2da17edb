package deadline_test

import (
	"os"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/internal/deadline"
)

// The manual of regimes is written by hand, in two languages; these are the places
// where it would go stale unseen.
func TestTheDocumentationNamesWhatThereIs(t *testing.T) {
	for _, name := range []string{"regimes.md", "regimes.zh-CN.md"} {
		t.Run(name, func(t *testing.T) { namesWhatThereIs(t, "../../docs/"+name) })
	}
}

func namesWhatThereIs(t *testing.T, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc := string(data)
	library, err := deadline.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range library.All() {
		names = append(names, r.ID)
	}
	names = append(names, deadline.Roles()...)
	names = append(names, deadline.Levels()...)
	for _, s := range deadline.States() {
		names = append(names, string(s))
	}
	for _, n := range names {
		if !strings.Contains(doc, "`"+n+"`") {
			t.Errorf("%s does not name `%s`", file, n)
		}
	}
	_, example, _ := strings.Cut(doc, "```yaml\n")
	example, _, _ = strings.Cut(example, "```")
	if _, err := deadline.Parse("the example", []byte(example)); err != nil {
		t.Errorf("the smallest regime of %s cannot be read: %v", file, err)
	}
}
