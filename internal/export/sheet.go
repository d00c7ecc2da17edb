package export

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// A field is a column of a sheet.
type field struct {
	name  string
	width float64 // in characters of the sheet's font; Han characters take two
	form  form
}

// The fields of a sheet, from left to right: those that are printed and more.
type fields struct{ printed, more []field }

// A form is how the cells of a column look.
type form int

const (
	plain   form = iota // one line of text
	wrapped             // text over several lines
	figure              // a number
	date
	thousands // a large whole number; cells of figures take it by themselves
)

// cellStyles are the identifiers of the styles of a workbook.
type cellStyles struct {
	heads [2]int // of columns of text, of figures
	forms [5]int
	texts [5]int // the same for text that begins like a formula
}

const fontFamily = "微软雅黑"

func newStyles(f *excelize.File) (cellStyles, error) {
	var s cellStyles
	var err error
	font := &excelize.Font{Family: fontFamily, Size: 10}
	line := []excelize.Border{{Type: "bottom", Color: "D9DEE4", Style: 1}}
	top := func(wrap bool) *excelize.Alignment { return &excelize.Alignment{Vertical: "top", WrapText: wrap} }
	dateForm := "yyyy-mm-dd"
	for i, side := range []string{"left", "right"} {
		s.heads[i], err = f.NewStyle(&excelize.Style{
			Font:      &excelize.Font{Family: fontFamily, Size: 10, Bold: true, Color: "FFFFFF"},
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F5FA8"}},
			Alignment: &excelize.Alignment{Vertical: "center", Horizontal: side, WrapText: true},
		})
		if err != nil {
			return s, err
		}
	}
	for i, style := range []excelize.Style{
		plain:   {Alignment: top(false)},
		wrapped: {Alignment: top(true)},
		figure:  {Alignment: top(false)},
		date:    {Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}, CustomNumFmt: &dateForm},
		// 3 is the form 2,570,000,000,000.
		thousands: {Alignment: top(false), NumFmt: 3},
	} {
		style.Font, style.Border = font, line
		if s.forms[i], err = f.NewStyle(&style); err != nil {
			return s, err
		}
		// A style of its own for each form, so that marking it as text leaves
		// the others alone; Protection has no effect on an unprotected sheet.
		style.Protection = &excelize.Protection{Locked: true}
		style.NumFmt, style.CustomNumFmt = 49, nil
		if s.texts[i], err = f.NewStyle(&style); err != nil {
			return s, err
		}
		quoted := true
		f.Styles.CellXfs.Xf[s.texts[i]].QuotePrefix = &quoted
	}
	return s, nil
}

// A sheet is written row by row from the top.
type sheet struct {
	name   string
	fields []field
	styles cellStyles
	stream *excelize.StreamWriter
	rows   int
	err    error
}

// newSheet begins sheet number index of the file with its row of names.
func newSheet(f *excelize.File, index int, name string, fields fields, styles cellStyles) (*sheet, error) {
	if index == 0 {
		if err := f.SetSheetName(f.GetSheetName(0), name); err != nil {
			return nil, err
		}
	} else if _, err := f.NewSheet(name); err != nil {
		return nil, err
	}
	if err := printable(f, name, len(fields.printed)); err != nil {
		return nil, err
	}
	stream, err := f.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	s := &sheet{name: name, fields: append(slices.Clip(fields.printed), fields.more...), styles: styles, stream: stream}
	for i, c := range s.fields {
		if err := stream.SetColWidth(i+1, i+1, c.width); err != nil {
			return nil, err
		}
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	head := make([]any, len(s.fields))
	for i, c := range s.fields {
		style := styles.heads[0]
		if c.form == figure {
			style = styles.heads[1]
		}
		head[i] = excelize.Cell{StyleID: style, Value: c.name}
	}
	s.rows = 1
	return s, stream.SetRow("A1", head, excelize.RowOpts{Height: 24})
}

// printable sets a sheet up for paper: A4 across, the first columns on one page
// wide, their names and the page number on every page.
func printable(f *excelize.File, name string, columns int) error {
	last, err := excelize.ColumnNumberToName(columns)
	if err != nil {
		return err
	}
	landscape, a4, one, any, fits := "landscape", 9, 1, 0, true
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &one, FitToHeight: &any}); err != nil {
		return err
	}
	if err := f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fits}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"}); err != nil {
		return err
	}
	side, edge := 0.4, 0.5
	if err := f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &edge, Bottom: &edge}); err != nil {
		return err
	}
	if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'%s'!$A:$%s", name, last), Scope: name}); err != nil {
		return err
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$1", name), Scope: name})
}

// add writes a row. After an error it does nothing.
func (s *sheet) add(values []any) {
	if s.err != nil {
		return
	}
	if s.rows == excelize.TotalRows {
		s.err = errFull
		return
	}
	s.rows++
	row, lines := make([]any, len(values)), 1
	for i, v := range values {
		row[i] = s.cell(s.fields[i].form, v)
		if text, ok := v.(string); ok && s.fields[i].form == wrapped {
			lines = max(lines, wrappedLines(text, s.fields[i].width))
		}
	}
	name, err := excelize.CoordinatesToCellName(1, s.rows)
	if err == nil {
		err = s.stream.SetRow(name, row, excelize.RowOpts{Height: float64(min(lines, mostLines))*lineHeight + 3})
	}
	s.err = err
}

func (s *sheet) cell(f form, v any) excelize.Cell {
	style := s.styles.forms[f]
	switch value := v.(type) {
	case string:
		if formulaLike(value) {
			style = s.styles.texts[f]
		}
		if value == "" {
			v = nil
		}
	case float64:
		if value == math.Trunc(value) && math.Abs(value) >= 1000 {
			style = s.styles.forms[thousands]
		}
	case time.Time:
		v = serial(value)
	}
	return excelize.Cell{StyleID: style, Value: v}
}

// Rows are given their height: not every program finds it by itself.
const (
	lineHeight = 14 // points
	mostLines  = 6
)

// wrappedLines is how many lines text takes in a column. A Han character of the
// cells' font is a little narrower than two digits of the sheet's.
func wrappedLines(text string, width float64) int {
	n := 0
	for line := range strings.Lines(text) {
		n += max(1, int(math.Ceil(float64(displayWidth(line))*0.95/(width-1))))
	}
	return n
}

// formulaLike tells whether a program that reads the text as typed would take
// it for a formula. Such cells are marked as text, so that neither opening nor
// editing them runs anything; their characters stay as they are.
func formulaLike(text string) bool {
	switch text[:min(1, len(text))] {
	case "=", "+", "-", "@", "\t", "\r":
		return true
	}
	return false
}

// serial is the number by which a sheet knows a day.
func serial(t time.Time) int {
	return int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
}

// finish puts the filter on and closes the sheet.
func (s *sheet) finish(f *excelize.File) error {
	last, err := excelize.CoordinatesToCellName(len(s.fields), s.rows)
	if err != nil {
		return err
	}
	if err := f.AutoFilter(s.name, "A1:"+last, nil); err != nil {
		return err
	}
	return s.stream.Flush()
}
