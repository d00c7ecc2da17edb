package orgfile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/tablefile"
	"github.com/luoshi-project/luoshi/workday"
)

type tableKind string

const (
	unitTable   tableKind = "units"
	peopleTable tableKind = "people"
	leaveTable  tableKind = "leaves"
)

// A column of a table, by any of its headers. The first one that decides is
// what a kind of table is recognised by.
type column struct {
	field   string
	headers []string
	needed  bool
}

var tables = []struct {
	kind    tableKind
	columns []column
}{
	{leaveTable, []column{
		{"person", []string{"请假人", "休假人", "person"}, true},
		{"deputy", []string{"代理人", "代行人", "deputy"}, true},
		{"from", []string{"开始", "开始日期", "起", "from"}, true},
		{"to", []string{"结束", "结束日期", "止", "to"}, true},
	}},
	{peopleTable, []column{
		{"name", []string{"姓名", "name"}, true},
		{"unit", []string{"单位", "所在单位", "单位名称", "单位编号", "unit"}, true},
		{"role", []string{"岗位", "角色", "role"}, true},
		{"person", []string{"账号", "用户名", "人员编号", "person"}, false},
		{"email", []string{"邮箱", "电子邮箱", "email"}, false},
		{"title", []string{"职务", "title"}, false},
		{"seat", []string{"岗位编号", "seat"}, false},
		{"left", []string{"离岗", "left"}, false},
	}},
	{unitTable, []column{
		{"name", []string{"单位名称", "单位", "名称", "name"}, true},
		{"parent", []string{"上级单位", "上级", "parent"}, true},
		{"id", []string{"单位编号", "编号", "id"}, false},
		{"kind", []string{"类型", "单位类型", "kind"}, false},
		{"level", []string{"级别", "层级", "level"}, false},
		{"closed", []string{"撤销", "closed"}, false},
	}},
}

// A table is a sheet whose headers were recognised.
type table struct {
	kind    tableKind
	sheet   *tablefile.Sheet
	header  tablefile.Row
	columns map[string]int
	rows    []tablefile.Row
}

// recognise finds the header of a sheet among its first rows.
func recognise(s *tablefile.Sheet) (*table, bool) {
	const searched = 10
	for i := range min(searched, len(s.Rows)) {
		for _, t := range tables {
			if columns, ok := match(s.Rows[i], t.columns); ok {
				return &table{t.kind, s, s.Rows[i], columns, s.Rows[i+1:]}, true
			}
		}
	}
	return nil, false
}

func match(header tablefile.Row, want []column) (map[string]int, bool) {
	found := map[string]int{}
	for _, c := range want {
		i := slices.IndexFunc(header.Cells, func(cell string) bool { return slices.Contains(c.headers, strings.ToLower(cell)) })
		if i >= 0 {
			found[c.field] = i
		} else if c.needed {
			return nil, false
		}
	}
	return found, true
}

// reader gathers what the rows of all tables say.
type reader struct {
	chart    access.Chart
	problems []Problem
	units    map[string][]string // name or id → ids
	people   map[string][]string
	seats    map[string]int // unit and role → how many seats of it were read
	table    *table
	row      tablefile.Row
}

func newReader(have access.Chart) *reader {
	r := &reader{units: map[string][]string{}, people: map[string][]string{}, seats: map[string]int{}}
	for i := range have.Units {
		r.know(r.units, have.Units[i].ID, have.Units[i].Name)
	}
	for i := range have.People {
		r.know(r.people, have.People[i].ID, have.People[i].Name)
	}
	return r
}

// know notes the id and name of a unit or person; an id goes before a name.
func (*reader) know(m map[string][]string, id, name string) {
	m[id] = []string{id}
	if name != id && !slices.Contains(m[name], id) && !slices.Equal(m[name], []string{name}) {
		m[name] = append(m[name], id)
	}
}

func (r *reader) cell(field string) string {
	i, ok := r.table.columns[field]
	if !ok {
		return ""
	}
	return r.row.Cell(i)
}

func (r *reader) problem(field, zh, en string) {
	column := ""
	if i, ok := r.table.columns[field]; ok {
		column = r.table.header.Cell(i)
	}
	r.problems = append(r.problems, Problem{r.table.sheet.Name, r.row.Number, column, Words{ZH: zh, EN: en}})
}

func (r *reader) read(t *table) {
	r.table = t
	steps := map[tableKind]func(){unitTable: r.unit, peopleTable: r.person, leaveTable: r.leave}
	if t.kind == unitTable { // a unit may stand before the one above it
		for _, r.row = range t.rows {
			if name := r.cell("name"); name != "" {
				r.know(r.units, or(r.cell("id"), name), name)
			}
		}
	}
	for _, r.row = range t.rows {
		if !r.row.Blank() {
			steps[t.kind]()
		}
	}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// find finds the one that a name or id means.
func (r *reader) find(m map[string][]string, field, name string) string {
	switch ids := m[name]; len(ids) {
	case 1:
		return ids[0]
	case 0:
		r.problem(field, "没有：“"+name+"”", "there is no “"+name+"”")
	default:
		r.problem(field, "重名，请写编号或者账号："+strings.Join(ids, "、"), "several have this name; write the id: "+strings.Join(ids, ", "))
	}
	return ""
}

func (r *reader) unit() {
	u := access.Unit{ID: or(r.cell("id"), r.cell("name")), Name: r.cell("name")}
	if u.Name == "" {
		r.problem("name", "没有单位名称", "the unit has no name")
		return
	}
	if parent := r.cell("parent"); parent != "" {
		u.Parent = r.find(r.units, "parent", parent)
	}
	u.Kind = access.Kind(word(r, "kind", kinds))
	u.Level = word(r, "level", levels)
	u.Closed = r.yes("closed")
	r.chart.Units = append(r.chart.Units, u)
}

// A meaning is a word of the chart by the words that people write for it, the
// usual one first.
type meaning struct {
	word    string
	chinese []string
}

var (
	kinds = []meaning{
		{string(access.Government), []string{"政府"}},
		{string(access.Department), []string{"部门"}},
		{string(access.Section), []string{"处室", "科室"}},
		{string(access.Enterprise), []string{"企业"}},
	}
	levels = []meaning{
		{"province", []string{"省", "省级"}},
		{"city", []string{"市", "市级"}},
		{"county", []string{"县", "县级", "区", "县区"}},
		{"township", []string{"乡镇", "乡", "乡级", "镇", "街道"}},
	}
)

// word reads a cell that holds one of a few words.
func word(r *reader, field string, meanings []meaning) string {
	cell := r.cell(field)
	var zh, en []string
	for _, m := range meanings {
		if cell == m.word || slices.Contains(m.chinese, cell) {
			return m.word
		}
		zh, en = append(zh, m.chinese[0]), append(en, m.word)
	}
	if cell != "" {
		r.problem(field, "看不懂“"+cell+"”，可写："+strings.Join(zh, "、"), fmt.Sprintf("%q is not one of %s", cell, strings.Join(en, ", ")))
	}
	return cell
}

// chineseFor is the usual word of people for a word of the chart.
func chineseFor(meanings []meaning, word string) string {
	for _, m := range meanings {
		if m.word == word {
			return m.chinese[0]
		}
	}
	return word
}

func (r *reader) yes(field string) bool {
	return slices.Contains([]string{"是", "yes", "true", "1", "√"}, strings.ToLower(r.cell(field)))
}

// person reads a row of people: a person and the seat held. A row without a name
// is a vacant seat.
func (r *reader) person() {
	role := roleOf(r.cell("role"))
	if role == "" {
		list := make([]string, 0, len(access.Roles()))
		for _, role := range access.Roles() {
			list = append(list, role.Title().ZH)
		}
		r.problem("role", "没有这种岗位；岗位有："+strings.Join(list, "、"), "there is no such role; roles are: "+strings.Join(list, ", "))
		return
	}
	unit := r.find(r.units, "unit", r.cell("unit"))
	name, id := r.cell("name"), r.cell("person")
	if id == "" {
		id = name
		if ids := r.people[name]; len(ids) == 1 {
			id = ids[0]
		}
	}
	if name == "" && id != "" {
		r.problem("name", "没有姓名", "the person has no name")
		return
	}
	if id != "" {
		r.know(r.people, id, name)
		p := access.Person{ID: id, Name: name, Email: r.cell("email"), Left: r.yes("left")}
		i := slices.IndexFunc(r.chart.People, func(have access.Person) bool { return have.ID == id })
		switch {
		case i < 0:
			r.chart.People = append(r.chart.People, p)
		case r.chart.People[i].Name != name:
			r.problem("person", "账号已用于"+r.chart.People[i].Name, "the account is that of "+r.chart.People[i].Name)
		}
	}
	r.seats[unit+"/"+string(role)]++
	seat := r.cell("seat")
	if seat == "" {
		seat = unit + "/" + string(role)
		if n := r.seats[seat]; n > 1 {
			seat = fmt.Sprintf("%s/%d", seat, n)
		}
	}
	r.chart.Seats = append(r.chart.Seats, access.Seat{ID: seat, Unit: unit, Role: role, Title: r.cell("title"), Holder: id})
}

func roleOf(s string) access.Role {
	for _, role := range access.Roles() {
		if s == string(role) || s == role.Title().ZH {
			return role
		}
	}
	return ""
}

func (r *reader) leave() {
	l := access.Leave{
		Person: r.find(r.people, "person", r.cell("person")), Deputy: r.find(r.people, "deputy", r.cell("deputy")),
		From: r.day("from"), To: r.day("to"),
	}
	r.chart.Leaves = append(r.chart.Leaves, l)
}

func (r *reader) day(field string) workday.Date {
	d, err := workday.ParseDate(r.cell(field))
	if err != nil {
		r.problem(field, "日期写作2026-01-30", "write the date as 2026-01-30")
	}
	return d
}
