package tablefile_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/tablefile"
	"github.com/xuri/excelize/v2"
	"golang.org/x/tools/txtar"
)

func org(t *testing.T) *access.Org {
	t.Helper()
	o, err := access.New(access.Chart{
		Units: []access.Unit{
			{ID: "city", Name: "甲市政府", Kind: access.Government, Level: "city"},
			{ID: "fgw", Name: "市发展局", Parent: "city"},
			{ID: "czj", Name: "市财政局", Parent: "city"},
			{ID: "jtj", Name: "路桥局", Parent: "city"},
			{ID: "east", Name: "东县", Parent: "city", Level: "county"},
			{ID: "east-czj", Name: "东县财政局", Parent: "east"},
		},
		People: []access.Person{{ID: "wang", Name: "王某"}},
		Seats:  []access.Seat{{ID: "vice", Unit: "city", Role: access.Leader, Title: "常务副市长", Holder: "wang"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// Each case is a table as an office keeps it and what is read from it.
func TestBreakdownTables(t *testing.T) {
	cases, _ := filepath.Glob("testdata/*.txtar")
	if len(cases) == 0 {
		t.Fatal("no cases")
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			sheets, err := tablefile.Read(ar.Files[0].Data)
			if err != nil {
				t.Fatal(err)
			}
			got := show(&sheets[0], tablefile.Options{Year: 2026}, org(t))
			if os.Getenv("UPDATE") != "" {
				ar.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(ar.Files[1].Data), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func show(s *tablefile.Sheet, opts tablefile.Options, o *access.Org) string {
	var b strings.Builder
	table, err := tablefile.Parse(s, opts)
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	drafts, more := table.Drafts(o, ledger.Matter{Assigning: "city", Regime: "work-report"})
	for _, d := range drafts {
		m := d.Matter
		fmt.Fprintf(&b, "%d: %s|%s|%s|%s|%s|%s|%s|%s\n", d.Row, m.Number, m.Title, m.Text, m.List, m.Suggested, strings.Join(m.Supporting, ","), m.InCharge, m.Deadline)
	}
	for _, p := range append(table.Problems, more...) {
		fmt.Fprintln(&b, p, "/", p.Words.ZH)
	}
	if table.Skipped != nil {
		fmt.Fprintln(&b, "skipped:", table.Skipped)
	}
	return b.String()
}

// A workbook with a title line, a header of merged cells, a task that spans two
// rows, and dates kept as dates.
func TestWorkbookWithMergedCellsAndDates(t *testing.T) {
	f := excelize.NewFile()
	rows := [][]any{
		{"2026年重点任务分工表"},
		{"序号", "重点任务", "具体举措", "牵头单位", "完成时限"},
		{1, "建公园", "选址", "市发展局", 46112},
		{nil, nil, "开工", "路桥局", 46295},
	}
	for i, r := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	style, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
	_ = f.SetCellStyle("Sheet1", "E3", "E4", style)
	_ = f.MergeCell("Sheet1", "A1", "E1")
	_ = f.MergeCell("Sheet1", "B3", "B4")
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	sheets, err := tablefile.Read(buf.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	got := show(&sheets[0], tablefile.Options{}, org(t))
	want := "3: |建公园|选址||fgw|||2026-03-31\n4: |建公园|开工||jtj|||2026-09-30\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What is no table is refused with words, and nothing breaks the reader.
func TestRefusesWhatIsNoTable(t *testing.T) {
	for name, data := range map[string]string{
		"old workbook": "\xd0\xcf\x11\xe0", "damaged workbook": "PK\x03\x04 no zip", "binary": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\xff\xfe",
	} {
		if _, err := tablefile.Read([]byte(data)); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("任务,牵头单位,完成时限\n建公园,市发展局,12月底前\n")
	f.Fuzz(func(t *testing.T, text string) {
		sheets, err := tablefile.Read([]byte(text))
		if err != nil {
			return
		}
		for i := range sheets {
			_, _ = tablefile.Parse(&sheets[i], tablefile.Options{Year: 2026})
		}
	})
}
