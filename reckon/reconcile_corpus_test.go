package reckon_test

import (
	"slices"
	"testing"

	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reckon"
)

// A goldPair is an annotated promise with what the next report says of it.
type goldPair struct {
	PlanStart   int      `json:"plan_start"`
	PlanEnd     int      `json:"plan_end"`
	PlanQuote   string   `json:"plan_quote"`
	PlanValue   string   `json:"plan_value"`
	ResultStart *int     `json:"result_start"`
	ResultEnd   int      `json:"result_end"`
	Verdict     string   `json:"verdict"`
	Alt         []string `json:"alt_verdicts"`
	Basis       string   `json:"basis"`
	Kind        string   `json:"kind"`
	Optional    bool     `json:"optional"`
	Horizon     any      `json:"horizon"`
}

// TestPlanAgainstResult holds the reckoning of two real reports to the bars:
// promises listed, pairs found, wrong pairs, verdicts, unreported recognised.
func TestPlanAgainstResult(t *testing.T) {
	plan := reader.Read(corpusText(t, "shanxi/003_"), reader.Options{})
	result := reader.Read(corpusText(t, "provinces-2025/province-shanxi-2025"), reader.Options{})
	rows := reckon.Reconcile(plan, result, reckon.Options{}).Rows
	used := make([]bool, len(rows))
	var listed, promises, pairs, found, wrong, right, silent, recognised int
	for _, g := range goldRows[goldPair](t, "plan-vs-result-2024.jsonl") {
		if g.Optional || g.Basis == "umbrella" || g.Kind != "numeric" || g.Horizon != nil {
			continue
		}
		promises++
		best, rank := -1, -1
		for i, r := range rows {
			if used[i] || !overlap(r.Plan.Start, r.Plan.End, g.PlanStart, g.PlanEnd) {
				continue
			}
			score := 0
			if r.Plan.Value == g.PlanValue {
				score = 4
			}
			if said := r.Result != nil; said == (g.ResultStart != nil) {
				score++
				if said && overlap(r.Result.Start, r.Result.End, *g.ResultStart, g.ResultEnd) {
					score += 2
				}
			}
			if score > rank {
				best, rank = i, score
			}
		}
		if best < 0 {
			t.Logf("not listed: %s", g.PlanQuote)
			continue
		}
		listed++
		used[best] = true
		r := rows[best]
		verdict := string(r.Verdict) == g.Verdict || slices.Contains(g.Alt, string(r.Verdict))
		if g.ResultStart == nil {
			silent++
			if r.Result == nil || verdict {
				recognised++
			} else {
				wrong++
				t.Logf("invented: %s: %s", g.PlanQuote, r.Result.Clause)
			}
		} else {
			pairs++
			switch {
			case r.Result == nil:
				t.Logf("not found: %s", g.PlanQuote)
			case overlap(r.Result.Start, r.Result.End, *g.ResultStart, g.ResultEnd):
				found++
			default:
				wrong++
				t.Logf("wrong: %s: %s", g.PlanQuote, r.Result.Clause)
			}
		}
		if verdict {
			right++
		} else {
			t.Logf("%s: %s, not %s: %s", g.PlanQuote, r.Verdict, g.Verdict, r.Reason)
		}
	}
	t.Logf("listed %d/%d, pairs %d/%d, wrong %d, verdicts %d/%d, unreported %d/%d", listed, promises, found, pairs, wrong, right, listed, recognised, silent)
	if 100*listed < 98*promises || found < pairs-1 || wrong > 2 || 100*right < 95*listed || 100*recognised < 95*silent {
		t.Error("below the bars")
	}
}

// TestEveryPairOfReports: any two reports are compared without a fault, and
// every quote is the text of its document.
func TestEveryPairOfReports(t *testing.T) {
	docs := []string{"other/state-china-2021", "other/state-china-2022", "other/province-hebei-2001", "other/county-baoding-shunping-2008", "shanxi/001_", "shanxi/002_"}
	texts, reports := make([][]rune, len(docs)), make([]*reader.Report, len(docs))
	for i, d := range docs {
		text := corpusText(t, d)
		texts[i], reports[i] = []rune(text), reader.Read(text, reader.Options{})
	}
	for i := range docs {
		for j := range docs {
			for _, r := range reckon.Reconcile(reports[i], reports[j], reckon.Options{}).Rows {
				if string(texts[i][r.Plan.Start:r.Plan.End]) != r.Plan.Quote {
					t.Fatalf("%s: %q", docs[i], r.Plan.Quote)
				}
				if r.Result != nil && string(texts[j][r.Result.Start:r.Result.End]) != r.Result.Quote {
					t.Fatalf("%s: %q", docs[j], r.Result.Quote)
				}
			}
			for _, r := range reckon.CascadeOf(reports[i], reports[j:j+1], reckon.Options{}).Rows {
				if r.Lower != nil && string(texts[j][r.Lower.Start:r.Lower.End]) != r.Lower.Quote {
					t.Fatalf("%s: %q", docs[j], r.Lower.Quote)
				}
			}
		}
	}
}
