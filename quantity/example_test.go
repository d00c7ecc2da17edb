package quantity_test

import (
	"fmt"

	"github.com/luoshi-project/luoshi/quantity"
)

func ExampleScan() {
	text := "新建泵站3—5座，投资超过1.2亿元，排全省第2位"
	for _, q := range quantity.Scan(text) {
		fmt.Println(text[q.Start:q.End], q.Comparator, q.Value, q.Max, q.Unit, q.Kind)
	}
	// Output:
	// 3—5座 range 3 5 座 count
	// 1.2亿元 > 120000000 0 元 money
	// 第2位 = 2 0 位 rank
}

func ExamplePeriods() {
	text := "6月底前开工，到2030年建成"
	for _, p := range quantity.Periods(text, 2024) {
		fmt.Println(text[p.Start:p.End], p.To, p.Deadline)
	}
	// Output:
	// 6月底前 2024-06-30 true
	// 到2030年 2030-12-31 true
}
