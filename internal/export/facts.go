package export

import (
	"strconv"
	"strings"

	"github.com/luoshi-project/luoshi/reader"
)

// number writes a count as people read it: 18,402.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// A fact is a line of the head of a document.
type fact struct{ name, value string }

// title is what to call a document: its own title, else the name of its file.
func (l *ledger) title() string {
	if t := clean(l.report.Document.Title); t != "" {
		return t
	}
	return clean(l.report.Document.Source.Name)
}

// heading is the title as the head of a page: with the place and the year
// where the title leaves them out.
func (l *ledger) heading() string {
	d, t := l.report.Document, l.title()
	if d.Title == "" {
		return t
	}
	if d.Level != "national" && !strings.Contains(t, clean(d.Jurisdiction)) {
		t = clean(d.Jurisdiction) + t
	}
	if y := year(d.PlanYear); !strings.Contains(t, y) {
		t += "（" + y + "年）"
	}
	return t
}

// facts are the lines of the head. What the document does not say is left out.
func (l *ledger) facts() []fact {
	d, t := l.report.Document, l.tally()
	var facts []fact
	add := func(name string, parts ...string) {
		var said []string
		for _, p := range parts {
			if p != "" {
				said = append(said, p)
			}
		}
		if len(said) > 0 {
			facts = append(facts, fact{name, strings.Join(said, " · ")})
		}
	}
	add("文件", clean(d.Source.Name), documentWords[d.Kind], number(d.Source.CodePoints)+" 字")
	add("地区", clean(d.Jurisdiction), levelWords[d.Level])
	add("报告", d.ReportDate, clean(d.Speaker))
	add("年度", prefixed("回顾 ", d.ReviewYear), prefixed("部署 ", d.PlanYear))
	if t.actions > 0 || t.targets > 0 {
		dated := ""
		if t.dated > 0 {
			dated = "写明期限 " + number(t.dated)
		}
		kinds := ""
		if len(t.kinds) > 0 {
			kinds = "（" + strings.Join(t.kinds, "，") + "）"
		}
		add("承诺", "事项 "+number(t.actions)+kinds, dated, "目标指标 "+number(t.targets))
	}
	add("报告成果", "完成指标 "+number(t.actuals))
	for _, n := range l.notes() {
		add("注意", n)
	}
	return facts
}

func prefixed(word string, y int) string {
	if y == 0 {
		return ""
	}
	return word + strconv.Itoa(y)
}

// notes are the warnings about a document, each kind once with its number.
func (l *ledger) notes() []string {
	var notes []string
	count := map[string]int{}
	for _, d := range l.report.Diagnostics {
		if d.Severity != "warn" {
			continue
		}
		m := noteWords[d.Code]
		if m == "" {
			m = clean(d.Message)
		}
		if count[m]++; count[m] == 1 {
			notes = append(notes, m)
		}
	}
	for i, n := range notes {
		if count[n] > 1 {
			notes[i] = n + "（" + number(count[n]) + " 处）"
		}
	}
	return notes
}

// position says where something stands, in code points of the text.
func position(s reader.Span) string {
	return strconv.Itoa(s.Start) + "–" + strconv.Itoa(s.End)
}
