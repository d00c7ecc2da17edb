package export

import (
	"io"
	"strings"

	"github.com/luoshi-project/luoshi/reader"
)

// markdown writes the table in Markdown, with nothing cut.
type markdown struct {
	stateless
	w       io.Writer
	written int
}

func (m *markdown) Write(rep *reader.Report) error {
	l := newLedger(rep)
	var b strings.Builder
	if m.written > 0 {
		b.WriteString("\n")
	}
	m.written++
	b.WriteString("# " + escapeMarkdown(l.heading()) + "\n\n")
	for _, f := range l.facts() {
		b.WriteString("- **" + f.name + "** " + escapeMarkdown(f.value) + "\n")
	}
	if list := l.headline(); len(list) > 0 {
		names := l.headlineNames()
		b.WriteString("\n## 主要目标\n\n")
		rule(&b, names[:])
		for _, c := range list {
			row(&b, c.cells())
		}
	}
	m.part(&b, l, "承诺事项", []string{"编号", "事项", "类型", "期限", "量化要求", "建议牵头", "原文", "位置"}, l.promised, func(e entry) []string {
		return []string{
			e.id(), e.title(), e.kind(), e.deadline(), e.figures(true), strings.Join(e.leads(), "、"), l.source(e), position(e.span()),
		}
	})
	m.part(&b, l, "报告成果", []string{"编号", "指标", "完成情况", "年份", "原文", "位置"}, l.reported, func(e entry) []string {
		ind := e.indicators[0]
		return []string{ind.ID, subject(ind), phrase(ind), year(ind.Year), l.source(e), position(ind.Span)}
	})
	if len(l.promised)+len(l.reported) == 0 {
		b.WriteString("\n没有读到指标和事项。\n")
	}
	_, err := io.WriteString(m.w, b.String())
	return err
}

// source is the stretch of text an entry is shown with.
func (l *ledger) source(e entry) string {
	if e.action != nil {
		return clean(e.action.Quote)
	}
	return l.clause(e.indicators[0])
}

func (m *markdown) part(b *strings.Builder, l *ledger, name string, cols []string, groups []group, cells func(entry) []string) {
	if len(groups) == 0 {
		return
	}
	b.WriteString("\n## " + name + "\n")
	var above []*reader.Section
	for _, g := range groups {
		path := l.path(g.section)
		for i := shared(path, above); i < len(path); i++ {
			b.WriteString("\n" + strings.Repeat("#", min(i+3, 6)) + " " + escapeMarkdown(heading(path[i])) + "\n")
		}
		above = path
		b.WriteString("\n")
		rule(b, cols)
		for _, e := range g.entries {
			row(b, cells(e))
		}
	}
}

// rule writes the names of the columns and the line beneath.
func rule(b *strings.Builder, names []string) {
	b.WriteString("| " + strings.Join(names, " | ") + " |\n" + strings.Repeat("| --- ", len(names)) + "|\n")
}

func row(b *strings.Builder, cells []string) {
	for _, c := range cells {
		b.WriteString("| " + escapeMarkdown(c) + " ")
	}
	b.WriteString("|\n")
}

var markdownEscapes = strings.NewReplacer(
	`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", "&lt;", "&", "&amp;",
)

func escapeMarkdown(s string) string { return markdownEscapes.Replace(s) }
