package deadline_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

const small = `id: own
version: 3
title: {zh: 本局来信, en: letters}
source: [本局规定]
` + stages

const stages = `stages:
  - id: reply
    title: {zh: 答复, en: reply}
    limit: {days: 5}
`

func TestTheSmallestRegime(t *testing.T) {
	r, err := deadline.Parse("own.yaml", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	if r.Ref() != "own@3" || r.YAML != small {
		t.Errorf("read as %s", r.Ref())
	}
	s := r.Stages[0]
	if s.Kind != deadline.KindReport || s.Applies != deadline.ToAll || s.By != deadline.Lead || s.Counting != deadline.Natural ||
		s.FirstDayCounted || s.SameDay || s.Roll != deadline.RollNext || s.YellowBefore != 1 {
		t.Errorf("defaults of a stage: %+v", s)
	}
	due := deadline.Schedule(r, workday.Default(), matter(t, "2026-03-02"))[0]
	if got := due.Words().EN; got != "Mon 9 Mar 2026 18:00" { // day 5 is a Saturday
		t.Errorf("due %s", got)
	}
}

// Each case is the smallest regime with one change, and what is said of it.
func TestRegimesAreRefusedLineByLine(t *testing.T) {
	change := func(old, replacement string) string {
		if !strings.Contains(small, old) {
			t.Fatalf("the smallest regime has no %q", old)
		}
		return strings.Replace(small, old, replacement, 1)
	}
	limit := func(l string) string { return change("limit: {days: 5}", l) }
	more := func(s string) string { return small + s }
	for _, c := range []struct{ name, yaml, want string }{
		{"nothing", "", "own.yaml:1: the file is empty; see docs/regimes.md"},
		{"only a remark", "# later\n", "own.yaml:1: the file is empty"},
		{"no YAML", "id: [own\n", "own.yaml:1: not YAML"},
		{"a list", "- id: own\n", "own.yaml:1: a regime is written as keys and values: id, version"},
		{"two documents", small + "---\nid: more\n", "own.yaml:9: a file holds one regime"},
		{"a misspelt key", change("version", "vrsion"), `own.yaml:2: a regime has no key "vrsion" (did you mean "version"?)`},
		{"a missing key", change("source: [本局规定]\n", ""), `own.yaml:1: a regime needs "source"`},
		{"a key twice", more("id: own\n"), `own.yaml:9: a regime has "id" twice`},
		{"an anchor", change("title: {zh: 答复", "title: &a {zh: 答复"), "own.yaml:7: anchors and aliases (& and *) are not read"},
		{"an id with spaces", change("id: own", "id: our own"), `own.yaml:1: id is "our own"; it must be letters, digits, - and _`},
		{"version 0", change("version: 3", "version: 0"), `own.yaml:2: version is "0"; it must be a whole number from 1`},
		{"an empty title", change("{zh: 本局来信, en: letters}", `""`), "own.yaml:3: title is empty"},
		{"a title only in English", change("zh: 本局来信, ", ""), `own.yaml:3: title needs "zh"`},
		{"sources as a text", change("[本局规定]", "本局规定"), "own.yaml:4: source is a list"},
		{"no stages", small[:len(small)-len(stages)] + "stages: []\n", "own.yaml:5: a regime needs at least one stage"},
		{"two stages of one id", more("  - id: reply\n    title: 再答复\n    limit: none\n"), `own.yaml:9: there are two stages "reply"`},
		{"an unknown kind", limit("limit: {days: 5}\n    kind: rsult"), `own.yaml:9: kind is "rsult" (did you mean "result"?); it must be one of report, result`},
		{"a list for one value", limit("limit: {days: 5}\n    kind: [report]"), "own.yaml:9: kind is one value"},
		{"true for yes", limit("limit: {days: 5}\n    same_day: yes"), `own.yaml:9: same_day is "yes"; it must be one of true, false`},
		{"a limit in words", limit("limit: week"), `own.yaml:8: limit is "week"; it must be one of none, nodes, last_node, period_end, or a measure such as {days: 7}`},
		{"two measures", limit("limit: {days: 5, months: 1}"), "own.yaml:8: a limit has one measure: days, months, deadline"},
		{"no days", limit("limit: {days: 0}"), `own.yaml:8: days is "0"; it must be a whole number from 1 to 3660`},
		{"half a month", limit("limit: {months: 0.5}"), `own.yaml:8: months is "0.5"; it must be a whole number from 1 to 120`},
		{"a deadline that is no day", limit("limit: {deadline: 02-30}"), `own.yaml:8: deadline is "02-30"; it must be a day of the year such as 12-31, or none`},
		{"a day of the month, once", limit("limit: {day: 28}"), `own.yaml:8: the limit of a stage that comes once has no key "day"`},
		{"days from the assignment, each month", limit("limit: {days: 5}\n    repeat: month"), `own.yaml:8: the limit of a stage that repeats has no key "days" (did you mean "day"?); it takes day, day_of_next_month, days_after_end`},
		{"the end of no period", limit("limit: period_end"), "own.yaml:8: the limit period_end needs repeat"},
		{"nodes each month", limit("limit: nodes\n    repeat: month"), "own.yaml:8: a stage that repeats cannot have the limit nodes"},
		{"a beginning for a fixed date", limit("limit: nodes\n    from: assignment"), "own.yaml:9: from has no meaning with this limit"},
		{"a first day where none is counted", limit("limit: nodes\n    first_day_counted: true"), "own.yaml:9: first_day_counted has no meaning with this limit"},
		{"counting where nothing is counted", limit("limit: none\n    counting: working"), "own.yaml:9: counting has no meaning with this limit"},
		{"a beginning that is not known", limit("limit: {days: 5}\n    from: yesterday"), `own.yaml:9: from is "yesterday"; it must be assignment, stage ID, or {event: …, title: …}`},
		{"a stage that comes later", limit("limit: {days: 5}\n    from: stage close"), `own.yaml:9: from names stage "close", which is not among the stages above`},
		{"a stage that others do not have", limit("limit: {days: 5}\n    applies_to: complex\n  - id: close\n    title: 办结\n    limit: {days: 9}\n    from: stage reply"), `own.yaml:13: from names stage "reply", which not every matter with this stage has`},
		{"a stage that repeats", limit("limit: {day: 5}\n    repeat: month\n  - id: close\n    title: 办结\n    limit: {days: 9}\n    from: stage reply"), `own.yaml:13: from names stage "reply", which comes more than once`},
		{"an unknown reviewer", limit("limit: {days: 5}\n    reviewer: assigning_units"), `own.yaml:9: reviewer is "assigning_units" (did you mean "assigning_unit"?); the roles are handler`},
		{"a field twice", limit("limit: {days: 5}\n    content: [{id: a, title: 甲}, {id: a, title: 乙}]"), `own.yaml:9: content has "a" twice`},
		{"a time that is none", more("defaults: {office_closes: \"24:00\"}\n"), `own.yaml:9: office_closes is "24:00"; it must be a time of day from 00:00 to 23:59`},
		{"nodes without a stage for them", more("nodes: [{id: start, title: 开工}]\n"), "own.yaml:9: nodes needs a stage with the limit nodes"},
		{"an extension of no stage", more("extension: {stages: [answer], approvers: [assigning_unit]}\n"), `own.yaml:9: there is no stage "answer"`},
		{"an extension without an approver", more("extension: {stages: [reply]}\n"), `own.yaml:9: extension needs "approvers"`},
		{"a length in both", more("extension: {stages: [reply], approvers: [assigning_unit], max_length: {days: 1, months: 1}}\n"), "own.yaml:9: max_length takes either days or months"},
		{"a ladder that goes down", more("escalation:\n  ladder:\n  - {level: blue, title: 蓝, grace: {default: 3}, to: [handler]}\n  - {level: red, title: 红, grace: {default: 2}, to: [manager]}\n"), "own.yaml:12: red is reached before blue"},
		{"a ladder that goes down for townships", more("escalation:\n  ladder:\n  - {level: blue, title: 蓝, grace: {default: 1, township: 4}, to: [handler]}\n  - {level: red, title: 红, grace: {default: 2}, to: [manager]}\n"), "own.yaml:12: for a township, red is reached before blue"},
		{"a colour that is none", more("escalation:\n  ladder:\n  - {level: black, title: 黑, grace: {default: 3}, to: [handler]}\n"), `own.yaml:11: level is "black"; it must be one of blue, orange, red`},
		{"urgent from nowhere", more("escalation:\n  urgent_from: red\n  ladder:\n  - {level: blue, title: 蓝, grace: {default: 3}, to: [handler]}\n"), `own.yaml:10: the ladder has no level "red"`},
		{"a grace for villages", more("escalation:\n  ladder:\n  - {level: blue, title: 蓝, grace: {default: 3, village: 9}, to: [handler]}\n"), `own.yaml:11: grace has no key "village"`},
		{"a light that is green", more("lights: {not_reported: green}\n"), `own.yaml:9: not_reported is "green"; it must be one of yellow, red`},
		{"too long", small + strings.Repeat("# x\n", 70000), "own.yaml:1: the file is longer than 256 KiB"},
	} {
		_, err := deadline.Parse("own.yaml", []byte(c.yaml))
		invalid := new(deadline.Invalid)
		if !errors.As(err, &invalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n  error: %v\n   want: %s", c.name, err, c.want)
			continue
		}
		if n := len(invalid.Problems); n != 1 {
			t.Errorf("%s: %d problems for one mistake:\n%v", c.name, n, err)
		}
	}
}

func TestAllProblemsAreListedInTheOrderOfLines(t *testing.T) {
	_, err := deadline.Parse("own.yaml", []byte(strings.NewReplacer("version: 3", "version: x", "{zh: 本局来信, en: letters}", "&t 本局来信", "[本局规定]", "[*t]", "days: 5", "days: y", "id: reply", "id: a b").Replace(small)))
	want := `own.yaml:2: version is "x"; it must be a whole number from 1 to 1000000
own.yaml:3: anchors and aliases (& and *) are not read; write the value out
own.yaml:4: anchors and aliases (& and *) are not read; write the value out
own.yaml:6: id is "a b"; it must be letters, digits, - and _, at most 40
own.yaml:8: days is "y"; it must be a whole number from 1 to 3660`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func FuzzParse(f *testing.F) {
	library, err := deadline.Shipped()
	if err != nil {
		f.Fatal(err)
	}
	for _, r := range library.All() {
		f.Add([]byte(r.YAML))
	}
	f.Add([]byte(small))
	f.Fuzz(func(t *testing.T, source []byte) {
		r, err := deadline.Parse("fuzz.yaml", source)
		if err != nil {
			if invalid := new(deadline.Invalid); !errors.As(err, &invalid) || len(invalid.Problems) == 0 {
				t.Fatalf("refused without a problem: %v", err)
			}
			return
		}
		facts := matter(t, "2026-03-02; deadline 2026-09-15; node a 2026-05-08; depth xx; paused 2026-03-05 2026-03-16")
		for _, facts.Complex = range []bool{false, true} {
			for _, d := range deadline.Schedule(r, workday.Default(), facts) {
				if d.Derivation(deadline.English) == "" || d.Derivation(deadline.Chinese) == "" {
					t.Fatalf("%s is due %v without a derivation", d.Key, d.Date)
				}
			}
			l := deadline.LightAt(r, workday.Default(), facts, facts.Assigned)
			if l.Reason(deadline.English) == "" {
				t.Fatal("a light without a reason")
			}
		}
	})
}
