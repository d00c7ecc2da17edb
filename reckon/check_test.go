package reckon_test

import (
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reckon"
)

// report puts sentences into the review of an invented province's report.
func report(year, review, plan string) reckon.Source {
	next := map[string]string{"2023": "2024", "2024": "2025"}[year]
	text := "政府工作报告\n\n——" + next + "年1月20日在澜川省第十四届人民代表大会上\n\n省长　柏知行\n\n各位代表：\n\n一、" + year + "年工作回顾\n\n" + review +
		"\n\n二、" + next + "年工作安排\n\n今年发展的主要预期目标是：" + plan + "\n"
	return reckon.Source{Text: text, Report: reader.Read(text, reader.Options{})}
}

func TestWhatCannotBeRightInOneDocument(t *testing.T) {
	for _, c := range []struct {
		name, review string
		want         string // part of the note; "" for none
	}{
		{"parts add up to their total", "全省地区生产总值达到1000亿元，其中第一产业增加值100亿元，第二产业增加值400亿元，第三产业增加值500亿元。", ""},
		{"rounding is no misfit", "全省地区生产总值达到1000亿元，其中第一产业增加值100亿元，第二产业增加值399亿元，第三产业增加值500亿元。", ""},
		{"parts that do not add up", "全省地区生产总值达到1000亿元，其中第一产业增加值100亿元，第二产业增加值450亿元，第三产业增加值500亿元。", "合计1050亿元"},
		{"growth that fits level and change", "技术合同成交额110亿元，比上年增加10亿元，增长10%。", ""},
		{"growth that does not fit", "技术合同成交额110亿元，比上年增加10亿元，增长12%。", "算得10%"},
		{"growth that fits where a figure came from", "财政收入由58亿元增加到87亿元，增长50%。", ""},
		{"growth that does not fit where a figure came from", "财政收入由58亿元增加到87亿元，增长45%。", "算得50%"},
		{"a yearly growth is another", "财政收入由58亿元增加到87亿元，年均增长8.5%。", ""},
		{"shares of a whole", "三次产业结构由9.2∶46.6∶44.2调整为9∶45∶46。", ""},
		{"shares that are no whole", "三次产业结构由9.2∶46.6∶44.2调整为9∶54∶46。", "合计109"},
		{"one indicator with one value", "森林覆盖率达到41.7%。山川日新，森林覆盖率达到41.7%。", ""},
		{"one indicator with two values", "森林覆盖率达到41.7%。山川日新，森林覆盖率达到47.1%。", "两个数：41.7%、47.1%"},
		{"half a year is not the year", "社会消费品零售总额增长7.3%。上半年社会消费品零售总额增长6.1%。", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := reckon.Check(report("2024", c.review, "地区生产总值增长5%左右。"), nil, reckon.Options{}).Rows
			switch {
			case c.want == "" && len(rows) > 0:
				t.Errorf("found %s", rows[0].Note)
			case c.want != "" && (len(rows) != 1 || !strings.Contains(rows[0].Note, c.want)):
				t.Errorf("found %+v, want %s", rows, c.want)
			}
		})
	}
}

func TestGrowthAgainstTheYearBefore(t *testing.T) {
	before := report("2023", "全省社会消费品零售总额1000亿元，增长5%。", "地区生产总值增长5%左右。")
	for _, c := range []struct {
		review string
		rows   int
	}{
		{"全省社会消费品零售总额1080亿元，增长8%。", 0},
		{"全省社会消费品零售总额1080亿元，增长8.4%。", 0}, // a revision
		{"全省社会消费品零售总额1080亿元，增长18%。", 1},
	} {
		rows := reckon.Check(report("2024", c.review, "地区生产总值增长5%左右。"), []reckon.Source{before}, reckon.Options{}).Rows
		if len(rows) != c.rows {
			t.Errorf("%s: %+v", c.review, rows)
		}
	}
}

func TestMisprintsAgainstOtherReports(t *testing.T) {
	other := report("2023", strings.Repeat("深化农村集体产权制度改革取得实效。", 6), "地区生产总值增长5%左右。")
	rows := reckon.Check(report("2024", "深化农村集休产权制度改革取得实效。", "地区生产总值增长5%左右。"), []reckon.Source{other}, reckon.Options{}).Rows
	if len(rows) != 1 || !strings.Contains(rows[0].Note, "集休") {
		t.Errorf("found %+v", rows)
	}
	if rows = reckon.Check(report("2024", "深化农村集体产权制度改革取得实效。", "地区生产总值增长5%左右。"), []reckon.Source{other}, reckon.Options{}).Rows; len(rows) != 0 {
		t.Errorf("found %+v", rows)
	}
}

func TestLatinInTheMiddleOfChinese(t *testing.T) {
	for text, want := range map[string]int{
		"发挥就业平台and零工市场作用。":           1,
		"加快5G基站建设，办好“mini”马拉松。":      0,
		"详见www.example.cn网站，建设AI平台。": 0,
	} {
		if rows := reckon.Check(report("2024", text, "地区生产总值增长5%左右。"), nil, reckon.Options{}).Rows; len(rows) != want {
			t.Errorf("%s: %+v", text, rows)
		}
	}
}
