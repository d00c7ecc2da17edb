package tablefile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/workday"
)

// Words is a text in Chinese and English.
type Words = deadline.Words

// An Item is one task of a table. Units and leaders are names as they stand
// there.
type Item struct {
	Row         int
	Number      string
	Title       string
	Text        string
	List        string
	Lead        string
	Cooperating []string
	InCharge    string
	Deadline    workday.Date // zero where none is given
}

// A Problem is what is wrong with a row.
type Problem struct {
	Row    int    `json:"row"`
	Column string `json:"column,omitempty"` // header of the column
	Code   string `json:"code"`
	Words  Words  `json:"words"`
}

// String names row and column and says what is wrong, in English.
func (p Problem) String() string {
	where := fmt.Sprintf("row %d", p.Row)
	if p.Column != "" {
		where += ", " + p.Column
	}
	return where + ": " + p.Words.EN
}

// Options say how a table is read.
type Options struct {
	Columns map[Field]string // headers of columns that are called otherwise than usual
	Year    int              // that dates without a year lie in; 0 for none
	Drafts  bool             // the rows become drafts, for which a lead unit may be found later
}

// A Table is a breakdown table that was read.
type Table struct {
	Header   int              // number of the row of headers
	Columns  map[Field]string // which header was taken for which field
	Items    []Item
	Problems []Problem // by row
	Skipped  []int     // rows that hold no task: headings, sums
}

// Parse reads the tasks of a sheet. The error says that it is no breakdown
// table; what is wrong with single rows is in the table.
func Parse(s *Sheet, opts Options) (*Table, error) {
	at, columns, err := findHeader(s, opts.Columns)
	if err != nil {
		return nil, err
	}
	header := s.Rows[at]
	t := &Table{Header: header.Number, Columns: map[Field]string{}}
	for field, i := range columns {
		t.Columns[field] = oneLine(header.Cell(i))
	}
	p := parser{table: t, columns: columns, year: opts.Year, drafts: opts.Drafts, numbers: map[string]int{}}
	for _, row := range s.Rows[at+1:] {
		p.row(row, header)
	}
	return t, nil
}

type parser struct {
	table   *Table
	columns map[Field]int
	year    int
	drafts  bool
	heading string         // the heading that the rows stand under
	numbers map[string]int // number → row that has it
}

func (p *parser) cell(r Row, f Field) string {
	i, ok := p.columns[f]
	if !ok {
		return ""
	}
	return r.Cell(i)
}

func (p *parser) problem(r Row, f Field, code, zh, en string) {
	p.table.Problems = append(p.table.Problems, Problem{r.Number, p.table.Columns[f], code, Words{ZH: zh, EN: en}})
}

func (p *parser) row(r, header Row) {
	if r.Blank() || slices.Equal(r.Cells, header.Cells) {
		return // a header repeated on each page
	}
	if text, ok := alone(r); ok {
		p.heading = text
		p.table.Skipped = append(p.table.Skipped, r.Number)
		return
	}
	it := Item{
		Row: r.Number, Number: p.cell(r, Number), Title: oneLine(p.cell(r, Title)), Text: p.cell(r, Text),
		List: p.cell(r, List), InCharge: oneLine(p.cell(r, InCharge)),
	}
	if it.List == "" {
		it.List = p.heading
	}
	if it.Title == "" {
		if it.Text == "" && p.cell(r, Lead) == "" && p.cell(r, Units) == "" {
			p.table.Skipped = append(p.table.Skipped, r.Number)
			return
		}
		p.problem(r, Title, "no_title", "没有任务名称", "the task has no name")
	}
	if first, twice := p.numbers[it.Number]; twice && it.Number != "" {
		p.problem(r, Number, "twice", fmt.Sprintf("编号与第%d行重复", first), fmt.Sprintf("row %d has the same number", first))
	}
	p.numbers[it.Number] = r.Number
	p.units(r, &it)
	if text := p.cell(r, Deadline); text != "" && !slices.Contains(lasting, text) {
		day, ok := dayOf(text, p.year)
		if !ok {
			p.problem(r, Deadline, "no_date", "看不出日期："+text, "no date can be read from “"+text+"”")
		}
		it.Deadline = day
	}
	p.table.Items = append(p.table.Items, it)
}

// alone tells whether a row holds one text and nothing else: a heading. A merged
// heading stands in every cell.
func alone(r Row) (string, bool) {
	text, cells := "", 0
	for _, c := range r.Cells {
		switch {
		case c == "":
		case text == "":
			text, cells = c, 1
		case c != text:
			return "", false
		default:
			cells++
		}
	}
	return text, text != "" && (cells > 2 || cells == 1 && r.Cell(0) == text)
}

func (p *parser) units(r Row, it *Item) {
	leads, others := Split(p.cell(r, Lead)), Split(p.cell(r, Cooperating))
	all := Split(p.cell(r, Units))
	switch {
	case len(leads) == 0 && len(all) == 0 && p.drafts:
		leads = []string{""}
	case len(leads) == 0 && len(all) == 0:
		p.problem(r, Lead, "no_lead", "没有牵头单位", "there is no lead unit")
		return
	case len(leads) == 0: // 责任单位: who is said to lead, else the first
		i := max(0, slices.IndexFunc(all, func(u string) bool { return strings.Contains(u, "牵头") }))
		leads, all = all[i:i+1], slices.Delete(slices.Clone(all), i, i+1)
		others = append(all, others...)
	}
	it.Lead = unmarked(leads[0])
	for _, u := range append(leads[1:], others...) {
		if u = unmarked(u); u != it.Lead && !slices.Contains(it.Cooperating, u) {
			it.Cooperating = append(it.Cooperating, u)
		}
	}
}

// Split splits a cell that names several units.
func Split(cell string) []string {
	return strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("、，,；;。/\n\t ", r) })
}

// unmarked is the name of a unit without the remark that it leads or helps.
func unmarked(unit string) string {
	for _, mark := range [...]string{"（牵头）", "(牵头)", "（配合）", "(配合)", "牵头", "配合", "负责", "按职责分工", "等"} {
		unit = strings.TrimSuffix(unit, mark)
	}
	return unit
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", "") }

// lasting are entries that set no date: the regime's own holds.
var lasting = []string{"长期", "长期坚持", "长期推进", "持续推进", "持续", "常态化", "常态化推进", "-", "—", "/"}

// A date that a spreadsheet keeps as a number of days, in a form whose Chinese name
// the reader of workbooks does not know: from 2000 to 2099.
const (
	firstSerial = 36526
	lastSerial  = 73050
)

// dayOf reads the day a task is due: a date, or the last day of what a text
// names (12月底前, 2026年二季度).
func dayOf(text string, year int) (workday.Date, bool) {
	if d, err := workday.ParseDate(strings.NewReplacer("/", "-", ".", "-").Replace(text)); err == nil {
		return d, true
	}
	if n, err := strconv.Atoi(text); err == nil && n >= firstSerial && n <= lastSerial {
		return workday.Date{Year: 1899, Month: time.December, Day: 30}.AddDays(n), true
	}
	var last quantity.Day
	for _, p := range quantity.Periods(text, year) {
		if !p.Named && year == 0 {
			return workday.Date{}, false
		}
		if last.Before(p.To) {
			last = p.To
		}
	}
	d, err := workday.ParseDate(last.String())
	return d, err == nil
}
