package export

import (
	"encoding/csv"
	"html/template"
	"io"
	"slices"
	"strings"

	_ "embed" // the page of a comparison

	"github.com/xuri/excelize/v2"
)

// A grid is a comparison as people look at it, whatever the form: a title, a
// line of facts, and rows under columns.
type grid struct {
	title   string
	summary string
	columns []gridColumn
	rows    []gridRow
}

// A gridColumn is a column of a table on a terminal and of a sheet.
type gridColumn struct {
	column
	width float64 // in a sheet
	form  form
}

// A gridRow has a cell a column. Its class is what the page of a browser marks
// it by: a verdict, a severity.
type gridRow struct {
	class string
	cells []string
}

// table writes the grid for people at a terminal.
func (g grid) table(w io.Writer, page Page) error {
	t := &table{w: w, page: page}
	var b strings.Builder
	b.WriteString(t.style(strong, fit(g.title, page.Width)) + "\n")
	b.WriteString(t.style(quiet, fit(g.summary, page.Width)) + "\n\n")
	if len(g.rows) == 0 {
		b.WriteString("没有发现。\n")
		_, err := io.WriteString(w, b.String())
		return err
	}
	cols := make([]column, len(g.columns))
	for i, c := range g.columns {
		cols[i] = c.column
	}
	rows := make([][]string, len(g.rows))
	for i, r := range g.rows {
		rows[i] = r.cells
	}
	widths := layOut(cols, [][][]string{rows}, page.Width)
	t.row(&b, cols, widths, nil)
	for _, r := range rows {
		t.row(&b, cols, widths, r)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// xlsx writes the grid as a workbook of one sheet.
func (g grid) xlsx(w io.Writer) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	styles, err := newStyles(f)
	if err != nil {
		return err
	}
	var fs fields
	for _, c := range g.columns {
		fs.printed = append(fs.printed, field{c.name, c.width, c.form})
	}
	s, err := newSheet(f, 0, "对照", fs, styles)
	if err != nil {
		return err
	}
	for _, r := range g.rows {
		row := make([]any, len(r.cells))
		for i, cell := range r.cells {
			row[i] = cell
			if g.columns[i].form == figure {
				row[i] = decimal(cell)
			}
		}
		s.add(row)
	}
	if s.err != nil {
		return s.err
	}
	if err := f.SetDocProps(&excelize.DocProperties{Title: g.title, Creator: "Luoshi 落实"}); err != nil {
		return err
	}
	if err := s.finish(f); err != nil {
		return err
	}
	packed, err := f.WriteToBuffer()
	if err != nil {
		return err
	}
	return inOrder(w, packed.Bytes())
}

//go:embed comparison.html
var comparisonPage string

var comparisonTemplate = template.Must(template.New("comparison").Parse(comparisonPage))

// html writes the grid as one page that needs nothing else: no script, no outside
// request. Rows are narrowed to one class by style alone.
func (g grid) html(w io.Writer) error {
	type row struct {
		Class string
		Cells []string
	}
	type class struct {
		Class, Word string
		Count       int
	}
	data := struct {
		Title, Summary string
		Columns        []string
		Rows           []row
		Classes        []*class
		Filter         template.CSS
	}{Title: g.title, Summary: g.summary}
	for _, c := range g.columns {
		data.Columns = append(data.Columns, c.name)
	}
	word := max(0, slices.IndexFunc(g.columns, func(c gridColumn) bool { return c.style == accent }))
	classes := map[string]*class{}
	for _, r := range g.rows {
		data.Rows = append(data.Rows, row{r.class, r.cells})
		if r.class == "" {
			continue
		}
		c := classes[r.class]
		if c == nil {
			c = &class{Class: r.class, Word: r.cells[word]}
			classes[r.class] = c
			data.Classes = append(data.Classes, c)
			data.Filter += template.CSS("body:has(#only-" + r.class + ":checked) tbody tr:not(." + r.class + ") { display: none; }\n") //nolint:gosec // classes are words of this package
		}
		c.Count++
	}
	if len(data.Classes) < 2 {
		data.Classes = nil
	}
	return comparisonTemplate.Execute(w, data)
}

// markdown writes the grid as a table of Markdown.
func (g grid) markdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# " + escapeMarkdown(g.title) + "\n\n" + escapeMarkdown(g.summary) + "\n\n")
	if len(g.rows) == 0 {
		b.WriteString("没有发现。\n")
		_, err := io.WriteString(w, b.String())
		return err
	}
	names := make([]string, len(g.columns))
	for i, c := range g.columns {
		names[i] = c.name
	}
	rule(&b, names)
	for _, r := range g.rows {
		row(&b, r.cells)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// csv writes the rows with their names, the way sheets read Chinese: with a
// mark of UTF-8 in front.
func (g grid) csv(w io.Writer) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	names := make([]string, len(g.columns))
	for i, c := range g.columns {
		names[i] = c.name
	}
	if err := out.Write(names); err != nil {
		return err
	}
	for _, r := range g.rows {
		cells := make([]string, len(r.cells))
		for i, cell := range r.cells {
			if formulaLike(cell) && g.columns[i].form != figure {
				cell = "'" + cell // else a program would run it as a formula
			}
			cells[i] = cell
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
