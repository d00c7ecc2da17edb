package export

import (
	"io"
	"strings"

	"github.com/luoshi-project/luoshi/reader"
)

// table writes reports for people at a terminal: the head of each document,
// then what it promises, then what it reports, under its own headings.
type table struct {
	stateless
	w       io.Writer
	page    Page
	written int
}

// The styles of a terminal, by what they mark.
const (
	strong  = "\x1b[1m"
	accent  = "\x1b[36m"
	quiet   = "\x1b[2m"
	dated   = "\x1b[33m"
	noStyle = "\x1b[0m"
)

func (t *table) style(code, s string) string {
	if !t.page.Colour || code == "" || strings.TrimSpace(s) == "" {
		return s
	}
	return code + s + noStyle
}

// A column of a part of the table.
type column struct {
	name     string
	least    int // it is never narrower, unless its content is
	most     int // it is never wider
	yields   int // how readily it gives way where the page is narrow; 0 is as 1
	style    string
	optional bool // left out where no row has anything in it
}

var promisedColumns = []column{
	{name: "编号", least: 5, most: 6, style: quiet},
	{name: "事项", least: 28, most: 54},
	{name: "类型", least: 4, most: 8, style: quiet},
	{name: "期限", least: 10, most: 10, style: dated, optional: true},
	{name: "量化要求", least: 14, most: 40, yields: 3, optional: true},
	{name: "建议牵头", least: 10, most: 24, style: quiet, optional: true},
}

var reportedColumns = []column{
	{name: "编号", least: 5, most: 6, style: quiet},
	{name: "指标", least: 24, most: 44},
	{name: "完成情况", least: 14, most: 30},
	{name: "年份", least: 4, most: 4, style: quiet, optional: true},
	{name: "原文", least: 20, most: 70, style: quiet},
}

func (t *table) Write(rep *reader.Report) error {
	l := newLedger(rep)
	var b strings.Builder
	if t.written > 0 {
		b.WriteString("\n\n")
	}
	t.written++
	t.head(&b, l)
	t.headline(&b, l)
	t.part(&b, l, "承诺事项", promisedColumns, l.promised, func(e entry) []string {
		return []string{e.id(), e.title(), e.kind(), e.deadline(), e.figures(false), e.lead()}
	})
	t.part(&b, l, "报告成果", reportedColumns, l.reported, func(e entry) []string {
		ind := e.indicators[0]
		return []string{ind.ID, subject(ind), phrase(ind), year(ind.Year), l.clause(ind)}
	})
	if len(l.promised)+len(l.reported) == 0 {
		b.WriteString("\n没有读到指标和事项。\n")
	}
	_, err := io.WriteString(t.w, b.String())
	return err
}

func (t *table) head(b *strings.Builder, l *ledger) {
	b.WriteString(t.style(strong, fit(l.heading(), t.page.Width)) + "\n")
	b.WriteString(t.style(quiet, strings.Repeat("─", t.page.Width)) + "\n")
	for _, f := range l.facts() {
		b.WriteString(t.style(quiet, pad(f.name, 8)) + "  " + fit(f.value, t.page.Width-10) + "\n")
	}
}

// headline writes the main targets beside what was reached of them.
func (t *table) headline(b *strings.Builder, l *ledger) {
	list := l.headline()
	if len(list) == 0 {
		return
	}
	names := l.headlineNames()
	cols := []column{
		{name: names[0], least: 20, most: 50},
		{name: names[1], least: 14, most: 30},
		{name: names[2], least: 14, most: 30},
		{name: names[3], least: 6, most: 14, style: quiet},
	}
	rows := make([][]string, len(list))
	for i, c := range list {
		rows[i] = c.cells()
	}
	widths := layOut(cols, [][][]string{rows}, t.page.Width)
	b.WriteString("\n" + t.style(strong, "主要目标 "+number(len(list))) + "\n\n")
	t.row(b, cols, widths, nil)
	for _, r := range rows {
		t.row(b, cols, widths, r)
	}
}

// part writes one part with columns that line up from its first to its last
// row.
func (t *table) part(b *strings.Builder, l *ledger, name string, cols []column, groups []group, cells func(entry) []string) {
	if len(groups) == 0 {
		return
	}
	rows, total, alone := make([][][]string, len(groups)), 0, 0
	for i, g := range groups {
		for _, e := range g.entries {
			rows[i] = append(rows[i], cells(e))
			total++
			if e.target() {
				alone++
			}
		}
	}
	count := number(total)
	if alone > 0 { // what the summary above counts, and what stands here besides
		count = number(total-alone) + "，另有单列目标 " + number(alone)
	}
	widths := layOut(cols, rows, t.page.Width)
	b.WriteString("\n" + t.style(strong, name+" "+count) + "\n\n")
	t.row(b, cols, widths, nil)
	var above []*reader.Section
	for i, g := range groups {
		above = t.headings(b, l.path(g.section), above)
		for _, r := range rows[i] {
			t.row(b, cols, widths, r)
		}
	}
}

// row writes one row, or the names of the columns where cells is nil.
func (t *table) row(b *strings.Builder, cols []column, widths []int, cells []string) {
	var line strings.Builder
	for i, c := range cols {
		if widths[i] == 0 {
			continue
		}
		text, style := c.name, quiet
		if cells != nil {
			text, style = cells[i], c.style
		}
		text = fit(text, widths[i])
		line.WriteString(t.style(style, text) + strings.Repeat(" ", widths[i]-displayWidth(text)+2))
	}
	b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
}

// headings writes the headings of path that were not above the rows before, and
// returns path.
func (t *table) headings(b *strings.Builder, path, above []*reader.Section) []*reader.Section {
	first := shared(path, above)
	for i := first; i < len(path); i++ {
		if i == first {
			b.WriteString("\n")
		}
		indent := strings.Repeat("  ", i)
		b.WriteString(indent + t.style(accent, fit(heading(path[i]), t.page.Width-len(indent))) + "\n")
	}
	return path
}

// layOut gives each column as many columns of the page as its content needs,
// within its bounds, and takes from those that can spare most what the page does
// not have. A width of 0 leaves a column out.
func layOut(cols []column, rows [][][]string, page int) []int {
	widths := make([]int, len(cols))
	for _, g := range rows {
		for _, r := range g {
			for i, cell := range r {
				widths[i] = max(widths[i], displayWidth(cell))
			}
		}
	}
	total := 0
	for i, c := range cols {
		if widths[i] == 0 && c.optional {
			continue
		}
		widths[i] = min(max(widths[i], displayWidth(c.name)), c.most)
		total += widths[i] + 2
	}
	for total-2 > page {
		widest, most := -1, 0
		for i, c := range cols {
			if spare := (widths[i] - c.least) * max(1, c.yields); spare > most {
				widest, most = i, spare
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
		total--
	}
	return widths
}
