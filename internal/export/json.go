package export

import (
	"bufio"
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
	w := bufio.NewWriter(j.w)
	w.WriteString(prefix) //nolint:errcheck // Flush tells
	if _, err := WriteLine(&indenter{w: w}, rep); err != nil {
		return err
	}
	if !j.several {
		w.WriteByte('\n') //nolint:errcheck // Flush tells
	}
	return w.Flush()
}

// An indenter lays a line of JSON out over many, each two spaces deeper than
// what it belongs to. The line end is not taken over.
type indenter struct {
	w                       *bufio.Writer
	depth                   int
	opened, quoted, escaped bool
}

func (d *indenter) Write(line []byte) (int, error) {
	for _, c := range line {
		switch {
		case d.quoted:
			d.quoted = c != '"' || d.escaped
			d.escaped = c == '\\' && !d.escaped
		case c == '\n':
			continue
		case c == '}' || c == ']':
			d.depth--
			if !d.opened {
				d.newLine()
			}
			d.opened = false
		default:
			if d.opened {
				d.newLine()
			}
			d.quoted = c == '"'
			d.opened = c == '{' || c == '['
			if d.opened {
				d.depth++
			}
		}
		if err := d.w.WriteByte(c); err != nil {
			return 0, err
		}
		switch {
		case d.quoted:
		case c == ',':
			d.newLine()
		case c == ':':
			d.w.WriteByte(' ') //nolint:errcheck // the next byte tells
		}
	}
	return len(line), nil
}

func (d *indenter) newLine() {
	d.w.WriteByte('\n') //nolint:errcheck // the next byte tells
	for range d.depth {
		d.w.WriteString("  ") //nolint:errcheck // Flush tells
	}
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
	w io.Writer
}

func (l *linesWriter) Write(rep *reader.Report) error {
	_, err := WriteLine(l.w, rep)
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
