package zhtext

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTidy(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"clean":                         {"地区生产总值增长5%，\n新建公路300公里。", ""},
		"entities":                      {"&ldquo;十四五&rdquo;规划&mdash;&mdash;&emsp;&#20013;&#x56fd;", "“十四五”规划——\u2003中国"},
		"entities written twice":        {"一、&amp;nbsp;回顾", "一、\u00a0回顾"},
		"entities without semicolons":   {"&#22686&#38271&#65292&#822010&#x589e&#x957f5", "增长，“10增长5"},
		"what a page does not show":     {"<!-- 增长 -->一<script>if(a<b){增长}</script><STYLE>p{}</STYLE><!-- 增长\n5% -->二", "一二"},
		"a remark that does not end":    {"一、回顾<!-- 增长5%", ""},
		"no entity":                     {"R&D;投入 A&B; &; &x;", ""},
		"tags":                          {`<p style="x">一、回顾</p><span>增长<b>5%</b></span><br/>二、<a href="y">安排</a>`, "\n一、回顾\n增长5%\n二、安排"},
		"no tags":                       {"PM2.5<35，A<X>C，<关于规划>的通知", ""},
		"line breaks that were written": {`一、回顾\n增长5%\r\n二、安排`, "一、回顾\n增长5%\n二、安排"},
		"a path":                        {`C:\new\report`, ""},
		"radicals":                      {"⼈民⽣活⽔平⻓期提⾼，惠及⼾籍⼈⼝", "人民生活水平长期提高，惠及户籍人口"},
		"compatibility forms":           {"\uf9e4想、\uf95f静", "理想、寧静"},
		"marks set in columns":          {"\ufe35一\ufe36增长︐稳定︒", "（一）增长，稳定。"},
		"small marks, of half width":    {"增长﹐稳定﹔就业、物价｡", "增长，稳定；就业、物价。"},
		"marks of direction":            {"增长\u202a5\u202c%\u200e", "增长5%"},
		"a mark of no width everywhere": {strings.Repeat("粮\u200b食", 30) + "\n\u200b\n", strings.Repeat("粮食", 30) + "\n\n"},
		"marks of no width":             {"粮\u200b食产\ufeff量1\u200b00万吨\n\u200b\n", "粮食产量100万吨\n\u200b\n"},
		"a title printed twice":         {"二、2025年工作安排二、2025年工作安排\n增长5%", "二、2025年工作安排\n增长5%"},
		"spread words printed twice":    {"各 位 代 表 ：各 位 代 表 ：现在报告", "各 位 代 表 ：现在报告"},
		"words that only come again":    {"实实在在实实在在抓落实\n好上加好\n年年增长年年增长5%", ""},
		"spread, with entities":         {"2&nbsp;0&nbsp;2&nbsp;4&nbsp;年&nbsp;安&nbsp;排", "2024年安排"},
	} {
		view, ok := Tidy(c.text)
		got := ""
		if ok {
			got = view.Text
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// What was tidied points at the marks it stands for.
func TestTidyPointsAtTheText(t *testing.T) {
	text := "<p>⼯作&ldquo;安\u200b排&rdquo;</p>"
	view, _ := Tidy(text)
	for _, c := range []struct{ reading, stands string }{
		{"工", "⼯"}, {"作", "作"}, {"“", "&ldquo;"}, {"安排", "安\u200b排"}, {"”", "&rdquo;"},
	} {
		at := strings.Index(view.Text, c.reading)
		start, end := view.Source(at, at+len(c.reading))
		if text[start:end] != c.stands {
			t.Errorf("%s stands for %q, want %q", c.reading, text[start:end], c.stands)
		}
	}
}

// FuzzTidy holds what is tidied of any text to its laws: it is sound, and its
// characters stand for whole ones of the text, in their order.
func FuzzTidy(f *testing.F) {
	for _, text := range []string{
		"<p>⼯作&ldquo;安\u200b排&rdquo;&#22686</p><!-- --><script>a</script>", `\u589e\u957f\ud842\udfb7\n5%\"`,
		"%E5%A2%9E%E9%95%BF5%25+%D4", "=E5=A2=9E=E9=95=\n=BF5%=3D=D4=F6", "%u589E%u957F5%25%B7%u5DE5%u4F5C", `\xd4\xf6\xb3\xa4\xb9\xa4`,
		"1  一\n2  二\n3  三\n4  四\n5  五\n6  六\n7\n", "|一|\n|二|\n|三|\n|四|\n|五|\n|六|\n", "● 一、一\n● （二）二\n● 三\n● 四\n● 五\n● 六\n",
		"一\n一\n二\n二\n三\n三\n四\n四\n五\n五\n六\n六\n", strings.Repeat("一二三四\t", 300) + "\v", "工 作 安 排 如 下 各 位 代 表\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		view, ok := Tidy(text)
		if !ok {
			return
		}
		if !utf8.ValidString(view.Text) {
			t.Fatalf("not valid: %q", view.Text)
		}
		last := 0
		for i, r := range view.Text {
			start, end := view.Source(i, i+utf8.RuneLen(r))
			if start < last || start > end || end > len(text) || !utf8.ValidString(text[start:end]) {
				t.Fatalf("%q at %d stands for [%d,%d), after %d", r, i, start, end, last)
			}
			last = start
		}
	})
}
