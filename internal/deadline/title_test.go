package deadline_test

import (
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// A key alone names what is due with the words of the schedule it came from.
func TestAKeyNamesItsDueAsTheScheduleDoes(t *testing.T) {
	cal := workday.Default()
	f := deadline.Facts{Assigned: workday.Date{Year: 2025, Month: time.February, Day: 7}.At(10 * time.Hour)}
	regimes, err := deadline.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, r := range regimes.All() {
		for _, d := range deadline.Schedule(r, cal, &f) {
			named++
			if got := r.DueTitle(d.Key); got != d.Title {
				t.Errorf("%s: %s is named %v, in the schedule %v", r.ID, d.Key, got, d.Title)
			}
		}
	}
	if named < 10 {
		t.Errorf("only %d dues were looked at", named)
	}
}
