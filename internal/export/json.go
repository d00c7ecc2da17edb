package export

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/luoshi-project/luoshi/reader"
)

// jsonWriter writes one object, or an array where several were asked for.
type jsonWriter struct {
	stateless
	w       io.Writer
	several bool
	written int
}

func (j *jsonWriter) Write(rep *reader.Report) error {
	prefix := ""
	if j.several {
		prefix = ",\n"
		if j.written == 0 {
			prefix = "[\n"
		}
	}
	j.written++
	text, err := encode(rep, "  ")
	if err != nil {
		return err
	}
	if !j.several {
		text = append(text, '\n')
	}
	_, err = j.w.Write(append([]byte(prefix), text...))
	return err
}

func (j *jsonWriter) Finish() error {
	if !j.several {
		return nil
	}
	end := "\n]\n"
	if j.written == 0 {
		end = "[]\n"
	}
	_, err := io.WriteString(j.w, end)
	return err
}

// linesWriter writes one object a line.
type linesWriter struct {
	stateless
	w    io.Writer
	line []byte
}

func (l *linesWriter) Write(rep *reader.Report) error {
	l.line = AppendLine(l.line[:0], rep)
	_, err := l.w.Write(l.line)
	return err
}

// encode gives the JSON of v without a line end, with characters as they are
// rather than escaped.
func encode(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
