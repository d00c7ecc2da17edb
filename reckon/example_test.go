package reckon_test

import (
	"fmt"
	"strings"

	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reckon"
)

// Two years of an invented county.
const (
	planText = `政府工作报告
——2024年1月20日在青砧县第十八届人民代表大会第三次会议上
一、2023年工作回顾
各项工作有序推进。
二、2024年工作安排
新建改建农村公路90公里。改造农村户厕8万户。建成青砧大桥。`

	resultText = `政府工作报告
——2025年1月18日在青砧县第十八届人民代表大会第四次会议上
一、2024年工作回顾
新建改建农村公路97公里。青砧大桥开工建设。
二、2025年工作安排
新建公园5个。`
)

func ExampleReconcile() {
	plan, result := reader.Read(planText, reader.Options{}), reader.Read(resultText, reader.Options{})
	rec := reckon.Reconcile(plan, result, reckon.Options{})
	for _, row := range rec.Rows {
		fmt.Printf("%s: %s [%s]\n", row.Verdict, row.Plan.Clause, row.Margin)
	}
	// Output:
	// exceeded: 新建改建农村公路90公里 [+7公里（完成107.8%）]
	// unreported: 改造农村户厕8万户 []
	// partial: 建成青砧大桥 []
}

// A person overrules a pairing; the next run keeps to it.
func ExampleDecisions() {
	plan, result := reader.Read(planText, reader.Options{}), reader.Read(resultText, reader.Options{})
	rec := reckon.Reconcile(plan, result, reckon.Options{})
	var kept reckon.Decisions
	d := reckon.Decide(rec.Rows[0], reckon.Overruled, nil)
	d.Note, d.By = "97公里含上年续建", "office"
	kept.Put(d)
	row := reckon.Reconcile(plan, result, reckon.Options{Decisions: &kept}).Rows[0]
	fmt.Println(row.Verdict, row.Decided, row.Reason)
	// Output: unreported overruled 97公里含上年续建
}

func ExampleCarryOver() {
	plan, result := reader.Read(planText, reader.Options{}), reader.Read(resultText, reader.Options{})
	for _, c := range reckon.CarryOver(reckon.Reconcile(plan, result, reckon.Options{})) {
		fmt.Println(c.Title, c.Row.Verdict)
	}
	// Output:
	// 改造农村户厕8万户 unreported
	// 建成青砧大桥 partial
}

func ExampleProofread() {
	digest, full := "新建农村公路90公里，改造户厕8万户。", "新改建农村公路90公里，改造户厕9万户。"
	for _, d := range reckon.Proofread(digest, full).Rows {
		fmt.Println(d.Type, d.Severity, d.Note)
	}
	// Output:
	// word meaning 少“改”
	// number meaning “8”与“9”不同
}

// Names for the same thing are added in a table of the form of Aliases.
func ExampleLoadWords() {
	plan := reader.Read(planText+"\n农村公厕管护率达到90%。", reader.Options{})
	result := reader.Read(strings.Replace(resultText, "二、", "乡村厕所维护率达到92%。\n二、", 1), reader.Options{})
	verdict := func(words *reckon.Words) reckon.Verdict {
		rows := reckon.Reconcile(plan, result, reckon.Options{Words: words}).Rows
		return rows[len(rows)-1].Verdict
	}
	words, err := reckon.LoadWords("农村公厕管护率\t乡村厕所维护率\n")
	fmt.Println(verdict(nil), verdict(words), err)
	// Output: unreported exceeded <nil>
}
