package deadline_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// matter writes facts down as words: "2026-03-02; complex; deadline 2026-06-30;
// node started 2026-05-08; event dissatisfied 2026-05-20; report rectify 2026-03-10;
// depth 1; cooperating".
func matter(t testing.TB, words string) *deadline.Facts {
	t.Helper()
	day := func(s string) workday.Date {
		d, err := workday.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	f := &deadline.Facts{}
	for i, clause := range strings.Split(words, "; ") {
		w := strings.Fields(clause)
		switch {
		case i == 0:
			f.Assigned = day(w[0]).At(10 * time.Hour)
		case w[0] == "complex":
			f.Complex = true
		case w[0] == "cooperating":
			f.Part = deadline.Cooperating
		case w[0] == "depth":
			f.Depth = len(w[1])
		case w[0] == "deadline":
			f.Deadline = day(w[1])
		case w[0] == "node":
			f.Nodes = append(f.Nodes, deadline.Node{ID: w[1], Date: day(w[2])})
		case w[0] == "event":
			f.Events = append(f.Events, deadline.Event{Name: w[1], At: day(w[2]).At(10 * time.Hour)})
		case w[0] == "report":
			f.Reports = append(f.Reports, deadline.Report{Key: w[1], At: day(w[2]).At(10 * time.Hour)})
		case w[0] == "extended":
			f.Extensions = append(f.Extensions, deadline.Extended{Key: w[1], Granted: day(w[2]).At(10 * time.Hour), Until: day(w[3])})
		case w[0] == "paused":
			f.Pauses = append(f.Pauses, deadline.Pause{From: day(w[1]).At(10 * time.Hour), To: day(w[2]).At(10 * time.Hour)})
		default:
			t.Fatalf("unknown clause %q", clause)
		}
	}
	return f
}

// written writes a schedule down: "1=2026-03-03 0=none"; ? marks a provisional
// date.
func written(dues []deadline.Due) string {
	var list []string
	for i := range dues {
		d := &dues[i]
		s := d.Key + "=" + d.Date.String()
		if d.Date.IsZero() {
			s += "none"
		}
		if d.Provisional {
			s += "?"
		}
		list = append(list, s)
	}
	return strings.Join(list, " ")
}

// Worked dates of every shipped regime. They were worked out from the rules
// apart from this package.
func TestShippedRegimes(t *testing.T) {
	cases := []struct{ regime, matter, want string }{
		{"13710", "2026-03-02; complex; node draft 2026-05-08; node end 2026-11-22", "1=2026-03-03 3=2026-03-05 1m=2026-04-02 node/draft=2026-05-08 node/end=2026-11-22 0=2026-11-22"},
		{"13710", "2026-01-31; complex", "1=2026-02-02 3=2026-02-03 1m=2026-02-28 0=none"},
		{"13710", "2026-12-25", "1=2026-12-28 3=2026-12-28 7=2027-01-04? 0=none"},
		{"13710", "2026-12-28; complex", "1=2026-12-29? 3=2026-12-31? 1m=2027-01-28? 0=none"},
		{"13710", "2024-09-30", "1=2024-10-08 3=2024-10-08 7=2024-10-08 0=none"},
		{"13710", "2025-01-24; complex; extended 1m 2025-02-20 2025-03-08", "1=2025-01-26 3=2025-01-27 1m=2025-03-08 0=none"},

		{"710", "2026-03-02", "7=2026-03-09 0=2026-12-31"},
		{"710", "2026-03-02; complex", "1m=2026-04-01 0=2026-12-31"},
		{"710", "2026-09-24; complex", "1m=2026-10-23 0=2026-12-31"},
		{"710", "2025-01-24", "7=2025-02-05 0=2025-12-31"},
		{"710", "2026-02-13", "7=2026-02-24 0=2026-12-31"},
		{"710", "2026-10-31; complex", "1m=2026-11-30 0=2026-12-31"},

		{"work-report", "2023-02-06", "plan=2023-03-06 quarter/2023-Q1=2023-03-31 quarter/2023-Q2=2023-06-30 quarter/2023-Q3=2023-09-28 quarter/2023-Q4=2023-12-29 finish=2023-12-31"},
		{"work-report", "2024-02-18; deadline 2024-09-15", "plan=2024-03-15 quarter/2024-Q1=2024-03-29 quarter/2024-Q2=2024-06-28 quarter/2024-Q3=2024-09-30 finish=2024-09-15"},
		{"work-report", "2024-02-18; deadline 2024-05-15; depth x", "plan=2024-03-15 quarter/2024-Q1=2024-03-26 quarter/2024-Q2=2024-06-25 finish=2024-05-15"},
		{"work-report", "2024-11-18", "plan=2024-12-16 quarter/2024-Q4=2024-12-31 finish=2024-12-31"},
		{"work-report", "2025-12-15", "plan=2026-01-13 quarter/2025-Q4=2025-12-31 finish=2025-12-31"},
		{"work-report", "2026-02-24; depth xx", "plan=2026-03-23 quarter/2026-Q1=2026-03-23 quarter/2026-Q2=2026-06-22 quarter/2026-Q3=2026-09-21 quarter/2026-Q4=2026-12-23? finish=2026-12-31"},

		{"monthly", "2025-08-29; deadline 2025-12-10", "month/2025-09=2025-09-28 month/2025-10=2025-10-28 month/2025-11=2025-11-28 month/2025-12=2025-12-29 finish=2025-12-10"},
		{"monthly", "2026-01-05; deadline 2026-06-30", "month/2026-01=2026-01-28 month/2026-02=2026-02-28 month/2026-03=2026-03-30 month/2026-04=2026-04-28 month/2026-05=2026-05-28 month/2026-06=2026-06-29 finish=2026-06-30"},
		{"monthly", "2026-09-25", "month/2026-09=2026-09-28 month/2026-10=2026-10-28 month/2026-11=2026-11-30 month/2026-12=2026-12-28 finish=2026-12-31"},
		{"monthly", "2026-10-08; deadline 2026-11-15; depth x", "month/2026-10=2026-10-27 month/2026-11=2026-11-27 finish=2026-11-15"},

		{"livelihood", "2025-09-01", "plan=2025-09-28 month/2025-09=2025-10-09 month/2025-10=2025-11-05 month/2025-11=2025-12-05 month/2025-12=2026-01-05 finish=2025-12-31"},
		{"livelihood", "2026-10-09", "plan=2026-11-05 month/2026-10=2026-11-05 month/2026-11=2026-12-07 month/2026-12=2027-01-05? finish=2026-12-31"},
		{"livelihood", "2026-01-31; deadline 2026-06-30", "plan=2026-03-05 month/2026-01=2026-02-05 month/2026-02=2026-03-05 month/2026-03=2026-04-07 month/2026-04=2026-05-06 month/2026-05=2026-06-05 month/2026-06=2026-07-06 finish=2026-06-30"},

		{"project", "2026-03-02; node signed 2026-03-20; node started 2026-05-16", "month/2026-03=2026-03-30 month/2026-04=2026-04-28 month/2026-05=2026-05-28 node/signed=2026-03-20 node/started=2026-05-16 0=2026-05-16"},
		{"project", "2026-10-12", "month/2026-10=2026-10-28 month/2026-11=2026-11-30 month/2026-12=2026-12-28 0=none"},
		{"project", "2026-01-12; node signed 2026-01-30; node started 2026-04-18; node main 2026-08-31; node completed 2026-10-05; node production 2026-11-28", "month/2026-01=2026-01-28 month/2026-02=2026-02-28 month/2026-03=2026-03-30 month/2026-04=2026-04-28 month/2026-05=2026-05-28 month/2026-06=2026-06-29 month/2026-07=2026-07-28 month/2026-08=2026-08-28 month/2026-09=2026-09-28 month/2026-10=2026-10-28 month/2026-11=2026-11-30 node/signed=2026-01-30 node/started=2026-04-18 node/main=2026-08-31 node/completed=2026-10-05 node/production=2026-11-28 0=2026-11-28"},
		{"project", "2026-09-28; node approval 2026-10-10; node land 2026-10-31; node permit 2026-11-30", "month/2026-09=2026-09-28 month/2026-10=2026-10-28 month/2026-11=2026-11-30 node/approval=2026-10-10 node/land=2026-10-31 node/permit=2026-11-30 0=2026-11-30"},

		{"reform", "2025-03-31", "plan=2025-04-30 quarter/2025-Q2=2025-06-30 quarter/2025-Q3=2025-09-28 quarter/2025-Q4=2025-12-29 finish=2025-12-31"},
		{"reform", "2026-08-31; deadline 2027-02-28", "plan=2026-09-30 quarter/2026-Q3=2026-09-28 quarter/2026-Q4=2026-12-28 quarter/2027-Q1=2027-03-29? finish=2027-02-28"},
		{"reform", "2026-01-31", "plan=2026-02-28 quarter/2026-Q1=2026-03-30 quarter/2026-Q2=2026-06-29 quarter/2026-Q3=2026-09-28 quarter/2026-Q4=2026-12-28 finish=2026-12-31"},

		{"suggestion", "2026-03-02", "sign=2026-03-11 answer=2026-06-02 redo=none track=none"},
		{"suggestion", "2026-01-30; cooperating", "opinion=2026-02-28"},
		{"suggestion", "2025-11-30; event dissatisfied 2026-05-20", "sign=2025-12-09 answer=2026-02-28 redo=2026-06-22 track=none"},
		{"suggestion", "2026-01-30; extended answer 2026-04-20 2026-07-30", "sign=2026-02-10 answer=2026-07-30 redo=none track=none"},
		{"suggestion", "2026-02-13; event dissatisfied 2026-04-30", "sign=2026-03-02 answer=2026-05-13 redo=2026-06-01 track=none"},
		{"suggestion", "2026-11-30", "sign=2026-12-09 answer=2027-03-01? redo=none track=none"},
		{"suggestion", "2025-09-24; cooperating", "opinion=2025-10-24"},

		{"hotline", "2026-02-11", "sign=2026-02-12 answer=2026-03-10 redo=none"},
		{"hotline", "2026-09-28", "sign=2026-09-29 answer=2026-10-23 redo=none"},
		{"hotline", "2026-03-02; report answer 2026-03-20; event dissatisfied 2026-09-28", "sign=2026-03-03 answer=2026-03-23 redo=2026-10-13"},
		{"hotline", "2026-04-30; event dissatisfied 2026-09-30", "sign=2026-05-06 answer=2026-05-25 redo=2026-10-15"},
		{"hotline", "2026-12-21", "sign=2026-12-22 answer=2027-01-12? redo=none"},

		{"hazard", "2026-02-13", "plan=2026-02-16 rectify=2026-02-28 accept=2026-03-06"},
		{"hazard", "2026-04-30; complex", "plan=2026-05-03 rectify-major=2026-05-30 accept-major=2026-06-05"},
		{"hazard", "2026-02-13; report plan 2026-02-14; report rectify 2026-02-26", "plan=2026-02-16 rectify=2026-02-28 accept=2026-03-04"},
		{"hazard", "2026-09-24; complex; report rectify-major 2026-09-30", "plan=2026-09-27 rectify-major=2026-10-24 accept-major=2026-10-13"},
		{"hazard", "2026-12-20", "plan=2026-12-23 rectify=2027-01-04 accept=2027-01-11?"},

		{"wages", "2026-02-12", "sign=2026-02-12 verify=2026-02-13 3=2026-02-15"},
		{"wages", "2026-04-30", "sign=2026-04-30 verify=2026-05-01 3=2026-05-03"},
		{"wages", "2026-09-29", "sign=2026-09-29 verify=2026-09-30 3=2026-10-02"},
		{"wages", "2025-01-27", "sign=2025-01-27 verify=2025-01-28 3=2025-01-30"},

		{"enterprise", "2026-04-30", "1=2026-05-06 3=2026-05-06 7=2026-05-07 redo=none 0=none"},
		{"enterprise", "2026-09-24; complex; event dissatisfied 2026-11-02", "1=2026-09-28 3=2026-09-28 1m=2026-10-26 redo=2026-11-09 0=none"},
		{"enterprise", "2026-02-13; node land 2026-03-15", "1=2026-02-14 3=2026-02-24 7=2026-02-24 redo=none node/land=2026-03-15 0=2026-03-15"},
		{"enterprise", "2026-01-31; complex", "1=2026-02-02 3=2026-02-03 1m=2026-02-28 redo=none 0=none"},

		{"milestone", "2026-03-02; node pilot 2026-08-14", "contract=2026-03-23 quarter/2026-Q1=2026-03-30 quarter/2026-Q2=2026-06-29 quarter/2026-Q3=2026-09-28 node/pilot=2026-08-14 finish=none accept=none"},
		{"milestone", "2026-07-01; deadline 2026-08-31", "contract=2026-07-22 quarter/2026-Q3=2026-09-28 finish=2026-08-31 accept=2026-09-30"},
		{"milestone", "2026-09-24; deadline 2026-11-30; report finish 2026-11-20", "contract=2026-10-22 quarter/2026-Q3=2026-09-28 finish=2026-11-30 accept=2026-12-21"},
	}
	var tested []string
	for _, c := range cases {
		got := written(deadline.Schedule(regime(t, c.regime), workday.Default(), matter(t, c.matter)))
		if got != c.want {
			t.Errorf("%s, %s:\n got %s\nwant %s", c.regime, c.matter, got, c.want)
		}
		tested = append(tested, c.regime)
	}
	library, err := deadline.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range library.All() {
		if !slices.Contains(tested, r.ID) {
			t.Errorf("regime %s is shipped without worked dates", r.ID)
		}
	}
}

// What an office must be able to see of each regime that comes with the program.
func TestShippedRegimesSayWhereTheyComeFrom(t *testing.T) {
	library, err := deadline.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range library.All() {
		ids = append(ids, r.Ref())
		if len(r.Source) == 0 || len(r.Unknown) == 0 {
			t.Errorf("%s: %d sources and %d unknowns; every shipped regime has both", r.ID, len(r.Source), len(r.Unknown))
		}
		words := []deadline.Words{r.Title}
		words = append(words, r.Source...)
		for _, u := range r.Unknown {
			words = append(words, u.Question, u.Default)
		}
		for _, s := range r.Stages {
			words = append(words, s.Title)
		}
		for _, w := range words {
			if w.ZH == w.EN || !strings.ContainsFunc(w.ZH, func(c rune) bool { return c >= '一' }) {
				t.Errorf("%s: %q is not in both languages", r.ID, w)
			}
			if strings.Contains(w.ZH+w.EN, "http") {
				t.Errorf("%s: a source is cited by name and number, not by address: %q", r.ID, w)
			}
		}
	}
	want := "13710@1 710@1 enterprise@1 hazard@1 hotline@1 livelihood@1 milestone@1 monthly@1 project@1 reform@1 suggestion@1 wages@1 work-report@1"
	if got := strings.Join(ids, " "); got != want {
		t.Errorf("shipped: %s\n   want: %s", got, want)
	}
}

func TestAMatterKeepsTheVersionItStartedUnder(t *testing.T) {
	library, err := deadline.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	first := regime(t, "13710")
	second := strings.Replace(first.YAML, "version: 1", "version: 2", 1)
	second = strings.Replace(second, "limit: {days: 7}", "limit: {days: 10}", 1)
	library, err = library.With("second.yaml", []byte(second))
	if err != nil {
		t.Fatal(err)
	}
	for ref, want := range map[string]string{"13710": "2026-03-12", "13710@2": "2026-03-12", "13710@1": "2026-03-09"} {
		r, err := library.Find(ref)
		if err != nil {
			t.Fatal(err)
		}
		if got := schedule(r, matter(t, "2026-03-02"))["7"].Date.String(); got != want {
			t.Errorf("%s: stage 7 is due %s, want %s", ref, got, want)
		}
	}
	if _, err := library.With("again.yaml", []byte(second)); err != nil {
		t.Errorf("the same regime again: %v", err)
	}
	changed := strings.Replace(second, "limit: {days: 10}", "limit: {days: 11}", 1)
	if _, err := library.With("changed.yaml", []byte(changed)); err == nil || !strings.Contains(err.Error(), "changed.yaml:1: there is a regime 13710@2 already, and matters may run under it; give this one version 3") {
		t.Errorf("a changed regime under an old version: error %v", err)
	}
	for _, ref := range []string{"13710@3", "13710@x", "13710@", "nothing", ""} {
		if r, err := library.Find(ref); err == nil {
			t.Errorf("Find(%q) found %s", ref, r.Ref())
		}
	}
}
