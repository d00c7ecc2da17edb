package web

import (
	"net/url"
	"os"
	"testing"

	"github.com/luoshi-project/luoshi/internal/review"
)

// BenchmarkWorkspace shows a whole report and takes one step in it.
// LUOSHI_REPORT names a long one; the sample's is used otherwise.
func BenchmarkWorkspace(b *testing.B) {
	name := os.Getenv("LUOSHI_REPORT")
	if name == "" {
		name = "../../sample/2025.txt"
	}
	text, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	o := newTown(b)
	v, err := o.site.review.Read(b.Context(), "supervision_office", review.Upload{Name: "报告.txt", Data: text})
	o.must(err)
	reader := o.as("supervision_office")
	at := "/reports/" + v.ID
	b.Run("page", func(b *testing.B) {
		for b.Loop() {
			b.ReportMetric(float64(len(reader.get(at).body)), "B/page")
		}
	})
	b.Run("step", func(b *testing.B) {
		csrf := reader.csrf()
		do := [...]string{"accept a1", "open a1"}
		for i := 0; b.Loop(); i++ {
			r := reader.post(at, url.Values{"csrf": {csrf}, "do": {do[i%2]}}, "HX-Request", "true", "HX-Target", "changed")
			b.ReportMetric(float64(len(r.body)), "B/step")
		}
	})
}
