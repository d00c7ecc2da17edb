package reader

import "testing"

func TestDeadline(t *testing.T) {
	const year = 2024
	for _, c := range []struct{ text, want, why string }{
		{"完成主城区年度绿化任务", "", "年度 of something else"},
		{"完成年度绿化任务", "2024-12-31", "the year's task"},
		{"年底前全部投用", "2024-12-31", "the end of the year"},
		{"全年培训农民5000人", "2024-12-31", "the whole year"},
		{"年内启动地铁规划", "2024-12-31", "within the year"},
		{"三年内建成园区5个", "2026-12-31", "within three years, this one included"},
		{"确保明年底全线贯通", "2025-12-31", "the end of next year"},
		{"上半年完成选址", "2024-06-30", "half a year"},
		{"三季度前完成拆迁", "2024-09-30", "a quarter"},
		{"2月底前下达计划", "2024-02-29", "a month, in a leap year"},
		{"10月前完成供暖检修", "2024-09-30", "before a month begins"},
		{"力争2027年建成百亿产业集群", "2027-12-31", "a year that is aimed at"},
		{"到2025年6月实现通航", "2025-06-30", "a month of a year"},
		{"2026年底前完成搬迁", "2026-12-31", "the end of a year"},
		{"到“十四五”末建成口袋公园100个", "2025-12-31", "the end of a five-year plan"},
		{"办好2025年青年运动会", "", "a year in a name"},
		{"改造2000年前建成的老旧小区", "", "what was built before"},
		{"制定2030年前降碳行动方案", "", "what a plan is called after"},
		{"实施“2024年底清零”行动", "", "a name in quotation marks"},
		{"建设全年龄友好社区", "", "全年 inside another word"},
		{"实施环境提升三年行动", "", "how long something takes"},
		{"加快推进县城更新", "", "no date"},
	} {
		if got := deadlineOf(c.text, year); got != c.want {
			t.Errorf("%s: got %q, want %q: %s", c.text, got, c.want, c.why)
		}
	}
	if got := deadlineOf("年底前全部投用", 0); got != "" {
		t.Errorf("without a year planned for: got %q", got)
	}
}
