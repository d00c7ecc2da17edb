package ledger

import (
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

func on(month, day int) time.Time {
	return workday.Date{Year: 2026, Month: time.Month(month), Day: day}.At(10 * time.Hour)
}

// A matter runs from 1 January to 31 December; what was reported on 2 July is held
// against half a year.
func TestPace(t *testing.T) {
	end := workday.Date{Year: 2026, Month: 12, Day: 31}
	pace := func(indicators []Indicator, values map[string]string) (Progress, Words) {
		s := State{
			Matter:  Matter{Indicators: indicators},
			Reports: []Report{{At: on(3, 31), Values: map[string]string{"a": "0"}}, {At: on(7, 2), Values: values}, {At: on(9, 30)}},
		}
		s.Facts.Assigned = on(1, 1)
		return Pace(&s, []deadline.Due{{Stage: &deadline.Stage{Kind: deadline.KindResult}, Date: end, At: end.At(18 * time.Hour)}})
	}
	twelve := Indicator{ID: "a", Name: "口袋公园", Unit: "处", Target: "12", Compare: ">="}
	for _, c := range []struct {
		name       string
		indicators []Indicator
		values     map[string]string
		want       Progress
		why        string
	}{
		{"half of it", []Indicator{twelve}, map[string]string{"a": "6"}, "", ""},
		{"nine points more than the time passed", []Indicator{twelve}, map[string]string{"a": "7.1"}, "", ""},
		{"ten points more", []Indicator{twelve}, map[string]string{"a": "7.2"}, Ahead, ""},
		{"more than asked for", []Indicator{twelve}, map[string]string{"a": "22.5"}, Ahead, ""},
		{"too little", []Indicator{twelve}, map[string]string{"a": "4"}, Behind, "“口袋公园”7月2日报4处，完成33%，序时进度50%"},
		{"one ahead, one not reported", []Indicator{twelve, {ID: "b", Name: "b", Target: "5"}}, map[string]string{"a": "12"}, "", ""},
		{"one ahead, one behind", []Indicator{twelve, {ID: "b", Name: "b", Target: "5"}}, map[string]string{"a": "12", "b": "1"}, Behind, "“b”7月2日报1，完成20%，序时进度50%"},
		{"to fall from a baseline", []Indicator{{ID: "a", Name: "浓度", Target: "30", Baseline: "40", Compare: "<="}}, map[string]string{"a": "32"}, Ahead, ""},
		{"to stay below, with no baseline", []Indicator{{ID: "a", Name: "失业率", Target: "5.5", Compare: "<="}}, map[string]string{"a": "5"}, "", ""},
		{"no target", []Indicator{{ID: "a", Name: "a"}}, map[string]string{"a": "5"}, "", ""},
		{"no indicator", nil, nil, "", ""},
	} {
		if got, why := pace(c.indicators, c.values); got != c.want || why.ZH != c.why {
			t.Errorf("%s: %q %q, want %q %q", c.name, got, why.ZH, c.want, c.why)
		}
	}
}
