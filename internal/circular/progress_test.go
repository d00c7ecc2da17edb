package circular

import (
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

func on(month, day int) time.Time {
	return workday.Date{Year: 2026, Month: time.Month(month), Day: day}.At(10 * time.Hour)
}

// A matter runs from 1 January to 31 December; what was reported on 2 July is held
// against half a year.
func TestStanding(t *testing.T) {
	end := workday.Date{Year: 2026, Month: 12, Day: 31}
	stands := func(indicators []ledger.Indicator, values map[string]string) standing {
		it := Item{
			State: ledger.State{
				Matter:  ledger.Matter{Indicators: indicators},
				Reports: []ledger.Report{{At: on(3, 31), Values: map[string]string{"a": "0"}}, {At: on(7, 2), Values: values}, {At: on(9, 30)}},
			},
			Schedule: []deadline.Due{{Stage: &deadline.Stage{Kind: deadline.KindResult}, Date: end, At: end.At(18 * time.Hour)}},
		}
		it.State.Facts.Assigned = on(1, 1)
		return it.stands()
	}
	twelve := ledger.Indicator{ID: "a", Name: "口袋公园", Unit: "处", Target: "12", Compare: ">="}
	for _, c := range []struct {
		name       string
		indicators []ledger.Indicator
		values     map[string]string
		want       Class
		why        string
	}{
		{"half of it", []ledger.Indicator{twelve}, map[string]string{"a": "6"}, "", ""},
		{"nine points more than the time passed", []ledger.Indicator{twelve}, map[string]string{"a": "7.1"}, "", ""},
		{"ten points more", []ledger.Indicator{twelve}, map[string]string{"a": "7.2"}, Ahead, ""},
		{"more than asked for", []ledger.Indicator{twelve}, map[string]string{"a": "22.5"}, Ahead, ""},
		{"too little", []ledger.Indicator{twelve}, map[string]string{"a": "4"}, Behind, "“口袋公园”7月2日报4处，完成33%，序时进度50%"},
		{"one ahead, one not reported", []ledger.Indicator{twelve, {ID: "b", Name: "b", Target: "5"}}, map[string]string{"a": "12"}, "", ""},
		{"one ahead, one behind", []ledger.Indicator{twelve, {ID: "b", Name: "b", Target: "5"}}, map[string]string{"a": "12", "b": "1"}, Behind, "“b”7月2日报1，完成20%，序时进度50%"},
		{"to fall from a baseline", []ledger.Indicator{{ID: "a", Name: "浓度", Target: "30", Baseline: "40", Compare: "<="}}, map[string]string{"a": "32"}, Ahead, ""},
		{"to stay below, with no baseline", []ledger.Indicator{{ID: "a", Name: "失业率", Target: "5.5", Compare: "<="}}, map[string]string{"a": "5"}, "", ""},
		{"no target", []ledger.Indicator{{ID: "a", Name: "a"}}, map[string]string{"a": "5"}, "", ""},
		{"no indicator", nil, nil, "", ""},
	} {
		if got := stands(c.indicators, c.values); got.class != c.want || got.why.ZH != c.why {
			t.Errorf("%s: %q %q, want %q %q", c.name, got.class, got.why.ZH, c.want, c.why)
		}
	}
}
