package ledger

import (
	"strings"
	"unicode"
)

// levels are the levels of state secrets. What bears one never enters the
// ledger: it runs on the government's extranet.
var levels = [...]string{"绝密", "机密", "秘密", "絕密", "機密"}

// secret refuses a text that bears a secrecy mark: a level with a star, or a
// line that is nothing but a level.
func secret(field, text string) error {
	for line := range strings.Lines(text) {
		bare := strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || strings.ContainsRune("[]【】()（）〔〕：:", r) {
				return -1
			}
			return r
		}, line)
		for _, level := range levels {
			_, after, found := strings.Cut(bare, level)
			if !found {
				continue
			}
			if strings.HasPrefix(after, "★") || strings.HasPrefix(after, "☆") || bare == level || bare == "密级"+level {
				err := refuse(Secret, "secrecy_mark", field, "带有密级标志“"+level+"”，不得录入", "it bears the secrecy mark “"+level+"” and is refused")
				err.Hint = Words{ZH: "涉密事项严禁进入本系统", EN: "classified matters must never be entered here; nothing of it was kept"}
				return err
			}
		}
	}
	return nil
}
