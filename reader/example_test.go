package reader_test

import (
	"fmt"

	"github.com/luoshi-project/luoshi/reader"
)

// A report in small: what was reported stands beside what is promised, and
// every entry says which characters it came from.
func ExampleRead() {
	const text = `政府工作报告
——2025年1月17日在澜川省第十四届人民代表大会第三次会议上
省长 柏知行
一、2024年工作回顾
城镇新增就业37.9万人，粮食产量252.3亿斤，比上年增产3.7亿斤。
二、2025年工作安排
粮食产量达到253亿斤以上。确保砚鹤高铁6月底前开通运营。`

	report := reader.Read(text, reader.Options{})
	fmt.Println(report.Document.Jurisdiction, report.Document.ReportDate, report.Document.Speaker)
	for _, ind := range report.Indicators {
		fmt.Println(ind.Year, ind.Status, ind.Metric, ind.Comparator, ind.Value, ind.Unit)
	}
	characters := []rune(text)
	for _, act := range report.Actions {
		fmt.Println(act.Kind, act.Deadline, string(characters[act.Start:act.End]))
	}
	// Output:
	// 澜川省 2025-01-17 柏知行
	// 2024 actual 城镇新增就业 = 379000 人
	// 2024 actual 粮食产量 = 25230000000 斤
	// 2024 actual 粮食产量 = 370000000 斤
	// 2025 target 粮食产量 >= 25300000000 斤
	// target  粮食产量达到253亿斤以上
	// project 2025-06-30 确保砚鹤高铁6月底前开通运营
}
