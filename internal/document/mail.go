package document

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"path/filepath"
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// A mail (.eml), and a web page saved as one file (.mht), hold their text in parts
// that may be encoded, beside pictures and what belongs to the page.

// Bounds of what is looked at in a mail.
const (
	mostMailParts = 200
	mailDepth     = 6 // of parts within parts
)

// isMail reports whether data begins with the lines at the head of a mail, which
// say what its text is.
func isMail(data []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 1<<14)], []byte("\xEF\xBB\xBF")), "\r\n")
	names, typed := 0, false
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			continue
		}
		name, _, ok := bytes.Cut(line, []byte(":"))
		if !ok || len(name) == 0 || bytes.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return false
		}
		switch strings.ToLower(string(name)) {
		case "mime-version", "content-type", "content-transfer-encoding":
			typed = true
			names++
		case "from", "to", "subject", "date", "received", "message-id":
			names++
		}
	}
	return typed && names >= 2
}

// readMail reads the longest text in a mail. It returns nil where data is none that
// can be taken apart.
func readMail(_ string, data []byte, limits Limits) (*Document, error) {
	if !isMail(data) {
		return nil, nil
	}
	m := mailReader{limits: limits}
	msg, err := mail.ReadMessage(bytes.NewReader(bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), "\r\n")))
	if err != nil {
		return nil, nil
	}
	words := mime.WordDecoder{CharsetReader: mailCharset}
	if subject, err := words.DecodeHeader(msg.Header.Get("Subject")); err == nil {
		if mark := secrecyMark(subject); mark != "" {
			return nil, secret(mark)
		}
	}
	m.part(mailHeader(msg.Header), msg.Body, 0)
	switch {
	case m.refused != nil:
		return nil, m.refused
	case m.best == nil && m.failed != nil:
		return nil, m.failed
	case m.best == nil:
		return nil, invalid("mail", "a mail or web archive without a text that can be read", "open it in its own program and save its text or its attachment as a file of its own")
	}
	if m.others {
		m.best.Warnings = append(m.best.Warnings, Warning{Code: "mail_parts", Message: "a mail that holds several texts; only the longest was read: save the others as files of their own"})
	}
	return m.best, nil
}

// mailHeader is what the head of a mail or of one part says.
type mailHeader map[string][]string

func (h mailHeader) get(name string) string { return mail.Header(h).Get(name) }

// A mailReader goes through the parts of a mail.
type mailReader struct {
	limits  Limits
	parts   int
	best    *Document
	size    int  // characters of best
	others  bool // there are other texts than it
	failed  error
	refused error // a part that bears a secrecy mark
}

// part reads a part, or those within it. What a part is cut short of is left out:
// mails are, by the programs that pass them on.
func (m *mailReader) part(h mailHeader, body io.Reader, depth int) {
	if m.parts++; m.parts > mostMailParts || depth > mailDepth {
		return
	}
	kind, params, err := mime.ParseMediaType(h.get("Content-Type"))
	if err != nil && kind == "" {
		kind, params = PlainText, nil
	}
	if strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" {
		best := m.best
		for r := multipart.NewReader(body, params["boundary"]); ; {
			p, err := r.NextRawPart()
			if err != nil {
				break
			}
			m.part(mailHeader(p.Header), p, depth+1)
		}
		if kind == "multipart/alternative" && best == nil {
			m.others = false // the same in several forms
		}
		return
	}
	name := mailFile(h, params)
	if kind != HTML && kind != PlainText && !attached(kind, name) {
		return
	}
	data := mailBody(h.get("Content-Transfer-Encoding"), body)
	if kind == "message/rfc822" {
		if msg, err := mail.ReadMessage(bytes.NewReader(data)); err == nil {
			m.part(mailHeader(msg.Header), msg.Body, depth+1)
		}
		return
	}
	m.text(kind, params["charset"], name, data)
}

// text reads data, the text of a part.
func (m *mailReader) text(kind, charset, name string, data []byte) {
	if len(data) == 0 {
		return
	}
	switch kind {
	case HTML:
		name = "mail.html"
	case PlainText:
		name = "mail.txt"
	}
	named := ""
	if dec, err := zhtext.DecodeAs(data, charset); err == nil && dec.Undecodable == 0 && strings.HasPrefix(kind, "text/") {
		data, named = []byte(dec.Text), dec.Charset
	}
	d, err := read(name, data, m.limits)
	if err == nil {
		if mark := secrecyMark(d.Text); mark != "" {
			err = secret(mark)
		}
	}
	var e *Error
	if errors.As(err, &e) && e.Code == Secret {
		m.refused = err
	}
	if err != nil {
		m.failed = err
		return
	}
	if named != "" {
		d.Charset = named
	}
	size := inked(d.Text)
	if kind == HTML { // the same as plain text has its lines cut
		size += size / 4
	}
	const remark = 300 // characters of a text that says no more than that another is attached
	m.others = m.others || min(size, m.size) > remark
	if size > m.size {
		m.best, m.size = d, size
	}
}

// attached reports whether a part of that kind and name may be a document.
func attached(kind, name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".txt", ".md", ".html", ".htm", ".docx", ".docm", ".pdf", ".doc", ".wps", ".rtf":
		return true
	}
	return kind == DOCX || kind == PDF || kind == "message/rfc822"
}

// mailFile returns the name of the file that a part is.
func mailFile(h mailHeader, params map[string]string) string {
	name := params["name"]
	if _, d, err := mime.ParseMediaType(h.get("Content-Disposition")); err == nil && d["filename"] != "" {
		name = d["filename"]
	}
	words := mime.WordDecoder{CharsetReader: mailCharset}
	if plain, err := words.DecodeHeader(name); err == nil {
		return plain
	}
	return name
}

// mailCharset turns words at the head of a mail into UTF-8.
func mailCharset(charset string, r io.Reader) (io.Reader, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	dec, err := zhtext.DecodeAs(data, charset)
	if err != nil {
		return nil, err
	}
	return strings.NewReader(dec.Text), nil
}

// mailBody returns what body stands for, as far as it is sound.
func mailBody(encoding string, body io.Reader) []byte {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		data, _ := io.ReadAll(body)
		plain, _ := fromBase64(data)
		return plain
	}
	data, _ := io.ReadAll(body)
	return data
}

// fromBase64 decodes data, which may have line breaks and lack its end. It returns
// what stands before anything that is no base64, and whether that is all.
func fromBase64(data []byte) ([]byte, bool) {
	text := make([]byte, 0, len(data))
	for _, c := range data {
		switch {
		case c == '-': // as it is written in addresses
			text = append(text, '+')
		case c == '_':
			text = append(text, '/')
		case c > ' ' && c != '=':
			text = append(text, c)
		}
	}
	plain := make([]byte, base64.RawStdEncoding.DecodedLen(len(text)))
	n, err := base64.RawStdEncoding.Decode(plain, text)
	return plain[:n], err == nil
}
