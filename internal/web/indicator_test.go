package web

import (
	"math/big"
	"net/http"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// A quantity is expected to grow to its target; a rate and an upper limit are
// held against the target all the time.
func TestExpectedPath(t *testing.T) {
	from, to := workday.Date{Year: 2026, Month: 1, Day: 1}.At(0), workday.Date{Year: 2027, Month: 1, Day: 1}.At(0)
	may := from.Add(to.Sub(from) * 3 / 8)
	for _, c := range []struct {
		in   ledger.Indicator
		how  string
		want string
	}{
		{ledger.Indicator{Unit: "个", Target: "80"}, "linear", "30"},
		{ledger.Indicator{Unit: "个", Target: "80"}, "quarter", "20"},
		{ledger.Indicator{Unit: "个", Target: "80", Baseline: "40"}, "linear", "55"},
		{ledger.Indicator{Unit: "%", Target: "6"}, "linear", "6"},
		{ledger.Indicator{Unit: "万吨", Target: "10", Compare: "<="}, "linear", "10"},
	} {
		target, _ := new(big.Rat).SetString(c.in.Target)
		baseline := new(big.Rat)
		if c.in.Baseline != "" {
			baseline.SetString(c.in.Baseline)
		}
		if got := decimal(pathOf(&c.in, baseline, target, from, to, c.how)(may)); got != c.want {
			t.Errorf("%+v %s: %s, want %s", c.in, c.how, got, c.want)
		}
	}
	if !lags("<=", big.NewRat(11, 1), big.NewRat(10, 1)) || lags("<=", big.NewRat(9, 1), big.NewRat(10, 1)) || !lags("", big.NewRat(9, 1), big.NewRat(10, 1)) {
		t.Error("a limit is exceeded upwards, a target missed downwards")
	}
}

// The page tells who is behind, and who has said nothing.
func TestIndicators(t *testing.T) {
	o := newTown(t)
	id := o.paper("2025.txt", promises)
	v, err := o.site.review.Paper(t.Context(), "supervision_office", id)
	o.must(err)
	text := v.Reading().Text
	for i, value := range []string{"30", "1", ""} {
		s, err := o.ledger.Docket(t.Context(), "supervision_office", ledger.Matter{
			Title: "新建口袋公园", Regime: "13710", Assigning: "own", Suggested: "own-bureau",
			Source:     ledger.Source{Kind: ledger.FromDocument, Document: text, From: 60 + i, To: 70 + i},
			Indicators: []ledger.Indicator{{ID: "parks", Name: "口袋公园", Unit: "个", Target: "30"}},
		}, false)
		o.must(err)
		for _, step := range []struct {
			by string
			c  ledger.Command
		}{
			{"supervision_office", ledger.Assign{Lead: "own-bureau"}},
			{"handler", ledger.Sign{}},
			{"handler", ledger.SubmitReport{Says: map[string]string{"progress": "x"}, Values: map[string]string{"parks": value}}},
		} {
			if r, ok := step.c.(ledger.SubmitReport); ok && r.Values["parks"] == "" {
				continue
			}
			_, err := o.ledger.Do(t.Context(), step.by, s.ID, ledger.Any, step.c)
			o.must(err)
		}
	}
	o.wait(120 * 24 * time.Hour)
	got := o.as("leader").get("/indicators?paper=" + id)
	page := got.document(t)
	if got.status != http.StatusOK || page.Find("tbody tr").Length() != 3 {
		t.Fatalf("%d %s", got.status, got.text())
	}
	for _, colour := range []string{"green", "red", "grey"} { // reached, behind the day it was reported for, not reported
		if page.Find("tbody .light."+colour).Length() != 1 {
			t.Errorf("%s: %s", colour, got.text())
		}
	}
}
