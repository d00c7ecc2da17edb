package zhtext

import (
	"fmt"
	"strings"
	"testing"
)

// lines are those of a report.
var framedLines = []string{
	"云川市政府工作报告", "一、2024年工作回顾", "全市生产总值增长5%，新建学校12所。", "二、2025年工作安排",
	"（一）做强产业。新建改建农村公路300公里。", "新增城镇就业3万人。", "（二）改善民生。", "新建公园12个。",
}

func TestFramesOfLines(t *testing.T) {
	plain := strings.Join(framedLines, "\n") + "\n"
	each := func(f func(i int, line string) string) string {
		var b strings.Builder
		for i, line := range framedLines {
			b.WriteString(f(i+1, line))
		}
		return b.String()
	}
	around := func(before, behind string) string {
		return each(func(_ int, line string) string { return before + line + behind + "\n" })
	}
	numbers := func(format string) string {
		return each(func(i int, line string) string { return fmt.Sprintf(format, i, line) + "\n" })
	}
	for name, c := range map[string]struct{ text, want string }{
		"numbers and a gap":        {numbers("%d  %s"), each(func(_ int, line string) string { return " " + line + "\n" })},
		"numbers and a tab":        {numbers("%6d\t%s"), plain},
		"numbers and a colon":      {numbers("%d: %s"), each(func(_ int, line string) string { return " " + line + "\n" })},
		"numbers of some lines":    {each(func(i int, line string) string { return fmt.Sprintf("%d\t%s\n\n", 2*i+7, line) }), strings.ReplaceAll(plain, "\n", "\n\n")},
		"a comparison":             {around("+", ""), plain},
		"a table of one column":    {around("|", "|"), plain},
		"cells in quotation marks": {around(`"`, `"`), plain},
		"bullets":                  {around("• ", ""), each(func(_ int, line string) string { return " " + line + "\n" })},
		"pictures":                 {around("✅ ", " 🎉"), each(func(_ int, line string) string { return " " + line + "\n" })},
		"values of JSON":           {around(`{"p": "`, `"}`), plain},
		"values in a list of JSON": {around(`{"n": 1, "p": "`, `"},`), plain},
		"times":                    {around("[00:12]", ""), plain},
		"written line ends":        {around("", "_x000D_"), plain},
		"line breaks of slides":    {strings.ReplaceAll(plain, "\n", "\v"), plain},
		"each line twice":          {each(func(_ int, line string) string { return line + "\n\n" + line + "\n\n" }), each(func(_ int, line string) string { return line + "\n\n\n\n" })},
		"a row of lines":           {strings.Repeat(strings.ReplaceAll(plain, "\n", "|"), 12) + "\n", strings.Repeat(plain, 12) + "\n"},
		"a row of cells":           {strings.Repeat(strings.ReplaceAll(plain, "\n", "\t"), 12) + "\n", strings.Repeat(plain, 12) + "\n"},
		"a chat": {each(func(i int, line string) string {
			return fmt.Sprintf("办公室(10%d) 2025/1/2 9:1%d:33\n%s\n", i, i, line)
		}), each(func(_ int, line string) string { return "\n" + line + "\n" })},
		"as it should be":          {plain, ""},
		"a numbered list":          {numbers("%d.%s"), ""},
		"figures, not numbers":     {"2  项\n5  项\n9  项\n3  项\n7  项\n1  项\n", ""},
		"a list":                   {strings.Repeat("● 新建学校。\n新建公园。\n", 9), ""},
		"only some in quotation":   {"\"一\"\n二\n三\n四\n五\n六\n七\n", ""},
		"a table":                  {strings.Repeat("| 指标 | 目标 |\n", 9), ""},
		"one line again and again": {strings.Repeat("推进工作。\n", 40), ""},
		"refrains":                 {"加油\n加油\n" + plain, ""},
	} {
		view, ok := unframed(c.text)
		got := ""
		if ok {
			got = view.Text
		}
		if got != c.want {
			t.Errorf("%s:\n%q, want\n%q", name, got, c.want)
		}
	}
}

// What is left between the frames points at its place.
func TestFramedLinesPointAtTheText(t *testing.T) {
	var text strings.Builder
	for i, line := range framedLines {
		fmt.Fprintf(&text, "%4d  %s\n", i+1, line)
	}
	view, _ := unframed(text.String())
	at := strings.Index(view.Text, "12所")
	if start, end := view.Source(at, at+len("12所")); text.String()[start:end] != "12所" {
		t.Errorf("12所 stands for %q", text.String()[start:end])
	}
}
