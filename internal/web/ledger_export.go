package web

import (
	"bytes"
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/xuri/excelize/v2"
)

// exportLimit is how many matters one workbook takes.
const exportLimit = 100_000

// workbookType is the media type of a workbook.
const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// exportLedger gives the list that the address asks for as a workbook.
func exportLedger(q *Request) (Answer, error) {
	asked, err := ledgerQuery(q)
	if err != nil {
		return nil, err
	}
	asked.Page, asked.Limit, asked.NoTotal = 1, exportLimit, true
	page, err := q.Ledger().List(q.Context(), q.Person, asked)
	if err != nil {
		return nil, err
	}
	return workbook(q, page.Rows, page.Now)
}

// exportRows gives the matters that were ticked as a workbook.
func exportRows(q *Request, chosen []string) (Answer, error) {
	var rows []ledger.Row
	now := q.Now
	for _, id := range chosen {
		v, err := q.Ledger().Matter(q.Context(), q.Person, id)
		if err != nil {
			return nil, err
		}
		r, err := v.Rules.Regimes.Find(v.State.Matter.Regime)
		if err != nil {
			return nil, err
		}
		rows, now = append(rows, ledger.RowOf(&v.State, r, v.Rules.Calendar)), v.Now
	}
	return workbook(q, rows, now)
}

func workbook(q *Request, rows []ledger.Row, now time.Time) (_ Answer, err error) {
	book := excelize.NewFile()
	defer func() { err = firstOf(err, book.Close()) }()
	sheet := q.T("rail.ledger")
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return nil, err
	}
	if err := printable(book, sheet); err != nil { // before its rows, which are written as they come
		return nil, err
	}
	w, err := book.NewStreamWriter(sheet)
	if err != nil {
		return nil, err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Border: hairlines, Alignment: &excelize.Alignment{Vertical: "center"}})
	if err != nil {
		return nil, err
	}
	wrapped, err := book.NewStyle(&excelize.Style{Border: hairlines, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return nil, err
	}
	names := []string{"number", "title", "text", "lead", "others", "status", "light", "due", "list", "regime", "leader", "source", "assigning", "grade"}
	for i, width := range []float64{12, titleWidth, textWidth, 14, 16, 8, 10, 11, 12, 14, 8, 8, 14, 8} {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return nil, err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	head := make([]any, len(names))
	for i, name := range names {
		key := "ledger." + name
		if name == "text" {
			key = "field.text" // that of the matter; ledger.text is what is looked for
		}
		head[i] = excelize.Cell{StyleID: bold, Value: q.T(key)}
	}
	if err := w.SetRow("A1", head); err != nil {
		return nil, err
	}
	for i := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+2)
		if err != nil {
			return nil, err
		}
		if err := w.SetRow(cell, workbookRow(q, &rows[i], now, wrapped), tall(lines(rows[i].Title, titleWidth), lines(rows[i].Text, textWidth))); err != nil {
			return nil, err
		}
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		return nil, err
	}
	return File{
		Name: sheet + " " + workday.DateOf(now).String() + ".xlsx",
		Type: workbookType, Data: out.Bytes(),
	}, nil
}

// titleWidth and textWidth are the widths of the columns that hold long texts, in
// Latin characters.
const (
	titleWidth = 32
	textWidth  = 44
)

// lines is how many lines a text takes in a column.
func lines(text string, width int) int {
	wide := 0
	for _, r := range text {
		wide++
		if r > 0x2E80 { // Chinese characters and their punctuation
			wide++
		}
	}
	return (wide + width - 1) / width
}

// tall makes a row as high as its longest cell: not every program does so itself.
func tall(lines ...int) excelize.RowOpts {
	if most := slices.Max(lines); most > 1 {
		return excelize.RowOpts{Height: 15 * float64(min(most, 25))}
	}
	return excelize.RowOpts{}
}

// hairlines stand around the cells of a table.
var hairlines = []excelize.Border{
	{Type: "left", Color: "A0A0A0", Style: 1},
	{Type: "right", Color: "A0A0A0", Style: 1},
	{Type: "top", Color: "A0A0A0", Style: 1},
	{Type: "bottom", Color: "A0A0A0", Style: 1},
}

// a3 is the paper of a ledger as spreadsheets number it. All columns fit on its
// width; printed on A4 it is still legible.
const a3 = 8

// printable sets a sheet up for printing: A3 across, as wide as the paper, its
// header on each page, with the name, the page and how many there are.
func printable(book *excelize.File, sheet string) error {
	yes, once, size, wide, long := true, 1, a3, "landscape", 0
	edge, foot := 0.5, 0.3
	return firstOf(
		book.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}),
		book.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &wide, FitToWidth: &once, FitToHeight: &long}),
		book.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &edge, Right: &edge, Top: &edge, Bottom: &edge, Footer: &foot, Horizontally: &yes}),
		book.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&L&A&C&P / &N&R&D"}),
		book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + sheet + "'!$1:$1", Scope: sheet}),
	)
}

func workbookRow(q *Request, row *ledger.Row, now time.Time, style int) []any {
	state, _ := row.Light(now)
	due := ""
	if d := q.DayOf(row.Due); !d.IsZero() {
		due = d.String()
	}
	leader := ""
	if seat := q.Rules.Org.Seat(row.InCharge); seat != nil {
		leader = q.PersonName(seat.Holder)
	}
	others := ""
	for i, u := range slices.Compact(slices.Sorted(slices.Values(row.Others))) {
		if i > 0 {
			others += "、"
		}
		others += q.UnitName(u)
	}
	values := []string{
		row.Number, row.Title, row.Text, q.UnitName(row.Lead), others, q.In(row.Status.Title()), q.In(state.Title()), due, row.List,
		q.RegimeName(row.Regime), leader, q.T("source." + string(row.Source)), q.UnitName(row.Assigning), q.In(row.Grade.Title()),
	}
	cells := make([]any, len(values))
	for i, v := range values {
		cells[i] = excelize.Cell{StyleID: style, Value: v}
	}
	return cells
}

// RegimeName is the title of a regime, or what it is referred to as.
func (q *Request) RegimeName(ref string) string {
	if r, err := q.Rules.Regimes.Find(ref); err == nil {
		return q.In(r.Title)
	}
	return ref
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
