package orgfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/tablefile"
	"go.yaml.in/yaml/v3"
)

// Words is a text in Chinese and English.
type Words = deadline.Words

// A Problem is what is wrong with a row of a table.
type Problem struct {
	Sheet  string `json:"sheet,omitempty"`
	Row    int    `json:"row"`
	Column string `json:"column,omitempty"`
	Words  Words  `json:"words"`
}

// String names the place and says what is wrong, in English.
func (p Problem) String() string {
	where := fmt.Sprintf("row %d", p.Row)
	if p.Sheet != "" {
		where = p.Sheet + ", " + where
	}
	if p.Column != "" {
		where += ", " + p.Column
	}
	return where + ": " + p.Words.EN
}

// Invalid says everything that is wrong with a file.
type Invalid struct{ Problems []Problem }

// Error lists the problems, one a line.
func (e *Invalid) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

func wrong(zh, en string) error { return &tablefile.Wrong{Words: Words{ZH: zh, EN: en}} }

// Read reads a file into a chart. Tables may name units and people by name; those
// of have are known too. The chart fits have: access.New accepts have.With(it).
// What is wrong with rows is an *Invalid.
func Read(name string, data []byte, have access.Chart) (access.Chart, error) {
	var chart access.Chart
	var err error
	switch strings.ToLower(filepath.Ext(name)) {
	case ".yaml", ".yml":
		chart, err = readYAML(data)
	case ".xlsx", ".csv", ".tsv", ".txt":
		chart, err = readTables(data, have)
	default:
		return chart, wrong("请用 .xlsx、.csv 或者 .yaml 文件", "units and people are read from .yaml, .xlsx and .csv files")
	}
	if err != nil {
		return chart, err
	}
	if len(chart.Units)+len(chart.People)+len(chart.Seats)+len(chart.Leaves) == 0 {
		return chart, wrong("表头下面没有内容", "it lists no units, people, seats or leaves")
	}
	_, err = access.New(have.With(chart))
	return chart, err
}

func readYAML(data []byte) (access.Chart, error) {
	var chart access.Chart
	in := yaml.NewDecoder(bytes.NewReader(data))
	in.KnownFields(true)
	if err := in.Decode(&chart); err != nil && !errors.Is(err, io.EOF) {
		return chart, errors.New(strings.ReplaceAll(strings.TrimPrefix(err.Error(), "yaml: "), "unmarshal errors:\n  ", ""))
	}
	return chart, nil
}

func readTables(data []byte, have access.Chart) (access.Chart, error) {
	sheets, err := tablefile.Read(data)
	if err != nil {
		return access.Chart{}, err
	}
	r := newReader(have)
	var known int
	// Units first, whatever the order of the sheets: people are placed in them.
	for _, kind := range []tableKind{unitTable, peopleTable, leaveTable} {
		for i := range sheets {
			t, ok := recognise(&sheets[i])
			if !ok || t.kind != kind {
				continue
			}
			known++
			r.read(t)
		}
	}
	switch {
	case known == 0:
		return access.Chart{}, wrong("没有认出表头。表头要有：单位名称、上级单位；或者姓名、单位、岗位；或者请假人、代理人、开始、结束",
			"no table of units, people or leaves was recognised by its headers: "+
				"单位名称 上级单位 类型 级别; 姓名 账号 单位 岗位; 请假人 代理人 开始 结束")
	case len(r.problems) > 0:
		return access.Chart{}, &Invalid{r.problems}
	}
	return r.chart, nil
}
