package export

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/luoshi-project/luoshi/reader"
)

// workbook writes all reports into one xlsx file: a sheet of indicators, of
// actions, of sections and of documents. Rows go to disk as they come, so the
// number of reports is bounded by what a sheet can hold, not by memory.
type workbook struct {
	w       io.Writer
	several bool
	file    *excelize.File
	styles  cellStyles
	sheets  [4]*sheet
	err     error // why the workbook could not be begun
}

// The sheets of a workbook, in their order.
const (
	indicatorSheet = iota
	actionSheet
	sectionSheet
	documentSheet
)

// The first columns of a sheet are for people and are what is printed; those
// behind them are for filters, formulas and programs.
var (
	fileField = field{"文件", 26, wrapped}

	indicatorFields = fields{
		printed: []field{
			{"编号", 7, plain},
			{"状态", 7, plain},
			{"年份", 7, plain},
			{"指标", 28, wrapped},
			{"表述", 20, wrapped},
			{"数值", 18, figure},
			{"单位", 11, wrapped},
			{"原句", 58, wrapped},
			{"章节", 38, wrapped},
		},
		more: []field{
			{"上限", 14, figure},
			{"比较", 9, plain},
			{"口径", 9, plain},
			{"性质", 9, plain},
			{"力度", 7, plain},
			{"地域", 12, wrapped},
			{"指标键", 22, plain},
			{"原文数字", 18, plain},
			{"精确值", 18, plain},
			{"起", 8, figure},
			{"止", 8, figure},
		},
	}
	actionFields = fields{
		printed: []field{
			{"编号", 7, plain},
			{"类型", 10, plain},
			{"事项", 38, wrapped},
			{"期限", 12, date},
			{"量化要求", 28, wrapped},
			{"建议牵头", 16, wrapped},
			{"原文", 58, wrapped},
			{"章节", 38, wrapped},
		},
		more: []field{
			{"其他建议", 18, wrapped},
			{"建议依据", 14, wrapped},
			{"地区", 14, wrapped},
			{"项目", 20, wrapped},
			{"相关指标", 12, wrapped},
			{"起", 8, figure},
			{"止", 8, figure},
		},
	}
	sectionFields = fields{
		printed: []field{
			{"编号", 7, plain},
			{"序号", 9, plain},
			{"标题", 70, wrapped},
			{"层级", 7, figure},
			{"用途", 12, plain},
			{"指标数", 9, figure},
			{"事项数", 9, figure},
		},
		more: []field{
			{"上级", 7, plain},
			{"起", 8, figure},
			{"止", 8, figure},
		},
	}
	documentFields = fields{
		printed: []field{
			{"标题", 40, wrapped},
			{"地区", 12, plain},
			{"级别", 9, plain},
			{"文种", 11, plain},
			{"报告日期", 12, date},
			{"报告人", 10, plain},
			{"回顾年度", 10, plain},
			{"部署年度", 10, plain},
			{"事项数", 9, figure},
			{"有期限", 9, figure},
			{"目标指标", 10, figure},
			{"完成指标", 10, figure},
			{"字数", 9, figure},
			{"注意", 40, wrapped},
		},
		more: []field{
			{"编码", 10, plain},
			{"媒体类型", 16, plain},
			{"SHA-256", 20, plain},
		},
	}
)

func newWorkbook(w io.Writer, several bool) *workbook {
	b := &workbook{w: w, several: several, file: excelize.NewFile()}
	b.err = b.begin()
	return b
}

func (b *workbook) begin() error {
	var err error
	if b.styles, err = newStyles(b.file); err != nil {
		return err
	}
	for i, s := range []struct {
		name   string
		fields fields
	}{{"指标", indicatorFields}, {"事项", actionFields}, {"章节", sectionFields}, {"文件", documentFields}} {
		fields := s.fields
		if b.several || i == documentSheet {
			fields.printed = append([]field{fileField}, fields.printed...)
		}
		if b.sheets[i], err = newSheet(b.file, i, s.name, fields, b.styles); err != nil {
			return err
		}
	}
	return b.file.SetDocProps(&excelize.DocProperties{Title: "政府工作报告指标与事项", Creator: "Luoshi 落实"})
}

func (b *workbook) Write(rep *reader.Report) error {
	if b.err != nil {
		return b.err
	}
	l := newLedger(rep)
	b.indicators(l)
	b.actions(l)
	b.sections(l)
	b.document(l)
	for _, s := range b.sheets {
		b.err = errors.Join(b.err, s.err)
	}
	return b.err
}

// add writes a row, with the file's name in front where the sheet has it.
func (b *workbook) add(sheet int, l *ledger, cells ...any) {
	if b.several || sheet == documentSheet {
		cells = append([]any{clean(l.report.Document.Source.Name)}, cells...)
	}
	b.sheets[sheet].add(cells)
}

func (b *workbook) indicators(l *ledger) {
	for i := range l.report.Indicators {
		ind := &l.report.Indicators[i]
		b.add(indicatorSheet, l,
			ind.ID, statusWords[ind.Status], year(ind.Year), subject(ind), phrase(ind), decimal(ind.Value), ind.Unit,
			l.sentence(ind.Statement), l.place(ind.Section),
			decimal(ind.ValueMax), comparatorWords[ind.Comparator], measureWords[ind.Measure]+directionWords[ind.Direction],
			natureWords[ind.Nature], strengthWords[ind.Strength], clean(ind.Place), ind.MetricKey, ind.Quote, ind.Value, ind.Start, ind.End,
		)
	}
}

func (b *workbook) actions(l *ledger) {
	for i := range l.report.Actions {
		a := &l.report.Actions[i]
		e := entry{action: a}
		for _, id := range a.Indicators {
			if ind := l.indicators[id]; ind != nil {
				e.indicators = append(e.indicators, ind)
			}
		}
		lead, because, others := "", "", e.leads()
		if len(others) > 0 {
			lead, because, others = others[0], clean(a.LeadSuggestions[0].Because), others[1:]
		}
		b.add(actionSheet, l,
			a.ID, kindWords[a.Kind], clean(a.Title), day(a.Deadline), e.figures(true), lead, clean(a.Quote), l.place(a.Section),
			strings.Join(others, "\n"), because, strings.Join(a.Places, "、"), strings.Join(a.Projects, "、"),
			strings.Join(a.Indicators, " "), a.Start, a.End,
		)
	}
}

func (b *workbook) sections(l *ledger) {
	// A section counts what stands in it and in the sections beneath it.
	indicators, actions := map[string]int{}, map[string]int{}
	for i := range l.report.Indicators {
		for _, s := range l.path(l.report.Indicators[i].Section) {
			indicators[s.ID]++
		}
	}
	for i := range l.report.Actions {
		for _, s := range l.path(l.report.Actions[i].Section) {
			actions[s.ID]++
		}
	}
	for i := range l.report.Sections {
		s := &l.report.Sections[i]
		b.add(sectionSheet, l,
			s.ID, clean(s.Ordinal), strings.Repeat("　", max(0, s.Depth-1))+clean(s.Title), s.Depth, roleWords[s.Role],
			indicators[s.ID], actions[s.ID], s.Parent, s.Start, s.End,
		)
	}
}

func (b *workbook) document(l *ledger) {
	d, t := l.report.Document, l.tally()
	b.add(documentSheet, l,
		l.title(), clean(d.Jurisdiction), levelWords[d.Level], documentWords[d.Kind], day(d.ReportDate), clean(d.Speaker),
		year(d.ReviewYear), year(d.PlanYear), t.actions, t.dated, t.targets, t.actuals, d.Source.CodePoints,
		strings.Join(l.notes(), "\n"), d.Source.Charset, d.Source.MediaType, d.Source.SHA256,
	)
}

func (b *workbook) Finish() error {
	if b.err != nil {
		return b.err
	}
	for _, s := range b.sheets {
		if err := s.finish(b.file); err != nil {
			return err
		}
	}
	packed, err := b.file.WriteToBuffer()
	if err != nil {
		return err
	}
	return inOrder(b.w, packed.Bytes())
}

// Discard removes the rows that were kept on disk.
func (b *workbook) Discard() { _ = b.file.Close() }

// inOrder writes the parts of a packed workbook anew in the order of their
// names. The library packs sheets in a random order; the same reports are to
// give the same bytes. It also puts the list of parts first, by which programs
// know a workbook from any other archive.
func inOrder(w io.Writer, packed []byte) error {
	from, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return err
	}
	slices.SortFunc(from.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	to := zip.NewWriter(w)
	for _, part := range from.File {
		if err := to.Copy(part); err != nil {
			return err
		}
	}
	return to.Close()
}

// decimal is a decimal string as the number a sheet can sort and add. Sheets
// count in floats; the exact value stands beside it as text.
func decimal(s string) any {
	if f, err := strconv.ParseFloat(s, 64); err == nil {
		return f
	}
	return nil
}

// day is an ISO date as a date of the sheet; anything else stays text.
func day(s string) any {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t
	}
	if s == "" {
		return nil
	}
	return s
}

// errFull tells that a sheet holds no more rows.
var errFull = fmt.Errorf("a sheet of a workbook holds at most %d rows; read fewer files at once or write jsonl", excelize.TotalRows)
