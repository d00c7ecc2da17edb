package reckon_test

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reckon"
)

// sampleReport reads a report of the invented province.
func sampleReport(t *testing.T, name string) (string, *reader.Report) {
	t.Helper()
	b, err := os.ReadFile("../sample/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), reader.Read(string(b), reader.Options{})
}

// sampleRows returns the rows of a table of the sample, each by the names in
// its head.
func sampleRows(t *testing.T, name string) []map[string]string {
	t.Helper()
	b, err := os.ReadFile("../sample/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var head []string
	var out []map[string]string
	for sc := bufio.NewScanner(strings.NewReader(string(b))); sc.Scan(); {
		cells := strings.Split(sc.Text(), "\t")
		if head == nil {
			head = cells
			continue
		}
		row := map[string]string{}
		for i, c := range cells {
			row[head[i]] = c
		}
		out = append(out, row)
	}
	return out
}

// spanOf finds a passage that stands once in a text, in code points.
func spanOf(text, passage string) (start, end int) {
	at := strings.Index(text, passage)
	if passage == "" || at < 0 {
		return -1, -1
	}
	start = utf8.RuneCountInString(text[:at])
	return start, start + utf8.RuneCountInString(passage)
}

func overlap(a0, a1, b0, b1 int) bool { return a0 < b1 && b0 < a1 }

func TestSampleIsReconciledAsACarefulReaderDoes(t *testing.T) {
	planText, plan := sampleReport(t, "2024.txt")
	resultText, result := sampleReport(t, "2025.txt")
	rec := reckon.Reconcile(plan, result, reckon.Options{})
	if rec.Year != 2024 {
		t.Fatalf("year %d", rec.Year)
	}
	promises, right := sampleRows(t, "promises.tsv"), 0
	for _, p := range promises {
		a, b := spanOf(planText, p["plan"])
		x, y := spanOf(resultText, p["result"])
		found := false
		var got []string
		for _, row := range rec.Rows {
			if !overlap(row.Plan.Start, row.Plan.End, a, b) {
				continue
			}
			says := string(row.Verdict) + " " + string(row.Basis)
			if row.Result != nil {
				says += " " + row.Result.Clause
			}
			got = append(got, row.Metric+": "+says)
			where := row.Result == nil && x < 0 || row.Result != nil && x >= 0 && overlap(row.Result.Start, row.Result.End, x, y)
			if where && string(row.Verdict) == p["verdict"] && string(row.Basis) == p["basis"] {
				found = true
			}
		}
		if found {
			right++
		} else {
			t.Logf("%s %s: want %s %s %q, got %q", p["id"], p["plan"], p["verdict"], p["basis"], p["result"], got)
		}
	}
	if 100*right < 97*len(promises) {
		t.Errorf("%d of %d promises are judged as a careful reader does", right, len(promises))
	}
}

func TestEveryQuoteIsTheTextOfItsDocument(t *testing.T) {
	planText, plan := sampleReport(t, "2024.txt")
	resultText, result := sampleReport(t, "2025.txt")
	a, b := []rune(planText), []rune(resultText)
	for _, row := range reckon.Reconcile(plan, result, reckon.Options{}).Rows {
		if got := string(a[row.Plan.Start:row.Plan.End]); got != row.Plan.Quote {
			t.Errorf("plan %d: %q is quoted as %q", row.Plan.Start, got, row.Plan.Quote)
		}
		if row.Result == nil {
			if row.Verdict != reckon.Unreported || row.Basis != reckon.ByNothing {
				t.Errorf("%s: %s on basis %s without a result", row.Metric, row.Verdict, row.Basis)
			}
			continue
		}
		if got := string(b[row.Result.Start:row.Result.End]); got != row.Result.Quote {
			t.Errorf("result %d: %q is quoted as %q", row.Result.Start, got, row.Result.Quote)
		}
		if row.Reason == "" || row.Confidence == "" {
			t.Errorf("%s: no reason or confidence", row.Metric)
		}
	}
}

func TestSlipsOfTheDigestAreFoundAndTyped(t *testing.T) {
	digest, _ := sampleReport(t, "digest-2025.txt")
	full, _ := sampleReport(t, "2025.txt")
	rows := reckon.Proofread(digest, full).Rows
	kinds := map[string]reckon.Kind{"digit": reckon.KindNumber, "name": reckon.KindName, "unit": reckon.KindNumber}
	for _, slip := range sampleRows(t, "slips.tsv") {
		a, b := spanOf(digest, slip["digest"])
		x, y := spanOf(full, slip["report"])
		found := false
		for _, r := range rows {
			if overlap(r.A.Start, r.A.End, a, b) && overlap(r.B.Start, r.B.End, x, y) {
				found = r.Type == kinds[slip["type"]] && r.Severity == reckon.ChangesMeaning
				if !found {
					t.Logf("%+v", r)
				}
			}
		}
		if !found {
			t.Errorf("%s %s is not found as a %s", slip["id"], slip["digest"], slip["type"])
		}
	}
	for _, r := range rows {
		if got := string([]rune(digest)[r.A.Start:r.A.End]); got != r.A.Quote {
			t.Errorf("digest %d: %q is quoted as %q", r.A.Start, got, r.A.Quote)
		}
		if got := string([]rune(full)[r.B.Start:r.B.End]); got != r.B.Quote {
			t.Errorf("report %d: %q is quoted as %q", r.B.Start, got, r.B.Quote)
		}
	}
}

// A text copied from a PDF has radicals in the place of characters; it says the same.
func TestRadicalsSayTheSame(t *testing.T) {
	radicals := strings.NewReplacer("人", "⼈", "工", "⼯", "民", "⺠", "生", "⽣", "高", "⾼", "长", "⻓", "水", "⽔", "面", "⾯")
	plan, planReport := sampleReport(t, "2024.txt")
	result, resultReport := sampleReport(t, "2025.txt")
	copied := radicals.Replace(plan)
	for _, row := range reckon.Proofread(copied, plan).Rows {
		t.Errorf("%s differs from %s", row.A.Quote, row.B.Quote)
	}
	want := reckon.Reconcile(planReport, resultReport, reckon.Options{}).Rows
	got := reckon.Reconcile(reader.Read(copied, reader.Options{}), reader.Read(radicals.Replace(result), reader.Options{}), reckon.Options{}).Rows
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	for i := range got {
		if got[i].Verdict != want[i].Verdict || got[i].Metric != want[i].Metric {
			t.Errorf("%s: %s, want %s: %s", got[i].Metric, got[i].Verdict, want[i].Metric, want[i].Verdict)
		}
	}
}
