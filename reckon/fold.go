package reckon

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// fold writes a phrase the way phrases are compared: without spaces, quotation
// marks and brackets, with narrow digits and large Latin letters, and with
// characters for the radicals that look like them.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r <= ' ' || r == '\u3000' || r == '\u00A0' || r == '\uFEFF' || r == '\u200B':
		case r < 0x80:
			switch {
			case r >= 'a' && r <= 'z':
				b.WriteByte(byte(r - 'a' + 'A'))
			case r == '"' || r == '\'' || r == '(' || r == ')':
			case r == ',':
				b.WriteRune('，')
			case r == ';':
				b.WriteRune('；')
			default:
				b.WriteByte(byte(r))
			}
		case strings.ContainsRune("“”‘’《》〈〉「」『』（）【】·•", r):
		case r >= '！' && r <= '～' && r != '，' && r != '；' && r != '：' && r != '！' && r != '？':
			n := byte(r - '！' + '!')
			if n >= 'a' && n <= 'z' {
				n -= 'a' - 'A'
			}
			b.WriteByte(n)
		case r == '∶':
			b.WriteByte(':')
		case r == '％':
			b.WriteByte('%')
		default:
			b.WriteRune(zhtext.Plain(r))
		}
	}
	return b.String()
}

// same writes a phrase so that two names for one thing read the same.
func (w *Words) same(s string) string { return w.shortRoutes(w.aliases.Replace(fold(s))) }
