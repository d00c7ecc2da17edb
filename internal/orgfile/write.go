package orgfile

import (
	"bytes"
	"errors"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/xuri/excelize/v2"
)

// Write writes a chart as a workbook that Read reads: units, people with their
// seats and leaves on a sheet each, to be filled in and given back. A fourth sheet
// says what may stand in the columns; it is not read.
func Write(c access.Chart) (data []byte, err error) {
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	yes := func(b bool) string {
		if b {
			return "是"
		}
		return ""
	}
	units := [][]any{{"单位名称", "上级单位", "类型", "级别", "单位编号", "撤销"}}
	for i := range c.Units {
		u := &c.Units[i]
		units = append(units, []any{u.Name, u.Parent, chineseFor(kinds, string(u.Kind)), chineseFor(levels, u.Level), u.ID, yes(u.Closed)})
	}
	people := [][]any{{"姓名", "账号", "单位", "岗位", "职务", "邮箱", "岗位编号", "离岗"}}
	byID := map[string]*access.Person{}
	for i := range c.People {
		byID[c.People[i].ID] = &c.People[i]
	}
	for i := range c.Seats {
		s := &c.Seats[i]
		p := byID[s.Holder]
		if p == nil {
			p = &access.Person{}
		}
		people = append(people, []any{p.Name, p.ID, s.Unit, s.Role.Title().ZH, s.Title, p.Email, s.ID, yes(p.Left)})
	}
	leaves := [][]any{{"请假人", "代理人", "开始", "结束"}}
	for _, l := range c.Leaves {
		leaves = append(leaves, []any{l.Person, l.Deputy, l.From.String(), l.To.String()})
	}
	for i, sheet := range []struct {
		name string
		rows [][]any
	}{{"单位", units}, {"人员", people}, {"请假代理", leaves}, {"填写说明", notes()}} {
		if err := put(book, i == 0, sheet.name, sheet.rows); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err = book.Write(&out)
	return out.Bytes(), err
}

func put(book *excelize.File, first bool, name string, rows [][]any) error {
	if first {
		if err := book.SetSheetName("Sheet1", name); err != nil {
			return err
		}
	} else if _, err := book.NewSheet(name); err != nil {
		return err
	}
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := book.SetSheetRow(name, cell, &row); err != nil {
			return err
		}
	}
	return book.SetColWidth(name, "A", "H", 18)
}

// notes say what may stand in the columns.
func notes() [][]any {
	all := func(meanings []meaning) string {
		list := ""
		for i, m := range meanings {
			if i > 0 {
				list += "、"
			}
			list += m.chinese[0]
		}
		return list
	}
	roles := ""
	for i, r := range access.Roles() {
		if i > 0 {
			roles += "、"
		}
		roles += r.Title().ZH
	}
	return [][]any{
		{"列", "怎样填写"},
		{"单位：单位名称", "必填"},
		{"单位：上级单位", "写名称或者编号；最上一级不填"},
		{"单位：类型", all(kinds)},
		{"单位：级别", all(levels) + "；不填则同上级"},
		{"单位：单位编号", "不填则用名称；编号相同的替换原来的"},
		{"单位：撤销", "撤销的写“是”"},
		{"人员：姓名", "不填表示岗位空缺"},
		{"人员：账号", "登录用；不填则用姓名"},
		{"人员：单位", "必填，写名称或者编号"},
		{"人员：岗位", roles + "；一个人有几个岗位就写几行"},
		{"人员：岗位编号", "不填则自动编号；换人时编号不变，只改姓名和账号"},
		{"人员：离岗", "已离岗的写“是”"},
		{"请假代理：开始、结束", "写作2026-01-30，两天都算在内"},
	}
}
