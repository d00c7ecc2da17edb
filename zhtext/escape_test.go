package zhtext

import (
	"strings"
	"testing"
)

func TestEscapes(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"units of UTF-16":           {`\u589e\u957f5%\ud842\udfb7`, "增长5%𠮷"},
		"units of a program":        {`\u003cp\u003e增长5%\u003c/p\u003e`, "\n增长5%\n"},
		"a unit that is none":       {`增长\u12、\uzzzz`, ""},
		"half a pair":               {`\ud842增长`, "\uFFFD增长"},
		"a string with quotes":      {`{"text":"\u201c\u5341\u56db\u4e94\u201d\n\u89c4\u5212\"A\/B\""}`, "{\"text\":\"“十四五”\n规划\"A/B\"\"}"},
		"percent, UTF-8":            {"%E5%A2%9E%E9%95%BF5%25%EF%BC%8C%0A%E5%B7%A5%e4%bd%9c", "增长5%，\n工作"},
		"percent, GBK":              {"%D4%F6%B3%A4%B9%A4%D7%F7%A3%AC%BD%FC5%25", "增长工作，近5%"},
		"percent, GBK with letters": {"%D4%F6%B3%A4%B9%A4%D7%F7%95r%D4%F6%B3%A4", "增长工作時增长"},
		"percent, of a form":        {"%E5%A2%9E%E9%95%BF+5%25+%E5%B7%A5%E4%BD%9C", "增长 5% 工作"},
		"percent, of escape()":      {"%u589E%u957F5%25%B7%u5DE5%u4F5C%u5B89%u6392", "增长5%·工作安排"},
		"quoted-printable":          {"=E5=A2=9E=E9=95=\r\n=BF5%=3D=\n=E5=B7=A5=E4=BD=9C\n=E5=AE=89=E6=8E=92", "增长5%=工作\n安排"},
		"quoted-printable, GBK":     {"=D4=F6=B3=A4=B9=A4=D7=F7=B0=B2=C5=C5", "增长工作安排"},
		"bytes of Python":           {`b'\xe5\xa2\x9e\xe9\x95\xbf5%\xe5\xb7\xa5\xe4\xbd\x9c'`, "b'增长5%工作'"},
		"bytes cut short":           {"%E5%A2%9E%E9%95%BF%E5%A2", "增长\uFFFD"},
		"an address in a text":      {"地区生产总值增长5%，全文见https://example.org/a/b/c/d/e/f/g/%E5%A2%9E%E9%95%BF。城镇新增就业十二万人，居民收入增长快于经济", ""},
		"a number with percent":     {"5%A2、60%左右，a=5，b=AB", ""},
	} {
		view, ok := Tidy(c.text)
		got := ""
		if ok {
			got = view.Text
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// What was read of escapes points at them.
func TestEscapesPointAtTheText(t *testing.T) {
	for text, stands := range map[string]string{
		`\u589e\u957f5%`:                   `\u957f5`,
		"%E5%A2%9E%E9%95%BF5%25":           "%E9%95%BF5",
		"=E5=A2=9E=E9=95=\n=BF5%=E5=A2=9E": "=E9=95=\n=BF5",
	} {
		view, _ := Tidy(text)
		at := strings.Index(view.Text, "长5")
		start, end := view.Source(at, at+len("长5"))
		if text[start:end] != stands {
			t.Errorf("长5 stands for %q, want %q", text[start:end], stands)
		}
	}
}
