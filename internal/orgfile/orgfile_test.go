package orgfile_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/orgfile"
	"github.com/luoshi-project/luoshi/internal/tablefile"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/xuri/excelize/v2"
)

var wanted = access.Chart{
	Units: []access.Unit{
		{ID: "city", Name: "甲市政府", Kind: access.Government, Level: "city"},
		{ID: "市发展局", Name: "市发展局", Parent: "city", Kind: access.Department},
	},
	People: []access.Person{{ID: "li", Name: "李某", Email: "li@example.org"}, {ID: "赵某", Name: "赵某"}},
	Seats: []access.Seat{
		{ID: "city/supervision_office", Unit: "city", Role: access.SupervisionOffice, Title: "主任", Holder: "li"},
		{ID: "市发展局/handler", Unit: "市发展局", Role: access.Handler, Holder: "赵某"},
		{ID: "市发展局/handler/2", Unit: "市发展局", Role: access.Handler},
	},
	Leaves: []access.Leave{{
		Person: "li", Deputy: "赵某",
		From: workday.Date{Year: 2026, Month: 3, Day: 2}, To: workday.Date{Year: 2026, Month: 3, Day: 6},
	}},
}

// A workbook lists units, people with their seats, and leaves on sheets of its
// own, in any order; names will do where they are clear.
func TestWorkbook(t *testing.T) {
	data := workbook(t, map[string][][]any{
		"人员": {
			{"姓名", "账号", "单位", "岗位", "职务", "邮箱"},
			{"李某", "li", "甲市政府", "督查室", "主任", "li@example.org"},
			{"赵某", "", "市发展局", "承办人"},
			{"", "", "市发展局", "承办人"},
		},
		"单位": {
			{"机构名册"},
			{"单位编号", "单位名称", "上级单位", "类型", "级别"},
			{"", "市发展局", "甲市政府", "部门", ""},
			{"city", "甲市政府", "", "政府", "市"},
		},
		"离岗": {{"请假人", "代理人", "开始", "结束"}, {"李某", "赵某", "2026-03-02", "2026-03-06"}},
	})
	got, err := orgfile.Read("org.xlsx", data, access.Chart{})
	if err != nil {
		t.Fatal(err)
	}
	want := wanted
	want.Units = []access.Unit{wanted.Units[1], wanted.Units[0]}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestYAML(t *testing.T) {
	got, err := orgfile.Read("org.yaml", []byte(`
units:
  - {id: city, name: 甲市政府, kind: government, level: city}
  - {id: 市发展局, name: 市发展局, parent: city, kind: department}
people:
  - {id: li, name: 李某, email: li@example.org}
  - {id: 赵某, name: 赵某}
seats:
  - {id: city/supervision_office, unit: city, role: supervision_office, title: 主任, holder: li}
  - {id: 市发展局/handler, unit: 市发展局, role: handler, holder: 赵某}
  - {id: 市发展局/handler/2, unit: 市发展局, role: handler}
leaves:
  - {person: li, deputy: 赵某, from: 2026-03-02, to: 2026-03-06}
`), access.Chart{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Error(diff)
	}
}

// A table of people alone is a change: its units are those already there.
func TestPeopleAloneFindUnitsThatAreThere(t *testing.T) {
	got, err := orgfile.Read("people.csv", []byte("\uFEFF姓名,单位,岗位\n周某,市发展局,第一责任人\n"), wanted)
	if err != nil {
		t.Fatal(err)
	}
	want := access.Chart{
		People: []access.Person{{ID: "周某", Name: "周某"}},
		Seats:  []access.Seat{{ID: "市发展局/first_responsible", Unit: "市发展局", Role: access.FirstResponsible, Holder: "周某"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Everything wrong is told at once, with its place.
func TestProblems(t *testing.T) {
	_, err := orgfile.Read("people.csv", []byte("姓名,账号,单位,岗位\n周某,z,水务局,承办人\n吴某,z,市发展局,承办人\n郑某,,市发展局,科长\n"), wanted)
	var invalid *orgfile.Invalid
	if !errors.As(err, &invalid) {
		t.Fatalf("got %v", err)
	}
	want := []string{
		"row 2, 单位: there is no “水务局”",
		"row 3, 账号: the account is that of 周某",
		"row 4, 岗位: there is no such role; roles are: 督查室, 第一责任人, 管理负责人, 承办人, 分管领导, 查看人员, 系统管理员, 安全管理员, 审计管理员",
	}
	if diff := cmp.Diff(want, strings.Split(invalid.Error(), "\n")); diff != "" {
		t.Error(diff)
	}
	for name, data := range map[string]string{
		"a.yaml": "unit: []", "b.yaml": "units: [{id: a}]", "c.yaml": "", "d.csv": "甲,乙\n1,2\n", "e.docx": "", "f.yaml": "units: [", "g.yaml": "seats: [{id: s, unit: nowhere, role: handler}]",
	} {
		if _, err := orgfile.Read(name, []byte(data), access.Chart{}); err == nil {
			t.Errorf("%s was read", name)
		} else if strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %q runs over lines", name, err)
		}
	}
}

func workbook(t *testing.T, sheets map[string][][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for name, rows := range sheets {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			cell, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := f.SetSheetRow(name, cell, &r); err != nil {
				t.Fatal(err)
			}
		}
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// What is written is read back as it was, into the same ledger and into an empty
// one; the sheet that explains the columns changes nothing.
func TestWhatIsWrittenIsReadBack(t *testing.T) {
	for name, have := range map[string]access.Chart{"the same": wanted, "empty": {}} {
		data, err := orgfile.Write(wanted)
		if err != nil {
			t.Fatal(err)
		}
		got, err := orgfile.Read("机构人员.xlsx", data, have)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(wanted, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// What is wrong with a file is said in both languages.
func TestWrongFilesAreToldInBothLanguages(t *testing.T) {
	for name, data := range map[string]string{
		"a.doc": "x", "empty.csv": " ", "other.csv": "甲,乙\n1,2\n", "old.xlsx": "\xd0\xcf\x11\xe0", "broken.xlsx": "PK\x03\x04broken", "rows.csv": "单位名称,上级单位\n",
	} {
		_, err := orgfile.Read(name, []byte(data), access.Chart{})
		var wrong *tablefile.Wrong
		if !errors.As(err, &wrong) || wrong.Words.ZH == "" || strings.ContainsAny(strings.NewReplacer(".xlsx", "", ".xls", "", ".csv", "", ".yaml", "").Replace(wrong.Words.ZH), "abcdefghijklmnopqrstuvwxyz") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
