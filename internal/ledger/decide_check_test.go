package ledger

import (
	"errors"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/workday"
)

// keyOf is the key of a refusal, "" where nothing was refused.
func keyOf(err error) string {
	var e *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &e):
		return e.Key
	}
	return err.Error()
}

// What a matter may say when it is docketed or corrected.
func TestAMatterIsCheckedBeforeItIsKept(t *testing.T) {
	first, last := workday.Date{Year: 2026, Month: 3, Day: 1}, workday.Date{Year: 2026, Month: 9, Day: 30}
	parks := Indicator{ID: "parks", Name: "口袋公园", Target: "12"}
	for _, c := range []struct {
		what   string
		change func(m *Matter)
		key    string // "" where it is taken
	}{
		{"a title of 500 characters", func(m *Matter) { m.Title = strings.Repeat("建", 500) }, ""},
		{"a title of 501", func(m *Matter) { m.Title = strings.Repeat("建", 501) }, "too_long"},
		{"a title of spaces", func(m *Matter) { m.Title = " \n" }, "missing"},
		{"a source that there is not", func(m *Matter) { m.Source.Kind = "dream" }, "unknown"},
		{"a regime that there is not", func(m *Matter) { m.Regime = "13711" }, "unknown"},
		{"a unit that there is not", func(m *Matter) { m.Supporting = []string{"road", "moon"} }, "unknown"},
		{"a seat that there is not", func(m *Matter) { m.InCharge = "city/king" }, "unknown"},
		{"a period", func(m *Matter) { m.PeriodFrom, m.PeriodTo = first, last }, ""},
		{"a period of one day", func(m *Matter) { m.PeriodFrom, m.PeriodTo = first, first }, ""},
		{"a period back to front", func(m *Matter) { m.PeriodFrom, m.PeriodTo = last, first }, "period"},
		{"a period without its beginning", func(m *Matter) { m.PeriodTo = last }, ""},
		{"an indicator twice", func(m *Matter) { m.Indicators = []Indicator{parks, parks} }, "twice"},
		{"an indicator without a name", func(m *Matter) { m.Indicators = []Indicator{{ID: "parks"}} }, "missing"},
	} {
		l := newLife(t)
		m := testMatter()
		c.change(&m)
		l.state = State{ID: "m2"}
		if err := l.try("office", Docket{Matter: m}); keyOf(err) != c.key {
			t.Errorf("%s: %v, want the key %s", c.what, err, c.key)
		}
	}
}

// A matter keeps the version of the regime it was docketed under, and once
// assigned the regime itself.
func TestAMatterKeepsItsRegime(t *testing.T) {
	l := newLife(t)
	if l.state.Matter.Regime != "13710@1" {
		t.Errorf("docketed under %q, which says no version", l.state.Matter.Regime)
	}
	amend := func(regime string) Amend {
		m := testMatter()
		m.Regime = regime
		return Amend{Matter: m, Reason: "更正"}
	}
	l.must("office", amend("monthly"))
	if l.state.Matter.Regime != "monthly@1" {
		t.Errorf("before it was assigned the regime became %q", l.state.Matter.Regime)
	}
	l.must("office", amend("13710"))
	l.must("office", Assign{Lead: "plan"})
	l.must("office", amend("13710"))
	l.must("office", amend(""))
	l.refused("office", amend("monthly"), Invalid, "regime_kept")
	if l.state.Matter.Regime != "13710@1" {
		t.Errorf("the regime became %q", l.state.Matter.Regime)
	}
}

// A file is known by the hash of its bytes, and is neither empty nor larger than
// the office allows.
func TestEvidenceIsCheckedFileByFile(t *testing.T) {
	good := Evidence{Hash: strings.Repeat("0a", 32), Name: "照片.jpg", Type: "image/jpeg", Size: DefaultLimits().Size}
	for what, c := range map[string]struct {
		change func(f *Evidence)
		key    string
	}{
		"as large as allowed":     {func(*Evidence) {}, ""},
		"one byte larger":         {func(f *Evidence) { f.Size++ }, "file_size"},
		"empty":                   {func(f *Evidence) { f.Size = 0 }, "file_size"},
		"a hash cut short":        {func(f *Evidence) { f.Hash = f.Hash[2:] }, "hash"},
		"a hash of other letters": {func(f *Evidence) { f.Hash = strings.Repeat("0g", 32) }, "hash"},
		"no name":                 {func(f *Evidence) { f.Name = "" }, "missing"},
		"a program":               {func(f *Evidence) { f.Type = "application/x-msdownload" }, "file_type"},
	} {
		l := newLife(t)
		l.toHandling()
		f := good
		c.change(&f)
		if err := l.try("plan-handler", Attach{Evidence: []Evidence{f}}); keyOf(err) != c.key {
			t.Errorf("%s: %v, want the key %q", what, err, c.key)
		}
	}
}
