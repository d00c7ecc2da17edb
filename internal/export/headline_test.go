package export

import (
	"testing"

	"github.com/luoshi-project/luoshi/reader"
)

// The first target for the whole territory and the plan year stands beside the
// result of the same measure in the year under review.
func TestHeadline(t *testing.T) {
	ind := func(id, key, measure, status string, year, span int, place string) reader.Indicator {
		return reader.Indicator{
			ID: id, Metric: key, MetricKey: key, Measure: measure, Status: status, Year: year, SpanYears: span, Place: place,
		}
	}
	l := newLedger(&reader.Report{
		Document: reader.Document{ReviewYear: 2025, PlanYear: 2026},
		Indicators: []reader.Indicator{
			ind("five", "gdp", "growth", "actual", 2025, 5, ""),
			ind("level", "gdp", "level", "actual", 2025, 0, ""),
			ind("older", "gdp", "growth", "actual", 2024, 0, ""),
			ind("part", "gdp", "growth", "actual", 2025, 0, "临江市"),
			ind("actual", "gdp", "growth", "actual", 2025, 0, ""),
			ind("target", "gdp", "growth", "target", 2026, 0, ""),
			ind("again", "gdp", "growth", "target", 2026, 0, ""),
			ind("far", "pm25", "level", "target", 2030, 0, ""),
			ind("city", "grain", "level", "target", 2026, 0, "临江市"),
			ind("keyless", "", "level", "target", 2026, 0, ""),
			ind("works", "roads", "count", "target", 2026, 0, ""),
			ind("alone", "jobs", "level", "target", 2026, 0, ""),
		},
	})
	got := ""
	for _, c := range l.headline() {
		got += c.target.ID
		if c.actual != nil {
			got += " after " + c.actual.ID
		}
		got += "; "
	}
	if want := "target after actual; alone; "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if names := l.headlineNames(); names[1] != "2026年目标" || names[2] != "2025年完成" {
		t.Errorf("columns %v", names)
	}
}
