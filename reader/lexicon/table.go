package lexicon

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// An Error says what is wrong in a lexicon file. Line counts from 1; it is 0
// where the file as a whole is meant.
type Error struct {
	File  string
	Line  int
	Cause string
}

// Error gives file, line and cause, in the form editors can jump to.
func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("lexicon: %s: %s", e.File, e.Cause)
	}
	return fmt.Sprintf("lexicon: %s:%d: %s", e.File, e.Line, e.Cause)
}

// A source reads files from dir, and those that dir lacks from the package.
type source struct{ dir fs.FS }

func (s source) read(name string) (string, error) {
	b, err := fs.ReadFile(s.dir, name)
	if errors.Is(err, fs.ErrNotExist) {
		b, err = fs.ReadFile(files, name)
	}
	if err != nil {
		return "", &Error{File: name, Cause: err.Error()}
	}
	return string(b), nil
}

// A row is one line of a table, one cell a column.
type row struct {
	file  string
	line  int
	cells []string
}

func (r row) errorf(format string, args ...any) error {
	return &Error{File: r.file, Line: r.line, Cause: fmt.Sprintf(format, args...)}
}

// list splits a cell of several words.
func (r row) list(column int) []string {
	if r.cells[column] == "" {
		return nil
	}
	return strings.Split(r.cells[column], "|")
}

// table reads a TSV file: lines that begin with # are comments, the first
// other line names the columns, empty lines are passed over. Cells lose the
// spaces around them; empty cells at the end of a line may be left out, as
// editors drop trailing tabs. The first column must not be empty.
func (s source) table(name string, columns ...string) ([]row, error) {
	text, err := s.read(name)
	if err != nil {
		return nil, err
	}
	text = strings.TrimPrefix(text, "\ufeff")
	lines := strings.Count(text, "\n") + 1
	rows := make([]row, 0, lines)
	cells := make([]string, 0, lines*len(columns))
	header := false
	for n := 1; text != ""; n++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		line = strings.TrimSuffix(line, "\r")
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		r := row{file: name, line: n}
		if !utf8.ValidString(line) {
			return nil, r.errorf("not UTF-8; save the file as UTF-8")
		}
		first := len(cells)
		for more := true; more; {
			var c string
			c, line, more = strings.Cut(line, "\t")
			cells = append(cells, strings.TrimSpace(c))
		}
		width := len(cells) - first
		if !header {
			if got := strings.Join(cells, " "); got != strings.Join(columns, " ") {
				return nil, r.errorf("the first line must name the columns %q, it has %q", strings.Join(columns, " "), got)
			}
			header, cells = true, cells[:0]
			continue
		}
		if width > len(columns) {
			return nil, r.errorf("%d cells, the table has %d columns", width, len(columns))
		}
		for ; width < len(columns); width++ {
			cells = append(cells, "")
		}
		r.cells = cells[first:len(cells):len(cells)]
		if r.cells[0] == "" {
			return nil, r.errorf("%s is empty", columns[0])
		}
		rows = append(rows, r)
	}
	if !header {
		return nil, &Error{File: name, Cause: fmt.Sprintf("no line names the columns %q", strings.Join(columns, " "))}
	}
	return rows, nil
}

// unique keeps the line where each word stands first, and refuses a second.
func unique(seen map[string]int, r row, word string) error {
	if line, ok := seen[word]; ok {
		return r.errorf("%q stands already on line %d", word, line)
	}
	seen[word] = r.line
	return nil
}
