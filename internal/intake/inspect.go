package intake

import (
	"errors"

	"github.com/luoshi-project/luoshi/internal/document"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// Inspect refuses a file that bears a secrecy mark (密级标志), for
// ledger.Options. A file that is no document with text is let through: its type
// and size are looked at elsewhere.
func Inspect(name string, data []byte) error {
	_, err := document.Open(name, data, document.Limits{})
	var e *document.Error
	if !errors.As(err, &e) || e.Code != document.Secret {
		return nil
	}
	return &ledger.Error{
		Code: ledger.Secret, Key: "secrecy_mark", Field: "evidence",
		Words: ledger.Words{ZH: "附件带有密级标志，不得录入", EN: "it " + e.Message},
		Hint:  ledger.Words{ZH: "涉密事项严禁进入本系统", EN: "classified matters must never be entered here; nothing of it was kept"},
	}
}
