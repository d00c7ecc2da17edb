package tablefile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/zhtext"
	"github.com/xuri/excelize/v2"
)

// Limits of one file: bytes of it unpacked, and rows of it read.
const (
	maxBytes = 256 << 20
	maxRows  = 200_000
)

// A Sheet is one table as it stands in a file.
type Sheet struct {
	Name string // of the worksheet; "" for comma-separated values
	Rows []Row
}

// A Row is one line of a sheet. Its number is the one that a spreadsheet shows,
// from 1. Cells are trimmed; a merged cell stands in every place it covers.
type Row struct {
	Number int
	Cells  []string
}

// Cell is the cell of a column from 0, or "".
func (r Row) Cell(column int) string {
	if column < 0 || column >= len(r.Cells) {
		return ""
	}
	return r.Cells[column]
}

// Blank tells whether nothing stands in a row.
func (r Row) Blank() bool {
	for _, c := range r.Cells {
		if c != "" {
			return false
		}
	}
	return true
}

// Read reads the sheets of an xlsx workbook, or the one table of a file of
// comma- or tab-separated values in any Chinese charset. Hidden sheets are left
// out.
func Read(data []byte) ([]Sheet, error) {
	switch {
	case len(data) > maxBytes:
		return nil, wrong(fmt.Sprintf("文件超过%d MB", maxBytes>>20), fmt.Sprintf("it is larger than %d MB", maxBytes>>20))
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return readWorkbook(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, wrong("这是旧格式（.xls）或者加了密码的表格，请另存为不加密码的 .xlsx", "it is a workbook of the old form (.xls) or one with a password; save it as .xlsx without one")
	}
	return readCSV(data)
}

func readCSV(data []byte) ([]Sheet, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, wrong("文件是空的", "it is empty")
	}
	dec, err := zhtext.Decode(data)
	if err != nil {
		return nil, wrong("既不是表格，也不是文字", "it is neither a workbook nor text: "+err.Error())
	}
	if strings.ContainsRune(dec.Text, 0) {
		return nil, wrong("既不是表格，也不是文字", "it is neither a workbook nor text")
	}
	in := csv.NewReader(strings.NewReader(dec.Text))
	in.FieldsPerRecord, in.LazyQuotes = -1, true
	if first, _, _ := strings.Cut(dec.Text, "\n"); strings.Count(first, "\t") > strings.Count(first, ",") {
		in.Comma = '\t'
	}
	var s Sheet
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return []Sheet{s}, nil
		}
		if err != nil {
			return nil, err
		}
		if len(s.Rows) == maxRows {
			return nil, wrong(fmt.Sprintf("超过%d行", maxRows), fmt.Sprintf("it has more than %d rows", maxRows))
		}
		line, _ := in.FieldPos(0)
		for i := range cells {
			cells[i] = tidy(cells[i])
		}
		s.Rows = append(s.Rows, Row{line, cells})
	}
}

func readWorkbook(data []byte) (sheets []Sheet, err error) {
	// The library may panic on a workbook made to break it.
	defer func() {
		if p := recover(); p != nil {
			sheets, err = nil, wrong("表格已损坏，请重新复制，或者打开后另存", fmt.Sprintf("the workbook is damaged (%v)", p))
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxBytes})
	if err != nil {
		return nil, wrong("表格打不开，请重新复制，或者打开后另存", "the workbook cannot be opened: "+err.Error())
	}
	defer func() { _ = f.Close() }()
	for _, name := range f.GetSheetList() {
		if shown, err := f.GetSheetVisible(name); err != nil || !shown {
			continue
		}
		s, err := readSheet(f, name)
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", name, err)
		}
		sheets = append(sheets, s)
	}
	return sheets, nil
}

func readSheet(f *excelize.File, name string) (Sheet, error) {
	s := Sheet{Name: name}
	shown, err := f.GetRows(name)
	if err != nil {
		return s, err
	}
	raw, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		return s, err
	}
	if len(shown) > maxRows {
		return s, wrong(fmt.Sprintf("超过%d行", maxRows), fmt.Sprintf("it has more than %d rows", maxRows))
	}
	for i, cells := range shown {
		row := Row{Number: i + 1, Cells: make([]string, len(cells))}
		for j, cell := range cells {
			row.Cells[j] = tidy(cell)
			if i < len(raw) && j < len(raw[i]) {
				if day, ok := dated(cell, raw[i][j]); ok {
					row.Cells[j] = day
				}
			}
		}
		s.Rows = append(s.Rows, row)
	}
	merged, err := f.GetMergeCells(name)
	if err != nil {
		return s, err
	}
	for _, m := range merged {
		if err := s.spread(m.GetStartAxis(), m.GetEndAxis()); err != nil {
			return s, err
		}
	}
	return s, nil
}

// dated reads a cell that holds a date, whatever form it is shown in.
func dated(shown, raw string) (string, bool) {
	days, err := strconv.ParseFloat(raw, 64)
	if err != nil || shown == raw || days < 20000 || days > 80000 || !strings.ContainsAny(shown, "-/年月.") {
		return "", false
	}
	t, err := excelize.ExcelDateToTime(days, false)
	if err != nil {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// spread writes a merged cell into the rows it covers.
func (s *Sheet) spread(from, to string) error {
	c1, r1, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		return err
	}
	c2, r2, err := excelize.CellNameToCoordinates(to)
	if err != nil {
		return err
	}
	if r1 > len(s.Rows) || r1 < 1 {
		return nil
	}
	value := s.Rows[r1-1].Cell(c1 - 1)
	if value == "" {
		return nil
	}
	const widest = 256 // what lies beyond is layout, not a table
	c2 = min(c2, widest)
	for r := r1; r <= r2 && r <= len(s.Rows); r++ {
		row := &s.Rows[r-1]
		for len(row.Cells) < c2 {
			row.Cells = append(row.Cells, "")
		}
		for c := c1; c <= c2; c++ {
			row.Cells[c-1] = value
		}
	}
	return nil
}

// tidy trims a cell and the space at the ends of its lines.
func tidy(cell string) string {
	cell = strings.ReplaceAll(cell, "\r\n", "\n")
	if !strings.Contains(cell, "\n") {
		return strings.TrimSpace(cell)
	}
	var lines []string
	for line := range strings.Lines(cell) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
