package zhtext

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCloseUp(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a line":                       {"2 0 2 4 年 工 作 安 排", "2024年工作安排"},
		"its figures":                  {"增 长 1 2 . 5 % ， 完 成 3 0 0 亿 元 。\n", "增长12.5%，完成300亿元。\n"},
		"words keep their distance":    {"新 建 公 路   3 0 0 公 里", "新建公路   300公里"},
		"only the lines that are so":   {"一、回顾 与 展望\n工 作 安 排 如 下\n新建公路 300 公里\n", "一、回顾 与 展望\n工作安排如下\n新建公路 300 公里\n"},
		"no-break spaces":              {"工\u00a0作\u00a0安\u00a0排\u00a0如\u00a0下", "工作安排如下"},
		"spaces at the ends stay":      {"  工 作 安 排 如 下 \r\n", "  工作安排如下 \r\n"},
		"titles of four characters":    {"工 作 报 告\n工 作 安 排\n", "工 作 报 告\n工 作 安 排\n"},
		"a row of a table":             {"年   月   日   省   市   县", "年   月   日   省   市   县"},
		"figures alone":                {"1 2 3 4 5 6 7 8", "1 2 3 4 5 6 7 8"},
		"prose with spaces at figures": {"新建 300 公里，改造 20 个，完成 5 亿元", "新建 300 公里，改造 20 个，完成 5 亿元"},
	} {
		got := c.text
		view, ok := closedUp(c.text)
		if ok {
			got = view.Text
		}
		if got != c.want || ok != (c.want != c.text) {
			t.Errorf("%s: %q, %v, want %q", name, got, ok, c.want)
		}
	}
}

// Whatever is spread is closed up again, and each character points at its own place.
func TestCloseUpUndoesSpreading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.SliceOfN(rapid.SampledFrom([]rune("新建公路改造增长年亿元，。0123456789%A")), 8, 60).Draw(t, "line")
		line = append(line, []rune("完成年度任务")...)
		var text strings.Builder
		for _, r := range line {
			text.WriteRune(r)
			text.WriteByte(' ')
		}
		view, ok := closedUp(text.String())
		if !ok || strings.TrimRight(view.Text, " ") != string(line) {
			t.Fatalf("%q: %v", text.String(), ok)
		}
		for i, r := range view.Text {
			start, end := view.Source(i, i+len(string(r)))
			if text.String()[start:end] != string(r) {
				t.Fatalf("%q points at %q", r, text.String()[start:end])
			}
		}
	})
}
