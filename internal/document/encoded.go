package document

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// leastEncoded is how many characters a file has at least that is taken for base64,
// and how many of them are looked at before all are.
const leastEncoded = 64

// readEncoded reads a file that holds another in base64 and nothing else, or in the
// form of an address (data:text/plain;base64,…). It returns nil where data is no
// such file, or not one that holds a document.
func readEncoded(name string, data []byte, limits Limits) (*Document, error) {
	plain := withoutBase64(data)
	if plain == nil {
		return nil, nil
	}
	d, err := read(name, plain, limits)
	if err != nil || d.MediaType == PlainText && zhtext.Fit(d.Text) < 0.3 {
		if mark := kindOf(plain); mark != kindText {
			return nil, err // a picture or an archive, say
		}
		return nil, nil
	}
	d.Warnings = append(d.Warnings, Warning{Code: "base64", Message: "the file holds its text in base64, as mails do; it was decoded"})
	return d, nil
}

// withoutBase64 returns what data, in base64, stands for; nil if it is not.
func withoutBase64(data []byte) []byte {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")))
	if bytes.HasPrefix(data, []byte("data:")) {
		head, rest, ok := bytes.Cut(data[:min(len(data), 200)], []byte(","))
		if !ok || !bytes.HasSuffix(head, []byte(";base64")) {
			return nil
		}
		data = data[len(data[:min(len(data), 200)])-len(rest):]
		if bytes.IndexByte(data[:min(len(data), leastEncoded)], '%') >= 0 {
			if plain, err := url.PathUnescape(string(data)); err == nil {
				data = []byte(plain)
			}
		}
	}
	if len(data) < leastEncoded || bytes.ContainsFunc(data[:leastEncoded], notBase64) {
		return nil
	}
	plain, ok := fromBase64(data)
	if !ok || strings.TrimSpace(string(plain)) == "" {
		return nil
	}
	return plain
}

// notBase64 reports whether no file in base64 has r in its first lines.
func notBase64(r rune) bool {
	return (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && (r < '0' || r > '9') && !strings.ContainsRune("+/-_=\r\n", r)
}
