package export

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/reader"
)

// fixtureText is an invented report with what is hard to show: a line broken in
// the middle of a word, a bar, an angle bracket, a figure that begins with a
// plus sign, a title that begins like a formula.
const fixtureText = `青川省2026年政府工作报告
一、2025年工作回顾
地区生产总值达到1.2万亿元，增长5.4%。新改建农村公路3100
公里。失业率5.1%，下降+0.3个百分点。
二、2026年重点工作
（一）稳增长
力争地区生产总值增长5%左右。
=HYPERLINK("x")|<b>启动青川湖引水工程，年底前完成投资20亿元以上。
（二）十件民生实事
`

// fixture is what a reader would say of fixtureText.
func fixture(t *testing.T) *reader.Report {
	t.Helper()
	span := func(quote string) reader.Span {
		at := strings.Index(fixtureText, quote)
		if at < 0 {
			t.Fatalf("no %q in the text", quote)
		}
		start := utf8.RuneCountInString(fixtureText[:at])
		return reader.Span{Start: start, End: start + utf8.RuneCountInString(quote), Quote: quote}
	}
	section := func(id, parent, ordinal, title string, depth int, role reader.Role) reader.Section {
		s := span(ordinal + title)
		return reader.Section{ID: id, Parent: parent, Ordinal: ordinal, Title: title, Depth: depth, Start: s.Start, End: s.End, Role: role}
	}
	statement := func(id, section, quote string) reader.Statement {
		return reader.Statement{ID: id, Section: section, Span: span(quote), Kind: "other"}
	}
	return &reader.Report{
		Schema: reader.Schema,
		Document: reader.Document{
			Title: "青川省2026年政府工作报告", Jurisdiction: "青川省", Level: "province", Kind: "report",
			ReportDate: "2026-01-20", ReviewYear: 2025, PlanYear: 2026, Speaker: "林川",
			Source: reader.Source{
				Name: "青川.txt", SHA256: "ab12", MediaType: "text/plain", Charset: "utf-8",
				CodePoints: utf8.RuneCountInString(fixtureText),
			},
		},
		Sections: []reader.Section{
			section("s1", "", "一、", "2025年工作回顾", 1, reader.RoleReview),
			section("s2", "", "二、", "2026年重点工作", 1, reader.RolePlan),
			section("s3", "s2", "（一）", "稳增长", 2, reader.RolePlan),
			section("s4", "s2", "（二）", "十件民生实事", 2, reader.RolePlan),
		},
		Statements: []reader.Statement{
			statement("t1", "s1", "地区生产总值达到1.2万亿元，增长5.4%。"),
			statement("t2", "s1", "新改建农村公路3100\n公里。"),
			statement("t3", "s1", "失业率5.1%，下降+0.3个百分点。"),
			statement("t4", "s3", "力争地区生产总值增长5%左右。"),
			statement("t5", "s3", `=HYPERLINK("x")|<b>启动青川湖引水工程，年底前完成投资20亿元以上。`),
		},
		Indicators: []reader.Indicator{
			{
				ID: "i1", Statement: "t1", Section: "s1", Span: span("1.2万亿元"), Value: "1200000000000", Unit: "元", Comparator: "=",
				Metric: "地区生产总值", MetricKey: "gdp", Measure: "level", Status: "actual", Year: 2025,
			},
			{
				ID: "i2", Statement: "t1", Section: "s1", Span: span("5.4%"), Value: "5.4", Unit: "%", Comparator: "=",
				Metric: "地区生产总值", MetricKey: "gdp", Measure: "growth", Direction: "up", Status: "actual", Year: 2025,
			},
			{
				ID: "i3", Statement: "t2", Section: "s1", Span: span("3100\n公里"), Value: "3100", Unit: "公里", Comparator: "=",
				Metric: "农村公路", Action: "新改建", Measure: "count", Status: "actual", Year: 2025,
			},
			{
				ID: "i4", Statement: "t3", Section: "s1", Span: span("+0.3个百分点"), Value: "0.3", Unit: "百分点", Comparator: "=",
				Metric: "失业率", Measure: "change", Direction: "down", Status: "actual", Year: 2025,
			},
			{
				ID: "i5", Statement: "t4", Section: "s3", Span: span("5%"), Value: "5", Unit: "%", Comparator: "~",
				Metric: "地区生产总值", MetricKey: "gdp", Measure: "growth", Direction: "up", Status: "target", Year: 2026,
				Nature: "expected", Strength: "strive",
			},
			{
				ID: "i6", Statement: "t5", Section: "s3", Span: span("20亿元"), Value: "2000000000", Unit: "元", Comparator: ">=",
				Metric: "投资", Action: "完成", Measure: "level", Status: "target", Year: 2026,
			},
		},
		Actions: []reader.Action{{
			ID: "a1", Statement: "t5", Section: "s3", Span: span(`=HYPERLINK("x")|<b>启动青川湖引水工程，年底前完成投资20亿元以上`),
			Title: `=HYPERLINK("x")|<b>启动青川湖引水工程`, Kind: "project", Deadline: "2026-12-31",
			Indicators: []string{"i6"}, Places: []string{}, Projects: []string{"青川湖引水工程"},
			LeadSuggestions: []reader.LeadSuggestion{
				{Unit: "省水利厅", Score: "0.9", Because: "引水"}, {Unit: "省发展改革委", Score: "0.4", Because: "工程"},
			},
		}},
		Repairs: []reader.Repair{},
		Diagnostics: []reader.Diagnostic{
			{Severity: "warn", Code: "empty_section", Message: "标题下没有内容"},
			{Severity: "info", Code: "x", Message: "只是提示"},
			{Severity: "warn", Code: "undecodable", Message: "bytes"},
			{Severity: "warn", Code: "undecodable", Message: "bytes"},
		},
	}
}
