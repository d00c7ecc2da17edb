package tablefile

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

// A Field is what a column of a breakdown table means, stored as a word.
type Field string

// The fields.
const (
	Number      Field = "number"      // 编号
	Title       Field = "title"       // 任务
	Text        Field = "text"        // 具体内容
	List        Field = "list"        // 类别
	Lead        Field = "lead"        // 牵头单位
	Cooperating Field = "cooperating" // 配合单位
	Units       Field = "units"       // 责任单位: the first leads
	InCharge    Field = "in_charge"   // 责任领导
	Deadline    Field = "deadline"    // 完成时限
)

// Fields lists the fields.
func Fields() []Field {
	return []Field{Number, Title, Text, List, Lead, Cooperating, Units, InCharge, Deadline}
}

// columnWords names, for each field, the headers by which offices call it.
//
//go:embed columns.tsv
var columnWords string

// headers are the words of columns.tsv: header → field.
func headers() map[string]Field {
	m := map[string]Field{}
	for line := range strings.Lines(columnWords) {
		field, names, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(field, "#") {
			continue
		}
		for _, name := range strings.Fields(names) {
			m[name] = Field(field)
		}
	}
	return m
}

// bare is a header without its spaces and remarks: "完成 时限（年月）" → "完成时限".
func bare(header string) string {
	if i := strings.IndexAny(header, "（("); i > 0 {
		header = header[:i]
	}
	return strings.Join(strings.Fields(header), "")
}

// searched is how many rows are looked at for the header.
const searched = 20

// findHeader finds the row that names the columns: the one with the most known
// headers, of which one names the task. own names columns by their headers.
func findHeader(s *Sheet, own map[Field]string) (row int, columns map[Field]int, err error) {
	known := headers()
	row = -1
	for i := range min(searched, len(s.Rows)) {
		found := columnsOf(s.Rows[i], known, own)
		if _, ok := found[Title]; ok && len(found) > len(columns) {
			row, columns = i, found
		}
	}
	if row < 0 {
		if want, ok := own[Title]; ok {
			return row, nil, fmt.Errorf("no row in the first %d has a column %q", searched, want)
		}
		return row, nil, fmt.Errorf("no row in the first %d names a column of tasks; say which it is (title=…)", searched)
	}
	for _, field := range Fields() {
		if want, ok := own[field]; ok {
			if _, found := columns[field]; !found {
				return row, nil, fmt.Errorf("there is no column %q for %s; the columns are %s", want, field, strings.Join(named(s.Rows[row]), ", "))
			}
		}
	}
	return row, columns, nil
}

func named(r Row) []string {
	var names []string
	for _, c := range r.Cells {
		if c != "" && !slices.Contains(names, c) {
			names = append(names, c)
		}
	}
	return names
}

// columnsOf tells which fields the cells of a header row name. What the caller
// named goes first, then the first column of a known name. Where a table has no
// column of titles, its texts are the titles.
func columnsOf(r Row, known map[string]Field, own map[Field]string) map[Field]int {
	found := map[Field]int{}
	taken := make([]bool, len(r.Cells))
	for _, field := range Fields() {
		want, ok := own[field]
		if !ok {
			continue
		}
		for i, c := range r.Cells {
			if c == want || bare(c) == bare(want) {
				found[field], taken[i] = i, true
				break
			}
		}
	}
	for i, c := range r.Cells {
		field, ok := known[bare(c)]
		if _, have := found[field]; !ok || have || taken[i] {
			continue
		}
		if _, named := own[field]; !named {
			found[field] = i
		}
	}
	if text, ok := found[Text]; ok {
		if _, titled := found[Title]; !titled && own[Title] == "" {
			found[Title] = text
			delete(found, Text)
		}
	}
	return found
}
