package deadline_test

import (
	"os"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/internal/deadline"
)

// docs/regimes.md is written by hand; these are the places where it would go
// stale unseen.
func TestTheDocumentationNamesWhatThereIs(t *testing.T) {
	data, err := os.ReadFile("../../docs/regimes.md")
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
			t.Errorf("docs/regimes.md does not name `%s`", n)
		}
	}
	_, example, _ := strings.Cut(doc, "```yaml\n")
	example, _, _ = strings.Cut(example, "```")
	if _, err := deadline.Parse("the example", []byte(example)); err != nil {
		t.Errorf("the smallest regime of docs/regimes.md cannot be read: %v", err)
	}
}
