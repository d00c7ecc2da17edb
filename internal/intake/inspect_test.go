package intake_test

import (
	"testing"

	"github.com/luoshi-project/luoshi/internal/intake"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

func TestFilesWithASecrecyMarkAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		code ledger.Code
	}{
		"marked.txt": {"机密★1年\n关于某事项的情况\n", ledger.Secret},
		"plain.txt":  {"关于某事项的情况，涉及商业秘密的部分已删去。\n", ""},
		"photo.jpg":  {"\xff\xd8\xff\xe0 no text in it", ""},
		"empty.txt":  {"", ""},
	} {
		if got := ledger.CodeOf(intake.Inspect(name, []byte(c.data))); got != c.code {
			t.Errorf("%s: %q, want %q", name, got, c.code)
		}
	}
}
