package document

import (
	"encoding/base64"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const inMail = "云川市政府工作报告\n各位代表：\n全市生产总值增长5%，粮食产量稳定在100万吨以上，新建改建农村公路300公里。\n"

// quoted writes text as quoted-printable, with its lines cut short.
func quoted(text string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	column := 0
	for _, c := range []byte(text) {
		switch {
		case c == '\n':
			b.WriteString("\r\n")
			column = 0
			continue
		case column > 70:
			b.WriteString("=\r\n")
			column = 0
		}
		if c < ' ' || c > '~' || c == '=' {
			b.Write([]byte{'=', hex[c>>4], hex[c&15]})
			column += 3
		} else {
			b.WriteByte(c)
			column++
		}
	}
	return b.String()
}

func based(text string) string {
	s := base64.StdEncoding.EncodeToString([]byte(text))
	for i := 76; i < len(s); i += 78 {
		s = s[:i] + "\r\n" + s[i:]
	}
	return s
}

func gbk(text string) string {
	b, _ := simplifiedchinese.GB18030.NewEncoder().String(text)
	return b
}

// page is text as a web page.
func asPage(text string) string {
	return "<html><head><style>p{color:red}</style></head><body><p>" + strings.ReplaceAll(strings.TrimSpace(text), "\n", "</p>\n<p>") + "</p></body></html>"
}

func TestMail(t *testing.T) {
	head := "From: =?utf-8?B?5YqeIOWFrA==?= <a@example.org>\r\nSubject: report\r\nMIME-Version: 1.0\r\n"
	part := func(kind, encoding, body string) string {
		return "--x\r\nContent-Type: " + kind + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + body + "\r\n"
	}
	for name, c := range map[string]struct{ data, charset, mediaType string }{
		"quoted-printable":           {head + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted(inMail), "UTF-8", PlainText},
		"base64, GBK":                {head + "Content-Type: text/plain; charset=\"gb2312\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + based(gbk(inMail)), "GB18030", PlainText},
		"as it stands":               {head + "Content-Type: text/plain\r\n\r\n" + inMail, "UTF-8", PlainText},
		"cut short":                  {head + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + part("text/plain; charset=utf-8", "8bit", inMail), "UTF-8", PlainText},
		"the same as text and page":  {head + "Content-Type: multipart/alternative; boundary=x\r\n\r\n" + part("text/plain; charset=gbk", "base64", based(gbk(inMail))) + part("text/html; charset=gbk", "quoted-printable", quoted(gbk(asPage(inMail)))) + "--x--\r\n", "GB18030", HTML},
		"a web page with its frills": {"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"; boundary=\"x\"\r\n\r\n" + part("text/html", "quoted-printable", quoted(asPage(inMail))) + part("text/css", "8bit", strings.Repeat("p{}", 400)) + part("image/png", "base64", based(strings.Repeat("\x89PNG", 300))) + "--x--\r\n", "UTF-8", HTML},
		"a letter with an enclosure": {head + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + part("text/plain; charset=utf-8", "8bit", "请查收附件。") + part("application/octet-stream; name=\"a.txt\"", "base64", based(inMail)) + "--x--\r\n", "UTF-8", PlainText},
	} {
		d, err := Open("a.eml", []byte(c.data), Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := strings.TrimSpace(strings.ReplaceAll(d.Text, "\r", "")); got != strings.TrimSpace(inMail) || d.Charset != c.charset || d.MediaType != c.mediaType || len(d.Warnings) > 0 {
			t.Errorf("%s: got %+v", name, d)
		}
	}
	two := head + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + part("text/plain", "8bit", strings.Repeat(inMail, 12)) + part("text/html", "8bit", asPage(strings.Repeat(inMail, 20))) + "--x--"
	if d, err := Open("a.eml", []byte(two), Limits{}); err != nil || len(d.Warnings) != 1 || d.Warnings[0].Code != "mail_parts" || d.MediaType != HTML {
		t.Errorf("two texts: got %+v %v", d, err)
	}
	for name, data := range map[string]string{
		"a mark in a part":      head + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + part("text/plain", "base64", based("机密★1年\n"+inMail)) + part("text/plain", "8bit", inMail+inMail) + "--x--",
		"a mark in the subject": "From: a@example.org\r\nMIME-Version: 1.0\r\nSubject: =?gbk?B?" + base64.StdEncoding.EncodeToString([]byte(gbk("机密★1年"))) + "?=\r\n\r\n" + inMail,
	} {
		if e := refused(t, "a.eml", []byte(data), Limits{}); e.Code != Secret {
			t.Errorf("%s: got %v", name, e)
		}
	}
	picture := head + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + part("image/png", "base64", based("\x89PNG\r\n")) + "--x--"
	if e := refused(t, "a.eml", []byte(picture), Limits{}); e.Reason != "mail" {
		t.Errorf("no text: got %v", e)
	}
}

// What only begins like a mail is the text that it is.
func TestNoMail(t *testing.T) {
	for _, text := range []string{
		"From: 办公室\nTo: 各科室\n\n" + inMail,
		"MIME-Version: 1.0\n这一行不是信头\n\n" + inMail,
		"Content-Type: text/plain\n" + inMail,
	} {
		if d, err := Open("a.txt", []byte(text), Limits{}); err != nil || d.Text != text {
			t.Errorf("%q: got %+v %v", text, d, err)
		}
	}
}

// Files within files are read to a depth that costs little.
func TestMailsWithinMails(t *testing.T) {
	nested := strings.Repeat("MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n", 100_000) + inMail
	if e := refused(t, "a.eml", []byte(nested), Limits{}); e.Reason != "mail" {
		t.Errorf("mails in mails: got %v", e)
	}
	text := inMail
	for range 40 {
		text = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + text + "\r\n--x--\r\n"
	}
	if e := refused(t, "a.eml", []byte(text), Limits{}); e.Reason != "mail" {
		t.Errorf("parts in parts: got %v", e)
	}
}

func TestBase64(t *testing.T) {
	whole := base64.StdEncoding.EncodeToString([]byte(inMail))
	for name, data := range map[string]string{
		"one line":      whole,
		"lines":         based(inMail),
		"GBK":           based(gbk(inMail)),
		"of an address": base64.RawURLEncoding.EncodeToString([]byte(inMail)),
		"an address":    "data:text/plain;charset=utf-8;base64," + whole,
		"a page":        based(asPage(inMail)),
	} {
		d, err := Open("a.txt", []byte(data), Limits{})
		if err != nil || d.Text != inMail || len(d.Warnings) != 1 || d.Warnings[0].Code != "base64" {
			t.Errorf("%s: got %+v %v", name, d, err)
		}
	}
	if e := refused(t, "a.txt", []byte(based("\x89PNG\r\n"+strings.Repeat("\x01\xFE", 100))), Limits{}); e.Reason != "picture" {
		t.Errorf("a picture: got %v", e)
	}
	if e := refused(t, "a.txt", []byte(based("机密★1年\n"+inMail)), Limits{}); e.Code != Secret {
		t.Errorf("a mark: got %v", e)
	}
	for _, text := range []string{strings.Repeat("word", 100), strings.Repeat("0123456789abcdef", 20) + "\n"} {
		if d, err := Open("a.txt", []byte(text), Limits{}); err != nil || d.Text != text {
			t.Errorf("%q: got %+v %v", text, d, err)
		}
	}
}
