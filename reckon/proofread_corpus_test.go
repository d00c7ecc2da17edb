package reckon_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/reckon"
)

// TestDigestAgainstFullReport: every difference that changes the meaning is
// found, nine in ten of the minor ones, and at most five that no one annotated.
func TestDigestAgainstFullReport(t *testing.T) {
	type difference struct {
		AStart   int    `json:"a_start"`
		AEnd     int    `json:"a_end"`
		BStart   int    `json:"b_start"`
		BEnd     int    `json:"b_end"`
		AQuote   string `json:"a_quote"`
		Severity string `json:"severity"`
	}
	digest, full := corpusText(t, "shanxi/000_"), corpusText(t, "shanxi/003_")
	rows := reckon.Proofread(digest, full).Rows
	known := make([]bool, len(rows))
	minor, found := 0, 0
	for _, g := range goldRows[difference](t, "000-vs-003.discrepancies.jsonl") {
		hit := false
		for i, r := range rows {
			if overlap(r.A.Start, r.A.End, g.AStart, g.AEnd) && overlap(r.B.Start, r.B.End, g.BStart, g.BEnd) {
				known[i], hit = true, true
			}
		}
		switch {
		case g.Severity == "minor":
			minor++
			if hit {
				found++
			}
		case !hit:
			t.Errorf("not found though it changes the meaning: %s", g.AQuote)
		}
	}
	if 10*found < 9*minor {
		t.Errorf("%d of %d minor differences found", found, minor)
	}
	extra := 0
	for i, r := range rows {
		if !known[i] {
			extra++
			t.Logf("beyond the annotations: %s %s | %s | %s", r.Type, r.A.Quote, r.B.Quote, r.Note)
		}
	}
	if extra > 5 {
		t.Errorf("%d differences that nobody annotated", extra)
	}
}

// A planted error is a place of a digest that was made wrong.
type planted struct {
	start, end int // in the digest
	kind, was  string
}

// TestPlantedErrors: digests are made of random sentences of real reports, one
// error in each third sentence, in the order of the report or in any other.
// LUOSHI_SEED tries other sentences and errors than those of every day.
func TestPlantedErrors(t *testing.T) {
	names, _ := filepath.Glob(filepath.Join(corpus(t), "*", "*.txt"))
	if len(names) < 45 {
		t.Fatalf("%d reports", len(names))
	}
	seed, err := strconv.ParseUint(cmp.Or(os.Getenv("LUOSHI_SEED"), "1"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	for _, shuffled := range []bool{false, true} {
		t.Run(fmt.Sprintf("shuffled=%t", shuffled), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 2))
			tried, found, alarms, chars := map[string]int{}, map[string]int{}, 0, 0
			for n := range 40 {
				name := names[(n+rng.IntN(len(names)))%len(names)]
				full := readText(t, name)
				digest, errs := digestOf(full, shuffled, rng)
				rows := reckon.Proofread(digest, full).Rows
				chars += utf8.RuneCountInString(digest)
				for _, e := range errs {
					tried[e.kind]++
					hit := false
					for _, r := range rows {
						hit = hit || overlap(r.A.Start, r.A.End, e.start-1, e.end+1)
					}
					if hit {
						found[e.kind]++
					} else {
						t.Logf("missed %s: %s", e.kind, e.was)
					}
				}
				for _, r := range rows {
					known := false
					for _, e := range errs {
						known = known || overlap(r.A.Start, r.A.End, e.start-1, e.end+1)
					}
					if !known {
						alarms++
						t.Logf("false alarm in %s: %s %q %q %s", filepath.Base(name), r.Type, r.A.Quote, r.B.Quote, r.Note)
					}
				}
			}
			all, hits := 0, 0
			for kind, k := range tried {
				all, hits = all+k, hits+found[kind]
			}
			t.Logf("%v planted, %v found, %d false alarms in %d characters", tried, found, alarms, chars)
			if all < 500 || 100*hits < 98*all {
				t.Errorf("%d of %d planted errors found", hits, all)
			}
			if 10000*alarms >= chars {
				t.Errorf("%d false alarms in %d characters", alarms, chars)
			}
		})
	}
}

// digestOf takes sentences out of a report and plants errors in some.
func digestOf(full string, shuffled bool, rng *rand.Rand) (string, []planted) {
	var sentences []string
	for _, line := range strings.Split(full, "\n") {
		for _, s := range strings.SplitAfter(strings.TrimSpace(line), "。") {
			if strings.HasSuffix(s, "。") && utf8.RuneCountInString(s) > 20 {
				sentences = append(sentences, s)
			}
		}
	}
	if shuffled {
		rng.Shuffle(len(sentences), func(i, j int) { sentences[i], sentences[j] = sentences[j], sentences[i] })
	}
	var out strings.Builder
	var errs []planted
	at := 0
	for _, s := range sentences {
		if rng.IntN(3) > 0 {
			continue
		}
		if rng.IntN(3) == 0 {
			if wrong, start, end, kind := plant(s, rng); kind != "" {
				errs = append(errs, planted{at + start, at + end, kind, wrong})
				s = wrong
			}
		}
		if rng.IntN(4) == 0 {
			s += "\n\n"
		}
		out.WriteString(s)
		at += utf8.RuneCountInString(s)
	}
	return out.String(), errs
}

// plant makes one error in a sentence: start and end are where it stands.
func plant(s string, rng *rand.Rand) (wrong string, start, end int, kind string) {
	r := []rune(s)
	spots := func(ok func(i int) bool) (at []int) {
		for i := range r {
			if ok(i) {
				at = append(at, i)
			}
		}
		return at
	}
	replace := func(i, n int, by string) string { return string(r[:i]) + by + string(r[i+n:]) }
	kinds := []string{"digit", "unit", "name", "not", "swap"}
	rng.Shuffle(len(kinds), func(i, j int) { kinds[i], kinds[j] = kinds[j], kinds[i] })
	for _, kind := range kinds {
		switch kind {
		case "digit":
			if at := spots(func(i int) bool { return r[i] >= '0' && r[i] <= '9' }); len(at) > 0 {
				i := at[rng.IntN(len(at))]
				d := rune('0' + (int(r[i]-'0')+1+rng.IntN(9))%10)
				return replace(i, 1, string(d)), i, i + 1, kind
			}
		case "unit":
			other := map[rune]string{'亿': "万", '万': "亿", '亩': "公顷", '吨': "斤", '%': "个百分点", '元': "美元", '座': "处"}
			at := spots(func(i int) bool { return i > 0 && other[r[i]] != "" && r[i-1] >= '0' && r[i-1] <= '9' })
			if len(at) > 0 {
				i := at[rng.IntN(len(at))]
				by := other[r[i]]
				return replace(i, 1, by), i, i + utf8.RuneCountInString(by), kind
			}
		case "name":
			at := spots(func(i int) bool { return strings.ContainsRune("州江河湖山湾阳安海", r[i]) })
			if len(at) > 0 {
				i := at[rng.IntN(len(at))]
				by := []rune("洲汪何潮川弯杨宁梅")[rng.IntN(9)]
				return replace(i, 1, string(by)), i, i + 1, kind
			}
		case "not":
			if at := spots(func(i int) bool { return r[i] == '不' }); len(at) > 0 {
				i := at[rng.IntN(len(at))]
				return replace(i, 1, ""), i, i + 1, kind
			}
		case "swap":
			if w, i, n, ok := swapItems(r); ok {
				return w, i, i + n, kind
			}
		}
	}
	return s, 0, 0, ""
}

// swapItems lets the first two items of a list change places.
func swapItems(r []rune) (string, int, int, bool) {
	edge := func(i int) bool { return strings.ContainsRune("，。；：、和与及等在对为以", r[i]) }
	for i := 2; i < len(r)-3; i++ {
		if r[i] != '、' {
			continue
		}
		a, b := i, i+1
		for a > 0 && !edge(a-1) {
			a--
		}
		for b < len(r) && !edge(b) {
			b++
		}
		left, right := string(r[a:i]), string(r[i+1:b])
		if left == "" || right == "" || left == right || i-a > 8 || b-i > 9 {
			continue
		}
		return fmt.Sprintf("%s%s、%s%s", string(r[:a]), right, left, string(r[b:])), a, b - a, true
	}
	return "", 0, 0, false
}
